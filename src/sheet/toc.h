/*
 * [TOC]: the places that the Markdown left for a table of contents get one.
 *
 * A document's lists its headings of the first three levels, as HedgeDoc does; a
 * deck's the titles of its slides, those below another one indented under it.
 * The title of a document (.title) is not in it. Paper wants to know the page,
 * too: span.toc-text, span.toc-leader and span.toc-page stand in each link.
 */
#pragma once

#include "sheet/tree.h"

/* Fills each empty div.toc of the tree, and those that it filled before. Headings
 * that are in the tree by then count; what is made lives in the arena. */
void hp_toc_fill(hp_arena *arena, const hp_tree *tree);

/* A place for a table of contents before a node of the document. */
void hp_toc_add_place(hp_arena *arena, hp_node *parent, hp_node *before);
gboolean hp_toc_is_there(const hp_tree *tree);

/* Writes the page that each entry of a document leads to: pages holds the text
 * of its number (char *, in the arena) by the id of the heading. */
void hp_toc_number(hp_arena *arena, const hp_tree *tree, GHashTable *pages);
