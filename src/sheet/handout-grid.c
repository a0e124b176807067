#include "sheet/handout-grid.h"

/* Of a cell that a slide shares with lines below it. */
#define SLIDE_SHARE 0.6

static hp_handout_grid grid_try(unsigned columns, unsigned rows, gboolean lines, gboolean lines_below, hp_rect area,
                                double ratio, double gutter)
{
    hp_handout_grid grid = {columns, rows, lines, lines_below, 0, 0, gutter, area};
    double width = (area.width - gutter * (columns - 1)) / columns;
    double height = (area.height - gutter * (rows - 1)) / rows;
    if (lines && lines_below)
        height = (height - gutter) * SLIDE_SHARE;
    else if (lines)
        width = (width - gutter) / 2;
    grid.width = MAX(MIN(width, height * ratio), 1);
    grid.height = grid.width / ratio;
    return grid;
}

hp_handout_grid hp_handout_grid_fit(unsigned count, gboolean lines, hp_rect area, double width, double height,
                                    double gutter)
{
    hp_handout_grid best = {0};
    double ratio = width > 0 && height > 0 ? width / height : 1;
    for (unsigned columns = 1; columns <= count; columns++) {
        unsigned rows = (count + columns - 1) / columns;
        for (int below = 0; below <= (lines ? 1 : 0); below++) {
            hp_handout_grid grid = grid_try(columns, rows, lines, below, area, ratio, gutter);
            /* Rows before columns where both fit as well. */
            if (!best.columns || grid.width > best.width * 1.001)
                best = grid;
        }
    }
    return best;
}

hp_rect hp_handout_grid_place(const hp_handout_grid *grid, unsigned index, gboolean down, gboolean mirrored,
                              hp_rect *lines)
{
    unsigned column = down ? index / grid->rows : index % grid->columns;
    unsigned row = down ? index % grid->rows : index / grid->columns;
    double width = (grid->area.width - grid->gutter * (grid->columns - 1)) / grid->columns;
    double height = (grid->area.height - grid->gutter * (grid->rows - 1)) / grid->rows;
    if (mirrored)
        column = grid->columns - 1 - column;
    hp_rect cell = {grid->area.x + column * (width + grid->gutter), grid->area.y + row * (height + grid->gutter), width,
                    height};
    hp_rect slide = {cell.x + (width - grid->width) / 2, cell.y + (height - grid->height) / 2, grid->width,
                     grid->height};
    *lines = (hp_rect){0};
    if (grid->lines && grid->lines_below) {
        slide.y = cell.y;
        double top = slide.y + slide.height + grid->gutter;
        *lines = (hp_rect){slide.x, top, slide.width, cell.y + height - top};
    } else if (grid->lines) {
        double beside = width - grid->width - grid->gutter;
        slide.x = mirrored ? cell.x + width - grid->width : cell.x;
        *lines = (hp_rect){mirrored ? cell.x : slide.x + grid->width + grid->gutter, slide.y, beside, slide.height};
    }
    return slide;
}
