/*
 * Cuts (CSS Fragmentation 3 §4).
 *
 * A cut between two pages is a y that no atom crosses. The lowest such y that
 * leaves everything above it on the page, footnotes included, wins, unless it
 * parts a heading from its text or leaves a line alone; then a higher one is
 * tried.
 */
#include "layout/paginate.h"

#include <math.h>

#define EDGE 0.01

/* How many atoms beside a cut are asked whether it leaves a line alone: cells
 * and columns stand side by side. */
#define NEIGHBOURS 24

/* Where the next page begins. */
typedef struct {
    guint first;  /* atom */
    double start; /* in the column */
    double notes_at, notes_reach;
} place;

typedef struct {
    const hp_laid *root;
    const hp_page_frame *frame;
    GArray *atoms;
    GArray *note_atoms; /* NULL: no notes */
    GArray *cuts;
    GArray *places; /* where each cut began; NULL: nobody asks */
    place at;
    double slack;       /* px that columns leave blank at their foot, to end at one height */
    gboolean has_fault; /* something runs over, or is left alone */
    double end;         /* down to which the page in hand is filled, page px */
} paginator;

static const hp_atom *atom_at(const GArray *atoms, guint i)
{
    return &g_array_index(atoms, hp_atom, i);
}

/* The highest y at or above `cut` that no atom crosses. Atoms from `first` on. */
static double uncrossed(const GArray *atoms, guint first, double cut)
{
    for (gboolean moved = TRUE; moved;) {
        moved = FALSE;
        for (guint i = first; i < atoms->len && atom_at(atoms, i)->top < cut; i++)
            if (atom_at(atoms, i)->bottom > cut + EDGE) {
                cut = atom_at(atoms, i)->top;
                moved = TRUE;
                break;
            }
    }
    return cut;
}

/* Whether the lines of a block that begin with this one after a cut are too
 * few, or those before it (CSS Fragmentation 3 §3.3). */
static gboolean leaves_lines_alone(const hp_atom *below)
{
    int over = (int)below->line_index, under = (int)below->line_count - over;
    return over < MIN(below->orphans, (int)below->line_count) || under < MIN(below->widows, (int)below->line_count);
}

/* Whether a cut before atom `next` leaves a line or a heading alone. */
static gboolean is_bad_cut(const GArray *atoms, guint first, guint next)
{
    if (atom_at(atoms, next - 1)->keep_with_next || atom_at(atoms, next)->break_before == HP_BREAK_AVOID)
        return TRUE;
    guint end = MIN(next + NEIGHBOURS, atoms->len), begin = next > first + NEIGHBOURS ? next - NEIGHBOURS : first;
    for (guint i = next; i < end; i++) {
        const hp_atom *below = atom_at(atoms, i);
        if (!below->block || below->line_index == 0)
            continue;
        /* Its block is cut when the line before it is above. */
        for (guint j = next; j > begin; j--) {
            const hp_atom *above = atom_at(atoms, j - 1);
            if (above->block && above->block->box == below->block->box && above->line_index + 1 == below->line_index &&
                leaves_lines_alone(below))
                return TRUE;
        }
    }
    return FALSE;
}

/* A break of columns means nothing where there are none. */
static gboolean is_forced(const paginator *p, const hp_atom *atom)
{
    return atom->break_before > HP_BREAK_COLUMN ||
           (atom->break_before == HP_BREAK_COLUMN && (p->frame->columns > 1 || p->frame->of_box));
}

/* What the notes take of a page when they are shown down to `reach`. */
static double notes_height(const paginator *p, double reach)
{
    const hp_notes *notes = p->frame->notes;
    return notes && reach > p->at.notes_at + EDGE ? reach - p->at.notes_at + notes->around : 0;
}

static gboolean fits(const paginator *p, guint i, double limit)
{
    const hp_atom *atom = atom_at(p->atoms, i);
    double bottom = atom->bottom + atom->clone_below;
    return bottom <= limit - p->slack + EDGE && bottom + notes_height(p, atom->notes) <= limit + EDGE;
}

