/*
 * Grid values (CSS Grid 1 §7, §8): track lists, named areas, grid lines.
 *
 * Computed values, immutable, in the cascade's arena. Where a property has its
 * initial value (none, or auto), hp_style holds NULL.
 */
#pragma once

#include "css/style.h"

/* Neither a grid nor a repeat() has more lines than this; what asks for more is
 * cut (§5.4). */
#define HP_GRID_LIMIT 1000

typedef enum {
    HP_TRACK_LENGTH, /* px and percentages */
    HP_TRACK_FLEX,   /* fr */
    HP_TRACK_AUTO,
    HP_TRACK_MIN_CONTENT,
    HP_TRACK_MAX_CONTENT
} hp_track_kind;

typedef struct {
    hp_track_kind kind;
    hp_length length;
    float flex;
} hp_track_breadth;

/* minmax(min, max). fit-content(x) is minmax(auto, max-content) that stops
 * growing at x. */
typedef struct {
    hp_track_breadth min, max;
    gboolean fits;
    hp_length limit; /* fits */
} hp_track_size;

typedef struct {
    const char *name;
    unsigned line; /* 0: before the part's first track */
} hp_line_name;

/* A row of tracks and the names of the lines between them. */
typedef struct {
    const hp_track_size *sizes;
    unsigned n_sizes;
    const hp_line_name *names;
    unsigned n_names;
} hp_track_part;

/* A track list: what stands before, in and after repeat(auto-fill | auto-fit).
 * repeat(3, …) is written out. */
typedef struct hp_track_list {
    hp_track_part before, repeat, after;
    gboolean collapses; /* auto-fit: empty repeated tracks go */
} hp_track_list;

typedef struct {
    const char *name;
    unsigned rows[2], columns[2]; /* start and end line, from 0 */
} hp_grid_area;

typedef struct hp_grid_areas {
    const char *const *strings; /* as written, one a row */
    unsigned rows, columns;
    const hp_grid_area *areas;
    unsigned n_areas;
} hp_grid_areas;

/* A <grid-line>: number 0 with a name alone; span: number counts tracks. */
typedef struct hp_grid_line {
    gboolean span;
    int number;
    const char *name; /* NULL: none */
} hp_grid_line;
