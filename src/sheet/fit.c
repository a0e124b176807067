#include "sheet/fit.h"

#include <math.h>
#include <string.h>

#define FIT_MIN_PX 24.0
#define FIT_MAX_PART 0.8 /* of the slide's height */
/* Each is measured by itself. */
#define FITS_MAX 20

#define TABLE_SHRINK_MIN 0.6
#define TABLE_COLUMNS_MAX 64
/* Of a guess: em that a wide letter takes, and letters that padding is as wide as. */
#define LETTER_WIDTH 0.7
#define CELL_PADDING_LETTERS 2

typedef struct {
    hp_arena *arena;
    const hp_layout_context *layout;
    hp_cascade *cascade;
    hp_node *slide, *content;
} fitter;

static void style_set(const fitter *f, hp_node *node, const char *declarations)
{
    hp_node_set_attribute(f->arena, node, "style", declarations);
    hp_cascade_apply(f->cascade, node, node->parent->style);
}

/* The author's own style="", with more behind it. */
static const char *style_with(const fitter *f, const char *own, const char *name, double px)
{
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(number, sizeof number, "%.3f", px);
    return hp_arena_printf(f->arena, "%s%s%s: %spx", own ? own : "", own && *own ? "; " : "", name, number);
}

static gboolean picture_size(const fitter *f, const hp_node *node, double *width, double *height)
{
    const char *source = hp_node_is(node, "img") ? hp_node_attribute(node, "src") : NULL;
    const hp_image *image = source ? hp_assets_load(f->layout->assets, source, node->line) : NULL;
    if (!image)
        return FALSE;
    *width = hp_image_width(image);
    *height = hp_image_height(image);
    return *width > 0 && *height > 0;
}

static void stretch(const fitter *f, hp_node *node)
{
    const char *own = hp_node_attribute(node, "style");
    double width, rest, picture_width, picture_height;
    style_set(f, node, style_with(f, own, "height", 0));
    if (!hp_layout_measure(f->layout, f->slide, f->slide, &width, &rest))
        rest = 0;
    double room = f->layout->slide_height - rest;
    if (room <= 0) {
        style_set(f, node, own ? own : "");
        return;
    }
    width = f->layout->slide_width;
    if (picture_size(f, node, &picture_width, &picture_height)) {
        double scale = MIN(width / picture_width, room / picture_height);
        width = picture_width * scale;
        room = picture_height * scale;
    }
    style_set(f, node, style_with(f, style_with(f, own, "width", width), "height", room));
}

static void fit_text(const fitter *f, hp_node *node)
{
    const char *own = hp_node_attribute(node, "style");
    hp_node *parent = node->parent;
    double width, height, room = f->layout->slide_width;
    if (!hp_layout_measure(f->layout, f->slide, node, &width, &height) || width <= 0)
        return;
    if (parent != f->slide && !hp_layout_measure(f->layout, f->slide, parent, &room, &height))
        return;
    const hp_style *around = parent->style;
    for (int side = 0; side < 4; side++)
        if (side == HP_LEFT || side == HP_RIGHT)
            room -= around->border[side].width + hp_length_resolve(around->padding[side], room);
    double size = node->style->font_size * room / width;
    size = CLAMP(size, FIT_MIN_PX, MAX(f->layout->slide_height * FIT_MAX_PART, FIT_MIN_PX));
    style_set(f, node, style_with(f, own, "font-size", floor(size * 10) / 10));
}

/* ---- tables ---- */

/* The longest word of a cell, bytes. */
static size_t longest_word(const hp_node *cell)
{
    size_t longest = 0, length = 0;
    for (const hp_node *node = cell->first_child; node; node = hp_node_next(node, cell)) {
        if (node->type == HP_NODE_ELEMENT && hp_node_is(node, "br"))
            length = 0;
        for (const char *c = node->type == HP_NODE_TEXT ? node->text : ""; *c; c++) {
            length = g_ascii_isspace(*c) ? 0 : length + 1;
            longest = MAX(longest, length);
        }
    }
    return longest;
}

/* A guess, more than it is, at what a table's longest words need side by side: most
 * tables need no measuring. */
static double words_width(const hp_node *table)
{
    size_t longest[TABLE_COLUMNS_MAX] = {0}, n = 0, sum = 0;
    for (const hp_node *node = table->first_child; node; node = hp_node_next(node, table)) {
        if (hp_node_is(node, "tr"))
            n = 0;
        if (n >= TABLE_COLUMNS_MAX || !(hp_node_is(node, "td") || hp_node_is(node, "th")))
            continue;
        longest[n] = MAX(longest[n], longest_word(node));
        n++;
    }
    for (size_t i = 0; i < TABLE_COLUMNS_MAX; i++)
        sum += longest[i] ? longest[i] + CELL_PADDING_LETTERS : 0;
    return (double)sum * LETTER_WIDTH * (double)table->style->font_size;
}

/* TRUE when it was measured, which costs. */
static gboolean fit_table(const fitter *f, hp_node *table)
{
    double room, width, height, size = (double)table->style->font_size;
    if (words_width(table) <= f->layout->slide_width / 2)
        return FALSE;
    if (!hp_layout_measure(f->layout, f->slide, table->parent, &room, &height))
        return TRUE;
    const char *own = hp_node_attribute(table, "style");
    const char *whole = hp_arena_printf(f->arena, "%s%soverflow-wrap: normal", own ? own : "", own && *own ? "; " : "");
    style_set(f, table, whole);
    gboolean fits = hp_layout_measure(f->layout, f->slide, table, &width, &height) &&
                    width <= room + hp_layout_table_margin(f->layout, room);
    double smaller = floor(size * room / MAX(width, 1) * 10) / 10;
    if (!fits && smaller >= size * TABLE_SHRINK_MIN) {
        style_set(f, table, style_with(f, whole, "font-size", smaller));
        if (hp_layout_measure(f->layout, f->slide, table, &width, &height) && width <= room + 1) {
            hp_diag_note(f->layout->diags, "table-shrunk", table->line,
                         "the table is wider than its page: its letters are set at %.0f %%", 100 * smaller / size);
            style_set(f, table, style_with(f, own, "font-size", smaller));
            return TRUE;
        }
    }
    style_set(f, table, own ? own : "");
    return TRUE;
}

static gboolean is_stretched(const hp_node *node)
{
    return hp_node_has_class(node, "r-stretch") || hp_node_has_class(node, "stretch");
}

/* Texts and tables first: what is left for pictures depends on them. */
static void slide_fit(const fitter *f)
{
    unsigned left = FITS_MAX;
    for (const hp_node *at = f->slide; at && left > 0; at = hp_node_next(at, f->slide))
        if (at->classes && at != f->slide && hp_node_has_class(at, "r-fit-text")) {
            fit_text(f, (hp_node *)at);
            left--;
        }
    for (const hp_node *at = f->slide; at && left > 0; at = hp_node_next(at, f->slide))
        if (hp_node_is(at, "table") && at->style && at->parent && fit_table(f, (hp_node *)at))
            left--;
    for (hp_node *child = f->content->first_child; child && left > 0; child = child->next)
        if (child->classes && is_stretched(child)) {
            stretch(f, child);
            left--;
        }
}

void hp_fit_slides(hp_arena *arena, const hp_layout_context *layout, hp_cascade *cascade, const hp_tree *tree)
{
    for (size_t i = 0; i < tree->n_slides; i++) {
        fitter f = {arena, layout, cascade, tree->slides[i].node, tree->slides[i].content};
        slide_fit(&f);
    }
}
