#include "text/text-internal.h"

#include "base/error.h"
#include "fonts-resource.h"

#include <math.h>
#include <string.h>

/* Sizes outside have no use on paper, and cairo refuses a size of 0. */
#define MIN_SIZE ((double)0.1f)
#define MAX_SIZE 10000.0

/* ---- Configuration ---- */

static gboolean config_parse(FcConfig *config, const char *xml, GError **error)
{
    if (FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)xml, FcTrue))
        return TRUE;
    g_set_error(error, HP_ERROR, HP_ERROR_USAGE, "the font configuration is not valid");
    return FALSE;
}

/* Every file in a directory of the user's own counts, also when the
 * configuration would leave it out. */
static gboolean config_add_dir(FcConfig *config, const char *dir, GError **error)
{
    if (!g_file_test(dir, G_FILE_TEST_IS_DIR)) {
        g_set_error(error, HP_ERROR, HP_ERROR_USAGE, "the font directory “%s” does not exist", dir);
        return FALSE;
    }
    g_autofree char *path = g_canonicalize_filename(dir, NULL);
    g_autofree char *xml = g_markup_printf_escaped("<fontconfig><dir>%s</dir><selectfont><acceptfont><glob>%s/*</glob>"
                                                   "</acceptfont></selectfont></fontconfig>",
                                                   path, path);
    return config_parse(config, xml, error);
}

static gboolean config_load(FcConfig *config, const hp_font_options *options, GError **error)
{
    if (options && options->config_dir) {
        /* Read here, because fontconfig prints what it cannot read. */
        g_autofree char *path = g_build_filename(options->config_dir, "fonts.conf", NULL);
        g_autofree char *xml = NULL;
        if (!g_file_get_contents(path, &xml, NULL, NULL)) {
            g_set_error(error, HP_ERROR, HP_ERROR_USAGE, "the font configuration “%s” cannot be read", path);
            return FALSE;
        }
        if (!config_parse(config, xml, error))
            return FALSE;
    } else {
        g_autoptr(GBytes) xml = g_resource_lookup_data(hp_font_config_get_resource(), "/handpress/fonts/fonts.conf",
                                                       G_RESOURCE_LOOKUP_FLAGS_NONE, error);
        if (!xml || !config_parse(config, g_bytes_get_data(xml, NULL), error))
            return FALSE;
    }
    const char *const *dirs = options ? options->font_dirs : NULL;
    for (; dirs && *dirs; dirs++) {
        if (!config_add_dir(config, *dirs, error))
            return FALSE;
    }
    return TRUE;
}

FcConfig *hp_font_config_new(const hp_font_options *options, GError **error)
{
    FcConfig *config = FcConfigCreate();
    if (!config_load(config, options, error)) {
        FcConfigDestroy(config);
        return NULL;
    }
    if (!FcConfigBuildFonts(config)) {
        g_set_error(error, HP_ERROR, HP_ERROR_INTERNAL, "the installed fonts cannot be listed");
        FcConfigDestroy(config);
        return NULL;
    }
    return config;
}

/* ---- The font map ---- */

static guint primary_hash(gconstpointer data)
{
    const hp_primary_font *font = data;
    return g_direct_hash(font->families) ^ pango_font_description_hash(font->description) ^
           g_double_hash(&font->font.size);
}

static gboolean primary_equal(gconstpointer a, gconstpointer b)
{
    const hp_primary_font *x = a, *y = b;
    return x->families == y->families && x->font.size == y->font.size &&
           pango_font_description_equal(x->description, y->description);
}

static void primary_free(void *data)
{
    hp_primary_font *font = data;
    pango_font_description_free(font->description);
    g_free(font);
}

static void typeface_free(void *data)
{
    hp_typeface_free(data);
}

static guint face_hash(gconstpointer data)
{
    const hp_face *face = data;
    return g_direct_hash(face->typeface) ^ g_double_hash(&face->size);
}

static gboolean face_equal(gconstpointer a, gconstpointer b)
{
    const hp_face *x = a, *y = b;
    return x->typeface == y->typeface && x->size == y->size;
}

static void face_free(void *data)
{
    hp_face_free(data);
}