/* The index of the first atom of the next page, given that of this one and the
 * place where the room ends. */
static guint next_page(paginator *p, guint first, double limit)
{
    const GArray *atoms = p->atoms;
    guint next = first + 1;
    while (next < atoms->len && !is_forced(p, atom_at(atoms, next)) && fits(p, next, limit))
        next++;
    if (next >= atoms->len || is_forced(p, atom_at(atoms, next)))
        return next;
    double cut = uncrossed(atoms, first, atom_at(atoms, next)->top);
    while (next > first && atom_at(atoms, next - 1)->top >= cut - EDGE)
        next--;
    if (next <= first)
        return first + 1; /* one atom taller than a page: it runs over */
    for (guint better = next; better > first; better--) {
        double y = atom_at(atoms, better)->top;
        if (uncrossed(atoms, first, y) >= y - EDGE && !is_bad_cut(atoms, first, better))
            return better;
    }
    p->has_fault = TRUE;
    return next;
}

/* Boxes that paint and whose own top stands between the atoms before the next
 * page's first one and that one begin the page with it. */
static double painted_top(const hp_laid *laid, double y, double from, double to)
{
    double top = to;
    gboolean is_above = laid->reach > 0 && y + MAX(laid->reach, laid->rect.height) < from;
    if ((laid->kind != HP_LAID_BOX && laid->kind != HP_LAID_LINE) || is_above)
        return top;
    if (laid->kind == HP_LAID_BOX && y >= from && y < top && laid->rect.height > 0 && hp_laid_paints(laid))
        top = y;
    for (const hp_laid *child = laid->first_child; child; child = child->next)
        top = painted_top(child, y + child->rect.y, from, top);
    return top;
}

/* ---- notes ---- */

/* How far the notes are shown on a page that has this much room for them. */
static double notes_cut(const paginator *p, double reach, double room)
{
    double end = p->at.notes_at;
    room -= p->frame->notes->around;
    for (guint i = 0; i < p->note_atoms->len; i++) {
        const hp_atom *atom = atom_at(p->note_atoms, i);
        if (atom->bottom <= p->at.notes_at + EDGE)
            continue;
        if (atom->top >= reach - EDGE || atom->bottom - p->at.notes_at > room + EDGE)
            break;
        end = MAX(end, atom->bottom);
    }
    return end;
}

/* Puts the notes of a page at its foot, as far as there is room; the rest goes
 * to the next. used: px that the text takes. */
static void place_notes(paginator *p, hp_page_cut *cut, double reach, double room)
{
    cut->notes_from = cut->notes_to = p->at.notes_at;
    if (!p->frame->notes || reach <= p->at.notes_at + EDGE)
        return;
    cut->notes_to = notes_height(p, reach) <= room + EDGE ? reach : notes_cut(p, reach, room);
    p->at.notes_at = cut->notes_to;
}

/* ---- pages ---- */

static hp_page_room room_of(const paginator *p, unsigned index)
{
    unsigned page = index / p->frame->columns;
    hp_page_room room = hp_page_room_of(p->frame, p->frame->first_page + page);
    if (page == 0) {
        room.top += p->frame->first_down;
        room.bottom -= p->frame->first_up;
    }
    return room;
}

static void repeat_head(hp_page_cut *cut, const hp_atom *first, double top)
{
    if (!first->head || first->head_at.y + first->head->rect.height > cut->start + EDGE)
        return;
    cut->head = first->head;
    cut->table = first->table;
    cut->head_at = first->head_at;
    cut->head_shift = top - first->head_at.y;
    cut->shift += first->head->rect.height;
    cut->limit -= first->head->rect.height;
}

/* Boxes that go on have their edges above what goes on. */
static void repeat_edges(hp_page_cut *cut, const hp_atom *first)
{
    if (first->clone_above + first->clone_below <= 0 || first->clone_from > cut->start - EDGE)
        return;
    cut->clone_above = first->clone_above;
    cut->shift += first->clone_above;
    cut->limit -= first->clone_above;
}

