/*
 * The finished file: our objects and those of cairo's that they lead to. Plain
 * objects go into compressed object streams, and a cross-reference stream says
 * where everything is (ISO 32000-1 §7.5.7, §7.5.8). Objects keep the numbers
 * they had; what nothing leads to stays out.
 */
#include "pdf/pdf-internal.h"

#include <string.h>
#include <zlib.h>

/* Objects per stream: readers unpack a whole one to find the first. */
enum { STREAM_OBJECTS = 200 };

/* The best ratio costs twice the time for 2 % of such small files. */
enum { DEFLATE_LEVEL = 5 };

/* An object of ours: its text, and its data when it is a stream. */
typedef struct {
    gsize start, length;
    gsize data_start, data_length;
    gboolean exists, is_stream, compressed;
    GBytes *data; /* of a stream, instead of those in the update; NULL */
} our_object;

/* Where an object is in the finished file. */
typedef struct {
    guint8 kind; /* as in the cross-reference stream: 0 none, 1 offset, 2 in an object stream */
    gsize place; /* offset, or the stream's number */
    guint index;
} file_place;

typedef struct {
    const hp_update *update;
    const hp_source *source;
    GString *out;
    GArray *places;
    GArray *reached; /* object numbers, ascending in the end */
    GString *scratch;
    z_stream deflater;
} assembly;

static void our_object_clear(gpointer object)
{
    g_clear_pointer(&((our_object *)object)->data, g_bytes_unref);
}

void hp_update_init(hp_update *update, const hp_source *source)
{
    update->bytes = g_string_sized_new(1 << 16);
    update->ours = g_array_new(FALSE, TRUE, sizeof(our_object));
    g_array_set_clear_func(update->ours, our_object_clear);
    update->next = source->n_objects;
}

void hp_update_clear(hp_update *update)
{
    g_string_free(update->bytes, TRUE);
    g_array_unref(update->ours);
}

int hp_update_reserve(hp_update *update)
{
    return update->next++;
}

static our_object *ours_at(hp_update *update, int object)
{
    if ((guint)object >= update->ours->len)
        g_array_set_size(update->ours, (guint)object + 1);
    return &g_array_index(update->ours, our_object, object);
}

void hp_update_begin(hp_update *update, int object)
{
    update->current = object;
    ours_at(update, object)->exists = TRUE;
    ours_at(update, object)->start = update->bytes->len;
}

void hp_update_end(hp_update *update)
{
    our_object *object = ours_at(update, update->current);

    object->length = update->bytes->len - object->start;
}

GString *hp_update_begin_stream(hp_update *update, int object, const char *dictionary, gboolean compressed)
{
    our_object *stream;

    hp_update_begin(update, object);
    g_string_append(update->bytes, dictionary);
    hp_update_end(update);
    stream = ours_at(update, object);
    stream->is_stream = TRUE;
    stream->compressed = compressed;
    stream->data_start = update->bytes->len;
    return update->bytes;
}

void hp_update_end_stream(hp_update *update)
{
    our_object *stream = ours_at(update, update->current);

    stream->data_length = update->bytes->len - stream->data_start;
}

void hp_update_add_stream(hp_update *update, int object, const char *dictionary, GBytes *data)
{
    our_object *stream;

    hp_update_begin(update, object);
    g_string_append(update->bytes, dictionary);
    hp_update_end(update);
    stream = ours_at(update, object);
    stream->is_stream = TRUE;
    g_bytes_ref(data);
    our_object_clear(stream);
    stream->data = data;
}

/* ---- what leads where ---- */

static const our_object *ours_lookup(const assembly *file, int object)
{
    const our_object *found;

    if ((guint)object >= file->update->ours->len)
        return NULL;
    found = &g_array_index(file->update->ours, our_object, object);
    return found->exists ? found : NULL;
}

