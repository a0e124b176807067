/*
 * Batch progress: what a batch says while it goes on. On a terminal a line at the
 * bottom that is written over; elsewhere a plain line now and then; with --json an
 * object per line on standard output:
 *
 *     {"event": "start", "files": 448, "to_do": 12}
 *     {"event": "plan", "input", "output", "reason"}      only with --dry-run
 *     {"event": "file", "input", "output", "status", "reason", "pages", "bytes", "seconds",
 *         "diagnostics": [{"severity", "code", "file", "line", "message"}]}
 *     {"event": "remove", "output"}
 *     {"event": "trouble", "message"}
 *     {"event": "end", "files", "written", "unchanged", "failed", "pending", "pruned", "warnings", "pages",
 *         "bytes", "seconds"}
 */
#pragma once

#include "cli/batch-options.h"

typedef struct batch_progress batch_progress;

batch_progress *batch_progress_new(const batch_options *o); /* borrowed */
void batch_progress_free(batch_progress *p);                /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(batch_progress, batch_progress_free)

hp_batch_listener batch_progress_listener(batch_progress *p);

/* The last word. */
void batch_progress_end(batch_progress *p, hp_batch_outcome outcome, const hp_batch_totals *totals);
