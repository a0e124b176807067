/*
 * Presentational hints: attributes of HTML that speak of looks, as
 * declarations (HTML Living Standard §15.3). Values are tokens made here, so
 * nothing of an attribute can reach beyond its property.
 */
#include "css/values.h"
#include <string.h>

/* More than any element can have. */
#define HINT_LIMIT 24

/* Cells look this far up for their table: row, row group, table. */
#define TABLE_DISTANCE 3

typedef struct {
    hp_arena *arena;
    const hp_node *node;
    hp_declaration items[HINT_LIMIT];
    size_t count;
} hint_list;

/* ---- adding ---- */

static void hint_add(hint_list *list, const char *name, const hp_token *tokens, size_t n_tokens, const char *source)
{
    if (list->count == HINT_LIMIT)
        return;
    list->items[list->count++] = (hp_declaration){.name = g_intern_static_string(name),
                                                  .tokens = tokens,
                                                  .n_tokens = n_tokens,
                                                  .line = list->node->line,
                                                  .source = source};
}

static void hint_add_token(hint_list *list, const char *name, hp_token token, const char *source)
{
    token.line = list->node->line;
    hint_add(list, name, hp_arena_copy(list->arena, &token, sizeof token), 1, source);
}

static void add_ident(hint_list *list, const char *name, const char *ident)
{
    hint_add_token(list, name, (hp_token){.type = HP_TOKEN_IDENT, .text = ident}, ident);
}

static void add_px(hint_list *list, const char *name, double px, const char *source)
{
    hint_add_token(list, name, (hp_token){.type = HP_TOKEN_DIMENSION, .text = "px", .number = px}, source);
}

/* ---- HTML's own microsyntaxes (§2.3) ---- */

static const char *skip_blank(const char *text)
{
    while (*text == ' ' || *text == '\t' || *text == '\n' || *text == '\f' || *text == '\r')
        text++;
    return text;
}

/* §2.3.4.4, dimension values: "12", "12.5px", "50%"; what follows the number
 * and is no % does not matter. */
static gboolean dimension_parse(const char *text, double *number, gboolean *is_percent)
{
    text = skip_blank(text);
    if (!g_ascii_isdigit(*text))
        return FALSE;
    double value = 0, place = 1;
    for (; g_ascii_isdigit(*text); text++)
        value = MIN(value * 10 + (*text - '0'), 1e7);
    if (*text == '.')
        for (text++; g_ascii_isdigit(*text); text++)
            value += (*text - '0') * (place /= 10);
    *number = value;
    *is_percent = *text == '%';
    return TRUE;
}

static void add_dimension(hint_list *list, const char *name, const char *value, gboolean zero_counts)
{
    double number;
    gboolean is_percent;
    if (!value || !dimension_parse(value, &number, &is_percent) || (number == 0 && !zero_counts))
        return;
    if (is_percent)
        hint_add_token(list, name, (hp_token){.type = HP_TOKEN_PERCENTAGE, .number = number}, value);
    else
        add_px(list, name, number, value);
}

/* A whole number of px; FALSE when the attribute is no number. */
static gboolean pixels_parse(const char *value, double *px)
{
    gboolean is_percent;
    return value && dimension_parse(value, px, &is_percent);
}

/* The digits of a legacy colour, split and cut to two per component
 * (§2.3.6, steps 9 to 16). */
static unsigned legacy_digits_rgb(char *digits, size_t length)
{
    while (length == 0 || length % 3 != 0)
        digits[length++] = '0';
    size_t part = length / 3, skip = part > 8 ? part - 8 : 0, end = part;
    while (end - skip > 2 && digits[skip] == '0' && digits[part + skip] == '0' && digits[2 * part + skip] == '0')
        skip++;
    if (end - skip > 2)
        end = skip + 2;
    unsigned rgb = 0;
    for (size_t i = 0; i < 3; i++) {
        unsigned component = 0;
        for (size_t at = skip; at < end; at++)
            component = component * 16 + (unsigned)g_ascii_xdigit_value(digits[i * part + at]);
        rgb = rgb << 8 | component;
    }
    return rgb;
}

