/*
 * Formulas: TeX mathematics to glyphs and lines at their places.
 *
 *     TeX ─► nodes (parser.c, commands*.c, environments.c) ─► boxes, after
 *     Appendix G of The TeXbook with the figures of the font's MATH table
 *     (set-*.c) ─► runs of glyphs, rules and strokes (formula.c)
 *
 * What MathJax reads of TeX and AMS-LaTeX is read here. Input is untrusted:
 * its length, depth, number of nodes and macro expansions are bounded. A parsed
 * formula and what is set from it live in the caller's arena.
 */
#pragma once

#include "text/text.h"

typedef struct hp_math hp_math; /* a formula that was read */

/* What \newcommand and its kin defined: good for all formulas that come after.
 * One per deck. */
typedef struct hp_math_macros hp_math_macros;

hp_math_macros *hp_math_macros_new(void);
void hp_math_macros_free(hp_math_macros *macros); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hp_math_macros, hp_math_macros_free)

/* Reads TeX without the dollars. macros: what is defined, and where definitions
 * go; NULL: they hold for this formula only. NULL when it cannot be read: then
 * *message says why, in the arena. */
const hp_math *hp_math_parse(hp_arena *arena, const char *tex, hp_math_macros *macros, const char **message);

typedef struct {
    uint32_t glyph;
    float x, y;       /* px from the formula's left end and baseline, y down */
    const char *text; /* the characters it stands for; NULL: a piece of a larger sign */
} hp_formula_glyph;

/* Glyphs of one face and colour. */
typedef struct {
    const hp_face *face;
    const hp_color *color; /* NULL: the text's */
    const hp_formula_glyph *glyphs;
    size_t n_glyphs;
} hp_formula_run;

/* A line from one point to another: bars of fractions and roots, borders,
 * strokes through cancelled terms. Ends are square. */
typedef struct {
    hp_point from, to;
    double thickness;
    const hp_color *color; /* NULL: the text's */
} hp_formula_line;

/* A place where the outermost list may be broken: behind a relation or a binary
 * operator (The TeXbook, chapter 18), in display formulas before it. */
typedef struct {
    size_t atom;       /* the first atom behind it */
    double end, begin; /* px: where the line before it ends, where that atom begins */
    gboolean relation;
    gboolean fenced; /* between parentheses: only where there is no better place */
} hp_formula_break;

#define HP_FORMULA_NO_BREAK SIZE_MAX

typedef struct {
    double width, ascent, descent; /* px; ascent above the baseline */
    const hp_formula_run *runs;
    size_t n_runs;
    const hp_formula_line *lines;
    size_t n_lines;
    const hp_formula_break *breaks; /* from left to right */
    size_t n_breaks;
} hp_formula;

typedef struct {
    const hp_style *style; /* of the text around: its size, its x-height, its font for what the math font lacks */
    gboolean display;      /* display style, and tags at the right */
    double scale;          /* 1, less to fit */
    double room;           /* display formulas: px that tags may use; 0: next to the formula */
    size_t from, to;       /* atoms of the outermost list; to 0: all */
} hp_math_setting;

/* Sets a formula. NULL when no font for mathematics is installed. */
const hp_formula *hp_math_set(hp_arena *arena, hp_fonts *fonts, const hp_math *math, const hp_math_setting *setting);

/* Of breaks from `first` on, the one to end a line of room px with, when lines
 * have line px; HP_FORMULA_NO_BREAK when none fits. */
size_t hp_formula_break_choose(const hp_formula *formula, size_t first, double room, double line);
/* Sets a display formula in lines that are no wider than room where there are
 * breaks for that; all but the first are indented. */
const hp_formula *hp_math_set_lines(hp_arena *arena, hp_fonts *fonts, const hp_math *math,
                                    const hp_math_setting *setting);
