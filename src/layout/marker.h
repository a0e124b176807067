/*
 * List markers: the shape, picture or text that stands before an item (CSS 2.2
 * §12.5, CSS Lists 3 §3).
 */
#pragma once

#include "layout/box.h"

/* The marker of a list item. picture: of list-style-image, or NULL. */
const hp_marker *hp_marker_make(hp_arena *arena, const hp_style *style, int ordinal, hp_box *picture,
                                const hp_meaning *meaning);
