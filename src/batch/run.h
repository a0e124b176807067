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
    gboolean cover_only; /* the PDF is as it should be */
    char *reason;        /* owned; why it has to be made, NULL: it has not */
    char *entry;         /* owned; its report, where the database could not take it; else NULL */
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
    char *shown;            /* the entry that the report shows last */
    hp_batch_binder binder; /* path NULL: nothing was bound */
    GPtrArray *troubles;    /* char *: what went wrong with the run itself */
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

/* Runs a pool, which signals stop; takes nothing. FALSE as hp_pool_run. */
gboolean hp_run_pool(hp_run *run, const hp_pool_options *options);

/* takeover.c: what other states of the output folder know of its PDFs, from shards
 * for a whole run, from a whole run for a shard. folder: OUT/.handpress. */
void hp_run_take_over(hp_run *run, const char *folder);

/* binder.c: binds what is there into options->binder, unless that is done already. A
 * dry run only tells. */
void hp_run_bind(hp_run *run);
/* FALSE and HP_ERROR_USAGE when its file would take the place of another. */
gboolean hp_run_binder_check(const hp_run *run, GError **error);
