/*
 * Binder: many decks and documents in one PDF, behind a page of contents.
 *
 * Each deck keeps its own pages and sizes, its outline below an item of its own,
 * its tags in a Part, its links to itself. Pages are labelled i, ii, … for the
 * contents and 1, 2, 3 … from the first deck to the last.
 */
#pragma once

#include "job.h"

typedef struct {
    const hp_job_source *source; /* borrowed; NULL: it could not be read, and error says why */
    hp_diags *diags;             /* borrowed */
    GError *error;               /* why it is left out; the caller's to free */
} hp_binder_deck;

/* Every deck is laid out twice: the contents need its number of pages, and what
 * was laid out for that is not kept. In the job's options title, author, subject,
 * keywords and contact are the binder's, links and first_order are not looked at.
 * *n_pages, when not NULL: of the file. */
GBytes *hp_job_binder(hp_binder_deck *decks, size_t n_decks, const hp_job_options *options, hp_fonts *fonts,
                      size_t *n_pages, GError **error);
