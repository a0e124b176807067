/*
 * Binder: finished PDFs of decks and documents in one file, behind its contents.
 *
 *     binder_new ─► binder_add for each ─► binder_finish
 *
 * Each deck keeps its own pages and sizes, its outline below an item of its own,
 * its tags in a Part, its links to itself. Pages are labelled i, ii, … for the
 * contents and 1, 2, 3 … from the first deck to the last. No deck stays in memory
 * once it was added.
 */
#pragma once

#include "job.h"

#include <stdio.h>

typedef struct hp_binder hp_binder;

/* stream: the file; its failures are the caller's to look for. */
hp_binder *hp_binder_new(FILE *stream);
void hp_binder_free(hp_binder *binder); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hp_binder, hp_binder_free)

/* pdf: of hp_job_pdf. date NULL: none is shown. After an error the binder is of no
 * more use. */
gboolean hp_binder_add(hp_binder *binder, GBytes *pdf, const char *title, const char *date, GError **error);

/* Of the options those count that describe the file and its paper. title: the
 * heading of the contents. *n_pages: of the file. */
gboolean hp_binder_finish(hp_binder *binder, const hp_job_options *options, const char *title, hp_fonts *fonts,
                          size_t *n_pages, GError **error);
