#include "batch/watch.h"

#include "base/error.h"

#include <errno.h>
#include <poll.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#define QUIET_MS 15  /* as long as an editor's own steps take, and not noticed */
#define BURST_MS 300 /* then it is told even if it goes on */
#define EVENTS (IN_CLOSE_WRITE | IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_ONLYDIR)

struct hp_watch {
    int fd;
    GHashTable *names;   /* watch descriptor ─► GPtrArray of char *, the folder's names */
    GHashTable *folders; /* names that are watched; borrowed from names */
};

static gboolean fail(GError **error, const char *what)
{
    /* What the kernel calls a full disk is its own limit. */
    const char *why =
        errno == ENOSPC ? "too many folders are watched (fs.inotify.max_user_watches)" : g_strerror(errno);
    g_set_error(error, HP_ERROR, HP_ERROR_INPUT, "cannot watch %s: %s", what, why);
    return FALSE;
}

hp_watch *hp_watch_new(GError **error)
{
    int fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (fd < 0) {
        fail(error, "for changes");
        return NULL;
    }
    hp_watch *watch = g_new0(hp_watch, 1);
    watch->fd = fd;
    watch->names = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
    watch->folders = g_hash_table_new(g_str_hash, g_str_equal);
    return watch;
}

void hp_watch_free(hp_watch *watch)
{
    if (!watch)
        return;
    close(watch->fd);
    g_hash_table_unref(watch->folders);
    g_hash_table_unref(watch->names);
    g_free(watch);
}

gboolean hp_watch_has(const hp_watch *watch, const char *folder)
{
    return g_hash_table_contains(watch->folders, folder);
}

gboolean hp_watch_add(hp_watch *watch, const char *folder, GError **error)
{
    if (hp_watch_has(watch, folder))
        return TRUE;
    int wd = inotify_add_watch(watch->fd, folder, EVENTS);
    if (wd < 0)
        return fail(error, folder);
    GPtrArray *names = g_hash_table_lookup(watch->names, GINT_TO_POINTER(wd));
    if (!names) {
        names = g_ptr_array_new_with_free_func(g_free);
        g_hash_table_insert(watch->names, GINT_TO_POINTER(wd), names);
    }
    char *name = g_strdup(folder);
    g_ptr_array_add(names, name);
    g_hash_table_add(watch->folders, name);
    return TRUE;
}

/* The folder is gone; should there be one of its name again, it is another. */
static void forget(hp_watch *watch, int wd)
{
    const GPtrArray *names = g_hash_table_lookup(watch->names, GINT_TO_POINTER(wd));
    for (guint i = 0; names && i < names->len; i++)
        g_hash_table_remove(watch->folders, names->pdata[i]);
    g_hash_table_remove(watch->names, GINT_TO_POINTER(wd));
}

/* A new file says so again when it is closed; links and folders do not. */
static gboolean is_unfinished(const struct inotify_event *event, const char *path)
{
    struct stat st;
    return (event->mask & IN_CREATE) && !(event->mask & IN_ISDIR) && lstat(path, &st) == 0 && S_ISREG(st.st_mode) &&
           st.st_nlink == 1;
}

static void event_take(hp_watch *watch, const struct inotify_event *event, GHashTable *changed, gboolean *lost)
{
    if (event->mask & IN_Q_OVERFLOW)
        *lost = TRUE;
    if (event->mask & IN_IGNORED)
        forget(watch, event->wd);
    const GPtrArray *names = event->len ? g_hash_table_lookup(watch->names, GINT_TO_POINTER(event->wd)) : NULL;
    for (guint i = 0; names && i < names->len; i++) {
        g_autofree char *path = g_build_filename(names->pdata[i], event->name, NULL);
        if (!is_unfinished(event, path))
            g_hash_table_add(changed, g_steal_pointer(&path));
    }
}

/* TRUE when something was read. */
static gboolean events_read(hp_watch *watch, GHashTable *changed, gboolean *lost)
{
    _Alignas(struct inotify_event) char buffer[16 * 1024];
    gboolean some = FALSE;
    for (ssize_t got; (got = read(watch->fd, buffer, sizeof buffer)) > 0; some = TRUE) {
        const struct inotify_event *event;
        for (const char *at = buffer; at < buffer + got; at += sizeof *event + event->len) {
            event = (const struct inotify_event *)(const void *)at;
            event_take(watch, event, changed, lost);
        }
    }
    return some;
}

GHashTable *hp_watch_wait(hp_watch *watch, gboolean *lost, GError **error)
{
    g_autoptr(GHashTable) changed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    *lost = FALSE;
    for (gint64 first_us = 0;;) {
        gboolean any = g_hash_table_size(changed) > 0 || *lost;
        if (any && !first_us)
            first_us = g_get_monotonic_time();
        if (any && g_get_monotonic_time() - first_us > BURST_MS * 1000)
            break;
        struct pollfd events = {watch->fd, POLLIN, 0};
        int ready = poll(&events, 1, any ? QUIET_MS : -1);
        if (ready < 0 && errno != EINTR) {
            fail(error, "for changes");
            return NULL;
        }
        if (ready == 0)
            break;
        events_read(watch, changed, lost);
    }
    return g_steal_pointer(&changed);
}
