#include "base/error.h"
#include "base/program.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define MIB ((size_t)1024 * 1024)

/* Runs a script of sh; what it wrote as a string, or NULL. */
static char *run_limited(const char *script, GBytes *input, size_t output_max, unsigned time_limit_ms, GError **error)
{
    const char *argv[] = {"/bin/sh", "-c", script, NULL};
    const char *environment[] = {"ADDED=from us", NULL};
    hp_program program = {argv, input, "/", environment, output_max, time_limit_ms, 0};
    g_autoptr(GBytes) output = hp_program_run(&program, error);
    return output ? g_strndup(g_bytes_get_data(output, NULL), g_bytes_get_size(output)) : NULL;
}

static char *run(const char *script, GError **error)
{
    return run_limited(script, NULL, MIB, 60000, error);
}

static void assert_no_child(void)
{
    g_assert_cmpint(waitpid(-1, NULL, WNOHANG), ==, -1);
    g_assert_cmpint(errno, ==, ECHILD);
}

static void test_output(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = run("printf 'a b'; echo ignored >&2", &error);
    g_assert_no_error(error);
    g_assert_cmpstr(text, ==, "a b");
    assert_no_child();
}

/* More than a pipe holds, both ways at once. */
static void test_filter(void)
{
    size_t size = 5 * MIB;
    char *data = g_malloc(size);
    memset(data, 'x', size);
    g_autoptr(GBytes) input = g_bytes_new_take(data, size);
    const char *argv[] = {"cat", NULL};
    hp_program program = {.argv = argv, .input = input, .output_max = size, .time_limit_ms = 60000};
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) output = hp_program_run(&program, &error);
    g_assert_no_error(error);
    g_assert_true(g_bytes_equal(input, output));
}

static void test_unread_input(void)
{
    g_autoptr(GBytes) input = g_bytes_new_take(g_malloc0(2 * MIB), 2 * MIB);
    g_autoptr(GError) error = NULL;
    g_autofree char *text = run_limited("echo done", input, MIB, 60000, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(text, ==, "done\n");
}

static void test_empty_input(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = run("cat; echo end", &error);
    g_assert_cmpstr(text, ==, "end\n");
}

static void test_no_shell(void)
{
    const char *argv[] = {"printf", "%s", "$HOME; `id` 'x'", NULL};
    hp_program program = {.argv = argv, .output_max = MIB, .time_limit_ms = 60000};
    g_autoptr(GBytes) output = hp_program_run(&program, NULL);
    g_assert_cmpmem(g_bytes_get_data(output, NULL), g_bytes_get_size(output), argv[2], strlen(argv[2]));
}

static void test_environment(void)
{
    g_setenv("HANDPRESS_SECRET", "1", TRUE);
    g_setenv("LANG", "C", TRUE);
    g_autoptr(GError) error = NULL;
    g_autofree char *text = run("echo \"${HANDPRESS_SECRET-none} $LANG $ADDED\"; pwd", &error);
    g_assert_cmpstr(text, ==, "none C from us\n/\n");
}

static void test_descriptors(void)
{
    int leak = open("/dev/null", O_RDONLY); /* without O_CLOEXEC */
    g_assert_cmpint(fcntl(leak, F_DUPFD, 20), >=, 20);
    g_autoptr(GError) error = NULL;
    g_autofree char *text = run("for n in /proc/$$/fd/2?; do echo $n; done", &error);
    g_assert_true(g_str_has_suffix(text, "/fd/2?\n"));
    close(leak);
}

static void test_signals(void)
{
    signal(SIGPIPE, SIG_IGN);
    g_autoptr(GError) error = NULL;
    g_autofree char *text = run("grep SigIgn /proc/self/status", &error);
    g_assert_nonnull(text);
    g_assert_cmpuint(strtoull(text + strcspn(text, "0123456789"), NULL, 16) & (1ull << (SIGPIPE - 1)), ==, 0);
    signal(SIGPIPE, SIG_DFL);
}

static void assert_fails(const char *script, size_t output_max, unsigned time_limit_ms, int code, const char *pattern)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = run_limited(script, NULL, output_max, time_limit_ms, &error);
    g_assert_null(text);
    g_assert_error(error, HP_ERROR, code);
    if (!g_pattern_match_simple(pattern, error->message))
        g_error("got: %s", error->message);
    assert_no_child();
}

