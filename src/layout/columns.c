#include "layout/columns.h"

#include <math.h>

/* Steps in search of the height that balances columns: to a fraction of a px. */
#define BALANCE_STEPS 16

#define EDGE 0.01

/* The gap `normal` is 1em (CSS Box Alignment 3 §8.1). */
static double used_gap(const hp_style *style, double available)
{
    return hp_length_is_auto(style->column_gap) ? (double)style->font_size : hp_item_gap(style->column_gap, available);
}

hp_columns hp_columns_used(const hp_style *style, double available)
{
    hp_columns c = {(unsigned)CLAMP(style->column_count, 1, HP_COLUMNS_MAX), 0, used_gap(style, available)};
    if (!hp_length_is_auto(style->column_width)) {
        double width = MAX(hp_length_resolve(style->column_width, available), 1);
        unsigned fit = (unsigned)CLAMP(floor((available + c.gap) / (width + c.gap)), 1, HP_COLUMNS_MAX);
        c.count = style->column_count ? MIN(c.count, fit) : fit;
    }
    c.width = MAX((available - (c.count - 1) * c.gap) / c.count, 0);
    return c;
}

void hp_columns_intrinsic_widths(const hp_style *style, double *min_content, double *max_content)
{
    double gap = used_gap(style, 0);
    unsigned count = (unsigned)CLAMP(style->column_count, 1, HP_COLUMNS_MAX);
    if (!hp_length_is_auto(style->column_width)) {
        double width = hp_length_resolve(style->column_width, 0);
        *min_content = MIN(*min_content, width);
        *max_content = MAX(*min_content, width);
    } else {
        *min_content = count * *min_content + (count - 1) * gap;
    }
    *max_content = count * *max_content + (count - 1) * gap;
}

/* ---- parts of a column ---- */

typedef struct {
    hp_layouter *l;
    double start, end; /* of the part, in the column */
} part;

static gboolean begins_in(const part *p, double y)
{
    return y >= p->start - EDGE && y < p->end - EDGE;
}

static hp_laid *part_of(const part *p, const hp_laid *laid, double y, double parent_top);

static hp_laid *copy_empty(const part *p, const hp_laid *laid)
{
    hp_laid *copy = hp_arena_copy(p->l->arena, laid, sizeof *laid);
    copy->first_child = copy->last_child = copy->next = NULL;
    return copy;
}

static gboolean shows(const hp_laid *laid)
{
    const hp_style *style = laid->style;
    for (int side = HP_TOP; side <= HP_LEFT; side++)
        if (style->border[side].width > 0 || (laid->borders && laid->borders[side].width > 0))
            return TRUE;
    return style->background_color.a > 0 || style->background || style->box_shadow;
}

static void copy_children(const part *p, hp_laid *copy, const hp_laid *laid, double y, double top)
{
    for (const hp_laid *child = laid->first_child; child; child = child->next) {
        hp_laid *kept = part_of(p, child, y + child->rect.y, top);
        if (kept)
            hp_laid_append(copy, kept);
    }
}

/* What of a laid box at y is in the part; top: where its parent begins there. */
static hp_laid *part_of(const part *p, const hp_laid *laid, double y, double parent_top)
{
    double bottom = y + laid->rect.height;
    gboolean is_leaf = laid->kind != HP_LAID_BOX || laid->box->kind == HP_BOX_REPLACED;
    if (laid->kind == HP_LAID_LINE && hp_laid_has_objects(laid))
        is_leaf = FALSE;
    gboolean whole = begins_in(p, y) && bottom <= p->end + EDGE;
    if (is_leaf || whole) {
        if (!begins_in(p, y))
            return NULL;
        hp_laid *copy = hp_arena_copy(p->l->arena, laid, sizeof *laid);
        copy->next = NULL;
        copy->rect.y = y - parent_top;
        return copy;
    }
    if (y >= p->end - EDGE || (bottom <= p->start + EDGE && !begins_in(p, y)))
        return NULL;
    double top = MAX(y, p->start);
    hp_laid *copy = copy_empty(p, laid);
    copy->rect.y = top - parent_top;
    copy->rect.height = MIN(bottom, p->end) - top;
    if (top > y + EDGE)
        copy->open_sides |= 1u << HP_TOP;
    if (bottom > p->end + EDGE)
        copy->open_sides |= 1u << HP_BOTTOM;
    copy_children(p, copy, laid, y, top);
    return copy->first_child || shows(copy) ? copy : NULL;
}

