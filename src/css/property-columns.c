/*
 * Columns (CSS Multi-column 1 §3, §4), and how many lines of a text are shown (CSS
 * Overflow 4 §5.1).
 */
#include "css/properties.h"

/* auto is 0. */
static gboolean parse_count(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    int *count = field;
    *count = 0;
    return hp_value_take_ident(parser, "auto") || (hp_value_integer(parser, count) && *count >= 1);
}

static void print_count(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    int count = *(const int *)field;
    if (count)
        g_string_append_printf(out, "%d", count);
    else
        g_string_append(out, "auto");
}

const hp_value_type hp_type_column_count = {parse_count, print_count};

/* none is 0. */
static gboolean parse_clamp(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    int *lines = field;
    *lines = 0;
    return hp_value_take_ident(parser, "none") || (hp_value_integer(parser, lines) && *lines >= 1);
}

static void print_clamp(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    int lines = *(const int *)field;
    if (lines)
        g_string_append_printf(out, "%d", lines);
    else
        g_string_append(out, "none");
}

const hp_value_type hp_type_line_clamp = {parse_clamp, print_clamp};

/* width || count, where auto may be either. */
static gboolean parse_columns(hp_value_parser *parser, const hp_property *property, void *field)
{
    for (int i = 0; i < 2; i++)
        hp_property_reset(field, property->longhands[i]);
    gboolean width = FALSE, count = FALSE;
    int automatic = 0;
    while (!hp_value_at_end(parser)) {
        if (hp_value_take_ident(parser, "auto"))
            automatic++;
        else if (!count && hp_property_parse_longhand(parser, "column-count"))
            count = TRUE;
        else if (!width && hp_property_parse_longhand(parser, "column-width"))
            width = TRUE;
        else
            return FALSE;
    }
    int values = automatic + count + width;
    return values == 1 || values == 2;
}

const hp_value_type hp_type_columns = {parse_columns, NULL};

/* Width, style and colour in any order. */
static gboolean parse_column_rule(hp_value_parser *parser, const hp_property *property, void *style)
{
    gboolean seen[3] = {FALSE, FALSE, FALSE}, any = FALSE;
    for (int i = 0; i < 3; i++)
        hp_property_reset(style, property->longhands[i]);
    while (!hp_value_at_end(parser)) {
        gboolean found = FALSE;
        for (int i = 0; i < 3 && !found; i++)
            if (!seen[i])
                found = seen[i] = hp_property_parse_longhand(parser, property->longhands[i]);
        if (!found)
            return FALSE;
        any = TRUE;
    }
    return any;
}

const hp_value_type hp_type_column_rule = {parse_column_rule, NULL};
