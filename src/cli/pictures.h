/*
 * Pictures: `--format png|svg`, a file per slide.
 *
 * The third slide of deck.md is deck-03.png, whatever slides are chosen; there
 * are as many digits as the deck's last slide needs, two at least. The further
 * pages of a slide that goes on are deck-03_2.png, deck-03_3.png; the pages of
 * a document count as slides do.
 */
#pragma once

#include "cli/options.h"

/* All are drawn before the first is written. output: "deck.png", the name that
 * theirs are made from. Their paths, in order, and the sum of their bytes; NULL
 * and an error when drawing or writing fails, or when a file would be
 * overwritten that the deck shows or that is an input. */
char **pictures_export(hp_job *job, const options *o, const char *output, const hp_diags *diags, size_t *bytes,
                       GError **error);
