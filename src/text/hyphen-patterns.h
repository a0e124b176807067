/*
 * Hyphenation patterns: Liang's algorithm (Word Hy-phen-a-tion by Com-put-er,
 * 1983) over the .dic files of Debian's hyphen-… packages, with their second
 * level: a compound is first divided into its words, then each of these.
 *
 * The packaged library takes seconds to read the German patterns; a table of
 * 70,000 short strings takes milliseconds.
 */
#pragma once

#include <glib.h>

typedef struct hp_hyphen_patterns hp_hyphen_patterns;

/* NULL when there is no such file, or it is none of patterns. Patterns that change
 * the spelling are left out. */
hp_hyphen_patterns *hp_hyphen_patterns_load(const char *path);
void hp_hyphen_patterns_free(hp_hyphen_patterns *patterns); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hp_hyphen_patterns, hp_hyphen_patterns_free)

/* "UTF-8", "ISO8859-1": what words have to be encoded in. */
const char *hp_hyphen_patterns_encoding(const hp_hyphen_patterns *patterns);

/* divides[i]: the word, lower case and of length bytes, may be divided before its
 * byte i. */
void hp_hyphen_patterns_divide(const hp_hyphen_patterns *patterns, const char *word, size_t length, gboolean *divides);
