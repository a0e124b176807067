#include "fetch/response.h"

#include <string.h>

#define FRESH_MOST (24 * 60 * 60) /* seconds */
#define VALUE_MOST 1024           /* bytes of a header that are remembered */

void response_clear(response *r)
{
    if (r->body)
        g_byte_array_set_size(r->body, 0);
    g_clear_pointer(&r->type, g_free);
    g_clear_pointer(&r->etag, g_free);
    g_clear_pointer(&r->modified, g_free);
    r->max_age = 0;
}

/* RFC 9111 §5.2.2: no-store and no-cache are stronger than max-age. */
static gint64 read_max_age(const char *value)
{
    g_autofree char *lower = g_ascii_strdown(value, -1);
    const char *found = strstr(lower, "max-age=");
    if (!found || strstr(lower, "no-cache") || strstr(lower, "no-store"))
        return 0;
    guint64 seconds = g_ascii_strtoull(found + strlen("max-age="), NULL, 10);
    return (gint64)MIN(seconds, FRESH_MOST);
}

static void take(char **field, const char *value)
{
    g_free(*field);
    *field = g_strdup(value);
}

void response_read_header(response *r, const char *line, size_t length)
{
    const char *colon = memchr(line, ':', length);
    if (!colon || length > VALUE_MOST)
        return;
    g_autofree char *name = g_ascii_strdown(line, colon - line);
    g_autofree char *value = g_strstrip(g_strndup(colon + 1, length - (size_t)(colon + 1 - line)));
    for (char *c = value; *c; c++)
        if (g_ascii_iscntrl(*c))
            return;
    if (strcmp(name, "content-type") == 0) {
        value[strcspn(value, "; ")] = '\0';
        g_free(r->type);
        r->type = *value ? g_ascii_strdown(value, -1) : NULL;
    } else if (strcmp(name, "etag") == 0) {
        take(&r->etag, value);
    } else if (strcmp(name, "last-modified") == 0) {
        take(&r->modified, value);
    } else if (strcmp(name, "cache-control") == 0) {
        r->max_age = read_max_age(value);
    }
}

gint64 response_fresh_until(const response *r)
{
    return r->max_age ? g_get_real_time() / G_USEC_PER_SEC + r->max_age : 0;
}

cache_entry *response_entry(const response *r)
{
    cache_entry *entry = g_new0(cache_entry, 1);
    entry->type = g_strdup(r->type);
    entry->etag = g_strdup(r->etag);
    entry->modified = g_strdup(r->modified);
    entry->fresh_until = response_fresh_until(r);
    return entry;
}

const char *response_type_fault(const response *r, gboolean want_picture)
{
    static const char *const unknown[] = {"application/octet-stream", "binary/octet-stream", NULL};
    if (!r->type || g_strv_contains(unknown, r->type))
        return NULL;
    gboolean right = want_picture ? g_str_has_prefix(r->type, "image/")
                                  : g_str_has_prefix(r->type, "text/") && strcmp(r->type, "text/html") != 0;
    return right ? NULL : r->type;
}
