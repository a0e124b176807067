#include "layout/box.h"

static const char *const kind_names[] = {"block", "inline",    "text", "break",  "replaced",
                                         "table", "row-group", "row",  "column", "ruby"};

static void dump(GString *out, const hp_box *box, int depth)
{
    g_string_append_printf(out, "%*s%s", depth * 2, "", kind_names[box->kind]);
    if (box->node && box->node->tag)
        g_string_append_printf(out, " %s", box->node->tag);
    if (box->node && box->node->id)
        g_string_append_printf(out, "#%s", box->node->id);
    if (!box->node && box->kind == HP_BOX_BLOCK)
        g_string_append(out, " (anonymous)");
    if (box->is_cell)
        g_string_append(out, " cell");
    if (box->is_caption)
        g_string_append(out, " caption");
    if (box->inline_level && (box->kind == HP_BOX_BLOCK || box->kind == HP_BOX_TABLE))
        g_string_append(out, " inline-level");
    if (box->kind == HP_BOX_INLINE && !(box->starts && box->ends))
        g_string_append(out, box->starts ? " first-part" : box->ends ? " last-part" : " middle-part");
    if (box->marker)
        g_string_append_printf(out, " marker \"%s\"", box->marker->text ? box->marker->text : "shape");
    if (box->kind == HP_BOX_TEXT) {
        g_autofree char *text = g_strescape(box->text, NULL);
        g_string_append_printf(out, " \"%s\"", text);
    }
    g_string_append_c(out, '\n');
    for (const hp_box *child = box->first_child; child; child = child->next)
        dump(out, child, depth + 1);
}

char *hp_box_dump(const hp_box *box)
{
    GString *out = g_string_new(NULL);
    if (box)
        dump(out, box, 0);
    return g_string_free(out, FALSE);
}
