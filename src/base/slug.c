#include "base/slug.h"

#include <string.h>

/* German writes its umlauts with an e where it has no dots; GLib only takes the
 * dots off unless the locale is German. */
static const char *german(gunichar c)
{
    switch (c) {
    case 0xC4:
    case 0xE4: return "ae";
    case 0xD6:
    case 0xF6: return "oe";
    case 0xDC:
    case 0xFC: return "ue";
    case 0xDF:
    case 0x1E9E: return "ss";
    default: return NULL;
    }
}

static char *ascii_new(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    g_autofree char *composed = g_utf8_normalize(valid, -1, G_NORMALIZE_NFC);
    g_autoptr(GString) out = g_string_new(NULL);
    for (const char *at = composed ? composed : valid; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        const char *letters = german(c);
        if (c == 0xFFFD)
            continue;
        if (letters)
            g_string_append(out, letters);
        else
            g_string_append_unichar(out, c);
    }
    return g_str_to_ascii(out->str, "C");
}

char *hp_slug(const char *text, size_t max)
{
    g_autofree char *ascii = ascii_new(text);
    g_autoptr(GString) out = g_string_new(NULL);
    for (const char *at = ascii; *at; at++) {
        if (g_ascii_isalnum(*at))
            g_string_append_c(out, g_ascii_tolower(*at));
        else if (*at != '\'' && *at != '?' && out->len && out->str[out->len - 1] != '-')
            g_string_append_c(out, '-');
    }
    gboolean cut = out->len > max;
    if (cut)
        g_string_truncate(out, max);
    const char *word = cut ? strrchr(out->str, '-') : NULL;
    if (word && word > out->str)
        g_string_truncate(out, (gsize)(word - out->str));
    while (out->len && out->str[out->len - 1] == '-')
        g_string_truncate(out, out->len - 1);
    return g_strdup(out->str);
}
