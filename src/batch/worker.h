/*
 * Worker: one process of the program, as the run sees it.
 *
 * It is started from /proc/self/exe, in a process group of its own (Ctrl-C at the
 * terminal is the run's business), with its end of a socket as descriptor
 * HP_WORKER_FD and its standard error on a pipe, of which the last line is kept:
 * it tells why a worker died.
 */
#pragma once

#include <glib.h>

typedef struct hp_worker hp_worker;

typedef enum {
    HP_WORKER_RESULT,  /* what it answered */
    HP_WORKER_CRASHED, /* it died by itself */
    HP_WORKER_TIMEOUT, /* it was killed for the time it took … */
    HP_WORKER_MEMORY   /* … or the memory */
} hp_worker_end;

typedef struct {
    /* A task has ended. result: with HP_WORKER_RESULT, not floating, borrowed. last:
     * with the others, what happened, for a person. After anything but a result
     * the worker is dead. */
    void (*ended)(hp_worker *worker, hp_worker_end end, GVariant *result, const char *last, void *user_data);
    void *user_data;
} hp_worker_listener;

/* Starts one. NULL and HP_ERROR_INTERNAL. The listener is borrowed. */
hp_worker *hp_worker_new(const hp_worker_listener *listener, GError **error);

/* Kills it when it works, else lets it go. Not from within ended. NULL is fine. */
void hp_worker_free(hp_worker *worker);

/* Gives an idle worker a task; takes a floating value. */
void hp_worker_assign(hp_worker *worker, GVariant *task);
gboolean hp_worker_is_busy(const hp_worker *worker);
gboolean hp_worker_is_dead(const hp_worker *worker);

/* Kills a worker that has passed a limit (0: none). The end is told later. */
void hp_worker_check(hp_worker *worker, unsigned timeout_s, guint64 memory_bytes);

/* The memory that it has now (resident), in bytes; 0 when it cannot be told. */
guint64 hp_worker_memory(const hp_worker *worker);
