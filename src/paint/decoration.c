/*
 * Lines under, over and through text (CSS Text Decoration 3 §2).
 */
#include "paint/paint-internal.h"
#include <math.h>

/* A wave of half circles, flattened: one arch per two thicknesses. */
static void wave_path(cairo_t *cr, double left, double right, double y, double thickness)
{
    double step = MAX(2 * thickness, 1), x = left, up = -1;

    /* Long lines of hairline waves would only fill the file. */
    step = MAX(step, (right - left) / 2000);
    cairo_move_to(cr, x, y);
    for (; x < right; x += step, up = -up)
        cairo_curve_to(cr, x + step * 0.4, y + up * step * 0.7, x + step * 0.6, y + up * step * 0.7, x + step, y);
}

static void paint_line(hp_painter *painter, const hp_decoration *line, hp_rect rect, double baseline)
{
    cairo_t *cr = painter->cr;
    double thickness = line->thickness, y = baseline + line->offset, left = rect.x, right = rect.x + rect.width;

    cairo_new_path(cr);
    switch (line->style) {
    case HP_DECORATION_SOLID: cairo_rectangle(cr, left, y - thickness / 2, right - left, thickness); break;
    case HP_DECORATION_DOUBLE:
        cairo_rectangle(cr, left, y - thickness / 2, right - left, thickness);
        cairo_rectangle(cr, left, y + thickness * 1.5, right - left, thickness);
        break;
    case HP_DECORATION_DOTTED:
    case HP_DECORATION_DASHED: {
        double dash = line->style == HP_DECORATION_DOTTED ? thickness : 3 * thickness;
        double dashes[2] = {dash, line->style == HP_DECORATION_DOTTED ? thickness : 2 * thickness};

        cairo_set_dash(cr, dashes, 2, 0);
        cairo_move_to(cr, left, y);
        cairo_line_to(cr, right, y);
        break;
    }
    case HP_DECORATION_WAVY:
        cairo_rectangle(cr, left, y - 4 * thickness, right - left, 8 * thickness);
        cairo_clip(cr);
        wave_path(cr, left, right, y, thickness);
        break;
    }
    cairo_set_line_width(cr, thickness);
    if (line->style == HP_DECORATION_SOLID || line->style == HP_DECORATION_DOUBLE)
        cairo_fill(cr);
    else
        cairo_stroke(cr);
}

void hp_paint_text_lines(hp_painter *painter, const hp_fragment *fragment, unsigned lines)
{
    if (fragment->style->visibility != HP_VISIBILITY_VISIBLE || fragment->rect.width <= 0)
        return;
    for (const hp_decoration *line = fragment->text.decorations; line; line = line->next) {
        if (!((unsigned)line->line & lines) || line->thickness <= 0)
            continue;
        hp_painter_artifact(painter);
        if (!hp_painter_set_color(painter, line->color))
            continue;
        cairo_save(painter->cr);
        paint_line(painter, line, fragment->rect, fragment->text.baseline);
        cairo_restore(painter->cr);
    }
}
