#include "code-internal.h"
#include "languages-resource.h"

#include <gio/gio.h>
#include <string.h>

struct hp_code_library {
    GHashTable *names;     /* alias → name of the language */
    GHashTable *languages; /* name → hp_code_language * */
};

static GBytes *resource(const char *file)
{
    g_autofree char *path = g_strconcat("/handpress/languages/", file, NULL);
    return g_resource_lookup_data(hp_languages_get_resource(), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

GBytes *hp_code_library_data(const char *name)
{
    g_autofree char *file = g_strconcat(name, ".lang", NULL);
    return resource(file);
}

/* A line per language: its name, then its other names. */
static void index_read(hp_code_library *library)
{
    g_autoptr(GBytes) data = resource("index");
    if (!data)
        return;
    size_t length;
    const char *bytes = g_bytes_get_data(data, &length);
    g_autofree char *text = g_strndup(bytes, length);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++) {
        char *save, *name = strtok_r(*line, " ", &save);
        if (!name || *name == '#')
            continue;
        for (char *alias = name; alias; alias = strtok_r(NULL, " ", &save))
            g_hash_table_insert(library->names, g_strdup(alias), g_strdup(name));
    }
}

hp_code_library *hp_code_library_new(void)
{
    hp_code_library *library = g_new0(hp_code_library, 1);
    library->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    library->languages = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)hp_code_language_free);
    index_read(library);
    return library;
}

void hp_code_library_free(hp_code_library *library)
{
    if (!library)
        return;
    g_hash_table_unref(library->names);
    g_hash_table_unref(library->languages);
    g_free(library);
}

const hp_code_language *hp_code_library_lookup(hp_code_library *library, const char *name)
{
    g_autofree char *key = g_ascii_strdown(name, -1);
    const char *own = g_hash_table_lookup(library->names, key);
    if (!own)
        return NULL;
    hp_code_language *language = g_hash_table_lookup(library->languages, own);
    if (language)
        return language;
    g_autoptr(GBytes) data = hp_code_library_data(own);
    if (!data)
        return NULL;
    size_t length;
    const char *text = g_bytes_get_data(data, &length);
    language = hp_code_language_new(library, own, text, length);
    g_hash_table_insert(library->languages, g_strdup(own), language);
    return language;
}

static int compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

char **hp_code_library_names(hp_code_library *library)
{
    GPtrArray *names = g_ptr_array_new();
    GHashTableIter iter;
    gpointer alias, name;
    g_hash_table_iter_init(&iter, library->names);
    while (g_hash_table_iter_next(&iter, &alias, &name))
        if (!strcmp(alias, name))
            g_ptr_array_add(names, g_strdup(name));
    g_ptr_array_sort(names, compare_names);
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_free(names, FALSE);
}
