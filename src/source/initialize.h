/*
 * Initialize: the options that a page gives to Reveal.initialize, read without
 * running it.
 */
#pragma once

#include "source/deck.h"

/* script: the content of a <script>; line: its first. Keys of the first object
 * that Reveal.initialize or new Reveal gets, with values that are text, numbers
 * or true and false; all others are passed over. */
void hp_initialize_read(hp_arena *arena, const char *script, const char *end, unsigned line, hp_slide_options *slide,
                        hp_diags *diags);
