/*
 * Names: what outputs are called.
 *
 * A pattern is text with fields in braces:
 *
 *     {name}  the source's name without its ending
 *     {slug}  the title in small ASCII letters: that of the front matter, else the
 *             first heading, else the source's name
 *     {date}  2024-06-20: of the front matter, else in the source's name, else in
 *             the text before the second slide, else "undated"
 *     {kind}  deck or document
 *
 * The folder is always the source's own; ".pdf" is added.
 */
#pragma once

#include <glib.h>

/* FALSE and HP_ERROR_USAGE when the pattern cannot be meant; the message is the
 * end of a sentence ("{foo} is no field …"). */
gboolean hp_names_check(const char *pattern, GError **error);

/* The name of the output of a source, without folder, with ".pdf". pattern NULL:
 * the source's own. Reads the source when the pattern asks for what is in it; one
 * that cannot be read is named as if it were empty. Free it. */
char *hp_names_make(const char *pattern, const char *source);
