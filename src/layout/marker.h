/*
 * List markers: the shape, picture or text that stands before an item (CSS 2.2
 * §12.5, CSS Lists 3 §3).
 */
#pragma once

#include "layout/box.h"

/* The marker of a list item. style: the item's; own: that of its ::marker, or
 * NULL. picture: what stands for it, or NULL. */
const hp_marker *hp_marker_make(hp_arena *arena, const hp_style *style, const hp_style *own, int ordinal,
                                hp_box *picture, const hp_meaning *meaning);
