/*
 * Rules, declarations and recovery from errors: CSS Syntax 3 §5. A sheet beside
 * its rules ("[ids,classes,types …] name: value; …") and its diagnostics
 * ("! line code").
 */
#include "css/rules.h"

#include <string.h>

static const hp_css_context paper = {.viewport_width_px = 960, .viewport_height_px = 700};

static void dump_declarations(GString *out, const hp_declaration *declarations, size_t count)
{
    for (size_t i = 0; i < count; i++)
        g_string_append_printf(out, " %s: %s%s%s;", declarations[i].name, declarations[i].source,
                               declarations[i].has_var ? " (var)" : "", declarations[i].important ? " !" : "");
}

static void dump_diags(GString *out, const hp_diags *diags)
{
    for (size_t i = 0; i < hp_diags_count(diags); i++)
        g_string_append_printf(out, "! %u %s\n", hp_diags_get(diags, i)->line, hp_diags_get(diags, i)->code);
}

static char *sheet_dump(const char *css)
{
    g_autoptr(hp_arena) arena = hp_arena_new();
    g_autoptr(hp_diags) diags = hp_diags_new("deck.md");
    g_autoptr(GArray) rules = g_array_new(FALSE, FALSE, sizeof(hp_style_rule));
    hp_compute compute = {.arena = arena, .context = &paper, .parent = hp_style_initial()};
    hp_sheet sheet = {.css = css, .length = strlen(css), .first_line = 1};
    hp_sheet_reading reading = {&paper, &compute, hp_layers_make(arena), diags, rules, NULL, 8, 1 << 20};
    hp_css_parse_sheet(arena, &sheet, &reading);
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < rules->len; i++) {
        const hp_style_rule *rule = &g_array_index(rules, hp_style_rule, i);
        for (const hp_selector *s = rule->selectors; s; s = s->next)
            g_string_append_printf(out, "%s%u,%u,%u", s == rule->selectors ? "[" : " ", s->specificity >> 20,
                                   s->specificity >> 10 & 1023, s->specificity & 1023);
        g_string_append_c(out, ']');
        dump_declarations(out, rule->declarations, rule->n_declarations);
        g_string_append_c(out, '\n');
    }
    dump_diags(out, diags);
    return g_string_free(out, FALSE);
}

typedef struct {
    const char *css, *dump;
} sheet_case;

static void check_sheets(gconstpointer data)
{
    for (const sheet_case *c = data; c->css; c++) {
        g_autofree char *dump = sheet_dump(c->css);
        g_assert_cmpstr(dump, ==, c->dump);
    }
}

/* §5.4.6 */
static const sheet_case declarations[] = {
    {"p { color: red; MARGIN : 1px  2px }", "[0,0,1] color: red; margin: 1px  2px;\n"},
    {"p { display: block!important; color: red ! IMPORTANT ; }", "[0,0,1] display: block !; color: red !;\n"},
    {"p{color:red}", "[0,0,1] color: red;\n"},
    {"p { --Big-X:  1px ; --empty:; --blank: ; --block: {a:b} }",
     "[0,0,1] --Big-X: 1px; --empty: ; --blank: ; --block: {a:b};\n"},
    {"p { width: var(--a, 1px) } q { width: var(a) } r { width: var() }",
     "[0,0,1] width: var(--a, 1px) (var);\n! 1 css-syntax\n! 1 css-syntax\n"},
    {"p { background: url(data:image/png;base64,AA==); color: red }",
     "[0,0,1] background: url(data:image/png;base64,AA==); color: red;\n"},
    {"p { content: \"};\"; color: red }", "[0,0,1] content: \"};\"; color: red;\n"},
    {"", ""},
    {"p {}", ""},
    {NULL},
};

