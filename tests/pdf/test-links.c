/*
 * Links, destinations, the outline and page labels, read back by poppler.
 */
#include "pdf-reader.h"

#include <string.h>

typedef struct {
    hp_builder *b;
    hp_style *plain;
    hp_meaning *section;
    hp_page *pages[3]; /* slides 0/0, 1/0 and 1/1, 400 × 300 px */
    hp_fragment *roots[3];
} scene;

static void scene_init(scene *s)
{
    s->b = hp_builder_new();
    s->plain = hp_builder_style(s->b, HP_DISPLAY_BLOCK);
    s->section = hp_builder_meaning(s->b, HP_ROLE_SECTION, NULL);
    for (unsigned i = 0; i < 3; i++) {
        s->roots[i] = hp_builder_box(s->b, s->plain, s->section, (hp_rect){0, 0, 400, 300});
        s->pages[i] = hp_builder_page(s->b, s->roots[i], 400, 300);
        s->pages[i]->horizontal = i > 0;
        s->pages[i]->vertical = i == 2;
    }
}

static hp_fragment *add_text(scene *s, unsigned page, const hp_meaning *meaning, double x, double y, const char *words)
{
    hp_fragment *text = hp_builder_text(s->b, s->plain, meaning, x, y, words);

    hp_builder_add(s->b, s->roots[page], text);
    return text;
}

static hp_meaning *link_to(scene *s, const char *href)
{
    hp_meaning *link = hp_builder_meaning(s->b, HP_ROLE_LINK, hp_builder_meaning(s->b, HP_ROLE_PARAGRAPH, s->section));

    link->href = href;
    return link;
}

/* Where a link leads, as text: the address, or "page N top Y". */
static char *action_text(PopplerDocument *document, const PopplerAction *action)
{
    if (action->type == POPPLER_ACTION_URI)
        return g_strdup(action->uri.uri);
    g_assert_cmpint(action->type, ==, POPPLER_ACTION_GOTO_DEST);
    g_assert_nonnull(document);
    return g_strdup_printf("page %d top %g", action->goto_dest.dest->page_num, action->goto_dest.dest->top);
}

/* RFC 3986 §2.1 and reveal.js's addresses. NULL: no annotation. */
static void test_addresses(void)
{
    static const struct {
        const char *href, *leads_to, *diagnostic;
    } cases[] = {
        {"https://example.org/a?b=c#d", "https://example.org/a?b=c#d", NULL},
        {"http://example.org/(x)\\y z", "http://example.org/%28x%29%5Cy%20z", NULL},
        {"https://example.org/\xC3\xBC%20%", "https://example.org/%C3%BC%20%25", NULL},
        {"mailto:someone@example.org", "mailto:someone@example.org", NULL},
        {"tel:+49-30-1234", "tel:+49-30-1234", NULL},
        {"//example.org/x", "https://example.org/x", NULL},
        {"other.pdf", "other.pdf", NULL},
        {"javascript:alert(1)", NULL, "link-refused"},
        {"java\nscript:alert(1)", NULL, "link-refused"},
        {"file:///etc/passwd", NULL, "link-refused"},
        {"data:text/html,x", NULL, "link-refused"},
        {"#/1/1", "page 3 top 225", NULL},
        {"#/1", "page 2 top 225", NULL},
        {"#/", "page 1 top 225", NULL},
        {"#/last", "page 3 top 225", NULL},
        {"#anchor", "page 2 top 150", NULL},
        {"#an%63hor", "page 2 top 150", NULL},
        {"#/7/7", NULL, "link-target-missing"},
        {"#nowhere", NULL, "link-target-missing"},
        {"", NULL, NULL},
    };

    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GBytes) file = NULL;
        g_autoptr(hp_test_document) document = NULL;
        g_autoptr(hp_test_page) page = NULL;
        hp_meaning *anchor;
        GList *links;
        scene s;

        g_test_message("%s", cases[i].href);
        scene_init(&s);
        s.pages[2]->slide_id = "last";
        anchor = hp_builder_meaning(s.b, HP_ROLE_PARAGRAPH, s.section);
        anchor->id = "anchor";
        hp_builder_add(s.b, s.roots[1], hp_builder_box(s.b, s.plain, anchor, (hp_rect){10, 100, 50, 50}));
        add_text(&s, 0, link_to(&s, cases[i].href), 10, 50, "link");
        file = hp_test_pdf(s.b, NULL, s.pages, 3);
        document = hp_test_open(file);
        page = poppler_document_get_page(document, 0);
        links = poppler_page_get_link_mapping(page);
        g_assert_cmpuint(g_list_length(links), ==, cases[i].leads_to ? 1 : 0);
        if (links) {
            g_autofree char *leads_to = action_text(document, ((PopplerLinkMapping *)links->data)->action);

            g_assert_cmpstr(leads_to, ==, cases[i].leads_to);
        }
        g_assert_cmpuint(hp_diags_count(s.b->diags), ==, cases[i].diagnostic ? 1 : 0);
        if (cases[i].diagnostic)
            g_assert_cmpstr(hp_diags_get(s.b->diags, 0)->code, ==, cases[i].diagnostic);
        poppler_page_free_link_mapping(links);
        hp_builder_free(s.b);
    }
}

