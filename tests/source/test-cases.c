/*
 * Whole decks: tests/cases/source/NAME.md against NAME.expect. With --record
 * the expected files are written anew.
 */
#include "case-files.h"
#include "dump.h"

#include <string.h>

/* The files that the cases' pages name. */
static GBytes *file_read(void *file_data G_GNUC_UNUSED, const char *address, char **reason)
{
    static const char slides[] = "# One\r\n\r\nNote: said\r\n---\r\n## Two\r\n--\r\n## Below\r\n";
    if (strcmp(address, "slides.md") == 0)
        return g_bytes_new_static(slides, strlen(slides));
    *reason = g_strdup("it is not found");
    return NULL;
}

static char *case_dump(const char *name G_GNUC_UNUSED, const char *bytes, size_t length)
{
    g_autoptr(hp_arena) arena = hp_arena_new();
    g_autoptr(hp_diags) diags = hp_diags_new("deck.md");
    const hp_source_options options = {.repair_encoding = TRUE, .read_file = file_read};
    const hp_deck *deck = hp_deck_parse(arena, bytes, length, &options, diags);
    g_autofree char *front = dump_front(&deck->front), *slides = dump_slides(deck), *told = dump_diags(diags);
    return g_strconcat("front ", front, "\n", slides, told, NULL);
}

int main(int argc, char **argv)
{
    static const case_files files = {CASES_DIR, ".md", ".expect", "/source/cases", case_dump};
    case_files_init(&argc, &argv);
    case_files_add(&files);
    return g_test_run();
}
