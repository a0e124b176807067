#include "base/program.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define OUTPUT_MOST ((size_t)G_MAXUINT / 2) /* a GByteArray counts so far */
#define READ_STEP ((size_t)64 * 1024)
#define COMPLAINT_MAX 4096 /* bytes of standard error that are kept */

enum { FD_OUTPUT, FD_COMPLAINT, FD_EXIT, N_FDS };

/* A program between its start and its end. */
typedef struct {
    const hp_program *program;
    const char *name; /* for people */
    pid_t pid;
    struct pollfd fds[N_FDS];
    GByteArray *output;
    GString *complaint;
    gint64 deadline_us;
} child;

static gboolean fail(GError **error, hp_error_code code, const char *name, const char *what)
{
    g_set_error(error, HP_ERROR, (int)code, "%s %s", name, what);
    return FALSE;
}

/* ---- start ---- */

static char **environment_make(const hp_program *program)
{
    static const char *const kept[] = {
        "PATH",        "HOME",        "USER", "LOGNAME", "LANG",           "LANGUAGE",        "LC_ALL",
        "LC_CTYPE",    "LC_MESSAGES", "TZ",   "TMPDIR",  "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "SSL_CERT_FILE",
        "SSL_CERT_DIR"};
    g_auto(GStrv) environment = g_new0(char *, 1);
    for (size_t i = 0; i < G_N_ELEMENTS(kept); i++) {
        const char *value = g_getenv(kept[i]);
        if (value)
            environment = g_environ_setenv(environment, kept[i], value, TRUE);
    }
    for (const char *const *at = program->environment; at && *at; at++) {
        g_auto(GStrv) pair = g_strsplit(*at, "=", 2);
        if (pair[0] && pair[1])
            environment = g_environ_setenv(environment, pair[0], pair[1], TRUE);
    }
    return g_steal_pointer(&environment);
}

/* A file without a name, so that a program that stops reading cannot block or
 * signal us. Returns -1 with errno set. */
static int input_open(GBytes *input)
{
    size_t size = 0;
    const char *data = input ? g_bytes_get_data(input, &size) : NULL;
    int fd = memfd_create("input", MFD_CLOEXEC);
    for (size_t done = 0; fd >= 0 && done < size;) {
        ssize_t step = write(fd, data + done, size - done);
        if (step < 0 && errno != EINTR) {
            close(fd);
            return -1;
        }
        done += step > 0 ? (size_t)step : 0;
    }
    if (fd >= 0)
        lseek(fd, 0, SEEK_SET);
    return fd;
}

/* Returns 0, or what is wrong as an errno. */
static int spawn_with(const hp_program *program, pid_t *pid, int input, int output, int complaint)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    static const int ours[] = {SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGCHLD};
    sigset_t none, reset;
    sigemptyset(&none);
    sigemptyset(&reset);
    for (size_t i = 0; i < G_N_ELEMENTS(ours); i++)
        sigaddset(&reset, ours[i]);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, complaint, STDERR_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    if (program->dir)
        posix_spawn_file_actions_addchdir_np(&actions, program->dir);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &reset);
    g_auto(GStrv) environment = environment_make(program);
    int number = posix_spawnp(pid, program->argv[0], &actions, &attributes, (char *const *)program->argv, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return number;
}

/* The limit on processor time outlives us, should we be killed. */
static void child_limit(const child *c)
{
    rlim_t seconds = c->program->time_limit_ms / 1000 + 2;
    prlimit(c->pid, RLIMIT_CPU, &(struct rlimit){seconds, seconds + 1}, NULL);
    prlimit(c->pid, RLIMIT_CORE, &(struct rlimit){0, 0}, NULL);
    if (c->program->memory_max)
        prlimit(c->pid, RLIMIT_AS, &(struct rlimit){c->program->memory_max, c->program->memory_max}, NULL);
}

static void close_all(int *fds, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (fds[i] >= 0)
            close(fds[i]);
}

/* Kills what is left of the group, and takes the exit status. */
static int child_reap(child *c)
{
    int status = 0;
    kill(-c->pid, SIGKILL);
    while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR)
        ;
    for (int i = 0; i < N_FDS; i++)
        if (c->fds[i].fd >= 0)
            close(c->fds[i].fd);
    return status;
}

/* Our ends of the pipes are nobody's but ours, and never block. */
static int child_spawn(child *c)
{
    int fds[] = {input_open(c->program->input), -1, -1, -1, -1};
    int number = 0;
    if (fds[0] < 0 || pipe2(fds + 1, O_CLOEXEC) < 0 || pipe2(fds + 3, O_CLOEXEC) < 0)
        number = errno;
    else
        number = spawn_with(c->program, &c->pid, fds[0], fds[2], fds[4]);
    if (number) {
        close_all(fds, G_N_ELEMENTS(fds));
        return number;
    }
    close_all((int[]){fds[0], fds[2], fds[4]}, 3);
    fcntl(fds[1], F_SETFL, O_NONBLOCK);
    fcntl(fds[3], F_SETFL, O_NONBLOCK);
    c->fds[FD_OUTPUT] = (struct pollfd){fds[1], POLLIN, 0};
    c->fds[FD_COMPLAINT] = (struct pollfd){fds[3], POLLIN, 0};
    c->fds[FD_EXIT] = (struct pollfd){pidfd_open(c->pid, 0), POLLIN, 0};
    number = c->fds[FD_EXIT].fd < 0 ? errno : 0;
    if (number)
        child_reap(c);
    else
        child_limit(c);
    return number;
}

