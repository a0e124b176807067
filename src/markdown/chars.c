#include "markdown/chars.h"

#include <string.h>

gboolean md_is_punct(gunichar c)
{
    if (c < 0x80)
        return c && strchr("!\"#%&'()*,-./:;?@[\\]_{}", (int)c);
    switch (g_unichar_type(c)) {
    case G_UNICODE_CONNECT_PUNCTUATION:
    case G_UNICODE_DASH_PUNCTUATION:
    case G_UNICODE_CLOSE_PUNCTUATION:
    case G_UNICODE_FINAL_PUNCTUATION:
    case G_UNICODE_INITIAL_PUNCTUATION:
    case G_UNICODE_OTHER_PUNCTUATION:
    case G_UNICODE_OPEN_PUNCTUATION: return TRUE;
    default: return FALSE;
    }
}

gboolean md_is_space(gunichar c)
{
    if (c < 0x80)
        return c == ' ' || (c >= '\t' && c <= '\r');
    return g_unichar_type(c) == G_UNICODE_SPACE_SEPARATOR;
}

gboolean md_is_separator(gunichar c)
{
    if (c < 0x80)
        return c <= ' ' || c == 0x7f;
    switch (g_unichar_type(c)) {
    case G_UNICODE_CONTROL:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
    case G_UNICODE_SPACE_SEPARATOR: return TRUE;
    default: return FALSE;
    }
}

gunichar md_char_at(const char *p, const char *end, size_t *length)
{
    *length = 1;
    if ((unsigned char)*p < 0x80)
        return (unsigned char)*p;
    gunichar c = g_utf8_get_char_validated(p, end - p);
    if (c == (gunichar)-1 || c == (gunichar)-2)
        return 0xfffd;
    *length = (size_t)(g_utf8_next_char(p) - p);
    return c;
}

gunichar md_char_before(const char *start, const char *p)
{
    const char *q = p - 1;
    while (q > start && p - q < 4 && ((unsigned char)*q & 0xc0) == 0x80)
        q--;
    size_t length;
    return md_char_at(q, p, &length);
}
