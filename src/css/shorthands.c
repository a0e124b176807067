/*
 * Shorthands and aliases: properties that set others.
 *
 * A shorthand resets every longhand that its value leaves out. hp_property_apply
 * restores the style when a value turns out wrong half-way.
 */
#include "css/properties.h"
#include <string.h>

/* ---- several values of one kind ---- */

static const hp_property *longhand_of(const hp_value_parser *parser, const char *name)
{
    const hp_property *property = hp_property_lookup(name);
    if (property->kind == HP_PROPERTY_ALIAS)
        property = hp_property_lookup(property->longhands[parser->style->direction == HP_DIRECTION_RTL ? 1 : 0]);
    return property;
}

/* One to `limit` values for as many longhands; returns how many there were. */
static int parse_values(hp_value_parser *parser, const hp_property *shorthand, void *fields[], size_t *size, int limit)
{
    int count = 0;
    for (int i = 0; i < limit; i++) {
        const hp_property *longhand = longhand_of(parser, shorthand->longhands[i]);
        fields[i] = (char *)parser->style + longhand->offset;
        *size = longhand->size;
        if (count == i && longhand->type->parse(parser, longhand, fields[i]))
            count++;
    }
    return count;
}

/* Top, right, bottom, left: what is left out is that of the opposite side. */
static gboolean parse_sides(hp_value_parser *parser, const hp_property *property, void *style)
{
    (void)style;
    void *fields[4];
    size_t size = 0;
    int count = parse_values(parser, property, fields, &size, 4);
    if (count == 0)
        return FALSE;
    if (count < 2)
        memcpy(fields[HP_RIGHT], fields[HP_TOP], size);
    if (count < 3)
        memcpy(fields[HP_BOTTOM], fields[HP_TOP], size);
    if (count < 4)
        memcpy(fields[HP_LEFT], fields[HP_RIGHT], size);
    return TRUE;
}

const hp_value_type hp_type_sides = {parse_sides, NULL};

static gboolean parse_pair(hp_value_parser *parser, const hp_property *property, void *style)
{
    (void)style;
    void *fields[2];
    size_t size = 0;
    int count = parse_values(parser, property, fields, &size, 2);
    if (count == 1)
        memcpy(fields[1], fields[0], size);
    return count > 0;
}

const hp_value_type hp_type_pair = {parse_pair, NULL};

/* ---- border, border-top, … ---- */

/* Width, style and colour in any order; flags: a bit per side. */
static gboolean parse_border(hp_value_parser *parser, const hp_property *property, void *field)
{
    static const char *const names[] = {"border-top-width", "border-top-style", "border-top-color"};
    hp_style *style = field;
    hp_border top = style->border[HP_TOP];
    gboolean seen[G_N_ELEMENTS(names)] = {FALSE};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        hp_property_reset(style, names[i]);
    gboolean any = FALSE;
    while (!hp_value_at_end(parser)) {
        gboolean found = FALSE;
        for (size_t i = 0; i < G_N_ELEMENTS(names) && !found; i++)
            if (!seen[i])
                found = seen[i] = hp_property_parse_longhand(parser, names[i]);
        if (!found)
            return FALSE;
        any = TRUE;
    }
    hp_border border = style->border[HP_TOP];
    style->border[HP_TOP] = top;
    for (unsigned side = HP_TOP; side <= HP_LEFT; side++)
        if (property->flags & 1u << side)
            style->border[side] = border;
    return any;
}

const hp_value_type hp_type_border = {parse_border, NULL};

/* One to four lengths for the corners; returns FALSE when there is none. */
static gboolean parse_corners(hp_value_parser *parser, hp_length corners[4])
{
    int count = 0;
    while (count < 4 && hp_value_length(parser, HP_VALUE_PERCENT | HP_VALUE_NOT_NEGATIVE, &corners[count]))
        count++;
    if (count < 2)
        corners[1] = corners[0];
    if (count < 3)
        corners[2] = corners[0];
    if (count < 4)
        corners[3] = corners[1];
    return count > 0;
}

static gboolean parse_radii(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    hp_style *style = field;
    hp_length horizontal[4] = {{0}}, vertical[4] = {{0}};
    if (!parse_corners(parser, horizontal))
        return FALSE;
    memcpy(vertical, horizontal, sizeof vertical);
    if (hp_value_take_delim(parser, '/') && !parse_corners(parser, vertical))
        return FALSE;
    for (int i = 0; i < 4; i++)
        style->radius[i] = (hp_radius){horizontal[i], vertical[i]};
    return TRUE;
}

