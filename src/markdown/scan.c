#include "markdown/scan.h"

#include <string.h>

#define MAX_PARENS 32 /* in an address, as in md4c */

/* A mark of punctuation and a letter that mean nothing to md4c. Emphasis looks
 * at what stands beside it: regions begin and end with punctuation. */
#define EDGE '%'
#define FILLER 'x'

static gboolean is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static size_t line_end(const char *text, size_t at, size_t end)
{
    const char *lf = memchr(text + at, '\n', end - at);
    return lf ? (size_t)(lf - text) : end;
}

static size_t run_length(const char *text, size_t at, size_t end)
{
    size_t p = at;
    while (p < end && text[p] == text[at])
        p++;
    return p - at;
}

/* The length of an item's mark with the blank after it, or 0 (CommonMark
 * §5.2). */
static size_t item_mark(const char *text, size_t at, size_t end)
{
    size_t p = at;
    if (p < end && strchr("-+*", text[p])) {
        p++;
    } else {
        while (p < end && p - at < 9 && g_ascii_isdigit(text[p]))
            p++;
        if (p == at || p >= end || (text[p] != '.' && text[p] != ')'))
            return 0;
        p++;
    }
    return p < end && is_blank(text[p]) ? p + 1 - at : 0;
}

static size_t skip_prefix(const char *text, size_t at, size_t end)
{
    for (;;) {
        while (at < end && (is_blank(text[at]) || text[at] == '>'))
            at++;
        size_t mark = at < end && text[at] ? item_mark(text, at, end) : 0;
        if (!mark)
            return at;
        at += mark;
    }
}

size_t md_scan_skip_prefix(const md_scan *scan, size_t line)
{
    return skip_prefix(scan->text, line, scan->end);
}

gboolean md_scan_ends_block(const md_scan *scan, size_t newline)
{
    size_t at = newline + 1, end = scan->end;
    while (at < end && is_blank(scan->text[at]))
        at++;
    if (scan->is_table || at >= end || scan->text[scan->line] == '#')
        return TRUE;
    return strchr("#>|<:", scan->text[at]) || item_mark(scan->text, at, end);
}

/* Past a span of code, or only past its backticks when it has no end. */
static size_t skip_code(md_scan *scan, size_t at)
{
    size_t length = run_length(scan->text, at, scan->end), p = at + length;
    if (length < 64 && scan->failed.code >> length & 1)
        return p;
    for (size_t q = p; q < scan->end;) {
        const char *tick = memchr(scan->text + q, '`', scan->end - q);
        if (!tick)
            break;
        q = (size_t)(tick - scan->text);
        size_t found = run_length(scan->text, q, scan->end);
        q += found;
        if (found == length)
            return q;
    }
    if (length < 64)
        scan->failed.code |= (guint64)1 << length;
    return p;
}

/* Past a tag, comment or <address>; quoted values may hold a >. */
static size_t skip_tag(md_scan *scan, size_t at)
{
    size_t p = at + 1;
    if (scan->failed.tag || p >= scan->end || !(g_ascii_isalpha(scan->text[p]) || strchr("/!?", scan->text[p])))
        return p;
    char quote = '\0';
    for (; p < scan->end; p++) {
        char c = scan->text[p];
        if (quote)
            quote = c == quote ? '\0' : quote;
        else if ((c == '"' || c == '\'') && scan->text[p - 1] == '=')
            quote = c;
        else if (c == '>')
            return p + 1;
        else if (c == '<')
            return at + 1;
    }
    scan->failed.tag = TRUE;
    return at + 1;
}

/* Past the address in ](…), which must stay as it is. */
static size_t skip_address(const md_scan *scan, size_t at)
{
    size_t end = line_end(scan->text, at, scan->end);
    unsigned depth = 0;
    for (size_t p = at + 1; p < end && depth <= MAX_PARENS; p++) {
        switch (scan->text[p]) {
        case '\\': p++; break;
        case '(': depth++; break;
        case ')':
            if (--depth == 0)
                return p + 1;
            break;
        default: break;
        }
    }
    return at + 1;
}

/* [label]: address. Both are compared and used as they stand. */
static gboolean is_definition(const md_scan *scan, size_t line, size_t end)
{
    size_t at = skip_prefix(scan->text, line, end);
    if (at >= end || scan->text[at] != '[')
        return FALSE;
    const char *bracket = memchr(scan->text + at, ']', end - at);
    return bracket && bracket + 1 < scan->text + end && bracket[1] == ':';
}

/* Turns a region into what md4c passes over. Line ends stay, and so do the marks
 * of quotes and the indentation that begin a line. */
