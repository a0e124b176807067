/*
 * What the files of text/ share, and nobody else: the inside of hp_fonts.
 *
 * families.c   which installed family a name in a style stands for
 * fonts.c      hp_fonts: configuration, font map, primary fonts
 * face.c       concrete faces and their metrics
 * math-face.c  the font for mathematics
 * web-fonts.c  fonts that a deck brings along
 * breaks.c     break places, grapheme boundaries
 * hyphenate.c  hyphens: where words may be divided, and what shows there
 * word-cache.c shaped words, kept for all decks
 * shape.c      one word to glyphs
 * paragraph.c  runs to segments of one face, segments to words
 */
#pragma once

#include "text/text.h"

#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

/* ---- families.c ---- */

typedef struct hp_family_index hp_family_index;

/* What a style's family list comes to. Lives as long as the index. */
typedef struct {
    const char *key;     /* the list as it was asked for, joined by newlines */
    const char *pango;   /* the installed families, joined by commas */
    const char *used;    /* the first of them */
    const char *missing; /* the family named first when it is not installed and nothing as good is; or NULL */
    gboolean similar;    /* `used` is what the configuration thinks near enough to it */
} hp_family_list;

/* Every font that may be used, listed. */
FcConfig *hp_font_config_new(const hp_font_options *options, GError **error);

/* config is borrowed and must outlive the index. */
hp_family_index *hp_family_index_new(FcConfig *config);
void hp_family_index_free(hp_family_index *index); /* NULL is fine */
/* How many families are installed. */
unsigned hp_family_index_count(const hp_family_index *index);
const hp_family_list *hp_family_list_lookup(hp_family_index *index, const char *const *families);

/* name stands for an installed family from now on, whatever else it meant. */
void hp_family_index_add(hp_family_index *index, const char *folded_name, const char *family);

/* ---- web-fonts.c ---- */

typedef struct hp_web_fonts hp_web_fonts;

/* Adds faces to config, before anything asks it. installed: where local() looks. */
hp_web_fonts *hp_web_fonts_new(FcConfig *config, FcConfig *installed, const hp_font_face *const *faces, size_t n_faces,
                               hp_assets *assets, hp_diags *diags);
void hp_web_fonts_free(hp_web_fonts *fonts); /* NULL is fine */
/* Case-folded names of the families, and theirs in config. Borrowed. */
GHashTable *hp_web_fonts_families(const hp_web_fonts *fonts);

/* ---- face.c ---- */

/* Everything is shaped at this size and scaled: without hinting advances are
 * linear, so words are shaped once for all sizes, and pango, for which every
 * size is another font to look for, looks for few. */
#define HP_SHAPING_SIZE 100.0

/* A font file as pango chose it, at the shaping size. */
typedef struct {
    PangoFont *font; /* owned */
    char *family;
    double ascent, descent, line_gap, x_height, ch; /* per px of size, not rounded */
    uint32_t space_glyph;                           /* 0: none */
    gboolean is_color;
    uint8_t latin_known[0x250 / 8], latin_covered[0x250 / 8]; /* bits, filled when first asked */
} hp_typeface;

struct hp_face {
    hp_typeface *typeface;
    double size;                 /* px */
    cairo_scaled_font_t *scaled; /* owned */
};

hp_typeface *hp_typeface_new(PangoFont *font); /* takes a reference */
void hp_typeface_free(hp_typeface *typeface);
/* Whether it maps the character to a glyph itself. */
gboolean hp_typeface_covers(hp_typeface *typeface, gunichar character);
hp_face *hp_face_new(hp_typeface *typeface, double size);
void hp_face_free(hp_face *face);

/* ---- word-cache.c ---- */

/* Features a style can switch; part of a cached word's key. */
enum { HP_FEATURE_LIGATURES = 1, HP_FEATURE_SMALL_CAPS = 2, HP_FEATURE_COMBINATIONS = 4 };

typedef struct {
    const hp_typeface *typeface;
    PangoLanguage *language;
    int script; /* GUnicodeScript */
    uint8_t level;
    uint8_t features;
} hp_shape_key;

typedef struct hp_word_cache hp_word_cache;

