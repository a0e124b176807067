/*
 * What copying and searching find: the page's text as poppler reads it. And what
 * is drawn once, however often it shows.
 */
#include "pdf-reader.h"

#include <string.h>

typedef struct {
    hp_builder *b;
    hp_style *style;
    hp_meaning *p;
    hp_fragment *root;
    hp_page *page;
} scene;

static void scene_init(scene *s, float size)
{
    s->b = hp_builder_new();
    s->style = hp_builder_style(s->b, HP_DISPLAY_BLOCK);
    s->style->font_size = size;
    s->p = hp_builder_meaning(s->b, HP_ROLE_PARAGRAPH, NULL);
    s->root = hp_builder_box(s->b, s->style, s->p, (hp_rect){0, 0, 998, 728});
    s->page = hp_builder_page(s->b, s->root, 998, 728);
}

static void add_text(scene *s, double y, const char *words)
{
    hp_builder_add(s->b, s->root, hp_builder_text(s->b, s->style, s->p, 20, y, words));
}

/* The page's text with blanks at its ends stripped. */
static char *scene_text(scene *s)
{
    g_autoptr(GBytes) file = hp_test_pdf(s->b, NULL, &s->page, 1);
    g_autoptr(hp_test_document) document = hp_test_open(file);
    g_autoptr(hp_test_page) page = poppler_document_get_page(document, 0);
    char *text = poppler_page_get_text(page);

    hp_builder_free(s->b);
    return g_strstrip(text);
}

/* CSS Text 3 §8.2: letters apart are still one word. */
static void test_letter_spacing(void)
{
    static const float sizes[] = {16, 20, 28};

    for (unsigned i = 0; i < G_N_ELEMENTS(sizes); i++) {
        g_autofree char *text = NULL;
        scene s;

        scene_init(&s, sizes[i]);
        s.style->letter_spacing = 0.35f;
        add_text(&s, 100, "Affluent officials illuminate");
        text = scene_text(&s);
        g_assert_cmpstr(text, ==, "Affluent officials illuminate");
    }
}

static void test_words(void)
{
    static const struct {
        const char *shown, *read;
    } cases[] = {
        {"Zwölf Boxkämpfer jagen", "Zwölf Boxkämpfer jagen"},
        {"a\xC2\xA0no-break b", "a no-break b"},
        {"zero\xE2\x80\x8Bwidth", "zerowidth"},
        {"5 €, ¾ – “quoted” …", "5 €, ¾ – “quoted” …"},
    };

    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = NULL;
        scene s;

        scene_init(&s, 20);
        add_text(&s, 100, cases[i].shown);
        text = scene_text(&s);
        g_assert_cmpstr(text, ==, cases[i].read);
    }
}

/* CSS Text 3 §4.1: a forced break parts two words, though no blank is there. */
static void test_forced_break(void)
{
    g_autoptr(GBytes) file = NULL;
    g_autoptr(hp_test_document) document = NULL;
    g_autofree char *structure = NULL;
    hp_fragment *first, *second;
    scene s;

    scene_init(&s, 20);
    first = hp_builder_text(s.b, s.style, s.p, 20, 100, "one");
    second = hp_builder_text(s.b, s.style, s.p, 20, 130, "two");
    first->text.text = second->text.text = "one\ntwo";
    second->text.start = 4;
    second->text.end = 7;
    for (size_t i = 0; i < second->text.n_glyphs; i++)
        ((hp_glyph *)second->text.glyphs)[i].byte += 4;
    hp_builder_add(s.b, s.root, first);
    hp_builder_add(s.b, s.root, second);
    file = hp_test_pdf(s.b, NULL, &s.page, 1);
    document = hp_test_open(file);
    structure = hp_test_structure(document);
    g_assert_cmpstr(structure, ==, "document\n  paragraph\n    \"one two\"\n");
    hp_builder_free(s.b);
}

/* Unicode Bidirectional Algorithm: written as it stands on the page, found in
 * reading order. */