/* ---- a stretch of columns ---- */

typedef struct {
    hp_layouter *l;
    const hp_box *box;
    hp_laid *laid; /* gets the columns */
    hp_point origin;
    hp_columns columns;
    double width; /* of all columns */
    gboolean rtl;
} setter;

/* Whether every line and picture ends within the height of its column: those
 * that are taller run over. */
static gboolean leaves_fit(const GArray *cuts, const hp_laid *laid, double y, double height)
{
    gboolean is_leaf = laid->kind == HP_LAID_TEXT || (laid->kind == HP_LAID_LINE && !hp_laid_has_objects(laid)) ||
                       (laid->kind == HP_LAID_BOX && laid->box->kind == HP_BOX_REPLACED);
    if (is_leaf) {
        guint low = 0, high = cuts->len - 1;
        while (low < high) {
            guint middle = (low + high + 1) / 2;
            if (g_array_index(cuts, hp_page_cut, middle).start <= y + EDGE)
                low = middle;
            else
                high = middle - 1;
        }
        double start = MAX(g_array_index(cuts, hp_page_cut, low).start, 0);
        return y + laid->rect.height - start <= height + EDGE;
    }
    for (const hp_laid *child = laid->first_child; child; child = child->next)
        if (!leaves_fit(cuts, child, y + child->rect.y, height))
            return FALSE;
    return TRUE;
}

static gboolean fits(const setter *s, const hp_laid *flow, double height)
{
    g_autoptr(GArray) cuts = hp_paginate_box(flow, height);
    return cuts->len <= s->columns.count && leaves_fit(cuts, flow, 0, height);
}

/* The lowest height with which the content fits the columns; no more than
 * `most`. bottom: of the content, without what is blank under it. */
static double balanced_height(const setter *s, const hp_laid *flow, double bottom, double most)
{
    double low = bottom / s->columns.count, high = bottom;
    if (fits(s, flow, low + EDGE))
        return MIN(low + EDGE, most);
    for (int step = 0; step < BALANCE_STEPS && high - low > 0.1; step++) {
        double middle = (low + high) / 2;
        if (fits(s, flow, middle))
            high = middle;
        else
            low = middle;
    }
    return MIN(high, most);
}

static double column_x(const setter *s, unsigned i)
{
    double x = i * (s->columns.width + s->columns.gap);
    return s->origin.x + (s->rtl ? s->width - x - s->columns.width : x);
}

/* A line between two columns (§4): a box with one border. */
static void add_rule(const setter *s, unsigned before, double y, double height)
{
    const hp_border *rule = &s->box->style->column_rule;
    if (rule->width <= 0)
        return;
    const hp_style *style = hp_style_anonymous(s->l->arena, s->box->style, HP_DISPLAY_BLOCK);
    hp_border *borders = hp_arena_make_array(s->l->arena, hp_border, 4);
    borders[HP_LEFT] = *rule;
    hp_laid *laid = hp_laid_make(s->l, HP_LAID_BOX, s->box, style, s->laid->meaning);
    double left = MIN(column_x(s, before), column_x(s, before + 1)) + s->columns.width;
    laid->rect =
        (hp_rect){left + (s->columns.gap - (double)rule->width) / 2, s->origin.y + y, (double)rule->width, height};
    laid->borders = borders;
    hp_laid_append(s->laid, laid);
}

static double content_bottom(const hp_laid *flow)
{
    double bottom = 0;
    for (const hp_laid *child = flow->first_child; child; child = child->next)
        bottom = MAX(bottom, child->rect.y + child->rect.height);
    return bottom;
}

