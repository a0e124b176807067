/*
 * Fonts that a deck brings along: tests/cases/text has one of our own whose
 * letters are boxes, "A" 1 em wide, "a" 0.6, the blank 0.3 (make-boxes.py).
 */
#include "text-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
    text_fixture *base;
    hp_assets *assets;
    hp_fonts *fonts; /* NULL: the faces gave none */
} deck;

static deck deck_new_in(const char *dir, const hp_font_face *const *faces, size_t count)
{
    deck d = {.base = text_fixture_new()};
    d.assets = hp_assets_new(&(hp_asset_policy){.base_dir = dir}, d.base->diags);
    d.fonts = hp_fonts_new_with_faces(d.base->fonts, faces, count, d.assets, d.base->diags);
    return d;
}

static deck deck_new(const hp_font_face *const *faces, size_t count)
{
    return deck_new_in(CASES_DIR, faces, count);
}

static void deck_free(deck *d)
{
    hp_fonts_free(d->fonts);
    hp_assets_free(d->assets);
    text_fixture_free(d->base);
}

static hp_font_face face_of(const char *family, const hp_font_source *source)
{
    return (hp_font_face){
        .family = family, .weight_min = 400, .weight_max = 400, .sources = source, .n_sources = 1, .line = 7};
}

/* Width of the text in em of 100 px. */
static double width_of(deck *d, const char *family, int weight, const char *text)
{
    hp_style *style = text_style(d->base, family, 100);
    style->font_weight = weight;
    hp_text_run run = {0, strlen(text), style, NULL};
    const hp_paragraph *paragraph =
        hp_text_shape(d->fonts, d->base->arena, text, strlen(text), &run, 1, HP_DIRECTION_LTR);
    double width = 0;
    for (size_t i = 0; i < paragraph->n_words; i++)
        width += paragraph->words[i].width;
    return width / 100;
}

static void assert_width(deck *d, const char *family, const char *text, double em)
{
    g_assert_cmpfloat_with_epsilon(width_of(d, family, 400, text), em, 0.001);
}

/* Plain, WOFF and WOFF2; names are found whatever their case. */
static void test_formats(void)
{
    static const char *const files[] = {"boxes.ttf", "boxes.woff", "boxes.woff2"};
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        hp_font_source source = {files[i], NULL};
        hp_font_face face = face_of("My, Font", &source);
        const hp_font_face *faces[] = {&face};
        deck d = deck_new(faces, 1);
        g_assert_nonnull(d.fonts);
        assert_width(&d, "my, font", "AAa aé", 1 + 1 + 0.6 + 0.3 + 0.6 + 0.8);
        g_assert_cmpuint(hp_diags_count(d.base->diags), ==, 0);
        deck_free(&d);
    }
}

/* A deck's font goes before the installed one of that name, for this deck. */
static void test_private(void)
{
    hp_font_source source = {"boxes.ttf", NULL};
    hp_font_face face = face_of("Lato", &source);
    const hp_font_face *faces[] = {&face};
    deck d = deck_new(faces, 1);
    assert_width(&d, "lato", "AA", 2);
    double installed = text_width(d.base, text_style(d.base, "lato", 100), "AA");
    g_assert_cmpfloat(installed, <, 190);
    hp_fonts_free(g_steal_pointer(&d.fonts));
    g_assert_cmpfloat(text_width(d.base, text_style(d.base, "lato", 100), "AA"), ==, installed);
    deck_free(&d);
}

/* §4.3.1: the first source that can be used. */
static void test_sources(void)
{
    const hp_font_source sources[] = {
        {NULL, "No Such Font"}, {"none.ttf", NULL}, {"make-boxes.py", NULL}, {"boxes.woff2", NULL}};
    hp_font_face face = face_of("x", sources);
    face.n_sources = G_N_ELEMENTS(sources);
    const hp_font_face *faces[] = {&face};
    deck d = deck_new(faces, 1);
    assert_width(&d, "x", "A", 1);
    g_assert_cmpuint(hp_diags_count(d.base->diags), ==, 0);
    deck_free(&d);
}

static void test_local(void)
{
    hp_font_source source = {NULL, "lato black"};
    hp_font_face face = face_of("x", &source);
    const hp_font_face *faces[] = {&face};
    deck d = deck_new(faces, 1);
    hp_style *black = text_style(d.base, "lato", 100);
    black->font_weight = 900;
    assert_width(&d, "x", "black", text_width(d.base, black, "black") / 100);
    deck_free(&d);
}

