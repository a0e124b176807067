/*
 * Slides on a sheet: what is drawn smaller and elsewhere keeps its links,
 * destinations and tags.
 */
#include "pdf-reader.h"

#include <math.h>
#include <string.h>

static hp_page *make_slide(hp_builder *b, unsigned horizontal, const char *href, const char *id, const char *words)
{
    hp_style *plain = hp_builder_style(b, HP_DISPLAY_BLOCK);
    hp_meaning *section = hp_builder_meaning(b, HP_ROLE_SECTION, NULL);
    hp_meaning *heading = hp_builder_meaning(b, HP_ROLE_HEADING, section);
    hp_meaning *link = hp_builder_meaning(b, HP_ROLE_LINK, hp_builder_meaning(b, HP_ROLE_PARAGRAPH, section));
    hp_fragment *root = hp_builder_box(b, plain, section, (hp_rect){0, 0, 400, 300});
    hp_page *page = hp_builder_page(b, root, 400, 300);

    heading->level = 1;
    heading->text = words;
    heading->id = id;
    link->href = href;
    hp_builder_add(b, root, hp_builder_text(b, plain, heading, 20, 60, words));
    hp_builder_add(b, root, hp_builder_text(b, plain, link, 20, 160, "onwards"));
    page->horizontal = horizontal;
    return page;
}

/* Half the size, from x, y on. */
static hp_matrix half_at(double x, double y)
{
    return (hp_matrix){0.5, 0, 0, 0.5, x, y};
}

static GBytes *two_decks_on_a_sheet(hp_builder *b, hp_diags *second)
{
    const hp_pdf_metadata none = {0};
    g_autoptr(hp_pdf_writer) writer = hp_pdf_writer_new(&none, b->diags);
    g_autoptr(GError) error = NULL;
    GBytes *file;

    hp_pdf_writer_begin_sheet(writer, 500, 700, NULL);
    hp_pdf_writer_place(writer, make_slide(b, 0, "#/1", "same", "One"), half_at(50, 40));
    hp_pdf_writer_place(writer, make_slide(b, 1, "#same", NULL, "Two"), half_at(280, 40));
    hp_pdf_writer_set_deck(writer, hp_pdf_writer_add_deck(writer, second));
    hp_pdf_writer_place(writer, make_slide(b, 0, "#same", "same", "Three"), half_at(50, 400));
    hp_pdf_writer_place(writer, make_slide(b, 1, "#/2", NULL, "Four"), half_at(280, 400));
    hp_pdf_writer_end_sheet(writer);
    file = hp_pdf_writer_finish(writer, &error);
    g_assert_no_error(error);
    return file;
}

static const PopplerLinkMapping *link_at(GList *links, double x, double y)
{
    for (GList *at = links; at; at = at->next) {
        const PopplerLinkMapping *link = at->data;

        if (x > link->area.x1 && x < link->area.x2 && y > link->area.y1 && y < link->area.y2)
            return link;
    }
    return NULL;
}

/* The baseline at 160 px of a slide at y is at y + 80 px of the sheet; PDF counts
 * points from below. */
static void assert_leads_to(GList *links, double slide_x, double slide_y, double left, double top)
{
    const PopplerLinkMapping *link = link_at(links, (slide_x + 15) * 0.75, (700 - slide_y - 78) * 0.75);
    const PopplerDest *dest;

    g_assert_nonnull(link);
    g_assert_cmpint(link->action->type, ==, POPPLER_ACTION_GOTO_DEST);
    dest = link->action->goto_dest.dest;
    g_assert_cmpint(dest->page_num, ==, 1);
    g_test_message("left %g top %g", dest->left, dest->top);
    g_assert_cmpfloat(fabs(dest->left - left * 0.75), <, 1);
    g_assert_cmpfloat(fabs(dest->top - (700 - top) * 0.75), <, 12);
}

/* ISO 32000-1 §12.3.2: each deck's links lead to its own slides, where they are
 * on the sheet. */
