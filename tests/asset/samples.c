#include "samples.h"

#include <ftw.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <stdio.h>

const guint8 sample_gif[] = {'G', 'I',  'F', '8', '9', 'a', 2, 0, 1, 0, 0x80, 0, 0, 255,  0,    0, 0,   0,
                             255, 0x2c, 0,   0,   0,   0,   2, 0, 1, 0, 0,    2, 2, 0x44, 0x0a, 0, 0x3b};
const gsize sample_gif_size = sizeof sample_gif;

const guint8 sample_webp[] = {0x52, 0x49, 0x46, 0x46, 0x42, 0x00, 0x00, 0x00, 0x57, 0x45, 0x42, 0x50, 0x56, 0x50, 0x38,
                              0x4c, 0x35, 0x00, 0x00, 0x00, 0x2f, 0x02, 0x40, 0x00, 0x00, 0x2f, 0x40, 0x98, 0x6d, 0xb4,
                              0x39, 0xdc, 0x7b, 0xfe, 0x96, 0xa7, 0x21, 0x24, 0x20, 0x74, 0x1f, 0xfc, 0x7f, 0x89, 0x20,
                              0xdb, 0x66, 0x17, 0xa9, 0xbf, 0xe5, 0xe7, 0x3f, 0xe0, 0xcf, 0x78, 0x26, 0x45, 0x01, 0x85,
                              0x6c, 0x23, 0xc0, 0xa1, 0x7b, 0x05, 0x4e, 0xe9, 0x22, 0xfa, 0x1f, 0xc3, 0x0b, 0x00};
const gsize sample_webp_size = sizeof sample_webp;

static GdkPixbuf *sample_pixbuf(int width, int height, gboolean transparent)
{
    static const guint32 colors[4] = {0xff0000ff, 0x00ff00ff, 0x0000ffff, 0xffffffff};
    GdkPixbuf *pixbuf = gdk_pixbuf_new(GDK_COLORSPACE_RGB, transparent, 8, width, height);
    for (int i = 0; i < 4; i++) {
        g_autoptr(GdkPixbuf) part =
            gdk_pixbuf_new_subpixbuf(pixbuf, i % 2 * width / 2, i / 2 * height / 2, width / 2, height / 2);
        gdk_pixbuf_fill(part, transparent ? (colors[i] & ~0xffu) | 0x80 : colors[i]);
    }
    return pixbuf;
}

static GBytes *save(GdkPixbuf *pixbuf, const char *type)
{
    char *data = NULL;
    gsize size = 0;
    g_autoptr(GError) error = NULL;
    gdk_pixbuf_save_to_buffer(pixbuf, &data, &size, type, &error, NULL);
    g_assert_no_error(error);
    return g_bytes_new_take(data, size);
}

GBytes *sample_png(int width, int height, gboolean transparent)
{
    g_autoptr(GdkPixbuf) pixbuf = sample_pixbuf(width, height, transparent);
    return save(pixbuf, "png");
}

GBytes *sample_bmp(int width, int height)
{
    g_autoptr(GdkPixbuf) pixbuf = sample_pixbuf(width, height, FALSE);
    return save(pixbuf, "bmp");
}

/* APP1 with a TIFF structure of one directory entry: orientation. */
static void append_exif(GByteArray *out, int orientation, gboolean little)
{
    const guint8 v = (guint8)orientation;
    const guint8 head[] = {0xff, 0xe1, 0, 34, 'E', 'x', 'i', 'f', 0, 0};
    const guint8 big_tiff[] = {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, v, 0, 0, 0, 0, 0, 0};
    const guint8 little_tiff[] = {'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3,
                                  0,   1,   0,  0, 0, v, 0, 0, 0, 0, 0,    0,    0};
    g_byte_array_append(out, head, sizeof head);
    g_byte_array_append(out, little ? little_tiff : big_tiff, sizeof big_tiff);
}

GBytes *sample_jpeg(int width, int height, int orientation, gboolean little_endian)
{
    g_autoptr(GdkPixbuf) pixbuf = sample_pixbuf(width, height, FALSE);
    g_autoptr(GBytes) plain = save(pixbuf, "jpeg");
    gsize size;
    const guint8 *data = g_bytes_get_data(plain, &size);
    GByteArray *out = g_byte_array_new();
    g_byte_array_append(out, data, 2);
    if (orientation)
        append_exif(out, orientation, little_endian);
    g_byte_array_append(out, data + 2, (guint)size - 2);
    return g_byte_array_free_to_bytes(out);
}

