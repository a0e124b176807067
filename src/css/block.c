/*
 * Blocks: declarations are checked here once, when they are read, so that a
 * mistake is told once and applying them to each node is cheap.
 */
#include "css/cascade-internal.h"
#include "css/properties.h"

#include <string.h>

#define VALUE_SHOWN_MAX 60 /* characters of a value in a message */

static char *shorten(const char *value)
{
    if (g_utf8_strlen(value, -1) <= VALUE_SHOWN_MAX)
        return g_strdup(value);
    g_autofree char *head = g_utf8_substring(value, 0, VALUE_SHOWN_MAX);
    return g_strconcat(head, "…", NULL);
}

static hp_apply_result apply_keyword(hp_cascade *cascade, const char *name, const char *keyword)
{
    hp_token token = {.type = HP_TOKEN_IDENT, .text = keyword};
    return hp_property_apply(&cascade->compute, NULL, name, &token, 1);
}

static void report_unsupported(hp_cascade *cascade, const hp_declaration *declaration, const char *value)
{
    if (apply_keyword(cascade, declaration->name, "unset") == HP_APPLY_OK)
        hp_diag_warning(cascade->diags, "css-unsupported-property", declaration->line,
                        "the value \"%s\" of \"%s\" is not supported", value, declaration->name);
    else if (g_hash_table_add(cascade->unsupported, (gpointer)declaration->name))
        hp_diag_warning(cascade->diags, "css-unsupported-property", declaration->line,
                        "the property \"%s\" is not supported", declaration->name);
}

static void report(hp_cascade *cascade, const hp_declaration *declaration, hp_apply_result result)
{
    g_autofree char *value = shorten(declaration->source);
    switch (result) {
    case HP_APPLY_QUOTED_COLOR:
        hp_diag_warning(cascade->diags, "css-quoted-color", declaration->line, "quoted colour %s honoured", value);
        break;
    case HP_APPLY_UNSUPPORTED_PROPERTY: report_unsupported(cascade, declaration, value); break;
    case HP_APPLY_INVALID_VALUE:
        hp_diag_warning(cascade->diags, "css-invalid-value", declaration->line, "\"%s\" is no value for \"%s\"", value,
                        declaration->name);
        break;
    case HP_APPLY_UNKNOWN_PROPERTY:
        /* What has a vendor's prefix is meant for that vendor's browser. */
        if (declaration->name[0] != '-')
            hp_diag_warning(cascade->diags, "css-unknown-property", declaration->line, "the property \"%s\" is unknown",
                            declaration->name);
        break;
    default: break;
    }
}

gboolean hp_block_report(hp_cascade *cascade, const hp_declaration *declaration, hp_apply_result result)
{
    /* Unsupported values may apply in part: the colour of a background without
     * its gradient. */
    gboolean applies =
        result == HP_APPLY_OK || result == HP_APPLY_QUOTED_COLOR || result == HP_APPLY_UNSUPPORTED_PROPERTY;
    if (result == HP_APPLY_OK || result == HP_APPLY_IGNORED_PROPERTY || declaration->line == 0)
        return applies;
    hp_diags_set_file(cascade->diags, declaration->file);
    report(cascade, declaration, result);
    hp_diags_set_file(cascade->diags, NULL);
    return applies;
}

/* With var() only the name can be checked before there is an element. */
static gboolean check(hp_cascade *cascade, const hp_declaration *declaration)
{
    if (hp_declaration_is_custom(declaration))
        return TRUE;
    hp_apply_result result = declaration->has_var ? apply_keyword(cascade, declaration->name, "unset")
                                                  : hp_property_apply(&cascade->compute, NULL, declaration->name,
                                                                      declaration->tokens, declaration->n_tokens);
    return hp_block_report(cascade, declaration, result);
}

static gboolean value_asks_node(const hp_declaration *declaration)
{
    if (strcmp(declaration->name, "content") != 0 && strcmp(declaration->name, "string-set") != 0)
        return FALSE;
    for (size_t i = 0; i < declaration->n_tokens; i++)
        if (declaration->tokens[i].type != HP_TOKEN_STRING && declaration->tokens[i].type != HP_TOKEN_WHITESPACE)
            return TRUE;
    return FALSE;
}

/* Whether the tree has to be numbered. With var() it may. */
static gboolean value_counts(const hp_declaration *declaration)
{
    if (strcmp(declaration->name, "content") != 0)
        return FALSE;
    for (size_t i = 0; i < declaration->n_tokens; i++)
        if (hp_token_is_named(&declaration->tokens[i], HP_TOKEN_FUNCTION, "counter") ||
            hp_token_is_named(&declaration->tokens[i], HP_TOKEN_FUNCTION, "counters"))
            return TRUE;
    return declaration->has_var;
}

const hp_block *hp_block_make(hp_cascade *cascade, const hp_declaration *declarations, size_t count)
{
    hp_block *block = hp_arena_make(cascade->arena, hp_block);
    /* `all` works in two passes, so it is there twice. */
    hp_declaration *sorted = hp_arena_make_array(cascade->arena, hp_declaration, 2 * count);
    enum { CUSTOM, EARLY, LATE, DROPPED };
    g_autofree guint8 *phases = g_new(guint8, count);
    for (size_t i = 0; i < count; i++) {
        const hp_declaration *declaration = &declarations[i];
        phases[i] = !check(cascade, declaration)              ? DROPPED
                    : hp_declaration_is_custom(declaration)   ? CUSTOM
                    : hp_property_is_early(declaration->name) ? EARLY
                                                              : LATE;
        block->n_custom += phases[i] == CUSTOM;
        block->n_early += phases[i] == EARLY;
    }
    for (guint8 phase = CUSTOM; phase < DROPPED; phase++) {
        for (size_t i = 0; i < count; i++) {
            if (phase == EARLY && phases[i] == LATE && strcmp(declarations[i].name, "all") == 0) {
                sorted[block->count] = declarations[i];
                sorted[block->count++].name = HP_ALL_EARLY;
                block->n_early++;
            }
            if (phases[i] != phase)
                continue;
            sorted[block->count++] = declarations[i];
            block->has_important |= declarations[i].important;
            block->asks_node |= value_asks_node(&declarations[i]);
            cascade->counts |= value_counts(&declarations[i]);
        }
    }
    block->declarations = sorted;
    return block;
}

/* A text with mistakes is not shared: each line that has it wants its own
 * messages. */
const hp_block *hp_block_inline(hp_cascade *cascade, const char *css, unsigned line)
{
    const hp_block *block = g_hash_table_lookup(cascade->inline_blocks, css);
    if (block)
        return block;
    hp_diags *diags = cascade->diags;
    size_t before = diags ? hp_diags_count(diags) + hp_diags_dropped(diags) : 0;
    g_autoptr(GArray) declarations = g_array_new(FALSE, FALSE, sizeof(hp_declaration));
    hp_css_parse_declarations(cascade->arena, css, strlen(css), line, diags, declarations);
    block = hp_block_make(cascade, (const hp_declaration *)declarations->data, declarations->len);
    if (!diags || hp_diags_count(diags) + hp_diags_dropped(diags) == before)
        g_hash_table_insert(cascade->inline_blocks, hp_arena_strdup(cascade->arena, css), (gpointer)block);
    return block;
}
