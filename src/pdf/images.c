/*
 * Raster pictures. While cairo draws, each is a stand-in: a few bytes that look
 * to cairo like a JPEG and hold the picture's number. Finishing puts the
 * picture in its place as asset/ stores it, once its largest use is known. So
 * no pixel is touched that needs no touching, and a file can be finished anew
 * with less of them without being drawn again.
 */
#include "base/cairo-util.h"
#include "pdf/pdf-internal.h"

#include <math.h>
#include <string.h>

/* Points per inch. */
#define INCH 72.0

/* Sides of the stand-in, px; cairo takes a single one for a colour. */
enum { STAND_IN_SIDE = 8 };

static const char mark[] = "handpress picture ";

struct hp_pdf_image {
    const hp_image *image; /* NULL: a tint */
    hp_tint tint;
    cairo_surface_t *stand_in;
    double width_in, height_in; /* the largest use */
    int object, alpha_object;   /* numbers in the file; 0: not yet known */
    double dpi;                 /* of the largest use, as last written */
    size_t bytes;
    gboolean changed;
};

static void image_free(gpointer data)
{
    hp_pdf_image *image = data;

    cairo_surface_destroy(image->stand_in);
    g_clear_pointer(&image->tint.opacity, g_bytes_unref);
    g_free(image);
}

/* ITU-T T.81 Annex B: SOI, a comment, a frame of three components, EOI. */
static cairo_surface_t *stand_in_make(unsigned number)
{
    static const char frame[] = {'\xff', '\xc0', 0, 17,   8, 0, STAND_IN_SIDE, 0, STAND_IN_SIDE, 3,     1,
                                 0x11,   0,      2, 0x11, 1, 3, 0x11,          1, '\xff',        '\xd9'};
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A1, STAND_IN_SIDE, STAND_IN_SIDE);
    GString *jpeg = g_string_new("\xff\xd8\xff\xfe");
    gsize length_at = jpeg->len, length;
    char *id = g_strdup_printf("handpress-picture:%u", number), *bytes;

    g_string_append_len(jpeg, "\0", 2);
    g_string_append_printf(jpeg, "%s%u.", mark, number);
    jpeg->str[length_at + 1] = (char)(jpeg->len - length_at);
    g_string_append_len(jpeg, frame, sizeof frame);
    length = jpeg->len;
    bytes = g_string_free(jpeg, FALSE);
    cairo_surface_set_mime_data(surface, CAIRO_MIME_TYPE_JPEG, (unsigned char *)bytes, length, g_free, bytes);
    cairo_surface_set_mime_data(surface, CAIRO_MIME_TYPE_UNIQUE_ID, (unsigned char *)id, strlen(id), g_free, id);
    return surface;
}

static hp_pdf_image *image_add(hp_pdf_writer *writer)
{
    hp_pdf_image *image = g_new0(hp_pdf_image, 1);

    image->stand_in = stand_in_make(writer->images->len);
    g_ptr_array_add(writer->images, image);
    return image;
}

static cairo_surface_t *stand_in(void *user_data, const hp_image *image, double width, double height)
{
    hp_pdf_writer *writer = user_data;
    hp_pdf_image *found = g_hash_table_lookup(writer->images_by_asset, image);

    if (!found) {
        found = image_add(writer);
        found->image = image;
        g_hash_table_insert(writer->images_by_asset, (gpointer)image, found);
    }
    found->width_in = MAX(found->width_in, width / INCH);
    found->height_in = MAX(found->height_in, height / INCH);
    return found->stand_in;
}

static cairo_surface_t *tint_stand_in(void *user_data, const hp_tint *tint)
{
    hp_pdf_writer *writer = user_data;
    hp_pdf_image *found = g_hash_table_lookup(writer->images_by_tint, tint);

    if (!found) {
        found = image_add(writer);
        found->tint = *tint;
        g_bytes_ref(tint->opacity);
        g_hash_table_insert(writer->images_by_tint, &found->tint, found);
    }
    return found->stand_in;
}

void hp_writer_images_init(hp_pdf_writer *writer)
{
    writer->images = g_ptr_array_new_with_free_func(image_free);
    writer->images_by_asset = g_hash_table_new(NULL, NULL);
    writer->images_by_tint = g_hash_table_new(hp_tint_hash, hp_tint_equal);
    writer->sink = (hp_image_sink){stand_in, tint_stand_in, writer};
}

void hp_writer_images_clear(hp_pdf_writer *writer)
{
    g_hash_table_unref(writer->images_by_asset);
    g_hash_table_unref(writer->images_by_tint);
    g_ptr_array_unref(writer->images);
}

/* The picture that a stream of cairo's stands for, or NULL. */
static hp_pdf_image *image_of(const hp_pdf_writer *writer, const hp_token *data)
{
    const char *number = data->start + 6 + strlen(mark);
    guint64 index;

    if (data->length < 6 + sizeof mark || memcmp(data->start + 6, mark, strlen(mark)) != 0)
        return NULL;
    /* A point ends the number. */
    index = g_ascii_strtoull(number, NULL, 10);
    return index < writer->images->len ? g_ptr_array_index(writer->images, index) : NULL;
}

