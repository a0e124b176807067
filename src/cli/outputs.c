#include "cli/outputs.h"

#include "base/error.h"
#include "base/file.h"
#include "cli/notes.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static void task_free(void *data)
{
    task *t = data;
    g_free(t->output);
    g_free(t);
}

static gboolean output_is_folder(const options *o)
{
    return o->output && !hp_file_is_stream(o->output) &&
           (g_str_has_suffix(o->output, "/") || o->inputs[1] || g_file_test(o->output, G_FILE_TEST_IS_DIR));
}

static const char *ending_of(const options *o)
{
    static const char *const endings[] = {[FORMAT_PDF] = ".pdf", [FORMAT_PNG] = ".png", [FORMAT_SVG] = ".svg"};
    return endings[o->format];
}

char *outputs_base(const char *input)
{
    return hp_is_web_address(input) ? note_name(input) : g_strdup(input);
}

char *outputs_name(const char *input, const char *new_ending)
{
    const char *const endings[] = {".md", ".markdown", ".txt", ".html", ".htm", new_ending};
    g_autofree char *name = hp_file_is_stream(input) ? g_strdup("stdin") : g_strdup(input);
    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
        size_t length = strlen(name), ending = strlen(endings[i]);
        if (length > ending && name[length - ending - 1] != '/' &&
            g_ascii_strcasecmp(name + length - ending, endings[i]) == 0) {
            name[length - ending] = '\0';
            break;
        }
    }
    return g_strconcat(name, new_ending, NULL);
}

static char *output_of(const options *o, const char *given)
{
    g_autofree char *input = outputs_base(given);
    if (output_is_folder(o)) {
        g_autofree char *base = g_path_get_basename(input);
        g_autofree char *name = outputs_name(base, ending_of(o));
        return g_build_filename(o->output, name, NULL);
    }
    /* Of pictures this is what their names are made from. */
    if (o->format != FORMAT_PDF)
        return outputs_name(o->output ? o->output : input, ending_of(o));
    if (o->output)
        return g_strdup(o->output);
    return hp_file_is_stream(input) ? g_strdup("-") : outputs_name(input, ending_of(o));
}

static gboolean fail_overwriting(const char *input, GError **error)
{
    g_set_error(error, HP_ERROR, HP_ERROR_USAGE, "%s would be overwritten by a PDF", input);
    return FALSE;
}

/* Standard output has to be free for a PDF. */
static gboolean stream_check(gboolean json, GError **error)
{
    if (!isatty(STDOUT_FILENO) && !json)
        return TRUE;
    g_set_error(error, HP_ERROR, HP_ERROR_USAGE, "a PDF does not go to %s; name a file with -o",
                json ? "standard output beside --json" : "a terminal");
    return FALSE;
}

gboolean outputs_check(const char *output, char *const *inputs, gboolean json, GError **error)
{
    if (hp_file_is_stream(output))
        return stream_check(json, error);
    g_autofree char *whole = g_canonicalize_filename(output, NULL);
    for (; *inputs; inputs++) {
        g_autofree char *path = g_canonicalize_filename(*inputs, NULL);
        if (strcmp(path, whole) == 0)
            return fail_overwriting(*inputs, error);
    }
    return TRUE;
}

/* Whether the tasks can be done one after the other without losing anything. */
static gboolean tasks_check(const GPtrArray *tasks, GError **error)
{
    g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (unsigned i = 0; i < tasks->len; i++) {
        const task *t = g_ptr_array_index(tasks, i);
        char *path = hp_file_is_stream(t->output) ? g_strdup("-") : g_canonicalize_filename(t->output, NULL);
        const task *other = g_hash_table_lookup(taken, path);
        if (other) {
            g_set_error(error, HP_ERROR, HP_ERROR_USAGE, "%s and %s would both become %s", other->input, t->input,
                        t->output);
            g_free(path);
            return FALSE;
        }
        g_hash_table_insert(taken, path, (void *)t);
    }
    for (unsigned i = 0; i < tasks->len; i++) {
        const task *t = g_ptr_array_index(tasks, i);
        g_autofree char *path = g_canonicalize_filename(t->input, NULL);
        if (!hp_file_is_stream(t->input) && g_hash_table_contains(taken, path))
            return fail_overwriting(t->input, error);
    }
    return TRUE;
}

GPtrArray *outputs_plan(const options *o, GError **error)
{
    g_autoptr(GPtrArray) tasks = g_ptr_array_new_with_free_func(task_free);
    for (char **input = o->inputs; *input; input++) {
        task *t = g_new0(task, 1);
        t->input = *input;
        t->output = o->dump ? g_strdup("-") : output_of(o, *input);
        g_ptr_array_add(tasks, t);
        if (!o->dump && hp_file_is_stream(t->output) && !stream_check(o->export.json, error))
            return NULL;
    }
    if (o->output && hp_file_is_stream(o->output) && tasks->len > 1) {
        g_set_error(error, HP_ERROR, HP_ERROR_USAGE, "several inputs do not fit on standard output");
        return NULL;
    }
    if (!o->dump && !tasks_check(tasks, error))
        return NULL;
    return g_steal_pointer(&tasks);
}

gboolean outputs_make_folder(const options *o, GError **error)
{
    if (!output_is_folder(o) || g_mkdir_with_parents(o->output, 0777) == 0)
        return TRUE;
    g_set_error(error, HP_ERROR, HP_ERROR_OUTPUT, "cannot make the folder %s: %s", o->output, g_strerror(errno));
    return FALSE;
}