/* §2.3.6: any text but "" and "transparent" is some colour. */
static gboolean legacy_color_parse(const char *value, unsigned *rgb)
{
    char digits[132];
    size_t length = 0;
    const char *text = skip_blank(value);
    size_t bytes = strlen(text);
    while (bytes > 0 && g_ascii_isspace(text[bytes - 1]))
        bytes--;
    g_autofree char *name = g_strndup(text, MIN(bytes, 512));
    if (bytes == 0 || g_ascii_strcasecmp(name, "transparent") == 0)
        return FALSE;
    if (hp_color_named(name, rgb))
        return TRUE;
    if (bytes == 4 && name[0] == '#' && g_ascii_isxdigit(name[1]) && g_ascii_isxdigit(name[2]) &&
        g_ascii_isxdigit(name[3])) {
        *rgb = (unsigned)(g_ascii_xdigit_value(name[1]) * 0x110000 + g_ascii_xdigit_value(name[2]) * 0x1100 +
                          g_ascii_xdigit_value(name[3]) * 0x11);
        return TRUE;
    }
    /* A character counts once, or twice beyond the basic plane; 128 are read. */
    size_t limit = name[0] == '#' ? 127 : 128;
    for (const char *p = name + (name[0] == '#'); *p && length < limit; p++) {
        unsigned char byte = (unsigned char)*p;
        if ((byte & 0xc0) == 0x80)
            continue;
        digits[length++] = g_ascii_isxdigit(*p) ? *p : '0';
        if (byte >= 0xf0 && length < limit)
            digits[length++] = '0';
    }
    *rgb = legacy_digits_rgb(digits, length);
    return TRUE;
}

static void add_color(hint_list *list, const char *name, const char *value)
{
    unsigned rgb;
    if (value && legacy_color_parse(value, &rgb))
        hint_add_token(list, name,
                       (hp_token){.type = HP_TOKEN_HASH, .text = hp_arena_printf(list->arena, "%06x", rgb & 0xffffff)},
                       value);
}

static const char *attribute(const hint_list *list, const char *name)
{
    return hp_node_attribute(list->node, name);
}

/* The keyword that the table gives for an attribute's value; NULL: none. */
typedef struct {
    const char *value, *keyword;
} keyword_map;

static const char *map_lookup(const keyword_map *map, const char *value, gboolean any_case)
{
    for (; value && map->value; map++)
        if (any_case ? g_ascii_strcasecmp(value, map->value) == 0 : strcmp(value, map->value) == 0)
            return map->keyword;
    return NULL;
}

static void add_mapped(hint_list *list, const char *name, const keyword_map *map, const char *value)
{
    const char *keyword = map_lookup(map, value, TRUE);
    if (keyword)
        add_ident(list, name, keyword);
}

/* ---- elements ---- */

/* §15.3.1, rules for parsing a legacy font size. */
static const char *legacy_font_size(const char *value)
{
    static const char *const sizes[] = {"x-small", "small", "medium", "large", "x-large", "xx-large", "xxx-large"};
    const char *text = skip_blank(value);
    char sign = *text == '+' || *text == '-' ? *text++ : '\0';
    if (!g_ascii_isdigit(*text))
        return NULL;
    int size = 0;
    for (; g_ascii_isdigit(*text); text++)
        size = MIN(size * 10 + (*text - '0'), 1000);
    if (sign)
        size = sign == '+' ? 3 + size : 3 - size;
    return sizes[CLAMP(size, 1, 7) - 1];
}

static void font_hints(hint_list *list)
{
    const char *size = attribute(list, "size"), *face = attribute(list, "face");
    add_color(list, "color", attribute(list, "color"));
    if (size && legacy_font_size(size))
        add_ident(list, "font-size", legacy_font_size(size));
    if (face && *face) {
        size_t count;
        const hp_token *tokens = hp_css_tokenize(list->arena, face, strlen(face), list->node->line, &count);
        while (count > 0 && tokens[count - 1].type == HP_TOKEN_EOF)
            count--;
        hint_add(list, "font-family", tokens, count, face);
    }
}

static const keyword_map text_aligns[] = {{"left", "left"},     {"right", "right"},     {"center", "center"},
                                          {"middle", "center"}, {"justify", "justify"}, {NULL, NULL}};

static void text_align_hints(hint_list *list)
{
    add_mapped(list, "text-align", text_aligns, attribute(list, "align"));
}

static void background_hints(hint_list *list)
{
    const char *image = attribute(list, "background");
    add_color(list, "background-color", attribute(list, "bgcolor"));
    if (image && *image)
        hint_add_token(list, "background-image", (hp_token){.type = HP_TOKEN_URL, .text = image}, image);
}

static void body_hints(hint_list *list)
{
    background_hints(list);
    add_color(list, "color", attribute(list, "text"));
}

static void border_hint(hint_list *list, const char *width, const char *style)
{
    double px;
    if (!width)
        return;
    if (!pixels_parse(width, &px))
        px = 1;
    add_px(list, "border-width", px, width);
    add_ident(list, "border-style", style);
}

