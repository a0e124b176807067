/*
 * Fragments made by hand, for the tests of paint/ and pdf/: text goes through
 * text/ as it does in layout, everything else is put where the test says.
 * Everything lives in the builder's arena.
 */
#pragma once

#include "base/cairo-util.h"
#include "layout/fragment.h"

typedef struct {
    hp_arena *arena;
    hp_diags *diags;
    hp_fonts *fonts;
    hp_assets *assets;
    unsigned next_order;
} hp_builder;

hp_builder *hp_builder_new(void);
void hp_builder_free(hp_builder *builder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hp_builder, hp_builder_free)

/* Black Lato at 20 px, a block without any decoration. */
hp_style *hp_builder_style(hp_builder *builder, hp_display display);
hp_meaning *hp_builder_meaning(hp_builder *builder, hp_role role, const hp_meaning *parent);

hp_fragment *hp_builder_box(hp_builder *builder, const hp_style *style, const hp_meaning *meaning, hp_rect rect);
/* One line of one face; x and the baseline in px. */
hp_fragment *hp_builder_text(hp_builder *builder, const hp_style *style, const hp_meaning *meaning, double x,
                             double baseline, const char *text);
void hp_builder_add(hp_builder *builder, hp_fragment *parent, hp_fragment *child);
/* A page of this size in px without backgrounds, labels or furniture. */
hp_page *hp_builder_page(hp_builder *builder, const hp_fragment *root, double width, double height);

hp_color hp_rgb(double r, double g, double b);

/* The page painted on white, one px per px; and the colour of one pixel as
 * 0xRRGGBB. */
cairo_surface_t *hp_builder_render(const hp_page *page, hp_assets *assets);
unsigned hp_pixel(cairo_surface_t *surface, int x, int y);
