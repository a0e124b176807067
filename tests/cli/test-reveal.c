/* Decks of reveal-md and reveal.js, and what reveal.js prints, read back with poppler. */
#include "program.h"

#include <glib/gstdio.h>
#include <stdio.h>
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

/* Slides and style sheets in files of their own, and whose line a message tells. */
static void test_page_of_files(void)
{
    g_autoptr(folder) f = folder_new();
    folder_write(f, "index.html",
                 "<!doctype html><link rel=stylesheet href=deck.css><div class=reveal><div class=slides>\n"
                 "<section data-markdown=slides.md></section><section data-markdown=../slides.md></section>\n"
                 "<section>last</section></div></div>\n");
    folder_write(f, "slides.md", "# One\n---\n\n![lost](lost.png)\n");
    folder_write(f, "deck.css", "h1::after { content: ' styled' }");
    g_autoptr(outcome) o = run_handpress(f, "index.html", NULL);
    g_assert_cmpint(o->status, ==, 0);
    g_autofree char *pages = pages_of(f, "index.pdf");
    g_assert_cmpstr(pages, ==, "ONE STYLED|lost|last|");
    g_assert_nonnull(strstr(o->err, "slides.md:4: warning: picture lost.png not found"));
    g_assert_nonnull(strstr(o->err, "index.html:2: warning: the slides of ../slides.md are missing"));
}

/* reveal-md's css and theme, beside the deck and below it. */
static void test_style_sheets(void)
{
    g_autoptr(folder) f = folder_new();
    folder_write(f, "deck.md", "---\ntheme: themes/own.css\ncss: deck.css, lost.css\n---\n# One\n---\n# Two\n");
    g_autofree char *themes = g_build_filename(f->path, "themes", NULL);
    g_assert_cmpint(g_mkdir(themes, 0755), ==, 0);
    folder_write(f, "themes/own.css", "h1::before { content: 'theme ' }");
    folder_write(f, "deck.css", "h1::after { content: ' styled' } h1 { text-transform: none !important }");
    g_autoptr(outcome) o = run_handpress(f, "deck.md", NULL);
    g_assert_cmpint(o->status, ==, 0);
    g_autofree char *pages = pages_of(f, "deck.pdf");
    g_assert_cmpstr(pages, ==, "theme One styled 1|theme Two styled 2|");
    g_assert_nonnull(strstr(o->err, "deck.md:3: warning: the style sheet lost.css is not imported"));
}

static char *label_of(PopplerDocument *pdf, int page)
{
    g_autoptr(pdf_page) its = poppler_document_get_page(pdf, page);
    char *label = NULL;
    g_object_get(its, "label", &label, NULL);
    return label;
}

#define FRONT "---\nrevealOptions:\n  slideNumber: false\n---\n"
#define FRAGMENT(classes, more, text) "<p class=\"fragment " classes "\" " more ">" text "</p>\n"

/* Each step a page: indices first, equal ones together, then one by one. */
static void test_steps(void)
{
    static const char deck[] = FRONT "always\n\n" FRAGMENT("", "", "last") FRAGMENT("", "data-fragment-index=2", "b")
        FRAGMENT("current-visible", "data-fragment-index=1", "a") FRAGMENT("fade-out", "data-fragment-index=2", "gone")
            FRAGMENT("highlight-red", "", "red") "---\nplain\n";
    static const struct {
        const char *label, *text;
    } steps[] = {{"1", "always gone red"},       {"1 (2)", "always a gone red"}, {"1 (3)", "always b red"},
                 {"1 (4)", "always last b red"}, {"1 (5)", "always last b red"}, {"2", "plain"}};
    g_autoptr(folder) f = folder_new();
    folder_write(f, "deck.md", deck);
    g_autoptr(outcome) o = run_handpress(f, "--fragments", "steps", "deck.md", NULL);
    g_assert_cmpint(o->status, ==, 0);
    g_autoptr(pdf_document) pdf = folder_pdf(f, "deck.pdf");
    g_assert_cmpint(poppler_document_get_n_pages(pdf), ==, G_N_ELEMENTS(steps));
    for (int i = 0; i < (int)G_N_ELEMENTS(steps); i++) {
        g_autofree char *label = label_of(pdf, i), *text = pdf_text(pdf, i);
        g_assert_cmpstr(label, ==, steps[i].label);
        g_assert_cmpstr(text, ==, steps[i].text);
    }
    g_autoptr(outcome) final = run_handpress(f, "deck.md", NULL);
    g_assert_cmpint(final->status, ==, 0);
    g_autofree char *pages = pages_of(f, "deck.pdf");
    g_assert_cmpstr(pages, ==, "always last b a gone red|plain|");
}

