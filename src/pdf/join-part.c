/*
 * One file's objects in the joined file: what its pages and tags lead to, with
 * other numbers, and its keys behind those of the files before it.
 */
#include "pdf/join-internal.h"

#include "base/error.h"

#include <string.h>

/* How deep a stream's streams are looked at to find one that is stored already: a
 * picture and its mask. */
enum { STORED_DEPTH = 3 };

typedef struct {
    hp_pdf_join *join;
    hp_join_part *part;
    hp_source source;
    unsigned number;
    int *map;      /* by object number: what it is called from now on; 0: it is not taken along */
    GArray *taken; /* int: the objects to be written, in the order they were found */
    int pages, tags, document, outline;
    guint key_base;
} copy;

/* ---- Renumbering ---- */

static int renumbered(const copy *c, int object)
{
    return object > 0 && object < c->source.n_objects ? c->map[object] : 0;
}

/* A value with all its references changed; those to what stays behind are null. */
static void value_append(const copy *c, GString *to, const hp_token *value)
{
    const char *at = value->start, *end = at + value->length, *copied = at;
    hp_token before = {0}, last = {0}, token;

    while (hp_token_next(&at, end, &token)) {
        if (token.length == 1 && *token.start == 'R' && before.length && g_ascii_isdigit(*before.start)) {
            hp_token reference = {before.start, (size_t)(token.start + 1 - before.start)};
            int object = renumbered(c, hp_token_reference(&reference));

            g_string_append_len(to, copied, before.start - copied);
            g_string_append(to, object ? "" : "null");
            if (object)
                hp_append_reference(to, object);
            copied = at;
        }
        before = last;
        last = token;
    }
    g_string_append_len(to, copied, end - copied);
}

static void entry_append(const copy *c, GString *to, const hp_token *key, const hp_token *value)
{
    g_string_append_len(to, key->start, (gssize)key->length);
    g_string_append_c(to, ' ');
    value_append(c, to, value);
    g_string_append_c(to, '\n');
}

/* IDs of structure elements are unique in a file (ISO 32000-1 §14.7.2). */
static void id_append(const copy *c, GString *to, const hp_token *id)
{
    g_string_append_printf(to, "(%06u-", c->number);
    g_string_append_len(to, id->start + 1, (gssize)id->length - 1);
}

static gboolean is_string(const hp_token *value)
{
    return value->length > 1 && *value->start == '(';
}

/* Where a link of the front leads: "(part-12)". */
static gboolean destination_append(const copy *c, GString *to, const hp_token *name)
{
    static const char prefix[] = "(part-";
    size_t length = strlen(prefix);
    hp_token digits = {name->start + length, name->length - length - 1};

    if (name->length <= length + 1 || memcmp(name->start, prefix, length) != 0)
        return FALSE;
    int number = hp_token_number(&digits);
    if (number < 1 || (guint)number > c->join->parts->len)
        return FALSE;
    const hp_join_part *part = c->join->parts->pdata[number - 1];
    g_string_append_printf(to, "/Dest [%d 0 R /XYZ 0 %s null]", part->first_page, part->top ? part->top : "null");
    return TRUE;
}

/* Entries that say something else in the joined file. TRUE: it is done. */
static gboolean special_append(const copy *c, GString *to, int object, const hp_token *key, const hp_token *value)
{
    if (hp_token_is(key, "/StructParents") || hp_token_is(key, "/StructParent")) {
        g_string_append_printf(to, "%.*s %u ", (int)key->length, key->start,
                               c->key_base + (guint)MAX(hp_token_number(value), 0));
        return TRUE;
    }
    if (hp_token_is(key, "/ID") && is_string(value)) {
        g_string_append(to, "/ID ");
        id_append(c, to, value);
        return TRUE;
    }
    if (hp_token_is(key, "/Dest") && is_string(value))
        return destination_append(c, to, value);
    if (object == c->document)
        return hp_token_is(key, "/S") || hp_token_is(key, "/P");
    return object == c->pages && hp_token_is(key, "/Parent");
}

static void dictionary_append(const copy *c, GString *to, int object, const hp_token *body)
{
    const char *at = body->start, *end = at + body->length;
    hp_token key, value;

    while (hp_dictionary_next(&at, end, &key, &value))
        if (!hp_token_is(&key, "/Length") && !special_append(c, to, object, &key, &value))
            entry_append(c, to, &key, &value);
    if (object == c->document) {
        g_string_append_printf(to, "/S /%s /P %d 0 R /T ", c->number ? "Part" : "Sect", c->join->document);
        hp_append_text(to, c->part->title);
        g_string_append_printf(to, " /Lang %s", c->part->lang);
    }
    if (object == c->pages)
        g_string_append_printf(to, "/Parent %d 0 R", c->join->pages);
}

/* ---- What is taken along ---- */

static void object_reach(copy *c, int object, unsigned depth);

