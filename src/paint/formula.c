/*
 * Formulas: their glyphs as text, each with the character it stands for, and
 * the lines of fractions, roots and tables.
 */
#include "paint/paint-internal.h"

#include <string.h>

/* A piece of a larger sign stands for nothing, but in cairo every glyph without
 * a character of its own becomes an ActualText span. */
#define NOTHING "\xe2\x80\x8b"

static hp_color color_of(const hp_fragment *fragment, const hp_color *own)
{
    hp_color color = own ? *own : fragment->style->color;

    color.a = fragment->style->color.a * color.a;
    return color;
}

static void paint_run(hp_painter *painter, const hp_fragment *fragment, const hp_formula_run *run)
{
    g_array_set_size(painter->glyphs, 0);
    g_array_set_size(painter->clusters, 0);
    g_string_truncate(painter->utf8, 0);
    for (size_t i = 0; i < run->n_glyphs; i++) {
        const hp_formula_glyph *glyph = &run->glyphs[i];
        const char *text = glyph->text ? glyph->text : NOTHING;
        cairo_glyph_t drawn = {glyph->glyph, fragment->origin.x + (double)glyph->x,
                               fragment->origin.y + (double)glyph->y};
        cairo_text_cluster_t cluster = {(int)strlen(text), 1};

        g_array_append_val(painter->glyphs, drawn);
        g_array_append_val(painter->clusters, cluster);
        g_string_append(painter->utf8, text);
    }
    if (!hp_painter_set_color(painter, color_of(fragment, run->color)))
        return;
    cairo_set_scaled_font(painter->cr, hp_painter_face(painter, run->face)->scaled);
    cairo_show_text_glyphs(painter->cr, painter->utf8->str, (int)painter->utf8->len,
                           (const cairo_glyph_t *)(const void *)painter->glyphs->data, (int)painter->glyphs->len,
                           (const cairo_text_cluster_t *)(const void *)painter->clusters->data,
                           (int)painter->clusters->len, 0);
}

static void paint_line(hp_painter *painter, const hp_fragment *fragment, const hp_formula_line *line)
{
    if (!hp_painter_set_color(painter, color_of(fragment, line->color)))
        return;
    cairo_new_path(painter->cr);
    cairo_set_line_width(painter->cr, line->thickness);
    cairo_move_to(painter->cr, fragment->origin.x + line->from.x, fragment->origin.y + line->from.y);
    cairo_line_to(painter->cr, fragment->origin.x + line->to.x, fragment->origin.y + line->to.y);
    cairo_stroke(painter->cr);
}

void hp_paint_formula(hp_painter *painter, const hp_fragment *fragment)
{
    const hp_formula *formula = fragment->formula;

    if (fragment->style->visibility != HP_VISIBILITY_VISIBLE || !formula || (!formula->n_runs && !formula->n_lines))
        return;
    hp_painter_content(painter, fragment);
    cairo_save(painter->cr);
    cairo_set_line_cap(painter->cr, CAIRO_LINE_CAP_BUTT);
    for (size_t i = 0; i < formula->n_runs; i++)
        paint_run(painter, fragment, &formula->runs[i]);
    for (size_t i = 0; i < formula->n_lines; i++)
        paint_line(painter, fragment, &formula->lines[i]);
    cairo_restore(painter->cr);
}
