/*
 * Borders, backgrounds and shadows, seen by single pixels.
 */
#include "css/cascade.h"
#include "fragment-builder.h"

#define RED 0xff0000u
#define GREEN 0x00ff00u
#define BLUE 0x0000ffu
#define WHITE 0xffffffu

/* 4 × 4 px, the left half red, the right half blue. */
#define PICTURE                                                                            \
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='4' height='4'%3E" \
    "%3Crect width='2' height='4' fill='red'/%3E%3Crect x='2' width='2' height='4' fill='blue'/%3E%3C/svg%3E"

typedef struct {
    hp_builder *b;
    hp_style *style;
    hp_fragment *box; /* 20,20 60 × 60 on a page of 100 × 100 */
    hp_page *page;
} scene;

static void scene_init(scene *s)
{
    hp_meaning *meaning;

    s->b = hp_builder_new();
    s->style = hp_builder_style(s->b, HP_DISPLAY_BLOCK);
    meaning = hp_builder_meaning(s->b, HP_ROLE_SECTION, NULL);
    s->box = hp_builder_box(s->b, s->style, meaning, (hp_rect){20, 20, 60, 60});
    s->page = hp_builder_page(s->b, s->box, 100, 100);
}

static cairo_surface_t *scene_paint(scene *s)
{
    cairo_surface_t *surface = hp_builder_render(s->page, s->b->assets);

    hp_builder_free(s->b);
    return surface;
}

static void all_borders(scene *s, float width, hp_border_style style, hp_color color)
{
    for (int side = 0; side < 4; side++)
        s->style->border[side] = (hp_border){width, style, color};
}

/* CSS Backgrounds 3 §4: a border lies inside the border box, the background
 * under it and the rest. */
static void test_solid(void)
{
    g_autoptr(cairo_surface_t) surface = NULL;
    scene s;

    scene_init(&s);
    all_borders(&s, 10, HP_BORDER_SOLID, hp_rgb(1, 0, 0));
    s.style->background_color = hp_rgb(0, 1, 0);
    surface = scene_paint(&s);
    g_assert_cmphex(hp_pixel(surface, 19, 50), ==, WHITE);
    g_assert_cmphex(hp_pixel(surface, 20, 50), ==, RED);
    g_assert_cmphex(hp_pixel(surface, 29, 50), ==, RED);
    g_assert_cmphex(hp_pixel(surface, 30, 50), ==, GREEN);
    g_assert_cmphex(hp_pixel(surface, 79, 79), ==, RED);
}

/* §4.4: sides of different colour meet along the corner's diagonal. */
static void test_mitred(void)
{
    g_autoptr(cairo_surface_t) surface = NULL;
    scene s;

    scene_init(&s);
    all_borders(&s, 20, HP_BORDER_SOLID, hp_rgb(1, 0, 0));
    s.style->border[HP_LEFT].color = hp_rgb(0, 0, 1);
    surface = scene_paint(&s);
    g_assert_cmphex(hp_pixel(surface, 32, 24), ==, RED);
    g_assert_cmphex(hp_pixel(surface, 24, 32), ==, BLUE);
    g_assert_cmphex(hp_pixel(surface, 50, 50), ==, WHITE);
}

/* §4.3: a double border is two lines and the gap, a third each. */
static void test_double(void)
{
    g_autoptr(cairo_surface_t) surface = NULL;
    scene s;

    scene_init(&s);
    all_borders(&s, 12, HP_BORDER_DOUBLE, hp_rgb(1, 0, 0));
    surface = scene_paint(&s);
    g_assert_cmphex(hp_pixel(surface, 22, 50), ==, RED);
    g_assert_cmphex(hp_pixel(surface, 26, 50), ==, WHITE);
    g_assert_cmphex(hp_pixel(surface, 30, 50), ==, RED);
    g_assert_cmphex(hp_pixel(surface, 34, 50), ==, WHITE);
}

/* §4.3: inset is dark above and left, outset below and right. */
static void test_inset(void)
{
    g_autoptr(cairo_surface_t) surface = NULL;
    scene s;

    scene_init(&s);
    all_borders(&s, 10, HP_BORDER_INSET, hp_rgb(1, 0, 0));
    surface = scene_paint(&s);
    g_assert_cmphex(hp_pixel(surface, 50, 25), ==, 0x990000);
    g_assert_cmphex(hp_pixel(surface, 50, 75), ==, RED);
}

