/*
 * Fonts that a deck brings along (CSS Fonts 4 §4): each face of @font-face takes
 * the first of its sources that can be read, unpacked to plain TrueType or
 * OpenType, which lies in memory and has a path in /proc as long as the deck's
 * fonts live. fontconfig gets it under a name that no installed family has.
 *
 * WOFF and WOFF2 are unpacked by FreeType, which pango and cairo bring along
 * with zlib and brotli. What it cannot open, or says has no outlines, is refused.
 */
#include "text/text-internal.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_TRUETYPE_TABLES_H

#define FACES_MAX 128
#define FILE_BYTES_MAX ((size_t)32 << 20)
#define UNPACKED_BYTES_MAX ((size_t)64 << 20)
#define DECK_BYTES_MAX ((size_t)256 << 20)

struct hp_web_fonts {
    GArray *files;        /* int: memory of the fonts, open */
    GHashTable *families; /* folded name to the name that fontconfig knows */
    size_t bytes_left;
};

typedef struct {
    hp_web_fonts *fonts;
    FT_Library library;
    FcConfig *config, *installed; /* installed: for local() */
    hp_assets *assets;
} loader;

/* ---- the bytes ---- */

static guint32 number_at(const guint8 *data, size_t at)
{
    return (guint32)data[at] << 24 | (guint32)data[at + 1] << 16 | (guint32)data[at + 2] << 8 | data[at + 3];
}

typedef enum { KIND_OTHER, KIND_PLAIN, KIND_PACKED } font_kind;

static font_kind kind_of(const guint8 *data, size_t size)
{
    static const char *const plain[] = {"OTTO", "true", "ttcf"}, *const packed[] = {"wOFF", "wOF2"};
    if (size < 48)
        return KIND_OTHER;
    for (size_t i = 0; i < G_N_ELEMENTS(packed); i++)
        if (memcmp(data, packed[i], 4) == 0)
            return KIND_PACKED;
    for (size_t i = 0; i < G_N_ELEMENTS(plain); i++)
        if (memcmp(data, plain[i], 4) == 0)
            return KIND_PLAIN;
    return number_at(data, 0) == 0x00010000 ? KIND_PLAIN : KIND_OTHER;
}

/* FreeType's stream of a packed font is the plain one. */
static guint8 *unpack(FT_Library library, const guint8 *data, size_t size, size_t *length)
{
    FT_Face face;
    FT_ULong whole = 0;
    guint8 *plain = NULL;
    /* Both headers say at byte 16 how much there will be. */
    if (number_at(data, 16) > UNPACKED_BYTES_MAX || FT_New_Memory_Face(library, data, (FT_Long)size, 0, &face) != 0)
        return NULL;
    if (FT_Load_Sfnt_Table(face, 0, 0, NULL, &whole) == 0 && whole > 0 && whole <= UNPACKED_BYTES_MAX) {
        plain = g_malloc(whole);
        if (FT_Load_Sfnt_Table(face, 0, 0, plain, &whole) != 0)
            g_clear_pointer(&plain, g_free);
    }
    FT_Done_Face(face);
    *length = whole;
    return plain;
}

static gboolean has_outlines(FT_Library library, const guint8 *data, size_t size)
{
    FT_Face face;
    if (FT_New_Memory_Face(library, data, (FT_Long)size, 0, &face) != 0)
        return FALSE;
    gboolean fine = FT_IS_SFNT(face) && face->num_glyphs > 0 && (FT_IS_SCALABLE(face) || FT_HAS_COLOR(face));
    FT_Done_Face(face);
    return fine;
}

/* cairo knows fonts by their path for a while after they are gone, and numbers of
 * files come again: the path of each is another way to write it. */
static char *unique_path(int fd)
{
    static guint count;
    GString *path = g_string_new("/proc/self/fd");
    for (guint n = (guint)g_atomic_int_add(&count, 1); n > 0; n >>= 1)
        g_string_append(path, n & 1 ? "//." : "/.");
    g_string_append_printf(path, "/%d", fd);
    return g_string_free(path, FALSE);
}

/* The file in memory, for as long as the fonts; -1: errno. */
static int memory_file(hp_web_fonts *fonts, const guint8 *data, size_t size)
{
    int fd = memfd_create("handpress-font", MFD_CLOEXEC);
    if (fd < 0)
        return -1;
    for (size_t done = 0; done < size;) {
        gssize n = write(fd, data + done, size - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            close(fd);
            return -1;
        }
        done += (size_t)n;
    }
    g_array_append_val(fonts->files, fd);
    return fd;
}

/* ---- what fontconfig is told ---- */

static void set_weight(FcPattern *pattern, const hp_font_face *face)
{
    double least = FcWeightFromOpenTypeDouble(face->weight_min), most = FcWeightFromOpenTypeDouble(face->weight_max);
    FcPatternDel(pattern, FC_WEIGHT);
    if (face->weight_min == face->weight_max) {
        FcPatternAddDouble(pattern, FC_WEIGHT, least);
        return;
    }
    FcRange *range = FcRangeCreateDouble(least, most);
    FcPatternAddRange(pattern, FC_WEIGHT, range);
    FcRangeDestroy(range);
}