/* Skips to the page that a forced break asks for; a page that is skipped stays
 * empty. */
static void skip_pages(paginator *p, hp_break asked, double start)
{
    hp_page_cut blank = {start, start, 0, start, .notes_from = p->at.notes_at, .notes_to = p->at.notes_at};
    if (asked <= HP_BREAK_COLUMN)
        return;
    while (p->cuts->len % p->frame->columns)
        g_array_append_val(p->cuts, blank);
    gboolean left = hp_page_is_left(p->frame, p->frame->first_page + p->cuts->len / p->frame->columns);
    if ((asked == HP_BREAK_LEFT && !left) || (asked == HP_BREAK_RIGHT && left))
        for (unsigned i = 0; i < p->frame->columns; i++)
            g_array_append_val(p->cuts, blank);
}

/* Notes that found no room where they are referred to. */
static void place_remaining_notes(paginator *p)
{
    double start = p->at.start, reach = p->at.notes_reach;
    while (p->frame->notes && reach > p->at.notes_at + EDGE) {
        hp_page_room room = room_of(p, p->cuts->len);
        hp_page_cut cut = {start, start, 0, start};
        double before = p->at.notes_at;
        place_notes(p, &cut, reach, room.bottom - room.top);
        if (p->at.notes_at <= before + EDGE)
            cut.notes_to = p->at.notes_at = reach; /* a line taller than a page */
        g_array_append_val(p->cuts, cut);
    }
}

/* Where the page in hand ends, and what it has: the atoms up to next. */
static void finish_cut(paginator *p, hp_page_cut *cut, guint next)
{
    double bottom = p->at.start;
    for (guint i = p->at.first; i < next; i++)
        bottom = MAX(bottom, atom_at(p->atoms, i)->bottom);
    if (p->cuts->len % p->frame->columns == 0)
        p->end = 0;
    p->end = MAX(p->end, bottom + cut->shift);
    p->has_fault |= bottom > cut->limit - p->slack + EDGE;
    if (next > 0)
        p->at.notes_reach = MAX(p->at.notes_reach, atom_at(p->atoms, next - 1)->notes);
    place_notes(p, cut, p->at.notes_reach, cut->limit - bottom);
    cut->limit -= cut->notes_to > cut->notes_from ? cut->notes_to - cut->notes_from + p->frame->notes->around : 0;
    if (next < p->atoms->len) {
        const hp_atom *below = atom_at(p->atoms, next);
        cut->end = painted_top(p->root, 0, bottom, below->top);
        cut->clone_below = below->clone_from < cut->end - EDGE ? below->clone_below : 0;
        p->at.first = next;
        p->at.start = cut->end;
    }
}

/* Fills the next page, or column. FALSE when nothing is left. */
static gboolean cut_next(paginator *p)
{
    guint first = p->at.first;
    if (first > 0)
        skip_pages(p, atom_at(p->atoms, first)->break_before, p->at.start);
    if (p->places) {
        g_array_set_size(p->places, p->cuts->len); /* nothing begins on pages that stay empty */
        g_array_append_val(p->places, p->at);
    }
    hp_page_room room = room_of(p, p->cuts->len);
    hp_page_cut cut = {first ? p->at.start : -INFINITY, INFINITY, room.top - p->at.start,
                       p->at.start + room.bottom - room.top};
    if (first > 0) {
        repeat_head(&cut, atom_at(p->atoms, first), room.top);
        repeat_edges(&cut, atom_at(p->atoms, first));
    }
    guint next = first < p->atoms->len ? next_page(p, first, cut.limit) : p->atoms->len;
    finish_cut(p, &cut, next);
    g_array_append_val(p->cuts, cut);
    return next < p->atoms->len;
}

/* ---- columns that end at one height ---- */

/* Halvings of a page's height in search of it: to a fraction of a px. */
#define BALANCE_STEPS 12

