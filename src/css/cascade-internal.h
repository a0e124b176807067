/*
 * The cascade from inside: blocks of checked declarations, the index of rules
 * by what their rightmost compound asks for, and what styles are shared by.
 *
 *     block.c     declarations checked once, sorted by when they apply
 *     cascade.c   sheets to an index of rules; the rules that match a node
 *     computed.c  matched blocks to a computed style; the walk over the tree
 */
#pragma once

#include "css/rules.h"

/* The valid declarations of one rule or attribute: custom properties first,
 * then the early ones, then the rest, each in the order of the source. */
typedef struct {
    const hp_declaration *declarations;
    size_t n_custom, n_early, count;
    gboolean has_important;
    gboolean asks_node; /* its values may differ between nodes: content: attr(…) */
} hp_block;

/* Precedence, ascending: author over user agent, then the layer, then
 * specificity, then deck over theme, then order. Themes and deck are the
 * author's alike, as they are in a browser, where a bare `h1` loses to the
 * theme's `.reveal h1`. The layer is filled in when a rule matches. */
typedef guint64 hp_precedence;

#define HP_PRECEDENCE_LAYER_SHIFT 55
#define HP_PRECEDENCE_SPECIFICITY_SHIFT 25
#define HP_PRECEDENCE_DECK ((hp_precedence)1 << 24)
#define HP_PRECEDENCE_ORDER_MAX ((1u << 24) - 1)
#define HP_PRECEDENCE_AUTHOR ((hp_precedence)1 << 63)
#define HP_PRECEDENCE_HINTS HP_PRECEDENCE_AUTHOR
#define HP_PRECEDENCE_INLINE G_MAXUINT64

typedef struct {
    hp_precedence precedence;
    const hp_selector *selector;
    const hp_block *block;
    const hp_layer *layer; /* NULL: none */
} hp_rule_entry;

typedef struct {
    hp_precedence precedence;
    const hp_block *block;
} hp_matched;

struct hp_cascade {
    hp_arena *arena;
    hp_css_context context;
    hp_diags *diags;
    hp_compute compute;      /* parent and node change from element to element */
    GHashTable *unsupported; /* property names that were reported */
    guint32 order;           /* rules so far */
    hp_sheet_reading reading;

    /* Rules by the rightmost compound: its id, else a class, else its type. */
    GHashTable *by_id, *by_class, *by_tag; /* GArray of hp_rule_entry */
    GArray *others;

    hp_match match;
    gboolean counts;           /* some content has counters */
    gboolean exhausted;        /* the budget of match is gone, and it was told */
    GHashTable *inline_blocks; /* text of style="" to hp_block */
    GHashTable *shared;        /* hp_style by what makes it */
    GHashTable *vars;          /* hp_vars by the hp_style they go with */
    hp_var_budget var_budget;
    GArray *scratch;    /* hp_token: values with var() replaced */
    GArray *matched[HP_PSEUDO_OTHER]; /* hp_matched: by hp_pseudo_element */
};

/* ---- block.c ---- */

/* Checks declarations and tells of those that are wrong, when they have a
 * line. Declarations are copied. */
const hp_block *hp_block_make(hp_cascade *cascade, const hp_declaration *declarations, size_t count);

/* The block of a style="" attribute, shared by text. */
const hp_block *hp_block_inline(hp_cascade *cascade, const char *css, unsigned line);

/* Tells what is wrong with a declaration; TRUE when it applies all the same. */
gboolean hp_block_report(hp_cascade *cascade, const hp_declaration *declaration, hp_apply_result result);

/* ---- cascade.c ---- */

/* Fills cascade->matched with the blocks of all rules that match node, in
 * ascending precedence. */
void hp_cascade_match(hp_cascade *cascade, const hp_node *node);
void hp_matched_sort(GArray *matched);