/* Sets a stretch of the flow side by side from y on; returns the height. fill:
 * the height of the columns when they fill one by one, else HP_INDEFINITE. */
static double set_columns(const setter *s, hp_laid *flow, double y, double fill, double most)
{
    if (!flow->first_child)
        return 0;
    double height = fill >= 0 ? fill : balanced_height(s, flow, content_bottom(flow), most), used = 0;
    g_autoptr(GArray) cuts = hp_paginate_box(flow, MAX(height, 1));
    for (guint i = 0; i < cuts->len; i++) {
        const hp_page_cut *cut = &g_array_index(cuts, hp_page_cut, i);
        part p = {s->l, MAX(cut->start, 0), MIN(cut->end, flow->rect.height)};
        hp_laid *column = copy_empty(&p, flow);
        if (i == 0)
            p.start = -INFINITY;
        if (i + 1 == cuts->len)
            p.end = INFINITY;
        double top = MAX(cut->start, 0);
        copy_children(&p, column, flow, 0, top);
        column->rect =
            (hp_rect){column_x(s, i), s->origin.y + y, s->columns.width, MIN(cut->end, flow->rect.height) - top};
        used = MAX(used, column->rect.height);
        hp_laid_append(s->laid, column);
    }
    height = fill >= 0 ? fill : used;
    for (guint i = 0; i + 1 < cuts->len; i++)
        add_rule(s, i, y, height);
    return height;
}

static hp_laid *flow_make(const setter *s)
{
    const hp_style *style = hp_style_anonymous(s->l->arena, s->box->style, HP_DISPLAY_BLOCK);
    return hp_laid_make(s->l, HP_LAID_BOX, s->box, style, s->laid->meaning);
}

static gboolean spans_all(const hp_laid *child)
{
    return child->kind == HP_LAID_BOX && child->style->column_span_all && !child->box->floating;
}

double hp_columns_break(hp_layouter *l, const hp_box *box, hp_laid *laid, hp_point origin, hp_containing inner,
                        hp_height_bounds bounds, double content)
{
    const hp_style *style = box->style;
    setter s = {
        l, box, laid, origin, hp_columns_used(style, inner.width), inner.width, style->direction == HP_DIRECTION_RTL};
    double most = inner.height >= 0 ? inner.height : bounds.max, y = 0, begins = 0;
    double fill = style->column_fill_auto && most < INFINITY ? most : HP_INDEFINITE;
    hp_laid *child = laid->first_child, *flow = flow_make(&s);
    laid->first_child = laid->last_child = NULL;
    while (child) {
        hp_laid *next = child->next;
        child->next = NULL;
        child->rect.x -= origin.x;
        child->rect.y -= origin.y;
        if (!spans_all(child)) {
            child->rect.y -= begins;
            hp_laid_append(flow, child);
            child = next;
            continue;
        }
        flow->rect.height = content_bottom(flow);
        y += set_columns(&s, flow, y, HP_INDEFINITE, most);
        hp_block_result across = hp_layout_block(l, child->box, inner);
        y += hp_margins_sum(across.top);
        across.laid->rect.x += origin.x;
        across.laid->rect.y = origin.y + y;
        hp_laid_append(laid, across.laid);
        y += across.laid->rect.height + hp_margins_sum(across.bottom);
        begins = next ? next->rect.y - origin.y : child->rect.y + child->rect.height;
        flow = flow_make(&s);
        child = next;
    }
    flow->rect.height = MAX(content - begins, 0);
    y += set_columns(&s, flow, y, fill >= 0 ? MAX(fill - y, 1) : HP_INDEFINITE, MAX(most - y, 1));
    for (const hp_laid *column = laid->first_child; column && isnan(laid->first_baseline); column = column->next)
        if (!isnan(column->first_baseline))
            laid->first_baseline = column->rect.y + column->first_baseline;
    return y;
}