static void test_failures(void)
{
    assert_fails("echo lost; echo 'no such thing\nmore' >&2; exit 3", MIB, 60000, HP_ERROR_INPUT,
                 "sh failed with status 3: no such thing");
    assert_fails("exit 1", MIB, 60000, HP_ERROR_INPUT, "sh failed with status 1");
    assert_fails("kill -SEGV $$", MIB, 60000, HP_ERROR_INPUT, "sh was ended by signal 11");
    assert_fails("cat /dev/zero >&2", MIB, 300, HP_ERROR_LIMIT, "sh took longer than 0.3 s");
}

static void test_size_limit(void)
{
    assert_fails("cat /dev/zero", 100000, 60000, HP_ERROR_LIMIT, "sh wrote more than 100*kB");
    g_autoptr(GError) error = NULL;
    g_autofree char *text = run_limited("printf 12345", NULL, 5, 60000, &error);
    g_assert_cmpstr(text, ==, "12345");
    assert_fails("printf 123456", 5, 60000, HP_ERROR_LIMIT, "sh wrote more than 5 bytes");
}

/* The children of the program are killed with it: their end of the pipe is
 * closed, although they would have lived for an hour. */
static void test_time_limit(void)
{
    int ends[2];
    g_assert_cmpint(pipe(ends), ==, 0);
    g_autofree char *script = g_strdup_printf("exec 5>/proc/%d/fd/%d; sleep 3600 & sleep 3600", getpid(), ends[1]);
    assert_fails(script, MIB, 500, HP_ERROR_LIMIT, "sh took longer than 0.5 s");
    close(ends[1]);
    char byte;
    g_assert_cmpint(read(ends[0], &byte, 1), ==, 0);
    close(ends[0]);
}

/* A child that stays behind with the output open holds nobody up. */
static void test_straggler(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = run("sleep 3600 & echo done", &error);
    g_assert_no_error(error);
    g_assert_cmpstr(text, ==, "done\n");
}

static void test_closed_output(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = run("printf early; exec >&- 2>&-; sleep 0.2", &error);
    g_assert_no_error(error);
    g_assert_cmpstr(text, ==, "early");
}

static void test_not_there(void)
{
    const char *argv[] = {"handpress-no-such-program", NULL};
    hp_program program = {.argv = argv, .output_max = MIB, .time_limit_ms = 60000};
    g_autoptr(GError) error = NULL;
    g_assert_null(hp_program_run(&program, &error));
    g_assert_error(error, HP_ERROR, HP_ERROR_INPUT);
    g_assert_true(g_str_has_prefix(error->message, "handpress-no-such-program cannot be started: "));
    g_assert_false(hp_program_exists(argv[0]));
    g_assert_true(hp_program_exists("sh"));
    assert_no_child();
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/program/output", test_output);
    g_test_add_func("/program/filter", test_filter);
    g_test_add_func("/program/unread-input", test_unread_input);
    g_test_add_func("/program/empty-input", test_empty_input);
    g_test_add_func("/program/no-shell", test_no_shell);
    g_test_add_func("/program/environment", test_environment);
    g_test_add_func("/program/descriptors", test_descriptors);
    g_test_add_func("/program/signals", test_signals);
    g_test_add_func("/program/failures", test_failures);
    g_test_add_func("/program/size-limit", test_size_limit);
    g_test_add_func("/program/time-limit", test_time_limit);
    g_test_add_func("/program/straggler", test_straggler);
    g_test_add_func("/program/closed-output", test_closed_output);
    g_test_add_func("/program/not-there", test_not_there);
    return g_test_run();
}
