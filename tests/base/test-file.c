/* base/file.h: files in and out, whole. Every test has a folder of its own. */
#include "base/error.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
    char *dir, *path; /* path: "out.pdf" in dir, not there yet */
} fixture;

static void set_up(fixture *f, gconstpointer data G_GNUC_UNUSED)
{
    f->dir = g_dir_make_tmp("handpress-file-XXXXXX", NULL);
    f->path = g_build_filename(f->dir, "out.pdf", NULL);
}

static void tear_down(fixture *f, gconstpointer data G_GNUC_UNUSED)
{
    g_autoptr(GDir) dir = g_dir_open(f->dir, 0, NULL);
    for (const char *name; (name = g_dir_read_name(dir));) {
        g_autofree char *path = g_build_filename(f->dir, name, NULL);
        g_remove(path);
    }
    g_rmdir(f->dir);
    g_free(f->dir);
    g_free(f->path);
}

static unsigned count_entries(const char *path)
{
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    unsigned count = 0;
    while (g_dir_read_name(dir))
        count++;
    return count;
}

static void assert_content(const char *path, const char *expected)
{
    g_autofree char *text = NULL;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_assert_cmpstr(text, ==, expected);
}

static void write_text(const char *path, const char *text)
{
    g_autoptr(GError) error = NULL;
    g_assert_true(hp_file_write_atomic(path, text, strlen(text), &error));
    g_assert_no_error(error);
}

static unsigned mode_of(const char *path)
{
    struct stat st;
    g_assert_cmpint(stat(path, &st), ==, 0);
    return st.st_mode & 07777;
}

static void test_write_and_replace(fixture *f, gconstpointer data G_GNUC_UNUSED)
{
    write_text(f->path, "first");
    assert_content(f->path, "first");
    write_text(f->path, "second, longer");
    write_text(f->path, "");
    assert_content(f->path, "");
    g_assert_cmpuint(count_entries(f->dir), ==, 1);
}

/* A new file as the umask says, an old one as it was. */
static void test_mode(fixture *f, gconstpointer data G_GNUC_UNUSED)
{
    mode_t before = umask(0027);
    write_text(f->path, "x");
    umask(before);
    g_assert_cmphex(mode_of(f->path), ==, 0640);
    g_assert_cmpint(chmod(f->path, 0604), ==, 0);
    write_text(f->path, "y");
    g_assert_cmphex(mode_of(f->path), ==, 0604);
}

/* Of a symbolic link the file it names is replaced, there or not yet there. */
static void test_symlink(fixture *f, gconstpointer data G_GNUC_UNUSED)
{
    g_autofree char *link = g_build_filename(f->dir, "link", NULL);
    g_autofree char *chain = g_build_filename(f->dir, "chain", NULL);
    g_assert_cmpint(symlink("out.pdf", link), ==, 0);
    g_assert_cmpint(symlink(link, chain), ==, 0);
    write_text(chain, "new");
    write_text(link, "old");
    assert_content(f->path, "old");
    g_assert_true(g_file_test(link, G_FILE_TEST_IS_SYMLINK));
    g_assert_true(g_file_test(chain, G_FILE_TEST_IS_SYMLINK));
    g_assert_false(g_file_test(f->path, G_FILE_TEST_IS_SYMLINK));
}

/* What is no regular file is written straight into, and stays what it is. */
static void test_fifo(fixture *f, gconstpointer data G_GNUC_UNUSED)
{
    g_assert_cmpint(mkfifo(f->path, 0600), ==, 0);
    int fd = open(f->path, O_RDWR | O_CLOEXEC);
    write_text(f->path, "through");
    char got[8] = "";
    g_assert_cmpint(read(fd, got, 7), ==, 7);
    g_assert_cmpstr(got, ==, "through");
    close(fd);
    struct stat st;
    g_assert_cmpint(stat(f->path, &st), ==, 0);
    g_assert_true(S_ISFIFO(st.st_mode));
}

/* /dev/fd/N goes on where the descriptor stands, as `>>` wants it. */
static void test_descriptor(fixture *f, gconstpointer data G_GNUC_UNUSED)
{
    write_text(f->path, "before ");
    int fd = open(f->path, O_WRONLY | O_APPEND | O_CLOEXEC);
    g_autofree char *name = g_strdup_printf("/dev/fd/%d", fd);
    write_text(name, "after");
    close(fd);
    assert_content(f->path, "before after");
}

/* One clear line, the target untouched, nothing left beside it. */
static void test_failures(fixture *f, gconstpointer data G_GNUC_UNUSED)
{
    g_autofree char *deep = g_build_filename(f->dir, "no", "out.pdf", NULL);
    g_autofree char *loop = g_build_filename(f->dir, "loop", NULL);
    g_assert_cmpint(symlink("loop", loop), ==, 0);
    const struct {
        const char *path;
        int number;
    } cases[] = {{f->dir, EISDIR}, {deep, ENOENT}, {loop, ELOOP}, {"/dev/full", ENOSPC}, {"/dev/fd/987", EBADF}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_false(hp_file_write_atomic(cases[i].path, "x", 1, &error));
        g_assert_error(error, HP_ERROR, HP_ERROR_OUTPUT);
        g_autofree char *expected = g_strdup_printf("cannot write %s: %s", cases[i].path, g_strerror(cases[i].number));
        g_assert_cmpstr(error->message, ==, expected);
    }
    g_assert_cmpuint(count_entries(f->dir), ==, 1);
}

