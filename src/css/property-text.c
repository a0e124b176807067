/*
 * Text, lists and generated content: spacing, alignment, shadows, decorations,
 * markers (CSS Text 3, CSS Text Decoration 3, CSS Lists 3, CSS Content 3).
 */
#include "css/properties.h"
#include <string.h>

/* letter-spacing and word-spacing: normal is 0. */
static gboolean parse_spacing(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    hp_length length;
    if (!hp_value_length(parser, HP_VALUE_NORMAL, &length))
        return FALSE;
    *(float *)field = length.px;
    return TRUE;
}

static void print_px(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    hp_print_px(out, (double)*(const float *)field);
}

const hp_value_type hp_type_spacing = {parse_spacing, print_px};

static const hp_keyword text_aligns[] = {
    {"start", HP_TEXT_ALIGN_START},         {"end", HP_TEXT_ALIGN_END},
    {"left", HP_TEXT_ALIGN_LEFT},           {"right", HP_TEXT_ALIGN_RIGHT},
    {"center", HP_TEXT_ALIGN_CENTER},       {"justify", HP_TEXT_ALIGN_JUSTIFY},
    {"justify-all", HP_TEXT_ALIGN_JUSTIFY}, {"-webkit-left", HP_TEXT_ALIGN_LEFT},
    {"-webkit-right", HP_TEXT_ALIGN_RIGHT}, {"-webkit-center", HP_TEXT_ALIGN_CENTER},
    {"-moz-center", HP_TEXT_ALIGN_CENTER},  {NULL, 0},
};

static gboolean parse_text_align(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    hp_text_align *align = field;
    if (!hp_value_take_ident(parser, "match-parent"))
        return hp_value_keyword(parser, text_aligns, field);
    /* start and end of the parent's direction become sides (CSS Text 3 §6.1). */
    const hp_style *parent = parser->compute->parent;
    gboolean rtl = parent->direction == HP_DIRECTION_RTL;
    *align = parent->text_align;
    if (*align == HP_TEXT_ALIGN_START)
        *align = rtl ? HP_TEXT_ALIGN_RIGHT : HP_TEXT_ALIGN_LEFT;
    else if (*align == HP_TEXT_ALIGN_END)
        *align = rtl ? HP_TEXT_ALIGN_LEFT : HP_TEXT_ALIGN_RIGHT;
    return TRUE;
}

static void print_text_align(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    g_string_append(out, hp_keyword_name(text_aligns, *(const int *)field));
}

const hp_value_type hp_type_text_align = {parse_text_align, print_text_align};

static gboolean parse_tab_size(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    (void)field;
    hp_style *style = parser->style;
    double number;
    if (hp_value_number(parser, &number)) {
        style->tab_size = (float)MIN(number, 1000);
        style->tab_size_is_px = FALSE;
        return number >= 0;
    }
    style->tab_size_is_px = TRUE;
    return hp_value_px(parser, HP_VALUE_NOT_NEGATIVE, &style->tab_size);
}

static void print_tab_size(GString *out, const hp_property *property, const void *field)
{
    const hp_style *style = (const hp_style *)((const char *)field - property->offset);
    if (style->tab_size_is_px)
        hp_print_px(out, (double)style->tab_size);
    else
        hp_print_number(out, (double)style->tab_size);
}

const hp_value_type hp_type_tab_size = {parse_tab_size, print_tab_size};

/* ---- wrapping (CSS Text 4 §5.2, §6.3) ---- */

const hp_keyword hp_keywords_wrap_style[] = {
    {"auto", FALSE}, {"balance", TRUE}, {"pretty", FALSE}, {"stable", FALSE}, {NULL, 0}};

/* Whether lines wrap is the white space's business here. */
static void set_wrapping(hp_style *style, gboolean wraps)
{
    static const struct {
        hp_white_space wraps, stays;
    } pairs[] = {{HP_WHITE_SPACE_NORMAL, HP_WHITE_SPACE_NOWRAP}, {HP_WHITE_SPACE_PRE_WRAP, HP_WHITE_SPACE_PRE}};
    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++)
        if (style->white_space == pairs[i].wraps || style->white_space == pairs[i].stays)
            style->white_space = wraps ? pairs[i].wraps : pairs[i].stays;
}

