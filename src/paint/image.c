/*
 * Pictures, and the frames that stand where one is missing.
 */
#include "paint/paint-internal.h"

static void clip_to_content(hp_painter *painter, const hp_fragment *fragment)
{
    const hp_rect *rect = &fragment->rect, *content = &fragment->content;
    hp_edges edges = {content->y - rect->y, rect->x + rect->width - content->x - content->width,
                      rect->y + rect->height - content->y - content->height, content->x - rect->x};
    hp_radii radii, inner;

    if (!hp_fragment_radii(fragment, &radii))
        return;
    inner = hp_radii_inset(&radii, edges);
    cairo_new_path(painter->cr);
    hp_outline_path(painter->cr, *content, &inner);
    cairo_clip(painter->cr);
}

/* A thin dashed frame in the text's colour. */
static void paint_frame(hp_painter *painter, const hp_fragment *fragment)
{
    const double dashes[2] = {4, 3};
    hp_rect frame = hp_rect_inset(fragment->content, (hp_edges){0.5, 0.5, 0.5, 0.5});
    hp_color color = fragment->style->color;

    color.a *= 0.6f;
    if (!hp_painter_set_color(painter, color) || frame.width <= 0 || frame.height <= 0)
        return;
    cairo_save(painter->cr);
    cairo_set_line_width(painter->cr, 1);
    cairo_set_dash(painter->cr, dashes, 2, 0);
    cairo_new_path(painter->cr);
    cairo_rectangle(painter->cr, frame.x, frame.y, frame.width, frame.height);
    cairo_stroke(painter->cr);
    cairo_restore(painter->cr);
}

void hp_paint_image(hp_painter *painter, const hp_fragment *fragment)
{
    const hp_rect *content = &fragment->content;
    double alpha = painter->alpha;
    gboolean drawn;

    if (fragment->style->visibility != HP_VISIBILITY_VISIBLE || !fragment->image || content->width <= 0 ||
        content->height <= 0)
        return;
    hp_painter_content(painter, fragment);
    cairo_save(painter->cr);
    clip_to_content(painter, fragment);
    if (alpha < 1)
        cairo_push_group(painter->cr);
    drawn = hp_image_draw(fragment->image, painter->cr, content->x, content->y, content->width, content->height);
    if (alpha < 1) {
        cairo_pop_group_to_source(painter->cr);
        cairo_paint_with_alpha(painter->cr, alpha);
    }
    cairo_restore(painter->cr);
    if (!drawn)
        paint_frame(painter, fragment);
}

void hp_paint_placeholder(hp_painter *painter, const hp_fragment *fragment)
{
    if (fragment->style->visibility != HP_VISIBILITY_VISIBLE)
        return;
    hp_painter_content(painter, fragment);
    paint_frame(painter, fragment);
}
