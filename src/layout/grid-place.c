/*
 * Automatic placement (CSS Grid 1 §8.5). The minor axis is the one that fills
 * first: columns when the flow goes by rows.
 */
#include "layout/grid-internal.h"

#include <string.h>

/* Cells that may be looked at in search of a free area. A grid that needs more
 * is hostile; its items go to new rows, where no search is needed. */
#define SEARCH_BUDGET 20000000

typedef struct {
    hp_grid_item *items;
    unsigned n;
    int minor, major; /* axes */
    gboolean dense;
    int width;       /* tracks in the minor axis */
    GPtrArray *rows; /* GByteArray: which cells of a track in the major axis are taken; NULL: none */
    long budget;
} placer;

static int span(const hp_grid_item *item, int axis)
{
    return item->end[axis] - item->start[axis];
}

static void occupy(placer *p, const hp_grid_item *item)
{
    guint end = (guint)item->end[p->minor];
    for (int row = item->start[p->major]; row < item->end[p->major]; row++) {
        if ((guint)row >= p->rows->len)
            g_ptr_array_set_size(p->rows, row + 1);
        GByteArray *cells = g_ptr_array_index(p->rows, row);
        if (!cells)
            g_ptr_array_index(p->rows, row) = cells = g_byte_array_new();
        guint before = cells->len;
        if (before < end) {
            g_byte_array_set_size(cells, end);
            memset(cells->data + before, 0, end - before);
        }
        memset(cells->data + item->start[p->minor], 1, (size_t)span(item, p->minor));
    }
}

static gboolean is_free(placer *p, const hp_grid_item *item, int major, int minor)
{
    for (int row = major; row < major + span(item, p->major) && (guint)row < p->rows->len; row++) {
        const GByteArray *cells = g_ptr_array_index(p->rows, row);
        if (!cells || (guint)minor >= cells->len)
            continue;
        size_t count = MIN((size_t)span(item, p->minor), cells->len - (size_t)minor);
        p->budget -= (long)count + 1;
        if (memchr(cells->data + minor, 1, count))
            return FALSE;
    }
    return TRUE;
}

static void put(placer *p, hp_grid_item *item, int major, int minor)
{
    int spans[2] = {span(item, 0), span(item, 1)};
    major = MIN(major, HP_GRID_ROWS_MAX);
    item->start[p->major] = major;
    item->end[p->major] = major + spans[p->major];
    item->start[p->minor] = minor;
    item->end[p->minor] = minor + spans[p->minor];
    item->placed[0] = item->placed[1] = TRUE;
    occupy(p, item);
}

/* Step 2: items that stand in a certain row take its first free place; unless
 * packing is dense, behind those that this step put there. */
static void place_locked(placer *p)
{
    g_autoptr(GHashTable) cursors = g_hash_table_new(NULL, NULL);
    for (unsigned i = 0; i < p->n; i++) {
        hp_grid_item *item = &p->items[i];
        if (item->placed[p->minor] || !item->placed[p->major])
            continue;
        int row = item->start[p->major];
        int at = p->dense ? 0 : GPOINTER_TO_INT(g_hash_table_lookup(cursors, GINT_TO_POINTER(row)));
        while (at < HP_GRID_LIMIT && !is_free(p, item, row, at))
            at++;
        put(p, item, row, at);
        g_hash_table_insert(cursors, GINT_TO_POINTER(row), GINT_TO_POINTER(item->end[p->minor]));
    }
}

static int search_row(placer *p, const hp_grid_item *item, int row, int minor)
{
    while (row < HP_GRID_ROWS_MAX && !is_free(p, item, row, minor)) {
        row++;
        if (p->budget < 0)
            return (int)p->rows->len;
    }
    return row;
}

/* Step 4. */
static void place_flowing(placer *p)
{
    int row = 0, at = 0;
    for (unsigned i = 0; i < p->n; i++) {
        hp_grid_item *item = &p->items[i];
        if (item->placed[p->major])
            continue;
        if (p->dense && p->budget >= 0)
            row = at = 0;
        if (item->placed[p->minor]) {
            int minor = item->start[p->minor];
            if (minor < at)
                row++;
            row = search_row(p, item, row, minor);
            put(p, item, row, minor);
            at = minor;
            continue;
        }
        while (row < HP_GRID_ROWS_MAX && (at + span(item, p->minor) > p->width || !is_free(p, item, row, at))) {
            at++;
            if (at + span(item, p->minor) > p->width) {
                at = 0;
                row = p->budget < 0 ? (int)p->rows->len : row + 1;
            }
        }
        put(p, item, row, MIN(at, p->width - span(item, p->minor)));
    }
}

/* Lines before the explicit grid become the first ones. */
static void shift_lines(hp_grid_axis axes[2], hp_grid_item *items, unsigned n)
{
    for (int a = 0; a < 2; a++) {
        int first = 0;
        for (unsigned i = 0; i < n; i++)
            if (items[i].placed[a])
                first = MIN(first, items[i].start[a]);
        axes[a].before = (unsigned)-first;
        for (unsigned i = 0; i < n; i++) {
            if (!items[i].placed[a])
                continue;
            items[i].start[a] -= first;
            items[i].end[a] -= first;
        }
    }
}

static void free_cells(gpointer cells)
{
    if (cells)
        g_byte_array_unref(cells);
}

void hp_grid_place(const hp_style *style, hp_grid_axis axes[2], hp_grid_item *items, unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        for (int a = 0; a < 2; a++)
            hp_grid_axis_locate(&axes[a], &items[i]);
    shift_lines(axes, items, n);

    gboolean columns = (style->grid_flow & HP_GRID_FLOW_COLUMN) != 0;
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(free_cells);
    placer p = {items, n,    columns ? 1 : 0, columns ? 0 : 1, (style->grid_flow & HP_GRID_FLOW_DENSE) != 0,
                0,     rows, SEARCH_BUDGET};
    for (unsigned i = 0; i < n; i++)
        if (items[i].placed[0] && items[i].placed[1])
            occupy(&p, &items[i]);
    place_locked(&p);
    p.width = MAX((int)(axes[p.minor].before + axes[p.minor].n), 1);
    for (unsigned i = 0; i < n; i++)
        p.width = MAX(p.width, items[i].placed[p.minor] ? items[i].end[p.minor] : span(&items[i], p.minor));
    place_flowing(&p);

    for (int a = 0; a < 2; a++) {
        axes[a].total = axes[a].before + axes[a].n;
        for (unsigned i = 0; i < n; i++)
            axes[a].total = MAX(axes[a].total, (unsigned)items[i].end[a]);
    }
}