const hp_value_type hp_type_radii = {parse_radii, NULL};

/* ---- font ---- */

/* Fonts of the system's controls (CSS Fonts 4 §2.7.1), as on a bare system. */
static gboolean parse_system_font(hp_value_parser *parser)
{
    static const hp_keyword names[] = {{"caption", 0},       {"icon", 0},       {"menu", 0}, {"message-box", 0},
                                       {"small-caption", 0}, {"status-bar", 0}, {NULL, 0}};
    int value;
    if (!hp_value_keyword(parser, names, &value))
        return FALSE;
    parser->style->font_size = 40 / 3.0f;
    return TRUE;
}

static const char *const font_longhands[] = {"font-style",
                                             "font-variant-caps",
                                             "font-variant-ligatures",
                                             "font-weight",
                                             "font-size",
                                             "line-height",
                                             "font-family",
                                             NULL};

/* Style, variant, weight and stretch in any order, each at most once. */
static gboolean parse_font_prefix(hp_value_parser *parser)
{
    static const char *const names[] = {"font-style", "font-weight", "font-variant-caps"};
    static const hp_keyword stretches[] = {{"ultra-condensed", 0}, {"extra-condensed", 0}, {"condensed", 0},
                                           {"semi-condensed", 0},  {"semi-expanded", 0},   {"expanded", 0},
                                           {"extra-expanded", 0},  {"ultra-expanded", 0},  {NULL, 0}};
    gboolean seen[G_N_ELEMENTS(names)] = {FALSE};
    int ignored;
    for (int parts = 0; parts < 4; parts++) {
        gboolean found = hp_value_take_ident(parser, "normal") || hp_value_keyword(parser, stretches, &ignored);
        for (size_t i = 0; i < G_N_ELEMENTS(names) && !found; i++) {
            size_t start = parser->reader.at;
            if (seen[i] || !hp_property_parse_longhand(parser, names[i]))
                parser->reader.at = start;
            else
                found = seen[i] = TRUE;
        }
        if (!found)
            break;
    }
    return TRUE;
}

static gboolean parse_font(hp_value_parser *parser, const hp_property *property, void *style)
{
    (void)property;
    for (const char *const *name = font_longhands; *name; name++)
        hp_property_reset(style, *name);
    if (parse_system_font(parser))
        return TRUE;
    if (!parse_font_prefix(parser) || !hp_property_parse_longhand(parser, "font-size"))
        return FALSE;
    if (hp_value_take_delim(parser, '/') && !hp_property_parse_longhand(parser, "line-height"))
        return FALSE;
    return hp_property_parse_longhand(parser, "font-family");
}

const hp_value_type hp_type_font = {parse_font, NULL};

/* ---- background, list-style, text-decoration ---- */

static gboolean parse_background(hp_value_parser *parser, const hp_property *property, void *style)
{
    (void)property;
    (void)style;
    return hp_background_parse(parser);
}

const hp_value_type hp_type_background = {parse_background, NULL};

/* Each longhand at most once, in any order; the others are reset. */
static gboolean parse_any_order(hp_value_parser *parser, const hp_property *property)
{
    gboolean seen[8] = {FALSE};
    gboolean any = FALSE;
    while (!hp_value_at_end(parser)) {
        gboolean found = FALSE;
        for (size_t i = 0; property->longhands[i] && !found; i++)
            if (!seen[i])
                found = seen[i] = hp_property_parse_longhand(parser, property->longhands[i]);
        if (!found)
            return FALSE;
        any = TRUE;
    }
    for (size_t i = 0; property->longhands[i]; i++)
        if (!seen[i])
            hp_property_reset(parser->style, property->longhands[i]);
    return any;
}

/* `none` may mean the type, the image or both (CSS Lists 3 §3.4): read as the
 * type first, and a type that follows is still welcome. */
static gboolean parse_list_style(hp_value_parser *parser, const hp_property *property, void *style)
{
    (void)style;
    size_t start = parser->reader.at;
    if (parse_any_order(parser, property))
        return TRUE;
    parser->reader.at = start;
    if (!hp_value_take_ident(parser, "none") || !parse_any_order(parser, property))
        return FALSE;
    parser->style->list_style_image = NULL;
    return TRUE;
}

const hp_value_type hp_type_list_style = {parse_list_style, NULL};

