/*
 * Values: reading one property's tokens into computed values.
 *
 * Every reader takes what it understands from the front of the value and moves
 * on; what it does not understand stays where it is and the answer is FALSE.
 * Blanks before a component are skipped. Results are computed values: px,
 * percentages, sRGB.
 */
#pragma once

#include "css/css-internal.h"

typedef struct {
    const char *name; /* NULL ends a table */
    int value;
} hp_keyword;

/* One declaration's value, being read for one style. */
typedef struct {
    hp_value_reader reader;
    const hp_compute *compute;
    hp_style *style;        /* being made: currentColor and direction come from it */
    const hp_style *font;   /* whose font em, ex and ch mean: the parent's for font-size */
    gboolean em_is_percent; /* em as 100 %, for line-height, whose font size is not final yet */
    gboolean quoted_color;  /* a colour stood in quotes and was taken */
    gboolean unsupported;   /* right CSS, but of a kind that we lack */
} hp_value_parser;

/* What a length may also be, besides px. */
enum {
    HP_VALUE_PERCENT = 1,
    HP_VALUE_AUTO = 2,
    HP_VALUE_NONE = 4,
    HP_VALUE_NORMAL = 8,     /* the keyword normal: HP_LENGTH_AUTO */
    HP_VALUE_INTRINSIC = 16, /* min-content, max-content, fit-content */
    HP_VALUE_NOT_NEGATIVE = 32
};

/* A number with its dimension: what calc() computes with. */
typedef enum { HP_MATH_NUMBER, HP_MATH_PERCENT, HP_MATH_LENGTH, HP_MATH_ANGLE } hp_math_kind;

typedef struct {
    hp_math_kind kind;
    double value;   /* the number, px or degrees */
    double percent; /* HP_MATH_PERCENT and _LENGTH */
    const hp_length_term *terms; /* _LENGTH: min() and max() that wait for the layout */
} hp_math;

/* css/length.c: a sum of extremes of lengths. */
struct hp_length_term {
    const hp_length_term *next;
    double factor;
    gboolean is_max;
    const hp_length *arguments;
    size_t n_arguments;
};

/* a + factor × b, neither changed; lists end after HP_LENGTH_TERMS_MAX. FALSE:
 * there are more. */
#define HP_LENGTH_TERMS_MAX 16
gboolean hp_length_terms_add(hp_arena *arena, const hp_length_term *a, const hp_length_term *b, double factor,
                             const hp_length_term **sum);

/* The next token that is no blank; type EOF at the end. */
const hp_token *hp_value_peek(hp_value_parser *parser);
void hp_value_skip(hp_value_parser *parser); /* the token that hp_value_peek shows */
gboolean hp_value_at_end(hp_value_parser *parser);
gboolean hp_value_take(hp_value_parser *parser, hp_token_type type);
gboolean hp_value_take_delim(hp_value_parser *parser, gunichar delim);
gboolean hp_value_take_ident(hp_value_parser *parser, const char *name);
/* Opens a function of this name; its arguments are next. */
gboolean hp_value_take_function(hp_value_parser *parser, const char *name);
/* Closes a function. The end of the value closes every function (CSS Syntax 3 §5.4.9). */
gboolean hp_value_take_close(hp_value_parser *parser);
/* Leaves out one component: a token, or a function up to its ')'. */
void hp_value_skip_component(hp_value_parser *parser);

gboolean hp_value_keyword(hp_value_parser *parser, const hp_keyword *keywords, int *value);
/* The name of a value in its table; the first that fits. "" when none does. */
const char *hp_keyword_name(const hp_keyword *keywords, int value);

/* A number, percentage, dimension or math function (CSS Values 4 §10). */
gboolean hp_value_math(hp_value_parser *parser, hp_math *math);
gboolean hp_value_number(hp_value_parser *parser, double *number);
gboolean hp_value_integer(hp_value_parser *parser, int *integer);
/* flags: HP_VALUE_…; 0 unitless is a length, other numbers are not. */
gboolean hp_value_length(hp_value_parser *parser, unsigned flags, hp_length *length);
gboolean hp_value_px(hp_value_parser *parser, unsigned flags, float *px);
/* url(x) or url("x"); the address is in the arena, as written. */
gboolean hp_value_url(hp_value_parser *parser, const char **url);

/* A <position> of one to four values (CSS Backgrounds 3 §3.6): percentages as
 * background-position means them. */
gboolean hp_value_position(hp_value_parser *parser, hp_length *x, hp_length *y);
/* A linear or radial gradient (gradient.h), in the arena. */
gboolean hp_value_gradient(hp_value_parser *parser, const hp_gradient **gradient);

/* A <color>. currentColor is the style's colour. Quotes around a colour are
 * forgiven unless the context is strict. */
gboolean hp_value_color(hp_value_parser *parser, hp_color *color);

/* A named colour (CSS Color 4 §6.1) as 0xrrggbb; any case. */
gboolean hp_color_named(const char *name, unsigned *rgb);
