/*
 * Page breaks (CSS Fragmentation 3 §4).
 *
 * The column is a heap of atoms: lines, pictures, table rows that fit a page,
 * boxes that paint something without content. A cut between two pages is a y
 * that no atom crosses. The lowest such y that leaves everything above it on
 * the page wins, unless it parts a heading from its text or leaves a line
 * alone; then a higher one is tried.
 */
#include "layout/layout-internal.h"

#include <math.h>

typedef struct {
    double top, bottom;
    const hp_laid *block; /* the lines' block, for widows and orphans; NULL */
    unsigned line_index, line_count;
    int orphans, widows;
    gboolean keep_with_next; /* the last line of a heading */
    gboolean break_before;   /* a page begins here (break-before: page) */
} atom;

typedef struct {
    GArray *atoms;
    double page_height;
} gatherer;

typedef struct {
    gboolean in_heading;
    gboolean avoid; /* inside a box that should stay whole */
} surroundings;

static void gather(gatherer *g, const hp_laid *laid, double y, surroundings around);

static gboolean paints(const hp_laid *laid)
{
    const hp_style *style = laid->style;
    for (int side = 0; side < 4; side++)
        if (style->border[side].width > 0)
            return TRUE;
    return style->background_color.a > 0 || style->background;
}

static void add_atom(gatherer *g, const hp_laid *laid, double top, double bottom, surroundings around)
{
    atom a = {.top = top, .bottom = bottom, .keep_with_next = around.in_heading};
    if (laid->kind == HP_LAID_LINE) {
        a.block = laid;
        a.line_index = laid->line_index;
        a.line_count = laid->line_count;
        a.orphans = around.avoid ? (int)laid->line_count : laid->style->orphans;
        a.widows = laid->style->widows;
    }
    g_array_append_val(g->atoms, a);
}

/* A line with an inline block on it is no atom: the block's own lines are. */
static void gather_line(gatherer *g, const hp_laid *line, double y, surroundings around)
{
    if (!hp_laid_has_objects(line)) {
        add_atom(g, line, y, y + line->rect.height, around);
        return;
    }
    for (const hp_laid *child = line->first_child; child; child = child->next) {
        double top = y + child->rect.y;
        if (child->kind == HP_LAID_BOX)
            gather(g, child, top, around);
        else
            add_atom(g, child, top, top + child->rect.height, around);
    }
}

static gboolean is_heading(const hp_laid *laid)
{
    return laid->kind == HP_LAID_BOX && laid->meaning && laid->meaning->role == HP_ROLE_HEADING && laid->box->node;
}

static void gather(gatherer *g, const hp_laid *laid, double y, surroundings around)
{
    guint before = g->atoms->len;
    around.in_heading |= is_heading(laid) || laid->style->break_after == HP_BREAK_AVOID;
    gboolean whole = laid->box->kind == HP_BOX_ROW || laid->style->break_inside == HP_BREAK_AVOID;
    around.avoid |= whole;
    if (laid->box->kind == HP_BOX_REPLACED || (whole && laid->rect.height <= g->page_height)) {
        add_atom(g, laid, y, y + laid->rect.height, around);
    } else {
        for (const hp_laid *child = laid->first_child; child; child = child->next) {
            double top = y + child->rect.y;
            if (child->kind == HP_LAID_LINE)
                gather_line(g, child, top, around);
            else if (child->kind == HP_LAID_BOX)
                gather(g, child, top, around);
        }
        if (g->atoms->len == before && laid->rect.height > 0 && paints(laid))
            add_atom(g, laid, y, y + laid->rect.height, around);
    }
    if (g->atoms->len > before && laid->style->break_before == HP_BREAK_PAGE)
        g_array_index(g->atoms, atom, before).break_before = TRUE;
}

static int compare_top(const void *a, const void *b)
{
    double x = ((const atom *)a)->top, y = ((const atom *)b)->top;
    return (x > y) - (x < y);
}

