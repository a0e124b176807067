/*
 * Slides: the raw text cut at its separators, as HedgeDoc's copy of reveal.js
 * does it before Markdown is read (so an unclosed fence protects nothing):
 *
 *     ^(\r\n?|\n)---(\r\n?|\n)$    a new slide
 *     ^(\r\n?|\n)----(\r\n?|\n)$   a new slide below
 *     ^note:                       speaker notes (any case)
 */
#pragma once

#include "source/deck.h"

/* line: of the first byte of text. after_line_end: text follows a line that was
 * taken away (the end of the front matter), whose end counts as the empty line
 * before a separator. Result in the arena; *count is at least 1. */
const hp_source_slide *hp_slides_split(hp_arena *arena, const char *text, size_t length, unsigned line,
                                       gboolean after_line_end, size_t *count, hp_diags *diags);
