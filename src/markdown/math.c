/*
 * Formulas: where one begins and ends, as markdown-it-mathjax and pandoc have
 * it. $…$ has no blank inside its marks and no digit after them, so that prices
 * stay text; $$…$$ may go over lines; \begin{…}…\end{…} stands without marks.
 *
 * \(…\) and \[…\] also are how brackets are escaped: with one backslash the
 * content must look like TeX, with two it is a formula anyway.
 */
#include "markdown/render.h"
#include "markdown/scan.h"

#include "markdown/url.h"

#include <string.h>

#define MAX_ENVIRONMENTS 16 /* \begin without \end in a chunk */
#define MAX_NAME 32
/* Ends that are far away and in another block are looked at only so often. */
#define FAR 1000
#define MAX_FAILED 100

static const char *find(const md_scan *scan, size_t at, const char *text)
{
    return at < scan->end ? memmem(scan->text + at, scan->end - at, text, strlen(text)) : NULL;
}

static gboolean is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

/* A formula that begins its line may go on over lines that look like blocks;
 * others end with their paragraph. The cells of a table end at each |. */
static gboolean stays_inside(const md_scan *scan, size_t at, size_t end, gboolean display)
{
    gboolean begins_line = display && !scan->is_table && md_scan_skip_prefix(scan, scan->line) == at;
    for (size_t p = at; p < end && !begins_line; p++) {
        if (scan->text[p] == '\n' && md_scan_ends_block(scan, p))
            return FALSE;
        if (scan->is_table && scan->text[p] == '|' && scan->text[p - 1] != '\\')
            return FALSE;
    }
    return TRUE;
}

static gboolean region_make(md_scan *scan, md_region *region, size_t at, size_t open, const char *close,
                            size_t close_length, gboolean display)
{
    size_t inner_end = (size_t)(close - scan->text), end = inner_end + close_length;
    if (inner_end <= at + open || scan->failed.regions > MAX_FAILED)
        return FALSE;
    if (!stays_inside(scan, at, end, display)) {
        scan->failed.regions += end - at > FAR;
        return FALSE;
    }
    *region = (md_region){display ? MD_MATH_DISPLAY : MD_MATH, at, end, at + open, inner_end, 0};
    return TRUE;
}

static gboolean dollars_match(md_scan *scan, size_t at, md_region *region)
{
    const char *text = scan->text;
    size_t p = at + 1;
    if (p < scan->end && text[p] == '$') {
        if (scan->failed.display || (p + 1 < scan->end && text[p + 1] == '$'))
            return FALSE;
        const char *close = find(scan, at + 2, "$$");
        scan->failed.display = !close;
        return close && close[-1] != '\\' && region_make(scan, region, at, 2, close, 2, TRUE);
    }
    if (p >= scan->end || is_space(text[p]))
        return FALSE;
    const char *close = find(scan, p, "$");
    /* A \$ inside is a sign of the formula. */
    while (close && close[-1] == '\\')
        close = find(scan, (size_t)(close + 1 - text), "$");
    if (!close || is_space(close[-1]) || (close + 1 < text + scan->end && g_ascii_isdigit(close[1])))
        return FALSE;
    return region_make(scan, region, at, 1, close, 1, FALSE);
}

/* Words in brackets are words, but one letter in parentheses is a variable;
 * [x] and [some_name] are what people escape. */
static gboolean looks_like_tex(const char *text, const char *end, char open)
{
    const char *signs = open == '(' ? "\\^_={}+<>" : "\\^={}";
    while (text < end && is_space(*text))
        text++;
    while (end > text && is_space(end[-1]))
        end--;
    if (end - text == 1 && open == '(')
        return g_ascii_isalpha(*text);
    for (const char *p = text; p < end; p++)
        if (strchr(signs, *p))
            return TRUE;
    return FALSE;
}

static gboolean brackets_match(md_scan *scan, size_t at, md_region *region)
{
    const char *text = scan->text;
    size_t n = at + 1 < scan->end && text[at + 1] == '\\' ? 2 : 1;
    char open = at + n < scan->end ? text[at + n] : '\0';
    if (open != '(' && open != '[')
        return FALSE;
    gboolean *failed = open == '(' ? &scan->failed.paren : &scan->failed.bracket;
    if (*failed)
        return FALSE;
    const char *close = find(scan, at + n + 1, open == '(' ? "\\)" : "\\]");
    *failed = !close;
    if (!close || (n == 1 && !looks_like_tex(text + at + 2, close, open)))
        return FALSE;
    /* With two backslashes before, two come after. */
    if (n == 2 && close[-1] != '\\')
        return FALSE;
    close -= n - 1;
    return region_make(scan, region, at, n + 1, close, n + 1, open == '[');
}

static gboolean environment_match(md_scan *scan, size_t at, md_region *region)
{
    static const char begin[] = "\\begin{";
    size_t length = strlen(begin);
    if (scan->end - at < length || memcmp(scan->text + at, begin, length) ||
        scan->failed.environments > MAX_ENVIRONMENTS)
        return FALSE;
    const char *name = scan->text + at + length;
    size_t n = 0;
    while (n < MAX_NAME && name + n < scan->text + scan->end && (g_ascii_isalpha(name[n]) || name[n] == '*'))
        n++;
    if (!n || name + n >= scan->text + scan->end || name[n] != '}')
        return FALSE;
    g_autofree char *mark = g_strdup_printf("\\end{%.*s}", (int)n, name);
    const char *close = find(scan, at + length + n, mark);
    scan->failed.environments += !close;
    if (!close || !region_make(scan, region, at, 0, close, strlen(mark), TRUE))
        return FALSE;
    region->inner_end = region->end;
    return TRUE;
}

gboolean md_math_match(md_scan *scan, size_t at, md_region *region)
{
    if (scan->text[at] == '$')
        return dollars_match(scan, at, region);
    return brackets_match(scan, at, region) || environment_match(scan, at, region);
}

/* Without the quote marks that begin its lines. */
static void append_source(GString *out, const char *text, size_t length)
{
    const char *end = text + length;
    while (text < end) {
        const char *lf = memchr(text, '\n', (size_t)(end - text)), *stop = lf ? lf + 1 : end;
        md_append_escaped(out, text, (size_t)(stop - text));
        for (text = stop; text < end && (*text == ' ' || *text == '\t' || *text == '>');)
            text++;
    }
}

void md_math_render(md_renderer *r, const md_region *region)
{
    gboolean display = region->kind == MD_MATH_DISPLAY;
    const char *tag = display ? "div" : "span";
    size_t length = region->end - region->start, inner_length = region->inner_end - region->inner_start;
    const char *source = md_input_original(r->input, r->input->text + region->start, &length);
    const char *inner = md_input_original(r->input, r->input->text + region->inner_start, &inner_length);

    GString *text = r->content.text;
    size_t start = text->len;
    g_string_append_printf(text, "<%s class=\"math\" data-tex=\"", tag);
    append_source(text, inner, inner_length);
    g_string_append(text, "\">");
    append_source(text, source, length);
    g_string_append_printf(text, "</%s>", tag);
    md_token *token = md_tag_add(r, start);
    token->is_block = display;
}
