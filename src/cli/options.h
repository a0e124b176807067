/*
 * Options: what `handpress FILE…` asks for.
 */
#pragma once

#include "cli/export-options.h"

typedef enum { DUMP_NONE, DUMP_HTML, DUMP_DOM, DUMP_STYLE, DUMP_BOXES, DUMP_FRAGMENTS, DUMP_TAGS } dump_kind;

typedef enum { FORMAT_PDF, FORMAT_PNG, FORMAT_SVG } output_format;

typedef struct {
    char **inputs; /* NULL-terminated, never empty; "-" is stdin; addresses of notes */
    char *output;  /* -o, or NULL */
    char *depfile; /* NULL: not asked for */
    export_options export;
    dump_kind dump;
    output_format format;
    double scale;           /* px of a picture per CSS px */
    gboolean help, version; /* then nothing else is looked at */
    char *dump_name, *from, *format_name, *scale_text;
} options;

/* NULL and HP_ERROR_USAGE when the line cannot be meant. */
options *options_parse(int argc, char **argv, GError **error);
void options_free(options *o); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(options, options_free)

/* What --help prints. Free it. */
char *options_help(void);
