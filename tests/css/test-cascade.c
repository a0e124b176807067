/*
 * The cascade: tests/cases/css/cascade.txt has sheets, HTML and the computed
 * styles of the elements with an id, in blocks between empty lines:
 *
 *     # CSS Cascade 3 §6: what it is about
 *     ua: rules       theme: rules       css: rules of the deck, from line 1 on
 *     file NAME: content of a sheet that can be imported
 *     html: content of <body id=body>
 *     ! line code: diagnostic
 *     id { name: value; … }            and  id::before { … }
 *
 * `--record` rewrites the results from what the program makes of the inputs.
 */
#include "css/css-internal.h"
#include "dom/parse.h"

#include <string.h>

typedef struct {
    hp_arena *arena;
    hp_diags *diags;
    hp_cascade *cascade;
    hp_node *root;
} fixture;

static const hp_css_context paper = {.viewport_width_px = 1000, .viewport_height_px = 500};

/* The "file NAME: " line of a case. */
static GBytes *read_file(void *lines, const char *address, char **reason)
{
    g_autofree char *prefix = g_strdup_printf("file %s: ", address);
    for (char **line = lines; *line; line++)
        if (g_str_has_prefix(*line, prefix))
            return g_bytes_new(*line + strlen(prefix), strlen(*line + strlen(prefix)));
    *reason = g_strdup("it is not found");
    return NULL;
}

static fixture fixture_new(const hp_css_context *context)
{
    fixture f = {hp_arena_new(), hp_diags_new("deck.md"), NULL, NULL};
    f.cascade = hp_cascade_new(f.arena, context, f.diags);
    f.root = hp_node_make_element(f.arena, "body", 0);
    hp_node_set_attribute(f.arena, f.root, "id", "body");
    return f;
}

static void fixture_free(fixture *f)
{
    hp_arena_free(f->arena);
    hp_diags_free(f->diags);
}

static void add_html(fixture *f, const char *html)
{
    g_autoptr(GArray) styles = g_array_new(FALSE, FALSE, sizeof(hp_style_block));
    g_autoptr(hp_line_map) map = hp_line_map_new();
    hp_line_map_add(map, 0, 1);
    hp_dom_parse(f->arena, f->root, NULL, html, strlen(html), map, styles, NULL);
}

static void add_sheet(fixture *f, hp_css_origin origin, const char *css)
{
    hp_cascade_add_sheet(f->cascade, origin, css, strlen(css), origin == HP_ORIGIN_AUTHOR);
}

static const hp_node *find(const fixture *f, const char *id)
{
    for (const hp_node *node = f->root; node; node = hp_node_next(node, f->root))
        if (node->id && strcmp(node->id, id) == 0)
            return node;
    g_error("there is no #%s", id);
}

/* ---- cases ---- */

static void dump_style(GString *out, const char *id, const char *pseudo, const hp_style *style)
{
    if (!style)
        return;
    g_autofree char *dump = hp_style_dump(style);
    g_auto(GStrv) lines = g_strsplit(g_strchomp(dump), "\n", -1);
    g_autofree char *line = g_strjoinv(" ", lines);
    g_string_append_printf(out, "%s%s { %s%s}\n", id, pseudo, line, *line ? " " : "");
}

static void dump_all(GString *out, const fixture *f)
{
    for (size_t i = 0; i < hp_diags_count(f->diags); i++) {
        const hp_diag *diag = hp_diags_get(f->diags, i);
        const char *file = strcmp(diag->file, "deck.md") == 0 ? "" : diag->file;
        g_string_append_printf(out, "! %s%s%u %s: %s\n", file, *file ? ":" : "", diag->line, diag->code, diag->message);
    }
    for (const hp_node *node = f->root; node; node = hp_node_next(node, f->root)) {
        if (!node->id)
            continue;
        g_assert_nonnull(node->style);
        dump_style(out, node->id, "::before", node->style_before);
        if (node != f->root)
            dump_style(out, node->id, "", node->style);
        dump_style(out, node->id, "::after", node->style_after);
    }
}

