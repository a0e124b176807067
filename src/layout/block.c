/*
 * Block formatting (CSS 2.2 §9.4.1, §10.3.3, §10.6.3).
 *
 * Boxes stand under one another; vertical margins that touch collapse. A child
 * comes back with the margins that adjoin its border box; as long as nothing
 * has come between, they are handed on to the parent (top), or wait in
 * `pending` for the next child or the parent's end (bottom).
 */
#include "layout/layout-internal.h"

#include <math.h>

typedef struct {
    double y;           /* border bottom of the last child, in the content box */
    hp_margins pending; /* margins below that line */
    hp_margins top;     /* margins that escape through the parent's top */
    gboolean at_top;    /* nothing yet but margins, and they may escape */
    gboolean empty;     /* nothing yet but margins */
} column;

/* CSS 2.2 §8.3.1: a child with nothing in it lets margins pass through. */
static void column_add(column *c, hp_block_result *child, hp_point origin)
{
    hp_laid *laid = child->laid;
    if (child->through) {
        c->pending = hp_margins_join(c->pending, child->top);
        laid->rect.y = origin.y + (c->at_top ? 0 : c->y + hp_margins_sum(c->pending));
        return;
    }
    hp_margins above = hp_margins_join(c->pending, child->top);
    if (c->at_top) {
        c->top = hp_margins_join(c->top, above);
        laid->rect.y = origin.y;
    } else {
        laid->rect.y = origin.y + c->y + hp_margins_sum(above);
    }
    c->at_top = c->empty = FALSE;
    c->y = laid->rect.y - origin.y + laid->rect.height;
    c->pending = child->bottom;
}

static void column_close(column *c, gboolean may_escape)
{
    if (may_escape)
        return;
    c->y += c->at_top ? 0 : hp_margins_sum(c->pending);
    c->pending = (hp_margins){0, 0};
}

/* The border-box width of a block in normal flow (§10.3.3), and its x. */
static double block_width(hp_layouter *l, const hp_box *box, double available, double *x)
{
    const hp_style *style = box->style;
    hp_edges borders = hp_used_borders(style), padding = hp_used_padding(style, available);
    hp_edges margins = hp_used_margins(style, available);
    double frame = borders.left + borders.right + padding.left + padding.right;
    double natural = available - margins.left - margins.right - frame;
    if (style->width.kind > HP_LENGTH_NONE) {
        double min, max;
        hp_intrinsic_widths(l, box, &min, &max);
        double outer = margins.left + margins.right + frame;
        natural = style->width.kind == HP_LENGTH_MIN_CONTENT   ? min - outer
                  : style->width.kind == HP_LENGTH_MAX_CONTENT ? max - outer
                                                               : hp_shrink_to_fit(l, box, available) - outer;
    }
    double width = hp_used_width(style, MAX(natural, 0), available, frame) + frame;

    /* What is left goes to auto margins; else the end margin gives way. */
    double left_over = available - width - margins.left - margins.right;
    gboolean auto_left = hp_length_is_auto(style->margin[HP_LEFT]),
             auto_right = hp_length_is_auto(style->margin[HP_RIGHT]);
    gboolean rtl = box->parent && box->parent->style->direction == HP_DIRECTION_RTL;
    *x = margins.left;
    if (left_over > 0 && auto_left)
        *x += auto_right ? left_over / 2 : left_over;
    else if (rtl && !auto_right)
        *x += left_over;
    return width;
}

static void note_baselines(hp_laid *laid, const hp_laid *child)
{
    if (isnan(laid->first_baseline) && !isnan(child->first_baseline))
        laid->first_baseline = child->rect.y + child->first_baseline;
    if (!isnan(child->baseline))
        laid->baseline = child->rect.y + child->baseline;
}

static void layout_children(hp_layouter *l, const hp_box *box, hp_laid *laid, hp_point origin, hp_containing inner,
                            column *c)
{
    if (box->inline_content) {
        c->y = hp_layout_inline(l, box, laid, origin, inner.width, inner);
        if (laid->first_child)
            c->at_top = c->empty = FALSE;
    } else {
        for (const hp_box *child = box->first_child; child; child = child->next) {
            hp_block_result result = hp_layout_block(l, child, inner);
            result.laid->rect.x += origin.x;
            column_add(c, &result, origin);
            hp_laid_append(laid, result.laid);
        }
    }
    for (const hp_laid *child = laid->first_child; child; child = child->next)
        note_baselines(laid, child);
}

/* Height of a marker's line where an item has no line of its own. */
static double lonely_marker_height(hp_layouter *l, const hp_box *box)
{
    double above, below;
    hp_line_extents(l, box->style, &above, &below);
    return above + below;
}