/* Cuts the last page again, with columns that leave `slack` px blank; FALSE when
 * it takes more of them then, or reads worse. */
static gboolean cut_last_page(paginator *p, guint first, double slack)
{
    gboolean more = TRUE;
    p->at = g_array_index(p->places, place, first);
    g_array_set_size(p->cuts, first);
    p->slack = slack;
    p->has_fault = FALSE;
    while (more && p->cuts->len < first + p->frame->columns)
        more = cut_next(p);
    return !more && !p->has_fault && p->cuts->len <= first + p->frame->columns &&
           p->at.notes_reach <= p->at.notes_at + EDGE;
}

/* What the last page has is spread evenly over its columns (CSS Multi-column 1
 * §7.1). */
static void balance_last_page(paginator *p)
{
    guint first = (p->cuts->len - 1) / p->frame->columns * p->frame->columns;
    hp_page_room room = room_of(p, first);
    double low = 0, high = room.bottom - room.top;
    if (cut_last_page(p, first, 0)) {
        for (int step = 0; step < BALANCE_STEPS; step++) {
            double middle = (low + high) / 2;
            if (cut_last_page(p, first, middle))
                low = middle;
            else
                high = middle;
        }
        cut_last_page(p, first, low);
    }
    p->slack = 0;
}

/* ---- all of it ---- */

static GArray *paginate(const hp_laid *root, const hp_page_frame *frame, double *end)
{
    hp_notes *notes = frame->notes;
    double height = INFINITY;
    for (size_t i = 0; i < G_N_ELEMENTS(frame->room); i++)
        height = MIN(height, frame->room[i].bottom - frame->room[i].top);
    paginator p = {.root = root,
                   .frame = frame,
                   .atoms = hp_atoms_gather(root, height, notes),
                   .cuts = g_array_new(FALSE, FALSE, sizeof(hp_page_cut))};
    if (notes) {
        p.note_atoms = hp_atoms_gather(notes->column, height, NULL);
        p.at.notes_at = notes->at;
        p.at.notes_reach = notes->reach;
    }
    if (frame->balanced && frame->columns > 1)
        p.places = g_array_new(FALSE, TRUE, sizeof(place));
    while (cut_next(&p))
        continue;
    if (p.places)
        balance_last_page(&p);
    if (!frame->goes_on)
        place_remaining_notes(&p);
    if (notes) {
        notes->at = p.at.notes_at;
        notes->reach = p.at.notes_reach;
    }
    if (end)
        *end = p.end;
    g_array_unref(p.atoms);
    g_clear_pointer(&p.note_atoms, g_array_unref);
    g_clear_pointer(&p.places, g_array_unref);
    return p.cuts;
}

/* Floats, and what is in a box that is lower than its content, may be on later
 * pages than the box. */
static double reach_note(hp_laid *laid)
{
    laid->reach = laid->rect.height;
    for (hp_laid *child = laid->first_child; child; child = child->next) {
        double reach = child->kind == HP_LAID_ANCHOR ? 0 : child->rect.y + reach_note(child);
        if (!hp_overflow_clips(laid->style->overflow_x))
            laid->reach = MAX(laid->reach, reach);
    }
    return laid->reach;
}

GArray *hp_paginate_frame(hp_laid *root, const hp_page_frame *frame, double *end)
{
    reach_note(root);
    return paginate(root, frame, end);
}

GArray *hp_paginate(hp_laid *root, double first_top, double next_top, double bottom)
{
    hp_page_frame frame = {.room = {{first_top, bottom}, {next_top, bottom}, {next_top, bottom}}, .columns = 1};
    return hp_paginate_frame(root, &frame, NULL);
}

GArray *hp_paginate_box(const hp_laid *root, double height)
{
    hp_page_frame frame = {.room = {{0, height}, {0, height}, {0, height}}, .columns = 1, .of_box = TRUE};
    return paginate(root, &frame, NULL);
}
