/*
 * Custom properties and var(): CSS Custom Properties 1.
 *
 * An element that sets some gets a list of its own, sorted by name and with
 * var() already replaced, in front of its parent's. Values that could not be
 * computed stay in the list as invalid, so that they hide inherited ones.
 */
#include "css/rules.h"

#include <string.h>

#define VALUE_TOKENS_MAX 16384 /* in one value, against `--b: var(--a) var(--a)` and so on */
#define REFERENCES_MAX 100     /* --a uses --b uses --c …: resolving recurses */

typedef struct {
    const char *name;
    const hp_token *tokens;
    size_t count;
    gboolean valid;
} variable;

struct hp_vars {
    const hp_vars *parent;
    variable *own; /* sorted by name */
    size_t count;
};

typedef enum { WAITING, UNDER_WAY, DONE } progress;

/* One element whose variables are being resolved. For plain substitution
 * `vars` is finished and the rest NULL. */
typedef struct {
    hp_var_budget *budget;
    const hp_vars *vars;
    progress *states; /* per own variable */
    gboolean *cyclic;
    size_t *under_way; /* indices, a stack */
    size_t depth;
    int references;
} resolver;

static gboolean substitute(resolver *r, const hp_token *tokens, size_t count, GArray *out);

/* ---- the form of var() ---- */

typedef struct {
    const char *name;
    size_t fallback, end; /* fallback: index after the comma, or `end` + 1 when there is none */
} reference;

static size_t skip_blanks(const hp_token *tokens, size_t at, size_t end)
{
    while (at < end && tokens[at].type == HP_TOKEN_WHITESPACE)
        at++;
    return at;
}

/* Reads the var( at `at`. */
static gboolean parse_reference(const hp_token *tokens, size_t count, size_t at, reference *ref)
{
    ref->end = hp_tokens_block_end(tokens, count, at);
    if (ref->end >= count)
        return FALSE;
    size_t i = skip_blanks(tokens, at + 1, ref->end);
    const hp_token *name = &tokens[i];
    if (name->type != HP_TOKEN_IDENT || name->text[0] != '-' || name->text[1] != '-')
        return FALSE;
    ref->name = name->text;
    i = skip_blanks(tokens, i + 1, ref->end);
    ref->fallback = i < ref->end ? i + 1 : ref->end + 1;
    return i == ref->end || tokens[i].type == HP_TOKEN_COMMA;
}

gboolean hp_vars_check(const hp_token *tokens, size_t count)
{
    reference ref;
    for (size_t i = 0; i < count; i++)
        if (hp_token_is_named(&tokens[i], HP_TOKEN_FUNCTION, "var") && !parse_reference(tokens, count, i, &ref))
            return FALSE;
    return TRUE;
}

/* ---- looking up ---- */

static int compare_names(const void *name, const void *entry)
{
    return strcmp(name, ((const variable *)entry)->name);
}

static const variable *lookup(const hp_vars *vars, const char *name)
{
    for (; vars; vars = vars->parent) {
        const variable *found = bsearch(name, vars->own, vars->count, sizeof *vars->own, compare_names);
        if (found)
            return found->valid ? found : NULL;
    }
    return NULL;
}

static const hp_declaration *wide_keyword(const hp_declaration *declaration)
{
    static const char *const words[] = {"initial", "inherit", "unset", "revert", "revert-layer"};
    for (size_t i = 0; i < G_N_ELEMENTS(words) && declaration->n_tokens == 1; i++)
        if (hp_token_is_named(declaration->tokens, HP_TOKEN_IDENT, words[i]))
            return declaration;
    return NULL;
}

/* ---- resolving ---- */

/* Marks those that use each other in a ring: all of them are invalid (§2.3). */
static void mark_cycle(resolver *r, size_t index)
{
    for (size_t i = r->depth; i-- > 0;) {
        r->cyclic[r->under_way[i]] = TRUE;
        if (r->under_way[i] == index)
            return;
    }
}

static void resolve(resolver *r, size_t index)
{
    variable *own = &r->vars->own[index];
    if (r->states[index] == DONE)
        return;
    if (r->states[index] == UNDER_WAY) {
        mark_cycle(r, index);
        return;
    }
    if (r->references >= REFERENCES_MAX) {
        own->valid = FALSE;
        return;
    }
    r->references++;
    r->states[index] = UNDER_WAY;
    r->under_way[r->depth++] = index;
    g_autoptr(GArray) out = g_array_new(FALSE, FALSE, sizeof(hp_token));
    gboolean ok = substitute(r, own->tokens, own->count, out);
    r->depth--;
    r->states[index] = DONE;
    r->references--;
    own->valid = ok && !r->cyclic[index];
    if (own->valid) {
        own->count = out->len;
        own->tokens = hp_arena_copy(r->budget->arena, out->data, sizeof(hp_token) * out->len);
    }
}

