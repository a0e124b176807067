/*
 * Flexible boxes and alignment (CSS Flexbox 1 §5 to §7, CSS Box Alignment 3).
 */
#include "css/properties.h"

static gboolean parse_integer(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    return hp_value_integer(parser, field);
}

static void print_integer(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    g_string_append_printf(out, "%d", *(const int *)field);
}

const hp_value_type hp_type_integer = {parse_integer, print_integer};

static gboolean parse_factor(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    double number;
    if (!hp_value_number(parser, &number) || number < 0)
        return FALSE;
    *(float *)field = (float)MIN(number, 1e6);
    return TRUE;
}

static void print_factor(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    hp_print_number(out, (double)*(const float *)field);
}

const hp_value_type hp_type_factor = {parse_factor, print_factor};

/* `content` asks for the same size as max-content does (§9.2). */
static gboolean parse_flex_basis(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    if (hp_value_take_ident(parser, "content")) {
        *(hp_length *)field = (hp_length){0, 0, HP_LENGTH_MAX_CONTENT};
        return TRUE;
    }
    return hp_value_length(parser, HP_VALUE_PERCENT | HP_VALUE_AUTO | HP_VALUE_INTRINSIC | HP_VALUE_NOT_NEGATIVE,
                           field);
}

static void print_flex_basis(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    hp_print_length(out, *(const hp_length *)field, "auto");
}

const hp_value_type hp_type_flex_basis = {parse_flex_basis, print_flex_basis};

/* ---- alignment ---- */

typedef struct {
    const char *name;
    hp_align value;
    unsigned flags; /* the HP_ALIGNS_… it is for */
} alignment;

static const alignment alignments[] = {
    {"normal", HP_ALIGN_NORMAL, HP_ALIGNS_ANY},
    {"auto", HP_ALIGN_AUTO, HP_ALIGNS_SELF},
    {"legacy", HP_ALIGN_NORMAL, HP_ALIGNS_LEGACY},
    {"stretch", HP_ALIGN_STRETCH, HP_ALIGNS_ANY},
    {"baseline", HP_ALIGN_BASELINE, HP_ALIGNS_ANY},
    {"space-between", HP_ALIGN_SPACE_BETWEEN, HP_ALIGNS_CONTENT},
    {"space-around", HP_ALIGN_SPACE_AROUND, HP_ALIGNS_CONTENT},
    {"space-evenly", HP_ALIGN_SPACE_EVENLY, HP_ALIGNS_CONTENT},
    {"center", HP_ALIGN_CENTER, HP_ALIGNS_ANY},
    {"start", HP_ALIGN_START, HP_ALIGNS_ANY},
    {"end", HP_ALIGN_END, HP_ALIGNS_ANY},
    {"flex-start", HP_ALIGN_FLEX_START, HP_ALIGNS_ANY},
    {"flex-end", HP_ALIGN_FLEX_END, HP_ALIGNS_ANY},
    {"self-start", HP_ALIGN_SELF_START, HP_ALIGNS_ITEMS | HP_ALIGNS_SELF},
    {"self-end", HP_ALIGN_SELF_END, HP_ALIGNS_ITEMS | HP_ALIGNS_SELF},
    {"left", HP_ALIGN_LEFT, HP_ALIGNS_JUSTIFY},
    {"right", HP_ALIGN_RIGHT, HP_ALIGNS_JUSTIFY},
};

/* first baseline, last baseline, safe center, legacy right: the words that
 * stand before. On paper nothing scrolls, so safe and unsafe are alike. */
static void skip_prefix(hp_value_parser *parser, hp_align *value, gboolean *is_position)
{
    if (hp_value_take_ident(parser, "first"))
        *value = HP_ALIGN_BASELINE;
    else if (hp_value_take_ident(parser, "last"))
        *value = HP_ALIGN_LAST_BASELINE;
    else
        *is_position = hp_value_take_ident(parser, "safe") || hp_value_take_ident(parser, "unsafe");
}

static void parse_legacy_side(hp_value_parser *parser, hp_align *value)
{
    static const hp_keyword sides[] = {
        {"left", HP_ALIGN_LEFT}, {"right", HP_ALIGN_RIGHT}, {"center", HP_ALIGN_CENTER}, {NULL, 0}};
    int side;
    if (hp_value_keyword(parser, sides, &side))
        *value = (hp_align)side;
}

