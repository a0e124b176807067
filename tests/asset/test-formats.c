/* What a picture is: by its content, read from the header alone. */
#include "samples.h"

#include <string.h>

#define SVG "<svg xmlns='http://www.w3.org/2000/svg' "

static const hp_image *load(hp_test_folders *f, const void *data, gsize size)
{
    static unsigned number;
    g_autofree char *name = g_strdup_printf("deck/picture-%u.txt", ++number);
    folders_add(f, name, data, size);
    return hp_assets_load(f->store, strchr(name, '/') + 1, number);
}

static void assert_size(hp_test_folders *f, const void *data, gsize size, double width, double height)
{
    const hp_image *image = load(f, data, size);
    g_assert_nonnull(image);
    g_assert_cmpfloat_with_epsilon(hp_image_width(image), width, 0.01);
    g_assert_cmpfloat_with_epsilon(hp_image_height(image), height, 0.01);
}

static void assert_bytes_size(hp_test_folders *f, GBytes *bytes, double width, double height)
{
    assert_size(f, g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), width, height);
    g_bytes_unref(bytes);
}

/* The extension is .txt for all of them. */
static void test_sizes(hp_test_folders *f, gconstpointer data G_GNUC_UNUSED)
{
    static const guint8 lossy[30] = "RIFF\x16\0\0\0WEBPVP8 \x0a\0\0\0\x10\0\0\x9d\x01\x2a\x40\x41\xf0\x80";
    static const guint8 extended[30] = "RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x57\x02\0\x8f\x01\0";
    static const guint8 old_bmp[26] = "BM\x1a\0\0\0\0\0\0\0\x1a\0\0\0\x0c\0\0\0\x05\0\x03\0\x01\0\x18\0";
    assert_bytes_size(f, sample_png(60, 40, FALSE), 60, 40);
    assert_bytes_size(f, sample_jpeg(34, 18, 0, FALSE), 34, 18);
    assert_bytes_size(f, sample_bmp(12, 6), 12, 6);
    assert_size(f, sample_gif, sample_gif_size, 2, 1);
    assert_size(f, sample_webp, sample_webp_size, 3, 2);
    assert_size(f, lossy, sizeof lossy, 0x140, 0xf0);
    assert_size(f, extended, sizeof extended, 0x258, 0x190);
    assert_size(f, old_bmp, sizeof old_bmp, 5, 3);
}

/* Exif 2.32 §4.6.4: orientations 5 to 8 lie on their side. */
static void test_orientation_turns_the_size(hp_test_folders *f, gconstpointer data G_GNUC_UNUSED)
{
    for (int orientation = 1; orientation <= 9; orientation++) {
        gboolean turned = orientation >= 5 && orientation <= 8;
        assert_bytes_size(f, sample_jpeg(40, 20, orientation, orientation % 2), turned ? 20 : 40, turned ? 40 : 20);
    }
}

