/*
 * Matched blocks to computed styles, and the walk over the tree.
 *
 * Two nodes with the same parent style, the same blocks and the same language
 * have one style between them: the blocks alone decide, unless a value asks
 * for the node itself. Most of a deck is a few dozen styles.
 */
#include "css/cascade-internal.h"
#include "css/counters.h"

#include <string.h>

#define APPLY_STEPS 8 /* what a declaration costs, in steps of matching */

/* One style being made. */
typedef struct {
    hp_cascade *cascade;
    const GArray *matched; /* hp_matched, ascending */
    const hp_vars *vars;
    hp_style style;
} maker;

typedef enum { PHASE_CUSTOM, PHASE_EARLY, PHASE_LATE } phase;

typedef void (*declaration_func)(maker *m, const hp_declaration *declaration, void *data);

/* ---- the order of the cascade ---- */

static void call_block(maker *m, const hp_block *block, phase which, gboolean important, declaration_func call,
                       void *data)
{
    size_t bounds[] = {0, block->n_custom, block->n_custom + block->n_early, block->count};
    for (size_t d = bounds[which]; d < bounds[which + 1]; d++)
        if (block->declarations[d].important == important)
            call(m, &block->declarations[d], data);
}

static unsigned layer_of(hp_precedence precedence)
{
    return precedence >> HP_PRECEDENCE_LAYER_SHIFT & HP_LAYER_NONE;
}

/* Important declarations of earlier layers win, and those of style="" over all
 * of them (CSS Cascade 5 §6.1): runs of one layer, from the last to the first. */
static void each_important_layered(maker *m, phase which, declaration_func call, void *data)
{
    const hp_matched *matched = (const hp_matched *)m->matched->data;
    guint count = m->matched->len, end = count;
    gboolean has_inline = count > 0 && matched[count - 1].precedence == HP_PRECEDENCE_INLINE;
    end -= has_inline;
    while (end > 0 && matched[end - 1].precedence >= HP_PRECEDENCE_AUTHOR) {
        guint start = end - 1;
        while (start > 0 && matched[start - 1].precedence >= HP_PRECEDENCE_AUTHOR &&
               layer_of(matched[start - 1].precedence) == layer_of(matched[end - 1].precedence))
            start--;
        for (guint i = start; i < end; i++)
            call_block(m, matched[i].block, which, TRUE, call, data);
        end = start;
    }
    if (has_inline)
        call_block(m, matched[count - 1].block, which, TRUE, call, data);
}

/* Calls for the declarations of one phase in ascending precedence (CSS Cascade
 * 3 §6.1): normal ones by origin, then the author's important ones, then those
 * of the user agent. */
static void each_block(maker *m, phase which, gboolean important, gboolean author, declaration_func call, void *data)
{
    for (guint i = 0; i < m->matched->len; i++) {
        const hp_matched *matched = &g_array_index(m->matched, hp_matched, i);
        const hp_block *block = matched->block;
        if ((important && !block->has_important) || (matched->precedence >= HP_PRECEDENCE_AUTHOR) != author)
            continue;
        call_block(m, block, which, important, call, data);
    }
}

static void each_declaration(maker *m, phase which, declaration_func call, void *data)
{
    each_block(m, which, FALSE, FALSE, call, data);
    each_block(m, which, FALSE, TRUE, call, data);
    if (hp_layers_any(m->cascade->reading.layers))
        each_important_layered(m, which, call, data);
    else
        each_block(m, which, TRUE, TRUE, call, data);
    each_block(m, which, TRUE, FALSE, call, data);
}

/* ---- applying ---- */

/* Replaces var(). What then is no value is `unset` (CSS Variables 1 §3.1). */
static void apply_with_vars(maker *m, const hp_declaration *declaration)
{
    hp_cascade *cascade = m->cascade;
    GArray *out = cascade->scratch;
    g_array_set_size(out, 0);
    hp_apply_result result = HP_APPLY_INVALID_VALUE;
    if (hp_vars_substitute(&cascade->var_budget, m->vars, declaration->tokens, declaration->n_tokens, out)) {
        const hp_token *tokens = (const hp_token *)out->data;
        size_t from = 0, to = out->len;
        while (from < to && tokens[from].type == HP_TOKEN_WHITESPACE)
            from++;
        while (to > from && tokens[to - 1].type == HP_TOKEN_WHITESPACE)
            to--;
        result = hp_property_apply(&cascade->compute, &m->style, declaration->name, tokens + from, to - from);
    }
    if (hp_block_report(cascade, declaration, result))
        return;
    static const hp_token unset = {.type = HP_TOKEN_IDENT, .text = "unset"};
    hp_property_apply(&cascade->compute, &m->style, declaration->name, &unset, 1);
}