static void region_hide(md_input *input, const md_region *region)
{
    gboolean begins = FALSE;
    for (size_t i = region->start; i < region->end; i++) {
        char *c = &input->text[i];
        if (*c == '\n') {
            begins = TRUE;
        } else if (!begins || !(is_blank(*c) || *c == '>')) {
            begins = FALSE;
            *c = FILLER;
        }
    }
    input->text[region->start] = input->text[region->end - 1] = EDGE;
    if (!input->regions)
        input->regions = g_array_new(FALSE, FALSE, sizeof(md_region));
    g_array_append_val(input->regions, *region);
}

static gboolean syntax_match(md_scan *scan, size_t at, md_region *region)
{
    switch (scan->text[at]) {
    case '$':
    case '\\': return md_math_match(scan, at, region);
    default: return FALSE;
    }
}

/* Passes over what no syntax begins with. */
static size_t step(md_scan *scan, size_t at)
{
    switch (scan->text[at]) {
    case '\\': return at + 2;
    case '`': return skip_code(scan, at);
    case '<': return skip_tag(scan, at);
    case ']': return at + 1 < scan->end && scan->text[at + 1] == '(' ? skip_address(scan, at) : at + 1;
    case '$': return at + run_length(scan->text, at, scan->end);
    default: return at + 1;
    }
}

static void chunk_scan(md_input *input, md_scan *scan)
{
    scan->failed = (md_scan_failed){0};
    for (size_t at = scan->chunk; at < scan->end;) {
        if (at == scan->chunk || scan->text[at - 1] == '\n') {
            scan->line = at;
            size_t end = line_end(scan->text, at, scan->end);
            if (is_definition(scan, at, end)) {
                at = end + 1;
                continue;
            }
        }
        md_region region;
        if (syntax_match(scan, at, &region)) {
            region_hide(input, &region);
            at = region.end;
        } else {
            /* A backslash before a line end escapes nothing. */
            size_t next = step(scan, at);
            at = next == at + 2 && at + 1 < scan->end && scan->text[at + 1] == '\n' ? at + 1 : next;
        }
    }
}

/* The row of dashes that makes a table of the line before it (GFM §4.10). */
static gboolean is_delimiter_row(const char *text, size_t at, size_t end)
{
    gboolean has_dash = FALSE, has_pipe = FALSE;
    for (size_t p = skip_prefix(text, at, end); p < end; p++) {
        has_dash = has_dash || text[p] == '-';
        has_pipe = has_pipe || text[p] == '|';
        if (!strchr("|:- \t", text[p]))
            return FALSE;
    }
    return has_dash && has_pipe;
}

/* The run of backticks or tildes that opens a fence on this line; 0: none. */
static size_t fence_length(const char *text, size_t at, size_t end, char *mark)
{
    at = skip_prefix(text, at, end);
    if (at >= end || (text[at] != '`' && text[at] != '~'))
        return 0;
    size_t length = run_length(text, at, end);
    /* Backticks after the run: it is a span of code. */
    if (length < 3 || (text[at] == '`' && memchr(text + at + length, '`', end - at - length)))
        return 0;
    *mark = text[at];
    return length;
}

/* Anything to look for at all? Most texts have nothing. */
static gboolean has_signs(const md_input *input)
{
    return memchr(input->text, '$', input->length) || memchr(input->text, '\\', input->length);
}

static void chunk_end(md_input *input, md_scan *scan, size_t end)
{
    if (end > scan->chunk) {
        scan->end = end;
        chunk_scan(input, scan);
    }
    scan->is_table = FALSE;
}

void md_scan_apply(md_input *input)
{
    if (!input->length || !has_signs(input))
        return;
    md_scan scan = {.text = input->text};
    size_t fence = 0, length = input->length;
    char fence_mark = '\0', mark = '\0';
    for (size_t line = 0; line < length;) {
        size_t end = line_end(input->text, line, length), next = MIN(end + 1, length);
        size_t run = fence_length(input->text, line, end, &mark);
        gboolean blank = skip_prefix(input->text, line, end) == end;
        if (fence) {
            fence = run >= fence && mark == fence_mark ? 0 : fence;
            scan.chunk = next;
        } else if (run || blank) {
            chunk_end(input, &scan, line);
            fence = run;
            fence_mark = mark;
            scan.chunk = next;
        } else if (line > scan.chunk) {
            scan.is_table = scan.is_table || is_delimiter_row(input->text, line, end);
        }
        line = end + 1;
    }
    if (!fence)
        chunk_end(input, &scan, length);
}
