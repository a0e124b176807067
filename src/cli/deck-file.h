/*
 * Deck file: from a file to a job, and from a job to a PDF in its place. What
 * the commands and the workers of a batch do alike.
 */
#pragma once

#include "cli/export-options.h"

/* What a deck's diagnostics call it. */
const char *deck_name(const char *input);

/* The text of a deck, which the source is made of. */
typedef struct {
    GBytes *text;
    char *dir;
    hp_job_source source;
} deck_text;

/* Reads a deck ("-": standard input; or a note's address). deck is zero-filled, or has
 * source.reads, which is told of the file, too. FALSE and an error. */
gboolean deck_text_read(deck_text *deck, const char *input, hp_fetcher *fetcher, hp_diags *diags, GError **error);
void deck_text_clear(deck_text *deck);

typedef struct {
    deck_text text;
    hp_job *job;
} deck_file;

/* Reads a deck and opens it. reads: NULL, or told of what is read. NULL and an error. */
deck_file *deck_file_open(const char *input, const export_options *o, hp_fonts *fonts, hp_reads *reads, hp_diags *diags,
                          GError **error);
void deck_file_free(deck_file *deck); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(deck_file, deck_file_free)

/* Writes the PDF, unless --strict has found warnings, and returns it. */
GBytes *deck_file_write_pdf(deck_file *deck, const export_options *o, const char *output, const hp_diags *diags,
                            size_t *pages, GError **error);
