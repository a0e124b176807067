/* Where PDFs go: names, folders, pipes, and what stays when writing fails. */
#include "program.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define DECK "---\ntype: slide\n---\n\n# One\n\n---\n\n# Two\n"
#define OLD "what was there before"

static gboolean is_pdf(const char *data, size_t length)
{
    return data && length > 5 && memcmp(data, "%PDF-", 5) == 0;
}

static void assert_pdf(const folder *f, const char *name)
{
    size_t length = 0;
    g_autofree char *data = folder_read(f, name, &length);
    g_test_message("%s", name);
    g_assert_true(is_pdf(data, length));
}

/* The PDF stands beside its deck; .md, .markdown and .txt give way, another
 * ending stays. */
static void test_default_names(void)
{
    static const struct {
        const char *input, *output;
    } cases[] = {{"a.md", "a.pdf"}, {"b.markdown", "b.pdf"},   {"c.txt", "c.pdf"},   {"d.deck", "d.deck.pdf"},
                 {"e.MD", "e.pdf"}, {"sub/f.md", "sub/f.pdf"}, {"1.2.md", "1.2.pdf"}};
    g_autoptr(folder) f = folder_new();
    g_mkdir(folder_path(f, "sub"), 0777);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        folder_write(f, cases[i].input, DECK);
        g_autoptr(outcome) o = run_handpress(f, cases[i].input, NULL);
        g_assert_cmpint(o->status, ==, 0);
        assert_pdf(f, cases[i].output);
    }
}

/* -o is a folder when it ends in "/", is one, or serves several inputs. */
static void test_folders(void)
{
    g_autoptr(folder) f = folder_new();
    folder_write(f, "a.md", DECK);
    folder_write(f, "b.md", DECK);
    g_mkdir(folder_path(f, "there"), 0777);
    g_autoptr(outcome) slash = run_handpress(f, "-o", "deep/new/", "a.md", NULL);
    g_assert_cmpint(slash->status, ==, 0);
    assert_pdf(f, "deep/new/a.pdf");
    g_autoptr(outcome) there = run_handpress(f, "-o", "there", "a.md", NULL);
    g_assert_cmpint(there->status, ==, 0);
    assert_pdf(f, "there/a.pdf");
    g_autoptr(outcome) several = run_handpress(f, "-o", "both", "a.md", "b.md", NULL);
    g_assert_cmpint(several->status, ==, 0);
    assert_pdf(f, "both/a.pdf");
    assert_pdf(f, "both/b.pdf");
}

/* Refused before any work: two decks for one name, a deck that would be lost,
 * several decks for one pipe. */
static void test_clashes(void)
{
    static const char *const cases[][5] = {{"-o", "out/", "a.md", "sub/a.md", NULL},
                                           {"a.md", "a.txt", NULL},
                                           {"a.md", "./a.md", NULL},
                                           {"-o", "a.md", "a.md", NULL},
                                           {"-o", "-", "a.md", "a.txt", NULL}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(folder) f = folder_new();
        g_mkdir(folder_path(f, "sub"), 0777);
        folder_write(f, "a.md", DECK);
        folder_write(f, "a.txt", DECK);
        folder_write(f, "sub/a.md", DECK);
        g_autoptr(outcome) o = run_handpress_with(f, NULL, NULL, cases[i]);
        g_test_message("case %zu: %s", i, o->err);
        g_assert_cmpint(o->status, ==, 2);
        g_assert_false(folder_has(f, "a.pdf"));
        g_assert_false(folder_has(f, "out"));
        g_autofree char *deck = folder_read(f, "a.md", NULL);
        g_assert_cmpstr(deck, ==, DECK);
    }
}

/* - is standard input and standard output; without -o a pipe gives a pipe. */
static void test_pipes(void)
{
    static const char *const cases[][4] = {{"-", "-o", "-", NULL}, {"-", NULL}, {"-o-", "-", NULL}};
    g_autoptr(folder) f = folder_new();
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(outcome) o = run_handpress_with(f, DECK, NULL, cases[i]);
        g_assert_cmpint(o->status, ==, 0);
        g_assert_cmpstr(o->err, ==, "");
        g_assert_true(is_pdf(o->out, o->out_length));
    }
    static const char *const to_file[] = {"-", "-o", "x.pdf", NULL};
    g_autoptr(outcome) o = run_handpress_with(f, DECK, NULL, to_file);
    g_assert_cmpint(o->status, ==, 0);
    assert_pdf(f, "x.pdf");
}

