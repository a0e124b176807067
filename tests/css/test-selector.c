/*
 * Selectors 3, and what of Selectors 4 is known: selectors beside the ids of
 * the elements they match.
 */
#include "css/rules.h"
#include "dom/parse.h"

#include <string.h>

static const char html[] =
    "<section id=s class='Slide dark' lang=de-AT>"
    "<h1 id=h1>Title</h1>"
    "<p id=p1 class='a b'>one <em id=e1>two</em> three</p>"
    "<p id=p2 class=b title='Hello World' data-x=En-us><a id=l1 href='http://x.de/a.pdf'>l</a></p>"
    "<ul id=u><li id=i1>1</li><li id=i2><span id=sp></span></li><li id=i3>3</li>"
    "<li id=i4>4</li><li id=i5>5<ul id=u2><li id=i6>6</li></ul></li></ul>"
    "<p id=p3><a id=l2>no link</a></p>"
    "</section>";

typedef struct {
    hp_arena *arena;
    hp_node *root;
} document;

static document document_new(const char *text)
{
    document doc = {hp_arena_new(), NULL};
    g_autoptr(GArray) styles = g_array_new(FALSE, FALSE, sizeof(hp_style_block));
    doc.root = hp_node_make_element(doc.arena, "body", 0);
    hp_node_set_attribute(doc.arena, doc.root, "id", "body");
    hp_dom_parse(doc.arena, doc.root, NULL, text, strlen(text), NULL, styles, NULL);
    return doc;
}

static const hp_selector *parse(hp_arena *arena, const char *css, const char **reason)
{
    size_t count;
    const hp_token *tokens = hp_css_tokenize(arena, css, strlen(css), 1, &count);
    return hp_selector_parse(arena, css, tokens, count - 1, NULL, reason);
}

/* The ids of what a selector list matches, in document order; "!" and the
 * reason when it is invalid. */
static char *matches(const document *doc, const char *css)
{
    const char *reason = NULL;
    const hp_selector *list = parse(doc->arena, css, &reason);
    if (!list)
        return g_strdup("!");
    hp_match match = {.root = doc->root, .steps_left = 1000000};
    GString *out = g_string_new(NULL);
    for (const hp_node *node = doc->root; node; node = hp_node_next(node, doc->root)) {
        gboolean any = FALSE;
        for (const hp_selector *s = list; s && node->type == HP_NODE_ELEMENT; s = s->next)
            any |= hp_selector_matches(&match, s, node);
        if (any && node->id)
            g_string_append_printf(out, "%s%s", out->len ? " " : "", node->id);
    }
    return g_string_free(out, FALSE);
}

typedef struct {
    const char *selector, *ids;
} selector_case;

static void check_matches(gconstpointer data)
{
    document doc = document_new(html);
    for (const selector_case *c = data; c->selector; c++) {
        g_autofree char *ids = matches(&doc, c->selector);
        if (strcmp(ids, c->ids) != 0)
            g_error("%s: \"%s\" instead of \"%s\"", c->selector, ids, c->ids);
    }
    hp_arena_free(doc.arena);
}

/* §6.1, §6.2, §6.4, §6.5, §5: types, *, classes, ids, groups, namespaces */
static const selector_case simple[] = {
    {"h1", "h1"},    {"H1, em", "h1 e1"}, {".b", "p1 p2"},  {".B", ""},  {".Slide.dark", "s"},
    {"p.a.b", "p1"}, {"#p1", "p1"},       {"p#p1.b", "p1"}, {"#P1", ""}, {"*|p.a", "p1"},
    {"|em", "e1"},   {"*|*#s", "s"},      {"\\68 1", "h1"}, {NULL},
};

/* §6.3 */
static const selector_case attributes[] = {
    {"[title]", "p2"},
    {"[TITLE]", "p2"},
    {"[title=Hello]", ""},
    {"[title='Hello World']", "p2"},
    {"[title~=World]", "p2"},
    {"[title~='Hello World']", ""},
    {"[title~='']", ""},
    {"[title^=Hel]", "p2"},
    {"[title$=ld]", "p2"},
    {"[title*='lo W']", "p2"},
    {"[title*='']", ""},
    {"[title^='']", ""},
    {"[data-x|=En]", "p2"},
    {"[data-x|=E]", ""},
    {"[data-x=en-us]", ""},
    {"[data-x=en-us i]", "p2"},
    {"[data-x='EN-us' s]", ""},
    {"[title*='WORLD'I]", "p2"},
    {"a[href$='.pdf' ]", "l1"},
    {"[ *|title ]", "p2"},
    {NULL},
};

