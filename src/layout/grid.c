/*
 * Grid containers (CSS Grid 1): columns are sized by the widths that items ask
 * for, rows by the heights that these have in their columns, and every item is
 * aligned in its area.
 */
#include "layout/grid-internal.h"

#include <math.h>

typedef struct {
    hp_layouter *l;
    const hp_style *style;
    hp_containing inner;
    double gaps[2];
    hp_grid_axis axes[2];
    hp_grid_track *tracks[2];
    hp_grid_item *items;
    unsigned n;
} grid;

static hp_align raw_align(hp_align self, hp_align container)
{
    return self == HP_ALIGN_AUTO ? container : self;
}

/* Pictures keep their size unless stretching is asked for (§6.2). */
static hp_align item_align(const hp_box *box, hp_align self, hp_align container)
{
    hp_align align = raw_align(self, container);
    if (align == HP_ALIGN_NORMAL)
        return box->kind == HP_BOX_REPLACED ? HP_ALIGN_START : HP_ALIGN_STRETCH;
    return align;
}

static void grid_begin(grid *g, hp_layouter *l, const hp_box *box, hp_containing inner)
{
    const hp_style *style = box->style;
    *g = (grid){.l = l, .style = style, .inner = inner};
    g->gaps[0] = hp_item_gap(style->column_gap, inner.width);
    g->gaps[1] = hp_item_gap(style->row_gap, inner.height);
    hp_grid_axis_init(&g->axes[0], style, FALSE, inner.width, g->gaps[0]);
    hp_grid_axis_init(&g->axes[1], style, TRUE, inner.height, g->gaps[1]);
    g_autoptr(GPtrArray) boxes = hp_items_collect(box);
    g->n = boxes->len;
    g->items = g_new0(hp_grid_item, g->n + 1);
    for (unsigned i = 0; i < g->n; i++) {
        hp_grid_item *item = &g->items[i];
        item->box = g_ptr_array_index(boxes, i);
        item->justify = item_align(item->box, item->box->style->justify_self, style->justify_items);
        item->align = item_align(item->box, item->box->style->align_self, style->align_items);
        for (int side = HP_TOP; side <= HP_LEFT; side++)
            if (hp_length_is_auto(item->box->style->margin[side]))
                item->auto_margins |= 1u << side;
    }
    hp_grid_place(style, g->axes, g->items, g->n);
    for (int a = 0; a < 2; a++) {
        g->tracks[a] = g_new0(hp_grid_track, g->axes[a].total + 1);
        for (unsigned i = 0; i < g->axes[a].total; i++)
            g->tracks[a][i].size = hp_grid_axis_size(&g->axes[a], i);
    }
}

static void grid_clear(grid *g)
{
    for (int a = 0; a < 2; a++) {
        hp_grid_axis_clear(&g->axes[a]);
        g_free(g->tracks[a]);
    }
    g_free(g->items);
}

/* §7.2.3.2: repeated tracks of auto-fit without any item in them. */
static void collapse_empty(grid *g, int a)
{
    const hp_grid_axis *axis = &g->axes[a];
    for (unsigned i = axis->repeat_first; i < axis->repeat_end; i++)
        g->tracks[a][axis->before + i].collapsed = TRUE;
    for (unsigned i = 0; i < g->n; i++)
        for (int track = g->items[i].start[a]; track < g->items[i].end[a]; track++)
            g->tracks[a][track].collapsed = FALSE;
}

/* ---- columns ---- */

