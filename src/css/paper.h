/*
 * Paper: @page rules as elements.
 *
 * A page and its sixteen margin boxes (CSS Paged Media 3 §4, §5) are elements
 * that no document can have: "@page" with a class for its name and for each
 * pseudo-class that holds, and below it "@top-left" and so on. The cascade
 * styles them like any other.
 */
#pragma once

#include "css/cascade.h"

/* Clockwise from the left of the top edge. */
typedef enum {
    HP_MARGIN_TOP_LEFT_CORNER,
    HP_MARGIN_TOP_LEFT,
    HP_MARGIN_TOP_CENTER,
    HP_MARGIN_TOP_RIGHT,
    HP_MARGIN_TOP_RIGHT_CORNER,
    HP_MARGIN_RIGHT_TOP,
    HP_MARGIN_RIGHT_MIDDLE,
    HP_MARGIN_RIGHT_BOTTOM,
    HP_MARGIN_BOTTOM_RIGHT_CORNER,
    HP_MARGIN_BOTTOM_RIGHT,
    HP_MARGIN_BOTTOM_CENTER,
    HP_MARGIN_BOTTOM_LEFT,
    HP_MARGIN_BOTTOM_LEFT_CORNER,
    HP_MARGIN_LEFT_BOTTOM,
    HP_MARGIN_LEFT_MIDDLE,
    HP_MARGIN_LEFT_TOP,
    HP_MARGIN_BOXES
} hp_margin_box;

typedef struct {
    const char *name; /* as `page` gives it; NULL: none */
    gboolean first, left, blank;
} hp_page_place;

/* The element of such a page with its margin boxes below it, in the order above,
 * styled. parent: what the page inherits from. */
hp_node *hp_paper_make(hp_arena *arena, hp_cascade *cascade, hp_node *parent, const hp_page_place *place);

/* "top-left" and so on. */
const char *hp_margin_box_name(hp_margin_box box);
