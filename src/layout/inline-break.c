/*
 * Line breaking (CSS Text 3 §5): first fit. A line ends at the last break place
 * that lets its content fit; a word that fits nowhere is cut where
 * overflow-wrap allows it, else it runs over the edge.
 */
#include "layout/formula.h"
#include "layout/inline-internal.h"

#include <math.h>
#include <string.h>

/* Widths are sums of floats: a hair's breadth too much still fits. */
#define SLACK 0.02

double hp_item_edge(const hp_item *item, double basis)
{
    const hp_box *box = item->box;
    gboolean opens = item->kind == HP_ITEM_OPEN;
    if (opens ? !box->starts : !box->ends)
        return 0;
    gboolean left = opens == (box->style->direction == HP_DIRECTION_LTR);
    hp_side side = left ? HP_LEFT : HP_RIGHT;
    double width = MAX(basis, 0);
    return (double)box->style->border[side].width + hp_length_resolve(box->style->padding[side], width) +
           hp_length_resolve(box->style->margin[side], width);
}

double hp_item_tab(hp_layouter *l, const hp_item *item, double x)
{
    const hp_style *style = item->word->style;
    double stop = (double)style->tab_size;
    if (!style->tab_size_is_px)
        stop *= hp_fonts_lookup(l->context->fonts, style)->ch + (double)style->letter_spacing;
    return stop > 0 ? (floor((x + SLACK) / stop) + 1) * stop - x : 0;
}

static gboolean may_cut(const hp_style *style)
{
    return (style->overflow_wrap != HP_OVERFLOW_WRAP_NORMAL || style->word_break == HP_WORD_BREAK_BREAK_WORD) &&
           style->white_space != HP_WHITE_SPACE_NOWRAP && style->white_space != HP_WHITE_SPACE_PRE;
}

size_t hp_item_cut(const hp_inline *content, const hp_item *piece, double room)
{
    size_t best = piece->start;
    double width = 0;
    gboolean rtl = piece->word->level & 1;
    for (size_t i = 0; i < piece->n_glyphs; i++) {
        const hp_glyph *glyph = &piece->glyphs[rtl ? piece->n_glyphs - 1 - i : i];
        if (glyph->byte > best && (content->paragraph->flags[glyph->byte] & HP_TEXT_CURSOR)) {
            if (width > room + SLACK)
                break;
            best = glyph->byte;
        }
        width += (double)glyph->advance;
    }
    return best;
}

size_t hp_item_first_cluster(const hp_inline *content, const hp_item *piece)
{
    size_t byte = piece->start + 1;
    while (byte < piece->end && !(content->paragraph->flags[byte] & HP_TEXT_CURSOR))
        byte++;
    return byte;
}

/* Where a word that fits nowhere is cut: an address rather between its parts, when
 * that costs no more than a third of the line. */
static size_t word_cut(const hp_inline *content, const hp_item *piece, double room)
{
    const char *text = content->paragraph->text;
    size_t start = piece->start, cut = hp_item_cut(content, piece, room);
    if (!memchr(text + start, '/', cut - start))
        return cut;
    for (size_t at = cut; at - start > (cut - start) * 2 / 3; at--)
        if (hp_text_breaks_address(text[at - 1], text[at]))
            return at;
    return cut;
}

typedef struct {
    hp_layouter *l;
    const hp_inline *content;
    hp_line_content *line;
    hp_line_room *room;
    double indent, width, x;
    double blank;         /* at the end of what is taken: it would hang */
    gboolean has_content; /* something that takes room stands on the line */
    gboolean may_break;   /* the piece before allows a break behind it */
    gboolean has_break;
    guint break_pieces; /* how many pieces stand before the last break place */
    hp_line_cursor break_at;
} taker;

static void push(taker *t, const hp_item *piece)
{
    g_array_append_val(t->line->pieces, *piece);
    t->x += piece->width;
}

/* The text piece that ends where the line has come to. */
static hp_item *last_text(const taker *t)
{
    for (guint i = t->line->pieces->len; i-- > 0;) {
        hp_item *piece = &g_array_index(t->line->pieces, hp_item, i);
        if (piece->kind == HP_ITEM_TEXT)
            return piece;
        if (piece->kind != HP_ITEM_CLOSE && piece->kind != HP_ITEM_ANCHOR)
            return NULL;
    }
    return NULL;
}

