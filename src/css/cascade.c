/*
 * Sheets to an index of rules, and the rules that match a node.
 *
 * A node is only compared with rules whose rightmost compound asks for its id,
 * one of its classes or its type, and with the few that ask for none of these.
 */
#include "css/cascade-internal.h"

#include <string.h>

/* What matching and applying may cost over the life of a cascade, in steps of
 * some nanoseconds: far more than any deck, far less than an attack. */
#define STEPS_MAX 40000000
#define MATCHED_STEPS 8 /* what a match costs in sorting and sharing */
#define VAR_TOKENS_MAX 4000000
#define IMPORTS_MAX 64
#define IMPORTED_BYTES_MAX (4 << 20)

static GHashTable *make_index(hp_arena *arena, GHashFunc hash, GEqualFunc equal)
{
    GHashTable *index = g_hash_table_new_full(hash, equal, NULL, (GDestroyNotify)g_array_unref);
    return hp_arena_own(arena, index, (GDestroyNotify)g_hash_table_unref);
}

static GHashTable *make_table(hp_arena *arena, GHashFunc hash, GEqualFunc equal)
{
    return hp_arena_own(arena, g_hash_table_new(hash, equal), (GDestroyNotify)g_hash_table_unref);
}

static GArray *make_array(hp_arena *arena, guint size)
{
    return hp_arena_own(arena, g_array_new(FALSE, FALSE, size), (GDestroyNotify)g_array_unref);
}

/* Key: parent, lang, number of blocks, blocks. */
static guint shared_hash(gconstpointer key)
{
    const gsize *words = key;
    guint64 hash = 14695981039346656037u;
    for (size_t i = 0; i < 3 + words[2]; i++)
        hash = (hash ^ words[i] >> 4) * 1099511628211u;
    return (guint)(hash ^ hash >> 32);
}

static gboolean shared_equal(gconstpointer a, gconstpointer b)
{
    const gsize *x = a, *y = b;
    return x[2] == y[2] && memcmp(x, y, sizeof *x * (3 + x[2])) == 0;
}

hp_cascade *hp_cascade_new(hp_arena *arena, const hp_css_context *context, hp_diags *diags)
{
    hp_cascade *cascade = hp_arena_make(arena, hp_cascade);
    cascade->arena = arena;
    cascade->context = *context;
    cascade->diags = diags;
    cascade->compute = (hp_compute){.arena = arena,
                                    .context = &cascade->context,
                                    .parent = hp_style_initial(),
                                    .root_font_size_px = hp_style_initial()->font_size,
                                    .families = make_table(arena, g_str_hash, g_str_equal)};
    cascade->unsupported = make_table(arena, g_str_hash, g_str_equal);
    cascade->by_id = make_index(arena, g_str_hash, g_str_equal);
    cascade->by_class = make_index(arena, g_direct_hash, g_direct_equal);
    cascade->by_tag = make_index(arena, g_direct_hash, g_direct_equal);
    cascade->others = make_array(arena, sizeof(hp_rule_entry));
    cascade->match.steps_left = STEPS_MAX;
    cascade->inline_blocks = make_table(arena, g_str_hash, g_str_equal);
    cascade->shared = make_table(arena, shared_hash, shared_equal);
    cascade->vars = make_table(arena, g_direct_hash, g_direct_equal);
    cascade->var_budget = (hp_var_budget){arena, VAR_TOKENS_MAX};
    cascade->reading = (hp_sheet_reading){.context = &cascade->context,
                                          .compute = &cascade->compute,
                                          .layers = hp_layers_make(arena),
                                          .diags = diags,
                                          .faces = make_array(arena, sizeof(hp_font_face *)),
                                          .imports_left = IMPORTS_MAX,
                                          .bytes_left = IMPORTED_BYTES_MAX};
    cascade->scratch = make_array(arena, sizeof(hp_token));
    for (size_t i = 0; i < G_N_ELEMENTS(cascade->matched); i++)
        cascade->matched[i] = make_array(arena, sizeof(hp_matched));
    return cascade;
}

/* ---- the index ---- */

static GArray *bucket(GHashTable *index, const char *key)
{
    GArray *entries = g_hash_table_lookup(index, key);
    if (!entries) {
        entries = g_array_new(FALSE, FALSE, sizeof(hp_rule_entry));
        g_hash_table_insert(index, (gpointer)key, entries);
    }
    return entries;
}

static GArray *bucket_for(hp_cascade *cascade, const hp_compound *compound)
{
    const char *class_name = NULL;
    for (const hp_simple *simple = compound->simples; simple; simple = simple->next) {
        if (simple->kind == HP_SIMPLE_ID)
            return bucket(cascade->by_id, simple->name);
        if (simple->kind == HP_SIMPLE_CLASS)
            class_name = simple->name;
    }
    if (class_name)
        return bucket(cascade->by_class, class_name);
    return compound->tag ? bucket(cascade->by_tag, compound->tag) : cascade->others;
}

