/*
 * Binders as people make them: decks of several kinds in one PDF, read back by
 * poppler.
 */
#include "program.h"

#include <math.h>
#include <string.h>

static const char harbour[] = "---\ntype: slide\ntitle: The $Harbour$ & <b>\ndate: 2024-05-06\n---\n"
                              "# Quay\n\n[to the last](#/1)\n\n---\n\n# Pier\n\n[to the first](#/0)\n";
static const char minutes[] =
    "---\ntitle: Minutes of June\nlang: de\n---\n\n## Present\n\nNobody.\n\n## Absent\n\nAll.\n";
static const char island[] =
    "---\ntype: slide\ntitle: The Island\nslideOptions: {width: 500, height: 500, margin: 0}\n---\n"
    "# Beach\n\n[to the last](#/1)\n\n---\n\n## Cliff\n\n[nowhere](#/7)\n";

static folder *decks_write(void)
{
    folder *f = folder_new();
    folder_write(f, "harbour.md", harbour);
    folder_write(f, "minutes.md", minutes);
    folder_write(f, "island.md", island);
    return f;
}

static PopplerDocument *binder_make(const folder *f)
{
    g_autoptr(outcome) o = run_handpress(f, "binder", "-q", "-o", "all.pdf", "--title", "All of it", "harbour.md",
                                         "minutes.md", "island.md", NULL);
    g_test_message("%s", o->err);
    g_assert_cmpint(o->status, ==, 0);
    return folder_pdf(f, "all.pdf");
}

static const char *const beginnings[] = {"Allofit", "Quay", "Pier", "MinutesofJune", "Beach", "Cliff"};
static const char *const labels[] = {"i", "1", "2", "3", "4", "5"};

static char *page_words(PopplerDocument *pdf, int page)
{
    g_autofree char *text = pdf_text(pdf, page);
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    return g_strjoinv("", words);
}

static void test_pages(void)
{
    g_autoptr(folder) f = decks_write();
    g_autoptr(pdf_document) pdf = binder_make(f);
    g_autofree char *title = poppler_document_get_title(pdf);
    g_assert_cmpstr(title, ==, "All of it");
    g_assert_cmpint(poppler_document_get_n_pages(pdf), ==, G_N_ELEMENTS(labels));
    for (int i = 0; i < (int)G_N_ELEMENTS(labels); i++) {
        g_autoptr(pdf_page) page = poppler_document_get_page(pdf, i);
        g_autofree char *label = poppler_page_get_label(page), *text = page_words(pdf, i);
        g_test_message("%s: %s", label, text);
        g_assert_cmpstr(label, ==, labels[i]);
        g_assert_nonnull(strstr(text, beginnings[i]));
    }
    g_autoptr(pdf_page) square = poppler_document_get_page(pdf, 4);
    double width, height;
    poppler_page_get_size(square, &width, &height);
    g_assert_cmpfloat(fabs(width - 375), <, 0.1);
    g_assert_cmpfloat(fabs(height - 375), <, 0.1);
}

/* Titles are text, however they are written. */
static void test_contents(void)
{
    g_autoptr(folder) f = decks_write();
    g_autoptr(pdf_document) pdf = binder_make(f);
    g_autofree char *text = page_words(pdf, 0);
    static const char *const lines[] = {"The$Harbour$&<b>2024-05-061", "MinutesofJune3", "TheIsland4"};
    const char *at = text;
    g_test_message("%s", text);
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        at = strstr(at, lines[i]);
        g_assert_nonnull(at);
    }
}

