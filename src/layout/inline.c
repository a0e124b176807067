/*
 * Inline formatting: the lines of a block container. inline-internal.h
 * tells the steps.
 */
#include "layout/inline-internal.h"

#include <math.h>

/* A line that turns out taller than guessed may meet a float further down, and
 * is then taken anew; every time it is a shorter one. */
#define RETRIES_MAX 4

static void number_lines(hp_laid *parent)
{
    unsigned count = 0;
    for (hp_laid *line = parent->first_child; line; line = line->next)
        if (line->kind == HP_LAID_LINE)
            line->line_index = count++;
    for (hp_laid *line = parent->first_child; line; line = line->next)
        if (line->kind == HP_LAID_LINE)
            line->line_count = count;
}

void hp_line_room_update(hp_layouter *l, hp_line_room *room)
{
    double left = l->flow.x, top = l->flow.y + room->y;
    hp_float_band band = hp_float_band_at(l->flow.space, top, room->height, left, left + room->full_width);
    room->narrowed = band.narrowed && !room->endless;
    room->left = band.left - left;
    room->width = MAX(band.right - band.left, 0);
}

/* Places the floats that did not fit beside the line, and the next line after a
 * <br> that clears. */
static void room_leave_line(hp_layouter *l, hp_line_room *room, const hp_line_content *line)
{
    for (guint i = 0; room->waiting && i < room->waiting->len; i++)
        hp_float_place(l, &g_array_index(room->waiting, hp_atomic, i), room->parent, room->origin, room->full_width,
                       room->y);
    if (room->waiting)
        g_array_set_size(room->waiting, 0);
    for (guint i = line->pieces->len; line->forced && i-- > 0;) {
        const hp_box *box = g_array_index(line->pieces, hp_item, i).box;
        if (box->kind == HP_BOX_BREAK && box->node) {
            room->y = MAX(room->y, hp_float_clear(l->flow.space, box->node->style->clear) - l->flow.y);
            break;
        }
    }
}

/* A line without content has no box; what hangs on it hangs on the block. */
static void append_anchors(hp_layouter *l, const hp_line_room *room, const GArray *pieces)
{
    for (guint i = 0; i < pieces->len; i++) {
        const hp_item *piece = &g_array_index(pieces, hp_item, i);
        if (piece->kind != HP_ITEM_ANCHOR)
            continue;
        hp_laid *anchor = hp_line_anchor(l, piece->box, room->left + piece->x, 0);
        anchor->rect.x += room->origin.x;
        anchor->rect.y += room->origin.y + room->y;
        hp_laid_append(room->parent, anchor);
    }
}

typedef struct {
    const hp_inline *content;
    hp_line_state state;
    hp_line_content line;
    hp_line_cursor cursor;
    hp_atomic *atomics;
    double indent;
    double take_width; /* of the lines as they are broken; less than the room's when they are balanced */
} inline_flow;

/* Takes a line and places it between floats. FALSE at the end. */
static gboolean next_line_beside_floats(hp_layouter *l, inline_flow *f, hp_line_room *room, hp_laid **laid)
{
    hp_line_cursor start = f->cursor;
    g_autoptr(GPtrArray) open = g_ptr_array_copy(f->state.open, NULL, NULL);
    double above, below;
    hp_line_extents(l, f->state.container->style, &above, &below);
    room->height = above + below;
    for (int tries = 0;; tries++) {
        hp_line_room_update(l, room);
        if (!hp_line_take(l, f->content, &f->cursor, room, f->indent, f->atomics, &f->line))
            return FALSE;
        if (f->line.too_narrow) {
            double next = hp_float_next(l->flow.space, l->flow.y + room->y);
            if (next < INFINITY)
                room->y = next - l->flow.y;
            else
                room->endless = TRUE;
            f->cursor = start;
            tries--;
            continue;
        }
        *laid = hp_line_place(l, f->content, &f->state, &f->line, f->indent, room->width);
        if (!*laid || (*laid)->rect.height <= room->height || tries >= RETRIES_MAX)
            return TRUE;
        double width = room->width;
        room->height = (*laid)->rect.height;
        hp_line_room_update(l, room);
        if (room->width >= width)
            return TRUE;
        f->cursor = start;
        g_ptr_array_set_size(f->state.open, 0);
        for (guint i = 0; i < open->len; i++)
            g_ptr_array_add(f->state.open, g_ptr_array_index(open, i));
    }
}

