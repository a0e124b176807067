/* Front matter: YAML 1.2 as HedgeDoc reads it; the keys that matter on paper. */
#include "dump.h"

#include <string.h>

typedef struct {
    const char *yaml, *expected;
} yaml_case;

static void yaml_check(const yaml_case *cases, size_t count, char *(*dump)(const char *text))
{
    for (size_t i = 0; i < count; i++) {
        g_autofree char *text = g_strconcat("---\n", cases[i].yaml, "\n---\n", NULL);
        g_autofree char *got = dump(text);
        g_test_message("%s", cases[i].yaml);
        g_assert_cmpstr(got, ==, cases[i].expected);
    }
}

static void test_texts(void)
{
    static const yaml_case cases[] = {
        {"title: A title", "title=\"A title\""},
        {"title: '  quoted: yes '", "title=\"quoted: yes\""},
        {"title: 2024", "title=\"2024\""},
        {"title: true", "title=\"true\""},
        {"title:", ""},
        {"title: ~", ""},
        {"title: 'null'", "title=\"null\""},
        {"title: ''", ""},
        {"title: [a, b]", ""},
        {"title: >\n  two\n  lines\n", "title=\"two lines\""},
        {"author: Ada\ndescription: Sums\nlang: en", "author=\"Ada\" description=\"Sums\" lang=\"en\""},
        {"author: [Ada, Grace]", "author=\"Ada, Grace\""},
        {"lang: de_AT", "lang=\"de-AT\""},
        {"dir: rtl", "rtl=true"},
        {"breaks: false", "breaks=false"},
        {"breaks: 'no'", "breaks=false"},
        {"type: slide", "deck"},
        {"type: document", ""},
        {"a: &x Same\ntitle: *x", "title=\"Same\""},
    };
    yaml_check(cases, G_N_ELEMENTS(cases), dump_text_front);
}

static void test_tags(void)
{
    static const yaml_case cases[] = {
        {"tags: one", "tag=\"one\""},
        {"tags: one, two three ,, four", "tag=\"one\" tag=\"two three\" tag=\"four\""},
        {"tags: [one, 'two, three', 4, ~]", "tag=\"one\" tag=\"two, three\" tag=\"4\""},
        {"tags:\n  - one\n  - {a: b}\n  - two", "tag=\"one\" tag=\"two\""},
        {"tags: ','", ""},
    };
    yaml_check(cases, G_N_ELEMENTS(cases), dump_text_front);
}

/* The ISO date (ISO 8601 §5.2.2) is picked out of what stands around it. */
static void test_date(void)
{
    static const yaml_case cases[] = {
        {"date: 2024-02-29", "date=\"2024-02-29\""},
        {"date: 2024-02-29T10:00:00Z", "date=\"2024-02-29\""},
        {"date: Berlin, 2023-12-01 (draft)", "date=\"2023-12-01\""},
        {"date: 2023-02-29", ""},
        {"date: 12024-02-29", ""},
        {"date: 2024-02-291", ""},
        {"date: 2024-1-1", ""},
        {"date: 2024-", ""},
    };
    yaml_check(cases, G_N_ELEMENTS(cases), dump_text_front);
}

static void test_slide_options(void)
{
    static const yaml_case cases[] = {
        {"slideOptions:\n  theme: White\n  width: 1280\n  height: 720px\n  margin: 0.1\n  center: false",
         "theme=\"white\" width=1280 height=720 margin=0.1 center=false"},
        {"slideOptions: {slideNumber: true}", ""},
        {"slideOptions: {slideNumber: false}", "number=\"none\""},
        {"slideOptions: {slideNumber: c/t}", "number=\"c/t\""},
        {"slideOptions: {rtl: true, fragments: false}", "slide-rtl=true fragments=false"},
        {"slideOptions: {showNotes: true}", "notes=true"},
        {"slideOptions: {showNotes: separate-page}", "notes=true separate=true"},
        {"slideOptions: {pdfMaxPagesPerSlide: 1}", "max-pages=1"},
        {"slideOptions: {pdfMaxPagesPerSlide: Infinity}", ""},
        {"slideOptions:\n  parallaxBackgroundImage: 'https://x.org/a.png'\n  parallaxBackgroundSize: '1920px 1080px'",
         "parallax=\"https://x.org/a.png\" parallax-size=\"1920px 1080px\""},
        {"slideOptions:\n  parallaxBackgroundImage: '![](https://x.org/a.png?b=c)' ",
         "parallax=\"https://x.org/a.png?b=c\""},
        {"slideOptions: {transition: fade, controls: false, autoSlide: 5000, spotlight: {enabled: true}}", ""},
        {"slideOptions:", ""},
    };
    yaml_check(cases, G_N_ELEMENTS(cases), dump_text_front);
}