/* Ends the line at the last break place; FALSE when there is none. */
static gboolean break_back(taker *t, hp_line_cursor *cursor)
{
    if (!t->has_break)
        return FALSE;
    g_array_set_size(t->line->pieces, t->break_pieces);
    *cursor = t->break_at;
    hp_item *last = last_text(t);
    if (last && last->soft)
        *last = hp_item_hyphenated(t->l, last);
    return TRUE;
}

/* A soft hyphen is no place to break when there is no room for the hyphen. */
static gboolean hyphen_fits(const taker *t)
{
    const hp_item *last = last_text(t);
    if (!last || !last->soft || !t->has_break)
        return TRUE;
    hp_item whole = hp_item_hyphenated(t->l, last);
    return t->x - last->width + whole.width <= t->width + SLACK;
}

static void note_break(taker *t, hp_line_cursor here)
{
    if (!t->may_break)
        return;
    if (!hyphen_fits(t)) {
        t->may_break = FALSE;
        return;
    }
    t->has_break = TRUE;
    t->break_pieces = t->line->pieces->len;
    t->break_at = here;
    t->may_break = FALSE;
}

static gboolean wraps(const hp_style *style)
{
    return style->white_space != HP_WHITE_SPACE_NOWRAP && style->white_space != HP_WHITE_SPACE_PRE;
}

/* Whether a glyph begins there: a ligature cannot be divided. */
static gboolean glyph_begins(const hp_item *piece, size_t byte)
{
    for (size_t i = 0; i < piece->n_glyphs; i++)
        if (piece->glyphs[i].byte == byte)
            return TRUE;
    return FALSE;
}

#define HYPHENATION_MAX 64

/* Whether the line had better end before a word than inside it (CSS Text 4
 * §5.4.3, §5.4.5). */
static gboolean keeps_words_whole(const taker *t, const hp_style *style)
{
    if (!t->has_break)
        return FALSE;
    double blank = t->width - (t->x - t->blank);
    return blank <= hp_length_resolve(style->hyphenate_zone, t->width) ||
           (style->hyphenate_lines && t->line->divided_above >= style->hyphenate_lines);
}

/* Divides a word that does not fit, as far back as it must be; FALSE when no part
 * of it fits. anyway: then the first part runs over the edge. */
static gboolean divide(taker *t, const hp_item *piece, hp_line_cursor *cursor, gboolean anyway)
{
    const hp_style *style = piece->word->style;
    size_t places[HYPHENATION_MAX];
    if (style->hyphens != HP_HYPHENS_AUTO || !wraps(style) || (t->width - t->x <= 0 && !anyway) ||
        (!anyway && keeps_words_whole(t, style)))
        return FALSE;
    size_t count = hp_text_hyphenation(t->l->context->fonts, t->content->paragraph->text, piece->start,
                                       MIN(piece->end, piece->word->space_start), style, places, HYPHENATION_MAX);
    while (count-- > 0) {
        if (!glyph_begins(piece, places[count]))
            continue;
        hp_item head = hp_item_slice(t->content, piece, piece->start, places[count]);
        gboolean last_chance = anyway && count == 0;
        if (t->x + head.width > t->width + SLACK && !last_chance)
            continue;
        head = hp_item_hyphenated(t->l, &head);
        if (t->x + head.width > t->width + SLACK && !last_chance)
            continue;
        push(t, &head);
        t->line->divided = TRUE;
        cursor->byte = places[count];
        return TRUE;
    }
    return FALSE;
}

/* TRUE when the line is full and the cursor stands where the next begins. */
static gboolean take_text(taker *t, const hp_item *item, hp_line_cursor *cursor)
{
    hp_item piece = cursor->byte ? hp_item_slice(t->content, item, cursor->byte, item->end) : *item;
    piece.breaks = item->breaks;
    piece.soft = item->soft;
    piece.must_break = item->must_break;
    if (piece.is_tab)
        piece.width = hp_item_tab(t->l, &piece, t->x);
    double ink = piece.width - piece.blank;
    if (t->x + ink > t->width + SLACK && ink > 0) {
        if (divide(t, &piece, cursor, FALSE) || break_back(t, cursor))
            return TRUE;
        if (t->room->narrowed && !t->has_content) {
            t->line->too_narrow = TRUE;
            return TRUE;
        }
        if (may_cut(piece.word->style)) {
            size_t cut = word_cut(t->content, &piece, t->width - t->x);
            if (cut == piece.start && !t->has_content)
                cut = hp_item_first_cluster(t->content, &piece);
            if (cut < piece.end) {
                if (cut > piece.start) {
                    hp_item head = hp_item_slice(t->content, &piece, piece.start, cut);
                    push(t, &head);
                }
                cursor->byte = cut;
                return TRUE;
            }
        } else if (!t->has_content && divide(t, &piece, cursor, TRUE)) {
            return TRUE;
        }
    }
    push(t, &piece);
    t->has_content = t->has_content || ink > 0;
    t->blank = ink > 0 ? piece.blank : t->blank + piece.blank;
    t->may_break = piece.breaks;
    cursor->item++;
    cursor->byte = 0;
    if (piece.must_break)
        t->line->forced = TRUE;
    return piece.must_break;
}