/* §4.3: dashed lines have gaps and begin with a dash. */
static void test_dashed(void)
{
    g_autoptr(cairo_surface_t) surface = NULL;
    scene s;

    scene_init(&s);
    s.style->border[HP_TOP] = (hp_border){4, HP_BORDER_DASHED, hp_rgb(1, 0, 0)};
    surface = scene_paint(&s);
    g_assert_cmphex(hp_pixel(surface, 21, 21), ==, RED);
    g_assert_cmphex(hp_pixel(surface, 31, 21), ==, WHITE);
    g_assert_cmphex(hp_pixel(surface, 78, 21), ==, RED);
}

/* §5: round corners leave the page to be seen; the border follows them. */
static void test_radius(void)
{
    g_autoptr(cairo_surface_t) surface = NULL;
    scene s;

    scene_init(&s);
    all_borders(&s, 5, HP_BORDER_SOLID, hp_rgb(1, 0, 0));
    s.style->background_color = hp_rgb(0, 1, 0);
    for (int corner = 0; corner < 4; corner++)
        s.style->radius[corner] = (hp_radius){{0, 50, HP_LENGTH_FIXED}, {0, 50, HP_LENGTH_FIXED}};
    surface = scene_paint(&s);
    g_assert_cmphex(hp_pixel(surface, 23, 23), ==, WHITE);
    g_assert_cmphex(hp_pixel(surface, 50, 22), ==, RED);
    g_assert_cmphex(hp_pixel(surface, 50, 50), ==, GREEN);
}

/* CSS Fragmentation 3 §4.4, slice: no border where the box was cut. */
static void test_open_side(void)
{
    g_autoptr(cairo_surface_t) surface = NULL;
    scene s;

    scene_init(&s);
    all_borders(&s, 10, HP_BORDER_SOLID, hp_rgb(1, 0, 0));
    s.style->background_color = hp_rgb(0, 1, 0);
    s.box->open_sides = 1u << HP_BOTTOM;
    surface = scene_paint(&s);
    g_assert_cmphex(hp_pixel(surface, 50, 75), ==, GREEN);
    g_assert_cmphex(hp_pixel(surface, 25, 75), ==, RED);
    g_assert_cmphex(hp_pixel(surface, 50, 25), ==, RED);
}

/* Borders that layout resolved win over the style's (collapsed tables). */
static void test_resolved_borders(void)
{
    g_autoptr(cairo_surface_t) surface = NULL;
    hp_border borders[4] = {{0}};
    scene s;

    scene_init(&s);
    all_borders(&s, 10, HP_BORDER_SOLID, hp_rgb(1, 0, 0));
    borders[HP_LEFT] = (hp_border){6, HP_BORDER_SOLID, hp_rgb(0, 0, 1)};
    s.box->borders = borders;
    surface = scene_paint(&s);
    g_assert_cmphex(hp_pixel(surface, 23, 50), ==, BLUE);
    g_assert_cmphex(hp_pixel(surface, 50, 25), ==, WHITE);
}

static hp_background_layer layer_repeat(hp_repeat repeat)
{
    return (hp_background_layer){.kind = HP_IMAGE_URL,
                                 .url = PICTURE,
                                 .width = HP_PX(20),
                                 .height = HP_PX(20),
                                 .repeat_x = repeat,
                                 .repeat_y = repeat,
                                 .origin = HP_BOX_PADDING,
                                 .clip = HP_BOX_BORDER};
}

/* CSS Backgrounds 3 §3.4: repeat tiles in both directions, also under the border. */
static void test_tiles(void)
{
    g_autoptr(cairo_surface_t) surface = NULL;
    hp_background_layer layer = layer_repeat(HP_REPEAT);
    scene s;

    scene_init(&s);
    s.style->background = &layer;
    surface = scene_paint(&s);
    g_assert_cmphex(hp_pixel(surface, 25, 25), ==, RED);
    g_assert_cmphex(hp_pixel(surface, 35, 25), ==, BLUE);
    g_assert_cmphex(hp_pixel(surface, 45, 65), ==, RED);
    g_assert_cmphex(hp_pixel(surface, 75, 75), ==, BLUE);
    g_assert_cmphex(hp_pixel(surface, 85, 50), ==, WHITE);
}

