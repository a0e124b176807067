/*
 * Export options: what every command that makes a PDF of a deck can be told,
 * and how the values of options are read.
 *
 * An option is a row of the table in export-options.c, and a field here. From
 * the row come its parsing, its help, its place in handpress.yaml, the command
 * line of a worker, and the freeing of the field.
 */
#pragma once

#include "job.h"
#include "text/text.h"

typedef struct {
    hp_job_options job;    /* points into the strings below */
    hp_font_options fonts; /* likewise */
    gboolean strict, json, quiet, verbose, fetch;

    char *page, *theme, *styles_dir, *fonts_dir, *slides, *title, *author, *lang, *subject, *keywords, *contact;
    char *overflow, *css, *repair_encoding, *image_dpi, *image_quality;
    char *dialect, *fragment_pages, *notes;
    char *links, *columns, *letterhead;
    gboolean toc;
    char **font_dirs, **asset_dirs, **allow_dirs, **diagrams, **allow_hosts;
    char *cache_size, *fetch_timeout;
    hp_diagram_programs *programs; /* what diagrams says */
} export_options;

/* TEXT and FOLDER: char *; TEXTS and FOLDERS, which may be repeated: char **;
 * FLAG: gboolean. */
typedef enum { OPTION_TEXT, OPTION_TEXTS, OPTION_FOLDER, OPTION_FOLDERS, OPTION_FLAG } option_kind;

enum {
    OPTION_IN_FILES = 1, /* may stand in an archive's handpress.yaml, which is not to be trusted */
    OPTION_TELLS = 2,    /* changes what is said, not what is made */
    OPTION_DOCUMENT = 4, /* for the pages of documents */
    OPTION_SHOW = 16,    /* steps and notes, as a speaker has them */
    OPTION_PICTURES = 8  /* what becomes of pictures, which press finds out itself */
};

typedef struct {
    const char *name;
    char letter; /* 0: none */
    option_kind kind;
    unsigned traits;
    size_t field; /* offset in export_options */
    const char *help, *value;
} export_option;

const export_option *export_option_lookup(const char *name); /* NULL: there is none */

/* The options that make a difference to what is made, as a command line that
 * gives them again, in the table's order, with whole paths. Free it. */
char **export_options_arguments(const export_options *o);

/* Lets the context read them, but for those with one of the traits in `without`.
 * o is zero-filled, and outlives the parsing. */
void export_options_add(export_options *o, GOptionContext *context, unsigned without);

/* After parsing: fills job and fonts. FALSE and HP_ERROR_USAGE when a value
 * cannot be meant. */
gboolean export_options_check(export_options *o, GError **error);
void export_options_clear(export_options *o);

/* All of it for a command line of these options alone, as
 * export_options_arguments gives it. o is zero-filled; to be cleared in any case. */
gboolean export_options_parse(export_options *o, const char *const *arguments, GError **error);

/* Equal for options that lead to the same fonts. Free it. */
char *export_options_fonts_key(const export_options *o);

/* A command's line: what stands behind its name, what it does, what else is to say
 * (NULL: nothing), its options. It has no --help of its own. Free it. */
GOptionContext *option_context_new(const char *parameters, const char *summary, const char *description,
                                   const GOptionEntry *entries);

/* Parses a command's line, in which "-oFILE" is "-o FILE", as it is to everybody but
 * GOption. FALSE and HP_ERROR_USAGE. */
gboolean option_parse(GOptionContext *context, int argc, char **argv, GError **error);

/* FALSE, always: "--OPTION VALUE: expected EXPECTED" as HP_ERROR_USAGE. */
gboolean option_error(GError **error, const char *option, const char *value, const char *expected);

/* The index of value among the names; -1 when it is none of them. */
int option_index(const char *value, const char *const *names);

/* "1280x720" in px, or a paper name with or without "-landscape". */
gboolean option_page(const char *text, double *width_px, double *height_px);
