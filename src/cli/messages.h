/*
 * Messages: what people read on stderr while a run goes on.
 *
 *     deck.md:12: warning: the picture logo.png is not there [image-missing]
 */
#pragma once

#include "base/diag.h"

typedef struct {
    hp_severity least; /* what is less grave is not shown */
    gboolean results;  /* say what was written */
    gboolean color;
} messages;

/* Whether stderr wants colours: a terminal, no NO_COLOR, no dumb one. */
gboolean messages_want_color(void);

/* What a run shows that was told --quiet, --verbose or --json. */
messages messages_make(gboolean quiet, gboolean verbose, gboolean json);

/* All diagnostics of a deck, by line. */
void messages_show(const messages *m, hp_diags *diags);
void messages_result(const messages *m, const char *output, size_t pages, size_t bytes);

/* What else is to be said of the last result, on a line of its own. */
void messages_detail(const messages *m, const char *text);

/* The code of the diagnostic that an error becomes. */
const char *messages_error_code(const GError *error);

/* Text of strangers: its control characters do not reach the terminal. */
void messages_text(const char *text);

/* What stopped the program itself, with a hint at --help where that helps. */
void messages_fatal(const GError *error);
