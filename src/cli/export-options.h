/*
 * Export options: what every command that makes a PDF of a deck can be told,
 * and how the values of options are read.
 */
#pragma once

#include "job.h"
#include "text/text.h"

typedef struct {
    hp_job_options job;    /* points into the strings below */
    hp_font_options fonts; /* likewise */
    gboolean strict, json, quiet, verbose;

    char *page, *theme, *styles_dir, *fonts_dir, *slides, *title, *author, *lang;
    char *overflow, *css, *repair_encoding;
    char **font_dirs, **asset_dirs, **allow_dirs;
} export_options;

/* Lets the context read them. o is zero-filled, and outlives the parsing. */
void export_options_add(export_options *o, GOptionContext *context);

/* After parsing: fills job and fonts. FALSE and HP_ERROR_USAGE when a value
 * cannot be meant. */
gboolean export_options_check(export_options *o, GError **error);
void export_options_clear(export_options *o);

/* FALSE, always: "--OPTION VALUE: expected EXPECTED" as HP_ERROR_USAGE. */
gboolean option_error(GError **error, const char *option, const char *value, const char *expected);

/* The index of value among the names; -1 when it is none of them. */
int option_index(const char *value, const char *const *names);

/* "1280x720" in px, or a paper name with or without "-landscape". */
gboolean option_page(const char *text, double *width_px, double *height_px);
