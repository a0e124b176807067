/*
 * Drawing: sheets as pages of the file, booklets' two to a side of the paper.
 */
#include "sheet/handout-internal.h"
#include "sheet/ink.h"

#include <string.h>

/* How far lines to write on are apart, 8 mm. */
#define WRITING_PX 30.24

typedef struct {
    hp_handout *handout;
    hp_pdf_writer *writer;
    hp_arena *arena; /* of the side of paper that is drawn */
    hp_ink ink;
    const hp_page *looked_at; /* the last page, and whether its picture is dark; NULL: none yet */
    gboolean is_dark;
} drawing;

static void deck_choose(const drawing *d, const sheet_deck *deck)
{
    guint index = 0;
    g_ptr_array_find(d->handout->decks, deck, &index);
    hp_pdf_writer_set_deck(d->writer, index);
    hp_pdf_writer_set_assets(d->writer, deck->given.layout->assets);
}

static hp_matrix moved(hp_point by)
{
    return (hp_matrix){1, 0, 0, 1, by.x, by.y};
}

/* ---- furniture ---- */

static const hp_fragment *box_make(const drawing *d, const sheet_deck *deck, const hp_style *style, hp_rect rect)
{
    hp_fragment *box = hp_arena_make(d->arena, hp_fragment);
    box->type = HP_FRAGMENT_BOX;
    box->rect = rect;
    box->style = style;
    box->meaning = deck->artifact;
    return box;
}

/* Around the slide, so that nothing of it is covered. */
static void frame_add(const drawing *d, GPtrArray *parts, const sheet_slide *slide)
{
    const hp_style *style = slide->deck->frame_style;
    double width = (double)style->border[HP_TOP].width;
    hp_rect rect = {slide->rect.x - width, slide->rect.y - width, slide->rect.width + 2 * width,
                    slide->rect.height + 2 * width};
    if (d->ink.save || hp_ink_page_is_light(slide->page))
        g_ptr_array_add(parts, (gpointer)box_make(d, slide->deck, style, rect));
}

/* Evenly, the last one at the foot of the room. */
static void lines_add(const drawing *d, GPtrArray *parts, const sheet_slide *slide)
{
    hp_rect room = slide->lines;
    unsigned count = room.width > 0 ? (unsigned)CLAMP(room.height / WRITING_PX, 0, 200) : 0;
    for (unsigned i = 1; i <= count; i++) {
        double y = room.y + room.height * i / count;
        g_ptr_array_add(parts, (gpointer)box_make(d, slide->deck, slide->deck->line_style,
                                                  (hp_rect){room.x, y - 1, room.width, 1}));
    }
}

static void line_add(const drawing *d, GPtrArray *parts, const sheet *at, gboolean is_footer, unsigned number)
{
    const hp_handout_options *o = d->handout->options;
    const char *line = is_footer ? o->footer : o->header;
    const char *class = is_footer ? "sheet-footer" : "sheet-header";
    if (!*line)
        return;
    const hp_column *column = hp_sheet_line(d->handout, at, line, class, number, d->handout->sheets->len);
    if (!column)
        return;
    double y = is_footer ? d->handout->height - o->margin - hp_column_height(column) : o->margin;
    g_ptr_array_add(parts, (gpointer)hp_column_emit(column, NULL, o->margin, y));
}

static const hp_fragment *furniture_make(const drawing *d, const sheet *at, unsigned number)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new();
    line_add(d, parts, at, FALSE, number);
    for (guint i = 0; i < at->slides->len; i++) {
        const sheet_slide *slide = &g_array_index(at->slides, sheet_slide, i);
        frame_add(d, parts, slide);
        lines_add(d, parts, slide);
    }
    line_add(d, parts, at, TRUE, number);
    hp_rect whole = {0, 0, d->handout->width, d->handout->height};
    hp_fragment *furniture = (hp_fragment *)box_make(d, at->deck, hp_style_initial(), whole);
    furniture->n_children = parts->len;
    furniture->children = hp_arena_copy(d->arena, parts->pdata, parts->len * sizeof(gpointer));
    return furniture;
}

/* ---- sheets ---- */

