#include "layout/foot.h"

static void ends_collect(GHashTable *bottoms, hp_arena *arena, const hp_laid *laid, double y)
{
    if (laid->kind == HP_LAID_BOX && laid->box->node && laid->box->node->id &&
        !g_hash_table_contains(bottoms, laid->box->node->id)) {
        double bottom = y + laid->rect.height;
        g_hash_table_insert(bottoms, (gpointer)laid->box->node->id, hp_arena_copy(arena, &bottom, sizeof bottom));
    }
    for (const hp_laid *child = laid->first_child; child; child = child->next)
        ends_collect(bottoms, arena, child, y + child->rect.y);
}

gboolean hp_foot_make(hp_page_maker *m, double width, hp_foot *foot)
{
    hp_layouter *l = m->l;
    const hp_node *notes = m->slide->notes;
    const hp_box *box = notes ? hp_box_build(m->context, l->arena, notes, m->slide->title, HP_ROLE_NONE) : NULL;
    *foot = (hp_foot){0};
    if (!box)
        return FALSE;
    hp_laid *column = hp_layout_block(l, box, (hp_containing){width, HP_INDEFINITE}).laid;
    if (box->positioned)
        hp_positioned_place(l, column);
    hp_edges margins = hp_used_margins(box->style, width);
    foot->frame = hp_edges_add(hp_used_borders(box->style), hp_used_padding(box->style, width));
    foot->below = MAX(margins.bottom, 0);
    foot->notes = (hp_notes){.column = column,
                             .bottoms = g_hash_table_new(g_str_hash, g_str_equal),
                             .from = foot->frame.top,
                             .at = foot->frame.top,
                             .around = MAX(margins.top, 0) + foot->frame.top + foot->frame.bottom + foot->below};
    ends_collect(foot->notes.bottoms, l->arena, column, 0);
    return TRUE;
}

void hp_foot_clear(hp_foot *foot)
{
    g_clear_pointer(&foot->notes.bottoms, g_hash_table_unref);
}

double hp_foot_height(const hp_foot *foot)
{
    return foot->notes.column->rect.height - foot->frame.top - foot->frame.bottom + foot->notes.around;
}

void hp_foot_add(const hp_foot *foot, hp_layouter *l, GPtrArray *parts, const hp_page_cut *cut, double x, double bottom)
{
    double height = cut->notes_to - cut->notes_from;
    if (!foot->notes.column || height <= 0)
        return;
    double top = bottom - foot->below - foot->frame.bottom - height;
    hp_page_cut place = {cut->notes_from, cut->notes_to, top - cut->notes_from, cut->notes_to};
    const hp_fragment *made = hp_emit_page(l, foot->notes.column, &place, x + foot->notes.column->rect.x, NULL);
    hp_fragment *whole = hp_arena_copy(l->arena, made, sizeof *made);
    whole->open_sides = 0;
    whole->rect.y = top - foot->frame.top;
    whole->rect.height = height + foot->frame.top + foot->frame.bottom;
    g_ptr_array_add(parts, whole);
}