/* What a page before has shown is no part of the logical structure any more. */
static void test_steps_are_read_once(void)
{
    g_autoptr(folder) f = folder_new();
    folder_write(f, "deck.md", FRONT "# Head\n\nold\n\n" FRAGMENT("", "", "new"));
    g_autoptr(outcome) o = run_handpress(f, "--fragments", "steps", "--dump", "tags", "deck.md", NULL);
    g_assert_cmpint(o->status, ==, 0);
    const char *second = strstr(strstr(o->out, "H1") + 1, "Sect");
    g_assert_nonnull(second);
    g_assert_null(strstr(second, "H1"));
    g_assert_nonnull(strstr(second, "Artifact \"old\""));
    g_assert_nonnull(strstr(second, "P \"new\""));
}

/* Notes over the slide's foot, on a page of their own, or not: the deck says so,
 * and the option has the last word. */
static void test_notes(void)
{
    static const struct {
        const char *says, *option, *pages;
    } cases[] = {{"false", NULL, "A|B|"},
                 {"true", NULL, "A Speaker notes said|B|"},
                 {"separate-page", NULL, "A|Speaker notes said|B|"},
                 {"true", "none", "A|B|"},
                 {"false", "inline", "A Speaker notes said|B|"},
                 {"false", "separate-page", "A|Speaker notes said|B|"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(folder) f = folder_new();
        g_autofree char *deck = g_strdup_printf("---\nrevealOptions:\n  slideNumber: false\n  showNotes: %s\n---\n"
                                                "A\n\nNote: said\n---\nB\n",
                                                cases[i].says);
        folder_write(f, "deck.md", deck);
        g_autofree char *option = g_strconcat("--notes=", cases[i].option, NULL);
        g_autoptr(outcome) o = run_handpress(f, "deck.md", cases[i].option ? option : NULL, NULL);
        g_assert_cmpint(o->status, ==, 0);
        g_autofree char *pages = pages_of(f, "deck.pdf");
        g_test_message("case %zu", i);
        g_assert_cmpstr(pages, ==, cases[i].pages);
    }
}

/* What goes to newspapers never has them. */
static void test_notes_stay_at_home(void)
{
    g_autoptr(folder) f = folder_new();
    folder_write(f, "deck.md", "---\ntype: slide\nslideOptions:\n  showNotes: true\n---\n# Open\n\nnote: said\n");
    g_autoptr(outcome) press = run_handpress(f, "press", "-o", "press.pdf", "deck.md", NULL);
    g_assert_cmpint(press->status, ==, 0);
    g_autofree char *pages = pages_of(f, "press.pdf");
    g_assert_null(strstr(pages, "said"));
}

/* How far down on the page a text begins: 0 top, 1 bottom; -1: it is not there. */
static double place_of(PopplerDocument *pdf, int number, const char *text)
{
    g_autoptr(pdf_page) page = poppler_document_get_page(pdf, number);
    double width, height, place = -1;
    poppler_page_get_size(page, &width, &height);
    GList *found = poppler_page_find_text(page, text);
    if (found)
        place = 1 - ((PopplerRectangle *)found->data)->y2 / height;
    g_list_free_full(found, (GDestroyNotify)poppler_rectangle_free);
    return place;
}

/* Footnotes stand at the slide's foot, above its number, in all dialects and
 * with every step. */
static void test_footnotes(void)
{
    static const char *const fronts[] = {"type: slide", "separator: ^---$"};
    for (size_t i = 0; i < G_N_ELEMENTS(fronts); i++) {
        g_autoptr(folder) f = folder_new();
        g_autofree char *deck = g_strdup_printf("---\n%s\n---\n\n# Title\n\nClaim[^1]\n\nLater <!-- .element: "
                                                "class=\"fragment\" -->\n\n[^1]: Footnote\n",
                                                fronts[i]);
        folder_write(f, "deck.md", deck);
        g_autoptr(outcome) o = run_handpress(f, "--fragments", "steps", "deck.md", NULL);
        g_assert_cmpint(o->status, ==, 0);
        g_autoptr(pdf_document) pdf = folder_pdf(f, "deck.pdf");
        g_assert_cmpint(poppler_document_get_n_pages(pdf), ==, 2);
        for (int page = 0; page < 2; page++) {
            g_assert_cmpfloat(place_of(pdf, page, "Claim"), <, 0.6);
            g_assert_cmpfloat(place_of(pdf, page, "Footnote"), >, 0.88);
            g_assert_cmpfloat(place_of(pdf, page, "Footnote"), <, 0.95);
        }
    }
}

/* data-visibility: a hidden slide is not there, an uncounted one has the number
 * of the last that counts; in one stack only plain numbers are left. */
static void test_numbers(void)
{
    static const char uncounted[] = "---\nrevealOptions:\n  slideNumber: %s\n---\nA\n---\n"
                                    "<!-- .slide: data-visibility=\"hidden\" -->\nB\n---\nC\n---\n"
                                    "<!-- .slide: data-visibility=\"uncounted\" -->\nD\n";
    static const struct {
        const char *format, *pages;
    } cases[] = {{"c/t", "A1/2|C2/2|D2/2|"}, {"true", "A1|C2|D2|"}, {"['c', '/', 't']", "A1/2|C2/2|D2/2|"}};
    g_autoptr(folder) f = folder_new();
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(GStrv) parts = g_strsplit(uncounted, "%s", 2);
        g_autofree char *deck = g_strjoinv(cases[i].format, parts);
        folder_write(f, "deck.md", deck);
        g_autoptr(outcome) o = run_handpress(f, "deck.md", NULL);
        g_assert_cmpint(o->status, ==, 0);
        g_autofree char *pages = without_blanks(pages_of(f, "deck.pdf"));
        g_assert_cmpstr(pages, ==, cases[i].pages);
    }
    folder_write(f, "deck.md", "---\nrevealOptions:\n  slideNumber: h.v\n---\nA\n----\nB\n");
    g_autoptr(outcome) o = run_handpress(f, "deck.md", NULL);
    g_assert_cmpint(o->status, ==, 0);
    g_autofree char *pages = without_blanks(pages_of(f, "deck.pdf"));
    g_assert_cmpstr(pages, ==, "A1|B2|");
}

