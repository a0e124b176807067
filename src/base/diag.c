#include "base/diag.h"

#include <stdarg.h>
#include <string.h>

#define DIAGS_MAX 1000

struct hp_diags {
    char *file;
    const char *current; /* file, or one of names */
    GHashTable *names;   /* of other files; NULL: none yet */
    GArray *list;        /* hp_diag; messages are owned by `seen` */
    GHashTable *seen;    /* "file line code message", so that each is kept once */
    size_t dropped;
};

hp_diags *hp_diags_new(const char *file)
{
    hp_diags *diags = g_new0(hp_diags, 1);
    diags->file = g_strdup(file);
    diags->current = diags->file;
    diags->list = g_array_new(FALSE, FALSE, sizeof(hp_diag));
    diags->seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return diags;
}

void hp_diags_free(hp_diags *diags)
{
    if (!diags)
        return;
    g_free(diags->file);
    g_clear_pointer(&diags->names, g_hash_table_unref);
    g_array_unref(diags->list);
    g_hash_table_unref(diags->seen);
    g_free(diags);
}

void hp_diag_add(hp_diags *diags, hp_severity severity, const char *code, unsigned line, const char *format, ...)
{
    if (!diags)
        return;
    if (diags->list->len >= DIAGS_MAX) {
        diags->dropped++;
        return;
    }
    va_list args;
    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    char *key =
        g_strdup_printf("%s %u %s %s", diags->current == diags->file ? "" : diags->current, line, code, message);
    /* g_hash_table_add would free the old key, and with it the message. */
    if (g_hash_table_contains(diags->seen, key)) {
        g_free(key);
        return;
    }
    g_hash_table_add(diags->seen, key);
    hp_diag diag = {severity, code, diags->current, line, key + strlen(key) - strlen(message)};
    g_array_append_val(diags->list, diag);
}

void hp_diags_set_file(hp_diags *diags, const char *file)
{
    if (!diags)
        return;
    diags->current = diags->file;
    if (!file)
        return;
    if (!diags->names)
        diags->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const char *known = g_hash_table_lookup(diags->names, file);
    if (!known) {
        char *copy = g_strdup(file);
        g_hash_table_add(diags->names, copy);
        known = copy;
    }
    diags->current = known;
}

size_t hp_diags_count(const hp_diags *diags)
{
    return diags->list->len;
}

size_t hp_diags_count_severity(const hp_diags *diags, hp_severity at_least)
{
    size_t count = 0;
    for (size_t i = 0; i < diags->list->len; i++)
        count += hp_diags_get(diags, i)->severity >= at_least;
    return count;
}

size_t hp_diags_dropped(const hp_diags *diags)
{
    return diags->dropped;
}

const hp_diag *hp_diags_get(const hp_diags *diags, size_t index)
{
    return &g_array_index(diags->list, hp_diag, index);
}

static int compare_lines(const void *a, const void *b, void *user_data G_GNUC_UNUSED)
{
    unsigned x = ((const hp_diag *)a)->line, y = ((const hp_diag *)b)->line;
    return (x > y) - (x < y);
}

/* g_qsort_with_data is a stable merge sort. */
void hp_diags_sort(hp_diags *diags)
{
    g_qsort_with_data(diags->list->data, (int)diags->list->len, sizeof(hp_diag), compare_lines, NULL);
}

const char *hp_severity_name(hp_severity severity)
{
    static const char *const names[] = {"note", "warning", "error"};
    return names[severity];
}
