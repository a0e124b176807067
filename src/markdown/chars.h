/*
 * Character classes as Unicode's general categories have them, in the groups
 * that markdown-it and linkify-it ask for. Private to markdown/.
 */
#pragma once

#include <glib.h>

/* Punctuation (P). */
gboolean md_is_punct(gunichar c);
/* Zs, tab and line ends, as markdown-it's isWhiteSpace. */
gboolean md_is_space(gunichar c);
/* Separators (Z) and controls (Cc). */
gboolean md_is_separator(gunichar c);

/* The character at p, before end; U+FFFD for broken bytes. *length: its bytes. */
gunichar md_char_at(const char *p, const char *end, size_t *length);
/* The character that ends before p; start bounds the look back. */
gunichar md_char_before(const char *start, const char *p);