/* CSS 2.2 §10.3.2, §10.6.2: width and height, else the ratio, else 300 × 150. */
static void test_svg_sizes(hp_test_folders *f, gconstpointer data G_GNUC_UNUSED)
{
    static const struct {
        const char *text;
        double width, height;
    } cases[] = {{SVG "width='120' height='80'/>", 120, 80},
                 {SVG "width='1in' height='72pt'/>", 96, 96},
                 {SVG "width='2.54cm' height='25.4mm'/>", 96, 96},
                 {SVG "viewBox='0 0 64 32'/>", 64, 32},
                 {SVG "width='100%' height='100%' viewBox='0 0 64 32'/>", 64, 32},
                 {SVG "width='128' viewBox='0 0 64 32'/>", 128, 64},
                 {SVG "height='128' viewBox='0 0 64 32'/>", 256, 128},
                 {SVG "width='128'/>", 128, 150},
                 {SVG "/>", 300, 150},
                 {SVG "width='-5' height='0'/>", 300, 150},
                 {"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- <svg -->\n<!DOCTYPE svg [ <!ELEMENT a ANY> ]>\n" SVG
                  "width='9' height='8'></svg>",
                  9, 8},
                 {"<s:svg xmlns:s='http://www.w3.org/2000/svg' width='7' height='6'/>", 7, 6}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        assert_size(f, cases[i].text, strlen(cases[i].text), cases[i].width, cases[i].height);
    g_autofree char *codes = diags_codes(f->diags);
    g_assert_cmpstr(codes, ==, "");
}

/* What is no picture, or none that we read, is said to be so. */
static void test_unreadable(hp_test_folders *f, gconstpointer data G_GNUC_UNUSED)
{
    static const struct {
        const char *data;
        gsize size;
        const char *end; /* of the message */
    } cases[] = {{"", 0, " is empty"},
                 {"text", 4, " is not PNG, JPEG, GIF, WebP, BMP or SVG"},
                 {"<html><svg/></html>", 19, " is not PNG, JPEG, GIF, WebP, BMP or SVG"},
                 {"<!-- without end <svg>", 22, " is not PNG, JPEG, GIF, WebP, BMP or SVG"},
                 {"<svgx/>", 7, " is not PNG, JPEG, GIF, WebP, BMP or SVG"},
                 {"%PDF-1.7", 8, " is not PNG, JPEG, GIF, WebP, BMP or SVG"},
                 {"\x89PNG\r\n\x1a\n", 8, " is a PNG with a broken header"},
                 {"\xff\xd8\xff\xe0\0\x10JF", 8, " is a JPEG with a broken header"},
                 {"GIF89a", 6, " is a GIF with a broken header"},
                 {"GIF89a\0\0\0\0\0\0\0", 13, " is a GIF with a broken header"},
                 {"RIFF\0\0\0\0WEBPVP8 ", 16, " is a WebP with a broken header"},
                 {"BM\0\0\0\0\0\0\0\0\0\0\0\0\x28\0\0\0", 18, " is a BMP with a broken header"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_assert_null(load(f, cases[i].data, cases[i].size));
        const hp_diag *diag = hp_diags_get(f->diags, i);
        g_assert_cmpstr(diag->code, ==, "image-unreadable");
        g_assert_true(g_str_has_suffix(diag->message, cases[i].end));
    }
    static const char broken[] = SVG "width='4'><rect></svg>";
    g_assert_null(load(f, broken, strlen(broken)));
    g_autofree char *codes = diags_codes(f->diags);
    g_assert_true(g_str_has_suffix(codes, "image-unreadable"));
    g_assert_cmpuint(hp_diags_count(f->diags), ==, G_N_ELEMENTS(cases) + 1);
}

/* Every beginning of a good file is read without harm. */
static void test_truncated_anywhere(hp_test_folders *f, gconstpointer data G_GNUC_UNUSED)
{
    GBytes *files[] = {sample_png(4, 4, TRUE), sample_jpeg(16, 16, 6, TRUE), sample_bmp(2, 2),
                       g_bytes_new_static(sample_gif, sample_gif_size),
                       g_bytes_new_static(sample_webp, sample_webp_size)};
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        gsize size = MIN(g_bytes_get_size(files[i]), 120);
        for (gsize length = 0; length < size; length++) {
            g_autofree char *copy = g_memdup2(g_bytes_get_data(files[i], NULL), length + 1);
            g_autofree char *encoded = g_base64_encode((guchar *)copy, length);
            g_autofree char *url = g_strconcat("data:;base64,", encoded, NULL);
            hp_assets_load(f->store, url, 1);
        }
        g_bytes_unref(files[i]);
    }
}

/* The header's size is judged before anything is decoded. */
static void test_too_many_pixels(hp_test_folders *f, gconstpointer data G_GNUC_UNUSED)
{
    guint8 png[33] = "\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\x7f\xff\xff\xff\x7f\xff\xff\xff\x08\x06";
    g_assert_null(load(f, png, sizeof png));
    static const guint8 wide[] = {0, 0, 0xff, 0xff, 0, 0, 0, 1};
    memcpy(png + 16, wide, sizeof wide);
    g_assert_null(load(f, png, sizeof png));
    g_autofree char *codes = diags_codes(f->diags);
    g_assert_cmpstr(codes, ==, "image-too-large image-too-large");

    folders_limit(f, 0, 2400);
    g_autoptr(GBytes) fits = sample_png(60, 40, FALSE), large = sample_png(62, 40, FALSE);
    folders_add_bytes(f, "deck/fits.png", fits);
    folders_add_bytes(f, "deck/large.png", large);
    g_assert_nonnull(hp_assets_load(f->store, "fits.png", 1));
    g_assert_null(hp_assets_load(f->store, "large.png", 2));
    g_autofree char *text = diags_text(f->diags);
    g_assert_cmpstr(text, ==, "2 image-too-large picture large.png has 62 × 40 pixels, more than the 2400 allowed\n");
}

static void test_too_many_bytes(hp_test_folders *f, gconstpointer data G_GNUC_UNUSED)
{
    folders_limit(f, sample_gif_size, 0);
    folders_add(f, "deck/fits.gif", sample_gif, sample_gif_size);
    folders_add(f, "deck/large.webp", sample_webp, sample_webp_size);
    g_autofree char *fits = g_base64_encode(sample_gif, sample_gif_size);
    g_autofree char *large = g_base64_encode(sample_webp, sample_webp_size);
    g_autofree char *fits_url = g_strconcat("data:;base64,", fits, NULL);
    g_autofree char *large_url = g_strconcat("data:;base64,", large, NULL);
    g_assert_nonnull(hp_assets_load(f->store, "fits.gif", 1));
    g_assert_null(hp_assets_load(f->store, "large.webp", 1));
    g_assert_nonnull(hp_assets_load(f->store, fits_url, 1));
    g_assert_null(hp_assets_load(f->store, large_url, 1));
    g_autofree char *codes = diags_codes(f->diags);
    g_assert_cmpstr(codes, ==, "image-too-large image-too-large");
}

/* RFC 2397: base64 or percent-encoded; the media type does not decide. */
static void test_data_urls(hp_test_folders *f, gconstpointer data G_GNUC_UNUSED)
{
    static const char gif[] = "R0lGODlhAgABAIAAAP8AAAAA/ywAAAAAAgABAAACAkQKADs=";
    static const struct {
        const char *before, *content;
        double width; /* 0: refused */
    } cases[] = {{"data:image/gif;base64,", gif, 2},
                 {"DATA:text/plain;charset=x;BASE64,", gif, 2},
                 {"data:;base64,", "R0lGODlhAgABAIAAAP8AAAAA\n /ywAAAAAAgABAAACAkQKADs", 2},
                 {"data:;base64,", "R0lGODlhAgABAIAAAP8AAAAA%2FywAAAAAAgABAAACAkQKADs%3D", 2},
                 {"data:image/svg+xml,", "<svg xmlns='http://www.w3.org/2000/svg' width='5' fill='#fff'/>", 5},
                 {"data:image/svg+xml;utf8,", "%3Csvg xmlns='http://www.w3.org/2000/svg' width='6'/%3E", 6},
                 {"data:image/gif,", gif, 0},
                 {"data:image/gif;base64,", "", 0},
                 {"data:,", "", 0},
                 {"data:image/gif;base64", "", 0},
                 {"data:", "", 0}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *url = g_strconcat(cases[i].before, cases[i].content, NULL);
        const hp_image *image = hp_assets_load(f->store, url, 1);
        g_assert_cmpfloat(image ? hp_image_width(image) : 0, ==, cases[i].width);
        g_assert_null(image ? hp_image_path(image) : NULL);
    }
}

/* The same content in two data: URLs is one picture. */
static void test_data_urls_once(hp_test_folders *f, gconstpointer data G_GNUC_UNUSED)
{
    const hp_image *a = hp_assets_load(f->store, "data:,<svg xmlns='http://www.w3.org/2000/svg'/>", 1);
    const hp_image *b = hp_assets_load(f->store, "data:text/x,%3csvg xmlns='http://www.w3.org/2000/svg'/>", 1);
    g_assert_nonnull(a);
    g_assert_true(a == b);
    g_assert_true(hp_image_is_svg(a));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(path, function) g_test_add(path, hp_test_folders, NULL, folders_set_up, function, folders_tear_down)
    ADD("/formats/sizes", test_sizes);
    ADD("/formats/orientation-turns-the-size", test_orientation_turns_the_size);
    ADD("/formats/svg-sizes", test_svg_sizes);
    ADD("/formats/unreadable", test_unreadable);
    ADD("/formats/truncated-anywhere", test_truncated_anywhere);
    ADD("/formats/too-many-pixels", test_too_many_pixels);
    ADD("/formats/too-many-bytes", test_too_many_bytes);
    ADD("/formats/data-urls", test_data_urls);
    ADD("/formats/data-urls-once", test_data_urls_once);
    return g_test_run();
}
