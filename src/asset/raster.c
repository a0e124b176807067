/* Pixels of raster pictures: PNG by cairo itself (no module to load), the rest
 * by the gdk-pixbuf loader of the format we recognized, never by its own
 * guessing. */
#include "asset/asset-internal.h"

#include "base/cairo-util.h"
#include <math.h>
#include <string.h>

typedef struct {
    const uint8_t *data;
    size_t left;
} reader;

static cairo_status_t read_bytes(void *closure, unsigned char *out, unsigned int length)
{
    reader *r = closure;
    if (length > r->left)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(out, r->data, length);
    r->data += length;
    r->left -= length;
    return CAIRO_STATUS_SUCCESS;
}

/* Newer cairo gives floating-point pixels for 16-bit PNGs. */
static cairo_surface_t *to_eight_bits(cairo_surface_t *surface)
{
    cairo_format_t format = cairo_image_surface_get_format(surface);
    if (format == CAIRO_FORMAT_ARGB32 || format == CAIRO_FORMAT_RGB24)
        return cairo_surface_reference(surface);
    cairo_surface_t *copy = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, cairo_image_surface_get_width(surface),
                                                       cairo_image_surface_get_height(surface));
    g_autoptr(cairo_t) cr = cairo_create(copy);
    cairo_set_operator(cr, CAIRO_OPERATOR_SOURCE);
    cairo_set_source_surface(cr, surface, 0, 0);
    cairo_paint(cr);
    return copy;
}

static cairo_surface_t *decode_png(const uint8_t *data, size_t size, GError **error)
{
    reader r = {data, size};
    g_autoptr(cairo_surface_t) decoded = cairo_image_surface_create_from_png_stream(read_bytes, &r);
    if (!hp_cairo_surface_ok(decoded, error))
        return NULL;
    return to_eight_bits(decoded);
}

/* a * b / 255, rounded. */
static uint32_t multiply(uint32_t a, uint32_t b)
{
    uint32_t t = a * b + 128;
    return (t + (t >> 8)) >> 8;
}

static void copy_row(const guchar *from, uint32_t *to, int width, gboolean alpha)
{
    for (int x = 0; x < width; x++) {
        if (alpha) {
            uint32_t a = from[3];
            to[x] = a << 24 | multiply(from[0], a) << 16 | multiply(from[1], a) << 8 | multiply(from[2], a);
            from += 4;
        } else {
            to[x] = 0xff000000u | (uint32_t)from[0] << 16 | (uint32_t)from[1] << 8 | from[2];
            from += 3;
        }
    }
}

static cairo_surface_t *surface_from_pixbuf(const GdkPixbuf *pixbuf, GError **error)
{
    int width = gdk_pixbuf_get_width(pixbuf), height = gdk_pixbuf_get_height(pixbuf);
    gboolean alpha = gdk_pixbuf_get_has_alpha(pixbuf);
    g_autoptr(cairo_surface_t) surface =
        cairo_image_surface_create(alpha ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24, width, height);
    if (!hp_cairo_surface_ok(surface, error))
        return NULL;
    const guchar *from = gdk_pixbuf_read_pixels(pixbuf);
    unsigned char *to = cairo_image_surface_get_data(surface);
    for (int y = 0; y < height; y++)
        copy_row(from + (gsize)y * (gsize)gdk_pixbuf_get_rowstride(pixbuf),
                 (uint32_t *)(void *)(to + (gsize)y * (gsize)cairo_image_surface_get_stride(surface)), width, alpha);
    cairo_surface_mark_dirty(surface);
    return g_steal_pointer(&surface);
}

/* What a loader is asked for. */
typedef struct {
    const hp_image *image;
    int width, height; /* 0: all there is */
} wish;

/* The loader's own reading of the size, before it takes memory. */
static void check_size(GdkPixbufLoader *loader, int width, int height, gpointer wish_pointer)
{
    const wish *w = wish_pointer;
    if (width > HP_IMAGE_SIDE_MAX || height > HP_IMAGE_SIDE_MAX ||
        (double)width * height > hp_assets_max_pixels(w->image->assets))
        gdk_pixbuf_loader_set_size(loader, 1, 1);
    else if (w->width > 0 && w->width < width && w->height < height && w->image->info.format == HP_FORMAT_JPEG)
        gdk_pixbuf_loader_set_size(loader, w->width, w->height);
}

