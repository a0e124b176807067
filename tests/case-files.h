/*
 * Case files: a folder of inputs, each with the text that must come of it
 * beside it (NAME.md and NAME.html, say). With --record on the command line
 * the expected files are written anew instead.
 */
#pragma once

#include <glib.h>

/* What comes of one input. name is the file's, without its ending. Free it. */
typedef char *(*case_files_func)(const char *name, const char *text, size_t length);

typedef struct {
    const char *folder;
    const char *input, *expected; /* the endings, with their dots */
    const char *group;            /* "/layout": the tests are called GROUP/NAME */
    case_files_func convert;
} case_files;

/* In place of g_test_init: takes --record from the command line. */
void case_files_init(int *argc, char ***argv);

/* A test for every input, by name; an empty folder fails. files is static. */
void case_files_add(const case_files *files);