static void test_links(void)
{
    g_autoptr(hp_builder) b = hp_builder_new();
    g_autoptr(hp_diags) second = hp_diags_new("second.md");
    g_autoptr(GBytes) file = two_decks_on_a_sheet(b, second);
    g_autoptr(hp_test_document) document = hp_test_open(file);
    g_autoptr(hp_test_page) page = poppler_document_get_page(document, 0);
    GList *links = poppler_page_get_link_mapping(page);

    g_assert_cmpuint(g_list_length(links), ==, 3);
    assert_leads_to(links, 50, 40, 280, 40);
    assert_leads_to(links, 280, 40, 60, 62);
    assert_leads_to(links, 50, 400, 60, 422);
    g_assert_null(link_at(links, 295 * 0.75, (700 - 478) * 0.75));
    poppler_page_free_link_mapping(links);
    g_assert_cmpuint(hp_diags_count(b->diags), ==, 0);
    g_assert_cmpuint(hp_diags_count(second), ==, 1);
    g_assert_cmpstr(hp_diags_get(second, 0)->code, ==, "link-target-missing");
}

/* ISO 32000-1 §14.7: a sheet is read slide by slide. */
static void test_structure(void)
{
    g_autoptr(hp_builder) b = hp_builder_new();
    g_autoptr(GBytes) file = two_decks_on_a_sheet(b, NULL);
    g_autoptr(hp_test_document) document = hp_test_open(file);
    g_autoptr(hp_test_page) page = poppler_document_get_page(document, 0);
    g_autofree char *tree = hp_test_structure(document), *text = poppler_page_get_text(page);
    static const char *const words[] = {"One", "Two", "Three", "Four"};
    const char *in_tree = tree, *in_text = text;

    g_test_message("%s\n%s", tree, text);
    for (unsigned i = 0; i < G_N_ELEMENTS(words); i++) {
        g_assert_nonnull(in_tree = strstr(in_tree, words[i]));
        g_assert_nonnull(in_text = strstr(in_text, words[i]));
    }
}

/* What sticks out of a slide's page does not show on its neighbour. */
static void test_clip(void)
{
    g_autoptr(hp_builder) b = hp_builder_new();
    const hp_pdf_metadata none = {0};
    g_autoptr(hp_pdf_writer) writer = hp_pdf_writer_new(&none, b->diags);
    g_autoptr(GError) error = NULL;
    hp_style *red = hp_builder_style(b, HP_DISPLAY_BLOCK);
    hp_meaning *section = hp_builder_meaning(b, HP_ROLE_SECTION, NULL);

    red->background_color = hp_rgb(1, 0, 0);
    hp_pdf_writer_begin_sheet(writer, 500, 400, NULL);
    hp_pdf_writer_place(writer,
                        hp_builder_page(b, hp_builder_box(b, red, section, (hp_rect){-50, -50, 900, 900}), 400, 300),
                        half_at(100, 100));
    hp_pdf_writer_end_sheet(writer);
    g_autoptr(GBytes) file = hp_pdf_writer_finish(writer, &error);
    g_assert_no_error(error);
    g_autoptr(hp_test_document) document = hp_test_open(file);
    g_autoptr(hp_test_page) page = poppler_document_get_page(document, 0);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 375, 300);
    cairo_t *cr = cairo_create(surface);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    poppler_page_render(page, cr);
    cairo_destroy(cr);
    g_assert_cmphex(hp_pixel(surface, 150, 120), ==, 0xff0000);
    g_assert_cmphex(hp_pixel(surface, 70, 120), ==, 0xffffff);
    g_assert_cmphex(hp_pixel(surface, 230, 120), ==, 0xffffff);
    g_assert_cmphex(hp_pixel(surface, 150, 190), ==, 0xffffff);
    cairo_surface_destroy(surface);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sheet/links", test_links);
    g_test_add_func("/sheet/structure", test_structure);
    g_test_add_func("/sheet/clip", test_clip);
    return g_test_run();
}
