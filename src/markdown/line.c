#include "markdown/line.h"

#include <string.h>

size_t md_line_end(const char *text, size_t at, size_t end)
{
    const char *lf = memchr(text + at, '\n', end - at);
    return lf ? (size_t)(lf - text) : end;
}

size_t md_run_length(const char *text, size_t at, size_t end)
{
    size_t p = at;
    while (p < end && text[p] == text[at])
        p++;
    return p - at;
}

size_t md_line_item_mark(const char *text, size_t at, size_t end)
{
    size_t p = at;
    if (p < end && text[p] && strchr("-+*", text[p])) {
        p++;
    } else {
        while (p < end && p - at < 9 && g_ascii_isdigit(text[p]))
            p++;
        if (p == at || p >= end || (text[p] != '.' && text[p] != ')'))
            return 0;
        p++;
    }
    return p < end && md_is_blank(text[p]) ? p + 1 - at : 0;
}

size_t md_line_skip_prefix(const char *text, size_t at, size_t end)
{
    for (;;) {
        while (at < end && (md_is_blank(text[at]) || text[at] == '>'))
            at++;
        size_t mark = at < end ? md_line_item_mark(text, at, end) : 0;
        if (!mark)
            return at;
        at += mark;
    }
}

size_t md_line_fence(const char *text, size_t at, size_t end, char *mark)
{
    at = md_line_skip_prefix(text, at, end);
    if (at >= end || (text[at] != '`' && text[at] != '~'))
        return 0;
    size_t length = md_run_length(text, at, end);
    /* Backticks after the run: it is a span of code. */
    if (length < 3 || (text[at] == '`' && memchr(text + at + length, '`', end - at - length)))
        return 0;
    *mark = text[at];
    return length;
}

gboolean md_line_is_delimiter_row(const char *text, size_t at, size_t end)
{
    gboolean has_dash = FALSE, has_pipe = FALSE;
    for (size_t p = md_line_skip_prefix(text, at, end); p < end; p++) {
        has_dash = has_dash || text[p] == '-';
        has_pipe = has_pipe || text[p] == '|';
        if (!text[p] || !strchr("|:- \t", text[p]))
            return FALSE;
    }
    return has_dash && has_pipe;
}
