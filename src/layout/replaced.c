/*
 * Replaced elements: pictures (CSS 2.2 §10.3.2, §10.4, §10.6.2).
 *
 * A picture that is missing keeps a frame of the size it was given, or of a
 * modest default. A picture taller than a page is scaled to it.
 */
#include "layout/formula.h"

#include <math.h>

#define PLACEHOLDER_WIDTH 320.0
#define PLACEHOLDER_HEIGHT 120.0

typedef struct {
    double width, height;
} size;

static size intrinsic_size(const hp_box *box)
{
    if (box->image)
        return (size){MAX(hp_image_width(box->image), 1), MAX(hp_image_height(box->image), 1)};
    return (size){PLACEHOLDER_WIDTH, PLACEHOLDER_HEIGHT};
}

static double bound(const hp_style *style, hp_length length, double basis, double frame, double otherwise)
{
    if (length.kind != HP_LENGTH_FIXED || (hp_length_has_percent(length) && basis < 0))
        return otherwise;
    double value = hp_length_resolve(length, basis);
    return MAX(style->box_sizing == HP_BOX_SIZING_BORDER ? value - frame : value, 0);
}

/* The table of §10.4: sizes that break a bound, in the picture's proportion
 * where the bounds leave room for it. */
static size constrain(size s, size min, size max)
{
    max.width = MAX(max.width, min.width);
    max.height = MAX(max.height, min.height);
    double w = s.width, h = s.height;
    gboolean wide = w > max.width, narrow = w<min.width, tall = h> max.height, flat = h < min.height;
    if (wide && tall) {
        if (max.width / w <= max.height / h)
            return (size){max.width, MAX(min.height, max.width * h / w)};
        return (size){MAX(min.width, max.height * w / h), max.height};
    }
    if (narrow && flat) {
        if (min.width / w <= min.height / h)
            return (size){MIN(max.width, min.height * w / h), min.height};
        return (size){min.width, MIN(max.height, min.width * h / w)};
    }
    if (narrow && tall)
        return (size){min.width, max.height};
    if (wide && flat)
        return (size){max.width, min.height};
    if (wide)
        return (size){max.width, MAX(max.width * h / w, min.height)};
    if (narrow)
        return (size){min.width, MIN(min.width * h / w, max.height)};
    if (tall)
        return (size){MAX(max.height * w / h, min.width), max.height};
    if (flat)
        return (size){MIN(min.height * w / h, max.width), min.height};
    return s;
}

static size content_size(const hp_box *box, hp_containing containing, double page_height)
{
    const hp_style *style = box->style;
    hp_edges borders = hp_used_borders(style), padding = hp_used_padding(style, containing.width);
    double across = borders.left + borders.right + padding.left + padding.right;
    double down = borders.top + borders.bottom + padding.top + padding.bottom;

    size natural = intrinsic_size(box);
    if (style->aspect_ratio > 0 && !(style->aspect_ratio_auto && box->image))
        natural.height = natural.width / (double)style->aspect_ratio;
    double ratio = natural.width / natural.height;
    double width = bound(style, style->width, containing.width, across, NAN);
    double height = bound(style, style->height, containing.height, down, NAN);
    size min = {bound(style, style->min_width, containing.width, across, 0),
                bound(style, style->min_height, containing.height, down, 0)};
    size max = {bound(style, style->max_width, containing.width, across, INFINITY),
                bound(style, style->max_height, containing.height, down, INFINITY)};

    size used;
    if (isnan(width) && isnan(height))
        used = constrain(natural, min, max);
    else if (isnan(height)) {
        used.width = CLAMP(width, min.width, MAX(max.width, min.width));
        used.height = CLAMP(used.width / ratio, min.height, MAX(max.height, min.height));
    } else if (isnan(width)) {
        used.height = CLAMP(height, min.height, MAX(max.height, min.height));
        used.width = CLAMP(used.height * ratio, min.width, MAX(max.width, min.width));
    } else {
        used.width = CLAMP(width, min.width, MAX(max.width, min.width));
        used.height = CLAMP(height, min.height, MAX(max.height, min.height));
    }
    double room = page_height - down;
    if (room > 0 && used.height > room)
        used = (size){used.width * room / used.height, room};
    return used;
}

/* How much of a page a picture may take: what the line around it needs below
 * its baseline is not for a picture that stands on it. */
static double picture_room(hp_layouter *l, const hp_box *box, double width)
{
    hp_edges margins = hp_used_margins(box->style, width);
    double above = 0, below = 0;
    if (box->inline_level && box->parent && box->style->vertical_align == HP_VERTICAL_ALIGN_BASELINE)
        hp_line_extents(l, box->parent->style, &above, &below);
    return l->max_picture_height - margins.top - margins.bottom - MAX(below, 0);
}

hp_laid *hp_layout_replaced(hp_layouter *l, const hp_box *box, hp_containing containing)
{
    if (box->math)
        return hp_formula_layout(l, box, containing.width);
    const hp_style *style = box->style;
    hp_edges borders = hp_used_borders(style), padding = hp_used_padding(style, containing.width);
    size content = content_size(box, containing, picture_room(l, box, containing.width));
    hp_laid *laid = hp_laid_make(l, HP_LAID_BOX, box, style, box->meaning);
    laid->rect.width = content.width + borders.left + borders.right + padding.left + padding.right;
    laid->rect.height = content.height + borders.top + borders.bottom + padding.top + padding.bottom;
    return laid;
}

hp_laid *hp_layout_replaced_sized(hp_layouter *l, const hp_box *box, double border_width, double border_height,
                                  hp_containing containing)
{
    if (border_width < 0 && border_height < 0)
        return hp_layout_replaced(l, box, containing);
    hp_style style = *box->style;
    hp_box forced = *box;
    forced.style = &style;
    style.box_sizing = HP_BOX_SIZING_BORDER;
    if (border_width >= 0) {
        style.width = style.min_width = HP_PX(border_width);
        style.max_width = HP_NONE;
    }
    if (border_height >= 0) {
        style.height = style.min_height = HP_PX(border_height);
        style.max_height = HP_NONE;
    }
    hp_laid *laid = hp_layout_replaced(l, &forced, containing);
    laid->box = box;
    laid->style = box->style;
    if (border_width >= 0)
        laid->rect.width = border_width;
    if (border_height >= 0)
        laid->rect.height = border_height;
    return laid;
}

/* A picture whose width depends on the containing block can shrink to nothing
 * (CSS Sizing 3 §5.2.2, compressible replaced elements). */
void hp_replaced_intrinsic_widths(hp_layouter *l, const hp_box *box, double *min_content, double *max_content)
{
    if (box->math) {
        hp_formula_intrinsic_widths(l, box, min_content, max_content);
        return;
    }
    const hp_style *style = box->style;
    hp_edges borders = hp_used_borders(style), padding = hp_used_padding(style, 0);
    double frame = borders.left + borders.right + padding.left + padding.right;
    size content = content_size(box, (hp_containing){HP_INDEFINITE, HP_INDEFINITE}, picture_room(l, box, 0));
    gboolean compressible = hp_length_has_percent(style->width) || hp_length_has_percent(style->max_width);
    *max_content = content.width + frame;
    *min_content = compressible ? frame : *max_content;
}
