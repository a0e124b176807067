/*
 * Tables (CSS 2.2 §17.5): automatic and fixed column widths, row heights, cells
 * aligned in their rows, captions.
 */
#include "layout/layout-internal.h"
#include "layout/table-grid.h"

#include <math.h>

typedef struct {
    double min, max;
    double percent; /* 0: none */
    gboolean fixed; /* a length was given */
} column;

static double spacing_x(const hp_box *table)
{
    return table->style->border_collapse ? 0 : (double)table->style->border_spacing_x;
}

static double spacing_y(const hp_box *table)
{
    return table->style->border_collapse ? 0 : (double)table->style->border_spacing_y;
}

static double span_sum(const double *sizes, unsigned from, unsigned count, double spacing)
{
    double sum = 0;
    for (unsigned i = from; i < from + count; i++)
        sum += sizes[i];
    return sum + (count ? (count - 1) * spacing : 0);
}

/* ---- what columns ask for ---- */

static void note_width(column *c, hp_length width)
{
    if (width.kind != HP_LENGTH_FIXED || width.terms)
        return;
    if (hp_length_has_percent(width)) {
        c->percent = MAX(c->percent, (double)width.percent);
    } else {
        c->fixed = TRUE;
        c->max = MAX(c->min, (double)width.px);
    }
}

/* A cell over several columns widens them by what it lacks, in proportion to
 * what they ask for already (§17.5.2.2). */
static void widen_spanned(column *columns, const hp_grid_cell *cell, double min, double max, double spacing)
{
    double have_min = (cell->column_span - 1) * spacing, have_max = have_min;
    column *first = &columns[cell->column];
    for (unsigned i = 0; i < cell->column_span; i++) {
        have_min += first[i].min;
        have_max += first[i].max;
    }
    for (unsigned i = 0; i < cell->column_span; i++) {
        double share = have_max > 0 ? first[i].max / have_max : 1.0 / cell->column_span;
        if (max > have_max)
            first[i].max += (max - have_max) * share;
        if (min > have_min)
            first[i].min += (min - have_min) * share;
        first[i].max = MAX(first[i].max, first[i].min);
    }
}

static column *measure_columns(hp_layouter *l, const hp_box *table)
{
    const hp_table_grid *grid = table->grid;
    column *columns = g_new0(column, grid->n_columns + 1);
    for (unsigned i = 0; i < grid->n_cells; i++) {
        const hp_grid_cell *cell = &grid->cells[i];
        if (cell->column_span != 1)
            continue;
        double min, max;
        hp_intrinsic_widths(l, cell->box, &min, &max);
        column *c = &columns[cell->column];
        c->min = MAX(c->min, min);
        c->max = MAX(c->max, MAX(min, max));
        if (hp_length_has_percent(cell->box->style->width))
            note_width(c, cell->box->style->width);
        else if (cell->box->style->width.kind == HP_LENGTH_FIXED)
            c->fixed = TRUE;
    }
    for (unsigned i = 0; i < grid->n_columns; i++)
        if (grid->columns[i])
            note_width(&columns[i], grid->columns[i]->style->width);
    for (unsigned i = 0; i < grid->n_cells; i++) {
        const hp_grid_cell *cell = &grid->cells[i];
        if (cell->column_span < 2)
            continue;
        double min, max;
        hp_intrinsic_widths(l, cell->box, &min, &max);
        widen_spanned(columns, cell, min, max, spacing_x(table));
    }
    return columns;
}

static double frame_width(const hp_box *table)
{
    hp_edges borders = hp_used_borders(table->style), padding = hp_used_padding(table->style, 0);
    return borders.left + borders.right + padding.left + padding.right;
}

static double gaps(const hp_box *table)
{
    return table->grid->n_columns ? (table->grid->n_columns + 1) * spacing_x(table) : 0;
}

