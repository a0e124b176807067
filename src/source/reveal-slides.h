/*
 * Slides of reveal.js and reveal-md: cut by regular expressions, as reveal.js's
 * Markdown plugin does it.
 *
 *     reveal-md        \n---\n   \n----\n            ^\s*notes?:
 *     reveal.js        \n---\n   \n----\n, \n\n--\n   ^\s*notes?:
 *
 * reveal.js itself has no separator for vertical slides unless told; these are
 * the two that its decks use.
 */
#pragma once

#include "source/deck.h"

/* Whether the slides of a text are one stack: no, yes, or the end of the one that
 * the slide before them is in. */
typedef enum { HP_STACK_NONE, HP_STACK_NEW, HP_STACK_GOES_ON } hp_stack;

/* Appends the slides of the text (hp_source_slide) to those there are; line: of
 * its first byte. An expression that is none, or costs too much, is replaced by
 * the dialect's own: diagnostic front-matter-value. */
void hp_reveal_slides_append(hp_arena *arena, GArray *slides, const char *text, size_t length, unsigned line,
                             hp_dialect dialect, const hp_separators *separators, hp_stack stack, hp_diags *diags);
