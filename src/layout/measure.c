/*
 * Measure: how large a part of a slide comes out.
 */
#include "layout/positioned.h"

/* The laid box of a node, whose place is counted from the root's corner. */
static const hp_laid *laid_find(const hp_laid *laid, const hp_node *node, unsigned depth)
{
    if (laid->kind == HP_LAID_BOX && laid->box && laid->box->node == node)
        return laid;
    if (depth > 400)
        return NULL;
    for (const hp_laid *child = laid->first_child; child; child = child->next) {
        const hp_laid *found = laid_find(child, node, depth + 1);
        if (found)
            return found;
    }
    return NULL;
}

gboolean hp_layout_measure(const hp_layout_context *context, hp_node *slide, const hp_node *part, double *width,
                           double *height)
{
    g_autoptr(hp_arena) arena = hp_arena_new();
    unsigned order = 0;
    hp_layout_context quiet = *context;
    quiet.diags = NULL;
    quiet.next_order = &order;
    quiet.math_macros = NULL;
    hp_layouter l = {&quiet, arena, context->page_height - 1};
    const hp_box *box = hp_box_build(&quiet, arena, slide, NULL, HP_ROLE_NONE);
    if (!box)
        return FALSE;
    hp_containing containing = {context->slide_width,
                                context->slide_height > 0 ? context->slide_height : HP_INDEFINITE};
    const hp_laid *laid = laid_find(hp_layout_block(&l, box, containing).laid, part, 0);
    if (!laid)
        return FALSE;
    *width = laid->rect.width;
    *height = laid->rect.height;
    return TRUE;
}
