/*
 * Handouts as people make them: sheets read back by poppler.
 */
#include "program.h"

#include <math.h>
#include <string.h>

#define MM (72 / 25.4)

/* Slides with a word each that is nowhere else, and links that differ. */
static char *deck_make(unsigned slides, const char *front, const char *word)
{
    GString *deck = g_string_new(NULL);
    g_string_append_printf(deck, "---\ntype: slide\ntitle: The %s\nauthor: Some One\ndate: 2024-05-06\n%s---\n", word,
                           front);
    for (unsigned i = 1; i <= slides; i++)
        g_string_append_printf(deck,
                               "%s# %s %u\n\nGo [out%u](https://example.org/%s/%u), [again](https://example.org/same) "
                               "or [back%u](#/%u).\n\nNote: said%u by **nobody**\n",
                               i > 1 ? "\n---\n\n" : "", word, i, i, word, i, i, (i + 1) % slides, i);
    return g_string_free(deck, FALSE);
}

static void deck_write(const folder *f, const char *name, unsigned slides, const char *front, const char *word)
{
    g_autofree char *deck = deck_make(slides, front, word);
    folder_write(f, name, deck);
}

/* Makes out.pdf with these options. A warning is a failure, but for links to slides
 * that --slides leaves out. */
static PopplerDocument *handout_make(const folder *f, const char *options)
{
    const char *strict = strstr(options, "--slides") ? "" : "--strict ";
    g_autofree char *line = g_strconcat("handout -q -o out.pdf ", strict, options, NULL);
    g_auto(GStrv) arguments = NULL;
    g_assert_true(g_shell_parse_argv(line, NULL, &arguments, NULL));
    g_autoptr(outcome) o = run_handpress_with(f, NULL, NULL, (const char *const *)arguments);
    g_test_message("%s: %s", line, o->err);
    g_assert_cmpint(o->status, ==, 0);
    g_assert_cmpstr(o->err, ==, "");
    return folder_pdf(f, "out.pdf");
}

static void size_of(PopplerDocument *pdf, int page, double *width, double *height)
{
    g_autoptr(pdf_page) its = poppler_document_get_page(pdf, page);
    poppler_page_get_size(its, width, height);
}

/* ---- sheets ---- */

static void test_sheets(void)
{
    static const struct {
        const char *options;
        int pages;
        double width_mm, height_mm;
    } cases[] = {
        {"", 3, 210, 297},
        {"--per-page 1", 7, 297, 210},
        {"--per-page 1 --orientation portrait", 7, 210, 297},
        {"--per-page 2 --paper a5", 4, 148, 210},
        {"--per-page 3 --paper letter", 3, 215.9, 279.4},
        {"--per-page 4 --paper a3", 2, 420, 297},
        {"--per-page 6 --paper legal --orientation landscape", 2, 355.6, 215.9},
        {"--per-page 9 --margin 2cm --gutter 0 --order down", 1, 297, 210},
        {"--layout notes", 7, 210, 297},
        {"--layout outline", 1, 210, 297},
        {"--layout booklet", 4, 297, 210},
        {"--layout booklet --per-page 2", 2, 297, 210},
        {"--slides 2-4 --per-page 2", 2, 210, 297},
    };
    g_autoptr(folder) f = folder_new();
    deck_write(f, "deck.md", 7, "slideOptions:\n  theme: white\n", "Harbour");
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *options = g_strconcat(cases[i].options, " deck.md", NULL);
        g_autoptr(pdf_document) pdf = handout_make(f, options);
        double width, height;
        g_assert_cmpint(poppler_document_get_n_pages(pdf), ==, cases[i].pages);
        size_of(pdf, 0, &width, &height);
        g_assert_cmpfloat(fabs(width - cases[i].width_mm * MM), <, 0.5);
        g_assert_cmpfloat(fabs(height - cases[i].height_mm * MM), <, 0.5);
    }
}

