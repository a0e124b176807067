/*
 * Values: keywords, lengths and addresses. Colours are in color.c, calc() in
 * calc.c.
 */
#include "css/values.h"
#include <string.h>

/* Larger lengths than any page, small enough that sums stay exact in floats
 * and casts to int are safe. */
#define LENGTH_LIMIT 1e7

static const hp_token end_token = {.type = HP_TOKEN_EOF};

const hp_token *hp_value_peek(hp_value_parser *parser)
{
    hp_value_reader *reader = &parser->reader;
    while (reader->at < reader->count && reader->tokens[reader->at].type == HP_TOKEN_WHITESPACE)
        reader->at++;
    return reader->at < reader->count ? &reader->tokens[reader->at] : &end_token;
}

void hp_value_skip(hp_value_parser *parser)
{
    if (hp_value_peek(parser)->type != HP_TOKEN_EOF)
        parser->reader.at++;
}

gboolean hp_value_at_end(hp_value_parser *parser)
{
    return hp_value_peek(parser)->type == HP_TOKEN_EOF;
}

gboolean hp_value_take(hp_value_parser *parser, hp_token_type type)
{
    if (hp_value_peek(parser)->type != type)
        return FALSE;
    hp_value_skip(parser);
    return TRUE;
}

gboolean hp_value_take_delim(hp_value_parser *parser, gunichar delim)
{
    const hp_token *token = hp_value_peek(parser);
    if (token->type != HP_TOKEN_DELIM || token->delim != delim)
        return FALSE;
    hp_value_skip(parser);
    return TRUE;
}

static gboolean take_named(hp_value_parser *parser, hp_token_type type, const char *name)
{
    const hp_token *token = hp_value_peek(parser);
    if (token->type != type || g_ascii_strcasecmp(token->text, name) != 0)
        return FALSE;
    hp_value_skip(parser);
    return TRUE;
}

gboolean hp_value_take_ident(hp_value_parser *parser, const char *name)
{
    return take_named(parser, HP_TOKEN_IDENT, name);
}

gboolean hp_value_take_function(hp_value_parser *parser, const char *name)
{
    return take_named(parser, HP_TOKEN_FUNCTION, name);
}

gboolean hp_value_take_close(hp_value_parser *parser)
{
    return hp_value_at_end(parser) || hp_value_take(parser, HP_TOKEN_CLOSE_PAREN);
}

void hp_value_skip_component(hp_value_parser *parser)
{
    size_t depth = 0;
    for (;;) {
        hp_token_type type = hp_value_peek(parser)->type;
        if (type == HP_TOKEN_EOF)
            return;
        hp_value_skip(parser);
        if (type == HP_TOKEN_FUNCTION || type == HP_TOKEN_OPEN_PAREN)
            depth++;
        else if (type == HP_TOKEN_CLOSE_PAREN && depth > 0)
            depth--;
        if (depth == 0)
            return;
    }
}

gboolean hp_value_keyword(hp_value_parser *parser, const hp_keyword *keywords, int *value)
{
    const hp_token *token = hp_value_peek(parser);
    if (token->type != HP_TOKEN_IDENT)
        return FALSE;
    for (; keywords->name; keywords++) {
        if (g_ascii_strcasecmp(token->text, keywords->name) == 0) {
            *value = keywords->value;
            hp_value_skip(parser);
            return TRUE;
        }
    }
    return FALSE;
}

const char *hp_keyword_name(const hp_keyword *keywords, int value)
{
    for (; keywords->name; keywords++)
        if (keywords->value == value)
            return keywords->name;
    return "";
}

gboolean hp_value_number(hp_value_parser *parser, double *number)
{
    size_t start = parser->reader.at;
    hp_math math;
    if (hp_value_math(parser, &math) && math.kind == HP_MATH_NUMBER) {
        *number = math.value;
        return TRUE;
    }
    parser->reader.at = start;
    return FALSE;
}

