#include "text/text-internal.h"

#include <cairo-ft.h>
#include <math.h>
#include <pango/pangofc-font.h>

#include FT_TRUETYPE_TABLES_H

static double advance_em(FT_Face ft, gunichar character, double scale)
{
    unsigned glyph = FT_Get_Char_Index(ft, character);
    if (!glyph || FT_Load_Glyph(ft, glyph, FT_LOAD_NO_SCALE) != 0)
        return 0;
    return (double)ft->glyph->metrics.horiAdvance * scale;
}

static double x_height_em(FT_Face ft, const TT_OS2 *os2, double scale)
{
    if (os2 && os2->version >= 2 && os2->sxHeight > 0)
        return os2->sxHeight * scale;
    unsigned glyph = FT_Get_Char_Index(ft, 'x');
    if (!glyph || FT_Load_Glyph(ft, glyph, FT_LOAD_NO_SCALE) != 0)
        return 0;
    return (double)ft->glyph->metrics.horiBearingY * scale;
}

/* From the tables themselves, since FreeType fills its own fields only for
 * outlines. Browsers take hhea's, or OS/2's typographic ones when fsSelection
 * bit 7 says so. */
static void metrics_read(hp_typeface *typeface, FT_Face ft)
{
    const TT_Header *head = FT_Get_Sfnt_Table(ft, FT_SFNT_HEAD);
    const TT_HoriHeader *hhea = FT_Get_Sfnt_Table(ft, FT_SFNT_HHEA);
    const TT_OS2 *os2 = FT_Get_Sfnt_Table(ft, FT_SFNT_OS2);
    if (os2 && os2->version == 0xFFFF)
        os2 = NULL;
    double scale = 1.0 / MAX(head ? head->Units_Per_EM : ft->units_per_EM, 1);
    double ascent = ft->ascender, descent = -ft->descender, gap = ft->height - (ft->ascender - ft->descender);
    if (os2 && (os2->fsSelection & 128)) {
        ascent = os2->sTypoAscender;
        descent = -os2->sTypoDescender;
        gap = os2->sTypoLineGap;
    } else if (hhea && (hhea->Ascender || hhea->Descender)) {
        ascent = hhea->Ascender;
        descent = -hhea->Descender;
        gap = hhea->Line_Gap;
    }
    typeface->ascent = ascent * scale;
    typeface->descent = descent * scale;
    typeface->line_gap = MAX(gap * scale, 0);
    typeface->x_height = x_height_em(ft, os2, scale);
    typeface->ch = advance_em(ft, '0', scale);
    typeface->space_glyph = FT_Get_Char_Index(ft, ' ');
}

hp_typeface *hp_typeface_new(PangoFont *font)
{
    hp_typeface *typeface = g_new0(hp_typeface, 1);
    typeface->font = g_object_ref(font);

    FcPattern *pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(font));
    FcChar8 *family = NULL;
    FcBool color = FcFalse;
    FcPatternGetString(pattern, FC_FAMILY, 0, &family);
    FcPatternGetBool(pattern, FC_COLOR, 0, &color);
    typeface->family = g_strdup(family ? (const char *)family : "");
    typeface->is_color = color == FcTrue;

    cairo_scaled_font_t *scaled = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font));
    FT_Face ft = scaled ? cairo_ft_scaled_font_lock_face(scaled) : NULL;
    if (ft) {
        metrics_read(typeface, ft);
        cairo_ft_scaled_font_unlock_face(scaled);
    }
    /* CSS Values 4 §6.1.1: half an em where a font does not tell. */
    if (typeface->x_height <= 0)
        typeface->x_height = 0.5;
    if (typeface->ch <= 0)
        typeface->ch = 0.5;
    return typeface;
}

void hp_typeface_free(hp_typeface *typeface)
{
    g_object_unref(typeface->font);
    g_free(typeface->family);
    g_free(typeface);
}

static gboolean pattern_covers(PangoFont *font, gunichar character)
{
    FcPattern *pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(font));
    FcCharSet *set = NULL;
    return FcPatternGetCharSet(pattern, FC_CHARSET, 0, &set) == FcResultMatch && FcCharSetHasChar(set, character);
}

gboolean hp_typeface_covers(hp_typeface *typeface, gunichar character)
{
    size_t at = character >> 3;
    if (at >= sizeof typeface->latin_known)
        return pattern_covers(typeface->font, character);
    uint8_t bit = (uint8_t)(1u << (character & 7));
    if (!(typeface->latin_known[at] & bit)) {
        typeface->latin_known[at] |= bit;
        if (pattern_covers(typeface->font, character))
            typeface->latin_covered[at] |= bit;
    }
    return (typeface->latin_covered[at] & bit) != 0;
}

/* The matrix of pango's font, scaled: it holds the slant of made-up italics. */
hp_face *hp_face_new(hp_typeface *typeface, double size)
{
    cairo_scaled_font_t *model = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(typeface->font));
    cairo_matrix_t matrix, identity;
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_scaled_font_get_font_options(model, options);
    cairo_scaled_font_get_font_matrix(model, &matrix);
    double scale = size / HP_SHAPING_SIZE;
    matrix.xx *= scale;
    matrix.yx *= scale;
    matrix.xy *= scale;
    matrix.yy *= scale;
    cairo_matrix_init_identity(&identity);

    hp_face *face = g_new0(hp_face, 1);
    face->typeface = typeface;
    face->size = size;
    face->scaled = cairo_scaled_font_create(cairo_scaled_font_get_font_face(model), &matrix, &identity, options);
    cairo_font_options_destroy(options);
    return face;
}

void hp_face_free(hp_face *face)
{
    cairo_scaled_font_destroy(face->scaled);
    g_free(face);
}

cairo_scaled_font_t *hp_face_scaled_font(const hp_face *face)
{
    return face->scaled;
}

gboolean hp_face_is_color(const hp_face *face)
{
    return face->typeface->is_color;
}

const char *hp_face_family(const hp_face *face)
{
    return face->typeface->family;
}

void hp_face_extents(const hp_face *face, double *ascent, double *descent)
{
    *ascent = round(face->typeface->ascent * face->size);
    *descent = round(face->typeface->descent * face->size);
}
