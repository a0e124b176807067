/*
 * List markers: counters as text (CSS Counter Styles 3 §6) and the shape or
 * text that stands before an item.
 */
#pragma once

#include "layout/box.h"

/* The counter's text without the full stop: "iv", "c", "12". Styles that cannot
 * write the number write it in decimal. Free it. */
char *hp_counter_text(int value, hp_list_style_type type);

/* The marker of a list item; NULL when list-style-type is none. */
const hp_marker *hp_marker_make(hp_arena *arena, const hp_style *style, int ordinal, const hp_meaning *meaning);
