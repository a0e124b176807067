#include "paint/picture.h"

#include "base/cairo-util.h"

#include <cairo-svg.h>
#include <math.h>
#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* cairo's surfaces have no longer sides; the area is what memory is for. */
#define SIDE_MAX_PX 32767.0
#define AREA_MAX_PX 100e6

/* Points per CSS px of a page that was not shrunk. */
#define POINTS_PER_PX 0.75

static cairo_status_t take_text(void *data, const unsigned char *bytes, unsigned length)
{
    g_string_append_len(data, (const char *)bytes, length);
    return CAIRO_STATUS_SUCCESS;
}

static void paint(hp_painter *painter, cairo_surface_t *surface, const hp_page *page, double scale)
{
    g_autoptr(cairo_t) cr = cairo_create(surface);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_scale(cr, scale, scale);
    hp_paint_page(painter, cr, page);
}

/* Red, green, blue, without cairo's fourth byte. */
static guint8 *pixels_take(cairo_surface_t *surface, unsigned width, unsigned height)
{
    cairo_surface_flush(surface);
    const unsigned char *data = cairo_image_surface_get_data(surface);
    size_t stride = (size_t)cairo_image_surface_get_stride(surface);
    guint8 *pixels = g_malloc((size_t)width * height * 3), *to = pixels;
    for (unsigned y = 0; y < height; y++) {
        const guint32 *row = (const guint32 *)(gconstpointer)(data + y * stride);
        for (unsigned x = 0; x < width; x++) {
            *to++ = (guint8)(row[x] >> 16);
            *to++ = (guint8)(row[x] >> 8);
            *to++ = (guint8)row[x];
        }
    }
    return pixels;
}

/* Slides are flat colours and letters: without filters and with little effort the
 * file is about as small as cairo makes it, in a third of the time. */
static gboolean encode_png(cairo_surface_t *surface, unsigned width, unsigned height, GString *to, GError **error)
{
    png_image image = {.version = PNG_IMAGE_VERSION,
                       .width = width,
                       .height = height,
                       .format = PNG_FORMAT_RGB,
                       .flags = PNG_IMAGE_FLAG_FAST};
    g_autofree guint8 *pixels = pixels_take(surface, width, height);
    char *bytes = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&bytes, &size);
    gboolean ok = stream && png_image_write_to_stdio(&image, stream, 0, pixels, (png_int_32)width * 3, NULL);
    if (stream)
        ok = fclose(stream) == 0 && ok;
    if (ok)
        g_string_append_len(to, bytes, (gssize)size);
    else
        g_set_error(error, HP_ERROR, HP_ERROR_INTERNAL, "cannot make a PNG: %s",
                    *image.message ? image.message : "out of memory");
    free(bytes);
    return ok;
}

static gboolean draw_png(hp_painter *painter, const hp_page *page, double scale, GString *to, GError **error)
{
    double width = MAX(round(page->width * scale), 1), height = MAX(round(page->height * scale), 1);
    if (MAX(width, height) > SIDE_MAX_PX || width * height > AREA_MAX_PX) {
        g_set_error(error, HP_ERROR, HP_ERROR_LIMIT, "a picture of %.0f × %.0f pixels is larger than the limits allow",
                    width, height);
        return FALSE;
    }
    g_autoptr(cairo_surface_t) surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)height);
    paint(painter, surface, page, scale);
    return hp_cairo_surface_ok(surface, error) && encode_png(surface, (unsigned)width, (unsigned)height, to, error);
}

/* cairo names what it embeds by counters of the process: "#image103". The same
 * name in order of appearance makes the file depend on its page alone. at is
 * behind the sign before the name; what was read of it is returned. */
static size_t append_name(GString *to, const char *at, size_t left, GHashTable *numbers)
{
    static const char *const counted[] = {"surface", "image", "source-"};
    for (size_t i = 0; i < G_N_ELEMENTS(counted); i++) {
        size_t word = strlen(counted[i]), length = word;
        if (left <= word || memcmp(at, counted[i], word) != 0)
            continue;
        while (length < left && g_ascii_isdigit(at[length]))
            length++;
        if (length == word)
            continue;
        char *name = g_strndup(at, length);
        gpointer number = g_hash_table_lookup(numbers, name);
        if (!number)
            number = GUINT_TO_POINTER(g_hash_table_size(numbers) + 1);
        g_hash_table_insert(numbers, name, number);
        g_string_append_printf(to, "%s%u", counted[i], GPOINTER_TO_UINT(number));
        return length;
    }
    return 0;
}

static void svg_rename(GString *out, const GString *svg)
{
    g_autoptr(GHashTable) numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const char *at = svg->str, *end = at + svg->len;
    while (at < end) {
        const char *sign = at;
        while (sign < end && *sign != '"' && *sign != '#')
            sign++;
        sign += sign < end;
        g_string_append_len(out, at, sign - at);
        at = sign + append_name(out, sign, (size_t)(end - sign), numbers);
    }
}

/* The root's width and height, which cairo writes first, become the size. */
static void svg_resize(GString *svg, double width, double height)
{
    char w[G_ASCII_DTOSTR_BUF_SIZE], h[G_ASCII_DTOSTR_BUF_SIZE];
    char *start = strstr(svg->str, " width=\""), *end = start ? strstr(start, " viewBox=") : NULL;
    if (!end)
        return;
    g_autofree char *size = g_strdup_printf(" width=\"%s\" height=\"%s\"", g_ascii_formatd(w, sizeof w, "%.6g", width),
                                            g_ascii_formatd(h, sizeof h, "%.6g", height));
    gssize offset = start - svg->str;
    g_string_erase(svg, offset, end - start);
    g_string_insert(svg, offset, size);
}

/* Drawn in the page's own px and then given its size: cairo 1.16 puts masks
 * (blurred shadows) at wrong places under a scale. */
static gboolean draw_svg(hp_painter *painter, const hp_page *page, double scale, GString *to, GError **error)
{
    g_autoptr(GString) svg = g_string_new(NULL);
    g_autoptr(cairo_surface_t) surface = cairo_svg_surface_create_for_stream(take_text, svg, page->width, page->height);
    cairo_svg_surface_set_document_unit(surface, CAIRO_SVG_UNIT_PX);
    paint(painter, surface, page, 1);
    cairo_surface_finish(surface);
    if (!hp_cairo_surface_ok(surface, error))
        return FALSE;
    svg_rename(to, svg);
    svg_resize(to, page->width * scale, page->height * scale);
    return TRUE;
}

GBytes *hp_picture_draw(hp_painter *painter, const hp_page *page, hp_picture_format format, double scale,
                        GError **error)
{
    GString *file = g_string_new(NULL);
    double shrunk = page->points_per_px > 0 ? page->points_per_px / POINTS_PER_PX : 1;
    gboolean ok = format == HP_PICTURE_PNG ? draw_png(painter, page, scale * shrunk, file, error)
                                           : draw_svg(painter, page, scale * shrunk, file, error);
    if (ok)
        return g_string_free_to_bytes(file);
    g_string_free(file, TRUE);
    return NULL;
}
