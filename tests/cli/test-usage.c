/* The command line: what is accepted, what is refused, and with which status. */
#include "program.h"

#include <string.h>

#define DECK "---\ntype: slide\n---\n\n# One\n\n---\n\n# Two\n"

/* Status 2 and a line that names the mistake; nothing is written. */
static void test_wrong_use(void)
{
    static const struct {
        const char *arguments[6];
        const char *says;
    } cases[] = {
        {{NULL}, "no input file"},
        {{"--frobnicate", "deck.md"}, "frobnicate"},
        {{"--page", "huge", "deck.md"}, "--page huge"},
        {{"--page", "0x0", "deck.md"}, "--page 0x0"},
        {{"--page", "1280", "deck.md"}, "--page 1280"},
        {{"--page", "99999x10", "deck.md"}, "--page 99999x10"},
        {{"--slides", "1-x", "deck.md"}, "--slides 1-x"},
        {{"--slides", "", "deck.md"}, "--slides"},
        {{"--slides", "0", "deck.md"}, "--slides 0"},
        {{"--overflow", "scroll", "deck.md"}, "pages, shrink or clip"},
        {{"--css=loose", "deck.md"}, "lenient or strict"},
        {{"--repair-encoding=maybe", "deck.md"}, "yes or no"},
        {{"--dump", "soup", "deck.md"}, "html, dom"},
        {{"--dump", "dom", "--json", "deck.md"}, "--dump"},
        {{"--json", "-o", "-", "deck.md"}, "standard output"},
        {{"--quiet", "--verbose", "deck.md"}, "--quiet"},
        {{"--asset-dir", "nowhere", "deck.md"}, "--asset-dir nowhere"},
        {{"--font-dir", "nowhere", "deck.md"}, "--font-dir nowhere"},
        {{"--lang", "not a tag", "deck.md"}, "--lang"},
        {{"--title", "\xff\xfe", "deck.md"}, "UTF-8"},
        {{"-o", "", "deck.md"}, "--output"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(folder) f = folder_new();
        folder_write(f, "deck.md", DECK);
        g_autoptr(outcome) o = run_handpress_with(f, NULL, NULL, cases[i].arguments);
        g_test_message("%s", o->err);
        g_assert_cmpint(o->status, ==, 2);
        g_assert_nonnull(strstr(o->err, cases[i].says));
        g_assert_true(g_str_has_prefix(o->err, "handpress: "));
        g_assert_cmpstr(o->out, ==, "");
        g_assert_false(folder_has(f, "deck.pdf"));
    }
}

/* --help goes to stdout, names every option, and is all it does. */
static void test_help(void)
{
    static const char *const options[] = {
        "--output",    "--page",      "--theme",   "--styles",    "--fonts",  "--font-dir",
        "--asset-dir", "--allow-dir", "--slides",  "--title",     "--author", "--lang",
        "--overflow",  "--css",       "--dialect", "--fragments", "--notes",  "--repair-encoding",
        "--strict",    "--json",      "--quiet",   "--verbose",   "--dump",   "--version",
        "--help"};
    g_autoptr(folder) f = folder_new();
    g_autoptr(outcome) o = run_handpress(f, "--help", NULL);
    g_assert_cmpint(o->status, ==, 0);
    g_assert_cmpstr(o->err, ==, "");
    for (size_t i = 0; i < G_N_ELEMENTS(options); i++)
        g_assert_nonnull(strstr(o->out, options[i]));
    g_assert_nonnull(strstr(o->out, "Exit status"));
    g_assert_nonnull(strstr(o->out, "Examples"));
}

static void test_version(void)
{
    g_autoptr(folder) f = folder_new();
    g_autoptr(outcome) o = run_handpress(f, "--version", NULL);
    g_assert_cmpint(o->status, ==, 0);
    g_assert_true(g_str_has_prefix(o->out, "handpress 0."));
}

/* An input that cannot be read fails alone: status 1, the others are done. */
static void test_one_failure_stays_alone(void)
{
    g_autoptr(folder) f = folder_new();
    folder_write(f, "good.md", DECK);
    g_autoptr(outcome) o = run_handpress(f, "absent.md", "good.md", "-o", "out", NULL);
    g_assert_cmpint(o->status, ==, 1);
    g_assert_nonnull(strstr(o->err, "absent.md: error: "));
    g_assert_nonnull(strstr(o->err, "No such file or directory"));
    g_assert_true(folder_has(f, "out/good.pdf"));
    g_assert_false(folder_has(f, "out/absent.pdf"));
}

static void test_folder_is_no_input(void)
{
    g_autoptr(folder) f = folder_new();
    g_autoptr(outcome) o = run_handpress(f, ".", "-o", "x.pdf", NULL);
    g_assert_cmpint(o->status, ==, 1);
    g_assert_nonnull(strstr(o->err, "directory"));
}

/* Options that change the result arrive where they should. */
static void test_dumps(void)
{
    static const struct {
        const char *stage, *shows;
    } cases[] = {{"html", "Two</h1>"},  {"dom", "section"},   {"style", "font-size"},
                 {"boxes", "block h1"}, {"fragments", "Two"}, {"tags", "H1"}};
    g_autoptr(folder) f = folder_new();
    folder_write(f, "deck.md", DECK);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(outcome) o = run_handpress(f, "--dump", cases[i].stage, "deck.md", NULL);
        g_test_message("--dump %s", cases[i].stage);
        g_assert_cmpint(o->status, ==, 0);
        g_assert_nonnull(strstr(o->out, cases[i].shows));
        g_assert_false(folder_has(f, "deck.pdf"));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/usage/wrong-use", test_wrong_use);
    g_test_add_func("/usage/help", test_help);
    g_test_add_func("/usage/version", test_version);
    g_test_add_func("/usage/one-failure-stays-alone", test_one_failure_stays_alone);
    g_test_add_func("/usage/folder-is-no-input", test_folder_is_no_input);
    g_test_add_func("/usage/dumps", test_dumps);
    return g_test_run();
}
