/* @supports: a declaration is supported when we honour it, a selector when it
 * can be read (CSS Conditional 3 §6, 4 §3). What is known and has no effect on
 * paper is supported: nobody needs another way to do it. */
#include "css/condition.h"

#include <string.h>

typedef struct {
    const hp_compute *compute;
    const char *css; /* what the tokens point into */
} asking;

static hp_truth declaration_supported(hp_condition *inside)
{
    const hp_compute *compute = ((const asking *)inside->data)->compute;
    const hp_token *name = hp_condition_peek(inside);
    inside->at = MIN(inside->at + 1, inside->end);
    hp_condition_skip_blanks(inside);
    if (name->type != HP_TOKEN_IDENT || hp_condition_peek(inside)->type != HP_TOKEN_COLON)
        return HP_UNKNOWN;
    inside->at++;
    hp_condition_skip_blanks(inside);
    const hp_token *value = inside->tokens + inside->at;
    size_t count = inside->end - inside->at;
    inside->at = inside->end;
    while (count > 0 && value[count - 1].type == HP_TOKEN_WHITESPACE)
        count--;
    if (strncmp(name->text, "--", 2) == 0)
        return HP_YES;
    g_autofree char *lower = g_ascii_strdown(name->text, -1);
    hp_apply_result result = count > 0 ? hp_property_apply(compute, NULL, lower, value, count) : HP_APPLY_INVALID_VALUE;
    return result == HP_APPLY_OK || result == HP_APPLY_IGNORED_PROPERTY ? HP_YES : HP_NO;
}

static hp_truth selector_supported(const asking *what, hp_condition *inside)
{
    const char *reason;
    return hp_selector_parse(what->compute->arena, what->css, inside->tokens + inside->at, inside->end - inside->at,
                             NULL, &reason)
               ? HP_YES
               : HP_NO;
}

static hp_truth function_supported(hp_condition *inside, const char *name)
{
    static const char *const formats[] = {"opentype", "truetype", "collection", "woff", "woff2"};
    if (g_ascii_strcasecmp(name, "selector") == 0)
        return selector_supported(inside->data, inside);
    if (g_ascii_strcasecmp(name, "font-format") == 0) {
        hp_condition_skip_blanks(inside);
        for (size_t i = 0; i < G_N_ELEMENTS(formats); i++)
            if (hp_condition_take_word(inside, formats[i]))
                return HP_YES;
        return HP_NO;
    }
    return g_ascii_strcasecmp(name, "font-tech") == 0 ? HP_NO : HP_UNKNOWN;
}

gboolean hp_supports_declaration(const hp_compute *compute, const hp_token *tokens, size_t count)
{
    hp_condition inside = {.tokens = tokens, .end = count, .data = &(asking){compute, NULL}};
    hp_condition_skip_blanks(&inside);
    return count > 0 && declaration_supported(&inside) == HP_YES;
}

gboolean hp_supports_matches(const hp_compute *compute, const char *css, const hp_token *tokens, size_t count)
{
    hp_condition condition = {.tokens = tokens,
                              .end = count,
                              .feature = declaration_supported,
                              .function = function_supported,
                              .data = &(asking){compute, css}};
    hp_condition_skip_blanks(&condition);
    hp_truth result = hp_condition_read(&condition, TRUE);
    return condition.at >= condition.end && result == HP_YES;
}
