/*
 * {%youtube id%} and its kin: on paper a card that says what is there and
 * where. Nothing is fetched. [TOC], alone on its line, leaves a place that is
 * filled when all headings are known.
 */
#include "markdown/line.h"
#include "markdown/render.h"
#include "markdown/url.h"

#include <string.h>

#define MAX_LENGTH 500

static const struct {
    const char *name, *title, *address;
} services[] = {
    {"youtube", "YouTube", "https://www.youtube.com/watch?v="},
    {"vimeo", "Vimeo", "https://vimeo.com/"},
    {"gist", "GitHub Gist", "https://gist.github.com/"},
    {"slideshare", "SlideShare", "https://www.slideshare.net/"},
    {"speakerdeck", "Speaker Deck", "https://speakerdeck.com/"},
    {"pdf", "PDF", ""},
    {"figma", "Figma", ""},
};

gboolean md_embed_match(md_scan *scan, size_t at, md_region *region)
{
    size_t end = md_line_end(scan->text, at, MIN(scan->end, at + MAX_LENGTH));
    if (at + 1 >= end || scan->text[at + 1] != '%')
        return FALSE;
    const char *close = memmem(scan->text + at + 2, end - at - 2, "%}", 2);
    size_t inner = at + 2, inner_end = close ? (size_t)(close - scan->text) : 0;
    while (inner < inner_end && md_is_blank(scan->text[inner]))
        inner++;
    if (inner >= inner_end || !g_ascii_isalpha(scan->text[inner]))
        return FALSE;
    *region = (md_region){MD_EMBED, at, inner_end + 2, inner, inner_end, 0};
    return TRUE;
}

static gboolean has_scheme(const char *text)
{
    return g_str_has_prefix(text, "https://") || g_str_has_prefix(text, "http://");
}

static void append_card(GString *html, const char *title, const char *base, const char *what)
{
    g_autofree char *address = g_strconcat(has_scheme(what) ? "" : base, what, NULL);
    g_string_append(html, "<div class=\"embed\"><span class=\"embed-title\">");
    md_append_escaped(html, title, strlen(title));
    g_string_append(html, "</span>");
    if (has_scheme(address)) {
        g_autoptr(GString) href = g_string_new(NULL), text = g_string_new(NULL);
        md_append_href(href, address, strlen(address));
        md_append_url_text(text, address, strlen(address));
        g_string_append(html, " <a href=\"");
        md_append_escaped(html, href->str, href->len);
        g_string_append(html, "\">");
        md_append_escaped(html, text->str, text->len);
        g_string_append(html, "</a>");
    } else if (*address) {
        g_string_append_c(html, ' ');
        md_append_escaped(html, address, strlen(address));
    }
    g_string_append(html, "</div>");
}

void md_embed_render(md_renderer *r, const md_region *region)
{
    size_t length = region->inner_end - region->inner_start;
    const char *inner = md_input_original(r->input, r->input->text + region->inner_start, &length);
    g_autofree char *text = g_strstrip(g_strndup(inner, length));
    char *what = text + strcspn(text, " \t");
    if (*what)
        *what++ = '\0';
    what = g_strchug(what);
    const char *title = text, *base = "";
    for (size_t i = 0; i < G_N_ELEMENTS(services); i++) {
        if (!strcmp(text, services[i].name)) {
            title = services[i].title;
            base = services[i].address;
        }
    }
    size_t start = r->content.text->len;
    append_card(r->content.text, title, base, what);
    md_tag_add(r, start)->is_block = TRUE;
}

gboolean md_toc_match(md_scan *scan, size_t at, md_region *region)
{
    static const char mark[] = "[TOC]";
    size_t length = strlen(mark), p = at + length;
    if (scan->end - at < length || g_ascii_strncasecmp(scan->text + at, mark, length) ||
        md_scan_skip_prefix(scan, scan->line) != at)
        return FALSE;
    while (p < scan->end && md_is_blank(scan->text[p]))
        p++;
    *region = (md_region){MD_TOC, at, at + length, at, at, 0};
    return p == scan->end || scan->text[p] == '\n';
}

void md_toc_render(md_renderer *r)
{
    static const char place[] = "<div class=\"toc\"></div>";
    md_token_add(r, MD_TAG, place, strlen(place))->is_block = TRUE;
}
