/* The sample deck, whole: what the demo shows must be right. */
#include "program.h"

#include <string.h>

static outcome *run_sample(const folder *f, const char *output, const char *const *variables)
{
    g_autofree char *deck = g_build_filename(g_getenv("SAMPLE_DIR"), "sample.md", NULL);
    const char *arguments[] = {"--strict", deck, "-o", output, NULL};
    return run_handpress_with(f, NULL, variables, arguments);
}

/* No warning, a page per slide, and the words where they belong. */
static void test_content(void)
{
    static const struct {
        int page;
        const char *text;
    } cases[] = {{0, "Open data for small harbours"},
                 {1, "who you are"},
                 {1, "👋"},
                 {2, "a new battery"},
                 {5, "11,520"},
                 {7, "\"level_m\": 1.384"},
                 {8, "def mean_level"},
                 {9, "November"},
                 {10, "One harbour, one vote."},
                 {11, "Never mix them"},
                 {13, "crew@tidewater.example.org"}};
    g_autoptr(folder) f = folder_new();
    g_autoptr(outcome) o = run_sample(f, "sample.pdf", NULL);
    g_test_message("%s", o->err);
    g_assert_cmpint(o->status, ==, 0);
    g_autoptr(pdf_document) pdf = folder_pdf(f, "sample.pdf");
    g_assert_cmpint(poppler_document_get_n_pages(pdf), ==, 14);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = pdf_text(pdf, cases[i].page);
        g_test_message("page %d: %s", cases[i].page + 1, text);
        g_assert_nonnull(strstr(text, cases[i].text));
    }
    for (int page = 0; page < 14; page++) {
        g_autofree char *text = pdf_text(pdf, page);
        g_assert_null(strstr(text, "silence")); /* notes are for the speaker */
        g_assert_null(strstr(text, "<!--"));
    }
}

/* Same input, same bytes: whatever the locale, the home and the folder. */
static void test_same_bytes(void)
{
    g_autoptr(folder) f = folder_new();
    static const char *const other[] = {"LANG=de_DE.UTF-8", "LC_ALL=de_DE.UTF-8",           "HOME=/nonexistent",
                                        "TZ=Asia/Tokyo",    "FONTCONFIG_FILE=/nonexistent", NULL};
    g_autoptr(outcome) first = run_sample(f, "a.pdf", NULL);
    g_autoptr(outcome) second = run_sample(f, "b.pdf", other);
    g_assert_cmpint(first->status, ==, 0);
    g_assert_cmpint(second->status, ==, 0);
    size_t length_a, length_b;
    g_autofree char *a = folder_read(f, "a.pdf", &length_a), *b = folder_read(f, "b.pdf", &length_b);
    g_assert_cmpmem(a, length_a, b, length_b);
}

/* A file that other readers take without complaint. */
static void test_qpdf_check(void)
{
    g_autofree char *qpdf = g_find_program_in_path("qpdf");
    if (!qpdf) {
        g_test_skip("there is no qpdf");
        return;
    }
    g_autoptr(folder) f = folder_new();
    g_autoptr(outcome) o = run_sample(f, "sample.pdf", NULL);
    g_assert_cmpint(o->status, ==, 0);
    const char *argv[] = {qpdf, "--check", folder_path(f, "sample.pdf"), NULL};
    g_autofree char *out = NULL, *err = NULL;
    int status;
    g_assert_true(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, &err, &status, NULL));
    g_test_message("%s%s", out, err);
    g_assert_true(g_spawn_check_wait_status(status, NULL));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sample/content", test_content);
    g_test_add_func("/sample/same-bytes", test_same_bytes);
    g_test_add_func("/sample/qpdf-check", test_qpdf_check);
    return g_test_run();
}
