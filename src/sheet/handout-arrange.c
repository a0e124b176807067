/*
 * Arranging: where on its sheet everything stands. Text that finds no room goes
 * on over sheets of its own, so nothing is ever cut.
 */
#include "sheet/handout-grid.h"
#include "sheet/handout-internal.h"

/* px of the paper. */
#define LINE_GAP 16.0    /* between header or footer and what is between them */
#define TEXT_GAP 20.0    /* between slides and the text below them */
#define WIDE_NUMBER 8888 /* page numbers are known later; this is as wide as any */

/* Of the room between header and footer. */
#define ADDRESSES_SHARE 0.3      /* on all sheets */
#define ADDRESSES_SHARE_MAX 0.45 /* on one that has many */
#define ADDRESSES_GUESS 0.2      /* while they are not known */
#define NOTES_SLIDE_SHARE 0.45

static gboolean has_lines(const hp_handout_options *o)
{
    return (o->layout == HP_HANDOUT_SLIDES && o->per_page == 3) ||
           (o->layout == HP_HANDOUT_BOOKLET && o->per_page == 1);
}

gboolean hp_sheet_is_landscape(const hp_handout_options *o, double slide_width, double slide_height)
{
    if (o->orientation != HP_PAPER_FITTING)
        return o->orientation == HP_PAPER_LANDSCAPE;
    if (o->layout != HP_HANDOUT_SLIDES)
        return FALSE;
    double longer = o->paper_height - 2 * o->margin, shorter = o->paper_width - 2 * o->margin;
    /* Header and footer take some of the height either way. */
    double share = o->links == HP_HANDOUT_LINKS_PLAIN ? 1 : 1 - ADDRESSES_GUESS;
    hp_rect upright = {0, 0, shorter, (longer - 4 * LINE_GAP) * share};
    hp_rect lying = {0, 0, longer, (shorter - 4 * LINE_GAP) * share};
    hp_handout_grid tall =
        hp_handout_grid_fit(o->per_page, has_lines(o), upright, slide_width, slide_height, o->gutter);
    hp_handout_grid wide = hp_handout_grid_fit(o->per_page, has_lines(o), lying, slide_width, slide_height, o->gutter);
    return wide.width > tall.width * 1.03;
}

/* ---- room ---- */

static double line_height(hp_handout *handout, const char *line, const char *class)
{
    double height = 0;
    const sheet *before = NULL;
    for (guint i = 0; *line && i < handout->sheets->len; i++) {
        const sheet *at = g_ptr_array_index(handout->sheets, i);
        if (before && before->deck == at->deck && before->section == at->section)
            continue;
        const hp_column *column = hp_sheet_line(handout, at, line, class, WIDE_NUMBER, WIDE_NUMBER);
        height = MAX(height, column ? hp_column_height(column) + LINE_GAP : 0);
        before = at;
    }
    return height;
}

static void area_measure(hp_handout *handout)
{
    const hp_handout_options *o = handout->options;
    double top = line_height(handout, o->header, "sheet-header");
    double bottom = line_height(handout, o->footer, "sheet-footer");
    hp_edges edges = {o->margin + top, o->margin, o->margin + bottom, o->margin};
    handout->area = hp_rect_inset((hp_rect){0, 0, handout->width, handout->height}, edges);
    handout->area.width = MAX(handout->area.width, 1);
    handout->area.height = MAX(handout->area.height, 1);
}

/* ---- slides ---- */

/* The largest rectangle of the page's proportion in the middle of a place. */
static hp_rect page_fit(const hp_page *page, hp_rect place)
{
    double scale = MIN(place.width / page->width, place.height / page->height);
    double width = page->width * scale, height = page->height * scale;
    return (hp_rect){place.x + (place.width - width) / 2, place.y + (place.height - height) / 2, width, height};
}

static sheet_slide *slide_at(const sheet *at, guint index)
{
    return &g_array_index(at->slides, sheet_slide, index);
}

static void slides_place(hp_handout *handout, sheet *at, const hp_handout_grid *grid)
{
    for (guint i = 0; i < at->slides->len; i++) {
        sheet_slide *slide = slide_at(at, i);
        hp_rect place = hp_handout_grid_place(grid, i, handout->options->down, at->deck->mirrored, &slide->lines);
        slide->rect = page_fit(slide->page, place);
    }
}

/* ---- text ---- */

/* What does not fit into the room on the sheet gets further sheets behind it. */
static GArray *text_cut(hp_handout *handout, const sheet *at, double room)
{
    return hp_column_cut(at->text, MIN(room, handout->area.height), handout->area.height);
}

static void text_go_on(hp_handout *handout, GPtrArray *arranged, const sheet *from, const GArray *pieces)
{
    for (guint i = 1; i < pieces->len; i++) {
        sheet *next = hp_arena_copy(handout->arena, from, sizeof *from);
        next->slides =
            hp_arena_own(handout->arena, g_array_new(FALSE, TRUE, sizeof(sheet_slide)), (GDestroyNotify)g_array_unref);
        next->piece = g_array_index(pieces, hp_column_piece, i);
        next->text_y = handout->area.y;
        g_ptr_array_add(arranged, next);
    }
}

