/*
 * The two halves of flex layout (CSS Flexbox 1 §9):
 *
 *     flex-sizes.c  what each item begins with, and how the room on a line is
 *                   shared out (§9.2, §9.7)
 *     flex.c        lines, cross sizes, places (§9.3 to §9.6)
 *
 * Main and cross axis: a row's main axis goes across the page, a column's down.
 * Sizes and places are computed from main-start and cross-start on and turned
 * round at the end where an axis runs against the page's.
 */
#pragma once

#include "layout/items.h"

typedef struct {
    const hp_box *box;
    hp_edges margins;      /* auto: 0, until there is free space */
    unsigned auto_margins; /* 1 << hp_side */
    hp_align align;
    double frame;     /* borders and padding in the main axis */
    double extra;     /* frame and margins in the main axis */
    double base;      /* flex base size; this and the next three: of the content box */
    double min, max;  /* in the main axis */
    double target;    /* used main size */
    gboolean frozen;  /* target is final */
    double width;     /* columns: the border box's */
    gboolean follows; /* columns: a picture whose width comes from its height */
    hp_laid *laid;
    double place, cross_place; /* of the margin box, from main-start and the line's cross-start */
} hp_flex_item;

typedef struct {
    unsigned first, count;
    double cross, place; /* size, and from cross-start */
    double ascent;       /* of the items that align by their baseline */
} hp_flex_line;

typedef struct {
    hp_layouter *l;
    const hp_style *style;
    gboolean column, wraps;
    hp_containing inner; /* the content box */
    hp_height_bounds bounds;
    double main_gap, cross_gap;
    double main; /* the content box's main size; HP_INDEFINITE while content decides */
    hp_flex_item *items;
    unsigned n;
} hp_flex;

static inline double hp_flex_hypothetical(const hp_flex_item *item)
{
    return MAX(MIN(item->base, item->max), item->min);
}

/* Fills an item in up to max (§9.2). */
void hp_flex_measure(hp_flex *f, hp_flex_item *item, const hp_box *box);
/* Gives the items of a line their target sizes (§9.7). f->main is known. */
void hp_flex_resolve(const hp_flex *f, const hp_flex_line *line);
