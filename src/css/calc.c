/*
 * Math: numbers with units, calc(), min(), max() and clamp() (CSS Values 4
 * §5, §6 and §10), computed as far as computed values go: px + percent.
 */
#include "css/values.h"
#include <math.h>
#include <string.h>

/* Deeper nesting than anybody writes; protects the stack. */
#define DEPTH_LIMIT 32

/* Of one min() or max(). */
#define ARGUMENTS_MAX 16

static gboolean read_sum(hp_value_parser *parser, unsigned depth, hp_math *math);
static gboolean read_value(hp_value_parser *parser, unsigned depth, hp_math *math);

typedef struct {
    const char *name;
    double factor;
} unit_factor;

static gboolean unit_lookup(const unit_factor *units, const char *name, double *factor)
{
    for (; units->name; units++) {
        if (g_ascii_strcasecmp(name, units->name) == 0) {
            *factor = units->factor;
            return TRUE;
        }
    }
    return FALSE;
}

static const unit_factor absolute_units[] = {
    {"px", 1},  {"pt", 96 / 72.0}, {"cm", 96 / 2.54}, {"mm", 96 / 25.4},
    {"in", 96}, {"pc", 16},        {"q", 96 / 101.6}, {NULL, 0},
};

static const unit_factor angle_units[] = {
    {"deg", 1}, {"grad", 0.9}, {"rad", 180 / G_PI}, {"turn", 360}, {NULL, 0},
};

/* ex and ch of the font that em means. */
static double font_ratio(const hp_value_parser *parser, gboolean is_ch)
{
    const hp_css_context *context = parser->compute->context;
    double ex = 0.5, ch = 0.5;
    if (context && context->font_ratios)
        context->font_ratios(context->user_data, parser->font, &ex, &ch);
    return is_ch ? ch : ex;
}

/* Units of the viewport; the small, large and dynamic viewports are one on
 * paper. Returns px per unit, or a negative number. */
static double viewport_unit(const hp_value_parser *parser, const char *unit)
{
    const hp_css_context *context = parser->compute->context;
    double width = context ? context->viewport_width_px : 0, height = context ? context->viewport_height_px : 0;
    if (unit[0] && strchr("sldSLD", unit[0]))
        unit++;
    if (g_ascii_strcasecmp(unit, "vw") == 0 || g_ascii_strcasecmp(unit, "vi") == 0)
        return width / 100;
    if (g_ascii_strcasecmp(unit, "vh") == 0 || g_ascii_strcasecmp(unit, "vb") == 0)
        return height / 100;
    if (g_ascii_strcasecmp(unit, "vmin") == 0)
        return MIN(width, height) / 100;
    if (g_ascii_strcasecmp(unit, "vmax") == 0)
        return MAX(width, height) / 100;
    return -1;
}

/* Units that follow the font: how many em (of the font, or of the root). */
static gboolean font_unit(const hp_value_parser *parser, const char *unit, double *em, gboolean *root)
{
    *root = FALSE;
    if (g_ascii_strcasecmp(unit, "em") == 0) {
        *em = 1;
    } else if (g_ascii_strcasecmp(unit, "rem") == 0) {
        *em = 1;
        *root = TRUE;
    } else if (g_ascii_strcasecmp(unit, "ex") == 0) {
        *em = font_ratio(parser, FALSE);
    } else if (g_ascii_strcasecmp(unit, "ch") == 0) {
        *em = font_ratio(parser, TRUE);
    } else {
        return FALSE;
    }
    return TRUE;
}

static gboolean read_dimension(const hp_value_parser *parser, const hp_token *token, hp_math *math)
{
    double factor;
    gboolean root;
    *math = (hp_math){HP_MATH_LENGTH, 0, 0};
    if (unit_lookup(absolute_units, token->text, &factor)) {
        math->value = token->number * factor;
    } else if (font_unit(parser, token->text, &factor, &root)) {
        if (parser->em_is_percent && !root)
            math->percent = token->number * factor * 100;
        else
            math->value =
                token->number * factor * (root ? parser->compute->root_font_size_px : (double)parser->font->font_size);
    } else if (unit_lookup(angle_units, token->text, &factor)) {
        *math = (hp_math){HP_MATH_ANGLE, token->number * factor, 0};
    } else {
        factor = viewport_unit(parser, token->text);
        if (factor < 0)
            return FALSE;
        math->value = token->number * factor;
    }
    return TRUE;
}

