/*
 * Tint: one colour, as opaque as each of its samples says. Blurred shadows are
 * tints; a file that has a sink (image-data.h) stores each once, however often
 * it is drawn.
 */
#pragma once

#include "base/geometry.h"
#include <cairo.h>
#include <glib.h>

typedef struct {
    guint8 color[3]; /* red, green, blue */
    int width, height;
    GBytes *opacity; /* width × height bytes, row by row */
} hp_tint;

guint hp_tint_hash(gconstpointer tint);
gboolean hp_tint_equal(gconstpointer a, gconstpointer b);

/* Stretches the tint over rect, user units, on a surface that has a sink. */
void hp_tint_draw(const hp_tint *tint, cairo_t *cr, const hp_rect *rect);
