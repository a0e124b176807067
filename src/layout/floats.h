/*
 * Floats (CSS 2.2 §9.5): where they stand and what room they leave.
 *
 * Each block formatting context that holds floats has one space, in coordinates
 * of its root's border box. l->flow says where the box at hand stands in it.
 * That place is needed before the margins around it have been collapsed, so
 * blocks look ahead for them (hp_float_margins_ahead).
 */
#pragma once

#include "layout/layout-internal.h"

typedef struct hp_float_space hp_float_space;

/* Enters a box's content: origin is its content box's corner in its border box.
 * A flow root gets a space of its own. The caller restores l->flow. */
void hp_float_enter(hp_layouter *l, const hp_box *box, gboolean is_root, hp_point origin);

/* The lowest bottom of all margin boxes; 0 when there are none. */
double hp_float_bottom(const hp_float_space *space);
/* What a box with this clear has to be under; -INFINITY: nothing. */
double hp_float_clear(const hp_float_space *space, hp_clear clear);

/* What floats leave between two edges, from y on for height px. */
typedef struct {
    double left, right;
    gboolean narrowed;
} hp_float_band;

hp_float_band hp_float_band_at(const hp_float_space *space, double y, double height, double left, double right);
/* The next y under this one where a float ends; INFINITY: none. */
double hp_float_next(const hp_float_space *space, double y);

/* Places a float that is laid out, at y of the content box or lower, in a
 * content box of this width, and appends it to parent. */
void hp_float_place(hp_layouter *l, const hp_atomic *atomic, hp_laid *parent, hp_point origin, double width, double y);

/* The margins that will collapse through a block's top, without laying it out. */
hp_margins hp_float_margins_ahead(hp_layouter *l, const hp_box *box, double width);

/* How far floats move the first line of an item, and with it its marker. */
double hp_float_marker_shift(const hp_laid *item, hp_point origin);
