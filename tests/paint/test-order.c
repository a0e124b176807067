/*
 * The order of painting, seen by which colour ends on top (CSS 2.2 Appendix E).
 */
#include "fragment-builder.h"

#define RED 0xff0000u
#define GREEN 0x00ff00u
#define BLUE 0x0000ffu
#define WHITE 0xffffffu

typedef struct {
    hp_builder *b;
    hp_meaning *meaning;
    hp_fragment *root;
} scene;

static void scene_init(scene *s)
{
    s->b = hp_builder_new();
    s->meaning = hp_builder_meaning(s->b, HP_ROLE_SECTION, NULL);
    s->root = hp_builder_box(s->b, hp_builder_style(s->b, HP_DISPLAY_BLOCK), s->meaning, (hp_rect){0, 0, 100, 100});
}

/* A box of one colour over 10,10 to 90,90, so that boxes hide each other. */
static hp_style *filled(scene *s, hp_display display, unsigned color)
{
    hp_style *style = hp_builder_style(s->b, display);

    style->background_color = hp_rgb(color >> 16, color >> 8 & 255, color & 255);
    style->background_color.r /= 255;
    style->background_color.g /= 255;
    style->background_color.b /= 255;
    return style;
}

static hp_fragment *box(scene *s, const hp_style *style)
{
    return hp_builder_box(s->b, style, s->meaning, (hp_rect){10, 10, 80, 80});
}

/* Inline content without a font: a square marker. */
static hp_fragment *square(scene *s, unsigned color)
{
    hp_style *style = hp_builder_style(s->b, HP_DISPLAY_INLINE);
    hp_fragment *fragment = hp_builder_box(s->b, style, s->meaning, (hp_rect){10, 10, 80, 80});

    style->color = hp_rgb((color >> 16) / 255.0, (color >> 8 & 255) / 255.0, (color & 255) / 255.0);
    fragment->type = HP_FRAGMENT_MARKER;
    fragment->marker = HP_LIST_SQUARE;
    return fragment;
}

static unsigned middle(scene *s)
{
    cairo_surface_t *surface = hp_builder_render(hp_builder_page(s->b, s->root, 100, 100), NULL);
    unsigned pixel = hp_pixel(surface, 50, 50);

    cairo_surface_destroy(surface);
    hp_builder_free(s->b);
    return pixel;
}

/* E.2 steps 4 and 7: content of an earlier block lies above the background of a
 * later one. */
static void test_content_above_backgrounds(void)
{
    scene s;
    hp_fragment *first;

    scene_init(&s);
    first = box(&s, filled(&s, HP_DISPLAY_BLOCK, BLUE));
    hp_builder_add(s.b, first, square(&s, GREEN));
    hp_builder_add(s.b, s.root, first);
    hp_builder_add(s.b, s.root, box(&s, filled(&s, HP_DISPLAY_BLOCK, RED)));
    g_assert_cmphex(middle(&s), ==, GREEN);
}

/* E.2 step 4: backgrounds of blocks in tree order. */
static void test_backgrounds_in_tree_order(void)
{
    scene s;

    scene_init(&s);
    hp_builder_add(s.b, s.root, box(&s, filled(&s, HP_DISPLAY_BLOCK, RED)));
    hp_builder_add(s.b, s.root, box(&s, filled(&s, HP_DISPLAY_BLOCK, BLUE)));
    g_assert_cmphex(middle(&s), ==, BLUE);
}

/* E.2 step 5: floats above the backgrounds of blocks, whatever their order. */
static void test_floats_above_backgrounds(void)
{
    scene s;
    hp_style *style;

    scene_init(&s);
    style = filled(&s, HP_DISPLAY_BLOCK, GREEN);
    style->floating = HP_FLOAT_LEFT;
    hp_builder_add(s.b, s.root, box(&s, style));
    hp_builder_add(s.b, s.root, box(&s, filled(&s, HP_DISPLAY_BLOCK, RED)));
    g_assert_cmphex(middle(&s), ==, GREEN);
}

