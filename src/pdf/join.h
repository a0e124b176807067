/*
 * Join: finished files of this program become one, without being drawn again.
 *
 *     join_new ─► join_add for each file ─► join_finish
 *
 * Each file is a part: it keeps its pages, their links and its tags (in a Part), and
 * has an item of the outline over its own. The file that join_finish takes, the
 * front, comes before all of them: its pages are labelled i, ii, …, all others 1,
 * 2, 3 …. What is drawn in several files alike (a logo) is stored once.
 *
 * Objects are written as they come, so that memory holds one file and a few bytes
 * for every object. Files may come from an output folder where somebody else has
 * been: all that is read is checked.
 */
#pragma once

#include <glib.h>
#include <stdio.h>

typedef struct hp_pdf_join hp_pdf_join;

/* stream: written from here on; its failures are the caller's to look for. */
hp_pdf_join *hp_pdf_join_new(FILE *stream);
void hp_pdf_join_free(hp_pdf_join *join); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hp_pdf_join, hp_pdf_join_free)

/* *n_pages: of the file. HP_ERROR_INTERNAL when it is none of ours; the join is of
 * no more use then. */
gboolean hp_pdf_join_add(hp_pdf_join *join, GBytes *file, const char *title, size_t *n_pages, GError **error);

/* Links of the front to #part-1, #part-2, … (hp_pdf_writer_leave_links) lead to the
 * first pages of the parts; metadata and language are the front's. *n_pages: of all.
 * Errors as above. */
gboolean hp_pdf_join_finish(hp_pdf_join *join, GBytes *front, const char *title, size_t *n_pages, GError **error);
