/* base/line-map.h: from offsets to lines of the source. */
#include "base/line-map.h"

static void assert_lines(const hp_line_map *map, const unsigned *expected, size_t count)
{
    for (size_t i = 0; i < count; i++)
        g_assert_cmpuint(hp_line_map_lookup(map, i), ==, expected[i]);
}

/* What stands at an offset and after it comes from the line given for it. */
static void test_ranges(void)
{
    g_autoptr(hp_line_map) map = hp_line_map_new();
    hp_line_map_add(map, 0, 3);
    hp_line_map_add(map, 2, 4);
    hp_line_map_add(map, 5, 9);
    assert_lines(map, (const unsigned[]){3, 3, 4, 4, 4, 9, 9}, 7);
    g_assert_cmpuint(hp_line_map_lookup(map, G_MAXSIZE), ==, 9);
}

/* Lines may go back: footnotes come out at the end. */
static void test_lines_may_fall(void)
{
    g_autoptr(hp_line_map) map = hp_line_map_new();
    hp_line_map_add(map, 0, 8);
    hp_line_map_add(map, 1, 2);
    hp_line_map_add(map, 2, 8);
    assert_lines(map, (const unsigned[]){8, 2, 8, 8}, 4);
}

/* Of two lines for one offset the later call counts. */
static void test_same_offset(void)
{
    g_autoptr(hp_line_map) map = hp_line_map_new();
    hp_line_map_add(map, 0, 1);
    hp_line_map_add(map, 3, 2);
    hp_line_map_add(map, 3, 5);
    assert_lines(map, (const unsigned[]){1, 1, 1, 5}, 4);
}

/* What stands before the first entry belongs to it; nothing known is 0. */
static void test_edges(void)
{
    g_assert_cmpuint(hp_line_map_lookup(NULL, 4), ==, 0);
    g_autoptr(hp_line_map) map = hp_line_map_new();
    g_assert_cmpuint(hp_line_map_lookup(map, 4), ==, 0);
    hp_line_map_add(map, 10, 7);
    g_assert_cmpuint(hp_line_map_lookup(map, 0), ==, 7);
    hp_line_map_free(NULL);
}

static void test_many(void)
{
    g_autoptr(hp_line_map) map = hp_line_map_new();
    for (unsigned i = 0; i < 5000; i++)
        hp_line_map_add(map, (size_t)i * 7, i + 1);
    for (unsigned i = 0; i < 5000; i++) {
        g_assert_cmpuint(hp_line_map_lookup(map, (size_t)i * 7), ==, i + 1);
        g_assert_cmpuint(hp_line_map_lookup(map, (size_t)i * 7 + 6), ==, i + 1);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/line-map/ranges", test_ranges);
    g_test_add_func("/line-map/lines-may-fall", test_lines_may_fall);
    g_test_add_func("/line-map/same-offset", test_same_offset);
    g_test_add_func("/line-map/edges", test_edges);
    g_test_add_func("/line-map/many", test_many);
    return g_test_run();
}
