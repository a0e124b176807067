#include "fetch/cache.h"

#include "base/error.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ENTRY_MAX ((size_t)16 * 1024)
#define SUM_LENGTH 64
#define IN_USE_SECONDS 600

struct cache {
    char *objects, *urls;
};

cache *cache_open(const char *folder, GError **error)
{
    g_autoptr(cache) c = g_new0(cache, 1);
    c->objects = g_build_filename(folder, "objects", NULL);
    c->urls = g_build_filename(folder, "urls", NULL);
    if (g_mkdir_with_parents(c->objects, 0700) == 0 && g_mkdir_with_parents(c->urls, 0700) == 0)
        return g_steal_pointer(&c);
    g_set_error(error, HP_ERROR, HP_ERROR_OUTPUT, "cannot make the cache %s: %s", folder, g_strerror(errno));
    return NULL;
}

void cache_free(cache *c)
{
    if (!c)
        return;
    g_free(c->objects);
    g_free(c->urls);
    g_free(c);
}

void cache_entry_free(cache_entry *entry)
{
    if (!entry)
        return;
    g_free(entry->object);
    g_free(entry->type);
    g_free(entry->etag);
    g_free(entry->modified);
    g_free(entry);
}

static char *url_path(const cache *c, const char *url)
{
    g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, url, -1);
    return g_build_filename(c->urls, sum, NULL);
}

static gboolean is_sum(const char *text)
{
    return strlen(text) == SUM_LENGTH && strspn(text, "0123456789abcdef") == SUM_LENGTH;
}

/* ---- entries as text: "key value" lines ---- */

static void entry_read_line(cache_entry *entry, char *line)
{
    char *value = strchr(line, ' ');
    if (!value)
        return;
    *value++ = '\0';
    const struct {
        const char *key;
        char **field;
    } texts[] = {
        {"object", &entry->object}, {"type", &entry->type}, {"etag", &entry->etag}, {"modified", &entry->modified}};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        if (strcmp(line, texts[i].key) == 0) {
            g_free(*texts[i].field);
            *texts[i].field = g_strdup(value);
        }
    }
    if (strcmp(line, "size") == 0)
        entry->size = g_ascii_strtoull(value, NULL, 10);
    else if (strcmp(line, "fresh-until") == 0)
        entry->fresh_until = g_ascii_strtoll(value, NULL, 10);
}

static char *entry_print(const cache_entry *entry)
{
    GString *text = g_string_new(NULL);
    g_string_append_printf(text, "object %s\nsize %" G_GUINT64_FORMAT "\nfresh-until %" G_GINT64_FORMAT "\n",
                           entry->object, entry->size, entry->fresh_until);
    const char *const pairs[][2] = {{"type", entry->type}, {"etag", entry->etag}, {"modified", entry->modified}};
    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++)
        if (pairs[i][1])
            g_string_append_printf(text, "%s %s\n", pairs[i][0], pairs[i][1]);
    return g_string_free(text, FALSE);
}

cache_entry *cache_lookup(const cache *c, const char *url)
{
    g_autofree char *path = url_path(c, url);
    g_autoptr(GBytes) bytes = hp_file_read(path, ENTRY_MAX, NULL);
    if (!bytes)
        return NULL;
    g_autofree char *text = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_autoptr(cache_entry) entry = g_new0(cache_entry, 1);
    for (char **line = lines; *line; line++)
        entry_read_line(entry, *line);
    if (!entry->object || !is_sum(entry->object))
        return NULL;
    g_autofree char *object = g_build_filename(c->objects, entry->object, NULL);
    struct stat st;
    if (stat(object, &st) < 0 || !S_ISREG(st.st_mode) || (guint64)st.st_size != entry->size)
        return NULL;
    utimensat(AT_FDCWD, object, NULL, 0); /* it is in use */
    return g_steal_pointer(&entry);
}

gboolean cache_refresh(cache *c, const char *url, const cache_entry *entry, GError **error)
{
    g_autofree char *path = url_path(c, url);
    g_autofree char *text = entry_print(entry);
    return hp_file_write_atomic(path, text, strlen(text), error);
}

gboolean cache_store(cache *c, const char *url, cache_entry *entry, const void *data, size_t size, GError **error)
{
    g_free(entry->object);
    entry->object = g_compute_checksum_for_data(G_CHECKSUM_SHA256, data, size);
    entry->size = size;
    g_autofree char *path = g_build_filename(c->objects, entry->object, NULL);
    return hp_file_write_atomic(path, data, size, error) && cache_refresh(c, url, entry, error);
}

/* ---- trimming ---- */

typedef struct {
    char *path;
    guint64 size;
    gint64 used; /* seconds since 1970 */
} object;

static void object_free(void *data)
{
    object *o = data;
    g_free(o->path);
    g_free(o);
}

static int compare_used(const void *a, const void *b)
{
    const object *left = *(const object *const *)a, *right = *(const object *const *)b;
    return (left->used > right->used) - (left->used < right->used);
}

static GPtrArray *objects_list(const cache *c, guint64 *total)
{
    GPtrArray *list = g_ptr_array_new_with_free_func(object_free);
    g_autoptr(GDir) dir = g_dir_open(c->objects, 0, NULL);
    for (const char *name; dir && (name = g_dir_read_name(dir));) {
        g_autofree char *path = g_build_filename(c->objects, name, NULL);
        struct stat st;
        if (lstat(path, &st) < 0 || !S_ISREG(st.st_mode))
            continue;
        object *o = g_new0(object, 1);
        *o = (object){g_steal_pointer(&path), (guint64)st.st_size, st.st_mtime};
        *total += o->size;
        g_ptr_array_add(list, o);
    }
    g_ptr_array_sort(list, compare_used);
    return list;
}

/* What is said of addresses whose object has gone says nothing. */
static void entries_sweep(const cache *c)
{
    g_autoptr(GDir) dir = g_dir_open(c->urls, 0, NULL);
    for (const char *name; dir && (name = g_dir_read_name(dir));) {
        g_autofree char *path = g_build_filename(c->urls, name, NULL);
        g_autoptr(GBytes) bytes = is_sum(name) ? hp_file_read(path, ENTRY_MAX, NULL) : NULL;
        if (!bytes || g_bytes_get_size(bytes) < strlen("object ") + SUM_LENGTH)
            continue;
        g_autofree char *sum = g_strndup((const char *)g_bytes_get_data(bytes, NULL) + strlen("object "), SUM_LENGTH);
        g_autofree char *object_path = g_build_filename(c->objects, sum, NULL);
        if (!g_file_test(object_path, G_FILE_TEST_EXISTS))
            g_unlink(path);
    }
}

void cache_trim(const cache *c, guint64 max_bytes)
{
    guint64 total = 0;
    g_autoptr(GPtrArray) list = objects_list(c, &total);
    gint64 in_use = g_get_real_time() / G_USEC_PER_SEC - IN_USE_SECONDS;
    gboolean some = FALSE;
    for (guint i = 0; i < list->len && total > max_bytes; i++) {
        const object *o = g_ptr_array_index(list, i);
        if (o->used > in_use)
            break;
        if (g_unlink(o->path) == 0) {
            total -= o->size;
            some = TRUE;
        }
    }
    if (some)
        entries_sweep(c);
}
