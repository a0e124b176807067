/*
 * A table's grid: which cell stands in which rows and columns (CSS 2.2 §17.5,
 * HTML §4.9.12), and collapsed borders (§17.6.2).
 */
#pragma once

#include "layout/box.h"

typedef struct {
    hp_box *box;
    unsigned row, column, row_span, column_span;
} hp_grid_cell;

typedef struct hp_table_grid {
    hp_box **rows; /* in visual order: header groups first, footer groups last */
    unsigned n_rows, n_columns;
    hp_grid_cell *cells;
    unsigned n_cells;
    const hp_box **columns; /* n_columns; NULL where no <col> speaks */
} hp_table_grid;

/* Makes the grid of a complete table. With border-collapse the cells get styles
 * whose borders are the ones that won, each edge drawn by the cell above or
 * before it; the table's own border goes to the cells at its edge. */
void hp_table_grid_attach(hp_arena *arena, hp_box *table);
