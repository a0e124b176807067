#include "base/file.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define READ_STEP ((size_t)64 * 1024)
#define LINKS_MAX 40 /* as the kernel counts */
#define NAME_TRIES 100

static gboolean fail(GError **error, hp_error_code code, const char *verb, const char *path, int number)
{
    g_autofree char *name = g_filename_display_name(path);
    g_set_error(error, HP_ERROR, (int)code, "cannot %s %s: %s", verb, name, g_strerror(number));
    return FALSE;
}

/* The descriptor that a path is another name for, or -1. Opening /dev/stdout
 * anew would start at the file's beginning and forget `>>`. */
static int path_descriptor(const char *path)
{
    static const char *const standard[] = {"/dev/stdin", "/dev/stdout", "/dev/stderr"};
    for (int i = 0; i < 3; i++) {
        if (strcmp(path, standard[i]) == 0)
            return i;
    }
    static const char *const folders[] = {"/dev/fd/", "/proc/self/fd/"};
    for (int i = 0; i < 2; i++) {
        guint64 number = 0;
        if (g_str_has_prefix(path, folders[i]) &&
            g_ascii_string_to_unsigned(path + strlen(folders[i]), 10, 0, G_MAXINT, &number, NULL))
            return (int)number;
    }
    return -1;
}

/* Waits when a descriptor that someone made non-blocking is not ready. TRUE:
 * try again. */
static gboolean try_again(int fd, short events)
{
    if (errno == EINTR)
        return TRUE;
    if (errno != EAGAIN)
        return FALSE;
    struct pollfd wait = {fd, events, 0};
    return poll(&wait, 1, -1) >= 0 || errno == EINTR;
}

GBytes *hp_file_read_fd(int fd, const char *name, size_t max_bytes, GError **error)
{
    struct stat st = {0};
    if (fstat(fd, &st) < 0 || S_ISDIR(st.st_mode)) {
        fail(error, HP_ERROR_INPUT, "read", name, S_ISDIR(st.st_mode) ? EISDIR : errno);
        return NULL;
    }
    max_bytes = MIN(max_bytes, (size_t)G_MAXSSIZE - 1);
    gboolean too_large = S_ISREG(st.st_mode) && st.st_size > 0 && (guint64)st.st_size > max_bytes;
    /* One byte more than the file has, so that its end is met without growing. */
    size_t room = S_ISREG(st.st_mode) && st.st_size > 0 && !too_large ? (size_t)st.st_size + 1 : READ_STEP;
    size_t used = 0;
    g_autofree char *data = too_large ? NULL : g_malloc(room);
    while (!too_large) {
        if (used == room) {
            room += MAX(room, READ_STEP);
            data = g_realloc(data, room);
        }
        ssize_t got = read(fd, data + used, room - used);
        if (got < 0 && try_again(fd, POLLIN))
            continue;
        if (got < 0) {
            fail(error, HP_ERROR_INPUT, "read", name, errno);
            return NULL;
        }
        if (got == 0)
            break;
        used += (size_t)got;
        too_large = used > max_bytes;
    }
    if (too_large) {
        g_autofree char *limit = g_format_size_full(max_bytes, G_FORMAT_SIZE_IEC_UNITS);
        g_autofree char *display = g_filename_display_name(name);
        g_set_error(error, HP_ERROR, HP_ERROR_LIMIT, "cannot read %s: larger than %s", display, limit);
        return NULL;
    }
    if (used < room / 2)
        data = g_realloc(data, MAX(used, 1));
    return g_bytes_new_take(g_steal_pointer(&data), used);
}

gboolean hp_file_is_stream(const char *path)
{
    return strcmp(path, "-") == 0;
}

