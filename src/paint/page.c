#include "paint/paint-internal.h"
#include <math.h>

static void paint_face_free(gpointer data)
{
    hp_paint_face *face = data;

    g_clear_pointer(&face->shadow, cairo_font_face_destroy);
    g_free(face);
}

hp_painter *hp_painter_new(const hp_paint_hooks *hooks)
{
    hp_painter *painter = g_new0(hp_painter, 1);

    if (hooks)
        painter->hooks = *hooks;
    painter->alpha = 1;
    painter->glyphs = g_array_new(FALSE, FALSE, sizeof(cairo_glyph_t));
    painter->clusters = g_array_new(FALSE, FALSE, sizeof(cairo_text_cluster_t));
    painter->utf8 = g_string_new(NULL);
    painter->faces = g_hash_table_new_full(NULL, NULL, NULL, paint_face_free);
    return painter;
}

void hp_painter_free(hp_painter *painter)
{
    if (!painter)
        return;
    g_array_unref(painter->glyphs);
    g_array_unref(painter->clusters);
    g_string_free(painter->utf8, TRUE);
    g_hash_table_unref(painter->faces);
    g_clear_pointer(&painter->strikes, g_hash_table_unref);
    g_clear_pointer(&painter->carrier_glyphs, g_hash_table_unref);
    g_clear_pointer(&painter->carrier, cairo_font_face_destroy);
    g_free(painter);
}

void hp_painter_set_assets(hp_painter *painter, hp_assets *assets)
{
    painter->assets = assets;
}

static unsigned long glyph_for(cairo_scaled_font_t *font, const char *text)
{
    cairo_glyph_t buffer[4], *glyphs = buffer;
    int n_glyphs = G_N_ELEMENTS(buffer);
    unsigned long index = 0;

    if (cairo_scaled_font_text_to_glyphs(font, 0, 0, text, -1, &glyphs, &n_glyphs, NULL, NULL, NULL) ==
            CAIRO_STATUS_SUCCESS &&
        n_glyphs == 1)
        index = glyphs[0].index;
    if (glyphs != buffer)
        cairo_glyph_free(glyphs);
    return index;
}

hp_paint_face *hp_painter_face(hp_painter *painter, const hp_face *face)
{
    hp_paint_face *known = g_hash_table_lookup(painter->faces, face);
    cairo_matrix_t matrix;

    if (known)
        return known;
    known = g_new0(hp_paint_face, 1);
    known->scaled = hp_face_scaled_font(face);
    cairo_scaled_font_get_font_matrix(known->scaled, &matrix);
    known->size = sqrt(fabs(matrix.xx * matrix.yy - matrix.xy * matrix.yx));
    known->space = glyph_for(known->scaled, " ");
    known->hyphen = glyph_for(known->scaled, "-");
    g_hash_table_insert(painter->faces, (gpointer)face, known);
    return known;
}

void hp_painter_artifact(hp_painter *painter)
{
    if (!painter->open || painter->mute)
        return;
    if (painter->hooks.content_end)
        painter->hooks.content_end(painter->hooks.user_data, painter->cr, painter->open);
    painter->open = NULL;
}

void hp_painter_content(hp_painter *painter, const hp_fragment *fragment)
{
    if (painter->mute || (painter->open && painter->open->meaning == fragment->meaning))
        return;
    hp_painter_artifact(painter);
    painter->open = fragment;
    if (painter->hooks.content_begin)
        painter->hooks.content_begin(painter->hooks.user_data, painter->cr, fragment);
}

gboolean hp_painter_set_color(hp_painter *painter, hp_color color)
{
    double alpha = (double)color.a * painter->alpha;

    /* cairo leaves out what is fainter than 1/256, and with it any tag around. */
    if (alpha < 1.0 / 255)
        return FALSE;
    cairo_set_source_rgba(painter->cr, (double)color.r, (double)color.g, (double)color.b, alpha);
    return TRUE;
}

void hp_paint_page(hp_painter *painter, cairo_t *cr, const hp_page *page)
{
    painter->cr = cr;
    painter->page_width = page->width;
    painter->page_height = page->height;
    painter->alpha = 1;
    painter->last_text = NULL;

    cairo_save(cr);
    for (size_t i = 0; i < page->n_backgrounds; i++)
        hp_paint_page_background(painter, &page->backgrounds[i]);
    if (page->root)
        hp_paint_layer(painter, page->root);
    hp_painter_artifact(painter);
    if (page->furniture) {
        painter->mute++;
        hp_paint_layer(painter, page->furniture);
        painter->mute--;
    }
    cairo_restore(cr);
    painter->cr = NULL;
}

/* White has no saturation, and this lends its own to all that is there (PDF's
 * blend mode of the name, ISO 32000-1 §11.3.5.3): pictures stay as they are in
 * the file, however they are packed. */
void hp_paint_gray(hp_painter *painter, cairo_t *cr, double width, double height)
{
    if (!painter->has_picture)
        return;
    painter->has_picture = FALSE;
    cairo_save(cr);
    cairo_set_operator(cr, CAIRO_OPERATOR_HSL_SATURATION);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_rectangle(cr, 0, 0, width, height);
    cairo_fill(cr);
    cairo_restore(cr);
}
