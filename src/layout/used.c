#include "layout/layout-internal.h"

#include <math.h>

hp_laid *hp_laid_make(hp_layouter *l, hp_laid_kind kind, const hp_box *box, const hp_style *style,
                      const hp_meaning *meaning)
{
    hp_laid *laid = hp_arena_make(l->arena, hp_laid);
    laid->kind = kind;
    laid->box = box;
    laid->style = style;
    laid->meaning = meaning;
    laid->baseline = laid->first_baseline = NAN;
    return laid;
}

void hp_laid_append(hp_laid *parent, hp_laid *child)
{
    if (parent->last_child)
        parent->last_child->next = child;
    else
        parent->first_child = child;
    parent->last_child = child;
}

void hp_laid_prepend(hp_laid *parent, hp_laid *child)
{
    child->next = parent->first_child;
    parent->first_child = child;
    if (!parent->last_child)
        parent->last_child = child;
}

gboolean hp_laid_has_objects(const hp_laid *laid)
{
    for (const hp_laid *child = laid->first_child; child; child = child->next)
        if (child->kind == HP_LAID_BOX &&
            (child->is_object ? child->box->kind != HP_BOX_REPLACED : hp_laid_has_objects(child)))
            return TRUE;
    return FALSE;
}

gboolean hp_laid_paints(const hp_laid *laid)
{
    const hp_style *style = laid->style;
    for (int side = 0; side < 4; side++)
        if (style->border[side].width > 0)
            return TRUE;
    return style->background_color.a > 0 || style->background;
}

hp_edges hp_used_borders(const hp_style *style)
{
    const hp_border *b = style->border;
    return (hp_edges){(double)b[HP_TOP].width, (double)b[HP_RIGHT].width, (double)b[HP_BOTTOM].width,
                      (double)b[HP_LEFT].width};
}

hp_laid *hp_laid_word_make(hp_layouter *l, const hp_box *box, const hp_style *style, const hp_meaning *meaning,
                           const hp_paragraph *paragraph, const hp_word *word)
{
    const hp_font *font = hp_fonts_lookup(l->context->fonts, style);
    hp_laid *laid = hp_laid_make(l, HP_LAID_TEXT, box, style, meaning);
    laid->rect = (hp_rect){0, 0, word->width, font->ascent + font->descent};
    laid->baseline = font->ascent;
    laid->paragraph = paragraph;
    laid->face = word->face;
    laid->glyphs = word->glyphs;
    laid->n_glyphs = word->n_glyphs;
    laid->start = word->start;
    laid->end = word->end;
    laid->rtl = word->level & 1;
    return laid;
}

/* Percentages of padding and margin refer to the width, on all four sides
 * (CSS 2.2 §8.3, §8.4). */
static hp_edges used_edges(const hp_length *sides, double width)
{
    double basis = MAX(width, 0);
    return (hp_edges){hp_length_resolve(sides[HP_TOP], basis), hp_length_resolve(sides[HP_RIGHT], basis),
                      hp_length_resolve(sides[HP_BOTTOM], basis), hp_length_resolve(sides[HP_LEFT], basis)};
}

hp_edges hp_used_padding(const hp_style *style, double width)
{
    return used_edges(style->padding, width);
}

hp_edges hp_used_margins(const hp_style *style, double width)
{
    return used_edges(style->margin, width);
}

double hp_used_content_size(const hp_style *style, hp_length length, double basis, double frame)
{
    if (length.kind != HP_LENGTH_FIXED || (hp_length_has_percent(length) && basis < 0))
        return NAN;
    double size = hp_length_resolve(length, basis);
    if (style->box_sizing == HP_BOX_SIZING_BORDER)
        size -= frame;
    return MAX(size, 0);
}

static double used_size(const hp_style *style, hp_length size, hp_length min, hp_length max, double natural,
                        double basis, double frame)
{
    double used = hp_used_content_size(style, size, basis, frame);
    if (isnan(used))
        used = natural;
    double upper = hp_used_content_size(style, max, basis, frame);
    if (!isnan(upper))
        used = MIN(used, upper);
    double lower = hp_used_content_size(style, min, basis, frame);
    if (!isnan(lower))
        used = MAX(used, lower);
    return MAX(used, 0);
}

double hp_used_width(const hp_style *style, double natural, double basis, double frame)
{
    return used_size(style, style->width, style->min_width, style->max_width, natural, basis, frame);
}

double hp_used_height(const hp_style *style, double natural, double basis, double frame)
{
    return used_size(style, style->height, style->min_height, style->max_height, natural, basis, frame);
}

/* The frame around the box that the ratio is of. */
static hp_edges ratio_frame(const hp_style *style, double width, gboolean inside)
{
    hp_edges frame = hp_edges_add(hp_used_borders(style), hp_used_padding(style, width));
    return inside == (style->box_sizing == HP_BOX_SIZING_CONTENT) ? frame : (hp_edges){0, 0, 0, 0};
}

double hp_ratio_width(const hp_style *style, double width)
{
    if (!(style->aspect_ratio > 0) || !hp_length_is_auto(style->width))
        return NAN;
    hp_edges frame = hp_edges_add(hp_used_borders(style), hp_used_padding(style, width));
    double height = hp_used_height(style, NAN, HP_INDEFINITE, frame.top + frame.bottom);
    if (style->height.kind != HP_LENGTH_FIXED || hp_length_has_percent(style->height))
        return NAN;
    hp_edges inside = ratio_frame(style, width, FALSE);
    double used = (height + inside.top + inside.bottom) * (double)style->aspect_ratio - inside.left - inside.right;
    return MAX(used, 0);
}

double hp_ratio_height(const hp_style *style, double border_width, double width)
{
    if (!(style->aspect_ratio > 0) || !hp_length_is_auto(style->height))
        return NAN;
    hp_edges around = ratio_frame(style, width, TRUE), inside = ratio_frame(style, width, FALSE);
    double used = (border_width - around.left - around.right) / (double)style->aspect_ratio;
    return MAX(used - inside.top - inside.bottom, 0);
}
