/*
 * Whole decks: tests/cases/source/NAME.md against NAME.expect. With --record
 * the expected files are written anew.
 */
#include "dump.h"

#include <glib/gstdio.h>
#include <string.h>

static gboolean recording;

static char *case_dump(const char *bytes, size_t length)
{
    g_autoptr(hp_arena) arena = hp_arena_new();
    g_autoptr(hp_diags) diags = hp_diags_new("deck.md");
    const hp_source_options options = {.repair_encoding = TRUE};
    const hp_deck *deck = hp_deck_parse(arena, bytes, length, &options, diags);
    g_autofree char *front = dump_front(&deck->front), *slides = dump_slides(deck), *told = dump_diags(diags);
    return g_strconcat("front ", front, "\n", slides, told, NULL);
}

static void case_check(gconstpointer data)
{
    const char *name = data;
    g_autoptr(GError) error = NULL;
    g_autofree char *source_path = g_strconcat(CASES_DIR, "/", name, ".md", NULL);
    g_autofree char *expected_path = g_strconcat(CASES_DIR, "/", name, ".expect", NULL);
    g_autofree char *bytes = NULL, *expected = NULL;
    gsize length;
    g_file_get_contents(source_path, &bytes, &length, &error);
    g_assert_no_error(error);
    g_autofree char *got = case_dump(bytes, length);
    if (recording)
        g_file_set_contents(expected_path, got, -1, &error);
    else
        g_file_get_contents(expected_path, &expected, NULL, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(got, ==, recording ? got : expected);
}

static gboolean record_taken(int *argc, char **argv)
{
    for (int i = 1; i < *argc; i++)
        if (strcmp(argv[i], "--record") == 0) {
            argv[i] = argv[--*argc];
            return TRUE;
        }
    return FALSE;
}

int main(int argc, char **argv)
{
    recording = record_taken(&argc, argv);
    g_test_init(&argc, &argv, NULL);
    g_autoptr(GDir) dir = g_dir_open(CASES_DIR, 0, NULL);
    g_assert_nonnull(dir);
    unsigned found = 0;
    for (const char *file; (file = g_dir_read_name(dir));) {
        if (!g_str_has_suffix(file, ".md"))
            continue;
        char *name = g_strndup(file, strlen(file) - strlen(".md"));
        g_autofree char *path = g_strconcat("/source/cases/", name, NULL);
        g_test_add_data_func_full(path, name, case_check, g_free);
        found++;
    }
    g_assert_cmpuint(found, >, 0);
    return g_test_run();
}