/* The pages that a page's links lead to, from 0, in the order of the text. */
static char *targets_of(PopplerDocument *pdf, int number)
{
    g_autoptr(pdf_page) page = poppler_document_get_page(pdf, number);
    GList *mappings = poppler_page_get_link_mapping(page);
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(PopplerLinkMapping *));
    GString *text = g_string_new(NULL);
    for (GList *at = mappings; at; at = at->next) {
        PopplerLinkMapping *mapping = at->data;
        guint i = 0;
        while (i < found->len && g_array_index(found, PopplerLinkMapping *, i)->area.y1 > mapping->area.y1)
            i++;
        g_array_insert_val(found, i, mapping);
    }
    int last = -1;
    for (guint i = 0; i < found->len; i++) {
        const PopplerAction *action = g_array_index(found, PopplerLinkMapping *, i)->action;
        g_assert_cmpint(action->type, ==, POPPLER_ACTION_GOTO_DEST);
        int to = action->goto_dest.dest->page_num - 1;
        if (to != last)
            g_string_append_printf(text, "%d ", to);
        last = to;
    }
    poppler_page_free_link_mapping(mappings);
    return g_string_free(text, FALSE);
}

/* #/1 is a slide of the deck that says it; the contents lead to decks. */
static void test_links(void)
{
    static const char *const targets[] = {"1 3 4 ", "2 ", "1 ", "", "5 ", ""};
    g_autoptr(folder) f = decks_write();
    g_autoptr(pdf_document) pdf = binder_make(f);
    for (int i = 0; i < (int)G_N_ELEMENTS(targets); i++) {
        g_autofree char *found = targets_of(pdf, i);
        g_test_message("page %d", i);
        g_assert_cmpstr(found, ==, targets[i]);
    }
}

static void outline_collect(PopplerIndexIter *iter, int depth, GString *into)
{
    do {
        PopplerAction *action = poppler_index_iter_get_action(iter);
        PopplerIndexIter *child = poppler_index_iter_get_child(iter);
        g_string_append_printf(into, "%*s%s %d\n", depth * 2, "", action->any.title,
                               action->goto_dest.dest->page_num - 1);
        poppler_action_free(action);
        if (child) {
            outline_collect(child, depth + 1, into);
            poppler_index_iter_free(child);
        }
    } while (poppler_index_iter_next(iter));
}

static void test_outline(void)
{
    g_autoptr(folder) f = decks_write();
    g_autoptr(pdf_document) pdf = binder_make(f);
    g_autoptr(GString) outline = g_string_new(NULL);
    PopplerIndexIter *iter = poppler_index_iter_new(pdf);
    g_assert_nonnull(iter);
    outline_collect(iter, 0, outline);
    poppler_index_iter_free(iter);
    g_assert_cmpstr(outline->str, ==,
                    "All of it 0\n"
                    "The $Harbour$ & <b> 1\n  Quay 1\n  Pier 2\n"
                    "Minutes of June 3\n  Minutes of June 3\n    Present 3\n    Absent 3\n"
                    "The Island 4\n  Beach 4\n    Cliff 5\n");
}

static void parts_collect(PopplerStructureElementIter *iter, GString *into)
{
    do {
        PopplerStructureElement *element = poppler_structure_element_iter_get_element(iter);
        if (poppler_structure_element_get_kind(element) == POPPLER_STRUCTURE_ELEMENT_PART) {
            g_autofree char *title = poppler_structure_element_get_title(element);
            g_autofree char *text = poppler_structure_element_get_text(element, POPPLER_STRUCTURE_GET_TEXT_RECURSIVE);
            g_auto(GStrv) words = g_strsplit_set(text ? text : "", " \n", -1);
            g_autofree char *joined = g_strjoinv("", words);
            g_string_append_printf(into, "%s: %s\n", title, joined);
        }
        PopplerStructureElementIter *child = poppler_structure_element_iter_get_child(iter);
        if (child) {
            parts_collect(child, into);
            poppler_structure_element_iter_free(child);
        }
        g_object_unref(element);
    } while (poppler_structure_element_iter_next(iter));
}

static void test_parts(void)
{
    g_autoptr(folder) f = decks_write();
    g_autoptr(pdf_document) pdf = binder_make(f);
    g_autoptr(GString) parts = g_string_new(NULL);
    PopplerStructureElementIter *iter = poppler_structure_element_iter_new(pdf);
    g_assert_nonnull(iter);
    parts_collect(iter, parts);
    poppler_structure_element_iter_free(iter);
    g_assert_cmpstr(parts->str, ==,
                    "The $Harbour$ & <b>: QuaytothelastPiertothefirst\n"
                    "Minutes of June: MinutesofJunePresentNobody.AbsentAll.\n"
                    "The Island: BeachtothelastCliffnowhere\n");
}