/* The object's text; data of cairo's streams. FALSE: there is no such object. */
static gboolean object_read(const assembly *file, int object, hp_token *body, hp_token *data)
{
    const our_object *found = ours_lookup(file, object);

    if (!found)
        return hp_source_object(file->source, object, body, data);
    *body = (hp_token){file->update->bytes->str + found->start, found->length};
    *data = (hp_token){0};
    return TRUE;
}

static void reach(assembly *file, int object)
{
    file_place *at;

    if (object <= 0 || object >= file->update->next)
        return;
    at = &g_array_index(file->places, file_place, object);
    if (at->kind == 0) {
        at->kind = 1;
        g_array_append_val(file->reached, object);
    }
}

/* Every "12 0 R" outside of strings. */
static void reach_references(assembly *file, const hp_token *body)
{
    const char *at = body->start, *end = at + body->length;
    hp_token before = {0}, last = {0}, token;

    while (hp_token_next(&at, end, &token)) {
        if (token.length == 1 && *token.start == 'R' && before.length && g_ascii_isdigit(*before.start)) {
            hp_token reference = {before.start, (size_t)(token.start + 1 - before.start)};

            reach(file, hp_token_reference(&reference));
        }
        before = last;
        last = token;
    }
}

static gboolean contains(const hp_token *text, const char *word)
{
    return g_strstr_len(text->start, (gssize)text->length, word) != NULL;
}

static void append_token(GString *to, const hp_token *token)
{
    g_string_append_len(to, token->start, (gssize)token->length);
}

/* cairo lists a picture as often as it is drawn in one set of resources; keys
 * must be unique (ISO 32000-1 §7.3.7). */
static void copy_unique(GString *to, const hp_token *dictionary, unsigned depth)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const char *at = dictionary->start, *end = at + dictionary->length;
    hp_token key, value;

    g_string_append(to, "<<");
    while (hp_dictionary_next(&at, end, &key, &value)) {
        if (!g_hash_table_add(seen, g_strndup(key.start, key.length)))
            continue;
        append_token(to, &key);
        g_string_append_c(to, ' ');
        if (depth < 8 && value.length > 1 && memcmp(value.start, "<<", 2) == 0)
            copy_unique(to, &value, depth + 1);
        else
            append_token(to, &value);
        g_string_append_c(to, '\n');
    }
    g_string_append(to, ">>");
}

static void copy_value(GString *to, const hp_token *value)
{
    if (value->length > 1 && memcmp(value->start, "<<", 2) == 0 && contains(value, "/XObject"))
        copy_unique(to, value, 0);
    else
        append_token(to, value);
}

/* A stream's dictionary without what write_source_stream says anew. */
static void copy_stream_dictionary(GString *to, const hp_token *body)
{
    const char *at = body->start, *end = at + body->length;
    hp_token key, value;

    while (hp_dictionary_next(&at, end, &key, &value)) {
        /* ISO 19005-2 §6.2.8.1: pictures are not interpolated. */
        if (hp_token_is(&key, "/Length") || hp_token_is(&key, "/Interpolate"))
            continue;
        append_token(to, &key);
        g_string_append_c(to, ' ');
        copy_value(to, &value);
        g_string_append_c(to, '\n');
    }
}

static void reach_all(assembly *file)
{
    for (guint i = 0; i < file->reached->len; i++) {
        hp_token body, data;

        if (!object_read(file, g_array_index(file->reached, int, i), &body, &data))
            continue;
        if (data.start) {
            g_string_truncate(file->scratch, 0);
            copy_stream_dictionary(file->scratch, &body);
            body = (hp_token){file->scratch->str, file->scratch->len};
        }
        reach_references(file, &body);
    }
}

/* ---- writing ---- */

static void append_deflated(assembly *file, const char *data, gsize length)
{
    GString *to = file->out;
    gsize before = to->len, room = deflateBound(&file->deflater, (uLong)length);

    deflateReset(&file->deflater);
    g_string_set_size(to, before + room);
    file->deflater.next_in = (Bytef *)(gpointer)data;
    file->deflater.avail_in = (uInt)length;
    file->deflater.next_out = (Bytef *)to->str + before;
    file->deflater.avail_out = (uInt)room;
    deflate(&file->deflater, Z_FINISH);
    g_string_truncate(to, before + room - file->deflater.avail_out);
}

