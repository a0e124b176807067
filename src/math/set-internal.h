/*
 * What the files that set formulas share: boxes, and the setter that makes them.
 *
 * font.c           figures of the MATH table, glyphs and their sizes
 * set-list.c       lists: classes, spaces between atoms, fences
 * set-lines.c      the outermost list in several lines
 * set-symbol.c     symbols, large operators, text
 * set-scripts.c    scripts, limits, stacks
 * set-fraction.c   fractions, roots, bars
 * set-delimiter.c  glyphs that grow: variants and assemblies
 * set-accent.c     accents, braces and arrows over and under, phantoms, frames
 * set-table.c      matrices and alignments
 * formula.c        boxes to runs and lines
 *
 * Boxes are as TeX has them: a reference point at the left on the baseline,
 * width to the right, height up, depth down, all in px. A child's x and y are
 * its reference point's, y down.
 */
#pragma once

#include "math/math-internal.h"

#include <hb-ot.h>

typedef enum { HP_MBOX_GROUP, HP_MBOX_GLYPH, HP_MBOX_LINE } hp_mbox_kind;

typedef struct hp_mbox hp_mbox;

struct hp_mbox {
    hp_mbox_kind kind;
    double width, height, depth;
    double x, y; /* in the parent */
    hp_mbox *first, *last, *next;
    double italic;         /* italics correction; not in width */
    double accent;         /* x where an accent is centred */
    gboolean is_character; /* one glyph of the usual size: scripts stand as on letters */
    gboolean leans;        /* large operators: italic is in width, and subscripts move in by it */
    const hp_color *color; /* NULL: the text's */
    /* GLYPH */
    const hp_face *face;
    uint32_t glyph;
    const char *text;
    /* LINE: from the reference point to (dx, dy) */
    double dx, dy, thickness;
};

typedef struct {
    hp_arena *arena;
    hp_fonts *fonts;
    const hp_math_setting *setting;
    hb_face_t *hb_face; /* borrowed */
    hb_font_t *hb_font; /* in the font's units */
    const hp_face *faces[3];
    double sizes[3];       /* px per em: text, script, script of script */
    double units;          /* per em */
    hb_set_t *ssty;        /* lookups of the letters for scripts */
    const hp_color *color; /* of what is being set */
} hp_setter;

/* How a list is set: TeX's eight styles. */
typedef struct {
    hp_math_style style;
    gboolean cramped;
} hp_set_context;

/* ---- font.c ---- */
gboolean hp_setter_init(hp_setter *s, hp_arena *arena, hp_fonts *fonts, const hp_math_setting *setting);
void hp_setter_clear(hp_setter *s);
double hp_set_em(const hp_setter *s, hp_set_context context);                                       /* px */
double hp_set_constant(const hp_setter *s, hp_set_context context, hb_ot_math_constant_t constant); /* px */
double hp_set_axis(const hp_setter *s, hp_set_context context);
/* Font units to px. */
double hp_set_px(const hp_setter *s, hp_set_context context, double units);
/* The glyph of a character, as it looks in scripts where the font has that; 0: none. */
hb_codepoint_t hp_set_glyph(const hp_setter *s, hp_set_context context, gunichar character);
hp_mbox *hp_set_glyph_box(hp_setter *s, hp_set_context context, hb_codepoint_t glyph, const char *text);
const char *hp_set_utf8(hp_setter *s, gunichar character);

hp_mbox *hp_mbox_make(hp_setter *s, hp_mbox_kind kind);
void hp_mbox_add(hp_mbox *parent, hp_mbox *child, double x, double y);
/* The same, and the parent grows to hold the child's height and depth. */
void hp_mbox_enclose(hp_mbox *parent, hp_mbox *child, double x, double y);
/* A horizontal rule whose lower edge is `bottom` above the reference point. */
void hp_mbox_add_rule(hp_setter *s, hp_mbox *parent, double x, double bottom, double width, double thickness);
void hp_mbox_add_line(hp_setter *s, hp_mbox *parent, hp_point from, hp_point to, double thickness);

/* ---- formula.c ---- */
/* breaks: hp_formula_break, or NULL. */
const hp_formula *hp_formula_make(hp_arena *arena, const hp_mbox *box, const GArray *breaks);

/* ---- set-list.c ---- */
hp_mbox *hp_set_list(hp_setter *s, hp_set_context context, const hp_math_node *first);
/* The formula's own list, from atom `from` to `to` (0: the end). breaks:
 * hp_formula_break, filled; NULL: not asked for. */
hp_mbox *hp_set_outermost(hp_setter *s, hp_set_context context, const hp_math_node *first, size_t from, size_t to,
                          GArray *breaks);
hp_mbox *hp_set_fenced(hp_setter *s, hp_set_context context, const hp_math_node *node);
hp_mbox *hp_set_node(hp_setter *s, hp_set_context context, const hp_math_node *node);
/* A node's only child where braces hold but one: {x} is as good as x. */
const hp_math_node *hp_set_sole(const hp_math_node *node);
hp_set_context hp_set_script(hp_set_context context);
hp_set_context hp_set_cramped(hp_set_context context);

/* ---- the others ---- */
hp_mbox *hp_set_symbol(hp_setter *s, hp_set_context context, const hp_math_node *node);
hp_mbox *hp_set_text(hp_setter *s, hp_set_context context, const char *text, hp_alphabet alphabet);
hp_mbox *hp_set_scripts(hp_setter *s, hp_set_context context, const hp_math_node *node);
hp_mbox *hp_set_stack(hp_setter *s, hp_set_context context, const hp_math_node *node);
hp_mbox *hp_set_arrow(hp_setter *s, hp_set_context context, const hp_math_node *node);
hp_mbox *hp_set_fraction(hp_setter *s, hp_set_context context, const hp_math_node *node);
hp_mbox *hp_set_radical(hp_setter *s, hp_set_context context, const hp_math_node *node);
hp_mbox *hp_set_bar(hp_setter *s, hp_set_context context, const hp_math_node *node);
hp_mbox *hp_set_accent(hp_setter *s, hp_set_context context, const hp_math_node *node);
hp_mbox *hp_set_stretched(hp_setter *s, hp_set_context context, const hp_math_node *node);
hp_mbox *hp_set_phantom(hp_setter *s, hp_set_context context, const hp_math_node *node);
hp_mbox *hp_set_enclosure(hp_setter *s, hp_set_context context, const hp_math_node *node);
hp_mbox *hp_set_table(hp_setter *s, hp_set_context context, const hp_math_table *table, double room);

/* A delimiter at least this tall (height and depth), centred on the axis;
 * character 0: the blank of an empty one. */
hp_mbox *hp_set_delimiter(hp_setter *s, hp_set_context context, gunichar character, double total);
/* A glyph at least this long, up from its own lowest point or to the right. */
hp_mbox *hp_set_grown(hp_setter *s, hp_set_context context, gunichar character, double length, gboolean vertical);
/* The widest variant that is no wider than this. */
hp_mbox *hp_set_fitting(hp_setter *s, hp_set_context context, gunichar character, double width);
