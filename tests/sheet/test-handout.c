/*
 * What handouts are made of: fields, the geometry of sheets, numbered links,
 * codes.
 */
#include "asset/asset.h"
#include "sheet/handout-fields.h"
#include "sheet/handout-grid.h"
#include "sheet/handout.h"
#include "sheet/qr.h"

#include <math.h>
#include <string.h>

static void test_fields(void)
{
    static const struct {
        const char *line, *left, *middle, *right;
    } cases[] = {
        {"", "", "", ""},
        {"{title}", "A & B", "", ""},
        {"{title}|{page}", "A & B", "", "3"},
        {"{title}|{section}|{page} / {pages}", "A & B", "Middle", "3 / 12"},
        {"||{file}: {subtitle}", "", "", "deck.md: below"},
        {"by {author}|", "by", "", ""},
        {"{date}|x", "2024-05-06", "", "x"},
    };

    const hp_handout_fields fields = {.title = "A & B",
                                      .subtitle = "below",
                                      .date = "2024-05-06",
                                      .file = "deck.md",
                                      .section = "Middle",
                                      .page = 3,
                                      .pages = 12};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *parts[HP_LINE_PARTS];
        g_test_message("%s", cases[i].line);
        hp_handout_fields_fill(cases[i].line, &fields, parts);
        g_assert_cmpstr(parts[HP_LINE_LEFT], ==, cases[i].left);
        g_assert_cmpstr(parts[HP_LINE_MIDDLE], ==, cases[i].middle);
        g_assert_cmpstr(parts[HP_LINE_RIGHT], ==, cases[i].right);
        for (size_t part = 0; part < HP_LINE_PARTS; part++)
            g_free(parts[part]);
    }
}

/* A field that would fill the line ends with a whole word. */
static void test_long_fields(void)
{
    g_autoptr(GString) words = g_string_new(NULL), letters = g_string_new(NULL);
    for (int i = 0; i < 40; i++) {
        g_string_append(words, "grüße, ");
        g_string_append(letters, "水位港湾");
    }
    const hp_handout_fields fields = {.title = words->str, .author = letters->str};
    char *parts[HP_LINE_PARTS];
    hp_handout_fields_fill("{title}|{author}", &fields, parts);
    g_assert_true(g_str_has_suffix(parts[HP_LINE_LEFT], "grüße…"));
    g_assert_cmpint(g_utf8_strlen(parts[HP_LINE_LEFT], -1), <=, 100);
    g_assert_true(g_utf8_validate(parts[HP_LINE_RIGHT], -1, NULL));
    g_assert_cmpint(g_utf8_strlen(parts[HP_LINE_RIGHT], -1), ==, 100);
    for (size_t part = 0; part < HP_LINE_PARTS; part++)
        g_free(parts[part]);
}

static void test_lines_that_are_wrong(void)
{
    static const struct {
        const char *line;
        gboolean good;
    } cases[] = {{"{title}|{date}|{page}", TRUE},
                 {"plain } text", TRUE},
                 {"a|b|c|d", FALSE},
                 {"{titel}", FALSE},
                 {"{title", FALSE},
                 {"{}", FALSE},
                 {"{{page}}", FALSE}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *why = NULL;
        g_test_message("%s", cases[i].line);
        g_assert_cmpint(hp_handout_line_check(cases[i].line, &why), ==, cases[i].good);
        g_assert_cmpint(why == NULL, ==, cases[i].good);
    }
}

static gboolean is_inside(hp_rect inner, hp_rect outer)
{
    const double slack = 1e-6;
    return inner.x >= outer.x - slack && inner.y >= outer.y - slack &&
           inner.x + inner.width <= outer.x + outer.width + slack &&
           inner.y + inner.height <= outer.y + outer.height + slack;
}

static gboolean is_apart(hp_rect a, hp_rect b, double gap)
{
    gap -= 1e-6;
    return a.x + a.width + gap <= b.x || b.x + b.width + gap <= a.x || a.y + a.height + gap <= b.y ||
           b.y + b.height + gap <= a.y;
}

/* Slides keep their proportion, stay on the sheet and apart, in both orders. */
static void test_grids(void)
{
    static const unsigned counts[] = {1, 2, 3, 4, 6, 9};
    static const hp_rect areas[] = {{40, 60, 700, 1000}, {40, 60, 1000, 650}, {10, 10, 200, 900}};
    for (size_t i = 0; i < G_N_ELEMENTS(counts) * G_N_ELEMENTS(areas) * 4; i++) {
        unsigned count = counts[i % G_N_ELEMENTS(counts)];
        hp_rect area = areas[i / G_N_ELEMENTS(counts) % G_N_ELEMENTS(areas)];
        gboolean down = i % 2, mirrored = i % 5 > 2;
        hp_handout_grid grid = hp_handout_grid_fit(count, count == 3, area, 998, 728, 20);
        hp_rect taken[18];
        unsigned n_taken = 0;
        for (unsigned at = 0; at < count; at++) {
            hp_rect lines, slide = hp_handout_grid_place(&grid, at, down, mirrored, &lines);
            g_assert_cmpfloat(fabs(slide.width / slide.height - 998.0 / 728), <, 1e-6);
            taken[n_taken++] = slide;
            g_assert_cmpint(lines.width > 0, ==, count == 3);
            if (lines.width > 0)
                taken[n_taken++] = lines;
        }
        for (unsigned a = 0; a < n_taken; a++) {
            g_assert_true(is_inside(taken[a], area));
            for (unsigned b = 0; b < a; b++)
                g_assert_true(is_apart(taken[a], taken[b], 20));
        }
    }
}

