/* What stands in the PDF of a deck, read back with poppler. */
#include "program.h"

#include <math.h>
#include <string.h>

#define FRONT "---\ntype: slide\n"
#define STACKED \
    FRONT "slideOptions:\n  theme: white\n---\n\n# First\n\n---\n\n# Second\n\n----\n\n## Below\n\n---\n\n# Third\n"

static char *label_of(PopplerDocument *pdf, int page)
{
    g_autoptr(pdf_page) its = poppler_document_get_page(pdf, page);
    char *label = NULL;
    g_object_get(its, "label", &label, NULL);
    return label;
}

/* One page per slide, 998 × 728 px; labels are the slides' own numbers. */
static void test_pages_and_labels(void)
{
    static const char *const labels[] = {"1", "2.1", "2.2", "3"};
    g_autoptr(folder) f = folder_new();
    g_autoptr(pdf_document) pdf = pdf_of(f, STACKED);
    g_assert_cmpint(poppler_document_get_n_pages(pdf), ==, 4);
    for (int i = 0; i < 4; i++) {
        g_autoptr(pdf_page) page = poppler_document_get_page(pdf, i);
        double width, height;
        poppler_page_get_size(page, &width, &height);
        g_assert_cmpfloat_with_epsilon(width, 748.5, 0.01);
        g_assert_cmpfloat_with_epsilon(height, 546, 0.01);
        g_autofree char *label = label_of(pdf, i);
        g_assert_cmpstr(label, ==, labels[i]);
    }
}

/* Readers differ in which blanks they see between digits and signs. */
static char *without_blanks(char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, " ", -1);
    g_free(text);
    return g_strjoinv("", parts);
}

