/* Decks of reveal-md and reveal.js, and what reveal.js prints, read back with poppler. */
#include "program.h"

#include <string.h>

/* A deck's pages as "text|text|", and what was said. */
static char *pages_of(const folder *f, const char *pdf)
{
    g_autoptr(pdf_document) document = folder_pdf(f, pdf);
    GString *pages = g_string_new(NULL);
    for (int i = 0; i < poppler_document_get_n_pages(document); i++) {
        g_autofree char *text = pdf_text(document, i);
        g_string_append_printf(pages, "%s|", text);
    }
    return g_string_free(pages, FALSE);
}

/* Readers differ in which blanks they see between digits and signs. */
static char *without_blanks(char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, " ", -1);
    g_free(text);
    return g_strjoinv("", parts);
}

/* --dialect decides, and without it what stands in the file. */
static void test_dialects(void)
{
    static const char setext[] = "# One\n---\n## Two\n----\n### Three\n";
    static const char commented[] = "# One\n---\n## Two\n\n<!-- .slide: class=\"x\" -->\n----\n### Three\n";
    static const char reveal_md[] =
        "---\nrevealOptions:\n  slideNumber: false\n---\n# One\n---\n## Two\n----\n### Three\n";
    static const char hedgedoc[] = "---\ntype: slide\nslideOptions:\n  slideNumber: false\n---\n# One\n---\n\n## Two\n";
    static const struct {
        const char *deck, *dialect, *pages;
    } cases[] = {
        {setext, "auto", "One Two Three"},
        {setext, "reveal", "ONE|TWO|THREE|"},
        {setext, "reveal-md", "ONE 1|TWO 2.1|THREE 2.2|"},
        {commented, "auto", "ONE|TWO|THREE|"},
        {commented, "hedgedoc", "One Two"},
        {reveal_md, "auto", "ONE|TWO|THREE|"},
        {hedgedoc, "auto", "One Two|"},
        {hedgedoc, "reveal", "ONE|TWO|"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(folder) f = folder_new();
        folder_write(f, "deck.md", cases[i].deck);
        g_autoptr(outcome) o = run_handpress(f, "--dialect", cases[i].dialect, "deck.md", NULL);
        g_test_message("case %zu: %s", i, o->err);
        g_assert_cmpint(o->status, ==, 0);
        g_autofree char *pages = pages_of(f, "deck.pdf");
        /* A document has its page's number, whose blanks readers see differently. */
        if (!g_str_has_suffix(cases[i].pages, "|"))
            g_assert_true(g_str_has_prefix(pages, cases[i].pages));
        else
            g_assert_cmpstr(pages, ==, cases[i].pages);
    }
}

/* A page of HTML: its sections are slides, its script's options count. */
static void test_page(void)
{
    static const char page[] =
        "<!DOCTYPE html><html lang=de><head><title>Hafen &amp; Meer</title>\n"
        "<link rel=stylesheet href=\"dist/theme/white.css\"></head><body>\n"
        "<div class=reveal><div class=slides>\n"
        "<section><h1>Hafen</h1><aside class=notes>nur gesagt</aside></section>\n"
        "<section><section><h2>Oben</h2></section><section><h2>Unten</h2></section></section>\n"
        "<section data-markdown><textarea data-template>\n## Text\n\na &lt; b\n---\n## Ende\n</textarea></section>\n"
        "<section data-visibility=hidden>weg</section>\n"
        "</div></div><script>Reveal.initialize({width: 800, height: 600, margin: 0, slideNumber: 'c/t'});</script>";
    g_autoptr(folder) f = folder_new();
    folder_write(f, "index.html", page);
    g_autoptr(outcome) o = run_handpress(f, "index.html", NULL);
    g_assert_cmpint(o->status, ==, 0);
    g_autofree char *pages = without_blanks(pages_of(f, "index.pdf"));
    g_assert_cmpstr(pages, ==, "HAFEN1/5|OBEN2/5|UNTEN3/5|TEXTa<b4/5|ENDE5/5|");
    g_autoptr(pdf_document) pdf = folder_pdf(f, "index.pdf");
    g_autofree char *title = poppler_document_get_title(pdf);
    g_assert_cmpstr(title, ==, "Hafen & Meer");
    g_autoptr(pdf_page) first = poppler_document_get_page(pdf, 0);
    double width, height;
    poppler_page_get_size(first, &width, &height);
    g_assert_cmpfloat_with_epsilon(width, 600, 0.01);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/reveal/dialects", test_dialects);
    g_test_add_func("/reveal/page", test_page);
    return g_test_run();
}
