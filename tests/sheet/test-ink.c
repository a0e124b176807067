/*
 * Colours for paper: WCAG 2.1 §1.4.3 on what was dark, nothing changed on what
 * was not.
 */
#include "fragment-builder.h"
#include "sheet/ink.h"

#include <math.h>

static const hp_ink save = {.save = TRUE}, gray = {.gray = TRUE};

static const double steps[] = {0, 0.1, 0.3, 0.5, 0.8, 1};
enum { STEPS = G_N_ELEMENTS(steps), COLORS = STEPS * STEPS * STEPS };

static hp_color color_number(unsigned i)
{
    return hp_rgb(steps[i % STEPS], steps[i / STEPS % STEPS], steps[i / STEPS / STEPS]);
}

static void test_contrast_formula(void)
{
    g_assert_cmpfloat(fabs(hp_ink_contrast(hp_rgb(0, 0, 0), hp_rgb(1, 1, 1)) - 21), <, 1e-6);
    /* #767676 is the lightest gray that passes on white. */
    double edge = hp_ink_contrast(hp_rgb(0x76 / 255.0, 0x76 / 255.0, 0x76 / 255.0), hp_rgb(1, 1, 1));
    g_assert_cmpfloat(edge, >=, 4.5);
    g_assert_cmpfloat(edge, <, 4.6);
}

/* A page with one colour behind it, a box of another and a text of a third. */
static hp_page *make_page(hp_builder *b, hp_color ground, hp_color box, hp_color text)
{
    hp_style *plain = hp_builder_style(b, HP_DISPLAY_BLOCK), *boxed = hp_builder_style(b, HP_DISPLAY_BLOCK);
    hp_meaning *meaning = hp_builder_meaning(b, HP_ROLE_PARAGRAPH, NULL);
    hp_page_background *background = hp_arena_make(b->arena, hp_page_background);
    boxed->background_color = box;
    boxed->color = plain->color = text;
    hp_fragment *root = hp_builder_box(b, plain, meaning, (hp_rect){0, 0, 400, 300});
    hp_fragment *inner = hp_builder_box(b, boxed, meaning, (hp_rect){20, 20, 300, 100});
    hp_builder_add(b, inner, hp_builder_text(b, boxed, meaning, 30, 60, "in the box"));
    hp_builder_add(b, root, inner);
    hp_builder_add(b, root, hp_builder_text(b, plain, meaning, 30, 200, "below"));
    hp_page *page = hp_builder_page(b, root, 400, 300);
    background->color = ground;
    background->opacity = 1;
    page->backgrounds = background;
    page->n_backgrounds = 1;
    return page;
}

static hp_color ground_of(const hp_page *page)
{
    return page->n_backgrounds ? page->backgrounds[0].color : hp_rgb(1, 1, 1);
}

/* Every text on a dark page or in a dark box is readable afterwards, and every
 * ground is light. */
static void test_dark_becomes_light(void)
{
    g_autoptr(hp_builder) b = hp_builder_new();
    for (unsigned i = 0; i < COLORS; i++) {
        hp_color ground = color_number(i), box = color_number((i * 7 + 3) % COLORS),
                 text = color_number((i * 31) % COLORS);
        const hp_page *page = hp_ink_page(b->arena, make_page(b, ground, box, text), save);
        const hp_fragment *boxed = page->root->children[0];
        hp_color page_ground = ground_of(page), box_ground = boxed->style->background_color;
        g_assert_false(hp_ink_is_dark(page_ground));
        g_assert_false(hp_ink_is_dark(box_ground));
        if (hp_ink_is_dark(ground))
            g_assert_cmpfloat(hp_ink_contrast(page->root->children[1]->style->color, page_ground), >=, 4.5);
        else
            g_assert_true(hp_color_equal(page->root->children[1]->style->color, text));
        if (hp_ink_is_dark(box))
            g_assert_cmpfloat(hp_ink_contrast(boxed->children[0]->style->color, box_ground), >=, 4.5);
        else
            g_assert_true(hp_color_equal(boxed->children[0]->style->color, text));
    }
}

/* The fragments of the slide itself are not touched. */
static void test_page_stays(void)
{
    g_autoptr(hp_builder) b = hp_builder_new();
    hp_page *page = make_page(b, hp_rgb(0, 0, 0), hp_rgb(0, 0, 0.4), hp_rgb(1, 1, 1));
    g_autofree char *before = hp_page_dump(page);
    hp_ink_page(b->arena, page, save);
    g_autofree char *after = hp_page_dump(page);
    g_assert_cmpstr(before, ==, after);
    g_assert_true(hp_color_equal(page->root->children[1]->style->color, hp_rgb(1, 1, 1)));
    g_assert_true(hp_ink_page(b->arena, page, (hp_ink){0}) == page);
}