/* Asked once for slides that follow each other and have the same behind them. */
static gboolean picture_is_dark(drawing *d, const sheet_slide *slide)
{
    const hp_page *page = slide->page, *last = d->looked_at;
    if (!last || last->n_backgrounds != page->n_backgrounds || last->width != page->width ||
        last->height != page->height ||
        memcmp(last->backgrounds, page->backgrounds, page->n_backgrounds * sizeof *page->backgrounds) != 0)
        d->is_dark = hp_ink_picture_is_dark(page, slide->deck->given.layout->assets);
    d->looked_at = page;
    return d->is_dark;
}

static void slides_draw(drawing *d, const sheet *at, hp_point origin)
{
    for (guint i = 0; i < at->slides->len; i++) {
        const sheet_slide *slide = &g_array_index(at->slides, sheet_slide, i);
        double scale = slide->rect.width / slide->page->width;
        hp_ink ink = d->ink;
        ink.fade = ink.save && picture_is_dark(d, slide);
        deck_choose(d, slide->deck);
        hp_pdf_writer_place(d->writer, hp_ink_page(d->arena, slide->page, ink),
                            (hp_matrix){scale, 0, 0, scale, origin.x + slide->rect.x, origin.y + slide->rect.y});
    }
}

static void own_draw(const drawing *d, const sheet *at, hp_point origin, unsigned number)
{
    hp_page page = {.width = d->handout->width, .height = d->handout->height, .points_per_px = 0.75};
    hp_ink gray_only = {.gray = d->ink.gray};
    if (at->text)
        page.root = hp_column_emit(at->text, &at->piece, at->text_x, at->text_y);
    page.furniture = furniture_make(d, at, number);
    deck_choose(d, at->text ? at->text_deck : at->deck);
    hp_pdf_writer_furnish(d->writer, hp_ink_page(d->arena, &page, gray_only), moved(origin));
}

static void sheet_draw(drawing *d, guint index, hp_point origin)
{
    const sheet *at = g_ptr_array_index(d->handout->sheets, index);
    slides_draw(d, at, origin);
    own_draw(d, at, origin, index + 1);
}

static void side_begin(drawing *d, double width, double height)
{
    d->arena = hp_arena_new();
    hp_pdf_writer_begin_sheet(d->writer, width, height, NULL);
}

static void side_end(drawing *d)
{
    hp_pdf_writer_end_sheet(d->writer);
    g_clear_pointer(&d->arena, hp_arena_free);
}

static size_t sheets_draw(drawing *d)
{
    for (guint i = 0; i < d->handout->sheets->len; i++) {
        side_begin(d, d->handout->width, d->handout->height);
        sheet_draw(d, i, (hp_point){0, 0});
        side_end(d);
    }
    return d->handout->sheets->len;
}

/* Imposed for a stack of paper that is printed on both sides, turned over its
 * short edge, and folded once: outside the last page and the first, inside the
 * second and the last but one, and so on inwards. */
static size_t booklet_draw(drawing *d)
{
    guint count = d->handout->sheets->len, whole = (count + 3) / 4 * 4;
    const sheet *first = g_ptr_array_index(d->handout->sheets, 0);
    for (guint side = 0; side < whole / 2; side++) {
        gboolean outside = side % 2 == 0;
        guint pages[2] = {outside != first->deck->mirrored ? whole - 1 - side : side,
                          outside != first->deck->mirrored ? side : whole - 1 - side};
        side_begin(d, 2 * d->handout->width, d->handout->height);
        for (int half = 0; half < 2; half++)
            if (pages[half] < count)
                sheet_draw(d, pages[half], (hp_point){half * d->handout->width, 0});
        side_end(d);
    }
    return whole / 2;
}

size_t hp_handout_draw(hp_handout *handout, hp_pdf_writer *writer)
{
    const hp_handout_options *o = handout->options;
    drawing d = {.handout = handout, .writer = writer, .ink = {.save = o->save_ink, .gray = o->gray}};
    hp_handout_close(handout);
    if (!handout->sheets->len)
        return 0;
    hp_handout_arrange(handout);
    hp_pdf_writer_set_gray(writer, o->gray);
    for (guint i = 1; i < handout->decks->len; i++) {
        const sheet_deck *deck = g_ptr_array_index(handout->decks, i);
        hp_pdf_writer_add_deck(writer, deck->given.layout->diags);
    }
    return o->layout == HP_HANDOUT_BOOKLET ? booklet_draw(&d) : sheets_draw(&d);
}
