/*
 * content (CSS Content 3 §2): strings, attr() and quotes, resolved to text.
 */
#include "css/properties.h"
#include <string.h>

/* As deep as the quotation marks of any language alternate. */
#define ANCESTOR_LIMIT 64

static const struct {
    const char *lang;
    const char *quotes[4]; /* outer open and close, inner open and close */
} quote_table[] = {
    {"de", {"„", "“", "‚", "‘"}}, {"fr", {"«\u202f", "\u202f»", "‹\u202f", "\u202f›"}},
    {"es", {"«", "»", "“", "”"}}, {"it", {"«", "»", "“", "”"}},
    {"nl", {"‘", "’", "“", "”"}}, {"pl", {"„", "”", "«", "»"}},
    {"cs", {"„", "“", "‚", "‘"}}, {"ru", {"«", "»", "„", "“"}},
    {"en", {"“", "”", "‘", "’"}},
};

/* quotes: auto (§3.1). The nesting is that of <q> elements. */
static const char *quote_text(const hp_value_parser *parser, gboolean close)
{
    const char *lang = parser->style->lang;
    size_t row = G_N_ELEMENTS(quote_table) - 1;
    for (size_t i = 0; lang && i < G_N_ELEMENTS(quote_table); i++)
        if (g_ascii_strncasecmp(lang, quote_table[i].lang, 2) == 0 && (lang[2] == '\0' || lang[2] == '-'))
            row = i;
    const hp_node *node = parser->compute->node ? parser->compute->node->parent : NULL;
    gboolean inner = FALSE;
    for (int steps = 0; node && steps < ANCESTOR_LIMIT; node = node->parent, steps++)
        if (hp_node_is(node, "q"))
            inner = !inner;
    return quote_table[row].quotes[(inner ? 2 : 0) + (close ? 1 : 0)];
}

/* attr(name): the attribute's text, or nothing. */
static gboolean append_attribute(hp_value_parser *parser, GString *text)
{
    const hp_token *name = hp_value_peek(parser);
    if (!hp_value_take(parser, HP_TOKEN_IDENT) || !hp_value_take_close(parser))
        return FALSE;
    g_autofree char *lower = g_ascii_strdown(name->text, -1);
    const char *value = parser->compute->node ? hp_node_attribute(parser->compute->node, lower) : NULL;
    g_string_append(text, value ? value : "");
    return TRUE;
}

static gboolean append_item(hp_value_parser *parser, GString *text)
{
    const hp_token *token = hp_value_peek(parser);
    if (hp_value_take(parser, HP_TOKEN_STRING)) {
        g_string_append(text, token->text);
        return TRUE;
    }
    if (hp_value_take_ident(parser, "open-quote"))
        g_string_append(text, quote_text(parser, FALSE));
    else if (hp_value_take_ident(parser, "close-quote"))
        g_string_append(text, quote_text(parser, TRUE));
    else if (hp_value_take_function(parser, "attr"))
        return append_attribute(parser, text);
    else if (!hp_value_take_ident(parser, "no-open-quote") && !hp_value_take_ident(parser, "no-close-quote")) {
        /* counters, images and element() */
        parser->unsupported = token->type == HP_TOKEN_FUNCTION || token->type == HP_TOKEN_URL;
        return FALSE;
    }
    return TRUE;
}

static gboolean parse_content(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    const char **content = field;
    *content = NULL;
    if (hp_value_take_ident(parser, "normal") || hp_value_take_ident(parser, "none"))
        return TRUE;
    g_autoptr(GString) text = g_string_new(NULL);
    do {
        if (!append_item(parser, text))
            return FALSE;
        /* What stands after a slash is its spoken form. */
        if (hp_value_take_delim(parser, '/')) {
            g_autoptr(GString) spoken = g_string_new(NULL);
            while (!hp_value_at_end(parser))
                if (!append_item(parser, spoken))
                    return FALSE;
        }
    } while (!hp_value_at_end(parser));
    *content = hp_arena_strndup(parser->compute->arena, text->str, text->len);
    return TRUE;
}

static void print_content(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    const char *content = *(const char *const *)field;
    if (content)
        hp_print_string(out, content);
    else
        g_string_append(out, "normal");
}

const hp_value_type hp_type_content = {parse_content, print_content};
