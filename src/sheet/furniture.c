#include "sheet/furniture.h"

#include <string.h>

char *hp_furniture_slide_text(const hp_tree *tree, const hp_tree_slide *slide, const char *format)
{
    /* A slide that is not counted repeats the number of the last that is. */
    unsigned step = slide->uncounted ? 0 : 1;
    if (strcmp(format, "c/t") == 0)
        return g_strdup_printf("%u / %zu", slide->past + step, tree->n_counted);
    if (strcmp(format, "c") == 0 || tree->is_flat)
        return g_strdup_printf("%u", slide->past + step);
    if (slide->source->in_stack)
        return g_strdup_printf("%u%s%u", slide->horizontal + step, strcmp(format, "h/v") == 0 ? "/" : ".",
                               slide->vertical + 1);
    return g_strdup_printf("%u", slide->horizontal + step);
}

/* An element with a text, styled as a child of parent. The parent does not know
 * it: its memory goes with the slide's arena, before the tree's. */
static hp_node *make_styled(hp_arena *arena, hp_cascade *cascade, hp_node *parent, const char *classes,
                            const char *text)
{
    hp_node *node = hp_node_make_element(arena, "div", 0);
    hp_node_set_attribute(arena, node, "class", classes);
    hp_node_append(node, hp_node_make_text(arena, text, strlen(text), 0));
    node->parent = parent;
    hp_cascade_apply(cascade, node, parent->style);
    return node;
}

/* The distance that `right` or `bottom` names, or what reveal.css says. */
static double inset_of(const hp_node *node, hp_side side, double basis, double otherwise)
{
    hp_length inset = node->style->inset[side];
    return inset.kind == HP_LENGTH_FIXED ? hp_length_resolve(inset, basis) : otherwise;
}

const hp_fragment *hp_furniture_slide_number(const hp_layout_context *layout, hp_arena *arena, hp_cascade *cascade,
                                             const hp_tree *tree, const hp_tree_slide *slide, const char *format)
{
    g_autofree char *text = hp_furniture_slide_text(tree, slide, format);
    hp_node *node = make_styled(arena, cascade, tree->reveal, "slide-number", text);
    /* reveal.js keeps printed pages one px lower than the paper. */
    double bottom = inset_of(node, HP_BOTTOM, layout->page_height, 8) + 1;
    return hp_layout_furniture(layout, arena, node, inset_of(node, HP_RIGHT, layout->page_width, 8), bottom);
}
