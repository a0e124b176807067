#include "press/limit.h"

#include <string.h>

/* Base64 as MIME has it (RFC 2045 §6.8): lines of 76 signs and CRLF for 57 bytes. */
enum { LINE_BYTES = 57, LINE_SIGNS = 78 };

/* What a mail has beside the file: header, text, a signature. */
enum { MAIL_REST = 100 * 1000 };

enum { FILE_MIN = 1000 };

static const struct {
    const char *name;
    size_t bytes;
} servers[] = {{"exchange", 10 * 1024 * 1024},
               {"postfix", 10240000},
               {"outlook", 20 * 1000 * 1000},
               {"icloud", 20 * 1000 * 1000},
               {"gmail", 25 * 1000 * 1000}};

/* "1.5M", "800k", "1500000", each with or without a B behind. */
static gboolean size_parse(const char *text, size_t *bytes)
{
    static const struct {
        const char *name;
        double factor;
    } units[] = {{"", 1}, {"B", 1}, {"k", 1e3}, {"kB", 1e3}, {"M", 1e6}, {"MB", 1e6}, {"G", 1e9}, {"GB", 1e9}};
    char *end;
    /* strtod would also read hexadecimal numbers. */
    if (!g_ascii_isdigit(*text) || g_ascii_tolower(text[1]) == 'x')
        return FALSE;
    double number = g_ascii_strtod(text, &end);
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
        if (g_ascii_strcasecmp(end, units[i].name) != 0)
            continue;
        number *= units[i].factor;
        /* A cross-reference has four bytes for an offset. */
        if (!(number >= 1 && number < 4e9))
            return FALSE;
        *bytes = (size_t)number;
        return TRUE;
    }
    return FALSE;
}

gboolean hp_limit_parse(const char *text, size_t *file_bytes)
{
    gboolean is_mail = FALSE;
    size_t bytes = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(servers) && !is_mail; i++) {
        is_mail = strcmp(text, servers[i].name) == 0;
        bytes = servers[i].bytes;
    }
    if (!is_mail) {
        is_mail = g_str_has_prefix(text, "mail-");
        if (!size_parse(is_mail ? text + strlen("mail-") : text, &bytes))
            return FALSE;
    }
    if (is_mail)
        bytes = bytes > MAIL_REST ? (bytes - MAIL_REST) / LINE_SIGNS * LINE_BYTES : 0;
    *file_bytes = bytes;
    return bytes >= FILE_MIN;
}
