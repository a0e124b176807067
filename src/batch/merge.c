/* Reports of shards to one. They are read whole: a report of ten thousand files has
 * some megabytes. */
#include "batch/index-internal.h"

#include "base/error.h"
#include "base/file.h"
#include <string.h>

#define REPORT_MAX_BYTES ((size_t)1 << 30)

typedef struct {
    GPtrArray *roots;   /* JsonNode *, owned */
    GPtrArray *files;   /* JsonObject *, of the roots */
    GHashTable *seen;   /* output ─► path of the report that has it */
    GPtrArray *folders; /* const char *, each once */
    GPtrArray *troubles;
    const char *version;
    gboolean stopped;
    double seconds;
    gint64 pruned;
    const char *output_folder; /* where the index goes, and the outputs are */
} merger;

static void node_free(void *node)
{
    json_node_unref(node);
}

static merger *merger_new(void)
{
    merger *m = g_new0(merger, 1);
    m->roots = g_ptr_array_new_with_free_func(node_free);
    m->files = g_ptr_array_new();
    m->seen = g_hash_table_new(g_str_hash, g_str_equal);
    m->folders = g_ptr_array_new();
    m->troubles = g_ptr_array_new();
    return m;
}

static void merger_free(merger *m)
{
    g_hash_table_unref(m->seen);
    g_ptr_array_unref(m->files);
    g_ptr_array_unref(m->folders);
    g_ptr_array_unref(m->troubles);
    g_ptr_array_unref(m->roots);
    g_free(m);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(merger, merger_free)

static gboolean refuse(GError **error, const char *path, const char *why)
{
    g_autofree char *name = g_filename_display_name(path);
    g_set_error(error, HP_ERROR, HP_ERROR_INPUT, "%s is no report of handpress: %s", name, why);
    return FALSE;
}

static JsonArray *array_of(JsonObject *object, const char *name)
{
    JsonNode *node = json_object_get_member(object, name);
    return node && JSON_NODE_HOLDS_ARRAY(node) ? json_node_get_array(node) : NULL;
}

static void texts_add(GPtrArray *to, JsonObject *object, const char *name)
{
    JsonArray *array = array_of(object, name);
    for (guint i = 0; array && i < json_array_get_length(array); i++) {
        const char *text = json_node_get_string(json_array_get_element(array, i));
        if (text && !g_ptr_array_find_with_equal_func(to, text, g_str_equal, NULL))
            g_ptr_array_add(to, (void *)text);
    }
}

static gboolean file_add(merger *m, const char *path, JsonNode *node, GError **error)
{
    JsonObject *file = JSON_NODE_HOLDS_OBJECT(node) ? json_node_get_object(node) : NULL;
    const char *output = file ? json_object_get_string_member_with_default(file, "output", NULL) : NULL;
    if (!output)
        return refuse(error, path, "a file has no output");
    const char *other = g_hash_table_lookup(m->seen, output);
    if (other) {
        g_set_error(error, HP_ERROR, HP_ERROR_INPUT, "%s is in both %s and %s", output, other, path);
        return FALSE;
    }
    g_hash_table_insert(m->seen, (void *)output, (void *)path);
    g_ptr_array_add(m->files, file);
    return TRUE;
}

static gboolean report_add(merger *m, const char *path, GError **error)
{
    g_autoptr(GBytes) bytes = hp_file_read(path, REPORT_MAX_BYTES, error);
    if (!bytes)
        return FALSE;
    g_autoptr(JsonParser) parser = json_parser_new();
    gsize length;
    const char *text = g_bytes_get_data(bytes, &length);
    g_autoptr(GError) inner = NULL;
    if (!json_parser_load_from_data(parser, text, (gssize)length, &inner))
        return refuse(error, path, inner->message);
    JsonNode *root = json_parser_steal_root(parser);
    if (!root || !JSON_NODE_HOLDS_OBJECT(root)) {
        g_clear_pointer(&root, json_node_unref);
        return refuse(error, path, "it holds no object");
    }
    g_ptr_array_add(m->roots, root);
    JsonObject *object = json_node_get_object(root);
    JsonArray *files = array_of(object, "files");
    if (!files || json_object_get_int_member_with_default(object, "format", 0) != 1)
        return refuse(error, path, "it has another format");
    m->version = json_object_get_string_member_with_default(object, "handpress", "");
    m->stopped |= json_object_get_boolean_member_with_default(object, "stopped", FALSE);
    m->seconds += json_object_get_double_member_with_default(object, "seconds", 0);
    JsonNode *summary = json_object_get_member(object, "summary");
    if (summary && JSON_NODE_HOLDS_OBJECT(summary))
        m->pruned += json_object_get_int_member_with_default(json_node_get_object(summary), "pruned", 0);
    texts_add(m->folders, object, "folders");
    texts_add(m->troubles, object, "troubles");
    for (guint i = 0; i < json_array_get_length(files); i++)
        if (!file_add(m, path, json_array_get_element(files, i), error))
            return FALSE;
    return TRUE;
}

static int compare_outputs(const void *a, const void *b)
{
    JsonObject *x = *(JsonObject *const *)a, *y = *(JsonObject *const *)b;
    return strcmp(json_object_get_string_member(x, "output"), json_object_get_string_member(y, "output"));
}

static hp_batch_totals totals_of(const merger *m)
{
    hp_batch_totals totals = {.files = m->files->len, .pruned = (unsigned)m->pruned, .seconds = m->seconds};
    unsigned *const counts[] = {&totals.pending, &totals.unchanged, &totals.written, &totals.failed};
    static const char *const names[] = {"pending", "unchanged", "written", "failed"};
    for (guint i = 0; i < m->files->len; i++) {
        JsonObject *file = m->files->pdata[i];
        const char *status = json_object_get_string_member_with_default(file, "status", "");
        for (size_t k = 0; k < G_N_ELEMENTS(names); k++)
            *counts[k] += strcmp(status, names[k]) == 0;
        hp_report_count(file, &totals);
    }
    return totals;
}

static hp_report_head head_of(const merger *m, const hp_batch_totals *totals)
{
    return (hp_report_head){.version = m->version,
                            .folders = (const char *const *)m->folders->pdata,
                            .n_folders = m->folders->len,
                            .troubles = (const char *const *)m->troubles->pdata,
                            .n_troubles = m->troubles->len,
                            .stopped = m->stopped,
                            .totals = totals};
}

static gboolean merged_fill(FILE *stream, void *user_data)
{
    const merger *m = user_data;
    hp_batch_totals totals = totals_of(m);
    hp_report_head head = head_of(m, &totals);
    hp_report_begin(stream, &head);
    for (guint i = 0; i < m->files->len; i++) {
        g_autoptr(JsonNode) node = json_node_init_object(json_node_alloc(), m->files->pdata[i]);
        g_autofree char *text = json_to_string(node, FALSE);
        hp_report_add(stream, i, text);
    }
    hp_report_end(stream);
    return TRUE;
}

static gboolean index_fill(FILE *stream, void *user_data)
{
    const merger *m = user_data;
    hp_batch_totals totals = totals_of(m);
    hp_report_head head = head_of(m, &totals);
    hp_index_begin(stream, &head);
    for (guint i = 0; i < m->files->len; i++)
        hp_index_add(stream, m->output_folder, m->files->pdata[i]);
    hp_index_end(stream, &head);
    return TRUE;
}

gboolean hp_report_merge(const char *const *paths, const char *output, GError **error)
{
    g_autoptr(merger) m = merger_new();
    for (const char *const *path = paths; *path; path++)
        if (!report_add(m, *path, error))
            return FALSE;
    g_ptr_array_sort(m->files, compare_outputs);
    if (!hp_file_fill_atomic(output, merged_fill, m, error))
        return FALSE;
    if (hp_file_is_stream(output))
        return TRUE;
    g_autofree char *folder = g_path_get_dirname(output), *index = g_build_filename(folder, HP_INDEX_FILE, NULL);
    m->output_folder = folder;
    return hp_file_fill_atomic(index, index_fill, m, error);
}
