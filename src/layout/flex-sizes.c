#include "layout/flex-internal.h"

#include <math.h>

/* ---- base sizes (§9.2) ---- */

static unsigned auto_margins(const hp_style *style)
{
    unsigned sides = 0;
    for (int side = HP_TOP; side <= HP_LEFT; side++)
        if (hp_length_is_auto(style->margin[side]))
            sides |= 1u << side;
    return sides;
}

static gboolean stretches(const hp_flex *f, const hp_flex_item *item)
{
    const hp_style *style = item->box->style;
    hp_length cross = f->column ? style->width : style->height;
    unsigned sides = f->column ? 1u << HP_LEFT | 1u << HP_RIGHT : 1u << HP_TOP | 1u << HP_BOTTOM;
    return item->align == HP_ALIGN_STRETCH && hp_length_is_auto(cross) && !(item->auto_margins & sides);
}

/* A picture's border-box width. When its height is known before its width, it
 * follows from that (§9.2, step 3 B). */
static double picture_width(const hp_flex *f, const hp_flex_item *item)
{
    double height = HP_INDEFINITE;
    if (stretches(f, item) && !f->wraps && f->inner.height >= 0 && hp_length_is_auto(item->box->style->width))
        height = MAX(f->inner.height - item->margins.top - item->margins.bottom, 0);
    return hp_layout_item(f->l, item->box, HP_INDEFINITE, height, f->inner)->rect.width;
}

/* Width of a column's item, before lines are known. */
static double column_width(const hp_flex *f, const hp_flex_item *item)
{
    if (stretches(f, item) && !f->wraps)
        return hp_item_fill_width(f->l, item->box, f->inner.width);
    if (item->box->kind == HP_BOX_REPLACED)
        return hp_layout_item(f->l, item->box, HP_INDEFINITE, HP_INDEFINITE, f->inner)->rect.width;
    return hp_item_fit_width(f->l, item->box, f->inner.width);
}

/* The sizes in the main axis that an item's content asks for. */
static void content_sizes(const hp_flex *f, hp_flex_item *item, double *min, double *max)
{
    const hp_box *box = item->box;
    if (f->column) {
        hp_laid *laid = hp_layout_item(f->l, hp_item_natural(f->l, box), item->width, HP_INDEFINITE, f->inner);
        *min = *max = MAX(laid->rect.height - item->frame, 0);
    } else if (box->kind == HP_BOX_REPLACED) {
        *min = *max = MAX(picture_width(f, item) - item->frame, 0);
    } else {
        hp_item_content_widths(f->l, box, min, max);
    }
}

static double keyword_size(hp_length length, double min, double max, double otherwise)
{
    return length.kind == HP_LENGTH_MIN_CONTENT ? min : length.kind > HP_LENGTH_NONE ? max : otherwise;
}

void hp_flex_measure(hp_flex *f, hp_flex_item *item, const hp_box *box)
{
    const hp_style *style = box->style;
    hp_edges frame = hp_edges_add(hp_used_borders(style), hp_used_padding(style, f->inner.width));
    item->box = box;
    item->margins = hp_used_margins(style, f->inner.width);
    item->auto_margins = auto_margins(style);
    item->align = hp_item_align(style->align_self, f->style->align_items);
    item->frame = f->column ? frame.top + frame.bottom : frame.left + frame.right;
    item->extra =
        item->frame + (f->column ? item->margins.top + item->margins.bottom : item->margins.left + item->margins.right);
    if (f->column)
        item->width = column_width(f, item);
    item->follows = f->column && box->kind == HP_BOX_REPLACED && hp_length_is_auto(style->width) &&
                    !(stretches(f, item) && !f->wraps);

    double basis = f->column ? f->inner.height : f->inner.width;
    hp_length size = f->column ? style->height : style->width;
    hp_length least = f->column ? style->min_height : style->min_width;
    hp_length most = f->column ? style->max_height : style->max_width;
    hp_overflow overflow = f->column ? style->overflow_y : style->overflow_x;
    hp_length flex_basis = hp_length_is_auto(style->flex_basis) ? size : style->flex_basis;
    double specified = hp_used_content_size(style, size, basis, item->frame);
    item->base = hp_used_content_size(style, flex_basis, basis, item->frame);
    item->min = hp_used_content_size(style, least, basis, item->frame);
    item->max = hp_used_content_size(style, most, basis, item->frame);

    gboolean min_is_auto = isnan(item->min) && hp_length_is_auto(least) && !hp_overflow_scrolls(overflow);
    double content_min = 0, content_max = 0;
    if (isnan(item->base) || min_is_auto || least.kind > HP_LENGTH_NONE || most.kind > HP_LENGTH_NONE)
        content_sizes(f, item, &content_min, &content_max);
    if (isnan(item->base))
        item->base = keyword_size(flex_basis, content_min, content_max, content_max);
    if (isnan(item->max))
        item->max = keyword_size(most, content_min, content_max, INFINITY);
    /* The content-based minimum size (§4.5). */
    if (min_is_auto)
        item->min = MIN(isnan(specified) ? content_min : MIN(specified, content_min), item->max);
    else if (isnan(item->min))
        item->min = keyword_size(least, content_min, content_max, 0);
}

