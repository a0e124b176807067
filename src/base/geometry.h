/*
 * Geometry and colour, as CSS counts them: x to the right, y down, in CSS px
 * (1/96 inch) unless a name says otherwise.
 */
#pragma once

#include <glib.h>

typedef struct {
    double x, y;
} hp_point;

typedef struct {
    double x, y, width, height;
} hp_rect;

/* Order of CSS shorthands: top, right, bottom, left. */
typedef enum { HP_TOP, HP_RIGHT, HP_BOTTOM, HP_LEFT } hp_side;

typedef struct {
    double top, right, bottom, left;
} hp_edges;

/* sRGB, not premultiplied, each component 0 to 1. */
typedef struct {
    float r, g, b, a;
} hp_color;

static inline gboolean hp_color_equal(hp_color a, hp_color b)
{
    return a.r == b.r && a.g == b.g && a.b == b.b && a.a == b.a;
}

/* Shrinks a rectangle by its edges; sides are never negative. */
static inline hp_rect hp_rect_inset(hp_rect rect, hp_edges edges)
{
    rect.x += edges.left;
    rect.y += edges.top;
    rect.width = MAX(rect.width - edges.left - edges.right, 0);
    rect.height = MAX(rect.height - edges.top - edges.bottom, 0);
    return rect;
}

static inline hp_edges hp_edges_add(hp_edges a, hp_edges b)
{
    return (hp_edges){a.top + b.top, a.right + b.right, a.bottom + b.bottom, a.left + b.left};
}
