/*
 * Font properties (CSS Fonts 4 §2, §6) and line-height (CSS 2.2 §10.8).
 */
#include "css/properties.h"
#include <string.h>

/* ---- font-family ---- */

/* Interns a list of names, so that equal lists have one address. */
static const char *const *families_intern(const hp_compute *compute, GPtrArray *names)
{
    g_ptr_array_add(names, NULL);
    g_autofree char *key = g_strjoinv("\n", (char **)names->pdata);
    if (compute->families) {
        const char *const *known = g_hash_table_lookup(compute->families, key);
        if (known)
            return known;
    }
    const char *const *list = hp_arena_copy(compute->arena, names->pdata, names->len * sizeof(char *));
    if (compute->families)
        g_hash_table_insert(compute->families, hp_arena_strdup(compute->arena, key), (gpointer)list);
    return list;
}

/* A family: a string, or identifiers that are joined by blanks. */
static const char *parse_family_name(hp_value_parser *parser)
{
    const hp_token *token = hp_value_peek(parser);
    if (hp_value_take(parser, HP_TOKEN_STRING))
        return token->text;
    const char *name = NULL;
    while ((token = hp_value_peek(parser))->type == HP_TOKEN_IDENT) {
        name = name ? hp_arena_printf(parser->compute->arena, "%s %s", name, token->text) : token->text;
        hp_value_skip(parser);
    }
    return name;
}

static gboolean parse_family(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    do {
        const char *name = parse_family_name(parser);
        if (!name)
            return FALSE;
        g_ptr_array_add(names, (gpointer)name);
    } while (hp_value_take(parser, HP_TOKEN_COMMA));
    *(const char *const **)field = families_intern(parser->compute, names);
    return TRUE;
}

static void print_family(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    const char *const *names = *(const char *const *const *)field;
    for (size_t i = 0; names && names[i]; i++)
        g_string_append_printf(out, "%s%s", i > 0 ? ", " : "", names[i]);
}

const hp_value_type hp_type_family = {parse_family, print_family};

/* ---- font-size ---- */

/* CSS Fonts 4 §2.5.1, in px for a medium of 16 px. */
static const hp_keyword font_sizes[] = {
    {"xx-small", 9}, {"x-small", 10},  {"small", 13},     {"medium", 16}, {"large", 18},
    {"x-large", 24}, {"xx-large", 32}, {"xxx-large", 48}, {NULL, 0},
};

static gboolean parse_font_size(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    double parent_px = (double)parser->compute->parent->font_size;
    float *size = field;
    int px;
    if (hp_value_keyword(parser, font_sizes, &px)) {
        *size = (float)px;
    } else if (hp_value_take_ident(parser, "smaller")) {
        *size = (float)(parent_px / 1.2);
    } else if (hp_value_take_ident(parser, "larger")) {
        *size = (float)(parent_px * 1.2);
    } else {
        const hp_style *font = parser->font;
        parser->font = parser->compute->parent;
        hp_length length;
        gboolean found = hp_value_length(parser, HP_VALUE_PERCENT | HP_VALUE_NOT_NEGATIVE, &length);
        parser->font = font;
        if (!found)
            return FALSE;
        *size = (float)MAX(hp_length_resolve(length, parent_px), 0);
    }
    return TRUE;
}

static void print_px(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    hp_print_px(out, (double)*(const float *)field);
}

const hp_value_type hp_type_font_size = {parse_font_size, print_px};

/* ---- font-weight, -style, -variant ---- */

/* CSS Fonts 4 §2.2.1. */
static int weight_relative(int parent, gboolean bolder)
{
    if (bolder)
        return parent < 350 ? 400 : parent < 550 ? 700 : MAX(parent, 900);
    return parent < 100 ? parent : parent < 550 ? 100 : parent < 750 ? 400 : 700;
}

static gboolean parse_font_weight(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    int *weight = field;
    double number;
    if (hp_value_take_ident(parser, "normal")) {
        *weight = 400;
    } else if (hp_value_take_ident(parser, "bold")) {
        *weight = 700;
    } else if (hp_value_take_ident(parser, "bolder")) {
        *weight = weight_relative(parser->compute->parent->font_weight, TRUE);
    } else if (hp_value_take_ident(parser, "lighter")) {
        *weight = weight_relative(parser->compute->parent->font_weight, FALSE);
    } else {
        if (!hp_value_number(parser, &number) || number < 1 || number > 1000)
            return FALSE;
        *weight = (int)number;
    }
    return TRUE;
}

static void print_int(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    g_string_append_printf(out, "%d", *(const int *)field);
}

const hp_value_type hp_type_font_weight = {parse_font_weight, print_int};

static const hp_keyword font_styles[] = {
    {"normal", HP_FONT_STYLE_NORMAL}, {"italic", HP_FONT_STYLE_ITALIC}, {"oblique", HP_FONT_STYLE_OBLIQUE}, {NULL, 0}};

