/*
 * Abbreviations: "*[HTML]: Hypertext Markup Language" on a line of its own, and
 * each HTML that stands alone in the text says so.
 */
#include "markdown/block.h"
#include "markdown/chars.h"
#include "markdown/line.h"
#include "markdown/render.h"
#include "markdown/url.h"

#include <string.h>

#define MAX_LENGTH 64
#define MAX_COUNT 1000

struct md_abbreviations {
    GHashTable *titles; /* char * ─► char *, as HTML */
    guint64 lengths;    /* bit n - 1: one of n bytes is there */
};

void md_abbreviations_free(md_abbreviations *a)
{
    if (!a)
        return;
    g_hash_table_unref(a->titles);
    g_free(a);
}

static void abbreviation_add(md_document *document, const char *word, size_t length, const char *title,
                             size_t title_length)
{
    if (!document->abbreviations) {
        document->abbreviations = g_new0(md_abbreviations, 1);
        document->abbreviations->titles = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    }
    md_abbreviations *a = document->abbreviations;
    g_autofree char *key = g_strndup(word, length);
    if (g_hash_table_size(a->titles) >= MAX_COUNT || g_hash_table_contains(a->titles, key))
        return;
    GString *html = g_string_new(NULL);
    md_append_escaped(html, title, title_length);
    g_hash_table_insert(a->titles, g_steal_pointer(&key), g_string_free(html, FALSE));
    a->lengths |= (guint64)1 << (length - 1);
}

gboolean md_abbreviation_match(md_blocks *b)
{
    const char *text = b->input->text, *end = text + b->line.end, *word = text + b->line.content + 2;
    if (end - word < 4 || word[-1] != '[')
        return FALSE;
    const char *close = memchr(word, ']', (size_t)(end - word));
    size_t length = close ? (size_t)(close - word) : 0;
    if (!length || length > MAX_LENGTH || memchr(word, '[', length) || close + 1 >= end || close[1] != ':')
        return FALSE;
    const char *title = close + 2;
    while (title < end && md_is_blank(*title))
        title++;
    while (end > title && md_is_blank(end[-1]))
        end--;
    if (title == end)
        return FALSE;
    abbreviation_add(b->document, word, length, title, (size_t)(end - title));
    md_directive directive = {.kind = MD_NOTHING};
    md_blocks_replace(b, &b->line, b->line.end - b->line.content, &directive, NULL);
    return TRUE;
}

static gboolean is_edge(gunichar c)
{
    return md_is_space(c) || md_is_punct(c) || (c < 0x80 && g_ascii_ispunct((char)c));
}

/* The title of the longest abbreviation at p that ends there, or NULL. */
static const char *title_find(const md_abbreviations *a, const char *p, const char *end, size_t *length)
{
    char word[MAX_LENGTH + 1];
    for (size_t n = MIN((size_t)(end - p), MAX_LENGTH); n; n--) {
        size_t size;
        if (!(a->lengths >> (n - 1) & 1) || (p + n < end && !is_edge(md_char_at(p + n, end, &size))))
            continue;
        memcpy(word, p, n);
        word[n] = '\0';
        const char *title = g_hash_table_lookup(a->titles, word);
        if (title) {
            *length = n;
            return title;
        }
    }
    return NULL;
}

/* The first abbreviation from p on. */
static const char *find(const md_abbreviations *a, const char *start, const char *p, const char *end,
                        const char **title, size_t *length)
{
    for (gboolean edge = p == start || is_edge(md_char_before(start, p)); p < end;) {
        if (edge && (*title = title_find(a, p, end, length)))
            return p;
        size_t size;
        edge = is_edge(md_char_at(p, end, &size));
        p += size;
    }
    return NULL;
}

static void token_mark(const md_abbreviations *a, md_inline *list, const md_token *token, size_t max_text)
{
    size_t at = token->start, end = token->start + token->length, length;
    const char *title;
    while (list->text->len < max_text) {
        const char *base = list->text->str;
        const char *word = find(a, base + token->start, base + at, base + end, &title, &length);
        if (!word)
            break;
        size_t start = (size_t)(word - base);
        if (start > at)
            md_inline_push(list, token, MD_TEXT, at, start - at);
        size_t tag = list->text->len;
        g_string_append_printf(list->text, "<abbr title=\"%s\">", title);
        md_inline_push(list, token, MD_TAG, tag, list->text->len - tag);
        md_inline_push(list, token, MD_TEXT, start, length);
        tag = list->text->len;
        g_string_append(list->text, "</abbr>");
        md_inline_push(list, token, MD_TAG, tag, list->text->len - tag);
        at = start + length;
    }
    if (end > at)
        md_inline_push(list, token, MD_TEXT, at, end - at);
}

void md_abbreviations_mark(md_inline *list, const md_abbreviations *abbreviations, size_t max_text)
{
    if (!abbreviations)
        return;
    g_array_set_size(list->spare, 0);
    for (guint i = 0; i < list->tokens->len; i++) {
        const md_token token = *md_inline_token(list, i);
        if (token.kind == MD_TEXT && list->text->len < max_text)
            token_mark(abbreviations, list, &token, max_text);
        else
            g_array_append_val(list->spare, token);
    }
    md_inline_swap(list);
}
