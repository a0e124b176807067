/*
 * Lock: one run at a time works on an output folder. Shards of one archive may
 * work on it together; each has its own place under OUT/.handpress/.
 *
 * The lock is flock(2)'s: it goes with the process, however that ends.
 */
#pragma once

#include <glib.h>

typedef struct hp_lock hp_lock;

/* folder: OUT/.handpress, already there. shard: NULL, or the name of the part.
 * NULL and HP_ERROR_OUTPUT when another run is at work: the message says which. */
hp_lock *hp_lock_take(const char *folder, const char *shard, GError **error);
void hp_lock_free(hp_lock *lock); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hp_lock, hp_lock_free)