/* Brings two operands of a sum to one kind; FALSE when they do not add up. */
static gboolean kinds_unite(hp_math *a, hp_math *b)
{
    gboolean a_length = a->kind == HP_MATH_LENGTH || a->kind == HP_MATH_PERCENT;
    gboolean b_length = b->kind == HP_MATH_LENGTH || b->kind == HP_MATH_PERCENT;
    if (a_length && b_length && a->kind != b->kind)
        a->kind = b->kind = HP_MATH_LENGTH;
    return a->kind == b->kind;
}

static gboolean scale(hp_value_parser *parser, hp_math *math, double factor)
{
    math->value *= factor;
    math->percent *= factor;
    return hp_length_terms_add(parser->compute->arena, NULL, math->terms, factor, &math->terms);
}

static gboolean read_product(hp_value_parser *parser, unsigned depth, hp_math *math)
{
    if (!read_value(parser, depth, math))
        return FALSE;
    for (;;) {
        hp_math right;
        if (hp_value_take_delim(parser, '*')) {
            if (!read_value(parser, depth, &right))
                return FALSE;
            if (math->kind == HP_MATH_NUMBER) {
                hp_math swap = *math;
                *math = right;
                right = swap;
            }
            if (right.kind != HP_MATH_NUMBER || !scale(parser, math, right.value))
                return FALSE;
        } else if (hp_value_take_delim(parser, '/')) {
            if (!read_value(parser, depth, &right) || right.kind != HP_MATH_NUMBER || right.value == 0 ||
                !scale(parser, math, 1 / right.value))
                return FALSE;
        } else {
            return TRUE;
        }
    }
}

/* + and − need blanks on both sides (CSS Values 4 §10.8), or `1px -2px` could
 * not be told from two values. */
static int take_sum_operator(hp_value_parser *parser)
{
    const hp_value_reader *reader = &parser->reader;
    const hp_token *token = hp_value_peek(parser);
    if (token->type != HP_TOKEN_DELIM || (token->delim != '+' && token->delim != '-'))
        return 0;
    gboolean before = reader->at > 0 && reader->tokens[reader->at - 1].type == HP_TOKEN_WHITESPACE;
    gboolean after = reader->at + 1 < reader->count && reader->tokens[reader->at + 1].type == HP_TOKEN_WHITESPACE;
    if (!before || !after)
        return 0;
    int sign = token->delim == '+' ? 1 : -1;
    hp_value_skip(parser);
    return sign;
}

static gboolean read_sum(hp_value_parser *parser, unsigned depth, hp_math *math)
{
    int sign;
    if (!read_product(parser, depth, math))
        return FALSE;
    while ((sign = take_sum_operator(parser)) != 0) {
        hp_math right;
        if (!read_product(parser, depth, &right) || !kinds_unite(math, &right))
            return FALSE;
        math->value += sign * right.value;
        math->percent += sign * right.percent;
        if (!hp_length_terms_add(parser->compute->arena, math->terms, right.terms, sign, &math->terms))
            return FALSE;
    }
    return TRUE;
}

/* Whether the layout's basis decides between two lengths. */
static gboolean compare_waits(const hp_math *a, const hp_math *b)
{
    return a->terms || b->terms || ((a->percent != 0 || b->percent != 0) && (a->value != 0 || b->value != 0));
}

/* Where the basis does not matter, or everything is a part of it. */
static gboolean math_less(const hp_math *a, const hp_math *b)
{
    return a->percent == 0 && b->percent == 0 ? a->value < b->value : a->percent < b->percent;
}

static hp_length length_of(const hp_math *math)
{
    return (hp_length){(float)math->value, (float)math->percent, HP_LENGTH_FIXED, math->terms};
}