/* Nothing within 5 mm of the edge of the paper, whatever is asked. */
static void test_margins(void)
{
    static const char crowded[] =
        "--margin 5mm --header 'A long line of text that is too long for its third of the sheet "
        "and goes on below|{subtitle}|{file}' --footer '{section}|x|{pages}'";
    static const char *const cases[] = {
        "--margin 5mm --per-page 9 --links qr", "--margin 5mm --layout notes --links notes",
        "--margin 5mm --layout outline --links qr", "--margin 5mm --layout booklet", crowded};
    g_autoptr(folder) f = folder_new();
    deck_write(f, "deck.md", 7, "slideOptions:\n  theme: black\n", "Harbour");
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *options = g_strconcat(cases[i], " deck.md", NULL);
        g_autoptr(pdf_document) pdf = handout_make(f, options);
        cairo_surface_t *surface = pdf_render(pdf, 0, 72);
        int width = cairo_image_surface_get_width(surface), height = cairo_image_surface_get_height(surface);
        const int edge = (int)(5 * MM) - 1;
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                if (x < edge || y < edge || x >= width - edge || y >= height - edge)
                    g_assert_cmphex(surface_pixel(surface, x, y), ==, 0xffffff);
        cairo_surface_destroy(surface);
    }
}

/* ---- links ---- */

/* The characters in a rectangle that counts from the page's foot. */
static char *text_in(PopplerPage *page, double x1, double y1, double x2, double y2)
{
    double width, height;
    PopplerRectangle *boxes = NULL;
    guint count = 0;
    GString *inside = g_string_new(NULL);
    g_autofree char *text = poppler_page_get_text(page);
    poppler_page_get_size(page, &width, &height);
    if (!poppler_page_get_text_layout(page, &boxes, &count))
        count = 0;
    const char *at = text;
    for (guint i = 0; i < count && *at; i++, at = g_utf8_next_char(at)) {
        double x = (boxes[i].x1 + boxes[i].x2) / 2, y = height - (boxes[i].y1 + boxes[i].y2) / 2;
        if (x >= x1 && x <= x2 && y >= y1 && y <= y2)
            g_string_append_unichar(inside, g_utf8_get_char(at));
    }
    g_free(boxes);
    return g_strstrip(g_string_free(inside, FALSE));
}

/* "out1 -> https://…", or of a link inside the heading it leads to. */
static void links_collect(PopplerDocument *pdf, double slide_width, double slide_height, GPtrArray *found)
{
    for (int i = 0; i < poppler_document_get_n_pages(pdf); i++) {
        g_autoptr(pdf_page) page = poppler_document_get_page(pdf, i);
        GList *links = poppler_page_get_link_mapping(page);
        for (GList *at = links; at; at = at->next) {
            const PopplerLinkMapping *link = at->data;
            const PopplerAction *action = link->action;
            g_autofree char *text = text_in(page, link->area.x1, link->area.y1, link->area.x2, link->area.y2);
            if (action->type == POPPLER_ACTION_URI) {
                g_ptr_array_add(found, g_strdup_printf("%s -> %s", text, action->uri.uri));
                continue;
            }
            const PopplerDest *dest = action->goto_dest.dest;
            g_autoptr(pdf_page) to = poppler_document_get_page(pdf, dest->page_num - 1);
            g_autofree char *target =
                text_in(to, dest->left, dest->top - slide_height, dest->left + slide_width, dest->top);
            char *end = strstr(target, "Go ");
            g_assert_nonnull(end);
            *end = '\0';
            g_ptr_array_add(found, g_strdup_printf("%s -> %s", text, g_strstrip(target)));
        }
        poppler_page_free_link_mapping(links);
    }
}