/* The automatic minimum size of an item (§6.6), as a contribution. */
static double minimum_width(const grid *g, const hp_grid_item *item, double min)
{
    const hp_style *style = item->box->style;
    gboolean automatic =
        hp_length_is_auto(style->min_width) && (hp_length_is_auto(style->width) || hp_length_has_percent(style->width));
    if (!automatic && !(hp_length_is_auto(style->width) || hp_length_has_percent(style->width)))
        return min;
    hp_edges frame = hp_edges_add(hp_used_borders(style), hp_used_padding(style, 0));
    hp_edges margins = hp_used_margins(style, 0);
    double edges = frame.left + frame.right + margins.left + margins.right;
    if (!automatic)
        return hp_bounded_width(g->l, item->box, 0, HP_INDEFINITE, frame.left + frame.right) + edges;
    gboolean any_auto = FALSE, any_flexible = FALSE, all_fixed = TRUE;
    double limit = 0;
    for (int i = item->start[0]; i < item->end[0]; i++) {
        const hp_track_size *size = &g->tracks[0][i].size;
        any_auto |= size->min.kind == HP_TRACK_AUTO;
        any_flexible |= size->max.kind == HP_TRACK_FLEX;
        all_fixed &= size->max.kind == HP_TRACK_LENGTH && !hp_length_has_percent(size->max.length);
        limit += (double)size->max.length.px;
    }
    if (hp_overflow_scrolls(style->overflow_x) || !any_auto || (any_flexible && item->end[0] - item->start[0] > 1))
        return edges;
    return all_fixed ? MAX(MIN(min, limit), edges) : min;
}

static double size_columns(grid *g, hp_grid_constraint constraint)
{
    g_autofree hp_grid_demand *demands = g_new0(hp_grid_demand, g->n + 1);
    for (unsigned i = 0; i < g->n; i++) {
        const hp_grid_item *item = &g->items[i];
        hp_grid_demand *demand = &demands[i];
        demand->first = (unsigned)item->start[0];
        demand->end = (unsigned)item->end[0];
        hp_intrinsic_widths(g->l, item->box, &demand->min, &demand->max);
        demand->minimum = minimum_width(g, item, demand->min);
    }
    collapse_empty(g, 0);
    hp_align content = g->style->justify_content;
    hp_grid_sizing s = {.tracks = g->tracks[0],
                        .n = g->axes[0].total,
                        .gap = g->gaps[0],
                        .available = constraint == HP_GRID_SIZED ? g->inner.width : HP_INDEFINITE,
                        .constraint = constraint,
                        .stretches = content == HP_ALIGN_NORMAL || content == HP_ALIGN_STRETCH,
                        .demands = demands,
                        .n_demands = g->n};
    hp_grid_size_tracks(&s);
    return hp_grid_span(s.tracks, 0, s.n, s.gap);
}

/* ---- rows ---- */

static double area_size(const grid *g, const hp_grid_item *item, int a)
{
    return hp_grid_span(g->tracks[a], (unsigned)item->start[a], (unsigned)item->end[a], g->gaps[a]);
}

static double item_width(const grid *g, const hp_grid_item *item, double area)
{
    const hp_style *style = item->box->style;
    gboolean fills = item->justify == HP_ALIGN_STRETCH && !(item->auto_margins & (1u << HP_LEFT | 1u << HP_RIGHT));
    if (hp_length_is_auto(style->width) && fills)
        return hp_item_fill_width(g->l, item->box, area);
    if (item->box->kind == HP_BOX_REPLACED)
        return HP_INDEFINITE;
    return hp_item_fit_width(g->l, item->box, area);
}

static double ascent_of(const hp_grid_item *item)
{
    const hp_laid *laid = item->laid;
    return item->margins.top + (isnan(laid->first_baseline) ? laid->rect.height : laid->first_baseline);
}

static gboolean aligns_baseline(const hp_grid_item *item)
{
    return item->align == HP_ALIGN_BASELINE || item->align == HP_ALIGN_LAST_BASELINE;
}

/* Items of a row that align by their baselines go down to the lowest of them
 * (§10.6). */
static void align_baselines(grid *g)
{
    g_autofree double *ascents = g_new0(double, g->axes[1].total + 1);
    for (unsigned i = 0; i < g->n; i++)
        if (aligns_baseline(&g->items[i]))
            ascents[g->items[i].start[1]] = MAX(ascents[g->items[i].start[1]], ascent_of(&g->items[i]));
    for (unsigned i = 0; i < g->n; i++)
        if (aligns_baseline(&g->items[i]))
            g->items[i].shim = ascents[g->items[i].start[1]] - ascent_of(&g->items[i]);
}

