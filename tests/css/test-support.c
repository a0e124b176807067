/*
 * The table of src/css/README.md against the properties that there are: every
 * one has its row, and the row says what is so.
 */
#include "css/properties.h"

#include <string.h>

/* "| `name` | yes | specification |": the cell at index, without blanks. */
static char *cell(const char *row, int index)
{
    g_auto(GStrv) cells = g_strsplit(row, "|", -1);
    return (int)g_strv_length(cells) > index ? g_strdup(g_strstrip(cells[index])) : g_strdup("");
}

static GHashTable *table_read(void)
{
    g_autofree char *text = NULL;
    g_assert_true(g_file_get_contents(TABLE, &text, NULL, NULL));
    GHashTable *rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++) {
        if (!g_str_has_prefix(*line, "| `"))
            continue;
        g_autofree char *name = cell(*line, 1);
        g_autofree char *specification = cell(*line, 3);
        if (!*specification)
            g_error("%s has no specification", name);
        g_strdelimit(name, "`", ' ');
        if (!g_hash_table_insert(rows, g_strdup(g_strstrip(name)), cell(*line, 2)))
            g_error("%s has two rows", name);
    }
    return rows;
}

static gboolean support_fits(hp_property_kind kind, const char *support)
{
    switch (kind) {
    case HP_PROPERTY_IGNORED: return strcmp(support, "no effect on paper") == 0;
    case HP_PROPERTY_UNSUPPORTED: return strcmp(support, "no") == 0;
    default: return strcmp(support, "yes") == 0 || g_str_has_prefix(support, "partly: ");
    }
}

static void test_table(void)
{
    g_autoptr(GHashTable) rows = table_read();
    guint count;
    g_autofree const char **names = hp_property_names(&count);
    for (guint i = 0; i < count; i++) {
        if (strcmp(names[i], HP_ALL_EARLY) == 0)
            continue;
        const char *support = g_hash_table_lookup(rows, names[i]);
        if (!support)
            g_error("%s has no row in src/css/README.md", names[i]);
        if (!support_fits(hp_property_lookup(names[i])->kind, support))
            g_error("the row of %s says “%s”", names[i], support);
        g_hash_table_remove(rows, names[i]);
    }
    GHashTableIter each;
    gpointer name;
    g_hash_table_iter_init(&each, rows);
    if (g_hash_table_iter_next(&each, &name, NULL))
        g_error("%s has a row and is no property that is known", (const char *)name);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/css/support-table", test_table);
    return g_test_run();
}
