#include "markdown/input.h"

#include <string.h>

#define DASHES 3 /* that md4c wants in a cell */

/* Where the row of a table may begin in its line: after quote marks and list
 * items. */
static const char *skip_containers(const char *p, const char *end)
{
    while (p < end && (*p == '>' || *p == ' ' || *p == '\t'))
        p++;
    const char *item = p;
    while (item < end && (g_ascii_isdigit(*item) || strchr("-+*.)", *item)))
        item++;
    gboolean listed = item > p && item < end && *item == ' ';
    return listed ? item : p;
}

/* Reads a delimiter row (GFM §4.10): cells of dashes with a colon at either end
 * and | between. FALSE when the line is none, or needs nothing. */
static gboolean is_short_row(const char *p, const char *end)
{
    gboolean is_short = FALSE, delimited = FALSE;
    p = skip_containers(p, end);
    for (; p < end;) {
        const char *start = p;
        while (p < end && (*p == ' ' || *p == '\t' || *p == ':'))
            p++;
        const char *dashes = p;
        while (p < end && *p == '-')
            p++;
        is_short = is_short || (p > dashes && p - dashes < DASHES);
        while (p < end && (*p == ' ' || *p == '\t' || *p == ':'))
            p++;
        if (p < end && *p == '|') {
            delimited = TRUE;
            p++;
        }
        if (p == start || (p < end && !strchr(" \t:-|", *p)))
            return FALSE;
    }
    return is_short && delimited;
}

static void row_widen(md_input *input, GString *copy, const char *line, const char *end)
{
    const char *cells = skip_containers(line, end);
    g_string_append_len(copy, line, cells - line);
    for (const char *p = cells; p < end;) {
        const char *dashes = p;
        while (p < end && *p == '-')
            p++;
        size_t count = (size_t)(p - dashes);
        g_string_append_len(copy, dashes, (gssize)count);
        if (count && count < DASHES) {
            g_string_append_len(copy, "---", (gssize)(DASHES - count));
            md_shift s = {copy->len, (size_t)(p - input->original)};
            g_array_append_val(input->shifts, s);
        }
        if (p < end)
            g_string_append_c(copy, *p++);
    }
}

void md_table_rows_widen(md_input *input)
{
    const char *end = input->original + input->length, *done = input->original;
    GString *copy = NULL;
    /* A row of dashes has a head before it: the first line is none. */
    for (const char *line = input->original; line && line < end;) {
        const char *lf = memchr(line, '\n', (size_t)(end - line));
        const char *line_end = lf ? lf : end;
        if (line > input->original && is_short_row(line, line_end)) {
            if (!copy) {
                copy = g_string_sized_new(input->length + 256);
                input->shifts = g_array_new(FALSE, FALSE, sizeof(md_shift));
            }
            g_string_append_len(copy, done, line - done);
            row_widen(input, copy, line, line_end);
            done = line_end;
        }
        line = lf ? lf + 1 : NULL;
    }
    if (!copy)
        return;
    g_string_append_len(copy, done, end - done);
    g_free(input->text);
    input->length = copy->len;
    input->text = g_string_free(copy, FALSE);
}
