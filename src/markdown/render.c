/*
 * Blocks. md4c says that a block begins before it says with what, so tags are
 * written at once and their line follows with the first text that has a place
 * in the source.
 */
#include "markdown/render.h"

#include "markdown/url.h"

#include <string.h>

#define MAX_CELLS 100000

void md_renderer_init(md_renderer *r, md_document *document, const md_input *input, GString *html, hp_line_map *map)
{
    *r = (md_renderer){.document = document, .input = input, .html = html, .map = map, .note = -1};
    r->breaks = document->options->breaks;
    r->quotes = md_quotes_of_language(document->options->lang);
    r->line = input->first_line - 1;
    r->line_stale = TRUE;
    /* References to link definitions can repeat a long address without end. */
    r->max_html = html->len + 64 * input->length + ((size_t)1 << 20);
    r->lists = g_byte_array_new();
    r->containers = g_byte_array_new();
    r->quote_tags = g_array_new(FALSE, FALSE, sizeof(size_t));
    md_inline_init(&r->content);
}

void md_renderer_abandon(md_renderer *r)
{
    md_content_flush(r);
    if (r->main_html)
        md_note_restore(r);
    hp_diag_warning(r->document->diags, "markdown-limit", r->line,
                    "the text grows without bounds here, the rest is left out");
}

void md_renderer_finish(md_renderer *r)
{
    md_definitions_close(r);
    md_containers_close(r, 0);
    if (!r->document->depth)
        md_notes_write(r);
}

void md_renderer_clear(md_renderer *r)
{
    md_inline_clear(&r->content);
    g_byte_array_unref(r->lists);
    g_byte_array_unref(r->containers);
    g_array_unref(r->quote_tags);
}

void md_line_at(md_renderer *r, size_t offset, unsigned line)
{
    if (r->has_pending)
        offset = r->pending;
    r->has_pending = FALSE;
    hp_line_map_add(r->map, offset, line);
    r->line = line;
    r->line_stale = FALSE;
}

static void opens_here(md_renderer *r)
{
    if (!r->has_pending)
        r->pending = r->html->len;
    r->has_pending = TRUE;
    r->line_stale = TRUE;
}

void md_append_attribute(GString *out, const MD_ATTRIBUTE *attribute, size_t from, size_t to, gboolean as_url)
{
    for (size_t i = 0; attribute->size && attribute->substr_offsets[i] < to; i++) {
        size_t start = MAX(attribute->substr_offsets[i], from), end = MIN(attribute->substr_offsets[i + 1], to);
        if (start >= end)
            continue;
        const char *text = attribute->text + start;
        switch (attribute->substr_types[i]) {
        case MD_TEXT_ENTITY: g_string_append_len(out, text, (gssize)(end - start)); break;
        case MD_TEXT_NULLCHAR: g_string_append(out, "\ufffd"); break;
        default:
            if (as_url) {
                g_autoptr(GString) url = g_string_sized_new(end - start);
                md_append_href(url, text, end - start);
                md_append_escaped(out, url->str, url->len);
            } else {
                md_append_escaped(out, text, end - start);
            }
        }
    }
}

static void cell_open(md_renderer *r, const char *tag, const MD_BLOCK_TD_DETAIL *cell)
{
    static const char *const aligns[] = {
        [MD_ALIGN_DEFAULT] = NULL, [MD_ALIGN_LEFT] = "left", [MD_ALIGN_CENTER] = "center", [MD_ALIGN_RIGHT] = "right"};
    g_string_append_printf(r->html, "<%s", tag);
    /* A style that a comment gives to the cell replaces markdown-it's. */
    const char *format = r->document->options->gfm ? " align=\"%s\"" : " style=\"text-align:%s\"";
    if (aligns[cell->align])
        g_string_append_printf(r->html, format, aligns[cell->align]);
    g_string_append_c(r->html, '>');
    r->in_cell = TRUE;
    r->cells++;
}

