/*
 * Where tables begin and end (GFM §4.10). A table ends a paragraph, and headings,
 * fences and HTML end a table; md4c reads the one as text and the others as rows.
 * An empty comment, or an empty line, between them tells it: the comment does not
 * make a list loose, but would be a row itself.
 */
#include "markdown/input.h"
#include "markdown/line.h"

#include <string.h>

#define CODE_INDENT 4

typedef struct {
    size_t start, content, end;
    size_t indent; /* columns before the content, behind quote marks */
    unsigned quotes;
    gboolean is_item;
} row;

typedef struct {
    md_input *input;
    GArray *edits; /* md_edit */
    GString *texts;
    row head, before; /* the last line, and the one before it */
    gboolean in_table;
    size_t fence; /* length of the fence that is open; 0: none */
    char fence_mark;
    const char *html_end; /* of the HTML block that is open; "": an empty line; NULL: none */
} walker;

static row row_read(const char *text, size_t start, size_t end)
{
    row r = {.start = start, .end = end, .content = md_line_skip_prefix(text, start, end)};
    for (size_t at = start; at < r.content; at++) {
        if (text[at] == '>') {
            r.quotes++;
            r.indent = 0;
        } else {
            r.indent += text[at] == '\t' ? CODE_INDENT - r.indent % CODE_INDENT : 1;
            r.is_item = r.is_item || !md_is_blank(text[at]);
        }
    }
    return r;
}

static gboolean is_blank(const row *r)
{
    return r->content == r->end;
}

/* How many cells a row has: what | parts that is neither escaped nor in code. */
static unsigned cells(const char *text, const row *r)
{
    size_t from = r->content, to = r->end;
    while (to > from && md_is_blank(text[to - 1]))
        to--;
    if (from < to && text[from] == '|')
        from++;
    if (to > from && text[to - 1] == '|' && (to - from < 2 || text[to - 2] != '\\'))
        to--;
    unsigned count = 1;
    gboolean in_code = FALSE;
    for (size_t at = from; at < to; at++) {
        if (text[at] == '\\' && !in_code)
            at++;
        else if (text[at] == '`')
            in_code = !in_code;
        else if (text[at] == '|' && !in_code)
            count++;
    }
    return count;
}

/* The tag at a place is one of an HTML block that may follow a line of text
 * (CommonMark §4.6, the sixth condition). */
static gboolean is_block_tag(const char *text, size_t at, size_t end)
{
    static const char names[] =
        " address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl "
        "dt "
        "fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li "
        "link main menu menuitem nav noframes ol optgroup option p param search section summary table tbody td tfoot "
        "th "
        "thead title tr track ul ";
    char name[16] = " ";
    size_t length = 1;
    for (at += text[at] == '/'; at < end && g_ascii_isalnum(text[at]) && length < sizeof name - 2; at++)
        name[length++] = g_ascii_tolower(text[at]);
    name[length] = ' ';
    return length > 1 && (at == end || strchr(" \t>/", text[at])) && strstr(names, name);
}

/* What ends the HTML block that a line begins, "" when that is an empty line;
 * NULL: it begins none. */
static const char *html_begins(const char *text, const row *r)
{
    static const struct {
        const char *start, *end;
    } kinds[] = {{"<!--", "-->"},
                 {"<pre", "</pre>"},
                 {"<style", "</style>"},
                 {"<script", "</script>"},
                 {"<textarea", "</textarea>"},
                 {"<?", "?>"},
                 {"<!", ">"}};
    size_t length = r->end - r->content;
    if (length < 2 || text[r->content] != '<' || r->indent >= CODE_INDENT)
        return NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        size_t n = strlen(kinds[i].start);
        if (length >= n && !g_ascii_strncasecmp(text + r->content, kinds[i].start, n))
            return kinds[i].end;
    }
    return is_block_tag(text, r->content + 1, r->end) ? "" : NULL;
}

static gboolean is_heading(const char *text, const row *r)
{
    size_t length = text[r->content] == '#' ? md_run_length(text, r->content, r->end) : 0;
    return length > 0 && length <= 6 && (r->content + length == r->end || md_is_blank(text[r->content + length]));
}

/* A line before this one, in the same quotes. */
static void part_before(walker *w, const row *r, const char *line)
{
    md_edit edit = {.at = r->start, .text = w->texts->len};
    g_string_append_len(w->texts, w->input->text + r->start, (gssize)(r->content - r->start));
    g_string_append(w->texts, line);
    edit.text_length = w->texts->len - edit.text;
    g_array_append_val(w->edits, edit);
}

/* The last line heads a table, now that this one is a row of dashes. */
static void table_begin(walker *w, const row *dashes)
{
    const char *text = w->input->text;
    const row *head = &w->head, *before = &w->before;
    if (is_blank(head) || head->quotes != dashes->quotes || cells(text, head) != cells(text, dashes))
        return;
    w->in_table = TRUE;
    /* Deeper, it is in an item or code; less deep, a lazy line of an item. */
    gboolean together =
        before->is_item ? head->indent >= before->indent : head->indent == before->indent && head->indent < CODE_INDENT;
    if (!is_blank(before) && !head->is_item && before->quotes == head->quotes && together)
        part_before(w, head, "<!---->\n");
}

static void line_walk(walker *w, const row *r)
{
    const char *text = w->input->text, *html = NULL;
    char mark = '\0';
    size_t run = r->indent < CODE_INDENT || r->is_item ? md_line_fence(text, r->start, r->end, &mark) : 0;
    if (w->fence) {
        if (run >= w->fence && mark == w->fence_mark)
            w->fence = 0;
        return;
    }
    html = w->html_end ? NULL : html_begins(text, r);
    gboolean ends = run > 0 || html || is_heading(text, r);
    if (w->in_table && ends && !r->is_item && r->quotes == w->head.quotes)
        part_before(w, r, "\n");
    if (ends || is_blank(r) || r->is_item || r->quotes != w->head.quotes)
        w->in_table = FALSE;
    if (html)
        w->html_end = html;
    if (w->html_end) {
        gboolean over = *w->html_end
                            ? memmem(text + r->content, r->end - r->content, w->html_end, strlen(w->html_end)) != NULL
                            : is_blank(r);
        w->html_end = over ? NULL : w->html_end;
    } else if (run) {
        w->fence = run;
        w->fence_mark = mark;
    } else if (!w->in_table && !r->is_item && md_line_is_delimiter_row(text, r->start, r->end)) {
        table_begin(w, r);
    }
}

void md_table_edges_part(md_input *input)
{
    const char *text = input->text;
    size_t length = input->length;
    if (!length || !memchr(text, '|', length))
        return;
    walker w = {.input = input, .edits = g_array_new(FALSE, FALSE, sizeof(md_edit)), .texts = g_string_new(NULL)};
    for (size_t start = 0; start < length;) {
        row r = row_read(text, start, md_line_end(text, start, length));
        line_walk(&w, &r);
        w.before = w.head;
        w.head = r;
        start = r.end + 1;
    }
    if (w.edits->len)
        md_input_edit(input, w.edits, w.texts->str);
    g_array_unref(w.edits);
    g_string_free(w.texts, TRUE);
}