/* §3.6: percentages align the same point of picture and area. */
static void test_position(void)
{
    g_autoptr(cairo_surface_t) surface = NULL;
    hp_background_layer layer = layer_repeat(HP_REPEAT_NO);
    scene s;

    scene_init(&s);
    layer.x = layer.y = (hp_length){0, 100, HP_LENGTH_FIXED};
    s.style->background = &layer;
    surface = scene_paint(&s);
    g_assert_cmphex(hp_pixel(surface, 65, 70), ==, RED);
    g_assert_cmphex(hp_pixel(surface, 75, 70), ==, BLUE);
    g_assert_cmphex(hp_pixel(surface, 45, 70), ==, WHITE);
}

/* A page's picture covers it all unless told otherwise, over the page's colour. */
static void test_page_background(void)
{
    static const struct {
        const char *size, *position, *repeat;
        gboolean parallax;
        unsigned at_2_2, at_98_50;
    } cases[] = {
        {NULL, NULL, NULL, FALSE, RED, BLUE},
        {"contain", NULL, NULL, FALSE, RED, BLUE},
        {"20px 20px", "left top", NULL, FALSE, RED, GREEN},
        {"20px 20px", "right center", NULL, FALSE, GREEN, BLUE},
        {"10%", "0 0", "repeat", FALSE, RED, BLUE},
        {"8px", NULL, NULL, TRUE, RED, GREEN},
    };

    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(cairo_surface_t) surface = NULL;
        hp_page_background background = {.color = {0, 1, 0, 1},
                                         .opacity = 1,
                                         .size = cases[i].size,
                                         .position = cases[i].position,
                                         .repeat = cases[i].repeat,
                                         .from_parallax = cases[i].parallax};
        scene s;

        scene_init(&s);
        background.image = hp_assets_load(s.b->assets, PICTURE, 0);
        g_assert_nonnull(background.image);
        s.page->backgrounds = &background;
        s.page->n_backgrounds = 1;
        surface = scene_paint(&s);
        g_assert_cmphex(hp_pixel(surface, 2, cases[i].position && i == 3 ? 50 : 2), ==, cases[i].at_2_2);
        g_assert_cmphex(hp_pixel(surface, 98, 50), ==, cases[i].at_98_50);
    }
}

/* §7.1: a shadow falls beside its box, not under it. */
static void test_sharp_shadow(void)
{
    g_autoptr(cairo_surface_t) surface = NULL;
    const hp_shadow shadow = {.dx = 10, .dy = 10, .color = {1, 0, 0, 1}};
    scene s;

    scene_init(&s);
    s.style->box_shadow = &shadow;
    surface = scene_paint(&s);
    g_assert_cmphex(hp_pixel(surface, 50, 85), ==, RED);
    g_assert_cmphex(hp_pixel(surface, 50, 75), ==, WHITE);
    g_assert_cmphex(hp_pixel(surface, 25, 85), ==, WHITE);
}

/* §7.1.1: half the blur radius is the standard deviation: at the shadow's edge
 * half its colour is left, and none at the radius. */
static void test_blurred_shadow(void)
{
    g_autoptr(cairo_surface_t) surface = NULL;
    const hp_shadow shadow = {.blur = 12, .color = {0, 0, 0, 1}};
    unsigned edge;
    scene s;

    scene_init(&s);
    s.style->box_shadow = &shadow;
    surface = scene_paint(&s);
    edge = hp_pixel(surface, 50, 80) & 255;
    g_assert_cmpuint(edge, >, 110);
    g_assert_cmpuint(edge, <, 155);
    g_assert_cmpuint(hp_pixel(surface, 50, 94) & 255, >, 250);
}

