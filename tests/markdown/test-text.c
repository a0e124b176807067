/*
 * What happens to text: linkify, typographer, emoji, image sizes. One table per
 * syntax, input beside expected HTML (the <p> left out).
 */
#include "markdown/inline.h"
#include "markdown/markdown.h"

#include <string.h>

typedef struct {
    const char *source, *expected;
} text_case;

static char *convert(const char *source, const char *lang)
{
    hp_markdown_text text = {source, strlen(source), 1};
    hp_markdown_options options = {TRUE, lang};
    g_autoptr(hp_diags) diags = hp_diags_new("case");
    g_autoptr(hp_line_map) map = hp_line_map_new();
    g_autoptr(GString) html = g_string_new(NULL);
    hp_markdown_to_html(&text, &options, html, map, diags);
    g_assert_cmpuint(hp_diags_count(diags), ==, 0);
    g_assert_true(g_str_has_prefix(html->str, "<p>"));
    g_assert_true(g_str_has_suffix(html->str, "</p>\n"));
    return g_strndup(html->str + 3, html->len - 8);
}

static void check(const text_case *cases, size_t count, const char *lang)
{
    for (size_t i = 0; i < count; i++) {
        g_autofree char *actual = convert(cases[i].source, lang);
        g_assert_cmpstr(actual, ==, cases[i].expected);
    }
}

/* linkify-it: what is an address and where it ends. */
static void test_linkify(void)
{
    static const text_case cases[] = {
        {"see https://example.org/a_b.", "see <a href=\"https://example.org/a_b\">https://example.org/a_b</a>."},
        {"walt.id", "<a href=\"http://walt.id\">walt.id</a>"},
        {"README.md, gen.py!", "<a href=\"http://README.md\">README.md</a>, <a href=\"http://gen.py\">gen.py</a>!"},
        {"main.c file.txt a.b.example", "main.c file.txt a.b.example"},
        {"(example.com/a(b)c)", "(<a href=\"http://example.com/a(b)c\">example.com/a(b)c</a>)"},
        {"example.com:8080/x, example.com:99999",
         "<a href=\"http://example.com:8080/x\">example.com:8080/x</a>, example.com:99999"},
        {"http://localhost:3000/?q=1&r=2#s",
         "<a href=\"http://localhost:3000/?q=1&amp;r=2#s\">http://localhost:3000/?q=1&amp;r=2#s</a>"},
        {"mail me@example.org, mailto:you@x.de",
         "mail <a href=\"mailto:me@example.org\">me@example.org</a>, <a href=\"mailto:you@x.de\">mailto:you@x.de</a>"},
        {"https://example.org/a%20%C3%BC%2Fb",
         "<a href=\"https://example.org/a%20%C3%BC%2Fb\">https://example.org/a%20ü%2Fb</a>"},
        {"https://example.org/ü", "<a href=\"https://example.org/%C3%BC\">https://example.org/ü</a>"},
        {"https://bücher.example/", "<a href=\"https://xn--bcher-kva.example/\">https://bücher.example/</a>"},
        {"//example.net/x and a//b.de", "<a href=\"//example.net/x\">//example.net/x</a> and a//b.de"},
        {"[text example.com](x) `example.com`", "<a href=\"x\">text example.com</a> <code>example.com</code>"},
        {"<a href=x>example.com</a> example.com",
         "<a href=x>example.com</a> <a href=\"http://example.com\">example.com</a>"},
        {"<https://example.org/a--b%20c>", "<a href=\"https://example.org/a--b%20c\">https://example.org/a--b%20c</a>"},
        {"<me@example.org>", "<a href=\"mailto:me@example.org\">me@example.org</a>"},
        {"_example.com a-example.com x.example.com", "_example.com <a href=\"http://a-example.com\">a-example.com</a> "
                                                     "<a href=\"http://x.example.com\">x.example.com</a>"},
        {"ftp://ftp.example.org/pub/... end",
         "<a href=\"ftp://ftp.example.org/pub/\">ftp://ftp.example.org/pub/</a>… end"},
        {"http://example.com/a...b", "<a href=\"http://example.com/a...b\">http://example.com/a...b</a>"},
        {"**http://example.com/**", "<strong><a href=\"http://example.com/\">http://example.com/</a></strong>"},
        {"javascript:alert(1) foo:example.com", "javascript:alert(1) foo:example.com"},
        {"\"https://example.org\"", "“<a href=\"https://example.org\">https://example.org</a>”"},
        {"v1.2.3 1.5 e.g. z.B. i.d.R", "v1.2.3 1.5 e.g. z.B. i.d.R"},
    };
    check(cases, G_N_ELEMENTS(cases), NULL);
}

/* markdown-it's rule "replacements". */
static void test_replacements(void)
{
    static const text_case cases[] = {
        {"(c) (C) (r) (TM) (p)", "© © ® ™ (p)"},
        {"+-5, a.. b... c.....", "±5, a… b… c…"},
        {"what?.. so!... ?!?!?! !!!!", "what?.. so!.. !!! !!!"},
        {"a,, b,,,c", "a, b,c"},
        {"a -- b, a--b, a-- b, a --b", "a – b, a–b, a-- b, a --b"},
        {"a---b --- c ----", "a—b — c ----"},
        {"--foo `--bar` *--*", "–foo <code>--bar</code> <em>–</em>"},
        {"2024--2025 x<->y", "2024–2025 x&lt;-&gt;y"},
    };
    check(cases, G_N_ELEMENTS(cases), NULL);
}

