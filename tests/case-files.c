#include "case-files.h"

#include <string.h>

static gboolean record;

typedef struct {
    const case_files *files;
    char *name;
} one_case;

static void one_case_free(void *data)
{
    one_case *c = data;
    g_free(c->name);
    g_free(c);
}

static void one_case_run(gconstpointer data)
{
    const one_case *c = data;
    g_autoptr(GError) error = NULL;
    g_autofree char *input = g_strconcat(c->files->folder, "/", c->name, c->files->input, NULL);
    g_autofree char *beside = g_strconcat(c->files->folder, "/", c->name, c->files->expected, NULL);
    g_autofree char *text = NULL, *expected = NULL;
    gsize length;
    g_file_get_contents(input, &text, &length, &error);
    g_assert_no_error(error);
    g_autofree char *actual = c->files->convert(c->name, text, length);
    if (record) {
        g_file_set_contents(beside, actual, -1, &error);
        g_assert_no_error(error);
        return;
    }
    g_file_get_contents(beside, &expected, NULL, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(actual, ==, expected);
}

static int compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void case_files_init(int *argc, char ***argv)
{
    int kept = 0;
    for (int i = 0; i < *argc; i++) {
        if (strcmp((*argv)[i], "--record") == 0)
            record = TRUE;
        else
            (*argv)[kept++] = (*argv)[i];
    }
    *argc = kept;
    g_test_init(argc, argv, NULL);
}

void case_files_add(const case_files *files)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GDir) folder = g_dir_open(files->folder, 0, &error);
    g_assert_no_error(error);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (const char *file; (file = g_dir_read_name(folder));)
        if (g_str_has_suffix(file, files->input))
            g_ptr_array_add(names, g_strndup(file, strlen(file) - strlen(files->input)));
    g_assert_cmpuint(names->len, >, 0);
    g_ptr_array_sort(names, compare_names);
    for (guint i = 0; i < names->len; i++) {
        one_case *c = g_new0(one_case, 1);
        c->files = files;
        c->name = g_strdup(g_ptr_array_index(names, i));
        g_autofree char *path = g_strconcat(files->group, "/", c->name, NULL);
        g_test_add_data_func_full(path, c, one_case_run, one_case_free);
    }
}
