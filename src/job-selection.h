/*
 * Selection: which slides of a deck a run wants, "1,3-5,4.2".
 *
 * A number counts slides in reading order; a label H.V is the slide as its
 * number shows it. A range takes all between its ends; an open end reaches to
 * the first or the last slide.
 */
#pragma once

#include "base/diag.h"
#include "sheet/tree.h"

/* Whether the text is a selection at all, whatever the deck. */
gboolean hp_selection_is_valid(const char *text);

/* One flag per slide of the tree, in the arena; text NULL selects all. Slides
 * that the deck does not have are diagnostics. *count: how many are set. */
const gboolean *hp_selection_make(hp_arena *arena, const char *text, const hp_tree *tree, hp_diags *diags,
                                  size_t *count);