/* The number in the corner is the slide's, in the format that the deck asks for. */
static void test_slide_numbers(void)
{
    static const struct {
        const char *format, *third_page;
    } cases[] = {
        {"true", "Below2.2"}, {"'h/v'", "Below2/2"}, {"c", "Below3"}, {"'c/t'", "Below3/4"}, {"false", "Below"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(folder) f = folder_new();
        g_autofree char *deck = g_strdup_printf(FRONT "slideOptions:\n  slideNumber: %s\n---\n\n# First\n\n---\n\n# "
                                                      "Second\n\n----\n\n# Below\n\n---\n\n# Third\n",
                                                cases[i].format);
        g_autoptr(pdf_document) pdf = pdf_of(f, deck);
        g_autofree char *text = without_blanks(pdf_text(pdf, 2));
        g_assert_cmpstr(text, ==, cases[i].third_page);
    }
}

/* data-visibility="hidden": not shown, and not counted. */
static void test_hidden_slide(void)
{
    g_autoptr(folder) f = folder_new();
    g_autoptr(pdf_document) pdf = pdf_of(
        f, FRONT "---\n\n# One\n\n---\n\n<!-- .slide: data-visibility=\"hidden\" -->\n# Secret\n\n---\n\n# Three\n");
    g_assert_cmpint(poppler_document_get_n_pages(pdf), ==, 2);
    g_autofree char *text = pdf_text(pdf, 1), *label = label_of(pdf, 1);
    g_assert_cmpstr(text, ==, "Three 2");
    g_assert_cmpstr(label, ==, "2");
}

/* --slides: numbers in reading order, labels, ranges, open ends. */
static void test_selection(void)
{
    static const struct {
        const char *slides, *labels;
    } cases[] = {{"1", "1 "},         {"3", "2.2 "},          {"2.2", "2.2 "},  {"1,4", "1 3 "},
                 {"2-3", "2.1 2.2 "}, {"2.1-", "2.1 2.2 3 "}, {"-2", "1 2.1 "}, {"4,1", "1 3 "}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(folder) f = folder_new();
        folder_write(f, "deck.md", STACKED);
        g_autoptr(outcome) o = run_handpress(f, "--slides", cases[i].slides, "deck.md", NULL);
        g_assert_cmpint(o->status, ==, 0);
        g_autoptr(pdf_document) pdf = folder_pdf(f, "deck.pdf");
        g_autoptr(GString) labels = g_string_new(NULL);
        for (int page = 0; page < poppler_document_get_n_pages(pdf); page++) {
            g_autofree char *label = label_of(pdf, page);
            g_string_append_printf(labels, "%s ", label);
        }
        g_assert_cmpstr(labels->str, ==, cases[i].labels);
    }
}

/* Slides that the deck does not have: a warning, and a failure when none is left. */
static void test_selection_missing(void)
{
    g_autoptr(folder) f = folder_new();
    folder_write(f, "deck.md", STACKED);
    g_autoptr(outcome) some = run_handpress(f, "--slides", "1,9.1", "deck.md", NULL);
    g_assert_cmpint(some->status, ==, 0);
    g_assert_nonnull(strstr(some->err, "no slide 9.1 [slide-missing]"));
    g_autoptr(outcome) none = run_handpress(f, "--slides", "9", "deck.md", "-o", "none.pdf", NULL);
    g_assert_cmpint(none->status, ==, 1);
    g_assert_false(folder_has(f, "none.pdf"));
}

/* --page, and the deck's own width, height and margin. */
static void test_page_sizes(void)
{
    static const struct {
        const char *page, *front;
        double width, height; /* points */
    } cases[] = {{"1280x720", "type: slide", 960, 540},
                 {"a4-landscape", "type: slide", 841.89, 595.28},
                 {"letter", "type: slide", 612, 792},
                 {NULL, "type: slide\nslideOptions:\n  width: 1280\n  height: 720\n  margin: 0", 960, 540},
                 {NULL, "title: Minutes", 595.28, 841.89},
                 {"A5", "title: Minutes", 419.53, 595.28}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(folder) f = folder_new();
        g_autofree char *deck = g_strdup_printf("---\n%s\n---\n\n# Text\n", cases[i].front);
        folder_write(f, "deck.md", deck);
        g_autoptr(outcome) o = cases[i].page ? run_handpress(f, "--page", cases[i].page, "deck.md", NULL)
                                             : run_handpress(f, "deck.md", NULL);
        g_assert_cmpint(o->status, ==, 0);
        g_autoptr(pdf_document) pdf = folder_pdf(f, "deck.pdf");
        g_autoptr(pdf_page) page = poppler_document_get_page(pdf, 0);
        double width, height;
        poppler_page_get_size(page, &width, &height);
        g_assert_cmpfloat_with_epsilon(width, cases[i].width, 0.1);
        g_assert_cmpfloat_with_epsilon(height, cases[i].height, 0.1);
    }
}

/* A link is clickable where its text stands; #/h/v goes to that slide's page. */
static void test_links(void)
{
    g_autoptr(folder) f = folder_new();
    g_autoptr(pdf_document) pdf = pdf_of(
        f,
        FRONT "---\n\n[out](https://tidewater.example.org/a?b=1) and [on](#/1/1)\n\n---\n\n# Two\n\n----\n\n# Below\n");
    g_autoptr(pdf_page) page = poppler_document_get_page(pdf, 0);
    GList *mappings = poppler_page_get_link_mapping(page);
    int uris = 0, places = 0;
    for (GList *at = mappings; at; at = at->next) {
        const PopplerLinkMapping *mapping = at->data;
        g_assert_cmpfloat(mapping->area.x2, >, mapping->area.x1);
        if (mapping->action->type == POPPLER_ACTION_URI) {
            g_assert_cmpstr(mapping->action->uri.uri, ==, "https://tidewater.example.org/a?b=1");
            uris++;
        } else if (mapping->action->type == POPPLER_ACTION_GOTO_DEST) {
            PopplerDest *dest = mapping->action->goto_dest.dest;
            g_autoptr(pdf_dest) found = dest->type == POPPLER_DEST_NAMED
                                            ? poppler_document_find_dest(pdf, dest->named_dest)
                                            : poppler_dest_copy(dest);
            g_assert_nonnull(found);
            g_assert_cmpint(found->page_num, ==, 3);
            places++;
        }
    }
    g_assert_cmpint(uris, ==, 1);
    g_assert_cmpint(places, ==, 1);
    poppler_page_free_link_mapping(mappings);
}

static void outline_collect(PopplerIndexIter *iter, int depth, GString *into)
{
    if (!iter)
        return;
    do {
        PopplerAction *action = poppler_index_iter_get_action(iter);
        g_string_append_printf(into, "%*s%s\n", depth * 2, "", action->any.title);
        poppler_action_free(action);
        PopplerIndexIter *child = poppler_index_iter_get_child(iter);
        outline_collect(child, depth + 1, into);
        if (child)
            poppler_index_iter_free(child);
    } while (poppler_index_iter_next(iter));
}

/* The outline is the headings, nested by their levels. */
static void test_outline(void)
{
    g_autoptr(folder) f = folder_new();
    g_autoptr(pdf_document) pdf = pdf_of(
        f, FRONT
        "---\n\n# One\n\n## Under *one*\n\n---\n\n# Two\n\n----\n\n## Under two\n\n### Deeper\n\n---\n\n# Three\n");
    g_autoptr(GString) outline = g_string_new(NULL);
    PopplerIndexIter *iter = poppler_index_iter_new(pdf);
    outline_collect(iter, 0, outline);
    if (iter)
        poppler_index_iter_free(iter);
    g_assert_cmpstr(outline->str, ==, "One\n  Under one\nTwo\n  Under two\n    Deeper\nThree\n");
}

/* What the file says of itself: the run's options, the front matter, the deck's
 * first heading, the file's name. */
static void test_metadata(void)
{
    g_autoptr(folder) f = folder_new();
    folder_write(
        f, "deck.md",
        FRONT
        "title: The Title\nauthor: A. Author\ndescription: About it\ntags: sea, tide\ndate: 2024-05-06\n---\n\n# H\n");
    g_autoptr(outcome) own = run_handpress(f, "deck.md", NULL);
    g_assert_cmpint(own->status, ==, 0);
    g_autoptr(pdf_document) pdf = folder_pdf(f, "deck.pdf");
    g_autofree char *title = poppler_document_get_title(pdf), *author = poppler_document_get_author(pdf);
    g_autofree char *subject = poppler_document_get_subject(pdf), *keywords = poppler_document_get_keywords(pdf);
    g_autoptr(GDateTime) created = poppler_document_get_creation_date_time(pdf);
    g_assert_cmpstr(title, ==, "The Title");
    g_assert_cmpstr(author, ==, "A. Author");
    g_assert_cmpstr(subject, ==, "About it");
    g_assert_cmpstr(keywords, ==, "sea, tide");
    g_assert_nonnull(created);
    g_autofree char *date = g_date_time_format(created, "%Y-%m-%d");
    g_assert_cmpstr(date, ==, "2024-05-06");

    g_autoptr(outcome) asked = run_handpress(f, "--title", "Größer", "--author", "B", "deck.md", "-o", "b.pdf", NULL);
    g_assert_cmpint(asked->status, ==, 0);
    g_autoptr(pdf_document) other = folder_pdf(f, "b.pdf");
    g_autofree char *its_title = poppler_document_get_title(other), *its_author = poppler_document_get_author(other);
    g_assert_cmpstr(its_title, ==, "Größer");
    g_assert_cmpstr(its_author, ==, "B");
}

static void test_metadata_from_the_deck(void)
{
    static const struct {
        const char *name, *body, *title, *date; /* date NULL: none */
    } cases[] = {{"call-20240620.md", "# The *Heading*", "The Heading", "2024-06-20"},
                 {"2024-06-21-minutes.md", "no heading", "2024-06-21-minutes", "2024-06-21"},
                 {"plain.md", "## On 2024-06-22\n\nand 2024-06-23", "On 2024-06-22", "2024-06-22"},
                 {"99999999.md", "# Not 2024-13-45 a date", "Not 2024-13-45 a date", NULL}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(folder) f = folder_new();
        g_autofree char *deck = g_strdup_printf(FRONT "---\n\n%s\n", cases[i].body);
        folder_write(f, cases[i].name, deck);
        g_autoptr(outcome) o = run_handpress(f, cases[i].name, "-o", "x.pdf", NULL);
        g_assert_cmpint(o->status, ==, 0);
        g_autoptr(pdf_document) pdf = folder_pdf(f, "x.pdf");
        g_autofree char *title = poppler_document_get_title(pdf);
        g_assert_cmpstr(title, ==, cases[i].title);
        g_autoptr(GDateTime) created = poppler_document_get_creation_date_time(pdf);
        g_autofree char *date = created ? g_date_time_format(created, "%Y-%m-%d") : NULL;
        g_assert_cmpstr(date, ==, cases[i].date);
    }
}

/* The colour of the page's corner, 0xRRGGBB, as a reader would show it. */
static unsigned corner_of(PopplerDocument *pdf, int page)
{
    cairo_surface_t *surface = pdf_render(pdf, page, 72);
    unsigned pixel = surface_pixel(surface, 20, 20);
    cairo_surface_destroy(surface);
    return pixel;
}

/* Themes colour the whole page, data-background a slide, and a quoted colour
 * counts. */
static void test_backgrounds(void)
{
    static const struct {
        const char *theme, *comment;
        unsigned corner;
    } cases[] = {{"white", "", 0xffffff},
                 {"black", "", 0x191919},
                 {"white", "<!-- .slide: data-background=\"#336699\" -->", 0x336699},
                 {"black", "<!-- .slide: data-background-color=\"rgb(10, 20, 30)\" -->", 0x0a141e},
                 {"white", "<style>body { background: #00ff00 }</style>", 0x00ff00}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(folder) f = folder_new();
        g_autofree char *deck =
            g_strdup_printf(FRONT "slideOptions:\n  theme: %s\n---\n\n%s\n\n# T\n", cases[i].theme, cases[i].comment);
        g_autoptr(pdf_document) pdf = pdf_of(f, deck);
        g_test_message("case %zu", i);
        g_assert_cmphex(corner_of(pdf, 0), ==, cases[i].corner);
    }
}

/* A slide taller than its page: on as many as it needs, on one, or cut. */
static void test_overflow(void)
{
    static const struct {
        const char *how;
        int pages;
        gboolean all;
    } cases[] = {{"pages", 2, TRUE}, {"shrink", 1, TRUE}, {"clip", 1, FALSE}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(folder) f = folder_new();
        g_autoptr(GString) deck = g_string_new(FRONT "---\n\n");
        for (int line = 1; line <= 15; line++)
            g_string_append_printf(deck, "paragraph %d\n\n", line);
        folder_write(f, "deck.md", deck->str);
        g_autoptr(outcome) o = run_handpress(f, "--overflow", cases[i].how, "deck.md", NULL);
        g_assert_cmpint(o->status, ==, 0);
        g_autoptr(pdf_document) pdf = folder_pdf(f, "deck.pdf");
        int pages = poppler_document_get_n_pages(pdf);
        g_test_message("%s: %d pages", cases[i].how, pages);
        g_assert_cmpint(pages, ==, cases[i].pages);
        g_autofree char *last = pdf_text(pdf, pages - 1);
        if (cases[i].all)
            g_assert_nonnull(strstr(last, "paragraph 15"));
    }
}

/* Minutes: A4 pages, numbered at the foot with the count of all. */
static void test_document(void)
{
    g_autoptr(folder) f = folder_new();
    g_autoptr(GString) text = g_string_new("# Minutes\n\n");
    for (int line = 1; line <= 60; line++)
        g_string_append_printf(text, "Point %d was talked about.\n\n", line);
    g_autoptr(pdf_document) pdf = pdf_of(f, text->str);
    int pages = poppler_document_get_n_pages(pdf);
    g_assert_cmpint(pages, >=, 2);
    for (int page = 0; page < pages; page++) {
        g_autofree char *got = without_blanks(pdf_text(pdf, page)), *foot = g_strdup_printf(".%d/%d", page + 1, pages);
        g_assert_true(g_str_has_suffix(got, foot));
    }
}

/* A deck full of nothing still is one PDF page. */
static void test_empty(void)
{
    static const char *const decks[] = {"", "\n", FRONT "---\n", FRONT "---\n\n---\n"};
    for (size_t i = 0; i < G_N_ELEMENTS(decks); i++) {
        g_autoptr(folder) f = folder_new();
        g_autoptr(pdf_document) pdf = pdf_of(f, decks[i]);
        g_assert_cmpint(poppler_document_get_n_pages(pdf), >=, 1);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/deck/pages-and-labels", test_pages_and_labels);
    g_test_add_func("/deck/slide-numbers", test_slide_numbers);
    g_test_add_func("/deck/hidden-slide", test_hidden_slide);
    g_test_add_func("/deck/selection", test_selection);
    g_test_add_func("/deck/selection-missing", test_selection_missing);
    g_test_add_func("/deck/page-sizes", test_page_sizes);
    g_test_add_func("/deck/links", test_links);
    g_test_add_func("/deck/outline", test_outline);
    g_test_add_func("/deck/metadata", test_metadata);
    g_test_add_func("/deck/metadata-from-the-deck", test_metadata_from_the_deck);
    g_test_add_func("/deck/backgrounds", test_backgrounds);
    g_test_add_func("/deck/overflow", test_overflow);
    g_test_add_func("/deck/document", test_document);
    g_test_add_func("/deck/empty", test_empty);
    return g_test_run();
}