/* ---- flexible lengths (§9.7) ---- */

typedef struct {
    gboolean grows;
    double room; /* for the content boxes of the line's items */
} flexing;

static double factor(const flexing *x, const hp_flex_item *item)
{
    const hp_style *style = item->box->style;
    return x->grows ? (double)style->flex_grow : (double)style->flex_shrink;
}

/* Free space, and the factors of the items that can still flex. */
static double free_space(const hp_flex *f, const hp_flex_line *line, const flexing *x, double *factors, double *scaled)
{
    double space = x->room;
    *factors = *scaled = 0;
    for (unsigned i = line->first; i < line->first + line->count; i++) {
        const hp_flex_item *item = &f->items[i];
        space -= item->frozen ? item->target : item->base;
        if (item->frozen)
            continue;
        *factors += factor(x, item);
        *scaled += factor(x, item) * item->base;
    }
    return space;
}

static void freeze_inflexible(const hp_flex *f, const hp_flex_line *line, const flexing *x)
{
    for (unsigned i = line->first; i < line->first + line->count; i++) {
        hp_flex_item *item = &f->items[i];
        item->target = hp_flex_hypothetical(item);
        item->frozen = factor(x, item) <= 0 || (x->grows ? item->base > item->target : item->base < item->target);
    }
}

/* Sizes of the unfrozen items before their bounds; returns what the bounds add
 * to them in sum. */
static double share_out(const hp_flex *f, const hp_flex_line *line, const flexing *x, double space, double factors,
                        double scaled)
{
    double violation = 0;
    for (unsigned i = line->first; i < line->first + line->count; i++) {
        hp_flex_item *item = &f->items[i];
        if (item->frozen)
            continue;
        double part = factor(x, item);
        if (x->grows)
            item->target = item->base + (factors > 0 ? space * part / factors : 0);
        else
            item->target = item->base + (scaled > 0 ? space * part * item->base / scaled : 0);
        double bounded = MAX(MIN(item->target, item->max), MAX(item->min, 0));
        violation += bounded - item->target;
    }
    return violation;
}

static void freeze_bounded(const hp_flex *f, const hp_flex_line *line, double violation)
{
    for (unsigned i = line->first; i < line->first + line->count; i++) {
        hp_flex_item *item = &f->items[i];
        if (item->frozen)
            continue;
        double bounded = MAX(MIN(item->target, item->max), MAX(item->min, 0));
        double change = bounded - item->target;
        item->frozen = fabs(violation) < 1e-6 || (violation > 0 ? change > 0 : change < 0);
        if (item->frozen)
            item->target = bounded;
    }
}

void hp_flex_resolve(const hp_flex *f, const hp_flex_line *line)
{
    flexing x = {FALSE, f->main - (line->count - 1) * f->main_gap};
    double wanted = 0;
    for (unsigned i = line->first; i < line->first + line->count; i++) {
        x.room -= f->items[i].extra;
        wanted += hp_flex_hypothetical(&f->items[i]);
    }
    x.grows = wanted < x.room;
    freeze_inflexible(f, line, &x);
    double factors, scaled, initial = free_space(f, line, &x, &factors, &scaled);
    /* Each round freezes at least one item; rounding may keep one from it. */
    for (unsigned round = 0; round <= line->count; round++) {
        double space = free_space(f, line, &x, &factors, &scaled);
        if (factors <= 0)
            return;
        if (factors < 1 && fabs(initial * factors) < fabs(space))
            space = initial * factors;
        freeze_bounded(f, line, share_out(f, line, &x, space, factors, scaled));
    }
}
