/*
 * Fetcher: contents from the web, through the helper program handpress-fetch.
 *
 * Only who has a fetcher goes to the network, and only the user hands one out
 * (--fetch). The helper fetches into a cache that all runs of the user share
 * (the folder handpress of $XDG_CACHE_HOME); this process only reads the cache.
 * An address is asked for once in the life of a fetcher. One thread at a time.
 */
#pragma once

#include <glib.h>

typedef struct hp_fetcher hp_fetcher;

typedef enum { HP_FETCH_PICTURE, HP_FETCH_NOTE } hp_fetch_kind;

typedef struct {
    const char *const *allowed_hosts; /* "HOST" or "HOST:PORT" that may have private addresses; NULL: none */
    guint64 cache_bytes;              /* what the cache may hold when a run ends; 0: 1 GB */
    unsigned time_limit_ms;           /* of one address; 0: 30 s */
} hp_fetch_options;

/* Copies the options. */
hp_fetcher *hp_fetcher_new(const hp_fetch_options *options);
void hp_fetcher_free(hp_fetcher *fetcher); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hp_fetcher, hp_fetcher_free)

/* Whether an address is http or https. */
gboolean hp_is_web_address(const char *address);

/* Fetches many at once, so that hp_fetcher_get need not wait for each. */
void hp_fetcher_prepare(hp_fetcher *fetcher, hp_fetch_kind kind, const char *const *addresses);

/* The content of an address. *path, when not NULL, becomes the file of the cache
 * that it is in (free it), *old why this is an old copy, or NULL (borrowed).
 * NULL and HP_ERROR_INPUT: the message is the end of a sentence. */
GBytes *hp_fetcher_get(hp_fetcher *fetcher, hp_fetch_kind kind, const char *address, char **path, const char **old,
                       GError **error);
