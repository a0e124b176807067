/* JPEG files out: made of pixels, or of another one without its extras. */
#include "asset/asset-internal.h"

#include "base/error.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Wants stdio.h before it. */
#include <jpeglib.h>

/* libjpeg reports by a function that must not return. */
typedef struct {
    struct jpeg_error_mgr manager;
    jmp_buf back;
    char message[JMSG_LENGTH_MAX];
} trouble;

G_NORETURN static void fail(j_common_ptr jpeg)
{
    trouble *t = (trouble *)(void *)jpeg->err;
    jpeg->err->format_message(jpeg, t->message);
    longjmp(t->back, 1);
}

static void say_nothing(j_common_ptr jpeg)
{
    (void)jpeg;
}

static gboolean is_gray(const GdkPixbuf *pixbuf)
{
    int width = gdk_pixbuf_get_width(pixbuf), channels = gdk_pixbuf_get_n_channels(pixbuf);
    const guchar *pixels = gdk_pixbuf_read_pixels(pixbuf);
    for (int y = 0; y < gdk_pixbuf_get_height(pixbuf); y++) {
        const guchar *at = pixels + (size_t)y * (size_t)gdk_pixbuf_get_rowstride(pixbuf);
        for (int x = 0; x < width; x++, at += channels)
            if (at[0] != at[1] || at[1] != at[2])
                return FALSE;
    }
    return TRUE;
}

static void write_rows(struct jpeg_compress_struct *jpeg, const GdkPixbuf *pixbuf, guchar *row)
{
    int channels = gdk_pixbuf_get_n_channels(pixbuf), wanted = jpeg->input_components;
    const guchar *pixels = gdk_pixbuf_read_pixels(pixbuf);
    while (jpeg->next_scanline < jpeg->image_height) {
        const guchar *at = pixels + (size_t)jpeg->next_scanline * (size_t)gdk_pixbuf_get_rowstride(pixbuf);
        for (unsigned x = 0; x < jpeg->image_width; x++, at += channels)
            memcpy(row + x * (unsigned)wanted, at, (size_t)wanted);
        jpeg_write_scanlines(jpeg, &row, 1);
    }
}

static void set_up(struct jpeg_compress_struct *jpeg, const GdkPixbuf *pixbuf, int quality)
{
    gboolean gray = is_gray(pixbuf);
    jpeg->image_width = (JDIMENSION)gdk_pixbuf_get_width(pixbuf);
    jpeg->image_height = (JDIMENSION)gdk_pixbuf_get_height(pixbuf);
    jpeg->input_components = gray ? 1 : 3;
    jpeg->in_color_space = gray ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(jpeg);
    jpeg_set_quality(jpeg, quality, TRUE);
    /* Both save some percent and cost little. */
    jpeg->optimize_coding = TRUE;
    jpeg_simple_progression(jpeg);
}

GBytes *hp_jpeg_write(const GdkPixbuf *pixbuf, int quality, GError **error)
{
    struct jpeg_compress_struct jpeg = {0};
    trouble t = {0};
    /* What longjmp comes back to must not live in registers. */
    unsigned char *volatile row = g_malloc((size_t)gdk_pixbuf_get_width(pixbuf) * 3);
    unsigned char *out = NULL;
    unsigned long size = 0;
    jpeg.err = jpeg_std_error(&t.manager);
    t.manager.error_exit = fail;
    t.manager.output_message = say_nothing;
    if (setjmp(t.back)) {
        /* Whose the half-written file is libjpeg does not tell: it is left. */
        g_set_error(error, HP_ERROR, HP_ERROR_INTERNAL, "libjpeg: %s", t.message);
        jpeg_destroy_compress(&jpeg);
        g_free(row);
        return NULL;
    }
    jpeg_create_compress(&jpeg);
    jpeg_mem_dest(&jpeg, &out, &size);
    set_up(&jpeg, pixbuf, quality);
    jpeg_start_compress(&jpeg, TRUE);
    write_rows(&jpeg, pixbuf, row);
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    g_free(row);
    return g_bytes_new_with_free_func(out, size, free, out);
}

/* ITU-T T.81 §B.2.4: application segments and comments. JFIF's and Adobe's say
 * what the numbers mean and stay. */
static gboolean is_extra(int marker, const uint8_t *body, size_t length)
{
    if (marker == 0xe0 && length >= 5 && memcmp(body, "JFIF", 5) == 0)
        return FALSE;
    if (marker == 0xee && length >= 5 && memcmp(body, "Adobe", 5) == 0)
        return FALSE;
    return (marker >= 0xe0 && marker <= 0xef) || marker == 0xfe;
}

GBytes *hp_jpeg_without_extras(GBytes *file)
{
    size_t size, at = 2;
    const uint8_t *data = g_bytes_get_data(file, &size);
    GByteArray *out = g_byte_array_sized_new((guint)size);
    g_byte_array_append(out, data, 2);
    /* Up to the first scan every marker has a length; what follows is copied. */
    while (at + 4 <= size && data[at] == 0xff && data[at + 1] != 0xda) {
        int marker = data[at + 1];
        size_t length = marker == 0xff ? 1 : 2 + ((size_t)data[at + 2] << 8 | data[at + 3]);
        if (length > size - at)
            break;
        if (marker != 0xff && !is_extra(marker, data + at + 4, length - MIN(length, 4)))
            g_byte_array_append(out, data + at, (guint)length);
        at += length;
    }
    g_byte_array_append(out, data + at, (guint)(size - at));
    return g_byte_array_free_to_bytes(out);
}