static gint compare_texts(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Every link of the deck's own PDF is on the sheets, over the same words, and
 * leads to the same place. */
static void test_links(void)
{
    static const struct {
        const char *options;
        double width, height; /* of a slide on the sheet, points */
    } cases[] = {{"--per-page 4", 300, 220},
                 {"--per-page 9 --order down", 190, 130},
                 {"--layout booklet", 340, 250},
                 {"--layout notes", 400, 300}};
    g_autoptr(folder) f = folder_new();
    g_autoptr(GPtrArray) wanted = g_ptr_array_new_with_free_func(g_free);
    deck_write(f, "deck.md", 7, "slideOptions:\n  theme: white\n", "Harbour");
    g_autoptr(outcome) o = run_handpress(f, "-q", "deck.md", NULL);
    g_assert_cmpint(o->status, ==, 0);
    g_autoptr(pdf_document) plain = folder_pdf(f, "deck.pdf");
    links_collect(plain, 748, 546, wanted);
    g_ptr_array_sort(wanted, compare_texts);
    g_assert_cmpuint(wanted->len, ==, 21);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *options = g_strconcat(cases[i].options, " deck.md", NULL);
        g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);
        g_autoptr(pdf_document) pdf = handout_make(f, options);
        links_collect(pdf, cases[i].width, cases[i].height, found);
        g_ptr_array_sort(found, compare_texts);
        g_assert_cmpuint(found->len, ==, wanted->len);
        for (guint at = 0; at < wanted->len; at++)
            g_assert_cmpstr(g_ptr_array_index(found, at), ==, g_ptr_array_index(wanted, at));
    }
}

/* The addresses are on the sheet of their links, each once, and are links. */
static void test_addresses(void)
{
    static const char *const ways[] = {"notes", "qr"};
    g_autoptr(folder) f = folder_new();
    deck_write(f, "deck.md", 4, "slideOptions:\n  theme: white\n", "Harbour");
    for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
        g_autofree char *options = g_strdup_printf("--per-page 2 --links %s deck.md", ways[i]);
        g_autoptr(pdf_document) pdf = handout_make(f, options);
        g_assert_cmpint(poppler_document_get_n_pages(pdf), ==, 2);
        for (int page = 0; page < 2; page++) {
            g_autofree char *text = pdf_text(pdf, page);
            const char *same = strstr(text, "https://example.org/same");
            g_test_message("%s", text);
            g_assert_nonnull(same);
            g_assert_null(strstr(same + 1, "https://example.org/same"));
            /* An address may go on in the next line. */
            g_assert_nonnull(strstr(text, page == 0 ? "Harbour/2" : "Harbour/3"));
            g_assert_null(strstr(text, page == 0 ? "Harbour/3" : "Harbour/2"));
            g_assert_nonnull(strstr(text, page == 0 ? "out2" : "out3"));
        }
    }
}

/* ---- words ---- */

static void element_text(PopplerStructureElementIter *iter, GString *to)
{
    do {
        PopplerStructureElement *element = poppler_structure_element_iter_get_element(iter);
        if (poppler_structure_element_is_content(element)) {
            g_autofree char *text = poppler_structure_element_get_text(element, 0);
            g_string_append_printf(to, "%s ", text ? text : "");
        }
        PopplerStructureElementIter *child = poppler_structure_element_iter_get_child(iter);
        if (child)
            element_text(child, to);
        poppler_structure_element_iter_free(child);
        g_object_unref(element);
    } while (poppler_structure_element_iter_next(iter));
}

/* All words in the order of the tags. */
static char *tagged_text(PopplerDocument *pdf)
{
    GString *text = g_string_new(NULL);
    PopplerStructureElementIter *iter = poppler_structure_element_iter_new(pdf);
    g_assert_nonnull(iter);
    element_text(iter, text);
    poppler_structure_element_iter_free(iter);
    return g_string_free(text, FALSE);
}

static void assert_in_order(const char *text, const char *const *words)
{
    const char *at = text;
    for (; *words; words++) {
        g_test_message("“%s” in %s", *words, text);
        g_assert_nonnull(at = strstr(at, *words));
        at += strlen(*words);
    }
}

/* Slide by slide, each before its notes, also where the sheets are imposed;
 * headers and footers are not read. */