/* §8 */
static const selector_case combinators[] = {
    {"section em", "e1"},
    {"section > em", ""},
    {"p > em", "e1"},
    {"p>em", "e1"},
    {"h1 + p", "p1"},
    {"h1 ~ p", "p1 p2 p3"},
    {"p + p", "p2"},
    {"ul li li", "i6"},
    {"body > section ul > li", "i1 i2 i3 i4 i5 i6"},
    {"section > ul > li ~ li > ul", "u2"},
    {"h1 ~ ul li", "i1 i2 i3 i4 i5 i6"},
    {"h1 + ul li", ""},
    {"p ~ ul > li + li span", "sp"},
    {"li ~ li ul li", "i6"},
    {".b\n~\tul", "u"},
    {NULL},
};

/* §6.6: structural pseudo-classes, An+B of CSS Syntax 3 §6 */
static const selector_case structure[] = {
    {":root", "body"},
    {"li:first-child", "i1 i6"},
    {"li:last-child", "i5 i6"},
    {":only-child", "body s e1 l1 sp u2 i6 l2"},
    {"li:nth-child(odd)", "i1 i3 i5 i6"},
    {"li:nth-child(even)", "i2 i4"},
    {"li:nth-child(2n+1)", "i1 i3 i5 i6"},
    {"li:nth-child( 2N + 1 )", "i1 i3 i5 i6"},
    {"li:nth-child(3)", "i3"},
    {"li:nth-child(n+4)", "i4 i5"},
    {"li:nth-child(-n+2)", "i1 i2 i6"},
    {"li:nth-child(-2n+3)", "i1 i3 i6"},
    {"li:nth-child(3n-1)", "i2 i5"},
    {"li:nth-child(n)", "i1 i2 i3 i4 i5 i6"},
    {"li:nth-child(0n+0)", ""},
    {"li:nth-last-child(2)", "i4"},
    {"li:nth-last-child(-n+2)", "i4 i5 i6"},
    {"p:first-of-type", "p1"},
    {"section > p:first-of-type", "p1"},
    {"section > p:last-of-type", "p3"},
    {"p:nth-of-type(2)", "p2"},
    {"p:nth-last-of-type(2)", "p2"},
    {"section > :only-of-type", "h1 u"},
    {"span:empty", "sp"},
    {"h1:empty", ""},
    {"li:nth-child(2) ~ li:nth-child(odd)", "i3 i5"},
    {NULL},
};

/* §6.6.1, §6.6.3, §6.6.7; Selectors 4 §4 */
static const selector_case functions[] = {
    {"a:link", "l1"},
    {"a:any-link", "l1"},
    {"a:visited, a:hover, a:focus, a:active", ""},
    {"p:not(.a)", "p2 p3"},
    {"p:not(.a, #p3)", "p2"},
    {"li:not(:first-child):not(:last-child)", "i2 i3 i4"},
    {"a:not(:hover)", "l1 l2"},
    {":is(h1, em)", "h1 e1"},
    {"section :is(ul li) span", "sp"},
    {":is(h1, :what) ", "h1"},
    {":is()", ""},
    {"p:where(.a)", "p1"},
    {"p:lang(de)", "p1 p2 p3"},
    {"p:lang('de-at')", "p1 p2 p3"},
    {"p:lang(d)", ""},
    {"p::before", "p1 p2 p3"},
    {NULL},
};

/* §13: an invalid selector makes its whole group invalid */
static const selector_case invalid[] = {
    {"", "!"},
    {"p,", "!"},
    {",p", "!"},
    {"p:unknown", "!"},
    {"p::unknown", "!"},
    {"p:not()", "!"},
    {"> p", "!"},
    {"p >", "!"},
    {"p > > q", "!"},
    {"#1", "!"},
    {".1", "!"},
    {"p[]", "!"},
    {"p[a=]", "!"},
    {"p[a=1]", "!"},
    {"p[a%b]", "!"},
    {"p[a", "!"},
    {"p:nth-child()", "!"},
    {"p:nth-child(n+)", "!"},
    {"p:nth-child(2n+-1)", "!"},
    {"p:nth-child(+ 2n)", "!"},
    {"ns|p", "!"},
    {"p::before span", "!"},
    {"p:not(::before)", "!"},
    {"1, p", "!"},
    {"p$", "!"},
    {"p q:unknown(x)", "!"},
    {"p:", "!"},
    {"p !", "!"},
    {NULL},
};

