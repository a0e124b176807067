/*
 * Paper: what @page rules make of the pages of a document: their size, their
 * margins, and what runs along in the margins.
 */
#pragma once

#include "css/cascade.h"
#include "layout/layout.h"
#include "sheet/tree.h"

typedef struct hp_paper hp_paper;

/* The pages of a document whose tree is styled; each kind is styled when it is
 * first needed. In the arena. */
hp_paper *hp_paper_new(hp_arena *arena, hp_cascade *cascade, const hp_tree *tree);

/* Fills in the kinds of pages that the document has, and the side of the first.
 * width, height: of pages whose style leaves it open, px; is_fixed: of all. */
void hp_paper_plan(hp_paper *paper, double width, double height, gboolean is_fixed, hp_page_plan *plan);

/* Named strings as they are when pages are gone through one by one. */
typedef struct hp_running hp_running;

/* title and date: what string(title) and string(date) are before anything sets
 * them; NULL: empty. In the arena. */
hp_running *hp_running_new(hp_arena *arena, const char *title, const char *date);

/* The margin boxes of the next page as one fragment; NULL when there are none.
 * number counts from 1. */
const hp_fragment *hp_paper_margin_boxes(hp_paper *paper, hp_running *running, const hp_layout_context *layout,
                                         hp_arena *arena, const hp_page *page, unsigned number, unsigned total);
