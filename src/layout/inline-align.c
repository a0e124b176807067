/*
 * Where the pieces of a line stand from left to right: visual order (UAX #9),
 * text-align, justification (CSS Text 3 §6) and the blanks that hang.
 */
#include "layout/inline-internal.h"

/* Visual order by rule L2 of UAX #9. order: indices of pieces. */
static void reorder(const GArray *pieces, guint *order, uint8_t base)
{
    g_autofree uint8_t *levels = g_new(uint8_t, pieces->len + 1);
    uint8_t highest = base, lowest_odd = 255;
    for (guint i = 0; i < pieces->len; i++) {
        const hp_item *piece = &g_array_index(pieces, hp_item, i);
        levels[i] = piece->word ? piece->word->level : base;
        /* Blanks at the line's end follow the paragraph (rule L1). */
        highest = MAX(highest, levels[i]);
        if (levels[i] & 1)
            lowest_odd = MIN(lowest_odd, levels[i]);
        order[i] = i;
    }
    if (base & 1)
        lowest_odd = MIN(lowest_odd, base);
    for (int level = highest; level >= lowest_odd; level--)
        for (guint i = 0; i < pieces->len; i++) {
            guint end = i;
            while (end < pieces->len && levels[end] >= level)
                end++;
            for (guint a = i, z = end; a + 1 < z; a++, z--) {
                guint swap = order[a];
                order[a] = order[z - 1];
                order[z - 1] = swap;
            }
            /* levels stay in logical order: L2 reverses whole runs, so the runs
             * of lower levels are still contiguous by index. */
            i = MAX(end, i);
        }
}

/* The blanks that hang at the end of the line. */
static double hanging(const GArray *pieces)
{
    double width = 0;
    for (guint i = pieces->len; i-- > 0;) {
        const hp_item *piece = &g_array_index(pieces, hp_item, i);
        if (piece->kind == HP_ITEM_CLOSE || piece->kind == HP_ITEM_ANCHOR ||
            (piece->kind == HP_ITEM_TEXT && piece->width == piece->blank)) {
            width += piece->blank;
            continue;
        }
        return piece->kind == HP_ITEM_TEXT ? width + piece->blank : width;
    }
    return width;
}

static double aligned(const hp_style *style, double room, hp_direction direction)
{
    hp_text_align align = style->text_align;
    gboolean rtl = direction == HP_DIRECTION_RTL;
    if (align == HP_TEXT_ALIGN_JUSTIFY)
        align = HP_TEXT_ALIGN_START;
    switch (align) {
    case HP_TEXT_ALIGN_CENTER: return MAX(room / 2, 0);
    case HP_TEXT_ALIGN_LEFT: return rtl ? MIN(room, 0) : 0;
    case HP_TEXT_ALIGN_RIGHT: return rtl ? room : MAX(room, 0);
    case HP_TEXT_ALIGN_END: return rtl ? MIN(room, 0) : MAX(room, 0);
    default: return rtl ? room : 0;
    }
}

/* Shares the room out among the blanks between words. */
static void justify(GArray *pieces, double room)
{
    guint last = pieces->len, gaps = 0;
    while (last > 0 && g_array_index(pieces, hp_item, last - 1).kind != HP_ITEM_TEXT)
        last--;
    for (guint i = 0; i + 1 < last; i++)
        gaps += g_array_index(pieces, hp_item, i).blank > 0;
    if (!gaps)
        return;
    for (guint i = 0; i + 1 < last; i++) {
        hp_item *piece = &g_array_index(pieces, hp_item, i);
        if (piece->blank > 0)
            piece->extra = room / gaps;
    }
}

/* What hangs keeps its place but takes no room: no underline runs on there. */
static void drop_hanging(GArray *pieces, gboolean rtl)
{
    for (guint i = pieces->len; i-- > 0;) {
        hp_item *piece = &g_array_index(pieces, hp_item, i);
        if (piece->kind == HP_ITEM_CLOSE || piece->kind == HP_ITEM_ANCHOR)
            continue;
        if (piece->kind != HP_ITEM_TEXT)
            return;
        piece->width -= piece->blank;
        if (rtl)
            piece->x += piece->blank;
        if (piece->width > 0)
            return;
    }
}

void hp_line_align(const hp_inline *content, const hp_line_state *state, hp_line_content *line, double indent,
                   double width)
{
    const hp_style *style = state->container->style;
    GArray *pieces = line->pieces;
    hp_direction direction = content->paragraph->direction;
    double used = indent;
    for (guint i = 0; i < pieces->len; i++)
        used += g_array_index(pieces, hp_item, i).width;
    double ellipsis = line->ellipsis ? line->ellipsis->rect.width : 0;
    used += ellipsis;
    double hang = hanging(pieces), room = width - used + hang;
    if (style->text_align == HP_TEXT_ALIGN_JUSTIFY && !line->forced && !line->last && room > 0) {
        justify(pieces, room);
        room = 0;
    }
    gboolean rtl = direction == HP_DIRECTION_RTL;
    g_autofree guint *order = g_new(guint, pieces->len + 1);
    reorder(pieces, order, rtl);
    double x = aligned(style, room, direction) + (rtl ? ellipsis - hang : indent);
    if (line->ellipsis && rtl)
        line->ellipsis->rect.x = x - ellipsis;
    for (guint i = 0; i < pieces->len; i++) {
        hp_item *piece = &g_array_index(pieces, hp_item, order[i]);
        piece->x = x;
        x += piece->width + piece->extra;
    }
    if (line->ellipsis && !rtl)
        line->ellipsis->rect.x = x;
    drop_hanging(pieces, rtl);
}
