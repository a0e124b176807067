/*
 * Media queries (Media Queries 4) for a printed page: media type `print`, the
 * page's width and height, and what is true of all paper. What is unknown is
 * unknown in the three-valued logic of §3.1, and false in the end.
 */
#include "css/rules.h"

#define CONDITIONS_MAX 16 /* parentheses in parentheses */
#define EM_PX 16.0        /* the initial font size (§1.3) */

typedef enum { NO, YES, UNKNOWN } truth;

typedef struct {
    const hp_css_context *context;
    const hp_token *tokens;
    size_t at, end;
    int depth;
} reader;

static truth parse_condition(reader *r, gboolean with_or);

static const hp_token *peek(const reader *r)
{
    static const hp_token end = {.type = HP_TOKEN_EOF};
    return r->at < r->end ? &r->tokens[r->at] : &end;
}

static void skip_blanks(reader *r)
{
    while (peek(r)->type == HP_TOKEN_WHITESPACE)
        r->at++;
}

static gboolean take_word(reader *r, const char *word)
{
    if (!hp_token_is_named(peek(r), HP_TOKEN_IDENT, word))
        return FALSE;
    r->at++;
    skip_blanks(r);
    return TRUE;
}

static truth negate(truth value)
{
    return value == UNKNOWN ? UNKNOWN : value == YES ? NO : YES;
}

static truth both(truth a, truth b)
{
    return a == NO || b == NO ? NO : a == YES && b == YES ? YES : UNKNOWN;
}

static truth either(truth a, truth b)
{
    return negate(both(negate(a), negate(b)));
}

/* ---- features ---- */

static gboolean take_length(reader *r, double *px)
{
    static const struct {
        const char *unit;
        double px;
    } units[] = {{"px", 1},         {"em", EM_PX},     {"rem", EM_PX}, {"pt", 96.0 / 72}, {"in", 96},
                 {"cm", 96 / 2.54}, {"mm", 96 / 25.4}, {"pc", 16},     {"q", 96 / 101.6}};
    const hp_token *token = peek(r);
    gboolean found = token->type == HP_TOKEN_NUMBER && token->number == 0;
    *px = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(units) && !found; i++) {
        found = hp_token_is_named(token, HP_TOKEN_DIMENSION, units[i].unit);
        *px = found ? token->number * units[i].px : 0;
    }
    r->at += found;
    skip_blanks(r);
    return found;
}

/* The page's size by that name; -1 for other features. */
static double dimension(const hp_css_context *context, const char *name)
{
    if (g_ascii_strcasecmp(name, "width") == 0 || g_ascii_strcasecmp(name, "device-width") == 0)
        return context->viewport_width_px;
    if (g_ascii_strcasecmp(name, "height") == 0 || g_ascii_strcasecmp(name, "device-height") == 0)
        return context->viewport_height_px;
    return -1;
}

/* Features with keywords: what holds on paper, and what is known not to. */
static truth discrete(const reader *r, const char *name, const char *value)
{
    static const struct {
        const char *name, *value; /* value NULL: true without a value, too */
    } paper[] = {{"prefers-color-scheme", "light"},
                 {"prefers-reduced-motion", "reduce"},
                 {"hover", "none"},
                 {"any-hover", "none"},
                 {"pointer", "none"},
                 {"any-pointer", "none"},
                 {"update", "none"},
                 {"scripting", "none"},
                 {"forced-colors", "none"}};
    gboolean landscape = r->context->viewport_width_px > r->context->viewport_height_px;
    if (g_ascii_strcasecmp(name, "orientation") == 0)
        return !value || g_ascii_strcasecmp(value, landscape ? "landscape" : "portrait") == 0 ? YES : NO;
    if (!value && g_ascii_strcasecmp(name, "color") == 0)
        return YES;
    if (!value && (g_ascii_strcasecmp(name, "monochrome") == 0 || g_ascii_strcasecmp(name, "grid") == 0))
        return NO;
    for (size_t i = 0; i < G_N_ELEMENTS(paper); i++) {
        if (g_ascii_strcasecmp(name, paper[i].name) != 0)
            continue;
        if (!value)
            return g_ascii_strcasecmp(paper[i].value, "none") == 0 ? NO : YES;
        return g_ascii_strcasecmp(value, paper[i].value) == 0 ? YES : NO;
    }
    return UNKNOWN;
}

/* <, <=, >, >= or =, as "<" "L" ">" "G" "=" (§2.4.3); 0 for none. */
static char take_comparison(reader *r)
{
    const hp_token *token = peek(r);
    if (token->type != HP_TOKEN_DELIM || (token->delim != '<' && token->delim != '>' && token->delim != '='))
        return 0;
    char sign = (char)token->delim;
    r->at++;
    if (sign != '=' && peek(r)->type == HP_TOKEN_DELIM && peek(r)->delim == '=') {
        r->at++;
        sign = sign == '<' ? 'L' : 'G';
    }
    skip_blanks(r);
    return sign;
}

static truth compare(double a, char sign, double b)
{
    switch (sign) {
    case '<': return a < b ? YES : NO;
    case 'L': return a <= b ? YES : NO;
    case '>': return a > b ? YES : NO;
    case 'G': return a >= b ? YES : NO;
    case '=': return a >= b && a <= b ? YES : NO;
    default: return UNKNOWN;
    }
}

