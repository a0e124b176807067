/*
 * Properties: tests/cases/css/properties.txt has declarations and the finished
 * style they make, in blocks between empty lines:
 *
 *     # CSS 2.2 §8.3: what it is about
 *     parent: declarations of the parent   (optional)
 *     > declarations
 *     ! name: what hp_property_apply said when it was not simply ok
 *     name: value;                          (the dump)
 *
 * `--record` rewrites the results from what the program makes of the inputs.
 */
#include "declarations.h"
#include <string.h>

static char *case_file(void)
{
    return g_build_filename(CASES_DIR, "properties.txt", NULL);
}

/* One block with its results made anew. */
static char *block_render(const char *block)
{
    g_auto(GStrv) lines = g_strsplit(block, "\n", -1);
    g_autoptr(GString) out = g_string_new(NULL);
    const char *parent = NULL;
    for (char **line = lines; *line; line++) {
        if (g_str_has_prefix(*line, "#") || g_str_has_prefix(*line, "parent: ") || g_str_has_prefix(*line, "> "))
            g_string_append_printf(out, "%s\n", *line);
        if (g_str_has_prefix(*line, "parent: "))
            parent = *line + strlen("parent: ");
        if (g_str_has_prefix(*line, "> ")) {
            g_autofree char *dump = declarations_dump(parent, *line + 2, FALSE);
            g_string_append(out, dump);
        }
    }
    if (out->len > 0 && out->str[out->len - 1] == '\n')
        g_string_truncate(out, out->len - 1);
    return g_string_free(g_steal_pointer(&out), FALSE);
}

static void test_cases(void)
{
    g_autofree char *path = case_file();
    g_autofree char *content = NULL;
    g_assert_true(g_file_get_contents(path, &content, NULL, NULL));
    g_auto(GStrv) blocks = g_strsplit(g_strchomp(content), "\n\n", -1);
    for (char **block = blocks; *block; block++) {
        g_autofree char *rendered = block_render(*block);
        g_assert_cmpstr(rendered, ==, *block);
    }
    g_assert_cmpuint(g_strv_length(blocks), >, 40);
}

static int record(void)
{
    g_autofree char *path = case_file();
    g_autofree char *content = NULL;
    if (!g_file_get_contents(path, &content, NULL, NULL))
        return 1;
    g_auto(GStrv) blocks = g_strsplit(g_strchomp(content), "\n\n", -1);
    for (char **block = blocks; *block; block++) {
        char *rendered = block_render(*block);
        g_free(*block);
        *block = rendered;
    }
    g_autofree char *joined = g_strjoinv("\n\n", blocks);
    g_autofree char *text = g_strconcat(joined, "\n", NULL);
    return g_file_set_contents(path, text, -1, NULL) ? 0 : 1;
}

/* --css=strict: a quoted colour is an error, as in browsers. */
static void test_strict(void)
{
    g_autofree char *strict = declarations_dump(NULL, "color: \"#50c3a5\"", TRUE);
    g_assert_cmpstr(strict, ==, "! color: invalid\n");
    g_autofree char *lenient = declarations_dump(NULL, "color: \"#50c3a5\"", FALSE);
    g_assert_cmpstr(lenient, ==, "! color: quoted color\ncolor: #50c3a5;\n");
}

/* Equal family lists share an address, so that they compare by pointer. */
static void test_families_interned(void)
{
    g_autoptr(hp_arena) arena = hp_arena_new();
    hp_compute *compute = declarations_compute(arena, NULL, FALSE);
    const hp_style *a = declarations_apply(compute, "font-family: Lato, 'Open Sans', serif", NULL);
    const hp_style *b = declarations_apply(compute, "font-family: \"Lato\", Open Sans, serif", NULL);
    g_assert_true(a->families == b->families);
    g_assert_cmpstr(a->families[1], ==, "Open Sans");
}

/* CSS 2.2 §9.2.1.1: anonymous boxes inherit, and have initial values else. */
static void test_anonymous(void)
{
    g_autoptr(hp_arena) arena = hp_arena_new();
    hp_compute *compute = declarations_compute(arena, NULL, FALSE);
    const hp_style *parent = declarations_apply(compute, "color: red; margin: 5px; border: 1px solid", NULL);
    const hp_style *style = hp_style_anonymous(arena, parent, HP_DISPLAY_BLOCK);
    g_autofree char *dump = hp_style_dump(style);
    g_assert_cmpstr(dump, ==, "color: #ff0000;\ndisplay: block;\n");
}

/* The initial style is finished: no widths, no open colours. */
static void test_initial(void)
{
    g_autofree char *dump = hp_style_dump(hp_style_initial());
    g_assert_cmpstr(dump, ==, "");
}

