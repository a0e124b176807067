/*
 * Speaker notes, printed as reveal.js does with showNotes: over the foot of
 * their slide, or on a page of their own behind it.
 *
 *     section > aside.speaker-notes.speaker-notes-pdf          fixed to the page
 *     div.reveal > section.speaker-notes.speaker-notes-pdf     a page
 */
#pragma once

#include "sheet/tree.h"

/* The notes of all slides under an element of their own, for those who print them
 * elsewhere: for each slide its section.notes, NULL when it has none. */
hp_node **hp_speaker_notes_make(hp_arena *arena, const hp_tree *tree, const hp_deck *deck, const char *lang,
                                hp_node *under, hp_diags *diags);

/* Adds the notes of all slides to the tree, before it is styled. pages: for each
 * slide the element that makes the page, NULL when it has no notes; in the
 * arena. NULL for notes on their slides. */
void hp_speaker_notes_add(hp_arena *arena, const hp_tree *tree, const hp_deck *deck, const char *lang, hp_node ***pages,
                          hp_diags *diags);
