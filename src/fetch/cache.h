/*
 * Cache: what was fetched before, shared by all runs of a user.
 *
 *     FOLDER/objects/SHA256   contents, named by their sum
 *     FOLDER/urls/SHA256      per address: which object, and how to ask whether
 *                             it is still so (RFC 9110 §8.8, RFC 9111 §4.2)
 *
 * Every file is written beside and renamed, so that runs at the same time see
 * whole files only. An object's modification time is when it was last used; the
 * longest unused go first when there is too much.
 */
#pragma once

#include <glib.h>

typedef struct cache cache;

typedef struct {
    char *object, *type, *etag, *modified; /* NULL: not known; object: 64 hexadecimal digits */
    guint64 size;
    gint64 fresh_until; /* seconds since 1970; before it there is no need to ask */
} cache_entry;

/* Makes the folder when it is absent. NULL, and HP_ERROR_OUTPUT, when that fails. */
cache *cache_open(const char *folder, GError **error);
void cache_free(cache *c); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(cache, cache_free)

/* What is known of an address, its object being there. NULL: nothing. */
cache_entry *cache_lookup(const cache *c, const char *url);
void cache_entry_free(cache_entry *entry); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(cache_entry, cache_entry_free)

/* Keeps content; its name goes into entry->object, its size into entry->size. */
gboolean cache_store(cache *c, const char *url, cache_entry *entry, const void *data, size_t size, GError **error);
/* Says anew what is known of an address whose object is there already. */
gboolean cache_refresh(cache *c, const char *url, const cache_entry *entry, GError **error);

/* Removes the longest unused until no more than max_bytes are left. What was
 * used in the last ten minutes stays: another run may be about to read it. */
void cache_trim(const cache *c, guint64 max_bytes);