/* §4.5: characters outside of unicode-range are not this face's. */
static void set_characters(FcPattern *pattern, const hp_font_face *face)
{
    FcCharSet *has = NULL;
    if (face->n_ranges == 0 || FcPatternGetCharSet(pattern, FC_CHARSET, 0, &has) != FcResultMatch)
        return;
    FcCharSet *kept = FcCharSetCreate();
    FcChar32 map[FC_CHARSET_MAP_SIZE], next;
    for (FcChar32 page = FcCharSetFirstPage(has, map, &next); page != FC_CHARSET_DONE;
         page = FcCharSetNextPage(has, map, &next))
        for (FcChar32 bit = 0; bit < FC_CHARSET_MAP_SIZE * 32; bit++) {
            FcChar32 c = page + bit;
            gboolean wanted = map[bit / 32] >> (bit % 32) & 1;
            for (size_t i = 0; wanted && i < face->n_ranges; i++)
                if (c >= face->ranges[i].first && c <= face->ranges[i].last) {
                    FcCharSetAddChar(kept, c);
                    break;
                }
        }
    FcPatternDel(pattern, FC_CHARSET);
    FcPatternAddCharSet(pattern, FC_CHARSET, kept);
    FcCharSetDestroy(kept);
}

/* The face's own word goes before what the file says (§4.4). What else
 * fontconfig would weigh before the weight must not part faces of one family. */
static void describe(FcPattern *pattern, const hp_font_face *face, const char *family)
{
    static const char *const names[] = {FC_FAMILY, FC_FAMILYLANG, FC_FULLNAME, FC_FULLNAMELANG, FC_STYLE, FC_STYLELANG,
                                        FC_SLANT,  FC_LANG,       FC_SPACING,  FC_FOUNDRY,      FC_WIDTH, FC_SYMBOL};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        FcPatternDel(pattern, names[i]);
    FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)family);
    FcPatternAddInteger(pattern, FC_SLANT,
                        face->style == HP_FONT_STYLE_NORMAL   ? FC_SLANT_ROMAN
                        : face->style == HP_FONT_STYLE_ITALIC ? FC_SLANT_ITALIC
                                                              : FC_SLANT_OBLIQUE);
    set_weight(pattern, face);
    set_characters(pattern, face);
}

/* Of the patterns of one file: the variable font, or the first. */
static FcPattern *pattern_choose(FcFontSet *found)
{
    for (int i = 0; i < found->nfont; i++) {
        FcBool variable = FcFalse;
        if (FcPatternGetBool(found->fonts[i], FC_VARIABLE, 0, &variable) == FcResultMatch && variable == FcTrue)
            return found->fonts[i];
    }
    return found->nfont > 0 ? found->fonts[0] : NULL;
}

/* Fonts of the application are a set that fontconfig makes with the first. */
static gboolean pattern_add(loader *load, const char *path, FcPattern *pattern)
{
    FcFontSet *set = FcConfigGetFonts(load->config, FcSetApplication);
    int before = set ? set->nfont : 0;
    if (!FcConfigAppFontAddFile(load->config, (const FcChar8 *)path))
        return FALSE;
    set = FcConfigGetFonts(load->config, FcSetApplication);
    if (!set || set->nfont <= before)
        return FALSE;
    while (set->nfont > before)
        FcPatternDestroy(set->fonts[--set->nfont]);
    FcPatternReference(pattern);
    return FcFontSetAdd(set, pattern);
}

static gboolean file_add(loader *load, const char *path, const hp_font_face *face, const char *family)
{
    FcFontSet *found = FcFontSetCreate();
    int count = 0;
    FcFreeTypeQueryAll((const FcChar8 *)path, (unsigned)-1, NULL, &count, found);
    FcPattern *pattern = pattern_choose(found);
    gboolean added = FALSE;
    if (pattern) {
        FcPatternDel(pattern, FC_FILE);
        FcPatternAddString(pattern, FC_FILE, (const FcChar8 *)path);
        describe(pattern, face, family);
        added = pattern_add(load, path, pattern);
    }
    FcFontSetDestroy(found);
    return added;
}

/* ---- sources ---- */

static gboolean bytes_add(loader *load, const guint8 *data, size_t size, const hp_font_face *face, const char *family,
                          char **reason)
{
    if (size > load->fonts->bytes_left) {
        *reason = g_strdup("the fonts of the deck are too large together");
        return FALSE;
    }
    load->fonts->bytes_left -= size;
    if (!has_outlines(load->library, data, size)) {
        *reason = g_strdup("it is broken");
        return FALSE;
    }
    int fd = memory_file(load->fonts, data, size);
    if (fd < 0) {
        *reason = g_strdup(g_strerror(errno));
        return FALSE;
    }
    g_autofree char *path = unique_path(fd);
    if (file_add(load, path, face, family))
        return TRUE;
    *reason = g_strdup("it is broken");
    return FALSE;
}