static gboolean parse_font_style(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    hp_math angle;
    int style;
    if (!hp_value_keyword(parser, font_styles, &style))
        return FALSE;
    /* oblique may name an angle; fonts here have one slant. */
    if (style == HP_FONT_STYLE_OBLIQUE && hp_value_peek(parser)->type == HP_TOKEN_DIMENSION &&
        (!hp_value_math(parser, &angle) || angle.kind != HP_MATH_ANGLE))
        return FALSE;
    *(hp_font_style *)field = (hp_font_style)style;
    return TRUE;
}

static void print_font_style(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    g_string_append(out, hp_keyword_name(font_styles, *(const int *)field));
}

const hp_value_type hp_type_font_style = {parse_font_style, print_font_style};

static const hp_keyword caps_keywords[] = {
    {"normal", FALSE},         {"small-caps", TRUE}, {"all-small-caps", TRUE}, {"petite-caps", TRUE},
    {"all-petite-caps", TRUE}, {"unicase", TRUE},    {"titling-caps", FALSE},  {NULL, 0},
};

static const hp_keyword ligature_keywords[] = {
    {"common-ligatures", TRUE},         {"no-common-ligatures", FALSE}, {"discretionary-ligatures", TRUE},
    {"historical-ligatures", TRUE},     {"contextual", TRUE},           {"no-discretionary-ligatures", FALSE},
    {"no-historical-ligatures", FALSE}, {"no-contextual", FALSE},       {NULL, 0},
};

static gboolean parse_caps(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    return hp_value_keyword(parser, caps_keywords, field);
}

static void print_caps(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    g_string_append(out, *(const gboolean *)field ? "small-caps" : "normal");
}

const hp_value_type hp_type_caps = {parse_caps, print_caps};

static gboolean parse_ligatures(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    gboolean *ligatures = field;
    int value;
    *ligatures = FALSE;
    if (hp_value_take_ident(parser, "normal") || hp_value_take_ident(parser, "none"))
        return TRUE;
    if (!hp_value_keyword(parser, ligature_keywords, ligatures))
        return FALSE;
    while (hp_value_keyword(parser, ligature_keywords, &value))
        *ligatures |= value;
    return TRUE;
}

static void print_ligatures(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    g_string_append(out, *(const gboolean *)field ? "common-ligatures" : "none");
}

const hp_value_type hp_type_ligatures = {parse_ligatures, print_ligatures};

/* font-variant: caps and ligatures together; figures and East Asian forms are
 * of the kind that we lack. */
static gboolean parse_font_variant(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    (void)field;
    hp_style *style = parser->style;
    int value;
    style->small_caps = style->ligatures = FALSE;
    if (hp_value_take_ident(parser, "normal") || hp_value_take_ident(parser, "none"))
        return TRUE;
    do {
        if (hp_value_keyword(parser, ligature_keywords, &value)) {
            style->ligatures |= value;
        } else if (hp_value_keyword(parser, caps_keywords, &value)) {
            style->small_caps |= value;
        } else {
            parser->unsupported = hp_value_peek(parser)->type == HP_TOKEN_IDENT;
            return FALSE;
        }
    } while (!hp_value_at_end(parser));
    return TRUE;
}

const hp_value_type hp_type_font_variant = {parse_font_variant, NULL};

/* ---- line-height ---- */

/* The font size is not final while this is read, so em and % stay factors
 * until hp_style_finish (they are of the element's own font). */
static gboolean parse_line_height(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    hp_line_height *height = field;
    double number;
    if (hp_value_take_ident(parser, "normal")) {
        *height = (hp_line_height){HP_LINE_HEIGHT_NORMAL, 0};
        return TRUE;
    }
    if (hp_value_number(parser, &number)) {
        if (number < 0)
            return FALSE;
        *height = (hp_line_height){HP_LINE_HEIGHT_NUMBER, (float)MIN(number, 1e6)};
        return TRUE;
    }
    hp_length length;
    parser->em_is_percent = TRUE;
    gboolean found = hp_value_length(parser, HP_VALUE_PERCENT | HP_VALUE_NOT_NEGATIVE, &length);
    parser->em_is_percent = FALSE;
    if (!found)
        return FALSE;
    if (length.px == 0 && length.percent != 0 && !length.terms)
        *height = (hp_line_height){HP_LINE_HEIGHT_EM, length.percent / 100};
    else
        *height = (hp_line_height){HP_LINE_HEIGHT_PX,
                                   (float)MAX(hp_length_resolve(length, (double)parser->style->font_size), 0)};
    return TRUE;
}

static void print_line_height(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    const hp_line_height *height = field;
    if (height->kind == HP_LINE_HEIGHT_NORMAL)
        g_string_append(out, "normal");
    else if (height->kind == HP_LINE_HEIGHT_PX)
        hp_print_px(out, (double)height->value);
    else
        hp_print_number(out, (double)height->value);
}

const hp_value_type hp_type_line_height = {parse_line_height, print_line_height};
