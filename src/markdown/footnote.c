#include "markdown/footnote.h"

#include "markdown/block.h"
#include "markdown/line.h"
#include "markdown/render.h"

#include <string.h>

#define MAX_LABEL 256
#define MAX_NOTES 10000

static void note_free(void *data)
{
    md_note *note = data;
    if (note->html)
        g_string_free(note->html, TRUE);
    hp_line_map_free(note->map);
    g_free(note);
}

void md_notes_free(md_notes *notes)
{
    if (!notes)
        return;
    g_ptr_array_unref(notes->all);
    g_ptr_array_unref(notes->shown);
    g_hash_table_unref(notes->by_label);
    g_free(notes);
}

/* The index of a new note. */
static guint note_add(md_document *document, md_note **added)
{
    if (!document->notes) {
        document->notes = g_new0(md_notes, 1);
        document->notes->all = g_ptr_array_new_with_free_func(note_free);
        document->notes->shown = g_ptr_array_new();
        document->notes->by_label = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    }
    *added = g_new0(md_note, 1);
    g_ptr_array_add(document->notes->all, *added);
    return document->notes->all->len - 1;
}

static md_note *note_get(const md_document *document, guint index)
{
    return g_ptr_array_index(document->notes->all, index);
}

/* The length of [^label] at a place, or 0. */
static size_t label_length(const char *text, size_t at, size_t end)
{
    if (end - at < 4 || text[at] != '[' || text[at + 1] != '^')
        return 0;
    size_t p = at + 2;
    while (p < end && p - at < MAX_LABEL && text[p] != ']' && !g_ascii_isspace(text[p]))
        p++;
    return p < end && text[p] == ']' && p > at + 2 ? p + 1 - at : 0;
}

gboolean md_note_definition_match(md_blocks *b)
{
    const char *text = b->input->text;
    size_t at = b->line.content, end = b->line.end, length = label_length(text, at, end), p = at + length;
    if (!length || p >= end || text[p] != ':')
        return FALSE;
    for (p++; p < end && md_is_blank(text[p]);)
        p++;
    md_note *note;
    guint index = note_add(b->document, &note);
    note->line = md_input_line(b->input, text + at);
    g_autofree char *label = g_strndup(text + at + 2, length - 3);
    /* Of two with a label the first counts, as of links. */
    if (!g_hash_table_contains(b->document->notes->by_label, label))
        g_hash_table_insert(b->document->notes->by_label, g_steal_pointer(&label), GUINT_TO_POINTER(index + 1));
    md_directive directive = {.kind = MD_NOTE_DEFINITION, .value = index};
    /* Content is indented by four columns. */
    char more[] = "*   ";
    more[0] = md_blocks_bullet(b);
    if (p == end)
        more[1] = '\0';
    md_blocks_replace(b, &b->line, p - at, &directive, more);
    return TRUE;
}

/* The ] of ^[…]: brackets in it pair, code and escapes are passed over. */
static size_t inline_end(const md_scan *scan, size_t at)
{
    unsigned depth = 0;
    for (size_t p = at; p < scan->end; p++) {
        switch (scan->text[p]) {
        case '\\': p++; break;
        case '[': depth++; break;
        case ']':
            if (--depth == 0)
                return p;
            break;
        case '\n':
            if (md_scan_ends_block(scan, p))
                return 0;
            break;
        default: break;
        }
    }
    return 0;
}

gboolean md_note_inline_match(md_scan *scan, size_t at, md_region *region)
{
    md_document *document = scan->document;
    if (at + 2 >= scan->end || scan->text[at + 1] != '[' || scan->failed.note || document->depth >= MD_MAX_DEPTH ||
        (document->notes && document->notes->all->len >= MAX_NOTES))
        return FALSE;
    size_t end = inline_end(scan, at + 1);
    scan->failed.note = !end;
    if (end <= at + 2)
        return FALSE;
    md_note *note;
    guint index = note_add(document, &note);
    note->text.length = end - at - 2;
    note->text.text = md_input_original(scan->input, scan->text + at + 2, &note->text.length);
    note->text.line = note->line = md_input_line(scan->input, scan->text + at);
    *region = (md_region){.kind = MD_NOTE, .start = at, .end = end + 1, .value = index};
    return TRUE;
}

gboolean md_note_match(md_scan *scan, size_t at, md_region *region)
{
    size_t length = scan->document->notes ? label_length(scan->text, at, scan->end) : 0;
    if (!length)
        return FALSE;
    g_autofree char *label = g_strndup(scan->text + at + 2, length - 3);
    guint index = GPOINTER_TO_UINT(g_hash_table_lookup(scan->document->notes->by_label, label));
    *region = (md_region){.kind = MD_NOTE, .start = at, .end = at + length, .value = index - 1};
    return index > 0;
}

