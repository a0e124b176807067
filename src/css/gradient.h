/*
 * Gradients: linear-gradient(), radial-gradient(), conic-gradient() and their
 * repeating forms (CSS Images 3 §3, 4 §3.3), as computed values. Where the stops stand in px is found
 * when the box they fill is known, by paint/.
 */
#pragma once

#include "css/style.h"

typedef enum { HP_GRADIENT_LINEAR, HP_GRADIENT_RADIAL, HP_GRADIENT_CONIC } hp_gradient_kind;

/* How far a radial gradient reaches (§3.2). */
typedef enum {
    HP_EXTENT_FARTHEST_CORNER,
    HP_EXTENT_FARTHEST_SIDE,
    HP_EXTENT_CLOSEST_CORNER,
    HP_EXTENT_CLOSEST_SIDE,
    HP_EXTENT_LENGTHS
} hp_gradient_extent;

typedef struct {
    gboolean is_hint; /* a place without a colour: where the middle colour stands */
    gboolean is_auto; /* no place was written */
    hp_color color;
    hp_length at; /* along the gradient line; percentages of its length, or of the turn */
} hp_gradient_stop;

struct hp_gradient {
    hp_gradient_kind kind;
    gboolean repeating;

    /* LINEAR: an angle, or the corner it runs to. */
    double angle;           /* degrees, 0 up, clockwise; CONIC: where the turn begins */
    int corner_x, corner_y; /* −1 left or top, 1 right or bottom; both 0: angle counts */

    /* RADIAL */
    gboolean circle;
    hp_gradient_extent extent;
    hp_length width, height; /* EXTENT_LENGTHS: the radii */
    hp_length x, y;          /* the centre, as background-position means it */

    const hp_gradient_stop *stops; /* at least two that are no hints, the first and the last among them */
    size_t n_stops;
};