static void references_reach(copy *c, const hp_token *body, unsigned depth)
{
    const char *at = body->start, *end = at + body->length;
    hp_token before = {0}, last = {0}, token;

    while (hp_token_next(&at, end, &token)) {
        if (token.length == 1 && *token.start == 'R' && before.length && g_ascii_isdigit(*before.start)) {
            hp_token reference = {before.start, (size_t)(token.start + 1 - before.start)};

            object_reach(c, hp_token_reference(&reference), depth);
        }
        before = last;
        last = token;
    }
}

/* A stream that an earlier part has, too; 0: none has it. Else this one is the
 * first, if all that it needs is known. */
static int stream_lookup(copy *c, int object, const hp_token *body, const hp_token *data, unsigned depth)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_autoptr(GString) dictionary = g_string_new(NULL);

    if (depth == STORED_DEPTH)
        return 0;
    references_reach(c, body, depth + 1);
    if (c->map[object]) /* it leads to itself */
        return c->map[object];
    dictionary_append(c, dictionary, object, body);
    g_checksum_update(sum, (const guchar *)dictionary->str, (gssize)dictionary->len + 1);
    g_checksum_update(sum, (const guchar *)data->start, (gssize)data->length);
    gpointer known = g_hash_table_lookup(c->join->stored, g_checksum_get_string(sum));
    if (known)
        return GPOINTER_TO_INT(known);
    int number = hp_output_reserve(&c->join->out);
    g_hash_table_insert(c->join->stored, g_strdup(g_checksum_get_string(sum)), GINT_TO_POINTER(number));
    c->map[object] = number;
    g_array_append_val(c->taken, object);
    return number;
}

static void object_reach(copy *c, int object, unsigned depth)
{
    hp_token body, data;

    if (object <= 0 || object >= c->source.n_objects || c->map[object] || object == c->tags ||
        !hp_source_object(&c->source, object, &body, &data))
        return;
    if (data.start && (c->map[object] = stream_lookup(c, object, &body, &data, depth)))
        return;
    c->map[object] = hp_output_reserve(&c->join->out);
    g_array_append_val(c->taken, object);
}

static void all_reach(copy *c)
{
    for (guint i = 0; i < c->taken->len; i++) {
        hp_token body, data;

        if (hp_source_object(&c->source, g_array_index(c->taken, int, i), &body, &data))
            references_reach(c, &body, 0);
    }
}

/* ---- Writing ---- */

static void object_write(copy *c, int object)
{
    GString *text = c->join->text;
    hp_token body, data;

    if (!hp_source_object(&c->source, object, &body, &data))
        return;
    gboolean is_dictionary = body.length > 1 && memcmp(body.start, "<<", 2) == 0;
    g_string_truncate(text, 0);
    if (data.start) {
        dictionary_append(c, text, object, &body);
        hp_output_stream(&c->join->out, c->map[object], text->str, data.start, data.length);
        return;
    }
    g_string_append(text, is_dictionary ? "<<" : "");
    if (is_dictionary)
        dictionary_append(c, text, object, &body);
    else
        value_append(c, text, &body);
    g_string_append(text, is_dictionary ? ">>" : "");
    hp_output_object(&c->join->out, c->map[object], text);
}

/* A dictionary's value, or what it refers to. */
static gboolean value_find(const copy *c, const hp_token *dictionary, const char *key, hp_token *value)
{
    hp_token data;

    if (!hp_dictionary_get(dictionary, key, value))
        return FALSE;
    int object = hp_token_reference(value);
    return !object || hp_source_object(&c->source, object, value, &data);
}

/* The parent tree's part of this file, as a leaf of the joined one's. */
static gboolean keys_write(copy *c, const hp_token *tags)
{
    GString *text = c->join->text;
    hp_token tree, numbers, key, value;
    guint first = 0, last = 0, count = 0;

    if (!value_find(c, tags, "/ParentTree", &tree) || !value_find(c, &tree, "/Nums", &numbers) || numbers.length < 2)
        return FALSE;
    g_string_assign(text, "<< /Nums [");
    const char *at = numbers.start + 1, *end = numbers.start + numbers.length - 1;
    while (hp_value_next(&at, end, &key) && hp_value_next(&at, end, &value)) {
        last = c->key_base + (guint)MAX(hp_token_number(&key), 0);
        first = count++ ? first : last;
        g_string_append_printf(text, "%u ", last);
        value_append(c, text, &value);
        g_string_append_c(text, ' ');
    }
    g_string_append_printf(text, "] /Limits [%u %u] >>", first, last);
    if (count == 0)
        return FALSE;
    c->part->keys = hp_output_reserve(&c->join->out);
    hp_output_object(&c->join->out, c->part->keys, text);
    c->join->next_key = last + 1;
    return TRUE;
}

