/* Drawing: the right pixels, and PDF files that hold each picture once. */
#include "samples.h"

#include "base/cairo-util.h"
#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <poppler.h>
#include <string.h>

static const hp_image *load_bytes(hp_test_folders *f, GBytes *bytes)
{
    static unsigned number;
    g_autofree char *name = g_strdup_printf("deck/picture-%u", ++number);
    folders_add_bytes(f, name, bytes);
    g_bytes_unref(bytes);
    const hp_image *image = hp_assets_load(f->store, strchr(name, '/') + 1, 3);
    g_assert_nonnull(image);
    return image;
}

static const hp_image *load_text(hp_test_folders *f, const char *text)
{
    return load_bytes(f, g_bytes_new(text, strlen(text)));
}

/* The picture over the whole of a black canvas. */
static cairo_surface_t *draw_on_canvas(const hp_image *image, int width, int height)
{
    cairo_surface_t *canvas = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    g_autoptr(cairo_t) cr = cairo_create(canvas);
    g_assert_true(hp_image_draw(image, cr, 0, 0, width, height));
    g_assert_cmpint(cairo_status(cr), ==, CAIRO_STATUS_SUCCESS);
    return canvas;
}

static cairo_status_t append(void *closure, const unsigned char *data, unsigned int length)
{
    g_byte_array_append(closure, data, length);
    return CAIRO_STATUS_SUCCESS;
}

typedef void draw_func(cairo_t *cr, const hp_image *image);

/* A PDF of one page, 100 × 100. */
static GBytes *draw_pdf(draw_func *draw, const hp_image *image)
{
    GByteArray *pdf = g_byte_array_new();
    g_autoptr(cairo_surface_t) surface = cairo_pdf_surface_create_for_stream(append, pdf, 100, 100);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2024-11-07T12:00:00Z");
    g_autoptr(cairo_t) cr = cairo_create(surface);
    draw(cr, image);
    g_assert_cmpint(cairo_status(cr), ==, CAIRO_STATUS_SUCCESS);
    cairo_surface_finish(surface);
    g_assert_cmpint(cairo_surface_status(surface), ==, CAIRO_STATUS_SUCCESS);
    return g_byte_array_free_to_bytes(pdf);
}

static unsigned count(GBytes *bytes, const char *needle)
{
    gsize size;
    const char *at = g_bytes_get_data(bytes, &size), *end = at + size;
    unsigned found = 0;
    while ((at = memmem(at, (gsize)(end - at), needle, strlen(needle)))) {
        found++;
        at += strlen(needle);
    }
    return found;
}

static gboolean contains_all(GBytes *haystack, GBytes *needle)
{
    return memmem(g_bytes_get_data(haystack, NULL), g_bytes_get_size(haystack), g_bytes_get_data(needle, NULL),
                  g_bytes_get_size(needle)) != NULL;
}

/* What a reader shows, 100 × 100 pixels on white. */
static cairo_surface_t *render_pdf(GBytes *pdf)
{
    g_autoptr(GError) error = NULL;
    PopplerDocument *document = poppler_document_new_from_bytes(pdf, NULL, &error);
    g_assert_no_error(error);
    PopplerPage *page = poppler_document_get_page(document, 0);
    cairo_surface_t *canvas = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 100, 100);
    g_autoptr(cairo_t) cr = cairo_create(canvas);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    poppler_page_render(page, cr);
    g_object_unref(page);
    g_object_unref(document);
    return canvas;
}

static void draw_whole(cairo_t *cr, const hp_image *image)
{
    g_assert_true(hp_image_draw(image, cr, 0, 0, 100, 100));
}

static void draw_twenty_times(cairo_t *cr, const hp_image *image)
{
    for (int i = 0; i < 20; i++) {
        g_assert_true(hp_image_draw(image, cr, i * 5, i * 3, 4 + i, 9));
        if (i % 4 == 3)
            cairo_show_page(cr);
    }
}

