/*
 * Paper: what @page rules make of the pages of a document: their size, their
 * margins, and what runs along in the margins.
 */
#pragma once

#include "css/cascade.h"
#include "layout/layout.h"
#include "sheet/tree.h"

typedef struct {
    hp_node *pages[3]; /* styled: the first page, odd and even ones */
    gboolean first_is_left;
} hp_paper;

/* Styles the pages of a document whose tree is styled. In the arena. */
const hp_paper *hp_paper_style(hp_arena *arena, hp_cascade *cascade, const hp_tree *tree);

/* The size that `size` asks for, px; what it leaves open stays as it is. */
void hp_paper_size(const hp_paper *paper, double *width, double *height);
/* Fills in margins and the side of the first page. */
void hp_paper_plan(const hp_paper *paper, double width, double height, hp_page_plan *plan);

/* Named strings as they are when pages are gone through one by one. */
typedef struct hp_running hp_running;

/* title and date: what string(title) and string(date) are before anything sets
 * them; NULL: empty. In the arena. */
hp_running *hp_running_new(hp_arena *arena, const char *title, const char *date);

/* The margin boxes of the next page as one fragment; NULL when there are none.
 * number counts from 1. */
const hp_fragment *hp_paper_margin_boxes(const hp_paper *paper, hp_running *running, const hp_layout_context *layout,
                                         hp_arena *arena, const hp_page *page, unsigned number, unsigned total);
