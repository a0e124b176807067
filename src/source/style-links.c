#include "source/style-links.h"

#include <string.h>

hp_source_style hp_style_link(hp_arena *arena, const char *address, const char *media, unsigned line)
{
    g_autoptr(GString) css = g_string_new("@import \"");
    for (const char *at = address; *at; at++) {
        if (*at == '"' || *at == '\\' || g_ascii_iscntrl(*at))
            g_string_append_printf(css, "\\%x ", (unsigned)(unsigned char)*at);
        else
            g_string_append_c(css, *at);
    }
    g_string_append_c(css, '"');
    /* What is no plain list of conditions would end the rule. */
    if (media && !strpbrk(media, ";{}\"'\\"))
        g_string_append_printf(css, " %s", media);
    g_string_append_c(css, ';');
    return (hp_source_style){hp_arena_strndup(arena, css->str, css->len), css->len, line};
}

/* The last part of the path, and its length. */
static const char *file_name(const char *address, size_t *length)
{
    size_t end = strcspn(address, "?#"), start = end;
    while (start > 0 && address[start - 1] != '/')
        start--;
    *length = end - start;
    return address + start;
}

const char *hp_style_link_theme(const char *address)
{
    static const char *const themes[] = {"beige",  "black",     "black-contrast", "blood",         "dracula",
                                         "league", "moon",      "night",          "serif",         "simple",
                                         "sky",    "solarized", "white",          "white-contrast"};
    size_t length;
    const char *name = file_name(address, &length);
    if (length < 4 || memcmp(name + length - 4, ".css", 4) != 0)
        return NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(themes); i++)
        if (strlen(themes[i]) == length - 4 && memcmp(themes[i], name, length - 4) == 0)
            return themes[i];
    return NULL;
}

hp_link_kind hp_style_link_kind(const char *address)
{
    static const char *const known[] = {"reveal.css", "reveal.min.css", "reset.css", "paper.css", "pdf.css"};
    size_t length;
    const char *name = file_name(address, &length);
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
        if (strlen(known[i]) == length && memcmp(known[i], name, length) == 0)
            return HP_LINK_KNOWN;
    if (strstr(address, "highlight") || strstr(address, "hljs") || strstr(address, "lib/css/"))
        return HP_LINK_CODE;
    if (strstr(address, "font-awesome") || strstr(address, "fontawesome") || strstr(address, "fork-awesome"))
        return HP_LINK_KNOWN;
    return strstr(address, "theme/") && hp_style_link_theme(address) ? HP_LINK_THEME : HP_LINK_OWN;
}
