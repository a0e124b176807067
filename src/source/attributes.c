#include "source/attributes.h"

#include <string.h>

#define ATTRIBUTES_MAX 64

typedef struct {
    const char *at, *end;
} span;

static void blanks_skip(span *rest)
{
    while (rest->at < rest->end && g_ascii_isspace(*rest->at))
        rest->at++;
}

static void span_trim(span *text)
{
    blanks_skip(text);
    while (text->end > text->at && g_ascii_isspace(text->end[-1]))
        text->end--;
}

static gboolean word_take(span *rest, const char *word)
{
    size_t length = strlen(word);
    if ((size_t)(rest->end - rest->at) < length || memcmp(rest->at, word, length) != 0)
        return FALSE;
    rest->at += length;
    return TRUE;
}

/* The address of "[label](address "title")", parentheses inside it in pairs;
 * without the closing one it goes on to the end. */
static gboolean markdown_unwrap(span *text)
{
    span inner = *text;
    word_take(&inner, "!");
    const char *label_end = word_take(&inner, "[") ? memchr(inner.at, ']', (size_t)(inner.end - inner.at)) : NULL;
    if (!label_end)
        return FALSE;
    inner.at = label_end + 1;
    if (!word_take(&inner, "("))
        return FALSE;
    blanks_skip(&inner);
    gboolean angled = word_take(&inner, "<");
    const char *stop = inner.at;
    for (int depth = 0; stop < inner.end; stop++) {
        if (angled ? *stop == '>' : g_ascii_isspace(*stop) || (*stop == ')' && depth-- == 0))
            break;
        depth += *stop == '(';
    }
    *text = (span){inner.at, stop};
    return TRUE;
}

/* Only when url() is all there is: a list of images stays as it is. */
static gboolean url_unwrap(span *text)
{
    span inner = *text;
    if (inner.end - inner.at < 5 || g_ascii_strncasecmp(inner.at, "url(", 4) != 0 || inner.end[-1] != ')')
        return FALSE;
    inner.at += 4;
    inner.end--;
    span_trim(&inner);
    if (inner.end - inner.at >= 2 && (*inner.at == '"' || *inner.at == '\'') && inner.end[-1] == *inner.at) {
        inner.at++;
        inner.end--;
    }
    if (memchr(inner.at, ')', (size_t)(inner.end - inner.at)))
        return FALSE;
    *text = inner;
    return TRUE;
}

static span address_find(span text)
{
    span_trim(&text);
    if (text.end - text.at > 2 && *text.at == '<' && text.end[-1] == '>')
        text = (span){text.at + 1, text.end - 1};
    else if (!markdown_unwrap(&text))
        url_unwrap(&text);
    span_trim(&text);
    return text;
}

const char *hp_unwrap_address(hp_arena *arena, const char *text)
{
    if (!text)
        return NULL;
    span address = address_find((span){text, text + strlen(text)});
    return hp_arena_strndup(arena, address.at, (size_t)(address.end - address.at));
}

static gboolean is_name_char(char c)
{
    return g_ascii_isalnum(c) || c == '-' || c == '_' || c == ':' || c == '.';
}

/* Names in any case; NULL when a name may not be set by a comment. */
static const char *name_make(hp_arena *arena, span name)
{
    size_t length = (size_t)(name.end - name.at);
    char *lower = hp_arena_strndup(arena, name.at, length);
    for (char *at = lower; *at; at++)
        *at = g_ascii_tolower(*at);
    if (length > 5 && g_str_has_prefix(lower, "data-"))
        return lower;
    return strcmp(lower, "id") == 0 || strcmp(lower, "class") == 0 || strcmp(lower, "style") == 0 ? lower : NULL;
}

/* What follows a name: nothing, or = and a value. A missing closing quote ends
 * with the comment. */
static span value_take(span *rest)
{
    span after = *rest;
    blanks_skip(&after);
    if (!word_take(&after, "="))
        return (span){rest->at, rest->at};
    blanks_skip(&after);
    span value = after;
    if (after.at < after.end && (*after.at == '"' || *after.at == '\'')) {
        value.at++;
        const char *quote = memchr(value.at, *after.at, (size_t)(value.end - value.at));
        value.end = quote ? quote : value.end;
        rest->at = quote ? quote + 1 : value.end;
        span_trim(&value);
        return value;
    }
    while (after.at < after.end && !g_ascii_isspace(*after.at))
        after.at++;
    value.end = after.at;
    rest->at = after.at;
    return value;
}

/* The last of equal names counts, as when a script sets them one by one. */
static void attribute_put(hp_comment_attribute *list, size_t *count, hp_comment_attribute attribute)
{
    size_t i = 0;
    while (i < *count && strcmp(list[i].name, attribute.name) != 0)
        i++;
    if (i == ATTRIBUTES_MAX)
        return;
    list[i] = attribute;
    *count = MAX(*count, i + 1);
}

static size_t attributes_read(hp_arena *arena, span rest, hp_comment_attribute *list)
{
    size_t count = 0;
    while (rest.at < rest.end) {
        span name = {rest.at, rest.at};
        while (name.end < rest.end && is_name_char(*name.end))
            name.end++;
        if (name.end == name.at) {
            rest.at++;
            continue;
        }
        rest.at = name.end;
        span value = value_take(&rest);
        const char *known = name_make(arena, name);
        if (!known)
            continue;
        if (g_str_has_prefix(known, "data-background"))
            value = address_find(value);
        const char *text = hp_arena_strndup(arena, value.at, (size_t)(value.end - value.at));
        attribute_put(list, &count, (hp_comment_attribute){known, text});
    }
    return count;
}

hp_comment_kind hp_comment_attributes(hp_arena *arena, const char *text, size_t length,
                                      const hp_comment_attribute **attributes, size_t *count)
{
    span rest = {text, text + length};
    hp_comment_kind kind = HP_COMMENT_OTHER;
    *attributes = NULL;
    *count = 0;
    blanks_skip(&rest);
    if (word_take(&rest, ".slide:"))
        kind = HP_COMMENT_SLIDE;
    else if (word_take(&rest, ".element") && rest.at < rest.end && (g_ascii_isspace(*rest.at) || *rest.at == ':'))
        kind = HP_COMMENT_ELEMENT;
    if (kind == HP_COMMENT_OTHER)
        return kind;
    word_take(&rest, ":");
    hp_comment_attribute list[ATTRIBUTES_MAX];
    *count = attributes_read(arena, rest, list);
    *attributes = hp_arena_copy(arena, list, *count * sizeof *list);
    return kind;
}

void hp_tag_attributes(hp_arena *arena, const char *text, const hp_comment_attribute **attributes, size_t *count)
{
    hp_comment_attribute list[ATTRIBUTES_MAX];
    *count = attributes_read(arena, (span){text, text + strlen(text)}, list);
    *attributes = hp_arena_copy(arena, list, *count * sizeof *list);
}