static void table_hints(hint_list *list)
{
    const char *align = attribute(list, "align"), *border = attribute(list, "border");
    double px;
    background_hints(list);
    add_dimension(list, "width", attribute(list, "width"), FALSE);
    add_dimension(list, "height", attribute(list, "height"), TRUE);
    border_hint(list, border, "outset");
    add_color(list, "border-color", attribute(list, "bordercolor"));
    if (pixels_parse(attribute(list, "cellspacing"), &px))
        add_px(list, "border-spacing", px, attribute(list, "cellspacing"));
    if (!align)
        return;
    if (g_ascii_strcasecmp(align, "left") == 0 || g_ascii_strcasecmp(align, "right") == 0) {
        add_ident(list, "float", g_ascii_strcasecmp(align, "left") == 0 ? "left" : "right");
    } else if (map_lookup(text_aligns, align, TRUE)) {
        add_ident(list, "margin-left", "auto");
        add_ident(list, "margin-right", "auto");
    }
}

static void row_hints(hint_list *list)
{
    static const keyword_map valigns[] = {
        {"top", "top"}, {"middle", "middle"}, {"bottom", "bottom"}, {"baseline", "baseline"}, {NULL, NULL}};
    text_align_hints(list);
    background_hints(list);
    add_mapped(list, "vertical-align", valigns, attribute(list, "valign"));
    add_dimension(list, "height", attribute(list, "height"), TRUE);
}

static void cell_hints(hint_list *list)
{
    const hp_node *table = list->node->parent;
    for (int i = 0; table && i < TABLE_DISTANCE && !hp_node_is(table, "table"); i++)
        table = table->parent;
    if (table && hp_node_is(table, "table")) {
        const char *padding = hp_node_attribute(table, "cellpadding"), *border = hp_node_attribute(table, "border");
        double px;
        if (pixels_parse(padding, &px))
            add_px(list, "padding", px, padding);
        if (border && (!pixels_parse(border, &px) || px > 0)) {
            add_px(list, "border-width", 1, border);
            add_ident(list, "border-style", "inset");
        }
    }
    row_hints(list);
    add_dimension(list, "width", attribute(list, "width"), FALSE);
    if (attribute(list, "nowrap"))
        add_ident(list, "white-space", "nowrap");
}

static void column_hints(hint_list *list)
{
    add_dimension(list, "width", attribute(list, "width"), TRUE);
}

static void caption_hints(hint_list *list)
{
    static const keyword_map sides[] = {{"top", "top"}, {"bottom", "bottom"}, {NULL, NULL}};
    add_mapped(list, "caption-side", sides, attribute(list, "align"));
}

/* Images and what else brings its own size (§15.4.3). */
static void embedded_hints(hint_list *list)
{
    static const keyword_map aligns[] = {{"top", "top"},          {"texttop", "text-top"},  {"middle", "middle"},
                                         {"absmiddle", "middle"}, {"abscenter", "middle"},  {"center", "middle"},
                                         {"bottom", "baseline"},  {"baseline", "baseline"}, {NULL, NULL}};
    static const keyword_map floats[] = {{"left", "left"}, {"right", "right"}, {NULL, NULL}};
    const char *align = attribute(list, "align");
    const char *border = attribute(list, "border");
    double px;
    add_dimension(list, "width", attribute(list, "width"), TRUE);
    add_dimension(list, "height", attribute(list, "height"), TRUE);
    add_dimension(list, "margin-left", attribute(list, "hspace"), TRUE);
    add_dimension(list, "margin-right", attribute(list, "hspace"), TRUE);
    add_dimension(list, "margin-top", attribute(list, "vspace"), TRUE);
    add_dimension(list, "margin-bottom", attribute(list, "vspace"), TRUE);
    add_mapped(list, "float", floats, align);
    add_mapped(list, "vertical-align", aligns, align);
    if (pixels_parse(border, &px) && px > 0)
        border_hint(list, border, "solid");
}

/* §15.3.10 */
static void hr_hints(hint_list *list)
{
    const char *align = attribute(list, "align"), *size = attribute(list, "size"), *color = attribute(list, "color");
    gboolean flat = color || attribute(list, "noshade");
    double px;
    add_color(list, "color", color);
    if (flat)
        add_ident(list, "border-style", "solid");
    if (pixels_parse(size, &px)) {
        if (flat)
            add_px(list, "border-width", px / 2, size);
        else if (px == 1)
            add_px(list, "border-bottom-width", 0, size);
        else if (px > 1)
            add_px(list, "height", px - 2, size);
    }
    add_dimension(list, "width", attribute(list, "width"), TRUE);
    if (!align)
        return;
    gboolean left = g_ascii_strcasecmp(align, "left") == 0, right = g_ascii_strcasecmp(align, "right") == 0;
    if (left || right || g_ascii_strcasecmp(align, "center") == 0) {
        if (left)
            add_px(list, "margin-left", 0, align);
        else
            add_ident(list, "margin-left", "auto");
        if (right)
            add_px(list, "margin-right", 0, align);
        else
            add_ident(list, "margin-right", "auto");
    }
}

