/*
 * Lines: what stands at their beginnings, as CommonMark's block structure has
 * it. Private to markdown/. Places are offsets in a text; end is where the line
 * or the text ends.
 */
#pragma once

#include <glib.h>

static inline gboolean md_is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Where the line ends: at its line feed or at the end of the text. */
size_t md_line_end(const char *text, size_t at, size_t end);
/* How often the character at a place follows itself, 1 at least. */
size_t md_run_length(const char *text, size_t at, size_t end);
/* The length of an item's mark with the blank after it, or 0 (§5.2). */
size_t md_line_item_mark(const char *text, size_t at, size_t end);
/* The place after quote marks, items' marks and blanks. */
size_t md_line_skip_prefix(const char *text, size_t at, size_t end);
/* The length of the run of backticks or tildes that opens or closes a fence
 * (§4.5), or 0; sets *mark to one of them. */
size_t md_line_fence(const char *text, size_t at, size_t end, char *mark);
/* The row of dashes that makes a table of the line before it (GFM §4.10). */
gboolean md_line_is_delimiter_row(const char *text, size_t at, size_t end);