hp_word_cache *hp_word_cache_new(void);
void hp_word_cache_free(hp_word_cache *cache); /* NULL is fine */
/* Glyphs at the shaping size, without letter- and word-spacing, offsets
 * relative to the word; NULL when it is not there. Borrowed until the next call of _add. */
const hp_glyph *hp_word_cache_lookup(const hp_word_cache *cache, const hp_shape_key *key, const char *text,
                                     size_t length, size_t *n_glyphs);
void hp_word_cache_add(hp_word_cache *cache, const hp_shape_key *key, const char *text, size_t length,
                       const hp_glyph *glyphs, size_t n_glyphs);

/* ---- fonts.c ---- */

/* The pure function of families, size, weight and style behind an hp_font. */
typedef struct {
    hp_font font; /* first: its address is the public one */
    const hp_family_list *families;
    const hp_face *face;
    PangoFontDescription *description; /* at the shaping size */
} hp_primary_font;

struct hp_fonts {
    char *config_dir; /* of the options; NULL */
    char **font_dirs;
    hp_web_fonts *web; /* owned; NULL: none */
    FcConfig *config;
    PangoFontMap *map;
    PangoContext *context;
    PangoLanguage *default_language;
    hp_family_index *families;
    GHashTable *typefaces; /* PangoFont * to hp_typeface *, owned */
    GHashTable *faces;     /* set of hp_face *, owned */
    GHashTable *primary;   /* set of hp_primary_font *, owned */
    hp_word_cache *words;
    GSList *features[HP_FEATURE_COMBINATIONS]; /* of PangoAttribute *, for PangoAnalysis */
    PangoGlyphString *scratch;
    GArray *word_scratch;  /* of hp_word */
    GArray *glyph_scratch; /* of hp_glyph */

    PangoFont *math; /* owned, of the family for mathematics; NULL: none, or not looked for */
    gboolean math_looked_for;

    hp_diags *diags;              /* borrowed, of the deck at hand */
    GHashTable *missing_families; /* reported in this deck; set of char * */
    GHashTable *missing_glyphs;   /* likewise; set of code points */

    GHashTable *hyphenators;         /* hyphenate.c: by language; NULL: none yet */
    GHashTable *missing_hyphenation; /* languages reported in this deck */

    /* By the address of a style's families, hence for one deck only. */
    struct {
        const char *const *families;
        float size;
        int weight;
        hp_font_style style;
        hp_primary_font *font;
    } recent[128];
};

hp_primary_font *hp_fonts_primary(hp_fonts *fonts, const hp_style *style);
const hp_face *hp_fonts_face(hp_fonts *fonts, PangoFont *font, double size);
PangoLanguage *hp_fonts_language(const hp_fonts *fonts, const hp_style *style);
void hp_fonts_report_missing_glyph(hp_fonts *fonts, gunichar character);

/* ---- breaks.c ---- */

typedef enum {
    HP_CONTENT_ASCII, /* and objects: one script, no bidi, no fallback */
    HP_CONTENT_LATIN, /* the same with letters of Latin-1 and Extended A and B, and common punctuation */
    HP_CONTENT_OTHER
} hp_content;

hp_content hp_text_classify(const char *text, size_t length);
/* HP_TEXT_ flags, length + 1 of them. */
uint8_t *hp_text_breaks(hp_arena *arena, const char *text, size_t length, hp_content content, PangoLanguage *language);

/* ---- shape.c ---- */

/* A stretch of the paragraph with one face, level and style. */
typedef struct {
    const hp_face *face;
    const hp_primary_font *primary;
    const hp_text_run *run;
    PangoLanguage *language;
    int script;
    uint8_t level;
    uint8_t features;
} hp_segment;

/* Where the word stands, for letters that join across its ends. */
typedef struct {
    const char *text;
    size_t length;
} hp_shape_context;

/* Fills face, glyphs, n_glyphs, width and space_width of a word whose start,
 * end and space_start are set. */
void hp_word_shape(hp_fonts *fonts, hp_arena *arena, const hp_segment *segment, hp_shape_context context,
                   hp_word *word);
uint8_t hp_style_features(const hp_style *style);