static void draw_clipped_in_group(cairo_t *cr, const hp_image *image)
{
    cairo_arc(cr, 50, 50, 40, 0, 6.3);
    cairo_clip(cr);
    cairo_push_group(cr);
    g_assert_true(hp_image_draw(image, cr, 10, 10, 80, 80));
    cairo_pop_group_to_source(cr);
    cairo_paint_with_alpha(cr, 0.5);
}

static void draw_in_tag(cairo_t *cr, const hp_image *image)
{
    cairo_tag_begin(cr, "Document", NULL);
    cairo_tag_begin(cr, "Figure", NULL);
    g_assert_true(hp_image_draw(image, cr, 0, 0, 100, 100));
    cairo_tag_end(cr, "Figure");
    cairo_tag_end(cr, "Document");
}

/* Exif 2.32 §4.6.4: where the stored corners go, on the screen and in a file. */
static void test_orientation(hp_test_folders *f, gconstpointer data G_GNUC_UNUSED)
{
    static const char *const expected[] = {"RGBW", "RGBW", "GRWB", "WBGR", "BWRG", "RBGW", "BRWG", "WGBR", "GWRB"};
    for (int orientation = 0; orientation <= 8; orientation++) {
        const hp_image *image = load_bytes(f, sample_jpeg(64, 32, orientation, orientation % 2));
        g_autoptr(cairo_surface_t) canvas =
            draw_on_canvas(image, (int)hp_image_width(image), (int)hp_image_height(image));
        g_autofree char *shown = quarters(canvas);
        g_assert_cmpstr(shown, ==, expected[orientation]);
        g_autoptr(GBytes) pdf = draw_pdf(draw_whole, image);
        g_autoptr(cairo_surface_t) page = render_pdf(pdf);
        g_autofree char *printed = quarters(page);
        g_assert_cmpstr(printed, ==, expected[orientation]);
    }
}

/* A JPEG that is drawn small is decoded small, whatever side is up, and what is
 * drawn after it has nothing of that. */
static void test_small_jpeg(hp_test_folders *f, gconstpointer data G_GNUC_UNUSED)
{
    static const char *const expected[] = {"RGBW", "RGBW", "GRWB", "WBGR", "BWRG", "RBGW", "BRWG", "WGBR", "GWRB"};
    for (int orientation = 1; orientation <= 8; orientation++) {
        /* Sides that eight does not divide. */
        const hp_image *image = load_bytes(f, sample_jpeg(646, 326, orientation, FALSE));
        int width = (int)hp_image_width(image), height = (int)hp_image_height(image);
        g_autoptr(cairo_surface_t) before = draw_on_canvas(image, width, height);
        for (int part = 2; part <= 32; part *= 2) {
            g_autoptr(cairo_surface_t) canvas = draw_on_canvas(image, width / part, height / part);
            g_autofree char *shown = quarters(canvas);
            g_assert_cmpstr(shown, ==, expected[orientation]);
            g_assert_cmpint(pixel_letter(canvas, 0, 0), ==, expected[orientation][0]);
            g_assert_cmpint(pixel_letter(canvas, width / part - 1, height / part - 1), ==, expected[orientation][3]);
        }
        g_autoptr(cairo_surface_t) after = draw_on_canvas(image, width, height);
        g_assert_cmpmem(
            cairo_image_surface_get_data(before), (size_t)cairo_image_surface_get_stride(before) * (size_t)height,
            cairo_image_surface_get_data(after), (size_t)cairo_image_surface_get_stride(after) * (size_t)height);
    }
}

