/*
 * Pictures, and the frames that stand where one is missing.
 */
#include "paint/paint-internal.h"

/* Where the whole picture goes: its box, or as object-fit and object-position
 * say (CSS Images 3 §5.5). */
static hp_rect picture_rect(const hp_fragment *fragment)
{
    const hp_style *style = fragment->style;
    hp_rect box = fragment->content;
    double width = hp_image_width(fragment->image), height = hp_image_height(fragment->image);
    double factor = 1;

    if (style->object_fit == HP_OBJECT_FIT_FILL || !(width > 0) || !(height > 0))
        return box;
    if (style->object_fit == HP_OBJECT_FIT_COVER)
        factor = MAX(box.width / width, box.height / height);
    else if (style->object_fit != HP_OBJECT_FIT_NONE)
        factor = MIN(box.width / width, box.height / height);
    if (style->object_fit == HP_OBJECT_FIT_SCALE_DOWN)
        factor = MIN(factor, 1);
    width *= factor;
    height *= factor;
    return (hp_rect){box.x + hp_length_resolve(style->object_x, box.width - width),
                     box.y + hp_length_resolve(style->object_y, box.height - height), width, height};
}

static gboolean sticks_out(hp_rect picture, hp_rect box)
{
    const double slack = 0.01;

    return picture.x < box.x - slack || picture.y < box.y - slack ||
           picture.x + picture.width > box.x + box.width + slack ||
           picture.y + picture.height > box.y + box.height + slack;
}

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
    hp_rect picture;

    if (fragment->style->visibility != HP_VISIBILITY_VISIBLE || !fragment->image || content->width <= 0 ||
        content->height <= 0)
        return;
    painter->has_picture = TRUE;
    hp_painter_content(painter, fragment);
    cairo_save(painter->cr);
    clip_to_content(painter, fragment);
    picture = picture_rect(fragment);
    if (sticks_out(picture, *content)) {
        cairo_rectangle(painter->cr, content->x, content->y, content->width, content->height);
        cairo_clip(painter->cr);
    }
    if (alpha < 1)
        cairo_push_group(painter->cr);
    drawn = hp_image_draw(fragment->image, painter->cr, picture.x, picture.y, picture.width, picture.height);
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
