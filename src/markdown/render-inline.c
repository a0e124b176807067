/*
 * Spans and texts: they gather in the block's content, for a quotation mark may
 * wait for its fellow up to the block's end.
 */
#include "markdown/render.h"

#include "markdown/line.h"
#include "markdown/url.h"

#include <string.h>

md_token *md_token_add(md_renderer *r, md_token_kind kind, const char *text, size_t length)
{
    md_inline *content = &r->content;
    md_token token = {.kind = kind,
                      .line = r->line_stale ? 0 : r->line,
                      .level = r->level,
                      .in_link = r->links > 0,
                      .start = content->text->len,
                      .length = length};
    g_string_append_len(content->text, text, (gssize)length);
    g_array_append_val(content->tokens, token);
    return md_inline_token(content, content->tokens->len - 1);
}

md_token *md_tag_add(md_renderer *r, size_t start)
{
    md_token *token = md_token_add(r, MD_TAG, "", 0);
    token->start = start;
    token->length = r->content.text->len - start;
    return token;
}

static void place_read(md_renderer *r, const char *text, size_t size)
{
    if (!md_input_holds(r->input, text, size))
        return;
    r->line = md_input_line(r->input, text);
    r->line_stale = FALSE;
}

static void link_open(md_renderer *r, const MD_SPAN_A_DETAIL *link)
{
    GString *text = r->content.text;
    size_t start = text->len;
    g_string_append(text, "<a href=\"");
    md_append_attribute(text, &link->href, 0, link->href.size, TRUE);
    if (link->title.size) {
        g_string_append(text, "\" title=\"");
        md_append_attribute(text, &link->title, 0, link->title.size, FALSE);
    }
    g_string_append(text, "\">");
    md_tag_add(r, start);
    r->links++;
    r->link_opened = TRUE;
}

/* An image without alt text has no other place than that of its address; the
 * address of a reference stands elsewhere. */
static void image_place_read(md_renderer *r, const MD_ATTRIBUTE *src)
{
    if (!src->size || !md_input_holds(r->input, src->text, src->size))
        return;
    const char *p = src->text;
    while (p > r->input->text && (p[-1] == ' ' || p[-1] == '<'))
        p--;
    if (p > r->input->text && p[-1] == '(')
        place_read(r, src->text, src->size);
}

static void append_size(GString *out, const char *name, const char *digits, size_t length)
{
    if (length)
        g_string_append_printf(out, " %s=\"%.*s\"", name, (int)length, digits);
}

/* The image's alt text has gathered at the end of the buffer: it is taken from
 * there, the tag takes its place. */
static void image_close(md_renderer *r, const MD_SPAN_IMG_DETAIL *image)
{
    GString *text = r->content.text;
    g_autofree char *alt = g_strndup(text->str + r->alt_start, text->len - r->alt_start);
    g_string_truncate(text, r->alt_start);
    image_place_read(r, &image->src);

    size_t src_length = image->src.size, title_length = image->title.size;
    md_image_size size = {0};
    if (md_image_size_find(image->src.text, image->src.size, &size))
        src_length = size.length;
    else if (md_image_size_find(image->title.text, image->title.size, &size))
        title_length = size.length;

    g_string_append(text, "<img src=\"");
    md_append_attribute(text, &image->src, 0, src_length, TRUE);
    g_string_append(text, "\" alt=\"");
    md_append_escaped(text, alt, strlen(alt));
    if (title_length) {
        g_string_append(text, "\" title=\"");
        md_append_attribute(text, &image->title, 0, title_length, FALSE);
    }
    g_string_append_c(text, '"');
    append_size(text, "width", size.width, size.width_length);
    append_size(text, "height", size.height, size.height_length);
    g_string_append_c(text, '>');
    md_tag_add(r, r->alt_start);
}

static const char *span_tag(MD_SPANTYPE type, gboolean close)
{
    switch (type) {
    case MD_SPAN_EM: return close ? "</em>" : "<em>";
    case MD_SPAN_STRONG: return close ? "</strong>" : "<strong>";
    case MD_SPAN_DEL: return close ? "</s>" : "<s>";
    case MD_SPAN_U: return close ? "</u>" : "<u>";
    case MD_SPAN_CODE: return close ? "</code>" : "<code>";
    case MD_SPAN_A: return "</a>";
    default: return NULL;
    }
}

