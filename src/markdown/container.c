/*
 * Containers: ":::info" up to ":::" is an alert, ":::spoiler Title" what can be
 * unfolded and on paper is. More colons hold containers with fewer. Only lines
 * with a name that HedgeDoc has open one.
 */
#include "markdown/block.h"
#include "markdown/line.h"
#include "markdown/render.h"

#include <string.h>

#define MIN_COLONS 3
#define MAX_OPEN 50

typedef enum { SUCCESS, INFO, WARNING, DANGER, SPOILER } container_kind;

static const char *const names[] = {
    [SUCCESS] = "success", [INFO] = "info", [WARNING] = "warning", [DANGER] = "danger", [SPOILER] = "spoiler"};

/* The kind that stands behind the colons, or -1. */
static int kind_of(const char *text, size_t length)
{
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        size_t n = strlen(names[i]);
        if (length >= n && !memcmp(text, names[i], n) && (length == n || md_is_blank(text[n]) || text[n] == '{'))
            return (int)i;
    }
    return -1;
}

static void container_open(md_blocks *b, size_t colons, unsigned kind, size_t title, size_t title_length)
{
    md_directive directive = {.kind = MD_CONTAINER_OPEN, .value = kind, .length = title_length};
    directive.text = md_input_original(b->input, b->input->text + title, &directive.length);
    g_array_append_val(b->containers, colons);
    md_blocks_replace(b, &b->line, b->line.end - b->line.content, &directive, NULL);
}

/* Ends the innermost container of that many colons, or the innermost; those in
 * it end with it, as HTML has it. */
static gboolean container_close(md_blocks *b, size_t colons)
{
    if (!b->containers || !b->containers->len)
        return FALSE;
    guint index = b->containers->len;
    while (index && g_array_index(b->containers, size_t, index - 1) != colons)
        index--;
    index = index ? index - 1 : b->containers->len - 1;
    md_directive directive = {.kind = MD_CONTAINER_CLOSE, .value = index};
    g_array_set_size(b->containers, index);
    md_blocks_replace(b, &b->line, b->line.end - b->line.content, &directive, NULL);
    return TRUE;
}

gboolean md_container_match(md_blocks *b)
{
    const char *text = b->input->text;
    size_t at = b->line.content, end = b->line.end, colons = md_run_length(text, at, end);
    if (colons < MIN_COLONS)
        return FALSE;
    for (at += colons; at < end && md_is_blank(text[at]);)
        at++;
    if (at == end)
        return container_close(b, colons);
    int kind = kind_of(text + at, end - at);
    if (kind < 0)
        return FALSE;
    if (!b->containers)
        b->containers = g_array_new(FALSE, FALSE, sizeof(size_t));
    if (b->containers->len == MAX_OPEN)
        return FALSE;
    at += strlen(names[kind]);
    /* {state="open"} says what paper does anyway. */
    while (at < end && md_is_blank(text[at]))
        at++;
    const char *brace = at < end && text[at] == '{' ? memchr(text + at, '}', end - at) : NULL;
    at = brace ? (size_t)(brace + 1 - text) : at;
    container_open(b, colons, (unsigned)kind, at, end - at);
    return TRUE;
}

static void summary_write(md_renderer *r, const md_directive *directive)
{
    g_string_append(r->html, "<details open>");
    const hp_markdown_text title = {directive->text, directive->length, r->line};
    const char *p = title.text, *end = p + title.length;
    while (p < end && md_is_blank(*p))
        p++;
    if (p < end) {
        g_string_append(r->html, "<summary>");
        md_document_convert_inner(r->document, &title, r->html, NULL);
        g_string_append(r->html, "</summary>");
    }
    g_string_append_c(r->html, '\n');
}

void md_containers_close(md_renderer *r, unsigned left)
{
    while (r->containers->len > left) {
        guint8 kind = r->containers->data[r->containers->len - 1];
        g_string_append(r->html, kind == SPOILER ? "</details>\n" : "</div>\n");
        g_byte_array_set_size(r->containers, r->containers->len - 1);
    }
}

void md_container_render(md_renderer *r, const md_directive *directive)
{
    if (directive->kind == MD_CONTAINER_CLOSE) {
        md_containers_close(r, directive->value);
        return;
    }
    guint8 kind = (guint8)directive->value;
    g_byte_array_append(r->containers, &kind, 1);
    if (kind == SPOILER)
        summary_write(r, directive);
    else
        g_string_append_printf(r->html, "<div class=\"alert alert-%s\">\n", names[kind]);
}
