#include "pdf-reader.h"

#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>

static qpdf_data open_file(GBytes *file)
{
    qpdf_data pdf = qpdf_init();
    gsize length;
    const char *bytes = g_bytes_get_data(file, &length);

    qpdf_silence_errors(pdf);
    g_assert_cmpint(qpdf_read_memory(pdf, "test.pdf", bytes, length, NULL), ==, QPDF_SUCCESS);
    return pdf;
}

void hp_test_check(GBytes *file)
{
    qpdf_data pdf = open_file(file);
    QPDF_ERROR_CODE code = qpdf_check_pdf(pdf);

    if (code != QPDF_SUCCESS || qpdf_more_warnings(pdf))
        g_error("qpdf: %s",
                qpdf_get_error_full_text(pdf, code != QPDF_SUCCESS ? qpdf_get_error(pdf) : qpdf_next_warning(pdf)));
    qpdf_cleanup(&pdf);
}

GBytes *hp_test_pdf(hp_builder *builder, const hp_pdf_metadata *metadata, hp_page *const *pages, size_t n_pages)
{
    const hp_pdf_metadata none = {0};
    g_autoptr(hp_pdf_writer) writer = hp_pdf_writer_new(metadata ? metadata : &none, builder->diags);
    g_autoptr(GError) error = NULL;
    GBytes *file;

    hp_pdf_writer_set_assets(writer, builder->assets);
    for (size_t i = 0; i < n_pages; i++)
        hp_pdf_writer_add_page(writer, pages[i]);
    file = hp_pdf_writer_finish(writer, &error);
    g_assert_no_error(error);
    hp_test_check(file);
    return file;
}

PopplerDocument *hp_test_open(GBytes *file)
{
    g_autoptr(GError) error = NULL;
    PopplerDocument *document = poppler_document_new_from_bytes(file, NULL, &error);

    g_assert_no_error(error);
    return document;
}

static void dump_elements(GString *dump, PopplerStructureElementIter *iter, int depth)
{
    GEnumClass *kinds = g_type_class_ref(POPPLER_TYPE_STRUCTURE_ELEMENT_KIND);

    do {
        PopplerStructureElement *element = poppler_structure_element_iter_get_element(iter);
        PopplerStructureElementIter *child = poppler_structure_element_iter_get_child(iter);
        PopplerStructureElementKind kind = poppler_structure_element_get_kind(element);

        if (kind == POPPLER_STRUCTURE_ELEMENT_CONTENT) {
            g_autofree char *text = poppler_structure_element_get_text(element, 0);

            g_string_append_printf(dump, "%*s\"%s\"\n", depth * 2, "", text ? text : "");
        } else {
            g_autofree char *alt = poppler_structure_element_get_alt_text(element);
            g_autofree char *actual = poppler_structure_element_get_actual_text(element);
            g_autofree char *language = poppler_structure_element_get_language(element);

            g_string_append_printf(dump, "%*s%s", depth * 2, "", g_enum_get_value(kinds, (int)kind)->value_nick);
            if (alt)
                g_string_append_printf(dump, " alt=%s", alt);
            if (actual)
                g_string_append_printf(dump, " actual=%s", actual);
            if (language)
                g_string_append_printf(dump, " lang=%s", language);
            g_string_append_c(dump, '\n');
        }
        if (child) {
            dump_elements(dump, child, depth + 1);
            poppler_structure_element_iter_free(child);
        }
        g_object_unref(element);
    } while (poppler_structure_element_iter_next(iter));
    g_type_class_unref(kinds);
}

char *hp_test_structure(PopplerDocument *document)
{
    GString *dump = g_string_new(NULL);
    PopplerStructureElementIter *iter = poppler_structure_element_iter_new(document);

    if (iter)
        dump_elements(dump, iter, 0);
    poppler_structure_element_iter_free(iter);
    return g_string_free(dump, FALSE);
}

char *hp_test_plain(GBytes *file)
{
    qpdf_data pdf = open_file(file);
    size_t length;
    char *plain;

    qpdf_init_write_memory(pdf);
    qpdf_set_qdf_mode(pdf, QPDF_TRUE);
    qpdf_set_object_stream_mode(pdf, qpdf_o_disable);
    qpdf_set_static_ID(pdf, QPDF_TRUE);
    g_assert_cmpint(qpdf_write(pdf), ==, QPDF_SUCCESS);
    length = qpdf_get_buffer_length(pdf);
    plain = g_malloc(length + 1);
    memcpy(plain, qpdf_get_buffer(pdf), length);
    plain[length] = '\0';
    /* Streams are binary; searching must not stop in them. */
    for (size_t i = 0; i < length; i++)
        if (plain[i] == '\0')
            plain[i] = ' ';
    qpdf_cleanup(&pdf);
    return plain;
}

char *hp_test_content(GBytes *file, unsigned page)
{
    qpdf_data pdf = open_file(file);
    qpdf_oh handle = qpdf_get_page_n(pdf, page);
    unsigned char *data = NULL;
    size_t length = 0;
    char *content;

    g_assert_cmpint(qpdf_oh_get_page_content_data(pdf, handle, &data, &length), ==, QPDF_SUCCESS);
    content = g_strndup((const char *)data, length);
    free(data);
    qpdf_cleanup(&pdf);
    return content;
}
