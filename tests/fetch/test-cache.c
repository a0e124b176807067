#include "fetch/cache.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>

typedef struct {
    char *folder;
    cache *cache;
} fixture;

static void set_up(fixture *f, G_GNUC_UNUSED const void *data)
{
    f->folder = g_dir_make_tmp("handpress-cache-XXXXXX", NULL);
    g_autofree char *inside = g_build_filename(f->folder, "a", "b", NULL);
    f->cache = cache_open(inside, NULL);
    g_assert_nonnull(f->cache);
    g_free(f->folder);
    f->folder = g_steal_pointer(&inside);
}

static void tear_down(fixture *f, G_GNUC_UNUSED const void *data)
{
    g_autofree char *outer = g_path_get_dirname(f->folder), *outermost = g_path_get_dirname(outer);
    const char *argv[] = {"rm", "-rf", outermost, NULL};
    g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
    cache_free(f->cache);
    g_free(f->folder);
}

static char *store(fixture *f, const char *url, const char *text)
{
    g_autoptr(cache_entry) entry = g_new0(cache_entry, 1);
    entry->etag = g_strdup("\"x y\"");
    entry->type = g_strdup("image/png");
    entry->fresh_until = 77;
    g_assert_true(cache_store(f->cache, url, entry, text, strlen(text), NULL));
    return g_build_filename(f->folder, "objects", entry->object, NULL);
}

static gboolean has(fixture *f, const char *url)
{
    g_autoptr(cache_entry) entry = cache_lookup(f->cache, url);
    return entry != NULL;
}

static void test_round(fixture *f, G_GNUC_UNUSED const void *data)
{
    g_autofree char *path = store(f, "https://a.example/x", "content");
    g_autoptr(cache_entry) entry = cache_lookup(f->cache, "https://a.example/x");
    g_assert_nonnull(entry);
    g_assert_cmpstr(entry->etag, ==, "\"x y\"");
    g_assert_cmpstr(entry->type, ==, "image/png");
    g_assert_cmpstr(entry->modified, ==, NULL);
    g_assert_cmpint(entry->fresh_until, ==, 77);
    g_assert_cmpuint(entry->size, ==, 7);
    g_autofree char *text = NULL;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_assert_cmpstr(text, ==, "content");
    g_assert_false(has(f, "https://a.example/y"));
    struct stat st;
    g_assert_cmpint(stat(f->folder, &st), ==, 0);
    g_assert_cmpuint(st.st_mode & 0077, ==, 0);
}

/* The same content is kept once, whatever its address. */
static void test_once(fixture *f, G_GNUC_UNUSED const void *data)
{
    g_autofree char *first = store(f, "https://a.example/x", "content");
    g_autofree char *second = store(f, "https://b.example/y", "content");
    g_assert_cmpstr(first, ==, second);
}

/* A cache that somebody damaged is as good as none. */
static void test_damage(fixture *f, G_GNUC_UNUSED const void *data)
{
    g_autofree char *path = store(f, "https://a.example/x", "content");
    g_assert_true(g_file_set_contents(path, "short", -1, NULL));
    g_assert_false(has(f, "https://a.example/x"));
    g_unlink(path);
    g_assert_false(has(f, "https://a.example/x"));
    g_free(store(f, "https://a.example/x", "content"));
    g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, "https://a.example/x", -1);
    g_autofree char *entry = g_build_filename(f->folder, "urls", sum, NULL);
    g_assert_true(g_file_set_contents(entry, "object ../../../../etc/passwd\nsize 7\n", -1, NULL));
    g_assert_false(has(f, "https://a.example/x"));
}

static void age(const char *path, int seconds)
{
    gint64 then = g_get_real_time() / G_USEC_PER_SEC - seconds;
    struct timeval times[2] = {{then, 0}, {then, 0}};
    g_assert_cmpint(utimes(path, times), ==, 0);
}

static void test_trim(fixture *f, G_GNUC_UNUSED const void *data)
{
    g_autofree char *oldest = store(f, "https://a.example/1", "11111");
    g_autofree char *older = store(f, "https://a.example/2", "22222");
    g_autofree char *fresh = store(f, "https://a.example/3", "33333");
    age(oldest, 7200);
    age(older, 3600);
    cache_trim(f->cache, 15);
    g_assert_true(has(f, "https://a.example/1")); /* and used now */
    age(oldest, 7200);
    cache_trim(f->cache, 10);
    g_assert_false(g_file_test(oldest, G_FILE_TEST_EXISTS));
    g_assert_false(has(f, "https://a.example/1"));
    g_assert_true(g_file_test(older, G_FILE_TEST_EXISTS));
    cache_trim(f->cache, 0);
    g_assert_false(g_file_test(older, G_FILE_TEST_EXISTS));
    /* Somebody may be reading it. */
    g_assert_true(g_file_test(fresh, G_FILE_TEST_EXISTS));
    g_autofree char *urls = g_build_filename(f->folder, "urls", NULL);
    g_autoptr(GDir) dir = g_dir_open(urls, 0, NULL);
    g_assert_nonnull(g_dir_read_name(dir));
    g_assert_null(g_dir_read_name(dir));
}

static void test_no_place(void)
{
    g_autoptr(GError) error = NULL;
    g_assert_null(cache_open("/dev/null/cache", &error));
    g_assert_nonnull(error);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add("/cache/round", fixture, NULL, set_up, test_round, tear_down);
    g_test_add("/cache/once", fixture, NULL, set_up, test_once, tear_down);
    g_test_add("/cache/damage", fixture, NULL, set_up, test_damage, tear_down);
    g_test_add("/cache/trim", fixture, NULL, set_up, test_trim, tear_down);
    g_test_add_func("/cache/no-place", test_no_place);
    return g_test_run();
}
