/*
 * Fit: the sizes that reveal.js's script gives to elements, and one of our own.
 *
 *     section > .r-stretch, .stretch   what the rest of the slide leaves of its
 *                                      height; pictures as large as fits into
 *                                      that and the slide's width
 *     .r-fit-text                      letters so large that the text is as wide
 *                                      as the element around it: from 24 px to
 *                                      0.8 of the slide's height
 *     table                            letters so small that no word is broken,
 *                                      where it would run off the page; to 0.6
 *                                      of their size
 */
#pragma once

#include "css/cascade.h"
#include "layout/layout.h"
#include "sheet/tree.h"

/* Writes the sizes as style="" and styles these elements anew. The tree is
 * styled. Slides without such elements cost a walk. */
void hp_fit_slides(hp_arena *arena, const hp_layout_context *layout, hp_cascade *cascade, const hp_tree *tree);