static void layout_items(grid *g)
{
    for (unsigned i = 0; i < g->n; i++) {
        hp_grid_item *item = &g->items[i];
        double area = area_size(g, item, 0);
        item->margins = hp_used_margins(item->box->style, area);
        item->width = item_width(g, item, area);
        item->laid = hp_layout_item(g->l, item->box, item->width, HP_INDEFINITE, (hp_containing){area, HP_INDEFINITE});
    }
    align_baselines(g);
}

static double size_rows(grid *g, hp_height_bounds bounds)
{
    g_autofree hp_grid_demand *demands = g_new0(hp_grid_demand, g->n + 1);
    for (unsigned i = 0; i < g->n; i++) {
        const hp_grid_item *item = &g->items[i];
        const hp_style *style = item->box->style;
        double height = item->laid->rect.height + item->margins.top + item->margins.bottom + item->shim;
        gboolean may_vanish = hp_overflow_scrolls(style->overflow_y) && hp_length_is_auto(style->height) &&
                              hp_length_is_auto(style->min_height);
        demands[i] = (hp_grid_demand){
            (unsigned)item->start[1], (unsigned)item->end[1], may_vanish ? 0 : height, height, height, FALSE};
    }
    collapse_empty(g, 1);
    hp_align content = g->style->align_content;
    hp_grid_sizing s = {.tracks = g->tracks[1],
                        .n = g->axes[1].total,
                        .gap = g->gaps[1],
                        .available = g->inner.height,
                        .least = bounds.min,
                        .stretches = content == HP_ALIGN_NORMAL || content == HP_ALIGN_STRETCH,
                        .demands = demands,
                        .n_demands = g->n};
    hp_grid_size_tracks(&s);
    return hp_grid_span(s.tracks, 0, s.n, s.gap);
}

/* ---- places ---- */

/* §10.5: the tracks in the container. */
static void place_tracks(grid *g, int a, double size, hp_align align)
{
    unsigned shown = 0;
    for (unsigned i = 0; i < g->axes[a].total; i++)
        shown += !g->tracks[a][i].collapsed;
    double used = hp_grid_span(g->tracks[a], 0, g->axes[a].total, g->gaps[a]), offset, between;
    gboolean rtl = a == 0 && g->style->direction == HP_DIRECTION_RTL;
    if (align == HP_ALIGN_LEFT || align == HP_ALIGN_RIGHT)
        align = (align == HP_ALIGN_RIGHT) != rtl ? HP_ALIGN_END : HP_ALIGN_START;
    hp_items_distribute(align, size - used, shown, &offset, &between);
    for (unsigned i = 0; i < g->axes[a].total; i++) {
        hp_grid_track *track = &g->tracks[a][i];
        track->place = offset;
        if (!track->collapsed)
            offset += track->base + g->gaps[a] + between;
    }
}

/* An area as it is after content distribution. */
static double area_extent(const grid *g, const hp_grid_item *item, int a)
{
    const hp_grid_track *first = &g->tracks[a][item->start[a]], *last = &g->tracks[a][item->end[a] - 1];
    return last->place + (last->collapsed ? 0 : last->base) - first->place;
}

/* How far from an area's start the margin box begins; auto margins come first. */
static double offset_in(double spare, gboolean auto_start, gboolean auto_end, hp_align align)
{
    if (auto_start || auto_end) {
        spare = MAX(spare, 0);
        return auto_start ? (auto_end ? spare / 2 : spare) : 0;
    }
    switch (align) {
    case HP_ALIGN_CENTER: return spare / 2;
    case HP_ALIGN_END:
    case HP_ALIGN_FLEX_END:
    case HP_ALIGN_SELF_END: return spare;
    default: return 0;
    }
}

static void stretch_item(const grid *g, hp_grid_item *item, double width, double height)
{
    const hp_style *style = item->box->style;
    hp_containing area = {width, height};
    gboolean automatic = hp_length_is_auto(style->height) && !(item->auto_margins & (1u << HP_TOP | 1u << HP_BOTTOM));
    if (automatic && item->align == HP_ALIGN_STRETCH) {
        hp_edges frame = hp_edges_add(hp_used_borders(style), hp_used_padding(style, width));
        double vertical = frame.top + frame.bottom;
        double room = height - item->margins.top - item->margins.bottom - vertical;
        double used = hp_used_height(style, MAX(room, 0), height, vertical) + vertical;
        item->laid = hp_item_stretch(g->l, item->box, item->laid, used, area);
    } else if (hp_item_asks_height(style)) {
        item->laid = hp_layout_item(g->l, item->box, item->width, HP_INDEFINITE, area);
    }
}

