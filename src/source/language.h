/*
 * Language: which one a text without `lang` is written in, told by its
 * commonest words. Minutes rarely say it, and hyphenation, quotation marks and
 * readers' voices depend on it.
 */
#pragma once

#include <glib.h>

/* A language tag ("de"), or NULL when the words do not speak clearly for one. */
const char *hp_language_find(const char *text, size_t length);
