#include "layout/grid-internal.h"

#include <math.h>
#include <string.h>

/* ---- the explicit grid (§7) ---- */

static void append_part(hp_grid_axis *axis, const hp_track_part *part)
{
    for (unsigned i = 0; i < part->n_names; i++) {
        hp_line_name name = {part->names[i].name, part->names[i].line + axis->sizes->len};
        g_array_append_val(axis->names, name);
    }
    g_array_append_vals(axis->sizes, part->sizes,
                        MIN(part->n_sizes, HP_GRID_LIMIT - MIN(axis->sizes->len, HP_GRID_LIMIT)));
}

/* The definite size by which tracks are counted (§7.2.3.2); 0: none. */
static double counted_size(const hp_track_size *size, double available)
{
    gboolean min = size->min.kind == HP_TRACK_LENGTH, max = size->max.kind == HP_TRACK_LENGTH && !size->fits;
    double least = min ? hp_length_resolve(size->min.length, available) : 0;
    return max ? MAX(hp_length_resolve(size->max.length, available), least) : least;
}

static double counted_sum(const hp_track_part *part, double available)
{
    double sum = 0;
    for (unsigned i = 0; i < part->n_sizes; i++)
        sum += counted_size(&part->sizes[i], available);
    return sum;
}

/* As many repetitions as fit without running over, at least one. */
static unsigned repetitions(const hp_track_list *list, double available, double gap)
{
    unsigned fixed = list->before.n_sizes + list->after.n_sizes;
    unsigned most = MAX((HP_GRID_LIMIT - MIN(fixed, HP_GRID_LIMIT)) / list->repeat.n_sizes, 1u);
    double each = counted_sum(&list->repeat, available) + gap * list->repeat.n_sizes;
    if (available < 0 || each <= 0)
        return 1;
    double room =
        available + gap - counted_sum(&list->before, available) - counted_sum(&list->after, available) - gap * fixed;
    return (unsigned)CLAMP(floor(room / each + 1e-4), 1, (double)most);
}

void hp_grid_axis_init(hp_grid_axis *axis, const hp_style *style, gboolean rows, double available, double gap)
{
    const hp_track_list *list = rows ? style->grid_rows : style->grid_columns;
    *axis = (hp_grid_axis){g_array_new(FALSE, FALSE, sizeof(hp_track_size)),
                           g_array_new(FALSE, FALSE, sizeof(hp_line_name))};
    axis->rows = rows;
    axis->automatic = rows ? style->grid_auto_rows : style->grid_auto_columns;
    axis->areas = style->grid_areas;
    if (list) {
        append_part(axis, &list->before);
        if (list->repeat.n_sizes) {
            unsigned count = repetitions(list, available, gap);
            axis->repeat_first = axis->sizes->len;
            for (unsigned i = 0; i < count; i++)
                append_part(axis, &list->repeat);
            axis->repeat_end = list->collapses ? axis->sizes->len : axis->repeat_first;
        }
        append_part(axis, &list->after);
    }
    unsigned in_areas = axis->areas ? (rows ? axis->areas->rows : axis->areas->columns) : 0;
    axis->n = MAX(axis->sizes->len, in_areas);
}

void hp_grid_axis_clear(hp_grid_axis *axis)
{
    g_clear_pointer(&axis->sizes, g_array_unref);
    g_clear_pointer(&axis->names, g_array_unref);
}

hp_track_size hp_grid_axis_size(const hp_grid_axis *axis, unsigned track)
{
    static const hp_track_size automatic = {.min.kind = HP_TRACK_AUTO, .max.kind = HP_TRACK_AUTO};
    const hp_track_part *pattern = axis->automatic ? &axis->automatic->before : NULL;
    int explicit = (int)track - (int)axis->before;
    if (explicit >= 0 && explicit < (int)axis->sizes->len)
        return g_array_index(axis->sizes, hp_track_size, explicit);
    if (!pattern)
        return automatic;
    /* The pattern goes on behind the explicit tracks and, backwards, before
     * them (§7.6). */
    int count = (int)pattern->n_sizes;
    if (explicit < 0)
        return pattern->sizes[count - 1 - (-explicit - 1) % count];
    return pattern->sizes[(explicit - (int)axis->sizes->len) % count];
}

/* ---- lines by name (§7.1, §8.3) ---- */

