#include "layout/column.h"

#include "layout/positioned.h"

#include <math.h>

struct hp_column {
    hp_layout_context context;
    hp_arena *arena;
    hp_laid *root;
};

static hp_layouter layouter_of(const hp_column *column)
{
    return (hp_layouter){&column->context, column->arena, column->context.page_height};
}

const hp_column *hp_column_make(const hp_layout_context *context, hp_arena *arena, hp_node *node, double width,
                                hp_role role)
{
    hp_column *column = hp_arena_make(arena, hp_column);
    column->context = *context;
    column->arena = arena;
    hp_layouter l = layouter_of(column);
    const hp_box *box = hp_box_build(context, arena, node, NULL, role);
    if (!box)
        return NULL;
    column->root = hp_layout_block_sized(&l, box, width, (hp_containing){width, HP_INDEFINITE}).laid;
    column->root->rect.x = column->root->rect.y = 0;
    if (box->positioned)
        hp_positioned_place(&l, column->root);
    return column;
}

double hp_column_height(const hp_column *column)
{
    return column->root->rect.height;
}

GArray *hp_column_cut(const hp_column *column, double first_room, double room)
{
    hp_page_frame frame = {.room = {{0, first_room}, {0, room}, {0, room}}, .columns = 1};
    g_autoptr(GArray) cuts = hp_paginate_frame(column->root, &frame, NULL);
    GArray *pieces = g_array_sized_new(FALSE, FALSE, sizeof(hp_column_piece), cuts->len);
    for (guint i = 0; i < cuts->len; i++) {
        const hp_page_cut *cut = &g_array_index(cuts, hp_page_cut, i);
        double end = isfinite(cut->end) ? cut->end : column->root->rect.height;
        hp_column_piece piece = {end + cut->shift, hp_arena_copy(column->arena, cut, sizeof *cut)};
        g_array_append_val(pieces, piece);
    }
    return pieces;
}

const hp_fragment *hp_column_emit(const hp_column *column, const hp_column_piece *piece, double x, double y)
{
    hp_layouter l = layouter_of(column);
    hp_page_cut cut = {-INFINITY, INFINITY, 0, INFINITY};
    if (piece)
        cut = *(const hp_page_cut *)piece->cut;
    cut.shift += y;
    cut.head_shift += y;
    return hp_emit_page(&l, column->root, &cut, x, NULL);
}
