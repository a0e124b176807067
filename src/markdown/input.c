#include "markdown/input.h"

#include <string.h>

#define MAX_LENGTH ((size_t)16 << 20)

static void index_lines(md_input *input)
{
    input->line_starts = g_array_new(FALSE, FALSE, sizeof(unsigned));
    const char *end = input->original + input->length;
    for (const char *p = input->original; p < end && (p = memchr(p, '\n', (size_t)(end - p)));) {
        unsigned start = (unsigned)(++p - input->original);
        g_array_append_val(input->line_starts, start);
    }
}

void md_input_init(md_input *input, const hp_markdown_text *text, hp_diags *diags)
{
    *input = (md_input){.original = text->text, .length = text->length, .first_line = text->line};
    if (input->length > MAX_LENGTH) {
        input->length = MAX_LENGTH;
        while (input->length && ((unsigned char)input->original[input->length] & 0xc0) == 0x80)
            input->length--;
        hp_diag_warning(diags, "markdown-limit", text->line, "the text is longer than 16 MB, the rest is left out");
    }
    input->original_length = input->length;
    input->text = g_malloc(input->length + 1);
    if (input->length)
        memcpy(input->text, input->original, input->length);
    input->text[input->length] = '\0';
    index_lines(input);
}

void md_input_clear(md_input *input)
{
    g_free(input->text);
    if (input->line_starts)
        g_array_unref(input->line_starts);
    if (input->shifts)
        g_array_unref(input->shifts);
    if (input->regions)
        g_array_unref(input->regions);
    if (input->directives)
        g_array_unref(input->directives);
    *input = (md_input){0};
}

gboolean md_input_holds(const md_input *input, const char *text, size_t size)
{
    return text >= input->text && text <= input->text + input->length &&
           size <= (size_t)(input->text + input->length - text);
}

static size_t original_offset(const md_input *input, size_t offset)
{
    if (!input->shifts)
        return offset;
    size_t low = 0, high = input->shifts->len;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (g_array_index(input->shifts, md_shift, middle).to <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    if (low) {
        const md_shift *s = &g_array_index(input->shifts, md_shift, low - 1);
        offset = offset - s->to + s->from;
    }
    /* What was added before the next shift has no place of its own. */
    if (low < input->shifts->len)
        offset = MIN(offset, g_array_index(input->shifts, md_shift, low).from);
    return offset;
}

const char *md_input_original(const md_input *input, const char *text, size_t *size)
{
    size_t offset = (size_t)(text - input->text);
    size_t start = original_offset(input, offset);
    *size = original_offset(input, offset + *size) - start;
    return input->original + start;
}

unsigned md_input_line(const md_input *input, const char *text)
{
    size_t offset = original_offset(input, (size_t)(text - input->text));
    size_t low = 0, high = input->line_starts->len;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (g_array_index(input->line_starts, unsigned, middle) <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return input->first_line + (unsigned)low;
}

/* Copies the shifts of places in [from, to), moved by as much as the text is. */
static guint shifts_copy(const GArray *old, guint next, size_t from, size_t to, size_t moved_to, GArray *shifts)
{
    for (; old && next < old->len && g_array_index(old, md_shift, next).to < to; next++) {
        md_shift s = g_array_index(old, md_shift, next);
        if (s.to < from)
            continue;
        s.to = s.to - from + moved_to;
        g_array_append_val(shifts, s);
    }
    return next;
}

void md_input_edit(md_input *input, GArray *edits, const char *texts)
{
    GString *copy = g_string_sized_new(input->length + 16 * edits->len);
    GArray *shifts = g_array_new(FALSE, FALSE, sizeof(md_shift));
    size_t done = 0;
    guint next = 0;
    for (guint i = 0; i < edits->len; i++) {
        md_edit *edit = &g_array_index(edits, md_edit, i);
        size_t end = edit->at + edit->length;
        next = shifts_copy(input->shifts, next, done, edit->at, copy->len, shifts);
        g_string_append_len(copy, input->text + done, (gssize)(edit->at - done));
        edit->at = copy->len;
        g_string_append_len(copy, texts + edit->text, (gssize)edit->text_length);
        md_shift s = {copy->len, original_offset(input, end)};
        g_array_append_val(shifts, s);
        done = end;
    }
    shifts_copy(input->shifts, next, done, input->length + 1, copy->len, shifts);
    g_string_append_len(copy, input->text + done, (gssize)(input->length - done));
    if (input->shifts)
        g_array_unref(input->shifts);
    input->shifts = shifts;
    g_free(input->text);
    input->length = copy->len;
    input->text = g_string_free(copy, FALSE);
}

/* CommonMark §4.1: three or more of one of * - _, and blanks; quote marks before
 * it are skipped. */
static gboolean is_break(const char *p, const char *end)
{
    while (p < end && strchr("> \t", *p))
        p++;
    char c = p < end ? *p : '\0';
    unsigned count = 0;
    for (; p < end && (*p == c || *p == ' ' || *p == '\t'); p++)
        count += *p == c;
    return count >= 3 && (p == end || *p == '\n') && strchr("*-_", c);
}

unsigned md_input_find_break(const md_input *input, unsigned after)
{
    const char *end = input->original + input->original_length;
    for (unsigned line = after + 1; line <= after + 20 && line - input->first_line <= input->line_starts->len; line++) {
        unsigned index = line - input->first_line;
        size_t start = index ? g_array_index(input->line_starts, unsigned, index - 1) : 0;
        if (is_break(input->original + start, end))
            return line;
    }
    return 0;
}
