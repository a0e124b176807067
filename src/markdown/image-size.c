/*
 * Image sizes: ![alt](address =WxH), ![alt](address "title" =WxH) and the size
 * before the title. W and H are px or end in %, either may be empty.
 *
 * md4c takes a blank in an address for the end of it, so a mark that is no
 * blank joins the size to what stands before. The mark is a C1 control of two
 * bytes, as long as the " =" it replaces, and in no text that people write.
 */
#include "markdown/input.h"

#include <string.h>

#define MARK "\xc2\x91"
#define MARK_LENGTH 2
#define MAX_BACK 1024 /* how far before the size an image may begin */
#define MAX_TITLE 1024

static const char *skip_number(const char *p, const char *end)
{
    const char *start = p;
    while (p < end && g_ascii_isdigit(*p) && p - start < 6)
        p++;
    if (p < end && p > start && *p == '%')
        p++;
    return p;
}

/* Reads WxH at p; returns its end, or NULL. */
static const char *size_read(const char *p, const char *end, md_image_size *size)
{
    size->width = p;
    p = skip_number(p, end);
    size->width_length = (size_t)(p - size->width);
    if (p >= end || *p != 'x')
        return NULL;
    size->height = ++p;
    p = skip_number(p, end);
    size->height_length = (size_t)(p - size->height);
    return p;
}

/* TRUE when ( at open follows the ] of an image's text on the same line. */
static gboolean is_image(const char *open, const char *line)
{
    if (open == line || open[-1] != ']')
        return FALSE;
    unsigned depth = 0;
    for (const char *p = open - 1; p >= line; p--) {
        if (*p == ']')
            depth++;
        else if (*p == '[' && --depth == 0)
            return p > line && p[-1] == '!';
    }
    return FALSE;
}

/* Looks back from the blank before = for the ( of an image whose address, and
 * perhaps title, ends there. Returns the place of the quote that ends the title
 * or the > that ends the address, which the size must come before; else where
 * the address ends; NULL when there is no image. */
static char *image_before(char *line, char *blank)
{
    char *end = blank;
    while (end > line && end[-1] == ' ')
        end--;
    char *p = end, *stop = end - line > MAX_BACK ? end - MAX_BACK : line;
    if (p > line && (p[-1] == '"' || p[-1] == '\'')) {
        char quote = *--p;
        for (p--; p > stop && *p != quote;)
            p--;
        if (p <= stop || p[-1] != ' ')
            return NULL;
        while (p > stop && p[-1] == ' ')
            p--;
        end--;
    } else if (p > line && p[-1] == '>') {
        end--;
    }
    /* Now p is the end of the address: no blank in it, except in <…>. */
    gboolean angle = p > stop && p[-1] == '>';
    for (p -= angle; p > stop && p[-1] != (angle ? '<' : '(');)
        if (*--p == (angle ? '>' : ' '))
            return NULL;
    p -= angle;
    /* Addresses have parentheses too: take the one that follows a ]. */
    for (unsigned tries = 0; p > stop && tries < 8; tries++) {
        if (p[-1] == '(' && is_image(p - 1, stop))
            return end;
        for (p--; p > stop && p[-1] != '(';)
            if (*--p == ' ')
                return NULL;
    }
    return NULL;
}

/* Skips blanks and a title in quotes; TRUE when ) comes next. */
static gboolean closes(const char *p, const char *end)
{
    while (p < end && *p == ' ')
        p++;
    if (p < end && (*p == '"' || *p == '\'')) {
        p = memchr(p + 1, *p, (size_t)(end - p - 1));
        if (!p)
            return FALSE;
        for (p++; p < end && *p == ' ';)
            p++;
    }
    return p < end && *p == ')';
}

/* Moves the size before the quote or > that ends the title or address, if one
 * does, and joins it with the mark. All within the same bytes. */
static void size_hide(char *at, char *blank, char *size_end)
{
    size_t n_size = (size_t)(size_end - (blank + 2)), n_tail = 0;
    char tail = *at;
    if (tail != ' ')
        n_tail = 1;
    char *out = at;
    memcpy(out, MARK, MARK_LENGTH);
    out += MARK_LENGTH;
    memmove(out, blank + 2, n_size);
    out += n_size;
    if (n_tail)
        *out++ = tail;
    memset(out, ' ', (size_t)(size_end - out));
}

void md_image_sizes_hide(md_input *input)
{
    char *text = input->text, *end = text + input->length, *line = text;
    for (char *p = text; (p = memmem(p, (size_t)(end - p), " =", 2)); p += 2) {
        md_image_size size;
        const char *size_end = size_read(p + 2, end, &size);
        if (!size_end)
            continue;
        char *lf = memrchr(line, '\n', (size_t)(p - line));
        line = lf ? lf + 1 : line;
        const char *stop = end - size_end > MAX_TITLE ? size_end + MAX_TITLE : end;
        lf = memchr(size_end, '\n', (size_t)(stop - size_end));
        if (!closes(size_end, lf ? lf : stop))
            continue;
        char *at = image_before(line, p);
        if (at)
            size_hide(at, p, text + (size_end - text));
    }
}

gboolean md_image_size_find(const char *text, size_t length, md_image_size *size)
{
    if (!length)
        return FALSE;
    /* Digits follow the last mark, so few bytes have to be looked at. */
    const char *end = text + length, *start = length > 20 ? end - 20 : text;
    for (const char *p = end - MARK_LENGTH; p >= start; p--) {
        if (memcmp(p, MARK, MARK_LENGTH))
            continue;
        size->length = (size_t)(p - text);
        return size_read(p + MARK_LENGTH, end, size) == end;
    }
    return FALSE;
}
