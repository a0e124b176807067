/*
 * Diagrams: which listings become pictures, and what is left of the others.
 */
#include "dom/parse.h"
#include "sheet/diagrams.h"

#include <string.h>

static const char *const definitions[] = {
    "box=sh -c 'echo \"<svg xmlns=\\\"http://www.w3.org/2000/svg\\\" width=\\\"9\\\" height=\\\"4\\\"/>\"'",
    "text=echo no picture", NULL};

static char *drawn(const char *html, hp_diags *diags)
{
    g_autoptr(hp_arena) arena = hp_arena_new();
    g_autoptr(GArray) styles = g_array_new(FALSE, FALSE, sizeof(hp_style_block));
    g_autoptr(hp_line_map) map = hp_line_map_new();
    g_autoptr(hp_diagram_programs) programs = hp_diagram_programs_new(definitions, NULL);
    g_autoptr(hp_assets) assets = hp_assets_new(&(hp_asset_policy){0}, diags);
    hp_node *root = hp_node_make_element(arena, "section", 1);
    hp_line_map_add(map, 0, 3);
    hp_dom_parse(arena, root, NULL, html, strlen(html), map, styles, NULL);
    hp_diagrams_draw(arena, root, programs, assets, diags);
    return hp_dom_dump(root);
}

static void test_drawn(void)
{
    g_autoptr(hp_diags) diags = hp_diags_new("deck.md");
    g_autofree char *tree = drawn("<p>a</p><pre><code class=\"box\">\nTitle: Two\n</code></pre><p>b</p>", diags);
    g_assert_cmpuint(hp_diags_count(diags), ==, 0);
    g_assert_nonnull(strstr(tree, "  div.diagram.box"));
    g_assert_nonnull(strstr(tree, "alt=\"Two\""));
    g_assert_nonnull(strstr(tree, "src=\"data:;base64,"));
    g_assert_null(strstr(tree, "code"));
    g_assert_nonnull(strstr(tree, "\"b\""));
}

/* Not a picture: the listing stays, with what is wrong told at its line. */
static void test_not_drawn(void)
{
    g_autoptr(hp_diags) diags = hp_diags_new("deck.md");
    g_autofree char *tree = drawn("<pre><code class=\"text\">a</code></pre><pre><code class=\"mermaid\">b</code></pre>"
                                  "<pre><code class=\"c\">d</code></pre><p><code class=\"box\">e</code></p>",
                                  diags);
    g_assert_cmpuint(hp_diags_count(diags), ==, 2);
    g_assert_cmpstr(hp_diags_get(diags, 0)->code, ==, "image-unreadable");
    g_assert_cmpuint(hp_diags_get(diags, 0)->line, ==, 3);
    g_assert_cmpstr(hp_diags_get(diags, 1)->code, ==, "diagram-source");
    g_assert_null(strstr(tree, "img"));
    g_assert_nonnull(strstr(tree, "code.text"));
    g_assert_nonnull(strstr(tree, "code.mermaid"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/diagrams/drawn", test_drawn);
    g_test_add_func("/diagrams/not-drawn", test_not_drawn);
    return g_test_run();
}
