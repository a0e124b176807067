/*
 * PDF's syntax for numbers, strings and references (ISO 32000-1 §7.3).
 */
#include "pdf/pdf-internal.h"

#include <math.h>
#include <string.h>

/* ISO 19005-2 §6.1.13: a string has at most 32,767 bytes; UTF-16 needs two for
 * a character, four outside the first plane. */
enum { TEXT_MAX = 8000 };

void hp_append_number(GString *to, double value)
{
    char buffer[G_ASCII_DTOSTR_BUF_SIZE];
    char *end;

    if (!isfinite(value))
        value = 0;
    g_ascii_formatd(buffer, sizeof buffer, "%.3f", CLAMP(value, -1e6, 1e6));
    end = buffer + strlen(buffer);
    while (end[-1] == '0')
        end--;
    if (end[-1] == '.')
        end--;
    *end = '\0';
    g_string_append(to, strcmp(buffer, "-0") == 0 ? "0" : buffer);
}

void hp_append_bytes(GString *to, const char *ascii)
{
    g_string_append_c(to, '(');
    for (; *ascii; ascii++) {
        if (*ascii == '(' || *ascii == ')' || *ascii == '\\')
            g_string_append_c(to, '\\');
        g_string_append_c(to, *ascii);
    }
    g_string_append_c(to, ')');
}

static void append_unit(GString *to, gunichar unit)
{
    static const char digits[] = "0123456789ABCDEF";

    for (int shift = 12; shift >= 0; shift -= 4)
        g_string_append_c(to, digits[(unit >> shift) & 15]);
}

static void append_utf16(GString *to, const char *utf8)
{
    unsigned count = 0;

    g_string_append(to, "<FEFF");
    for (const char *p = utf8; *p && count < TEXT_MAX; p = g_utf8_next_char(p), count++) {
        gunichar c = g_utf8_get_char(p);

        if (c >= 0x10000) {
            append_unit(to, 0xD800 + ((c - 0x10000) >> 10));
            append_unit(to, 0xDC00 + ((c - 0x10000) & 0x3FF));
        } else {
            append_unit(to, c);
        }
    }
    g_string_append_c(to, '>');
}

void hp_append_text(GString *to, const char *utf8)
{
    g_autofree char *valid = NULL;
    gboolean plain = TRUE;
    size_t length = 0;

    for (; utf8[length] && plain; length++)
        plain = utf8[length] >= 0x20 && utf8[length] < 0x7f;
    if (plain && length < TEXT_MAX) {
        hp_append_bytes(to, utf8);
        return;
    }
    valid = g_utf8_make_valid(utf8, -1);
    append_utf16(to, valid);
}

void hp_append_reference(GString *to, int object)
{
    char text[16];

    g_string_append_len(to, text, g_snprintf(text, sizeof text, "%d 0 R", object));
}
