/*
 * Applying declarations: hp_property_apply.
 *
 * A value is read straight into the style; when it turns out wrong, the fields
 * it may have touched get their old bytes back.
 */
#include "css/properties.h"
#include <string.h>

/* The largest longhand's fields. */
#define FIELD_LIMIT 96

gboolean hp_property_is_early(const char *name)
{
    const hp_property *property = hp_property_lookup(name);
    return property && property->early;
}

/* An alias's longhand for this writing direction. */
static const hp_property *alias_target(const hp_property *alias, hp_direction direction)
{
    return hp_property_lookup(alias->longhands[direction == HP_DIRECTION_RTL ? 1 : 0]);
}

static void *field_of(hp_style *style, const hp_property *property)
{
    return (char *)style + property->offset;
}

/* ---- inherit, initial, unset, revert (CSS Cascade 4 §7.3) ---- */

typedef enum { WIDE_NONE, WIDE_INHERIT, WIDE_INITIAL, WIDE_UNSET } wide_keyword;

static wide_keyword wide_keyword_read(const hp_token *tokens, size_t n_tokens)
{
    static const hp_keyword keywords[] = {{"inherit", WIDE_INHERIT},    {"initial", WIDE_INITIAL},
                                          {"unset", WIDE_UNSET},        {"revert", WIDE_UNSET},
                                          {"revert-layer", WIDE_UNSET}, {NULL, 0}};
    hp_value_parser parser = {.reader = {tokens, n_tokens, 0}};
    int value;
    if (hp_value_keyword(&parser, keywords, &value) && hp_value_at_end(&parser))
        return (wide_keyword)value;
    return WIDE_NONE;
}

static void wide_apply(const hp_compute *compute, hp_style *style, const hp_property *property, wide_keyword wide);

/* CSS Cascade 4 §3.2: everything but the writing direction. */
static void all_apply(const hp_compute *compute, hp_style *style, const hp_property *all, wide_keyword wide)
{
    size_t count;
    const hp_property *longhands = hp_property_longhands(&count);
    for (size_t i = 0; i < count; i++)
        if (longhands[i].early == all->early && strcmp(longhands[i].name, "direction") != 0 &&
            strcmp(longhands[i].name, "unicode-bidi") != 0)
            wide_apply(compute, style, &longhands[i], wide);
}

static void wide_apply(const hp_compute *compute, hp_style *style, const hp_property *property, wide_keyword wide)
{
    if (property->kind == HP_PROPERTY_ALL) {
        all_apply(compute, style, property, wide);
        return;
    }
    if (property->kind == HP_PROPERTY_ALIAS)
        property = alias_target(property, style->direction);
    if (property->kind == HP_PROPERTY_SHORTHAND) {
        for (const char *const *name = property->longhands; *name; name++)
            wide_apply(compute, style, hp_property_lookup(*name), wide);
        return;
    }
    gboolean inherit = wide == WIDE_INHERIT || (wide == WIDE_UNSET && property->inherited);
    const hp_style *from = inherit ? compute->parent : hp_style_unfinished_initial();
    memcpy(field_of(style, property), (const char *)from + property->offset, property->size);
}

void hp_property_reset(hp_style *style, const char *name)
{
    wide_apply(NULL, style, hp_property_lookup(name), WIDE_INITIAL);
}

/* ---- values ---- */

gboolean hp_property_parse_longhand(hp_value_parser *parser, const char *name)
{
    const hp_property *property = hp_property_lookup(name);
    return property->type->parse(parser, property, field_of(parser->style, property));
}

/* Values with a vendor's prefix are for that vendor's browser. */
static gboolean is_vendor_value(const hp_token *tokens, size_t n_tokens)
{
    if (n_tokens == 0 || (tokens[0].type != HP_TOKEN_IDENT && tokens[0].type != HP_TOKEN_FUNCTION))
        return FALSE;
    const char *text = tokens[0].text;
    return text[0] == '-' && strchr("wmokWMOK", text[1]) && text[1];
}

static hp_apply_result longhand_apply(hp_value_parser *parser, const hp_property *property)
{
    char before[FIELD_LIMIT];
    void *field = field_of(parser->style, property);
    g_assert(property->size <= sizeof before);
    memcpy(before, field, property->size);
    if (property->type->parse(parser, property, field) && hp_value_at_end(parser))
        return HP_APPLY_OK;
    memcpy(field, before, property->size);
    return HP_APPLY_INVALID_VALUE;
}

static hp_apply_result shorthand_apply(hp_value_parser *parser, const hp_property *property)
{
    hp_style before = *parser->style;
    if (property->type->parse(parser, property, parser->style) && hp_value_at_end(parser))
        return HP_APPLY_OK;
    *parser->style = before;
    return HP_APPLY_INVALID_VALUE;
}

hp_apply_result hp_property_apply(const hp_compute *compute, hp_style *style, const char *name, const hp_token *tokens,
                                  size_t n_tokens)
{
    const hp_property *property = hp_property_lookup(name);
    if (!property)
        return HP_APPLY_UNKNOWN_PROPERTY;
    if (property->kind == HP_PROPERTY_IGNORED)
        return HP_APPLY_IGNORED_PROPERTY;
    if (property->kind == HP_PROPERTY_UNSUPPORTED)
        return HP_APPLY_UNSUPPORTED_PROPERTY;

    hp_style scratch;
    if (!style) {
        scratch = *hp_style_unfinished_initial();
        style = &scratch;
    }
    wide_keyword wide = wide_keyword_read(tokens, n_tokens);
    if (wide != WIDE_NONE) {
        wide_apply(compute, style, property, wide);
        return HP_APPLY_OK;
    }
    if (property->kind == HP_PROPERTY_ALL)
        return HP_APPLY_INVALID_VALUE;
    hp_value_parser parser = {
        .reader = {tokens, n_tokens, 0}, .compute = compute, .style = style, .font = style, .em_is_percent = FALSE};
    if (property->kind == HP_PROPERTY_ALIAS)
        property = alias_target(property, style->direction);
    hp_apply_result result = property->kind == HP_PROPERTY_SHORTHAND ? shorthand_apply(&parser, property)
                                                                     : longhand_apply(&parser, property);
    if (parser.unsupported)
        return HP_APPLY_UNSUPPORTED_PROPERTY;
    if (result == HP_APPLY_INVALID_VALUE && is_vendor_value(tokens, n_tokens))
        return HP_APPLY_IGNORED_PROPERTY;
    if (result == HP_APPLY_OK && parser.quoted_color)
        return HP_APPLY_QUOTED_COLOR;
    return result;
}