static void test_right_to_left(void)
{
    static const char *const families[] = {"DejaVu Sans", NULL};
    g_autoptr(GBytes) file = NULL;
    g_autoptr(hp_test_document) document = NULL;
    g_autoptr(hp_test_page) page = NULL;
    GList *found;
    scene s;

    scene_init(&s, 20);
    s.style->families = families;
    s.style->direction = HP_DIRECTION_RTL;
    add_text(&s, 100, "שלום עולם");
    file = hp_test_pdf(s.b, NULL, &s.page, 1);
    document = hp_test_open(file);
    page = poppler_document_get_page(document, 0);
    found = poppler_page_find_text(page, "שלום עולם");
    g_assert_cmpuint(g_list_length(found), ==, 1);
    g_list_free_full(found, (GDestroyNotify)poppler_rectangle_free);
    hp_builder_free(s.b);
}

/* §14.9.4: a glyph that is a ligature of its script says which letters it is. */
static void test_ligature(void)
{
    static const char *const families[] = {"DejaVu Sans", NULL};
    g_autoptr(GBytes) file = NULL;
    g_autofree char *content = NULL;
    scene s;

    scene_init(&s, 20);
    s.style->families = families;
    s.style->direction = HP_DIRECTION_RTL;
    add_text(&s, 100, "السلام");
    file = hp_test_pdf(s.b, NULL, &s.page, 1);
    content = hp_test_content(file, 0);
    g_assert_nonnull(strstr(content, "/ActualText <feff06440627>"));
    hp_builder_free(s.b);
}

/* Emoji are pictures to the eye and characters to the reader; the same one is
 * in the file once, on however many pages. */
static void test_emoji(void)
{
    static const char *const families[] = {"Noto Color Emoji", NULL};
    g_autoptr(GBytes) file = NULL;
    g_autoptr(hp_test_document) document = NULL;
    g_autofree char *plain = NULL;
    hp_page *pages[2];
    unsigned pictures = 0;
    scene s;

    scene_init(&s, 20);
    s.style->families = families;
    add_text(&s, 100, "🚀🎉🚀");
    if (!hp_face_is_color(s.root->children[0]->text.face)) {
        g_test_skip("no colour emoji font here");
        hp_builder_free(s.b);
        return;
    }
    pages[0] = pages[1] = s.page;
    file = hp_test_pdf(s.b, NULL, pages, 2);
    document = hp_test_open(file);
    for (int i = 0; i < 2; i++) {
        g_autoptr(hp_test_page) page = poppler_document_get_page(document, i);
        g_autofree char *text = poppler_page_get_text(page);

        g_assert_cmpstr(text, ==, "🚀🎉🚀");
    }
    plain = hp_test_plain(file);
    for (const char *p = plain; (p = strstr(p, "/Subtype /Image")); p++)
        pictures++;
    g_assert_cmpuint(pictures, ==, 4); /* two, each with its mask */
    hp_builder_free(s.b);
}

/* A shadow is no second text. */
static void test_shadow(void)
{
    const hp_shadow blurred = {.dx = 2, .dy = 2, .blur = 4, .color = {0, 0, 1, 1}};
    const hp_shadow sharp = {.dx = 3, .dy = 3, .color = {1, 0, 0, 1}, .next = &blurred};
    g_autofree char *text = NULL;
    scene s;

    scene_init(&s, 40);
    s.style->text_shadow = &sharp;
    add_text(&s, 100, "once only");
    text = scene_text(&s);
    g_assert_cmpstr(text, ==, "once only");
}

/* Nothing to see, nothing to find. */
static void test_transparent(void)
{
    g_autofree char *text = NULL;
    scene s;

    scene_init(&s, 20);
    s.style->color.a = 0;
    add_text(&s, 100, "secret");
    text = scene_text(&s);
    g_assert_cmpstr(text, ==, "");
}

