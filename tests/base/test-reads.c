/* What an export read, and whether it is still so. */
#include "base/reads.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include <utime.h>

typedef struct {
    char *folder, *path;
} place;

static void setup(place *p, gconstpointer data G_GNUC_UNUSED)
{
    p->folder = g_dir_make_tmp("handpress-XXXXXX", NULL);
    p->path = g_build_filename(p->folder, "file", NULL);
    g_assert_true(g_file_set_contents(p->path, "abc", 3, NULL));
}

static void teardown(place *p, gconstpointer data G_GNUC_UNUSED)
{
    g_unlink(p->path);
    g_rmdir(p->folder);
    g_free(p->path);
    g_free(p->folder);
}

#define ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" /* FIPS 180-2, B.1 */

static void test_list(place *p, gconstpointer data G_GNUC_UNUSED)
{
    g_autoptr(hp_reads) reads = hp_reads_new();
    g_autofree char *absent = g_build_filename(p->folder, "absent", NULL);
    g_autoptr(GBytes) bytes = hp_reads_load(reads, p->path, 100, NULL);
    g_assert_cmpuint(g_bytes_get_size(bytes), ==, 3);
    g_assert_null(hp_reads_load(reads, absent, 100, NULL));
    g_assert_null(hp_reads_load(reads, p->folder, 100, NULL));
    hp_reads_add_absent(reads, p->path); /* the first counts */
    g_assert_cmpuint(hp_reads_count(reads), ==, 3);
    static const char *const hashes[] = {ABC, "absent", "unread"};
    for (size_t i = 0; i < 3; i++) {
        g_assert_cmpstr(hp_reads_get(reads, i)->hash, ==, hashes[i]);
        g_autofree char *now = hp_reads_hash_now(hp_reads_get(reads, i)->path, 100);
        g_assert_cmpstr(now, ==, hashes[i]);
    }
    g_autofree char *too_large = hp_reads_hash_now(p->path, 2);
    g_assert_cmpstr(too_large, ==, "unread");
}

/* Nobody asks: nothing happens. */
static void test_nobody(place *p, gconstpointer data G_GNUC_UNUSED)
{
    hp_reads_add_absent(NULL, p->path);
    hp_reads_add_unread(NULL, p->path);
    hp_reads_add_file(NULL, p->path, 100);
    g_autoptr(GBytes) bytes = hp_reads_load(NULL, p->path, 100, NULL);
    g_assert_nonnull(bytes);
}

static void test_stamps(place *p, gconstpointer data G_GNUC_UNUSED)
{
    hp_stamp uncertain = {3, 1, 0, 1};
    g_assert_false(hp_stamp_equal(&uncertain, &uncertain));
    g_assert_cmpint(hp_stamp_lookup(p->path).size, ==, 3);
    g_usleep(100000);
    hp_stamp old = hp_stamp_lookup(p->path), again = hp_stamp_lookup(p->path);
    g_assert_true(hp_stamp_equal(&old, &again));
    g_assert_cmpint(utime(p->path, &(struct utimbuf){1, 1}), ==, 0);
    g_usleep(100000);
    hp_stamp touched = hp_stamp_lookup(p->path);
    g_assert_false(hp_stamp_equal(&old, &touched));
    hp_stamp absent = hp_stamp_lookup("/nonexistent/file");
    g_assert_true(hp_stamp_equal(&absent, &HP_STAMP_ABSENT));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add("/reads/list", place, NULL, setup, test_list, teardown);
    g_test_add("/reads/nobody", place, NULL, setup, test_nobody, teardown);
    g_test_add("/reads/stamps", place, NULL, setup, test_stamps, teardown);
    return g_test_run();
}
