/*
 * Commands: what the first word of the command line may be. `handpress FILE…`
 * is the command without a word of its own.
 */
#pragma once

#include <glib.h>

enum { COMMAND_DONE = 0, COMMAND_FAILED = 1, COMMAND_WRONG_USE = 2 };

/* argv[0] is the command's own word. Returns an exit status; with an error that
 * is not yet told, the caller tells it. */
typedef int (*command_func)(int argc, char **argv, GError **error);

/* Prints a text of the program's own, such as its help, and frees it. An exit status. */
int command_print(char *text);

int assets_command(int argc, char **argv, GError **error);
int binder_command(int argc, char **argv, GError **error);
int export_command(int argc, char **argv, GError **error);
int handout_command(int argc, char **argv, GError **error);
int batch_command(int argc, char **argv, GError **error);
int batch_worker_command(int argc, char **argv, GError **error);
int watch_command(int argc, char **argv, GError **error);
int report_command(int argc, char **argv, GError **error);
int press_command(int argc, char **argv, GError **error);

/* A deck is text; this is far more than anybody writes. */
#define INPUT_MAX_BYTES ((size_t)64 * 1024 * 1024)
