/*
 * The pieces of a report on a stream, for report.c and merge.c.
 */
#pragma once

#include "batch/report.h"

#include <json-glib/json-glib.h>
#include <stdio.h>

/* All that stands before the files. Borrowed. */
typedef struct {
    const char *version;
    const char *const *folders, *const *troubles;
    guint n_folders, n_troubles;
    const char *shard; /* NULL: the whole archive */
    gboolean stopped;
    const hp_batch_totals *totals;
    const hp_batch_binder *binder; /* NULL: none */
} hp_report_head;

void hp_report_begin(FILE *stream, const hp_report_head *head);
void hp_report_add(FILE *stream, guint index, const char *file); /* an object as text */
void hp_report_end(FILE *stream);

/* The head of a run's report, borrowed from it; without its shard. */
hp_report_head hp_report_describe(const hp_report *report);

/* Every file of a run as an object in text, until the stream fails. */
typedef void (*hp_report_each_func)(const char *file, void *user_data);
void hp_report_each(const hp_report *report, FILE *stream, hp_report_each_func each, void *user_data);

/* As hp_report_count_text, of an object. */
void hp_report_count(JsonObject *entry, hp_batch_totals *totals);