static void test_reading_order(void)
{
    static const char *const slides[] = {"Harbour 1", "out1", "Harbour 2", "out2",      "Harbour 3", "Harbour 4",
                                         "Harbour 5", "out5", "Harbour 6", "Harbour 7", NULL};
    static const char *const notes[] = {"Harbour 1", "out1",  "said1",     "nobody", "Harbour 2", "said2",
                                        "Harbour 6", "said6", "Harbour 7", "said7",  NULL};
    static const struct {
        const char *options;
        const char *const *words;
    } cases[] = {{"--per-page 4", slides},           {"--per-page 6 --order down", slides},
                 {"--layout booklet", slides},       {"--layout outline", slides},
                 {"--layout notes", notes},          {"--links notes", slides},
                 {"--ink save --color gray", slides}};
    g_autoptr(folder) f = folder_new();
    deck_write(f, "deck.md", 7, "", "Harbour");
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *options = g_strconcat(cases[i].options, " deck.md", NULL);
        g_autoptr(pdf_document) pdf = handout_make(f, options);
        g_autofree char *text = tagged_text(pdf);
        assert_in_order(text, cases[i].words);
        if (cases[i].words == slides)
            g_assert_null(strstr(text, "said"));
        if (!strstr(cases[i].options, "outline")) /* which has a title of its own */
            g_assert_null(strstr(text, "2024-05-06"));
    }
}

/* Slide by slide, those of a slide before those of its notes; --slides leaves no gap. */
static void test_link_numbers(void)
{
    g_autoptr(folder) f = folder_new();
    folder_write(f, "deck.md",
                 "---\ntype: slide\ntitle: Numbers\n---\n# A\n\n[alpha](https://a.example)\n\nNote: "
                 "[beta](https://b.example)\n\n"
                 "---\n\n# C\n\n[gamma](https://c.example)\n\nNote: [delta](https://d.example), [once "
                 "more](https://a.example)\n");
    static const char *const all[] = {"alpha1", "beta2", "gamma3", "delta4", "more1", NULL};
    static const char *const second[] = {"gamma1", "delta2", "more3", NULL};
    static const char *const plain[] = {"alpha1", "gamma2", NULL};
    static const struct {
        const char *options;
        const char *const *words;
    } cases[] = {{"--layout notes --links notes deck.md", all},
                 {"--layout notes --links notes --slides 2 deck.md", second},
                 {"--layout outline --links notes deck.md", plain},
                 {"--per-page 2 --links notes deck.md", plain}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(pdf_document) pdf = handout_make(f, cases[i].options);
        g_autofree char *text = tagged_text(pdf);
        g_auto(GStrv) words = g_strsplit(text, " ", -1);
        g_autofree char *joined = g_strjoinv("", words);
        assert_in_order(joined, cases[i].words);
    }
}

/* Header and footer say what was asked, on every sheet. */
static void test_lines(void)
{
    g_autoptr(folder) f = folder_new();
    deck_write(f, "deck.md", 4, "description: Below the title\n", "Harbour");
    g_autoptr(pdf_document) usual = handout_make(f, "--per-page 2 deck.md");
    g_autofree char *first = pdf_text(usual, 0), *second = pdf_text(usual, 1);
    g_test_message("%s\n%s", first, second);
    g_assert_nonnull(strstr(first, "The Harbour"));
    g_assert_nonnull(strstr(first, "2024-05-06"));
    g_assert_nonnull(strstr(first, "Some One"));
    /* poppler joins short words that stand alone. */
    g_assert_true(strstr(first, "1 / 2") || strstr(first, "1/2"));
    g_assert_true(strstr(second, "2 / 2") || strstr(second, "2/2"));
    g_autoptr(pdf_document) own =
        handout_make(f, "--per-page 2 --header '{section}|<{subtitle}>|{file}' --footer '' deck.md");
    g_autofree char *text = pdf_text(own, 1);
    g_assert_nonnull(strstr(text, "<Below the title>"));
    g_assert_nonnull(strstr(text, "deck.md"));
    g_assert_null(strstr(text, "2 / 2"));
    g_assert_null(strstr(text, "2/2"));
    const char *heading = strstr(text, "Harbour 3");
    g_assert_nonnull(heading);
    g_assert_nonnull(strstr(heading + 1, "Harbour 3"));
}

