/*
 * Block formatting (CSS 2.2 §9.4.1, §10.3.3, §10.6.3).
 *
 * Boxes stand under one another; vertical margins that touch collapse. A child
 * comes back with the margins that adjoin its border box; as long as nothing
 * has come between, they are handed on to the parent (top), or wait in
 * `pending` for the next child or the parent's end (bottom).
 */
#include "layout/columns.h"
#include "layout/floats.h"
#include "layout/positioned.h"
#include "layout/screen.h"

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

/* Where the next child's border box will be, when these margins collapse
 * through its top. */
static double column_next(const column *c, hp_margins top)
{
    return c->at_top ? 0 : c->y + hp_margins_sum(hp_margins_join(c->pending, top));
}

/* A child that floats keep from where its margins put it (§9.5.2). */
static void column_add_at(column *c, const hp_block_result *child, hp_point origin, double y)
{
    child->laid->rect.y = origin.y + y;
    c->at_top = c->empty = FALSE;
    c->y = y + (child->through ? 0 : child->laid->rect.height);
    c->pending = child->through ? child->top : child->bottom;
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
    double by_ratio = hp_ratio_width(style, available);
    if (style->width.kind > HP_LENGTH_NONE)
        natural = hp_content_width(l, box, available) - margins.left - margins.right - frame;
    else if (!isnan(by_ratio))
        natural = by_ratio;
    double width = hp_bounded_width(l, box, MAX(natural, 0), available, frame) + frame;

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
    if (child->kind == HP_LAID_BOX && child->box->floating)
        return;
    if (isnan(laid->first_baseline) && !isnan(child->first_baseline))
        laid->first_baseline = child->rect.y + child->first_baseline;
    /* The last line of an inline block is never one in a table, say browsers. */
    gboolean is_table = child->kind == HP_LAID_BOX && child->box->kind == HP_BOX_TABLE;
    if (!isnan(child->baseline) && !is_table)
        laid->baseline = child->rect.y + child->baseline;
}

static void add_in_flow(hp_layouter *l, const hp_box *child, hp_laid *laid, hp_point origin, hp_containing inner,
                        column *c)
{
    hp_flow content = l->flow;
    double y = 0;
    gboolean cleared = FALSE;
    if (content.space) {
        y = column_next(c, hp_float_margins_ahead(l, child, inner.width));
        double clear = hp_float_clear(content.space, child->style->clear) - content.y;
        cleared = clear > y;
        y = MAX(y, clear);
        l->flow.y = content.y + y;
    }
    hp_block_result result = hp_layout_block(l, child, inner);
    l->flow = content;
    result.laid->rect.x += origin.x;
    if (cleared || result.down > 0)
        column_add_at(c, &result, origin, y + result.down);
    else
        column_add(c, &result, origin);
    /* Floats inside stand where it was taken to be. */
    if (content.space && result.through)
        result.laid->rect.y = origin.y + y;
    hp_laid_append(laid, result.laid);
}

static void add_child(hp_layouter *l, const hp_box *child, hp_laid *laid, hp_point origin, hp_containing inner,
                      column *c)
{
    if (child->floating) {
        hp_atomic atomic = hp_layout_atomic(l, child, inner);
        hp_float_place(l, &atomic, laid, origin, inner.width, column_next(c, hp_margins_of(0)));
    } else if (child->absolute) {
        hp_point at = {origin.x, origin.y + column_next(c, hp_margins_of(0))};
        hp_laid_append(laid, hp_positioned_anchor(l, child, at));
    } else {
        add_in_flow(l, child, laid, origin, inner, c);
    }
}

static gboolean has_lines(const hp_laid *laid)
{
    for (const hp_laid *child = laid->first_child; child; child = child->next)
        if (child->kind == HP_LAID_LINE)
            return TRUE;
    return FALSE;
}

static void layout_children(hp_layouter *l, const hp_box *box, hp_laid *laid, hp_point origin, hp_containing inner,
                            column *c)
{
    if (box->inline_content) {
        c->y = hp_layout_inline(l, box, laid, origin, inner.width, inner);
        if (has_lines(laid))
            c->at_top = c->empty = FALSE;
    } else {
        for (const hp_box *child = box->first_child; child; child = child->next)
            add_child(l, child, laid, origin, inner, c);
    }
    for (const hp_laid *child = laid->first_child; child; child = child->next)
        note_baselines(laid, child);
}

static void layout_items(hp_layouter *l, const hp_box *box, hp_laid *laid, hp_point origin, hp_containing inner,
                         hp_height_bounds bounds, column *c)
{
    c->y = hp_layout_items(l, box, laid, origin, inner, bounds);
    c->at_top = c->empty = FALSE;
}

/* Children in one column, as narrow as the columns it will be cut into. */
static void layout_flow(hp_layouter *l, const hp_box *box, hp_laid *laid, hp_point origin, hp_containing inner,
                        gboolean has_columns, column *c)
{
    if (has_columns)
        inner.width = hp_columns_used(box->style, inner.width).width;
    l->columns_deep += has_columns ? 1 : 0;
    layout_children(l, box, laid, origin, inner, c);
    l->columns_deep -= has_columns ? 1 : 0;
}

