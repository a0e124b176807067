/*
 * Letters that are more than one colour: a background seen through them
 * (background-clip: text) and a line around them (-webkit-text-stroke).
 *
 * The glyphs themselves are always written, hardly to be seen where something
 * else is there to be seen, so that the text can be searched and copied.
 */
#include "paint/paint-internal.h"

/* What is much fainter, cairo leaves out. */
#define FAINT 0.005f

hp_color hp_text_fill_color(const hp_painter *painter, const hp_fragment *fragment)
{
    const hp_style *style = fragment->style;
    hp_color fill = hp_style_text_fill(style);
    gboolean through = painter->seen_through && fill.a < 1;

    if (through || (fill.a <= 0 && style->stroke_width > 0)) {
        fill = hp_style_stroke_color(style);
        fill.a = FAINT;
    }
    return fill;
}

static void add_glyphs(hp_painter *painter, const hp_paint_face *face)
{
    cairo_set_scaled_font(painter->cr, face->scaled);
    cairo_new_path(painter->cr);
    cairo_glyph_path(painter->cr, (const cairo_glyph_t *)(const void *)painter->glyphs->data,
                     (int)painter->glyphs->len);
}

static void paint_background_through(hp_painter *painter, const hp_paint_face *face)
{
    const hp_fragment *box = painter->seen_through;
    hp_border borders[4];

    hp_fragment_borders(box, borders);
    cairo_save(painter->cr);
    add_glyphs(painter, face);
    cairo_clip(painter->cr);
    hp_paint_background(painter, box, borders, NULL);
    cairo_restore(painter->cr);
}

void hp_paint_text_dress(hp_painter *painter, const hp_fragment *fragment, const hp_paint_face *face)
{
    const hp_style *style = fragment->style;

    if (painter->seen_through && hp_style_text_fill(style).a < 1)
        paint_background_through(painter, face);
    if (style->stroke_width > 0 && hp_painter_set_color(painter, hp_style_stroke_color(style))) {
        add_glyphs(painter, face);
        cairo_set_line_width(painter->cr, (double)style->stroke_width);
        cairo_set_line_join(painter->cr, CAIRO_LINE_JOIN_MITER);
        cairo_stroke(painter->cr);
    }
}