/* §4.5: what is not in the range is another face's, or another font's. */
static void test_unicode_range(void)
{
    hp_font_source source = {"boxes.ttf", NULL}, lato = {NULL, "Lato Regular"};
    const hp_char_range capitals = {'A', 'Z'}, others = {0, 0x40};
    hp_font_face face = face_of("x", &source), second = face_of("x", &lato);
    face.ranges = &capitals;
    second.ranges = &others;
    face.n_ranges = second.n_ranges = 1;
    const hp_font_face *faces[] = {&face, &second};
    deck d = deck_new(faces, 2);
    assert_width(&d, "x", "A", 1);
    double digit = text_width(d.base, text_style(d.base, "lato", 100), "1") / 100;
    assert_width(&d, "x", "1", digit);
    g_assert_cmpfloat(width_of(&d, "x", 400, "é"), <, 0.75);
    deck_free(&d);
}

/* §4.4: the descriptors choose, not what the file says of itself. */
static void test_weights(void)
{
    hp_font_source boxes = {"boxes.ttf", NULL}, lato = {NULL, "Lato Regular"};
    hp_font_face light = face_of("x", &lato), heavy = face_of("x", &boxes);
    heavy.weight_min = 600;
    heavy.weight_max = 900;
    const hp_font_face *faces[] = {&light, &heavy};
    deck d = deck_new(faces, 2);
    g_assert_cmpfloat(width_of(&d, "x", 400, "A"), <, 0.9);
    g_assert_cmpfloat_with_epsilon(width_of(&d, "x", 700, "A"), 1, 0.001);
    g_assert_cmpfloat_with_epsilon(width_of(&d, "x", 900, "A"), 1, 0.001);
    deck_free(&d);
}

/* What cannot be used is told with its line, and leaves the rest alone. */
static void test_refused(void)
{
    static const struct {
        const char *address, *reason;
    } cases[] = {{"none.ttf", "not found"},
                 {"../css/cascade.txt", "outside"},
                 {"make-boxes.py", "is not TrueType"},
                 {"data:font/woff2;base64,d09GMgABAAAAAAGMAAoAAAAAAvQAAAFDAAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                  "unpacked"},
                 {"https://example.org/x.woff", "not found"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        hp_font_source source = {cases[i].address, NULL};
        hp_font_face face = face_of("x", &source);
        const hp_font_face *faces[] = {&face};
        deck d = deck_new(faces, 1);
        g_assert_null(d.fonts);
        g_assert_cmpuint(hp_diags_count(d.base->diags), ==, 1);
        const hp_diag *diag = hp_diags_get(d.base->diags, 0);
        g_assert_cmpstr(diag->code, ==, "font-face");
        g_assert_cmpuint(diag->line, ==, 7);
        if (!strstr(diag->message, cases[i].reason))
            g_error("%s: %s", cases[i].address, diag->message);
        deck_free(&d);
    }
}

static guint32 next_random(guint32 *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

/* Fonts with bytes changed: refused or used, and nothing worse. */
static void test_hostile(void)
{
    static const char *const files[] = {"boxes.ttf", "boxes.woff", "boxes.woff2"};
    g_autofree char *dir = g_dir_make_tmp("handpress-fonts-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(dir, "x", NULL);
    guint32 state = 1;
    for (int round = 0; round < 45; round++) {
        g_autofree char *name = g_build_filename(CASES_DIR, files[round % 3], NULL);
        g_autofree char *data = NULL;
        gsize size;
        g_assert_true(g_file_get_contents(name, &data, &size, NULL));
        for (int change = 0; change <= round / 6; change++)
            data[next_random(&state) % size] = (char)next_random(&state);
        if (round % 5 == 0)
            size -= next_random(&state) % size;
        g_assert_true(g_file_set_contents(path, data, (gssize)size, NULL));
        hp_font_source source = {"x", NULL};
        hp_font_face face = face_of("x", &source);
        const hp_font_face *faces[] = {&face};
        deck d = deck_new_in(dir, faces, 1);
        if (d.fonts)
            g_assert_cmpfloat(width_of(&d, "x", 400, "AAa aé"), >=, 0);
        deck_free(&d);
    }
    g_unlink(path);
    g_rmdir(dir);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/text/web-fonts/formats", test_formats);
    g_test_add_func("/text/web-fonts/private", test_private);
    g_test_add_func("/text/web-fonts/sources", test_sources);
    g_test_add_func("/text/web-fonts/local", test_local);
    g_test_add_func("/text/web-fonts/unicode-range", test_unicode_range);
    g_test_add_func("/text/web-fonts/weights", test_weights);
    g_test_add_func("/text/web-fonts/refused", test_refused);
    g_test_add_func("/text/web-fonts/hostile", test_hostile);
    return g_test_run();
}