/* §2.2 and CSS 2.2 §4.2: what is lost, and that no more is. */
static const sheet_case recovery[] = {
    /* a declaration up to its semicolon */
    {"h2 {\n# font-size: 26px;\n font-family: lato;\n}", "[0,0,1] font-family: lato;\n! 2 css-syntax\n"},
    {"p { color; color: red }", "[0,0,1] color: red;\n! 1 css-syntax\n"},
    {"p { color: ; color: red }", "[0,0,1] color: red;\n! 1 css-syntax\n"},
    {"p { *zoom: 1; color: red }", "[0,0,1] color: red;\n! 1 css-syntax\n"},
    {"p { color: red; color }", "[0,0,1] color: red;\n! 1 css-syntax\n"},
    {"p { color: ); margin: 0 }", "[0,0,1] margin: 0;\n! 1 css-syntax\n"},
    {"p { color: red !ie; margin: 0 }", "[0,0,1] margin: 0;\n! 1 css-syntax\n"},
    /* brackets belong together: the semicolon and brace in them end nothing */
    {"p { color: (;}); margin: 0 }", "[0,0,1] margin: 0;\n! 1 css-syntax\n"},
    {"p { color: [;]; margin: 0 }", "[0,0,1] color: [;]; margin: 0;\n"},
    {"p { ;; color: red;; }", "[0,0,1] color: red;\n"},
    /* a string ends with its line, and the declaration with its semicolon */
    {"p { content: \"a\n; color: red }", "[0,0,1] color: red;\n! 1 css-syntax\n"},
    {"p { background: url(a b); color: red }", "[0,0,1] color: red;\n! 1 css-syntax\n"},
    /* a rule up to its block */
    {"p:foo { color: red } q { color: blue }", "[0,0,1] color: blue;\n! 1 css-selector\n"},
    {"p, 1 { color: red } q { color: blue }", "[0,0,1] color: blue;\n! 1 css-selector\n"},
    {"p; q { color: red } r { color: blue }", "[0,0,1] color: blue;\n! 1 css-selector\n"},
    {"} p { color: red } q { color: blue }", "[0,0,1] color: blue;\n! 1 css-selector\n"},
    {"{ color: red } q { color: blue }", "[0,0,1] color: blue;\n! 1 css-selector\n"},
    {"<!-- p { color: red } -->", "[0,0,1] color: red;\n"},
    /* the end closes everything */
    {"p { color: red", "[0,0,1] color: red;\n"},
    {"p { color: rgb(1, 2", "[0,0,1] color: rgb(1, 2;\n"},
    {"p { content: 'a", "[0,0,1] content: 'a;\n"},
    {"@media print { p { color: red", "[0,0,1] color: red;\n"},
    {"p { color: red } /* never closed", "[0,0,1] color: red;\n"},
    {"p { color: red } q", "[0,0,1] color: red;\n! 1 css-syntax\n"},
    {NULL},
};

/* §5.4.2 and the sections of each at-rule */
static const sheet_case at_rules[] = {
    {"@media print { p { color: red } } q { color: blue }", "[0,0,1] color: red;\n[0,0,1] color: blue;\n"},
    {"@media screen { p { color: red } } q { color: blue }", "[0,0,1] color: blue;\n"},
    {"@media print { p { color: red }\n@media (width > 1px) { a { margin: 0 } } }",
     "[0,0,1] color: red;\n[0,0,1] margin: 0;\n"},
    {"@page { margin: 0 } @page :first, :left { a: b; @top-left { content: 'x' } c: d }",
     "[0,0,1] margin: 0;\n[0,1,1 0,0,2] a: b;\n[0,1,1 0,0,2] content: 'x';\n[0,1,1 0,0,2] c: d;\n"},
    {"@page cover { margin: 0 } @page cover:blank, x :left { a: b }",
     "[1,0,1] margin: 0;\n[1,1,1 1,0,2] a: b;\n"},
    {"@page :nowhere { margin: 0 } @page a b { margin: 0 } @page { @nowhere { a: b } } p {a:b}",
     "[0,0,1] a: b;\n! 1 css-syntax\n! 1 css-syntax\n! 1 css-syntax\n"},
    {"@charset \"utf-8\"; @keyframes a { from { color: red } } @-webkit-keyframes a {} p {a:b}",
     "[0,0,1] a: b;\n"},
    {"@import 'a.css';\n@font-face { font-family: x } p {a:b}", "[0,0,1] a: b;\n! 1 css-import\n! 2 css-syntax\n"},
    {"@unknown { a: {};} } p {a:b}", "! 1 css-at-rule\n! 1 css-selector\n"},
    {"@unknown (;{}) x; p {a:b}", "[0,0,1] a: b;\n! 1 css-at-rule\n"},
    {NULL},
};

/* CSS Nesting 1 §3: relative selectors, &, order, what is no declaration */
static const sheet_case nesting[] = {
    {"p { color: red; b { color: blue } margin: 0 }",
     "[0,0,1] color: red;\n[0,0,2] color: blue;\n[0,0,1] margin: 0;\n"},
    {".a { &.b { a: b } > c { d: e } c & { f: g } }", "[0,2,0] a: b;\n[0,1,1] d: e;\n[0,1,1] f: g;\n"},
    {".a, #b { c { d: e } }", "[1,0,1] d: e;\n"},
    {"p { a:hover { color: red } margin: 0 }", "[0,1,2] color: red;\n[0,0,1] margin: 0;\n"},
    {"p { @media print { color: red } @media screen { color: blue } }", "[0,0,1] color: red;\n"},
    {"p { a:: { color: red } margin: 0 }", "[0,0,1] margin: 0;\n! 1 css-selector\n"},
    {"p { color: red; q { margin: 0 }", "[0,0,1] color: red;\n[0,0,2] margin: 0;\n"},
    {NULL},
};

/* §5.3.6: declarations of a style="" attribute; rules have no place there. */
static void test_attribute(void)
{
    static const struct {
        const char *css, *dump;
    } cases[] = {
        {"color: red; margin: 0 !important", " color: red; margin: 0 !;"},
        {" color : red ; ", " color: red;"},
        {"color red; margin: 0", " margin: 0;! 7 css-syntax\n"},
        {"} color: red; margin: 0", " margin: 0;! 7 css-syntax\n"},
        {"a { color: red } margin: 0; color: blue", " color: blue;! 7 css-syntax\n"},
        {"@media print {}; color: blue", " color: blue;! 7 css-syntax\n"},
        {"", ""},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(hp_arena) arena = hp_arena_new();
        g_autoptr(hp_diags) diags = hp_diags_new("deck.md");
        g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(hp_declaration));
        hp_css_parse_declarations(arena, cases[i].css, strlen(cases[i].css), 7, diags, list);
        g_autoptr(GString) out = g_string_new(NULL);
        dump_declarations(out, (const hp_declaration *)list->data, list->len);
        dump_diags(out, diags);
        g_assert_cmpstr(out->str, ==, cases[i].dump);
    }
}

