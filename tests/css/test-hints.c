/* Presentational attributes (HTML Living Standard §15.3) and the declarations
 * they stand for. */
#include "declarations.h"
#include "dom/node.h"
#include <string.h>

/* An element of this tag with up to three attributes. */
static hp_node *element(hp_arena *arena, const char *tag, const char *attributes)
{
    hp_node *node = hp_node_make_element(arena, tag, 7);
    g_auto(GStrv) pairs = g_strsplit(attributes, "|", -1);
    for (char **pair = pairs; *pair && **pair; pair++) {
        char *value = strchr(*pair, '=');
        if (value)
            *value++ = '\0';
        hp_node_set_attribute(arena, node, hp_arena_strdup(arena, *pair), hp_arena_strdup(arena, value ? value : ""));
    }
    return node;
}

/* The style that the node's hints make, dumped. */
static char *hints_dump(hp_arena *arena, const hp_node *node)
{
    size_t count;
    const hp_declaration *hints = hp_presentation_hints(arena, node, &count);
    hp_compute *compute = declarations_compute(arena, NULL, FALSE);
    hp_style *style = hp_arena_make(arena, hp_style);
    hp_style_init_from_parent(style, compute->parent);
    for (int late = 0; late < 2; late++) {
        for (size_t i = 0; i < count; i++) {
            g_assert_cmpuint(hints[i].line, ==, node->line);
            if (hp_property_is_early(hints[i].name) == !late)
                g_assert_cmpint(hp_property_apply(compute, style, hints[i].name, hints[i].tokens, hints[i].n_tokens),
                                ==, HP_APPLY_OK);
        }
    }
    hp_style_finish(style, FALSE);
    return hp_style_dump(style);
}

typedef struct {
    const char *tag, *attributes, *expected;
} hint_case;

static void check(const hint_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        g_autoptr(hp_arena) arena = hp_arena_new();
        g_autofree char *dump = hints_dump(arena, element(arena, cases[i].tag, cases[i].attributes));
        if (strcmp(dump, cases[i].expected) != 0)
            g_test_message("<%s %s>", cases[i].tag, cases[i].attributes);
        g_assert_cmpstr(dump, ==, cases[i].expected);
    }
}

/* §15.3.1, rules for parsing a legacy font size. */
static void test_font_size(void)
{
    static const hint_case cases[] = {
        {"font", "size=1", "font-size: 10px;\n"},
        {"font", "size=7", "font-size: 48px;\n"},
        {"font", "size=+1", "font-size: 18px;\n"},
        {"font", "size=-2", "font-size: 10px;\n"},
        {"font", "size=12px", "font-size: 48px;\n"},
        {"font", "size=  5 ", "font-size: 24px;\n"},
        {"font", "size=+9", "font-size: 48px;\n"},
        {"font", "size=px", ""},
        {"font", "size=3", ""},
        {"font", "size=", ""},
    };
    check(cases, G_N_ELEMENTS(cases));
}

/* §2.3.6, rules for parsing a legacy colour value. */
static void test_legacy_color(void)
{
    static const hint_case cases[] = {
        {"font", "color=red", "color: #ff0000;\n"},
        {"font", "color=#f80", "color: #ff8800;\n"},
        {"font", "color=50c3a5", "color: #50c3a5;\n"},
        {"font", "color=chucknorris", "color: #c00000;\n"},
        {"font", "color=#50c3a5 ", "color: #50c3a5;\n"},
        {"font", "color=transparent", ""},
        {"font", "color=", ""},
        {"font", "color=f", "color: #0f0000;\n"},
        {"font", "color=#123456789abc", "color: #12569a;\n"},
        {"font", "color=ü", ""},
    };
    check(cases, G_N_ELEMENTS(cases));
}

static void test_font_face(void)
{
    static const hint_case cases[] = {
        {"font", "face=Open Sans, serif", "font-family: Open Sans, serif;\n"},
        {"font", "face=", ""},
    };
    check(cases, G_N_ELEMENTS(cases));
}