/* Height of a marker's line where an item has no line of its own. */
static double lonely_marker_height(hp_layouter *l, const hp_box *box)
{
    double above, below;
    hp_line_extents(l, box->marker->style, &above, &below);
    return above + below;
}

/* CSS Lists leaves it open; browsers put marker and first line on one baseline,
 * and where the marker's line is the taller one, the first block goes down. */
static double marker_push(hp_layouter *l, const hp_box *box, hp_laid *laid)
{
    double above, below;
    hp_line_extents(l, box->marker->style, &above, &below);
    hp_laid *child = laid->first_child;
    while (child && (isnan(child->first_baseline) || (child->kind == HP_LAID_BOX && child->box->floating)))
        child = child->next;
    double push = child && child->kind == HP_LAID_BOX ? above - child->first_baseline : 0;
    if (push <= 0)
        return 0;
    for (; child; child = child->next)
        child->rect.y += push;
    laid->first_baseline += push;
    laid->baseline += push;
    return push;
}

static void add_marker(hp_layouter *l, const hp_box *box, hp_laid *laid, hp_point origin, gboolean beside_floats)
{
    const hp_laid *content = laid->first_child;
    double shift = beside_floats ? hp_float_marker_shift(laid, origin) : 0;
    hp_layout_marker(l, box, laid);
    for (hp_laid *mark = laid->first_child; mark != content; mark = mark->next)
        mark->rect.x += shift;
}

/* border_height: HP_INDEFINITE when the style and the content say. */
static hp_block_result layout_sized(hp_layouter *l, const hp_box *box, double border_width, double border_height,
                                    hp_containing containing)
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
    if (border_height >= 0)
        fixed = hp_used_height(style, MAX(border_height - vertical, 0), containing.height, vertical);
    gboolean definite = border_height >= 0 || (style->height.kind == HP_LENGTH_FIXED &&
                                               (!hp_length_has_percent(style->height) || containing.height >= 0));
    hp_containing inner = {MAX(border_width - frame.left - frame.right, 0), definite ? fixed : HP_INDEFINITE};

    gboolean root = hp_box_is_flow_root(box);
    column c = {.top = hp_margins_of(margins.top), .at_top = !root && frame.top == 0, .empty = TRUE};
    hp_flow outer = l->flow;
    hp_clamp clamp = l->clamp;
    if (root || style->line_clamp > 0)
        l->clamp = (hp_clamp){style->line_clamp > 0, (unsigned)style->line_clamp};
    hp_float_enter(l, box, root, origin);
    const hp_float_space *space = l->flow.space;
    gboolean has_columns = l->columns_deep < HP_COLUMNS_DEEP_MAX && hp_box_has_columns(box);
    hp_height_bounds bounds = {hp_used_height(style, 0, containing.height, vertical),
                               hp_used_height(style, INFINITY, containing.height, vertical)};
    if (hp_box_holds_items(box))
        layout_items(l, box, laid, origin, inner, bounds, &c);
    else
        layout_flow(l, box, laid, origin, inner, has_columns, &c);
    l->flow = outer;
    if (root || style->line_clamp > 0)
        l->clamp = clamp;

    if (box->marker && !box->marker->inside && isnan(laid->first_baseline)) {
        c.y = MAX(c.y, lonely_marker_height(l, box));
        c.at_top = c.empty = FALSE;
    } else if (box->marker && !box->marker->inside && !box->inline_content && !space) {
        c.y += marker_push(l, box, laid);
    }
    double by_ratio = hp_ratio_height(style, border_width, containing.width);
    gboolean no_height = !definite && isnan(by_ratio) && hp_used_height(style, 0, containing.height, vertical) == 0;
    hp_block_result result = {.laid = laid};
    result.through = c.empty && !root && vertical == 0 && no_height;
    if (result.through) {
        result.top = hp_margins_join(hp_margins_join(c.top, c.pending), hp_margins_of(margins.bottom));
        return result;
    }
    gboolean escapes = !root && frame.bottom == 0 && !definite && no_height;
    column_close(&c, escapes);
    if (root && space)
        c.y = MAX(c.y, hp_float_bottom(space) - origin.y); /* §10.6.7 */
    if (has_columns)
        c.y = hp_columns_break(l, box, laid, origin, inner, bounds, c.y);
    if (!isnan(by_ratio)) /* the content may make it taller (CSS Sizing 4 §5.2) */
        c.y = style->overflow_y == HP_OVERFLOW_VISIBLE ? MAX(c.y, by_ratio) : by_ratio;
    double height = definite ? fixed : hp_used_height(style, c.y, containing.height, vertical);
    if (border_height < 0 && hp_screen_scrolls(style))
        height = MAX(height, c.y);
    laid->rect.height = height + vertical;
    /* What §10.8.1 says of inline blocks, browsers do with every box that
     * scrolls: a list that ends with code stands on the code's margin. */
    if (hp_overflow_scrolls(style->overflow_y))
        laid->baseline = laid->rect.height + margins.bottom;
    result.top = c.top;
    result.bottom = hp_margins_join(c.pending, hp_margins_of(margins.bottom));
    if (box->marker && !box->marker->inside)
        add_marker(l, box, laid, origin, space != NULL);
    return result;
}

