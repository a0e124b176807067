#include "asset/tint.h"

#include "asset/image-data.h"
#include "asset/samples.h"
#include <string.h>

guint hp_tint_hash(gconstpointer tint)
{
    const hp_tint *t = tint;
    return g_bytes_hash(t->opacity) ^ (guint)t->width ^ (guint)(t->color[0] << 16 | t->color[1] << 8 | t->color[2]);
}

gboolean hp_tint_equal(gconstpointer a, gconstpointer b)
{
    const hp_tint *left = a, *right = b;
    return left->width == right->width && left->height == right->height &&
           memcmp(left->color, right->color, sizeof left->color) == 0 && g_bytes_equal(left->opacity, right->opacity);
}

void hp_tint_draw(const hp_tint *tint, cairo_t *cr, const hp_rect *rect)
{
    const hp_image_sink *sink = hp_image_sink_of(cr);
    cairo_surface_t *surface = sink->tint_stand_in(sink->user_data, tint);
    cairo_save(cr);
    cairo_translate(cr, rect->x, rect->y);
    cairo_scale(cr, rect->width / cairo_image_surface_get_width(surface),
                rect->height / cairo_image_surface_get_height(surface));
    cairo_set_source_surface(cr, surface, 0, 0);
    cairo_paint(cr);
    cairo_restore(cr);
}

hp_image_data *hp_image_data_of_tint(const hp_tint *tint)
{
    size_t stride = hp_samples_stride(tint->width, 1, 1), rows = (size_t)tint->height;
    g_autofree guchar *zeros = g_malloc0(rows * (stride + 1));
    hp_image_data *data = g_new0(hp_image_data, 1);
    data->width = tint->width;
    data->height = tint->height;
    data->channels = 1;
    data->bits = 1;
    data->palette = g_bytes_new(tint->color, sizeof tint->color);
    data->pixels = hp_samples_deflate(zeros, rows * (stride + 1), FALSE);
    data->alpha = hp_samples_pack(g_bytes_get_data(tint->opacity, NULL), rows, (size_t)tint->width, 1, FALSE);
    return data;
}
