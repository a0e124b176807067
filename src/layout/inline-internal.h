/*
 * Inline formatting, step by step (CSS 2.2 §9.4.2, CSS Text 3):
 *
 *     inline-collect.c  boxes ─► one text with white space processed, its
 *                       shaped words, and a flat list of items
 *     inline-break.c    items ─► lines of pieces; intrinsic widths
 *     inline-line.c     one line's pieces ─► places: bidi order, alignment,
 *                       baselines, line box
 *     inline.c          the loop over lines
 */
#pragma once

#include "layout/layout-internal.h"

typedef enum {
    HP_ITEM_TEXT,  /* part of a word between two break places */
    HP_ITEM_OPEN,  /* an inline box begins */
    HP_ITEM_CLOSE, /* … ends */
    HP_ITEM_ATOMIC
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

/* Part of a text item from start to end (bytes). */
hp_item hp_item_slice(const hp_inline *content, const hp_item *item, size_t start, size_t end);

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
} hp_line_content;

/* Takes the next line's pieces, moving the cursor; FALSE at the end. atomics:
 * one slot an item, filled on the way, so that each is laid out once. */
gboolean hp_line_take(hp_layouter *l, const hp_inline *content, hp_line_cursor *cursor, double width,
                      hp_containing containing, hp_atomic *atomics, hp_line_content *line);

/* Boxes that are open where a line begins, outermost first. */
typedef struct {
    const hp_box *container;
    GPtrArray *open; /* const hp_box * */
} hp_line_state;

/* Makes the line box from pieces; NULL when nothing on it counts (§9.4.2). Its
 * rect is relative to the content box; y is 0. */
hp_laid *hp_line_place(hp_layouter *l, const hp_inline *content, hp_line_state *state, hp_line_content *line,
                       double indent, double width);