/* Of a GIF only the first frame and the trailer, however many there are. */
static gboolean write_content(GdkPixbufLoader *loader, hp_image_format format, const uint8_t *data, size_t size,
                              GError **error)
{
    static const guchar trailer[] = {0x3b};
    if (format != HP_FORMAT_GIF)
        return gdk_pixbuf_loader_write(loader, data, size, error);
    size_t end = hp_gif_first_frame(data, size);
    if (end)
        return gdk_pixbuf_loader_write(loader, data, end, error) &&
               gdk_pixbuf_loader_write(loader, trailer, sizeof trailer, error);
    g_set_error_literal(error, HP_ERROR, HP_ERROR_INPUT, "it has no whole frame");
    return FALSE;
}

GdkPixbuf *hp_raster_pixbuf(const hp_image *image, int width, int height, GError **error)
{
    static const char *const types[] = {[HP_FORMAT_PNG] = "png",
                                        [HP_FORMAT_JPEG] = "jpeg",
                                        [HP_FORMAT_GIF] = "gif",
                                        [HP_FORMAT_WEBP] = "webp",
                                        [HP_FORMAT_BMP] = "bmp"};
    size_t size;
    const uint8_t *data = g_bytes_get_data(image->bytes, &size);
    wish w = {image, width, height};
    g_autoptr(GdkPixbufLoader) loader = gdk_pixbuf_loader_new_with_type(types[image->info.format], error);
    if (!loader)
        return NULL;
    g_signal_connect(loader, "size-prepared", G_CALLBACK(check_size), &w);
    gboolean ok = write_content(loader, image->info.format, data, size, error);
    /* A loader must be closed; its second error would hide the first. */
    ok = gdk_pixbuf_loader_close(loader, ok ? error : NULL) && ok;
    GdkPixbuf *pixbuf = ok ? gdk_pixbuf_loader_get_pixbuf(loader) : NULL;
    if (pixbuf)
        return g_object_ref(pixbuf);
    if (ok)
        g_set_error_literal(error, HP_ERROR, HP_ERROR_INTERNAL, "it has no pixels");
    return NULL;
}

static cairo_surface_t *decode_pixbuf(const hp_image *image, int shrink, GError **error)
{
    /* libjpeg's own sizes, so that the loader has nothing to scale. */
    int width = shrink > 1 ? (int)ceil(image->info.width / shrink) : 0;
    int height = shrink > 1 ? (int)ceil(image->info.height / shrink) : 0;
    g_autoptr(GdkPixbuf) pixbuf = hp_raster_pixbuf(image, width, height, error);
    return pixbuf ? surface_from_pixbuf(pixbuf, error) : NULL;
}

static void set_id(cairo_surface_t *surface, const char *id)
{
    char *copy = g_strdup(id);
    cairo_surface_set_mime_data(surface, CAIRO_MIME_TYPE_UNIQUE_ID, (unsigned char *)copy, strlen(copy), g_free, copy);
}

cairo_surface_t *hp_raster_decode(const hp_image *image, int shrink, GError **error)
{
    size_t size;
    const uint8_t *data = g_bytes_get_data(image->bytes, &size);
    cairo_surface_t *surface =
        image->info.format == HP_FORMAT_PNG ? decode_png(data, size, error) : decode_pixbuf(image, shrink, error);
    if (surface)
        set_id(surface, image->id);
    return surface;
}

static void bytes_unref(void *bytes)
{
    g_bytes_unref(bytes);
}

cairo_surface_t *hp_raster_pass_through(const hp_image *image, GError **error)
{
    size_t size;
    const unsigned char *data = g_bytes_get_data(image->bytes, &size);
    g_autoptr(cairo_surface_t) surface =
        cairo_image_surface_create(CAIRO_FORMAT_A1, (int)image->info.width, (int)image->info.height);
    cairo_status_t status =
        cairo_surface_set_mime_data(surface, CAIRO_MIME_TYPE_JPEG, data, size, bytes_unref, g_bytes_ref(image->bytes));
    if (status)
        g_bytes_unref(image->bytes);
    if (!hp_cairo_status_ok(status, error))
        return NULL;
    set_id(surface, image->id);
    return g_steal_pointer(&surface);
}