/* Notes are never cut: what does not fit goes on over further sheets. */
static void test_long_notes(void)
{
    g_autoptr(folder) f = folder_new();
    g_autoptr(GString) deck = g_string_new("---\ntype: slide\ntitle: Long\n---\n# Only slide\n\nNote:\n");
    for (int i = 0; i < 120; i++)
        g_string_append_printf(deck, "Paragraph%d of what is said.\n\n", i);
    folder_write(f, "deck.md", deck->str);
    g_autoptr(pdf_document) pdf = handout_make(f, "--layout notes deck.md");
    g_autoptr(GString) text = g_string_new(NULL);
    g_assert_cmpint(poppler_document_get_n_pages(pdf), >, 2);
    for (int i = 0; i < poppler_document_get_n_pages(pdf); i++) {
        g_autofree char *page = pdf_text(pdf, i);
        g_string_append_printf(text, "%s ", page);
    }
    for (int i = 0; i < 120; i++) {
        g_autofree char *word = g_strdup_printf("Paragraph%d ", i);
        g_assert_nonnull(strstr(text->str, word));
    }
}

/* ---- booklets, several decks ---- */

/* Folded and put into each other, the sheets give the pages in their order. */
static void test_booklet(void)
{
    static const struct {
        const char *left, *right;
    } sides[] = {
        {NULL, "Harbour 1"}, {"Harbour 2", "Harbour 7"}, {"Harbour 6", "Harbour 3"}, {"Harbour 4", "Harbour 5"}};
    g_autoptr(folder) f = folder_new();
    deck_write(f, "deck.md", 7, "", "Harbour");
    deck_write(f, "rtl.md", 7, "dir: rtl\n", "Harbour");
    for (int rtl = 0; rtl < 2; rtl++) {
        g_autoptr(pdf_document) pdf = handout_make(f, rtl ? "--layout booklet rtl.md" : "--layout booklet deck.md");
        for (int i = 0; i < 4; i++) {
            g_autoptr(pdf_page) page = poppler_document_get_page(pdf, i);
            double width, height;
            poppler_page_get_size(page, &width, &height);
            g_autofree char *left = text_in(page, 0, 0, width / 2, height);
            g_autofree char *right = text_in(page, width / 2, 0, width, height);
            g_assert_nonnull(strstr(rtl ? left : right, sides[i].right));
            if (sides[i].left)
                g_assert_nonnull(strstr(rtl ? right : left, sides[i].left));
            else
                g_assert_cmpstr(rtl ? right : left, ==, "");
        }
    }
}

static void test_several_decks(void)
{
    g_autoptr(folder) f = folder_new();
    deck_write(f, "a.md", 3, "", "Harbour");
    deck_write(f, "b.md", 3, "", "Island");
    g_autoptr(pdf_document) apart = handout_make(f, "--per-page 2 a.md b.md");
    g_assert_cmpint(poppler_document_get_n_pages(apart), ==, 4);
    g_autofree char *third = pdf_text(apart, 2);
    g_assert_nonnull(strstr(third, "Island 1"));
    g_assert_nonnull(strstr(third, "The Island"));

    g_autoptr(pdf_document) running = handout_make(f, "--per-page 2 --run-on a.md b.md");
    g_assert_cmpint(poppler_document_get_n_pages(running), ==, 3);
    g_autofree char *second = pdf_text(running, 1);
    g_assert_nonnull(strstr(second, "Harbour 3"));
    g_assert_nonnull(strstr(second, "Island 1"));

    /* #/0 is a slide of its own deck. */
    g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);
    links_collect(running, 380, 280, found);
    for (guint i = 0; i < found->len; i++)
        g_test_message("%s", (char *)g_ptr_array_index(found, i));
    static const char *const inside[] = {"back1 -> Harbour 3", "back1 -> Island 3", "back2 -> Harbour 1",
                                         "back3 -> Island 2"};
    for (size_t i = 0; i < G_N_ELEMENTS(inside); i++)
        g_assert_true(g_ptr_array_find_with_equal_func(found, inside[i], g_str_equal, NULL));
}

