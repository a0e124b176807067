/* The style sheets that are compiled in: that they are free of mistakes, and
 * what they make of decks and documents. */
#include "declarations.h"
#include "styles-resource.h"
#include <string.h>

#define STYLES "/handpress/styles/"

static void add_sheet(hp_cascade *cascade, hp_css_origin origin, const char *name, unsigned first_line)
{
    g_autofree char *path = g_strconcat(STYLES, name, NULL);
    g_autoptr(GBytes) css = g_resource_lookup_data(hp_styles_get_resource(), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    g_assert_nonnull(css);
    size_t length;
    const char *text = g_bytes_get_data(css, &length);
    hp_cascade_add_sheet(cascade, origin, text, length, first_line);
}

/* Every sheet parses without one diagnostic, its values included. */
static void test_no_mistakes(void)
{
    g_auto(GStrv) names =
        g_resource_enumerate_children(hp_styles_get_resource(), STYLES, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    g_assert_cmpuint(g_strv_length(names), >=, 5);
    for (char **name = names; *name; name++) {
        g_autoptr(hp_arena) arena = hp_arena_new();
        g_autoptr(hp_diags) diags = hp_diags_new(*name);
        hp_css_context context = {.viewport_width_px = 998, .viewport_height_px = 728, .strict = TRUE};
        hp_cascade *cascade = hp_cascade_new(arena, &context, diags);
        add_sheet(cascade, HP_ORIGIN_THEME, *name, 1);
        for (size_t i = 0; i < hp_diags_count(diags); i++) {
            const hp_diag *diag = hp_diags_get(diags, i);
            g_test_message("%s:%u: %s", diag->file, diag->line, diag->message);
        }
        g_assert_cmpuint(hp_diags_count(diags), ==, 0);
    }
}

static hp_node *child(hp_arena *arena, hp_node *parent, const char *tag, const char *classes)
{
    hp_node *node = hp_node_make_element(arena, tag, 1);
    if (classes)
        hp_node_set_attribute(arena, node, "class", classes);
    if (parent)
        hp_node_append(parent, node);
    return node;
}

typedef struct {
    hp_arena *arena;
    hp_cascade *cascade;
    hp_node *root, *body, *section;
} deck;

static deck deck_make(const char *theme, const char *style)
{
    deck d = {.arena = hp_arena_new()};
    hp_css_context context = {.viewport_width_px = 998, .viewport_height_px = 728};
    d.cascade = hp_cascade_new(d.arena, &context, NULL);
    add_sheet(d.cascade, HP_ORIGIN_USER_AGENT, "base.css", 0);
    add_sheet(d.cascade, HP_ORIGIN_THEME, "reveal.css", 0);
    add_sheet(d.cascade, HP_ORIGIN_THEME, theme, 0);
    add_sheet(d.cascade, HP_ORIGIN_THEME, "hedgedoc.css", 0);
    add_sheet(d.cascade, HP_ORIGIN_THEME, "markdown.css", 0);
    hp_cascade_add_sheet(d.cascade, HP_ORIGIN_AUTHOR, style, strlen(style), 1);
    d.root = child(d.arena, NULL, "html", NULL);
    d.body = child(d.arena, d.root, "body", NULL);
    d.section =
        child(d.arena, child(d.arena, child(d.arena, d.body, "div", "reveal"), "div", "slides"), "section", NULL);
    return d;
}

/* The style that the sheets give to the last element. */
static char *deck_dump(deck *d, hp_node *node)
{
    hp_cascade_apply(d->cascade, d->root, NULL);
    char *dump = hp_style_dump(node->style);
    g_clear_pointer(&d->arena, hp_arena_free);
    return dump;
}

static void assert_has(const char *dump, const char *line)
{
    if (!strstr(dump, line))
        g_test_message("no “%s” in:\n%s", line, dump);
    g_assert_nonnull(strstr(dump, line));
}

/* reveal.js's white theme under HedgeDoc's rules: 42 px, 2.5em, semibold. */
static void test_heading(void)
{
    deck d = deck_make("theme-white.css", "");
    g_autofree char *dump = deck_dump(&d, child(d.arena, d.section, "h1", NULL));
    g_assert_cmpstr(
        dump, ==,
        "box-sizing: border-box;\ncolor: #222222;\ndisplay: block;\nfont-family: Helvetica, Arial, sans-serif;\n"
        "font-size: 105px;\nfont-weight: 600;\nline-height: 1.2;\nmargin-bottom: 20px;\n"
        "overflow-wrap: break-word;\ntext-align: center;\n");
}

/* `.slides h1` is as specific as the theme's `.reveal h1`, and later. */
static void test_deck_wins(void)
{
    deck d = deck_make("theme-white.css", ".slides h1 { font-size: 36px; color: #50c3a5 } h1 { font-size: 9px }");
    g_autofree char *dump = deck_dump(&d, child(d.arena, d.section, "h1", NULL));
    assert_has(dump, "font-size: 36px;");
    assert_has(dump, "color: #50c3a5;");
}

/* What a theme chooses has the names of reveal.js 4, and a deck may choose otherwise. */
static void test_theme_variables(void)
{
    deck d = deck_make("theme-sky.css", ":root { --r-heading-color: #123456; --r-heading1-size: 2em }");
    g_autofree char *dump = deck_dump(&d, child(d.arena, d.section, "h1", NULL));
    assert_has(dump, "color: #123456;");
    assert_has(dump, "font-size: 80px;");
}

/* Markers stand 82 px into the slide: 1em of 42 px and 40 px of padding. */
static void test_list(void)
{
    deck d = deck_make("theme-white.css", ".slides li { font-size: 20px }");
    hp_node *list = child(d.arena, d.section, "ul", NULL);
    hp_node *nested = child(d.arena, child(d.arena, list, "li", NULL), "ul", NULL);
    hp_cascade_apply(d.cascade, d.root, NULL);
    g_assert_cmpfloat(list->style->margin[HP_LEFT].px, ==, 42);
    g_assert_cmpfloat(list->style->padding[HP_LEFT].px, ==, 40);
    g_assert_cmpint(list->style->display, ==, HP_DISPLAY_INLINE_BLOCK);
    g_assert_cmpfloat(nested->style->margin[HP_LEFT].px, ==, 40);
    g_assert_cmpfloat(nested->style->margin[HP_TOP].px, ==, 0);
    g_assert_cmpint(nested->style->display, ==, HP_DISPLAY_BLOCK);
    g_assert_cmpint(nested->style->list_style_type, ==, HP_LIST_SQUARE);
    g_autofree char *item = deck_dump(&d, list->first_child);
    assert_has(item, "letter-spacing: 0.35px;");
    assert_has(item, "text-align: left;");
    assert_has(item, "line-height: 1.3;");
}

static void test_picture(void)
{
    deck d = deck_make("theme-black.css", "");
    g_autofree char *dump = deck_dump(&d, child(d.arena, child(d.arena, d.section, "p", NULL), "img", NULL));
    assert_has(dump, "border-top-width: 4px;");
    assert_has(dump, "color: #ffffff;");
    assert_has(dump, "max-width: 95%;");
    assert_has(dump, "margin-top: 15px;");
    assert_has(dump, "background-color: rgba(255, 255, 255, 0.12);");
}

static void test_slide_number(void)
{
    deck d = deck_make("theme-white.css", "");
    g_autofree char *dump = deck_dump(&d, child(d.arena, d.section->parent->parent, "div", "slide-number"));
    assert_has(dump, "font-size: 14px;");
    assert_has(dump, "color: #ffffff;");
    assert_has(dump, "background-color: rgba(0, 0, 0, 0.4);");
    assert_has(dump, "padding-top: 5px;");
    assert_has(dump, "line-height: 1;");
}

/* reveal.js's print sheet centres a div with a width; what is said of it comes first. */
static void test_boxes_centre(void)
{
    deck d = deck_make("theme-white.css", "#left { margin: 0 }");
    hp_node *box = child(d.arena, d.section, "div", NULL), *left = child(d.arena, d.section, "div", NULL);
    hp_node_set_attribute(d.arena, left, "id", "left");
    hp_cascade_apply(d.cascade, d.root, NULL);
    g_assert_cmpint(left->style->margin[HP_LEFT].kind, ==, HP_LENGTH_FIXED);
    g_autofree char *dump = deck_dump(&d, box);
    assert_has(dump, "margin-left: auto;");
}

/* The rules of Bootstrap raise a superscript on top of what reveal.js does. */
static void test_superscript(void)
{
    deck d = deck_make("theme-white.css", "");
    g_autofree char *dump = deck_dump(&d, child(d.arena, d.section, "sup", NULL));
    assert_has(dump, "vertical-align: super;");
    assert_has(dump, "line-height: 0;");
    assert_has(dump, "position: relative;");
}

/* Only a listing that names its language has colours and a ground. */
static void test_listings(void)
{
    deck d = deck_make("theme-black.css", "");
    hp_node *pre = child(d.arena, d.section, "pre", NULL);
    hp_node *plain = child(d.arena, pre, "code", NULL), *coloured = child(d.arena, pre, "code", "hljs");
    hp_cascade_apply(d.cascade, d.root, NULL);
    g_autofree char *of_plain = hp_style_dump(plain->style);
    g_autofree char *of_coloured = deck_dump(&d, coloured);
    assert_has(of_plain, "color: #ffffff;");
    assert_has(of_plain, "padding-left: 5px;");
    g_assert_null(strstr(of_plain, "background-color"));
    assert_has(of_coloured, "background-color: #3f3f3f;");
    assert_has(of_coloured, "padding-left: 5px;");
}

/* An alert is a ground behind its text: neither border nor padding. */
static void test_alert(void)
{
    deck d = deck_make("theme-black.css", "");
    hp_node *alert = child(d.arena, d.section, "div", "alert alert-info");
    hp_node *title = child(d.arena, alert, "h4", NULL);
    hp_cascade_apply(d.cascade, d.root, NULL);
    g_assert_cmpfloat(alert->style->padding[HP_TOP].px, ==, 0);
    g_autofree char *dump = deck_dump(&d, title);
    assert_has(dump, "color: #31708f;");
}

/* The box of a task floats before the text, which begins where others do. */
static void test_task(void)
{
    deck d = deck_make("theme-black.css", "");
    hp_node *item = child(d.arena, child(d.arena, d.section, "ul", NULL), "li", "task-list-item");
    g_autofree char *dump = deck_dump(&d, child(d.arena, item, "span", "task-checkbox"));
    assert_has(dump, "float: left;");
}

/* rem counts in Bootstrap's root of 10 px, whatever the theme's size. */
static void test_root_size(void)
{
    deck d = deck_make("theme-black.css", "#x { font-size: 2rem }");
    hp_node *text = child(d.arena, d.section, "p", NULL);
    hp_node_set_attribute(d.arena, text, "id", "x");
    g_autofree char *dump = deck_dump(&d, text);
    assert_has(dump, "font-size: 20px;");
}

/* What a fragment looks like after its step. */
static void test_fragments(void)
{
    deck d = deck_make("theme-black.css", "");
    g_autofree char *red = deck_dump(&d, child(d.arena, d.section, "p", "fragment highlight-red"));
    assert_has(red, "color: #ff2c2d;");
}

/* What the author of a deck has to say to cells comes from their table. */
static void test_cell_hints(void)
{
    deck d = deck_make("theme-white.css", "");
    hp_node *table = child(d.arena, d.body, "table", NULL);
    hp_node_set_attribute(d.arena, table, "cellpadding", "7");
    g_autofree char *dump = deck_dump(&d, child(d.arena, child(d.arena, table, "tr", NULL), "td", NULL));
    assert_has(dump, "padding-left: 7px;");
}

/* A gradient that we lack does not take the colour beside it along. */
static void test_partly_supported(void)
{
    deck d = deck_make("theme-white.css", "section { background: linear-gradient(red, blue), #0f0 }");
    g_autofree char *dump = deck_dump(&d, d.section);
    assert_has(dump, "background-color: #00ff00;");
}

static void test_document(void)
{
    g_autoptr(hp_arena) arena = hp_arena_new();
    hp_css_context context = {.viewport_width_px = 794, .viewport_height_px = 1123};
    hp_cascade *cascade = hp_cascade_new(arena, &context, NULL);
    add_sheet(cascade, HP_ORIGIN_USER_AGENT, "base.css", 0);
    add_sheet(cascade, HP_ORIGIN_THEME, "document.css", 0);
    hp_node *root = child(arena, NULL, "html", NULL), *body = child(arena, root, "body", NULL);
    hp_node *heading = child(arena, body, "h2", NULL), *link = child(arena, child(arena, body, "p", NULL), "a", NULL);
    hp_cascade_apply(cascade, root, NULL);
    g_assert_cmpfloat(body->style->font_size, ==, 10.5f * 96 / 72);
    g_assert_cmpint(heading->style->hyphens, ==, HP_HYPHENS_MANUAL);
    g_assert_cmpint(heading->style->break_after, ==, HP_BREAK_AVOID);
    g_assert_cmpfloat(heading->style->margin[HP_TOP].px, ==, 0); /* the first of the page */
    g_autofree char *dump = hp_style_dump(link->style);
    assert_has(dump, "color: #1d4f91;");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/css/sheets/no-mistakes", test_no_mistakes);
    g_test_add_func("/css/sheets/heading", test_heading);
    g_test_add_func("/css/sheets/deck-wins", test_deck_wins);
    g_test_add_func("/css/sheets/list", test_list);
    g_test_add_func("/css/sheets/picture", test_picture);
    g_test_add_func("/css/sheets/slide-number", test_slide_number);
    g_test_add_func("/css/sheets/boxes-centre", test_boxes_centre);
    g_test_add_func("/css/sheets/superscript", test_superscript);
    g_test_add_func("/css/sheets/listings", test_listings);
    g_test_add_func("/css/sheets/alert", test_alert);
    g_test_add_func("/css/sheets/task", test_task);
    g_test_add_func("/css/sheets/root-size", test_root_size);
    g_test_add_func("/css/sheets/theme-variables", test_theme_variables);
    g_test_add_func("/css/sheets/fragments", test_fragments);
    g_test_add_func("/css/sheets/cell-hints", test_cell_hints);
    g_test_add_func("/css/sheets/partly-supported", test_partly_supported);
    g_test_add_func("/css/sheets/document", test_document);
    return g_test_run();
}
