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

/* An affine map: x' = xx·x + xy·y + x0, y' = yx·x + yy·y + y0. */
typedef struct {
    double xx, yx, xy, yy, x0, y0;
} hp_matrix;

#define HP_MATRIX_IDENTITY ((hp_matrix){1, 0, 0, 1, 0, 0})

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

/* First inner, then outer. */
static inline hp_matrix hp_matrix_multiply(hp_matrix outer, hp_matrix inner)
{
    return (hp_matrix){outer.xx * inner.xx + outer.xy * inner.yx,
                       outer.yx * inner.xx + outer.yy * inner.yx,
                       outer.xx * inner.xy + outer.xy * inner.yy,
                       outer.yx * inner.xy + outer.yy * inner.yy,
                       outer.xx * inner.x0 + outer.xy * inner.y0 + outer.x0,
                       outer.yx * inner.x0 + outer.yy * inner.y0 + outer.y0};
}

/* The smallest rectangle around a rectangle's image. */
static inline hp_rect hp_matrix_bounds(hp_matrix m, hp_rect rect)
{
    double x = m.xx * rect.x + m.xy * rect.y + m.x0, y = m.yx * rect.x + m.yy * rect.y + m.y0;
    double across = m.xx * rect.width, down = m.xy * rect.height;
    double left = x + MIN(across, 0) + MIN(down, 0), right = x + MAX(across, 0) + MAX(down, 0);
    across = m.yx * rect.width;
    down = m.yy * rect.height;
    double top = y + MIN(across, 0) + MIN(down, 0), bottom = y + MAX(across, 0) + MAX(down, 0);
    return (hp_rect){left, top, right - left, bottom - top};
}

static inline hp_edges hp_edges_add(hp_edges a, hp_edges b)
{
    return (hp_edges){a.top + b.top, a.right + b.right, a.bottom + b.bottom, a.left + b.left};
}
