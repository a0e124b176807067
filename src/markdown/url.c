#include "markdown/url.h"

#include <string.h>

void md_append_escaped(GString *out, const char *text, size_t length)
{
    const char *end = text + length, *run = text;
    for (const char *p = text; p < end; p++) {
        const char *reference;
        switch (*p) {
        case '&': reference = "&amp;"; break;
        case '<': reference = "&lt;"; break;
        case '>': reference = "&gt;"; break;
        case '"': reference = "&quot;"; break;
        default: continue;
        }
        g_string_append_len(out, run, p - run);
        g_string_append(out, reference);
        run = p + 1;
    }
    g_string_append_len(out, run, end - run);
}

/* The host in scheme://user@host:port/…, or in mailto:name@host; FALSE when
 * there is none. */
static gboolean host_find(const char *url, size_t length, size_t *start, size_t *end)
{
    const char *stop = url + length, *host;
    if (length > 7 && !g_ascii_strncasecmp(url, "mailto:", 7)) {
        host = memchr(url, '@', length);
        if (!host)
            return FALSE;
        host++;
    } else {
        const char *slashes = memmem(url, MIN(length, 16), "//", 2);
        if (!slashes || (slashes > url && slashes[-1] != ':'))
            return FALSE;
        host = slashes + 2;
    }
    const char *p = host;
    while (p < stop && !strchr("/?#", *p))
        p++;
    const char *at = memrchr(host, '@', (size_t)(p - host));
    host = at ? at + 1 : host;
    const char *colon = memchr(host, ':', (size_t)(p - host));
    *start = (size_t)(host - url);
    *end = (size_t)((colon ? colon : p) - url);
    return *end > *start && *end - *start <= 255;
}

static void append_encoded(GString *out, const char *url, size_t length)
{
    static const char hex[] = "0123456789ABCDEF";
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)url[i];
        gboolean encoded = c == '%' && i + 2 < length && g_ascii_isxdigit(url[i + 1]) && g_ascii_isxdigit(url[i + 2]);
        if (encoded || g_ascii_isalnum((char)c) || (c && strchr(";/?:@&=+$,-_.!~*'()#", c))) {
            g_string_append_c(out, (char)c);
        } else {
            g_string_append_c(out, '%');
            g_string_append_c(out, hex[c >> 4]);
            g_string_append_c(out, hex[c & 15]);
        }
    }
}

void md_append_href(GString *out, const char *url, size_t length)
{
    size_t start, end;
    if (host_find(url, length, &start, &end)) {
        g_autofree char *host = g_strndup(url + start, end - start);
        g_autofree char *ascii = g_hostname_is_non_ascii(host) ? g_hostname_to_ascii(host) : NULL;
        if (ascii) {
            append_encoded(out, url, start);
            g_string_append(out, ascii);
            append_encoded(out, url + end, length - end);
            return;
        }
    }
    append_encoded(out, url, length);
}

static int octet(const char *p, const char *end)
{
    if (end - p < 3 || *p != '%' || !g_ascii_isxdigit(p[1]) || !g_ascii_isxdigit(p[2]))
        return -1;
    return g_ascii_xdigit_value(p[1]) << 4 | g_ascii_xdigit_value(p[2]);
}

/* Undoes percent-encoding, except of characters that mean something in an
 * address, and where what comes out would not be text. */
static void append_decoded(GString *out, const char *url, size_t length)
{
    const char *end = url + length;
    for (const char *p = url; p < end;) {
        int byte = octet(p, end);
        if (byte < 0) {
            g_string_append_c(out, *p++);
            continue;
        }
        char bytes[4] = {(char)byte};
        size_t need = byte < 0x80 ? 1 : byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2, n = 1;
        for (; n < need && (byte = octet(p + 3 * n, end)) >= 0; n++)
            bytes[n] = (char)byte;
        gunichar c = n == need ? g_utf8_get_char_validated(bytes, (gssize)n) : (gunichar)-1;
        gboolean keeps = c < 0x80 && (!g_ascii_isgraph((char)c) || strchr(";/?:@&=+$,#%", (int)c));
        if (c == (gunichar)-1 || c == (gunichar)-2 || keeps || (c >= 0x80 && !g_unichar_isprint(c)))
            n = 0;
        if (n)
            g_string_append_len(out, bytes, (gssize)n);
        else
            g_string_append_len(out, p, 3);
        p += 3 * MAX(n, 1);
    }
}

void md_append_url_text(GString *out, const char *url, size_t length)
{
    size_t start, end;
    if (host_find(url, length, &start, &end) && memmem(url + start, end - start, "xn--", 4)) {
        g_autofree char *host = g_strndup(url + start, end - start);
        g_autofree char *readable = g_hostname_to_unicode(host);
        if (readable) {
            append_decoded(out, url, start);
            g_string_append(out, readable);
            append_decoded(out, url + end, length - end);
            return;
        }
    }
    append_decoded(out, url, length);
}