hp_block_result hp_layout_block_sized(hp_layouter *l, const hp_box *box, double border_width, hp_containing containing)
{
    return layout_sized(l, box, border_width, HP_INDEFINITE, containing);
}

hp_block_result hp_layout_block_stretched(hp_layouter *l, const hp_box *box, double border_width, double border_height,
                                          hp_containing containing)
{
    return layout_sized(l, box, border_width, border_height, containing);
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

/* The least border-box width with which a box goes beside floats. */
static double least_width(hp_layouter *l, const hp_box *box, hp_edges margins, hp_containing containing)
{
    const hp_style *style = box->style;
    hp_edges borders = hp_used_borders(style), padding = hp_used_padding(style, containing.width);
    double frame = borders.left + borders.right + padding.left + padding.right;
    if (box->kind == HP_BOX_REPLACED)
        return hp_layout_replaced(l, box, containing)->rect.width;
    double min = 0, max;
    if (box->kind == HP_BOX_TABLE) {
        hp_intrinsic_widths(l, box, &min, &max);
        min -= margins.left + margins.right + frame;
    }
    return MAX(hp_bounded_width(l, box, MAX(min, 0), containing.width, frame), min) + frame;
}

/* §9.5: the border box of a table, a picture or a flow root does not overlap
 * floats: it stands beside them when there is room, else under them. */
static hp_block_result layout_beside_floats(hp_layouter *l, const hp_box *box, hp_containing containing)
{
    const hp_style *style = box->style;
    hp_flow at = l->flow;
    hp_edges margins = hp_used_margins(style, containing.width);
    double least = least_width(l, box, margins, containing), y = at.y, left, right;
    for (;;) {
        hp_float_band band = hp_float_band_at(at.space, y, INFINITY, at.x, at.x + containing.width);
        left = MAX(margins.left, band.left - at.x);
        right = MIN(containing.width - margins.right, band.right - at.x);
        if (!band.narrowed) {
            l->flow.space = NULL;
            hp_block_result free = hp_layout_block(l, box, containing);
            l->flow = at;
            free.down = y - at.y;
            return free;
        }
        double next = hp_float_next(at.space, y);
        if (right - left >= least - 0.02 || next >= INFINITY)
            break;
        y = next;
    }
    hp_block_result result = {.top = hp_margins_of(margins.top), .bottom = hp_margins_of(margins.bottom)};
    if (box->kind == HP_BOX_REPLACED) {
        result.laid = hp_layout_replaced(l, box, containing);
    } else if (box->kind == HP_BOX_TABLE) {
        result.laid = hp_layout_table(l, box, MAX(right - left, 0), containing);
    } else {
        hp_edges borders = hp_used_borders(style), padding = hp_used_padding(style, containing.width);
        double frame = borders.left + borders.right + padding.left + padding.right;
        double width = hp_bounded_width(l, box, MAX(right - left - frame, 0), containing.width, frame) + frame;
        result = hp_layout_block_sized(l, box, width, containing);
    }
    double left_over = MAX(right - left - result.laid->rect.width, 0);
    gboolean auto_left = hp_length_is_auto(style->margin[HP_LEFT]),
             auto_right = hp_length_is_auto(style->margin[HP_RIGHT]);
    result.laid->rect.x = left + (auto_left ? (auto_right ? left_over / 2 : left_over) : 0);
    result.down = y - at.y;
    return result;
}

hp_block_result hp_layout_block(hp_layouter *l, const hp_box *box, hp_containing containing)
{
    if (l->flow.space && (box->kind != HP_BOX_BLOCK || hp_box_is_flow_root(box)))
        return layout_beside_floats(l, box, containing);
    if (box->kind == HP_BOX_TABLE || box->kind == HP_BOX_REPLACED)
        return layout_block_object(l, box, containing);
    double x;
    double width = block_width(l, box, containing.width, &x);
    l->flow.x += x;
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
    } else if (box->kind == HP_BOX_RUBY) {
        atomic.laid = hp_layout_ruby(l, box, containing.width);
        return atomic; /* not an object: it never breaks over pages */
    } else {
        hp_edges borders = hp_used_borders(box->style), padding = hp_used_padding(box->style, containing.width);
        double frame = borders.left + borders.right + padding.left + padding.right;
        double by_ratio = hp_ratio_width(box->style, containing.width);
        double natural = isnan(by_ratio) ? hp_content_width(l, box, containing.width) - outer - frame : by_ratio;
        double width = hp_bounded_width(l, box, MAX(natural, 0), containing.width, frame);
        atomic.laid = hp_layout_block_sized(l, box, width + frame, containing).laid;
    }
    atomic.laid->is_object = TRUE;
    return atomic;
}