/* The length stands before the data, which is deflated in place: room for it
 * is kept. dictionary: entries only. */
static void write_stream(assembly *file, int object, const char *dictionary, gssize dictionary_length,
                         const hp_token *data, gboolean deflated)
{
    file_place *at = &g_array_index(file->places, file_place, object);
    GString *out = file->out;
    gsize length_at, start;
    char number[16];

    at->kind = 1;
    at->place = out->len;
    g_string_append_printf(out, "%d 0 obj\n<< ", object);
    g_string_append_len(out, dictionary, dictionary_length);
    g_string_append_printf(out, "%s /Length ", deflated ? " /Filter /FlateDecode" : "");
    length_at = out->len;
    g_string_append(out, "           >>\nstream\n");
    start = out->len;
    if (deflated)
        append_deflated(file, data->start, data->length);
    else
        g_string_append_len(out, data->start, (gssize)data->length);
    memcpy(out->str + length_at, number,
           (size_t)g_snprintf(number, sizeof number, "%" G_GSIZE_FORMAT, out->len - start));
    g_string_append(out, "\nendstream\nendobj\n");
}

static hp_token our_data(const hp_update *update, const our_object *own)
{
    if (own->data)
        return (hp_token){g_bytes_get_data(own->data, NULL), g_bytes_get_size(own->data)};
    return (hp_token){update->bytes->str + own->data_start, own->data_length};
}

static void write_streams(assembly *file)
{
    for (guint i = 0; i < file->reached->len; i++) {
        int object = g_array_index(file->reached, int, i);
        const our_object *own = ours_lookup(file, object);
        hp_token body, data;

        if (own && own->is_stream) {
            data = our_data(file->update, own);
            write_stream(file, object, file->update->bytes->str + own->start, (gssize)own->length, &data,
                         own->compressed);
        } else if (!own && hp_source_object(file->source, object, &body, &data) && data.start) {
            g_string_truncate(file->scratch, 0);
            copy_stream_dictionary(file->scratch, &body);
            write_stream(file, object, file->scratch->str, (gssize)file->scratch->len, &data, FALSE);
        }
    }
}

/* ISO 14289-1 §7.21.3.2: an embedded TrueType CID font says how CIDs map. */
static void append_body(GString *to, const hp_token *body)
{
    static const char subtype[] = "/CIDFontType2";
    gboolean cid_font = body->length > sizeof subtype && memcmp(body->start, "<<", 2) == 0 && contains(body, subtype) &&
                        !contains(body, "/CIDToGIDMap");

    if (!cid_font) {
        copy_value(to, body);
        return;
    }
    g_string_append_len(to, body->start, (gssize)body->length - 2);
    g_string_append(to, "/CIDToGIDMap /Identity >>");
}

static void write_object_stream(assembly *file, int object, GString *index, const GString *bodies, guint count)
{
    char dictionary[96];
    hp_token data;

    g_snprintf(dictionary, sizeof dictionary, "/Type /ObjStm /N %u /First %" G_GSIZE_FORMAT, count, index->len);
    g_string_append_len(index, bodies->str, (gssize)bodies->len);
    data = (hp_token){index->str, index->len};
    write_stream(file, object, dictionary, -1, &data, TRUE);
}

