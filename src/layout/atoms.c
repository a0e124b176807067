#include "layout/paginate.h"

/* A table's head that takes more of a page than this is not repeated. */
#define HEAD_MAX_PART 0.25

typedef struct {
    GArray *atoms;
    double page_height;
    const hp_notes *notes;
    hp_break pending; /* a forced break before the next atom */
} gatherer;

typedef struct {
    gboolean in_heading;
    const hp_laid *head, *table;
    hp_point head_at;
    double clone_above, clone_below, clone_from;
} surroundings;

static void gather(gatherer *g, const hp_laid *laid, hp_point at, surroundings around);

static hp_point below(hp_point at, const hp_laid *child)
{
    return (hp_point){at.x + child->rect.x, at.y + child->rect.y};
}

/* How far down the notes reach that a box refers to by links to their ids. */
static double notes_of(const hp_notes *notes, const hp_laid *laid)
{
    double bottom = 0;
    const hp_meaning *meaning = laid->meaning;
    if (meaning && meaning->role == HP_ROLE_LINK && meaning->href && meaning->href[0] == '#') {
        const double *note = g_hash_table_lookup(notes->bottoms, meaning->href + 1);
        bottom = note ? *note : 0;
    }
    for (const hp_laid *child = laid->first_child; child; child = child->next)
        bottom = MAX(bottom, notes_of(notes, child));
    return bottom;
}

static void add_atom(gatherer *g, const hp_laid *laid, double top, surroundings around)
{
    hp_atom atom = {.top = top,
                    .bottom = top + laid->rect.height,
                    .keep_with_next = around.in_heading,
                    .break_before = g->pending,
                    .head = around.head,
                    .head_at = around.head_at,
                    .table = around.table,
                    .clone_above = around.clone_above,
                    .clone_below = around.clone_below,
                    .clone_from = around.clone_from};
    g->pending = HP_BREAK_AUTO;
    if (g->notes)
        atom.notes = notes_of(g->notes, laid);
    if (laid->kind == HP_LAID_LINE) {
        atom.block = laid;
        atom.line_index = laid->line_index;
        atom.line_count = laid->line_count;
        atom.orphans = laid->style->orphans;
        atom.widows = laid->style->widows;
    }
    g_array_append_val(g->atoms, atom);
}

/* A line with an inline block on it is no atom: the block's own lines are. */
static void gather_line(gatherer *g, const hp_laid *line, hp_point at, surroundings around)
{
    if (!hp_laid_has_objects(line)) {
        add_atom(g, line, at.y, around);
        return;
    }
    for (const hp_laid *child = line->first_child; child; child = child->next) {
        if (child->kind == HP_LAID_BOX)
            gather(g, child, below(at, child), around);
        else
            add_atom(g, child, at.y + child->rect.y, around);
    }
}

static gboolean is_heading(const hp_laid *laid)
{
    return laid->kind == HP_LAID_BOX && laid->meaning && laid->meaning->role == HP_ROLE_HEADING && laid->box->node;
}

static gboolean is_head(const hp_laid *laid)
{
    return laid->kind == HP_LAID_BOX && laid->box->kind == HP_BOX_ROW_GROUP &&
           laid->style->display == HP_DISPLAY_TABLE_HEADER_GROUP;
}

/* The rows after a head repeat it on later pages (CSS 2.2 §17.2), unless it
 * would leave them little room. */
static void gather_children(gatherer *g, const hp_laid *laid, hp_point at, surroundings around)
{
    const hp_laid *head = NULL;
    for (const hp_laid *child = laid->first_child; child; child = child->next) {
        surroundings inner = around;
        if (head) {
            inner.head = head;
            inner.head_at = below(at, head);
            inner.table = laid;
        }
        if (child->kind == HP_LAID_LINE)
            gather_line(g, child, below(at, child), inner);
        else if (child->kind == HP_LAID_BOX)
            gather(g, child, below(at, child), inner);
        if (is_head(child) && child->rect.height <= g->page_height * HEAD_MAX_PART)
            head = child;
    }
}

/* CSS Fragmentation 4 §6.2: a box that is cut has its edges at the cut, too. Of
 * boxes in each other, the one with the widest edges counts for all. */
static void enter_clone(surroundings *around, const hp_laid *laid, double y)
{
    if (!laid->style->decorations_cloned)
        return;
    hp_edges edges = hp_edges_add(hp_used_borders(laid->style), hp_used_padding(laid->style, laid->rect.width));
    if (around->clone_above + around->clone_below <= 0)
        around->clone_from = y;
    around->clone_above = MAX(around->clone_above, edges.top);
    around->clone_below = MAX(around->clone_below, edges.bottom);
}

/* A cell that spans rows holds them together, when that fits a page. */
static void gather_spanning_cells(gatherer *g, const hp_laid *row, hp_point at, surroundings around)
{
    for (const hp_laid *cell = row->first_child; cell; cell = cell->next) {
        if (cell->rect.height <= row->rect.height + 0.01)
            continue;
        if (cell->rect.height <= g->page_height)
            add_atom(g, cell, at.y + cell->rect.y, around);
        else
            gather(g, cell, below(at, cell), around);
    }
}

static double room_for(const gatherer *g, const surroundings *around)
{
    return g->page_height - (around->head ? around->head->rect.height : 0);
}

static hp_break stronger(hp_break a, hp_break b)
{
    return MAX(a, b);
}

static void gather(gatherer *g, const hp_laid *laid, hp_point at, surroundings around)
{
    guint before = g->atoms->len;
    const hp_style *style = laid->style;
    gboolean row = laid->box->kind == HP_BOX_ROW;
    gboolean whole = row || style->break_inside == HP_BREAK_AVOID;
    around.in_heading |= is_heading(laid) || is_head(laid);
    g->pending = stronger(g->pending, style->break_before);
    if (laid->box->kind == HP_BOX_REPLACED || (whole && laid->rect.height <= room_for(g, &around))) {
        add_atom(g, laid, at.y, around);
        if (row)
            gather_spanning_cells(g, laid, at, around);
    } else {
        enter_clone(&around, laid, at.y);
        gather_children(g, laid, at, around);
        if (g->atoms->len == before && laid->rect.height > 0 && hp_laid_paints(laid))
            add_atom(g, laid, at.y, around);
    }
    if (style->break_after > HP_BREAK_AVOID)
        g->pending = stronger(g->pending, style->break_after);
    else if (style->break_after == HP_BREAK_AVOID && g->atoms->len > before)
        g_array_index(g->atoms, hp_atom, g->atoms->len - 1).keep_with_next = TRUE;
}

static int compare_top(const void *a, const void *b)
{
    double x = ((const hp_atom *)a)->top, y = ((const hp_atom *)b)->top;
    return (x > y) - (x < y);
}

GArray *hp_atoms_gather(const hp_laid *root, double page_height, const hp_notes *notes)
{
    gatherer g = {g_array_new(FALSE, FALSE, sizeof(hp_atom)), page_height, notes, HP_BREAK_AUTO};
    gather(&g, root, (hp_point){0, 0}, (surroundings){0});
    g_array_sort(g.atoms, compare_top);
    double reach = 0;
    for (guint i = 0; i < g.atoms->len; i++) {
        hp_atom *atom = &g_array_index(g.atoms, hp_atom, i);
        atom->notes = reach = MAX(reach, atom->notes);
    }
    return g.atoms;
}
