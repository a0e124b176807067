/*
 * Cross-reference streams and the object streams they lead to (ISO 32000-1
 * §7.5.7, §7.5.8), as update.c writes them: one section, no predictor.
 */
#include "pdf/pdf-internal.h"

/* A row of the table, by object number. */
typedef struct {
    guint64 kind, place;
} entry;

static guint64 field_read(const guchar **at, int width)
{
    guint64 value = 0;

    while (width-- > 0)
        value = value << 8 | *(*at)++;
    return value;
}

/* Three widths in bytes; FALSE when they are none. */
static gboolean widths_read(const hp_token *trailer, int widths[3])
{
    hp_token array, token;

    if (!hp_dictionary_get(trailer, "/W", &array) || array.length < 2)
        return FALSE;
    const char *at = array.start + 1, *end = array.start + array.length;
    for (int i = 0; i < 3; i++) {
        if (!hp_token_next(&at, end, &token))
            return FALSE;
        widths[i] = hp_token_number(&token);
        if (widths[i] < 0 || widths[i] > 8)
            return FALSE;
    }
    return widths[0] > 0 && widths[1] > 0;
}

/* Entries of n_objects; NULL when the table is broken. Free them. */
static entry *table_read(hp_source *source, const hp_token *trailer, const hp_token *data)
{
    int widths[3];
    hp_token value;
    g_autoptr(GString) rows = g_string_new(NULL);

    if (!widths_read(trailer, widths) || !hp_stream_unpack(trailer, data, rows) ||
        hp_dictionary_get(trailer, "/Index", &value) || !hp_dictionary_get(trailer, "/Size", &value))
        return NULL;
    source->n_objects = hp_token_number(&value);
    size_t width = (size_t)(widths[0] + widths[1] + widths[2]);
    if (source->n_objects < 1 || (size_t)source->n_objects > rows->len / width)
        return NULL;
    entry *entries = g_new0(entry, (size_t)source->n_objects);
    const guchar *at = (const guchar *)rows->str;
    for (int i = 0; i < source->n_objects; i++) {
        entries[i].kind = field_read(&at, widths[0]);
        entries[i].place = field_read(&at, widths[1]);
        field_read(&at, widths[2]);
    }
    return entries;
}

/* The objects of one stream that the table says are in it. */
static gboolean stream_read(hp_source *source, int container, const entry *entries)
{
    hp_token body, data, count, first, number, offset;
    GString *text = g_string_new(NULL);

    g_ptr_array_add(source->streams, text);
    if (!hp_source_object(source, container, &body, &data) || !hp_stream_unpack(&body, &data, text) ||
        !hp_dictionary_get(&body, "/N", &count) || !hp_dictionary_get(&body, "/First", &first))
        return FALSE;
    const char *at = text->str, *end = text->str + text->len;
    int start = hp_token_number(&first);
    for (int i = 0; i < hp_token_number(&count); i++) {
        if (!hp_token_next(&at, end, &number) || !hp_token_next(&at, end, &offset))
            return FALSE;
        int object = hp_token_number(&number), begin = hp_token_number(&offset);
        if (object < 0 || object >= source->n_objects || start < 0 || begin < 0 ||
            (size_t)start + (size_t)begin > text->len)
            return FALSE;
        const char *place = text->str + start + begin;
        gboolean is_here = entries[object].kind == 2 && entries[object].place == (guint64)container;
        if (is_here && !hp_value_next(&place, end, &source->bodies[object]))
            return FALSE;
    }
    return TRUE;
}

static void string_free(gpointer text)
{
    g_string_free(text, TRUE);
}

/* Every object stream once. */
static gboolean streams_read(hp_source *source, const entry *entries)
{
    g_autofree gboolean *seen = g_new0(gboolean, (size_t)source->n_objects);

    source->streams = g_ptr_array_new_with_free_func(string_free);
    source->bodies = g_new0(hp_token, (size_t)source->n_objects);
    for (int i = 0; i < source->n_objects; i++) {
        guint64 container = entries[i].place;

        if (entries[i].kind != 2)
            continue;
        if (container >= (guint64)source->n_objects)
            return FALSE;
        if (!seen[container] && !stream_read(source, (int)container, entries))
            return FALSE;
        seen[container] = TRUE;
    }
    return TRUE;
}

gboolean hp_packed_read(hp_source *source, size_t offset, hp_token *trailer, GError **error)
{
    hp_token data;
    g_autofree entry *entries = hp_source_object_at(source, offset, -1, trailer, &data) && data.start
                                    ? table_read(source, trailer, &data)
                                    : NULL;

    if (!entries)
        return hp_source_broken(error, "a broken cross-reference stream");
    source->offsets = g_new0(size_t, (size_t)source->n_objects);
    for (int i = 0; i < source->n_objects; i++)
        if (entries[i].kind == 1)
            source->offsets[i] = (size_t)entries[i].place;
    return streams_read(source, entries) || hp_source_broken(error, "a broken object stream");
}

void hp_packed_clear(hp_source *source)
{
    g_clear_pointer(&source->bodies, g_free);
    g_clear_pointer(&source->streams, g_ptr_array_unref);
}