/* The value of a name as seen from the element; NULL when invalid or unset. */
static const variable *value_of(resolver *r, const char *name)
{
    if (!r->states)
        return lookup(r->vars, name);
    variable *own = bsearch(name, r->vars->own, r->vars->count, sizeof *own, compare_names);
    if (!own)
        return lookup(r->vars->parent, name);
    size_t index = (size_t)(own - r->vars->own);
    gboolean open = r->states[index] == UNDER_WAY;
    resolve(r, index);
    return own->valid && !open ? own : NULL;
}

static gboolean append(resolver *r, const hp_token *tokens, size_t count, GArray *out)
{
    r->budget->tokens_left -= (gint64)count;
    if (out->len + count > VALUE_TOKENS_MAX || r->budget->tokens_left < 0)
        return FALSE;
    g_array_append_vals(out, tokens, (guint)count);
    return TRUE;
}

static gboolean substitute_reference(resolver *r, const hp_token *tokens, const reference *ref, GArray *out)
{
    const variable *value = value_of(r, ref->name);
    if (value)
        return append(r, value->tokens, value->count, out);
    if (ref->fallback > ref->end || r->references >= REFERENCES_MAX)
        return FALSE;
    r->references++;
    gboolean ok = substitute(r, tokens + ref->fallback, ref->end - ref->fallback, out);
    r->references--;
    return ok;
}

/* A failure does not stop the reading: what comes after may show a cycle. */
static gboolean substitute(resolver *r, const hp_token *tokens, size_t count, GArray *out)
{
    gboolean ok = TRUE;
    for (size_t i = 0; i < count && r->budget->tokens_left >= 0; i++) {
        reference ref;
        if (!hp_token_is_named(&tokens[i], HP_TOKEN_FUNCTION, "var")) {
            ok = append(r, &tokens[i], 1, out) && ok;
        } else {
            ok = parse_reference(tokens, count, i, &ref) && substitute_reference(r, tokens, &ref, out) && ok;
            i = ref.end;
        }
    }
    return ok && r->budget->tokens_left >= 0;
}

static int compare_declarations(const void *a, const void *b, void *user_data G_GNUC_UNUSED)
{
    return strcmp((*(const hp_declaration *const *)a)->name, (*(const hp_declaration *const *)b)->name);
}

const hp_vars *hp_vars_resolve(hp_var_budget *budget, const hp_vars *parent, const hp_declaration **declarations,
                               size_t count)
{
    hp_vars *vars = hp_arena_make(budget->arena, hp_vars);
    vars->parent = parent;
    vars->own = hp_arena_make_array(budget->arena, variable, count);
    g_autofree progress *states = g_new0(progress, count);
    g_autofree gboolean *cyclic = g_new0(gboolean, count);
    g_autofree size_t *under_way = g_new(size_t, count);
    /* The sort is stable: among equal names the last one wins. */
    g_qsort_with_data(declarations, (int)count, sizeof *declarations, compare_declarations, NULL);
    for (size_t i = 0; i < count; i++) {
        const hp_declaration *declaration = declarations[i];
        if (i + 1 < count && strcmp(declaration->name, declarations[i + 1]->name) == 0)
            continue;
        variable *own = &vars->own[vars->count];
        *own = (variable){declaration->name, declaration->tokens, declaration->n_tokens, TRUE};
        states[vars->count] = declaration->has_var ? WAITING : DONE;
        if (wide_keyword(declaration)) {
            const char *word = declaration->tokens[0].text;
            const variable *inherited = g_ascii_strcasecmp(word, "initial") == 0 ? NULL : lookup(parent, own->name);
            *own = inherited ? *inherited : (variable){.name = declaration->name};
        }
        vars->count++;
    }
    resolver r = {budget, vars, states, cyclic, under_way, 0, 0};
    for (size_t i = 0; i < vars->count; i++)
        resolve(&r, i);
    return vars;
}

static gboolean nests_too_deep(const GArray *tokens)
{
    size_t depth = 0;
    for (guint i = 0; i < tokens->len; i++) {
        hp_token_type type = g_array_index(tokens, hp_token, i).type;
        if (hp_token_closer(type) != HP_TOKEN_EOF && ++depth > HP_CSS_NESTING_MAX)
            return TRUE;
        if (type == HP_TOKEN_CLOSE_PAREN || type == HP_TOKEN_CLOSE_SQUARE || type == HP_TOKEN_CLOSE_CURLY)
            depth -= depth > 0;
    }
    return FALSE;
}

gboolean hp_vars_substitute(hp_var_budget *budget, const hp_vars *vars, const hp_token *tokens, size_t count,
                            GArray *out)
{
    resolver r = {.budget = budget, .vars = vars};
    return substitute(&r, tokens, count, out) && !nests_too_deep(out);
}
