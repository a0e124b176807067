/* --format png and svg: a picture per slide, and what they are called. */
#include "program.h"

#include <cairo.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define FRONT "---\ntype: slide\nslideOptions:\n  theme: white\n---\n\n"
#define DECK FRONT "# One\n\n---\n\n# Two\n\n---\n\n# Three\n"

static void assert_png(const folder *f, const char *name, int width, int height)
{
    cairo_surface_t *png = cairo_image_surface_create_from_png(folder_path(f, name));
    g_test_message("%s", name);
    g_assert_cmpint(cairo_surface_status(png), ==, CAIRO_STATUS_SUCCESS);
    g_assert_cmpint(cairo_image_surface_get_width(png), ==, width);
    g_assert_cmpint(cairo_image_surface_get_height(png), ==, height);
    cairo_surface_destroy(png);
}

static unsigned count_files(const folder *f, const char *ending)
{
    g_autoptr(GDir) dir = g_dir_open(f->path, 0, NULL);
    unsigned count = 0;
    for (const char *name; (name = g_dir_read_name(dir));)
        count += g_str_has_suffix(name, ending);
    return count;
}

static void test_sizes(void)
{
    static const struct {
        const char *scale;
        int width, height;
    } cases[] = {{"2", 1996, 1456}, {"1", 998, 728}, {"0.5", 499, 364}};
    g_autoptr(folder) f = folder_new();
    folder_write(f, "deck.md", DECK);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(outcome) o = run_handpress(f, "--format", "png", "--scale", cases[i].scale, "deck.md", NULL);
        g_assert_cmpint(o->status, ==, 0);
        g_assert_nonnull(strstr(o->err, "deck-01.png … deck-03.png: 3 pages, "));
        assert_png(f, "deck-01.png", cases[i].width, cases[i].height);
        assert_png(f, "deck-03.png", cases[i].width, cases[i].height);
        g_assert_cmpuint(count_files(f, ".png"), ==, 3);
    }
    g_assert_false(folder_has(f, "deck.pdf"));
}

/* White paper, black theme: the corner says which. */
static void test_content(void)
{
    static const struct {
        const char *theme;
        guint32 corner;
    } cases[] = {{"white", 0xffffff}, {"black", 0x191919}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(folder) f = folder_new();
        folder_write(f, "deck.md", DECK);
        g_autoptr(outcome) o =
            run_handpress(f, "--format", "png", "--scale", "1", "--theme", cases[i].theme, "deck.md", NULL);
        g_assert_cmpint(o->status, ==, 0);
        cairo_surface_t *png = cairo_image_surface_create_from_png(folder_path(f, "deck-01.png"));
        const guint32 *pixels = (const guint32 *)(gconstpointer)cairo_image_surface_get_data(png);
        g_assert_cmphex(pixels[0] & 0xffffff, ==, cases[i].corner);
        gboolean written = FALSE;
        for (int at = 0; at < 998 * 700 && !written; at++)
            written = (pixels[at] & 0xffffff) != cases[i].corner;
        g_assert_true(written);
        cairo_surface_destroy(png);
    }
}

