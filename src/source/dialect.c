#include "source/dialect.h"

#include <string.h>

static gboolean has_key(const hp_yaml_node *root, const char *const *keys)
{
    if (root->kind != HP_YAML_MAPPING)
        return FALSE;
    for (const hp_yaml_item *item = root->items; item; item = item->next)
        for (const char *const *key = keys; *key; key++)
            if (item->key->kind == HP_YAML_SCALAR && strcmp(item->key->text, *key) == 0)
                return TRUE;
    return FALSE;
}

/* "\n---\n", which stands between slides in all dialects. */
static gboolean has_separator(const char *text, size_t length)
{
    return g_strstr_len(text, (gssize)length, "\n---\n") != NULL;
}

static gboolean is_slides_comment(const char *text, size_t length)
{
    for (const char *end = text + length, *at = text; (at = g_strstr_len(at, end - at, "<!--")); at += 4) {
        const char *inside = at + 4;
        while (inside < end && g_ascii_isspace(*inside))
            inside++;
        if (end - inside >= 7 && memcmp(inside, ".slide:", 7) == 0)
            return TRUE;
    }
    return FALSE;
}

hp_dialect hp_dialect_guess(const hp_yaml_node *root, const char *text, size_t length)
{
    static const char *const hedgedoc[] = {"type", "slideOptions", "robots", "marp", NULL};
    static const char *const reveal_md[] = {"revealOptions", "separator", "verticalSeparator", "highlightTheme", NULL};
    /* Other programs have these, too; slides make the difference. */
    static const char *const likely[] = {"theme", "css", "scripts", "preprocessor", NULL};
    if (root && !has_key(root, hedgedoc) &&
        (has_key(root, reveal_md) || (has_key(root, likely) && has_separator(text, length))))
        return HP_DIALECT_REVEAL_MD;
    if (!root && has_separator(text, length) && is_slides_comment(text, length))
        return HP_DIALECT_REVEAL;
    return HP_DIALECT_HEDGEDOC;
}

gboolean hp_dialect_is_page(const char *text, size_t length)
{
    static const char *const starts[] = {"<!doctype html", "<html", "<section data-markdown", "<div class=\"reveal"};
    size_t blanks = strspn(text, " \t\n");
    if (g_str_has_prefix(text + blanks, "<?xml"))
        return FALSE;
    for (size_t i = 0; i < G_N_ELEMENTS(starts); i++)
        if (g_ascii_strncasecmp(text + blanks, starts[i], strlen(starts[i])) == 0)
            return g_strstr_len(text, (gssize)length, "<section") != NULL;
    return FALSE;
}

gboolean hp_dialect_code_is_light(const char *name)
{
    static const char *const light[] = {
        "ascetic",   "default", "docco",     "foundation", "github",   "googlecode",  "grayscale", "idea",
        "lightfair", "magula",  "mono-blue", "nnfx",       "routeros", "school-book", "vs",        "xcode"};
    if (!name)
        return FALSE;
    /* base16/NAME, and the page's path to NAME.min.css */
    const char *slash = strrchr(name, '/');
    g_autofree char *base = g_ascii_strdown(slash ? slash + 1 : name, -1);
    base[strcspn(base, ".")] = '\0';
    if (strstr(base, "light"))
        return TRUE;
    for (size_t i = 0; i < G_N_ELEMENTS(light); i++)
        if (strcmp(base, light[i]) == 0)
            return TRUE;
    return FALSE;
}
