/* What a PDF stores of pictures: PNG of every kind against gdk-pixbuf's pixels,
 * JPEG as it is, and what a plan makes of them. */
#include "samples.h"

#include "asset/image-data.h"
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

/* ---- PNG files made here (ISO/IEC 15948) ---- */

typedef struct {
    int bits, type, width, height;
    gboolean interlaced;
    int pieces;  /* IDAT chunks */
    int trns;    /* bytes of tRNS; 0: none */
    int palette; /* entries */
    gboolean opaque;
} kind;

static void append_be32(GByteArray *to, guint32 value)
{
    const guint8 bytes[] = {(guint8)(value >> 24), (guint8)(value >> 16), (guint8)(value >> 8), (guint8)value};
    g_byte_array_append(to, bytes, 4);
}

static void append_chunk(GByteArray *to, const char *type, const void *data, gsize size)
{
    append_be32(to, (guint32)size);
    guint start = to->len;
    g_byte_array_append(to, (const guint8 *)type, 4);
    if (size)
        g_byte_array_append(to, data, (guint)size);
    append_be32(to, (guint32)crc32(0, to->data + start, (uInt)(to->len - start)));
}

static int channels_of(int type)
{
    return type == 2 ? 3 : type == 4 ? 2 : type == 6 ? 4 : 1;
}

static int paeth(int a, int b, int c)
{
    int p = a + b - c, pa = abs(p - a), pb = abs(p - b), pc = abs(p - c);
    return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

static int predicted(int filter, const guint8 *row, const guint8 *above, gsize i, gsize bpp)
{
    int a = i >= bpp ? row[i - bpp] : 0, b = above ? above[i] : 0, c = above && i >= bpp ? above[i - bpp] : 0;
    const int values[] = {0, a, b, (a + b) / 2, paeth(a, b, c)};
    return values[filter];
}

/* Sample c of pixel x, y: smooth and noisy places. */
static unsigned sample(const kind *k, int x, int y, int c)
{
    unsigned value = (unsigned)(x * 7 + y * 13 + c * 50 + (x > 20 ? x * y * 31 : 0));
    if (k->type == 3)
        return value % (unsigned)k->palette;
    if ((k->type == 4 || k->type == 6) && c == channels_of(k->type) - 1 && k->opaque)
        return (1u << k->bits) - 1;
    return value & ((1u << k->bits) - 1);
}

/* Rows of the pixels x0 + i · dx, y0 + i · dy, each with another filter. */
static void append_rows(GByteArray *to, const kind *k, int x0, int y0, int dx, int dy)
{
    int width = (k->width - x0 + dx - 1) / dx, channels = channels_of(k->type);
    gsize stride = ((gsize)width * (gsize)(channels * k->bits) + 7) / 8, bpp = (gsize)MAX(channels * k->bits / 8, 1);
    g_autofree guint8 *above = g_malloc0(stride + 1), *row = NULL;
    if (width <= 0)
        return;
    for (int y = y0, n = 0; y < k->height; y += dy, n++) {
        g_free(row);
        row = g_malloc0(stride + 1);
        for (int x = 0; x < width * channels; x++) {
            unsigned value = sample(k, x0 + x / channels * dx, y, x % channels);
            if (k->bits == 16) {
                row[x * 2] = (guint8)(value >> 8);
                row[x * 2 + 1] = (guint8)value;
            } else {
                row[x * k->bits / 8] |= (guint8)(value << (8 - k->bits - x * k->bits % 8));
            }
        }
        guint8 filter = (guint8)(n % 5);
        g_byte_array_append(to, &filter, 1);
        for (gsize i = 0; i < stride; i++) {
            guint8 byte = (guint8)(row[i] - predicted(filter, row, n ? above : NULL, i, bpp));
            g_byte_array_append(to, &byte, 1);
        }
        memcpy(above, row, stride);
    }
}

static GBytes *png_make(const kind *k)
{
    static const int adam7[7][4] = {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4},
                                    {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}};
    g_autoptr(GByteArray) rows = g_byte_array_new(), head = g_byte_array_new();
    for (int i = 0; k->interlaced && i < 7; i++)
        append_rows(rows, k, adam7[i][0], adam7[i][1], adam7[i][2], adam7[i][3]);
    if (!k->interlaced)
        append_rows(rows, k, 0, 0, 1, 1);
    uLongf size = compressBound(rows->len);
    g_autofree guint8 *packed = g_malloc(size);
    compress(packed, &size, rows->data, rows->len);
    GByteArray *out = g_byte_array_new();
    g_byte_array_append(out, (const guint8 *)"\x89PNG\r\n\x1a\n", 8);
    append_be32(head, (guint32)k->width);
    append_be32(head, (guint32)k->height);
    const guint8 tail[] = {(guint8)k->bits, (guint8)k->type, 0, 0, k->interlaced};
    g_byte_array_append(head, tail, 5);
    append_chunk(out, "IHDR", head->data, head->len);
    guint8 extra[768];
    for (int i = 0; i < 768; i++)
        extra[i] = (guint8)(i * 37 + i / 3);
    if (k->type == 3)
        append_chunk(out, "PLTE", extra, (gsize)k->palette * 3);
    /* The colour key is the first pixel's. */
    guint8 trns[256];
    for (int i = 0; i < k->trns; i++)
        trns[i] = k->type == 3 ? (guint8)(i * 60) : i % 2 ? (guint8)sample(k, 0, 0, i / 2) : 0;
    if (k->trns)
        append_chunk(out, "tRNS", trns, (gsize)k->trns);
    for (int i = 0; i < k->pieces; i++) {
        gsize start = size * (gsize)i / (gsize)k->pieces, end = size * (gsize)(i + 1) / (gsize)k->pieces;
        append_chunk(out, "IDAT", packed + start, end - start);
    }
    append_chunk(out, "IEND", NULL, 0);
    return g_byte_array_free_to_bytes(out);
}