/* Ids hold the line where the text begins: a deck's slides count their notes
 * from 1, each for itself. */
void md_note_render(md_renderer *r, const md_region *region)
{
    md_note *note = note_get(r->document, region->value);
    if (!note->number) {
        g_ptr_array_add(r->document->notes->shown, note);
        note->number = r->document->notes->shown->len;
    }
    unsigned line = r->document->line, again = note->references++;
    GString *text = r->content.text;
    size_t start = text->len;
    g_string_append_printf(text, "<sup class=\"footnote-ref\"><a href=\"#fn%u-%u\" id=\"fnref%u-%u", line, note->number,
                           line, note->number);
    if (again)
        g_string_append_printf(text, "-%u", again);
    g_string_append_printf(text, "\">[%u", note->number);
    if (again)
        g_string_append_printf(text, ":%u", again);
    g_string_append(text, "]</a></sup>");
    md_tag_add(r, start);
}

/* The content of a definition goes to its note. */
void md_note_divert(md_renderer *r)
{
    md_note *note = note_get(r->document, r->note);
    md_line_at(r, r->html->len, note->line);
    note->html = g_string_new(NULL);
    note->map = hp_line_map_new();
    r->main_html = r->html;
    r->main_map = r->map;
    r->html = note->html;
    r->map = note->map;
    r->quote_base = r->quote_tags->len;
    md_line_at(r, 0, note->line);
}

void md_note_restore(md_renderer *r)
{
    r->notes_length += r->html->len;
    r->html = r->main_html;
    r->map = r->main_map;
    r->main_html = NULL;
    r->note = -1;
    r->quote_base = 0;
    r->has_pending = FALSE;
}

/* Appends HTML that has lines of its own. */
static void append_mapped(md_renderer *r, const GString *html, const hp_line_map *map)
{
    for (const char *p = html->str, *end = p + html->len; p < end;) {
        const char *lf = memchr(p, '\n', (size_t)(end - p)), *stop = lf ? lf + 1 : end;
        md_line_at(r, r->html->len, hp_line_map_lookup(map, (size_t)(p - html->str)));
        g_string_append_len(r->html, p, stop - p);
        p = stop;
    }
}

/* The link back stands at the end of the last paragraph. */
static void note_end(md_renderer *r, const md_note *note)
{
    gboolean paragraph = g_str_has_suffix(r->html->str, "</p>\n");
    if (paragraph)
        g_string_truncate(r->html, r->html->len - strlen("</p>\n"));
    for (unsigned i = 0; i < note->references; i++) {
        g_string_append_printf(r->html, " <a href=\"#fnref%u-%u", r->document->line, note->number);
        if (i)
            g_string_append_printf(r->html, "-%u", i);
        g_string_append(r->html, "\" class=\"footnote-backref\">\u21a9</a>");
    }
    g_string_append(r->html, paragraph ? "</p>\n</li>\n" : "</li>\n");
}

static void note_write(md_renderer *r, const md_note *note)
{
    g_autoptr(GString) inner = g_string_new(NULL);
    g_autoptr(hp_line_map) map = hp_line_map_new();
    if (note->text.text)
        md_document_convert_inner(r->document, &note->text, inner, map);
    md_line_at(r, r->html->len, note->line);
    g_string_append_printf(r->html, "<li id=\"fn%u-%u\" class=\"footnote-item\">", r->document->line, note->number);
    if (note->text.text)
        append_mapped(r, inner, map);
    else if (note->html)
        append_mapped(r, note->html, note->map);
    note_end(r, note);
}

void md_notes_write(md_renderer *r)
{
    const md_notes *notes = r->document->notes;
    if (!notes)
        return;
    for (guint i = 0; i < notes->all->len; i++) {
        const md_note *note = g_ptr_array_index(notes->all, i);
        if (!note->number && !note->text.text)
            hp_diag_warning(r->document->diags, "footnote-unused", note->line,
                            "nothing refers to this footnote, it is not shown");
    }
    if (!notes->shown->len)
        return;
    g_string_append(r->html, "<section class=\"footnotes\">\n<ol class=\"footnotes-list\">\n");
    /* Notes may have notes, which come after them. */
    for (guint i = 0; i < notes->shown->len && !md_limit_check(r); i++)
        note_write(r, g_ptr_array_index(notes->shown, i));
    g_string_append(r->html, "</ol>\n</section>\n");
}
