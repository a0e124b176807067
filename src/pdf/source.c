/*
 * Reading files back: the one cairo wrote, and finished ones that join.c puts
 * together. The reader knows only what cairo, update.c and qpdf without object
 * streams write, but checks every bound all the same.
 */
#include "base/error.h"
#include "pdf/lexical.h"
#include "pdf/pdf-internal.h"

#include <string.h>
#include <zlib.h>

/* Content of one page; more means a broken stream. */
enum { CONTENT_MAX = 1 << 29 };

gboolean hp_token_next(const char **at, const char *end, hp_token *token)
{
    const char *p = *at;

    for (; p < end && (hp_pdf_is_space(*p) || *p == '%'); p++)
        if (*p == '%') /* a comment, to the end of the line */
            while (p + 1 < end && p[1] != '\n')
                p++;
    if (p >= end)
        return FALSE;
    token->start = p;
    if (*p == '(') {
        p = hp_pdf_skip_string(p, end);
    } else if ((*p == '<' || *p == '>') && p + 1 < end && p[1] == *p) {
        p += 2;
    } else if (*p == '<') {
        while (p < end && *p != '>')
            p++;
        p = MIN(p + 1, end);
    } else if (*p == '/' || !hp_pdf_is_delimiter(*p)) {
        for (p++; p < end && !hp_pdf_is_delimiter(*p);)
            p++;
    } else {
        p++;
    }
    token->length = (size_t)(p - token->start);
    *at = p;
    return TRUE;
}

gboolean hp_token_is(const hp_token *token, const char *text)
{
    return strlen(text) == token->length && memcmp(token->start, text, token->length) == 0;
}

int hp_token_number(const hp_token *token)
{
    gint64 value = 0;

    if (token->length == 0 || token->length > 10)
        return -1;
    for (size_t i = 0; i < token->length; i++) {
        if (!g_ascii_isdigit(token->start[i]))
            return -1;
        value = value * 10 + (token->start[i] - '0');
    }
    return value <= G_MAXINT ? (int)value : -1;
}

gboolean hp_value_next(const char **at, const char *end, hp_token *value)
{
    const char *ahead;
    hp_token generation, letter;
    int depth = 0;

    if (!hp_token_next(at, end, value))
        return FALSE;
    if (hp_token_is(value, "<<") || hp_token_is(value, "[")) {
        hp_token token = *value;

        do {
            if (hp_token_is(&token, "<<") || hp_token_is(&token, "["))
                depth++;
            else if (hp_token_is(&token, ">>") || hp_token_is(&token, "]"))
                depth--;
        } while (depth > 0 && hp_token_next(at, end, &token));
        value->length = (size_t)(*at - value->start);
        return depth == 0;
    }
    ahead = *at;
    if (hp_token_number(value) >= 0 && hp_token_next(&ahead, end, &generation) && hp_token_number(&generation) >= 0 &&
        hp_token_next(&ahead, end, &letter) && hp_token_is(&letter, "R")) {
        *at = ahead;
        value->length = (size_t)(ahead - value->start);
    }
    return TRUE;
}

gboolean hp_dictionary_next(const char **at, const char *end, hp_token *key, hp_token *value)
{
    if (!hp_token_next(at, end, key))
        return FALSE;
    if (hp_token_is(key, "<<") && !hp_token_next(at, end, key))
        return FALSE;
    return key->start[0] == '/' && hp_value_next(at, end, value);
}

gboolean hp_dictionary_get(const hp_token *dictionary, const char *name, hp_token *value)
{
    const char *at = dictionary->start, *end = at + dictionary->length;
    hp_token key;

    while (hp_dictionary_next(&at, end, &key, value))
        if (hp_token_is(&key, name))
            return TRUE;
    return FALSE;
}

int hp_token_reference(const hp_token *value)
{
    const char *at = value->start;
    hp_token first;

    if (value->length == 0 || value->start[value->length - 1] != 'R' ||
        !hp_token_next(&at, value->start + value->length, &first))
        return 0;
    return MAX(hp_token_number(&first), 0);
}

/* ---- the file ---- */

gboolean hp_source_broken(GError **error, const char *what)
{
    g_set_error(error, HP_ERROR, HP_ERROR_INTERNAL, "a PDF cannot be read back: it has %s", what);
    return FALSE;
}

/* The last "startxref" names the table (ISO 32000-1 §7.5.5). */
static const char *find_xref(const hp_source *source)
{
    const char *tail = source->start + (source->length > 128 ? source->length - 128 : 0);
    const char *end = source->start + source->length, *word;
    hp_token token;
    int offset;

    /* What comes before may be packed, and hold any byte. */
    word = memmem(tail, (size_t)(end - tail), "startxref", strlen("startxref"));
    if (!word)
        return NULL;
    word += strlen("startxref");
    if (!hp_token_next(&word, end, &token))
        return NULL;
    offset = hp_token_number(&token);
    return offset >= 0 && (size_t)offset < source->length ? source->start + offset : NULL;
}

/* at: behind "xref". */
static gboolean table_read(hp_source *source, const char *at, hp_token *trailer, GError **error)
{
    const char *end = source->start + source->length;
    hp_token token;
    int count;

    if (!hp_token_next(&at, end, &token) || !hp_token_is(&token, "0") || !hp_token_next(&at, end, &token))
        return hp_source_broken(error, "no cross-reference table");
    count = hp_token_number(&token);
    if (count < 1 || (size_t)count > source->length / 20)
        return hp_source_broken(error, "a broken cross-reference table");
    source->n_objects = count;
    source->offsets = g_new0(size_t, (size_t)count);
    for (int i = 0; i < count; i++) {
        if (!hp_token_next(&at, end, &token) || hp_token_number(&token) < 0)
            return hp_source_broken(error, "a broken cross-reference table");
        source->offsets[i] = (size_t)hp_token_number(&token);
        if (!hp_token_next(&at, end, &token) || !hp_token_next(&at, end, &token))
            return hp_source_broken(error, "a broken cross-reference table");
        if (!hp_token_is(&token, "n"))
            source->offsets[i] = 0;
    }
    return (hp_token_next(&at, end, &token) && hp_token_is(&token, "trailer") && hp_value_next(&at, end, trailer)) ||
           hp_source_broken(error, "no trailer");
}

