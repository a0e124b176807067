#include "markdown/render.h"

#include <string.h>

/* As HedgeDoc and GitHub do: letters, digits, - and _ stay, lower case; blanks
 * become -; the rest goes. */
static void append_slug(GString *slug, const char *text, size_t length)
{
    for (const char *p = text; p < text + length; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (g_unichar_isalnum(c) || c == '-' || c == '_' || g_unichar_ismark(c))
            g_string_append_unichar(slug, g_unichar_tolower(c));
        else if (g_unichar_isspace(c))
            g_string_append_c(slug, '-');
    }
}

static void trim_dashes(GString *slug)
{
    while (slug->len && slug->str[slug->len - 1] == '-')
        g_string_truncate(slug, slug->len - 1);
    g_string_erase(slug, 0, (gssize)strspn(slug->str, "-"));
}

char *md_heading_slug(md_renderer *r)
{
    g_autoptr(GString) slug = g_string_new(NULL);
    for (guint i = 0; i < r->content.tokens->len; i++) {
        const md_token *token = md_inline_token(&r->content, i);
        if (token->kind == MD_BREAK)
            g_string_append_c(slug, '-');
        else if (token->kind != MD_TAG && token->kind != MD_HTML)
            append_slug(slug, r->content.text->str + token->start, token->length);
    }
    trim_dashes(slug);
    if (!slug->len)
        return g_strdup("");
    /* The second of a name gets -1, as long as that is free. */
    gpointer count;
    if (g_hash_table_lookup_extended(r->document->slugs, slug->str, NULL, &count)) {
        size_t length = slug->len;
        unsigned n = GPOINTER_TO_UINT(count);
        do {
            g_string_truncate(slug, length);
            g_string_append_printf(slug, "-%u", ++n);
        } while (g_hash_table_contains(r->document->slugs, slug->str));
        g_hash_table_replace(r->document->slugs, g_strndup(slug->str, length), GUINT_TO_POINTER(n));
    }
    g_hash_table_insert(r->document->slugs, g_strdup(slug->str), GUINT_TO_POINTER(0));
    return g_strdup(slug->str);
}