static char *case_render(const char *block)
{
    static const struct {
        const char *prefix;
        hp_css_origin origin;
    } sheets[] = {{"ua: ", HP_ORIGIN_USER_AGENT}, {"theme: ", HP_ORIGIN_THEME}, {"css: ", HP_ORIGIN_AUTHOR}};
    g_auto(GStrv) lines = g_strsplit(block, "\n", -1);
    g_autoptr(GString) out = g_string_new(NULL);
    hp_css_context context = paper;
    context.read_file = read_file;
    context.file_data = lines;
    fixture f = fixture_new(&context);
    for (char **line = lines; *line; line++) {
        gboolean input =
            g_str_has_prefix(*line, "# ") || g_str_has_prefix(*line, "file ") || g_str_has_prefix(*line, "html: ");
        for (size_t i = 0; i < G_N_ELEMENTS(sheets); i++) {
            if (!g_str_has_prefix(*line, sheets[i].prefix))
                continue;
            add_sheet(&f, sheets[i].origin, *line + strlen(sheets[i].prefix));
            input = TRUE;
        }
        if (g_str_has_prefix(*line, "html: "))
            add_html(&f, *line + strlen("html: "));
        if (input)
            g_string_append_printf(out, "%s\n", *line);
    }
    hp_cascade_apply(f.cascade, f.root, NULL);
    dump_all(out, &f);
    fixture_free(&f);
    return g_strchomp(g_string_free(g_steal_pointer(&out), FALSE));
}

static GStrv case_blocks(void)
{
    g_autofree char *path = g_build_filename(CASES_DIR, "cascade.txt", NULL);
    g_autofree char *content = NULL;
    g_assert_true(g_file_get_contents(path, &content, NULL, NULL));
    return g_strsplit(g_strchomp(content), "\n\n", -1);
}

static void test_cases(void)
{
    g_auto(GStrv) blocks = case_blocks();
    for (char **block = blocks; *block; block++) {
        g_autofree char *rendered = case_render(*block);
        g_assert_cmpstr(rendered, ==, *block);
    }
    g_assert_cmpuint(g_strv_length(blocks), >, 20);
}

static int record(void)
{
    g_auto(GStrv) blocks = case_blocks();
    for (char **block = blocks; *block; block++) {
        char *rendered = case_render(*block);
        g_free(*block);
        *block = rendered;
    }
    g_autofree char *path = g_build_filename(CASES_DIR, "cascade.txt", NULL);
    g_autofree char *joined = g_strjoinv("\n\n", blocks);
    g_autofree char *content = g_strconcat(joined, "\n", NULL);
    return g_file_set_contents(path, content, -1, NULL) ? 0 : 1;
}

/* ---- what a dump cannot show ---- */

/* Nodes that the same rules match under the same parent share one style. */
static void test_sharing(void)
{
    fixture f = fixture_new(&paper);
    add_sheet(&f, HP_ORIGIN_AUTHOR,
              "li { color: red } .x { margin: 0 } q::before { content: attr(title) } "
              "li::after { content: '!' }");
    add_html(&f, "<ul><li id=a>1</li><li id=b>2</li><li id=c class=x>3</li></ul><ul><li id=d lang=de>4</li>"
                 "<li id=e style='margin: 1px'>5</li><li id=f style='margin: 1px'>6</li><li id=g>7</li></ul>"
                 "<p><q id=q1 title=1></q><q id=q2 title=2></q></p>");
    hp_cascade_apply(f.cascade, f.root, NULL);
    g_assert_true(find(&f, "a")->style == find(&f, "b")->style);
    g_assert_true(find(&f, "a")->style == find(&f, "g")->style);
    g_assert_true(find(&f, "a")->style_after == find(&f, "b")->style_after);
    g_assert_true(find(&f, "a")->style != find(&f, "c")->style);
    g_assert_true(find(&f, "a")->style != find(&f, "d")->style);
    g_assert_true(find(&f, "e")->style == find(&f, "f")->style);
    g_assert_true(find(&f, "q1")->style == find(&f, "q2")->style);
    g_assert_cmpstr(find(&f, "q1")->style_before->content, ==, "1");
    g_assert_cmpstr(find(&f, "q2")->style_before->content, ==, "2");
    fixture_free(&f);
}