static void test_formats(hp_test_folders *f, gconstpointer data G_GNUC_UNUSED)
{
    GBytes *files[] = {sample_png(64, 32, FALSE), sample_bmp(64, 32), sample_jpeg(64, 32, 0, FALSE)};
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        const hp_image *image = load_bytes(f, files[i]);
        g_autoptr(cairo_surface_t) canvas = draw_on_canvas(image, 40, 80);
        g_autofree char *shown = quarters(canvas);
        g_assert_cmpstr(shown, ==, "RGBW");
        /* Up to the edge, without fading into the black below. */
        g_assert_cmpint(pixel_letter(canvas, 0, 0), ==, 'R');
        g_assert_cmpint(pixel_letter(canvas, 39, 79), ==, 'W');
    }
    g_autoptr(cairo_surface_t) gif =
        draw_on_canvas(load_bytes(f, g_bytes_new_static(sample_gif, sample_gif_size)), 2, 1);
    g_assert_cmpint(pixel_letter(gif, 0, 0), ==, 'R');
    g_assert_cmpint(pixel_letter(gif, 1, 0), ==, 'B');
    g_autoptr(cairo_surface_t) webp =
        draw_on_canvas(load_bytes(f, g_bytes_new_static(sample_webp, sample_webp_size)), 3, 2);
    g_assert_cmpint(pixel_letter(webp, 0, 0), ==, 'R');
    g_assert_cmpint(pixel_letter(webp, 1, 0), ==, 'G');
}

/* GIF89a: extensions before the first frame are passed over, what comes after it
 * is not read, and a frame without pixels is broken. */
static void test_gif_first_frame(hp_test_folders *f, gconstpointer data G_GNUC_UNUSED)
{
    static const guint8 control[] = {0x21, 0xf9, 4, 0, 10, 0, 0, 0, 0x21, 0xfe, 2, 'h', 'i', 0};
    static const guint8 rubbish[] = {0x2c, 0, 0, 0, 0, 0, 0, 0, 0, 0, 99};
    GByteArray *animated = g_byte_array_new();
    g_byte_array_append(animated, sample_gif, 19);
    g_byte_array_append(animated, control, sizeof control);
    g_byte_array_append(animated, sample_gif + 19, (guint)sample_gif_size - 20);
    g_byte_array_append(animated, rubbish, sizeof rubbish);
    g_autoptr(cairo_surface_t) canvas = draw_on_canvas(load_bytes(f, g_byte_array_free_to_bytes(animated)), 2, 1);
    g_assert_cmpint(pixel_letter(canvas, 0, 0), ==, 'R');
    g_assert_cmpint(pixel_letter(canvas, 1, 0), ==, 'B');

    g_autofree guint8 *flat = g_memdup2(sample_gif, sample_gif_size);
    flat[19 + 7] = 0; /* the frame's height */
    const hp_image *image = load_bytes(f, g_bytes_new(flat, sample_gif_size));
    g_autoptr(cairo_t) cr = cairo_create(canvas);
    g_assert_false(hp_image_draw(image, cr, 0, 0, 2, 1));
    g_autofree char *text = diags_text(f->diags);
    g_assert_true(g_str_has_suffix(text, "is broken: it has no whole frame\n"));
}

/* Half transparent red on black is half as bright. */
static void test_alpha(hp_test_folders *f, gconstpointer data G_GNUC_UNUSED)
{
    g_autoptr(cairo_surface_t) canvas = draw_on_canvas(load_bytes(f, sample_png(8, 8, TRUE)), 8, 8);
    guint32 pixel = *(const guint32 *)(const void *)cairo_image_surface_get_data(canvas);
    g_assert_cmphex(pixel & 0xffffff, ==, 0x800000);
}

/* ISO 32000-1 §7.4.8: the JPEG's own bytes are in the file, once. */
static void test_jpeg_passes_through(hp_test_folders *f, gconstpointer data G_GNUC_UNUSED)
{
    g_autoptr(GBytes) jpeg = sample_jpeg(64, 32, 6, TRUE);
    const hp_image *image = load_bytes(f, g_bytes_ref(jpeg));
    draw_func *const draws[] = {draw_whole, draw_twenty_times, draw_clipped_in_group};
    for (size_t i = 0; i < G_N_ELEMENTS(draws); i++) {
        g_autoptr(GBytes) pdf = draw_pdf(draws[i], image);
        g_assert_cmpuint(count(pdf, "/Subtype /Image"), ==, 1);
        g_assert_cmpuint(count(pdf, "/DCTDecode"), ==, 1);
        g_assert_cmpuint(count(pdf, "/SMask"), ==, 0);
        g_assert_true(contains_all(pdf, jpeg));
    }
}