/* ---- while it runs ---- */

/* Reads what is there. FALSE at the end. */
static gboolean drain(int fd, GByteArray *into, size_t max)
{
    for (;;) {
        /* One byte more than allowed tells that there is more. */
        size_t room = MIN(READ_STEP, MIN(max, OUTPUT_MOST) + 1 - into->len);
        guint old = into->len;
        if (room == 0)
            return FALSE;
        g_byte_array_set_size(into, old + (guint)room);
        ssize_t got = read(fd, into->data + old, room);
        int number = errno;
        g_byte_array_set_size(into, old + (guint)MAX(got, 0));
        if (got == 0)
            return FALSE;
        if (got < 0 && number != EINTR)
            return number == EAGAIN;
    }
}

/* Reads one piece of the complaint, of which the beginning is kept: one that
 * never ends must not keep us from looking at the clock. FALSE at the end. */
static gboolean drain_complaint(child *c)
{
    char buffer[COMPLAINT_MAX];
    ssize_t got = read(c->fds[FD_COMPLAINT].fd, buffer, sizeof buffer);
    if (got < 0)
        return errno == EAGAIN || errno == EINTR;
    g_string_append_len(c->complaint, buffer, (gssize)MIN(COMPLAINT_MAX - c->complaint->len, (gsize)got));
    return got > 0;
}

static void stop_polling(child *c, int index)
{
    close(c->fds[index].fd);
    c->fds[index].fd = -1;
}

static void child_read(child *c)
{
    if (c->fds[FD_OUTPUT].fd >= 0 && !drain(c->fds[FD_OUTPUT].fd, c->output, c->program->output_max))
        stop_polling(c, FD_OUTPUT);
    if (c->fds[FD_COMPLAINT].fd >= 0 && !drain_complaint(c))
        stop_polling(c, FD_COMPLAINT);
}

/* Whether it ended by itself, within its limits. What its own children may
 * still write is not waited for. */
static gboolean child_watch(child *c, GError **error)
{
    gboolean ended = FALSE;
    while (!ended) {
        gint64 left_us = c->deadline_us - g_get_monotonic_time();
        if (left_us <= 0) {
            g_autofree char *what = g_strdup_printf("took longer than %g s", c->program->time_limit_ms / 1000.0);
            return fail(error, HP_ERROR_LIMIT, c->name, what);
        }
        if (poll(c->fds, N_FDS, (int)MIN((left_us + 999) / 1000, G_MAXINT)) < 0 && errno != EINTR)
            return fail(error, HP_ERROR_INPUT, c->name, g_strerror(errno));
        ended = c->fds[FD_EXIT].revents != 0;
        child_read(c);
        if (c->output->len > MIN(c->program->output_max, OUTPUT_MOST)) {
            g_autofree char *limit = g_format_size(c->program->output_max);
            g_autofree char *what = g_strdup_printf("wrote more than %s", limit);
            return fail(error, HP_ERROR_LIMIT, c->name, what);
        }
    }
    return TRUE;
}

/* ---- end ---- */

static gboolean status_check(const child *c, int status, GError **error)
{
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return TRUE;
    g_autofree char *how = WIFSIGNALED(status) ? g_strdup_printf("was ended by signal %d", WTERMSIG(status))
                                               : g_strdup_printf("failed with status %d", WEXITSTATUS(status));
    g_autofree char *said = g_utf8_make_valid(c->complaint->str, (gssize)c->complaint->len);
    g_strstrip(said);
    said[strcspn(said, "\r\n")] = '\0';
    g_autofree char *what = *said ? g_strdup_printf("%s: %s", how, said) : g_strdup(how);
    return fail(error, HP_ERROR_INPUT, c->name, what);
}

GBytes *hp_program_run(const hp_program *program, GError **error)
{
    g_autofree char *name = g_path_get_basename(program->argv[0]);
    child c = {.program = program, .name = name};
    c.deadline_us = g_get_monotonic_time() + (gint64)program->time_limit_ms * 1000;
    int number = child_spawn(&c);
    if (number) {
        g_autofree char *what = g_strdup_printf("cannot be started: %s", g_strerror(number));
        fail(error, HP_ERROR_INPUT, name, what);
        return NULL;
    }
    c.output = g_byte_array_new();
    c.complaint = g_string_new(NULL);
    gboolean ended = child_watch(&c, error);
    int status = child_reap(&c);
    gboolean ok = ended && status_check(&c, status, error);
    g_string_free(c.complaint, TRUE);
    GBytes *output = g_byte_array_free_to_bytes(c.output);
    if (!ok)
        g_clear_pointer(&output, g_bytes_unref);
    return output;
}

gboolean hp_program_exists(const char *name)
{
    g_autofree char *path = g_find_program_in_path(name);
    return path != NULL;
}

char *hp_program_helper(const char *name)
{
    g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *dir = self ? g_path_get_dirname(self) : NULL;
    const char *const places[] = {dir, HANDPRESS_HELPER_DIR};
    for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
        g_autofree char *path = places[i] ? g_build_filename(places[i], name, NULL) : NULL;
        if (path && g_file_test(path, G_FILE_TEST_IS_EXECUTABLE))
            return g_steal_pointer(&path);
    }
    return NULL;
}