static gboolean parse_text_wrap(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    static const hp_keyword modes[] = {{"wrap", TRUE}, {"nowrap", FALSE}, {NULL, 0}};
    int mode = TRUE, balanced = FALSE;
    gboolean has_mode = hp_value_keyword(parser, modes, &mode);
    gboolean has_style = hp_value_keyword(parser, hp_keywords_wrap_style, &balanced);
    if (!has_mode)
        has_mode = hp_value_keyword(parser, modes, &mode);
    if ((!has_mode && !has_style) || !hp_value_at_end(parser))
        return FALSE;
    *(gboolean *)field = balanced;
    set_wrapping(parser->style, mode);
    return TRUE;
}

static void print_text_wrap(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    g_string_append(out, *(const gboolean *)field ? "balance" : "wrap");
}

const hp_value_type hp_type_text_wrap = {parse_text_wrap, print_text_wrap};

/* ---- hyphens (CSS Text 4 §5.4) ---- */

static gboolean parse_auto_string(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    const char **text = field;
    const hp_token *token = hp_value_peek(parser);
    *text = NULL;
    if (hp_value_take_ident(parser, "auto"))
        return TRUE;
    if (token->type != HP_TOKEN_STRING)
        return FALSE;
    *text = token->text;
    hp_value_skip(parser);
    return TRUE;
}

static void print_auto_string(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    const char *text = *(const char *const *)field;
    if (text)
        hp_print_string(out, text);
    else
        g_string_append(out, "auto");
}

const hp_value_type hp_type_auto_string = {parse_auto_string, print_auto_string};

static gboolean take_limit(hp_value_parser *parser, unsigned *limit)
{
    int number;
    *limit = 0;
    if (hp_value_take_ident(parser, "auto"))
        return TRUE;
    if (!hp_value_integer(parser, &number) || number < 1)
        return FALSE;
    *limit = (unsigned)number;
    return TRUE;
}

/* One to three numbers; what is missing behind is auto, or the one before. */
static gboolean parse_hyphenate_limits(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    unsigned *limits = field;
    if (!take_limit(parser, &limits[0]))
        return FALSE;
    limits[1] = limits[2] = 0;
    if (hp_value_at_end(parser))
        return TRUE;
    if (!take_limit(parser, &limits[1]))
        return FALSE;
    limits[2] = limits[1];
    return hp_value_at_end(parser) || take_limit(parser, &limits[2]);
}

static void print_hyphenate_limits(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    const unsigned *limits = field;
    for (int i = 0; i < 3; i++) {
        if (i > 0)
            g_string_append_c(out, ' ');
        if (limits[i])
            g_string_append_printf(out, "%u", limits[i]);
        else
            g_string_append(out, "auto");
    }
}

const hp_value_type hp_type_hyphenate_limits = {parse_hyphenate_limits, print_hyphenate_limits};

static gboolean parse_hyphenate_lines(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    int number;
    if (hp_value_take_ident(parser, "no-limit")) {
        *(unsigned *)field = 0;
        return TRUE;
    }
    if (!hp_value_integer(parser, &number) || number < 1)
        return FALSE;
    *(unsigned *)field = (unsigned)number;
    return TRUE;
}

static void print_hyphenate_lines(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    unsigned lines = *(const unsigned *)field;
    if (lines)
        g_string_append_printf(out, "%u", lines);
    else
        g_string_append(out, "no-limit");
}

const hp_value_type hp_type_hyphenate_lines = {parse_hyphenate_lines, print_hyphenate_lines};

/* ---- shadows ---- */

/* One shadow: two to four lengths, a colour before or after, for boxes
 * `inset`, in any order. */