hp_block_result hp_layout_block_sized(hp_layouter *l, const hp_box *box, double border_width, hp_containing containing)
{
    const hp_style *style = box->style;
    hp_edges borders = hp_used_borders(style), padding = hp_used_padding(style, containing.width);
    hp_edges margins = hp_used_margins(style, containing.width);
    hp_edges frame = hp_edges_add(borders, padding);
    hp_point origin = {frame.left, frame.top};

    hp_laid *laid = hp_laid_make(l, HP_LAID_BOX, box, style, box->meaning);
    laid->rect.width = border_width;

    double vertical = frame.top + frame.bottom;
    double fixed = hp_used_height(style, NAN, containing.height, vertical);
    gboolean definite =
        style->height.kind == HP_LENGTH_FIXED && (!hp_length_has_percent(style->height) || containing.height >= 0);
    hp_containing inner = {MAX(border_width - frame.left - frame.right, 0), definite ? fixed : HP_INDEFINITE};

    gboolean root = hp_box_is_flow_root(box);
    column c = {.top = hp_margins_of(margins.top), .at_top = !root && frame.top == 0, .empty = TRUE};
    layout_children(l, box, laid, origin, inner, &c);

    if (box->marker && !box->marker->inside && isnan(laid->first_baseline)) {
        c.y = MAX(c.y, lonely_marker_height(l, box));
        c.at_top = c.empty = FALSE;
    }
    gboolean no_height = !definite && hp_used_height(style, 0, containing.height, vertical) == 0;
    hp_block_result result = {.laid = laid};
    result.through = c.empty && !root && vertical == 0 && no_height;
    if (result.through) {
        result.top = hp_margins_join(hp_margins_join(c.top, c.pending), hp_margins_of(margins.bottom));
        return result;
    }
    gboolean escapes = !root && frame.bottom == 0 && !definite && no_height;
    column_close(&c, escapes);
    laid->rect.height = hp_used_height(style, c.y, containing.height, vertical) + vertical;
    result.top = c.top;
    result.bottom = hp_margins_join(c.pending, hp_margins_of(margins.bottom));
    if (box->marker && !box->marker->inside)
        hp_layout_marker(l, box, laid);
    return result;
}

/* Tables and pictures as blocks: their size is their own, auto margins place
 * them (§10.3.4, §17.5.2). */
static hp_block_result layout_block_object(hp_layouter *l, const hp_box *box, hp_containing containing)
{
    hp_edges margins = hp_used_margins(box->style, containing.width);
    hp_laid *laid = box->kind == HP_BOX_TABLE
                        ? hp_layout_table(l, box, containing.width - margins.left - margins.right, containing)
                        : hp_layout_replaced(l, box, containing);
    double left_over = containing.width - laid->rect.width - margins.left - margins.right;
    gboolean auto_left = hp_length_is_auto(box->style->margin[HP_LEFT]);
    gboolean auto_right = hp_length_is_auto(box->style->margin[HP_RIGHT]);
    gboolean rtl = box->parent && box->parent->style->direction == HP_DIRECTION_RTL;
    laid->rect.x = margins.left;
    if (left_over > 0 && auto_left)
        laid->rect.x += auto_right ? left_over / 2 : left_over;
    else if (rtl && !auto_right)
        laid->rect.x += left_over;
    return (hp_block_result){laid, hp_margins_of(margins.top), hp_margins_of(margins.bottom), FALSE};
}

hp_block_result hp_layout_block(hp_layouter *l, const hp_box *box, hp_containing containing)
{
    if (box->kind == HP_BOX_TABLE || box->kind == HP_BOX_REPLACED)
        return layout_block_object(l, box, containing);
    double x;
    double width = block_width(l, box, containing.width, &x);
    hp_block_result result = hp_layout_block_sized(l, box, width, containing);
    result.laid->rect.x = x;
    return result;
}

hp_atomic hp_layout_atomic(hp_layouter *l, const hp_box *box, hp_containing containing)
{
    hp_atomic atomic = {.margins = hp_used_margins(box->style, containing.width)};
    double outer = atomic.margins.left + atomic.margins.right;
    if (box->kind == HP_BOX_REPLACED) {
        atomic.laid = hp_layout_replaced(l, box, containing);
    } else if (box->kind == HP_BOX_TABLE) {
        atomic.laid = hp_layout_table(l, box, containing.width - outer, containing);
    } else {
        hp_edges borders = hp_used_borders(box->style), padding = hp_used_padding(box->style, containing.width);
        double frame = borders.left + borders.right + padding.left + padding.right;
        double natural = hp_shrink_to_fit(l, box, containing.width) - outer - frame;
        double width = hp_used_width(box->style, MAX(natural, 0), containing.width, frame);
        atomic.laid = hp_layout_block_sized(l, box, width + frame, containing).laid;
    }
    atomic.laid->is_object = TRUE;
    return atomic;
}