/* Six on upright paper are two by three; the second stands beside or below. */
static void test_order(void)
{
    hp_rect ignored;
    hp_handout_grid grid = hp_handout_grid_fit(6, FALSE, (hp_rect){0, 0, 700, 1000}, 998, 728, 20);
    g_assert_cmpuint(grid.columns, ==, 2);
    hp_rect first = hp_handout_grid_place(&grid, 0, FALSE, FALSE, &ignored);
    hp_rect beside = hp_handout_grid_place(&grid, 1, FALSE, FALSE, &ignored);
    hp_rect below = hp_handout_grid_place(&grid, 1, TRUE, FALSE, &ignored);
    hp_rect mirrored = hp_handout_grid_place(&grid, 0, FALSE, TRUE, &ignored);
    g_assert_true(beside.x > first.x && beside.y == first.y);
    g_assert_true(below.x == first.x && below.y > first.y);
    g_assert_true(mirrored.x == beside.x && mirrored.y == first.y);
}

static hp_node *link_append(hp_arena *arena, hp_node *parent, const char *href, const char *text)
{
    hp_node *link = hp_node_make_element(arena, "a", 1);
    hp_node_set_attribute(arena, link, "href", href);
    hp_node_append(link, hp_node_make_text(arena, text, strlen(text), 1));
    hp_node_append(parent, link);
    return link;
}

/* Links that lead out are numbered, the same address only once. */
static void test_link_numbers(void)
{
    g_autoptr(hp_arena) arena = hp_arena_new();
    g_autoptr(hp_link_list) list = hp_link_list_new();
    g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(unsigned));
    hp_node *root = hp_node_make_element(arena, "div", 1), *inner = hp_node_make_element(arena, "p", 1);
    link_append(arena, root, "https://example.org/b", "b");
    link_append(arena, root, "#/3", "inside");
    link_append(arena, root, "javascript:x", "bad");
    hp_node_append(root, inner);
    link_append(arena, inner, "mailto:x@example.org", "mail");
    link_append(arena, inner, " https://example.org/b ", "again");
    hp_node *notes = hp_node_make_element(arena, "aside", 1);
    hp_node_set_attribute(arena, notes, "class", "notes");
    hp_node_append(root, notes);
    link_append(arena, notes, "https://example.org/unseen", "");
    hp_link_list_number(list, arena, root);
    hp_link_list_number(list, arena, root); /* nothing is numbered twice */
    g_autofree char *text = hp_node_text(root);
    g_assert_cmpstr(text, ==, "b1insidebad mail2again1");
    g_assert_cmpuint(list->addresses->len, ==, 2);

    hp_link_list_collect(inner, numbers);
    hp_node *ol = hp_link_list_build(list, arena, numbers, FALSE);
    g_autofree char *listed = hp_node_text(ol);
    g_assert_cmpstr(listed, ==, "1 https://example.org/b 2 x@example.org");
    g_array_set_size(numbers, 0);
    g_assert_null(hp_link_list_build(list, arena, numbers, TRUE));
}

/* ISO/IEC 18004 §6.3: a version 1 code has 21 modules a side and three finders,
 * and around it are four modules of white. */
static void test_codes(void)
{
    g_autoptr(hp_arena) arena = hp_arena_new();
    g_autoptr(hp_diags) diags = hp_diags_new("test");
    const hp_asset_policy policy = {0};
    g_autoptr(hp_assets) assets = hp_assets_new(&policy, diags);
    const hp_image *code = hp_assets_load(assets, hp_qr_make(arena, "tel:123"), 1);
    g_assert_nonnull(code);
    g_assert_cmpfloat(hp_image_width(code), ==, 29);

    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 29, 29);
    cairo_t *cr = cairo_create(surface);
    g_assert_true(hp_image_draw(code, cr, 0, 0, 29, 29));
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    const unsigned char *pixels = cairo_image_surface_get_data(surface);
    int stride = cairo_image_surface_get_stride(surface);
    static const int corners[3][2] = {{4, 4}, {18, 4}, {4, 18}};
    for (size_t i = 0; i < G_N_ELEMENTS(corners); i++)
        for (int y = 0; y < 7; y++)
            for (int x = 0; x < 7; x++) {
                gboolean ring = (x == 1 || x == 5 || y == 1 || y == 5) && x > 0 && x < 6 && y > 0 && y < 6;
                gboolean dark = pixels[(corners[i][1] + y) * stride + corners[i][0] + x] > 127;
                g_assert_cmpint(dark, ==, !ring);
            }
    for (int at = 0; at < 29; at++)
        g_assert_cmpint(pixels[3 * stride + at] + pixels[at * stride + 3], ==, 0);
    cairo_surface_destroy(surface);

    g_autofree char *endless = g_strnfill(8000, 'x');
    g_assert_null(hp_qr_make(arena, endless));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/handout/fields", test_fields);
    g_test_add_func("/handout/long-fields", test_long_fields);
    g_test_add_func("/handout/lines-that-are-wrong", test_lines_that_are_wrong);
    g_test_add_func("/handout/grids", test_grids);
    g_test_add_func("/handout/order", test_order);
    g_test_add_func("/handout/link-numbers", test_link_numbers);
    g_test_add_func("/handout/codes", test_codes);
    return g_test_run();
}
