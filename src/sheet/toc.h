/*
 * [TOC]: the places that the Markdown left for a table of contents get one.
 *
 * A document's lists its headings of the first three levels, as HedgeDoc does; a
 * deck's the titles of its slides, those below another one indented under it.
 */
#pragma once

#include "sheet/tree.h"

/* Fills each empty div.toc of the tree. Headings that are in the tree by then
 * count; what is made lives in the arena. */
void hp_toc_fill(hp_arena *arena, hp_tree *tree);