void hp_images_find(hp_pdf_writer *writer, hp_update *update, const hp_source *source)
{
    hp_token body, data;

    for (int object = 1; writer->images->len > 0 && object < source->n_objects; object++) {
        hp_pdf_image *image;

        if (!hp_source_object(source, object, &body, &data) || !data.start)
            continue;
        image = image_of(writer, &data);
        if (!image)
            continue;
        image->object = object;
        image->alpha_object = hp_update_reserve(update);
    }
}

static void append_colors(GString *to, const hp_image_data *data)
{
    gsize size;
    const guint8 *colors = data->palette ? g_bytes_get_data(data->palette, &size) : NULL;

    if (!colors) {
        g_string_append_printf(to, "/ColorSpace /Device%s", data->channels == 1 ? "Gray" : "RGB");
        return;
    }
    g_string_append_printf(to, "/ColorSpace [/Indexed /DeviceRGB %u <", (unsigned)(size / 3 - 1));
    for (gsize i = 0; i < size; i++)
        g_string_append_printf(to, "%02x", colors[i]);
    g_string_append(to, ">]");
}

/* ISO 32000-1 §7.4.4.3: predictor 15 is rows that each say their PNG filter. */
static void append_filter(GString *to, const hp_image_data *data)
{
    if (data->is_jpeg)
        g_string_append(to, " /Filter /DCTDecode");
    else
        g_string_append_printf(to,
                               " /Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors %d /BitsPerComponent %d"
                               " /Columns %d >>",
                               data->channels, data->bits, data->width);
}

static void append_key(GString *to, const hp_image_data *data)
{
    g_string_append(to, " /Mask [");
    for (int c = 0; c < data->channels; c++)
        g_string_append_printf(to, " %u %u", data->key[c], data->key[c]);
    g_string_append(to, " ]");
}

static void append_head(GString *to, const hp_image_data *data)
{
    g_string_append_printf(to, "/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent %d ", data->width,
                           data->height, data->bits);
}

static void write_alpha(hp_update *update, const hp_pdf_image *image, const hp_image_data *data)
{
    hp_image_data gray = {.width = data->width, .height = data->height, .channels = 1, .bits = 8};
    g_autoptr(GString) dictionary = g_string_new(NULL);

    append_head(dictionary, &gray);
    append_colors(dictionary, &gray);
    append_filter(dictionary, &gray);
    hp_update_add_stream(update, image->alpha_object, dictionary->str, data->alpha);
}

static void write_image(hp_update *update, hp_pdf_image *image, const hp_image_data *data)
{
    g_autoptr(GString) dictionary = g_string_new(NULL);

    append_head(dictionary, data);
    append_colors(dictionary, data);
    append_filter(dictionary, data);
    if (data->has_key)
        append_key(dictionary, data);
    if (data->alpha) {
        g_string_append_printf(dictionary, " /SMask %d 0 R", image->alpha_object);
        write_alpha(update, image, data);
    }
    hp_update_add_stream(update, image->object, dictionary->str, data->pixels);
    image->bytes = g_bytes_get_size(data->pixels) + (data->alpha ? g_bytes_get_size(data->alpha) : 0);
    image->changed = data->made_anew;
    image->dpi = sqrt((double)data->width * data->height / MAX(image->width_in * image->height_in, 1e-9));
}

void hp_pdf_writer_pictures(const hp_pdf_writer *writer, hp_pdf_pictures *pictures)
{
    *pictures = (hp_pdf_pictures){0};
    for (guint i = 0; i < writer->images->len; i++) {
        const hp_pdf_image *image = g_ptr_array_index(writer->images, i);

        if (!image->image)
            continue;
        pictures->pictures++;
        pictures->changed += image->changed;
        pictures->bytes += image->bytes;
        if (pictures->pictures == 1 || image->dpi < pictures->least_dpi)
            pictures->least_dpi = image->dpi;
    }
}

/* A picture that could be drawn and cannot be decoded is a grey place. */
static void write_blank(hp_update *update, const hp_pdf_image *image)
{
    static const char gray[] = "\xcc";
    g_autoptr(GBytes) pixel = g_bytes_new_static(gray, 1);

    hp_update_add_stream(update, image->object,
                         "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8"
                         " /ColorSpace /DeviceGray",
                         pixel);
}

static hp_image_data *data_make(const hp_pdf_writer *writer, const hp_pdf_image *image)
{
    g_autoptr(GError) error = NULL;
    hp_image_data *data;

    if (!image->image)
        return hp_image_data_of_tint(&image->tint);
    data = hp_image_data_new(image->image, &writer->image_plan, image->width_in, image->height_in, &error);
    if (!data)
        hp_image_report_broken(image->image, error ? error->message : NULL);
    return data;
}

void hp_images_write(hp_pdf_writer *writer, hp_update *update)
{
    for (guint i = 0; i < writer->images->len; i++) {
        hp_pdf_image *image = g_ptr_array_index(writer->images, i);
        g_autoptr(hp_image_data) data = NULL;

        if (!image->object)
            continue;
        data = data_make(writer, image);
        if (data)
            write_image(update, image, data);
        else
            write_blank(update, image);
    }
}
