#include "sheet/ink.h"

#include "paint/paint.h"

#include <math.h>

/* Enough to tell day from night. */
enum { SAMPLE_WIDTH = 48 };

static double luminance_mean(cairo_surface_t *surface)
{
    int width = cairo_image_surface_get_width(surface), height = cairo_image_surface_get_height(surface);
    const unsigned char *row = cairo_image_surface_get_data(surface);
    double sum = 0;
    for (int y = 0; y < height; y++, row += cairo_image_surface_get_stride(surface)) {
        const guint32 *pixels = (const void *)row;
        for (int x = 0; x < width; x++) {
            guint32 pixel = pixels[x];
            sum += hp_ink_luminance((hp_color){(float)(pixel >> 16 & 255) / 255, (float)(pixel >> 8 & 255) / 255,
                                               (float)(pixel & 255) / 255, 1});
        }
    }
    return sum / ((double)width * height);
}

double hp_ink_backdrop_luminance(const hp_page *page, hp_assets *assets)
{
    hp_page backdrop = *page;
    backdrop.root = backdrop.furniture = NULL;
    double scale = SAMPLE_WIDTH / page->width, luminance = 1;
    int height = (int)CLAMP(ceil(page->height * scale), 1, 10 * SAMPLE_WIDTH);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, SAMPLE_WIDTH, height);
    cairo_t *cr = cairo_create(surface);
    g_autoptr(hp_painter) painter = hp_painter_new(NULL);
    hp_painter_set_assets(painter, assets);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_scale(cr, scale, scale);
    hp_paint_page(painter, cr, &backdrop);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    if (cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS)
        luminance = luminance_mean(surface);
    cairo_surface_destroy(surface);
    return luminance;
}