/* ---- what a reader makes of stored data (ISO 32000-1 §7.4.4.4, §8.9.5) ---- */

static guint8 *unpack(GBytes *zlib, int width, int height, int channels, int bits)
{
    gsize stride = ((gsize)(width * channels * bits) + 7) / 8, bpp = (gsize)MAX(channels * bits / 8, 1);
    uLongf size = (uLongf)((stride + 1) * (gsize)height);
    g_autofree guint8 *packed = g_malloc(size);
    g_assert_cmpint(uncompress(packed, &size, g_bytes_get_data(zlib, NULL), g_bytes_get_size(zlib)), ==, Z_OK);
    g_assert_cmpuint(size, ==, (stride + 1) * (gsize)height);
    guint8 *rows = g_malloc0(stride * (gsize)height + 1);
    for (gsize y = 0; y < (gsize)height; y++) {
        const guint8 *from = packed + y * (stride + 1);
        guint8 *row = rows + y * stride;
        for (gsize i = 0; i < stride; i++)
            row[i] = (guint8)(from[1 + i] + predicted(from[0], row, y ? row - stride : NULL, i, bpp));
    }
    return rows;
}

static unsigned stored_sample(const guint8 *rows, gsize stride, int bits, int x, int y)
{
    return (unsigned)(rows[(gsize)y * stride + (gsize)(x * bits / 8)] >> (8 - bits - x * bits % 8)) &
           ((1u << bits) - 1);
}

/* RGBA of every pixel. */
static guint32 *data_pixels(const hp_image_data *data)
{
    g_autofree guint8 *rows = unpack(data->pixels, data->width, data->height, data->channels, data->bits);
    g_autofree guint8 *alpha = data->alpha ? unpack(data->alpha, data->width, data->height, 1, 8) : NULL;
    const guint8 *palette = data->palette ? g_bytes_get_data(data->palette, NULL) : NULL;
    gsize stride = ((gsize)(data->width * data->channels * data->bits) + 7) / 8;
    guint32 *pixels = g_new(guint32, (gsize)data->width * (gsize)data->height);
    for (int i = 0; i < data->width * data->height; i++) {
        int x = i % data->width, y = i / data->width;
        unsigned c[3] = {0}, key = data->has_key;
        for (int at = 0; at < data->channels; at++) {
            c[at] = stored_sample(rows, stride, data->bits, x * data->channels + at, y);
            key = key && c[at] == data->key[at];
            if (!palette)
                c[at] = c[at] * 255 / ((1u << data->bits) - 1);
        }
        if (palette)
            memcpy(c, (unsigned[]){palette[c[0] * 3], palette[c[0] * 3 + 1], palette[c[0] * 3 + 2]}, sizeof c);
        else if (data->channels == 1)
            c[1] = c[2] = c[0];
        pixels[i] = c[0] << 24 | c[1] << 16 | c[2] << 8 | (key ? 0 : alpha ? alpha[i] : 255);
    }
    return pixels;
}

