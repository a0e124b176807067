/* Documents on paper: title block, contents, notes, margins, letterhead. */
#include "program.h"

#include <stdlib.h>
#include <string.h>

#define LONG "Something was said here that takes a line or two on paper, and then it was said again.\n\n"

static PopplerDocument *exported(const folder *f, const char *markdown, const char *const *options)
{
    folder_write(f, "minutes.md", markdown);
    g_autoptr(GPtrArray) arguments = g_ptr_array_new();
    for (; options && *options; options++)
        g_ptr_array_add(arguments, (gpointer)*options);
    g_ptr_array_add(arguments, (gpointer) "minutes.md");
    g_ptr_array_add(arguments, NULL);
    g_autoptr(outcome) o = run_handpress_with(f, NULL, NULL, (const char *const *)arguments->pdata);
    g_test_message("%s", o->err);
    g_assert_cmpint(o->status, ==, 0);
    return folder_pdf(f, "minutes.pdf");
}

/* The text of a page without its blanks: where a gap counts as one is up to the
 * reader. */
static char *page_text(PopplerDocument *pdf, int page)
{
    g_autofree char *text = pdf_text(pdf, page);
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    return g_strjoinv("", words);
}

static void assert_page(PopplerDocument *pdf, int page, const char *text)
{
    g_autofree char *found = page_text(pdf, page);
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    g_autofree char *wanted = g_strjoinv("", words);
    if (!strstr(found, wanted))
        g_test_message("page %d: no \"%s\" in: %s", page + 1, wanted, found);
    g_assert_nonnull(strstr(found, wanted));
}

static void assert_not_on_page(PopplerDocument *pdf, int page, const char *text)
{
    g_autofree char *found = pdf_text(pdf, page);
    g_assert_null(strstr(found, text));
}

static unsigned times(const char *text, const char *part)
{
    unsigned count = 0;
    for (const char *at = strstr(text, part); at; at = strstr(at + 1, part))
        count++;
    return count;
}

/* The title stands once, whether heading or front matter say it, and with what
 * belongs to it. */