/* markdown-it's rule "smartquotes". */
static void test_quotes(void)
{
    static const text_case cases[] = {
        {"\"a\" 'b' \"c 'd' e\"", "“a” ‘b’ “c ‘d’ e”"},
        {"it's John's, '90s", "it’s John’s, '90s"},
        {"\"*em*\" and *\"in\"*", "“<em>em</em>” and <em>“in”</em>"},
        {"\"*a\"* b", "&quot;<em>a&quot;</em> b"},
        {"\"`code`\" \"<b>x</b>\"", "“<code>code</code>” “<b>x</b>”"},
        {"12\" and 1\"\" \"x\"", "12&quot; and 1&quot;&quot; “x”"},
        {"a\"b\"c", "a&quot;b&quot;c"},
        {"\"one\ntwo\"", "“one<br>\ntwo”"},
        {"\\\"kept\\\"", "&quot;kept&quot;"},
        {"(\"a\")", "(“a”)"},
    };
    check(cases, G_N_ELEMENTS(cases), NULL);
    static const text_case german[] = {{"\"a 'b'\" it's", "„a ‚b‘“ it’s"}};
    check(german, G_N_ELEMENTS(german), "de");
    check(german, G_N_ELEMENTS(german), "de-AT");
    static const text_case swiss[] = {{"\"a\"", "«a»"}};
    check(swiss, G_N_ELEMENTS(swiss), "de-CH");
    static const text_case french[] = {{"\"a\" l'eau", "«\u00a0a\u00a0» l’eau"}};
    check(french, G_N_ELEMENTS(french), "fr");
}

/* Shortcodes, never emoticons. */
static void test_emoji(void)
{
    static const text_case cases[] = {
        {":tada: a:rocket:b :+1: :-1:", "<span class=\"emoji\">🎉</span> a<span class=\"emoji\">🚀</span>b <span "
                                        "class=\"emoji\">👍</span> <span class=\"emoji\">👎</span>"},
        {":nosuch: :-( :) 10:30:00 `:tada:`", ":nosuch: :-( :) 10:30:00 <code>:tada:</code>"},
        {"::tada:: :a:b:", ":<span class=\"emoji\">🎉</span>: <span class=\"emoji\">🅰️</span>b:"},
        {"**:warning:** [:fire:](x)", "<strong><span class=\"emoji\">⚠️</span></strong> <a href=\"x\"><span class=\"emoji\">🔥</span></a>"},
        {"\\:tada:", ":tada:"},
    };
    check(cases, G_N_ELEMENTS(cases), NULL);
    g_assert_cmpstr(md_emoji_lookup("zzz", 3), ==, "💤");
    g_assert_cmpstr(md_emoji_lookup("+1", 2), ==, "👍");
    g_assert_null(md_emoji_lookup("tad", 3));
    g_assert_null(md_emoji_lookup("tadaa", 5));
}

/* HedgeDoc's image sizes. */
static void test_image_size(void)
{
    static const text_case cases[] = {
        {"![a](u.png =100x200)", "<img src=\"u.png\" alt=\"a\" width=\"100\" height=\"200\">"},
        {"![a](u.png =50%x)", "<img src=\"u.png\" alt=\"a\" width=\"50%\">"},
        {"![a](u.png =x30)", "<img src=\"u.png\" alt=\"a\" height=\"30\">"},
        {"![a](u.png \"T\" =10x20)", "<img src=\"u.png\" alt=\"a\" title=\"T\" width=\"10\" height=\"20\">"},
        {"![a](u.png =10x20 \"T\")", "<img src=\"u.png\" alt=\"a\" title=\"T\" width=\"10\" height=\"20\">"},
        {"![a](<u v.png> =10x)", "<img src=\"u%20v.png\" alt=\"a\" width=\"10\">"},
        {"![a](u_(1).png   =10x)", "<img src=\"u_(1).png\" alt=\"a\" width=\"10\">"},
        {"[![a](u =1x2)](v)", "<a href=\"v\"><img src=\"u\" alt=\"a\" width=\"1\" height=\"2\"></a>"},
        {"`![a](u =1x2)` [a](u =1x2)", "<code>![a](u =1x2)</code> [a](u =1x2)"},
        {"![a](u =axb) x =1x2)", "![a](u =axb) x =1x2)"},
        {"![a *b* `c`](u \"t\")", "<img src=\"u\" alt=\"a b c\" title=\"t\">"},
    };
    check(cases, G_N_ELEMENTS(cases), NULL);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/markdown/linkify", test_linkify);
    g_test_add_func("/markdown/replacements", test_replacements);
    g_test_add_func("/markdown/quotes", test_quotes);
    g_test_add_func("/markdown/emoji", test_emoji);
    g_test_add_func("/markdown/image-size", test_image_size);
    return g_test_run();
}
