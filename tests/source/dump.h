/*
 * A parsed deck as text, for tests: what the front matter says beyond the
 * defaults, the slides with their lines, the diagnostics.
 */
#pragma once

#include "source/deck.h"

char *dump_front(const hp_front_matter *front); /* "title=x theme=white", "" for defaults */
char *dump_slides(const hp_deck *deck);         /* a line "h/v @line …" each, texts quoted */
char *dump_diags(hp_diags *diags);              /* "severity code @line: message" each */

/* Parses with repair and dumps one of the three; the caller frees. */
char *dump_text_front(const char *text);
char *dump_text_slides(const char *text);
char *dump_text_diags(const char *text);
