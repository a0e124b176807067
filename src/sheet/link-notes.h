/*
 * Link notes: on paper a link is dead, so its address becomes a footnote.
 */
#pragma once

#include "sheet/tree.h"

/* Gives each link to the outside whose text is not its address a footnote with
 * it; the notes that the document has and these are numbered together, in the
 * order of the text. Links to one address share a note. */
void hp_link_notes_add(hp_arena *arena, const hp_tree *tree);

/* Keeps the references to notes on the line of what they stand behind. */
void hp_link_notes_glue(hp_arena *arena, const hp_tree *tree);
