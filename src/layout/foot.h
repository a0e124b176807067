/*
 * Foot: the footnotes of a column, laid out by themselves and shown at the foot
 * of its pages, each on the page that refers to it. Private to layout/.
 *
 * Margins of the notes' box are kept on every page: the upper one from the text,
 * the lower one from the end of the page. Border and padding are around each
 * part (box-decoration-break: clone).
 */
#pragma once

#include "layout/pages.h"
#include "layout/paginate.h"

typedef struct {
    hp_notes notes; /* column NULL: none */
    hp_edges frame; /* border and padding */
    double below;   /* the lower margin */
} hp_foot;

/* Lays the notes of the maker's slide out at this width. FALSE: it has none. */
gboolean hp_foot_make(hp_page_maker *m, double width, hp_foot *foot);
void hp_foot_clear(hp_foot *foot); /* zeroed is fine */

/* What all notes take of one page. */
double hp_foot_height(const hp_foot *foot);

/* Appends the notes of a page (hp_fragment) unless it has none. bottom: where
 * the room ends, page px; of the lower margin's edge. */
void hp_foot_add(const hp_foot *foot, hp_layouter *l, GPtrArray *parts, const hp_page_cut *cut, double x,
                 double bottom);
