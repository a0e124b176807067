/*
 * Inline formatting: the lines of a block container. The steps are in
 * inline-collect.c, inline-break.c and inline-line.c.
 */
#include "layout/inline-internal.h"

static void number_lines(hp_laid *parent)
{
    unsigned count = 0;
    for (hp_laid *line = parent->first_child; line; line = line->next)
        line->line_index = count++;
    for (hp_laid *line = parent->first_child; line; line = line->next)
        line->line_count = count;
}

double hp_layout_inline(hp_layouter *l, const hp_box *box, hp_laid *parent, hp_point origin, double width,
                        hp_containing containing)
{
    const hp_inline *content = hp_inline_collect(l, box);
    g_autofree hp_atomic *atomics = g_new0(hp_atomic, content->n_items + 1);
    g_autoptr(GArray) pieces = g_array_new(FALSE, TRUE, sizeof(hp_item));
    g_autoptr(GPtrArray) open = g_ptr_array_new();
    hp_line_state state = {box, open};
    hp_line_content line = {.pieces = pieces};
    hp_line_cursor cursor = {0, 0};
    double indent = hp_length_resolve(box->style->text_indent, width);
    double y = 0;
    while (hp_line_take(l, content, &cursor, width - indent, containing, atomics, &line)) {
        hp_laid *laid = hp_line_place(l, content, &state, &line, indent, width);
        indent = 0;
        if (!laid)
            continue;
        laid->rect.x = origin.x;
        laid->rect.y = origin.y + y;
        y += laid->rect.height;
        hp_laid_append(parent, laid);
    }
    number_lines(parent);
    return y;
}