static void assert_same(const hp_image_data *data, GBytes *file, int tolerance)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GdkPixbufLoader) loader = gdk_pixbuf_loader_new();
    g_assert_true(gdk_pixbuf_loader_write_bytes(loader, file, &error) && gdk_pixbuf_loader_close(loader, &error));
    GdkPixbuf *pixbuf = gdk_pixbuf_loader_get_pixbuf(loader);
    g_autofree guint32 *pixels = data_pixels(data);
    int n = gdk_pixbuf_get_n_channels(pixbuf);
    for (int y = 0; y < data->height; y++)
        for (int x = 0; x < data->width; x++) {
            const guint8 *at = gdk_pixbuf_read_pixels(pixbuf) + y * gdk_pixbuf_get_rowstride(pixbuf) + x * n;
            guint32 got = pixels[y * data->width + x];
            int alpha = n == 4 ? at[3] : 255;
            g_assert_cmpint(abs((int)(got & 255) - alpha), <=, tolerance);
            for (int c = 0; alpha && c < 3; c++)
                g_assert_cmpint(abs((int)(got >> (24 - 8 * c) & 255) - at[c]), <=, tolerance);
        }
}

static const hp_image *load(hp_test_folders *f, GBytes *bytes)
{
    static unsigned number;
    g_autofree char *name = g_strdup_printf("deck/picture-%u", ++number);
    folders_add_bytes(f, name, bytes);
    const hp_image *image = hp_assets_load(f->store, strchr(name, '/') + 1, 3);
    g_assert_nonnull(image);
    return image;
}

static const hp_image_plan as_is;

static hp_image_data *data_of(hp_test_folders *f, GBytes *file, const hp_image_plan *plan, double inches)
{
    const hp_image *image = load(f, file);
    g_autoptr(GError) error = NULL;
    hp_image_data *data =
        hp_image_data_new(image, plan, inches, inches * hp_image_height(image) / hp_image_width(image), &error);
    g_assert_no_error(error);
    g_assert_nonnull(data);
    return data;
}

/* Every kind of PNG shows what gdk-pixbuf shows; those that can be are stored
 * with the very bytes of the file. */
static void test_png_kinds(hp_test_folders *f, gconstpointer unused G_GNUC_UNUSED)
{
    static const struct {
        kind k;
        gboolean own_bytes;
    } cases[] = {{{8, 2, 33, 17, FALSE, 1, 0, 0, FALSE}, TRUE},   {{8, 2, 33, 17, FALSE, 5, 0, 0, FALSE}, TRUE},
                 {{8, 2, 33, 17, TRUE, 1, 0, 0, FALSE}, FALSE},   {{16, 2, 33, 17, FALSE, 1, 0, 0, FALSE}, FALSE},
                 {{8, 2, 33, 17, FALSE, 1, 6, 0, FALSE}, TRUE},   {{8, 0, 33, 17, FALSE, 1, 0, 0, FALSE}, TRUE},
                 {{8, 0, 33, 17, FALSE, 1, 2, 0, FALSE}, TRUE},   {{1, 0, 33, 17, FALSE, 1, 0, 0, FALSE}, TRUE},
                 {{2, 0, 33, 17, FALSE, 1, 0, 0, FALSE}, TRUE},   {{4, 0, 33, 17, FALSE, 2, 0, 0, FALSE}, TRUE},
                 {{16, 0, 33, 17, FALSE, 1, 0, 0, FALSE}, FALSE}, {{1, 3, 33, 17, FALSE, 1, 0, 2, FALSE}, TRUE},
                 {{2, 3, 33, 17, FALSE, 1, 0, 4, FALSE}, TRUE},   {{4, 3, 33, 17, FALSE, 1, 0, 11, FALSE}, TRUE},
                 {{8, 3, 33, 17, FALSE, 1, 0, 200, FALSE}, TRUE}, {{8, 3, 33, 17, FALSE, 1, 4, 200, FALSE}, TRUE},
                 {{4, 3, 33, 17, FALSE, 1, 5, 11, FALSE}, TRUE},  {{4, 3, 33, 17, TRUE, 1, 5, 11, FALSE}, FALSE},
                 {{8, 4, 33, 17, FALSE, 1, 0, 0, FALSE}, FALSE},  {{8, 4, 33, 17, FALSE, 1, 0, 0, TRUE}, FALSE},
                 {{8, 6, 33, 17, FALSE, 3, 0, 0, FALSE}, FALSE},  {{8, 6, 33, 17, FALSE, 1, 0, 0, TRUE}, FALSE},
                 {{8, 6, 33, 17, TRUE, 1, 0, 0, FALSE}, FALSE},   {{16, 6, 33, 17, FALSE, 1, 0, 0, FALSE}, FALSE},
                 {{8, 2, 1, 1, FALSE, 1, 0, 0, FALSE}, TRUE},     {{8, 6, 1, 1, FALSE, 1, 0, 0, FALSE}, FALSE}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const kind *k = &cases[i].k;
        g_autoptr(GBytes) file = png_make(k);
        g_autoptr(hp_image_data) data = data_of(f, file, &as_is, 1);
        g_test_message("case %zu", i);
        assert_same(data, file, k->bits == 16 ? 1 : 0);
        gboolean there = memmem(g_bytes_get_data(file, NULL), g_bytes_get_size(file),
                                g_bytes_get_data(data->pixels, NULL), g_bytes_get_size(data->pixels)) != NULL;
        if (k->pieces == 1)
            g_assert_cmpint(there, ==, cases[i].own_bytes);
        if (k->type == 4 || k->type == 6)
            g_assert_cmpint(data->alpha == NULL, ==, k->opaque);
    }
}

