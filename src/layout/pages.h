/*
 * Pages of a column that is laid out: of a slide (slide.c) or of a document
 * (document.c).
 */
#pragma once

#include "layout/positioned.h"

typedef struct {
    const hp_layout_context *context;
    hp_layouter *l;
    const hp_layout_slide *slide;
    hp_laid *root;
    double x;                  /* of the root's border box on the page */
    hp_positioned *positioned; /* NULL: everything is in the flow */
    GPtrArray *pages;          /* hp_page; gets what is made */
} hp_page_maker;

/* Adds a page. root: NULL when nothing is on it; scale: below 1 when it was
 * shrunk to fit. */
void hp_page_maker_add(hp_page_maker *m, const hp_fragment *root, double scale);

/* What of the root stands on the next page, x px from its edge, with the boxes
 * that are fixed to that page. */
const hp_fragment *hp_page_maker_emit(hp_page_maker *m, const hp_page_cut *cut, double x, double scale);

/* Lays the box of a slide or a document out and adds all its pages. */
void hp_slide_layout(hp_page_maker *m, const hp_box *box);
void hp_document_layout(hp_page_maker *m, const hp_box *box);
