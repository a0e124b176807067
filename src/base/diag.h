/*
 * Diagnostics: what is wrong in the content of a deck.
 *
 * A diagnostic never stops a run. It has a severity, a stable code in
 * kebab-case ("image-missing"), the line of the source (1-based; 0 when none is
 * known) and one sentence for a person, without the file, the line or a full
 * stop. Library rooms only collect; cli/ prints. One thread at a time.
 */
#pragma once

#include <glib.h>

typedef enum { HP_DIAG_NOTE, HP_DIAG_WARNING, HP_DIAG_ERROR } hp_severity;

typedef struct {
    hp_severity severity;
    const char *code; /* a string literal */
    const char *file; /* borrowed from the list */
    unsigned line;
    const char *message;
} hp_diag;

typedef struct hp_diags hp_diags;

/* file: the name shown to people, copied. */
hp_diags *hp_diags_new(const char *file);
void hp_diags_free(hp_diags *diags); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hp_diags, hp_diags_free)

/* Adds one. code must be a string literal. The same code, line and message is
 * kept once. Past a limit of 1,000 they are only counted. diags may be NULL:
 * then nothing is kept. */
void hp_diag_add(hp_diags *diags, hp_severity severity, const char *code, unsigned line, const char *format, ...)
    G_GNUC_PRINTF(5, 6);
#define hp_diag_note(diags, code, line, ...) hp_diag_add(diags, HP_DIAG_NOTE, code, line, __VA_ARGS__)
#define hp_diag_warning(diags, code, line, ...) hp_diag_add(diags, HP_DIAG_WARNING, code, line, __VA_ARGS__)

/* What follows is about another file, one that the deck brings in; NULL: the
 * deck again. The name is copied. diags may be NULL. */
void hp_diags_set_file(hp_diags *diags, const char *file);

size_t hp_diags_count(const hp_diags *diags);
size_t hp_diags_count_severity(const hp_diags *diags, hp_severity at_least);
size_t hp_diags_dropped(const hp_diags *diags); /* how many were past the limit */
const hp_diag *hp_diags_get(const hp_diags *diags, size_t index);
/* Orders by line, keeping the order of equal lines. */
void hp_diags_sort(hp_diags *diags);
const char *hp_severity_name(hp_severity severity); /* "note", "warning", "error" */
