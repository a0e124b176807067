/*
 * Formulas in several lines: which breaks to take, and lines under one another.
 */
#include "math/set-internal.h"

/* Of lines after the first, and between lines, in em. */
#define INDENT_EM 2.0
#define GAP_EM 0.3

/* As full as may be, but rather outside of parentheses, and rather at a relation:
 * when what is left then goes on one line, or the line is half full. */
size_t hp_formula_break_choose(const hp_formula *formula, size_t first, double room, double line)
{
    size_t any = HP_FORMULA_NO_BREAK, outside = HP_FORMULA_NO_BREAK, relation = HP_FORMULA_NO_BREAK;
    double start = first > 0 ? formula->breaks[first - 1].begin : 0;
    for (size_t i = first; i < formula->n_breaks && formula->breaks[i].end - start <= room; i++) {
        const hp_formula_break *at = &formula->breaks[i];
        any = i;
        if (at->fenced)
            continue;
        outside = i;
        if (at->relation && (formula->width - at->begin <= line || at->end - start >= room / 2))
            relation = i;
    }
    return relation != HP_FORMULA_NO_BREAK ? relation : outside != HP_FORMULA_NO_BREAK ? outside : any;
}

static void add_line(hp_mbox *lines, hp_mbox *line, double indent, double gap)
{
    double y = 0;
    if (lines->first)
        y = lines->depth + gap + line->height;
    hp_mbox_enclose(lines, line, indent, y);
    lines->width = MAX(lines->width, indent + line->width);
}

static hp_mbox *set_lines(hp_setter *s, const hp_math *math, double room)
{
    const hp_set_context context = {HP_STYLE_DISPLAY, FALSE};
    const hp_math_node *list = math->root->list;
    g_autoptr(GArray) breaks = g_array_new(FALSE, FALSE, sizeof(hp_formula_break));
    const hp_mbox *natural = hp_set_outermost(s, context, list, 0, 0, breaks);
    const hp_formula whole = {.width = natural->width,
                              .breaks = (const hp_formula_break *)(const void *)breaks->data,
                              .n_breaks = breaks->len};
    double em = hp_set_em(s, context), indent = 0, start = 0;
    hp_mbox *lines = hp_mbox_make(s, HP_MBOX_GROUP);
    size_t from = 0, next = 0;
    while (whole.width - start > room - indent && next < whole.n_breaks) {
        size_t taken = hp_formula_break_choose(&whole, next, room - indent, room - INDENT_EM * em);
        if (taken == HP_FORMULA_NO_BREAK)
            taken = next;
        add_line(lines, hp_set_outermost(s, context, list, from, whole.breaks[taken].atom, NULL), indent, GAP_EM * em);
        from = whole.breaks[taken].atom;
        start = whole.breaks[taken].begin;
        next = taken + 1;
        indent = INDENT_EM * em;
    }
    add_line(lines, hp_set_outermost(s, context, list, from, 0, NULL), indent, GAP_EM * em);
    return lines;
}

const hp_formula *hp_math_set_lines(hp_arena *arena, hp_fonts *fonts, const hp_math *math,
                                    const hp_math_setting *setting)
{
    hp_setter setter;
    if (!hp_setter_init(&setter, arena, fonts, setting))
        return NULL;
    const hp_formula *formula = hp_formula_make(arena, set_lines(&setter, math, setting->room), NULL);
    hp_setter_clear(&setter);
    return formula;
}
