/*
 * What the files of css/ share: component values, declarations, rules.
 *
 *     css/token.c      text ─► tokens (CSS Syntax 3 §4)
 *     css/parser.c     tokens ─► rules and declarations (§5), error recovery
 *     css/selector.c   preludes ─► selectors; matching; specificity
 *     css/cascade.c    sorting, inheritance, var(), style per node
 *     css/properties.c one row per longhand: name, inherited?, parse, and copy into hp_style
 *     css/shorthands.c shorthands to longhands
 *     css/values.c     lengths, calc(), keywords, urls;  css/color.c: colours
 *
 * The seam between the two halves: the parser hands over declarations as
 * tokens, the cascade orders them, substitutes var(), and calls
 * hp_property_apply() for each winner in ascending order of precedence.
 */
#pragma once

#include "css/cascade.h"

typedef enum {
    HP_TOKEN_IDENT,
    HP_TOKEN_FUNCTION,   /* text: the name; its arguments follow up to the matching ')' */
    HP_TOKEN_AT_KEYWORD,
    HP_TOKEN_HASH,       /* text without '#' */
    HP_TOKEN_STRING,     /* text unescaped */
    HP_TOKEN_BAD_STRING,
    HP_TOKEN_URL,        /* url(unquoted); url("…") is a FUNCTION and a STRING */
    HP_TOKEN_BAD_URL,
    HP_TOKEN_DELIM,      /* delim */
    HP_TOKEN_NUMBER,
    HP_TOKEN_PERCENTAGE,
    HP_TOKEN_DIMENSION,  /* number, text: the unit */
    HP_TOKEN_WHITESPACE,
    HP_TOKEN_CDO,
    HP_TOKEN_CDC,
    HP_TOKEN_COLON,
    HP_TOKEN_SEMICOLON,
    HP_TOKEN_COMMA,
    HP_TOKEN_OPEN_SQUARE,
    HP_TOKEN_CLOSE_SQUARE,
    HP_TOKEN_OPEN_PAREN,
    HP_TOKEN_CLOSE_PAREN,
    HP_TOKEN_OPEN_CURLY,
    HP_TOKEN_CLOSE_CURLY,
    HP_TOKEN_EOF
} hp_token_type;

typedef struct {
    hp_token_type type;
    gunichar delim;
    gboolean is_integer; /* numbers: written without point or exponent */
    gboolean is_id;      /* hashes: the name is an identifier */
    double number;
    const char *text;    /* in the arena; keeps the case of the source */
    unsigned line;
    size_t start, end;   /* bytes in the source text, for messages */
} hp_token;

/* The tokens of css, the last of type EOF. Comments are left out. */
hp_token *hp_css_tokenize(hp_arena *arena, const char *css, size_t length, unsigned first_line, size_t *count);

typedef struct {
    const char *name;       /* lower case; custom properties keep their case */
    const hp_token *tokens; /* the value: without !important and outer blanks */
    size_t n_tokens;
    gboolean important;
    gboolean has_var;       /* var() somewhere inside */
    unsigned line;
    const char *file;       /* for messages: of an imported sheet; NULL: the deck */
    const char *source;     /* the value as written, for messages */
} hp_declaration;

/* ---- properties.c, values.c, color.c: the second half ---- */

/* A reader over component values. */
typedef struct {
    const hp_token *tokens;
    size_t count, at;
} hp_value_reader;

/* What a property's value is computed against, while one element's style is
 * being made. */
typedef struct {
    hp_arena *arena;
    const hp_css_context *context;
    const hp_style *parent;    /* to inherit from; initial style at the root */
    double root_font_size_px;  /* rem */
    const hp_node *node;       /* for attr() in content; may be NULL */
    GHashTable *families;      /* interned family lists */
    /* currentColor and em need the final color and font size: hp_property_apply
     * is called in two passes, font properties and `color` first. */
} hp_compute;

typedef enum {
    HP_APPLY_OK,
    HP_APPLY_UNKNOWN_PROPERTY,   /* no such property in CSS as we know it */
    HP_APPLY_UNSUPPORTED_PROPERTY, /* a property of CSS that has an effect in print and that we lack */
    HP_APPLY_IGNORED_PROPERTY,   /* known, and without effect on paper (transition, cursor, …) */
    HP_APPLY_INVALID_VALUE,
    HP_APPLY_QUOTED_COLOR        /* applied; a colour stood in quotes */
} hp_apply_result;

/* TRUE for the properties of the first pass: those that em, rem, ex, ch,
 * currentColor or writing direction of others depend on (font*, line-height?,
 * color, direction). Shorthands that contain one of them belong to it too. */
gboolean hp_property_is_early(const char *name);

/* Applies one declaration (longhand or shorthand, var() already substituted)
 * to a style that begins as the inherited-or-initial one. Understands inherit,
 * initial, unset, revert (as unset). Invalid: the style stays as it was.
 * Check-only: style NULL parses and tells. */
hp_apply_result hp_property_apply(const hp_compute *compute, hp_style *style, const char *name, const hp_token *tokens,
                                  size_t n_tokens);

/* Ends a style: border widths of style none become 0, display is blockified,
 * the root's display and such (CSS 2.2 §9.7). */
void hp_style_finish(hp_style *style, gboolean is_root);
/* Children of flex and grid containers are blocks, and do not float (CSS
 * Flexbox 1 §3, §4; CSS Grid 1 §6.1). */
void hp_style_blockify_item(hp_style *style, const hp_style *parent);

/* The start of every style: inherited fields of parent, initial values else. */
void hp_style_init_from_parent(hp_style *style, const hp_style *parent);

/* Presentational attributes of HTML (HTML Living Standard §15) as declarations
 * of origin PRESENTATION: <font color size face>, <img width height>, align,
 * bgcolor, valign, width, border, cellpadding, dir, hidden, … Returns an array
 * in the arena, *count may be 0. */
const hp_declaration *hp_presentation_hints(hp_arena *arena, const hp_node *node, size_t *count);