static gboolean parse_alignment(hp_value_parser *parser, const hp_property *property, void *field)
{
    hp_align prefix = HP_ALIGN_NORMAL;
    gboolean is_position = FALSE;
    skip_prefix(parser, &prefix, &is_position);
    const hp_token *token = hp_value_peek(parser);
    if (token->type != HP_TOKEN_IDENT)
        return FALSE;
    for (size_t i = 0; i < G_N_ELEMENTS(alignments); i++) {
        const alignment *a = &alignments[i];
        if (!(a->flags & property->flags) || g_ascii_strcasecmp(token->text, a->name) != 0)
            continue;
        if (prefix != HP_ALIGN_NORMAL && a->value != HP_ALIGN_BASELINE)
            return FALSE;
        if (is_position && a->value <= HP_ALIGN_LAST_BASELINE)
            return FALSE;
        hp_value_skip(parser);
        *(hp_align *)field = prefix == HP_ALIGN_NORMAL ? a->value : prefix;
        if (a->flags == HP_ALIGNS_LEGACY)
            parse_legacy_side(parser, field);
        return TRUE;
    }
    return FALSE;
}

static void print_alignment(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    hp_align value = *(const hp_align *)field;
    if (value == HP_ALIGN_LAST_BASELINE)
        g_string_append(out, "last baseline");
    for (size_t i = 0; i < G_N_ELEMENTS(alignments); i++) {
        if (alignments[i].value == value) {
            g_string_append(out, alignments[i].name);
            return;
        }
    }
}

const hp_value_type hp_type_alignment = {parse_alignment, print_alignment};

/* ---- flex ---- */

/* none | auto | [ grow shrink? || basis ]; a basis that is left out is 0 (§7.1.1). */
static gboolean parse_flex(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    hp_style *style = field;
    style->flex_grow = style->flex_shrink = 1;
    style->flex_basis = HP_AUTO;
    if (hp_value_take_ident(parser, "auto"))
        return TRUE;
    if (hp_value_take_ident(parser, "none")) {
        style->flex_grow = style->flex_shrink = 0;
        return TRUE;
    }
    gboolean has_grow = FALSE, has_basis = FALSE;
    while (!hp_value_at_end(parser)) {
        if (!has_grow && hp_property_parse_longhand(parser, "flex-grow")) {
            has_grow = TRUE;
            hp_property_parse_longhand(parser, "flex-shrink");
        } else if (!has_basis && hp_property_parse_longhand(parser, "flex-basis")) {
            has_basis = TRUE;
        } else {
            return FALSE;
        }
    }
    if (!has_basis)
        style->flex_basis = HP_PX(0);
    return has_grow || has_basis;
}

const hp_value_type hp_type_flex = {parse_flex, NULL};

/* direction || wrap */
static gboolean parse_flex_flow(hp_value_parser *parser, const hp_property *property, void *style)
{
    gboolean seen[2] = {FALSE, FALSE};
    for (int i = 0; i < 2; i++)
        hp_property_reset(style, property->longhands[i]);
    for (int part = 0; part < 2 && !hp_value_at_end(parser); part++) {
        int which = !seen[0] && hp_property_parse_longhand(parser, property->longhands[0])   ? 0
                    : !seen[1] && hp_property_parse_longhand(parser, property->longhands[1]) ? 1
                                                                                             : -1;
        if (which < 0)
            return FALSE;
        seen[which] = TRUE;
    }
    return seen[0] || seen[1];
}

const hp_value_type hp_type_flex_flow = {parse_flex_flow, NULL};

/* place-content, -items, -self: one value is for both axes, but a baseline
 * alignment of content has no second axis (CSS Box Alignment 3 §5.1.3). */
static gboolean parse_place(hp_value_parser *parser, const hp_property *property, void *field)
{
    hp_style *style = field;
    size_t start = parser->reader.at;
    if (!hp_property_parse_longhand(parser, property->longhands[0]))
        return FALSE;
    if (hp_value_at_end(parser)) {
        parser->reader.at = start;
        if (!hp_property_parse_longhand(parser, property->longhands[1]))
            return FALSE;
        if (style->justify_content == HP_ALIGN_BASELINE || style->justify_content == HP_ALIGN_LAST_BASELINE)
            style->justify_content = HP_ALIGN_START;
        return TRUE;
    }
    return hp_property_parse_longhand(parser, property->longhands[1]);
}

const hp_value_type hp_type_place = {parse_place, NULL};