/* All plain objects; *next: first number after the last one used. */
static void write_plain_objects(assembly *file, int *next)
{
    g_autoptr(GString) index = g_string_new(NULL), bodies = g_string_new(NULL);
    guint count = 0;

    for (guint i = 0; i < file->reached->len; i++) {
        int object = g_array_index(file->reached, int, i);
        file_place *at = &g_array_index(file->places, file_place, object);
        hp_token body, data;
        const our_object *own = ours_lookup(file, object);

        if ((own && own->is_stream) || !object_read(file, object, &body, &data) || data.start)
            continue;
        *at = (file_place){2, (gsize)*next, count++};
        g_string_append_printf(index, "%d %" G_GSIZE_FORMAT " ", object, bodies->len);
        append_body(bodies, &body);
        g_string_append_c(bodies, '\n');
        if (count == STREAM_OBJECTS) {
            write_object_stream(file, (*next)++, index, bodies, count);
            g_string_truncate(index, 0);
            g_string_truncate(bodies, 0);
            count = 0;
        }
    }
    if (count > 0)
        write_object_stream(file, (*next)++, index, bodies, count);
}

static void append_field(GString *to, guint64 value, int bytes)
{
    while (bytes-- > 0)
        g_string_append_c(to, (char)(value >> (8 * bytes) & 255));
}

/* The cross-reference stream is the trailer as well. The file's identifier is
 * the checksum of all before it: same input, same bytes. */
static void write_cross_references(assembly *file, int object, int root, int info)
{
    g_autofree char *id = g_compute_checksum_for_data(G_CHECKSUM_MD5, (const guchar *)file->out->str, file->out->len);
    g_autofree char *dictionary = g_strdup_printf("/Type /XRef /Size %d /W [1 4 2] /Root %d 0 R /Info %d 0 R"
                                                  " /ID [<%s> <%s>]",
                                                  object + 1, root, info, id, id);
    g_autoptr(GString) table = g_string_new(NULL);
    gsize start = file->out->len;
    hp_token data;

    g_array_index(file->places, file_place, object) = (file_place){1, start, 0};
    for (int i = 0; i <= object; i++) {
        const file_place *at = &g_array_index(file->places, file_place, i);

        /* What was reached but is nowhere has no place. */
        append_field(table, at->place ? at->kind : 0, 1);
        append_field(table, at->place, 4);
        append_field(table, at->place ? at->index : i == 0 ? 65535 : 0, 2);
    }
    data = (hp_token){table->str, table->len};
    write_stream(file, object, dictionary, -1, &data, TRUE);
    g_string_append_printf(file->out, "startxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n", start);
}

static gint compare_int(gconstpointer a, gconstpointer b)
{
    int left = *(const int *)a, right = *(const int *)b;

    return (left > right) - (left < right);
}

static gsize data_length(const hp_update *update)
{
    gsize length = 0;

    for (guint i = 0; i < update->ours->len; i++) {
        const our_object *own = &g_array_index(update->ours, our_object, i);

        length += own->data ? g_bytes_get_size(own->data) : 0;
    }
    return length;
}

GBytes *hp_update_write(const hp_update *update, const hp_source *source, int root, int info)
{
    assembly file = {.update = update,
                     .source = source,
                     .out = g_string_sized_new(source->length + update->bytes->len / 4 + data_length(update)),
                     .places = g_array_new(FALSE, TRUE, sizeof(file_place)),
                     .reached = g_array_new(FALSE, FALSE, sizeof(int)),
                     .scratch = g_string_new(NULL)};
    int next = update->next;

    deflateInit(&file.deflater, DEFLATE_LEVEL);
    /* Room for the streams that hold the objects, and the last table. */
    g_array_set_size(file.places, (guint)(next + next / STREAM_OBJECTS + 2));
    reach(&file, root);
    reach(&file, info);
    reach_all(&file);
    g_array_sort(file.reached, compare_int);
    /* Bytes above 127 tell programs that this is no text (§7.5.2). */
    g_string_append(file.out, "%PDF-1.7\n%\xBF\xF7\xA2\xFE\n");
    write_streams(&file);
    write_plain_objects(&file, &next);
    write_cross_references(&file, next, root, info);

    deflateEnd(&file.deflater);
    g_array_unref(file.places);
    g_array_unref(file.reached);
    g_string_free(file.scratch, TRUE);
    return g_string_free_to_bytes(file.out);
}