static gboolean address_add(loader *load, const char *address, const hp_font_face *face, const char *family,
                            char **reason)
{
    g_autoptr(GBytes) bytes = hp_assets_read(load->assets, address, FILE_BYTES_MAX, reason);
    if (!bytes)
        return FALSE;
    size_t size, length = 0;
    const guint8 *data = g_bytes_get_data(bytes, &size);
    font_kind kind = kind_of(data, size);
    if (kind == KIND_OTHER) {
        *reason = g_strdup("it is not TrueType, OpenType, WOFF or WOFF2");
        return FALSE;
    }
    if (kind == KIND_PLAIN)
        return bytes_add(load, data, size, face, family, reason);
    g_autofree guint8 *plain = unpack(load->library, data, size, &length);
    if (!plain) {
        *reason = g_strdup("it cannot be unpacked");
        return FALSE;
    }
    return bytes_add(load, plain, length, face, family, reason);
}

/* local(): the full name or the PostScript name of an installed font (§4.3). */
static gboolean local_add(loader *load, const char *name, const hp_font_face *face, const char *family)
{
    static const char *const keys[] = {FC_FULLNAME, FC_POSTSCRIPT_NAME};
    const FcFontSet *set = FcConfigGetFonts(load->installed, FcSetSystem);
    for (int i = 0; set && i < set->nfont; i++)
        for (size_t k = 0; k < G_N_ELEMENTS(keys); k++) {
            FcChar8 *own, *file;
            if (FcPatternGetString(set->fonts[i], keys[k], 0, &own) != FcResultMatch ||
                g_ascii_strcasecmp((const char *)own, name) != 0 ||
                FcPatternGetString(set->fonts[i], FC_FILE, 0, &file) != FcResultMatch)
                continue;
            FcPattern *pattern = FcPatternDuplicate(set->fonts[i]);
            describe(pattern, face, family);
            gboolean added = pattern_add(load, (const char *)file, pattern);
            FcPatternDestroy(pattern);
            return added;
        }
    return FALSE;
}

static gboolean face_add(loader *load, const hp_font_face *face, const char *family, char **reason)
{
    for (size_t i = 0; i < face->n_sources; i++) {
        const hp_font_source *source = &face->sources[i];
        g_clear_pointer(reason, g_free);
        if (source->local ? local_add(load, source->local, face, family)
                          : address_add(load, source->address, face, family, reason))
            return TRUE;
    }
    return FALSE;
}

/* ---- all of them ---- */

static const char *family_name(hp_web_fonts *fonts, const char *family)
{
    g_autofree char *folded = g_utf8_casefold(family, -1);
    const char *known = g_hash_table_lookup(fonts->families, folded);
    if (known)
        return known;
    /* No installed family has such a name; in pango's lists a comma parts names. */
    char *name = g_strdup_printf("%s (font %u of the deck)", family, g_hash_table_size(fonts->families) + 1);
    g_strdelimit(name, ",", ' ');
    g_hash_table_insert(fonts->families, g_steal_pointer(&folded), name);
    return name;
}

static void report(hp_diags *diags, const hp_font_face *face, const char *reason)
{
    if (face->line == 0)
        return;
    hp_diags_set_file(diags, face->file);
    hp_diag_warning(diags, "font-face", face->line, "the font “%s” of @font-face is not used: %s", face->family,
                    reason ? reason : "none of its sources is there");
    hp_diags_set_file(diags, NULL);
}

hp_web_fonts *hp_web_fonts_new(FcConfig *config, FcConfig *installed, const hp_font_face *const *faces, size_t n_faces,
                               hp_assets *assets, hp_diags *diags)
{
    hp_web_fonts *fonts = g_new0(hp_web_fonts, 1);
    fonts->files = g_array_new(FALSE, FALSE, sizeof(int));
    fonts->families = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    fonts->bytes_left = DECK_BYTES_MAX;
    loader load = {fonts, NULL, config, installed, assets};
    if (FT_Init_FreeType(&load.library) != 0)
        return fonts;
    g_autoptr(GHashTable) used = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < n_faces; i++) {
        g_autofree char *reason = NULL;
        const char *family = family_name(fonts, faces[i]->family);
        if (i >= FACES_MAX)
            reason = g_strdup("there are too many");
        if (i < FACES_MAX && face_add(&load, faces[i], family, &reason))
            g_hash_table_add(used, (gpointer)family);
        else
            report(diags, faces[i], reason);
    }
    FT_Done_FreeType(load.library);
    /* A family without any face leaves its name to the installed fonts. */
    GHashTableIter each;
    gpointer name;
    g_hash_table_iter_init(&each, fonts->families);
    while (g_hash_table_iter_next(&each, NULL, &name))
        if (!g_hash_table_contains(used, name))
            g_hash_table_iter_remove(&each);
    return fonts;
}

void hp_web_fonts_free(hp_web_fonts *fonts)
{
    if (!fonts)
        return;
    for (guint i = 0; i < fonts->files->len; i++)
        close(g_array_index(fonts->files, int, i));
    g_array_unref(fonts->files);
    g_hash_table_unref(fonts->families);
    g_free(fonts);
}

GHashTable *hp_web_fonts_families(const hp_web_fonts *fonts)
{
    return fonts->families;
}