static void test_title(void)
{
    static const struct {
        const char *markdown, *begins;
    } cases[] = {
        {"---\ntitle: The Minutes\ndate: 2024-05-02\ntags: a, b\nauthor: Me\n---\n\n# The minutes.\n\ntext\n",
         "The minutes. 2024-05-02 Me a b text"},
        {"---\ntitle: The Minutes\n---\n\n## Present\n\ntext\n", "The Minutes Present text"},
        {"---\ndate: 2024-05-02\n---\n\n# Minutes of 2024-05-02\n\ntext\n", "Minutes of 2024-05-02 text"},
        {"---\ntags: a\n---\n\n## Present\n\ntext\n\n## Next\n\ntext\n", "Present text Next text"},
        {"text\n", "text"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(folder) f = folder_new();
        g_autoptr(pdf_document) pdf = exported(f, cases[i].markdown, NULL);
        g_autofree char *text = pdf_text(pdf, 0);
        g_test_message("%s", text);
        g_assert_true(g_str_has_prefix(text, cases[i].begins));
    }
}

/* Contents know the pages, and leave the title out. */
static void test_contents(void)
{
    static const char *const asked[] = {"--toc", NULL};
    static const char *const markdowns[] = {
        "# All\n\n[TOC]\n\n## One\n\ntext\n\n<h2 id=\"two\" style=\"break-before: page\">Two</h2>\n\n## Three\n",
        "# All\n\n## One\n\ntext\n\n<h2 id=\"two\" style=\"break-before: page\">Two</h2>\n\n## Three\n"};
    for (size_t i = 0; i < G_N_ELEMENTS(markdowns); i++) {
        g_autoptr(folder) f = folder_new();
        g_autoptr(pdf_document) pdf = exported(f, markdowns[i], i ? asked : NULL);
        assert_page(pdf, 0, "All One 1 Two 2 Three 2 One text");
    }
}

/* A note is on the page that refers to it. */
static void test_notes(void)
{
    g_autoptr(folder) f = folder_new();
    g_autoptr(pdf_document) pdf =
        exported(f,
                 "first[^1]\n\n[^1]: the first note\n\n<p style=\"break-before: page\">second</p>\n\nthird[^2]\n\n"
                 "[^2]: the second note\n",
                 NULL);
    g_assert_cmpint(poppler_document_get_n_pages(pdf), ==, 2);
    assert_page(pdf, 0, "first[1] 1. the first note");
    assert_not_on_page(pdf, 0, "second note");
    assert_page(pdf, 1, "third[2] 2. the second note");
}

/* A note that is taller than a page goes on. */
static void test_long_note(void)
{
    g_autoptr(folder) f = folder_new();
    g_autoptr(GString) text = g_string_new("first[^1]\n\nsecond\n\n[^1]: begins\n");
    for (int i = 0; i < 120; i++)
        g_string_append(text, "\n    " LONG);
    g_string_append(text, "    and ends\n");
    g_autoptr(pdf_document) pdf = exported(f, text->str, NULL);
    int last = poppler_document_get_n_pages(pdf) - 1;
    g_assert_cmpint(last, >=, 2);
    assert_page(pdf, 0, "begins");
    assert_page(pdf, last, "and ends");
}

/* Addresses are numbered with the notes; one that is its own text has none. */
static void test_link_notes(void)
{
    static const char *const options[] = {"--links", "notes", NULL};
    g_autoptr(folder) f = folder_new();
    g_autoptr(pdf_document) pdf = exported(f,
                                           "[a](https://a.example/x) b[^1] [c](https://c.example/) "
                                           "[again](https://a.example/x) https://plain.example/\n\n[^1]: note\n",
                                           options);
    assert_page(pdf, 0, "a[1] b[2] c[3] again[1] https://plain.example/");
    assert_page(pdf, 0, "1. https://a.example/x 2. note 3. https://c.example/");
}

/* CSS Paged Media 3: margin boxes, :first, :left and :right, named strings. */
static void test_margins(void)
{
    g_autoptr(folder) f = folder_new();
    g_autoptr(pdf_document) pdf =
        exported(f,
                 "<style>@page { size: 400px 300px; @top-left { content: none } @top-right { content: none }"
                 "@bottom-center { content: 'p. ' counter(page) ' of ' counter(pages, upper-roman) } }"
                 "@page :first { @top-left { content: 'only here' } } @page :left { @left-middle { content: 'left' } }"
                 "@page :right { @bottom-right { content: string(chapter) } }"
                 "h2 { break-before: page; string-set: chapter '§ ' content() }</style>\n\ntext\n\n## A\n\n## B\n\n"
                 "<p style=\"break-before: page\">end</p>\n",
                 NULL);
    double width, height;
    g_autoptr(pdf_page) page = poppler_document_get_page(pdf, 0);
    poppler_page_get_size(page, &width, &height);
    g_assert_cmpfloat_with_epsilon(width, 300, 0.1);
    g_assert_cmpfloat_with_epsilon(height, 225, 0.1);
    g_assert_cmpint(poppler_document_get_n_pages(pdf), ==, 4);
    assert_page(pdf, 0, "only here");
    assert_page(pdf, 0, "p. 1 of IV");
    assert_not_on_page(pdf, 1, "only here");
    assert_page(pdf, 1, "left");
    assert_not_on_page(pdf, 2, "left");
    assert_page(pdf, 2, "§ B");
    assert_not_on_page(pdf, 3, "§");
}

/* The default: title and date from the second page on, numbers on all. */
static void test_running_heads(void)
{
    g_autoptr(folder) f = folder_new();
    g_autoptr(pdf_document) pdf = exported(
        f, "---\ntitle: Minutes\ndate: 2024-05-02\n---\n\none\n\n<p style=\"break-before: page\">two</p>\n", NULL);
    g_autofree char *first = page_text(pdf, 0), *second = page_text(pdf, 1);
    g_assert_cmpuint(times(first, "Minutes"), ==, 1);
    g_assert_cmpuint(times(second, "Minutes"), ==, 1);
    g_assert_cmpuint(times(second, "2024-05-02"), ==, 1);
    assert_page(pdf, 0, "1 / 2");
    assert_page(pdf, 1, "2 / 2");
}

/* Columns are filled one after the other, under a title over both. */
static void test_columns(void)
{
    static const char *const two[] = {"--columns", "2", NULL}, *const bad[] = {"--columns", "7", "minutes.md", NULL};
    g_autoptr(folder) f = folder_new();
    g_autoptr(GString) text = g_string_new("---\ntitle: Minutes\n---\n\n");
    for (int i = 0; i < 60; i++)
        g_string_append(text, LONG);
    g_autoptr(pdf_document) plain = exported(f, text->str, NULL);
    g_autoptr(pdf_document) columns = exported(f, text->str, two);
    g_autofree char *a = pdf_text(plain, 0), *b = pdf_text(columns, 0);
    g_assert_true(g_str_has_prefix(a, "Minutes Something was said"));
    g_assert_true(g_str_has_prefix(b, "Minutes Something was said"));
    g_assert_cmpint(abs(poppler_document_get_n_pages(plain) - poppler_document_get_n_pages(columns)), <=, 1);
    g_autoptr(outcome) wrong = run_handpress_with(f, NULL, NULL, bad);
    g_assert_cmpint(wrong->status, ==, 2);
}

static void assert_size(PopplerDocument *pdf, int number, double width, double height)
{
    double found_width, found_height;
    g_autoptr(pdf_page) page = poppler_document_get_page(pdf, number);
    poppler_page_get_size(page, &found_width, &found_height);
    g_assert_cmpfloat_with_epsilon(found_width, width, 0.1);
    g_assert_cmpfloat_with_epsilon(found_height, height, 0.1);
}

/* CSS Paged Media 3 §4.4, §8: pages of a name have a size and margin boxes of
 * their own; a page that a break leaves blank has its own, too. */
static void test_named_pages(void)
{
    g_autoptr(folder) f = folder_new();
    g_autoptr(pdf_document) pdf =
        exported(f,
                 "<style>@page { size: 300px 400px; @bottom-center { content: 'narrow' } }"
                 "@page wide { size: 400px 300px; @bottom-center { content: 'wide ' counter(page) } }"
                 "@page :blank { @bottom-center { content: 'nothing' } }</style>\n\none\n\n"
                 "<div style=\"page: wide\">\n\ntwo\n\n</div>\n\nthree\n\n"
                 "<p style=\"break-before: right\">four</p>\n",
                 NULL);
    g_assert_cmpint(poppler_document_get_n_pages(pdf), ==, 5);
    static const struct {
        const char *text;
        double width, height;
    } pages[] = {{"one narrow", 225, 300},
                 {"two wide 2", 300, 225},
                 {"three narrow", 225, 300},
                 {"nothing", 225, 300},
                 {"four narrow", 225, 300}};
    for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
        assert_page(pdf, (int)i, pages[i].text);
        assert_size(pdf, (int)i, pages[i].width, pages[i].height);
    }
    assert_not_on_page(pdf, 3, "narrow");
}

