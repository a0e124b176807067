/*
 * Drawing a picture.
 *
 * A PDF, PostScript or SVG file takes a JPEG as it is and any picture once, however
 * often it is drawn. Everything is clipped to its rectangle: an opaque picture
 * over the whole page would otherwise make cairo 1.16 forget what came before,
 * tags included.
 */
#include "asset/asset-internal.h"

#include "base/cairo-util.h"
#include "base/geometry.h"
#include <math.h>

/* Sides in user space that a matrix can be inverted for: a failure would stay
 * with the whole document. */
#define SIDE_MIN 1e-4
#define SIDE_MAX 1e7

static gboolean is_file(cairo_t *cr)
{
    /* Groups on a PDF are recording surfaces; what counts is where they end up. */
    cairo_surface_type_t type = cairo_surface_get_type(cairo_get_target(cr));
    return type == CAIRO_SURFACE_TYPE_PDF || type == CAIRO_SURFACE_TYPE_PS || type == CAIRO_SURFACE_TYPE_SVG;
}

/* From the stored picture, w × h, to the upright one (Exif 2.32 §4.6.4 A,
 * Orientation: which sides the stored first row and column are). */
static cairo_matrix_t upright(int orientation, double w, double h)
{
    const cairo_matrix_t matrices[] = {
        {1, 0, 0, 1, 0, 0},   /* top, left */
        {-1, 0, 0, 1, w, 0},  /* top, right */
        {-1, 0, 0, -1, w, h}, /* bottom, right */
        {1, 0, 0, -1, 0, h},  /* bottom, left */
        {0, 1, 1, 0, 0, 0},   /* left, top */
        {0, 1, -1, 0, h, 0},  /* right, top */
        {0, -1, -1, 0, h, w}, /* right, bottom */
        {0, -1, 1, 0, 0, w},  /* left, bottom */
    };
    return matrices[orientation - 1];
}

/* How much smaller a JPEG may be decoded and still have a pixel for each that is
 * drawn: a page's small cover does not need a camera's twelve million. */
static int shrink_for(const hp_image *image, cairo_t *cr, const hp_rect *rect)
{
    if (image->info.format != HP_FORMAT_JPEG ||
        cairo_surface_get_type(cairo_get_group_target(cr)) != CAIRO_SURFACE_TYPE_IMAGE)
        return 1;
    double dx = rect->width, dy = 0, ex = 0, ey = rect->height;
    cairo_user_to_device_distance(cr, &dx, &dy);
    cairo_user_to_device_distance(cr, &ex, &ey);
    double factor = MIN(image->width / hypot(dx, dy), image->height / hypot(ex, ey));
    return factor >= 8 ? 8 : factor >= 4 ? 4 : factor >= 2 ? 2 : 1;
}

/* The pixels, or the JPEG itself where the target is a file. NULL when broken;
 * borrowed. */
static cairo_surface_t *raster_surface(const hp_image *image, cairo_t *cr, const hp_rect *rect, gboolean for_file,
                                       GError **error)
{
    hp_image_cache *cache = image->cache;
    if (for_file && image->info.pass_through) {
        if (!cache->pass_through)
            cache->pass_through = hp_raster_pass_through(image, error);
        return cache->pass_through;
    }
    /* Never another size that is there by chance: a page looks the same whatever
     * was drawn before it. */
    int shrink = shrink_for(image, cr, rect);
    if (cache->pixels && cache->shrink != shrink)
        hp_assets_drop_pixels(image->assets, image);
    if (!cache->pixels) {
        cache->pixels = hp_raster_decode(image, shrink, error);
        cache->shrink = shrink;
        if (cache->pixels)
            hp_assets_keep_pixels(image->assets, image);
    }
    return cache->pixels;
}

static const cairo_user_data_key_t sink_key;

void hp_image_sink_attach(cairo_surface_t *surface, const hp_image_sink *sink)
{
    cairo_surface_set_user_data(surface, &sink_key, (void *)sink, NULL);
}

const hp_image_sink *hp_image_sink_of(cairo_t *cr)
{
    return cairo_surface_get_user_data(cairo_get_target(cr), &sink_key);
}

/* Stretched over the stored picture's place, so that what replaces it needs no
 * other matrix. */