/* ---- colours ---- */

static double dark_share(PopplerDocument *pdf, gboolean *colored)
{
    cairo_surface_t *surface = pdf_render(pdf, 0, 50);
    int width = cairo_image_surface_get_width(surface), height = cairo_image_surface_get_height(surface), dark = 0;
    *colored = FALSE;
    for (int i = 0; i < width * height; i++) {
        int pixel = (int)surface_pixel(surface, i % width, i / width);
        int r = pixel >> 16, g = pixel >> 8 & 255, b = pixel & 255;
        dark += r + g + b < 300;
        *colored = *colored || MAX(r, MAX(g, b)) - MIN(r, MIN(g, b)) > 4;
    }
    cairo_surface_destroy(surface);
    return (double)dark / (width * height);
}

static void test_colors(void)
{
    static const char front[] = "slideOptions:\n  theme: night\n";
    gboolean colored;
    g_autoptr(folder) f = folder_new();
    g_autofree char *deck = deck_make(3, front, "Harbour");
    g_autofree char *emoji = g_strconcat(deck, "\n:wave: <span style='color:red'>red</span>\n", NULL);
    folder_write(f, "deck.md", emoji);
    g_autoptr(pdf_document) plain = handout_make(f, "--per-page 2 --slides 2-3 deck.md");
    g_assert_cmpfloat(dark_share(plain, &colored), >, 0.4);
    g_assert_true(colored);
    g_autoptr(pdf_document) saved = handout_make(f, "--per-page 2 --slides 2-3 --ink save deck.md");
    g_assert_cmpfloat(dark_share(saved, &colored), <, 0.05);
    g_assert_true(colored);
    g_autoptr(pdf_document) gray = handout_make(f, "--per-page 2 --slides 2-3 --color gray deck.md");
    g_assert_cmpfloat(dark_share(gray, &colored), >, 0.4);
    g_assert_false(colored);
}

/* mm² */
static double red_area(PopplerDocument *pdf, int page)
{
    const double dpi = 50;
    cairo_surface_t *surface = pdf_render(pdf, page, dpi);
    int width = cairo_image_surface_get_width(surface), height = cairo_image_surface_get_height(surface), red = 0;
    for (int i = 0; i < width * height; i++)
        red += surface_pixel(surface, i % width, i / width) == 0xff0000;
    cairo_surface_destroy(surface);
    return red * 25.4 * 25.4 / dpi / dpi;
}

/* Links of one slide do not make the slides of all sheets small, nor a sheet of their own. */
static void test_many_addresses(void)
{
    enum { SLIDES = 16, LINKS = 14, CROWDED = 5 };
    g_autoptr(folder) f = folder_new();
    g_autoptr(GString) deck = g_string_new("---\ntype: slide\ntitle: Many\n---\n");
    for (int i = 0; i < SLIDES; i++) {
        g_string_append_printf(deck, "%s<!-- .slide: data-background-color=\"red\" -->\n\n# Slide %d\n",
                               i ? "\n---\n\n" : "", i);
        for (int link = 0; i == CROWDED && link < LINKS; link++)
            g_string_append_printf(deck, " [%d](https://example.org/%d/and/more/of/it/for/two/lines/of/text)", link,
                                   link);
    }
    folder_write(f, "deck.md", deck->str);
    g_autoptr(pdf_document) pdf = handout_make(f, "--per-page 4 --links notes deck.md");
    g_assert_cmpint(poppler_document_get_n_pages(pdf), ==, SLIDES / 4);
    g_autoptr(pdf_document) plain = handout_make(f, "--per-page 4 --orientation portrait deck.md");
    double with = red_area(pdf, 0), without = red_area(plain, 0);
    g_test_message("%g mm² are slides, without addresses %g", with, without);
    g_assert_cmpfloat(with, >, without * 0.98);
}