static gboolean next_line(hp_layouter *l, inline_flow *f, hp_line_room *room, hp_laid **laid)
{
    if (l->flow.space)
        return next_line_beside_floats(l, f, room, laid);
    double width = room->width;
    room->width = f->take_width;
    gboolean taken = hp_line_take(l, f->content, &f->cursor, room, f->indent, f->atomics, &f->line);
    room->width = width;
    if (taken)
        *laid = hp_line_place(l, f->content, &f->state, &f->line, f->indent, width);
    return taken;
}

/* ---- text-wrap: balance (CSS Text 4 §6.3.2) ---- */

/* Longer paragraphs are not balanced, as in browsers. */
#define BALANCED_LINES_MAX 6
#define BALANCE_STEPS 10

static unsigned lines_count(hp_layouter *l, inline_flow f, hp_line_room room, double width, unsigned most)
{
    unsigned count = 0;
    room.width = width;
    while (count <= most && hp_line_take(l, f.content, &f.cursor, &room, f.indent, f.atomics, &f.line)) {
        f.indent = 0;
        count++;
    }
    return count;
}

static gboolean has_floats(const hp_inline *content)
{
    for (size_t i = 0; i < content->n_items; i++)
        if (content->items[i].kind == HP_ITEM_FLOAT)
            return TRUE;
    return FALSE;
}

/* The least width with which the text has no more lines. */
static double balanced_width(hp_layouter *l, const inline_flow *f, const hp_line_room *room)
{
    double low = 0, high = room->width;
    if (!f->state.container->style->balanced || l->flow.space || has_floats(f->content))
        return high;
    unsigned lines = lines_count(l, *f, *room, high, BALANCED_LINES_MAX);
    if (lines < 2 || lines > BALANCED_LINES_MAX)
        return high;
    /* No word is cut for it. */
    for (size_t i = 0; i < f->content->n_items; i++)
        low = MAX(low, f->content->items[i].width - f->content->items[i].blank);
    if (low >= high)
        return high;
    for (int step = 0; step < BALANCE_STEPS; step++) {
        double middle = (low + high) / 2;
        if (lines_count(l, *f, *room, middle, lines) > lines)
            low = middle;
        else
            high = middle;
    }
    return high;
}

static gboolean may_go_on(const hp_layouter *l)
{
    return !l->clamp.on || l->clamp.lines > 0;
}

double hp_layout_inline(hp_layouter *l, const hp_box *box, hp_laid *parent, hp_point origin, double width,
                        hp_containing containing)
{
    const hp_inline *content = hp_inline_collect(l, box);
    g_autofree hp_atomic *atomics = g_new0(hp_atomic, content->n_items + 1);
    g_autoptr(GArray) pieces = g_array_new(FALSE, TRUE, sizeof(hp_item));
    g_autoptr(GPtrArray) open = g_ptr_array_new();
    inline_flow f = {content,
                     {box, open, containing.width},
                     {.pieces = pieces},
                     {0, 0},
                     atomics,
                     hp_length_resolve(box->style->text_indent, width)};
    hp_line_room room = {
        .parent = parent, .origin = origin, .containing = containing, .full_width = width, .width = width};
    f.take_width = balanced_width(l, &f, &room);
    f.state.ending = l->clamp.on && l->clamp.lines == 1;
    gboolean wrapped = FALSE;
    for (hp_laid *laid; may_go_on(l) && next_line(l, &f, &room, &laid);) {
        f.indent = 0;
        f.line.divided_above = f.line.divided ? f.line.divided_above + 1 : 0;
        if (laid) {
            f.state.begun = TRUE;
            f.state.ending = l->clamp.on && --l->clamp.lines == 1;
            laid->wrapped = wrapped;
            laid->rect.x = origin.x + room.left;
            laid->rect.y = origin.y + room.y;
            room.y += laid->rect.height;
            hp_laid_append(parent, laid);
        } else {
            append_anchors(l, &room, pieces);
        }
        wrapped = !f.line.forced;
        if (l->flow.space)
            room_leave_line(l, &room, &f.line);
    }
    number_lines(parent);
    g_clear_pointer(&room.waiting, g_array_unref);
    return room.y;
}
