/*
 * Blur: a shape in an A8 mask, softened by three box passes, which come within
 * 3 % of a Gaussian (Filter Effects 1 §9.5). 144 dpi at the most; soft shapes need less.
 */
#include "paint/paint-internal.h"

#include "asset/image-data.h"
#include <math.h>

#define PIXELS_MAX 1.5e6
#define SIDE_MAX 16000

/* Pixels along a side on which nothing changes. */
#define FLAT_SIDE 4.0

static void set_scale(hp_blur_mask *mask, double density)
{
    double area = mask->rect.width * mask->rect.height, scale = CLAMP(density / mask->sigma, 0.125, 1.5);

    if (mask->axes == HP_BLUR_BOTH && !(area * scale * scale < PIXELS_MAX))
        scale = sqrt(PIXELS_MAX / area);
    mask->scale_x = mask->axes & HP_BLUR_X ? scale : FLAT_SIDE / mask->rect.width;
    mask->scale_y = mask->axes & HP_BLUR_Y ? scale : FLAT_SIDE / mask->rect.height;
}

gboolean hp_blur_mask_begin(hp_blur_mask *mask, cairo_t *cr, hp_rect rect, double blur, hp_blur_axes axes)
{
    /* Pixels to the deviation. Between three a Gaussian is straight to a hundredth,
     * but readers of PDF may show them as steps (ISO 19005-2 §6.2.8.1). */
    double density = hp_image_sink_of(cr) ? 4 : 3, reach = blur + 1;

    *mask = (hp_blur_mask){.target = cr, .axes = axes, .sigma = blur / 2};
    mask->rect = (hp_rect){rect.x - reach, rect.y - reach, rect.width + 2 * reach, rect.height + 2 * reach};
    set_scale(mask, density);
    double width = ceil(mask->rect.width * mask->scale_x), height = ceil(mask->rect.height * mask->scale_y);
    if ((axes == HP_BLUR_BOTH && !(mask->scale_x > 0.05)) || !(width <= SIDE_MAX && height <= SIDE_MAX))
        return FALSE;
    mask->surface = cairo_image_surface_create(CAIRO_FORMAT_A8, (int)width, (int)height);
    mask->cr = cairo_create(mask->surface);
    cairo_scale(mask->cr, mask->scale_x, mask->scale_y);
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

static void blur_surface(const hp_blur_mask *mask)
{
    int width = cairo_image_surface_get_width(mask->surface), height = cairo_image_surface_get_height(mask->surface);
    size_t stride = (size_t)MAX(cairo_image_surface_get_stride(mask->surface), 0);
    double sigma = mask->sigma * (mask->axes == HP_BLUR_Y ? mask->scale_y : mask->scale_x);
    int box = MAX((int)floor(sigma * 3 * sqrt(2 * G_PI) / 4 + 0.5), 1);

    cairo_surface_flush(mask->surface);
    guint8 *data = cairo_image_surface_get_data(mask->surface);
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
        blur_box none = {0, 0, G_GUINT64_CONSTANT(0x100000000)};

        for (int y = 0; y < height; y++)
            blur_row(data + (size_t)y * stride, copy + (size_t)y * stride, width,
                     mask->axes & HP_BLUR_X ? &pixels : &none);
        blur_columns(copy, data, width, height, stride, mask->axes & HP_BLUR_Y ? &pixels : &none);
    }
    cairo_surface_mark_dirty(mask->surface);
}

static guint8 byte_of(double part)
{
    return (guint8)(CLAMP(part, 0, 1) * 255 + 0.5);
}

/* Eight bits of opacity are as many as the colour behind has steps. */
static void paint_tint(const hp_blur_mask *mask)
{
    int width = cairo_image_surface_get_width(mask->surface), height = cairo_image_surface_get_height(mask->surface);
    ptrdiff_t stride = cairo_image_surface_get_stride(mask->surface);
    const guint8 *data = cairo_image_surface_get_data(mask->surface);
    const hp_rect rect = {mask->rect.x, mask->rect.y, width / mask->scale_x, height / mask->scale_y};
    double red = 0, green = 0, blue = 0, alpha = 1;

    if (!data)
        return;
    cairo_pattern_get_rgba(cairo_get_source(mask->target), &red, &green, &blue, &alpha);
    guint8 *samples = g_malloc((size_t)width * (size_t)height), *to = samples;
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
            *to++ = byte_of(data[y * stride + x] / 255.0 * alpha);
    g_autoptr(GBytes) opacity = g_bytes_new_take(samples, (size_t)width * (size_t)height);
    const hp_tint tint = {{byte_of(red), byte_of(green), byte_of(blue)}, width, height, opacity};
    hp_tint_draw(&tint, mask->target, &rect);
}

static void paint_mask(const hp_blur_mask *mask)
{
    cairo_pattern_t *pattern = cairo_pattern_create_for_surface(mask->surface);
    cairo_matrix_t matrix;

    cairo_matrix_init_scale(&matrix, mask->scale_x, mask->scale_y);
    cairo_matrix_translate(&matrix, -mask->rect.x, -mask->rect.y);
    cairo_pattern_set_matrix(pattern, &matrix);
    cairo_mask(mask->target, pattern);
    cairo_pattern_destroy(pattern);
}

void hp_blur_mask_paint(hp_blur_mask *mask)
{
    cairo_destroy(mask->cr);
    blur_surface(mask);
    if (hp_image_sink_of(mask->target))
        paint_tint(mask);
    else
        paint_mask(mask);
    cairo_surface_destroy(mask->surface);
}
