/* handpress press: what a press office sends. --record rewrites the expected texts. */
#include "program.h"

#include <cairo.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#define DECK                                                                                                           \
    "---\ntype: slide\ntitle: Harbour news\ndescription: What happened\ntags: sea, wind\nslideOptions:\n  showNotes: " \
    "true\n---\n\n# Harbour news\n\n"                                                                                  \
    "##### 2024-11-07\n\nNote:\nbetween us\n\n---\n\n# [More](https://example.org)\n\n<!-- draft -->\n"

static gboolean recording;

/* A picture of noise: nothing packs it well but JPEG. */
static void write_noise(const folder *f, const char *name, int width, int height)
{
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    guint32 *pixels = (guint32 *)(gpointer)cairo_image_surface_get_data(surface), noise = 1;
    for (int i = 0; i < width * height; i++) {
        noise = noise * 1664525 + 1013904223;
        guint32 level = (guint32)(i % width * 200 / width);
        pixels[i] =
            (level + (noise >> 8 & 15)) << 16 | (level + (noise >> 12 & 15)) << 8 | (level + (noise >> 16 & 15));
    }
    cairo_surface_mark_dirty(surface);
    cairo_surface_write_to_png(surface, folder_path(f, name));
    cairo_surface_destroy(surface);
}

static size_t size_of(const folder *f, const char *name)
{
    size_t size = 0;
    g_autofree char *data = folder_read(f, name, &size);
    g_assert_nonnull(data);
    return size;
}

static unsigned count_files(const folder *f)
{
    g_autoptr(GDir) dir = g_dir_open(f->path, 0, NULL);
    unsigned count = 0;
    while (g_dir_read_name(dir))
        count++;
    return count;
}

/* Named by date and title, beside the deck; the other files only when asked for. */
static void test_files(void)
{
    g_autoptr(folder) f = folder_new();
    folder_write(f, "deck.md", DECK);
    g_autoptr(outcome) plain = run_handpress(f, "press", "deck.md", NULL);
    g_assert_cmpint(plain->status, ==, 0);
    g_assert_true(folder_has(f, "2024-11-07-harbour-news.pdf"));
    g_assert_cmpuint(count_files(f), ==, 2);
    g_autoptr(outcome) all = run_handpress(f, "press", "--text", "--cover", "-o", "out/", "deck.md", NULL);
    g_assert_cmpint(all->status, ==, 0);
    g_assert_true(folder_has(f, "out/2024-11-07-harbour-news.pdf") && folder_has(f, "out/2024-11-07-harbour-news.txt"));
    cairo_surface_t *cover = cairo_image_surface_create_from_png(folder_path(f, "out/2024-11-07-harbour-news.png"));
    g_assert_cmpint(cairo_image_surface_get_width(cover), ==, 1200);
    g_assert_cmpint(cairo_image_surface_get_height(cover), ==, 875);
    cairo_surface_destroy(cover);
    g_autoptr(outcome) named = run_handpress(f, "press", "--text", "-omine.pdf", "deck.md", NULL);
    g_assert_cmpint(named->status, ==, 0);
    g_assert_true(folder_has(f, "mine.pdf") && folder_has(f, "mine.txt"));
}

/* Nothing that was not meant for readers; metadata as the options say. */
static void test_nothing_private(void)
{
    g_autoptr(folder) f = folder_new();
    folder_write(f, "deck.md", DECK);
    g_autoptr(outcome) o = run_handpress(f, "press", "--text", "-o", "a.pdf", "--author", "The Team", "--keywords",
                                         "x, y", "--contact", "press@example.org", "deck.md", NULL);
    g_assert_cmpint(o->status, ==, 0);
    g_autoptr(pdf_document) pdf = folder_pdf(f, "a.pdf");
    g_autofree char *author = poppler_document_get_author(pdf), *keywords = poppler_document_get_keywords(pdf);
    g_autofree char *subject = poppler_document_get_subject(pdf), *xmp = poppler_document_get_metadata(pdf);
    g_assert_cmpstr(author, ==, "The Team");
    g_assert_cmpstr(keywords, ==, "x, y");
    g_assert_cmpstr(subject, ==, "What happened");
    g_assert_nonnull(strstr(xmp, "<dc:publisher><rdf:Bag><rdf:li>press@example.org<"));
    g_assert_false(poppler_document_has_attachments(pdf));
    g_autofree char *text = folder_read(f, "a.txt", NULL), *page = pdf_text(pdf, 0),
                    *path = g_path_get_basename(f->path);
    g_assert_null(strstr(text, "between us"));
    g_assert_null(strstr(text, "draft"));
    g_assert_null(strstr(page, "between us"));
    size_t size;
    g_autofree char *bytes = folder_read(f, "a.pdf", &size);
    g_assert_null(memmem(bytes, size, path, strlen(path)));
}

