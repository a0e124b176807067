/*
 * The order of painting, seen by which colour ends on top (CSS 2.2 Appendix E).
 */
#include "css/shape.h"
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

static hp_color color_of(unsigned rgb)
{
    return hp_rgb((rgb >> 16) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0);
}

/* A block of one colour over 10,10 to 90,90, so that boxes hide each other, as its
 * parent's last child. Its style is returned to be changed. */
static hp_style *add_box(scene *s, hp_fragment *parent, unsigned rgb, hp_fragment **box)
{
    hp_style *style = hp_builder_style(s->b, HP_DISPLAY_BLOCK);
    hp_fragment *fragment = hp_builder_box(s->b, style, s->meaning, (hp_rect){10, 10, 80, 80});

    style->background_color = color_of(rgb);
    hp_builder_add(s->b, parent, fragment);
    if (box)
        *box = fragment;
    return style;
}

static void set_z_index(hp_style *style, int z_index)
{
    style->z_index_auto = FALSE;
    style->z_index = z_index;
}

/* Inline content without a font: a square marker. */
static void add_square(scene *s, hp_fragment *parent, unsigned rgb)
{
    hp_style *style = hp_builder_style(s->b, HP_DISPLAY_INLINE);
    hp_fragment *fragment = hp_builder_box(s->b, style, s->meaning, (hp_rect){10, 10, 80, 80});

    style->color = color_of(rgb);
    fragment->type = HP_FRAGMENT_MARKER;
    fragment->marker = HP_LIST_SQUARE;
    hp_builder_add(s->b, parent, fragment);
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
    add_box(&s, s.root, BLUE, &first);
    add_square(&s, first, GREEN);
    add_box(&s, s.root, RED, NULL);
    g_assert_cmphex(middle(&s), ==, GREEN);
}

/* E.2 step 4: backgrounds of blocks in tree order. */
static void test_backgrounds_in_tree_order(void)
{
    scene s;

    scene_init(&s);
    add_box(&s, s.root, RED, NULL);
    add_box(&s, s.root, BLUE, NULL);
    g_assert_cmphex(middle(&s), ==, BLUE);
}

/* E.2 step 5: floats above the backgrounds of blocks, whatever their order. */
static void test_floats_above_backgrounds(void)
{
    scene s;

    scene_init(&s);
    add_box(&s, s.root, GREEN, NULL)->floating = HP_FLOAT_LEFT;
    add_box(&s, s.root, RED, NULL);
    g_assert_cmphex(middle(&s), ==, GREEN);
}

/* E.2 step 8: positioned boxes above inline content. */
static void test_positioned_above_content(void)
{
    scene s;

    scene_init(&s);
    add_box(&s, s.root, GREEN, NULL)->position = HP_POSITION_ABSOLUTE;
    add_square(&s, s.root, RED);
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
        hp_style *style = add_box(&s, s.root, colors[i], NULL);

        style->position = HP_POSITION_RELATIVE;
        set_z_index(style, order[i]);
    }
    g_assert_cmphex(middle(&s), ==, GREEN);
}

static void test_negative_z_index(void)
{
    scene s;
    hp_style *style;

    scene_init(&s);
    add_box(&s, s.root, GREEN, NULL);
    style = add_box(&s, s.root, RED, NULL);
    style->position = HP_POSITION_RELATIVE;
    set_z_index(style, -1);
    g_assert_cmphex(middle(&s), ==, GREEN);
}

/* CSS Color 4 §3.3: opacity works on the group as a whole, so the red under the
 * green does not shine through. */
static void test_opacity_is_of_the_group(void)
{
    scene s;
    hp_fragment *group;
    unsigned pixel;

    scene_init(&s);
    add_box(&s, s.root, RED, &group)->opacity = 0.5f;
    add_square(&s, group, GREEN);
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
    add_square(&s, clip, RED);
    hp_builder_add(s.b, s.root, clip);
    g_assert_cmphex(middle(&s), ==, WHITE);
}

/* CSS 2.2 §11.2: hidden boxes leave their place blank, their children may show. */
static void test_visibility(void)
{
    scene s;
    hp_fragment *hidden;

    scene_init(&s);
    add_box(&s, s.root, RED, &hidden)->visibility = HP_VISIBILITY_HIDDEN;
    add_square(&s, hidden, GREEN);
    g_assert_cmphex(middle(&s), ==, GREEN);
}

/* Positioned in an outer box with or without a number of its own, and one behind
 * it: the colour on top. */
static unsigned nested(gboolean has_number, unsigned inner_rgb, unsigned behind_rgb)
{
    scene s;
    hp_style *style;
    hp_fragment *outer;

    scene_init(&s);
    style = add_box(&s, s.root, BLUE, &outer);
    style->position = HP_POSITION_RELATIVE;
    if (has_number)
        set_z_index(style, 0);
    style = add_box(&s, outer, inner_rgb, NULL);
    style->position = HP_POSITION_ABSOLUTE;
    set_z_index(style, 5);
    add_box(&s, s.root, behind_rgb, NULL)->position = HP_POSITION_ABSOLUTE;
    return middle(&s);
}

/* CSS Positioned Layout 3 §2.1: a positioned box with z-index: auto leaves its
 * positioned descendants to the stacking context around it. */
static void test_auto_leaves_descendants(void)
{
    g_assert_cmphex(nested(FALSE, GREEN, RED), ==, GREEN);
}

/* CSS 2.2 §9.9.1: one with a number holds them. */
static void test_number_holds_descendants(void)
{
    g_assert_cmphex(nested(TRUE, RED, GREEN), ==, GREEN);
}

