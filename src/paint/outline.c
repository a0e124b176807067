/*
 * Outlines: rounded rectangles (CSS Backgrounds 3 §5).
 */
#include "paint/paint-internal.h"
#include <math.h>

/* Corner i lies between these two sides. */
static const hp_side corner_sides[4][2] = {
    {HP_TOP, HP_LEFT}, {HP_TOP, HP_RIGHT}, {HP_BOTTOM, HP_RIGHT}, {HP_BOTTOM, HP_LEFT}};

void hp_fragment_borders(const hp_fragment *fragment, hp_border borders[4])
{
    const hp_border *from = fragment->borders ? fragment->borders : fragment->style->border;

    for (unsigned side = 0; side < 4; side++) {
        borders[side] = from[side];
        if ((fragment->open_sides & (1u << side)) || from[side].style <= HP_BORDER_HIDDEN || !(from[side].width > 0))
            borders[side].width = 0;
    }
}

hp_edges hp_border_widths(const hp_border borders[4])
{
    return (hp_edges){(double)borders[HP_TOP].width, (double)borders[HP_RIGHT].width, (double)borders[HP_BOTTOM].width,
                      (double)borders[HP_LEFT].width};
}

gboolean hp_fragment_radii(const hp_fragment *fragment, hp_radii *radii)
{
    double width = fragment->rect.width, height = fragment->rect.height, factor = 1;
    gboolean round = FALSE;

    for (int i = 0; i < 4; i++) {
        const hp_radius *radius = &fragment->style->radius[i];
        unsigned cut = (1u << corner_sides[i][0]) | (1u << corner_sides[i][1]);

        radii->x[i] = MAX(hp_length_resolve(radius->horizontal, width), 0);
        radii->y[i] = MAX(hp_length_resolve(radius->vertical, height), 0);
        if ((fragment->open_sides & cut) || radii->x[i] <= 0 || radii->y[i] <= 0)
            radii->x[i] = radii->y[i] = 0;
        else
            round = TRUE;
    }
    if (!round)
        return FALSE;
    /* §5.5: curves must not overlap; all shrink by the same factor. */
    factor = MIN(factor, width / MAX(radii->x[0] + radii->x[1], 1e-9));
    factor = MIN(factor, width / MAX(radii->x[2] + radii->x[3], 1e-9));
    factor = MIN(factor, height / MAX(radii->y[0] + radii->y[3], 1e-9));
    factor = MIN(factor, height / MAX(radii->y[1] + radii->y[2], 1e-9));
    for (int i = 0; i < 4; i++) {
        radii->x[i] *= factor;
        radii->y[i] *= factor;
    }
    return TRUE;
}

hp_radii hp_radii_inset(const hp_radii *radii, hp_edges edges)
{
    const double vertical[4] = {edges.top, edges.top, edges.bottom, edges.bottom};
    const double horizontal[4] = {edges.left, edges.right, edges.right, edges.left};
    hp_radii inner;

    for (int i = 0; i < 4; i++) {
        gboolean square = radii->x[i] <= 0 || radii->y[i] <= 0;

        inner.x[i] = square ? 0 : MAX(radii->x[i] - horizontal[i], 0);
        inner.y[i] = square ? 0 : MAX(radii->y[i] - vertical[i], 0);
    }
    return inner;
}

void hp_outline_path(cairo_t *cr, hp_rect rect, const hp_radii *radii)
{
    /* How far a Bézier's handles reach to draw a quarter of an ellipse. */
    const double k = 1 - 0.5522847498;
    double left = rect.x, top = rect.y, right = rect.x + rect.width, bottom = rect.y + rect.height;

    if (!radii) {
        cairo_rectangle(cr, rect.x, rect.y, rect.width, rect.height);
        return;
    }
    cairo_move_to(cr, left + radii->x[0], top);
    cairo_line_to(cr, right - radii->x[1], top);
    cairo_curve_to(cr, right - radii->x[1] * k, top, right, top + radii->y[1] * k, right, top + radii->y[1]);
    cairo_line_to(cr, right, bottom - radii->y[2]);
    cairo_curve_to(cr, right, bottom - radii->y[2] * k, right - radii->x[2] * k, bottom, right - radii->x[2], bottom);
    cairo_line_to(cr, left + radii->x[3], bottom);
    cairo_curve_to(cr, left + radii->x[3] * k, bottom, left, bottom - radii->y[3] * k, left, bottom - radii->y[3]);
    cairo_line_to(cr, left, top + radii->y[0]);
    cairo_curve_to(cr, left, top + radii->y[0] * k, left + radii->x[0] * k, top, left + radii->x[0], top);
    cairo_close_path(cr);
}