/* The same picture on many pages is in the file once, and not interpolated. */
static void test_picture_once(void)
{
    static const char png[] =
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGP8z8DAwMDAxMDA"
        "wMDAAAANHQEDasKb6QAAAABJRU5ErkJggg==";
    g_autoptr(GBytes) file = NULL;
    g_autofree char *plain = NULL;
    hp_fragment *picture;
    hp_page *pages[3];
    const char *found;
    scene s;

    scene_init(&s, 20);
    picture = hp_builder_box(s.b, s.style, s.p, (hp_rect){10, 10, 100, 100});
    picture->type = HP_FRAGMENT_IMAGE;
    picture->image = hp_assets_load(s.b->assets, png, 1);
    g_assert_nonnull(picture->image);
    hp_builder_add(s.b, s.root, picture);
    pages[0] = pages[1] = pages[2] = s.page;
    file = hp_test_pdf(s.b, NULL, pages, 3);
    plain = hp_test_plain(file);
    found = strstr(plain, "/Subtype /Image");
    g_assert_nonnull(found);
    g_assert_null(strstr(found + 1, "/Subtype /Image"));
    g_assert_null(strstr(plain, "/Interpolate true"));
    hp_builder_free(s.b);
}

static unsigned gray_at(cairo_surface_t *surface, int x, int y)
{
    const unsigned char *data = cairo_image_surface_get_data(surface);

    return data[y * cairo_image_surface_get_stride(surface) + 4 * x];
}

/* A box of 200 × 200 px in the middle of each of three pages, its shadow around it. */
static void test_box_shadow(void)
{
    const hp_shadow shadow = {.blur = 12, .color = {0, 0, 0, 1}};
    g_autoptr(GBytes) file = NULL;
    g_autofree char *plain = NULL;
    hp_page *pages[3];
    unsigned pictures = 0, edge;
    scene s;

    scene_init(&s, 20);
    s.style->box_shadow = &shadow;
    hp_builder_add(s.b, s.root, hp_builder_box(s.b, s.style, NULL, (hp_rect){200, 200, 200, 200}));
    pages[0] = pages[1] = pages[2] = s.page;
    file = hp_test_pdf(s.b, NULL, pages, 3);
    plain = hp_test_plain(file);
    for (const char *p = plain; (p = strstr(p, "/Subtype /Image")); p++)
        pictures++;
    /* Four corners and four sides, each with its mask, in the file once; no group. */
    g_assert_cmpuint(pictures, ==, 16);
    g_assert_null(strstr(plain, "/Luminosity"));

    g_autoptr(hp_test_document) document = hp_test_open(file);
    g_autoptr(hp_test_page) page = poppler_document_get_page(document, 2);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 998, 728);
    cairo_t *cr = cairo_create(surface);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_scale(cr, 1 / 0.75, 1 / 0.75);
    poppler_page_render(page, cr);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    edge = gray_at(surface, 300, 400);
    g_assert_cmpuint(edge, >, 100);
    g_assert_cmpuint(edge, <, 165);
    g_assert_cmpuint(ABS((int)gray_at(surface, 230, 400) - (int)edge), <, 8);
    g_assert_cmpuint(gray_at(surface, 300, 414), >, 250);
    g_assert_cmpuint(gray_at(surface, 300, 300), ==, 255);
    cairo_surface_destroy(surface);
    hp_builder_free(s.b);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/pdf/text/letter-spacing", test_letter_spacing);
    g_test_add_func("/pdf/text/words", test_words);
    g_test_add_func("/pdf/text/forced-break", test_forced_break);
    g_test_add_func("/pdf/text/right-to-left", test_right_to_left);
    g_test_add_func("/pdf/text/ligature", test_ligature);
    g_test_add_func("/pdf/text/emoji", test_emoji);
    g_test_add_func("/pdf/text/shadow", test_shadow);
    g_test_add_func("/pdf/text/transparent", test_transparent);
    g_test_add_func("/pdf/text/picture-once", test_picture_once);
    g_test_add_func("/pdf/text/box-shadow", test_box_shadow);
    return g_test_run();
}