static hp_align horizontal_align(const grid *g, hp_align align)
{
    gboolean rtl = g->style->direction == HP_DIRECTION_RTL;
    if (align == HP_ALIGN_LEFT || align == HP_ALIGN_RIGHT)
        return (align == HP_ALIGN_RIGHT) != rtl ? HP_ALIGN_END : HP_ALIGN_START;
    return align;
}

static void place_item(const grid *g, hp_grid_item *item, hp_laid *laid, hp_point origin)
{
    double width = area_extent(g, item, 0), height = area_extent(g, item, 1);
    stretch_item(g, item, width, height);
    hp_rect *rect = &item->laid->rect;
    double spare_x = width - rect->width - item->margins.left - item->margins.right;
    double spare_y = height - rect->height - item->margins.top - item->margins.bottom;
    gboolean rtl = g->style->direction == HP_DIRECTION_RTL;
    unsigned autos = item->auto_margins;
    gboolean start = autos >> (rtl ? HP_RIGHT : HP_LEFT) & 1, end = autos >> (rtl ? HP_LEFT : HP_RIGHT) & 1;
    double x = g->tracks[0][item->start[0]].place + offset_in(spare_x, start, end, horizontal_align(g, item->justify));
    if (rtl)
        x = g->inner.width - x - rect->width - item->margins.left - item->margins.right;
    double y = g->tracks[1][item->start[1]].place + item->shim +
               offset_in(spare_y, autos >> HP_TOP & 1, autos >> HP_BOTTOM & 1, item->align);
    rect->x = origin.x + x + item->margins.left;
    rect->y = origin.y + y + item->margins.top;
    hp_laid_append(laid, item->laid);
}

/* §10.6: the baseline of the first row that has an item; one that aligns by it
 * before the others. */
static void note_baseline(const grid *g, hp_laid *laid)
{
    const hp_grid_item *first = NULL;
    for (unsigned i = 0; i < g->n; i++) {
        const hp_grid_item *item = &g->items[i];
        gboolean earlier = !first || item->start[1] < first->start[1];
        gboolean better = first && item->start[1] == first->start[1] &&
                          (aligns_baseline(item) != aligns_baseline(first) ? aligns_baseline(item)
                                                                           : item->start[0] < first->start[0]);
        if (earlier || better)
            first = item;
    }
    if (first)
        laid->first_baseline = first->laid->rect.y + ascent_of(first) - first->margins.top;
}

double hp_layout_grid(hp_layouter *l, const hp_box *box, hp_laid *laid, hp_point origin, hp_containing inner,
                      hp_height_bounds bounds)
{
    grid g;
    grid_begin(&g, l, box, inner);
    size_columns(&g, HP_GRID_SIZED);
    layout_items(&g);
    double rows = size_rows(&g, bounds);
    double height = inner.height >= 0 ? inner.height : MAX(MIN(rows, bounds.max), bounds.min);
    place_tracks(&g, 0, inner.width, box->style->justify_content);
    place_tracks(&g, 1, height, box->style->align_content);
    for (unsigned i = 0; i < g.n; i++)
        place_item(&g, &g.items[i], laid, origin);
    note_baseline(&g, laid);
    grid_clear(&g);
    return height;
}

void hp_grid_intrinsic_widths(hp_layouter *l, const hp_box *box, double *min_content, double *max_content)
{
    for (int pass = 0; pass < 2; pass++) {
        grid g;
        grid_begin(&g, l, box, (hp_containing){HP_INDEFINITE, HP_INDEFINITE});
        *(pass ? max_content : min_content) = size_columns(&g, pass ? HP_GRID_MAX_CONTENT : HP_GRID_MIN_CONTENT);
        grid_clear(&g);
    }
}
