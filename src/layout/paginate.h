/*
 * Page breaks (CSS Fragmentation 3): what can stand on a page, and where one
 * page ends and the next begins.
 *
 *     atoms.c      laid boxes ─► atoms, sorted by their tops
 *     paginate.c   atoms ─► cuts
 *
 * All y are those of the endless column unless they are called page px.
 */
#pragma once

#include "layout/layout-internal.h"

/* What must not be cut: a line, a picture, a table row or a box that should
 * stay whole and fits a page, a box that paints something without content. */
typedef struct {
    double top, bottom;
    const hp_laid *block; /* the lines' block, for widows and orphans; NULL */
    unsigned line_index, line_count;
    int orphans, widows;
    hp_break break_before;   /* AVOID: not here; PAGE, LEFT, RIGHT: a page begins here */
    gboolean keep_with_next; /* the last line of a heading, a table's head */
    const hp_laid *head;     /* the head of the table whose later rows it is in; NULL */
    hp_point head_at;        /* of that head */
    const hp_laid *table;    /* of that head */
    /* What cloned boxes around it have above and below each part (px), and where
     * the outermost of them begins. */
    double clone_above, clone_below, clone_from;
    double notes;            /* how far down the notes that it and all before it refer to reach */
} hp_atom;

/* Footnotes: one column like the text, shown piece by piece at the foot of the
 * pages that refer to them. */
typedef struct hp_notes {
    hp_laid *column; /* the laid notes */
    GHashTable *bottoms;   /* id of a note to the y where it ends (double *) */
    double from;           /* where the first note begins */
    double at, reach; /* how far down they have been shown, and referred to */
    double around;         /* px: what gap, border and padding of the notes take on a page */
} hp_notes;

/* The atoms of a column. page_height: the least of any page; notes: NULL when
 * there are none. */
GArray *hp_atoms_gather(const hp_laid *root, double page_height, const hp_notes *notes);