/* E.2 step 5: what is positioned in a float is above the text after it. */
static void test_positioned_in_float(void)
{
    scene s;
    hp_fragment *outer;

    scene_init(&s);
    add_box(&s, s.root, BLUE, &outer)->floating = HP_FLOAT_LEFT;
    add_box(&s, outer, GREEN, NULL)->position = HP_POSITION_RELATIVE;
    add_square(&s, s.root, RED);
    g_assert_cmphex(middle(&s), ==, GREEN);
}

/* CSS Transforms 1 §6: a transform moves a box with all below it, and stacks. */
static void test_transform(void)
{
    hp_matrix aside = {1, 0, 0, 1, 200, 0}, back = {0, 1, -1, 0, 100, 0};
    scene s;
    hp_fragment *turned, *moved;

    scene_init(&s);
    add_box(&s, s.root, GREEN, &turned);
    turned->transform = &back;
    add_box(&s, s.root, RED, &moved);
    moved->transform = &aside;
    add_square(&s, moved, RED);
    add_square(&s, s.root, BLUE);
    g_assert_cmphex(middle(&s), ==, GREEN);
}

/* CSS 2.2 §11.1.1: a static box does not clip the absolute boxes in it, whose
 * containing block is around it; what is relative, and a positioned box's, it does. */
static void test_absolute_escapes_clips(void)
{
    static const struct {
        hp_position clip, inner;
        unsigned shown;
    } cases[] = {{HP_POSITION_STATIC, HP_POSITION_ABSOLUTE, GREEN},
                 {HP_POSITION_STATIC, HP_POSITION_RELATIVE, WHITE},
                 {HP_POSITION_RELATIVE, HP_POSITION_ABSOLUTE, WHITE}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        scene s;
        scene_init(&s);
        hp_style *style = hp_builder_style(s.b, HP_DISPLAY_BLOCK);
        style->overflow_x = style->overflow_y = HP_OVERFLOW_HIDDEN;
        style->position = cases[i].clip;
        hp_fragment *clip = hp_builder_box(s.b, style, s.meaning, (hp_rect){10, 10, 20, 20});
        hp_builder_add(s.b, s.root, clip);
        add_box(&s, clip, GREEN, NULL)->position = cases[i].inner;
        g_assert_cmphex(middle(&s), ==, cases[i].shown);
    }
}

/* CSS Masking 1 §5.1: a clip-path is a layer's, and takes what is outside of it
 * away. */
static void test_clip_path(void)
{
    const hp_shape_point left[] = {{HP_PX(0), HP_PX(0)}, {HP_PX(20), HP_PX(0)}, {HP_PX(0), HP_PX(80)}};
    const hp_shape corner = {.kind = HP_SHAPE_POLYGON, .points = left, .n_points = 3};
    const hp_length half = {0, 50, HP_LENGTH_FIXED, NULL};
    const hp_shape round = {
        .kind = HP_SHAPE_CIRCLE, .radius = {{HP_SHAPE_CLOSEST_SIDE, HP_PX(0)}}, .center = {half, half}};
    scene s;
    hp_fragment *clipped;

    scene_init(&s);
    add_box(&s, s.root, GREEN, NULL)->clip_path = &round;
    add_box(&s, s.root, RED, &clipped)->clip_path = &corner;
    add_square(&s, clipped, RED);
    g_assert_cmphex(middle(&s), ==, GREEN);
}

/* Compositing 1 §5.1: multiplied, green and blue are black, and blue on white
 * stays blue. */
static void test_blend(void)
{
    scene s;

    scene_init(&s);
    add_box(&s, s.root, BLUE, NULL)->blend = HP_BLEND_MULTIPLY;
    g_assert_cmphex(middle(&s), ==, BLUE);
    scene_init(&s);
    add_box(&s, s.root, GREEN, NULL);
    add_box(&s, s.root, BLUE, NULL)->blend = HP_BLEND_MULTIPLY;
    g_assert_cmphex(middle(&s), ==, 0);
}

/* CSS Backgrounds 4 §2.3: the background is seen through letters that are not
 * filled, and nowhere else; a line around letters needs no filling. */
static void test_letters(void)
{
    static const hp_background_layer clip = {.clip = HP_BOX_LETTERS};
    scene s;
    hp_fragment *box;

    for (int stroke = 0; stroke <= 1; stroke++) {
        scene_init(&s);
        hp_style *style = add_box(&s, s.root, GREEN, &box);
        style->background = &clip;
        style->font_size = 200;
        style->text_fill = (hp_color){0, 0, 0, stroke ? 1 : 0};
        style->stroke_width = stroke ? 100 : 0;
        style->stroke_color = color_of(BLUE);
        cairo_surface_t *surface = hp_builder_render(hp_builder_page(s.b, s.root, 100, 100), NULL);
        g_assert_cmphex(hp_pixel(surface, 50, 50), ==, WHITE);
        cairo_surface_destroy(surface);
        hp_builder_add(s.b, box, hp_builder_text(s.b, style, s.meaning, 0, 90, "M"));
        surface = hp_builder_render(hp_builder_page(s.b, s.root, 100, 100), NULL);
        g_assert_cmphex(hp_pixel(surface, 30, 60), ==, stroke ? BLUE : GREEN);
        cairo_surface_destroy(surface);
        hp_builder_free(s.b);
    }
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
    g_test_add_func("/paint/order/escapes", test_absolute_escapes_clips);
    g_test_add_func("/paint/order/clip-path", test_clip_path);
    g_test_add_func("/paint/order/blend", test_blend);
    g_test_add_func("/paint/order/letters", test_letters);
    return g_test_run();
}
