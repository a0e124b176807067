/* --slides: which texts are selections, and what they select. */
#include "job-selection.h"

static void test_valid(void)
{
    static const char *const good[] = {"1",  "12", "1,3",         "1-3", "4.2",  "4.1-4.3",
                                       "7-", "-3", " 1 , 2 - 3 ", "3-1", "1-2.2"};
    static const char *const bad[] = {"",   ",",   "1,",   ",1",   "-",   "0",        "1-0",   "a", "1.",
                                      ".1", "1.0", "1..2", "1--2", "1 2", "99999999", "1.2.3", "+1"};
    for (size_t i = 0; i < G_N_ELEMENTS(good); i++) {
        g_test_message("'%s'", good[i]);
        g_assert_true(hp_selection_is_valid(good[i]));
    }
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_test_message("'%s'", bad[i]);
        g_assert_false(hp_selection_is_valid(bad[i]));
    }
}

/* Slides 1, 2.1, 2.2, 3: a flag per slide, and how many slides were missed. */
static void test_selected(void)
{
    static const struct {
        const char *text, *flags;
        size_t warnings;
    } cases[] = {{NULL, "1111", 0},    {"1", "1000", 0},   {"3", "0010", 0},    {"2.2", "0010", 0},
                 {"4", "0001", 0},     {"3-1", "1110", 0}, {"2-", "0111", 0},   {"-2.1", "1100", 0},
                 {"1,1,1", "1000", 0}, {"1,5", "1000", 1}, {"3-99", "0011", 1}, {"9.9", "0000", 1}};
    static const hp_tree_slide slides[] = {{.number = 1, .horizontal = 0, .vertical = 0},
                                           {.number = 2, .horizontal = 1, .vertical = 0},
                                           {.number = 3, .horizontal = 1, .vertical = 1},
                                           {.number = 4, .horizontal = 2, .vertical = 0}};
    const hp_tree tree = {.slides = slides, .n_slides = 4};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(hp_arena) arena = hp_arena_new();
        g_autoptr(hp_diags) diags = hp_diags_new("test");
        size_t count, expected = 0;
        const gboolean *wanted = hp_selection_make(arena, cases[i].text, &tree, diags, &count);
        g_test_message("'%s'", cases[i].text ? cases[i].text : "(all)");
        for (size_t k = 0; k < 4; k++) {
            g_assert_cmpint(wanted[k], ==, cases[i].flags[k] == '1');
            expected += wanted[k] ? 1 : 0;
        }
        g_assert_cmpuint(count, ==, expected);
        g_assert_cmpuint(hp_diags_count(diags), ==, cases[i].warnings);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/selection/valid", test_valid);
    g_test_add_func("/selection/selected", test_selected);
    return g_test_run();
}
