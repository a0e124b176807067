/*
 * List markers that are shapes (CSS Counter Styles 3 §6): disc, circle, square.
 */
#include "paint/paint-internal.h"

void hp_paint_marker(hp_painter *painter, const hp_fragment *fragment)
{
    const hp_rect *rect = &fragment->rect;
    hp_radii round = {.x = {rect->width / 2, rect->width / 2, rect->width / 2, rect->width / 2},
                      .y = {rect->height / 2, rect->height / 2, rect->height / 2, rect->height / 2}};
    cairo_t *cr = painter->cr;

    if (fragment->style->visibility != HP_VISIBILITY_VISIBLE || rect->width <= 0 || rect->height <= 0 ||
        (double)fragment->style->color.a * painter->alpha < 1.0 / 255)
        return;
    hp_painter_content(painter, fragment);
    hp_painter_set_color(painter, fragment->style->color);
    cairo_new_path(cr);
    if (fragment->marker == HP_LIST_CIRCLE) {
        /* A ring a browser draws 1 px wide, inside the rectangle. */
        hp_rect line = hp_rect_inset(*rect, (hp_edges){0.5, 0.5, 0.5, 0.5});
        hp_radii middle = hp_radii_inset(&round, (hp_edges){0.5, 0.5, 0.5, 0.5});

        cairo_set_line_width(cr, 1);
        hp_outline_path(cr, line, &middle);
        cairo_stroke(cr);
    } else {
        hp_outline_path(cr, *rect, fragment->marker == HP_LIST_SQUARE ? NULL : &round);
        cairo_fill(cr);
    }
}