/* A language is known by the words of a text, and what is known is hyphenated
 * where there are patterns. */
static void test_language(void)
{
    static const char german[] = "Der Vorstand und die Kasse werden von der Versammlung nicht für das ganze Jahr "
                                 "gewählt; wir werden auf der Sitzung mit dem Amt über den Hafen sprechen.\n";
    static const struct {
        const char *markdown, *lang, *begins;
    } cases[] = {{german, NULL, "html[lang=\"de\"]"},
                 {german, "xx", "html[lang=\"xx\"]"},
                 {"Words.\n", NULL, "html[lang=\"en\"]"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(folder) f = folder_new();
        folder_write(f, "minutes.md", cases[i].markdown);
        g_autoptr(outcome) o = cases[i].lang
                                   ? run_handpress(f, "--dump", "dom", "--lang", cases[i].lang, "minutes.md", NULL)
                                   : run_handpress(f, "--dump", "dom", "minutes.md", NULL);
        g_test_message("%s", o->out);
        g_assert_cmpint(o->status, ==, 0);
        g_assert_nonnull(strstr(o->out, cases[i].begins));
        g_assert_true((strstr(o->out, "hyphenated") != NULL) == (i == 0));
    }
}

/* The first page of the letterhead beneath the first, its second one beneath
 * all others; what is no PDF is told, and the old output stays. */
static void test_letterhead(void)
{
    static const char *const options[] = {"--letterhead", "sheet.pdf", NULL};
    static const char *const bad[] = {"--letterhead", "minutes.md", "minutes.md", NULL};
    g_autoptr(folder) f = folder_new();
    folder_write(f, "sheet.md", "HEAD\n\n<p style=\"break-before: page\">FOLLOWS</p>\n");
    g_autoptr(outcome) sheet = run_handpress(f, "sheet.md", NULL);
    g_assert_cmpint(sheet->status, ==, 0);
    g_autoptr(pdf_document) pdf = exported(f,
                                           "one\n\n<p style=\"break-before: page\">two</p>\n\n"
                                           "<p style=\"break-before: page\">three</p>\n",
                                           options);
    assert_page(pdf, 0, "HEAD");
    assert_page(pdf, 1, "FOLLOWS");
    assert_page(pdf, 2, "FOLLOWS");
    assert_page(pdf, 2, "three");
    size_t before, after;
    g_autofree char *old = folder_read(f, "minutes.pdf", &before);
    g_autoptr(outcome) wrong = run_handpress_with(f, NULL, NULL, bad);
    g_assert_cmpint(wrong->status, ==, 1);
    g_assert_nonnull(strstr(wrong->err, "minutes.md"));
    g_autofree char *now = folder_read(f, "minutes.pdf", &after);
    g_assert_cmpmem(old, before, now, after);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/document/title", test_title);
    g_test_add_func("/document/contents", test_contents);
    g_test_add_func("/document/notes", test_notes);
    g_test_add_func("/document/long-note", test_long_note);
    g_test_add_func("/document/link-notes", test_link_notes);
    g_test_add_func("/document/margins", test_margins);
    g_test_add_func("/document/running-heads", test_running_heads);
    g_test_add_func("/document/columns", test_columns);
    g_test_add_func("/document/named-pages", test_named_pages);
    g_test_add_func("/document/language", test_language);
    g_test_add_func("/document/letterhead", test_letterhead);
    return g_test_run();
}
