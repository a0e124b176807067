/*
 * HTML to nodes: cases in tests/cases/dom (NAME.html, NAME.dom; --record writes
 * the latter) and what is too large to lie there.
 */
#include "case-files.h"
#include "dom/parse.h"

#include <string.h>

typedef struct {
    hp_arena *arena;
    hp_node *section;
    GArray *styles;
    hp_diags *diags;
} parsed;

static void parsed_clear(parsed *p)
{
    hp_arena_free(p->arena);
    g_array_unref(p->styles);
    hp_diags_free(p->diags);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(parsed, parsed_clear)

/* Each line of the HTML is a line of the source. */
static void parse(parsed *p, const char *html, size_t length)
{
    g_autoptr(hp_line_map) map = hp_line_map_new();
    unsigned line = 1;
    hp_line_map_add(map, 0, line);
    for (const char *lf = html; (lf = memchr(lf, '\n', length - (size_t)(lf - html))); lf++)
        hp_line_map_add(map, (size_t)(lf - html) + 1, ++line);
    p->arena = hp_arena_new();
    p->styles = g_array_new(FALSE, FALSE, sizeof(hp_style_block));
    p->diags = hp_diags_new("case");
    p->section = hp_node_make_element(p->arena, "section", 0);
    hp_dom_parse(p->arena, p->section, p->section, html, length, map, p->styles, p->diags);
}

static char *dump(const parsed *p)
{
    g_autofree char *tree = hp_dom_dump(p->section);
    GString *out = g_string_new(tree);
    for (guint i = 0; i < p->styles->len; i++) {
        const hp_style_block *block = &g_array_index(p->styles, hp_style_block, i);
        g_assert_cmpuint(strlen(block->css), ==, block->length);
        g_string_append_printf(out, "style @%u: %s\n", block->line, block->css);
    }
    for (size_t i = 0; i < hp_diags_count(p->diags); i++) {
        const hp_diag *d = hp_diags_get(p->diags, i);
        g_string_append_printf(out, "%s %s @%u: %s\n", hp_severity_name(d->severity), d->code, d->line, d->message);
    }
    return g_string_free(out, FALSE);
}

static char *convert(const char *name G_GNUC_UNUSED, const char *html, size_t length)
{
    g_auto(parsed) p;
    parse(&p, html, length);
    return dump(&p);
}

static char *repeat(const char *text, size_t times)
{
    GString *all = g_string_new(NULL);
    for (size_t i = 0; i < times; i++)
        g_string_append_printf(all, "%s", text);
    return g_string_free(all, FALSE);
}

static size_t depth_of(const hp_node *root)
{
    size_t deepest = 0;
    for (const hp_node *n = root; n; n = hp_node_next(n, root)) {
        size_t depth = 0;
        for (const hp_node *up = n; up != root; up = up->parent)
            depth++;
        deepest = MAX(deepest, depth);
    }
    return deepest;
}

static gboolean has_diag(const parsed *p, const char *code)
{
    for (size_t i = 0; i < hp_diags_count(p->diags); i++)
        if (!strcmp(hp_diags_get(p->diags, i)->code, code))
            return TRUE;
    return FALSE;
}

/* Limits: each of these took minutes or the stack without them. */
static void test_hostile(void)
{
    static const struct {
        const char *text;
        size_t times;
        gboolean limited;
    } cases[] = {
        {"<div>", 100000, TRUE},   {"<div><table><td></div>", 20000, TRUE},
        {"<b>", 100000, TRUE},     {"<font color=red><p>", 50000, TRUE},
        {"<YOUR ", 100000, FALSE}, {"<a ", 100000, FALSE},
        {"<a x=\"", 50000, FALSE}, {"<br>", 500000, TRUE},
        {"</div>", 200000, FALSE}, {"<!--", 100000, FALSE},
        {"<li><ul>", 30000, TRUE},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *html = repeat(cases[i].text, cases[i].times);
        g_auto(parsed) p;
        gint64 start = g_get_monotonic_time();
        parse(&p, html, strlen(html));
        g_test_message("%s: %.0f ms", cases[i].text, (double)(g_get_monotonic_time() - start) / 1e3);
        g_assert_cmpint(has_diag(&p, "html-limit"), ==, cases[i].limited);
        g_assert_cmpuint(depth_of(p.section), <=, 202);
    }
}

/* The cost of a tag's attributes is bounded too. */
static void test_many_attributes(void)
{
    g_autoptr(GString) html = g_string_new("<p ");
    for (int i = 0; i < 50000; i++)
        g_string_append_printf(html, "a%d ", i);
    g_string_append(html, ">text");
    g_auto(parsed) p;
    parse(&p, html->str, html->len);
    g_assert_true(has_diag(&p, "html-limit"));
    g_assert_cmpstr(p.section->first_child->text, ==, "text");
}

/* Any bytes are accepted: seeded, so that a failure repeats. */
static void test_random(void)
{
    static const char *const parts[] = {"<",
                                        ">",
                                        "/",
                                        "<p",
                                        "<b>",
                                        "</b>",
                                        "<td>",
                                        "<table>",
                                        "<tr",
                                        "\"",
                                        "'",
                                        "=",
                                        " ",
                                        "<!--",
                                        "-->",
                                        "<style>",
                                        "</style>",
                                        "<script>",
                                        "&amp;",
                                        "x",
                                        "<X Y>",
                                        "\n",
                                        "<select>",
                                        "<svg>",
                                        "<li>",
                                        "</p>",
                                        "<a href=",
                                        "\xc3\xa9",
                                        "\xff",
                                        "<font color=red>",
                                        "<!-- .element: class=\"a\" -->",
                                        "<input type=checkbox>"};
    g_autoptr(GRand) rand = g_rand_new_with_seed(20240229);
    for (int round = 0; round < 300; round++) {
        g_autoptr(GString) html = g_string_new(NULL);
        for (int i = g_rand_int_range(rand, 1, 200); i; i--)
            g_string_append(html, parts[g_rand_int_range(rand, 0, G_N_ELEMENTS(parts))]);
        g_auto(parsed) p;
        parse(&p, html->str, html->len);
        g_autofree char *tree = dump(&p);
        g_assert_nonnull(tree);
    }
}

int main(int argc, char **argv)
{
    static const case_files files = {CASES_DIR, ".html", ".dom", "/dom/case", convert};
    case_files_init(&argc, &argv);
    case_files_add(&files);
    g_test_add_func("/dom/hostile", test_hostile);
    g_test_add_func("/dom/many-attributes", test_many_attributes);
    g_test_add_func("/dom/random", test_random);
    return g_test_run();
}
