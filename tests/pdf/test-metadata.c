/*
 * Metadata, page sizes, and the file as a whole.
 */
#include "pdf-reader.h"

#include <string.h>

static hp_page *page_with(hp_builder *b, const char *words, double width, double height)
{
    hp_style *style = hp_builder_style(b, HP_DISPLAY_BLOCK);
    hp_meaning *p = hp_builder_meaning(b, HP_ROLE_PARAGRAPH, NULL);
    hp_fragment *root = hp_builder_box(b, style, p, (hp_rect){0, 0, width, height});

    hp_builder_add(b, root, hp_builder_text(b, style, p, 10, 40, words));
    return hp_builder_page(b, root, width, height);
}

static const hp_pdf_metadata full = {.title = "Größe (1) & <mehr>",
                                     .author = "A. Author",
                                     .subject = "About \\ it",
                                     .keywords = "one, two words",
                                     .lang = "de",
                                     .date = "2024-11-07T10:20:30+01:00"};

/* ISO 32000-1 §14.3: the Info dictionary. */
static void test_info(void)
{
    g_autoptr(hp_builder) b = hp_builder_new();
    hp_page *page = page_with(b, "text", 998, 728);
    g_autoptr(GBytes) file = hp_test_pdf(b, &full, &page, 1);
    g_autoptr(hp_test_document) document = hp_test_open(file);
    g_autofree char *title = poppler_document_get_title(document), *author = poppler_document_get_author(document);
    g_autofree char *subject = poppler_document_get_subject(document);
    g_autofree char *keywords = poppler_document_get_keywords(document);
    g_autofree char *creator = poppler_document_get_creator(document);
    guint major, minor;

    g_assert_cmpstr(title, ==, full.title);
    g_assert_cmpstr(author, ==, full.author);
    g_assert_cmpstr(subject, ==, full.subject);
    g_assert_cmpstr(keywords, ==, full.keywords);
    g_assert_true(g_str_has_prefix(creator, "handpress "));
    poppler_document_get_pdf_version(document, &major, &minor);
    g_assert_cmpuint(major * 10 + minor, ==, 17);
}

/* ISO 16684-1: the XMP packet is XML and says the same. */
static void test_xmp(void)
{
    static const char *const wanted[] = {
        "Größe (1) &amp; &lt;mehr&gt;", "<rdf:li>one</rdf:li><rdf:li>two words</rdf:li>",
        "<xmp:CreateDate>2024-11-07T10:20:30+01:00</xmp:CreateDate>", "<xmp:CreatorTool>handpress "};
    g_autoptr(hp_builder) b = hp_builder_new();
    hp_page *page = page_with(b, "text", 998, 728);
    g_autoptr(GBytes) file = hp_test_pdf(b, &full, &page, 1);
    g_autoptr(hp_test_document) document = hp_test_open(file);
    g_autofree char *xmp = poppler_document_get_metadata(document);

    for (unsigned i = 0; i < G_N_ELEMENTS(wanted); i++)
        g_assert_nonnull(strstr(xmp, wanted[i]));
}

/* Dates as precise as they are given; what is no date is none (§7.9.4). */
static void test_dates(void)
{
    static const struct {
        const char *date, *epoch, *expected; /* NULL: no CreationDate */
    } cases[] = {
        {"2024-11-07", NULL, "(D:20241107)"},
        {"2024-11", NULL, "(D:202411)"},
        {"2024-11-07 10:20", NULL, "(D:20241107102000)"},
        {"2024-11-07T10:20:30Z", NULL, "(D:20241107102030Z)"},
        {"2024-11-07T10:20:30-05:30", NULL, "(D:20241107102030-05'30')"},
        {"7 November", NULL, NULL},
        {"2024-13-01", NULL, NULL},
        {NULL, NULL, NULL},
        {NULL, "86400", "(D:19700102000000Z)"},
        {"soon", "86400", "(D:19700102000000Z)"},
        {NULL, "x", NULL},
    };

    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(hp_builder) b = hp_builder_new();
        const hp_pdf_metadata metadata = {.date = cases[i].date};
        hp_page *page = page_with(b, "text", 400, 300);
        g_autoptr(GBytes) file = NULL;
        g_autofree char *plain = NULL, *wanted = g_strconcat("/CreationDate ", cases[i].expected, NULL);

        if (cases[i].epoch)
            g_setenv("SOURCE_DATE_EPOCH", cases[i].epoch, TRUE);
        else
            g_unsetenv("SOURCE_DATE_EPOCH");
        file = hp_test_pdf(b, &metadata, &page, 1);
        plain = hp_test_plain(file);
        if (cases[i].expected)
            g_assert_nonnull(strstr(plain, wanted));
        else
            g_assert_null(strstr(plain, "/CreationDate"));
    }
    g_unsetenv("SOURCE_DATE_EPOCH");
}