static gboolean parse_parts(hp_value_parser *parser, const hp_property *property, void *style)
{
    (void)style;
    return parse_any_order(parser, property);
}

const hp_value_type hp_type_text_decoration = {parse_parts, NULL};
const hp_value_type hp_type_outline = {parse_parts, NULL};

/* ---- the table ---- */

#define LIST(...) ((const char *const[]){__VA_ARGS__, NULL})
#define SHORTHAND(name, is_early, type_, flags_, ...)                                                         \
    {                                                                                                         \
        name, HP_PROPERTY_SHORTHAND, FALSE, is_early, 0, 0, &hp_type_##type_, NULL, flags_, LIST(__VA_ARGS__) \
    }
#define ALIAS(name, ltr, rtl)                                                      \
    {                                                                              \
        name, HP_PROPERTY_ALIAS, FALSE, FALSE, 0, 0, NULL, NULL, 0, LIST(ltr, rtl) \
    }
#define BORDER_SIDE(side) "border-" side "-width", "border-" side "-style", "border-" side "-color"
#define BORDER(name, mask, ...) SHORTHAND(name, FALSE, border, mask, __VA_ARGS__)
#define SIDES(name, before, after)                                                                    \
    SHORTHAND(name, FALSE, sides, 0, before "top" after, before "right" after, before "bottom" after, \
              before "left" after)
/* The four logical sides of a property, and its two logical pairs. */
#define LOGICAL(before, after)                                                                                    \
    ALIAS(before "inline-start" after, before "left" after, before "right" after),                                \
        ALIAS(before "inline-end" after, before "right" after, before "left" after),                              \
        ALIAS(before "block-start" after, before "top" after, before "top" after),                                \
        ALIAS(before "block-end" after, before "bottom" after, before "bottom" after),                            \
        SHORTHAND(before "inline" after, FALSE, pair, 0, before "inline-start" after, before "inline-end" after), \
        SHORTHAND(before "block" after, FALSE, pair, 0, before "block-start" after, before "block-end" after)
#define BOTH(name, target) ALIAS(name, target, target)

