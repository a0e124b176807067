/*
 * Handout options: what `handpress handout FILE…` asks for.
 */
#pragma once

#include "cli/export-options.h"
#include "sheet/handout.h"

typedef struct {
    char **inputs; /* NULL-terminated, never empty; "-" is stdin */
    char *output;  /* -o, or NULL */
    gboolean help; /* then nothing else is looked at */
    export_options export;
    hp_handout_options handout; /* points into the strings below */

    int per_page;
    gboolean run_on;
    char *layout, *paper, *orientation, *margin, *gutter, *order, *header, *footer, *links, *ink, *color;
} handout_options;

/* NULL and HP_ERROR_USAGE when the line cannot be meant. */
handout_options *handout_options_parse(int argc, char **argv, GError **error);
void handout_options_free(handout_options *o); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(handout_options, handout_options_free)

/* What handout --help prints. Free it. */
char *handout_options_help(void);
