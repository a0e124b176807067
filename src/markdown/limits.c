/*
 * md4c keeps a container for each quote and list item and fills every row of a
 * table up to the width of its head. A line that asks for absurdly many loses
 * one byte of markup in md4c's copy and is plain text then.
 */
#include "markdown/input.h"

#include <string.h>

#define MAX_CONTAINERS 64 /* opened by one line */
#define MAX_COLUMNS 128

/* The length of the marker of a quote or list item at p, 0 when there is none
 * (CommonMark §5.1, §5.2). */
static size_t marker_length(const char *p, const char *end)
{
    if (p >= end)
        return 0;
    if (*p == '>')
        return 1;
    size_t length = 0;
    if (strchr("-+*", *p)) {
        length = 1;
    } else {
        while (length < 9 && p + length < end && g_ascii_isdigit(p[length]))
            length++;
        if (!length || p + length >= end || (p[length] != '.' && p[length] != ')'))
            return 0;
        length++;
    }
    return p + length >= end || p[length] == ' ' || p[length] == '\t' ? length : 0;
}

/* A row of dashes or stars with blanks between is a thematic break and no
 * lists (CommonMark §4.1). */
static gboolean is_break(const char *p, const char *end)
{
    char c = *p;
    while (p < end && (*p == c || *p == ' ' || *p == '\t'))
        p++;
    return p == end && (c == '-' || c == '*');
}

static gboolean containers_limit(char *line, const char *end)
{
    unsigned count = 0;
    const char *item = NULL; /* the first marker of an item */
    for (char *p = line;;) {
        while (p < end && (*p == ' ' || *p == '\t'))
            p++;
        size_t length = *p ? marker_length(p, end) : 0;
        if (!length)
            return FALSE;
        if (!item && *p != '>')
            item = p;
        if (++count > MAX_CONTAINERS) {
            if (item && is_break(item, end))
                return FALSE;
            *p = 'x';
            return TRUE;
        }
        p += length;
    }
}

/* Only the row of dashes under the head makes a table (GFM §4.10). */
static gboolean columns_limit(char *line, const char *end)
{
    unsigned count = 0;
    for (char *p = line; p < end; p++) {
        if (*p == '|')
            count++;
        else if (!strchr(":- \t>", *p))
            return FALSE;
    }
    if (count <= MAX_COLUMNS)
        return FALSE;
    *(char *)memchr(line, '|', (size_t)(end - line)) = 'x';
    return TRUE;
}

void md_limits_apply(md_input *input, hp_diags *diags)
{
    char *end = input->text + input->length;
    for (char *line = input->text; line < end;) {
        char *lf = memchr(line, '\n', (size_t)(end - line));
        char *line_end = lf ? lf : end;
        if (containers_limit(line, line_end))
            hp_diag_warning(diags, "markdown-limit", md_input_line(input, line),
                            "quotes and lists nest too deeply on this line");
        else if (columns_limit(line, line_end))
            hp_diag_warning(diags, "markdown-limit", md_input_line(input, line),
                            "a table with more than 128 columns is shown as text");
        line = line_end + 1;
    }
}
