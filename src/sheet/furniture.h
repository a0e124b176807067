/*
 * Furniture: the number at the edge of a slide. It is an element like any
 * other, so that a deck's style sheet reaches it: div.slide-number under
 * div.reveal.
 */
#pragma once

#include "css/cascade.h"
#include "layout/layout.h"
#include "sheet/tree.h"

/* The number of a slide in a format of reveal.js: "h.v", "h/v", "c", "c/t". */
char *hp_furniture_slide_text(const hp_tree *tree, const hp_tree_slide *slide, const char *format);

/* Puts div.slide-number for the slide under div.reveal, styles it and lays it
 * out in the corner that its style names. NULL when it has no box. */
const hp_fragment *hp_furniture_slide_number(const hp_layout_context *layout, hp_arena *arena, hp_cascade *cascade,
                                             const hp_tree *tree, const hp_tree_slide *slide, const char *format);