/* A broken checksum, a missing end: not stored as it is. */
static void test_broken_png(hp_test_folders *f, gconstpointer unused G_GNUC_UNUSED)
{
    static const kind k = {8, 2, 64, 64, FALSE, 1, 0, 0, FALSE};
    g_autoptr(GBytes) whole = png_make(&k);
    gsize size = g_bytes_get_size(whole);
    for (int i = 0; i < 2; i++) {
        g_autofree guint8 *bytes = g_memdup2(g_bytes_get_data(whole, NULL), size);
        bytes[size / 2] ^= i == 0 ? 0x55 : 0;
        g_autoptr(GBytes) broken = g_bytes_new(bytes, i == 0 ? size : size / 2);
        g_autoptr(GError) error = NULL;
        g_autoptr(hp_image_data) data = hp_image_data_new(load(f, broken), &as_is, 1, 1, &error);
        g_assert_true(!data || !memmem(bytes, size, g_bytes_get_data(data->pixels, NULL), 100));
        g_assert_true(data || error);
    }
}

/* GIF and BMP are stored without loss, with a palette where they have few colours. */
static void test_other_formats(hp_test_folders *f, gconstpointer unused G_GNUC_UNUSED)
{
    g_autoptr(GBytes) gif = g_bytes_new_static(sample_gif, sample_gif_size), bmp = sample_bmp(64, 32);
    g_autoptr(hp_image_data) two = data_of(f, gif, &as_is, 1);
    g_assert_cmpint(two->bits, ==, 1);
    assert_same(two, gif, 0);
    g_autoptr(hp_image_data) four = data_of(f, bmp, &as_is, 1);
    g_assert_cmpint(four->bits, ==, 2);
    g_assert_cmpuint(g_bytes_get_size(four->palette), ==, 12);
    assert_same(four, bmp, 0);
}

static void test_jpeg(hp_test_folders *f, gconstpointer unused G_GNUC_UNUSED)
{
    g_autoptr(GBytes) jpeg = sample_jpeg(64, 32, 6, TRUE);
    g_autoptr(hp_image_data) data = data_of(f, jpeg, &as_is, 1);
    g_assert_true(data->is_jpeg && g_bytes_equal(data->pixels, jpeg));
    /* Without extras the orientation's segment is gone, all the rest the same. */
    const hp_image_plan bare = {.no_extras = TRUE};
    g_autoptr(hp_image_data) less = data_of(f, jpeg, &bare, 1);
    g_assert_cmpuint(g_bytes_get_size(less->pixels), ==, g_bytes_get_size(jpeg) - 36);
    g_assert_null(memmem(g_bytes_get_data(less->pixels, NULL), g_bytes_get_size(less->pixels), "Exif", 4));
}

/* ---- plans ---- */

/* Noise on a slope: as a camera sees; or flat fields: as a screen shows. */
static GBytes *png_of(gboolean photo, gboolean alpha, int width, int height)
{
    g_autoptr(GdkPixbuf) pixbuf = gdk_pixbuf_new(GDK_COLORSPACE_RGB, alpha, 8, width, height);
    guint32 noise = 1;
    for (int y = 0; y < height; y++) {
        guint8 *at = gdk_pixbuf_get_pixels(pixbuf) + y * gdk_pixbuf_get_rowstride(pixbuf);
        for (int x = 0; x < width; x++, at += alpha ? 4 : 3) {
            noise = noise * 1664525 + 1013904223;
            for (int c = 0; c < 3; c++)
                at[c] = photo ? (guint8)(x * 200 / width + (int)(noise >> (8 + c) & 15))
                              : (guint8)(x / 40 % 2 ? 40 * c + y / 30 : 255 - y / 30);
            if (alpha)
                at[3] = (guint8)(y * 255 / height);
        }
    }
    char *data = NULL;
    gsize size = 0;
    g_assert_true(gdk_pixbuf_save_to_buffer(pixbuf, &data, &size, "png", NULL, NULL));
    return g_bytes_new_take(data, size);
}