static const hp_property shorthands[] = {
    SIDES("margin", "margin-", ""),
    SIDES("padding", "padding-", ""),
    SIDES("inset", "", ""),
    SIDES("border-width", "border-", "-width"),
    SIDES("border-style", "border-", "-style"),
    SIDES("border-color", "border-", "-color"),
    BORDER("border", 1 << HP_TOP | 1 << HP_RIGHT | 1 << HP_BOTTOM | 1 << HP_LEFT, BORDER_SIDE("top"),
           BORDER_SIDE("right"), BORDER_SIDE("bottom"), BORDER_SIDE("left")),
    BORDER("border-top", 1 << HP_TOP, BORDER_SIDE("top")),
    BORDER("border-right", 1 << HP_RIGHT, BORDER_SIDE("right")),
    BORDER("border-bottom", 1 << HP_BOTTOM, BORDER_SIDE("bottom")),
    BORDER("border-left", 1 << HP_LEFT, BORDER_SIDE("left")),
    BORDER("border-block", 1 << HP_TOP | 1 << HP_BOTTOM, BORDER_SIDE("top"), BORDER_SIDE("bottom")),
    BORDER("border-inline", 1 << HP_LEFT | 1 << HP_RIGHT, BORDER_SIDE("left"), BORDER_SIDE("right")),
    SHORTHAND("border-radius", FALSE, radii, 0, "border-top-left-radius", "border-top-right-radius",
              "border-bottom-right-radius", "border-bottom-left-radius"),
    SHORTHAND("overflow", FALSE, pair, 0, "overflow-x", "overflow-y"),
    SHORTHAND("font", TRUE, font, 0, "font-style", "font-variant-caps", "font-variant-ligatures", "font-weight",
              "font-size", "line-height", "font-family"),
    SHORTHAND("font-variant", TRUE, font_variant, 0, "font-variant-caps", "font-variant-ligatures"),
    SHORTHAND("background", FALSE, background, 0, "background-color", "background-image"),
    SHORTHAND("background-position", FALSE, background_position, 0, "background-position-x", "background-position-y"),
    SHORTHAND("-webkit-text-stroke", FALSE, text_decoration, 0, "-webkit-text-stroke-width",
              "-webkit-text-stroke-color"),
    SHORTHAND("list-style", FALSE, list_style, 0, "list-style-type", "list-style-position", "list-style-image"),
    SHORTHAND("text-decoration", FALSE, text_decoration, 0, "text-decoration-line", "text-decoration-style",
              "text-decoration-color", "text-decoration-thickness"),
    SHORTHAND("outline", FALSE, outline, 0, "outline-color", "outline-style", "outline-width"),
    {"all", HP_PROPERTY_ALL, FALSE, FALSE, 0, 0, NULL, NULL, 0, NULL},
    {HP_ALL_EARLY, HP_PROPERTY_ALL, FALSE, TRUE, 0, 0, NULL, NULL, 0, NULL},
    SHORTHAND("flex", FALSE, flex, 0, "flex-grow", "flex-shrink", "flex-basis"),
    SHORTHAND("flex-flow", FALSE, flex_flow, 0, "flex-direction", "flex-wrap"),
    SHORTHAND("place-content", FALSE, place, 0, "align-content", "justify-content"),
    SHORTHAND("place-items", FALSE, place, 0, "align-items", "justify-items"),
    SHORTHAND("place-self", FALSE, place, 0, "align-self", "justify-self"),
    SHORTHAND("gap", FALSE, pair, 0, "row-gap", "column-gap"),
    SHORTHAND("columns", FALSE, columns, 0, "column-width", "column-count"),
    SHORTHAND("column-rule", FALSE, column_rule, 0, "column-rule-width", "column-rule-style", "column-rule-color"),
    BOTH("grid-gap", "gap"),
    BOTH("grid-row-gap", "row-gap"),
    BOTH("grid-column-gap", "column-gap"),
    SHORTHAND("grid-row", FALSE, grid_lines, 0, "grid-row-start", "grid-row-end"),
    SHORTHAND("grid-column", FALSE, grid_lines, 0, "grid-column-start", "grid-column-end"),
    SHORTHAND("grid-area", FALSE, grid_lines, 0, "grid-row-start", "grid-column-start", "grid-row-end",
              "grid-column-end"),
    SHORTHAND("grid-template", FALSE, grid_template, 0, "grid-template-rows", "grid-template-columns",
              "grid-template-areas"),
    SHORTHAND("grid", FALSE, grid, 0, "grid-template-rows", "grid-template-columns", "grid-template-areas",
              "grid-auto-rows", "grid-auto-columns", "grid-auto-flow"),

    LOGICAL("margin-", ""),
    LOGICAL("padding-", ""),
    LOGICAL("border-", "-width"),
    LOGICAL("border-", "-style"),
    LOGICAL("border-", "-color"),
    ALIAS("border-inline-start", "border-left", "border-right"),
    ALIAS("border-inline-end", "border-right", "border-left"),
    BOTH("border-block-start", "border-top"),
    BOTH("border-block-end", "border-bottom"),
    ALIAS("border-start-start-radius", "border-top-left-radius", "border-top-right-radius"),
    ALIAS("border-start-end-radius", "border-top-right-radius", "border-top-left-radius"),
    ALIAS("border-end-start-radius", "border-bottom-left-radius", "border-bottom-right-radius"),
    ALIAS("border-end-end-radius", "border-bottom-right-radius", "border-bottom-left-radius"),
    ALIAS("inset-inline-start", "left", "right"),
    ALIAS("inset-inline-end", "right", "left"),
    BOTH("inset-block-start", "top"),
    BOTH("inset-block-end", "bottom"),
    SHORTHAND("inset-inline", FALSE, pair, 0, "inset-inline-start", "inset-inline-end"),
    SHORTHAND("inset-block", FALSE, pair, 0, "inset-block-start", "inset-block-end"),
    BOTH("inline-size", "width"),
    BOTH("block-size", "height"),
    BOTH("min-inline-size", "min-width"),
    BOTH("min-block-size", "min-height"),
    BOTH("max-inline-size", "max-width"),
    BOTH("max-block-size", "max-height"),
    BOTH("overflow-inline", "overflow-x"),
    BOTH("overflow-block", "overflow-y"),
    BOTH("word-wrap", "overflow-wrap"),
    BOTH("-webkit-line-clamp", "line-clamp"),
    BOTH("-webkit-background-clip", "background-clip"),
    BOTH("-webkit-clip-path", "clip-path"),
    BOTH("page-break-before", "break-before"),
    BOTH("page-break-after", "break-after"),
    BOTH("page-break-inside", "break-inside"),
};

const hp_property *hp_property_shorthands(size_t *count)
{
    *count = G_N_ELEMENTS(shorthands);
    return shorthands;
}