static void apply(maker *m, const hp_declaration *declaration, void *data G_GNUC_UNUSED)
{
    m->cascade->match.steps_left -= APPLY_STEPS;
    if (declaration->has_var)
        apply_with_vars(m, declaration);
    else
        hp_property_apply(&m->cascade->compute, &m->style, declaration->name, declaration->tokens,
                          declaration->n_tokens);
}

static void collect(maker *m G_GNUC_UNUSED, const hp_declaration *declaration, void *list)
{
    g_ptr_array_add(list, (gpointer)declaration);
}

static const hp_vars *vars_of(const hp_cascade *cascade, const hp_style *style)
{
    return g_hash_table_size(cascade->vars) > 0 ? g_hash_table_lookup(cascade->vars, style) : NULL;
}

static void resolve_vars(maker *m, const hp_style *parent)
{
    gboolean any = FALSE;
    for (guint i = 0; i < m->matched->len; i++)
        any |= g_array_index(m->matched, hp_matched, i).block->n_custom > 0;
    m->vars = vars_of(m->cascade, parent);
    if (!any)
        return;
    g_autoptr(GPtrArray) custom = g_ptr_array_new();
    each_declaration(m, PHASE_CUSTOM, collect, custom);
    m->cascade->match.steps_left -= APPLY_STEPS * (gint64)custom->len;
    m->vars = hp_vars_resolve(&m->cascade->var_budget, m->vars, (const hp_declaration **)custom->pdata, custom->len);
}

/* ---- sharing ---- */

static gboolean can_share(const GArray *matched)
{
    for (guint i = 0; i < matched->len; i++) {
        const hp_matched *m = &g_array_index(matched, hp_matched, i);
        if (m->block->asks_node || m->precedence == HP_PRECEDENCE_HINTS)
            return FALSE;
    }
    return TRUE;
}

/* ---- one style ---- */

/* lang: interned, of the node's own attribute; NULL when it has none. */
static const hp_style *make_style(hp_cascade *cascade, const hp_node *node, const GArray *matched,
                                  const hp_style *parent, const char *lang, gboolean is_root)
{
    maker m = {.cascade = cascade, .matched = matched};
    cascade->compute.parent = parent;
    cascade->compute.node = node;
    hp_style_init_from_parent(&m.style, parent);
    if (lang)
        m.style.lang = lang[0] ? lang : NULL;
    resolve_vars(&m, parent);
    each_declaration(&m, PHASE_EARLY, apply, NULL);
    if (is_root)
        cascade->compute.root_font_size_px = (double)m.style.font_size;
    each_declaration(&m, PHASE_LATE, apply, NULL);
    hp_style_finish(&m.style, is_root);
    if (!is_root)
        hp_style_blockify_item(&m.style, parent);
    const hp_style *style = hp_arena_copy(cascade->arena, &m.style, sizeof m.style);
    if (m.vars)
        g_hash_table_insert(cascade->vars, (gpointer)style, (gpointer)m.vars);
    return style;
}

static const hp_style *style_for(hp_cascade *cascade, const hp_node *node, const GArray *matched,
                                 const hp_style *parent, const char *lang, gboolean is_root)
{
    if (is_root || !can_share(matched))
        return make_style(cascade, node, matched, parent, lang, is_root);
    g_autofree gsize *many = NULL;
    gsize few[3 + 32];
    gsize *key = matched->len <= 32 ? few : (many = g_new(gsize, 3 + matched->len));
    key[0] = (gsize)parent;
    key[1] = (gsize)lang;
    key[2] = matched->len;
    for (guint i = 0; i < matched->len; i++)
        key[3 + i] = (gsize)g_array_index(matched, hp_matched, i).block;
    const hp_style *style = g_hash_table_lookup(cascade->shared, key);
    if (style)
        return style;
    style = make_style(cascade, node, matched, parent, lang, FALSE);
    g_hash_table_insert(cascade->shared, hp_arena_copy(cascade->arena, key, sizeof *key * (3 + matched->len)),
                        (gpointer)style);
    return style;
}