int md_span_enter(MD_SPANTYPE type, void *detail, void *data)
{
    md_renderer *r = data;
    if (type == MD_SPAN_IMG) {
        if (r->images++ == 0)
            r->alt_start = r->content.text->len;
        return 0;
    }
    if (r->images)
        return 0;
    const char *tag = span_tag(type, FALSE);
    if (type == MD_SPAN_A)
        link_open(r, detail);
    else if (tag)
        md_token_add(r, MD_TAG, tag, strlen(tag));
    r->level++;
    r->text_end = NULL;
    return md_limit_check(r);
}

int md_span_leave(MD_SPANTYPE type, void *detail, void *data)
{
    md_renderer *r = data;
    r->text_end = NULL;
    if (type == MD_SPAN_IMG) {
        if (--r->images == 0)
            image_close(r, detail);
        return 0;
    }
    if (r->images)
        return 0;
    r->level--;
    if (type == MD_SPAN_A) {
        r->links -= r->links > 0;
        r->autolink = r->link_opened = FALSE;
    }
    const char *tag = span_tag(type, TRUE);
    if (tag)
        md_token_add(r, MD_TAG, tag, strlen(tag));
    return md_limit_check(r);
}

/* The author's characters for text of md4c, which may lie in the copy. */
static const char *original(const md_renderer *r, const char *text, size_t *size)
{
    return md_input_holds(r->input, text, *size) ? md_input_original(r->input, text, size) : text;
}

/* Text of an image: only the characters count. */
static void alt_add(md_renderer *r, MD_TEXTTYPE type, const char *text, size_t size)
{
    switch (type) {
    case MD_TEXT_BR:
    case MD_TEXT_SOFTBR: g_string_append_c(r->content.text, '\n'); break;
    case MD_TEXT_NULLCHAR: g_string_append(r->content.text, "\ufffd"); break;
    case MD_TEXT_HTML: break;
    default: text = original(r, text, &size); g_string_append_len(r->content.text, text, (gssize)size);
    }
}

/* The author's own <a> and </a>: no link may be made between. */
static void html_add(md_renderer *r, const char *text, size_t size)
{
    if (size > 2 && !g_ascii_strncasecmp(text, "<a", 2) && (g_ascii_isspace(text[2]) || text[2] == '>'))
        r->links++;
    else if (size > 3 && !g_ascii_strncasecmp(text, "</a", 3) && !g_ascii_isalnum(text[3]) && r->links)
        r->links--;
    md_token_add(r, MD_HTML, text, size);
}

/* TRUE when text, the first of a link, is the address in <…>. */
static gboolean is_autolink(const md_renderer *r, const char *text, size_t size)
{
    const md_input *input = r->input;
    return md_input_holds(input, text, size) && text > input->text && text[-1] == '<' &&
           text + size < input->text + input->length && text[size] == '>';
}

static void autolink_add(md_renderer *r, const char *text, size_t size)
{
    size_t start = r->content.text->len;
    md_append_url_text(r->content.text, text, size);
    size_t length = r->content.text->len - start;
    md_token *token = md_token_add(r, MD_FIXED, "", 0);
    token->start = start;
    token->length = length;
}

/* Text goes on where the last one ended, and is one with it; after a backslash
 * it begins with a character that shall stay as it is. */
void md_text_add(md_renderer *r, const char *text, size_t size)
{
    gboolean held = md_input_holds(r->input, text, size);
    if (r->link_opened)
        r->autolink = is_autolink(r, text, size);
    r->link_opened = FALSE;
    if (r->autolink) {
        autolink_add(r, text, size);
        return;
    }
    const char *previous_end = r->text_end;
    r->text_end = held ? text + size : NULL;
    if (held && size && text > r->input->text && text[-1] == '\\' && previous_end != text) {
        md_token_add(r, MD_FIXED, text++, 1);
        size--;
        previous_end = NULL;
    }
    const char *shown = original(r, text, &size);
    guint count = r->content.tokens->len;
    md_token *last = count ? md_inline_token(&r->content, count - 1) : NULL;
    if (held && last && last->kind == MD_TEXT && previous_end == text) {
        g_string_append_len(r->content.text, shown, (gssize)size);
        last->length += size;
    } else if (size) {
        md_token_add(r, MD_TEXT, shown, size);
    }
}

