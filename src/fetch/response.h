/*
 * Response: what a server's answer says of its content.
 */
#pragma once

#include "fetch/cache.h"

typedef struct {
    GByteArray *body;
    char *type, *etag, *modified; /* NULL: not given */
    gint64 max_age;               /* seconds; 0: ask again */
} response;

/* Empties it for the next request; the body stays allocated. */
void response_clear(response *r);

/* One line of the head, with its line end. */
void response_read_header(response *r, const char *line, size_t length);

/* What the cache is to remember, its object not yet named. */
cache_entry *response_entry(const response *r);
gint64 response_fresh_until(const response *r);

/* The content type, when it is none that can be what was asked for: a page
 * that asks for a password, say. NULL: it can. Whether it is one is for those
 * who read it to see. */
const char *response_type_fault(const response *r, gboolean want_picture);
