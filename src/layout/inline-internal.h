/*
 * Inline formatting, step by step (CSS 2.2 §9.4.2, CSS Text 3):
 *
 *     inline-collect.c  boxes ─► one text with white space processed, its
 *                       shaped words, and a flat list of items
 *     inline-break.c    items ─► lines of pieces; intrinsic widths
 *     inline-ellipsis.c what does not fit gives way to an ellipsis
 *     inline-align.c    one line's pieces from left to right: bidi order,
 *                       alignment
 *     inline-baseline.c … and from top to bottom: baselines, the line's height
 *     inline-line.c     the line box, and inline boxes over the pieces
 *     inline.c          the loop over lines
 */
#pragma once

#include "layout/floats.h"

typedef enum {
    HP_ITEM_TEXT,  /* part of a word between two break places */
    HP_ITEM_OPEN,  /* an inline box begins */
    HP_ITEM_CLOSE, /* … ends */
    HP_ITEM_ATOMIC,
    HP_ITEM_FLOAT, /* takes no part in the line, but its room */
    HP_ITEM_ANCHOR /* where an absolute box would stand */
} hp_item_kind;

/* Items are immutable; a line works on copies ("pieces"), a cut word's being
 * shorter. */
typedef struct {
    hp_item_kind kind;
    const hp_box *box; /* TEXT: the text box (or the inline box of a bidi control) */
    const hp_word *word;
    size_t start, end; /* bytes of the text */
    const hp_glyph *glyphs;
    size_t n_glyphs;
    double width;                /* TEXT: advance, blanks included; others: 0 until a line knows */
    double blank;                /* of that, the blanks at the end that hang or collapse */
    gboolean breaks, must_break; /* a line may, or must, end after it */
    gboolean is_tab;
    gboolean soft; /* ends in a soft hyphen: a hyphen shows when the line breaks there */

    /* Pieces only. */
    hp_atomic atomic;
    double x;     /* in the line */
    double extra; /* justification, behind it */
} hp_item;

typedef struct hp_inline {
    const hp_paragraph *paragraph;
    const hp_item *items;
    size_t n_items;
} hp_inline;

/* The box's inline content; made once a box. */
const hp_inline *hp_inline_collect(hp_layouter *l, const hp_box *box);

/* A text piece with a hyphen behind it. */
hp_item hp_item_hyphenated(hp_layouter *l, const hp_item *piece);

/* Part of a text item from start to end (bytes). */
hp_item hp_item_slice(const hp_inline *content, const hp_item *item, size_t start, size_t end);

/* The last grapheme boundary of a piece up to which it fits; its start when not
 * even one cluster does. */
size_t hp_item_cut(const hp_inline *content, const hp_item *piece, double room);
/* Where its first cluster ends. */
size_t hp_item_first_cluster(const hp_inline *content, const hp_item *piece);

/* Where an edge of an inline box takes room. */
double hp_item_edge(const hp_item *item, double basis);
/* The width of a tab that begins at x. */
double hp_item_tab(hp_layouter *l, const hp_item *item, double x);

typedef struct {
    size_t item;
    size_t byte; /* inside that item; 0: at its beginning */
} hp_line_cursor;

typedef struct {
    GArray *pieces;  /* hp_item */
    gboolean forced; /* ends with a forced break */
    gboolean last;
    gboolean too_narrow; /* not even its first word fits beside the floats */
    gboolean divided;    /* ends inside a word, with a hyphen that we chose */
    unsigned divided_above; /* so many lines right above do, too */
    hp_laid *ellipsis;   /* stands for what was cut off; NULL: nothing was */
} hp_line_content;

/* Where a line may stand: between the floats at its y, in a block's content. */
typedef struct {
    hp_laid *parent; /* the block, which takes the floats */
    hp_point origin; /* of its content box */
    hp_containing containing;
    double full_width;
    double y, height;   /* the line's; height: a guess until it is there */
    double left, width; /* what floats leave; all of it without floats */
    gboolean narrowed;
    gboolean endless; /* the floats never end: no use in going under them */
    GArray *waiting;  /* hp_atomic: floats that go under the line; NULL: none yet */
} hp_line_room;

/* inline.c: looks at the floats again. */
void hp_line_room_update(hp_layouter *l, hp_line_room *room);

/* Takes the next line's pieces, moving the cursor; FALSE at the end. Floats on
 * the way are placed beside the line or wait. atomics: one slot an item, filled
 * on the way, so that each is laid out once. */
gboolean hp_line_take(hp_layouter *l, const hp_inline *content, hp_line_cursor *cursor, hp_line_room *room,
                      double indent, hp_atomic *atomics, hp_line_content *line);

/* Boxes that are open where a line begins, outermost first. */
typedef struct {
    const hp_box *container;
    GPtrArray *open; /* const hp_box * */
    double basis;    /* of percentages: the containing block's width */
    gboolean begun;  /* the first line is there */
    gboolean ending; /* no line may follow this one (line-clamp) */
} hp_line_state;

/* inline-ellipsis.c: puts an ellipsis for what sticks out of a line of this
 * width, or goes on behind it, where the style wants that. */
void hp_line_ellipsize(hp_layouter *l, const hp_inline *content, const hp_line_state *state, hp_line_content *line,
                       double width);

/* inline-align.c: gives the pieces their x. */
void hp_line_align(const hp_inline *content, const hp_line_state *state, hp_line_content *line, double indent,
                   double width);

/* Parts of the line that stand on the root's baseline, and the tallest part
 * that hangs on the line's own top or bottom. */
typedef struct {
    double above, below;
    double from_top, from_bottom;
} hp_line_reach;

/* inline-baseline.c */
hp_line_reach hp_line_measure(hp_layouter *l, const hp_line_state *state, const GArray *pieces);
/* The y of an inline box's baseline in the line. */
double hp_line_baseline(hp_layouter *l, const hp_line_reach *h, const hp_box *box, const hp_box *container);
/* The y of an atomic piece's upper margin edge. */
double hp_line_atomic_top(hp_layouter *l, const hp_line_reach *h, const hp_item *piece, const hp_box *container);

/* Makes the line box from pieces; NULL when nothing on it counts (§9.4.2), but
 * its anchors have their x. Its rect is relative to the content box; y is 0. */
hp_laid *hp_line_place(hp_layouter *l, const hp_inline *content, hp_line_state *state, hp_line_content *line,
                       double indent, double width);

/* The static position of an absolute box: at x of a line, or when it would be a
 * block under what is on the line (CSS 2.2 §10.6.4). before: height of that. */
hp_laid *hp_line_anchor(hp_layouter *l, const hp_box *box, double x, double before);
