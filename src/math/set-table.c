/*
 * Matrices, cases, arrays and alignments: columns as wide as their widest cell,
 * rows as tall as a line or more, the whole centred on the axis.
 */
#include "math/set-internal.h"

#include <string.h>

/* A line of text, em. */
#define STRUT_HEIGHT 0.8
#define STRUT_DEPTH 0.2
/* Between a table and what is around it, em: MathJax leaves a thin space. */
#define SIDE (1.0 / 6)

typedef struct {
    const hp_math_row *source;
    hp_mbox **cells; /* NULL where there is none */
    hp_mbox *tag;
    double height, depth; /* at least those of a line, where the table asks for that */
    double baseline;      /* below the first row's */
} row;

typedef struct {
    hp_setter *s;
    hp_set_context context;
    const hp_math_table *source;
    double em, rule;
    row *rows;
    size_t n_rows;
    double *widths, *starts; /* of columns */
    double width, left, height, depth;
} grid;

static hp_set_context cell_context(hp_set_context context, const hp_math_table *table)
{
    hp_math_style style = table->cell_style == HP_STYLE_AS_IS ? HP_STYLE_TEXT : (hp_math_style)table->cell_style;
    /* In scripts everything stays small. */
    context.style = context.style >= HP_STYLE_SCRIPT ? MAX(context.style, style) : style;
    return context;
}

static char alignment_of(const hp_math_table *table, size_t column)
{
    size_t count = strlen(table->alignment);
    if (column < count)
        return table->alignment[column];
    return table->alignment[count - table->repeat + (column - count) % table->repeat];
}

static void set_row(grid *g, row *r)
{
    hp_set_context context = cell_context(g->context, g->source);
    double em = g->source->row_strut ? g->em : 0;
    r->height = STRUT_HEIGHT * em;
    r->depth = STRUT_DEPTH * em;
    r->cells = hp_arena_make_array(g->s->arena, hp_mbox *, g->source->n_columns);
    for (size_t i = 0; i < r->source->cells->len; i++) {
        hp_mbox *cell = hp_set_node(g->s, context, r->source->cells->pdata[i]);
        r->cells[i] = cell;
        r->height = MAX(r->height, cell->height);
        r->depth = MAX(r->depth, cell->depth);
        g->widths[i] = MAX(g->widths[i], cell->width);
    }
    if (r->source->tag)
        r->tag = hp_set_node(g->s, (hp_set_context){HP_STYLE_TEXT, FALSE}, r->source->tag);
}

static void set_rows(grid *g)
{
    for (const hp_math_row *source = g->source->rows; source; source = source->next)
        g->n_rows++;
    g->rows = hp_arena_make_array(g->s->arena, row, g->n_rows);
    size_t i = 0;
    for (const hp_math_row *source = g->source->rows; source; source = source->next, i++) {
        g->rows[i].source = source;
        set_row(g, &g->rows[i]);
    }
    double y = 0;
    for (i = 0; i < g->n_rows; i++) {
        row *r = &g->rows[i];
        if (i > 0) {
            const row *above = &g->rows[i - 1];
            double lines = 2 * g->rule * r->source->lines_above;
            double gap = g->source->row_gap + above->source->gap;
            y += MAX(above->depth + r->height + gap * g->em, 0) + lines;
        }
        r->baseline = y;
    }
    g->height = g->n_rows ? g->rows[0].height : 0;
    g->depth = g->n_rows ? y + g->rows[g->n_rows - 1].depth : 0;
}

static double gap_before(const grid *g, size_t column)
{
    const hp_math_table *table = g->source;
    return (table->is_alignment && column % 2 == 1 ? table->inner_gap : table->column_gap) * g->em;
}

static gboolean has_lines(const hp_math_table *table)
{
    if (table->rules || table->lines_below)
        return TRUE;
    for (const hp_math_row *r = table->rows; r; r = r->next)
        if (r->lines_above)
            return TRUE;
    return FALSE;
}

static void place_columns(grid *g)
{
    double side = has_lines(g->source) ? g->source->column_gap / 2 : g->source->row_strut ? SIDE : 0;
    side *= g->em;
    double x = side;
    for (size_t i = 0; i < g->source->n_columns; i++) {
        x += i > 0 ? gap_before(g, i) : 0;
        g->starts[i] = x;
        x += g->widths[i];
    }
    g->width = x + side;
}