/* The box of "NAME x,y WxH …" in a dump; FALSE when there is none. */
static gboolean box_of(const char *dump, const char *name, double *width, double *height)
{
    double x, y;
    const char *at = strstr(dump, name);
    return at && sscanf(at + strlen(name), " %lf,%lf %lfx%lf", &x, &y, width, height) == 4;
}

/* r-stretch takes what is left of the height, r-fit-text all of the width. */
static void test_fit(void)
{
    g_autoptr(folder) f = folder_new();
    folder_write(f, "deck.md",
                 FRONT "<p style=\"margin:0; line-height:100px\">x</p>\n<div class=\"r-stretch\" "
                       "style=\"background:red\"></div>\n---\n<h2 class=\"r-fit-text\">WIDE</h2>\n");
    g_autoptr(outcome) o = run_handpress(f, "--dump", "fragments", "deck.md", NULL);
    g_assert_cmpint(o->status, ==, 0);
    double width = 0, height = 0;
    const char *stretched = strstr(o->out, "\"x\"");
    g_assert_true(stretched && box_of(stretched, "box", &width, &height));
    g_assert_cmpfloat_with_epsilon(width, 960, 0.1);
    g_assert_cmpfloat_with_epsilon(height, 600, 0.1);
    const char *second = strstr(stretched, "page ");
    g_assert_true(second && box_of(second, "text", &width, &height));
    g_assert_cmpfloat_with_epsilon(width, 960, 3);
}

/* A table whose words are too wide for its page has smaller letters, and whole words. */
static void test_wide_table(void)
{
    static const char *const words[] = {"Verification", "Certification", "Qualification", "Specification",
                                        "Identification"};
    g_autoptr(folder) f = folder_new();
    g_autofree char *row = g_strjoin(" | ", words[0], words[1], words[2], words[3], words[4], NULL);
    g_autofree char *deck = g_strdup_printf(
        "%s<style>table { font: 36px Lato }</style>\n\n| %s |\n|--|--|--|--|--|\n| 1 | 2 | 3 | 4 | 5 |\n", FRONT, row);
    folder_write(f, "deck.md", deck);
    g_autoptr(outcome) o = run_handpress(f, "--verbose", "--dump", "fragments", "deck.md", NULL);
    g_assert_cmpint(o->status, ==, 0);
    g_assert_nonnull(strstr(o->err, "[table-shrunk]"));
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        g_autofree char *quoted = g_strdup_printf("\"%s\"", words[i]);
        if (!strstr(o->out, quoted))
            g_test_message("no %s in\n%s", quoted, o->out);
        g_assert_nonnull(strstr(o->out, quoted));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/reveal/dialects", test_dialects);
    g_test_add_func("/reveal/page", test_page);
    g_test_add_func("/reveal/page-of-files", test_page_of_files);
    g_test_add_func("/reveal/style-sheets", test_style_sheets);
    g_test_add_func("/reveal/steps", test_steps);
    g_test_add_func("/reveal/steps-are-read-once", test_steps_are_read_once);
    g_test_add_func("/reveal/notes", test_notes);
    g_test_add_func("/reveal/notes-stay-at-home", test_notes_stay_at_home);
    g_test_add_func("/reveal/footnotes", test_footnotes);
    g_test_add_func("/reveal/wide-table", test_wide_table);
    g_test_add_func("/reveal/numbers", test_numbers);
    g_test_add_func("/reveal/fit", test_fit);
    return g_test_run();
}
