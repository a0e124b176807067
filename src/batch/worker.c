#include "batch/worker.h"

#include "base/error.h"
#include "batch/protocol.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define TAIL_MAX 2048 /* bytes of standard error that are kept */
#define READ_STEP 65536

extern char **environ;

struct hp_worker {
    const hp_worker_listener *listener;
    pid_t pid;
    int socket, messages;         /* our ends */
    guint on_socket, on_messages; /* event sources; 0: none */
    GByteArray *received;
    GString *tail;
    gboolean busy, dead;
    hp_worker_end killed; /* why; HP_WORKER_RESULT: it was not */
    gint64 since;         /* monotonic, µs: when the task began */
};

/* ---- Starting ---- */

/* Above the numbers that the child's descriptors get, so that none of them is
 * overwritten before its turn. */
static int lift(int fd)
{
    int high = fcntl(fd, F_DUPFD_CLOEXEC, 10);
    close(fd);
    return high;
}

static gboolean channels_open(int sockets[2], int pipes[2])
{
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) < 0)
        return FALSE;
    if (pipe2(pipes, O_CLOEXEC) < 0) {
        close(sockets[0]);
        close(sockets[1]);
        return FALSE;
    }
    sockets[1] = lift(sockets[1]);
    pipes[1] = lift(pipes[1]);
    return sockets[1] >= 0 && pipes[1] >= 0;
}

static int process_spawn(pid_t *pid, int socket, int messages)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, defaults;
    sigemptyset(&none);
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGPIPE);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, messages, STDERR_FILENO);
    posix_spawn_file_actions_adddup2(&actions, messages, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, socket, HP_WORKER_FD);
    char name[] = "handpress", command[] = "batch-worker", parent[24];
    g_snprintf(parent, sizeof parent, "%d", (int)getpid());
    char *argv[] = {name, command, parent, NULL};
    int number = posix_spawn(pid, "/proc/self/exe", &actions, &attributes, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return number;
}

static gboolean on_socket(int fd, GIOCondition condition, gpointer data);
static gboolean on_messages(int fd, GIOCondition condition, gpointer data);

hp_worker *hp_worker_new(const hp_worker_listener *listener, GError **error)
{
    int sockets[2] = {-1, -1}, pipes[2] = {-1, -1};
    pid_t pid = 0;
    int number = channels_open(sockets, pipes) ? process_spawn(&pid, sockets[1], pipes[1]) : errno;
    if (sockets[1] >= 0)
        close(sockets[1]);
    if (pipes[1] >= 0)
        close(pipes[1]);
    if (number) {
        g_set_error(error, HP_ERROR, HP_ERROR_INTERNAL, "cannot start a worker: %s", g_strerror(number));
        if (sockets[0] >= 0)
            close(sockets[0]);
        if (pipes[0] >= 0)
            close(pipes[0]);
        return NULL;
    }
    hp_worker *worker = g_new0(hp_worker, 1);
    worker->listener = listener;
    worker->pid = pid;
    worker->socket = sockets[0];
    worker->messages = pipes[0];
    worker->received = g_byte_array_new();
    worker->tail = g_string_new(NULL);
    worker->on_socket = g_unix_fd_add(worker->socket, G_IO_IN | G_IO_HUP, on_socket, worker);
    worker->on_messages = g_unix_fd_add(worker->messages, G_IO_IN | G_IO_HUP, on_messages, worker);
    return worker;
}

/* ---- Its end ---- */

static void group_kill(const hp_worker *worker)
{
    /* The helper programs that it runs go with it; before it has its own group, it
     * has none. */
    if (kill(-worker->pid, SIGKILL) < 0)
        kill(worker->pid, SIGKILL);
}

static int process_reap(hp_worker *worker)
{
    int status = 0;
    while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR)
        ;
    worker->dead = TRUE;
    return status;
}

/* The last line that it wrote, for a message. Free it. */
static char *last_line(const hp_worker *worker)
{
    g_autofree char *valid = g_utf8_make_valid(worker->tail->str, -1);
    g_strchomp(valid);
    const char *line = strrchr(valid, '\n');
    return g_strdup(line ? line + 1 : valid);
}

static char *describe(const hp_worker *worker, int status)
{
    g_autofree char *line = last_line(worker);
    g_autofree char *how = WIFSIGNALED(status)
                               ? g_strdup_printf("it was ended by the signal “%s”", g_strsignal(WTERMSIG(status)))
                               : g_strdup_printf("it ended with status %d", WEXITSTATUS(status));
    return *line ? g_strdup_printf("%s, after saying: %s", how, line) : g_steal_pointer(&how);
}