/* A large shadow is made of tiles; they, and the middle, are one. */
static void test_large_shadow(void)
{
    g_autoptr(cairo_surface_t) surface = NULL;
    const hp_shadow shadow = {.dx = 30, .dy = 30, .blur = 4, .color = {0, 0, 0, 1}};
    unsigned edge;
    scene s;

    scene_init(&s);
    s.style->box_shadow = &shadow;
    surface = scene_paint(&s);
    for (int at = 30; at < 100; at++) {
        g_assert_cmpuint(hp_pixel(surface, 85, at) & 255, <, at < 55 ? 256 : 4);
        g_assert_cmpuint(hp_pixel(surface, at, 85) & 255, <, at < 55 ? 256 : 4);
    }
    edge = hp_pixel(surface, 50, 90) & 255;
    g_assert_cmpuint(edge, >, 90);
    g_assert_cmpuint(edge, <, 165);
    g_assert_cmphex(hp_pixel(surface, 43, 90), ==, WHITE);
}

static void test_inner_shadow(void)
{
    g_autoptr(cairo_surface_t) surface = NULL;
    const hp_shadow shadow = {.dx = 10, .dy = 0, .color = {1, 0, 0, 1}, .inset = TRUE};
    scene s;

    scene_init(&s);
    s.style->box_shadow = &shadow;
    surface = scene_paint(&s);
    g_assert_cmphex(hp_pixel(surface, 25, 50), ==, RED);
    g_assert_cmphex(hp_pixel(surface, 35, 50), ==, WHITE);
    g_assert_cmphex(hp_pixel(surface, 15, 50), ==, WHITE);
}

/* A box of 60 × 60 with this background over white, and its pixels. */
static cairo_surface_t *paint_background(const char *css)
{
    scene s;

    scene_init(&s);
    g_assert_true(hp_css_parse_background(s.b->arena, css, &s.style->background_color, &s.style->background));
    return scene_paint(&s);
}

/* CSS Images 3 §3.4.3: a hard edge where two stops share a place; the first and
 * last colours go on outside. */
static void test_gradient_linear(void)
{
    g_autoptr(cairo_surface_t) surface = paint_background("linear-gradient(90deg, #f00 20px, #0f0 20px 50%, #00f 50%)");
    g_assert_cmphex(hp_pixel(surface, 21, 50), ==, RED);
    g_assert_cmphex(hp_pixel(surface, 38, 50), ==, RED);
    g_assert_cmphex(hp_pixel(surface, 42, 50), ==, GREEN);
    g_assert_cmphex(hp_pixel(surface, 52, 50), ==, BLUE);
    g_assert_cmphex(hp_pixel(surface, 82, 50), ==, WHITE);
}

/* §3.1.1: towards a corner, the middle runs through the two others. */
static void test_gradient_corner(void)
{
    g_autoptr(cairo_surface_t) surface = paint_background("linear-gradient(to top right, #f00 50%, #00f 50%)");
    g_assert_cmphex(hp_pixel(surface, 22, 78), ==, RED);
    g_assert_cmphex(hp_pixel(surface, 45, 55), ==, RED);
    g_assert_cmphex(hp_pixel(surface, 55, 45), ==, BLUE);
    g_assert_cmphex(hp_pixel(surface, 78, 22), ==, BLUE);
}

/* §3.2: circles and their repeats. */
static void test_gradient_radial(void)
{
    g_autoptr(cairo_surface_t) surface =
        paint_background("radial-gradient(circle closest-side, #f00 50%, #0f0 50% 100%, #00f 0)");
    g_autoptr(cairo_surface_t) rings =
        paint_background("repeating-radial-gradient(circle at 0 50%, #f00 -5px 5px, #00f 5px 15px)");
    g_assert_cmphex(hp_pixel(surface, 50, 50), ==, RED);
    g_assert_cmphex(hp_pixel(surface, 50, 28), ==, GREEN);
    g_assert_cmphex(hp_pixel(surface, 22, 22), ==, BLUE);
    g_assert_cmphex(hp_pixel(rings, 22, 50), ==, RED);
    g_assert_cmphex(hp_pixel(rings, 30, 50), ==, BLUE);
    g_assert_cmphex(hp_pixel(rings, 40, 50), ==, RED);
    g_assert_cmphex(hp_pixel(rings, 50, 50), ==, BLUE);
}