/* (400px <= width < 900px) and (400px <= width) */
static truth parse_range(reader *r)
{
    double low, high;
    if (!take_length(r, &low))
        return UNKNOWN;
    char first = take_comparison(r);
    const hp_token *name = peek(r);
    double size = name->type == HP_TOKEN_IDENT ? dimension(r->context, name->text) : -1;
    if (size < 0 || !first)
        return UNKNOWN;
    r->at++;
    skip_blanks(r);
    truth result = compare(low, first, size);
    char second = take_comparison(r);
    if (!second)
        return result;
    return take_length(r, &high) ? both(result, compare(size, second, high)) : UNKNOWN;
}

/* (min-width: 600px) */
static truth parse_plain(reader *r, const char *name)
{
    static const struct {
        const char *prefix;
        char sign;
    } prefixes[] = {{"min-", 'G'}, {"max-", 'L'}, {"", '='}};
    for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++) {
        size_t length = i < 2 ? 4 : 0;
        double size =
            g_ascii_strncasecmp(name, prefixes[i].prefix, length) == 0 ? dimension(r->context, name + length) : -1;
        double px;
        if (size >= 0)
            return take_length(r, &px) ? compare(size, prefixes[i].sign, px) : UNKNOWN;
    }
    const hp_token *value = peek(r);
    if (value->type != HP_TOKEN_IDENT)
        return UNKNOWN;
    r->at++;
    return discrete(r, name, value->text);
}

static truth parse_feature(reader *r)
{
    const hp_token *name = peek(r);
    double px;
    if (name->type != HP_TOKEN_IDENT)
        return parse_range(r);
    r->at++;
    skip_blanks(r);
    if (r->at >= r->end) {
        double size = dimension(r->context, name->text);
        return size >= 0 ? compare(size, '>', 0) : discrete(r, name->text, NULL);
    }
    if (peek(r)->type == HP_TOKEN_COLON) {
        r->at++;
        skip_blanks(r);
        return parse_plain(r, name->text);
    }
    char sign = take_comparison(r);
    double size = dimension(r->context, name->text);
    return size >= 0 && sign && take_length(r, &px) ? compare(size, sign, px) : UNKNOWN;
}

/* ---- conditions ---- */

/* ( condition ) or ( feature ). A function or anything else is unknown. */
static truth parse_parens(reader *r)
{
    size_t open = r->at, close = hp_tokens_block_end(r->tokens, r->end, open);
    gboolean parens = peek(r)->type == HP_TOKEN_OPEN_PAREN;
    r->at = MIN(close + 1, r->end);
    if (!parens || close >= r->end || r->depth >= CONDITIONS_MAX)
        return UNKNOWN;
    reader inner = {r->context, r->tokens, open + 1, close, r->depth + 1};
    skip_blanks(&inner);
    gboolean nested =
        peek(&inner)->type == HP_TOKEN_OPEN_PAREN || hp_token_is_named(peek(&inner), HP_TOKEN_IDENT, "not");
    truth result = nested ? parse_condition(&inner, TRUE) : parse_feature(&inner);
    skip_blanks(&inner);
    skip_blanks(r);
    return inner.at < inner.end ? UNKNOWN : result;
}

static truth parse_condition(reader *r, gboolean with_or)
{
    if (take_word(r, "not"))
        return negate(parse_parens(r));
    truth result = parse_parens(r);
    if (hp_token_is_named(peek(r), HP_TOKEN_IDENT, "and")) {
        while (take_word(r, "and"))
            result = both(result, parse_parens(r));
    } else if (with_or) {
        while (take_word(r, "or"))
            result = either(result, parse_parens(r));
    }
    return result;
}

/* One query of the list; an invalid one is "not all". */
static gboolean query_matches(reader *r)
{
    skip_blanks(r);
    gboolean bare = peek(r)->type == HP_TOKEN_OPEN_PAREN;
    gboolean not = !bare && take_word(r, "not");
    truth result;
    if (bare || peek(r)->type == HP_TOKEN_OPEN_PAREN) {
        result = parse_condition(r, !not );
    } else {
        gboolean only = !not &&take_word(r, "only");
        const hp_token *type = peek(r);
        if (type->type != HP_TOKEN_IDENT || (only && hp_token_is_named(type, HP_TOKEN_IDENT, "and")))
            return FALSE;
        gboolean ours =
            hp_token_is_named(type, HP_TOKEN_IDENT, "print") || hp_token_is_named(type, HP_TOKEN_IDENT, "all");
        result = ours ? YES : NO;
        r->at++;
        skip_blanks(r);
        if (take_word(r, "and"))
            result = both(result, parse_condition(r, FALSE));
    }
    skip_blanks(r);
    return r->at >= r->end && (not ? negate(result) : result) == YES;
}

gboolean hp_media_matches(const hp_css_context *context, const hp_token *tokens, size_t count)
{
    reader r = {context, tokens, 0, count, 0};
    skip_blanks(&r);
    if (r.at >= count)
        return TRUE;
    for (size_t at = r.at; at < count;) {
        size_t comma = at;
        while (comma < count && tokens[comma].type != HP_TOKEN_COMMA)
            comma = MIN(hp_tokens_block_end(tokens, count, comma), count - 1) + 1;
        reader query = {context, tokens, at, comma, 0};
        if (query_matches(&query))
            return TRUE;
        at = comma + 1;
    }
    return FALSE;
}