/* The pictures of a slide stand beside its text, also at the end of a sheet. */
static void test_outline_pictures(void)
{
    enum { SLIDES = 30 };
    g_autoptr(folder) f = folder_new();
    g_autoptr(GString) deck = g_string_new("---\ntype: slide\ntitle: Pictures\n---\n");
    for (int i = 0; i < SLIDES; i++)
        g_string_append_printf(deck, "%s# Slide %d\n\nText%d\n\n![Figure%d](mark.svg =300x200)\n", i ? "\n---\n\n" : "",
                               i, i, i);
    folder_write(f, "deck.md", deck->str);
    folder_write(f, "mark.svg",
                 "<svg xmlns='http://www.w3.org/2000/svg' width='300' height='200'>"
                 "<rect width='300' height='200' fill='red'/></svg>");
    g_autoptr(pdf_document) pdf = handout_make(f, "--layout outline --header '' --footer '' deck.md");
    double red = 0, each = 48 * 32; /* mm² */
    for (int page = 0; page < poppler_document_get_n_pages(pdf); page++)
        red += red_area(pdf, page);
    g_test_message("%g mm²", red);
    g_assert_cmpfloat(fabs(red - SLIDES * each), <, SLIDES * each * 0.05);
}

/* ---- the command ---- */

static void test_wrong_use(void)
{
    static const char *const cases[] = {"",
                                        "--per-page 5 deck.md",
                                        "--per-page -1 deck.md",
                                        "--layout booklet --per-page 9 deck.md",
                                        "--layout notes --per-page 2 deck.md",
                                        "--layout poster deck.md",
                                        "--paper a99 deck.md",
                                        "--paper 10x10 deck.md",
                                        "--margin 4mm deck.md",
                                        "--margin 90mm deck.md",
                                        "--margin wide deck.md",
                                        "--gutter -1 deck.md",
                                        "--header '{nothing}' deck.md",
                                        "--footer 'a|b|c|d' deck.md",
                                        "--links all deck.md",
                                        "--ink none deck.md",
                                        "--color red deck.md",
                                        "--order up deck.md",
                                        "--layout booklet --orientation portrait deck.md",
                                        "-o deck.md deck.md",
                                        "--nonsense deck.md"};
    g_autoptr(folder) f = folder_new();
    deck_write(f, "deck.md", 2, "", "Harbour");
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *line = g_strconcat("handout ", cases[i], NULL);
        g_auto(GStrv) arguments = NULL;
        g_assert_true(g_shell_parse_argv(line, NULL, &arguments, NULL));
        g_autoptr(outcome) o = run_handpress_with(f, NULL, NULL, (const char *const *)arguments);
        g_test_message("%s: %s", cases[i], o->err);
        g_assert_cmpint(o->status, ==, 2);
        g_assert_true(g_str_has_prefix(o->err, "handpress: "));
        g_assert_false(folder_has(f, "deck-handout.pdf"));
    }
}

/* Sheets share the fonts and pictures of the slides. */
static void test_bytes(void)
{
    g_autoptr(folder) f = folder_new();
    size_t plain, sheets;
    deck_write(f, "deck.md", 29, "slideOptions:\n  theme: white\n", "Harbour");
    g_autoptr(outcome) first = run_handpress(f, "-q", "deck.md", NULL);
    g_autoptr(outcome) second = run_handpress(f, "handout", "-q", "--per-page", "3", "deck.md", NULL);
    g_assert_cmpint(first->status + second->status, ==, 0);
    g_free(folder_read(f, "deck.pdf", &plain));
    g_free(folder_read(f, "deck-handout.pdf", &sheets));
    g_test_message("%zu bytes as slides, %zu on sheets", plain, sheets);
    g_assert_cmpuint(sheets, <=, plain * 115 / 100);
}

