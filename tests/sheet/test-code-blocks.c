/*
 * Code blocks: what class and data-* on `pre > code` make of its lines.
 */
#include "dom/parse.h"
#include "sheet/code-blocks.h"

#include <string.h>

/* The tree of some HTML after its code has been marked, as text. */
static char *marked(const char *html)
{
    g_autoptr(hp_arena) arena = hp_arena_new();
    g_autoptr(GArray) styles = g_array_new(FALSE, FALSE, sizeof(hp_style_block));
    g_autoptr(hp_line_map) map = hp_line_map_new();
    hp_node *root = hp_node_make_element(arena, "section", 1);
    hp_line_map_add(map, 0, 1);
    hp_dom_parse(arena, root, NULL, html, strlen(html), map, styles, NULL);
    hp_code_blocks_mark(arena, root);
    return hp_dom_dump(root);
}

static void assert_marked(const char *html, const char *expected)
{
    g_autofree char *actual = marked(html);
    g_assert_cmpstr(actual, ==, expected);
}

/* Every line of code knows its line of the source. */
static void test_colours(void)
{
    assert_marked("<pre><code class=\"yml\">a: 1\n# b\n\n</code></pre>", "section @1\n"
                                                                         "  pre @1\n"
                                                                         "    code.yml.hljs @1\n"
                                                                         "      span.hljs-attr @1\n"
                                                                         "        \"a\" @1\n"
                                                                         "      \": \" @1\n"
                                                                         "      span.hljs-number @1\n"
                                                                         "        \"1\" @1\n"
                                                                         "      \"\\n\" @1\n"
                                                                         "      span.hljs-comment @2\n"
                                                                         "        \"# b\" @2\n"
                                                                         "      \"\\n\" @2\n"
                                                                         "      \"\\n\" @3\n");
}

/* A piece over several lines is cut, so that each line stands alone. */
static void test_lines_of_a_piece(void)
{
    assert_marked("<pre><code class=\"language-c\">/* a\nb */x</code></pre>", "section @1\n"
                                                                              "  pre @1\n"
                                                                              "    code.language-c.hljs @1\n"
                                                                              "      span.hljs-comment @1\n"
                                                                              "        \"/* a\\n\" @1\n"
                                                                              "      span.hljs-comment @2\n"
                                                                              "        \"b */\" @2\n"
                                                                              "      \"x\" @2\n");
}

/* An unknown language, none at all, inline code and code with markup of its
 * own get no colours; a listing that names a language, known or not, gets the
 * class that gives it a ground. */
static void test_left_alone(void)
{
    static const struct {
        const char *html;
        gboolean ground;
    } cases[] = {{"<pre><code class=\"klingon\">if x</code></pre>", TRUE},
                 {"<pre><code>if x</code></pre>", FALSE},
                 {"<p><code class=\"c\">if x</code></p>", FALSE},
                 {"<pre><code class=\"c\">if <b>x</b></code></pre>", TRUE}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *tree = marked(cases[i].html);
        g_assert_null(strstr(tree, "span"));
        g_assert_cmpint(strstr(tree, "hljs") != NULL, ==, cases[i].ground);
        g_assert_nonnull(strstr(tree, "if"));
    }
}

/* HedgeDoc: `=` counts from 1, `=101` from there, `=+` goes on. */
static void test_numbers(void)
{
    g_autofree char *tree =
        marked("<pre><code data-line-numbers=\"9\">a\nb\n</code></pre><pre><code data-line-numbers=\"+\">c</code></pre>"
               "<pre><code data-line-numbers>d</code></pre>");
    g_assert_cmpstr(tree, ==,
                    "section @1\n"
                    "  pre @1\n"
                    "    code.hljs.numbered[data-line-numbers=\"9\"] @1\n"
                    "      span.code-line @1\n"
                    "        span.line-number @1\n"
                    "          \"9\" @1\n"
                    "        span.code-text @1\n"
                    "          \"a\\n\" @1\n"
                    "      span.code-line @2\n"
                    "        span.line-number @2\n"
                    "          \"10\" @2\n"
                    "        span.code-text @2\n"
                    "          \"b\\n\" @2\n"
                    "  pre @1\n"
                    "    code.hljs.numbered[data-line-numbers=\"+\"] @1\n"
                    "      span.code-line @1\n"
                    "        span.line-number @1\n"
                    "          \"11\" @1\n"
                    "        span.code-text @1\n"
                    "          \"c\" @1\n"
                    "  pre @1\n"
                    "    code.hljs.numbered[data-line-numbers=\"\"] @1\n"
                    "      span.code-line @1\n"
                    "        span.line-number @1\n"
                    "          \"1\" @1\n"
                    "        span.code-text @1\n"
                    "          \"d\" @1\n");
}

