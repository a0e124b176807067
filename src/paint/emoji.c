/*
 * Colour emoji: the font's bitmap as a picture, once per file, and over it a
 * glyph that can hardly be seen and carries the characters, so that emoji can
 * be copied and searched. cairo 1.16 on its own writes them without text.
 */
#include "paint/paint-internal.h"
#include <math.h>
#include <string.h>

/* The size of Noto Color Emoji's bitmaps, px per em; cairo scales others. */
#define STRIKE_EM 109.0

/* Too faint to be seen, but more than what readers of PDF take for hidden text,
 * which begins at two hundredths. */
#define CARRIER_ALPHA (6.0 / 255)

typedef struct {
    const hp_face *face;
    uint32_t glyph;
} strike_key;

typedef struct {
    strike_key key;
    cairo_surface_t *surface; /* NULL: nothing to see */
    double x, y;              /* of its corner from the origin, strike px */
} emoji_strike;

static guint strike_hash(gconstpointer data)
{
    const strike_key *key = data;

    return g_direct_hash(key->face) * 31 + key->glyph;
}

static gboolean strike_equal(gconstpointer a, gconstpointer b)
{
    const strike_key *left = a, *right = b;

    return left->face == right->face && left->glyph == right->glyph;
}

static void strike_free(gpointer data)
{
    emoji_strike *strike = data;

    g_clear_pointer(&strike->surface, cairo_surface_destroy);
    g_free(strike);
}

static void strike_draw(emoji_strike *strike, const hp_paint_face *face)
{
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_glyph_t glyph = {strike->key.glyph, 0, 0};
    cairo_text_extents_t ink;
    cairo_matrix_t matrix, identity;
    cairo_scaled_font_t *font;

    cairo_matrix_init_scale(&matrix, STRIKE_EM, STRIKE_EM);
    cairo_matrix_init_identity(&identity);
    font = cairo_scaled_font_create(cairo_scaled_font_get_font_face(face->scaled), &matrix, &identity, options);
    cairo_scaled_font_glyph_extents(font, &glyph, 1, &ink);
    strike->x = floor(ink.x_bearing);
    strike->y = floor(ink.y_bearing);
    if (ink.width > 0 && ink.height > 0 && ink.width < 1000 && ink.height < 1000) {
        cairo_t *cr;
        char *name = g_strdup_printf("handpress-emoji:%s:%u", hp_face_family(strike->key.face), strike->key.glyph);

        strike->surface =
            cairo_image_surface_create(CAIRO_FORMAT_ARGB32, (int)ceil(ink.x_bearing + ink.width - strike->x),
                                       (int)ceil(ink.y_bearing + ink.height - strike->y));
        cairo_surface_set_mime_data(strike->surface, CAIRO_MIME_TYPE_UNIQUE_ID, (const unsigned char *)name,
                                    strlen(name), g_free, name);
        cr = cairo_create(strike->surface);
        glyph.x = -strike->x;
        glyph.y = -strike->y;
        cairo_set_scaled_font(cr, font);
        cairo_show_glyphs(cr, &glyph, 1);
        cairo_destroy(cr);
    }
    cairo_scaled_font_destroy(font);
    cairo_font_options_destroy(options);
}

static const emoji_strike *strike_lookup(hp_painter *painter, const hp_face *face, uint32_t glyph)
{
    strike_key key = {face, glyph};
    emoji_strike *found;

    if (!painter->strikes)
        painter->strikes = g_hash_table_new_full(strike_hash, strike_equal, NULL, strike_free);
    found = g_hash_table_lookup(painter->strikes, &key);
    if (!found) {
        found = g_new0(emoji_strike, 1);
        found->key = key;
        strike_draw(found, hp_painter_face(painter, face));
        g_hash_table_insert(painter->strikes, &found->key, found);
    }
    return found;
}

/* ---- the carrier of the text: every glyph is the same plain rectangle ---- */

