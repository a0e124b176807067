/*
 * Pool: workers that do tasks, until there are none.
 *
 * A task whose worker dies is put aside and tried once more when all others are
 * done, alone and by a worker that has done nothing before; dead workers are
 * replaced. Tasks are numbers to the pool.
 */
#pragma once

#include "batch/worker.h"

typedef struct {
    unsigned workers;
    unsigned timeout_s;   /* 0: none */
    guint64 memory_bytes; /* 0: no limit */
    /* The next task; FALSE when there are no more. */
    gboolean (*next)(guint *task, void *user_data);
    /* Its words for the worker, floating. */
    GVariant *(*describe)(guint task, void *user_data);
    /* A task is done, in one way or the other; see hp_worker_listener. */
    void (*ended)(guint task, hp_worker_end end, GVariant *result, const char *last, void *user_data);
    /* Ten times a second. */
    void (*tick)(void *user_data);
    void *user_data;
} hp_pool_options;

typedef struct hp_pool hp_pool;

hp_pool *hp_pool_new(const hp_pool_options *options); /* borrowed */
void hp_pool_free(hp_pool *pool);                     /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hp_pool, hp_pool_free)

/* Works until all is done or the pool was stopped. FALSE when no worker can be
 * started (any more); what is left then stays undone. */
gboolean hp_pool_run(hp_pool *pool, GError **error);

/* No new tasks: hp_pool_run returns after those in hand. */
void hp_pool_stop(hp_pool *pool);
/* Kills all workers, for a process that is about to go. */
void hp_pool_kill(hp_pool *pool);
