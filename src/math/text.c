/*
 * \text and its kin: words in a formula, with formulas in dollars among them;
 * tags; colours.
 */
#include "math/math-internal.h"

#include <stdlib.h>
#include <string.h>

/* ---- text ---- */

static void add_text(hp_math_parser *p, hp_math_node ***end, const char *text, hp_alphabet alphabet)
{
    if (!*text)
        return;
    hp_math_node *node = hp_math_node_make(p, HP_MATH_TEXT, HP_ATOM_ORD);
    node->text.text = hp_arena_strdup(p->arena, text);
    node->text.alphabet = alphabet;
    **end = node;
    *end = &node->next;
}

static void append_blank(GString *run)
{
    if (!run->len || run->str[run->len - 1] != ' ')
        g_string_append_c(run, ' ');
}

hp_math_node *hp_math_parse_text(hp_math_parser *p, const char *text, hp_alphabet alphabet)
{
    hp_math_node *list = hp_math_node_make(p, HP_MATH_LIST, HP_ATOM_ORD), **end = &list->list;
    g_autoptr(GString) run = g_string_new(NULL);
    for (const char *c = text; *c; c++) {
        const char *close = *c == '$' ? strchr(c + 1, '$') : NULL;
        if (close) {
            add_text(p, &end, run->str, alphabet);
            g_string_truncate(run, 0);
            g_autofree char *tex = g_strndup(c + 1, (size_t)(close - c - 1));
            *end = hp_math_parse_string(p, tex);
            end = &(*end)->next;
            c = close;
        } else if (c[0] == '\\' && c[1] && strchr("{}%$&#_ ", c[1])) {
            g_string_append_c(run, *++c);
        } else if (*c == '~') {
            g_string_append(run, "\xc2\xa0");
        } else if (g_ascii_isspace(*c)) {
            append_blank(run);
        } else if (*c != '{' && *c != '}') {
            g_string_append_c(run, *c);
        }
    }
    add_text(p, &end, run->str, alphabet);
    return list;
}

hp_math_node *hp_math_parse_tag(hp_math_parser *p)
{
    gboolean bare = hp_math_accept(p, '*');
    const char *text = hp_math_raw_argument(p);
    g_autofree char *tag = bare ? g_strdup(text) : g_strconcat("(", text, ")", NULL);
    return hp_math_parse_text(p, tag, HP_ALPHABET_ROMAN);
}

/* ---- colours ---- */

/* What LaTeX's color and xcolor and CSS call the same; sorted by name. Others
 * are written #rrggbb. */
static const struct {
    const char *name;
    unsigned rgb;
} colors[] = {
    {"aqua", 0x00ffff},      {"black", 0x000000},      {"blue", 0x0000ff},     {"brown", 0xbf8040},
    {"crimson", 0xdc143c},   {"cyan", 0x00ffff},       {"darkblue", 0x00008b}, {"darkgray", 0x404040},
    {"darkgreen", 0x006400}, {"darkred", 0x8b0000},    {"fuchsia", 0xff00ff},  {"gold", 0xffd700},
    {"gray", 0x808080},      {"green", 0x008000},      {"grey", 0x808080},     {"lightblue", 0xadd8e6},
    {"lightgray", 0xbfbfbf}, {"lightgreen", 0x90ee90}, {"lime", 0x00ff00},     {"magenta", 0xff00ff},
    {"maroon", 0x800000},    {"navy", 0x000080},       {"olive", 0x808000},    {"orange", 0xffa500},
    {"pink", 0xffc0cb},      {"purple", 0x800080},     {"red", 0xff0000},      {"silver", 0xc0c0c0},
    {"skyblue", 0x87ceeb},   {"teal", 0x008080},       {"tomato", 0xff6347},   {"turquoise", 0x40e0d0},
    {"violet", 0x800080},    {"white", 0xffffff},      {"yellow", 0xffff00},
};

static const hp_color *color_make(hp_arena *arena, unsigned rgb)
{
    hp_color *color = hp_arena_make(arena, hp_color);
    *color = (hp_color){(float)(rgb >> 16 & 255) / 255, (float)(rgb >> 8 & 255) / 255, (float)(rgb & 255) / 255, 1};
    return color;
}

const hp_color *hp_math_color(hp_arena *arena, const char *name)
{
    g_autofree char *folded = g_strstrip(g_ascii_strdown(name, -1));
    if (folded[0] == '#') {
        size_t digits = strspn(folded + 1, "0123456789abcdef");
        unsigned value = (unsigned)strtoul(folded + 1, NULL, 16);
        if (folded[1 + digits] || (digits != 3 && digits != 6))
            return NULL;
        if (digits == 3)
            value = (value >> 8 & 15) * 0x110000 + (value >> 4 & 15) * 0x1100 + (value & 15) * 0x11;
        return color_make(arena, value);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(colors); i++)
        if (strcmp(colors[i].name, folded) == 0)
            return color_make(arena, colors[i].rgb);
    return NULL;
}
