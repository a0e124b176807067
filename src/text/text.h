/*
 * Text: fonts, shaping, break places. The only room that calls pango.
 *
 * hp_fonts holds a font map of our own (hermetic fontconfig) and the caches of
 * faces and shaped words; one per process and thread, for all its decks.
 *
 * A paragraph goes through once: itemize ─► shape word by word (each with the
 * blanks that follow it) ─► break places. layout/inline makes the lines.
 */
#pragma once

#include "base/arena.h"
#include "asset/asset.h"
#include "base/diag.h"
#include "css/font-face.h"
#include "css/style.h"
#include <cairo.h>
#include <stdint.h>

typedef struct hp_fonts hp_fonts;

typedef struct {
    const char *const *font_dirs; /* --font-dir, NULL-terminated; NULL: none */
    const char *config_dir;       /* --fonts DIR: its fonts.conf replaces ours; NULL */
} hp_font_options;

hp_fonts *hp_fonts_new(const hp_font_options *options, GError **error);
/* The fonts of one deck: those of fonts, which must outlive them, and the faces
 * that its style sheets bring along, read through assets. What is wrong with a
 * face is a diagnostic (font-face). NULL when there is not one that can be used. */
hp_fonts *hp_fonts_new_with_faces(const hp_fonts *fonts, const hp_font_face *const *faces, size_t n_faces,
                                  hp_assets *assets, hp_diags *diags);
void hp_fonts_free(hp_fonts *fonts); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hp_fonts, hp_fonts_free)
/* A hash that is another one when a font that may be used, or the configuration,
 * has changed. Free it. */
char *hp_fonts_fingerprint(const hp_font_options *options, GError **error);

/* Where font diagnostics (font-substituted, glyph-missing) go from now on:
 * one per family or character and deck. Also forgets what was reported. */
void hp_fonts_set_diags(hp_fonts *fonts, hp_diags *diags);

/* The primary font of a style and its metrics in px. Lives as long as fonts;
 * the same pointer for equal families, size, weight and style. */
typedef struct {
    double size;
    double ascent, descent;   /* whole px, as browsers round them */
    double line_gap;          /* for line-height: normal */
    double x_height, ch;      /* px */
    double underline_offset;  /* of the line's centre below the baseline */
    double underline_thickness;
    double strike_offset;     /* above the baseline */
} hp_font;

const hp_font *hp_fonts_lookup(hp_fonts *fonts, const hp_style *style);
/* Whether patterns to hyphenate a language are there; looks for files alone. */
gboolean hp_hyphenation_is_installed(const char *lang);
/* For hp_css_context.font_ratios; user_data is the hp_fonts. */
void hp_fonts_css_ratios(void *fonts, const hp_style *style, double *ex, double *ch);

/* A concrete face at a size: what glyph indices mean. Lives as long as fonts. */
typedef struct hp_face hp_face;
cairo_scaled_font_t *hp_face_scaled_font(const hp_face *face); /* borrowed; unhinted, size in px */
gboolean hp_face_is_color(const hp_face *face);   /* colour bitmaps (emoji) */
const char *hp_face_family(const hp_face *face);
/* Ascent and descent in whole px, of this (maybe fallback) face. */
void hp_face_extents(const hp_face *face, double *ascent, double *descent);

typedef struct {
    uint32_t glyph;      /* index in the face; HP_GLYPH_EMPTY: nothing to draw */
    uint32_t byte;       /* paragraph offset where the glyph's cluster begins */
    float advance;       /* px, letter- and word-spacing included */
    float dx, dy;        /* offset of the drawing position, y down */
    gboolean cluster;    /* first glyph of its cluster */
} hp_glyph;

#define HP_GLYPH_EMPTY UINT32_MAX

/* One shaped word: at most one face, one style, one level. Glyphs in visual
 * order (for level odd: right to left). A tab, a newline and any other control
 * is a word of its own, without width, with one empty glyph; blanks at the
 * beginning of a segment or behind a fallback face are words with
 * start == space_start. */
typedef struct {
    size_t start, end;      /* bytes in the paragraph, blanks behind included */
    size_t space_start;     /* where those blanks begin; == end when there are none */
    const hp_face *face;
    const hp_style *style;
    void *owner;            /* of the run it came from */
    uint8_t level;          /* bidi */
    gboolean is_object;     /* U+FFFC: an atomic inline; no glyphs, width 0 */
    const hp_glyph *glyphs;
    size_t n_glyphs;
    double width;           /* all of it */
    double space_width;     /* of the blanks behind */
} hp_word;

/* Per byte of text, valid at character starts and at the end, which has
 * HP_TEXT_BREAK. */
enum {
    HP_TEXT_BREAK = 1,     /* a line may break before this byte */
    HP_TEXT_MUST_BREAK = 2, /* … must (after a newline) */
    HP_TEXT_CURSOR = 4,    /* grapheme boundary: where overflow-wrap may cut */
    HP_TEXT_BLANK = 8      /* white space that hangs or collapses at a line end */
};

/* Whether a break between these two bytes of an address is one that a reader takes
 * for no more than a break: the sign on the next line says that it goes on. */
gboolean hp_text_breaks_address(char before, char after);

typedef struct {
    size_t start, end;     /* bytes; runs are adjacent and cover the text */
    const hp_style *style;
    void *owner;           /* handed through to the words */
} hp_text_run;

typedef struct {
    const char *text;
    size_t length;
    const hp_word *words;  /* logical order */
    size_t n_words;
    const uint8_t *flags;  /* length + 1 */
    hp_direction direction; /* of the paragraph, after the first strong character where asked */
} hp_paragraph;

/* Where words between start and end (bytes) may be divided, ascending, at most
 * max; 0 of them unless the style asks for automatic hyphens and the patterns of
 * its language are installed (else one diagnostic, hyphenation-missing). */
size_t hp_text_hyphenation(hp_fonts *fonts, const char *text, size_t start, size_t end, const hp_style *style,
                           size_t *places, size_t max);
/* The hyphen behind a part of word that ends at byte: its glyphs, in the arena,
 * and their width in px. They stand for no bytes of the text. */
const hp_glyph *hp_text_hyphen(hp_fonts *fonts, hp_arena *arena, const hp_word *word, size_t byte, size_t *n_glyphs,
                               double *width);

/* Shapes a paragraph. text: UTF-8 after white-space processing and
 * text-transform; newlines that stay are forced breaks; U+FFFC stands for
 * atomic inlines. Bidi controls for embeddings are the caller's characters.
 * Everything is in the arena. */
const hp_paragraph *hp_text_shape(hp_fonts *fonts, hp_arena *arena, const char *text, size_t length,
                                  const hp_text_run *runs, size_t n_runs, hp_direction direction);