/* Outlines as they are drawn on paper: no hinting, fractions of a px. */
static PangoContext *context_new(PangoFontMap *map)
{
    PangoContext *context = pango_font_map_create_context(map);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(context, FALSE);
    return context;
}

static GSList *features_new(unsigned features)
{
    g_autoptr(GString) text = g_string_new(NULL);
    if (!(features & HP_FEATURE_LIGATURES))
        g_string_append(text, "liga=0,clig=0");
    if (features & HP_FEATURE_SMALL_CAPS)
        g_string_append(text, text->len ? ",smcp=1" : "smcp=1");
    return text->len ? g_slist_prepend(NULL, pango_attr_font_features_new(text->str)) : NULL;
}

/* Takes config. */
static hp_fonts *fonts_new(FcConfig *config, const hp_font_options *options)
{
    hp_fonts *fonts = g_new0(hp_fonts, 1);
    fonts->config = config;
    fonts->config_dir = g_strdup(options ? options->config_dir : NULL);
    fonts->font_dirs = g_strdupv((char **)(options ? options->font_dirs : NULL));
    fonts->families = hp_family_index_new(config);
    fonts->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(fonts->map), config);
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(fonts->map), 72);
    fonts->context = context_new(fonts->map);
    fonts->default_language = pango_language_from_string("en");
    pango_context_set_language(fonts->context, fonts->default_language);
    fonts->typefaces = g_hash_table_new_full(NULL, NULL, NULL, typeface_free);
    fonts->faces = g_hash_table_new_full(face_hash, face_equal, face_free, NULL);
    fonts->primary = g_hash_table_new_full(primary_hash, primary_equal, primary_free, NULL);
    fonts->words = hp_word_cache_new();
    for (unsigned i = 0; i < HP_FEATURE_COMBINATIONS; i++)
        fonts->features[i] = features_new(i);
    fonts->scratch = pango_glyph_string_new();
    fonts->word_scratch = g_array_new(FALSE, FALSE, sizeof(hp_word));
    fonts->glyph_scratch = g_array_new(FALSE, FALSE, sizeof(hp_glyph));
    fonts->missing_families = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    fonts->missing_glyphs = g_hash_table_new(NULL, NULL);
    fonts->missing_hyphenation = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return fonts;
}

hp_fonts *hp_fonts_new(const hp_font_options *options, GError **error)
{
    FcConfig *config = hp_font_config_new(options, error);
    if (!config)
        return NULL;
    /* SVG pictures bring a font map of their own, which asks the current
     * configuration; and pango reads the languages for Chinese characters from
     * the environment, once. */
    FcConfigSetCurrent(config);
    g_setenv("PANGO_LANGUAGE", "en", TRUE);
    g_autoptr(hp_fonts) fonts = fonts_new(config, options);
    if (hp_family_index_count(fonts->families) > 0)
        return g_steal_pointer(&fonts);
    g_set_error(error, HP_ERROR, HP_ERROR_INTERNAL, "none of the fonts handpress uses is installed");
    return NULL;
}

hp_fonts *hp_fonts_new_with_faces(const hp_fonts *base, const hp_font_face *const *faces, size_t n_faces,
                                  hp_assets *assets, hp_diags *diags)
{
    hp_font_options options = {(const char *const *)base->font_dirs, base->config_dir};
    FcConfig *config = hp_font_config_new(&options, NULL);
    if (!config)
        return NULL;
    hp_web_fonts *web = hp_web_fonts_new(config, base->config, faces, n_faces, assets, diags);
    GHashTable *families = hp_web_fonts_families(web);
    if (g_hash_table_size(families) == 0) {
        hp_web_fonts_free(web);
        FcConfigDestroy(config);
        return NULL;
    }
    hp_fonts *fonts = fonts_new(config, &options);
    fonts->web = web;
    GHashTableIter each;
    gpointer name, family;
    g_hash_table_iter_init(&each, families);
    while (g_hash_table_iter_next(&each, &name, &family))
        hp_family_index_add(fonts->families, name, family);
    hp_fonts_set_diags(fonts, diags);
    return fonts;
}

static void attribute_free(void *attribute)
{
    pango_attribute_destroy(attribute);
}