GBytes *hp_file_read(const char *path, size_t max_bytes, GError **error)
{
    gboolean is_stdin = hp_file_is_stream(path);
    int own = is_stdin ? STDIN_FILENO : path_descriptor(path);
    if (own >= 0)
        return hp_file_read_fd(own, is_stdin ? "standard input" : path, max_bytes, error);
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) {
        fail(error, HP_ERROR_INPUT, "read", path, errno);
        return NULL;
    }
    GBytes *bytes = hp_file_read_fd(fd, path, max_bytes, error);
    close(fd);
    return bytes;
}

static gboolean write_all(int fd, const char *data, size_t size)
{
    while (size) {
        ssize_t done = write(fd, data, MIN(size, (size_t)G_MAXSSIZE));
        if (done < 0 && try_again(fd, POLLOUT))
            continue;
        if (done < 0)
            return FALSE;
        data += done;
        size -= (size_t)done;
    }
    return TRUE;
}

static gboolean synced_later; /* by hp_file_sync_later */

void hp_file_sync_later(void)
{
    synced_later = TRUE;
}

void hp_file_sync_all(const char *folder)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    syncfs(fd);
    close(fd);
}

/* Some file systems know no fsync; that is no reason to fail. */
static gboolean sync_fd(int fd)
{
    return synced_later || fsync(fd) == 0 || errno == EINVAL || errno == EROFS || errno == ENOTSUP;
}

/* close, keeping the first failure in errno. */
static gboolean close_ok(int fd, gboolean ok)
{
    int number = errno;
    if (close(fd) < 0 && ok && errno != EINTR)
        return FALSE;
    errno = number;
    return ok;
}

/* What a file is to hold: bytes, or what fill makes. */
typedef struct {
    const void *data;
    size_t size;
    hp_file_fill fill; /* NULL: the bytes */
    void *user_data;
} content;

static gboolean content_write(const content *what, int fd)
{
    if (!what->fill)
        return write_all(fd, what->data, what->size);
    int own = fcntl(fd, F_DUPFD_CLOEXEC, 3);
    FILE *stream = own >= 0 ? fdopen(own, "w") : NULL;
    if (!stream) {
        if (own >= 0)
            close(own);
        return FALSE;
    }
    errno = 0;
    gboolean ok = what->fill(stream, what->user_data);
    ok = fflush(stream) == 0 && !ferror(stream) && ok;
    int number = errno ? errno : EIO;
    ok = fclose(stream) == 0 && ok;
    errno = number;
    return ok;
}

static gboolean write_straight(int fd, const content *what)
{
    return fd >= 0 && close_ok(fd, content_write(what, fd));
}

/*
 * The new content of a file while it is not yet in its place. Where the file
 * system can (O_TMPFILE) it has no name until it is complete, so that no signal
 * and no crash leaves anything behind.
 */
typedef struct {
    int dir, fd;
    char name[32]; /* in dir; empty: none yet */
} draft;

static void draft_choose_name(draft *d)
{
    g_snprintf(d->name, sizeof d->name, ".handpress-%08x.tmp", g_random_int());
}

