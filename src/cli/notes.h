/*
 * Notes: inputs that are addresses of HedgeDoc notes.
 */
#pragma once

#include "asset/fetcher.h"
#include "base/diag.h"

/* Where the Markdown of a note is, given any address that shows it: the editor,
 * its view, the slides, or a Markdown file itself. NULL when the address cannot
 * be read. Free it. */
char *note_address(const char *url);

/* What the note's file would be called: the last word of its address, fit for a
 * file. Free it. */
char *note_name(const char *url);

/* The inputs that a list names, one a line, without comments (#) and empty
 * lines, added to those that are there (NULL: none). path "-" is standard input.
 * NULL and an error when it cannot be read. Free it. */
char **notes_add_list(char **inputs, const char *path, GError **error);

/* FALSE and HP_ERROR_USAGE when an input is on the web and may not be fetched. */
gboolean notes_check(char *const *inputs, gboolean may_fetch, GError **error);

/* The Markdown of a note. A copy fetched earlier, where the server fails, is a
 * warning. */
GBytes *note_read(hp_fetcher *fetcher, const char *url, hp_diags *diags, GError **error);

/* Fetches the notes among the inputs at once. fetcher NULL: nothing happens. */
void notes_prepare(hp_fetcher *fetcher, char *const *inputs);
