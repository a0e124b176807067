#include "layout/fragment.h"

#include <string.h>

static void add_number(GString *out, double value)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(text, sizeof text, "%.1f", value);
    if (g_str_has_suffix(text, ".0"))
        text[strlen(text) - 2] = '\0';
    g_string_append(out, strcmp(text, "-0") == 0 ? "0" : text);
}

static void add_rect(GString *out, hp_rect rect)
{
    const double values[] = {rect.x, rect.y, rect.width, rect.height};
    const char *const between[] = {" ", ",", " ", "x"};
    for (int i = 0; i < 4; i++) {
        g_string_append(out, between[i]);
        add_number(out, values[i]);
    }
}

static const char *role_name(hp_role role)
{
    static const char *const names[] = {
        "",           "artifact",  "section",     "paragraph", "heading",   "block-quote", "code",
        "list",       "list-item", "label",       "list-body", "table",     "table-head",  "table-body",
        "table-foot", "row",       "header-cell", "cell",      "caption",   "figure",      "formula",
        "link",       "span",      "note",        "ruby",      "ruby-base", "ruby-text"};
    return names[role];
}

static void dump(GString *out, const hp_fragment *fragment, int depth)
{
    static const char *const names[] = {"box", "text", "image", "placeholder", "marker", "formula"};
    g_string_append_printf(out, "%*s%s", depth * 2, "", names[fragment->type]);
    add_rect(out, fragment->rect);
    if (fragment->meaning && fragment->meaning->role != HP_ROLE_NONE)
        g_string_append_printf(out, " %s", role_name(fragment->meaning->role));
    if (fragment->open_sides)
        g_string_append_printf(out, " open=%u", fragment->open_sides);
    if (fragment->transform) {
        const hp_matrix *m = fragment->transform;
        const double values[] = {m->xx, m->yx, m->xy, m->yy, m->x0, m->y0};
        g_string_append(out, " transform");
        for (int i = 0; i < 6; i++) {
            g_string_append_c(out, i ? ',' : ' ');
            add_number(out, values[i]);
        }
    }
    if (fragment->type == HP_FRAGMENT_TEXT) {
        const hp_text_fragment *text = &fragment->text;
        g_autofree char *part = g_strndup(text->text + text->start, text->end - text->start);
        g_autofree char *escaped = g_strescape(part, "");
        g_string_append(out, " base ");
        add_number(out, text->baseline);
        g_string_append_printf(out, " \"%s\"", part[0] ? escaped : "");
    }
    g_string_append_c(out, '\n');
    for (size_t i = 0; i < fragment->n_children; i++)
        dump(out, fragment->children[i], depth + 1);
}

char *hp_page_dump(const hp_page *page)
{
    GString *out = g_string_new("page");
    add_rect(out, (hp_rect){0, 0, page->width, page->height});
    g_string_append_printf(out, " label %s\n", page->label ? page->label : "-");
    if (page->root)
        dump(out, page->root, 1);
    if (page->furniture) {
        g_string_append(out, "  furniture\n");
        dump(out, page->furniture, 2);
    }
    return g_string_free(out, FALSE);
}