void hp_table_intrinsic_widths(hp_layouter *l, hp_box *table, double *min_content, double *max_content)
{
    g_autofree column *columns = measure_columns(l, table);
    double min = gaps(table), max = min, frame = frame_width(table), caption_min = 0;
    for (unsigned i = 0; i < table->grid->n_columns; i++) {
        min += columns[i].min;
        max += columns[i].max;
    }
    for (const hp_box *child = table->first_child; child; child = child->next) {
        double child_min, child_max;
        if (!child->is_caption)
            continue;
        hp_intrinsic_widths(l, child, &child_min, &child_max);
        caption_min = MAX(caption_min, child_min);
    }
    *min_content = MAX(MAX(hp_used_width(table->style, min, HP_INDEFINITE, frame), min) + frame, caption_min);
    *max_content = MAX(MAX(hp_used_width(table->style, max, HP_INDEFINITE, frame), min) + frame, caption_min);
}

/* ---- what columns get ---- */

static void share_out(const column *columns, double *widths, unsigned n, double room, double min_sum, double max_sum)
{
    double percent_sum = 0;
    for (unsigned i = 0; i < n; i++)
        percent_sum += columns[i].percent;
    if (room < max_sum - 0.01 && percent_sum <= 0) {
        double part = max_sum > min_sum ? (room - min_sum) / (max_sum - min_sum) : 0;
        for (unsigned i = 0; i < n; i++)
            widths[i] = columns[i].min + (columns[i].max - columns[i].min) * MAX(part, 0);
        return;
    }
    /* Percentages first, then the rest in proportion to what it asks for; fixed
     * columns grow only when there are no others. */
    double taken = 0, flexible = 0, asked = 0, least = 0;
    unsigned n_auto = 0;
    for (unsigned i = 0; i < n; i++)
        least += columns[i].percent > 0 ? 0 : columns[i].min;
    /* They leave the others as much as those cannot do without. */
    double part = percent_sum > 0 ? MIN(MIN(percent_sum, 100) * room / 100, MAX(room - least, 0)) / percent_sum : 0;
    for (unsigned i = 0; i < n; i++) {
        if (columns[i].percent > 0) {
            widths[i] = MAX(columns[i].min, columns[i].percent * part);
            taken += widths[i];
            continue;
        }
        asked += columns[i].max;
        if (!columns[i].fixed) {
            flexible += columns[i].max;
            n_auto++;
        }
    }
    double rest = room - taken;
    for (unsigned i = 0; i < n; i++) {
        if (columns[i].percent > 0)
            continue;
        if (rest < asked)
            widths[i] =
                columns[i].min +
                (asked > least ? (columns[i].max - columns[i].min) * MAX(rest - least, 0) / (asked - least) : 0);
        else if (n_auto)
            widths[i] =
                columns[i].max +
                (columns[i].fixed ? 0 : (rest - asked) * (flexible > 0 ? columns[i].max / flexible : 1.0 / n_auto));
        else
            widths[i] = columns[i].max + (asked > 0 ? (rest - asked) * columns[i].max / asked : 0);
    }
}

/* §17.5.2.1: the first row and <col> decide. */
static void fixed_widths(const hp_box *table, double *widths, double room)
{
    const hp_table_grid *grid = table->grid;
    unsigned open = 0;
    double taken = 0;
    for (unsigned i = 0; i < grid->n_columns; i++) {
        widths[i] = NAN;
        if (grid->columns[i] && grid->columns[i]->style->width.kind == HP_LENGTH_FIXED)
            widths[i] = hp_length_resolve(grid->columns[i]->style->width, room);
    }
    for (unsigned i = 0; i < grid->n_cells && grid->cells[i].row == 0; i++) {
        const hp_grid_cell *cell = &grid->cells[i];
        if (cell->box->style->width.kind == HP_LENGTH_FIXED)
            for (unsigned x = 0; x < cell->column_span; x++)
                if (isnan(widths[cell->column + x]))
                    widths[cell->column + x] = hp_length_resolve(cell->box->style->width, room) / cell->column_span;
    }
    for (unsigned i = 0; i < grid->n_columns; i++) {
        open += isnan(widths[i]);
        taken += isnan(widths[i]) ? 0 : widths[i];
    }
    for (unsigned i = 0; i < grid->n_columns; i++)
        if (isnan(widths[i]))
            widths[i] = MAX(room - taken, 0) / open;
}

/* A column that asks for less than this part of an even share gets it. */
#define SMALL_PART 0.6

/* On the pages of a document, names, dates and numbers stay on one line beside
 * columns of text: what such a column asks for is not up for sharing. Slides are
 * set as browsers set them. */