/* Values that cannot be meant: told, and the default taken. */
static void test_odd_values(void)
{
    static const yaml_case cases[] = {
        {"type: Slides",
         "warning front-matter-value @2: \"type: Slides\" has no meaning: only \"slide\" makes a deck\n"},
        {"breaks: flase", "warning front-matter-value @2: \"breaks: flase\" has no meaning: it may be true or false\n"},
        {"dir: right", "warning front-matter-value @2: \"dir: right\" has no meaning: it may be ltr or rtl\n"},
        {"lang: 'C.UTF-8'", "warning front-matter-value @2: \"lang: C.UTF-8\" has no meaning: a language is written as "
                            "in \"en\" or \"de-AT\"\n"},
        {"date: soon", "warning front-matter-value @2: \"date: soon\" has no meaning: a date is written as in "
                       "2024-02-29\n"},
        {"title: a\ntitle: b", "warning front-matter-value @3: \"title\" is given twice; the last one counts\n"},
        {"slideOptions: white",
         "warning front-matter-value @2: \"slideOptions: white\" has no meaning: it holds \"key: "
         "value\" lines\n"},
        {"type: slide\nslideOptions:\n  theme: ../../secret",
         "warning front-matter-value @4: \"theme: ../../secret\" has no meaning: "
         "a theme's name has only letters, digits and hyphens\n"},
        {"slideOptions: {theme: moon}", "warning front-matter-value @2: slideOptions without \"type: slide\": this is "
                                        "printed as a document\n"},
        {"type: slide\nslideOptions: {theme: moon}", ""},
        {"type: slide\nslideOptions:\n  width: nan",
         "warning front-matter-value @4: \"width: nan\" has no meaning: it may be a "
         "number from 100 to 10000\n"},
        {"type: slide\nslideOptions:\n  width: [1]",
         "warning front-matter-value @4: \"width\" cannot be a list of values: it may be "
         "a number from 100 to 10000\n"},
        {"type: slide\nslideOptions:\n  height: 1e9",
         "warning front-matter-value @4: \"height: 1e9\" has no meaning: it may be a "
         "number from 100 to 10000\n"},
        {"type: slide\nslideOptions:\n  slideNumber: h-v",
         "warning front-matter-value @4: \"slideNumber: h-v\" has no meaning: it "
         "may be true, false, h.v, h/v, c or c/t\n"},
        {"type: slide\nrobots: noindex\nGA: x\nunknown: [1, 2]", ""},
    };
    yaml_check(cases, G_N_ELEMENTS(cases), dump_text_diags);
    g_autofree char *front = dump_text_front("---\nslideOptions: {width: 5, theme: a/b, slideNumber: x}\n---\n");
    g_assert_cmpstr(front, ==, "");
}

/* What does not parse is ordinary Markdown, and the line is named. */
static void test_invalid(void)
{
    const char *broken = "---\ntitle: a\ntype: b: c\n---\ntext\n";
    g_autofree char *slides = dump_text_slides(broken);
    g_assert_cmpstr(slides, ==, "0/0 @1 \"---\\ntitle: a\\ntype: b: c\\n---\\ntext\\n\"\n");
    g_autofree char *diags = dump_text_diags(broken);
    g_assert_cmpstr(diags, ==,
                    "warning front-matter-invalid @3: the front matter is not valid YAML: mapping values are not "
                    "allowed in this context\n");
    g_autofree char *rulers = dump_text_slides("---\nJust text\n---\n");
    g_assert_cmpstr(rulers, ==, "0/0 @1 \"---\\nJust text\\n---\\n\"\n");
    g_autofree char *heading = dump_text_slides("---\n# Heading\n---\n");
    g_assert_cmpstr(heading, ==, "0/0 @1 \"---\\n# Heading\\n---\\n\"\n");
    g_autofree char *open = dump_text_slides("---\ntitle: a\n");
    g_assert_cmpstr(open, ==, "0/0 @1 \"---\\ntitle: a\\n\"\n");
    g_autofree char *empty = dump_text_slides("---\n---\na");
    g_assert_cmpstr(empty, ==, "0/0 @3 \"a\"\n");
    g_autofree char *unknown = dump_text_diags("---\ntitle: *nobody\n---\n");
    g_assert_cmpstr(unknown, ==,
                    "warning front-matter-invalid @2: the front matter is not valid YAML: an alias has no anchor "
                    "before it\n");
}