static gboolean draw_stand_in(const hp_image *image, cairo_t *cr, const hp_rect *rect, const hp_image_sink *sink,
                              GError **error)
{
    double dx = rect->width, dy = 0, ex = 0, ey = rect->height;
    if (!hp_image_data_check(image, error))
        return FALSE;
    cairo_user_to_device_distance(cr, &dx, &dy);
    cairo_user_to_device_distance(cr, &ex, &ey);
    cairo_surface_t *surface = sink->stand_in(sink->user_data, image, hypot(dx, dy), hypot(ex, ey));
    cairo_matrix_t matrix = upright(image->info.orientation, 1, 1);
    cairo_translate(cr, rect->x, rect->y);
    cairo_scale(cr, rect->width, rect->height);
    cairo_transform(cr, &matrix);
    cairo_scale(cr, 1.0 / cairo_image_surface_get_width(surface), 1.0 / cairo_image_surface_get_height(surface));
    cairo_set_source_surface(cr, surface, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_GOOD);
    cairo_paint(cr);
    return TRUE;
}

static gboolean draw_raster(const hp_image *image, cairo_t *cr, const hp_rect *rect, GError **error)
{
    const hp_image_sink *sink = hp_image_sink_of(cr);
    if (sink)
        return draw_stand_in(image, cr, rect, sink, error);
    gboolean for_file = is_file(cr);
    cairo_surface_t *surface = raster_surface(image, cr, rect, for_file, error);
    if (!surface)
        return FALSE;
    cairo_matrix_t matrix = upright(image->info.orientation, image->info.width, image->info.height);
    cairo_translate(cr, rect->x, rect->y);
    cairo_scale(cr, rect->width / image->width, rect->height / image->height);
    cairo_transform(cr, &matrix);
    cairo_scale(cr, image->info.width / cairo_image_surface_get_width(surface),
                image->info.height / cairo_image_surface_get_height(surface));
    cairo_set_source_surface(cr, surface, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_GOOD);
    /* Keeps scaled edges from fading. A file has no such edges, and padding
     * would make cairo decode and enlarge the picture. */
    if (!for_file)
        cairo_pattern_set_extend(cairo_get_source(cr), CAIRO_EXTEND_PAD);
    cairo_paint(cr);
    return TRUE;
}

/* The drawing of an SVG, recorded once for a size: a file then holds it once,
 * on however many pages it is. NULL when it cannot be drawn; borrowed. */
static cairo_surface_t *svg_recording(const hp_image *image, double width, double height, GError **error)
{
    hp_image_cache *cache = image->cache;
    if (cache->recording && cache->recording_width == width && cache->recording_height == height)
        return cache->recording;
    const cairo_rectangle_t extents = {0, 0, width, height};
    g_autoptr(cairo_surface_t) recording = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &extents);
    g_autoptr(cairo_t) cr = cairo_create(recording);
    if (!hp_svg_draw(image->svg, cr, 0, 0, width, height, error) || !hp_cairo_ok(cr, error))
        return NULL;
    g_clear_pointer(&cache->recording, cairo_surface_destroy);
    cache->recording = g_steal_pointer(&recording);
    cache->recording_width = width;
    cache->recording_height = height;
    return cache->recording;
}

/* Recorded text would be outlines in the file, so an SVG with text is drawn
 * anew each time. */
static gboolean draw_svg(const hp_image *image, cairo_t *cr, const hp_rect *rect, GError **error)
{
    if (!is_file(cr) || hp_svg_has_text(image->svg))
        return hp_svg_draw(image->svg, cr, rect->x, rect->y, rect->width, rect->height, error);
    cairo_surface_t *recording = svg_recording(image, rect->width, rect->height, error);
    if (!recording)
        return FALSE;
    cairo_set_source_surface(cr, recording, rect->x, rect->y);
    cairo_paint(cr);
    return TRUE;
}

static gboolean is_drawable(double side)
{
    return side >= SIDE_MIN && side <= SIDE_MAX;
}

gboolean hp_image_draw(const hp_image *image, cairo_t *cr, double x, double y, double width, double height)
{
    if (image->cache->broken)
        return FALSE;
    if (!is_drawable(width) || !is_drawable(height) || !isfinite(x) || !isfinite(y))
        return TRUE;
    hp_rect rect = {x, y, width, height};
    g_autoptr(GError) error = NULL;
    cairo_save(cr);
    cairo_new_path(cr);
    cairo_rectangle(cr, x, y, width, height);
    cairo_clip(cr);
    gboolean ok = image->svg ? draw_svg(image, cr, &rect, &error) : draw_raster(image, cr, &rect, &error);
    cairo_restore(cr);
    if (!ok)
        hp_image_report_broken(image, error ? error->message : NULL);
    return ok;
}