static void line_break(md_renderer *r, gboolean hard)
{
    if (r->hidden_end)
        return;
    const char *html = hard ? "<br>\n" : "\n";
    md_token_add(r, MD_BREAK, html, strlen(html));
    if (!r->line_stale)
        r->line++;
    r->text_end = NULL;
}

/* md4c makes blanks of the blank space before a line of code; tabulators come
 * back, as far as they lie within it (CommonMark 0.30 §2.2). text: the line,
 * or NULL when the blank space is all there was. */
static void indent_write(md_renderer *r, const char *text)
{
    size_t keep = r->indent, column = 0;
    r->indent = 0;
    if (!keep)
        return;
    const char *blank = text, *p;
    while (text && blank > r->input->text && md_is_blank(blank[-1]))
        blank--;
    if (text && memchr(blank, '\t', (size_t)(text - blank))) {
        for (p = blank; p > r->input->text && p[-1] != '\n'; p--)
            column++;
        size_t end = column;
        for (p = blank; p < text; p++)
            end += *p == '\t' ? 4 - end % 4 : 1;
        for (p = blank; p < text && end - column > keep; p++)
            column += *p == '\t' ? 4 - column % 4 : 1;
        keep -= end - column;
        blank = p;
    } else {
        blank = text;
    }
    g_string_append_printf(r->html, "%*s", (int)MIN(keep, G_MAXINT), "");
    if (blank)
        g_string_append_len(r->html, blank, text - blank);
}

/* Code blocks and HTML blocks have no inline content: written at once. */
static void verbatim(md_renderer *r, MD_TEXTTYPE type, const char *text, size_t size)
{
    if (type == MD_TEXT_HTML && md_directive_text(r, text, size))
        return;
    gboolean held = md_input_holds(r->input, text, size);
    if (type == MD_TEXT_CODE && !held && size && *text == ' ') {
        r->indent += size;
        return;
    }
    if (held)
        md_line_at(r, r->html->len, md_input_line(r->input, text));
    indent_write(r, held ? text : NULL);
    const char *shown = original(r, text, &size);
    if (type == MD_TEXT_NULLCHAR)
        g_string_append(r->html, "\ufffd");
    else if (type == MD_TEXT_HTML)
        g_string_append_len(r->html, shown, (gssize)size);
    else
        md_append_escaped(r->html, shown, size);
}

/* In a table a | is escaped also in code (GFM §4.10, example 200). */
static void code_add(md_renderer *r, const char *text, size_t size)
{
    if (!r->in_cell || !memmem(text, size, "\\|", 2)) {
        md_token_add(r, MD_CODE, text, size);
        return;
    }
    g_autoptr(GString) code = g_string_new_len(text, (gssize)size);
    g_string_replace(code, "\\|", "|", 0);
    md_token_add(r, MD_CODE, code->str, code->len);
}

static void inline_text(md_renderer *r, MD_TEXTTYPE type, const char *text, size_t size)
{
    if (type == MD_TEXT_NORMAL) {
        if (r->input->regions && md_input_holds(r->input, text, size))
            md_region_text(r, text, size);
        else
            md_text_add(r, text, size);
        return;
    }
    const char *shown = original(r, text, &size);
    switch (type) {
    case MD_TEXT_NULLCHAR: md_token_add(r, MD_FIXED, "\ufffd", 3); break;
    case MD_TEXT_BR: line_break(r, TRUE); break;
    case MD_TEXT_SOFTBR: line_break(r, r->breaks); break;
    case MD_TEXT_ENTITY: md_token_add(r, MD_HTML, shown, size); break;
    case MD_TEXT_HTML: html_add(r, shown, size); break;
    case MD_TEXT_CODE:
    case MD_TEXT_LATEXMATH: code_add(r, shown, size); break;
    case MD_TEXT_NORMAL: break;
    }
    r->text_end = NULL;
}

int md_text(MD_TEXTTYPE type, const char *text, MD_SIZE size, void *data)
{
    md_renderer *r = data;
    if (r->block_verbatim) {
        verbatim(r, type, text, size);
        return 0;
    }
    if (type != MD_TEXT_BR && type != MD_TEXT_SOFTBR)
        place_read(r, text, size);
    if (r->images)
        alt_add(r, type, text, size);
    else
        inline_text(r, type, text, size);
    return 0;
}

