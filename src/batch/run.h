/*
 * Run: one batch while it goes on. Private to batch.c and run.c.
 */
#pragma once

#include "batch/batch.h"
#include "batch/plan.h"
#include "batch/pool.h"
#include "batch/report.h"
#include "batch/state.h"

/* One file of the plan, by its index. Small: there may be many thousands. */
typedef struct {
    hp_batch_status status;
    char *reason; /* owned; why it has to be made, NULL: it has not */
    char *entry;  /* owned; its report, where the database could not take it; else NULL */
} hp_run_item;

typedef struct {
    const hp_batch_options *options;
    const hp_batch_listener *listener;
    const hp_plan *plan;
    hp_state *state;
    hp_pool *pool; /* NULL: not at work */
    hp_run_item *items;
    char *output; /* real path of the output folder; as given when it is not there */
    char *program_hash;
    char *shown;         /* the entry that the report shows last */
    GPtrArray *troubles; /* char *: what went wrong with the run itself */
    hp_batch_totals totals;
    guint next; /* index in the plan */
    gboolean stopped, state_lost;
} hp_run;

static inline const hp_plan_file *hp_run_planned(const hp_run *run, guint index)
{
    return &g_array_index(run->plan->files, hp_plan_file, index);
}

/* The path of an output. Free it. */
static inline char *hp_run_output_path(const hp_run *run, const char *name)
{
    return g_build_filename(run->output, name, NULL);
}

void hp_run_trouble(hp_run *run, const char *message);

/* Makes all that has a reason. FALSE when no worker could be started. */
gboolean hp_run_work(hp_run *run);
