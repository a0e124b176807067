/*
 * A deck as its author wrote it: front matter, slides, notes.
 *
 * hp_deck_parse never fails on content; what is odd becomes a diagnostic.
 * Everything lives in the arena. Text is valid UTF-8 with LF line ends, lines
 * count as in the file.
 */
#pragma once

#include "base/arena.h"
#include "base/diag.h"

typedef enum { HP_DOCUMENT, HP_DECK } hp_kind; /* type: slide makes a deck */

/* Whose rules a file follows: HedgeDoc's, those of reveal-md, or reveal.js's own
 * (its Markdown plugin, and pages of HTML). */
typedef enum { HP_DIALECT_AUTO, HP_DIALECT_HEDGEDOC, HP_DIALECT_REVEAL_MD, HP_DIALECT_REVEAL } hp_dialect;

/* slideOptions, revealOptions, and the keys beside them, that matter on paper. */
typedef struct {
    const char *theme;          /* lower case; "black" by default */
    double width_px, height_px; /* 960 × 700 */
    double margin;              /* 0.04 */
    gboolean center;            /* TRUE */
    const char *slide_number;   /* NULL: none; "h.v" by default, "h/v", "c", "c/t" */
    gboolean rtl;
    gboolean show_notes, notes_separate_page;
    gboolean fragments;
    const char *parallax_image; /* address, Markdown and url() taken off; NULL */
    const char *parallax_size;  /* as CSS background-size; NULL */
    int max_pages_per_slide;    /* 0: no limit */
    gboolean light_code;        /* highlightTheme is one with a light ground */
} hp_slide_options;

/* Regular expressions of JavaScript that part slides; NULL: as the dialect does. */
typedef struct {
    const char *horizontal, *vertical, *notes;
} hp_separators;

typedef struct {
    hp_kind kind;
    hp_dialect dialect;                                     /* never AUTO */
    const char *title, *author, *description, *lang, *date; /* NULL when not given; date ISO 8601 */
    const char *const *tags;                                /* NULL-terminated, never NULL */
    gboolean dir_rtl;
    gboolean breaks; /* TRUE: a newline is a line break */
    hp_slide_options slide;
    hp_separators separators; /* none with HedgeDoc's dialect */
    const char *const *css;   /* reveal-md: addresses of style sheets, NULL-terminated; NULL: none */
    unsigned css_line;
} hp_front_matter;

/* A piece of Markdown and where it stands. */
typedef struct {
    const char *text; /* NUL-terminated */
    size_t length;
    unsigned line; /* of its first byte, 1-based */
} hp_markdown_text;

typedef struct {
    unsigned horizontal, vertical; /* 0-based, as in #/h/v */
    gboolean in_stack;             /* its stack has more than one slide */
    hp_markdown_text body;
    hp_markdown_text notes; /* text NULL: none */
    gboolean is_html;       /* body and notes are HTML, not Markdown */
    const char *attributes; /* of a <section>, as written; NULL: none */
    const char *file;       /* that it was read from, and whose lines count; NULL: the deck */
} hp_source_slide;

/* A style sheet outside the slides: the content of a <style> in an HTML page, or
 * one that imports what the deck asks for by its address. */
typedef hp_markdown_text hp_source_style;

typedef struct {
    hp_front_matter front;
    const hp_source_slide *slides; /* a document has one, with all the text */
    size_t n_slides;
    const hp_source_style *styles;
    size_t n_styles;
    const char *language; /* of a document without `lang`, as its words tell (language.h); NULL: unknown */
    const char *text;     /* the whole file, decoded and repaired */
    size_t length;
} hp_deck;

typedef struct {
    gboolean repair_encoding; /* repair double-encoded UTF-8 */
    hp_dialect dialect;       /* AUTO: by what the file says */
    /* The bytes of a file of slides that a page names; NULL, and why not, a clause
     * to be freed, in *reason. read_file NULL: only the page itself is read. */
    GBytes *(*read_file)(void *file_data, const char *address, char **reason);
    void *file_data;
} hp_source_options;

const hp_deck *hp_deck_parse(hp_arena *arena, const char *bytes, size_t length, const hp_source_options *options,
                             hp_diags *diags);
