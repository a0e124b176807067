/*
 * Deck file: from a file to a job, and from a job to a PDF in its place. What
 * `handpress FILE` and the workers of a batch do alike.
 */
#pragma once

#include "cli/export-options.h"

typedef struct {
    GBytes *text;
    char *dir;
    hp_job_source source;
    hp_job *job;
} deck_file;

/* Reads a deck ("-": standard input; or a note's address) and opens it. reads, when not NULL, is told
 * of it, too. NULL and an error. */
deck_file *deck_file_open(const char *input, const export_options *o, hp_fonts *fonts, hp_reads *reads, hp_diags *diags,
                          GError **error);
void deck_file_free(deck_file *deck); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(deck_file, deck_file_free)

/* Writes the PDF, unless --strict has found warnings, and returns it. */
GBytes *deck_file_write_pdf(deck_file *deck, const export_options *o, const char *output, const hp_diags *diags,
                            size_t *pages, GError **error);
