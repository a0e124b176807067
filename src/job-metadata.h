/*
 * Metadata: what a PDF says about itself, from the run's options, the front
 * matter, and the deck's own words where those are silent.
 */
#pragma once

#include "job.h"

/* The language of the deck: --lang, else the front matter's, else the one that
 * a document's words tell. NULL: unknown. */
const char *hp_job_known_language(const hp_job_options *options, const hp_deck *deck);
/* The same, but what is unknown is "en". */
const char *hp_job_language(const hp_job_options *options, const hp_deck *deck);

/* The first date in a text, as 2024-06-20, and where compact is set also as
 * 20240620. ISO 8601 in the arena; NULL when there is none. */
const char *hp_date_find(hp_arena *arena, const char *text, gboolean compact);

/* Everything is in the arena or borrowed from the arguments. */
hp_pdf_metadata hp_job_metadata(hp_arena *arena, const hp_job_source *source, const hp_job_options *options,
                                const hp_deck *deck, const hp_tree *tree);

/* The date of the front matter or the file's name, NULL when neither has one. */
const char *hp_job_named_date(hp_arena *arena, const hp_job_source *source, const hp_deck *deck);