static double keep_small(column *columns, unsigned n, double room)
{
    double min_sum = 0, small_sum = 0;
    for (unsigned i = 0; i < n; i++) {
        gboolean small = columns[i].max <= room / n * SMALL_PART;
        min_sum += columns[i].min;
        small_sum += small ? columns[i].max : columns[i].min;
    }
    if (small_sum > room)
        return min_sum;
    for (unsigned i = 0; i < n; i++)
        if (columns[i].max <= room / n * SMALL_PART)
            columns[i].min = columns[i].max;
    return small_sum;
}

#define SQUEEZE_STEPS 32

/* Words that may be broken do not make a table wider than its place: the columns
 * that ask for most give way, all to one width, and the others stay as they are. */
static double squeeze(column *columns, unsigned n, double room)
{
    double low = 0, high = room, sum = 0;
    for (int step = 0; step < SQUEEZE_STEPS; step++) {
        double middle = (low + high) / 2;
        sum = 0;
        for (unsigned i = 0; i < n; i++)
            sum += MIN(columns[i].min, middle);
        if (sum > room)
            high = middle;
        else
            low = middle;
    }
    sum = 0;
    for (unsigned i = 0; i < n; i++) {
        columns[i].min = MIN(columns[i].min, low);
        sum += columns[i].min;
    }
    return sum;
}

/* How far from the page's edge a table ends. */
#define PAGE_EDGE 8.0

double hp_layout_table_margin(const hp_layout_context *context, double available)
{
    if (context->slide_width <= 0 || available < context->slide_width - 0.01)
        return 0;
    return MAX((context->page_width - context->slide_width) / 2 - PAGE_EDGE, 0);
}

/* The columns' widths; returns the table's border-box width. */
static double column_widths(hp_layouter *l, const hp_box *table, double available, double basis, double *widths)
{
    const hp_table_grid *grid = table->grid;
    g_autofree column *columns = measure_columns(l, table);
    double frame = frame_width(table), min_sum = 0, max_sum = 0;
    for (unsigned i = 0; i < grid->n_columns; i++) {
        min_sum += columns[i].min;
        max_sum += columns[i].max;
    }
    double around = gaps(table);
    double most = available + hp_layout_table_margin(l->context, available) - frame;
    if (table->style->overflow_wrap != HP_OVERFLOW_WRAP_NORMAL && min_sum + around > most)
        min_sum = squeeze(columns, grid->n_columns, MAX(most - around, 0));
    else if (l->context->plan && max_sum + around > available - frame)
        min_sum = keep_small(columns, grid->n_columns, available - frame - around);
    double natural = MIN(MAX(min_sum + around, available - frame), max_sum + around);
    /* A percentage asks for a table in which it comes out right. */
    for (unsigned i = 0; i < grid->n_columns; i++)
        if (columns[i].percent > 0)
            natural =
                MIN(MAX(natural, columns[i].max * 100 / columns[i].percent), MAX(available - frame, min_sum + around));
    double width = hp_used_width(table->style, natural, basis, frame);
    if (table->style->table_layout_fixed && !hp_length_is_auto(table->style->width)) {
        fixed_widths(table, widths, MAX(width - around, 0));
        return MAX(width, span_sum(widths, 0, grid->n_columns, 0) + around) + frame;
    }
    width = MAX(width, min_sum + around);
    share_out(columns, widths, grid->n_columns, width - around, min_sum, max_sum);
    return width + frame;
}

/* ---- rows ---- */

typedef struct {
    hp_layouter *l;
    const hp_box *table;
    double *widths, *heights, *baselines;
    hp_laid **cells;    /* by index in the grid */
    unsigned next_cell; /* the first that has no place yet */
} table_maker;

static gboolean on_baseline(const hp_box *cell)
{
    hp_vertical_align align = cell->style->vertical_align;
    return align != HP_VERTICAL_ALIGN_TOP && align != HP_VERTICAL_ALIGN_MIDDLE && align != HP_VERTICAL_ALIGN_BOTTOM;
}

