/*
 * Program: running a helper program, as a filter, within limits.
 *
 * Nothing goes through a shell. The program reads its input from its standard
 * input, gets a small clean environment (paths, language, folders of the user),
 * a process group of its own, no descriptors but the three standard ones, and no
 * core files. When it passes a limit its whole group is killed; in any case it
 * has ended, and left no zombie, when the call returns.
 *
 * Errors: HP_ERROR_LIMIT for time and size, else HP_ERROR_INPUT: it cannot be
 * started, failed (with the first line it wrote to standard error) or crashed.
 * Messages begin with the program's name and are for people. Any thread, as
 * long as the process does not wait for children that it did not start.
 */
#pragma once

#include <glib.h>

typedef struct {
    const char *const *argv;        /* NULL-terminated; without a slash [0] is looked for in PATH */
    GBytes *input;                  /* NULL: empty */
    const char *dir;                /* where it runs; NULL: here */
    const char *const *environment; /* "NAME=value" on top of the clean one; NULL: none */
    size_t output_max;              /* bytes of standard output */
    unsigned time_limit_ms;         /* from start to end */
    size_t memory_max;              /* bytes of address space; 0: no limit */
} hp_program;

/* Runs it to its end and returns what it wrote to standard output. */
GBytes *hp_program_run(const hp_program *program, GError **error);

/* Where one of our own helper programs is: beside the running program, as in a
 * build directory, or where it is installed. NULL: nowhere. Free it. */
char *hp_program_helper(const char *name);

/* Whether a program of this name, or at this path, can be run. */
gboolean hp_program_exists(const char *name);