/* ISO 32000-1 §12.5.6.5: one rectangle a line, in points from below. */
static void test_rectangles(void)
{
    g_autoptr(GBytes) file = NULL;
    g_autoptr(hp_test_document) document = NULL;
    g_autoptr(hp_test_page) page = NULL;
    hp_meaning *link;
    hp_fragment *first, *last;
    GList *links;
    const PopplerRectangle *area;
    scene s;

    scene_init(&s);
    link = link_to(&s, "https://example.org/");
    first = add_text(&s, 0, link, 100, 60, "two ");
    last = add_text(&s, 0, link, 100 + first->rect.width, 60, "words ");
    add_text(&s, 0, link, 10, 90, "next");
    file = hp_test_pdf(s.b, NULL, s.pages, 1);
    document = hp_test_open(file);
    page = poppler_document_get_page(document, 0);
    links = poppler_page_get_link_mapping(page);
    g_assert_cmpuint(g_list_length(links), ==, 2);
    area = &((PopplerLinkMapping *)g_list_last(links)->data)->area; /* poppler lists the last first */
    if (area->x1 < 50)
        area = &((PopplerLinkMapping *)links->data)->area;
    g_assert_cmpfloat_with_epsilon(area->x1, 75, 0.01);
    g_assert_cmpfloat_with_epsilon(area->x2, (last->rect.x + last->rect.width) * 0.75, 0.01);
    g_assert_cmpfloat_with_epsilon(area->y2, (300 - 44) * 0.75, 0.01);
    g_assert_cmpfloat_with_epsilon(area->y1, (300 - 64) * 0.75, 0.01);
    poppler_page_free_link_mapping(links);
    hp_builder_free(s.b);
}

/* The rectangle of a link in a transformed box goes around what is seen of it. */
static void test_transformed_rectangle(void)
{
    hp_matrix turned = {0, 2, -2, 0, 300, 10};
    hp_meaning *link;
    hp_fragment *box, *text;
    g_autoptr(GBytes) file = NULL;
    g_autoptr(hp_test_document) document = NULL;
    g_autoptr(hp_test_page) page = NULL;
    const PopplerRectangle *area;
    GList *links;
    scene s;

    scene_init(&s);
    link = link_to(&s, "https://example.org/");
    box = hp_builder_box(s.b, s.plain, s.section, (hp_rect){0, 0, 100, 100});
    box->transform = &turned;
    text = hp_builder_text(s.b, s.plain, link, 10, 60, "word");
    hp_builder_add(s.b, box, text);
    hp_builder_add(s.b, s.roots[0], box);
    file = hp_test_pdf(s.b, NULL, s.pages, 1);
    document = hp_test_open(file);
    page = poppler_document_get_page(document, 0);
    links = poppler_page_get_link_mapping(page);
    g_assert_cmpuint(g_list_length(links), ==, 1);
    area = &((PopplerLinkMapping *)links->data)->area;
    g_assert_cmpfloat_with_epsilon(area->x1, (300 - 2 * (text->rect.y + text->rect.height)) * 0.75, 0.01);
    g_assert_cmpfloat_with_epsilon(area->x2, (300 - 2 * text->rect.y) * 0.75, 0.01);
    g_assert_cmpfloat_with_epsilon(area->y2, (300 - (10 + 2 * 10)) * 0.75, 0.01);
    g_assert_cmpfloat_with_epsilon(area->y1, (300 - (30 + 2 * text->rect.width)) * 0.75, 0.01);
    poppler_page_free_link_mapping(links);
    hp_builder_free(s.b);
}