/* E.2 step 8: positioned boxes above inline content. */
static void test_positioned_above_content(void)
{
    scene s;
    hp_style *style;

    scene_init(&s);
    style = filled(&s, HP_DISPLAY_BLOCK, GREEN);
    style->position = HP_POSITION_ABSOLUTE;
    hp_builder_add(s.b, s.root, box(&s, style));
    hp_builder_add(s.b, s.root, square(&s, RED));
    g_assert_cmphex(middle(&s), ==, GREEN);
}

/* E.2 steps 3 and 9: z-index orders positioned boxes; below 0 is below all. */
static void test_z_index(void)
{
    const int order[3] = {2, 1, -1};
    const unsigned colors[3] = {GREEN, BLUE, RED};
    scene s;

    scene_init(&s);
    for (int i = 0; i < 3; i++) {
        hp_style *style = filled(&s, HP_DISPLAY_BLOCK, colors[i]);

        style->position = HP_POSITION_RELATIVE;
        style->z_index_auto = FALSE;
        style->z_index = order[i];
        hp_builder_add(s.b, s.root, box(&s, style));
    }
    g_assert_cmphex(middle(&s), ==, GREEN);
}

static void test_negative_z_index(void)
{
    scene s;
    hp_style *style;

    scene_init(&s);
    style = filled(&s, HP_DISPLAY_BLOCK, RED);
    style->position = HP_POSITION_RELATIVE;
    style->z_index_auto = FALSE;
    style->z_index = -1;
    hp_builder_add(s.b, s.root, box(&s, filled(&s, HP_DISPLAY_BLOCK, GREEN)));
    hp_builder_add(s.b, s.root, box(&s, style));
    g_assert_cmphex(middle(&s), ==, GREEN);
}

/* CSS Color 4 §3.3: opacity works on the group as a whole, so the red under the
 * green does not shine through. */
static void test_opacity_is_of_the_group(void)
{
    scene s;
    hp_style *style;
    hp_fragment *group;
    unsigned pixel;

    scene_init(&s);
    style = filled(&s, HP_DISPLAY_BLOCK, RED);
    style->opacity = 0.5f;
    group = box(&s, style);
    hp_builder_add(s.b, group, square(&s, GREEN));
    hp_builder_add(s.b, s.root, group);
    pixel = middle(&s);
    g_assert_cmphex(pixel >> 16, ==, pixel & 255); /* white under green: red and blue alike */
    g_assert_cmpuint(pixel >> 8 & 255, >=, 254);
    g_assert_cmpint(ABS((int)(pixel & 255) - 128), <=, 1);
}

/* CSS Overflow 3 §3.1: what sticks out of a box that clips is cut. */
static void test_overflow_clips(void)
{
    scene s;
    hp_style *style;
    hp_fragment *clip;

    scene_init(&s);
    style = hp_builder_style(s.b, HP_DISPLAY_BLOCK);
    style->overflow_x = style->overflow_y = HP_OVERFLOW_HIDDEN;
    clip = hp_builder_box(s.b, style, s.meaning, (hp_rect){10, 10, 20, 20});
    hp_builder_add(s.b, clip, square(&s, RED));
    hp_builder_add(s.b, s.root, clip);
    g_assert_cmphex(middle(&s), ==, WHITE);
}

/* CSS 2.2 §11.2: hidden boxes leave their place blank, their children may show. */
static void test_visibility(void)
{
    scene s;
    hp_style *style;
    hp_fragment *hidden;

    scene_init(&s);
    style = filled(&s, HP_DISPLAY_BLOCK, RED);
    style->visibility = HP_VISIBILITY_HIDDEN;
    hidden = box(&s, style);
    hp_builder_add(s.b, hidden, square(&s, GREEN));
    hp_builder_add(s.b, s.root, hidden);
    g_assert_cmphex(middle(&s), ==, GREEN);
}

/* CSS Positioned Layout 3 §2.1: a positioned box with z-index: auto leaves its
 * positioned descendants to the stacking context around it. */
