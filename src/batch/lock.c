#include "batch/lock.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

struct hp_lock {
    int whole, part; /* part -1: not a shard */
};

static gboolean fail(const char *path, GError **error)
{
    g_autofree char *name = g_filename_display_name(path);
    g_set_error(error, HP_ERROR, HP_ERROR_OUTPUT, "cannot write %s: %s", name, g_strerror(errno));
    return FALSE;
}

/* Whose lock it is stands in the file, for the message only. */
static gboolean refuse(int fd, const char *path, GError **error)
{
    char owner[24] = "";
    ssize_t length = pread(fd, owner, sizeof owner - 1, 0);
    owner[CLAMP(length, 0, (ssize_t)sizeof owner - 1)] = '\0';
    g_autofree char *folder = g_path_get_dirname(path), *name = g_filename_display_name(folder);
    gboolean known = *owner && strspn(owner, "0123456789") == strlen(owner);
    g_set_error(error, HP_ERROR, HP_ERROR_OUTPUT, "another run%s%s%s is at work in this output folder (%s is locked)",
                known ? " (process " : "", known ? owner : "", known ? ")" : "", name);
    return FALSE;
}

static int file_lock(const char *path, int how, GError **error)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0) {
        fail(path, error);
        return -1;
    }
    if (flock(fd, how | LOCK_NB) < 0) {
        if (errno == EWOULDBLOCK)
            refuse(fd, path, error);
        else
            fail(path, error);
        close(fd);
        return -1;
    }
    if (how == LOCK_EX) {
        char owner[24];
        int length = g_snprintf(owner, sizeof owner, "%d", (int)getpid());
        /* A full disk leaves the message without a number. */
        if (ftruncate(fd, 0) == 0 && pwrite(fd, owner, (size_t)length, 0) < 0)
            errno = 0;
    }
    return fd;
}

hp_lock *hp_lock_take(const char *folder, const char *shard, GError **error)
{
    g_autoptr(hp_lock) lock = g_new0(hp_lock, 1);
    lock->part = -1;
    g_autofree char *whole = g_build_filename(folder, "lock", NULL);
    lock->whole = file_lock(whole, shard ? LOCK_SH : LOCK_EX, error);
    if (lock->whole < 0)
        return NULL;
    if (shard) {
        g_autofree char *part = g_build_filename(folder, shard, "lock", NULL);
        if ((lock->part = file_lock(part, LOCK_EX, error)) < 0)
            return NULL;
    }
    return g_steal_pointer(&lock);
}

void hp_lock_free(hp_lock *lock)
{
    if (!lock)
        return;
    if (lock->part >= 0)
        close(lock->part);
    if (lock->whole >= 0)
        close(lock->whole);
    g_free(lock);
}