gboolean hp_source_open(hp_source *source, const void *file, size_t length, GError **error)
{
    hp_token token, trailer, root;
    const char *xref, *at;

    *source = (hp_source){.start = file, .length = length};
    at = xref = find_xref(source);
    if (!xref || !hp_token_next(&at, source->start + length, &token))
        return hp_source_broken(error, "no cross-reference table");
    if (hp_token_is(&token, "xref") ? !table_read(source, at, &trailer, error)
                                    : !hp_packed_read(source, (size_t)(xref - source->start), &trailer, error))
        return FALSE;
    if (!hp_dictionary_get(&trailer, "/Root", &root))
        return hp_source_broken(error, "no trailer");
    source->root = hp_token_reference(&root);
    source->info = hp_dictionary_get(&trailer, "/Info", &token) ? hp_token_reference(&token) : 0;
    return TRUE;
}

void hp_source_close(hp_source *source)
{
    g_clear_pointer(&source->offsets, g_free);
    hp_packed_clear(source);
}

static int object_length(const hp_source *source, const hp_token *value)
{
    hp_token body, data;
    int object = hp_token_reference(value);

    if (!object)
        return hp_token_number(value);
    return hp_source_object(source, object, &body, &data) ? hp_token_number(&body) : -1;
}

gboolean hp_source_object_at(const hp_source *source, size_t offset, int object, hp_token *body, hp_token *data)
{
    const char *end = source->start + source->length, *at = source->start + offset;
    hp_token token, length;
    int bytes;

    *data = (hp_token){0};
    for (int i = 0; i < 3; i++) /* "12 0 obj" */
        if (!hp_token_next(&at, end, &token))
            return FALSE;
    if (!hp_value_next(&at, end, body) || !hp_token_next(&at, end, &token))
        return FALSE;
    if (!hp_token_is(&token, "stream"))
        return TRUE;
    if (!hp_dictionary_get(body, "/Length", &length) || hp_token_reference(&length) == object)
        return FALSE;
    at += at < end && *at == '\r';
    at += at < end && *at == '\n';
    bytes = object_length(source, &length);
    if (bytes < 0 || (size_t)(end - at) < (size_t)bytes)
        return FALSE;
    *data = (hp_token){at, (size_t)bytes};
    return TRUE;
}

gboolean hp_source_object(const hp_source *source, int object, hp_token *body, hp_token *data)
{
    *data = (hp_token){0};
    if (object <= 0 || object >= source->n_objects)
        return FALSE;
    if (source->bodies && source->bodies[object].start) {
        *body = source->bodies[object];
        return TRUE;
    }
    return source->offsets[object] > 0 && source->offsets[object] < source->length &&
           hp_source_object_at(source, source->offsets[object], object, body, data);
}

static gboolean inflate_all(const hp_token *data, GString *to)
{
    z_stream stream = {.next_in = (Bytef *)(gpointer)data->start, .avail_in = (uInt)data->length};
    int status = inflateInit(&stream);

    g_string_truncate(to, 0);
    while (status == Z_OK) {
        size_t before = to->len, room = MAX(4 * data->length, 4096);

        if (before > CONTENT_MAX)
            break;
        g_string_set_size(to, before + room);
        stream.next_out = (Bytef *)to->str + before;
        stream.avail_out = (uInt)room;
        status = inflate(&stream, Z_NO_FLUSH);
        g_string_truncate(to, before + room - stream.avail_out);
    }
    inflateEnd(&stream);
    return status == Z_STREAM_END;
}

gboolean hp_stream_unpack(const hp_token *body, const hp_token *data, GString *to)
{
    hp_token filter;

    if (!data->start || hp_dictionary_get(body, "/DecodeParms", &filter))
        return FALSE;
    if (hp_dictionary_get(body, "/Filter", &filter))
        return hp_token_is(&filter, "/FlateDecode") && inflate_all(data, to);
    g_string_truncate(to, 0);
    g_string_append_len(to, data->start, (gssize)data->length);
    return TRUE;
}

gboolean hp_source_stream(const hp_source *source, int object, GString *to)
{
    hp_token body, data;

    return hp_source_object(source, object, &body, &data) && hp_stream_unpack(&body, &data, to);
}

/* cairo writes one flat list of pages. */
GArray *hp_source_pages(const hp_source *source, int *pages, GError **error)
{
    GArray *kids = g_array_new(FALSE, FALSE, sizeof(int));
    hp_token body, data, value, kid;

    if (hp_source_object(source, source->root, &body, &data) && hp_dictionary_get(&body, "/Pages", &value) &&
        (*pages = hp_token_reference(&value)) && hp_source_object(source, *pages, &body, &data) &&
        hp_dictionary_get(&body, "/Kids", &value)) {
        const char *at = value.start + 1, *end = value.start + value.length;

        while (hp_value_next(&at, end, &kid)) {
            int object = hp_token_reference(&kid);

            if (object)
                g_array_append_val(kids, object);
        }
    }
    if (kids->len == 0)
        hp_source_broken(error, "no pages");
    return kids;
}
