/*
 * Background: what stands behind a slide, from the lowest layer up: the theme's
 * page, the parallax picture of the front matter, the slide's own colour and
 * picture (data-background and its kin).
 */
#pragma once

#include "asset/asset.h"
#include "layout/fragment.h"
#include "sheet/tree.h"
#include "source/deck.h"

/* The slide's own background colour; FALSE when it names none. */
gboolean hp_background_slide_color(hp_arena *arena, const hp_node *section, hp_color *color);

/* The address of the slide's own background picture, in the arena; NULL when it
 * has none. */
const char *hp_background_slide_picture(hp_arena *arena, const hp_node *section);

/* The layers of one slide (NULL: those behind all), in the arena; *count says how many. The tree is
 * styled. What has no form on paper (video, iframe) is a diagnostic. */
const hp_page_background *hp_background_layers(hp_arena *arena, const hp_tree *tree, const hp_tree_slide *slide,
                                               const hp_slide_options *options, hp_assets *assets, hp_diags *diags,
                                               size_t *count);
