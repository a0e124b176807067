/*
 * Reading back the file cairo wrote: its cross-reference table, its pages, its
 * streams. The file comes from this process, so the reader knows only what
 * cairo writes, but checks every bound all the same.
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

/* A whole number that fits an object number or a length; -1 for anything else. */
static int token_number(const hp_token *token)
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

/* One value: a token, a reference, or a bracketed thing with all in it. */
static gboolean value_next(const char **at, const char *end, hp_token *value)
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
    if (token_number(value) >= 0 && hp_token_next(&ahead, end, &generation) && token_number(&generation) >= 0 &&
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
    return key->start[0] == '/' && value_next(at, end, value);
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
    return MAX(token_number(&first), 0);
}

/* ---- the file ---- */

static gboolean broken(GError **error, const char *what)
{
    g_set_error(error, HP_ERROR, HP_ERROR_INTERNAL, "cairo wrote a file with %s", what);
    return FALSE;
}

/* The last "startxref" names the table (ISO 32000-1 §7.5.5). */
static const char *find_xref(const hp_source *source)
{
    const char *tail = source->start + (source->length > 128 ? source->length - 128 : 0);
    const char *end = source->start + source->length, *word = g_strstr_len(tail, end - tail, "startxref");
    hp_token token;
    int offset;

    if (!word)
        return NULL;
    word += strlen("startxref");
    if (!hp_token_next(&word, end, &token))
        return NULL;
    offset = token_number(&token);
    return offset >= 0 && (size_t)offset < source->length ? source->start + offset : NULL;
}

gboolean hp_source_open(hp_source *source, const GByteArray *file, GError **error)
{
    hp_token token, value;
    const char *at, *end;
    int count;

    *source = (hp_source){.start = (const char *)file->data, .length = file->len};
    end = source->start + source->length;
    at = find_xref(source);
    if (!at || !hp_token_next(&at, end, &token) || !hp_token_is(&token, "xref") || !hp_token_next(&at, end, &token) ||
        !hp_token_is(&token, "0") || !hp_token_next(&at, end, &token))
        return broken(error, "no cross-reference table");
    count = token_number(&token);
    if (count < 1 || (size_t)count > source->length / 20)
        return broken(error, "a broken cross-reference table");
    source->n_objects = count;
    source->offsets = g_new0(size_t, (size_t)count);
    for (int i = 0; i < count; i++) {
        if (!hp_token_next(&at, end, &token) || token_number(&token) < 0)
            return broken(error, "a broken cross-reference table");
        source->offsets[i] = (size_t)token_number(&token);
        if (!hp_token_next(&at, end, &token) || !hp_token_next(&at, end, &token))
            return broken(error, "a broken cross-reference table");
        if (!hp_token_is(&token, "n"))
            source->offsets[i] = 0;
    }
    if (!hp_token_next(&at, end, &token) || !hp_token_is(&token, "trailer") || !value_next(&at, end, &value) ||
        !hp_dictionary_get(&value, "/Root", &token))
        return broken(error, "no trailer");
    source->root = hp_token_reference(&token);
    return TRUE;
}

void hp_source_close(hp_source *source)
{
    g_clear_pointer(&source->offsets, g_free);
}

static int object_length(const hp_source *source, const hp_token *value)
{
    hp_token body, data;
    int object = hp_token_reference(value);

    if (!object)
        return token_number(value);
    return hp_source_object(source, object, &body, &data) ? token_number(&body) : -1;
}

gboolean hp_source_object(const hp_source *source, int object, hp_token *body, hp_token *data)
{
    const char *end = source->start + source->length, *at;
    hp_token token, length;
    int bytes;

    *data = (hp_token){0};
    if (object <= 0 || object >= source->n_objects || source->offsets[object] == 0 ||
        source->offsets[object] >= source->length)
        return FALSE;
    at = source->start + source->offsets[object];
    for (int i = 0; i < 3; i++) /* "12 0 obj" */
        if (!hp_token_next(&at, end, &token))
            return FALSE;
    if (!value_next(&at, end, body) || !hp_token_next(&at, end, &token))
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

gboolean hp_source_stream(const hp_source *source, int object, GString *to)
{
    hp_token body, data, filter;

    if (!hp_source_object(source, object, &body, &data) || !data.start)
        return FALSE;
    if (hp_dictionary_get(&body, "/Filter", &filter))
        return hp_token_is(&filter, "/FlateDecode") && inflate_all(&data, to);
    g_string_truncate(to, 0);
    g_string_append_len(to, data.start, (gssize)data.length);
    return TRUE;
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

        while (value_next(&at, end, &kid)) {
            int object = hp_token_reference(&kid);

            if (object)
                g_array_append_val(kids, object);
        }
    }
    if (kids->len == 0)
        broken(error, "no pages");
    return kids;
}