/* Presentational attributes: they differ from node to node, so their block is
 * made anew; what is wrong in them is HTML's to forgive. */
static void add_hints(hp_cascade *cascade, const hp_node *node)
{
    size_t count = 0;
    const hp_declaration *hints = hp_presentation_hints(cascade->arena, node, &count);
    if (count == 0)
        return;
    g_autofree hp_declaration *silent = g_memdup2(hints, sizeof *hints * count);
    for (size_t i = 0; i < count; i++)
        silent[i].line = 0;
    hp_matched matched = {HP_PRECEDENCE_HINTS, hp_block_make(cascade, silent, count)};
    g_array_append_val(cascade->matched[HP_PSEUDO_NONE], matched);
}

static void add_attributes(hp_cascade *cascade, const hp_node *node)
{
    const char *css = hp_node_attribute(node, "style");
    add_hints(cascade, node);
    if (css) {
        hp_matched matched = {HP_PRECEDENCE_INLINE, hp_block_inline(cascade, css, node->line)};
        g_array_append_val(cascade->matched[HP_PSEUDO_NONE], matched);
    }
    hp_matched_sort(cascade->matched[HP_PSEUDO_NONE]);
}

static const hp_style *pseudo_style(hp_cascade *cascade, const hp_node *node, hp_pseudo_element pseudo)
{
    const GArray *matched = cascade->matched[pseudo];
    return matched->len > 0 ? style_for(cascade, node, matched, node->style, NULL, FALSE) : NULL;
}

/* ::before and ::after are there when their content makes a box (CSS 2.2 §12.2). */
static const hp_style *generated_style(hp_cascade *cascade, const hp_node *node, hp_pseudo_element pseudo)
{
    const hp_style *style = pseudo_style(cascade, node, pseudo);
    return style && style->content && style->display != HP_DISPLAY_NONE ? style : NULL;
}

static void style_node(hp_cascade *cascade, hp_node *node, const hp_style *parent, gboolean is_root)
{
    const char *lang = NULL;
    hp_cascade_match(cascade, node);
    if (node->n_attributes > 0)
        lang = g_intern_string(hp_node_attribute(node, "lang"));
    add_attributes(cascade, node); /* cells have hints of their table's attributes, too */
    node->style = style_for(cascade, node, cascade->matched[HP_PSEUDO_NONE], parent, lang, is_root);
    node->style_before = generated_style(cascade, node, HP_PSEUDO_BEFORE);
    node->style_after = generated_style(cascade, node, HP_PSEUDO_AFTER);
    node->style_marker = pseudo_style(cascade, node, HP_PSEUDO_MARKER);
    node->style_first_letter = pseudo_style(cascade, node, HP_PSEUDO_FIRST_LETTER);
}

static hp_node *next_node(hp_node *node, const hp_node *root)
{
    if (node->first_child)
        return node->first_child;
    while (node != root && !node->next)
        node = node->parent;
    return node == root ? NULL : node->next;
}

void hp_cascade_apply(hp_cascade *cascade, hp_node *root, const hp_style *parent)
{
    /* Places among siblings are only good while nobody builds on the tree. */
    memset(cascade->match.places, 0, sizeof cascade->match.places);
    hp_layers_rank(cascade->reading.layers);
    gboolean is_root = parent == NULL;
    if (is_root) {
        cascade->match.root = root;
        cascade->compute.root_font_size_px = (double)hp_style_initial()->font_size;
        parent = hp_style_initial();
    }
    for (hp_node *node = root; node; node = next_node(node, root))
        if (node->type == HP_NODE_ELEMENT)
            style_node(cascade, node, node == root ? parent : node->parent->style, is_root && node == root);
    if (cascade->counts)
        hp_counters_resolve(cascade->arena, root);
    if ((cascade->match.steps_left < 0 || cascade->var_budget.tokens_left < 0) && !cascade->exhausted) {
        cascade->exhausted = TRUE;
        hp_diag_warning(cascade->diags, "css-limit", 0,
                        "the style sheets are too costly for this document; some of their rules are not applied");
    }
}
