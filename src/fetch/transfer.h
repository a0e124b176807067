/*
 * Transfers: addresses to contents in the cache, several at a time.
 *
 * http and https only; certificates are checked; no proxies, cookies or
 * passwords. Every redirect is followed by hand, and looked at like the first
 * address. The connection itself is refused when the address it goes to is not
 * public (fetch/address.h).
 */
#pragma once

#include "fetch/cache.h"

typedef enum { WANT_PICTURE, WANT_NOTE } transfer_want;

typedef struct {
    cache *cache;
    const char *const *allowed; /* hosts, see address.h */
    transfer_want want;
    size_t max_bytes;       /* of one content */
    unsigned time_limit_ms; /* of one address, redirects included */
} transfer_options;

typedef struct {
    const char *url; /* borrowed */
    char *object;    /* what it is in the cache; NULL: it could not be had */
    char *type;      /* as the server calls it; NULL: it does not */
    char *failure;   /* why not, as the end of a sentence; with an object: why that is an old one */
} transfer_result;

void transfer_result_clear(transfer_result *result);

/* Fills in the results. */
void transfer_all(transfer_result *results, size_t count, const transfer_options *options);