/* HTML §3.2.6.1: the nearest lang, of which an empty one says "unknown". */
static void test_lang(void)
{
    fixture f = fixture_new(&paper);
    add_html(&f, "<p id=a>1</p><div lang=de><p id=b>2 <b id=c lang=en-US>3</b> <i id=d lang=''>4</i></p></div>");
    hp_cascade_apply(f.cascade, f.root, NULL);
    g_assert_cmpstr(find(&f, "a")->style->lang, ==, NULL);
    g_assert_cmpstr(find(&f, "b")->style->lang, ==, "de");
    g_assert_cmpstr(find(&f, "c")->style->lang, ==, "en-US");
    g_assert_cmpstr(find(&f, "d")->style->lang, ==, NULL);
    fixture_free(&f);
}

/* A tree that comes later inherits from the style it is given: values, custom
 * properties, language; rem is still the root's. */
static void test_later_tree(void)
{
    fixture f = fixture_new(&paper);
    add_sheet(&f, HP_ORIGIN_AUTHOR, "body { --c: #123456; font-size: 20px } p { color: var(--c); margin: 1rem }");
    add_html(&f, "<div id=a lang=de></div>");
    hp_cascade_apply(f.cascade, f.root, NULL);
    hp_node *later = hp_node_make_element(f.arena, "p", 0);
    hp_cascade_apply(f.cascade, later, find(&f, "a")->style);
    g_autofree char *dump = hp_style_dump(later->style);
    g_assert_nonnull(strstr(dump, "color: #123456"));
    g_assert_cmpstr(later->style->lang, ==, "de");
    g_assert_cmpfloat((double)later->style->margin[HP_TOP].px, ==, 20);
    fixture_free(&f);
}

/* A declaration that is wrong is told once, however many elements it would match; our
 * own sheets (line 0) say nothing. */
static void test_diagnostics_once(void)
{
    fixture f = fixture_new(&paper);
    add_sheet(&f, HP_ORIGIN_THEME, "p { colour: red; color: 1 } q:foo {} @import x;");
    g_assert_cmpuint(hp_diags_count(f.diags), ==, 0);
    add_sheet(&f, HP_ORIGIN_AUTHOR, "p { color: \"#50c3a5\"; mask: none }\nli { mask: none }");
    add_html(&f, "<p>1</p><p>2</p><li>3</li>");
    hp_cascade_apply(f.cascade, f.root, NULL);
    g_assert_cmpuint(hp_diags_count(f.diags), ==, 2);
    const hp_diag *quoted = hp_diags_get(f.diags, 0);
    g_assert_cmpstr(quoted->code, ==, "css-quoted-color");
    g_assert_cmpstr(quoted->message, ==, "quoted colour \"#50c3a5\" honoured");
    g_assert_cmpint(quoted->severity, ==, HP_DIAG_WARNING);
    fixture_free(&f);
}

/* --css=strict: as a browser, the quoted colour is no colour. */
static void test_strict(void)
{
    hp_css_context strict = paper;
    strict.strict = TRUE;
    fixture f = fixture_new(&strict);
    add_sheet(&f, HP_ORIGIN_AUTHOR, "p { color: red; color: \"#50c3a5\" }");
    add_html(&f, "<p id=p>1</p>");
    hp_cascade_apply(f.cascade, f.root, NULL);
    g_assert_cmpstr(hp_diags_get(f.diags, 0)->code, ==, "css-invalid-value");
    g_assert_true(hp_color_equal(find(&f, "p")->style->color, (hp_color){1, 0, 0, 1}));
    fixture_free(&f);
}

/* var() that doubles with each step stops at a limit and is invalid then. */
static void test_var_bomb(void)
{
    g_autoptr(GString) css = g_string_new("p { --v0: 1px 1px 1px 1px; ");
    for (int i = 1; i < 40; i++)
        g_string_append_printf(css, "--v%d: var(--v%d) var(--v%d); ", i, i - 1, i - 1);
    g_string_append(css, "margin: var(--v39); padding: var(--v0) } q { --w0: 1px; ");
    for (int i = 1; i < 5000; i++)
        g_string_append_printf(css, "--w%d: var(--w%d, var(--w%d)); ", i, i - 1, (i * 7) % 5000);
    g_string_append(css, "margin: var(--w4999) }");
    fixture f = fixture_new(&paper);
    add_sheet(&f, HP_ORIGIN_AUTHOR, css->str);
    add_html(&f, "<p id=p>1</p><q id=q>2</q>");
    hp_cascade_apply(f.cascade, f.root, NULL);
    g_assert_cmpfloat((double)find(&f, "p")->style->margin[HP_TOP].px, ==, 0);
    g_assert_cmpfloat((double)find(&f, "p")->style->padding[HP_TOP].px, ==, 1);
    fixture_free(&f);
}

