/* The fonts of a run in one hash. Files count by what stat says of them: reading
 * some hundred megabytes of fonts to find that none has changed would take longer
 * than most exports. */
#include "text/text-internal.h"

#include "base/reads.h"

static void file_add(GChecksum *sum, const char *path)
{
    hp_stamp stamp = hp_stamp_lookup(path);
    g_autofree char *line =
        g_strdup_printf("%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", path, stamp.size, stamp.modified_ns);
    g_checksum_update(sum, (const guchar *)line, -1);
}

static void files_add(GChecksum *sum, FcConfig *config)
{
    FcStrList *names = FcConfigGetConfigFiles(config);
    for (const FcChar8 *name; names && (name = FcStrListNext(names));)
        file_add(sum, (const char *)name);
    if (names)
        FcStrListDone(names);
    const FcFontSet *set = FcConfigGetFonts(config, FcSetSystem);
    const char *last = "";
    for (int i = 0; set && i < set->nfont; i++) {
        FcChar8 *file;
        /* A collection is listed once for each of its fonts. */
        if (FcPatternGetString(set->fonts[i], FC_FILE, 0, &file) != FcResultMatch || g_str_equal(file, last))
            continue;
        last = (const char *)file;
        file_add(sum, last);
    }
}

char *hp_fonts_fingerprint(const hp_font_options *options, GError **error)
{
    FcConfig *config = hp_font_config_new(options, error);
    if (!config)
        return NULL;
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_autofree char *own = options->config_dir ? g_build_filename(options->config_dir, "fonts.conf", NULL) : NULL;
    if (own)
        file_add(sum, own);
    files_add(sum, config);
    FcConfigDestroy(config);
    return g_strdup(g_checksum_get_string(sum));
}