static void layout_cells(table_maker *m)
{
    const hp_table_grid *grid = m->table->grid;
    for (unsigned i = 0; i < grid->n_cells; i++) {
        const hp_grid_cell *cell = &grid->cells[i];
        double width = span_sum(m->widths, cell->column, cell->column_span, spacing_x(m->table));
        hp_containing inner = {width, HP_INDEFINITE};
        m->cells[i] = hp_layout_block_sized(m->l, cell->box, width, inner).laid;
        if (on_baseline(cell->box) && !isnan(m->cells[i]->first_baseline))
            m->baselines[cell->row] = MAX(m->baselines[cell->row], m->cells[i]->first_baseline);
    }
}

/* How far a cell's content goes down to stand on its row's baseline. */
static double baseline_shift(const table_maker *m, unsigned i)
{
    const hp_grid_cell *cell = &m->table->grid->cells[i];
    if (!on_baseline(cell->box) || isnan(m->cells[i]->first_baseline))
        return 0;
    return m->baselines[cell->row] - m->cells[i]->first_baseline;
}

static void row_heights(table_maker *m)
{
    const hp_table_grid *grid = m->table->grid;
    for (unsigned y = 0; y < grid->n_rows; y++)
        m->heights[y] = hp_used_height(grid->rows[y]->style, 0, HP_INDEFINITE, 0);
    for (unsigned i = 0; i < grid->n_cells; i++)
        if (grid->cells[i].row_span == 1)
            m->heights[grid->cells[i].row] =
                MAX(m->heights[grid->cells[i].row], m->cells[i]->rect.height + baseline_shift(m, i));
    /* What a cell over several rows still needs goes to its last row. */
    for (unsigned i = 0; i < grid->n_cells; i++) {
        const hp_grid_cell *cell = &grid->cells[i];
        if (cell->row_span < 2)
            continue;
        double lacks = m->cells[i]->rect.height + baseline_shift(m, i) -
                       span_sum(m->heights, cell->row, cell->row_span, spacing_y(m->table));
        if (lacks > 0)
            m->heights[cell->row + cell->row_span - 1] += lacks;
    }
}

/* Makes a cell as tall as its rows and moves its content (§17.5.3). */
static void stretch_cell(table_maker *m, unsigned i)
{
    const hp_grid_cell *cell = &m->table->grid->cells[i];
    hp_laid *laid = m->cells[i];
    double height = span_sum(m->heights, cell->row, cell->row_span, spacing_y(m->table));
    double spare = height - laid->rect.height, shift = baseline_shift(m, i);
    if (cell->box->style->vertical_align == HP_VERTICAL_ALIGN_MIDDLE)
        shift = spare / 2;
    else if (cell->box->style->vertical_align == HP_VERTICAL_ALIGN_BOTTOM)
        shift = spare;
    laid->rect.height = height;
    for (hp_laid *child = laid->first_child; child; child = child->next)
        child->rect.y += shift;
    laid->first_baseline += shift;
    laid->baseline += shift;
}

static void place_row(table_maker *m, hp_laid *row, unsigned y, gboolean rtl)
{
    const hp_table_grid *grid = m->table->grid;
    double gap = spacing_x(m->table);
    /* Cells are in row order, and rows are placed in that order, too. */
    for (unsigned i = m->next_cell; i < grid->n_cells && grid->cells[i].row == y; i++) {
        const hp_grid_cell *cell = &grid->cells[i];
        m->next_cell = i + 1;
        stretch_cell(m, i);
        hp_laid *laid = m->cells[i];
        double x = cell->column ? span_sum(m->widths, 0, cell->column, gap) + gap : 0;
        laid->rect.x = rtl ? row->rect.width - x - laid->rect.width : x;
        laid->rect.y = 0;
        hp_laid_append(row, laid);
        if (isnan(row->first_baseline) && !isnan(laid->first_baseline))
            row->first_baseline = row->baseline = laid->first_baseline;
    }
}

