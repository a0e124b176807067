/*
 * Basic shapes (CSS Shapes 1 §3) as clip-path has them, as computed values:
 * percentages are of the border box, which is the only reference box there is.
 */
#pragma once

#include "css/style.h"

typedef enum { HP_SHAPE_INSET, HP_SHAPE_CIRCLE, HP_SHAPE_ELLIPSE, HP_SHAPE_POLYGON } hp_shape_kind;
typedef enum { HP_SHAPE_LENGTH, HP_SHAPE_CLOSEST_SIDE, HP_SHAPE_FARTHEST_SIDE } hp_shape_extent;

/* A radius: along x or y; of a circle one for both. */
typedef struct {
    hp_shape_extent extent;
    hp_length length;
} hp_shape_radius;

typedef struct {
    hp_length x, y;
} hp_shape_point;

typedef struct hp_shape {
    hp_shape_kind kind;
    hp_length inset[4];  /* INSET: top, right, bottom, left */
    hp_length corner[4]; /* INSET: radii of the corners, clockwise from top left */
    hp_shape_radius radius[2];
    hp_shape_point center; /* CIRCLE, ELLIPSE */
    const hp_shape_point *points;
    size_t n_points;
    gboolean even_odd; /* POLYGON */
} hp_shape;