/* §15.4.3: sizes and margins of images. */
static void test_images(void)
{
    static const hint_case cases[] = {
        {"img", "width=100|height=50%", "height: 50%;\nwidth: 100px;\n"},
        {"img", "width=12.5px", "width: 12.5px;\n"},
        {"img", "width=auto", ""},
        {"img", "width=-5", ""},
        {"img", "hspace=4|vspace=2", "margin-bottom: 2px;\nmargin-left: 4px;\nmargin-right: 4px;\nmargin-top: 2px;\n"},
        {"img", "align=right", "display: block;\nfloat: right;\n"},
        {"img", "align=Middle", "vertical-align: middle;\n"},
    };
    check(cases, G_N_ELEMENTS(cases));
}

/* §15.3.3, §15.3.5 to §15.3.10: blocks, lists, rules, direction. */
static void test_blocks(void)
{
    static const hint_case cases[] = {
        {"p", "align=center", "text-align: center;\n"},
        {"h2", "align=right", "text-align: right;\n"},
        {"p", "align=nowhere", ""},
        {"p", "hidden", "display: none;\n"},
        {"p", "dir=rtl", "direction: rtl;\nunicode-bidi: isolate;\n"},
        {"span", "dir=auto", "unicode-bidi: plaintext;\n"},
        {"bdo", "dir=rtl", "direction: rtl;\nunicode-bidi: isolate-override;\n"},
        {"ol", "type=A", "list-style-type: upper-alpha;\n"},
        {"ol", "type=a", "list-style-type: lower-alpha;\n"},
        {"ul", "type=SQUARE", "list-style-type: square;\n"},
        {"li", "type=i", "list-style-type: lower-roman;\n"},
        {"br", "clear=all", "clear: both;\n"},
        {"pre", "wrap", "white-space: pre-wrap;\n"},
        {"hr", "size=10", "height: 8px;\n"},
        {"hr", "width=50%|align=left", "margin-right: auto;\nwidth: 50%;\n"},
        {"hr", "color=red",
         "border-bottom-style: solid;\nborder-bottom-width: 3px;\nborder-left-style: solid;\n"
         "border-left-width: 3px;\nborder-right-style: solid;\nborder-right-width: 3px;\n"
         "border-top-style: solid;\nborder-top-width: 3px;\ncolor: #ff0000;\n"},
        {"div", "class=x", ""},
    };
    check(cases, G_N_ELEMENTS(cases));
}

/* §15.3.8: tables. */
static void test_tables(void)
{
    static const hint_case cases[] = {
        {"table", "width=100%|cellspacing=0", "width: 100%;\n"},
        {"table", "cellspacing=5", "border-spacing: 5px 5px;\n"},
        {"table", "align=center", "margin-left: auto;\nmargin-right: auto;\n"},
        {"table", "bgcolor=#eee", "background-color: #eeeeee;\n"},
        {"td", "width=0", ""},
        {"td", "nowrap|valign=top|align=right", "text-align: right;\nvertical-align: top;\nwhite-space: nowrap;\n"},
        {"td", "background=a.png", "background-image: url(\"a.png\");\n"},
    };
    check(cases, G_N_ELEMENTS(cases));
}

/* border and cellpadding of a table are its cells'. */
static void test_cells(void)
{
    g_autoptr(hp_arena) arena = hp_arena_new();
    hp_node *table = element(arena, "table", "cellpadding=4|border=0");
    hp_node *row = element(arena, "tr", ""), *cell = element(arena, "td", "");
    hp_node_append(table, row);
    hp_node_append(row, cell);
    g_autofree char *dump = hints_dump(arena, cell);
    g_assert_cmpstr(dump, ==, "padding-bottom: 4px;\npadding-left: 4px;\npadding-right: 4px;\npadding-top: 4px;\n");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/css/hints/font-size", test_font_size);
    g_test_add_func("/css/hints/legacy-color", test_legacy_color);
    g_test_add_func("/css/hints/font-face", test_font_face);
    g_test_add_func("/css/hints/images", test_images);
    g_test_add_func("/css/hints/blocks", test_blocks);
    g_test_add_func("/css/hints/tables", test_tables);
    g_test_add_func("/css/hints/cells", test_cells);
    return g_test_run();
}