void hp_fonts_free(hp_fonts *fonts)
{
    if (!fonts)
        return;
    g_hash_table_destroy(fonts->missing_families);
    g_hash_table_destroy(fonts->missing_glyphs);
    g_hash_table_destroy(fonts->missing_hyphenation);
    g_clear_pointer(&fonts->hyphenators, g_hash_table_destroy);
    g_array_free(fonts->word_scratch, TRUE);
    g_array_free(fonts->glyph_scratch, TRUE);
    pango_glyph_string_free(fonts->scratch);
    for (unsigned i = 0; i < HP_FEATURE_COMBINATIONS; i++)
        g_slist_free_full(fonts->features[i], attribute_free);
    hp_word_cache_free(fonts->words);
    g_hash_table_destroy(fonts->primary);
    g_hash_table_destroy(fonts->faces);
    g_hash_table_destroy(fonts->typefaces);
    hp_family_index_free(fonts->families);
    g_clear_object(&fonts->math);
    g_object_unref(fonts->context);
    g_object_unref(fonts->map);
    FcConfigDestroy(fonts->config);
    hp_web_fonts_free(fonts->web);
    g_strfreev(fonts->font_dirs);
    g_free(fonts->config_dir);
    g_free(fonts);
}

/* ---- Diagnostics ---- */

void hp_fonts_set_diags(hp_fonts *fonts, hp_diags *diags)
{
    fonts->diags = diags;
    g_hash_table_remove_all(fonts->missing_families);
    g_hash_table_remove_all(fonts->missing_glyphs);
    g_hash_table_remove_all(fonts->missing_hyphenation);
    /* Another deck's family lists may stand at the same addresses. */
    memset(fonts->recent, 0, sizeof fonts->recent);
}

static void report_missing_family(hp_fonts *fonts, const hp_family_list *list)
{
    if (!list->missing || !g_hash_table_add(fonts->missing_families, g_strdup(list->missing)))
        return;
    hp_diag_add(fonts->diags, list->similar ? HP_DIAG_NOTE : HP_DIAG_WARNING, "font-substituted", 0,
                "font family “%s” is not installed, %s used", list->missing, list->used);
}

/* The code of ISO 15924, "Beng"; FALSE for signs that belong to no script of
 * their own. */
static gboolean script_code(gunichar character, char code[5])
{
    GUnicodeScript script = g_unichar_get_script(character);
    if (script <= G_UNICODE_SCRIPT_INHERITED || script == G_UNICODE_SCRIPT_UNKNOWN)
        return FALSE;
    guint32 iso = g_unicode_script_to_iso15924(script);
    for (int i = 0; i < 4; i++)
        code[i] = (char)(iso >> (24 - 8 * i));
    code[4] = '\0';
    return TRUE;
}

/* A text in a script without a font lacks every letter; that is one thing to say. */
void hp_fonts_report_missing_glyph(hp_fonts *fonts, gunichar character)
{
    char code[5];
    gboolean script = script_code(character, code);
    unsigned key = script ? 0x80000000u | (unsigned)g_unichar_get_script(character) : character;
    if (!g_hash_table_add(fonts->missing_glyphs, GUINT_TO_POINTER(key)))
        return;
    char utf8[7] = {0};
    if (g_unichar_isgraph(character) && g_unichar_type(character) != G_UNICODE_PRIVATE_USE)
        g_unichar_to_utf8(character, utf8);
    if (script)
        hp_diag_warning(fonts->diags, "glyph-missing", 0,
                        "no installed font has the letters of this script (%s), such as U+%04X %s", code, character,
                        utf8);
    else
        hp_diag_warning(fonts->diags, "glyph-missing", 0, "no installed font has the character U+%04X%s%s", character,
                        *utf8 ? " " : "", utf8);
}

/* ---- Faces and primary fonts ---- */

const hp_face *hp_fonts_face(hp_fonts *fonts, PangoFont *font, double size)
{
    hp_typeface *typeface = g_hash_table_lookup(fonts->typefaces, font);
    if (!typeface) {
        typeface = hp_typeface_new(font);
        g_hash_table_insert(fonts->typefaces, font, typeface);
    }
    hp_face key = {.typeface = typeface, .size = size};
    hp_face *face = g_hash_table_lookup(fonts->faces, &key);
    if (!face) {
        face = hp_face_new(typeface, size);
        g_hash_table_add(fonts->faces, face);
    }
    return face;
}

