/*
 * Media queries (Media Queries 4) for a printed page: media type `print`, the
 * page's size, and what is true of all paper. What is unknown is
 * unknown in the three-valued logic of §3.1, and false in the end.
 */
#include "css/condition.h"

#include <string.h>

#define EM_PX 16.0 /* the initial font size (§1.3) */

/* A press: what resolutions are compared with. */
#define PAPER_DPPX (300 / 96.0)

/* ---- features ---- */

typedef enum { NOT_A_RANGE, LENGTH, RATIO, RESOLUTION, INTEGER } range_kind;

/* A feature that has a size (§2.4.1), and its size on this page. */
typedef struct {
    range_kind kind;
    double size;
} range_feature;

static const hp_css_context *page_of(const hp_condition *r)
{
    return r->data;
}

static range_feature range_lookup(const hp_css_context *page, const char *name)
{
    double width = page->viewport_width_px, height = page->viewport_height_px;
    const struct {
        const char *name;
        range_feature feature;
    } known[] = {{"width", {LENGTH, width}},
                 {"device-width", {LENGTH, width}},
                 {"height", {LENGTH, height}},
                 {"device-height", {LENGTH, height}},
                 {"aspect-ratio", {RATIO, height > 0 ? width / height : 0}},
                 {"device-aspect-ratio", {RATIO, height > 0 ? width / height : 0}},
                 {"resolution", {RESOLUTION, PAPER_DPPX}},
                 {"-webkit-device-pixel-ratio", {RATIO, PAPER_DPPX}},
                 {"color", {INTEGER, 8}},
                 {"color-index", {INTEGER, 0}},
                 {"monochrome", {INTEGER, 0}}};
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
        if (g_ascii_strcasecmp(name, known[i].name) == 0)
            return known[i].feature;
    return (range_feature){NOT_A_RANGE, 0};
}

typedef struct {
    const char *name;
    double factor;
} unit;

static gboolean take_dimension(hp_condition *r, const unit *units, size_t n_units, double *value)
{
    const hp_token *token = hp_condition_peek(r);
    for (size_t i = 0; i < n_units; i++) {
        if (!hp_token_is_named(token, HP_TOKEN_DIMENSION, units[i].name))
            continue;
        *value = token->number * units[i].factor;
        r->at++;
        return TRUE;
    }
    return FALSE;
}

static gboolean take_number(hp_condition *r, double *number)
{
    const hp_token *token = hp_condition_peek(r);
    if (token->type != HP_TOKEN_NUMBER)
        return FALSE;
    *number = token->number;
    r->at++;
    hp_condition_skip_blanks(r);
    return TRUE;
}

static gboolean take_length(hp_condition *r, double *px)
{
    static const unit units[] = {{"px", 1},         {"em", EM_PX},     {"rem", EM_PX}, {"pt", 96.0 / 72}, {"in", 96},
                                 {"cm", 96 / 2.54}, {"mm", 96 / 25.4}, {"pc", 16},     {"q", 96 / 101.6}};
    return take_dimension(r, units, G_N_ELEMENTS(units), px) || (take_number(r, px) && *px >= 0 && *px <= 0);
}

/* 16/9, or 1.5 for 3/2 */
static gboolean take_ratio(hp_condition *r, double *ratio)
{
    double below = 1;
    if (!take_number(r, ratio))
        return FALSE;
    if (hp_condition_peek(r)->type == HP_TOKEN_DELIM && hp_condition_peek(r)->delim == '/') {
        r->at++;
        hp_condition_skip_blanks(r);
        if (!take_number(r, &below))
            return FALSE;
    }
    *ratio = below > 0 ? *ratio / below : G_MAXDOUBLE;
    return *ratio >= 0;
}

static gboolean take_size(hp_condition *r, range_kind kind, double *size)
{
    static const unit units[] = {{"dppx", 1}, {"x", 1}, {"dpi", 1 / 96.0}, {"dpcm", 2.54 / 96}};
    gboolean taken = FALSE;
    switch (kind) {
    case LENGTH: taken = take_length(r, size); break;
    case RATIO: taken = take_ratio(r, size); break;
    case RESOLUTION: taken = take_dimension(r, units, G_N_ELEMENTS(units), size); break;
    case INTEGER: taken = hp_condition_peek(r)->is_integer && take_number(r, size); break;
    case NOT_A_RANGE: break;
    }
    hp_condition_skip_blanks(r);
    return taken;
}

