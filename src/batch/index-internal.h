/*
 * The pieces of an index on a stream, for index.c and merge.c.
 */
#pragma once

#include "batch/index.h"
#include "batch/report-internal.h"

void hp_index_begin(FILE *stream, const hp_report_head *head);
/* folder: where the outputs and their covers lie. file: as in the report. */
void hp_index_add(FILE *stream, const char *folder, JsonObject *file);
void hp_index_end(FILE *stream, const hp_report_head *head);
