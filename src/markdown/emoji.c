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

static void token_emoji(GString *buffer, md_token *token)
{
    const char *text = buffer->str + token->start, *colon;
    size_t length;
    if (!shortcode_find(text, text + token->length, &colon, &length))
        return;
    g_autofree char *copy = g_strndup(text, token->length);
    const char *end = copy + token->length, *done = copy, *emoji;
    size_t start = buffer->len;
    while ((emoji = shortcode_find(done, end, &colon, &length))) {
        g_string_append_len(buffer, done, colon - done);
        g_string_append(buffer, emoji);
        done = colon + length + 2;
    }
    g_string_append_len(buffer, done, end - done);
    token->start = start;
    token->length = buffer->len - start;
}

void md_emoji(md_inline *list)
{
    for (guint i = 0; i < list->tokens->len; i++) {
        md_token *token = md_inline_token(list, i);
        if (token->kind == MD_TEXT)
            token_emoji(list->text, token);
    }
}
