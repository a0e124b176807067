/*
 * From boxes to what is painted: glyphs in runs of one face and colour, and
 * lines, all relative to the formula's own baseline.
 */
#include "math/set-internal.h"

#include <math.h>

typedef struct {
    hp_arena *arena;
    GArray *glyphs; /* hp_formula_glyph of the run at hand */
    GArray *runs, *lines;
    const hp_face *face;
    const hp_color *color;
} collector;

static void run_close(collector *c)
{
    if (!c->glyphs->len)
        return;
    hp_formula_run run = {c->face, c->color,
                          hp_arena_copy(c->arena, c->glyphs->data, c->glyphs->len * sizeof(hp_formula_glyph)),
                          c->glyphs->len};
    g_array_append_val(c->runs, run);
    g_array_set_size(c->glyphs, 0);
}

static void collect(collector *c, const hp_mbox *box, double x, double y)
{
    x += box->x;
    y += box->y;
    if (box->kind == HP_MBOX_GLYPH) {
        if (box->face != c->face || box->color != c->color)
            run_close(c);
        c->face = box->face;
        c->color = box->color;
        hp_formula_glyph glyph = {box->glyph, (float)x, (float)y, box->text};
        g_array_append_val(c->glyphs, glyph);
    } else if (box->kind == HP_MBOX_LINE) {
        hp_formula_line line = {{x, y}, {x + box->dx, y + box->dy}, box->thickness, box->color};
        g_array_append_val(c->lines, line);
    }
    for (const hp_mbox *child = box->first; child; child = child->next)
        collect(c, child, x, y);
}

const hp_formula *hp_formula_make(hp_arena *arena, const hp_mbox *box, const GArray *breaks)
{
    collector c = {.arena = arena,
                   .glyphs = g_array_new(FALSE, FALSE, sizeof(hp_formula_glyph)),
                   .runs = g_array_new(FALSE, FALSE, sizeof(hp_formula_run)),
                   .lines = g_array_new(FALSE, FALSE, sizeof(hp_formula_line))};
    collect(&c, box, 0, 0);
    run_close(&c);
    hp_formula *formula = hp_arena_make(arena, hp_formula);
    formula->width = MAX(box->width, 0);
    formula->ascent = box->height;
    formula->descent = box->depth;
    formula->n_runs = c.runs->len;
    formula->runs = hp_arena_copy(arena, c.runs->data, c.runs->len * sizeof(hp_formula_run));
    formula->n_lines = c.lines->len;
    formula->lines = hp_arena_copy(arena, c.lines->data, c.lines->len * sizeof(hp_formula_line));
    if (breaks) {
        formula->n_breaks = breaks->len;
        formula->breaks = hp_arena_copy(arena, breaks->data, breaks->len * sizeof(hp_formula_break));
    }
    g_array_unref(c.glyphs);
    g_array_unref(c.runs);
    g_array_unref(c.lines);
    return formula;
}

/* One formula with a tag is a table of one row. */
static const hp_math_table *tagged(hp_setter *s, const hp_math *math)
{
    static const hp_math_table alone = {
        .n_columns = 1, .alignment = "c", .repeat = 1, .row_strut = TRUE, .cell_style = HP_STYLE_DISPLAY};
    hp_math_table *table = hp_arena_copy(s->arena, &alone, sizeof alone);
    hp_math_row *row = hp_arena_make(s->arena, hp_math_row);
    row->cells = g_ptr_array_new();
    hp_arena_own(s->arena, row->cells, (GDestroyNotify)g_ptr_array_unref);
    g_ptr_array_add(row->cells, math->root);
    row->tag = math->tag;
    table->rows = row;
    return table;
}

static hp_mbox *set_root(hp_setter *s, const hp_math *math, GArray *breaks)
{
    const hp_math_setting *setting = s->setting;
    hp_set_context context = {setting->display ? HP_STYLE_DISPLAY : HP_STYLE_TEXT, FALSE};
    const hp_math_node *first = math->root->list;
    if (math->tag)
        return hp_set_table(s, context, tagged(s, math), setting->room);
    if (first && !first->next && first->kind == HP_MATH_TABLE)
        return hp_set_table(s, context, first->table, setting->room);
    return hp_set_outermost(s, context, first, setting->from, setting->to, breaks);
}

const hp_formula *hp_math_set(hp_arena *arena, hp_fonts *fonts, const hp_math *math, const hp_math_setting *setting)
{
    hp_setter setter;
    if (!hp_setter_init(&setter, arena, fonts, setting))
        return NULL;
    g_autoptr(GArray) breaks = g_array_new(FALSE, FALSE, sizeof(hp_formula_break));
    const hp_mbox *root = set_root(&setter, math, breaks);
    const hp_formula *formula = hp_formula_make(arena, root, breaks);
    hp_setter_clear(&setter);
    return formula;
}