/* Brackets without end cost time in proportion and no stack. */
static void test_depth(void)
{
    static const char *const pieces[] = {"p{", "p{a:b;", "(", "p{a:(", "@media print{", "a:{", ":is(", ":not(a ", "["};
    for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
        g_autoptr(GString) css = g_string_new("p { a: b } q { a: ");
        for (int n = 0; n < 20000; n++)
            g_string_append(css, pieces[i]);
        g_autofree char *inside = sheet_dump(css->str);
        g_autofree char *outside = sheet_dump(css->str + strlen("p { a: b } q { a: "));
        g_assert_true(g_str_has_prefix(inside, "[0,0,1] a: b;\n"));
        g_assert_nonnull(outside);
    }
}

/* Media Queries 4 for a page of 960 × 700 px */
static void test_media(void)
{
    static const struct {
        const char *query;
        gboolean matches;
    } cases[] = {
        {"", TRUE},
        {"print", TRUE},
        {"all", TRUE},
        {"screen", FALSE},
        {"not screen", TRUE},
        {"not print", FALSE},
        {"only print", TRUE},
        {"screen, print", TRUE},
        {"screen, projection", FALSE},
        {"(min-width: 960px)", TRUE},
        {"(min-width: 961px)", FALSE},
        {"(max-width: 60em)", TRUE},
        {"(max-height:699px)", FALSE},
        {"print and (min-width: 10cm) and (max-height: 800px)", TRUE},
        {"screen and (min-width: 1px)", FALSE},
        {"(min-width: 1px) or (max-width: 1px)", TRUE},
        {"not (min-width: 2000px)", TRUE},
        {"((min-width: 1px) and (not (max-width: 1px)))", TRUE},
        {"(width >= 960px)", TRUE},
        {"(400px < width <= 960px)", TRUE},
        {"(width < 960px)", FALSE},
        {"(orientation: landscape)", TRUE},
        {"(aspect-ratio > 1)", TRUE},
        {"(aspect-ratio: 48/35)", TRUE},
        {"(max-aspect-ratio: 4 / 3)", FALSE},
        {"(1/1 < aspect-ratio < 16/9)", TRUE},
        {"(aspect-ratio > 10px)", FALSE},
        {"(min-resolution: 2dppx)", TRUE},
        {"(resolution >= 300dpi)", TRUE},
        {"(resolution > 400dpi)", FALSE},
        {"(min-resolution: 2)", FALSE},
        {"(-webkit-min-device-pixel-ratio: 1.5)", TRUE},
        {"(min-color: 8)", TRUE},
        {"(color > 8)", FALSE},
        {"(monochrome)", FALSE},
        {"(monochrome: 0)", TRUE},
        {"(grid: 0) and (overflow-block: paged)", TRUE},
        {"(prefers-contrast)", FALSE},
        {"(prefers-color-scheme: light) and (not (prefers-color-scheme: dark))", TRUE},
        {"(960px = width)", TRUE},
        {"(0 < width < 100em)", TRUE},
        {"(1 < width)", FALSE},
        {"(prefers-color-scheme: dark)", FALSE},
        {"(color)", TRUE},
        {"(hover: hover)", FALSE},
        /* §3.1: unknown is not false, and not true when negated either */
        {"(flavour: sweet)", FALSE},
        {"not (flavour: sweet)", FALSE},
        {"(flavour: sweet) or (min-width: 1px)", TRUE},
        {"print and", FALSE},
        {"print print", FALSE},
        {"&bad, print", TRUE},
        {"(min-width: 1px", FALSE},
        {"PRINT AND (MIN-WIDTH:1PX)", TRUE},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(hp_arena) arena = hp_arena_new();
        size_t count;
        const hp_token *tokens = hp_css_tokenize(arena, cases[i].query, strlen(cases[i].query), 1, &count);
        if (hp_media_matches(&paper, tokens, count - 1) != cases[i].matches)
            g_error("@media %s should%s match", cases[i].query, cases[i].matches ? "" : " not");
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_data_func("/css/parser/declarations", declarations, check_sheets);
    g_test_add_data_func("/css/parser/recovery", recovery, check_sheets);
    g_test_add_data_func("/css/parser/at-rules", at_rules, check_sheets);
    g_test_add_data_func("/css/parser/nesting", nesting, check_sheets);
    g_test_add_func("/css/parser/attribute", test_attribute);
    g_test_add_func("/css/parser/depth", test_depth);
    g_test_add_func("/css/parser/media", test_media);
    return g_test_run();
}