/* Empty lines before it: the author meant it. Separators there mean something else. */
static void test_late(void)
{
    const char *late = "\n \n---\ntitle: a\ntype: slide\n---\nb";
    g_autofree char *front = dump_text_front(late);
    g_assert_cmpstr(front, ==, "deck title=\"a\"");
    g_autofree char *slides = dump_text_slides(late);
    g_assert_cmpstr(slides, ==, "0/0 @7 \"b\"\n");
    g_autofree char *diags = dump_text_diags(late);
    g_assert_cmpstr(diags, ==,
                    "warning front-matter-late @3: empty lines stand before the front matter; HedgeDoc would not see "
                    "it\n");
    g_autofree char *rulers = dump_text_diags("\n---\n\nAgenda: nothing\n\n---\n");
    g_assert_cmpstr(rulers, ==, "");
}

/* Ten levels of ten aliases each would be ten thousand million values. */
static void test_billion_laughs(void)
{
    g_autoptr(GString) text = g_string_new("---\na0: &a0 lol\n");
    for (int level = 1; level <= 10; level++) {
        g_string_append_printf(text, "a%d: &a%d [", level, level);
        for (int i = 0; i < 10; i++)
            g_string_append_printf(text, "%s*a%d", i ? ", " : "", level - 1);
        g_string_append(text, "]\n");
    }
    g_string_append(text, "tags: *a10\ntitle: *a0\n---\n");
    g_autofree char *front = dump_text_front(text->str);
    g_assert_cmpstr(front, ==, "title=\"lol\"");
}

static void limit_check(const char *yaml, const char *expected)
{
    g_autofree char *text = g_strconcat("---\n", yaml, "\n---\n", NULL);
    g_autofree char *diags = dump_text_diags(text);
    g_assert_cmpstr(diags, ==, expected);
}

static void test_limits(void)
{
    g_autofree char *deep = g_strnfill(5000, '[');
    limit_check(deep, "warning yaml-limit @2: the front matter is not used: it is nested too deeply\n");

    g_autofree char *zeros = g_strnfill(70000, '0');
    g_autofree char *large = g_strconcat("title: ", zeros, NULL);
    limit_check(large, "warning yaml-limit @2: the front matter is not used: it is too long\n");

    g_autoptr(GString) many = g_string_new(NULL);
    for (int i = 0; i < 2000; i++)
        g_string_append_printf(many, "%sk%d: v", i ? "\n" : "", i);
    limit_check(many->str, "warning yaml-limit @1001: the front matter is not used: it has too many values\n");

    g_autoptr(GString) anchors = g_string_new(NULL);
    for (int i = 0; i < 40; i++)
        g_string_append_printf(anchors, "%sk%d: &a%d v", i ? "\n" : "", i, i);
    limit_check(anchors->str, "warning yaml-limit @34: the front matter is not used: it has too many anchors\n");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/source/front-matter/texts", test_texts);
    g_test_add_func("/source/front-matter/tags", test_tags);
    g_test_add_func("/source/front-matter/date", test_date);
    g_test_add_func("/source/front-matter/slide-options", test_slide_options);
    g_test_add_func("/source/front-matter/odd-values", test_odd_values);
    g_test_add_func("/source/front-matter/invalid", test_invalid);
    g_test_add_func("/source/front-matter/late", test_late);
    g_test_add_func("/source/front-matter/billion-laughs", test_billion_laughs);
    g_test_add_func("/source/front-matter/limits", test_limits);
    return g_test_run();
}
