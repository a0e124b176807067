#include "markdown/block.h"

#include "markdown/line.h"

#include <string.h>

#define DIRECTIVE "<!A>"
#define LOOK_AHEAD 64 /* lines */

void md_blocks_replace(md_blocks *b, const md_block_line *line, size_t length, const md_directive *directive,
                       const char *more)
{
    size_t start = b->texts->len;
    g_string_append(b->texts, DIRECTIVE);
    if (more) {
        g_string_append_c(b->texts, '\n');
        for (size_t i = line->start; i < line->content; i++) {
            char c = b->input->text[i];
            g_string_append_c(b->texts, c == '>' || md_is_blank(c) ? c : ' ');
        }
        g_string_append(b->texts, more);
    }
    md_edit edit = {line->content, length, start, b->texts->len - start};
    g_array_append_val(b->edits, edit);
    g_array_append_val(b->input->directives, *directive);
}

static md_block_line line_read(const char *text, size_t start, size_t end)
{
    md_block_line line = {.start = start, .end = end};
    size_t at = start;
    for (; at < end && md_is_blank(text[at]); at++)
        line.indent += text[at] == '\t' ? 4 - line.indent % 4 : 1;
    line.content = md_line_skip_prefix(text, at, end);
    line.is_blank = line.content == end;
    for (; at < line.content; at++) {
        line.quotes += text[at] == '>';
        line.is_item = line.is_item || !(text[at] == '>' || md_is_blank(text[at]));
    }
    return line;
}

char md_blocks_bullet(const md_blocks *b)
{
    const char *text = b->input->text;
    size_t start = b->line.end + 1, length = b->input->length;
    for (unsigned i = 0; i < LOOK_AHEAD && start < length; i++) {
        md_block_line line = line_read(text, start, md_line_end(text, start, length));
        if (!line.is_blank && line.indent < 2 && !strchr(":~[", text[line.content]))
            return line.is_item && memchr(text + line.start, '*', line.content - line.start) ? '-' : '*';
        start = line.end + 1;
    }
    return '*';
}

/* What a line is that begins an element whose content is no Markdown; NULL: it
 * is none. Returns what ends it (CommonMark §4.6, the first two conditions). */
static const char *raw_end(const char *text, const md_block_line *line)
{
    static const struct {
        const char *start, *end;
    } kinds[] = {{"<style", "</style>"}, {"<script", "</script>"}, {"<pre", "</pre>"}, {"<!--", "-->"}};
    size_t length = line->end - line->content;
    if (!length || text[line->content] != '<')
        return NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        size_t n = strlen(kinds[i].start);
        if (length >= n && !g_ascii_strncasecmp(text + line->content, kinds[i].start, n))
            return kinds[i].end;
    }
    return NULL;
}

static gboolean line_holds(const char *text, const md_block_line *line, const char *what)
{
    return memmem(text + line->start, line->end - line->start, what, strlen(what)) != NULL;
}

static void line_match(md_blocks *b)
{
    const md_block_line *line = &b->line;
    if (line->is_blank)
        return;
    if (b->before.is_blank && line->indent < 2 && !line->is_item)
        b->in_item = FALSE;
    gboolean gfm = b->document->options->gfm, defines = !gfm && md_definition_match(b);
    if (b->before.is_blank && line->indent < 2 && !defines)
        b->in_definitions = FALSE;
    b->in_item = b->in_item || line->is_item || defines;
    if (defines || (line->indent >= 4 && !b->in_item))
        return;
    switch (b->input->text[line->content]) {
    case '#': b->line.is_block = TRUE; break;
    case ':': b->line.is_block = !gfm && md_container_match(b); break;
    case '[': b->in_item = md_note_definition_match(b) || b->in_item; break;
    case '*': b->line.is_block = !gfm && md_abbreviation_match(b); break;
    default: break;
    }
}

static void lines_read(md_blocks *b)
{
    const char *text = b->input->text, *raw = NULL;
    size_t fence = 0, length = b->input->length;
    char fence_mark = '\0', mark = '\0';
    b->before = b->before_that = (md_block_line){.is_blank = TRUE};
    for (size_t start = 0; start < length; start = b->line.end + 1) {
        b->line = line_read(text, start, md_line_end(text, start, length));
        b->line.after_block = b->before.is_blank || b->before.is_block;
        size_t run = md_line_fence(text, start, b->line.end, &mark);
        if (fence) {
            fence = run >= fence && mark == fence_mark ? 0 : fence;
            b->line.is_block = TRUE;
        } else if (run && !raw) {
            fence = run;
            fence_mark = mark;
        } else {
            raw = raw ? raw : raw_end(text, &b->line);
            if (!raw)
                line_match(b);
            else if (line_holds(text, &b->line, raw))
                raw = NULL;
        }
        b->before_that = b->before;
        b->before = b->line;
    }
}

/* The first bytes of lines that begin such blocks; most texts have none. */
static gboolean has_signs(const md_input *input)
{
    const char *text = input->text;
    size_t length = input->length;
    return memmem(text, length, ":::", 3) || memmem(text, length, "[^", 2) || memmem(text, length, "*[", 2) ||
           memmem(text, length, "\n:", 2) || memmem(text, length, "\n~", 2) || memmem(text, length, " : ", 3) ||
           memmem(text, length, " ~ ", 3);
}

void md_blocks_apply(md_document *document, md_input *input)
{
    if (!has_signs(input))
        return;
    md_blocks b = {.document = document, .input = input};
    b.edits = g_array_new(FALSE, FALSE, sizeof(md_edit));
    b.texts = g_string_new(NULL);
    input->directives = g_array_new(FALSE, FALSE, sizeof(md_directive));
    lines_read(&b);
    if (b.edits->len)
        md_input_edit(input, b.edits, b.texts->str);
    for (guint i = 0; i < b.edits->len; i++)
        g_array_index(input->directives, md_directive, i).at = g_array_index(b.edits, md_edit, i).at;
    g_array_unref(b.edits);
    if (b.containers)
        g_array_unref(b.containers);
    g_string_free(b.texts, TRUE);
}