/* Sheets and trees made to be slow run into the budget, with a diagnostic. */
static void test_budget(void)
{
    g_autoptr(GString) css = g_string_new(NULL), html = g_string_new(NULL);
    for (int i = 0; i < 12000; i++)
        g_string_append_printf(css, "*:nth-child(n+%d) b, * { margin: %dpx }", i % 50, i);
    for (int i = 0; i < 12000; i++)
        g_string_append(html, "<p>x</p>");
    fixture f = fixture_new(&paper);
    add_sheet(&f, HP_ORIGIN_AUTHOR, css->str);
    add_html(&f, html->str);
    hp_cascade_apply(f.cascade, f.root, NULL);
    g_assert_cmpstr(hp_diags_get(f.diags, 0)->code, ==, "css-limit");
    g_assert_nonnull(f.root->last_child->style);
    fixture_free(&f);
}

/* Random pieces of CSS in random order: no crash, every element has a style. */
static void test_random(void)
{
    static const char *const pieces[] = {
        "p",        " ",           "{",
        "}",        ";",           ":",
        "color",    "red",         "!important",
        "(",        ")",           "[",
        "]",        "\"",          "'",
        "\\",       "/*",          "*/",
        "@media",   "print",       "--a",
        "var(--a)", "var(--b,",    "--b:",
        "calc(",    "1px",         "+",
        "%",        "#50c3a5",     "url(",
        ",",        ">",           "~",
        ".x",       "::before",    ":not(",
        ":is(",     "&",           "*",
        "content:", "attr(title)", "\n",
        "\xC3\xA9", "\xFF",        "-",
        "margin:",  "inherit",     "p{color:red}",
        "p{",       "li{--a:",     "font:",
        "1e9",      "em",          ":nth-child(",
        "2n+1",     "background:", "linear-gradient(",
        "<!--",     "-->",         "U+26",
        "\r\n",     "border:",     "solid",
    };
    g_autoptr(GRand) random = g_rand_new_with_seed(20240601);
    for (int round = 0; round < 1500; round++) {
        g_autoptr(GString) css = g_string_new(NULL);
        int length = g_rand_int_range(random, 1, 120);
        for (int i = 0; i < length; i++)
            g_string_append(css, pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
        fixture f = fixture_new(&paper);
        add_sheet(&f, HP_ORIGIN_USER_AGENT, "li { --a: 1px; --b: var(--a) } p { color: blue }");
        hp_cascade_add_sheet(f.cascade, HP_ORIGIN_AUTHOR, css->str, css->len, 1);
        add_html(&f, "<p class=x title=t id=p>a<em>b</em></p><ul><li>c</li><li id=li></li></ul>");
        hp_node_set_attribute(f.arena, (hp_node *)find(&f, "li"), "style",
                              g_utf8_validate(css->str, -1, NULL) ? css->str : "");
        hp_cascade_apply(f.cascade, f.root, NULL);
        for (const hp_node *node = f.root; node; node = hp_node_next(node, f.root))
            g_assert_true((node->style != NULL) == (node->type == HP_NODE_ELEMENT));
        fixture_free(&f);
    }
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--record") == 0)
            return record();
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/css/cascade/cases", test_cases);
    g_test_add_func("/css/cascade/sharing", test_sharing);
    g_test_add_func("/css/cascade/lang", test_lang);
    g_test_add_func("/css/cascade/later-tree", test_later_tree);
    g_test_add_func("/css/cascade/diagnostics-once", test_diagnostics_once);
    g_test_add_func("/css/cascade/strict", test_strict);
    g_test_add_func("/css/cascade/var-bomb", test_var_bomb);
    g_test_add_func("/css/cascade/budget", test_budget);
    g_test_add_func("/css/cascade/random", test_random);
    return g_test_run();
}
