/*
 * Sheets of the sample deck against pictures of them that people have looked at:
 * tests/cases/handout/NAME.png. A pixel may be off by one place, because
 * popplers differ. With --record the pictures are made anew; look at them.
 */
#include "program.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define DPI 40.0
#define COLOR_SLACK 48  /* of 255, for one channel */
#define BAD_SHARE 0.002 /* of all pixels */

static const struct {
    const char *name, *options;
    int page;
} sheets[] = {{"slides", "", 0},
              {"notes", "--layout notes", 1},
              {"outline", "--layout outline", 0},
              {"booklet", "--layout booklet", 3},
              {"saved", "--per-page 4 --slides 1,8,10,13 --ink save --links qr", 0},
              {"gray", "--per-page 6 --color gray --links notes --order down", 0}};

static gboolean record;

static cairo_surface_t *sheet_render(const folder *f, const char *options, int number)
{
    g_autofree char *deck = g_build_filename(g_getenv("SAMPLE_DIR"), "sample.md", NULL);
    g_autofree char *line = g_strdup_printf("handout --strict -q -o out.pdf %s", options);
    g_auto(GStrv) words = g_strsplit(line, " ", -1);
    g_autoptr(GPtrArray) arguments = g_ptr_array_new();
    for (char **word = words; *word; word++)
        if (**word)
            g_ptr_array_add(arguments, *word);
    g_ptr_array_add(arguments, deck);
    g_ptr_array_add(arguments, NULL);
    g_autoptr(outcome) o = run_handpress_with(f, NULL, NULL, (const char *const *)arguments->pdata);
    g_assert_cmpstr(o->err, ==, "");
    g_assert_cmpint(o->status, ==, 0);
    g_autoptr(pdf_document) pdf = folder_pdf(f, "out.pdf");
    return pdf_render(pdf, number, DPI);
}

static gboolean is_alike(unsigned one, unsigned other)
{
    for (int shift = 0; shift < 24; shift += 8)
        if (abs((int)(one >> shift & 255) - (int)(other >> shift & 255)) > COLOR_SLACK)
            return FALSE;
    return TRUE;
}

/* Whether the other picture has this colour here or next to here. */
static gboolean is_near(cairo_surface_t *one, cairo_surface_t *other, int x, int y)
{
    int width = cairo_image_surface_get_width(one), height = cairo_image_surface_get_height(one);
    unsigned wanted = surface_pixel(one, x, y);
    for (int dy = -1; dy <= 1; dy++)
        for (int dx = -1; dx <= 1; dx++) {
            if (x + dx < 0 || y + dy < 0 || x + dx >= width || y + dy >= height)
                continue;
            if (is_alike(wanted, surface_pixel(other, x + dx, y + dy)))
                return TRUE;
        }
    return FALSE;
}

static double bad_share(cairo_surface_t *one, cairo_surface_t *other)
{
    int width = cairo_image_surface_get_width(one), height = cairo_image_surface_get_height(one), bad = 0;
    for (int i = 0; i < width * height; i++)
        bad += !is_near(one, other, i % width, i / width) || !is_near(other, one, i % width, i / width);
    return (double)bad / (width * height);
}

static void test_sheet(gconstpointer data)
{
    size_t i = GPOINTER_TO_SIZE(data);
    g_autoptr(folder) f = folder_new();
    g_autofree char *file = g_strdup_printf("%s/%s.png", g_getenv("HANDOUT_DIR"), sheets[i].name);
    cairo_surface_t *sheet = sheet_render(f, sheets[i].options, sheets[i].page);
    if (record) {
        g_assert_cmpint(cairo_surface_write_to_png(sheet, file), ==, CAIRO_STATUS_SUCCESS);
    } else {
        cairo_surface_t *reference = cairo_image_surface_create_from_png(file);
        g_assert_cmpint(cairo_surface_status(reference), ==, CAIRO_STATUS_SUCCESS);
        g_assert_cmpint(cairo_image_surface_get_width(reference), ==, cairo_image_surface_get_width(sheet));
        g_assert_cmpint(cairo_image_surface_get_height(reference), ==, cairo_image_surface_get_height(sheet));
        double share = bad_share(reference, sheet);
        g_test_message("%s: %.4f of the pixels differ", sheets[i].name, share);
        g_assert_cmpfloat(share, <=, BAD_SHARE);
        cairo_surface_destroy(reference);
    }
    cairo_surface_destroy(sheet);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    record = argc > 1 && strcmp(argv[1], "--record") == 0;
    for (size_t i = 0; i < G_N_ELEMENTS(sheets); i++) {
        g_autofree char *path = g_strdup_printf("/handout-pictures/%s", sheets[i].name);
        g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_sheet);
    }
    return g_test_run();
}