/* A thematic break has no text: it is looked for in the source. */
static void break_add(md_renderer *r)
{
    size_t start = r->html->len;
    g_string_append(r->html, "<hr>\n");
    unsigned line = md_input_find_break(r->input, r->line);
    if (line)
        md_line_at(r, start, line);
}

int md_limit_check(const md_renderer *r)
{
    size_t length = r->html->len + r->content.text->len + r->notes_length;
    return length > r->max_html || r->cells > MAX_CELLS ? -1 : 0;
}

int md_block_enter(MD_BLOCKTYPE type, void *detail, void *data)
{
    md_renderer *r = data;
    md_content_flush(r);
    md_definitions_check(r, type, TRUE);
    r->in_directive = FALSE;
    /* A cell stands on the line of its row, also when it is empty. */
    if (type != MD_BLOCK_TH && type != MD_BLOCK_TD)
        opens_here(r);
    r->block_verbatim = type == MD_BLOCK_CODE || type == MD_BLOCK_HTML;
    switch (type) {
    case MD_BLOCK_DOC: break;
    case MD_BLOCK_QUOTE: md_quote_open(r); break;
    case MD_BLOCK_UL: md_list_open(r, NULL); break;
    case MD_BLOCK_OL: md_list_open(r, detail); break;
    case MD_BLOCK_LI: md_item_open(r, detail); break;
    case MD_BLOCK_HR: break_add(r); break;
    case MD_BLOCK_H: r->heading = ((MD_BLOCK_H_DETAIL *)detail)->level; break;
    case MD_BLOCK_CODE: md_fence_open(r, detail); break;
    case MD_BLOCK_HTML: break;
    case MD_BLOCK_P: md_paragraph_open(r); break;
    case MD_BLOCK_TABLE: g_string_append(r->html, "<table>\n"); break;
    case MD_BLOCK_THEAD: g_string_append(r->html, "<thead>\n"); break;
    case MD_BLOCK_TBODY: g_string_append(r->html, "<tbody>\n"); break;
    case MD_BLOCK_TR: g_string_append(r->html, "<tr>\n"); break;
    case MD_BLOCK_TH: cell_open(r, "th", detail); break;
    case MD_BLOCK_TD: cell_open(r, "td", detail); break;
    }
    return md_limit_check(r);
}

int md_block_leave(MD_BLOCKTYPE type, void *detail, void *data)
{
    md_renderer *r = data;
    md_content_flush(r);
    md_definitions_check(r, type, FALSE);
    r->block_verbatim = r->in_cell = FALSE;
    switch (type) {
    case MD_BLOCK_DOC:
    case MD_BLOCK_HR:
    case MD_BLOCK_HTML: break;
    case MD_BLOCK_QUOTE: md_quote_close(r); break;
    case MD_BLOCK_UL: md_list_close(r, "</ul>\n"); break;
    case MD_BLOCK_OL: md_list_close(r, "</ol>\n"); break;
    case MD_BLOCK_LI: md_item_close(r); break;
    case MD_BLOCK_H:
        g_string_append_printf(r->html, "</h%u>\n", ((MD_BLOCK_H_DETAIL *)detail)->level);
        r->heading = 0;
        break;
    case MD_BLOCK_CODE: g_string_append(r->html, "</code></pre>\n"); break;
    case MD_BLOCK_P: md_paragraph_close(r); break;
    case MD_BLOCK_TABLE: g_string_append(r->html, "</table>\n"); break;
    case MD_BLOCK_THEAD: g_string_append(r->html, "</thead>\n"); break;
    case MD_BLOCK_TBODY: g_string_append(r->html, "</tbody>\n"); break;
    case MD_BLOCK_TR: g_string_append(r->html, "</tr>\n"); break;
    case MD_BLOCK_TH: g_string_append(r->html, "</th>\n"); break;
    case MD_BLOCK_TD: g_string_append(r->html, "</td>\n"); break;
    }
    return md_limit_check(r);
}
