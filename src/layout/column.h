/*
 * Column: a styled tree of our own laid out at a width, to be put where a sheet
 * has room for it, whole or in pieces.
 *
 * What is fixed to the page has none here and is left out. Everything is in the
 * arena.
 */
#pragma once

#include "layout/layout.h"

typedef struct hp_column hp_column;

/* width: of the border box, px. role: of the whole; HP_ROLE_ARTIFACT keeps all of
 * it from readers. NULL when the tree has no box. */
const hp_column *hp_column_make(const hp_layout_context *context, hp_arena *arena, hp_node *node, double width,
                                hp_role role);
double hp_column_height(const hp_column *column);

/* A part of a column: what fits into one room. */
typedef struct {
    double height;
    const void *cut; /* layout's own */
} hp_column_piece;

/* The pieces for a room of this height and then for rooms of another, as pages
 * are broken. Never empty. A picture or row that fits no room sticks out. */
GArray *hp_column_cut(const hp_column *column, double first_room, double room);

/* The fragments of a piece, its top left corner at x, y. piece NULL: of all. */
const hp_fragment *hp_column_emit(const hp_column *column, const hp_column_piece *piece, double x, double y);
