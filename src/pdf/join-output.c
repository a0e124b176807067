/*
 * A PDF that is written from its beginning to its end: what is an object's place is
 * known when it is written. Plain objects go into compressed object streams, as in
 * update.c.
 */
#include "pdf/join-internal.h"

#include <string.h>

enum { STREAM_OBJECTS = 200, DEFLATE_LEVEL = 5 };

/* A place: offset or container in the low bits, place in the container, kind as
 * in the cross-reference stream. */
#define INDEX_SHIFT 48
#define KIND_SHIFT 62
#define PLACE_MASK (((guint64)1 << INDEX_SHIFT) - 1)

/* Bytes of a row: kind, place, index. */
enum { PLACE_BYTES = 6, INDEX_BYTES = 1, ROW_BYTES = 1 + PLACE_BYTES + INDEX_BYTES };

static void put(hp_output *to, const void *data, size_t length)
{
    fwrite(data, 1, length, to->stream);
    g_checksum_update(to->sum, data, (gssize)length);
    to->length += length;
}

static void put_text(hp_output *to, const char *text)
{
    put(to, text, strlen(text));
}

static void place_set(hp_output *to, int object, guint64 kind, guint64 place, guint64 index)
{
    g_array_index(to->places, guint64, object) = kind << KIND_SHIFT | index << INDEX_SHIFT | (place & PLACE_MASK);
}

void hp_output_init(hp_output *to, FILE *stream)
{
    *to = (hp_output){.stream = stream,
                      .sum = g_checksum_new(G_CHECKSUM_MD5),
                      .places = g_array_new(FALSE, TRUE, sizeof(guint64)),
                      .index = g_string_new(NULL),
                      .texts = g_string_new(NULL),
                      .deflated = g_byte_array_new()};
    deflateInit(&to->deflater, DEFLATE_LEVEL);
    g_array_set_size(to->places, 1); /* object 0 is none */
    put_text(to, "%PDF-1.7\n%\xBF\xF7\xA2\xFE\n");
}

void hp_output_clear(hp_output *to)
{
    g_checksum_free(to->sum);
    g_array_unref(to->places);
    g_string_free(to->index, TRUE);
    g_string_free(to->texts, TRUE);
    g_byte_array_unref(to->deflated);
    deflateEnd(&to->deflater);
}

int hp_output_reserve(hp_output *to)
{
    g_array_set_size(to->places, to->places->len + 1);
    return (int)to->places->len - 1;
}

void hp_output_stream(hp_output *to, int object, const char *dictionary, const char *data, size_t length)
{
    g_autofree char *head =
        g_strdup_printf("%d 0 obj\n<< %s /Length %" G_GSIZE_FORMAT " >>\nstream\n", object, dictionary, length);

    place_set(to, object, 1, to->length, 0);
    put_text(to, head);
    put(to, data, length);
    put_text(to, "\nendstream\nendobj\n");
}

static void stream_deflated(hp_output *to, int object, const char *dictionary, const char *data, size_t length)
{
    g_autofree char *entries = g_strconcat(dictionary, " /Filter /FlateDecode", NULL);

    deflateReset(&to->deflater);
    g_byte_array_set_size(to->deflated, (guint)deflateBound(&to->deflater, (uLong)length));
    to->deflater.next_in = (Bytef *)(gpointer)data;
    to->deflater.avail_in = (uInt)length;
    to->deflater.next_out = to->deflated->data;
    to->deflater.avail_out = to->deflated->len;
    deflate(&to->deflater, Z_FINISH);
    hp_output_stream(to, object, entries, (const char *)to->deflated->data, to->deflated->len - to->deflater.avail_out);
}

static void container_flush(hp_output *to)
{
    char dictionary[96];

    if (to->count == 0)
        return;
    g_snprintf(dictionary, sizeof dictionary, "/Type /ObjStm /N %u /First %" G_GSIZE_FORMAT, to->count, to->index->len);
    g_string_append_len(to->index, to->texts->str, (gssize)to->texts->len);
    stream_deflated(to, to->container, dictionary, to->index->str, to->index->len);
    g_string_truncate(to->index, 0);
    g_string_truncate(to->texts, 0);
    to->count = 0;
}

void hp_output_object(hp_output *to, int object, const GString *text)
{
    if (to->count == STREAM_OBJECTS)
        container_flush(to);
    if (to->count == 0)
        to->container = hp_output_reserve(to);
    place_set(to, object, 2, (guint64)to->container, to->count++);
    g_string_append_printf(to->index, "%d %" G_GSIZE_FORMAT " ", object, to->texts->len);
    g_string_append_len(to->texts, text->str, (gssize)text->len);
    g_string_append_c(to->texts, '\n');
}

static void field_append(GString *to, guint64 value, int bytes)
{
    while (bytes-- > 0)
        g_string_append_c(to, (char)(value >> (8 * bytes) & 255));
}

/* Rows as differences to the one above (PNG's filter 2), most of which are small:
 * the table of a large file is then a tenth as long. */
static GString *rows_make(const hp_output *to)
{
    GString *rows = g_string_sized_new((gsize)to->places->len * (ROW_BYTES + 1));
    g_autoptr(GString) row = g_string_new(NULL);
    char above[ROW_BYTES] = {0};

    for (guint i = 0; i < to->places->len; i++) {
        guint64 place = g_array_index(to->places, guint64, i);

        g_string_truncate(row, 0);
        field_append(row, place >> KIND_SHIFT, 1);
        field_append(row, place & PLACE_MASK, PLACE_BYTES);
        field_append(row, place >> INDEX_SHIFT & 255, INDEX_BYTES);
        g_string_append_c(rows, 2);
        for (int k = 0; k < ROW_BYTES; k++)
            g_string_append_c(rows, (char)(row->str[k] - above[k]));
        memcpy(above, row->str, ROW_BYTES);
    }
    return rows;
}

void hp_output_end(hp_output *to, int root, int info)
{
    container_flush(to);
    int object = hp_output_reserve(to);
    guint64 start = to->length;
    place_set(to, object, 1, start, 0);
    g_autofree char *id = g_strdup(g_checksum_get_string(to->sum));
    g_checksum_reset(to->sum);
    g_autofree char *dictionary = g_strdup_printf(
        "/Type /XRef /Size %u /W [1 %d %d] /DecodeParms << /Predictor 12 /Columns %d >> /Root %d 0 R /Info %d 0 R"
        " /ID [<%s> <%s>]",
        to->places->len, PLACE_BYTES, INDEX_BYTES, ROW_BYTES, root, info, id, id);
    GString *rows = rows_make(to);
    stream_deflated(to, object, dictionary, rows->str, rows->len);
    g_string_free(rows, TRUE);
    g_autofree char *end = g_strdup_printf("startxref\n%" G_GUINT64_FORMAT "\n%%%%EOF\n", start);
    put_text(to, end);
}