/* Rows in their groups; returns the height of all. */
static double place_rows(table_maker *m, hp_laid *laid, hp_point origin, double width)
{
    const hp_table_grid *grid = m->table->grid;
    gboolean rtl = m->table->style->direction == HP_DIRECTION_RTL;
    double gap = spacing_y(m->table), y = gap;
    hp_laid *group = NULL;
    for (unsigned i = 0; i < grid->n_rows; i++) {
        const hp_box *box = grid->rows[i];
        if (!group || group->box != box->parent) {
            group = hp_laid_make(m->l, HP_LAID_BOX, box->parent, box->parent->style, box->parent->meaning);
            group->rect = (hp_rect){origin.x + spacing_x(m->table), origin.y + y, width, 0};
            hp_laid_append(laid, group);
        }
        hp_laid *row = hp_laid_make(m->l, HP_LAID_BOX, box, box->style, box->meaning);
        row->rect = (hp_rect){0, origin.y + y - group->rect.y, width, m->heights[i]};
        place_row(m, row, i, rtl);
        hp_laid_append(group, row);
        if (isnan(laid->first_baseline) && !isnan(row->first_baseline))
            laid->first_baseline = laid->baseline = origin.y + y + row->first_baseline;
        group->rect.height = row->rect.y + row->rect.height;
        y += m->heights[i] + gap;
    }
    return grid->n_rows ? y : 0;
}

static hp_laid *layout_grid(hp_layouter *l, const hp_box *table, double available, hp_containing containing)
{
    const hp_table_grid *grid = table->grid;
    g_autofree double *widths = g_new0(double, grid->n_columns + 1);
    g_autofree double *heights = g_new0(double, grid->n_rows + 1);
    g_autofree double *baselines = g_new0(double, grid->n_rows + 1);
    g_autofree hp_laid **cells = g_new0(hp_laid *, grid->n_cells + 1);
    hp_laid *laid = hp_laid_make(l, HP_LAID_BOX, table, table->style, table->meaning);
    laid->rect.width = column_widths(l, table, available, containing.width, widths);

    table_maker m = {l, table, widths, heights, baselines, cells, 0};
    layout_cells(&m);
    row_heights(&m);
    hp_edges frame = hp_edges_add(hp_used_borders(table->style), hp_used_padding(table->style, containing.width));
    double width = laid->rect.width - frame.left - frame.right - 2 * spacing_x(table);
    double height = place_rows(&m, laid, (hp_point){frame.left, frame.top}, MAX(width, 0));
    laid->rect.height = MAX(hp_used_height(table->style, height, containing.height, frame.top + frame.bottom), height) +
                        frame.top + frame.bottom;
    return laid;
}

static void add_caption(hp_layouter *l, hp_laid *wrapper, const hp_box *caption)
{
    hp_containing inner = {wrapper->rect.width, HP_INDEFINITE};
    hp_edges margins = hp_used_margins(caption->style, inner.width);
    hp_laid *laid = hp_layout_block_sized(l, caption, MAX(inner.width - margins.left - margins.right, 0), inner).laid;
    laid->rect.x = margins.left;
    laid->rect.y = wrapper->rect.height + margins.top;
    wrapper->rect.height += laid->rect.height + margins.top + margins.bottom;
    hp_laid_append(wrapper, laid);
}

hp_laid *hp_layout_table(hp_layouter *l, const hp_box *box, double available_width, hp_containing containing)
{
    hp_laid *table = layout_grid(l, box, available_width, containing);
    gboolean has_caption = FALSE;
    for (const hp_box *child = box->first_child; child; child = child->next)
        has_caption |= child->is_caption;
    if (!has_caption)
        return table;
    /* The table wrapper box (§17.4) holds captions above and below. */
    const hp_style *style = hp_style_anonymous(l->arena, box->style, HP_DISPLAY_BLOCK);
    hp_laid *wrapper = hp_laid_make(l, HP_LAID_BOX, box, style, box->meaning);
    wrapper->rect.width = table->rect.width;
    for (const hp_box *child = box->first_child; child; child = child->next)
        if (child->is_caption && !child->style->caption_bottom)
            add_caption(l, wrapper, child);
    table->rect.y = wrapper->rect.height;
    wrapper->rect.height += table->rect.height;
    if (!isnan(table->first_baseline))
        wrapper->first_baseline = wrapper->baseline = table->rect.y + table->first_baseline;
    hp_laid_append(wrapper, table);
    for (const hp_box *child = box->first_child; child; child = child->next)
        if (child->is_caption && child->style->caption_bottom)
            add_caption(l, wrapper, child);
    return wrapper;
}