static int compare_lines(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

/* Whether name is that of an area and a suffix. */
static gboolean names_edge(const char *name, const char *area, const char *suffix)
{
    size_t length = strlen(area);
    return strncmp(name, area, length) == 0 && strcmp(name + length, suffix) == 0;
}

/* The explicit lines of a name, ascending. suffix: "-start" behind the name, or
 * "". */
static GArray *lines_named(const hp_grid_axis *axis, const char *name, const char *suffix)
{
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(int));
    g_autofree char *full = g_strconcat(name, suffix, NULL);
    for (guint i = 0; i < axis->names->len; i++) {
        const hp_line_name *line = &g_array_index(axis->names, hp_line_name, i);
        int at = (int)line->line;
        if (strcmp(line->name, full) == 0)
            g_array_append_val(lines, at);
    }
    for (unsigned i = 0; axis->areas && i < axis->areas->n_areas; i++) {
        const hp_grid_area *area = &axis->areas->areas[i];
        const unsigned *edges = axis->rows ? area->rows : area->columns;
        for (int edge = 0; edge < 2; edge++) {
            int at = (int)edges[edge];
            if (names_edge(full, area->name, edge ? "-end" : "-start"))
                g_array_append_val(lines, at);
        }
    }
    g_array_sort(lines, compare_lines);
    guint kept = 0;
    for (guint i = 0; i < lines->len; i++)
        if (i == 0 || g_array_index(lines, int, i) != g_array_index(lines, int, kept - 1))
            g_array_index(lines, int, kept++) = g_array_index(lines, int, i);
    g_array_set_size(lines, kept);
    return lines;
}

/* The line that a <grid-line> without span means. All implicit lines have every
 * name. */
static int line_at(const hp_grid_axis *axis, const hp_grid_line *line, gboolean is_end)
{
    int last = (int)axis->n, number = line->number;
    if (!line->name)
        return number > 0 ? number - 1 : last + 1 + number;
    if (number == 0) {
        g_autoptr(GArray) edges = lines_named(axis, line->name, is_end ? "-end" : "-start");
        if (edges->len)
            return g_array_index(edges, int, 0);
        number = 1;
    }
    g_autoptr(GArray) lines = lines_named(axis, line->name, "");
    int count = (int)lines->len;
    if (number > 0)
        return number <= count ? g_array_index(lines, int, number - 1) : last + number - count;
    return -number <= count ? g_array_index(lines, int, count + number) : number + count;
}

/* The line that a span reaches from the opposite one. */
static int span_from(const hp_grid_axis *axis, const hp_grid_line *span, int from, int step)
{
    if (!span->name)
        return from + step * span->number;
    g_autoptr(GArray) lines = lines_named(axis, span->name, "");
    int left = span->number;
    for (guint i = 0; i < lines->len; i++) {
        int line = g_array_index(lines, int, step > 0 ? i : lines->len - 1 - i);
        if ((line - from) * step > 0 && --left == 0)
            return line;
    }
    int edge = step > 0 ? MAX((int)axis->n, from) : MIN(0, from);
    return edge + step * left;
}

static int auto_span(const hp_grid_line *start, const hp_grid_line *end)
{
    const hp_grid_line *span = start && start->span ? start : end && end->span ? end : NULL;
    return span && !span->name ? span->number : 1;
}

/* §8.3.1: conflicts. */
void hp_grid_axis_locate(const hp_grid_axis *axis, hp_grid_item *item)
{
    int a = axis->rows ? 1 : 0;
    const hp_grid_line *start = item->box->style->grid_lines[axis->rows ? 0 : 1];
    const hp_grid_line *end = item->box->style->grid_lines[axis->rows ? 2 : 3];
    gboolean has_start = start && !start->span, has_end = end && !end->span;
    item->placed[a] = has_start || has_end;
    int first = 0, last = auto_span(start, end);
    if (has_start)
        first = line_at(axis, start, FALSE);
    if (has_end)
        last = line_at(axis, end, TRUE);
    if (has_start && !has_end)
        last = end ? span_from(axis, end, first, 1) : first + 1;
    else if (has_end && !has_start)
        first = start ? span_from(axis, start, last, -1) : last - 1;
    if (first > last) {
        int swapped = first;
        first = last;
        last = swapped;
    }
    first = CLAMP(first, -HP_GRID_LIMIT, HP_GRID_LIMIT);
    item->start[a] = first;
    item->end[a] = CLAMP(last, first + 1, first + HP_GRID_LIMIT);
}