static void dump_outline(GString *dump, PopplerDocument *document, PopplerIndexIter *iter, int depth)
{
    do {
        PopplerAction *action = poppler_index_iter_get_action(iter);
        PopplerIndexIter *child = poppler_index_iter_get_child(iter);
        g_autofree char *leads_to = action_text(document, action);

        g_string_append_printf(dump, "%*s%s: %s\n", depth * 2, "", action->any.title, leads_to);
        if (child)
            dump_outline(dump, document, child, depth + 1);
        poppler_index_iter_free(child);
        poppler_action_free(action);
    } while (poppler_index_iter_next(iter));
}

/* §12.3.3: the headings, one under the other, each at its place. */
static void test_outline(void)
{
    static const struct {
        unsigned page;
        int level;
        const char *text;
        double top; /* px */
    } headings[] = {
        {0, 1, "One", 20}, {1, 3, "Größe", 40}, {1, 3, "Three", 100}, {2, 2, "Four", 0}, {2, 1, "Five", 120}};
    g_autoptr(GBytes) file = NULL;
    g_autoptr(hp_test_document) document = NULL;
    g_autoptr(GString) dump = g_string_new(NULL);
    PopplerIndexIter *iter;
    scene s;

    scene_init(&s);
    for (unsigned i = 0; i < G_N_ELEMENTS(headings); i++) {
        hp_meaning *heading = hp_builder_meaning(s.b, HP_ROLE_HEADING, s.section);
        hp_fragment *box = hp_builder_box(s.b, s.plain, heading, (hp_rect){0, headings[i].top, 400, 30});

        heading->level = headings[i].level;
        heading->text = headings[i].text;
        hp_builder_add(s.b, box, hp_builder_text(s.b, s.plain, heading, 10, headings[i].top + 20, "x"));
        hp_builder_add(s.b, s.roots[headings[i].page], box);
    }
    file = hp_test_pdf(s.b, NULL, s.pages, 3);
    document = hp_test_open(file);
    iter = poppler_index_iter_new(document);
    dump_outline(dump, document, iter, 0);
    poppler_index_iter_free(iter);
    g_assert_cmpstr(dump->str, ==,
                    "One: page 1 top 210\n"
                    "  Größe: page 2 top 195\n"
                    "  Three: page 2 top 150\n"
                    "  Four: page 3 top 225\n"
                    "Five: page 3 top 135\n");
    hp_builder_free(s.b);
}

/* §12.4.2: labels as the slides count; a slide's further pages repeat it. */
static void test_labels(void)
{
    static const char *const labels[3] = {"1", "2.1", "2.1"};
    g_autoptr(GBytes) file = NULL;
    g_autoptr(hp_test_document) document = NULL;
    scene s;

    scene_init(&s);
    for (unsigned i = 0; i < 3; i++)
        s.pages[i]->label = labels[i];
    file = hp_test_pdf(s.b, NULL, s.pages, 3);
    document = hp_test_open(file);
    for (int i = 0; i < 3; i++) {
        g_autoptr(hp_test_page) page = poppler_document_get_page(document, i);
        g_autofree char *label = poppler_page_get_label(page);

        g_assert_cmpstr(label, ==, labels[i]);
    }
    hp_builder_free(s.b);
}

/* ISO 14289-1 §7.18: annotations are printed, described, and in tab order. */
static void test_annotation_keys(void)
{
    static const char *const wanted[] = {"/F 4", "/Contents (https://example.org/)", "/StructParent 1", "/Tabs /S"};
    g_autoptr(GBytes) file = NULL;
    g_autofree char *plain = NULL;
    scene s;

    scene_init(&s);
    add_text(&s, 0, link_to(&s, "https://example.org/"), 10, 50, "link");
    file = hp_test_pdf(s.b, NULL, s.pages, 1);
    plain = hp_test_plain(file);
    for (unsigned i = 0; i < G_N_ELEMENTS(wanted); i++)
        g_assert_nonnull(strstr(plain, wanted[i]));
    hp_builder_free(s.b);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/pdf/links/addresses", test_addresses);
    g_test_add_func("/pdf/links/rectangles", test_rectangles);
    g_test_add_func("/pdf/links/transformed-rectangle", test_transformed_rectangle);
    g_test_add_func("/pdf/links/outline", test_outline);
    g_test_add_func("/pdf/links/labels", test_labels);
    g_test_add_func("/pdf/links/annotation-keys", test_annotation_keys);
    return g_test_run();
}