static const atom *atom_at(const GArray *atoms, guint i)
{
    return &g_array_index(atoms, atom, i);
}

/* The highest y at or above `cut` that no atom crosses. Atoms from `first` on. */
static double uncrossed(const GArray *atoms, guint first, double cut)
{
    for (gboolean moved = TRUE; moved;) {
        moved = FALSE;
        for (guint i = first; i < atoms->len && atom_at(atoms, i)->top < cut; i++)
            if (atom_at(atoms, i)->bottom > cut + 0.01) {
                cut = atom_at(atoms, i)->top;
                moved = TRUE;
                break;
            }
    }
    return cut;
}

/* Whether a cut between two neighbouring atoms leaves a line or a heading
 * alone (CSS Fragmentation 3 §3.3). */
static gboolean is_bad_cut(const atom *above, const atom *below)
{
    if (above->keep_with_next)
        return TRUE;
    if (!below->block || !above->block || below->line_index == 0)
        return FALSE;
    int over = (int)below->line_index, under = (int)below->line_count - over;
    return over < MIN(below->orphans, (int)below->line_count) || under < MIN(below->widows, (int)below->line_count);
}

/* The index of the first atom of the next page, given that of this one and the
 * place where the room ends. */
static guint next_page(const GArray *atoms, guint first, double limit)
{
    guint next = first + 1;
    while (next < atoms->len && !atom_at(atoms, next)->break_before && atom_at(atoms, next)->bottom <= limit + 0.01)
        next++;
    if (next >= atoms->len || atom_at(atoms, next)->break_before)
        return next;
    double cut = uncrossed(atoms, first, atom_at(atoms, next)->top);
    while (next > first && atom_at(atoms, next - 1)->top >= cut - 0.01)
        next--;
    if (next <= first)
        return first + 1; /* one atom taller than a page: it runs over */
    for (guint better = next; better > first; better--) {
        double y = atom_at(atoms, better)->top;
        if (uncrossed(atoms, first, y) >= y - 0.01 && !is_bad_cut(atom_at(atoms, better - 1), atom_at(atoms, better)))
            return better;
    }
    return next;
}

/* Boxes that paint and whose own top stands between the atoms before the next
 * page's first one and that one begin the page with it. */
static double painted_top(const hp_laid *laid, double y, double from, double to)
{
    double top = to;
    if (laid->kind != HP_LAID_BOX && laid->kind != HP_LAID_LINE)
        return top;
    if (laid->kind == HP_LAID_BOX && y >= from && y < top && laid->rect.height > 0 && paints(laid))
        top = y;
    for (const hp_laid *child = laid->first_child; child; child = child->next)
        top = painted_top(child, y + child->rect.y, from, top);
    return top;
}

GArray *hp_paginate(const hp_laid *root, double first_top, double next_top, double bottom)
{
    GArray *cuts = g_array_new(FALSE, FALSE, sizeof(hp_page_cut));
    g_autoptr(GArray) atoms = g_array_new(FALSE, FALSE, sizeof(atom));
    gatherer g = {atoms, bottom - next_top};
    gather(&g, root, 0, (surroundings){FALSE, FALSE});
    g_array_sort(atoms, compare_top);

    double start = 0, top = first_top;
    for (guint first = 0;;) {
        double limit = start + bottom - top;
        guint next = first < atoms->len ? next_page(atoms, first, limit) : atoms->len;
        hp_page_cut cut = {first ? start : -INFINITY, INFINITY, top - start, limit};
        if (next < atoms->len) {
            double above = 0;
            for (guint i = first; i < next; i++)
                above = MAX(above, atom_at(atoms, i)->bottom);
            cut.end = painted_top(root, 0, above, atom_at(atoms, next)->top);
        }
        g_array_append_val(cuts, cut);
        if (next >= atoms->len)
            return cuts;
        first = next;
        start = cut.end;
        top = next_top;
    }
}