/* Pixels by the largest use: never less than asked for, never more than there are. */
static void test_dpi(hp_test_folders *f, gconstpointer unused G_GNUC_UNUSED)
{
    static const struct {
        double dpi, inches;
        int width, height;
    } cases[] = {{100, 2, 200, 100}, {150, 1, 150, 75}, {100, 3.9, 400, 200}, {300, 2, 400, 200}, {99.9, 1, 100, 50}};
    g_autoptr(GBytes) png = png_of(TRUE, FALSE, 400, 200);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const hp_image_plan plan = {.dpi = cases[i].dpi};
        g_autoptr(hp_image_data) data = data_of(f, png, &plan, cases[i].inches);
        g_assert_cmpint(data->width, ==, cases[i].width);
        g_assert_cmpint(data->height, ==, cases[i].height);
        g_assert_true(data->is_jpeg);
        g_assert_cmpuint(g_bytes_get_size(data->pixels), <, g_bytes_get_size(png));
    }
}

/* A picture on its side: EXIF turns the printed size, not the stored one. */
static void test_dpi_of_turned(hp_test_folders *f, gconstpointer unused G_GNUC_UNUSED)
{
    const hp_image_plan plan = {.dpi = 100};
    g_autoptr(GBytes) jpeg = sample_jpeg(800, 400, 6, TRUE);
    g_autoptr(hp_image_data) data = data_of(f, jpeg, &plan, 2);
    g_assert_cmpint(data->width, ==, 400);
    g_assert_cmpint(data->height, ==, 200);
}

/* Photographs become JPEG, drawings do not; alpha is kept either way. */
static void test_photographs_and_drawings(hp_test_folders *f, gconstpointer unused G_GNUC_UNUSED)
{
    const hp_image_plan plan = {.dpi = 100, .quality = 80};
    for (int photo = 0; photo < 2; photo++) {
        for (int alpha = 0; alpha < 2; alpha++) {
            g_autoptr(GBytes) png = png_of(photo, alpha, 400, 200);
            for (int inches = 2; inches <= 6; inches += 4) {
                g_autoptr(hp_image_data) data = data_of(f, png, &plan, inches);
                g_assert_cmpint(data->is_jpeg, ==, photo);
                g_assert_cmpint(data->alpha != NULL, ==, alpha);
            }
        }
    }
    const hp_image_plan last = {.dpi = 100, .quality = 30, .drawings = TRUE};
    g_autoptr(GBytes) noise = png_of(TRUE, FALSE, 200, 100);
    g_autoptr(hp_image_data) data = data_of(f, noise, &last, 2);
    g_assert_true(data->is_jpeg);
}

/* Lower quality, smaller file; a quality that saves nothing leaves a JPEG alone. */
static void test_quality(hp_test_folders *f, gconstpointer unused G_GNUC_UNUSED)
{
    g_autoptr(GBytes) png = png_of(TRUE, FALSE, 400, 200);
    gsize last = 0;
    GBytes *smallest = NULL;
    for (int quality = 30; quality <= 90; quality += 30) {
        const hp_image_plan plan = {.quality = quality};
        g_autoptr(hp_image_data) data = data_of(f, png, &plan, 1);
        g_assert_cmpint(data->width, ==, 400);
        g_assert_cmpuint(g_bytes_get_size(data->pixels), >, last);
        last = g_bytes_get_size(data->pixels);
        if (!smallest)
            smallest = g_bytes_ref(data->pixels);
    }
    const hp_image_plan high = {.quality = 95};
    g_autoptr(hp_image_data) same = data_of(f, smallest, &high, 1);
    g_assert_true(g_bytes_equal(same->pixels, smallest));
    g_bytes_unref(smallest);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(path, function) g_test_add(path, hp_test_folders, NULL, folders_set_up, function, folders_tear_down)
    ADD("/image-data/png-kinds", test_png_kinds);
    ADD("/image-data/broken-png", test_broken_png);
    ADD("/image-data/other-formats", test_other_formats);
    ADD("/image-data/jpeg", test_jpeg);
    ADD("/image-data/dpi", test_dpi);
    ADD("/image-data/dpi-of-turned", test_dpi_of_turned);
    ADD("/image-data/photographs-and-drawings", test_photographs_and_drawings);
    ADD("/image-data/quality", test_quality);
    return g_test_run();
}