/* Contents of several pages move no number: they are counted apart. */
static void test_many(void)
{
    g_autoptr(folder) f = folder_new();
    g_autoptr(GPtrArray) arguments = g_ptr_array_new();
    static const char *const words[] = {"binder", "-q", "--strict", "-o", "all.pdf"};
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        g_ptr_array_add(arguments, (gpointer)words[i]);
    for (int i = 0; i < 60; i++) {
        g_autofree char *name = g_strdup_printf("deck-%02d.md", i);
        g_autofree char *text =
            g_strdup_printf("---\ntype: slide\ntitle: Deck%02d\n---\nWord%02d\n\n---\n\nmore\n", i, i);
        folder_write(f, name, text);
        g_ptr_array_add(arguments, (gpointer)g_intern_string(name));
    }
    g_ptr_array_add(arguments, NULL);
    g_autoptr(outcome) o = run_handpress_with(f, NULL, NULL, (const char *const *)arguments->pdata);
    g_test_message("%s", o->err);
    g_assert_cmpint(o->status, ==, 0);
    g_autoptr(pdf_document) pdf = folder_pdf(f, "all.pdf");
    int front = poppler_document_get_n_pages(pdf) - 120;
    g_assert_cmpint(front, >, 1);
    g_autoptr(pdf_page) second = poppler_document_get_page(pdf, 1), last = poppler_document_get_page(pdf, front + 119);
    g_autofree char *second_label = poppler_page_get_label(second), *last_label = poppler_page_get_label(last);
    g_assert_cmpstr(second_label, ==, "ii");
    g_assert_cmpstr(last_label, ==, "120");
    g_autofree char *text = page_words(pdf, front - 1), *deck = page_words(pdf, front + 118);
    g_assert_nonnull(strstr(text, "Deck59119"));
    g_assert_nonnull(strstr(deck, "Word59"));
}

static void test_failures(void)
{
    g_autoptr(folder) f = decks_write();
    g_autoptr(outcome) partly = run_handpress(f, "binder", "-o", "all.pdf", "absent.md", "minutes.md", NULL);
    g_assert_cmpint(partly->status, ==, 1);
    g_assert_nonnull(strstr(partly->err, "absent.md: error: "));
    g_autoptr(pdf_document) pdf = folder_pdf(f, "all.pdf");
    g_assert_cmpint(poppler_document_get_n_pages(pdf), ==, 2);

    g_autoptr(outcome) strict = run_handpress(f, "binder", "--strict", "-o", "no.pdf", "island.md", NULL);
    g_assert_cmpint(strict->status, ==, 1);
    g_assert_nonnull(strstr(strict->err, "link-target-missing"));
    g_autoptr(outcome) none = run_handpress(f, "binder", "-o", "no.pdf", "absent.md", NULL);
    g_assert_cmpint(none->status, ==, 1);
    g_autoptr(outcome) unnamed = run_handpress(f, "binder", "minutes.md", NULL);
    g_assert_cmpint(unnamed->status, ==, 2);
    g_autoptr(outcome) itself = run_handpress(f, "binder", "-o", "minutes.md", "minutes.md", NULL);
    g_assert_cmpint(itself->status, ==, 2);
    g_autoptr(outcome) paper =
        run_handpress(f, "binder", "-o", "no.pdf", "--letterhead", "all.pdf", "minutes.md", NULL);
    g_assert_cmpint(paper->status, ==, 2);
    g_assert_false(folder_has(f, "no.pdf"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/binder/pages", test_pages);
    g_test_add_func("/binder/contents", test_contents);
    g_test_add_func("/binder/links", test_links);
    g_test_add_func("/binder/outline", test_outline);
    g_test_add_func("/binder/parts", test_parts);
    g_test_add_func("/binder/many", test_many);
    g_test_add_func("/binder/failures", test_failures);
    return g_test_run();
}
