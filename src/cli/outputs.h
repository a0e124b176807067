/*
 * Outputs: which file each input becomes, settled before any work starts.
 */
#pragma once

#include "cli/options.h"

typedef struct {
    const char *input; /* borrowed from the options; "-" is stdin */
    char *output;      /* a path, or "-" for stdout */
} task;

/* One task per input, in their order. Names that clash, an input that would be
 * overwritten, several inputs for one file: NULL and HP_ERROR_USAGE. */
GPtrArray *outputs_plan(const options *o, GError **error);

/* Of all inputs one PDF: FALSE and HP_ERROR_USAGE when it would overwrite one, or go
 * to standard output where it cannot. */
gboolean outputs_check(const char *output, char *const *inputs, gboolean json, GError **error);

/* What an output's name is made of: the input's path, or a note's name. Free it. */
char *outputs_base(const char *input);

/* deck.md, deck.markdown, deck.txt and deck.pdf give deck.pdf; other names only
 * gain the ending. Free it. */
char *outputs_name(const char *input, const char *ending);

/* Makes the folder of -o when it is absent. */
gboolean outputs_make_folder(const options *o, GError **error);
