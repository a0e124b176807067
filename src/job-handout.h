/*
 * Handout: several decks, one after the other, to one PDF of sheets.
 */
#pragma once

#include "job.h"
#include "sheet/handout.h"

/* One diags per source, borrowed. Everything is kept until the file is done,
 * since each sheet says how many there are. In the job's options, links and
 * first_order are not looked at. *n_pages, when not NULL: of the file. *at: the
 * source that was worked on last, for errors. */
GBytes *hp_job_handout(const hp_job_source *sources, hp_diags *const *diags, size_t n_sources,
                       const hp_job_options *job_options, const hp_handout_options *options, hp_fonts *fonts,
                       size_t *n_pages, size_t *at, GError **error);
