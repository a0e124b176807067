/*
 * Lists and paragraphs, which are what they look like or stand for something
 * else: a definition list's parts, a footnote's content.
 */
#include "markdown/line.h"
#include "markdown/render.h"

#include <string.h>

/* The place behind the mark of a task that has no blank behind it, in the line from
 * start on; 0: there is none. */
static size_t bare_task(const char *text, size_t start, size_t end)
{
    size_t at = md_line_skip_prefix(text, start, end);
    if (end - at < 4 || text[at] != '[' || !strchr(" xX", text[at + 1]) || text[at + 2] != ']' ||
        strchr(" \t([:", text[at + 3]))
        return 0;
    for (size_t i = start; i < at; i++)
        if (!md_is_blank(text[i]) && text[i] != '>')
            return at + 3;
    return 0;
}

void md_task_marks_part(md_input *input)
{
    const char *text = input->text;
    size_t length = input->length;
    if (!memmem(text, length, "[ ]", 3) && !memmem(text, length, "[x]", 3) && !memmem(text, length, "[X]", 3))
        return;
    g_autoptr(GArray) edits = g_array_new(FALSE, FALSE, sizeof(md_edit));
    for (size_t start = 0, end; start < length; start = end + 1) {
        end = md_line_end(text, start, length);
        md_edit edit = {.at = bare_task(text, start, end), .text_length = 1};
        if (edit.at)
            g_array_append_val(edits, edit);
    }
    if (edits->len)
        md_input_edit(input, edits, " ");
}

static md_list_kind list_kind(const md_renderer *r)
{
    return r->lists->len ? r->lists->data[r->lists->len - 1] : MD_LIST;
}

gboolean md_list_is_open(const md_renderer *r)
{
    return r->lists->len && list_kind(r) == MD_LIST;
}

void md_list_open(md_renderer *r, const MD_BLOCK_OL_DETAIL *ordered)
{
    guint8 kind = MD_LIST;
    if (r->definitions == MD_DEFINITIONS_LIST)
        kind = MD_LIST_DEFINITIONS;
    else if (r->note >= 0 && !r->main_html)
        kind = MD_LIST_NOTE;
    r->definitions = MD_DEFINITIONS_NONE;
    g_byte_array_append(r->lists, &kind, 1);
    if (kind == MD_LIST_NOTE)
        md_note_divert(r);
    else if (kind == MD_LIST && !ordered)
        g_string_append(r->html, "<ul>\n");
    else if (kind == MD_LIST && ordered->start == 1)
        g_string_append(r->html, "<ol>\n");
    else if (kind == MD_LIST)
        g_string_append_printf(r->html, "<ol start=\"%u\">\n", ordered->start);
}

void md_list_close(md_renderer *r, const char *tag)
{
    md_list_kind kind = list_kind(r);
    if (r->lists->len)
        g_byte_array_set_size(r->lists, r->lists->len - 1);
    switch (kind) {
    case MD_LIST: g_string_append(r->html, tag); break;
    case MD_LIST_DEFINITIONS: r->definitions = MD_DEFINITIONS_READ; break;
    case MD_LIST_NOTE: md_note_restore(r); break;
    }
}

void md_item_open(md_renderer *r, const MD_BLOCK_LI_DETAIL *item)
{
    md_list_kind kind = list_kind(r);
    if (kind == MD_LIST)
        g_string_append(r->html, item->is_task ? "<li class=\"task-list-item\">" : "<li>");
    else if (kind == MD_LIST_DEFINITIONS)
        g_string_append(r->html, "<dd>");
    r->task = item->is_task ? item->task_mark : '\0';
    if (item->is_task)
        md_line_at(r, r->html->len, md_input_line(r->input, r->input->text + item->task_mark_offset));
}

void md_item_close(md_renderer *r)
{
    md_list_kind kind = list_kind(r);
    if (r->task)
        md_task_box(r);
    if (kind == MD_LIST)
        g_string_append(r->html, "</li>\n");
    else if (kind == MD_LIST_DEFINITIONS)
        g_string_append(r->html, "</dd>\n");
}

/* The <p> comes with the content: a formula may do without. */
void md_paragraph_open(md_renderer *r)
{
    r->paragraph = !r->document->depth && r->definitions != MD_DEFINITIONS_TERM;
}

void md_paragraph_close(md_renderer *r)
{
    if (r->p_open)
        g_string_append(r->html, "</p>\n");
    r->paragraph = r->p_open = FALSE;
}