/* The number is the slide's, whichever are chosen; -o names the stem or folder. */
static void test_names(void)
{
    static const struct {
        const char *output, *name;
    } cases[] = {{"talk.png", "talk-03.png"}, {"talk", "talk-03.png"}, {"out/", "out/deck-03.png"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(folder) f = folder_new();
        folder_write(f, "deck.md", DECK);
        g_autoptr(outcome) o =
            run_handpress(f, "--format", "png", "--slides", "3", "-o", cases[i].output, "deck.md", NULL);
        g_assert_cmpint(o->status, ==, 0);
        assert_png(f, cases[i].name, 1996, 1456);
        g_assert_cmpuint(count_files(f, ".png"), <=, 1);
    }
}

/* Further pages of a slide sort behind its first; a shrunk slide keeps the page's
 * size; pages of a document count as slides do. */
static void test_long_slides_and_documents(void)
{
    g_autoptr(folder) f = folder_new();
    g_autoptr(GString) deck = g_string_new(FRONT "# One\n\n---\n\n");
    g_autoptr(GString) text = g_string_new("# Minutes\n\n");
    for (int i = 0; i < 40; i++)
        g_string_append(deck, "a line of a slide that is too long\n\n");
    for (int i = 0; i < 60; i++)
        g_string_append(text, "a paragraph of minutes that go on\n\n");
    folder_write(f, "deck.md", deck->str);
    folder_write(f, "minutes.md", text->str);
    g_autoptr(outcome) o = run_handpress(f, "--format=png", "--scale=0.5", "deck.md", "minutes.md", "-o", ".", NULL);
    g_assert_cmpint(o->status, ==, 0);
    assert_png(f, "deck-02.png", 499, 364);
    assert_png(f, "deck-02_2.png", 499, 364);
    assert_png(f, "minutes-01.png", 397, 561);
    assert_png(f, "minutes-02.png", 397, 561);
    g_autoptr(outcome) shrunk =
        run_handpress(f, "--format=png", "--scale=0.5", "--overflow=shrink", "-o", "small.png", "deck.md", NULL);
    g_assert_cmpint(shrunk->status, ==, 0);
    assert_png(f, "small-02.png", 499, 364);
    g_assert_false(folder_has(f, "small-02_2.png"));
}

/* SVG has the size asked for, and does not depend on what was drawn before it. */
static void test_svg(void)
{
    g_autoptr(folder) f = folder_new();
    folder_write(f, "deck.md", DECK "\n:tada:\n\n<div style=\"box-shadow: 0 0 9px red; opacity: 0.5\">x</div>\n");
    g_autoptr(outcome) all = run_handpress(f, "--format", "svg", "--scale", "1.5", "deck.md", NULL);
    g_autoptr(outcome) last =
        run_handpress(f, "--format", "svg", "--scale", "1.5", "--slides", "3", "-o", "only.svg", "deck.md", NULL);
    g_assert_cmpint(all->status + last->status, ==, 0);
    g_autofree char *svg = folder_read(f, "deck-03.svg", NULL), *only = folder_read(f, "only-03.svg", NULL);
    g_assert_nonnull(strstr(svg, "width=\"1497\" height=\"1092\" viewBox=\"0 0 998 728\""));
    g_assert_nonnull(strstr(svg, "<mask"));
    g_assert_cmpstr(svg, ==, only);
}

/* What the deck shows is not overwritten, and no file is written before that is
 * known; neither is one when --strict finds a warning. */
static void test_nothing_lost(void)
{
    g_autoptr(folder) f = folder_new();
    folder_write(f, "deck.md", DECK "\n![own](deck-02.svg)\n");
    folder_write(f, "deck-02.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>");
    g_autoptr(outcome) own = run_handpress(f, "--format", "svg", "deck.md", NULL);
    g_assert_cmpint(own->status, ==, 1);
    g_assert_nonnull(strstr(own->err, "deck-02.svg would be overwritten"));
    g_assert_cmpuint(count_files(f, ".svg"), ==, 1);
    folder_write(f, "bad.md", DECK "\n![gone](nowhere.png)\n");
    g_autoptr(outcome) strict = run_handpress(f, "--format", "png", "--strict", "bad.md", NULL);
    g_assert_cmpint(strict->status, ==, 1);
    g_assert_cmpuint(count_files(f, ".png"), ==, 0);
}

static void test_wrong_use(void)
{
    static const char *const cases[][6] = {{"--format", "gif", "deck.md", NULL},
                                           {"--scale", "2", "deck.md", NULL},
                                           {"--format", "png", "--scale", "0", "deck.md", NULL},
                                           {"--format", "png", "--scale", "2x", "deck.md", NULL},
                                           {"--format", "png", "-o", "-", "deck.md", NULL},
                                           {"--format", "png", "--dump", "dom", "deck.md", NULL}};
    g_autoptr(folder) f = folder_new();
    folder_write(f, "deck.md", DECK);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(outcome) o = run_handpress_with(f, NULL, NULL, cases[i]);
        g_test_message("case %zu: %s", i, o->err);
        g_assert_cmpint(o->status, ==, 2);
        g_assert_cmpuint(count_files(f, ".png"), ==, 0);
    }
}

/* A picture too large for memory is an error of its deck. */
static void test_too_large(void)
{
    g_autoptr(folder) f = folder_new();
    folder_write(f, "deck.md", DECK);
    g_autoptr(outcome) o = run_handpress(f, "--format", "png", "--scale", "30", "deck.md", NULL);
    g_assert_cmpint(o->status, ==, 1);
    g_assert_nonnull(strstr(o->err, "[limit-passed]"));
    g_assert_cmpuint(count_files(f, ".png"), ==, 0);
}

static void test_json(void)
{
    g_autoptr(folder) f = folder_new();
    folder_write(f, "deck.md", DECK);
    g_autoptr(outcome) o = run_handpress(f, "--format", "png", "--scale", "0.1", "--json", "deck.md", NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(JsonNode) root = json_from_string(o->out, &error);
    g_assert_no_error(error);
    JsonObject *file =
        json_array_get_object_element(json_object_get_array_member(json_node_get_object(root), "files"), 0);
    JsonArray *outputs = json_object_get_array_member(file, "outputs");
    g_assert_cmpstr(json_object_get_string_member(file, "output"), ==, "deck-01.png");
    g_assert_cmpuint(json_array_get_length(outputs), ==, 3);
    g_assert_cmpstr(json_array_get_string_element(outputs, 2), ==, "deck-03.png");
    g_assert_cmpint(json_object_get_int_member(file, "pages"), ==, 3);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/pictures/sizes", test_sizes);
    g_test_add_func("/pictures/content", test_content);
    g_test_add_func("/pictures/names", test_names);
    g_test_add_func("/pictures/long-slides-and-documents", test_long_slides_and_documents);
    g_test_add_func("/pictures/svg", test_svg);
    g_test_add_func("/pictures/nothing-lost", test_nothing_lost);
    g_test_add_func("/pictures/wrong-use", test_wrong_use);
    g_test_add_func("/pictures/too-large", test_too_large);
    g_test_add_func("/pictures/json", test_json);
    return g_test_run();
}