/* Features with keywords: what holds on paper, and what is known not to. */
static hp_truth discrete(const hp_condition *r, const char *name, const char *value)
{
    static const struct {
        const char *name, *value;
    } paper[] = {{"prefers-color-scheme", "light"},
                 {"prefers-reduced-motion", "reduce"},
                 {"hover", "none"},
                 {"any-hover", "none"},
                 {"pointer", "none"},
                 {"any-pointer", "none"},
                 {"update", "none"},
                 {"scripting", "none"},
                 {"overflow-block", "paged"},
                 {"overflow-inline", "none"},
                 {"display-mode", "browser"},
                 {"color-gamut", "srgb"},
                 {"dynamic-range", "standard"},
                 {"inverted-colors", "none"},
                 {"prefers-contrast", "no-preference"},
                 {"prefers-reduced-data", "no-preference"},
                 {"prefers-reduced-transparency", "no-preference"},
                 {"forced-colors", "none"}};
    gboolean landscape = page_of(r)->viewport_width_px > page_of(r)->viewport_height_px;
    if (g_ascii_strcasecmp(name, "orientation") == 0)
        return !value || g_ascii_strcasecmp(value, landscape ? "landscape" : "portrait") == 0 ? HP_YES : HP_NO;
    for (size_t i = 0; i < G_N_ELEMENTS(paper); i++) {
        if (g_ascii_strcasecmp(name, paper[i].name) != 0)
            continue;
        if (!value)
            return strcmp(paper[i].value, "none") == 0 || strcmp(paper[i].value, "no-preference") == 0 ? HP_NO : HP_YES;
        return g_ascii_strcasecmp(value, paper[i].value) == 0 ? HP_YES : HP_NO;
    }
    return HP_UNKNOWN;
}

/* <, <=, >, >= or =, as "<" "L" ">" "G" "=" (§2.4.3); 0 for none. */
static char take_comparison(hp_condition *r)
{
    const hp_token *token = hp_condition_peek(r);
    if (token->type != HP_TOKEN_DELIM || (token->delim != '<' && token->delim != '>' && token->delim != '='))
        return 0;
    char sign = (char)token->delim;
    r->at++;
    if (sign != '=' && hp_condition_peek(r)->type == HP_TOKEN_DELIM && hp_condition_peek(r)->delim == '=') {
        r->at++;
        sign = sign == '<' ? 'L' : 'G';
    }
    hp_condition_skip_blanks(r);
    return sign;
}

static hp_truth compare(double a, char sign, double b)
{
    switch (sign) {
    case '<': return a < b ? HP_YES : HP_NO;
    case 'L': return a <= b ? HP_YES : HP_NO;
    case '>': return a > b ? HP_YES : HP_NO;
    case 'G': return a >= b ? HP_YES : HP_NO;
    case '=': return a >= b && a <= b ? HP_YES : HP_NO;
    default: return HP_UNKNOWN;
    }
}

/* Over the size in front of a feature's name, whose kind is not known yet: up to
 * the comparison. */
static const hp_token *name_after_size(const hp_condition *r)
{
    for (size_t i = r->at; i < r->end; i++)
        if (r->tokens[i].type == HP_TOKEN_IDENT)
            return &r->tokens[i];
    return NULL;
}

/* (400px <= width < 900px) and (400px <= width) */
static hp_truth parse_range(hp_condition *r)
{
    const hp_token *name = name_after_size(r);
    range_feature feature = name ? range_lookup(page_of(r), name->text) : (range_feature){NOT_A_RANGE, 0};
    double low, high;
    if (!take_size(r, feature.kind, &low))
        return HP_UNKNOWN;
    char first = take_comparison(r);
    if (hp_condition_peek(r) != name || !first)
        return HP_UNKNOWN;
    r->at++;
    hp_condition_skip_blanks(r);
    hp_truth result = compare(low, first, feature.size);
    char second = take_comparison(r);
    if (!second)
        return result;
    return take_size(r, feature.kind, &high) ? hp_truth_and(result, compare(feature.size, second, high)) : HP_UNKNOWN;
}