/* The name by default, a folder as target, standard input and output. */
static void test_outputs(void)
{
    g_autoptr(folder) f = folder_new();
    deck_write(f, "deck.md", 2, "", "Harbour");
    g_autoptr(outcome) beside = run_handpress(f, "handout", "deck.md", NULL);
    g_assert_cmpint(beside->status, ==, 0);
    g_assert_true(folder_has(f, "deck-handout.pdf"));
    g_assert_nonnull(strstr(beside->err, "deck-handout.pdf: 1 page"));

    g_autofree char *deck = deck_make(2, "", "Harbour");
    static const char *const piped[] = {"handout", "-", "-o", "-", NULL};
    g_autoptr(outcome) pipe = run_handpress_with(f, deck, NULL, piped);
    g_assert_cmpint(pipe->status, ==, 0);
    g_assert_true(g_str_has_prefix(pipe->out, "%PDF-"));

    g_autoptr(outcome) json = run_handpress(f, "handout", "--json", "-o", "x.pdf", "deck.md", NULL);
    g_assert_cmpint(json->status, ==, 0);
    g_assert_nonnull(strstr(json->out, "\"x.pdf\""));

    g_autoptr(outcome) failed = run_handpress(f, "handout", "-o", "y.pdf", "deck.md", "absent.md", NULL);
    g_assert_cmpint(failed->status, ==, 1);
    g_assert_nonnull(strstr(failed->err, "absent.md: error: "));
    g_assert_false(folder_has(f, "y.pdf"));

    g_autoptr(outcome) help = run_handpress(f, "handout", "--help", NULL);
    g_assert_cmpint(help->status, ==, 0);
    g_assert_nonnull(strstr(help->out, "--per-page"));
}

/* A deck that says nothing, a document, fields without a value. */
static void test_odd_inputs(void)
{
    static const char *const inputs[] = {"", "---\ntype: slide\n---\n",
                                         "# Minutes\n\nText with [a link](https://a.example).\n",
                                         "---\ntype: slide\nslideOptions: {width: 100, height: 9000}\n---\n# x\n"};
    static const char *const layouts[] = {"slides", "notes", "outline", "booklet"};
    g_autoptr(folder) f = folder_new();
    for (size_t i = 0; i < G_N_ELEMENTS(inputs) * G_N_ELEMENTS(layouts); i++) {
        g_autofree char *options =
            g_strdup_printf("--layout %s --links qr --ink save deck.md", layouts[i % G_N_ELEMENTS(layouts)]);
        folder_write(f, "deck.md", inputs[i / G_N_ELEMENTS(layouts)]);
        g_autoptr(pdf_document) pdf = handout_make(f, options);
        g_assert_cmpint(poppler_document_get_n_pages(pdf), >=, 1);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/handout/sheets", test_sheets);
    g_test_add_func("/handout/margins", test_margins);
    g_test_add_func("/handout/links", test_links);
    g_test_add_func("/handout/addresses", test_addresses);
    g_test_add_func("/handout/reading-order", test_reading_order);
    g_test_add_func("/handout/link-numbers", test_link_numbers);
    g_test_add_func("/handout/lines", test_lines);
    g_test_add_func("/handout/long-notes", test_long_notes);
    g_test_add_func("/handout/booklet", test_booklet);
    g_test_add_func("/handout/several-decks", test_several_decks);
    g_test_add_func("/handout/colors", test_colors);
    g_test_add_func("/handout/many-addresses", test_many_addresses);
    g_test_add_func("/handout/outline-pictures", test_outline_pictures);
    g_test_add_func("/handout/wrong-use", test_wrong_use);
    g_test_add_func("/handout/bytes", test_bytes);
    g_test_add_func("/handout/outputs", test_outputs);
    g_test_add_func("/handout/odd-inputs", test_odd_inputs);
    return g_test_run();
}