/* A disk that is full in the middle of writing leaves the old file. The limit
 * on file sizes plays the full disk. */
static void test_full_in_the_middle(fixture *f, gconstpointer data G_GNUC_UNUSED)
{
    write_text(f->path, "old");
    signal(SIGXFSZ, SIG_IGN);
    struct rlimit before, limit;
    getrlimit(RLIMIT_FSIZE, &before);
    limit = before;
    limit.rlim_cur = 1000;
    setrlimit(RLIMIT_FSIZE, &limit);
    char large[5000] = "new";
    g_autoptr(GError) error = NULL;
    gboolean ok = hp_file_write_atomic(f->path, large, sizeof large, &error);
    setrlimit(RLIMIT_FSIZE, &before);
    signal(SIGXFSZ, SIG_DFL);
    g_assert_false(ok);
    g_assert_error(error, HP_ERROR, HP_ERROR_OUTPUT);
    assert_content(f->path, "old");
    g_assert_cmpuint(count_entries(f->dir), ==, 1);
}

static void test_write_protected(fixture *f, gconstpointer data G_GNUC_UNUSED)
{
    if (geteuid() == 0) {
        g_test_skip("root may write everything");
        return;
    }
    write_text(f->path, "old");
    g_assert_cmpint(chmod(f->path, 0444), ==, 0);
    g_autoptr(GError) error = NULL;
    g_assert_false(hp_file_write_atomic(f->path, "x", 1, &error));
    g_assert_error(error, HP_ERROR, HP_ERROR_OUTPUT);
    assert_content(f->path, "old");
}

/* Content with NUL bytes, larger than one reading step. */
static void test_read(fixture *f, gconstpointer data G_GNUC_UNUSED)
{
    size_t size = 300001;
    g_autofree char *content = g_malloc0(size);
    content[size - 1] = 'z';
    g_autoptr(GError) error = NULL;
    g_assert_true(hp_file_write_atomic(f->path, content, size, &error));
    g_autoptr(GBytes) bytes = hp_file_read(f->path, size, &error);
    g_assert_no_error(error);
    g_assert_cmpmem(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), content, size);
    g_autoptr(GBytes) none = hp_file_read("/dev/null", 10, &error);
    g_assert_cmpuint(g_bytes_get_size(none), ==, 0);
    /* A file of /proc says that it has no bytes, and has some. */
    g_autoptr(GBytes) status = hp_file_read("/proc/self/status", 1000000, &error);
    g_assert_cmpuint(g_bytes_get_size(status), >, 0);
}

static void test_read_pipe(fixture *f G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
    int ends[2];
    g_assert_cmpint(pipe(ends), ==, 0);
    g_assert_cmpint(write(ends[1], "from a pipe", 11), ==, 11);
    close(ends[1]);
    g_autofree char *name = g_strdup_printf("/dev/fd/%d", ends[0]);
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) bytes = hp_file_read(name, 100, &error);
    g_assert_no_error(error);
    g_assert_cmpmem(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), "from a pipe", 11);
    close(ends[0]);
}

static void test_read_limit(fixture *f, gconstpointer data G_GNUC_UNUSED)
{
    write_text(f->path, "12345");
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) fits = hp_file_read(f->path, 5, &error);
    g_assert_no_error(error);
    g_assert_nonnull(fits);
    g_assert_null(hp_file_read(f->path, 4, &error));
    g_assert_error(error, HP_ERROR, HP_ERROR_LIMIT);
    g_clear_error(&error);
    /* Without an end and without a size. */
    g_assert_null(hp_file_read("/dev/zero", 1000000, &error));
    g_assert_error(error, HP_ERROR, HP_ERROR_LIMIT);
}

static void test_read_failures(fixture *f, gconstpointer data G_GNUC_UNUSED)
{
    const struct {
        const char *path;
        int number;
    } cases[] = {{f->dir, EISDIR}, {f->path, ENOENT}, {"/dev/fd/987", EBADF}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_null(hp_file_read(cases[i].path, 100, &error));
        g_assert_error(error, HP_ERROR, HP_ERROR_INPUT);
        g_autofree char *expected = g_strdup_printf("cannot read %s: %s", cases[i].path, g_strerror(cases[i].number));
        g_assert_cmpstr(error->message, ==, expected);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(path, function) g_test_add(path, fixture, NULL, set_up, function, tear_down)
    ADD("/file/write-and-replace", test_write_and_replace);
    ADD("/file/mode", test_mode);
    ADD("/file/symlink", test_symlink);
    ADD("/file/fifo", test_fifo);
    ADD("/file/descriptor", test_descriptor);
    ADD("/file/failures", test_failures);
    ADD("/file/full-in-the-middle", test_full_in_the_middle);
    ADD("/file/write-protected", test_write_protected);
    ADD("/file/read", test_read);
    ADD("/file/read-pipe", test_read_pipe);
    ADD("/file/read-limit", test_read_limit);
    ADD("/file/read-failures", test_read_failures);
    return g_test_run();
}
