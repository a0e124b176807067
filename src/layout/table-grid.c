#include "layout/table-grid.h"

#include <string.h>

#define COLUMNS_MAX 1000u

static int group_rank(const hp_box *group)
{
    return group->style->display == HP_DISPLAY_TABLE_HEADER_GROUP   ? 0
           : group->style->display == HP_DISPLAY_TABLE_FOOTER_GROUP ? 2
                                                                    : 1;
}

static void gather_rows(const hp_box *table, GPtrArray *rows, GArray *group_ends)
{
    for (int rank = 0; rank < 3; rank++)
        for (hp_box *group = table->first_child; group; group = group->next) {
            if (group->kind != HP_BOX_ROW_GROUP || group_rank(group) != rank)
                continue;
            for (hp_box *row = group->first_child; row; row = row->next)
                g_ptr_array_add(rows, row);
            for (guint end = rows->len; group_ends->len < end;)
                g_array_append_val(group_ends, end);
        }
}

/* The cells of one row, into the columns that longer cells above left free.
 * busy_until: per column, the first row that is free again. */
static void place_row(GArray *cells, hp_box *row, unsigned y, unsigned group_end, GArray *busy_until)
{
    unsigned x = 0;
    for (hp_box *cell = row->first_child; cell; cell = cell->next) {
        while (x < busy_until->len && g_array_index(busy_until, unsigned, x) > y)
            x++;
        if (x >= COLUMNS_MAX)
            return;
        hp_grid_cell place = {cell, y, x, (unsigned)cell->row_span, MIN((unsigned)cell->column_span, COLUMNS_MAX - x)};
        if (place.row_span == 0 || y + place.row_span > group_end)
            place.row_span = group_end - y;
        for (; place.column_span && x < place.column + place.column_span; x++) {
            if (busy_until->len <= x)
                g_array_set_size(busy_until, x + 1);
            g_array_index(busy_until, unsigned, x) = y + place.row_span;
        }
        g_array_append_val(cells, place);
    }
}

static void note_columns(hp_arena *arena, hp_table_grid *grid, const hp_box *table)
{
    grid->columns = hp_arena_make_array(arena, const hp_box *, grid->n_columns + 1);
    unsigned x = 0;
    for (const hp_box *box = table->first_child; box; box = box->next)
        if (box->kind == HP_BOX_COLUMN)
            for (int i = 0; i < box->column_span && x < grid->n_columns; i++)
                grid->columns[x++] = box;
}

/* ---- collapsed borders ---- */

/* §17.6.2.1: hidden beats all, then the wider, then the style; at a tie the
 * first (the cell's, then the row's, the group's, the column's, the table's). */
static gboolean border_wins(const hp_border *challenger, const hp_border *holder)
{
    static const int rank[] = {
        [HP_BORDER_NONE] = 0,   [HP_BORDER_INSET] = 1,  [HP_BORDER_GROOVE] = 2, [HP_BORDER_OUTSET] = 3,
        [HP_BORDER_RIDGE] = 4,  [HP_BORDER_DOTTED] = 5, [HP_BORDER_DASHED] = 6, [HP_BORDER_SOLID] = 7,
        [HP_BORDER_DOUBLE] = 8, [HP_BORDER_HIDDEN] = 9};
    if (challenger->style == HP_BORDER_HIDDEN || holder->style == HP_BORDER_HIDDEN)
        return holder->style != HP_BORDER_HIDDEN;
    if (challenger->width != holder->width)
        return challenger->width > holder->width;
    return rank[challenger->style] > rank[holder->style];
}

static void contend(hp_border *holder, const hp_box *box, hp_side side)
{
    if (box && border_wins(&box->style->border[side], holder))
        *holder = box->style->border[side];
}

typedef struct {
    const hp_table_grid *grid;
    const hp_box *table;
    const hp_grid_cell **at; /* n_rows × n_columns */
} collapser;

static const hp_grid_cell *cell_at(const collapser *c, long row, long column)
{
    if (row < 0 || column < 0 || row >= (long)c->grid->n_rows || column >= (long)c->grid->n_columns)
        return NULL;
    return c->at[(size_t)row * c->grid->n_columns + (size_t)column];
}

/* What row, row group, column and table say of one side of a cell. */
static void contend_outer(const collapser *c, hp_border *border, const hp_grid_cell *cell, hp_side side)
{
    const hp_table_grid *grid = c->grid;
    unsigned last_row = cell->row + cell->row_span - 1, last_column = cell->column + cell->column_span - 1;
    const hp_box *row = grid->rows[side == HP_BOTTOM ? last_row : cell->row], *group = row->parent;
    gboolean left = cell->column == 0, right = last_column + 1 == grid->n_columns;
    gboolean top = cell->row == 0, bottom = last_row + 1 == grid->n_rows;
    gboolean group_top = top || grid->rows[cell->row - 1]->parent != group;
    gboolean group_bottom = bottom || grid->rows[last_row + 1]->parent != group;
    gboolean outermost = side == HP_TOP ? top : side == HP_BOTTOM ? bottom : side == HP_LEFT ? left : right;
    if (side == HP_TOP || side == HP_BOTTOM || outermost)
        contend(border, row, side);
    if (side == HP_TOP ? group_top : side == HP_BOTTOM ? group_bottom : outermost)
        contend(border, group, side);
    if (side == HP_LEFT || side == HP_RIGHT || outermost)
        contend(border, grid->columns[side == HP_RIGHT ? last_column : cell->column], side);
    if (outermost)
        contend(border, c->table, side);
}

