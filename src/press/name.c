#include "press/name.h"

#include <string.h>

/* Longer names are cut by some file systems once folders are added. */
enum { SLUG_MAX = 80 };

/* German writes its umlauts out (DIN 5007-2); a system need not have the locale. */
static char *spell_german(const char *text)
{
    static const struct {
        const char *letter, *spelled;
    } letters[] = {{"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"Ä", "Ae"}, {"Ö", "Oe"}, {"Ü", "Ue"}};
    g_autoptr(GString) out = g_string_new(text);
    for (size_t i = 0; i < G_N_ELEMENTS(letters); i++)
        g_string_replace(out, letters[i].letter, letters[i].spelled, 0);
    return g_strdup(out->str);
}

/* The day as the title may write it: 2024-11-07, 20241107, 07.11.2024. */
static char *without_date(const char *text, const char *date)
{
    g_autoptr(GString) out = g_string_new(text);
    if (date && strlen(date) == 10) {
        g_autofree char *compact = g_strdup_printf("%.4s%.2s%.2s", date, date + 5, date + 8);
        g_autofree char *german = g_strdup_printf("%.2s.%.2s.%.4s", date + 8, date + 5, date);
        const char *const forms[] = {date, compact, german};
        for (size_t i = 0; i < G_N_ELEMENTS(forms); i++)
            g_string_replace(out, forms[i], " ", 0);
    }
    return g_strdup(out->str);
}

static char *slug_make(const char *title, const char *date, const char *lang)
{
    g_autofree char *bare = without_date(title, date);
    g_autofree char *spelled = lang && g_str_has_prefix(lang, "de") ? spell_german(bare) : g_strdup(bare);
    g_autofree char *ascii = g_str_to_ascii(spelled, "C");
    g_autoptr(GString) slug = g_string_new(NULL);
    for (const char *c = ascii; *c; c++) {
        if (g_ascii_isalnum(*c))
            g_string_append_c(slug, g_ascii_tolower(*c));
        else if (*c != '\'' && slug->len > 0 && slug->str[slug->len - 1] != '-')
            g_string_append_c(slug, '-');
    }
    if (slug->len > SLUG_MAX) {
        g_string_truncate(slug, SLUG_MAX);
        const char *hyphen = strrchr(slug->str, '-');
        if (hyphen)
            g_string_truncate(slug, (gsize)(hyphen - slug->str));
    }
    while (slug->len > 0 && slug->str[slug->len - 1] == '-')
        g_string_truncate(slug, slug->len - 1);
    return g_strdup(slug->str);
}

char *hp_press_name(const char *title, const char *date, const char *lang, const char *fallback)
{
    /* Of a date and time the day. */
    g_autofree char *day = date ? g_strndup(date, MIN(strcspn(date, "T "), 10)) : NULL;
    g_autofree char *slug = slug_make(title, day, lang);
    if (!*slug) {
        g_free(slug);
        slug = slug_make(fallback, day, lang);
    }
    if (!day || !*day || strspn(day, "0123456789-") != strlen(day))
        return g_strdup(*slug ? slug : "document");
    return *slug ? g_strconcat(day, "-", slug, NULL) : g_strdup(day);
}
