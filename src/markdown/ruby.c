/*
 * {漢字|かんじ}: ruby. With as many readings as characters, {漢字|かん|じ}, each
 * character has its own.
 */
#include "markdown/render.h"

#include "markdown/url.h"

#include <string.h>

#define MAX_LENGTH 500

gboolean md_ruby_match(md_scan *scan, size_t at, md_region *region)
{
    size_t end = MIN(scan->end, at + MAX_LENGTH), bar = 0;
    for (size_t p = at + 1; !scan->is_table && p < end && !strchr("\n{", scan->text[p]); p++) {
        if (scan->text[p] == '|' && !bar)
            bar = p;
        if (scan->text[p] != '}')
            continue;
        *region = (md_region){MD_RUBY, at, p + 1, at + 1, p, 0};
        return bar > at + 1 && p > bar + 1;
    }
    return FALSE;
}

static void append_reading(GString *text, const char *base, size_t length, const char *reading, size_t reading_length)
{
    md_append_escaped(text, base, length);
    g_string_append(text, "<rt>");
    md_append_escaped(text, reading, reading_length);
    g_string_append(text, "</rt>");
}

void md_ruby_render(md_renderer *r, const md_region *region)
{
    size_t length = region->inner_end - region->inner_start;
    const char *base = md_input_original(r->input, r->input->text + region->inner_start, &length), *end = base + length;
    const char *bar = memchr(base, '|', length);
    size_t readings = 1;
    for (const char *p = bar + 1; p < end; p++)
        readings += *p == '|';

    GString *text = r->content.text;
    size_t start = text->len;
    g_string_append(text, "<ruby>");
    if (readings > 1 && readings == (size_t)g_utf8_strlen(base, bar - base)) {
        for (const char *reading = bar + 1; base < bar;) {
            const char *next = g_utf8_next_char(base), *stop = memchr(reading, '|', (size_t)(end - reading));
            stop = stop ? stop : end;
            append_reading(text, base, (size_t)(next - base), reading, (size_t)(stop - reading));
            base = next;
            reading = MIN(stop + 1, end);
        }
    } else {
        append_reading(text, base, (size_t)(bar - base), bar + 1, (size_t)(end - bar - 1));
    }
    g_string_append(text, "</ruby>");
    md_tag_add(r, start);
}
