/*
 * Batch, bind: what a worker does to put the exports of a run into one file.
 */
#pragma once

#include "cli/export-options.h"

/* Adds the pages of the file, or the error, to the result; see batch/protocol.h. */
void batch_bind(GVariant *task, const export_options *options, hp_fonts *fonts, GVariantDict *result);