/* A JPEG without its end is decoded, so that every reader shows the same. */
static void test_cut_off_jpeg_is_not_passed(hp_test_folders *f, gconstpointer data G_GNUC_UNUSED)
{
    g_autoptr(GBytes) whole = sample_jpeg(640, 320, 0, FALSE);
    const hp_image *image = load_bytes(f, g_bytes_new_from_bytes(whole, 0, g_bytes_get_size(whole) - 30));
    g_autoptr(cairo_surface_t) surface = cairo_pdf_surface_create_for_stream(NULL, NULL, 10, 10);
    g_autoptr(cairo_t) cr = cairo_create(surface);
    if (hp_image_draw(image, cr, 0, 0, 10, 10)) {
        g_autoptr(GBytes) pdf = draw_pdf(draw_whole, image);
        g_assert_cmpuint(count(pdf, "/DCTDecode"), ==, 0);
    } else {
        g_autofree char *codes = diags_codes(f->diags);
        g_assert_cmpstr(codes, ==, "image-unreadable");
    }
}

/* A transparent picture is one image and its mask, an opaque one has none. */
static void test_png_is_there_once(hp_test_folders *f, gconstpointer data G_GNUC_UNUSED)
{
    const hp_image *opaque = load_bytes(f, sample_png(64, 32, FALSE));
    const hp_image *transparent = load_bytes(f, sample_png(64, 32, TRUE));
    draw_func *const draws[] = {draw_whole, draw_twenty_times, draw_clipped_in_group};
    for (size_t i = 0; i < G_N_ELEMENTS(draws); i++) {
        g_autoptr(GBytes) one = draw_pdf(draws[i], opaque);
        g_assert_cmpuint(count(one, "/Subtype /Image"), ==, 1);
        g_autoptr(GBytes) two = draw_pdf(draws[i], transparent);
        g_assert_cmpuint(count(two, "/Subtype /Image"), ==, 2);
        g_assert_cmpuint(count(two, "/SMask"), ==, 1);
    }
}

/* Reading and drawing twice gives the same bytes. */
static void test_deterministic(hp_test_folders *f, gconstpointer data G_GNUC_UNUSED)
{
    g_autoptr(GBytes) first = draw_pdf(draw_twenty_times, load_bytes(f, sample_png(8, 8, TRUE)));
    g_autoptr(GBytes) second = draw_pdf(draw_twenty_times, load_bytes(f, sample_png(8, 8, TRUE)));
    g_assert_true(g_bytes_equal(first, second));
}

/* A picture as large as the page, inside a tag: cairo 1.16 drops the tag when
 * the paint is opaque and covers everything. */
static void test_full_page_keeps_the_tag(hp_test_folders *f, gconstpointer data G_GNUC_UNUSED)
{
    const hp_image *images[] = {load_bytes(f, sample_png(64, 64, FALSE)), load_bytes(f, sample_jpeg(64, 64, 0, FALSE)),
                                load_text(f, "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'>"
                                             "<rect width='10' height='10' fill='red'/></svg>")};
    for (size_t i = 0; i < G_N_ELEMENTS(images); i++) {
        g_autoptr(GBytes) pdf = draw_pdf(draw_in_tag, images[i]);
        g_assert_cmpuint(count(pdf, "/S /Figure"), ==, 1);
    }
}