static gboolean draft_open(draft *d, gboolean nameless)
{
    d->name[0] = '\0';
    d->fd = -1;
    if (nameless)
        d->fd = openat(d->dir, ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
    /* mkstemp would need the umask, which only can be read by changing it. */
    for (int i = 0; !nameless && d->fd < 0 && i < NAME_TRIES; i++) {
        draft_choose_name(d);
        d->fd = openat(d->dir, d->name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (d->fd < 0 && errno != EEXIST)
            break;
    }
    if (d->fd < 0)
        d->name[0] = '\0';
    return d->fd >= 0;
}

static gboolean draft_link(draft *d)
{
    char source[40];
    g_snprintf(source, sizeof source, "/proc/self/fd/%d", d->fd);
    for (int i = 0; i < NAME_TRIES; i++) {
        draft_choose_name(d);
        if (linkat(AT_FDCWD, source, d->dir, d->name, AT_SYMLINK_FOLLOW) == 0)
            return TRUE;
        if (errno != EEXIST)
            break;
    }
    d->name[0] = '\0';
    return FALSE;
}

/* Gives a complete draft its place. No signal may come between the name of its
 * own and the rename. */
static gboolean draft_publish(draft *d, const char *target)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    gboolean ok = (*d->name || draft_link(d)) && renameat(d->dir, d->name, d->dir, target) == 0;
    int number = errno;
    if (!ok && *d->name)
        unlinkat(d->dir, d->name, 0);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = number;
    return ok;
}

/* mode: of the file that is replaced, or 0. */
static gboolean write_beside(int dir, const char *target, const content *what, mode_t mode, gboolean nameless)
{
    draft d = {.dir = dir};
    if (!draft_open(&d, nameless))
        return FALSE;
    gboolean ok = content_write(what, d.fd) && (!mode || fchmod(d.fd, mode) == 0) && sync_fd(d.fd);
    if (!ok && *d.name) {
        int number = errno;
        unlinkat(dir, d.name, 0);
        errno = number;
    }
    ok = ok && draft_publish(&d, target);
    if (!close_ok(d.fd, ok))
        return FALSE;
    /* The rename itself is safe only with its folder; a folder that cannot be
     * synced still holds the whole file. */
    if (!synced_later)
        fsync(dir);
    return TRUE;
}

static gboolean replace_file(const char *path, const content *what, mode_t mode)
{
    g_autofree char *folder = g_path_get_dirname(path);
    g_autofree char *target = g_path_get_basename(path);
    int dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (dir < 0 && errno == EACCES) /* may be written, not listed */
        dir = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (dir < 0)
        return FALSE;
    gboolean ok = write_beside(dir, target, what, mode, TRUE);
    /* No O_TMPFILE on this file system, or no /proc to link it from. */
    if (!ok && (errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL || errno == ENOENT || errno == EPERM ||
                errno == EXDEV))
        ok = write_beside(dir, target, what, mode, FALSE);
    int number = errno;
    close(dir);
    errno = number;
    return ok;
}

/* Where a chain of symbolic links ends, whether or not a file is there. NULL
 * with errno set when it never does. */
static char *follow_links(const char *path)
{
    g_autofree char *at = g_strdup(path);
    for (int i = 0; i < LINKS_MAX; i++) {
        g_autofree char *next = g_file_read_link(at, NULL);
        if (!next)
            return g_steal_pointer(&at);
        g_autofree char *folder = g_path_get_dirname(at);
        char *joined = g_path_is_absolute(next) ? g_strdup(next) : g_build_filename(folder, next, NULL);
        g_free(at);
        at = joined;
    }
    errno = ELOOP;
    return NULL;
}

static gboolean write_to(const char *path, const content *what)
{
    int own = hp_file_is_stream(path) ? STDOUT_FILENO : path_descriptor(path);
    if (own >= 0)
        return write_straight(fcntl(own, F_DUPFD_CLOEXEC, 3), what);
    struct stat st;
    gboolean exists = stat(path, &st) == 0;
    if (!exists && errno != ENOENT)
        return FALSE;
    if (exists && !S_ISREG(st.st_mode))
        return write_straight(open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY), what);
    /* A rename would get past the owner's write protection. */
    if (exists && faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) < 0)
        return FALSE;
    g_autofree char *target = follow_links(path);
    return target && replace_file(target, what, exists ? st.st_mode & 0777 : 0);
}

static gboolean write_content(const char *path, const content *what, GError **error)
{
    if (write_to(path, what))
        return TRUE;
    return fail(error, HP_ERROR_OUTPUT, "write", hp_file_is_stream(path) ? "standard output" : path, errno);
}

gboolean hp_file_write_atomic(const char *path, const void *data, size_t size, GError **error)
{
    return write_content(path, &(content){.data = data, .size = size}, error);
}

gboolean hp_file_fill_atomic(const char *path, hp_file_fill fill, void *user_data, GError **error)
{
    return write_content(path, &(content){.fill = fill, .user_data = user_data}, error);
}
