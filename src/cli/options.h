/*
 * Options: what the command line asks for. Nothing else reads argv.
 */
#pragma once

#include "job.h"
#include "text/text.h"

typedef enum { DUMP_NONE, DUMP_HTML, DUMP_DOM, DUMP_STYLE, DUMP_BOXES, DUMP_FRAGMENTS, DUMP_TAGS } dump_kind;

typedef struct {
    char **inputs;         /* NULL-terminated, never empty; "-" is stdin */
    char *output;          /* -o, or NULL */
    hp_job_options job;    /* points into the strings below */
    hp_font_options fonts; /* likewise */
    dump_kind dump;
    gboolean strict, json, quiet, verbose;
    gboolean help, version; /* then nothing else is looked at */

    char *page, *theme, *styles_dir, *fonts_dir, *slides, *title, *author, *lang;
    char *overflow, *css, *repair_encoding, *dump_name;
    char **font_dirs, **asset_dirs, **allow_dirs;
} options;

/* NULL and HP_ERROR_USAGE when the line cannot be meant. */
options *options_parse(int argc, char **argv, GError **error);
void options_free(options *o); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(options, options_free)

/* What --help prints. Free it. */
char *options_help(void);

/* "1280x720" in px, or a paper name with or without "-landscape". */
gboolean options_parse_page(const char *text, double *width_px, double *height_px);