/* How many times the tree has a piece of text. */
static unsigned count(const char *tree, const char *piece)
{
    unsigned n = 0;
    for (const char *at = tree; (at = strstr(at, piece)); at += strlen(piece))
        n++;
    return n;
}

/* reveal.js: a list of lines sets all others back; of several steps, paper
 * shows the last. */
static void test_highlighted_lines(void)
{
    g_autofree char *tree = marked("<pre><code data-line-numbers=\"1|2,4-5\">1\n2\n3\n4\n5\n6</code></pre>");
    g_assert_cmpuint(count(tree, "highlight-line"), ==, 3);
    g_assert_cmpuint(count(tree, "code-dimmed"), ==, 3);
    g_autofree char *from = marked("<pre><code data-line-numbers=\"2\" data-ln-start-from=\"7\">1\n2</code></pre>");
    g_assert_nonnull(strstr(from, "\"8\""));
    g_assert_cmpuint(count(from, "highlight-line"), ==, 1);
    g_autofree char *odd = marked("<pre><code data-line-numbers=\"1-,,x99999999999999999999\">1\n2</code></pre>");
    g_assert_cmpuint(count(odd, "line-number\""), ==, 0);
    g_assert_cmpuint(count(odd, "span.line-number"), ==, 2);
}

/* Lines of a diff have a box each, for a ground from edge to edge. */
static void test_diff(void)
{
    g_autofree char *tree = marked("<pre><code class=\"diff\"> a\n-b\n+c\n</code></pre>");
    g_assert_cmpuint(count(tree, "span.code-line"), ==, 3);
    g_assert_cmpuint(count(tree, "span.code-line.code-deletion"), ==, 1);
    g_assert_cmpuint(count(tree, "span.code-line.code-addition"), ==, 1);
    g_assert_cmpuint(count(tree, "span.hljs-addition"), ==, 1);
}

/* reveal.js's data-trim: no empty lines around, no common indentation; lines
 * keep their numbers in the source. */
static void test_trim(void)
{
    assert_marked("<pre><code data-trim>\n\n    a\n      b\n\n    c\n  </code></pre>", "section @1\n"
                                                                                       "  pre @1\n"
                                                                                       "    code[data-trim=\"\"] @1\n"
                                                                                       "      \"a\\n\" @3\n"
                                                                                       "      \"  b\\n\" @4\n"
                                                                                       "      \"\\n\" @5\n"
                                                                                       "      \"c\" @6\n");
    assert_marked("<pre><code data-trim>\n \n  a <b>b</b>\n  c\n </code></pre>", "section @1\n"
                                                                                 "  pre @1\n"
                                                                                 "    code[data-trim=\"\"] @1\n"
                                                                                 "      \"  a \" @1\n"
                                                                                 "      b @1\n"
                                                                                 "        \"b\" @1\n"
                                                                                 "      \"\\n  c\" @1\n");
    g_autofree char *empty = marked("<pre><code data-trim>\n  \n</code></pre>");
    g_assert_null(strstr(empty, "\\n"));
}

/* A listing beyond the limit is whole, but plain. */
static void test_limit(void)
{
    g_autoptr(GString) html = g_string_new("<pre><code class=\"c\">");
    for (int i = 0; i < 40000; i++)
        g_string_append(html, "int x;\n");
    g_string_append(html, "</code></pre>");
    g_autofree char *tree = marked(html->str);
    g_assert_null(strstr(tree, "span"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sheet/code-blocks/colours", test_colours);
    g_test_add_func("/sheet/code-blocks/lines-of-a-piece", test_lines_of_a_piece);
    g_test_add_func("/sheet/code-blocks/left-alone", test_left_alone);
    g_test_add_func("/sheet/code-blocks/numbers", test_numbers);
    g_test_add_func("/sheet/code-blocks/highlighted-lines", test_highlighted_lines);
    g_test_add_func("/sheet/code-blocks/diff", test_diff);
    g_test_add_func("/sheet/code-blocks/trim", test_trim);
    g_test_add_func("/sheet/code-blocks/limit", test_limit);
    return g_test_run();
}