static double outer_width(const hp_atomic *atomic)
{
    return atomic->laid->rect.width + atomic->margins.left + atomic->margins.right;
}

/* A long formula goes on in the next line; the cursor's byte is the part that
 * comes next. */
static gboolean take_formula(taker *t, const hp_item *item, hp_line_cursor *cursor)
{
    size_t part = cursor->byte;
    double room = t->width - t->x, line = t->room->full_width;
    hp_item piece = *item;
    piece.atomic.laid = hp_formula_take(t->l, item->box, &part, room, line, FALSE);
    if (!piece.atomic.laid) {
        if (break_back(t, cursor))
            return TRUE;
        if (t->room->narrowed && !t->has_content) {
            t->line->too_narrow = TRUE;
            return TRUE;
        }
        piece.atomic.laid = hp_formula_take(t->l, item->box, &part, room, line, TRUE);
    }
    piece.atomic.laid->is_object = TRUE;
    piece.width = piece.atomic.laid->rect.width;
    push(t, &piece);
    t->has_content = TRUE;
    t->blank = 0;
    cursor->byte = part;
    if (part > 0)
        return TRUE;
    t->may_break = piece.breaks;
    cursor->item++;
    return FALSE;
}

static gboolean take_atomic(taker *t, const hp_item *item, hp_line_cursor *cursor, hp_atomic *slot)
{
    if (item->box->math && wraps(item->box->parent->style) && hp_formula_breaks(t->l, item->box, t->room->full_width))
        return take_formula(t, item, cursor);
    hp_item piece = *item;
    if (!slot->laid)
        *slot = hp_layout_atomic(t->l, item->box, t->room->containing);
    piece.atomic = *slot;
    piece.width = outer_width(slot);
    if (t->x + piece.width > t->width + SLACK) {
        if (break_back(t, cursor))
            return TRUE;
        if (t->room->narrowed && !t->has_content) {
            t->line->too_narrow = TRUE;
            return TRUE;
        }
    }
    push(t, &piece);
    t->has_content = TRUE;
    t->blank = 0;
    t->may_break = piece.breaks;
    cursor->item++;
    return FALSE;
}

/* A float stands beside the line that it is met on when it fits there, else
 * under it (CSS 2.2 §9.5). A line taken anew meets it a second time. */
static void take_float(taker *t, const hp_item *item, hp_atomic *slot)
{
    hp_line_room *room = t->room;
    if (slot->laid)
        return;
    *slot = hp_layout_atomic(t->l, item->box, room->containing);
    gboolean waits = room->waiting && room->waiting->len > 0;
    if (!waits && (!t->has_content || t->x - t->blank + outer_width(slot) <= t->width + SLACK)) {
        hp_float_place(t->l, slot, room->parent, room->origin, room->full_width, room->y);
        hp_line_room_update(t->l, room);
        t->width = room->width - t->indent;
        return;
    }
    if (!room->waiting)
        room->waiting = g_array_new(FALSE, FALSE, sizeof(hp_atomic));
    g_array_append_val(room->waiting, *slot);
}

