/* Attributes in comments (reveal.js: "Element attributes", "Slide attributes"). */
#include "source/attributes.h"

#include <string.h>

typedef struct {
    const char *comment, *expected;
} comment_case;

/* "slide a=[x] b=[y]" */
static char *comment_dump(const char *comment)
{
    g_autoptr(hp_arena) arena = hp_arena_new();
    const hp_comment_attribute *attributes;
    size_t count;
    hp_comment_kind kind = hp_comment_attributes(arena, comment, strlen(comment), &attributes, &count);
    GString *out = g_string_new(kind == HP_COMMENT_OTHER ? "other" : kind == HP_COMMENT_SLIDE ? "slide" : "element");
    for (size_t i = 0; i < count; i++)
        g_string_append_printf(out, " %s=[%s]", attributes[i].name, attributes[i].value);
    return g_string_free(out, FALSE);
}

static void comments_check(const comment_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        g_autofree char *got = comment_dump(cases[i].comment);
        g_test_message("%s", cases[i].comment);
        g_assert_cmpstr(got, ==, cases[i].expected);
    }
}

/* Which comments speak to a slide or an element. */
static void test_kinds(void)
{
    static const comment_case cases[] = {
        {" .slide: id=\"a\" ", "slide id=[a]"},
        {".slide:id=a", "slide id=[a]"},
        {"\n.slide:\n  class=\"x\"\n  data-state=\"y\"\n", "slide class=[x] data-state=[y]"},
        {" .element: class=\"fragment\" ", "element class=[fragment]"},
        {" .element class=\"fragment\" ", "element class=[fragment]"},
        {" .element: ", "element"},
        {" .slide id=\"a\" ", "other"},
        {" .elements: id=\"a\" ", "other"},
        {" a remark about .slide: id=\"a\" ", "other"},
        {"", "other"},
        {".element", "other"},
    };
    comments_check(cases, G_N_ELEMENTS(cases));
}

/* Only data-*, id, class and style are taken, so no handler comes in. */
static void test_names(void)
{
    static const comment_case cases[] = {
        {".slide: onclick=\"x()\" href=\"y\" ID=\"a\"", "slide id=[a]"},
        {".slide: data-=\"x\" DATA-Foo=\"Bar\"", "slide data-foo=[Bar]"},
        {".slide: data-a, data-b = \"2\"; data-c=3", "slide data-a=[] data-b=[2] data-c=[3]"},
        {".slide: id=\"a\" id=\"b\"", "slide id=[b]"},
        {".slide: onload id=\"a\"", "slide id=[a]"},
    };
    comments_check(cases, G_N_ELEMENTS(cases));
}

static void test_values(void)
{
    static const comment_case cases[] = {
        {".slide: style='color: \"red\"' data-x=\" y \"", "slide style=[color: \"red\"] data-x=[y]"},
        {".slide: style=\"a: url(x?b=c)\"", "slide style=[a: url(x?b=c)]"},
        {".slide: data-background=\"#ff00aa", "slide data-background=[#ff00aa]"},
        {".slide: class=", "slide class=[]"},
        {".slide: class=\"", "slide class=[]"},
        {".slide: = \"x\" id=\"a\"", "slide id=[a]"},
        {".slide: data-background=\"[](https://x.org/a.png)\"", "slide data-background=[https://x.org/a.png]"},
        {".slide: data-background=\"[](https://x.org/a.png\"", "slide data-background=[https://x.org/a.png]"},
        {".slide: data-background-image=\"url('a.png')\"", "slide data-background-image=[a.png]"},
        {".slide: data-background=\"linear-gradient(red, rgba(0,0,0,.5))\"",
         "slide data-background=[linear-gradient(red, rgba(0,0,0,.5))]"},
        {".slide: data-other=\"[](x)\"", "slide data-other=[[](x)]"},
    };
    comments_check(cases, G_N_ELEMENTS(cases));
}

static void test_addresses(void)
{
    static const comment_case cases[] = {
        {"https://x.org/a.png", "https://x.org/a.png"},
        {"  a.png ", "a.png"},
        {"![](https://x.org/a.png)", "https://x.org/a.png"},
        {"![a cat](https://x.org/a.png \"title\")", "https://x.org/a.png"},
        {"![](https://x.org/a.png =300x)", "https://x.org/a.png"},
        {"![](https://x.org/a_(b).png)", "https://x.org/a_(b).png"},
        {"![](<a b.png>)", "a b.png"},
        {"<https://x.org/a.png>", "https://x.org/a.png"},
        {"[](https://x.org/a.png", "https://x.org/a.png"},
        {"url(a.png)", "a.png"},
        {"URL( \"a.png\" )", "a.png"},
        {"url('a.png'), url('b.png')", "url('a.png'), url('b.png')"},
        {"[label]", "[label]"},
        {"![](", ""},
        {"![](\"", "\""},
        {"url()", ""},
        {"url(')", "'"},
        {"<>", "<>"},
        {"", ""},
    };
    g_autoptr(hp_arena) arena = hp_arena_new();
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpstr(hp_unwrap_address(arena, cases[i].comment), ==, cases[i].expected);
    g_assert_null(hp_unwrap_address(arena, NULL));
}

/* A comment of very many attributes costs no more than its length. */
static void test_many_attributes(void)
{
    g_autoptr(hp_arena) arena = hp_arena_new();
    g_autoptr(GString) text = g_string_new(".slide:");
    for (int i = 0; i < 50000; i++)
        g_string_append_printf(text, " data-n%d=\"%d\"", i, i);
    const hp_comment_attribute *attributes;
    size_t count;
    g_assert_cmpint(hp_comment_attributes(arena, text->str, text->len, &attributes, &count), ==, HP_COMMENT_SLIDE);
    g_assert_cmpuint(count, ==, 64);
    g_assert_cmpstr(attributes[63].name, ==, "data-n63");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/source/attributes/kinds", test_kinds);
    g_test_add_func("/source/attributes/names", test_names);
    g_test_add_func("/source/attributes/values", test_values);
    g_test_add_func("/source/attributes/addresses", test_addresses);
    g_test_add_func("/source/attributes/many", test_many_attributes);
    return g_test_run();
}
