/*
 * The steps of grid layout (CSS Grid 1):
 *
 *     grid-lines.c   track lists ─► explicit grid, its line names; lines that
 *                    items ask for (§7, §8.3)
 *     grid-place.c   automatic placement: every item gets its area (§8.5)
 *     grid-tracks.c  track sizes (§12)
 *     grid.c         items in their areas (§10, §11)
 *
 * Axis 0 counts columns, axis 1 rows. Lines are counted from 0; until all items
 * are placed that is the explicit grid's first line, and lines before it are
 * negative.
 */
#pragma once

#include "css/grid.h"
#include "layout/items.h"

/* Rows that automatic placement may make; what does not fit stands in the last. */
#define HP_GRID_ROWS_MAX 10000

typedef struct {
    const hp_box *box;
    int start[2], end[2];
    gboolean placed[2]; /* the line is known; else start is 0 and end the span */

    hp_edges margins;      /* auto: 0 */
    unsigned auto_margins; /* 1 << hp_side */
    hp_align justify, align;
    double width; /* border box; HP_INDEFINITE: its own */
    double shim;  /* above, so that baselines of a row meet */
    hp_laid *laid;
} hp_grid_item;

/* One axis of the explicit grid. */
typedef struct {
    GArray *sizes;                     /* hp_track_size */
    GArray *names;                     /* hp_line_name */
    unsigned n;                        /* explicit tracks, those of areas without size, too */
    unsigned repeat_first, repeat_end; /* tracks that auto-fit may collapse */
    const hp_track_list *automatic;    /* grid-auto-columns, grid-auto-rows; NULL: auto */
    const hp_grid_areas *areas;        /* NULL */
    gboolean rows;
    unsigned before, total; /* after placement: implicit tracks before the explicit ones; all tracks */
} hp_grid_axis;

/* available: the content box's size, HP_INDEFINITE when open. */
void hp_grid_axis_init(hp_grid_axis *axis, const hp_style *style, gboolean rows, double available, double gap);
void hp_grid_axis_clear(hp_grid_axis *axis);
/* The lines that an item's style asks for in this axis. */
void hp_grid_axis_locate(const hp_grid_axis *axis, hp_grid_item *item);
/* The size of a track of the finished grid. */
hp_track_size hp_grid_axis_size(const hp_grid_axis *axis, unsigned track);

/* Gives every item its area, with lines counted from the finished grid's first. */
void hp_grid_place(const hp_style *style, hp_grid_axis axes[2], hp_grid_item *items, unsigned n);

typedef struct {
    hp_track_size size;
    double base, limit;
    double place; /* from the first track's start */
    gboolean collapsed;
    double planned, incurred; /* while sizing */
} hp_grid_track;

/* What an item asks of the tracks it spans: sizes of its margin box. */
typedef struct {
    unsigned first, end;
    double minimum, min, max;
    gboolean flexible; /* spans a flexible track: set while sizing */
} hp_grid_demand;

typedef enum { HP_GRID_SIZED, HP_GRID_MIN_CONTENT, HP_GRID_MAX_CONTENT } hp_grid_constraint;

typedef struct {
    hp_grid_track *tracks;
    unsigned n;
    double gap;
    double available; /* HP_INDEFINITE: content decides */
    double least;     /* when content decides */
    hp_grid_constraint constraint;
    gboolean stretches; /* auto tracks take what is left */
    hp_grid_demand *demands;
    unsigned n_demands;
} hp_grid_sizing;

/* Sets base, the used size, of every track. */
void hp_grid_size_tracks(hp_grid_sizing *s);
/* The sizes of tracks from first to end and the gaps between them. */
double hp_grid_span(const hp_grid_track *tracks, unsigned first, unsigned end, double gap);
/* Whether a track grows with its content, and by the free space. */
gboolean hp_grid_is_flexible(const hp_grid_track *track);
