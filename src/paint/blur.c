/*
 * Blur: a shape in an A8 mask, softened by three box passes, which come within
 * 3 % of a Gaussian (Filter Effects 1 §9.5). 144 dpi at the most; soft shapes need less.
 */
#include "paint/paint-internal.h"
#include <math.h>

#define PIXELS_MAX 1.5e6

gboolean hp_blur_mask_begin(hp_blur_mask *mask, hp_rect rect, double blur)
{
    double reach = blur + 1;

    *mask = (hp_blur_mask){0};
    mask->sigma = blur / 2;
    mask->rect = (hp_rect){rect.x - reach, rect.y - reach, rect.width + 2 * reach, rect.height + 2 * reach};
    /* Three pixels to the deviation: between them a Gaussian is straight to a
     * hundredth. */
    mask->scale = CLAMP(3 / mask->sigma, 0.125, 1.5);
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
typedef struct {
    int before, after;
    guint64 reciprocal; /* of its width, times 2^32: exact for sums of bytes */
} blur_box;

static guint8 box_mean(const blur_box *box, int sum)
{
    return (guint8)(((guint64)(sum + (box->before + box->after + 1) / 2) * box->reciprocal) >> 32);
}

static void blur_row(const guint8 *from, guint8 *to, int length, const blur_box *box)
{
    int sum = 0;

    for (int i = 0; i < MIN(box->after, length); i++)
        sum += from[i];
    for (int i = 0; i < length; i++) {
        if (i + box->after < length)
            sum += from[i + box->after];
        to[i] = box_mean(box, sum);
        if (i - box->before >= 0)
            sum -= from[i - box->before];
    }
}

static void sums_add(int *sums, const guint8 *row, int width, int sign)
{
    for (int x = 0; x < width; x++)
        sums[x] += sign * row[x];
}

/* All columns at once, row by row: memory is read in its order. */
static void blur_columns(const guint8 *from, guint8 *to, int width, int height, size_t stride, const blur_box *box)
{
    g_autofree int *sums = g_new0(int, MAX(width, 1));

    for (int y = 0; y < MIN(box->after, height); y++)
        sums_add(sums, from + (size_t)y * stride, width, 1);
    for (int y = 0; y < height; y++) {
        if (y + box->after < height)
            sums_add(sums, from + (size_t)(y + box->after) * stride, width, 1);
        for (int x = 0; x < width; x++)
            to[(size_t)y * stride + (size_t)x] = box_mean(box, sums[x]);
        if (y - box->before >= 0)
            sums_add(sums, from + (size_t)(y - box->before) * stride, width, -1);
    }
}

static void blur_surface(cairo_surface_t *surface, double sigma)
{
    int width = cairo_image_surface_get_width(surface), height = cairo_image_surface_get_height(surface);
    size_t stride = (size_t)MAX(cairo_image_surface_get_stride(surface), 0);
    int box = MAX((int)floor(sigma * 3 * sqrt(2 * G_PI) / 4 + 0.5), 1);

    cairo_surface_flush(surface);
    guint8 *data = cairo_image_surface_get_data(surface);
    if (!data)
        return;
    g_autofree guint8 *copy = g_malloc(stride * (size_t)height + 1);
    for (int pass = 0; pass < 3; pass++) {
        /* An even box sits half a pixel off: the passes lean left, right, and
         * the last one is a pixel wider. */
        int wide = box % 2 == 0 && pass == 2 ? box + 1 : box;
        int before = wide % 2 == 1 ? wide / 2 : pass == 0 ? wide / 2 : wide / 2 - 1;
        blur_box pixels = {before, wide - 1 - before,
                           (G_GUINT64_CONSTANT(0x100000000) + (guint64)wide - 1) / (guint64)wide};

        for (int y = 0; y < height; y++)
            blur_row(data + (size_t)y * stride, copy + (size_t)y * stride, width, &pixels);
        blur_columns(copy, data, width, height, stride, &pixels);
    }
    cairo_surface_mark_dirty(surface);
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