static void messages_drain(hp_worker *worker)
{
    char bytes[TAIL_MAX];
    ssize_t got = read(worker->messages, bytes, sizeof bytes);
    if (got <= 0)
        return;
    g_string_append_len(worker->tail, bytes, got);
    if (worker->tail->len > TAIL_MAX)
        g_string_erase(worker->tail, 0, (gssize)(worker->tail->len - TAIL_MAX));
}

/* The socket is closed, or speaks nonsense: the process is no worker any more. */
static void worker_ended(hp_worker *worker)
{
    worker->on_socket = 0;
    group_kill(worker);
    int status = process_reap(worker);
    /* What it said last may still be in the pipe, whose other end is closed now. */
    if (g_unix_set_fd_nonblocking(worker->messages, TRUE, NULL))
        messages_drain(worker);
    gboolean was_busy = worker->busy;
    worker->busy = FALSE;
    if (!was_busy)
        return;
    g_autofree char *last = describe(worker, status);
    hp_worker_end end = worker->killed == HP_WORKER_RESULT ? HP_WORKER_CRASHED : worker->killed;
    worker->listener->ended(worker, end, NULL, last, worker->listener->user_data);
}

static gboolean on_messages(int fd G_GNUC_UNUSED, GIOCondition condition, gpointer data)
{
    hp_worker *worker = data;
    if (condition & G_IO_IN) {
        messages_drain(worker);
        return G_SOURCE_CONTINUE;
    }
    worker->on_messages = 0;
    return G_SOURCE_REMOVE;
}

static gboolean on_socket(int fd, GIOCondition condition G_GNUC_UNUSED, gpointer data)
{
    hp_worker *worker = data;
    guint used = worker->received->len;
    g_byte_array_set_size(worker->received, used + READ_STEP);
    ssize_t got = read(fd, worker->received->data + used, READ_STEP);
    g_byte_array_set_size(worker->received, used + (guint)MAX(got, 0));
    if (got < 0 && errno == EINTR)
        return G_SOURCE_CONTINUE;
    gboolean broken = FALSE;
    g_autoptr(GVariant) result = got > 0 ? hp_frame_take(worker->received, &broken) : NULL;
    if (got <= 0 || broken || (result && !worker->busy)) {
        worker_ended(worker);
        return G_SOURCE_REMOVE;
    }
    if (result) {
        worker->busy = FALSE;
        g_string_truncate(worker->tail, 0);
        worker->listener->ended(worker, HP_WORKER_RESULT, result, NULL, worker->listener->user_data);
    }
    return G_SOURCE_CONTINUE;
}

void hp_worker_free(hp_worker *worker)
{
    if (!worker)
        return;
    if (worker->on_socket)
        g_source_remove(worker->on_socket);
    if (worker->on_messages)
        g_source_remove(worker->on_messages);
    if (!worker->dead && worker->busy)
        group_kill(worker);
    /* An idle one sees its end of the socket close, and goes. */
    close(worker->socket);
    close(worker->messages);
    if (!worker->dead)
        process_reap(worker);
    g_byte_array_unref(worker->received);
    g_string_free(worker->tail, TRUE);
    g_free(worker);
}

/* ---- Its work ---- */

void hp_worker_assign(hp_worker *worker, GVariant *task)
{
    worker->busy = TRUE;
    worker->since = g_get_monotonic_time();
    /* One that has died meanwhile is noticed by its socket. */
    hp_frame_send(worker->socket, task);
}

gboolean hp_worker_is_busy(const hp_worker *worker)
{
    return worker->busy;
}

gboolean hp_worker_is_dead(const hp_worker *worker)
{
    return worker->dead;
}

guint64 hp_worker_memory(const hp_worker *worker)
{
    g_autofree char *path = g_strdup_printf("/proc/%d/statm", (int)worker->pid);
    g_autofree char *text = NULL;
    if (worker->dead || !g_file_get_contents(path, &text, NULL, NULL))
        return 0;
    const char *resident = strchr(text, ' ');
    return resident ? g_ascii_strtoull(resident, NULL, 10) * (guint64)sysconf(_SC_PAGESIZE) : 0;
}

void hp_worker_check(hp_worker *worker, unsigned timeout_s, guint64 memory_bytes)
{
    if (!worker->busy || worker->dead || worker->killed != HP_WORKER_RESULT)
        return;
    if (timeout_s && g_get_monotonic_time() - worker->since > (gint64)timeout_s * G_USEC_PER_SEC)
        worker->killed = HP_WORKER_TIMEOUT;
    else if (memory_bytes && hp_worker_memory(worker) > memory_bytes)
        worker->killed = HP_WORKER_MEMORY;
    if (worker->killed != HP_WORKER_RESULT)
        group_kill(worker);
}
