#include "source/markup.h"

#include <string.h>

static const char *find(const char *from, const char *end, const char *what)
{
    return g_strstr_len(from, end - from, what);
}

/* Past the ">" that ends a tag; quotes in attributes hide theirs. */
static const char *tag_end(const char *at, const char *end)
{
    while (at < end && *at != '>') {
        const char *quote = *at == '"' || *at == '\'' ? memchr(at + 1, *at, (size_t)(end - at - 1)) : NULL;
        at = quote ? quote + 1 : at + 1;
    }
    return at < end ? at + 1 : end;
}

gboolean hp_markup_is(const hp_markup_tag *tag, const char *name)
{
    return strlen(name) == tag->name_length && g_ascii_strncasecmp(tag->name, name, tag->name_length) == 0;
}

/* Where the end tag of an element without tags inside begins. */
static const char *raw_end(const char *at, const char *end, const hp_markup_tag *tag)
{
    for (; (at = find(at, end, "</")); at += 2)
        if ((size_t)(end - at) > tag->name_length + 2 &&
            g_ascii_strncasecmp(at + 2, tag->name, tag->name_length) == 0 && !g_ascii_isalnum(at[2 + tag->name_length]))
            return at;
    return end;
}

static gboolean is_raw(const hp_markup_tag *tag)
{
    static const char *const names[] = {"script", "style", "textarea", "title"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (hp_markup_is(tag, names[i]))
            return TRUE;
    return FALSE;
}

/* *at: behind the "<". FALSE when no tag begins here. */
static gboolean tag_read(hp_markup *rest, const char *start, hp_markup_tag *tag)
{
    const char *name = start + 1;
    *tag = (hp_markup_tag){.start = start, .closing = name < rest->end && *name == '/'};
    name += tag->closing;
    if (name >= rest->end || !g_ascii_isalpha(*name))
        return FALSE;
    tag->name = name;
    while (name < rest->end && (g_ascii_isalnum(*name) || *name == '-'))
        name++;
    tag->name_length = (size_t)(name - tag->name);
    tag->end = tag_end(name, rest->end);
    tag->attributes = name;
    tag->attributes_end = tag->end[-1] == '>' ? tag->end - 1 : tag->end;
    rest->at = tag->end;
    if (tag->closing || !is_raw(tag))
        return TRUE;
    tag->content = tag->end;
    tag->content_end = raw_end(tag->end, rest->end, tag);
    rest->at = tag_end(tag->content_end, rest->end);
    return TRUE;
}

gboolean hp_markup_next(hp_markup *rest, hp_markup_tag *tag)
{
    while (rest->at < rest->end) {
        const char *start = memchr(rest->at, '<', (size_t)(rest->end - rest->at));
        if (!start)
            break;
        if (rest->end - start >= 4 && memcmp(start, "<!--", 4) == 0) {
            const char *close = find(start + 4, rest->end, "-->");
            rest->at = close ? close + 3 : rest->end;
        } else if (tag_read(rest, start, tag)) {
            return TRUE;
        } else {
            rest->at = start + 1;
        }
    }
    rest->at = rest->end;
    return FALSE;
}

static gboolean is_blank(char c)
{
    return g_ascii_isspace(c) || c == '/';
}

/* The next attribute of a tag. FALSE when there are no more. */
static gboolean attribute_next(const char **at, const char *end, const char **name, const char **name_end,
                               const char **value, const char **value_end)
{
    while (*at < end && is_blank(**at))
        (*at)++;
    *name = *at;
    while (*at < end && !is_blank(**at) && **at != '=')
        (*at)++;
    *name_end = *value = *value_end = *at;
    const char *after = *at;
    while (after < end && g_ascii_isspace(*after))
        after++;
    if (after >= end || *after != '=')
        return *name_end > *name;
    for (after++; after < end && g_ascii_isspace(*after);)
        after++;
    char quote = after < end && (*after == '"' || *after == '\'') ? *after : '\0';
    *value = quote ? after + 1 : after;
    for (*value_end = *value; *value_end < end;) {
        if (quote ? **value_end == quote : g_ascii_isspace(**value_end))
            break;
        (*value_end)++;
    }
    *at = MIN(*value_end + (quote ? 1 : 0), end);
    return TRUE;
}

const char *hp_markup_attribute(hp_arena *arena, const hp_markup_tag *tag, const char *name)
{
    const char *at = tag->attributes, *its_name, *its_end, *value, *value_end;
    while (attribute_next(&at, tag->attributes_end, &its_name, &its_end, &value, &value_end))
        if ((size_t)(its_end - its_name) == strlen(name) && g_ascii_strncasecmp(its_name, name, strlen(name)) == 0)
            return hp_markup_decode(arena, value, value_end);
    return NULL;
}

/* The character of "&name;" and its length; 0 when it is none of these. */
static size_t reference_read(const char *at, const char *end, gunichar *character)
{
    static const struct {
        const char *name;
        gunichar character;
    } known[] = {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&apos;", '\''}, {"&nbsp;", 0xa0}};
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
        size_t length = strlen(known[i].name);
        *character = known[i].character;
        if ((size_t)(end - at) >= length && memcmp(at, known[i].name, length) == 0)
            return length;
    }
    if (end - at < 4 || at[1] != '#')
        return 0;
    gboolean hexadecimal = at[2] == 'x' || at[2] == 'X';
    const char *digit = at + 2 + hexadecimal;
    for (*character = 0; digit < end && *character < 0x110000; digit++) {
        int value = hexadecimal ? g_ascii_xdigit_value(*digit) : g_ascii_digit_value(*digit);
        if (value < 0)
            break;
        *character = *character * (hexadecimal ? 16 : 10) + (gunichar)value;
    }
    gboolean whole = digit < end && *digit == ';' && *character >= ' ' && g_unichar_validate(*character);
    return whole ? (size_t)(digit + 1 - at) : 0;
}

char *hp_markup_decode(hp_arena *arena, const char *text, const char *end)
{
    /* A reference is never shorter than what it stands for. */
    char *decoded = hp_arena_strndup(arena, text, (size_t)(end - text)), *to = decoded;
    while (text < end) {
        gunichar character;
        size_t length = *text == '&' ? reference_read(text, end, &character) : 0;
        if (length > 0)
            to += g_unichar_to_utf8(character, to);
        else
            *to++ = *text;
        text += length > 0 ? length : 1;
    }
    *to = '\0';
    return decoded;
}