static gboolean parse_one_shadow(hp_value_parser *parser, gboolean is_box, hp_shadow *shadow)
{
    gboolean has_color = FALSE, has_lengths = FALSE;
    for (;;) {
        if (is_box && !shadow->inset && hp_value_take_ident(parser, "inset")) {
            shadow->inset = TRUE;
        } else if (!has_lengths && hp_value_px(parser, 0, &shadow->dx)) {
            has_lengths = TRUE;
            if (!hp_value_px(parser, 0, &shadow->dy))
                return FALSE;
            if (hp_value_px(parser, HP_VALUE_NOT_NEGATIVE, &shadow->blur) && is_box)
                hp_value_px(parser, 0, &shadow->spread);
        } else if (!has_color && hp_value_color(parser, &shadow->color)) {
            has_color = TRUE;
        } else {
            break;
        }
    }
    if (!has_color)
        shadow->color = parser->style->color;
    return has_lengths;
}

static gboolean parse_shadow(hp_value_parser *parser, const hp_property *property, void *field)
{
    gboolean is_box = property->offset == offsetof(hp_style, box_shadow);
    const hp_shadow **link = field;
    *link = NULL;
    if (hp_value_take_ident(parser, "none"))
        return TRUE;
    do {
        hp_shadow *shadow = hp_arena_make(parser->compute->arena, hp_shadow);
        if (!parse_one_shadow(parser, is_box, shadow))
            return FALSE;
        *link = shadow;
        link = (const hp_shadow **)&shadow->next;
    } while (hp_value_take(parser, HP_TOKEN_COMMA));
    return TRUE;
}

static void print_shadow(GString *out, const hp_property *property, const void *field)
{
    gboolean is_box = property->offset == offsetof(hp_style, box_shadow);
    const hp_shadow *shadow = *(const hp_shadow *const *)field;
    if (!shadow)
        g_string_append(out, "none");
    for (; shadow; shadow = shadow->next) {
        hp_print_color(out, shadow->color);
        const float lengths[] = {shadow->dx, shadow->dy, shadow->blur, shadow->spread};
        for (size_t i = 0; i < (is_box ? 4 : 3); i++) {
            g_string_append_c(out, ' ');
            hp_print_px(out, (double)lengths[i]);
        }
        g_string_append_printf(out, "%s%s", shadow->inset ? " inset" : "", shadow->next ? ", " : "");
    }
}

const hp_value_type hp_type_shadow = {parse_shadow, print_shadow};

/* ---- vertical-align, text-decoration-line ---- */

static const hp_keyword vertical_aligns[] = {
    {"baseline", HP_VERTICAL_ALIGN_BASELINE},
    {"sub", HP_VERTICAL_ALIGN_SUB},
    {"super", HP_VERTICAL_ALIGN_SUPER},
    {"top", HP_VERTICAL_ALIGN_TOP},
    {"text-top", HP_VERTICAL_ALIGN_TEXT_TOP},
    {"middle", HP_VERTICAL_ALIGN_MIDDLE},
    {"bottom", HP_VERTICAL_ALIGN_BOTTOM},
    {"text-bottom", HP_VERTICAL_ALIGN_TEXT_BOTTOM},
    {NULL, 0},
};

static gboolean parse_vertical_align(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    parser->style->vertical_shift = HP_PX(0);
    if (hp_value_keyword(parser, vertical_aligns, field))
        return TRUE;
    parser->style->vertical_align = HP_VERTICAL_ALIGN_LENGTH;
    return hp_value_length(parser, HP_VALUE_PERCENT, &parser->style->vertical_shift);
}

static void print_vertical_align(GString *out, const hp_property *property, const void *field)
{
    const hp_style *style = (const hp_style *)((const char *)field - property->offset);
    if (style->vertical_align == HP_VERTICAL_ALIGN_LENGTH)
        hp_print_length(out, style->vertical_shift, "");
    else
        g_string_append(out, hp_keyword_name(vertical_aligns, (int)style->vertical_align));
}

const hp_value_type hp_type_vertical_align = {parse_vertical_align, print_vertical_align};