static hp_precedence precedence_of(hp_css_origin origin, unsigned specificity, guint32 order)
{
    hp_precedence author = origin == HP_ORIGIN_USER_AGENT ? 0 : HP_PRECEDENCE_AUTHOR;
    hp_precedence deck = origin == HP_ORIGIN_AUTHOR ? HP_PRECEDENCE_DECK : 0;
    return author | (hp_precedence)specificity << HP_PRECEDENCE_SPECIFICITY_SHIFT | deck |
           MIN(order, HP_PRECEDENCE_ORDER_MAX);
}

static void rule_add(hp_cascade *cascade, hp_css_origin origin, const hp_style_rule *rule)
{
    const hp_block *block = hp_block_make(cascade, rule->declarations, rule->n_declarations);
    cascade->order++;
    for (const hp_selector *selector = rule->selectors; selector && block->count > 0; selector = selector->next) {
        hp_rule_entry entry = {precedence_of(origin, selector->specificity, cascade->order), selector, block,
                               rule->layer};
        if (!selector->never)
            g_array_append_val(bucket_for(cascade, selector->last), entry);
    }
}

static void sheet_add(hp_cascade *cascade, hp_css_origin origin, const hp_sheet *sheet)
{
    g_autoptr(GArray) rules = g_array_new(FALSE, FALSE, sizeof(hp_style_rule));
    cascade->compute.parent = hp_style_initial();
    cascade->compute.node = NULL;
    cascade->reading.rules = rules;
    hp_css_parse_sheet(cascade->arena, sheet, &cascade->reading);
    for (guint i = 0; i < rules->len; i++)
        rule_add(cascade, origin, &g_array_index(rules, hp_style_rule, i));
}

void hp_cascade_add_sheet(hp_cascade *cascade, hp_css_origin origin, const char *css, size_t length,
                          unsigned first_line)
{
    sheet_add(cascade, origin, &(hp_sheet){.css = css, .length = length, .first_line = first_line});
}

void hp_cascade_add_file(hp_cascade *cascade, hp_css_origin origin, const char *css, size_t length, const char *name,
                         const char *folder)
{
    sheet_add(cascade, origin,
              &(hp_sheet){.css = css,
                          .length = length,
                          .first_line = name ? 1 : 0,
                          .file = name ? hp_arena_strdup(cascade->arena, name) : NULL,
                          .folder = folder ? hp_arena_strdup(cascade->arena, folder) : NULL});
}

const hp_font_face *const *hp_cascade_font_faces(const hp_cascade *cascade, size_t *count)
{
    *count = cascade->reading.faces->len;
    return (const hp_font_face *const *)(const void *)cascade->reading.faces->data;
}

/* ---- matching ---- */

static void match_bucket(hp_cascade *cascade, const GArray *entries, const hp_node *node)
{
    for (guint i = 0; entries && i < entries->len; i++) {
        const hp_rule_entry *entry = &g_array_index(entries, hp_rule_entry, i);
        if (!hp_selector_matches(&cascade->match, entry->selector, node))
            continue;
        hp_precedence layer = (hp_precedence)hp_layer_rank(entry->layer) << HP_PRECEDENCE_LAYER_SHIFT;
        hp_matched matched = {entry->precedence | layer, entry->block};
        g_array_append_val(cascade->matched[entry->selector->pseudo], matched);
        cascade->match.steps_left -= MATCHED_STEPS;
    }
}

static int compare_matched(const void *a, const void *b)
{
    hp_precedence x = ((const hp_matched *)a)->precedence, y = ((const hp_matched *)b)->precedence;
    return (x > y) - (x < y);
}

static gboolean is_sorted(const GArray *matched)
{
    const hp_matched *m = (const hp_matched *)matched->data;
    for (guint i = 1; i < matched->len; i++)
        if (m[i - 1].precedence > m[i].precedence)
            return FALSE;
    return TRUE;
}

/* Few and nearly sorted, mostly: a bucket is in the order of its sheets. */
void hp_matched_sort(GArray *matched)
{
    if (matched->len > 24) {
        if (!is_sorted(matched))
            g_array_sort(matched, compare_matched);
        return;
    }
    hp_matched *m = (hp_matched *)matched->data;
    for (guint i = 1; i < matched->len; i++) {
        hp_matched moving = m[i];
        guint at = i;
        for (; at > 0 && m[at - 1].precedence > moving.precedence; at--)
            m[at] = m[at - 1];
        m[at] = moving;
    }
}

void hp_cascade_match(hp_cascade *cascade, const hp_node *node)
{
    for (size_t i = 0; i < G_N_ELEMENTS(cascade->matched); i++)
        g_array_set_size(cascade->matched[i], 0);
    if (node->id)
        match_bucket(cascade, g_hash_table_lookup(cascade->by_id, node->id), node);
    for (const char *const *name = node->classes; name && *name; name++)
        match_bucket(cascade, g_hash_table_lookup(cascade->by_class, *name), node);
    match_bucket(cascade, g_hash_table_lookup(cascade->by_tag, node->tag), node);
    match_bucket(cascade, cascade->others, node);
    for (size_t i = 0; i < G_N_ELEMENTS(cascade->matched); i++)
        hp_matched_sort(cascade->matched[i]);
}
