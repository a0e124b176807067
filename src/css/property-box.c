/*
 * Boxes: floats, borders, corners, opacity, stacking (CSS 2.2 §8 to §11, CSS
 * Backgrounds 3 §4 and §5); how pictures fill theirs (CSS Images 3 §5.5, CSS
 * Sizing 4 §5).
 */
#include "css/properties.h"

/* float and clear: inline-start and inline-end follow the writing direction. */
static gboolean parse_floating(hp_value_parser *parser, const hp_property *property, void *field)
{
    gboolean rtl = parser->style->direction == HP_DIRECTION_RTL;
    gboolean start = hp_value_take_ident(parser, "inline-start");
    if (!start && !hp_value_take_ident(parser, "inline-end"))
        return hp_value_keyword(parser, property->keywords, field);
    /* HP_CLEAR_LEFT and _RIGHT have the numbers of HP_FLOAT_LEFT and _RIGHT. */
    *(int *)field = start != rtl ? HP_FLOAT_LEFT : HP_FLOAT_RIGHT;
    return TRUE;
}

static void print_keyword(GString *out, const hp_property *property, const void *field)
{
    g_string_append(out, hp_keyword_name(property->keywords, *(const int *)field));
}

const hp_value_type hp_type_floating = {parse_floating, print_keyword};

static void print_px(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    hp_print_px(out, (double)*(const float *)field);
}

static gboolean parse_border_width(hp_value_parser *parser, const hp_property *property, void *field)
{
    static const hp_keyword widths[] = {{"thin", 1}, {"medium", 3}, {"thick", 5}, {NULL, 0}};
    (void)property;
    int px;
    if (!hp_value_keyword(parser, widths, &px))
        return hp_value_px(parser, HP_VALUE_NOT_NEGATIVE, field);
    *(float *)field = (float)px;
    return TRUE;
}

const hp_value_type hp_type_border_width = {parse_border_width, print_px};

static gboolean parse_border_spacing(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    float *x = field;
    float *y = &parser->style->border_spacing_y;
    if (!hp_value_px(parser, HP_VALUE_NOT_NEGATIVE, x))
        return FALSE;
    if (!hp_value_px(parser, HP_VALUE_NOT_NEGATIVE, y))
        *y = *x;
    return TRUE;
}

static void print_border_spacing(GString *out, const hp_property *property, const void *field)
{
    const hp_style *style = (const hp_style *)((const char *)field - property->offset);
    hp_print_px(out, (double)style->border_spacing_x);
    g_string_append_c(out, ' ');
    hp_print_px(out, (double)style->border_spacing_y);
}

const hp_value_type hp_type_border_spacing = {parse_border_spacing, print_border_spacing};

static gboolean parse_radius(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    const unsigned flags = HP_VALUE_PERCENT | HP_VALUE_NOT_NEGATIVE;
    hp_radius *radius = field;
    if (!hp_value_length(parser, flags, &radius->horizontal))
        return FALSE;
    if (!hp_value_length(parser, flags, &radius->vertical))
        radius->vertical = radius->horizontal;
    return TRUE;
}

static void print_radius(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    const hp_radius *radius = field;
    hp_print_length(out, radius->horizontal, "");
    if (radius->vertical.px != radius->horizontal.px || radius->vertical.percent != radius->horizontal.percent) {
        g_string_append_c(out, ' ');
        hp_print_length(out, radius->vertical, "");
    }
}

const hp_value_type hp_type_radius = {parse_radius, print_radius};

static gboolean parse_opacity(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    hp_math math;
    if (!hp_value_math(parser, &math) || (math.kind != HP_MATH_NUMBER && math.kind != HP_MATH_PERCENT))
        return FALSE;
    double opacity = math.kind == HP_MATH_PERCENT ? math.percent / 100 : math.value;
    *(float *)field = (float)CLAMP(opacity, 0, 1);
    return TRUE;
}

static void print_opacity(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    hp_print_number(out, (double)*(const float *)field);
}

const hp_value_type hp_type_opacity = {parse_opacity, print_opacity};

static gboolean parse_z_index(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    (void)field;
    hp_style *style = parser->style;
    style->z_index = 0;
    style->z_index_auto = hp_value_take_ident(parser, "auto");
    return style->z_index_auto || hp_value_integer(parser, &style->z_index);
}

static void print_z_index(GString *out, const hp_property *property, const void *field)
{
    const hp_style *style = (const hp_style *)((const char *)field - property->offset);
    if (style->z_index_auto)
        g_string_append(out, "auto");
    else
        g_string_append_printf(out, "%d", style->z_index);
}

const hp_value_type hp_type_z_index = {parse_z_index, print_z_index};

static gboolean parse_object_position(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    (void)field;
    return hp_value_position(parser, &parser->style->object_x, &parser->style->object_y);
}

static void print_object_position(GString *out, const hp_property *property, const void *field)
{
    const hp_style *style = (const hp_style *)((const char *)field - property->offset);
    hp_print_length(out, style->object_x, "");
    g_string_append_c(out, ' ');
    hp_print_length(out, style->object_y, "");
}

const hp_value_type hp_type_object_position = {parse_object_position, print_object_position};

/* auto || <ratio>. A ratio with a 0 in it is none. */
static gboolean parse_aspect_ratio(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    (void)field;
    hp_style *style = parser->style;
    double width, height = 1;
    style->aspect_ratio = 0;
    style->aspect_ratio_auto = hp_value_take_ident(parser, "auto");
    if (!hp_value_number(parser, &width))
        return style->aspect_ratio_auto;
    if (hp_value_take_delim(parser, '/') && !hp_value_number(parser, &height))
        return FALSE;
    if (!style->aspect_ratio_auto)
        style->aspect_ratio_auto = hp_value_take_ident(parser, "auto");
    if (width < 0 || height < 0)
        return FALSE;
    if (width > 0 && height > 0)
        style->aspect_ratio = (float)CLAMP(width / height, 1e-4, 1e4);
    return TRUE;
}

static void print_aspect_ratio(GString *out, const hp_property *property, const void *field)
{
    const hp_style *style = (const hp_style *)((const char *)field - property->offset);
    if (style->aspect_ratio_auto)
        g_string_append(out, style->aspect_ratio > 0 ? "auto " : "auto");
    if (style->aspect_ratio > 0)
        hp_print_number(out, (double)style->aspect_ratio);
}

const hp_value_type hp_type_aspect_ratio = {parse_aspect_ratio, print_aspect_ratio};
