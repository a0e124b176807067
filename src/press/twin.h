/*
 * Twin: the words of a deck as plain text, for people who paste them elsewhere.
 *
 * A paragraph is one line, empty lines part them; slide titles are underlined;
 * the address of a link stands behind its text. What the slides do not show is
 * not there: notes, comments, hidden elements.
 */
#pragma once

#include "job.h"

/* UTF-8 with LF. Free it. */
char *hp_twin_make(const hp_job *job);