static const hp_keyword decoration_lines[] = {
    {"underline", HP_DECORATION_UNDERLINE},
    {"overline", HP_DECORATION_OVERLINE},
    {"line-through", HP_DECORATION_LINE_THROUGH},
    {"blink", 0},
    {NULL, 0},
};

static gboolean parse_decoration_line(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    unsigned *lines = field;
    int line;
    *lines = 0;
    if (hp_value_take_ident(parser, "none"))
        return TRUE;
    if (!hp_value_keyword(parser, decoration_lines, &line))
        return FALSE;
    do {
        *lines |= (unsigned)line;
    } while (hp_value_keyword(parser, decoration_lines, &line));
    return TRUE;
}

static void print_decoration_line(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    unsigned lines = *(const unsigned *)field;
    const char *blank = "";
    if (lines == 0)
        g_string_append(out, "none");
    for (const hp_keyword *line = decoration_lines; line->name; line++) {
        if (lines & (unsigned)line->value) {
            g_string_append_printf(out, "%s%s", blank, line->name);
            blank = " ";
        }
    }
}

const hp_value_type hp_type_decoration_line = {parse_decoration_line, print_decoration_line};

/* text-decoration-thickness: auto and from-font are both the font's. */
static gboolean parse_thickness(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    hp_length *thickness = field;
    if (hp_value_take_ident(parser, "from-font")) {
        *thickness = HP_AUTO;
        return TRUE;
    }
    return hp_value_length(parser, HP_VALUE_AUTO | HP_VALUE_PERCENT, thickness);
}

static void print_thickness(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    hp_print_length(out, *(const hp_length *)field, "auto");
}

const hp_value_type hp_type_thickness = {parse_thickness, print_thickness};

/* ---- lists ---- */

const hp_keyword hp_keywords_list_type[] = {
    {"none", HP_LIST_NONE},
    {"disc", HP_LIST_DISC},
    {"circle", HP_LIST_CIRCLE},
    {"square", HP_LIST_SQUARE},
    {"decimal", HP_LIST_DECIMAL},
    {"decimal-leading-zero", HP_LIST_DECIMAL_LEADING_ZERO},
    {"lower-alpha", HP_LIST_LOWER_ALPHA},
    {"lower-latin", HP_LIST_LOWER_ALPHA},
    {"upper-alpha", HP_LIST_UPPER_ALPHA},
    {"upper-latin", HP_LIST_UPPER_ALPHA},
    {"lower-roman", HP_LIST_LOWER_ROMAN},
    {"upper-roman", HP_LIST_UPPER_ROMAN},
    {"lower-greek", HP_LIST_LOWER_GREEK},
    {NULL, 0},
};

static gboolean parse_list_style_type(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    hp_style *style = parser->style;
    const hp_token *token = hp_value_peek(parser);
    style->list_style_string = NULL;
    if (hp_value_keyword(parser, hp_keywords_list_type, field))
        return TRUE;
    if (hp_value_take(parser, HP_TOKEN_STRING)) {
        style->list_style_type = HP_LIST_STRING;
        style->list_style_string = token->text;
        return TRUE;
    }
    return FALSE;
}

static void print_list_style_type(GString *out, const hp_property *property, const void *field)
{
    const hp_style *style = (const hp_style *)((const char *)field - property->offset);
    if (style->list_style_type == HP_LIST_STRING)
        hp_print_string(out, style->list_style_string);
    else
        g_string_append(out, hp_keyword_name(hp_keywords_list_type, (int)style->list_style_type));
}

const hp_value_type hp_type_list_style_type = {parse_list_style_type, print_list_style_type};

static gboolean parse_list_style_image(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    const char **url = field;
    *url = NULL;
    return hp_value_take_ident(parser, "none") || hp_value_url(parser, url);
}

static void print_url(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    const char *url = *(const char *const *)field;
    g_string_append(out, url ? "url(" : "none");
    if (url) {
        hp_print_string(out, url);
        g_string_append_c(out, ')');
    }
}

const hp_value_type hp_type_list_style_image = {parse_list_style_image, print_url};