gboolean hp_line_take(hp_layouter *l, const hp_inline *content, hp_line_cursor *cursor, hp_line_room *room,
                      double indent, hp_atomic *atomics, hp_line_content *line)
{
    if (cursor->item >= content->n_items)
        return FALSE;
    g_array_set_size(line->pieces, 0);
    line->forced = line->too_narrow = line->divided = FALSE;
    line->ellipsis = NULL;
    taker t = {.l = l, .content = content, .line = line, .room = room, .indent = indent, .width = room->width - indent};
    gboolean full = FALSE;
    while (!full && cursor->item < content->n_items) {
        const hp_item *item = &content->items[cursor->item];
        if (item->kind != HP_ITEM_CLOSE)
            note_break(&t, *cursor);
        switch (item->kind) {
        case HP_ITEM_TEXT: full = take_text(&t, item, cursor); break;
        case HP_ITEM_ATOMIC: full = take_atomic(&t, item, cursor, &atomics[cursor->item]); break;
        case HP_ITEM_FLOAT:
            take_float(&t, item, &atomics[cursor->item]);
            cursor->item++;
            break;
        case HP_ITEM_ANCHOR:
            push(&t, item);
            cursor->item++;
            break;
        default: {
            hp_item edge = *item;
            edge.width = hp_item_edge(item, room->containing.width);
            push(&t, &edge);
            cursor->item++;
        }
        }
    }
    /* Closing edges right behind a forced break belong to the line it ended. */
    while (line->forced && cursor->item < content->n_items && content->items[cursor->item].kind == HP_ITEM_CLOSE) {
        hp_item edge = content->items[cursor->item++];
        edge.width = hp_item_edge(&edge, room->containing.width);
        push(&t, &edge);
    }
    line->last = cursor->item >= content->n_items;
    return TRUE;
}

/* The widest part of a word that hyphens may divide. */
static double widest_part(hp_layouter *l, const hp_inline *content, const hp_item *item)
{
    size_t places[HYPHENATION_MAX];
    const hp_style *style = item->word->style;
    if (style->hyphens != HP_HYPHENS_AUTO || !wraps(style))
        return item->width;
    size_t count = hp_text_hyphenation(l->context->fonts, content->paragraph->text, item->start,
                                       MIN(item->end, item->word->space_start), style, places, HYPHENATION_MAX);
    double widest = 0;
    size_t from = item->start;
    for (size_t i = 0; i < count; i++) {
        if (!glyph_begins(item, places[i]))
            continue;
        hp_item part = hp_item_slice(content, item, from, places[i]);
        widest = MAX(widest, hp_item_hyphenated(l, &part).width);
        from = places[i];
    }
    return from > item->start ? MAX(widest, hp_item_slice(content, item, from, item->end).width) : item->width;
}

/* How narrow a word can get: with overflow-wrap: anywhere, its widest cluster
 * (CSS Text 3 §5.5). */
static double narrowest(hp_layouter *l, const hp_inline *content, const hp_item *item)
{
    const hp_style *style = item->word->style;
    gboolean anywhere =
        style->overflow_wrap == HP_OVERFLOW_WRAP_ANYWHERE || style->word_break == HP_WORD_BREAK_BREAK_WORD;
    if (!anywhere || !may_cut(style))
        return widest_part(l, content, item);
    double widest = 0;
    for (size_t i = 0; i < item->n_glyphs; i++)
        widest = MAX(widest, (double)item->glyphs[i].advance);
    return MAX(widest, item->blank);
}

void hp_inline_intrinsic_widths(hp_layouter *l, const hp_box *box, double *min_content, double *max_content)
{
    const hp_inline *content = hp_inline_collect(l, box);
    double indent = hp_length_resolve(box->style->text_indent, 0);
    double line = indent, stretch = indent, blank = 0, stretch_blank = 0, floats = 0;
    *min_content = *max_content = 0;
    for (size_t i = 0; i < content->n_items; i++) {
        const hp_item *item = &content->items[i];
        double min = item->width, max = item->width;
        if (item->kind == HP_ITEM_ANCHOR)
            continue;
        if (item->kind == HP_ITEM_FLOAT) {
            hp_intrinsic_widths(l, item->box, &min, &max);
            floats += max;
            *min_content = MAX(*min_content, min);
            *max_content = MAX(*max_content, floats + line - blank);
            continue;
        }
        if (item->kind == HP_ITEM_ATOMIC)
            hp_intrinsic_widths(l, item->box, &min, &max);
        else if (item->kind != HP_ITEM_TEXT)
            min = max = hp_item_edge(item, 0);
        else if (item->is_tab)
            min = max = hp_item_tab(l, item, line);
        else
            min = narrowest(l, content, item);
        if (item->kind == HP_ITEM_ATOMIC) {
            blank = stretch_blank = 0;
        } else if (item->kind == HP_ITEM_TEXT) {
            blank = item->blank + (item->width == item->blank ? blank : 0);
            stretch_blank = item->blank;
        }
        line += max;
        stretch += min;
        *max_content = MAX(*max_content, floats + line - blank);
        *min_content = MAX(*min_content, stretch - stretch_blank);
        if (item->breaks || item->must_break)
            stretch = 0;
        if (item->must_break)
            line = 0;
    }
}
