/*
 * Value types that many properties share: keywords, lengths, colours, numbers;
 * and how they print.
 */
#include "css/properties.h"
#include <math.h>

/* ---- printing ---- */

/* Up to four decimals, no trailing zeros, the same in every locale. */
void hp_print_number(GString *out, double number)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    double rounded = round(number * 10000) / 10000;
    g_ascii_formatd(text, sizeof text, "%.9g", rounded == 0 ? 0 : rounded);
    g_string_append(out, text);
}

void hp_print_px(GString *out, double px)
{
    hp_print_number(out, px);
    if (px != 0)
        g_string_append(out, "px");
}

void hp_print_length(GString *out, hp_length length, const char *automatic)
{
    switch (length.kind) {
    case HP_LENGTH_AUTO: g_string_append(out, automatic); return;
    case HP_LENGTH_NONE: g_string_append(out, "none"); return;
    case HP_LENGTH_MIN_CONTENT: g_string_append(out, "min-content"); return;
    case HP_LENGTH_MAX_CONTENT: g_string_append(out, "max-content"); return;
    case HP_LENGTH_FIT_CONTENT: g_string_append(out, "fit-content"); return;
    case HP_LENGTH_FIXED: break;
    }
    if (length.terms) {
        hp_print_length_terms(out, length);
        return;
    }
    if (length.percent == 0) {
        hp_print_px(out, (double)length.px);
        return;
    }
    if (length.px != 0)
        g_string_append(out, "calc(");
    hp_print_number(out, (double)length.percent);
    g_string_append_c(out, '%');
    if (length.px != 0) {
        g_string_append(out, length.px < 0 ? " - " : " + ");
        hp_print_px(out, fabs((double)length.px));
        g_string_append_c(out, ')');
    }
}

/* #rrggbb, or rgba() when not opaque. */
void hp_print_color(GString *out, hp_color color)
{
    unsigned r = (unsigned)lround((double)color.r * 255), g = (unsigned)lround((double)color.g * 255),
             b = (unsigned)lround((double)color.b * 255);
    if (color.a >= 1) {
        g_string_append_printf(out, "#%02x%02x%02x", r, g, b);
        return;
    }
    g_string_append_printf(out, "rgba(%u, %u, %u, ", r, g, b);
    hp_print_number(out, (double)color.a);
    g_string_append_c(out, ')');
}

void hp_print_string(GString *out, const char *text)
{
    g_string_append_c(out, '"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            g_string_append_c(out, '\\');
        if (*text == '\n')
            g_string_append(out, "\\a ");
        else
            g_string_append_c(out, *text);
    }
    g_string_append_c(out, '"');
}

/* ---- types ---- */

static gboolean parse_keyword(hp_value_parser *parser, const hp_property *property, void *field)
{
    return hp_value_keyword(parser, property->keywords, field);
}

static void print_keyword(GString *out, const hp_property *property, const void *field)
{
    g_string_append(out, hp_keyword_name(property->keywords, *(const int *)field));
}

const hp_value_type hp_type_keyword = {parse_keyword, print_keyword};

static gboolean parse_length(hp_value_parser *parser, const hp_property *property, void *field)
{
    return hp_value_length(parser, property->flags, field);
}

static void print_length(GString *out, const hp_property *property, const void *field)
{
    hp_print_length(out, *(const hp_length *)field, property->flags & HP_VALUE_NORMAL ? "normal" : "auto");
}

const hp_value_type hp_type_length = {parse_length, print_length};

static gboolean parse_px(hp_value_parser *parser, const hp_property *property, void *field)
{
    return hp_value_px(parser, property->flags, field);
}

static void print_px(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    hp_print_px(out, (double)*(const float *)field);
}

const hp_value_type hp_type_px = {parse_px, print_px};

/* `color` itself: its currentColor is the parent's (CSS Color 4 §9.2). */
static gboolean parse_color(hp_value_parser *parser, const hp_property *property, void *field)
{
    if (property->early && hp_value_take_ident(parser, "currentcolor")) {
        *(hp_color *)field = parser->compute->parent->color;
        return TRUE;
    }
    return hp_value_color(parser, field);
}

static void print_color(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    hp_print_color(out, *(const hp_color *)field);
}

const hp_value_type hp_type_color = {parse_color, print_color};

static gboolean parse_positive_integer(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    int value;
    if (!hp_value_integer(parser, &value) || value < 1)
        return FALSE;
    *(int *)field = value;
    return TRUE;
}

static void print_integer(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    g_string_append_printf(out, "%d", *(const int *)field);
}

const hp_value_type hp_type_positive_integer = {parse_positive_integer, print_integer};
