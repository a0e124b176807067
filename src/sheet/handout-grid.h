/*
 * Grid: where slides stand on a sheet. Plain geometry, px of the paper.
 */
#pragma once

#include "base/geometry.h"

typedef struct {
    unsigned columns, rows;
    gboolean lines;       /* beside or below each slide is room to write */
    gboolean lines_below; /* … below */
    double width, height; /* of a slide */
    double gutter;
    hp_rect area;
} hp_handout_grid;

/* As large as count slides of this proportion fit into the area. */
hp_handout_grid hp_handout_grid_fit(unsigned count, gboolean lines, hp_rect area, double width, double height,
                                    double gutter);

/* The places of the slide with this index: across first, or down; right to left
 * when mirrored. *lines: where to write, empty without lines. */
hp_rect hp_handout_grid_place(const hp_handout_grid *grid, unsigned index, gboolean down, gboolean mirrored,
                              hp_rect *lines);