static void new_store(hp_test_folders *f, size_t max_bytes, double max_pixels)
{
    const char *assets[] = {f->assets, NULL}, *allowed[] = {f->allowed, NULL};
    hp_asset_policy policy = {f->deck, assets, allowed, max_bytes, max_pixels};
    f->diags = hp_diags_new("deck.md");
    f->store = hp_assets_new(&policy, f->diags);
}

void folders_set_up(hp_test_folders *f, gconstpointer data G_GNUC_UNUSED)
{
    f->root = g_dir_make_tmp("handpress-asset-XXXXXX", NULL);
    const struct {
        char **path;
        const char *name;
    } folders[] = {{&f->deck, "deck"}, {&f->assets, "assets"}, {&f->allowed, "allowed"}, {&f->secret, "secret"}};
    for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
        *folders[i].path = g_build_filename(f->root, folders[i].name, NULL);
        g_assert_cmpint(g_mkdir(*folders[i].path, 0700), ==, 0);
    }
    new_store(f, 0, 0);
}

static int remove_entry(const char *path, const struct stat *st G_GNUC_UNUSED, int type G_GNUC_UNUSED,
                        struct FTW *ftw G_GNUC_UNUSED)
{
    return remove(path);
}

void folders_tear_down(hp_test_folders *f, gconstpointer data G_GNUC_UNUSED)
{
    hp_assets_free(f->store);
    hp_diags_free(f->diags);
    nftw(f->root, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    g_free(f->deck);
    g_free(f->assets);
    g_free(f->allowed);
    g_free(f->secret);
    g_free(f->root);
}

void folders_limit(hp_test_folders *f, size_t max_bytes, double max_pixels)
{
    hp_assets_free(f->store);
    hp_diags_free(f->diags);
    new_store(f, max_bytes, max_pixels);
}

void folders_add(const hp_test_folders *f, const char *name, const void *data, gsize size)
{
    g_autofree char *path = g_build_filename(f->root, name, NULL);
    g_assert_true(g_file_set_contents(path, data, (gssize)size, NULL));
}

void folders_add_bytes(const hp_test_folders *f, const char *name, GBytes *bytes)
{
    folders_add(f, name, g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

char *diags_text(const hp_diags *diags)
{
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < hp_diags_count(diags); i++) {
        const hp_diag *d = hp_diags_get(diags, i);
        g_string_append_printf(text, "%u %s %s\n", d->line, d->code, d->message);
    }
    return g_string_free(text, FALSE);
}

char *diags_codes(const hp_diags *diags)
{
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < hp_diags_count(diags); i++)
        g_string_append_printf(text, "%s%s", i ? " " : "", hp_diags_get(diags, i)->code);
    return g_string_free(text, FALSE);
}

char pixel_letter(cairo_surface_t *surface, int x, int y)
{
    cairo_surface_flush(surface);
    const unsigned char *row =
        cairo_image_surface_get_data(surface) + (gsize)y * (gsize)cairo_image_surface_get_stride(surface);
    guint32 pixel = ((const guint32 *)(const void *)row)[x] & 0xffffff;
    static const struct {
        guint32 color;
        char letter;
    } letters[] = {{0xff0000, 'R'}, {0x00ff00, 'G'}, {0x0000ff, 'B'}, {0xffffff, 'W'}, {0, 'K'}};
    for (size_t i = 0; i < G_N_ELEMENTS(letters); i++) {
        gboolean near = TRUE;
        for (int shift = 0; shift < 24; shift += 8) {
            int difference = (int)(pixel >> shift & 0xff) - (int)(letters[i].color >> shift & 0xff);
            near = near && ABS(difference) < 24; /* JPEG is not exact */
        }
        if (near)
            return letters[i].letter;
    }
    return '.';
}

char *quarters(cairo_surface_t *surface)
{
    int w = cairo_image_surface_get_width(surface), h = cairo_image_surface_get_height(surface);
    return g_strdup_printf("%c%c%c%c", pixel_letter(surface, w / 4, h / 4), pixel_letter(surface, w * 3 / 4, h / 4),
                           pixel_letter(surface, w / 4, h * 3 / 4), pixel_letter(surface, w * 3 / 4, h * 3 / 4));
}