static cairo_status_t carrier_init(cairo_scaled_font_t *font, cairo_t *cr, cairo_font_extents_t *extents)
{
    (void)font;
    (void)cr;
    extents->ascent = 0.8;
    extents->descent = 0.2;
    extents->height = 1;
    extents->max_x_advance = 1;
    return CAIRO_STATUS_SUCCESS;
}

static cairo_status_t carrier_render(cairo_scaled_font_t *font, unsigned long index, cairo_t *cr,
                                     cairo_text_extents_t *extents)
{
    (void)font;
    (void)index;
    extents->x_advance = 1;
    cairo_rectangle(cr, 0, -0.75, 1, 0.75);
    cairo_fill(cr);
    return CAIRO_STATUS_SUCCESS;
}

/* The glyph that means this text; the same text always has the same one. */
static unsigned long carrier_glyph(hp_painter *painter, const char *text, size_t length)
{
    char *key = g_strndup(text, length);
    gpointer index;

    if (!painter->carrier) {
        painter->carrier = cairo_user_font_face_create();
        cairo_user_font_face_set_init_func(painter->carrier, carrier_init);
        cairo_user_font_face_set_render_glyph_func(painter->carrier, carrier_render);
        painter->carrier_glyphs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    }
    index = g_hash_table_lookup(painter->carrier_glyphs, key);
    if (index) {
        g_free(key);
    } else {
        index = GUINT_TO_POINTER(g_hash_table_size(painter->carrier_glyphs) + 1);
        g_hash_table_insert(painter->carrier_glyphs, key, index);
    }
    return GPOINTER_TO_UINT(index);
}

static void paint_carrier(hp_painter *painter, const char *text, size_t length, double x, double baseline, double width)
{
    cairo_glyph_t glyph = {carrier_glyph(painter, text, length), x, baseline};
    cairo_text_cluster_t cluster = {(int)length, 1};

    cairo_set_source_rgba(painter->cr, 0.5, 0.5, 0.5, CARRIER_ALPHA);
    cairo_set_font_face(painter->cr, painter->carrier);
    cairo_set_font_size(painter->cr, width);
    cairo_show_text_glyphs(painter->cr, text, (int)length, &glyph, 1, &cluster, 1, 0);
}

static void paint_strike(hp_painter *painter, const emoji_strike *strike, double x, double y, double size, double alpha)
{
    cairo_t *cr = painter->cr;

    if (!strike->surface)
        return;
    cairo_save(cr);
    cairo_translate(cr, x, y);
    cairo_scale(cr, size / STRIKE_EM, size / STRIKE_EM);
    cairo_set_source_surface(cr, strike->surface, strike->x, strike->y);
    if (alpha < 1)
        cairo_paint_with_alpha(cr, alpha);
    else
        cairo_paint(cr);
    cairo_restore(cr);
}

void hp_paint_emoji(hp_painter *painter, const hp_fragment *fragment)
{
    const hp_text_fragment *text = &fragment->text;
    double size = hp_painter_face(painter, text->face)->size, x = fragment->rect.x;
    double alpha = (double)fragment->style->color.a * painter->alpha;

    painter->has_picture = TRUE;
    hp_painter_content(painter, fragment);
    for (size_t first = 0; first < text->n_glyphs;) {
        size_t last = first, start = text->glyphs[first].byte, end;
        double width = 0;

        for (; last < text->n_glyphs && text->glyphs[last].byte == start; last++) {
            const hp_glyph *glyph = &text->glyphs[last];

            if (glyph->glyph != HP_GLYPH_EMPTY)
                paint_strike(painter, strike_lookup(painter, text->face, glyph->glyph), x + width + (double)glyph->dx,
                             text->baseline + (double)glyph->dy, size, alpha);
            width += (double)glyph->advance;
        }
        if (text->rtl)
            end = first > 0 ? text->glyphs[first - 1].byte : text->end;
        else
            end = last < text->n_glyphs ? text->glyphs[last].byte : text->end;
        end = CLAMP(end, start, text->end);
        if (end > start && width > 0)
            paint_carrier(painter, text->text + start, end - start, x, text->baseline, width);
        x += width;
        first = last;
    }
}
