/* base/diag.h: what is wrong in the content of a deck. */
#include "base/diag.h"

/* One line per diagnostic: "file:line severity code message". */
static char *dump(const hp_diags *diags)
{
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < hp_diags_count(diags); i++) {
        const hp_diag *d = hp_diags_get(diags, i);
        g_string_append_printf(text, "%s:%u %s %s %s\n", d->file, d->line, hp_severity_name(d->severity), d->code,
                               d->message);
    }
    return g_string_free(text, FALSE);
}

static void test_collects(void)
{
    g_autoptr(hp_diags) diags = hp_diags_new("deck.md");
    hp_diag_warning(diags, "image-missing", 12, "picture %s not found", "a.png");
    hp_diag_note(diags, "front-matter-late", 0, "front matter after %d blank lines", 2);
    hp_diag_add(diags, HP_DIAG_ERROR, "yaml", 3, "broken");
    g_autofree char *text = dump(diags);
    g_assert_cmpstr(text, ==,
                    "deck.md:12 warning image-missing picture a.png not found\n"
                    "deck.md:0 note front-matter-late front matter after 2 blank lines\n"
                    "deck.md:3 error yaml broken\n");
    g_assert_cmpuint(hp_diags_count_severity(diags, HP_DIAG_NOTE), ==, 3);
    g_assert_cmpuint(hp_diags_count_severity(diags, HP_DIAG_WARNING), ==, 2);
    g_assert_cmpuint(hp_diags_count_severity(diags, HP_DIAG_ERROR), ==, 1);
}

/* The same code, line and message is kept once; any difference is another. */
static void test_keeps_each_once(void)
{
    g_autoptr(hp_diags) diags = hp_diags_new("d");
    hp_diag_warning(diags, "css", 1, "x");
    hp_diag_warning(diags, "css", 1, "x");
    hp_diag_warning(diags, "css", 2, "x");
    hp_diag_warning(diags, "css-value", 1, "x");
    hp_diag_warning(diags, "css", 1, "y");
    hp_diag_warning(diags, "css", 1, "%s", "");
    hp_diag_warning(diags, "css", 1, "%s", "");
    g_autofree char *text = dump(diags);
    g_assert_cmpstr(text, ==,
                    "d:1 warning css x\n"
                    "d:2 warning css x\n"
                    "d:1 warning css-value x\n"
                    "d:1 warning css y\n"
                    "d:1 warning css \n");
}

/* Past 1,000 they are only counted. */
static void test_limit(void)
{
    g_autoptr(hp_diags) diags = hp_diags_new("d");
    for (unsigned i = 0; i < 1003; i++)
        hp_diag_warning(diags, "css", i, "x");
    g_assert_cmpuint(hp_diags_count(diags), ==, 1000);
    g_assert_cmpuint(hp_diags_dropped(diags), ==, 3);
}

/* By line; equal lines keep the order they came in. */
static void test_sort_is_stable(void)
{
    g_autoptr(hp_diags) diags = hp_diags_new("d");
    static const struct {
        unsigned line;
        const char *message;
    } input[] = {{5, "a"}, {2, "b"}, {5, "c"}, {0, "d"}, {2, "e"}};
    for (size_t i = 0; i < G_N_ELEMENTS(input); i++)
        hp_diag_warning(diags, "x", input[i].line, "%s", input[i].message);
    hp_diags_sort(diags);
    g_autofree char *text = dump(diags);
    g_assert_cmpstr(text, ==,
                    "d:0 warning x d\n"
                    "d:2 warning x b\n"
                    "d:2 warning x e\n"
                    "d:5 warning x a\n"
                    "d:5 warning x c\n");
}

static void test_null(void)
{
    hp_diag_warning(NULL, "x", 1, "nobody listens");
    hp_diags_free(NULL);
    g_autoptr(hp_diags) diags = hp_diags_new(NULL);
    hp_diags_sort(diags);
    g_assert_cmpuint(hp_diags_count(diags), ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/diag/collects", test_collects);
    g_test_add_func("/diag/keeps-each-once", test_keeps_each_once);
    g_test_add_func("/diag/limit", test_limit);
    g_test_add_func("/diag/sort-is-stable", test_sort_is_stable);
    g_test_add_func("/diag/null", test_null);
    return g_test_run();
}