/* content (CSS Content 3 §2): attributes and quotes by language and depth. */
static void test_content(void)
{
    g_autoptr(hp_arena) arena = hp_arena_new();
    hp_compute *compute = declarations_compute(arena, NULL, FALSE);
    hp_node *outer = hp_node_make_element(arena, "q", 1), *inner = hp_node_make_element(arena, "q", 1);
    hp_node_append(outer, inner);
    hp_node_set_attribute(arena, inner, "title", "Titel");
    hp_style german = *hp_style_initial();
    german.lang = "de-AT";
    compute->parent = &german;
    compute->node = outer;
    g_assert_cmpstr(declarations_apply(compute, "content: open-quote attr(title)", NULL)->content, ==, "„");
    compute->node = inner;
    g_assert_cmpstr(declarations_apply(compute, "content: attr(TITLE) ' ' close-quote", NULL)->content, ==, "Titel ‘");
    compute->parent = hp_style_initial();
    g_assert_cmpstr(declarations_apply(compute, "content: open-quote", NULL)->content, ==, "‘");
}

/* Any words in any order: what is refused leaves the style as it was (CSS
 * Syntax 3 §2.2), and asking without a style gives the same answer. */
static void test_random(void)
{
    static const char *const names[] = {"margin",
                                        "padding-inline",
                                        "border",
                                        "border-radius",
                                        "border-image",
                                        "background",
                                        "font",
                                        "font-variant",
                                        "background-size",
                                        "list-style",
                                        "background-position",
                                        "text-shadow",
                                        "box-shadow",
                                        "line-height",
                                        "vertical-align",
                                        "content",
                                        "text-decoration",
                                        "overflow",
                                        "color",
                                        "width",
                                        "z-index",
                                        "inset",
                                        "font-family",
                                        "background-image",
                                        "border-spacing"};
    static const char *const words[] = {"1px",
                                        "0",
                                        "-2em",
                                        "50%",
                                        "red",
                                        "none",
                                        "auto",
                                        "calc(",
                                        ")",
                                        "(",
                                        ",",
                                        "/",
                                        "+",
                                        "*",
                                        "solid",
                                        "inset",
                                        "url(a)",
                                        "\"red\"",
                                        "rgb(1 2 3)",
                                        "center",
                                        "left",
                                        "normal",
                                        "inherit",
                                        "no-repeat",
                                        "oklch(",
                                        "1e38px",
                                        "italic",
                                        "min(",
                                        "#fff",
                                        "serif",
                                        "underline",
                                        "cover",
                                        "1e999",
                                        "padding-box",
                                        "}",
                                        "attr(x)",
                                        "circle",
                                        "3deg",
                                        "bolder",
                                        "open-quote",
                                        "!",
                                        "fixed",
                                        "linear-gradient("};
    g_autoptr(hp_arena) arena = hp_arena_new();
    hp_compute *compute = declarations_compute(arena, NULL, FALSE);
    g_autoptr(GRand) rand = g_rand_new_with_seed(20240606);
    for (int round = 0; round < 10000; round++) {
        g_autoptr(GString) value = g_string_new(NULL);
        for (gint32 n = g_rand_int_range(rand, 1, 9); n > 0; n--)
            g_string_append_printf(value, "%s ", words[g_rand_int_range(rand, 0, G_N_ELEMENTS(words))]);
        size_t count;
        const hp_token *tokens = hp_css_tokenize(arena, value->str, value->len - 1, 1, &count);
        const char *name = names[g_rand_int_range(rand, 0, G_N_ELEMENTS(names))];
        hp_style style, before;
        hp_style_init_from_parent(&style, hp_style_initial());
        before = style;
        hp_apply_result checked = hp_property_apply(compute, NULL, name, tokens, count - 1);
        hp_apply_result result = hp_property_apply(compute, &style, name, tokens, count - 1);
        g_assert_cmpint(checked, ==, result);
        if (result == HP_APPLY_INVALID_VALUE)
            g_assert_cmpmem(&style, sizeof style, &before, sizeof before);
        hp_style_finish(&style, FALSE);
        g_autofree char *dump = hp_style_dump(&style);
        g_assert_null(strstr(dump, "nan"));
    }
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "--record") == 0)
        return record();
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/css/properties/cases", test_cases);
    g_test_add_func("/css/properties/strict", test_strict);
    g_test_add_func("/css/properties/families-interned", test_families_interned);
    g_test_add_func("/css/properties/anonymous", test_anonymous);
    g_test_add_func("/css/properties/initial", test_initial);
    g_test_add_func("/css/properties/content", test_content);
    g_test_add_func("/css/properties/random", test_random);
    return g_test_run();
}