static void test_auto_leaves_descendants(void)
{
    scene s;
    hp_style *style;
    hp_fragment *outer;

    scene_init(&s);
    style = filled(&s, HP_DISPLAY_BLOCK, BLUE);
    style->position = HP_POSITION_RELATIVE;
    outer = box(&s, style);
    style = filled(&s, HP_DISPLAY_BLOCK, GREEN);
    style->position = HP_POSITION_ABSOLUTE;
    style->z_index_auto = FALSE;
    style->z_index = 1;
    hp_builder_add(s.b, outer, box(&s, style));
    hp_builder_add(s.b, s.root, outer);
    style = filled(&s, HP_DISPLAY_BLOCK, RED);
    style->position = HP_POSITION_ABSOLUTE;
    hp_builder_add(s.b, s.root, box(&s, style));
    g_assert_cmphex(middle(&s), ==, GREEN);
}

/* CSS 2.2 §9.9.1: one with a number holds them. */
static void test_number_holds_descendants(void)
{
    scene s;
    hp_style *style;
    hp_fragment *outer;

    scene_init(&s);
    style = filled(&s, HP_DISPLAY_BLOCK, BLUE);
    style->position = HP_POSITION_RELATIVE;
    style->z_index_auto = FALSE;
    outer = box(&s, style);
    style = filled(&s, HP_DISPLAY_BLOCK, RED);
    style->position = HP_POSITION_ABSOLUTE;
    style->z_index_auto = FALSE;
    style->z_index = 5;
    hp_builder_add(s.b, outer, box(&s, style));
    hp_builder_add(s.b, s.root, outer);
    style = filled(&s, HP_DISPLAY_BLOCK, GREEN);
    style->position = HP_POSITION_ABSOLUTE;
    hp_builder_add(s.b, s.root, box(&s, style));
    g_assert_cmphex(middle(&s), ==, GREEN);
}

/* E.2 step 5: what is positioned in a float is above the text after it. */
static void test_positioned_in_float(void)
{
    scene s;
    hp_style *style;
    hp_fragment *outer;

    scene_init(&s);
    style = filled(&s, HP_DISPLAY_BLOCK, BLUE);
    style->floating = HP_FLOAT_LEFT;
    outer = box(&s, style);
    style = filled(&s, HP_DISPLAY_BLOCK, GREEN);
    style->position = HP_POSITION_RELATIVE;
    hp_builder_add(s.b, outer, box(&s, style));
    hp_builder_add(s.b, s.root, outer);
    hp_builder_add(s.b, s.root, square(&s, RED));
    g_assert_cmphex(middle(&s), ==, GREEN);
}

/* CSS Transforms 1 §6: a transform moves a box with all below it, and stacks. */
static void test_transform(void)
{
    hp_matrix aside = {1, 0, 0, 1, 200, 0}, back = {0, 1, -1, 0, 100, 0};
    scene s;
    hp_fragment *outer, *inner;

    scene_init(&s);
    outer = box(&s, filled(&s, HP_DISPLAY_BLOCK, RED));
    outer->transform = &aside;
    hp_builder_add(s.b, outer, square(&s, RED));
    inner = box(&s, filled(&s, HP_DISPLAY_BLOCK, GREEN));
    inner->transform = &back;
    hp_builder_add(s.b, s.root, inner);
    hp_builder_add(s.b, s.root, outer);
    hp_builder_add(s.b, s.root, square(&s, BLUE));
    g_assert_cmphex(middle(&s), ==, GREEN);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/paint/order/content-above-backgrounds", test_content_above_backgrounds);
    g_test_add_func("/paint/order/backgrounds", test_backgrounds_in_tree_order);
    g_test_add_func("/paint/order/floats", test_floats_above_backgrounds);
    g_test_add_func("/paint/order/positioned", test_positioned_above_content);
    g_test_add_func("/paint/order/z-index", test_z_index);
    g_test_add_func("/paint/order/negative-z-index", test_negative_z_index);
    g_test_add_func("/paint/order/z-index-auto", test_auto_leaves_descendants);
    g_test_add_func("/paint/order/z-index-number", test_number_holds_descendants);
    g_test_add_func("/paint/order/positioned-in-float", test_positioned_in_float);
    g_test_add_func("/paint/order/transform", test_transform);
    g_test_add_func("/paint/order/opacity", test_opacity_is_of_the_group);
    g_test_add_func("/paint/order/overflow", test_overflow_clips);
    g_test_add_func("/paint/order/visibility", test_visibility);
    return g_test_run();
}
