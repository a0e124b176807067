/*
 * Paint: fragments to cairo, in the order of CSS 2.2 Appendix E.
 *
 * The same code paints PDF pages, PNG pages and slides on a sheet: whatever the
 * context's transform is. What carries meaning is bracketed by the caller's
 * callbacks, so that this room knows nothing of PDF tags.
 */
#pragma once

#include "layout/fragment.h"
#include <cairo.h>

typedef struct {
    /* Around each run of content of one meaning, in paint order; artifacts
     * (backgrounds, borders, shadows, decoration lines) are outside. A group
     * (opacity) has one bracket, its outermost fragment's. NULL: no calls. */
    void (*content_begin)(void *user_data, cairo_t *cr, const hp_fragment *fragment);
    void (*content_end)(void *user_data, cairo_t *cr, const hp_fragment *fragment);
    void *user_data;
} hp_paint_hooks;

/* State kept over the pages of one file: emoji and shadow fonts, one surface per
 * bitmap glyph. */
typedef struct hp_painter hp_painter;

hp_painter *hp_painter_new(const hp_paint_hooks *hooks); /* hooks copied; NULL: none */
void hp_painter_free(hp_painter *painter);               /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hp_painter, hp_painter_free)

/* Where the url() of background layers is looked up; borrowed. Without it such
 * layers are left out. */
void hp_painter_set_assets(hp_painter *painter, hp_assets *assets);

/* Paints a page: its backgrounds, its content, its furniture. cr's user space is
 * the page's px (the caller has scaled by 0.75 for PDF points). */
void hp_paint_page(hp_painter *painter, cairo_t *cr, const hp_page *page);

/* Takes the colours out of this area when pictures or emoji have been painted
 * since the last call. Those of everything else are for fragments to say. */
void hp_paint_gray(hp_painter *painter, cairo_t *cr, double width, double height);
