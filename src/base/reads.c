#include "base/reads.h"

#include "base/error.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* File systems stamp with the kernel's tick, some with two seconds; the first is
 * what workers meet. A change within it leaves no trace. */
#define CLOCK_GRAIN_NS (G_GINT64_CONSTANT(20) * 1000 * 1000)

struct hp_reads {
    GArray *list;     /* hp_read */
    GHashTable *seen; /* char *, owned by the list */
};

static gint64 nanoseconds(const struct timespec *t)
{
    return (gint64)t->tv_sec * 1000000000 + t->tv_nsec;
}

hp_stamp hp_stamp_of(const struct stat *st)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    hp_stamp stamp = {(gint64)st->st_size, (gint64)st->st_ino, nanoseconds(&st->st_ctim), nanoseconds(&st->st_mtim)};
    if (stamp.changed_ns > nanoseconds(&now) - CLOCK_GRAIN_NS)
        stamp.changed_ns = 0;
    return stamp;
}

hp_stamp hp_stamp_lookup(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 ? hp_stamp_of(&st) : HP_STAMP_ABSENT;
}

gboolean hp_stamp_equal(const hp_stamp *a, const hp_stamp *b)
{
    return (a->changed_ns || a->size == HP_STAMP_ABSENT.size) && a->size == b->size && a->inode == b->inode &&
           a->changed_ns == b->changed_ns && a->modified_ns == b->modified_ns;
}

static void read_clear(void *data)
{
    hp_read *read = data;
    g_free(read->path);
    g_free(read->hash);
}

hp_reads *hp_reads_new(void)
{
    hp_reads *reads = g_new0(hp_reads, 1);
    reads->list = g_array_new(FALSE, FALSE, sizeof(hp_read));
    g_array_set_clear_func(reads->list, read_clear);
    reads->seen = g_hash_table_new(g_str_hash, g_str_equal);
    return reads;
}

void hp_reads_free(hp_reads *reads)
{
    if (!reads)
        return;
    g_hash_table_unref(reads->seen);
    g_array_unref(reads->list);
    g_free(reads);
}

/* Takes path; hash is borrowed. */
static void reads_add(hp_reads *reads, char *path, hp_stamp stamp, const char *hash)
{
    hp_read read = {path, stamp, g_strdup(hash)};
    g_hash_table_add(reads->seen, path);
    g_array_append_val(reads->list, read);
}

/* The path as it is kept; NULL when it needs not be added. */
static char *path_new(const hp_reads *reads, const char *path)
{
    if (!reads)
        return NULL;
    g_autofree char *whole = g_canonicalize_filename(path, NULL);
    return g_hash_table_contains(reads->seen, whole) ? NULL : g_steal_pointer(&whole);
}

void hp_reads_add_absent(hp_reads *reads, const char *path)
{
    char *whole = path_new(reads, path);
    if (whole)
        reads_add(reads, whole, HP_STAMP_ABSENT, "absent");
}

void hp_reads_add_unread(hp_reads *reads, const char *path)
{
    char *whole = path_new(reads, path);
    if (whole)
        reads_add(reads, whole, hp_stamp_lookup(whole), "unread");
}

void hp_reads_add_content(hp_reads *reads, const char *path, int fd, GBytes *content)
{
    char *whole = path_new(reads, path);
    if (!whole)
        return;
    struct stat st;
    g_autofree char *hash = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, content);
    reads_add(reads, whole, fstat(fd, &st) == 0 ? hp_stamp_of(&st) : HP_STAMP_ABSENT, hash);
}

void hp_reads_add_file(hp_reads *reads, const char *path, size_t max_bytes)
{
    char *whole = path_new(reads, path);
    if (!whole)
        return;
    hp_stamp stamp = hp_stamp_lookup(whole);
    g_autofree char *hash = hp_reads_hash_now(whole, max_bytes);
    reads_add(reads, whole, stamp, hash);
}

GBytes *hp_reads_load(hp_reads *reads, const char *path, size_t max_bytes, GError **error)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) {
        int number = errno;
        g_autofree char *name = g_filename_display_name(path);
        g_set_error(error, HP_ERROR, HP_ERROR_INPUT, "cannot read %s: %s", name, g_strerror(number));
        if (number == ENOENT || number == ENOTDIR)
            hp_reads_add_absent(reads, path);
        else
            hp_reads_add_unread(reads, path);
        return NULL;
    }
    GBytes *content = hp_file_read_fd(fd, path, max_bytes, error);
    if (content)
        hp_reads_add_content(reads, path, fd, content);
    else
        hp_reads_add_unread(reads, path);
    close(fd);
    return content;
}

size_t hp_reads_count(const hp_reads *reads)
{
    return reads->list->len;
}

const hp_read *hp_reads_get(const hp_reads *reads, size_t index)
{
    return &g_array_index(reads->list, hp_read, index);
}

char *hp_reads_hash_now(const char *path, size_t max_bytes)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0)
        return g_strdup(errno == ENOENT || errno == ENOTDIR ? "absent" : "unread");
    struct stat st;
    gboolean readable = fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
    g_autoptr(GBytes) content = readable ? hp_file_read_fd(fd, path, max_bytes, NULL) : NULL;
    close(fd);
    return content ? g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, content) : g_strdup("unread");
}
