#include "text/math-face.h"

#include "text/text-internal.h"

#include <hb-ot.h>

static PangoFont *load_math_font(hp_fonts *fonts)
{
    static const char *const families[] = {"math", NULL};
    const hp_family_list *list = hp_family_list_lookup(fonts->families, families);
    PangoFontDescription *description = pango_font_description_new();
    pango_font_description_set_family_static(description, list->pango);
    pango_font_description_set_absolute_size(description, HP_SHAPING_SIZE * PANGO_SCALE);
    PangoFont *font = pango_font_map_load_font(fonts->map, fonts->context, description);
    pango_font_description_free(description);
    return font;
}

const hp_face *hp_fonts_math_face(hp_fonts *fonts, double size)
{
    if (!fonts->math_looked_for) {
        fonts->math_looked_for = TRUE;
        PangoFont *font = load_math_font(fonts);
        if (font && hb_ot_math_has_data(hb_font_get_face(pango_font_get_hb_font(font))))
            fonts->math = font;
        else
            g_clear_object(&font);
    }
    return fonts->math ? hp_fonts_face(fonts, fonts->math, CLAMP(size, 0.1, 10000)) : NULL;
}

hb_face_t *hp_face_hb_face(const hp_face *face)
{
    return hb_font_get_face(pango_font_get_hb_font(face->typeface->font));
}
