/*
 * Blur: a shape in an A8 mask, softened by three box passes, which come within
 * 3 % of a Gaussian (Filter Effects 1 §9.5). 144 dpi; soft shapes need less.
 */
#include "paint/paint-internal.h"
#include <math.h>
#include <string.h>

#define PIXELS_MAX 1.5e6

gboolean hp_blur_mask_begin(hp_blur_mask *mask, hp_rect rect, double blur)
{
    double reach = blur + 1;

    *mask = (hp_blur_mask){0};
    mask->sigma = blur / 2;
    mask->rect = (hp_rect){rect.x - reach, rect.y - reach, rect.width + 2 * reach, rect.height + 2 * reach};
    mask->scale = CLAMP(6 / mask->sigma, 0.25, 1.5);
    if (!(mask->rect.width * mask->rect.height * mask->scale * mask->scale < PIXELS_MAX))
        mask->scale = sqrt(PIXELS_MAX / (mask->rect.width * mask->rect.height));
    if (!(mask->scale > 0.05) || mask->rect.width * mask->scale > 16000 || mask->rect.height * mask->scale > 16000)
        return FALSE;
    mask->surface = cairo_image_surface_create(CAIRO_FORMAT_A8, (int)ceil(mask->rect.width * mask->scale),
                                               (int)ceil(mask->rect.height * mask->scale));
    mask->cr = cairo_create(mask->surface);
    cairo_scale(mask->cr, mask->scale, mask->scale);
    cairo_translate(mask->cr, -mask->rect.x, -mask->rect.y);
    return TRUE;
}

/* A box of `before` pixels to the left and `after` to the right of each pixel. */
static void blur_line(const guint8 *from, guint8 *to, int length, int step, int before, int after)
{
    int width = before + after + 1, sum = 0;

    for (int i = 0; i < MIN(after, length); i++)
        sum += from[i];
    for (int i = 0; i < length; i++) {
        if (i + after < length)
            sum += from[i + after];
        to[(size_t)i * (size_t)step] = (guint8)((sum + width / 2) / width);
        if (i - before >= 0)
            sum -= from[i - before];
    }
}

static void blur_surface(cairo_surface_t *surface, double sigma)
{
    int width = cairo_image_surface_get_width(surface), height = cairo_image_surface_get_height(surface);
    int stride = cairo_image_surface_get_stride(surface);
    int box = MAX((int)floor(sigma * 3 * sqrt(2 * G_PI) / 4 + 0.5), 1);
    guint8 *data, *line = g_malloc((size_t)MAX(width, height));

    cairo_surface_flush(surface);
    data = cairo_image_surface_get_data(surface);
    for (int pass = 0; data && pass < 3; pass++) {
        /* An even box sits half a pixel off: the passes lean left, right, and
         * the last one is a pixel wider. */
        int wide = box % 2 == 0 && pass == 2 ? box + 1 : box;
        int before = wide % 2 == 1 ? wide / 2 : pass == 0 ? wide / 2 : wide / 2 - 1, after = wide - 1 - before;

        for (int y = 0; y < height; y++) {
            memcpy(line, data + (size_t)y * (size_t)stride, (size_t)width);
            blur_line(line, data + (size_t)y * (size_t)stride, width, 1, before, after);
        }
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++)
                line[y] = data[(size_t)y * (size_t)stride + (size_t)x];
            blur_line(line, data + x, height, stride, before, after);
        }
    }
    cairo_surface_mark_dirty(surface);
    g_free(line);
}

void hp_blur_mask_paint(hp_blur_mask *mask, cairo_t *cr)
{
    cairo_pattern_t *pattern = cairo_pattern_create_for_surface(mask->surface);
    cairo_matrix_t matrix;

    cairo_destroy(mask->cr);
    blur_surface(mask->surface, mask->sigma * mask->scale);
    cairo_matrix_init_scale(&matrix, mask->scale, mask->scale);
    cairo_matrix_translate(&matrix, -mask->rect.x, -mask->rect.y);
    cairo_pattern_set_matrix(pattern, &matrix);
    cairo_mask(cr, pattern);
    cairo_pattern_destroy(pattern);
    cairo_surface_destroy(mask->surface);
}