gboolean hp_value_integer(hp_value_parser *parser, int *integer)
{
    const hp_token *token = hp_value_peek(parser);
    if (token->type == HP_TOKEN_NUMBER && !token->is_integer)
        return FALSE;
    double number;
    if (!hp_value_number(parser, &number))
        return FALSE;
    /* calc() rounds to the nearest, half up (CSS Values 4 §10.9). */
    *integer = (int)CLAMP(number < 0 ? number - 0.5 : number + 0.5, -LENGTH_LIMIT, LENGTH_LIMIT);
    return TRUE;
}

static gboolean length_keyword(hp_value_parser *parser, unsigned flags, hp_length *length)
{
    static const struct {
        const char *name;
        unsigned flag;
        hp_length_kind kind;
    } keywords[] = {
        {"auto", HP_VALUE_AUTO, HP_LENGTH_AUTO},
        {"none", HP_VALUE_NONE, HP_LENGTH_NONE},
        {"normal", HP_VALUE_NORMAL, HP_LENGTH_AUTO},
        {"min-content", HP_VALUE_INTRINSIC, HP_LENGTH_MIN_CONTENT},
        {"max-content", HP_VALUE_INTRINSIC, HP_LENGTH_MAX_CONTENT},
        {"fit-content", HP_VALUE_INTRINSIC, HP_LENGTH_FIT_CONTENT},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(keywords); i++) {
        if ((flags & keywords[i].flag) && hp_value_take_ident(parser, keywords[i].name)) {
            *length = (hp_length){0, 0, keywords[i].kind};
            return TRUE;
        }
    }
    return FALSE;
}

gboolean hp_value_length(hp_value_parser *parser, unsigned flags, hp_length *length)
{
    const hp_token *token = hp_value_peek(parser);
    if (token->type == HP_TOKEN_IDENT)
        return length_keyword(parser, flags, length);
    size_t start = parser->reader.at;
    hp_math math;
    if (!hp_value_math(parser, &math))
        return FALSE;
    gboolean fits = math.kind == HP_MATH_LENGTH || (math.kind == HP_MATH_PERCENT && (flags & HP_VALUE_PERCENT)) ||
                    (token->type == HP_TOKEN_NUMBER && math.value == 0);
    if (math.kind == HP_MATH_LENGTH && (math.percent != 0 || math.terms) && !(flags & HP_VALUE_PERCENT))
        fits = FALSE;
    if (flags & HP_VALUE_NOT_NEGATIVE) {
        /* A plain negative number is an error; what calc() finds is clamped. */
        gboolean negative = math.value < 0 || math.percent < 0;
        if (negative && token->type != HP_TOKEN_FUNCTION)
            fits = FALSE;
        /* What min() and max() come to is the layout's to clamp. */
        if (!math.terms && math.percent == 0)
            math.value = MAX(math.value, 0);
        else if (!math.terms && math.value == 0)
            math.percent = MAX(math.percent, 0);
    }
    if (!fits) {
        parser->reader.at = start;
        return FALSE;
    }
    length->kind = HP_LENGTH_FIXED;
    length->px = (float)CLAMP(math.value, -LENGTH_LIMIT, LENGTH_LIMIT);
    length->percent = (float)CLAMP(math.percent, -LENGTH_LIMIT, LENGTH_LIMIT);
    length->terms = math.terms;
    return TRUE;
}

gboolean hp_value_px(hp_value_parser *parser, unsigned flags, float *px)
{
    hp_length length;
    if (!hp_value_length(parser, flags & HP_VALUE_NOT_NEGATIVE, &length))
        return FALSE;
    *px = length.px;
    return TRUE;
}

gboolean hp_value_url(hp_value_parser *parser, const char **url)
{
    const hp_token *token = hp_value_peek(parser);
    if (token->type == HP_TOKEN_URL) {
        *url = token->text;
        hp_value_skip(parser);
        return TRUE;
    }
    size_t start = parser->reader.at;
    if (!hp_value_take_function(parser, "url"))
        return FALSE;
    token = hp_value_peek(parser);
    if (!hp_value_take(parser, HP_TOKEN_STRING) || !hp_value_take_close(parser)) {
        parser->reader.at = start;
        return FALSE;
    }
    *url = token->text;
    return TRUE;
}
