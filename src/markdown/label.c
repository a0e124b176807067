/*
 * Labels of block quotes and items: [name=…] and [time=…] say who and when,
 * [color=…] colours the bar at the quote's side, or puts a tag of that colour into
 * the item. Elsewhere they are text.
 */
#include "markdown/render.h"

#include "markdown/url.h"

#include <string.h>

#define MAX_LENGTH 300
#define STYLE " style=\"border-left-color:"
#define MAX_COLOR 24

static const struct {
    const char *mark, *icon;
} labels[] = {{"[name=", "fa-user"}, {"[time=", "fa-clock-o"}, {"[color=", NULL}};

static gboolean is_color(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!g_ascii_isalnum(text[i]) && !strchr("#(),.% ", text[i]))
            return FALSE;
    return length && length <= MAX_COLOR;
}

gboolean md_label_match(md_scan *scan, size_t at, md_region *region)
{
    size_t end = MIN(scan->end, at + MAX_LENGTH);
    for (unsigned i = 0; i < G_N_ELEMENTS(labels); i++) {
        size_t n = strlen(labels[i].mark);
        if (end - at <= n || memcmp(scan->text + at, labels[i].mark, n))
            continue;
        size_t p = at + n;
        while (p < end && scan->text[p] != ']' && scan->text[p] != '\n')
            p++;
        if (p >= end || scan->text[p] != ']' || (p + 1 < scan->end && scan->text[p + 1] == '('))
            return FALSE;
        if (!labels[i].icon && !is_color(scan->text + at + n, p - at - n))
            return FALSE;
        *region = (md_region){MD_LABEL, at, p + 1, at + n, p, i};
        scan->input->has_colors = scan->input->has_colors || !labels[i].icon;
        return TRUE;
    }
    return FALSE;
}

/* A quote's tag is written before its colour is known: where there are colours
 * at all, room is left for one. */
void md_quote_open(md_renderer *r)
{
    g_string_append(r->html, "<blockquote");
    size_t place = r->html->len;
    g_array_append_val(r->quote_tags, place);
    for (size_t i = 0; r->input->has_colors && i < strlen(STYLE) + MAX_COLOR + 1; i++)
        g_string_append_c(r->html, ' ');
    g_string_append(r->html, ">\n");
}

void md_quote_close(md_renderer *r)
{
    if (r->quote_tags->len)
        g_array_set_size(r->quote_tags, r->quote_tags->len - 1);
    g_string_append(r->html, "</blockquote>\n");
}

static void color_set(md_renderer *r, const char *color, size_t length)
{
    size_t place = g_array_index(r->quote_tags, size_t, r->quote_tags->len - 1);
    g_autofree char *style = g_strdup_printf(STYLE "%.*s\"", (int)length, color);
    memcpy(r->html->str + place, style, strlen(style));
}

void md_label_render(md_renderer *r, const md_region *region)
{
    gboolean in_quote = r->quote_tags->len > r->quote_base;
    if (!in_quote && !md_list_is_open(r)) {
        md_text_add(r, r->input->text + region->start, region->end - region->start);
        return;
    }
    size_t length = region->inner_end - region->inner_start;
    const char *inner = md_input_original(r->input, r->input->text + region->inner_start, &length);
    const char *icon = labels[region->value].icon;
    if (!icon && in_quote) {
        color_set(r, inner, length);
        return;
    }
    GString *text = r->content.text;
    size_t start = text->len;
    if (icon) {
        g_string_append_printf(text, "<small><i class=\"fa %s\"></i> ", icon);
        md_append_escaped(text, inner, length);
        g_string_append(text, "</small>");
    } else {
        g_string_append_printf(text, "<i class=\"fa fa-tag\" style=\"color:%.*s\"></i>", (int)length, inner);
    }
    md_tag_add(r, start);
}
