#include "batch/pool.h"

#define TICK_MS 100

/* Caches grow with the decks a worker has seen; a new process is cheaper than
 * what it holds. */
#define IDLE_MEMORY_MAX ((guint64)96 << 20)

typedef struct {
    hp_worker *worker; /* NULL: not started, or replaced by the next task */
    guint task;
} place;

struct hp_pool {
    const hp_pool_options *options;
    hp_worker_listener listener;
    place *places;
    guint upcoming; /* the task that is assigned next … */
    gboolean ready; /* … if there is one */
    GArray *again;  /* guint: tasks to be tried once more */
    gboolean alone; /* … which has begun */
    gboolean stopped;
    GError *failure; /* no worker can be started */
};

static place *place_of(hp_pool *pool, const hp_worker *worker)
{
    for (unsigned i = 0; i < pool->options->workers; i++)
        if (pool->places[i].worker == worker)
            return &pool->places[i];
    g_assert_not_reached();
}

static void worker_ended(hp_worker *worker, hp_worker_end end, GVariant *result, const char *last, void *user_data)
{
    hp_pool *pool = user_data;
    place *at = place_of(pool, worker);
    if (end == HP_WORKER_RESULT || pool->alone)
        pool->options->ended(at->task, end, result, last, pool->options->user_data);
    else
        g_array_append_val(pool->again, at->task);
}

hp_pool *hp_pool_new(const hp_pool_options *options)
{
    hp_pool *pool = g_new0(hp_pool, 1);
    pool->options = options;
    pool->listener = (hp_worker_listener){worker_ended, pool};
    pool->places = g_new0(place, options->workers);
    pool->again = g_array_new(FALSE, FALSE, sizeof(guint));
    return pool;
}

void hp_pool_free(hp_pool *pool)
{
    if (!pool)
        return;
    for (unsigned i = 0; i < pool->options->workers; i++)
        hp_worker_free(pool->places[i].worker);
    g_free(pool->places);
    g_array_unref(pool->again);
    g_clear_error(&pool->failure);
    g_free(pool);
}

static unsigned busy_count(const hp_pool *pool)
{
    unsigned busy = 0;
    for (unsigned i = 0; i < pool->options->workers; i++)
        busy += pool->places[i].worker && hp_worker_is_busy(pool->places[i].worker);
    return busy;
}

/* Whether a worker may have another task. An idle one may be dead without
 * anybody having noticed: the last try of a task is too dear for it. */
static gboolean is_fit(const hp_pool *pool, const hp_worker *worker)
{
    return !hp_worker_is_dead(worker) && !pool->alone && hp_worker_memory(worker) <= IDLE_MEMORY_MAX;
}

static gboolean place_fill(hp_pool *pool, place *at)
{
    if (at->worker && !is_fit(pool, at->worker))
        g_clear_pointer(&at->worker, hp_worker_free);
    if (!at->worker)
        at->worker = hp_worker_new(&pool->listener, pool->failure ? NULL : &pool->failure);
    return at->worker != NULL;
}

/* Whether there is a task: of the first round, or else, when all others are done,
 * of the second. It stays the next one until a worker has taken it. */
static gboolean task_ready(hp_pool *pool, unsigned busy)
{
    if (pool->stopped)
        return FALSE;
    if (!pool->ready && !pool->alone)
        pool->ready = pool->options->next(&pool->upcoming, pool->options->user_data);
    if (pool->ready || busy || !pool->again->len)
        return pool->ready;
    pool->alone = TRUE;
    pool->upcoming = g_array_index(pool->again, guint, 0);
    g_array_remove_index(pool->again, 0);
    return pool->ready = TRUE;
}

static void tasks_assign(hp_pool *pool)
{
    unsigned busy = busy_count(pool);
    for (unsigned i = 0; i < pool->options->workers; i++) {
        place *at = &pool->places[i];
        if (at->worker && hp_worker_is_busy(at->worker))
            continue;
        if ((pool->alone && busy) || !task_ready(pool, busy))
            return;
        if (!place_fill(pool, at))
            continue;
        at->task = pool->upcoming;
        pool->ready = FALSE;
        hp_worker_assign(at->worker, pool->options->describe(at->task, pool->options->user_data));
        busy++;
    }
}

static gboolean on_tick(gpointer data)
{
    hp_pool *pool = data;
    for (unsigned i = 0; i < pool->options->workers; i++)
        if (pool->places[i].worker)
            hp_worker_check(pool->places[i].worker, pool->options->timeout_s, pool->options->memory_bytes);
    pool->options->tick(pool->options->user_data);
    return G_SOURCE_CONTINUE;
}

gboolean hp_pool_run(hp_pool *pool, GError **error)
{
    guint ticking = g_timeout_add(TICK_MS, on_tick, pool);
    for (;;) {
        tasks_assign(pool);
        if (!busy_count(pool))
            break;
        g_main_context_iteration(NULL, TRUE);
    }
    g_source_remove(ticking);
    gboolean stranded = pool->ready && !pool->stopped;
    if (stranded)
        g_propagate_error(error, g_steal_pointer(&pool->failure));
    return !stranded;
}

void hp_pool_stop(hp_pool *pool)
{
    pool->stopped = TRUE;
}

void hp_pool_kill(hp_pool *pool)
{
    for (unsigned i = 0; i < pool->options->workers; i++)
        g_clear_pointer(&pool->places[i].worker, hp_worker_free);
}
