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

/* A deck of more slides than this is not one that a person wrote. */
#define HP_SLIDES_MAX 10000

/* line: of the first byte of text. after_line_end: text follows a line that was
 * taken away (the end of the front matter), whose end counts as the empty line
 * before a separator. Result in the arena; *count is at least 1. */
const hp_source_slide *hp_slides_split(hp_arena *arena, const char *text, size_t length, unsigned line,
                                       gboolean after_line_end, size_t *count, hp_diags *diags);

/* A slide whose first line is indented is indented as a whole, or would be code:
 * reveal.js takes that many tabs or blanks (two or more) off each line that has
 * them. The text, which is the arena's, changes in place. */
void hp_slide_dedent(hp_markdown_text *body);
/* The notes between from and to, without the white space around them; line: of
 * from. */
hp_markdown_text hp_slide_notes(hp_arena *arena, const char *from, const char *to, unsigned line);
/* Numbers a slide by the one before it; vertical: it stands below that. */
void hp_slide_number(hp_source_slide *slide, hp_source_slide *before, gboolean vertical);