/* A failed run leaves the old file as it was, and nothing beside it. */
static void test_old_file_stays(void)
{
    g_autoptr(folder) f = folder_new();
    g_mkdir(folder_path(f, "out"), 0777);
    folder_write(f, "deck.md", DECK);
    folder_write(f, "warns.md", DECK "\n![gone](nowhere.png)\n");
    folder_write(f, "out/deck.pdf", OLD);
    folder_write(f, "out/warns.pdf", OLD);
    folder_write(f, "out/absent.pdf", OLD);
    g_autoptr(outcome) o = run_handpress(f, "--strict", "-o", "out", "absent.md", "warns.md", NULL);
    g_assert_cmpint(o->status, ==, 1);
    g_autofree char *absent = folder_read(f, "out/absent.pdf", NULL), *warns = folder_read(f, "out/warns.pdf", NULL);
    g_assert_cmpstr(absent, ==, OLD);
    g_assert_cmpstr(warns, ==, OLD);
    g_autoptr(GDir) dir = g_dir_open(folder_path(f, "out"), 0, NULL);
    for (const char *name; (name = g_dir_read_name(dir));)
        g_assert_true(g_str_has_suffix(name, ".pdf"));
}

/* ENOSPC: the device says so, and so do we. */
static void test_full_device(void)
{
    if (!g_file_test("/dev/full", G_FILE_TEST_EXISTS)) {
        g_test_skip("there is no /dev/full");
        return;
    }
    g_autoptr(folder) f = folder_new();
    folder_write(f, "deck.md", DECK);
    g_autoptr(outcome) o = run_handpress(f, "deck.md", "-o", "/dev/full", NULL);
    g_assert_cmpint(o->status, ==, 1);
    g_assert_nonnull(strstr(o->err, "No space left on device"));
    g_assert_nonnull(strstr(o->err, "[output-failed]"));
    g_assert_true(g_file_test("/dev/full", G_FILE_TEST_EXISTS));
}

/* EACCES: nothing is written; root may write everywhere, so not as root. */
static void test_read_only_folder(void)
{
    if (geteuid() == 0) {
        g_test_skip("root writes everywhere");
        return;
    }
    g_autoptr(folder) f = folder_new();
    g_mkdir(folder_path(f, "shut"), 0777);
    folder_write(f, "shut/deck.pdf", OLD);
    folder_write(f, "deck.md", DECK);
    g_chmod(folder_path(f, "shut"), 0555);
    g_autoptr(outcome) o = run_handpress(f, "deck.md", "-o", "shut", NULL);
    g_chmod(folder_path(f, "shut"), 0777);
    g_assert_cmpint(o->status, ==, 1);
    g_autofree char *old = folder_read(f, "shut/deck.pdf", NULL);
    g_assert_cmpstr(old, ==, OLD);
}

/* A folder that cannot be made (a file is in its place) ends the run. */
static void test_folder_blocked_by_file(void)
{
    g_autoptr(folder) f = folder_new();
    folder_write(f, "deck.md", DECK);
    folder_write(f, "taken", OLD);
    g_autoptr(outcome) o = run_handpress(f, "deck.md", "-o", "taken/", NULL);
    g_assert_cmpint(o->status, ==, 1);
    g_assert_nonnull(strstr(o->err, "taken"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/outputs/default-names", test_default_names);
    g_test_add_func("/outputs/folders", test_folders);
    g_test_add_func("/outputs/clashes", test_clashes);
    g_test_add_func("/outputs/pipes", test_pipes);
    g_test_add_func("/outputs/old-file-stays", test_old_file_stays);
    g_test_add_func("/outputs/full-device", test_full_device);
    g_test_add_func("/outputs/read-only-folder", test_read_only_folder);
    g_test_add_func("/outputs/folder-blocked-by-file", test_folder_blocked_by_file);
    return g_test_run();
}
