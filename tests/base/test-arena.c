/* base/arena.h: memory that dies together. */
#include "base/arena.h"

#include <string.h>

static gboolean is_zero(const char *memory, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (memory[i])
            return FALSE;
    }
    return TRUE;
}

/* Memory is zeroed and aligned, whatever sizes come before it. */
static void test_zeroed_and_aligned(void)
{
    g_autoptr(hp_arena) arena = hp_arena_new();
    static const size_t sizes[] = {0, 1, 7, 16, 17, 1000, 16384, 16385, 65536, 65537, 1000000, 3};
    for (int round = 0; round < 20; round++) {
        for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
            char *memory = hp_arena_alloc(arena, sizes[i]);
            g_assert_cmpuint((guintptr)memory % 16, ==, 0);
            g_assert_true(is_zero(memory, sizes[i]));
            memset(memory, 0xff, sizes[i]);
        }
    }
}

/* A piece larger than a block does not take the room from the small ones. */
static void test_pieces_do_not_overlap(void)
{
    g_autoptr(hp_arena) arena = hp_arena_new();
    char *pieces[300];
    for (int i = 0; i < 300; i++) {
        size_t size = i % 10 == 9 ? 100000 : 500;
        pieces[i] = hp_arena_alloc(arena, size);
        memset(pieces[i], i & 0xff, size);
    }
    for (int i = 0; i < 300; i++) {
        size_t size = i % 10 == 9 ? 100000 : 500;
        g_assert_cmpint((unsigned char)pieces[i][0], ==, i & 0xff);
        g_assert_cmpint((unsigned char)pieces[i][size - 1], ==, i & 0xff);
    }
}

static void test_copies_of_text(void)
{
    g_autoptr(hp_arena) arena = hp_arena_new();
    g_assert_null(hp_arena_strdup(arena, NULL));
    g_assert_cmpstr(hp_arena_strdup(arena, ""), ==, "");
    g_assert_cmpstr(hp_arena_strdup(arena, "deck"), ==, "deck");
    g_assert_cmpstr(hp_arena_strndup(arena, "slides", 5), ==, "slide");
    g_assert_cmpstr(hp_arena_strndup(arena, NULL, 0), ==, "");
    g_assert_cmpstr(hp_arena_printf(arena, "%d / %s", 3, "seven"), ==, "3 / seven");
    g_assert_cmpmem(hp_arena_copy(arena, "a\0b", 3), 3, "a\0b", 3);
}

static GString *trace;

static void trace_destroy(gpointer object)
{
    g_string_append(trace, object);
}

/* Adopted objects go with the arena, newest first. */
static void test_owned_newest_first(void)
{
    trace = g_string_new(NULL);
    hp_arena *arena = hp_arena_new();
    static char one[] = "one ", two[] = "two ", three[] = "three ";
    g_assert_true(hp_arena_own(arena, one, trace_destroy) == one);
    hp_arena_own(arena, two, trace_destroy);
    hp_arena_own(arena, three, trace_destroy);
    g_assert_cmpstr(trace->str, ==, "");
    hp_arena_free(arena);
    g_assert_cmpstr(trace->str, ==, "three two one ");
    g_string_free(trace, TRUE);
    hp_arena_free(NULL);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/arena/zeroed-and-aligned", test_zeroed_and_aligned);
    g_test_add_func("/arena/pieces-do-not-overlap", test_pieces_do_not_overlap);
    g_test_add_func("/arena/copies-of-text", test_copies_of_text);
    g_test_add_func("/arena/owned-newest-first", test_owned_newest_first);
    return g_test_run();
}
