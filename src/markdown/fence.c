/*
 * Fences: what HedgeDoc writes behind the language. "lang=" numbers the lines,
 * "=101" from there on, "=+" from where the last listing ended, "!" wraps long
 * lines. The rest of the info string belongs to whoever draws the language.
 */
#include "markdown/render.h"

#include <string.h>

#define MAX_DIGITS 9

static size_t word_length(const MD_ATTRIBUTE *info)
{
    size_t length = 0;
    while (length < info->size && !g_ascii_isspace(info->text[length]))
        length++;
    return length;
}

static void append_numbers(GString *html, const char *p, const char *end)
{
    const char *start = ++p;
    if (p < end && *p == '+') {
        g_string_append(html, " data-line-numbers=\"+\"");
        return;
    }
    while (p < end && g_ascii_isdigit(*p) && p - start < MAX_DIGITS)
        p++;
    g_string_append_printf(html, " data-line-numbers=\"%.*s\"", p > start ? (int)(p - start) : 1,
                           p > start ? start : "1");
}

/* reveal.js: ```js [2-3|5] marks lines, [10: 2-3] begins with line 10. The text
 * between the brackets goes on as it is, for it holds digits and signs only. */
static void append_steps(GString *html, const MD_ATTRIBUTE *info, size_t at)
{
    const char *open = at < info->size ? memchr(info->text + at, '[', info->size - at) : NULL;
    const char *close = open ? memchr(open, ']', (size_t)(info->text + info->size - open)) : NULL;
    if (!close)
        return;
    g_autofree char *text = g_strndup(open + 1, (size_t)(close - open - 1));
    if (strspn(text, "0123456789,-|: ") != strlen(text))
        return;
    char *colon = strchr(text, ':');
    if (colon) {
        *colon = '\0';
        g_string_append_printf(html, " data-ln-start-from=\"%s\"", g_strstrip(text));
    }
    g_string_append_printf(html, " data-line-numbers=\"%s\"", g_strstrip(colon ? colon + 1 : text));
}

void md_fence_open(md_renderer *r, const MD_BLOCK_CODE_DETAIL *code)
{
    const MD_ATTRIBUTE *info = &code->info;
    gboolean gfm = r->document->options->gfm;
    size_t word = gfm && info->size && info->text[0] == '[' ? 0 : word_length(info), length = 0;
    while (length < word && info->text[length] != '=' && info->text[length] != '!')
        length++;
    g_string_append(r->html, "<pre><code");
    if (length) {
        g_string_append(r->html, " class=\"");
        md_append_attribute(r->html, info, 0, length, FALSE);
        g_string_append_c(r->html, '"');
    }
    if (length < word && info->text[length] == '=')
        append_numbers(r->html, info->text + length, info->text + word);
    if (word && (info->text[word - 1] == '!' || info->text[info->size - 1] == '!'))
        g_string_append(r->html, " data-wrap=\"1\"");
    while (word < info->size && g_ascii_isspace(info->text[word]))
        word++;
    if (gfm)
        append_steps(r->html, info, word);
    if (word < info->size) {
        g_string_append(r->html, " data-info=\"");
        md_append_attribute(r->html, info, word, info->size, FALSE);
        g_string_append_c(r->html, '"');
    }
    g_string_append_c(r->html, '>');
}