/* CSS Images 4 §3.3: clockwise from the top; repeats; what changes is a mesh. */
static void test_gradient_conic(void)
{
    g_autoptr(cairo_surface_t) pie = paint_background("conic-gradient(#f00 0 25%, #0f0 0 180deg, #00f 0)");
    g_autoptr(cairo_surface_t) rays = paint_background("repeating-conic-gradient(from 45deg, #f00 0 25%, #00f 0 50%)");
    g_autoptr(cairo_surface_t) mixed = paint_background("conic-gradient(at left top, #f00, #00f 50%)");
    g_assert_cmphex(hp_pixel(pie, 55, 45), ==, RED);
    g_assert_cmphex(hp_pixel(pie, 78, 22), ==, RED);
    g_assert_cmphex(hp_pixel(pie, 55, 55), ==, GREEN);
    g_assert_cmphex(hp_pixel(pie, 45, 55), ==, BLUE);
    g_assert_cmphex(hp_pixel(pie, 22, 22), ==, BLUE);
    g_assert_cmphex(hp_pixel(rays, 75, 50), ==, RED);
    g_assert_cmphex(hp_pixel(rays, 50, 75), ==, BLUE);
    g_assert_cmphex(hp_pixel(rays, 25, 50), ==, RED);
    unsigned middle = hp_pixel(mixed, 50, 50);
    g_assert_cmpint(ABS((int)(middle >> 16) - 0x40), <, 8);
    g_assert_cmpint(ABS((int)(middle & 0xff) - 0xbf), <, 8);
}

/* §3.4: mixing is premultiplied, so that "transparent" does not darken. */
static void test_gradient_translucent(void)
{
    g_autoptr(cairo_surface_t) surface = paint_background("linear-gradient(90deg, #f00, transparent)");
    unsigned middle = hp_pixel(surface, 50, 50);
    g_assert_cmphex(middle >> 16, ==, 0xff);
    g_assert_cmpint(ABS((int)(middle & 0xff) - 0x80), <, 6);
}

/* §3.2.3 and §3.4.3: what has no extent is one colour. */
static void test_gradient_degenerate(void)
{
    g_autoptr(cairo_surface_t) dot = paint_background("radial-gradient(circle 0px, #f00, #00f)");
    g_autoptr(cairo_surface_t) flat = paint_background("repeating-linear-gradient(#0f0 10px, #0f0 10px)");
    g_assert_cmphex(hp_pixel(dot, 50, 50), ==, BLUE);
    g_assert_cmphex(hp_pixel(flat, 50, 50), ==, GREEN);
}

/* CSS Backgrounds 3 §3.9: a gradient has no size and takes the area's; tiles. */
static void test_gradient_tiles(void)
{
    g_autoptr(cairo_surface_t) surface = paint_background("linear-gradient(#f00 50%, #00f 50%) 0 0/10px 20px, #0f0");
    g_assert_cmphex(hp_pixel(surface, 22, 25), ==, RED);
    g_assert_cmphex(hp_pixel(surface, 77, 35), ==, BLUE);
    g_assert_cmphex(hp_pixel(surface, 55, 45), ==, RED);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/paint/border/solid", test_solid);
    g_test_add_func("/paint/border/mitred", test_mitred);
    g_test_add_func("/paint/border/double", test_double);
    g_test_add_func("/paint/border/inset", test_inset);
    g_test_add_func("/paint/border/dashed", test_dashed);
    g_test_add_func("/paint/border/radius", test_radius);
    g_test_add_func("/paint/border/open-side", test_open_side);
    g_test_add_func("/paint/border/resolved", test_resolved_borders);
    g_test_add_func("/paint/background/tiles", test_tiles);
    g_test_add_func("/paint/background/position", test_position);
    g_test_add_func("/paint/background/page", test_page_background);
    g_test_add_func("/paint/shadow/sharp", test_sharp_shadow);
    g_test_add_func("/paint/shadow/blurred", test_blurred_shadow);
    g_test_add_func("/paint/shadow/large", test_large_shadow);
    g_test_add_func("/paint/shadow/inner", test_inner_shadow);
    g_test_add_func("/paint/gradient/linear", test_gradient_linear);
    g_test_add_func("/paint/gradient/corner", test_gradient_corner);
    g_test_add_func("/paint/gradient/radial", test_gradient_radial);
    g_test_add_func("/paint/gradient/conic", test_gradient_conic);
    g_test_add_func("/paint/gradient/translucent", test_gradient_translucent);
    g_test_add_func("/paint/gradient/degenerate", test_gradient_degenerate);
    g_test_add_func("/paint/gradient/tiles", test_gradient_tiles);
    return g_test_run();
}
