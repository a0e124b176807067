/*
 * Text shadows (CSS Text Decoration 3 §4). A sharp shadow is written with a user
 * font that has the face's outlines and calls every glyph a blank: readers find
 * the text once, and the file holds each outline once. Blurred ones are masks.
 */
#include "paint/paint-internal.h"
#include <math.h>
#include <string.h>

/* The user font's em in its own units: cairo keeps outlines of user fonts to
 * 1/256 of a unit. */
#define UNITS 100.0

enum { SHADOWS_MAX = 16 };

static const cairo_user_data_key_t base_key;

static cairo_status_t shadow_init(cairo_scaled_font_t *font, cairo_t *cr, cairo_font_extents_t *extents)
{
    (void)font;
    (void)cr;
    extents->ascent = UNITS;
    extents->descent = UNITS / 4;
    extents->height = extents->ascent + extents->descent;
    extents->max_x_advance = UNITS;
    return CAIRO_STATUS_SUCCESS;
}

static cairo_status_t shadow_render(cairo_scaled_font_t *font, unsigned long index, cairo_t *cr,
                                    cairo_text_extents_t *extents)
{
    cairo_scaled_font_t *base = cairo_font_face_get_user_data(cairo_scaled_font_get_font_face(font), &base_key);
    cairo_glyph_t glyph = {index, 0, 0};
    cairo_text_extents_t ink;

    cairo_scaled_font_glyph_extents(base, &glyph, 1, &ink);
    extents->x_advance = ink.x_advance;
    extents->y_advance = 0;
    cairo_set_scaled_font(cr, base);
    cairo_glyph_path(cr, &glyph, 1);
    cairo_fill(cr);
    return CAIRO_STATUS_SUCCESS;
}

static cairo_font_face_t *shadow_face_make(const hp_paint_face *face)
{
    cairo_font_face_t *shadow = cairo_user_font_face_create();
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_scaled_font_t *base;
    cairo_matrix_t matrix, identity;

    cairo_matrix_init_identity(&identity);
    cairo_scaled_font_get_font_matrix(face->scaled, &matrix);
    cairo_matrix_scale(&matrix, UNITS / face->size, UNITS / face->size);
    cairo_scaled_font_get_font_options(face->scaled, options);
    base = cairo_scaled_font_create(cairo_scaled_font_get_font_face(face->scaled), &matrix, &identity, options);
    cairo_font_options_destroy(options);
    cairo_user_font_face_set_init_func(shadow, shadow_init);
    cairo_user_font_face_set_render_glyph_func(shadow, shadow_render);
    cairo_font_face_set_user_data(shadow, &base_key, base, (cairo_destroy_func_t)cairo_scaled_font_destroy);
    return shadow;
}

/* The fragment's visible glyphs, moved, one blank each. */
static void collect_glyphs(hp_painter *painter, const hp_fragment *fragment, double dx, double dy)
{
    const cairo_text_cluster_t blank = {1, 1};
    double x = fragment->rect.x + dx, y = fragment->text.baseline + dy;

    g_array_set_size(painter->glyphs, 0);
    g_array_set_size(painter->clusters, 0);
    g_string_truncate(painter->utf8, 0);
    for (size_t i = 0; i < fragment->text.n_glyphs; i++) {
        const hp_glyph *from = &fragment->text.glyphs[i];
        cairo_glyph_t glyph = {from->glyph, x + (double)from->dx, y + (double)from->dy};

        x += (double)from->advance;
        if (from->glyph == HP_GLYPH_EMPTY)
            continue;
        g_array_append_val(painter->glyphs, glyph);
        g_array_append_val(painter->clusters, blank);
        g_string_append_c(painter->utf8, ' ');
    }
}

static void paint_sharp(hp_painter *painter, hp_paint_face *face)
{
    if (!face->shadow)
        face->shadow = shadow_face_make(face);
    cairo_set_font_face(painter->cr, face->shadow);
    cairo_set_font_size(painter->cr, face->size / UNITS);
    cairo_show_text_glyphs(painter->cr, painter->utf8->str, (int)painter->utf8->len,
                           (const cairo_glyph_t *)(const void *)painter->glyphs->data, (int)painter->glyphs->len,
                           (const cairo_text_cluster_t *)(const void *)painter->clusters->data,
                           (int)painter->clusters->len, 0);
}

static void paint_blurred(hp_painter *painter, const hp_paint_face *face, hp_rect rect, double blur)
{
    hp_blur_mask mask;

    if (!hp_blur_mask_begin(&mask, painter->cr, rect, blur, HP_BLUR_BOTH))
        return;
    cairo_set_scaled_font(mask.cr, face->scaled);
    cairo_show_glyphs(mask.cr, (const cairo_glyph_t *)(const void *)painter->glyphs->data, (int)painter->glyphs->len);
    hp_blur_mask_paint(&mask);
}

void hp_paint_text_shadows(hp_painter *painter, const hp_fragment *fragment)
{
    const hp_shadow *shadows[SHADOWS_MAX];
    size_t n_shadows = 0;
    hp_paint_face *face;

    /* The picture of an emoji has no outline to shade. */
    if (hp_face_is_color(fragment->text.face))
        return;
    for (const hp_shadow *shadow = fragment->style->text_shadow; shadow && n_shadows < SHADOWS_MAX;
         shadow = shadow->next)
        shadows[n_shadows++] = shadow;
    face = hp_painter_face(painter, fragment->text.face);
    while (n_shadows > 0) {
        const hp_shadow *shadow = shadows[--n_shadows];
        hp_rect rect = fragment->rect;

        collect_glyphs(painter, fragment, (double)shadow->dx, (double)shadow->dy);
        if (painter->glyphs->len == 0 || face->size <= 0)
            return;
        hp_painter_artifact(painter);
        if (!hp_painter_set_color(painter, shadow->color))
            continue;
        rect.x += (double)shadow->dx;
        rect.y += (double)shadow->dy;
        if (shadow->blur < 0.5f)
            paint_sharp(painter, face);
        else
            paint_blurred(painter, face, rect, (double)shadow->blur);
    }
}
