/*
 * Break places.
 *
 * Between two printable ASCII characters a table of our own decides, as it does
 * in browsers, where addresses and options in running text matter more than
 * UAX #14: an address does not break behind its slashes, but behind its hyphens
 * and its question mark. Everything else is UAX #14 as pango has it, with two
 * further habits of browsers: a line may always break behind blanks, and the
 * only forced breaks are newlines (CSS Text 3 §5.1).
 */
#include "text/text-internal.h"

#include <string.h>

#define OBJECT "\xEF\xBF\xBC"

static gboolean is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

static gboolean is_object(const char *text, size_t length, size_t at)
{
    return at + 3 <= length && memcmp(text + at, OBJECT, 3) == 0;
}

/* Letters and marks that one face, script and direction do for. Soft hyphens
 * and combining marks are not among them. */
static gboolean is_latin(gunichar c)
{
    return (c >= 0xA0 && c < 0x250 && c != 0xAD) || (c >= 0x2010 && c <= 0x2027) || (c >= 0x2030 && c <= 0x203A) ||
           c == 0x20AC;
}

hp_content hp_text_classify(const char *text, size_t length)
{
    hp_content content = HP_CONTENT_ASCII;
    for (size_t i = 0; i < length;) {
        if ((unsigned char)text[i] < 0x80) {
            i++;
            continue;
        }
        if (is_object(text, length, i)) {
            i += 3;
            continue;
        }
        gunichar c = g_utf8_get_char(text + i);
        if (!is_latin(c))
            return HP_CONTENT_OTHER;
        content = HP_CONTENT_LATIN;
        i += (size_t)g_unichar_to_utf8(c, NULL);
    }
    return content;
}

/* Between p and c, both printable ASCII; before is what stands before p, or 0. */
static gboolean ascii_break(char before, char p, char c)
{
    switch (p) {
    case '-':
        /* A minus sign stays with its number; 2023-09 and -1 differ by what
         * stands before. */
        if (g_ascii_isdigit(c))
            return g_ascii_isalnum(before);
        return g_ascii_isalpha(c) || strchr("([{<#$&*+=@\\^_`~", c) != NULL;
    case '?': return g_ascii_isalnum(c) || strchr("([{<#$%&*+=@\\^_`~", c) != NULL;
    case ')':
    case ']':
    case '}':
    case '!':
    case ',':
    case '.':
    case ':':
    case ';': return c == '(' || c == '[' || c == '{';
    default: return FALSE;
    }
}

/* UAX #14 LB20: an object breaks from its neighbours, but not from brackets,
 * quotes and the punctuation that closes (LB13, LB14, LB19). */
static gboolean object_break_before(char p)
{
    return strchr("([{\"'", p) == NULL;
}

static gboolean object_break_after(char c)
{
    return strchr(")]}\"'!?,.:;/", c) == NULL;
}

/* Whether a line may break before the character at i; -1: UAX #14 decides. */
static int own_rule(const char *text, size_t length, size_t i)
{
    char c = text[i], p = text[i - 1];
    if (is_blank(c))
        return p == '\n' ? TRUE : FALSE;
    if (is_blank(p))
        return TRUE;
    gboolean object = is_object(text, length, i);
    gboolean after_object = i >= 3 && is_object(text, length, i - 3);
    if (object && after_object)
        return TRUE;
    if (object && (unsigned char)p < 0x80)
        return object_break_before(p);
    if (after_object && (unsigned char)c < 0x80)
        return object_break_after(c);
    if ((unsigned char)c < 0x80 && (unsigned char)p < 0x80)
        return ascii_break(i >= 2 ? text[i - 2] : 0, p, c);
    return p == '/' ? FALSE : -1;
}

static uint8_t blank_flags(char c)
{
    return is_blank(c) ? HP_TEXT_BLANK : 0;
}

/* In ASCII every character is a grapheme of its own. */
static void ascii_flags(uint8_t *flags, const char *text, size_t length)
{
    for (size_t i = 0; i < length;) {
        uint8_t f = blank_flags(text[i]) | HP_TEXT_CURSOR;
        if (i > 0 && own_rule(text, length, i) == TRUE)
            f |= HP_TEXT_BREAK;
        flags[i] = f;
        i += is_object(text, length, i) ? 3 : 1;
    }
}

static void unicode_flags(uint8_t *flags, const char *text, size_t length, PangoLanguage *language)
{
    glong n = g_utf8_strlen(text, (gssize)length);
    PangoLogAttr *attrs = g_new0(PangoLogAttr, n + 1);
    pango_get_log_attrs(text, (int)length, -1, language, attrs, (int)n + 1);
    size_t at = 0;
    for (glong i = 0; i < n; i++) {
        uint8_t f = blank_flags(text[at]);
        if (attrs[i].is_cursor_position)
            f |= HP_TEXT_CURSOR;
        int own = at > 0 ? own_rule(text, length, at) : FALSE;
        if (own == TRUE || (own < 0 && attrs[i].is_line_break))
            f |= HP_TEXT_BREAK;
        flags[at] = f;
        at += (size_t)(g_utf8_next_char(text + at) - (text + at));
    }
    g_free(attrs);
}

gboolean hp_text_breaks_address(char before, char after)
{
    if (before == '/')
        return after != '/';
    return after && strchr("?&=#.-_%+~", after) && !strchr("/?&=#.-_%+~", before);
}

uint8_t *hp_text_breaks(hp_arena *arena, const char *text, size_t length, hp_content content, PangoLanguage *language)
{
    uint8_t *flags = hp_arena_alloc(arena, length + 1);
    if (content == HP_CONTENT_ASCII)
        ascii_flags(flags, text, length);
    else
        unicode_flags(flags, text, length, language);
    flags[length] |= HP_TEXT_BREAK | HP_TEXT_CURSOR;
    for (const char *newline = text; length && (newline = memchr(newline, '\n', length - (size_t)(newline - text)));) {
        newline++;
        flags[newline - text] |= HP_TEXT_MUST_BREAK | HP_TEXT_BREAK;
        if ((size_t)(newline - text) == length)
            break;
    }
    return flags;
}
