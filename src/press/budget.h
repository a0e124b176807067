/*
 * Budget: a drawn PDF finished so that it fits.
 *
 * Text is never touched. Pictures have 200 dpi of their printed size in any
 * case; then they get smaller step by step, down to 96 dpi.
 */
#pragma once

#include "pdf/pdf.h"

typedef struct {
    int dpi, quality;       /* what pictures were made with */
    gboolean drawings;      /* drawings had to become JPEG, too */
    hp_pdf_pictures result; /* what became of them */
} hp_budget_report;

/* max_bytes 0: any size. NULL and HP_ERROR_LIMIT when it cannot be made to fit;
 * the message says what is too large. */
GBytes *hp_budget_finish(hp_pdf_writer *writer, size_t max_bytes, hp_budget_report *report, GError **error);