/* ---- tags ---- */

/* Tags stand at the right edge of the room and the table in its middle; where
 * that is too narrow, side by side. */
static double place_tags(grid *g, hp_mbox *box, double room)
{
    double widest = 0, gap = g->em;
    for (size_t i = 0; i < g->n_rows; i++)
        if (g->rows[i].tag)
            widest = MAX(widest, g->rows[i].tag->width);
    if (widest == 0)
        return g->width;
    double total = MAX(room, g->width + gap + widest);
    g->left = CLAMP((total - g->width) / 2, 0, total - widest - gap - g->width);
    for (size_t i = 0; i < g->n_rows; i++)
        if (g->rows[i].tag)
            hp_mbox_enclose(box, g->rows[i].tag, total - g->rows[i].tag->width, g->rows[i].baseline);
    return total;
}

/* ---- what is drawn ---- */

static void place_cells(grid *g, hp_mbox *box)
{
    for (size_t r = 0; r < g->n_rows; r++)
        for (size_t i = 0; i < g->source->n_columns; i++) {
            hp_mbox *cell = g->rows[r].cells[i];
            if (!cell)
                continue;
            double spare = g->widths[i] - cell->width;
            char alignment = alignment_of(g->source, i);
            double shift = alignment == 'l' ? 0 : alignment == 'r' ? spare : spare / 2;
            hp_mbox_enclose(box, cell, g->left + g->starts[i] + shift, g->rows[r].baseline);
        }
}

/* Double lines are three thicknesses apart. */
static void add_lines(grid *g, hp_mbox *box, unsigned count, double y)
{
    for (unsigned i = 0; i < count; i++)
        hp_mbox_add_rule(g->s, box, g->left, -y + i * 3 * g->rule, g->width, g->rule);
}

static void place_rules(grid *g, hp_mbox *box)
{
    for (size_t i = 0; i < g->n_rows; i++) {
        double top = g->rows[i].baseline - g->rows[i].height;
        if (i > 0) {
            double above = g->rows[i - 1].baseline + g->rows[i - 1].depth;
            top = (top + above) / 2;
        }
        add_lines(g, box, g->rows[i].source->lines_above, top);
    }
    add_lines(g, box, g->source->lines_below, g->depth);
    size_t n = g->source->n_columns;
    for (size_t i = 0; g->source->rules && i <= n; i++) {
        double x = i == 0 ? g->rule / 2 : i == n ? g->width - g->rule / 2 : g->starts[i] - gap_before(g, i) / 2;
        for (unsigned k = 0; k < g->source->rules[i]; k++)
            hp_mbox_add_line(g->s, box, (hp_point){g->left + x + k * 3 * g->rule, -g->height},
                             (hp_point){g->left + x + k * 3 * g->rule, g->depth}, g->rule);
    }
}

hp_mbox *hp_set_table(hp_setter *s, hp_set_context context, const hp_math_table *table, double room)
{
    size_t columns = table->n_columns;
    hp_set_context cell = cell_context(context, table);
    grid g = {.s = s, .context = context, .source = table};
    /* Small matrices count in their own size. */
    g.em = hp_set_em(s, table->cell_style == HP_STYLE_SCRIPT ? context : cell);
    g.rule = 0.04 * g.em;
    g.widths = hp_arena_make_array(s->arena, double, columns + 1);
    g.starts = hp_arena_make_array(s->arena, double, columns + 1);
    set_rows(&g);
    place_columns(&g);

    hp_mbox *inner = hp_mbox_make(s, HP_MBOX_GROUP), *box = hp_mbox_make(s, HP_MBOX_GROUP);
    inner->width = place_tags(&g, inner, room);
    place_cells(&g, inner);
    place_rules(&g, inner);
    inner->height = MAX(inner->height, g.height);
    inner->depth = MAX(inner->depth, g.depth);
    hp_mbox_enclose(box, inner, 0, (inner->height - inner->depth) / 2 - hp_set_axis(s, context));
    box->width = inner->width;
    box->accent = box->width / 2;
    return box;
}
