/*
 * text-overflow and the last line of line-clamp (CSS Overflow 4 §4, §5): what
 * does not fit beside an ellipsis is cut off, cluster by cluster.
 */
#include "layout/inline-internal.h"

#include <string.h>

#define SLACK 0.02

static hp_laid *ellipsis_make(hp_layouter *l, const hp_box *container)
{
    static const char text[] = "\xe2\x80\xa6";
    const hp_style *style = container->style;
    hp_text_run run = {0, strlen(text), style, NULL};
    const hp_paragraph *paragraph =
        hp_text_shape(l->context->fonts, l->arena, text, run.end, &run, 1, style->direction);
    return hp_laid_word_make(l, container, style, container->meaning, paragraph, &paragraph->words[0]);
}

static double ink_width(const GArray *pieces)
{
    double width = 0, blank = 0;
    for (guint i = 0; i < pieces->len; i++) {
        const hp_item *piece = &g_array_index(pieces, hp_item, i);
        width += piece->width;
        if (piece->kind == HP_ITEM_ATOMIC)
            blank = 0;
        else if (piece->kind == HP_ITEM_TEXT)
            blank = piece->width > piece->blank ? piece->blank : blank + piece->blank;
    }
    return width - blank;
}

/* What of a text stands in the room, without the blanks behind it; of the first
 * text on the line one cluster at least. FALSE: nothing. */
static gboolean shorten(const hp_inline *content, hp_item *piece, double room, gboolean is_first)
{
    size_t end = MIN(piece->end, MAX(piece->word->space_start, piece->start));
    if (piece->width - piece->blank > room)
        end = MIN(end, hp_item_cut(content, piece, MAX(room, 0)));
    if (end == piece->start && is_first)
        end = hp_item_first_cluster(content, piece);
    if (end <= piece->start)
        return FALSE;
    *piece = hp_item_slice(content, piece, piece->start, end);
    return TRUE;
}

/* No blank stands before the ellipsis. */
static void trim(const hp_inline *content, GArray *pieces)
{
    for (guint i = pieces->len; i-- > 0;) {
        hp_item *piece = &g_array_index(pieces, hp_item, i);
        if (piece->kind == HP_ITEM_ATOMIC)
            return;
        if (piece->kind != HP_ITEM_TEXT)
            continue;
        if (piece->word->space_start < piece->end)
            *piece = hp_item_slice(content, piece, piece->start, MAX(piece->word->space_start, piece->start));
        if (piece->end > piece->start)
            return;
    }
}

/* The index of the last piece that has something to see; what is behind it is
 * blank. */
static guint last_visible(const GArray *pieces)
{
    for (guint i = pieces->len; i-- > 0;) {
        const hp_item *piece = &g_array_index(pieces, hp_item, i);
        if (piece->kind == HP_ITEM_ATOMIC || (piece->kind == HP_ITEM_TEXT && piece->width > piece->blank))
            return i;
    }
    return 0;
}

/* Edges of inline boxes and anchors stay, for other lines count on them. */
static void cut(const hp_inline *content, GArray *pieces, double room)
{
    g_autoptr(GArray) kept = g_array_sized_new(FALSE, TRUE, sizeof(hp_item), pieces->len);
    gboolean full = FALSE, any = FALSE;
    guint last = last_visible(pieces);
    double x = 0;
    for (guint i = 0; i < pieces->len; i++) {
        hp_item piece = g_array_index(pieces, hp_item, i);
        gboolean is_text = piece.kind == HP_ITEM_TEXT, keeps = TRUE;
        gboolean shows = is_text || piece.kind == HP_ITEM_ATOMIC;
        double ink = is_text ? piece.width - piece.blank : piece.width;
        if (full) {
            keeps = !shows;
            piece.width = 0;
        } else if (shows && (x + ink > room + SLACK || i >= last)) {
            full = TRUE;
            keeps = is_text ? shorten(content, &piece, room - x, !any) : x + ink <= room + SLACK || !any;
        } else {
            any |= shows && ink > 0;
            x += piece.width;
        }
        if (keeps)
            g_array_append_val(kept, piece);
    }
    trim(content, kept);
    g_array_set_size(pieces, 0);
    g_array_append_vals(pieces, kept->data, kept->len);
}

void hp_line_ellipsize(hp_layouter *l, const hp_inline *content, const hp_line_state *state, hp_line_content *line,
                       double width)
{
    const hp_box *container = state->container;
    const hp_style *style = container->is_run ? container->parent->style : container->style;
    gboolean ends = state->ending && !line->last;
    gboolean clips = style->ellipsis && hp_overflow_clips(style->overflow_x);
    if (!ends && !(clips && ink_width(line->pieces) > width + SLACK))
        return;
    line->ellipsis = ellipsis_make(l, container);
    cut(content, line->pieces, width - line->ellipsis->rect.width);
}
