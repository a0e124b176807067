/*
 * Rules: what the parser makes of a style sheet, and how selectors match.
 *
 *     token.c ─► parser.c ─► hp_style_rule (selectors and declarations)
 *                  ├── selector.c  preludes to hp_selector
 *                  ├── media.c     which @media blocks are for this paper
 *                  ├── supports.c  what @supports asks
 *                  ├── import.c    @import: other sheets at its place
 *                  ├── layer.c     @layer: their tree and its order
 *                  └── font-face.c @font-face
 *     match.c      hp_selector against a node
 *     var.c        custom properties and var()
 *
 * Everything is made in the arena it is asked to use. Input is untrusted: what
 * nests is limited, and what walks is counted against a budget.
 */
#pragma once

#include "css/css-internal.h"

/* Brackets deeper than this make a value invalid, so that the readers of
 * values may recurse. */
#define HP_CSS_NESTING_MAX 64

/* ---- token.c ---- */

/* css itself when it is UTF-8 without NUL, else a copy in the arena with
 * U+FFFD for what is wrong (CSS Syntax 3 §3.3). Updates *length. */
const char *hp_css_make_valid(hp_arena *arena, const char *css, size_t *length);

/* Tells whether an identifier or function has this (lower-case) name. */
static inline gboolean hp_token_is_named(const hp_token *token, hp_token_type type, const char *name)
{
    return token->type == type && g_ascii_strcasecmp(token->text, name) == 0;
}

/* The closer of an opening token ('(' for functions), EOF for other tokens. */
hp_token_type hp_token_closer(hp_token_type type);

/* The index of the token that closes the bracket at `at`, or count when none
 * does. For a token that opens nothing: `at`. */
size_t hp_tokens_block_end(const hp_token *tokens, size_t count, size_t at);

/* ---- selector.c ---- */

typedef struct hp_selector hp_selector;

typedef enum {
    HP_PSEUDO_NONE,
    HP_PSEUDO_BEFORE,
    HP_PSEUDO_AFTER,
    HP_PSEUDO_MARKER,
    HP_PSEUDO_FIRST_LETTER,
    HP_PSEUDO_OTHER /* valid, and nothing we draw: ::selection, ::placeholder, … */
} hp_pseudo_element;

typedef enum { HP_COMBINATOR_DESCENDANT, HP_COMBINATOR_CHILD, HP_COMBINATOR_NEXT, HP_COMBINATOR_LATER } hp_combinator;

typedef enum {
    HP_SIMPLE_ID,
    HP_SIMPLE_CLASS,
    HP_SIMPLE_ATTRIBUTE,
    HP_SIMPLE_ROOT,
    HP_SIMPLE_EMPTY,
    HP_SIMPLE_LINK,
    HP_SIMPLE_NTH, /* a n + b; :first-child is 0 n + 1 */
    HP_SIMPLE_LANG,
    HP_SIMPLE_IS,
    HP_SIMPLE_NOT,
    HP_SIMPLE_NEVER /* :hover and what else paper cannot do */
} hp_simple_kind;

typedef enum {
    HP_ATTRIBUTE_EXISTS,
    HP_ATTRIBUTE_EQUALS,   /* = */
    HP_ATTRIBUTE_INCLUDES, /* ~= */
    HP_ATTRIBUTE_DASH,     /* |= */
    HP_ATTRIBUTE_PREFIX,   /* ^= */
    HP_ATTRIBUTE_SUFFIX,   /* $= */
    HP_ATTRIBUTE_CONTAINS  /* *= */
} hp_attribute_test;

typedef struct hp_simple {
    const struct hp_simple *next;
    hp_simple_kind kind;
    const char *name;  /* id, class or attribute; the last two interned */
    const char *value; /* attribute, :lang() */
    hp_attribute_test test;
    gboolean ignore_case;
    int a, b;
    gboolean from_end, of_type;
    const hp_selector *list; /* :is(), :not(); NULL matches nothing */
} hp_simple;

typedef struct hp_compound {
    const char *tag; /* interned; NULL: any */
    const hp_simple *simples;
    hp_combinator combinator; /* between left and this */
    const struct hp_compound *left;
} hp_compound;

struct hp_selector {
    const hp_selector *next;
    const hp_compound *last; /* the rightmost compound */
    unsigned specificity;    /* ids, classes, types: 10 bits each (Selectors 3 §9) */
    hp_pseudo_element pseudo;
    gboolean never; /* cannot match on paper */
};

#define HP_SPECIFICITY(ids, classes, types) \
    ((unsigned)MIN((ids), 1023) << 20 | (unsigned)MIN((classes), 1023) << 10 | (unsigned)MIN((types), 1023))

/* Parses a selector list. css: the text the tokens point into. parent: the
 * selectors of the rule around it (CSS Nesting 1), NULL at the top. Returns
 * NULL when it is invalid, with the reason, a clause, in *reason. */
const hp_selector *hp_selector_parse(hp_arena *arena, const char *css, const hp_token *tokens, size_t count,
                                     const hp_selector *parent, const char **reason);

/* ---- match.c ---- */

#define HP_MATCH_SLOTS 64

/* What matching remembers between nodes. Zeroed but for these: */
typedef struct {
    const hp_node *root; /* what :root matches; may be NULL */
    gint64 steps_left;   /* below 0: nothing matches any more */
    struct {
        const hp_node *parent, *node;
        const char *tag; /* NULL: all elements */
        int index, total;
    } places[HP_MATCH_SLOTS]; /* the place of a node among its siblings, for :nth-child() */
} hp_match;

/* Whether selector (only this one, not its next ones) matches node. The
 * pseudo-element is not looked at. */
gboolean hp_selector_matches(hp_match *match, const hp_selector *selector, const hp_node *node);