/* Dots per inch of the widest picture on a page; what shadows are made of is
 * narrower. */
static double widest_dpi(PopplerDocument *pdf, int number)
{
    g_autoptr(pdf_page) page = poppler_document_get_page(pdf, number);
    GList *places = poppler_page_get_image_mapping(page);
    double widest = 0, dpi = 0;
    for (GList *at = places; at; at = at->next) {
        const PopplerImageMapping *place = at->data;
        cairo_surface_t *image = poppler_page_get_image(page, place->image_id);
        double pixels = cairo_image_surface_get_width(image), width = place->area.x2 - place->area.x1;
        if (pixels > widest) {
            widest = pixels;
            dpi = pixels * 72 / width;
        }
        cairo_surface_destroy(image);
    }
    poppler_page_free_image_mapping(places);
    return dpi;
}

/* Pictures get smaller until it fits; never under 96 dpi, and the text stays. */
static void test_max_size(void)
{
    static const double shares[] = {1, 0.7, 0.45, 0.35};
    g_autoptr(folder) f = folder_new();
    folder_write(f, "deck.md", DECK "\n![](noise.png =960x)\n");
    write_noise(f, "noise.png", 2400, 1200);
    g_autoptr(outcome) plain = run_handpress(f, "press", "-o", "a.pdf", "deck.md", NULL);
    g_assert_cmpint(plain->status, ==, 0);
    size_t first = size_of(f, "a.pdf"), last = first;
    for (size_t i = 0; i < G_N_ELEMENTS(shares); i++) {
        size_t allowed = (size_t)((double)first * shares[i]);
        g_autofree char *limit = g_strdup_printf("%zu", allowed);
        g_autoptr(outcome) o = run_handpress(f, "press", "--max-size", limit, "-o", "a.pdf", "deck.md", NULL);
        g_assert_cmpint(o->status, ==, 0);
        g_assert_nonnull(strstr(o->err, "    1 of 1 pictures made smaller, to "));
        size_t size = size_of(f, "a.pdf");
        g_assert_cmpuint(size, <=, allowed);
        g_assert_cmpuint(size, <=, last);
        last = size;
        g_autoptr(pdf_document) pdf = folder_pdf(f, "a.pdf");
        g_autofree char *text = pdf_text(pdf, 1);
        g_assert_cmpstr(text, ==, "More 2");
        double dpi = widest_dpi(pdf, 1);
        g_assert_cmpfloat(dpi, >, 95.5);
        g_assert_cmpfloat(dpi, <, i == 0 ? 201 : 151);
    }
}

/* It says what is too large, and nothing is written or lost. */
static void test_cannot_fit(void)
{
    g_autoptr(folder) f = folder_new();
    folder_write(f, "deck.md", DECK);
    folder_write(f, "a.pdf", "old");
    g_autoptr(outcome) o = run_handpress(f, "press", "--text", "--max-size", "5k", "-o", "a.pdf", "deck.md", NULL);
    g_assert_cmpint(o->status, ==, 1);
    g_assert_nonnull(strstr(o->err, "the text and drawings alone take"));
    g_autofree char *old = folder_read(f, "a.pdf", NULL);
    g_assert_cmpstr(old, ==, "old");
    g_assert_false(folder_has(f, "a.txt"));
}

static void test_clashes(void)
{
    g_autoptr(folder) f = folder_new();
    folder_write(f, "a.md", DECK);
    folder_write(f, "b.md", DECK);
    g_autoptr(outcome) two = run_handpress(f, "press", "a.md", "b.md", "-o", "out/", NULL);
    g_assert_cmpint(two->status, ==, 1);
    g_assert_nonnull(strstr(two->err, "a.md and b.md would both become out/2024-11-07-harbour-news.pdf"));
    folder_write(f, "own.txt", DECK);
    g_autoptr(outcome) own = run_handpress(f, "press", "--text", "-o", "own.pdf", "own.txt", NULL);
    g_assert_cmpint(own->status, ==, 1);
    g_autofree char *deck = folder_read(f, "own.txt", NULL);
    g_assert_cmpstr(deck, ==, DECK);
    g_assert_false(folder_has(f, "own.pdf"));
}