/* SVG stays vector, fills its rectangle and nothing else. */
static void test_svg(hp_test_folders *f, gconstpointer data G_GNUC_UNUSED)
{
    const hp_image *image = load_text(f, "<svg xmlns='http://www.w3.org/2000/svg' width='20' height='10'>"
                                         "<rect width='10' height='5' fill='#f00'/>"
                                         "<rect x='10' width='90' height='5' fill='#0f0'/>"
                                         "<rect y='5' width='10' height='50' fill='#00f'/>"
                                         "<rect x='10' y='5' width='10' height='5' fill='#fff'/></svg>");
    g_assert_true(hp_image_is_svg(image));
    g_autoptr(GBytes) pdf = draw_pdf(draw_whole, image);
    g_assert_cmpuint(count(pdf, "/Subtype /Image"), ==, 0);
    g_autoptr(cairo_surface_t) page = render_pdf(pdf);
    g_autofree char *printed = quarters(page);
    g_assert_cmpstr(printed, ==, "RGBW");
    g_autoptr(cairo_surface_t) canvas = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 60, 40);
    g_autoptr(cairo_t) cr = cairo_create(canvas);
    g_assert_true(hp_image_draw(image, cr, 10, 10, 40, 20));
    static const char *const rows[] = {"KKKKKK", "KRRGGK", "KBBWWK", "KKKKKK"};
    for (int y = 0; y < 4; y++) {
        for (int x = 0; x < 6; x++)
            g_assert_cmpint(pixel_letter(canvas, x * 10 + 5, y * 10 + 5), ==, rows[y][x]);
    }
}

static void draw_on_four_pages(cairo_t *cr, const hp_image *image)
{
    for (int i = 0; i < 4; i++) {
        g_assert_true(hp_image_draw(image, cr, i, 5, 80, 40));
        cairo_show_page(cr);
    }
}

/* A logo on every page is in the file once. */
static void test_svg_is_there_once(hp_test_folders *f, gconstpointer data G_GNUC_UNUSED)
{
    GString *text = g_string_new("<svg xmlns='http://www.w3.org/2000/svg' width='20' height='10'>");
    for (int i = 0; i < 2000; i++)
        g_string_append_printf(text, "<circle cx='%d' cy='%d' r='3' fill='#%06x'/>", i * 7 % 20, i * 3 % 10, i * 8000);
    g_string_append(text, "</svg>");
    const hp_image *image = load_text(f, text->str);
    g_string_free(text, TRUE);
    g_autoptr(GBytes) once = draw_pdf(draw_whole, image);
    g_autoptr(GBytes) often = draw_pdf(draw_on_four_pages, image);
    g_assert_cmpuint(g_bytes_get_size(often), <, g_bytes_get_size(once) + 4000);
}

/* Text in an SVG is text in the file. */
static void test_svg_text_is_text(hp_test_folders *f, gconstpointer data G_GNUC_UNUSED)
{
    const hp_image *image = load_text(f, "<svg xmlns='http://www.w3.org/2000/svg' width='200' height='100'>"
                                         "<text x='10' y='50' font-size='20'>Readable</text></svg>");
    g_autoptr(GBytes) pdf = draw_pdf(draw_whole, image);
    g_autoptr(GError) error = NULL;
    PopplerDocument *document = poppler_document_new_from_bytes(pdf, NULL, &error);
    g_assert_no_error(error);
    PopplerPage *page = poppler_document_get_page(document, 0);
    g_autofree char *found = poppler_page_get_text(page);
    g_assert_cmpstr(found, ==, "Readable");
    g_object_unref(page);
    g_object_unref(document);
}