/* ---- page.c ---- */

/* The selectors of an @page rule (CSS Paged Media 3 §4.3): they match the
 * elements that hp_paper_make styles. NULL when none can be meant. */
const hp_selector *hp_selector_page(hp_arena *arena, const hp_token *tokens, size_t count);
/* The same for a margin box in the rule of `page`; NULL: there is no such box. */
const hp_selector *hp_selector_margin_box(hp_arena *arena, const hp_selector *page, const char *name);
gboolean hp_selector_is_page(const hp_selector *selector);

/* ---- media.c ---- */

/* Evaluates the prelude of @media for print (Media Queries 4 §3). */
gboolean hp_media_matches(const hp_css_context *context, const hp_token *tokens, size_t count);

/* ---- supports.c ---- */

/* Evaluates the prelude of @supports (CSS Conditional 3 §6, 4 §3). css: what the
 * tokens point into. */
gboolean hp_supports_matches(const hp_compute *compute, const char *css, const hp_token *tokens, size_t count);

/* The same for one declaration, without parentheses around it. */
gboolean hp_supports_declaration(const hp_compute *compute, const hp_token *tokens, size_t count);

/* ---- layer.c ---- */

typedef struct hp_layer hp_layer;
typedef struct hp_layers hp_layers;

/* Ranks of layers are below this one, that of what is in no layer. */
#define HP_LAYER_NONE 255u

hp_layers *hp_layers_make(hp_arena *arena);
/* The layer of a name like "a.b" under parent (NULL: the top), made when it is
 * not there; NULL for a name that is none. tokens: the name and blanks. */
const hp_layer *hp_layer_get(hp_layers *layers, const hp_layer *parent, const hp_token *tokens, size_t count);
/* A new layer without a name. */
const hp_layer *hp_layer_add(hp_layers *layers, const hp_layer *parent);
/* The order of the layers so far (CSS Cascade 5 §6.4.3), from 1 up. */
void hp_layers_rank(hp_layers *layers);
unsigned hp_layer_rank(const hp_layer *layer); /* NULL: HP_LAYER_NONE */
gboolean hp_layers_any(const hp_layers *layers);

/* ---- parser.c ---- */

typedef struct {
    const hp_selector *selectors;
    const hp_declaration *declarations;
    size_t n_declarations;
    const hp_layer *layer; /* NULL: none */
} hp_style_rule;

/* What sheets are read into, and what their at-rules need. All of it may be
 * NULL but context and rules. */
typedef struct {
    const hp_css_context *context;
    const hp_compute *compute; /* @supports */
    hp_layers *layers;
    hp_diags *diags;
    GArray *rules;    /* hp_style_rule */
    GArray *faces;    /* const hp_font_face * */
    int imports_left; /* against sheets that import each other in ever new ways */
    gint64 bytes_left;
} hp_sheet_reading;

/* One sheet, and who imports it. */
typedef struct hp_sheet {
    const char *css;
    size_t length;
    unsigned first_line; /* 0: messages are not wanted */
    const char *file;    /* for messages; NULL: the deck */
    const char *address; /* of an imported sheet */
    const char *folder;  /* in front of relative addresses; NULL: none */
    const hp_layer *layer;
    const struct hp_sheet *importer;
} hp_sheet;

/* Appends the rules of a sheet. Syntax only: whether properties and values
 * exist is not asked here. */
void hp_css_parse_sheet(hp_arena *arena, const hp_sheet *sheet, hp_sheet_reading *reading);

/* ---- font-face.c ---- */

struct hp_font_face;

/* The face of an @font-face (font-face.h); NULL and a diagnostic when it lacks a
 * family or sources. line: of the rule. diags may be NULL. */
const struct hp_font_face *hp_font_face_make(hp_arena *arena, const hp_declaration *declarations, size_t count,
                                             unsigned line, hp_diags *diags);

/* ---- import.c ---- */

/* Follows an @import, whose prelude is tokens (from the arena, their addresses
 * already in relation to the deck) and points into css. */
void hp_css_import(hp_arena *arena, const hp_sheet *sheet, hp_sheet_reading *reading, const char *css,
                   const hp_token *tokens, size_t count, unsigned line);
/* address as seen from the deck, when a sheet of this folder names it. */
const char *hp_css_rebase(hp_arena *arena, const char *folder, const char *address);

/* Appends the declarations of a style="" attribute to declarations
 * (hp_declaration). */
void hp_css_parse_declarations(hp_arena *arena, const char *css, size_t length, unsigned line, hp_diags *diags,
                               GArray *declarations);

/* ---- var.c ---- */

/* The custom properties of an element: those it sets, then those it inherits.
 * NULL: none. */
typedef struct hp_vars hp_vars;

typedef struct {
    hp_arena *arena;
    gint64 tokens_left; /* what may still be copied by var(), over a whole cascade */
} hp_var_budget;

static inline gboolean hp_declaration_is_custom(const hp_declaration *declaration)
{
    return declaration->name[0] == '-' && declaration->name[1] == '-';
}

/* Whether every var() in a value is well-formed (CSS Variables 1 §3). */
gboolean hp_vars_check(const hp_token *tokens, size_t count);

/* The custom properties of an element. declarations: those that apply to it,
 * in ascending precedence; the list is reordered. */
const hp_vars *hp_vars_resolve(hp_var_budget *budget, const hp_vars *parent, const hp_declaration **declarations,
                               size_t count);

/* Appends tokens with each var() replaced to out (hp_token). FALSE: invalid at
 * computed-value time. */
gboolean hp_vars_substitute(hp_var_budget *budget, const hp_vars *vars, const hp_token *tokens, size_t count,
                            GArray *out);