/* min-width, max-width and -webkit-min-…: the feature, and how to compare. */
static range_feature prefixed_lookup(const hp_css_context *page, const char *name, char *sign)
{
    gboolean webkit = g_ascii_strncasecmp(name, "-webkit-m", 9) == 0;
    const char *prefix = webkit ? name + 8 : name;
    *sign = g_ascii_strncasecmp(prefix, "min-", 4) == 0 ? 'G' : g_ascii_strncasecmp(prefix, "max-", 4) == 0 ? 'L' : '=';
    if (*sign == '=')
        return range_lookup(page, name);
    g_autofree char *plain = g_strconcat(webkit ? "-webkit-" : "", prefix + 4, NULL);
    return range_lookup(page, plain);
}

/* (min-width: 600px), (hover: none) */
static hp_truth parse_plain(hp_condition *r, const char *name)
{
    char sign;
    double size;
    range_feature feature = prefixed_lookup(page_of(r), name, &sign);
    if (feature.kind != NOT_A_RANGE)
        return take_size(r, feature.kind, &size) ? compare(feature.size, sign, size) : HP_UNKNOWN;
    const hp_token *value = hp_condition_peek(r);
    if (g_ascii_strcasecmp(name, "grid") == 0 && value->type == HP_TOKEN_NUMBER) {
        r->at++;
        return value->number > 0 ? HP_NO : HP_YES;
    }
    if (value->type != HP_TOKEN_IDENT)
        return HP_UNKNOWN;
    r->at++;
    return discrete(r, name, value->text);
}

static hp_truth parse_feature(hp_condition *r)
{
    const hp_token *name = hp_condition_peek(r);
    if (name->type != HP_TOKEN_IDENT)
        return parse_range(r);
    r->at++;
    hp_condition_skip_blanks(r);
    range_feature feature = range_lookup(page_of(r), name->text);
    if (r->at >= r->end) {
        if (g_ascii_strcasecmp(name->text, "grid") == 0)
            return HP_NO;
        return feature.kind != NOT_A_RANGE ? compare(feature.size, '>', 0) : discrete(r, name->text, NULL);
    }
    if (hp_condition_peek(r)->type == HP_TOKEN_COLON) {
        r->at++;
        hp_condition_skip_blanks(r);
        return parse_plain(r, name->text);
    }
    char sign = take_comparison(r);
    double size;
    return sign && take_size(r, feature.kind, &size) ? compare(feature.size, sign, size) : HP_UNKNOWN;
}

/* ---- queries ---- */

/* One query of the list; an invalid one is "not all". */
static gboolean query_matches(hp_condition *r)
{
    hp_condition_skip_blanks(r);
    gboolean bare = hp_condition_peek(r)->type == HP_TOKEN_OPEN_PAREN;
    gboolean not = !bare && hp_condition_take_word(r, "not");
    hp_truth result;
    if (bare || hp_condition_peek(r)->type == HP_TOKEN_OPEN_PAREN) {
        result = hp_condition_read(r, !not );
    } else {
        gboolean only = !not &&hp_condition_take_word(r, "only");
        const hp_token *type = hp_condition_peek(r);
        if (type->type != HP_TOKEN_IDENT || (only && hp_token_is_named(type, HP_TOKEN_IDENT, "and")))
            return FALSE;
        gboolean ours =
            hp_token_is_named(type, HP_TOKEN_IDENT, "print") || hp_token_is_named(type, HP_TOKEN_IDENT, "all");
        result = ours ? HP_YES : HP_NO;
        r->at++;
        hp_condition_skip_blanks(r);
        if (hp_condition_take_word(r, "and"))
            result = hp_truth_and(result, hp_condition_read(r, FALSE));
    }
    hp_condition_skip_blanks(r);
    return r->at >= r->end && (not ? hp_truth_not(result) : result) == HP_YES;
}

gboolean hp_media_matches(const hp_css_context *context, const hp_token *tokens, size_t count)
{
    hp_condition r = {.tokens = tokens, .end = count, .feature = parse_feature, .data = context};
    hp_condition_skip_blanks(&r);
    if (r.at >= count)
        return TRUE;
    for (size_t at = r.at; at < count;) {
        size_t comma = at;
        while (comma < count && tokens[comma].type != HP_TOKEN_COMMA)
            comma = MIN(hp_tokens_block_end(tokens, count, comma), count - 1) + 1;
        hp_condition query = r;
        query.at = at;
        query.end = comma;
        if (query_matches(&query))
            return TRUE;
        at = comma + 1;
    }
    return FALSE;
}
