/* What a PDF stores of a picture, as it is or as a plan wants it. */
#include "asset/asset-internal.h"

#include "asset/samples.h"
#include "base/error.h"
#include <math.h>

/* What a picture that has to become a JPEG gets when nobody says. */
enum { DEFAULT_QUALITY = 85 };

/* Scaling by less than this blurs more than it saves. */
#define SCALE_WORTH 0.9

/* Making a JPEG anew costs quality: it must save this much. */
#define AGAIN_WORTH 0.9

void hp_image_data_free(hp_image_data *data)
{
    if (!data)
        return;
    g_clear_pointer(&data->palette, g_bytes_unref);
    g_clear_pointer(&data->pixels, g_bytes_unref);
    g_clear_pointer(&data->alpha, g_bytes_unref);
    g_free(data);
}

static hp_image_data *data_copy(const hp_image_data *data)
{
    hp_image_data *copy = g_memdup2(data, sizeof *data);
    if (copy->palette)
        g_bytes_ref(copy->palette);
    if (copy->alpha)
        g_bytes_ref(copy->alpha);
    g_bytes_ref(copy->pixels);
    return copy;
}

static size_t data_size(const hp_image_data *data)
{
    return g_bytes_get_size(data->pixels) + (data->alpha ? g_bytes_get_size(data->alpha) : 0) +
           (data->palette ? g_bytes_get_size(data->palette) : 0);
}

/* ---- as it is ---- */

static hp_image_data *jpeg_data(GBytes *file, int width, int height, int channels)
{
    hp_image_data *data = g_new0(hp_image_data, 1);
    data->width = width;
    data->height = height;
    data->channels = channels;
    data->bits = 8;
    data->is_jpeg = TRUE;
    data->pixels = g_bytes_ref(file);
    return data;
}

static hp_image_data *stored_make(const hp_image *image, GError **error)
{
    const hp_image_info *info = &image->info;
    if (info->pass_through)
        return jpeg_data(image->bytes, (int)info->width, (int)info->height, info->channels);
    hp_image_data *data = info->format == HP_FORMAT_PNG ? hp_png_data(image->bytes) : NULL;
    if (data)
        return data;
    g_autoptr(GdkPixbuf) pixbuf = hp_raster_pixbuf(image, 0, 0, error);
    return pixbuf ? hp_samples_from_pixbuf(pixbuf, FALSE) : NULL;
}

/* Borrowed from the image. */
static const hp_image_data *stored(const hp_image *image, GError **error)
{
    if (!image->cache->stored)
        image->cache->stored = stored_make(image, error);
    return image->cache->stored;
}

gboolean hp_image_data_check(const hp_image *image, GError **error)
{
    hp_image_cache *cache = image->cache;
    if (!cache->checked)
        cache->checked = image->info.pass_through ||
                         (image->info.format == HP_FORMAT_PNG && hp_png_is_whole(image->bytes)) ||
                         stored(image, error) != NULL;
    return cache->checked;
}

/* ---- as a plan wants it ---- */

/* Of a side: 1, or less where the picture has more pixels than it is worth. */
static double plan_scale(const hp_image *image, const hp_image_plan *plan, double width_in, double height_in)
{
    /* The printed size is that of the upright picture. */
    double scale = MAX(plan->dpi * width_in / image->width, plan->dpi * height_in / image->height);
    return plan->dpi > 0 && scale < SCALE_WORTH ? scale : 1;
}

static gboolean is_photo(const hp_image *image, const GdkPixbuf *pixbuf)
{
    hp_image_cache *cache = image->cache;
    if (image->info.format == HP_FORMAT_JPEG)
        return TRUE;
    if (!cache->photo)
        cache->photo = hp_pixbuf_is_photo(pixbuf) ? 1 : -1;
    return cache->photo > 0;
}

static GdkPixbuf *decode_scaled(const hp_image *image, double scale, gboolean *photo, GError **error)
{
    int width = MAX((int)ceil(image->info.width * scale), 1), height = MAX((int)ceil(image->info.height * scale), 1);
    GdkPixbuf *pixbuf = hp_raster_pixbuf(image, width, height, error);
    if (!pixbuf)
        return NULL;
    *photo = is_photo(image, pixbuf);
    if (gdk_pixbuf_get_width(pixbuf) <= width && gdk_pixbuf_get_height(pixbuf) <= height)
        return pixbuf;
    GdkPixbuf *scaled = gdk_pixbuf_scale_simple(pixbuf, width, height, GDK_INTERP_BILINEAR);
    g_object_unref(pixbuf);
    if (!scaled)
        g_set_error(error, HP_ERROR, HP_ERROR_LIMIT, "there is no memory for its pixels");
    return scaled;
}

static hp_image_data *encode(const GdkPixbuf *pixbuf, gboolean as_jpeg, const hp_image_plan *plan, GError **error)
{
    if (!as_jpeg)
        return hp_samples_from_pixbuf(pixbuf, plan->small);
    g_autoptr(GBytes) jpeg = hp_jpeg_write(pixbuf, plan->quality ? plan->quality : DEFAULT_QUALITY, error);
    hp_image_info info = {0};
    if (!jpeg || !hp_jpeg_probe(g_bytes_get_data(jpeg, NULL), g_bytes_get_size(jpeg), &info))
        return NULL;
    hp_image_data *data = jpeg_data(jpeg, (int)info.width, (int)info.height, info.channels);
    data->alpha = hp_samples_alpha(pixbuf, plan->small);
    return data;
}

/* The picture as it is, but for what the plan forbids. */
static hp_image_data *keep(const hp_image_data *now, const hp_image_plan *plan)
{
    hp_image_data *data = data_copy(now);
    if (data->is_jpeg && plan->no_extras) {
        g_bytes_unref(data->pixels);
        data->pixels = hp_jpeg_without_extras(now->pixels);
    }
    return data;
}

hp_image_data *hp_image_data_new(const hp_image *image, const hp_image_plan *plan, double width_in, double height_in,
                                 GError **error)
{
    const hp_image_data *now = stored(image, error);
    if (!now)
        return NULL;
    double scale = plan_scale(image, plan, width_in, height_in);
    gboolean is_jpeg = image->info.format == HP_FORMAT_JPEG, photo = is_jpeg;
    /* Drawings gain by fewer pixels alone, other photographs by being JPEG, too. */
    gboolean known_drawing = image->cache->photo < 0 && !plan->drawings && !plan->small;
    gboolean idle = scale == 1 && ((is_jpeg && !plan->quality) || known_drawing);
    if (idle || (plan->dpi <= 0 && !plan->quality))
        return keep(now, plan);
    g_autoptr(GdkPixbuf) pixbuf = decode_scaled(image, scale, &photo, error);
    if (!pixbuf)
        return NULL;
    gboolean as_jpeg = photo || plan->drawings;
    if (scale == 1 && !as_jpeg && !plan->small)
        return keep(now, plan);
    g_autoptr(hp_image_data) made = encode(pixbuf, as_jpeg, plan, error);
    if (!made)
        return NULL;
    made->made_anew = TRUE;
    double worth = is_jpeg && scale == 1 ? AGAIN_WORTH : 1;
    return (double)data_size(made) < worth * (double)data_size(now) ? g_steal_pointer(&made) : keep(now, plan);
}