/* An SVG reads no other file, not even one beside it. */
static void test_svg_reads_nothing_else(hp_test_folders *f, gconstpointer data G_GNUC_UNUSED)
{
    g_autoptr(GBytes) png = sample_png(8, 8, FALSE);
    folders_add_bytes(f, "deck/beside.png", png);
    g_autofree char *absolute = g_build_filename(f->deck, "beside.png", NULL);
    g_autofree char *url = g_strconcat("file://", absolute, NULL);
    const char *const addresses[] = {"beside.png", absolute, url};
    for (size_t i = 0; i < G_N_ELEMENTS(addresses); i++) {
        g_autofree char *text = g_strdup_printf("<svg xmlns='http://www.w3.org/2000/svg' width='8' height='8'>"
                                                "<image href='%s' width='8' height='8'/></svg>",
                                                addresses[i]);
        g_autoptr(cairo_surface_t) canvas = draw_on_canvas(load_text(f, text), 8, 8);
        g_autofree char *shown = quarters(canvas);
        g_assert_cmpstr(shown, ==, "KKKK");
    }
}

/* Broken pixels: nothing drawn, said once, also when drawn again. */
static void test_broken_pixels(hp_test_folders *f, gconstpointer data G_GNUC_UNUSED)
{
    g_autoptr(GBytes) whole = sample_png(64, 64, TRUE);
    const hp_image *image = load_bytes(f, g_bytes_new_from_bytes(whole, 0, g_bytes_get_size(whole) / 2));
    g_autoptr(cairo_surface_t) canvas = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 8, 8);
    g_autoptr(cairo_t) cr = cairo_create(canvas);
    for (int i = 0; i < 3; i++)
        g_assert_false(hp_image_draw(image, cr, 0, 0, 8, 8));
    g_assert_cmpint(cairo_status(cr), ==, CAIRO_STATUS_SUCCESS);
    g_autofree char *shown = quarters(canvas);
    g_assert_cmpstr(shown, ==, "KKKK");
    g_autofree char *codes = diags_codes(f->diags);
    g_assert_cmpstr(codes, ==, "image-unreadable");
}

/* Rectangles without a size draw nothing and harm nothing. */
static void test_degenerate(hp_test_folders *f, gconstpointer data G_GNUC_UNUSED)
{
    const hp_image *image = load_bytes(f, sample_png(8, 8, FALSE));
    static const double sizes[] = {0, -3, G_MAXDOUBLE, 1e-300, 1e-160, 1e-9};
    g_autoptr(cairo_surface_t) canvas = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 8, 8);
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        g_autoptr(cairo_t) cr = cairo_create(canvas);
        g_assert_true(hp_image_draw(image, cr, 0, 0, sizes[i], 5));
        g_assert_true(hp_image_draw(image, cr, 0, 0, 5, sizes[i]));
        g_assert_true(hp_image_draw(image, cr, 0, 0, sizes[i], sizes[i]));
        g_assert_cmpint(cairo_status(cr), ==, CAIRO_STATUS_SUCCESS);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(path, function) g_test_add(path, hp_test_folders, NULL, folders_set_up, function, folders_tear_down)
    ADD("/draw/orientation", test_orientation);
    ADD("/draw/small-jpeg", test_small_jpeg);
    ADD("/draw/formats", test_formats);
    ADD("/draw/gif-first-frame", test_gif_first_frame);
    ADD("/draw/alpha", test_alpha);
    ADD("/draw/jpeg-passes-through", test_jpeg_passes_through);
    ADD("/draw/cut-off-jpeg-is-not-passed", test_cut_off_jpeg_is_not_passed);
    ADD("/draw/png-is-there-once", test_png_is_there_once);
    ADD("/draw/deterministic", test_deterministic);
    ADD("/draw/full-page-keeps-the-tag", test_full_page_keeps_the_tag);
    ADD("/draw/svg", test_svg);
    ADD("/draw/svg-is-there-once", test_svg_is_there_once);
    ADD("/draw/svg-text-is-text", test_svg_text_is_text);
    ADD("/draw/svg-reads-nothing-else", test_svg_reads_nothing_else);
    ADD("/draw/broken-pixels", test_broken_pixels);
    ADD("/draw/degenerate", test_degenerate);
    int result = g_test_run();
    /* librsvg's text leaves fonts in the library's own caches. */
    pango_cairo_font_map_set_default(NULL);
    cairo_debug_reset_static_data();
    FcFini();
    return result;
}