/* min() or max() of arguments of one kind: now, or as a term for the layout. */
static hp_math extreme_of(hp_value_parser *parser, const hp_math *arguments, size_t count, gboolean is_max)
{
    gboolean waits = FALSE;
    hp_math best = arguments[0];
    for (size_t i = 1; i < count; i++) {
        for (size_t j = 0; j < i; j++)
            waits |= compare_waits(&arguments[j], &arguments[i]);
        if (is_max ? math_less(&best, &arguments[i]) : math_less(&arguments[i], &best))
            best = arguments[i];
    }
    if (!waits)
        return best;
    hp_arena *arena = parser->compute->arena;
    hp_length *lengths = hp_arena_make_array(arena, hp_length, count);
    for (size_t i = 0; i < count; i++)
        lengths[i] = length_of(&arguments[i]);
    hp_length_term *term = hp_arena_make(arena, hp_length_term);
    *term = (hp_length_term){NULL, 1, is_max, lengths, count};
    return (hp_math){HP_MATH_LENGTH, 0, 0, term};
}

typedef enum { EXTREME_MIN, EXTREME_MAX, EXTREME_CLAMP } extreme;

static gboolean read_extreme(hp_value_parser *parser, unsigned depth, extreme kind, hp_math *math)
{
    hp_math arguments[ARGUMENTS_MAX];
    size_t count = 0;
    do {
        if (count == ARGUMENTS_MAX || !read_sum(parser, depth, &arguments[count]) ||
            (count > 0 && !kinds_unite(&arguments[count - 1], &arguments[count])))
            return FALSE;
        count++;
    } while (hp_value_take(parser, HP_TOKEN_COMMA));
    for (size_t i = 0; i < count; i++)
        arguments[i].kind = arguments[count - 1].kind;
    if (kind == EXTREME_CLAMP) {
        /* clamp(low, value, high) is max(low, min(value, high)). */
        if (count != 3)
            return FALSE;
        arguments[1] = extreme_of(parser, &arguments[1], 2, FALSE);
        count = 2;
    }
    *math = extreme_of(parser, arguments, count, kind != EXTREME_MIN);
    return hp_value_take_close(parser);
}

static gboolean read_function(hp_value_parser *parser, unsigned depth, hp_math *math)
{
    if (hp_value_take_function(parser, "calc") || hp_value_take_function(parser, "-webkit-calc"))
        return read_sum(parser, depth, math) && hp_value_take_close(parser);
    if (hp_value_take_function(parser, "min"))
        return read_extreme(parser, depth, EXTREME_MIN, math);
    if (hp_value_take_function(parser, "max"))
        return read_extreme(parser, depth, EXTREME_MAX, math);
    if (hp_value_take_function(parser, "clamp"))
        return read_extreme(parser, depth, EXTREME_CLAMP, math);
    return FALSE;
}

static gboolean read_value(hp_value_parser *parser, unsigned depth, hp_math *math)
{
    if (depth >= DEPTH_LIMIT)
        return FALSE;
    const hp_token *token = hp_value_peek(parser);
    switch (token->type) {
    case HP_TOKEN_NUMBER: *math = (hp_math){HP_MATH_NUMBER, token->number, 0}; break;
    case HP_TOKEN_PERCENTAGE: *math = (hp_math){HP_MATH_PERCENT, 0, token->number}; break;
    case HP_TOKEN_DIMENSION:
        if (!read_dimension(parser, token, math))
            return FALSE;
        break;
    case HP_TOKEN_FUNCTION: return read_function(parser, depth + 1, math);
    case HP_TOKEN_OPEN_PAREN:
        if (depth == 0)
            return FALSE;
        hp_value_skip(parser);
        return read_sum(parser, depth + 1, math) && hp_value_take_close(parser);
    default: return FALSE;
    }
    hp_value_skip(parser);
    return TRUE;
}

gboolean hp_value_math(hp_value_parser *parser, hp_math *math)
{
    size_t start = parser->reader.at;
    if (read_value(parser, 0, math) && isfinite(math->value) && isfinite(math->percent))
        return TRUE;
    parser->reader.at = start;
    return FALSE;
}