/* The same for the names of elements; most files have none. */
static void ids_write(copy *c, const hp_token *tags)
{
    GString *text = c->join->text;
    hp_token tree, names, key, value, first = {0}, last = {0};

    if (!value_find(c, tags, "/IDTree", &tree) || !value_find(c, &tree, "/Names", &names) || names.length < 2)
        return;
    g_string_assign(text, "<< /Names [");
    const char *at = names.start + 1, *end = names.start + names.length - 1;
    while (hp_value_next(&at, end, &key) && is_string(&key) && hp_value_next(&at, end, &value)) {
        first = first.start ? first : key;
        last = key;
        id_append(c, text, &key);
        g_string_append_c(text, ' ');
        value_append(c, text, &value);
        g_string_append_c(text, ' ');
    }
    if (!last.start)
        return;
    g_string_append(text, "] /Limits [");
    id_append(c, text, &first);
    g_string_append_c(text, ' ');
    id_append(c, text, &last);
    g_string_append(text, "] >>");
    c->part->ids = hp_output_reserve(&c->join->out);
    hp_output_object(&c->join->out, c->part->ids, text);
}

/* ---- The file ---- */

static int reference_get(const hp_token *dictionary, const char *key)
{
    hp_token value;

    return hp_dictionary_get(dictionary, key, &value) ? hp_token_reference(&value) : 0;
}

/* The upper edge of the first page. Free it; NULL: it is not known. */
static char *top_find(const copy *c, int page)
{
    hp_token body, data, box, side;

    if (!hp_source_object(&c->source, page, &body, &data) || !value_find(c, &body, "/MediaBox", &box) || box.length < 2)
        return NULL;
    const char *at = box.start + 1, *end = box.start + box.length - 1;
    for (int i = 0; i < 4; i++)
        if (!hp_token_next(&at, end, &side))
            return NULL;
    return g_ascii_isdigit(*side.start) ? g_strndup(side.start, side.length) : NULL;
}

/* The outline's own object becomes the part's item, which join.c writes. */
static void outline_take(copy *c)
{
    hp_token body, data, count;

    c->part->item = hp_output_reserve(&c->join->out);
    if (!c->number || !hp_source_object(&c->source, c->outline, &body, &data))
        return;
    c->map[c->outline] = c->part->item;
    references_reach(c, &body, 0);
    c->part->first_item = renumbered(c, reference_get(&body, "/First"));
    c->part->last_item = renumbered(c, reference_get(&body, "/Last"));
    c->part->n_items = hp_dictionary_get(&body, "/Count", &count) ? MAX(hp_token_number(&count), 0) : 0;
}

/* As it is written in the file: what it says is the reader's to understand. */
static char *lang_find(const copy *c, const hp_token *catalog)
{
    hp_token value;

    return value_find(c, catalog, "/Lang", &value) ? g_strndup(value.start, value.length) : g_strdup("(en)");
}

static gboolean file_copy(copy *c, GError **error)
{
    hp_token catalog, tags, data;
    g_autoptr(GArray) pages = hp_source_pages(&c->source, &c->pages, error);

    if (pages->len == 0)
        return FALSE;
    int first = g_array_index(pages, int, 0);
    if (!hp_source_object(&c->source, c->source.root, &catalog, &data))
        return hp_source_broken(error, "no catalog");
    c->tags = reference_get(&catalog, "/StructTreeRoot");
    c->outline = reference_get(&catalog, "/Outlines");
    if (!hp_source_object(&c->source, c->tags, &tags, &data) || !(c->document = reference_get(&tags, "/K")))
        return hp_source_broken(error, "no tags");
    c->part->lang = lang_find(c, &catalog);
    outline_take(c);
    object_reach(c, c->pages, 0);
    object_reach(c, c->document, 0);
    if (!c->number) {
        object_reach(c, c->source.info, 0);
        object_reach(c, reference_get(&catalog, "/Metadata"), 0);
    }
    all_reach(c);
    for (guint i = 0; i < c->taken->len; i++)
        object_write(c, g_array_index(c->taken, int, i));
    c->part->n_pages = pages->len;
    c->part->first_page = renumbered(c, first);
    c->part->top = top_find(c, first);
    c->part->pages = renumbered(c, c->pages);
    c->part->tag = renumbered(c, c->document);
    c->part->info = renumbered(c, c->source.info);
    c->part->metadata = c->number ? 0 : renumbered(c, reference_get(&catalog, "/Metadata"));
    ids_write(c, &tags);
    return keys_write(c, &tags) || hp_source_broken(error, "broken tags");
}

hp_join_part *hp_join_part_copy(hp_pdf_join *join, GBytes *file, unsigned number, const char *title, GError **error)
{
    gsize length;
    const void *data = g_bytes_get_data(file, &length);
    hp_join_part *part = g_new0(hp_join_part, 1);
    copy c = {.join = join, .part = part, .number = number, .key_base = join->next_key};

    part->title = g_strdup(title);
    gboolean ok = hp_source_open(&c.source, data, length, error);
    if (ok) {
        c.map = g_new0(int, (size_t)c.source.n_objects);
        c.taken = g_array_new(FALSE, FALSE, sizeof(int));
        ok = file_copy(&c, error);
        g_array_unref(c.taken);
        g_free(c.map);
    }
    hp_source_close(&c.source);
    if (ok)
        return part;
    hp_join_part_free(part);
    return NULL;
}

void hp_join_part_free(hp_join_part *part)
{
    g_free(part->title);
    g_free(part->top);
    g_free(part->lang);
    g_free(part);
}
