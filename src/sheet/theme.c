#include "sheet/theme.h"

#include "styles-resource.h"

#include <string.h>

#define STYLES_PATH "/handpress/styles/"
#define SHEET_MAX_BYTES ((size_t)16 << 20)

/* A sheet of the user's own, with messages; FALSE when there is none. */
static gboolean sheet_add_own(hp_cascade *cascade, hp_css_origin origin, const char *name, const hp_style_folder *own)
{
    g_autofree char *path = g_build_filename(own->dir, name, NULL);
    g_autoptr(GBytes) css = hp_reads_load(own->reads, path, SHEET_MAX_BYTES, NULL);
    if (!css)
        return FALSE;
    g_autofree char *folder = g_canonicalize_filename(own->dir, NULL);
    g_autofree char *prefix = g_strconcat(folder, "/", NULL);
    size_t length;
    const char *text = g_bytes_get_data(css, &length);
    hp_cascade_add_file(cascade, origin, text, length, path, prefix);
    return TRUE;
}

/* FALSE when there is no sheet of this name. */
static gboolean sheet_add(hp_cascade *cascade, hp_css_origin origin, const char *name, const hp_style_folder *own)
{
    if (own->dir && sheet_add_own(cascade, origin, name, own))
        return TRUE;
    g_autofree char *path = g_strconcat(STYLES_PATH, name, NULL);
    g_autoptr(GBytes) css = g_resource_lookup_data(hp_styles_get_resource(), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    if (!css)
        return FALSE;
    size_t length;
    const char *text = g_bytes_get_data(css, &length);
    hp_cascade_add_sheet(cascade, origin, text, length, 0);
    return TRUE;
}

/* The name becomes part of a path and comes from the deck. */
static gboolean theme_name_is_plain(const char *theme)
{
    return *theme && strlen(theme) <= 64 && strspn(theme, "abcdefghijklmnopqrstuvwxyz0123456789-_") == strlen(theme);
}

static void theme_add(hp_cascade *cascade, const char *theme, const hp_style_folder *own, hp_diags *diags)
{
    g_autofree char *name = g_strdup_printf("theme-%s.css", theme);
    if (theme_name_is_plain(theme) && sheet_add(cascade, HP_ORIGIN_THEME, name, own))
        return;
    hp_diag_warning(diags, "theme-unknown", 0, "there is no theme called “%s”, black takes its place", theme);
    sheet_add(cascade, HP_ORIGIN_THEME, "theme-black.css", own);
}

static void document_add(hp_cascade *cascade, const hp_style_folder *own)
{
    sheet_add(cascade, HP_ORIGIN_USER_AGENT, "base.css", own);
    sheet_add(cascade, HP_ORIGIN_THEME, "document.css", own);
    sheet_add(cascade, HP_ORIGIN_THEME, "code.css", own);
    sheet_add(cascade, HP_ORIGIN_THEME, "code-light.css", own);
}

void hp_theme_add_sheets(hp_cascade *cascade, const hp_front_matter *front, const char *theme,
                         const hp_style_folder *own, hp_diags *diags)
{
    if (front->kind == HP_DOCUMENT) {
        document_add(cascade, own);
        return;
    }
    gboolean hedgedoc = front->dialect == HP_DIALECT_HEDGEDOC;
    sheet_add(cascade, HP_ORIGIN_USER_AGENT, "base.css", own);
    sheet_add(cascade, HP_ORIGIN_THEME, "reveal.css", own);
    theme_add(cascade, theme, own, diags);
    if (hedgedoc)
        sheet_add(cascade, HP_ORIGIN_THEME, "hedgedoc.css", own);
    sheet_add(cascade, HP_ORIGIN_THEME, "markdown.css", own);
    sheet_add(cascade, HP_ORIGIN_THEME, "code.css", own);
    gboolean light = !hedgedoc && front->slide.light_code;
    sheet_add(cascade, HP_ORIGIN_THEME, light ? "code-light.css" : "code-zenburn.css", own);
}

void hp_theme_add_handout_sheets(hp_cascade *cascade, const hp_style_folder *own)
{
    document_add(cascade, own);
    sheet_add(cascade, HP_ORIGIN_THEME, "handout.css", own);
}
