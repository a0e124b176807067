/*
 * Report: what a run did, as report.json in the output folder.
 *
 *     {"handpress": "0.1.0", "format": 1,
 *      "folders": ["minutes"],              as given; of merged reports all of them
 *      "shard": "2/4",                      null: the whole archive
 *      "stopped": false,                    by a signal: then some files are pending
 *      "seconds": 12.3,
 *      "summary": {"files", "written", "unchanged", "failed", "pending", "warnings", "pages", "bytes", "pruned"},
 *      "binder": {"file", "status", "decks", "missing", "pages", "bytes"},     null: none was asked for
 *      "troubles": ["cannot read the folder x: …"],
 *      "files": [{
 *          "input": "minutes/a/x.md",       as it was opened
 *          "output": "a/x.pdf",             below the output folder
 *          "status": "written",             or unchanged, failed, pending
 *          "reason": "new",                 why it was made; null: unchanged, pending
 *          "kind": "deck",                  or document
 *          "title", "author", "date", "lang", "tags": [],
 *          "pages": 12, "bytes": 34567, "seconds": 0.021,
 *          "hashes": {"source", "output", "options", "fonts", "program"},
 *          "diagnostics": [{"severity", "code", "line", "message"}]
 *      }]}
 *
 * Files stand in the order of the plan. Of an unchanged file all from kind on is
 * what was found when it was written. What is not known is null: of a failed file
 * all but input, output, status, reason and diagnostics may be, of a pending one
 * all of it. author and date are null where a deck has none; line where none is
 * known.
 */
#pragma once

#include "base/reads.h"
#include "batch/batch.h"
#include "batch/plan.h"
#include "batch/state.h"

#define HP_REPORT_FILE "report.json"

/* One file's part from "kind" on, an object as text, of a worker's result or, with
 * result NULL, of a failure. Free it. */
char *hp_report_entry(GVariant *result, const GArray *reads, const char *source, const hp_ingredients *ingredients,
                      const hp_diags *diags);

/* What the writer asks for each file of the plan. */
typedef struct {
    hp_batch_status status;
    const char *reason; /* NULL: none */
    const char *entry;  /* of hp_report_entry; NULL: nothing is known. Borrowed until the next */
} hp_report_line;
typedef void (*hp_report_look)(guint index, hp_report_line *line, void *user_data);

typedef struct {
    const hp_batch_options *options;
    const hp_plan *plan;
    const hp_batch_totals *totals;
    const GPtrArray *troubles; /* char * */
    gboolean stopped;
    hp_report_look look;
    void *user_data;
    const hp_batch_binder *binder; /* NULL: none */
} hp_report;

/* Writes it line by line, so that its length costs no memory. */
gboolean hp_report_write(const hp_report *report, const char *path, GError **error);

/* Adds an entry's pages, bytes and warnings to the totals. */
void hp_report_count_text(const char *entry, hp_batch_totals *totals);

/* Joins the reports of shards into one, files in the order of their outputs, and
 * writes the index of all beside it, unless it goes to "-". A file that two of
 * them have: HP_ERROR_INPUT, as with what is no report. */
gboolean hp_report_merge(const char *const *paths, const char *output, GError **error);