/* ISO 14289-1 §7.1, §7.2: what the catalog says to readers. */
static void test_catalog(void)
{
    static const char *const wanted[] = {"/Lang (de)", "/DisplayDocTitle true", "/Marked true", "/StructTreeRoot",
                                         "/Metadata"};
    g_autoptr(hp_builder) b = hp_builder_new();
    hp_page *page = page_with(b, "text", 998, 728);
    g_autoptr(GBytes) file = hp_test_pdf(b, &full, &page, 1);
    g_autofree char *plain = hp_test_plain(file);

    for (unsigned i = 0; i < G_N_ELEMENTS(wanted); i++)
        g_assert_nonnull(strstr(plain, wanted[i]));
}

/* 1 px is 0.75 pt exactly, page by page. */
static void test_page_sizes(void)
{
    g_autoptr(hp_builder) b = hp_builder_new();
    hp_page *pages[2] = {page_with(b, "a", 998, 728), page_with(b, "b", 794, 1123)};
    g_autoptr(GBytes) file = hp_test_pdf(b, NULL, pages, 2);
    g_autoptr(hp_test_document) document = hp_test_open(file);
    const double sizes[2][2] = {{748.5, 546}, {595.5, 842.25}};

    for (int i = 0; i < 2; i++) {
        g_autoptr(hp_test_page) page = poppler_document_get_page(document, i);
        double width, height;

        poppler_page_get_size(page, &width, &height);
        g_assert_cmpfloat(width, ==, sizes[i][0]);
        g_assert_cmpfloat(height, ==, sizes[i][1]);
    }
}

/* Same input, same bytes: no clock, no addresses, no hash order. */
static void test_determinism(void)
{
    g_autoptr(GBytes) first = NULL;

    for (int i = 0; i < 2; i++) {
        g_autoptr(hp_builder) b = hp_builder_new();
        hp_page *page = page_with(b, "the same words", 998, 728);
        g_autoptr(GBytes) file = hp_test_pdf(b, &full, &page, 1);

        if (first)
            g_assert_true(g_bytes_equal(first, file));
        else
            first = g_steal_pointer(&file);
    }
}

/* A page without anything on it is a page all the same. */
static void test_empty_page(void)
{
    g_autoptr(hp_builder) b = hp_builder_new();
    hp_page *page = hp_builder_page(b, NULL, 400, 300);
    g_autoptr(GBytes) file = hp_test_pdf(b, NULL, &page, 1);
    g_autoptr(hp_test_document) document = hp_test_open(file);

    g_assert_cmpint(poppler_document_get_n_pages(document), ==, 1);
}

static void test_no_pages(void)
{
    const hp_pdf_metadata none = {0};
    g_autoptr(hp_pdf_writer) writer = hp_pdf_writer_new(&none, NULL);
    g_autoptr(GError) error = NULL;

    g_assert_null(hp_pdf_writer_finish(writer, &error));
    g_assert_nonnull(error);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/pdf/metadata/info", test_info);
    g_test_add_func("/pdf/metadata/xmp", test_xmp);
    g_test_add_func("/pdf/metadata/dates", test_dates);
    g_test_add_func("/pdf/metadata/catalog", test_catalog);
    g_test_add_func("/pdf/metadata/page-sizes", test_page_sizes);
    g_test_add_func("/pdf/metadata/determinism", test_determinism);
    g_test_add_func("/pdf/metadata/empty-page", test_empty_page);
    g_test_add_func("/pdf/metadata/no-pages", test_no_pages);
    return g_test_run();
}