/* §9, and Selectors 4 §17 for lists */
static void test_specificity(void)
{
    static const struct {
        const char *selector;
        unsigned ids, classes, types;
    } cases[] = {
        {"*", 0, 0, 0},
        {"li", 0, 0, 1},
        {"ul li::before", 0, 0, 3},
        {"h1 + *[rel=up]", 0, 1, 1},
        {"ul ol li.red", 0, 1, 3},
        {"li.red.level", 0, 2, 1},
        {"#x34y", 1, 0, 0},
        {"#s12:not(foo)", 1, 0, 1},
        {":is(em, #foo) p", 1, 0, 1},
        {".foo :where(em, #foo)", 0, 1, 0},
        {"p:nth-child(2n):hover", 0, 2, 1},
        {"p:before", 0, 0, 2},
    };
    g_autoptr(hp_arena) arena = hp_arena_new();
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *reason;
        const hp_selector *selector = parse(arena, cases[i].selector, &reason);
        g_assert_nonnull(selector);
        unsigned expected = HP_SPECIFICITY(cases[i].ids, cases[i].classes, cases[i].types);
        if (selector->specificity != expected)
            g_error("%s: %x instead of %x", cases[i].selector, selector->specificity, expected);
    }
}

/* §7: four may have one colon; others are valid and draw nothing */
static void test_pseudo_elements(void)
{
    static const struct {
        const char *selector;
        hp_pseudo_element pseudo;
        gboolean never;
    } cases[] = {
        {"p", HP_PSEUDO_NONE, FALSE},
        {"p:before", HP_PSEUDO_BEFORE, FALSE},
        {"p::AFTER", HP_PSEUDO_AFTER, FALSE},
        {"p::marker", HP_PSEUDO_MARKER, FALSE},
        {"p:first-letter", HP_PSEUDO_FIRST_LETTER, FALSE},
        {"p:first-line", HP_PSEUDO_OTHER, TRUE},
        {"::-webkit-scrollbar", HP_PSEUDO_OTHER, TRUE},
        {"p::before:hover", HP_PSEUDO_BEFORE, TRUE},
        {"p:hover q", HP_PSEUDO_NONE, TRUE},
    };
    g_autoptr(hp_arena) arena = hp_arena_new();
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *reason;
        const hp_selector *selector = parse(arena, cases[i].selector, &reason);
        g_assert_nonnull(selector);
        g_assert_cmpint(selector->pseudo, ==, cases[i].pseudo);
        g_assert_cmpint(selector->never, ==, cases[i].never);
    }
}

/* Reasons are clauses for a message. */
static void test_reason(void)
{
    g_autoptr(hp_arena) arena = hp_arena_new();
    const char *reason = NULL;
    g_assert_null(parse(arena, "p:foo", &reason));
    g_assert_cmpstr(reason, ==, "\":foo\" is unknown");
}

/* Selectors made to be slow run into the budget, not into the night. */
static void test_budget(void)
{
    GString *text = g_string_new(NULL);
    for (int i = 0; i < 150; i++)
        g_string_append(text, "<div>");
    for (int i = 0; i < 2000; i++)
        g_string_append(text, "<p>x</p>");
    document doc = document_new(text->str);
    g_string_assign(text, "*");
    for (int i = 0; i < 10; i++) {
        g_string_prepend(text, ":is(");
        g_string_append(text, " *) *");
    }
    g_string_append(text, " x");
    const char *reason;
    static const char *const plain[] = {"a ~ b ~ c ~ d p", "div div div div div div div b p",
                                        "b ~ p:nth-last-child(2n)"};
    hp_match match = {.root = doc.root, .steps_left = 2000000};
    const hp_selector *slow = parse(doc.arena, text->str, &reason);
    g_assert_nonnull(slow);
    for (const hp_node *node = doc.root; node; node = hp_node_next(node, doc.root))
        if (node->type == HP_NODE_ELEMENT)
            hp_selector_matches(&match, slow, node);
    for (size_t i = 0; i < G_N_ELEMENTS(plain); i++) {
        match.steps_left = 3000000;
        const hp_selector *selector = parse(doc.arena, plain[i], &reason);
        for (const hp_node *node = doc.root; node; node = hp_node_next(node, doc.root))
            if (node->type == HP_NODE_ELEMENT)
                hp_selector_matches(&match, selector, node);
        g_assert_cmpint(match.steps_left, >, 0);
    }
    g_string_free(text, TRUE);
    hp_arena_free(doc.arena);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_data_func("/css/selector/simple", simple, check_matches);
    g_test_add_data_func("/css/selector/attributes", attributes, check_matches);
    g_test_add_data_func("/css/selector/combinators", combinators, check_matches);
    g_test_add_data_func("/css/selector/structure", structure, check_matches);
    g_test_add_data_func("/css/selector/functions", functions, check_matches);
    g_test_add_data_func("/css/selector/invalid", invalid, check_matches);
    g_test_add_func("/css/selector/specificity", test_specificity);
    g_test_add_func("/css/selector/pseudo-elements", test_pseudo_elements);
    g_test_add_func("/css/selector/reason", test_reason);
    g_test_add_func("/css/selector/budget", test_budget);
    return g_test_run();
}
