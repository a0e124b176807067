#include "declarations.h"
#include <string.h>

static const char *const results[] = {"ok", "unknown", "unsupported", "ignored", "invalid", "quoted color"};

static void apply_one(const hp_compute *compute, hp_style *style, const char *name, const hp_token *tokens,
                      size_t count, GString *log)
{
    hp_apply_result checked = hp_property_apply(compute, NULL, name, tokens, count);
    hp_apply_result result = hp_property_apply(compute, style, name, tokens, count);
    g_assert_cmpint(checked, ==, result);
    if (result != HP_APPLY_OK && log)
        g_string_append_printf(log, "! %s: %s\n", name, results[result]);
}

/* One pass over `name ':' value ';'`. */
static void apply_pass(const hp_compute *compute, hp_style *style, const hp_token *tokens, size_t count, gboolean early,
                       GString *log)
{
    size_t at = 0;
    while (at < count) {
        while (at < count && (tokens[at].type == HP_TOKEN_WHITESPACE || tokens[at].type == HP_TOKEN_SEMICOLON))
            at++;
        if (at == count || tokens[at].type == HP_TOKEN_EOF)
            return;
        const char *name = g_intern_string(tokens[at].text);
        g_assert_cmpint(tokens[at + 1].type, ==, HP_TOKEN_COLON);
        size_t start = at + 2, end = start;
        while (end < count && tokens[end].type != HP_TOKEN_SEMICOLON && tokens[end].type != HP_TOKEN_EOF)
            end++;
        at = end;
        /* The cascade hands over values without outer blanks. */
        while (start < end && tokens[start].type == HP_TOKEN_WHITESPACE)
            start++;
        while (end > start && tokens[end - 1].type == HP_TOKEN_WHITESPACE)
            end--;
        if (hp_property_is_early(name) == early)
            apply_one(compute, style, name, tokens + start, end - start, log);
    }
}

const hp_style *declarations_apply(const hp_compute *compute, const char *text, GString *log)
{
    size_t count;
    const hp_token *tokens = hp_css_tokenize(compute->arena, text, strlen(text), 1, &count);
    hp_style *style = hp_arena_make(compute->arena, hp_style);
    hp_style_init_from_parent(style, compute->parent);
    apply_pass(compute, style, tokens, count, TRUE, log);
    apply_pass(compute, style, tokens, count, FALSE, log);
    hp_style_finish(style, FALSE);
    return style;
}

hp_compute *declarations_compute(hp_arena *arena, const hp_style *parent, gboolean strict)
{
    hp_css_context *context = hp_arena_make(arena, hp_css_context);
    *context = (hp_css_context){.viewport_width_px = 1000, .viewport_height_px = 500, .strict = strict};
    hp_compute *compute = hp_arena_make(arena, hp_compute);
    GHashTable *families =
        hp_arena_own(arena, g_hash_table_new(g_str_hash, g_str_equal), (GDestroyNotify)g_hash_table_unref);
    *compute = (hp_compute){.arena = arena,
                            .context = context,
                            .parent = parent ? parent : hp_style_initial(),
                            .root_font_size_px = 16,
                            .families = families};
    return compute;
}

char *declarations_dump(const char *parent, const char *text, gboolean strict)
{
    g_autoptr(hp_arena) arena = hp_arena_new();
    g_autoptr(GString) out = g_string_new(NULL);
    hp_compute *compute = declarations_compute(arena, NULL, strict);
    if (parent)
        compute->parent = declarations_apply(compute, parent, NULL);
    const hp_style *style = declarations_apply(compute, text, out);
    g_autofree char *dump = hp_style_dump(style);
    g_string_append(out, dump);
    return g_string_free(g_steal_pointer(&out), FALSE);
}