/* The first token with a line speaks for those before it. */
static unsigned first_line(const md_inline *content)
{
    for (guint i = 0; i < content->tokens->len; i++)
        if (md_inline_token(content, i)->line)
            return md_inline_token(content, i)->line;
    return 0;
}

static void heading_open(md_renderer *r)
{
    g_autofree char *slug = md_heading_slug(r);
    g_string_append_printf(r->html, "<h%u", r->heading);
    if (*slug) {
        g_string_append(r->html, " id=\"");
        md_append_escaped(r->html, slug, strlen(slug));
        g_string_append_c(r->html, '"');
    }
    g_string_append_c(r->html, '>');
    r->heading = 0;
}

void md_task_box(md_renderer *r)
{
    g_string_append_printf(r->html, "<span class=\"task-checkbox\">%s</span> ", r->task == ' ' ? "☐" : "☑");
    r->task = '\0';
}

/* HTML has no blocks inside of p: a block token ends the paragraph, and what
 * comes after it begins one. Line breaks beside it are the block's own. */
static gboolean paragraph_keeps(md_renderer *r, guint index)
{
    const md_token *token = md_inline_token(&r->content, index);
    gboolean last = index + 1 == r->content.tokens->len;
    if (token->kind == MD_BREAK)
        return r->p_open && !last && !md_inline_token(&r->content, index + 1)->is_block;
    const char *text = r->content.text->str + token->start;
    if (!r->p_open && token->kind == MD_TEXT && md_is_blank(*text) && token->length == 1)
        return FALSE;
    if (token->is_block == r->p_open) {
        g_string_append(r->html, r->p_open ? "</p>\n" : "<p>");
        r->p_open = !r->p_open;
    }
    return TRUE;
}

static void token_write(md_renderer *r, const md_token *token)
{
    const char *text = r->content.text->str + token->start;
    if (token->line)
        md_line_at(r, r->html->len, token->line);
    switch (token->kind) {
    case MD_TEXT:
    case MD_FIXED:
    case MD_CODE: md_append_escaped(r->html, text, token->length); break;
    case MD_HTML:
    case MD_TAG:
    case MD_BREAK: g_string_append_len(r->html, text, (gssize)token->length); break;
    }
    if (token->is_block)
        g_string_append_c(r->html, '\n');
}

static void tokens_write(md_renderer *r)
{
    for (guint i = 0; i < r->content.tokens->len; i++)
        if (!r->paragraph || paragraph_keeps(r, i))
            token_write(r, md_inline_token(&r->content, i));
}

/* A term has no paragraph where its list is tight: its content is the term. */
static void term_write(md_renderer *r)
{
    gboolean is_term = r->definitions == MD_DEFINITIONS_TERM;
    if (is_term)
        g_string_append(r->html, "<dt>");
    tokens_write(r);
    if (is_term) {
        g_string_append(r->html, "</dt>\n");
        r->definitions = MD_DEFINITIONS_LIST;
    }
}

/* A task's box stands in the paragraph. */
static void paragraph_open(md_renderer *r)
{
    r->p_open = r->task || !md_inline_token(&r->content, 0)->is_block;
    if (r->p_open)
        g_string_append(r->html, "<p>");
}

void md_content_flush(md_renderer *r)
{
    md_inline *content = &r->content;
    r->hidden_end = 0;
    if (!content->tokens->len && !r->heading)
        return;
    unsigned line = first_line(content);
    if (line)
        md_line_at(r, r->html->len, line);
    gboolean gfm = r->document->options->gfm;
    if (!gfm) {
        md_marks(content);
        md_linkify(content);
    }
    if (r->heading)
        heading_open(r);
    if (r->paragraph)
        paragraph_open(r);
    if (r->task)
        md_task_box(r);
    if (!gfm) {
        md_abbreviations_mark(content, r->document->abbreviations, r->max_html);
        md_typographer(content, &r->quotes);
        md_emoji(content);
    }
    term_write(r);
    md_inline_reset(content);
    r->links = r->level = 0;
    r->text_end = NULL;
}
