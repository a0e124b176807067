/*
 * Positioned boxes (CSS 2.2 §9.3, §9.4.3, §10.3.7, §10.6.4).
 *
 * The flow leaves an anchor where an absolute box would stand, and goes on.
 * When all of a slide is laid out, one walk over the laid boxes moves what is
 * relative and lays out what is absolute: only then are containing blocks known.
 * The absolute box becomes its anchor's child, so that the order of painting is
 * the order of the tree. Boxes fixed to the page wait for the page.
 */
#pragma once

#include "layout/layout-internal.h"

/* at: the static position, from the parent's border box. */
hp_laid *hp_positioned_anchor(hp_layouter *l, const hp_box *box, hp_point at);

/* Boxes fixed to the page, with rects in page px once hp_positioned_fix is done. */
typedef struct {
    GPtrArray *anchors; /* hp_laid; their rects become absolute, in the column */
    GPtrArray *laid;    /* hp_laid; NULL until hp_positioned_fix */
    double bottom;      /* of the lowest positioned box, in the column: content that scrolls */
} hp_positioned;

/* Finishes a column. The result belongs to the arena. */
hp_positioned *hp_positioned_place(hp_layouter *l, hp_laid *root);

/* Lays the fixed boxes out on a page of this size (px); shift: from the column
 * to the page. Once a column. */
void hp_positioned_fix(hp_layouter *l, hp_positioned *positioned, double width, double height, hp_point shift);
