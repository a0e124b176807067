/*
 * Emoji: :shortcode: becomes the emoji it names. No emoticons: ":-(" stays.
 */
#include "markdown/emoji-table.h"
#include "markdown/inline.h"

#include <string.h>

#define MAX_NAME 40

const char *md_emoji_lookup(const char *name, size_t length)
{
    size_t low = 0, high = md_emoji_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const char *other = md_emoji_table[middle].name;
        int order = strncmp(name, other, length);
        if (!order && other[length])
            order = -1;
        if (!order)
            return md_emoji_table[middle].emoji;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

static size_t name_length(const char *p, const char *end)
{
    const char *q = p;
    while (q < end && q - p <= MAX_NAME && (g_ascii_isalnum(*q) || *q == '_' || *q == '-' || *q == '+'))
        q++;
    return (size_t)(q - p);
}

/* The first shortcode from p on: *colon is where it begins. */
static const char *shortcode_find(const char *p, const char *end, const char **colon, size_t *length)
{
    while (p < end && (p = memchr(p, ':', (size_t)(end - p)))) {
        *colon = p++;
        *length = name_length(p, end);
        if (!*length || p + *length >= end || p[*length] != ':')
            continue;
        const char *emoji = md_emoji_lookup(p, *length);
        if (emoji)
            return emoji;
    }
    return NULL;
}

static void token_push_new(md_inline *list, const md_token *like, md_token_kind kind, const char *text)
{
    size_t start = list->text->len;
    g_string_append(list->text, text);
    md_inline_push(list, like, kind, start, list->text->len - start);
}

/* Shortcodes are pictures where they come from: the mark lets a style give them
 * the size that those have. */
static void token_emoji(md_inline *list, const md_token *token)
{
    size_t at = token->start, end = token->start + token->length, length;
    for (;;) {
        const char *base = list->text->str, *colon;
        const char *emoji = shortcode_find(base + at, base + end, &colon, &length);
        if (!emoji)
            break;
        size_t before = (size_t)(colon - base);
        if (before > at)
            md_inline_push(list, token, MD_TEXT, at, before - at);
        token_push_new(list, token, MD_TAG, "<span class=\"emoji\">");
        token_push_new(list, token, MD_FIXED, emoji);
        token_push_new(list, token, MD_TAG, "</span>");
        at = before + length + 2;
    }
    if (end > at)
        md_inline_push(list, token, MD_TEXT, at, end - at);
}

static gboolean has_shortcode(const md_inline *list, const md_token *token)
{
    const char *text = list->text->str + token->start, *colon;
    size_t length;
    return token->kind == MD_TEXT && shortcode_find(text, text + token->length, &colon, &length);
}

void md_emoji(md_inline *list)
{
    guint first = 0;
    while (first < list->tokens->len && !has_shortcode(list, md_inline_token(list, first)))
        first++;
    if (first == list->tokens->len)
        return;
    g_array_set_size(list->spare, 0);
    for (guint i = 0; i < list->tokens->len; i++) {
        const md_token *token = md_inline_token(list, i);
        if (i >= first && token->kind == MD_TEXT)
            token_emoji(list, token);
        else
            g_array_append_val(list->spare, *token);
    }
    md_inline_swap(list);
}