/* Addresses at the foot of the sheet, which are cut where they are higher than the
 * room. Returns where they begin. */
static double foot_place(hp_handout *handout, GPtrArray *arranged, sheet *at, double room)
{
    g_autoptr(GArray) pieces = text_cut(handout, at, room);
    at->piece = g_array_index(pieces, hp_column_piece, 0);
    at->text_x = handout->area.x;
    at->text_y = handout->area.y + handout->area.height - at->piece.height;
    text_go_on(handout, arranged, at, pieces);
    return at->text_y;
}

static double foot_height(const sheet *at)
{
    return at->text ? hp_column_height(at->text) + TEXT_GAP : 0;
}

/* Slides fill the sheet, addresses stand at its foot. Slides are of one size, but
 * where addresses need more than the reserve. */
static void arrange_slides(hp_handout *handout, GPtrArray *arranged, sheet *at, double reserve)
{
    const hp_handout_options *o = handout->options;
    hp_rect area = handout->area;
    const hp_page *first = slide_at(at, 0)->page;
    reserve = MAX(reserve, MIN(foot_height(at), area.height * ADDRESSES_SHARE_MAX));
    area.height = MAX(area.height - reserve, 1);
    hp_handout_grid grid = hp_handout_grid_fit(o->per_page, has_lines(o), area, first->width, first->height, o->gutter);
    slides_place(handout, at, &grid);
    g_ptr_array_add(arranged, at);
    if (at->text)
        foot_place(handout, arranged, at, reserve - TEXT_GAP);
}

/* Notes begin where their slide does, if there is room for their lines. */
static double notes_x(const hp_handout *handout, const sheet *at)
{
    const hp_rect *area = &handout->area, *slide = &slide_at(at, 0)->rect;
    double spare = area->width - hp_sheet_notes_width(handout);
    double indent = at->deck->mirrored ? area->x + area->width - slide->x - slide->width : slide->x - area->x;
    indent = CLAMP(indent, 0, spare);
    return area->x + (at->deck->mirrored ? spare - indent : indent);
}

static void arrange_notes(hp_handout *handout, GPtrArray *arranged, sheet *at)
{
    hp_rect area = handout->area;
    const hp_page *first = slide_at(at, 0)->page;
    area.height *= NOTES_SLIDE_SHARE;
    hp_handout_grid grid =
        hp_handout_grid_fit(at->slides->len, FALSE, area, first->width, first->height, handout->options->gutter);
    grid.area.height = grid.rows * grid.height + (grid.rows - 1) * grid.gutter;
    slides_place(handout, at, &grid);
    double top = grid.area.y + grid.area.height + TEXT_GAP, foot = handout->area.y + handout->area.height;
    g_ptr_array_add(arranged, at);
    if (at->text && !at->at_foot) {
        g_autoptr(GArray) pieces = text_cut(handout, at, foot - top);
        at->piece = g_array_index(pieces, hp_column_piece, 0);
        at->text_x = notes_x(handout, at);
        at->text_y = top;
        text_go_on(handout, arranged, at, pieces);
        return;
    }
    if (at->text)
        foot = foot_place(handout, arranged, at, foot - top) - TEXT_GAP;
    slide_at(at, at->slides->len - 1)->lines = (hp_rect){area.x, top, area.width, MAX(foot - top, 0)};
}

static void arrange_text(hp_handout *handout, GPtrArray *arranged, sheet *at)
{
    if (!at->text)
        return;
    g_autoptr(GArray) pieces = text_cut(handout, at, handout->area.height);
    at->piece = g_array_index(pieces, hp_column_piece, 0);
    at->text_x = handout->area.x;
    at->text_y = handout->area.y;
    g_ptr_array_add(arranged, at);
    text_go_on(handout, arranged, at, pieces);
}

static int compare_heights(gconstpointer a, gconstpointer b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

/* What is kept free at the foot of each sheet: enough for three in four. */
static double reserve_of(const hp_handout *handout)
{
    g_autoptr(GArray) heights = g_array_new(FALSE, FALSE, sizeof(double));
    for (guint i = 0; i < handout->sheets->len; i++) {
        double height = foot_height(g_ptr_array_index(handout->sheets, i));
        g_array_append_val(heights, height);
    }
    g_array_sort(heights, compare_heights);
    return MIN(g_array_index(heights, double, heights->len * 3 / 4), handout->area.height * ADDRESSES_SHARE);
}

void hp_handout_arrange(hp_handout *handout)
{
    GPtrArray *arranged = g_ptr_array_new();
    area_measure(handout);
    double reserve = reserve_of(handout);
    for (guint i = 0; i < handout->sheets->len; i++) {
        sheet *at = g_ptr_array_index(handout->sheets, i);
        switch (handout->options->layout) {
        case HP_HANDOUT_OUTLINE: arrange_text(handout, arranged, at); break;
        case HP_HANDOUT_NOTES: arrange_notes(handout, arranged, at); break;
        case HP_HANDOUT_SLIDES:
        case HP_HANDOUT_BOOKLET: arrange_slides(handout, arranged, at, reserve); break;
        }
    }
    g_ptr_array_unref(handout->sheets);
    handout->sheets = arranged;
}