/* On a picture that is light nothing is known about contrast: what stands there stays. */
static void test_picture_behind(void)
{
    g_autoptr(hp_builder) b = hp_builder_new();
    hp_page *page = make_page(b, hp_rgb(0, 0, 0), (hp_color){0}, hp_rgb(1, 1, 1));
    hp_background_layer picture = {.kind = HP_IMAGE_URL, .url = "x.png"};
    ((hp_page_background *)page->backgrounds)->layers = &picture;
    const hp_page *saved = hp_ink_page(b->arena, page, save);
    g_assert_true(hp_color_equal(saved->root->children[1]->style->color, hp_rgb(1, 1, 1)));
    g_assert_cmpuint(saved->n_backgrounds, ==, 1);
    g_assert_true(hp_ink_page_is_light(page));
}

/* Under its veil a dark picture is light enough for all text, and what was dark on it
 * stays darker than what was light. */
static void test_picture_fades(void)
{
    g_autoptr(hp_builder) b = hp_builder_new();
    const hp_ink fading = {.save = TRUE, .fade = TRUE};
    const hp_background_layer picture = {.kind = HP_IMAGE_URL, .url = "x.png"};
    for (unsigned i = 0; i < COLORS; i++) {
        hp_page *page = make_page(b, hp_rgb(0, 0, 0), (hp_color){0, 0, 0, 0.5f}, color_number(i));
        ((hp_page_background *)page->backgrounds)->layers = &picture;
        const hp_page *faded = hp_ink_page(b->arena, page, fading);
        g_assert_cmpuint(page->n_backgrounds, ==, 1);
        g_assert_cmpuint(faded->n_backgrounds, ==, 2);
        hp_color darkest = hp_ink_over(faded->backgrounds[1].color, hp_rgb(0, 0, 0));
        const hp_fragment *box = faded->root->children[0];
        hp_color in_box = hp_ink_over(box->style->background_color, darkest);
        g_assert_cmpfloat(hp_ink_contrast(faded->root->children[1]->style->color, darkest), >=, 4.49);
        g_assert_cmpfloat(hp_ink_contrast(box->children[0]->style->color, in_box), >=, 4.49);
    }
}

/* Whatever a picture's kind and place, it is what is seen that counts. */
static void test_picture_luminance(void)
{
    g_autoptr(hp_builder) b = hp_builder_new();
    static const double grays[] = {0, 0.3, 0.8, 1};
    for (size_t i = 0; i < G_N_ELEMENTS(grays); i++) {
        hp_color ground = hp_rgb(grays[i], grays[i], grays[i]);
        const hp_page *page = make_page(b, ground, hp_rgb(1, 0, 0), hp_rgb(0, 1, 0));
        g_assert_cmpfloat(fabs(hp_ink_backdrop_luminance(page, NULL) - hp_ink_luminance(ground)), <, 0.01);
        /* No picture is behind it. */
        g_assert_false(hp_ink_picture_is_dark(page, NULL));
    }
}

static void test_gray(void)
{
    g_autoptr(hp_builder) b = hp_builder_new();
    const hp_page *page =
        hp_ink_page(b->arena, make_page(b, hp_rgb(0.2, 0.4, 0.9), hp_rgb(1, 0, 0), hp_rgb(0, 1, 0)), gray);
    const hp_fragment *boxed = page->root->children[0];
    hp_color colors[] = {ground_of(page), boxed->style->background_color, boxed->children[0]->style->color,
                         page->root->children[1]->style->color};
    for (size_t i = 0; i < G_N_ELEMENTS(colors); i++)
        g_assert_true(colors[i].r == colors[i].g && colors[i].g == colors[i].b);
    /* The luminance stays. */
    g_assert_cmpfloat(fabs(hp_ink_luminance(colors[1]) - hp_ink_luminance(hp_rgb(1, 0, 0))), <, 0.001);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ink/contrast-formula", test_contrast_formula);
    g_test_add_func("/ink/dark-becomes-light", test_dark_becomes_light);
    g_test_add_func("/ink/page-stays", test_page_stays);
    g_test_add_func("/ink/picture-behind", test_picture_behind);
    g_test_add_func("/ink/picture-fades", test_picture_fades);
    g_test_add_func("/ink/picture-luminance", test_picture_luminance);
    g_test_add_func("/ink/gray", test_gray);
    return g_test_run();
}