static void test_wrong_use(void)
{
    static const char *const cases[][6] = {{"press", NULL},
                                           {"press", "--max-size", "big", "deck.md", NULL},
                                           {"press", "-o", "-", "deck.md", NULL},
                                           {"press", "--image-dpi", "100", "deck.md", NULL},
                                           {"--image-dpi", "5", "deck.md", NULL},
                                           {"--image-quality", "101", "deck.md", NULL},
                                           {"--image-quality", "8o", "deck.md", NULL}};
    g_autoptr(folder) f = folder_new();
    folder_write(f, "deck.md", DECK);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(outcome) o = run_handpress_with(f, NULL, NULL, cases[i]);
        g_test_message("case %zu: %s", i, o->err);
        g_assert_cmpint(o->status, ==, 2);
        g_assert_cmpuint(count_files(f), ==, 1);
    }
}

/* --image-dpi and --image-quality on the plain export; without them the picture's
 * own bytes are in the file. */
static void test_images_of_plain_export(void)
{
    g_autoptr(folder) f = folder_new();
    folder_write(f, "deck.md", "---\ntype: slide\n---\n\n![](noise.png =480x)\n\n---\n\n![](noise.png =96x)\n");
    write_noise(f, "noise.png", 1200, 600);
    g_autoptr(outcome) plain = run_handpress(f, "deck.md", NULL);
    g_autoptr(outcome) coarse = run_handpress(f, "--image-dpi", "100", "-o", "coarse.pdf", "deck.md", NULL);
    g_autoptr(outcome) low =
        run_handpress(f, "--image-dpi", "100", "--image-quality", "30", "-o", "low.pdf", "deck.md", NULL);
    g_assert_cmpint(plain->status + coarse->status + low->status, ==, 0);
    g_assert_cmpuint(size_of(f, "coarse.pdf"), <, size_of(f, "deck.pdf") / 4);
    g_assert_cmpuint(size_of(f, "low.pdf"), <, size_of(f, "coarse.pdf"));
    g_autoptr(pdf_document) pdf = folder_pdf(f, "coarse.pdf");
    /* The smaller use shares the larger one's pixels. */
    g_assert_cmpfloat_with_epsilon(widest_dpi(pdf, 0), 100, 2);
    g_assert_cmpfloat(widest_dpi(pdf, 1), >, 450);
}

/* The twin of tests/cases/press/twin.md is twin.txt. */
static void test_twin(void)
{
    g_autofree char *source = g_build_filename(g_getenv("PRESS_DIR"), "twin.md", NULL);
    g_autofree char *wanted = g_build_filename(g_getenv("PRESS_DIR"), "twin.txt", NULL), *text = NULL;
    g_autoptr(folder) f = folder_new();
    g_autoptr(outcome) o = run_handpress(f, "press", "--text", "-o", "a.pdf", source, NULL);
    g_assert_cmpint(o->status, ==, 0);
    g_autofree char *got = folder_read(f, "a.txt", NULL);
    if (recording)
        g_assert_true(g_file_set_contents(wanted, got, -1, NULL));
    g_assert_true(g_file_get_contents(wanted, &text, NULL, NULL));
    g_assert_cmpstr(got, ==, text);
}

static void test_json(void)
{
    g_autoptr(folder) f = folder_new();
    folder_write(f, "deck.md", DECK);
    g_autoptr(outcome) o = run_handpress(f, "press", "--json", "--text", "deck.md", NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(JsonNode) root = json_from_string(o->out, &error);
    g_assert_no_error(error);
    JsonObject *file =
        json_array_get_object_element(json_object_get_array_member(json_node_get_object(root), "files"), 0);
    g_assert_cmpstr(json_object_get_string_member(file, "output"), ==, "2024-11-07-harbour-news.pdf");
    g_assert_cmpuint(json_array_get_length(json_object_get_array_member(file, "outputs")), ==, 2);
}

int main(int argc, char **argv)
{
    recording = argc > 1 && strcmp(argv[1], "--record") == 0;
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/press/files", test_files);
    g_test_add_func("/press/nothing-private", test_nothing_private);
    g_test_add_func("/press/max-size", test_max_size);
    g_test_add_func("/press/cannot-fit", test_cannot_fit);
    g_test_add_func("/press/clashes", test_clashes);
    g_test_add_func("/press/wrong-use", test_wrong_use);
    g_test_add_func("/press/images-of-plain-export", test_images_of_plain_export);
    g_test_add_func("/press/twin", test_twin);
    g_test_add_func("/press/json", test_json);
    return g_test_run();
}