static void list_hints(hint_list *list)
{
    static const keyword_map letters[] = {{"1", "decimal"},     {"a", "lower-alpha"}, {"A", "upper-alpha"},
                                          {"i", "lower-roman"}, {"I", "upper-roman"}, {NULL, NULL}};
    static const keyword_map shapes[] = {
        {"none", "none"}, {"disc", "disc"}, {"circle", "circle"}, {"square", "square"}, {NULL, NULL}};
    const char *type = attribute(list, "type");
    const char *letter = hp_node_is(list->node, "ul") ? NULL : map_lookup(letters, type, FALSE);
    if (letter)
        add_ident(list, "list-style-type", letter);
    else if (!hp_node_is(list->node, "ol"))
        add_mapped(list, "list-style-type", shapes, type);
}

static void br_hints(hint_list *list)
{
    static const keyword_map sides[] = {
        {"left", "left"}, {"right", "right"}, {"all", "both"}, {"both", "both"}, {NULL, NULL}};
    add_mapped(list, "clear", sides, attribute(list, "clear"));
}

static void pre_hints(hint_list *list)
{
    if (attribute(list, "wrap"))
        add_ident(list, "white-space", "pre-wrap");
}

/* §15.3.1 and §15.3.5: on every element. */
static void global_hints(hint_list *list)
{
    const char *dir = attribute(list, "dir");
    if (attribute(list, "hidden"))
        add_ident(list, "display", "none");
    if (!dir)
        return;
    gboolean is_bdo = hp_node_is(list->node, "bdo");
    if (g_ascii_strcasecmp(dir, "auto") == 0) {
        add_ident(list, "unicode-bidi", is_bdo ? "isolate-override" : "plaintext");
    } else if (g_ascii_strcasecmp(dir, "rtl") == 0 || g_ascii_strcasecmp(dir, "ltr") == 0) {
        add_ident(list, "direction", g_ascii_strcasecmp(dir, "rtl") == 0 ? "rtl" : "ltr");
        add_ident(list, "unicode-bidi", is_bdo ? "isolate-override" : "isolate");
    }
}

static const struct {
    const char *tag;
    void (*hints)(hint_list *list);
} elements[] = {
    {"img", embedded_hints},    {"font", font_hints},       {"td", cell_hints},         {"th", cell_hints},
    {"table", table_hints},     {"tr", row_hints},          {"p", text_align_hints},    {"div", text_align_hints},
    {"h1", text_align_hints},   {"h2", text_align_hints},   {"h3", text_align_hints},   {"h4", text_align_hints},
    {"h5", text_align_hints},   {"h6", text_align_hints},   {"ol", list_hints},         {"ul", list_hints},
    {"li", list_hints},         {"hr", hr_hints},           {"br", br_hints},           {"pre", pre_hints},
    {"thead", row_hints},       {"tbody", row_hints},       {"tfoot", row_hints},       {"col", column_hints},
    {"caption", caption_hints}, {"colgroup", column_hints}, {"body", body_hints},       {"video", embedded_hints},
    {"object", embedded_hints}, {"embed", embedded_hints},  {"canvas", embedded_hints}, {"iframe", embedded_hints},
};

const hp_declaration *hp_presentation_hints(hp_arena *arena, const hp_node *node, size_t *count)
{
    *count = 0;
    gboolean is_cell = node->tag && node->tag[0] == 't' && (node->tag[1] == 'd' || node->tag[1] == 'h');
    if (node->type != HP_NODE_ELEMENT || (node->n_attributes == 0 && !is_cell))
        return NULL;
    hint_list list;
    list.arena = arena;
    list.node = node;
    list.count = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(elements); i++) {
        if (strcmp(node->tag, elements[i].tag) == 0) {
            elements[i].hints(&list);
            break;
        }
    }
    if (node->n_attributes > 0)
        global_hints(&list);
    *count = list.count;
    return list.count > 0 ? hp_arena_copy(arena, list.items, list.count * sizeof *list.items) : NULL;
}