static hp_border resolve(const collapser *c, const hp_grid_cell *cell, hp_side side)
{
    static const hp_side opposite[] = {HP_BOTTOM, HP_LEFT, HP_TOP, HP_RIGHT};
    hp_border border = cell->box->style->border[side];
    long row = cell->row, column = cell->column;
    row += side == HP_TOP ? -1 : side == HP_BOTTOM ? (long)cell->row_span : 0;
    column += side == HP_LEFT ? -1 : side == HP_RIGHT ? (long)cell->column_span : 0;
    const hp_grid_cell *neighbour = cell_at(c, row, column);
    if (neighbour)
        contend(&border, neighbour->box, opposite[side]);
    contend_outer(c, &border, cell, side);
    if (neighbour)
        contend_outer(c, &border, neighbour, opposite[side]);
    /* Between two cells the one above or before draws the edge. */
    gboolean draws = !neighbour || side == HP_BOTTOM || side == HP_RIGHT;
    if (!draws || border.style == HP_BORDER_HIDDEN)
        border.width = 0;
    return border;
}

static void without_borders(hp_arena *arena, hp_box *box)
{
    hp_style *style = hp_arena_copy(arena, box->style, sizeof *style);
    for (int side = 0; side < 4; side++) {
        style->border[side].width = 0;
        style->padding[side] = HP_PX(0);
    }
    style->border_spacing_x = style->border_spacing_y = 0;
    box->style = style;
}

static void collapse_borders(hp_arena *arena, hp_table_grid *grid, hp_box *table)
{
    collapser c = {grid, table, NULL};
    g_autofree const hp_grid_cell **at = g_new0(const hp_grid_cell *, (size_t)grid->n_rows * grid->n_columns + 1);
    c.at = at;
    for (unsigned i = 0; i < grid->n_cells; i++) {
        const hp_grid_cell *cell = &grid->cells[i];
        for (unsigned y = cell->row; y < cell->row + cell->row_span; y++)
            for (unsigned x = cell->column; x < cell->column + cell->column_span; x++)
                at[(size_t)y * grid->n_columns + x] = cell;
    }
    g_autofree hp_style **styles = g_new0(hp_style *, grid->n_cells + 1);
    for (unsigned i = 0; i < grid->n_cells; i++) {
        styles[i] = hp_arena_copy(arena, grid->cells[i].box->style, sizeof(hp_style));
        for (int side = 0; side < 4; side++)
            styles[i]->border[side] = resolve(&c, &grid->cells[i], (hp_side)side);
    }
    for (unsigned i = 0; i < grid->n_cells; i++)
        grid->cells[i].box->style = styles[i];
    for (unsigned y = 0; y < grid->n_rows; y++) {
        without_borders(arena, grid->rows[y]);
        if (y == 0 || grid->rows[y]->parent != grid->rows[y - 1]->parent)
            without_borders(arena, grid->rows[y]->parent);
    }
    without_borders(arena, table);
}

void hp_table_grid_attach(hp_arena *arena, hp_box *table)
{
    g_autoptr(GPtrArray) rows = g_ptr_array_new();
    g_autoptr(GArray) group_ends = g_array_new(FALSE, FALSE, sizeof(guint));
    g_autoptr(GArray) cells = g_array_new(FALSE, FALSE, sizeof(hp_grid_cell));
    g_autoptr(GArray) busy_until = g_array_new(FALSE, TRUE, sizeof(unsigned));
    gather_rows(table, rows, group_ends);
    for (guint y = 0; y < rows->len; y++)
        place_row(cells, g_ptr_array_index(rows, y), y, g_array_index(group_ends, guint, y), busy_until);

    hp_table_grid *grid = hp_arena_make(arena, hp_table_grid);
    grid->rows = hp_arena_copy(arena, rows->pdata, rows->len * sizeof(gpointer));
    grid->n_rows = rows->len;
    grid->n_columns = busy_until->len;
    grid->cells = hp_arena_copy(arena, cells->data, cells->len * sizeof(hp_grid_cell));
    grid->n_cells = cells->len;
    note_columns(arena, grid, table);
    table->grid = grid;
    /* A table this large draws its borders apart: the map would not pay. */
    if (table->style->border_collapse && (size_t)grid->n_rows * grid->n_columns <= 4000000)
        collapse_borders(arena, grid, table);
}
