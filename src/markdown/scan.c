#include "markdown/scan.h"

#include "markdown/line.h"

#include <string.h>

#define MAX_PARENS 32 /* in an address, as in md4c */

/* A mark of punctuation and a letter that mean nothing to md4c. Emphasis looks
 * at what stands beside it: regions begin and end with punctuation. */
#define EDGE '%'
#define FILLER 'x'

size_t md_scan_skip_prefix(const md_scan *scan, size_t line)
{
    return md_line_skip_prefix(scan->text, line, scan->end);
}

gboolean md_scan_ends_block(const md_scan *scan, size_t newline)
{
    size_t at = newline + 1, end = scan->end;
    while (at < end && md_is_blank(scan->text[at]))
        at++;
    if (scan->is_table || at >= end || scan->text[scan->line] == '#')
        return TRUE;
    return strchr("#>|<:", scan->text[at]) || md_line_item_mark(scan->text, at, end);
}

/* Past a span of code, or only past its backticks when it has no end. */
static size_t skip_code(md_scan *scan, size_t at)
{
    size_t length = md_run_length(scan->text, at, scan->end), p = at + length;
    if (length < 64 && scan->failed.code >> length & 1)
        return p;
    for (size_t q = p; q < scan->end;) {
        const char *tick = memchr(scan->text + q, '`', scan->end - q);
        if (!tick)
            break;
        q = (size_t)(tick - scan->text);
        size_t found = md_run_length(scan->text, q, scan->end);
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
    unsigned depth = 0;
    for (size_t p = at + 1; p < scan->end && scan->text[p] != '\n' && depth <= MAX_PARENS; p++) {
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
    size_t at = md_line_skip_prefix(scan->text, line, end);
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
        } else if (!begins || !(md_is_blank(*c) || *c == '>')) {
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
    char sign = scan->text[at];
    if (sign == '$' || sign == '\\')
        return md_math_match(scan, at, region);
    if (scan->document->options->gfm)
        return sign == '[' && md_note_match(scan, at, region);
    switch (sign) {
    case '^': return md_note_inline_match(scan, at, region) || md_script_match(scan, at, region);
    case '~': return md_script_match(scan, at, region);
    case '{': return md_embed_match(scan, at, region) || md_ruby_match(scan, at, region);
    case '[':
        return md_note_match(scan, at, region) || md_toc_match(scan, at, region) || md_label_match(scan, at, region);
    default: return FALSE;
    }
}

/* ~~ strikes through; for md4c ~ would, too. */
static size_t skip_tildes(md_scan *scan, size_t at)
{
    size_t length = md_run_length(scan->text, at, scan->end);
    if (length == 1 && !scan->document->options->gfm)
        scan->input->text[at] = EDGE;
    return at + length;
}

/* Passes over what no syntax begins with. */
static size_t step(md_scan *scan, size_t at)
{
    switch (scan->text[at]) {
    case '\\': return at + 2;
    case '`': return skip_code(scan, at);
    case '<': return skip_tag(scan, at);
    case ']': return at + 1 < scan->end && scan->text[at + 1] == '(' ? skip_address(scan, at) : at + 1;
    case '~': return skip_tildes(scan, at);
    case '$': return at + md_run_length(scan->text, at, scan->end);
    default: return at + 1;
    }
}

static void chunk_scan(md_scan *scan)
{
    scan->failed = (md_scan_failed){0};
    for (size_t at = scan->chunk; at < scan->end;) {
        if (at == scan->chunk || scan->text[at - 1] == '\n') {
            scan->line = at;
            size_t end = md_line_end(scan->text, at, scan->end);
            if (is_definition(scan, at, end)) {
                at = end + 1;
                continue;
            }
        }
        md_region region;
        if (syntax_match(scan, at, &region)) {
            region_hide(scan->input, &region);
            at = region.end;
        } else {
            /* A backslash before a line end escapes nothing. */
            size_t next = step(scan, at);
            at = next == at + 2 && at + 1 < scan->end && scan->text[at + 1] == '\n' ? at + 1 : next;
        }
    }
}

/* Anything to look for at all? Most texts have nothing. */
static gboolean has_signs(const md_input *input)
{
    for (const char *sign = "$\\^~{["; *sign; sign++)
        if (memchr(input->text, *sign, input->length))
            return TRUE;
    return FALSE;
}

static void chunk_end(md_scan *scan, size_t end)
{
    if (end > scan->chunk) {
        scan->end = end;
        chunk_scan(scan);
    }
    scan->is_table = FALSE;
}

void md_scan_apply(md_document *document, md_input *input)
{
    if (!input->length || !has_signs(input))
        return;
    md_scan scan = {.document = document, .input = input, .text = input->text};
    size_t fence = 0, length = input->length;
    char fence_mark = '\0', mark = '\0';
    for (size_t line = 0; line < length;) {
        size_t end = md_line_end(input->text, line, length), next = MIN(end + 1, length);
        size_t run = md_line_fence(input->text, line, end, &mark);
        gboolean blank = md_line_skip_prefix(input->text, line, end) == end;
        if (fence) {
            fence = run >= fence && mark == fence_mark ? 0 : fence;
            scan.chunk = next;
        } else if (run || blank) {
            chunk_end(&scan, line);
            fence = run;
            fence_mark = mark;
            scan.chunk = next;
        } else if (line > scan.chunk) {
            scan.is_table = scan.is_table || md_line_is_delimiter_row(input->text, line, end);
        }
        line = end + 1;
    }
    if (!fence)
        chunk_end(&scan, length);
}