PangoLanguage *hp_fonts_language(const hp_fonts *fonts, const hp_style *style)
{
    return style->lang && *style->lang ? pango_language_from_string(style->lang) : fonts->default_language;
}

static PangoFontDescription *description_new(const hp_family_list *families, const hp_style *style)
{
    PangoFontDescription *description = pango_font_description_new();
    pango_font_description_set_family_static(description, families->pango);
    pango_font_description_set_absolute_size(description, HP_SHAPING_SIZE * PANGO_SCALE);
    pango_font_description_set_weight(description, (PangoWeight)CLAMP(style->font_weight, 1, 1000));
    pango_font_description_set_style(description, style->font_style == HP_FONT_STYLE_NORMAL   ? PANGO_STYLE_NORMAL
                                                  : style->font_style == HP_FONT_STYLE_ITALIC ? PANGO_STYLE_ITALIC
                                                                                              : PANGO_STYLE_OBLIQUE);
    return description;
}

/* Browsers draw an automatic underline 1/10 em thick, its upper edge half of
 * that (rounded up) below the baseline, and a line-through centred at a third
 * of the ascent. */
static void font_fill(hp_font *font, const hp_face *face)
{
    const hp_typeface *typeface = face->typeface;
    hp_face_extents(face, &font->ascent, &font->descent);
    font->line_gap = round(typeface->line_gap * face->size);
    font->x_height = typeface->x_height * face->size;
    font->ch = typeface->ch * face->size;
    font->underline_thickness = MAX(1, face->size / 10);
    font->underline_offset = MAX(1, ceil(font->underline_thickness / 2)) + font->underline_thickness / 2;
    font->strike_offset = font->ascent / 3;
}

static hp_primary_font *primary_resolve(hp_fonts *fonts, const hp_style *style)
{
    const hp_family_list *families = hp_family_list_lookup(fonts->families, style->families);
    report_missing_family(fonts, families);

    double size = style->font_size > MIN_SIZE ? MIN((double)style->font_size, MAX_SIZE) : MIN_SIZE;
    hp_primary_font key = {.font.size = size, .families = families, .description = description_new(families, style)};
    hp_primary_font *font = g_hash_table_lookup(fonts->primary, &key);
    if (font) {
        pango_font_description_free(key.description);
        return font;
    }
    font = g_new0(hp_primary_font, 1);
    *font = key;
    PangoFont *loaded = pango_font_map_load_font(fonts->map, fonts->context, font->description);
    font->face = hp_fonts_face(fonts, loaded, size);
    g_object_unref(loaded);
    font_fill(&font->font, font->face);
    g_hash_table_add(fonts->primary, font);
    return font;
}

hp_primary_font *hp_fonts_primary(hp_fonts *fonts, const hp_style *style)
{
    size_t slot = ((uintptr_t)style->families >> 4) + (size_t)style->font_weight / 100 * 5 +
                  (size_t)style->font_style * 7 + (size_t)(CLAMP(style->font_size, 0.0f, 10000.0f) * 4.0f) * 3;
    slot %= G_N_ELEMENTS(fonts->recent);
    if (fonts->recent[slot].font && fonts->recent[slot].families == style->families &&
        fonts->recent[slot].size == style->font_size && fonts->recent[slot].weight == style->font_weight &&
        fonts->recent[slot].style == style->font_style)
        return fonts->recent[slot].font;

    hp_primary_font *font = primary_resolve(fonts, style);
    fonts->recent[slot].families = style->families;
    fonts->recent[slot].size = style->font_size;
    fonts->recent[slot].weight = style->font_weight;
    fonts->recent[slot].style = style->font_style;
    fonts->recent[slot].font = font;
    return font;
}

const hp_font *hp_fonts_lookup(hp_fonts *fonts, const hp_style *style)
{
    return &hp_fonts_primary(fonts, style)->font;
}

void hp_fonts_css_ratios(void *fonts, const hp_style *style, double *ex, double *ch)
{
    const hp_font *font = hp_fonts_lookup(fonts, style);
    *ex = font->x_height / font->size;
    *ch = font->ch / font->size;
}
