/*
 * size (CSS Paged Media 3 §7.1): auto, one or two lengths, or the name of a
 * paper; and which way up it is. page (§8): the name of the pages to stand on.
 */
#include "css/properties.h"

#define MM (96 / 25.4f)

static const struct {
    const char *name;
    float width_mm, height_mm;
} papers[] = {{"a5", 148, 210},          {"a4", 210, 297},          {"a3", 297, 420},     {"b5", 176, 250},
              {"b4", 250, 353},          {"jis-b5", 182, 257},      {"jis-b4", 257, 364}, {"letter", 215.9f, 279.4f},
              {"legal", 215.9f, 355.6f}, {"ledger", 279.4f, 431.8f}};

static const hp_keyword orientations[] = {
    {"portrait", HP_PAGE_PORTRAIT}, {"landscape", HP_PAGE_LANDSCAPE}, {NULL, HP_PAGE_AS_IS}};

static gboolean take_paper(hp_value_parser *parser, hp_style *style)
{
    for (size_t i = 0; i < G_N_ELEMENTS(papers); i++) {
        if (!hp_value_take_ident(parser, papers[i].name))
            continue;
        style->page_width = papers[i].width_mm * MM;
        style->page_height = papers[i].height_mm * MM;
        return TRUE;
    }
    return FALSE;
}

static gboolean parse_page_size(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    (void)field;
    hp_style *style = parser->style;
    style->page_width = style->page_height = 0;
    style->page_orientation = HP_PAGE_AS_IS;
    if (hp_value_take_ident(parser, "auto"))
        return TRUE;
    if (hp_value_px(parser, HP_VALUE_NOT_NEGATIVE, &style->page_width)) {
        if (!hp_value_px(parser, HP_VALUE_NOT_NEGATIVE, &style->page_height))
            style->page_height = style->page_width;
        return style->page_width > 0 && style->page_height > 0;
    }
    int orientation = HP_PAGE_AS_IS;
    gboolean turned = hp_value_keyword(parser, orientations, &orientation), named = take_paper(parser, style);
    if (!turned)
        turned = hp_value_keyword(parser, orientations, &orientation);
    style->page_orientation = (hp_page_orientation)orientation;
    return turned || named;
}

static void print_page_size(GString *out, const hp_property *property, const void *field)
{
    const hp_style *style = (const hp_style *)((const char *)field - property->offset);
    const char *orientation = hp_keyword_name(orientations, (int)style->page_orientation);
    if (style->page_width > 0) {
        hp_print_px(out, (double)style->page_width);
        g_string_append_c(out, ' ');
        hp_print_px(out, (double)style->page_height);
        if (*orientation)
            g_string_append_c(out, ' ');
    }
    g_string_append(out, style->page_width > 0 || *orientation ? orientation : "auto");
}

const hp_value_type hp_type_page_size = {parse_page_size, print_page_size};

static gboolean parse_page_name(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    const hp_token *token = hp_value_peek(parser);
    const char **name = field;
    *name = NULL;
    if (hp_value_take_ident(parser, "auto"))
        return TRUE;
    if (token->type != HP_TOKEN_IDENT)
        return FALSE;
    *name = g_intern_string(token->text);
    hp_value_skip(parser);
    return TRUE;
}

static void print_page_name(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    const char *name = *(const char *const *)field;
    g_string_append(out, name ? name : "auto");
}

const hp_value_type hp_type_page_name = {parse_page_name, print_page_name};
