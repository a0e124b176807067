/*
 * handpress-letterhead: a page of another PDF beneath the pages of ours.
 *
 *     handpress-letterhead LETTERHEAD.pdf <ours.pdf >result.pdf
 *
 * The first page of the letterhead goes beneath our first page, its second one,
 * when it has one, beneath all that follow. A program of its own, because
 * reading whatever PDF there is takes a library (qpdf) that nothing else needs:
 * only who asks for a letterhead waits for it. Errors are one line on standard
 * error and status 1.
 */
#include "base/file.h"

#include <math.h>
#include <qpdf/qpdf-c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INPUT_MAX ((size_t)1 << 30)

typedef struct {
    double width, height; /* as it is seen, points */
    double matrix[6];     /* from its own coordinates to those of a page of this size */
    char name[24];        /* of the form, among a page's resources */
    qpdf_oh form;         /* in our file */
} sheet;

static int complain(const char *what, const char *why)
{
    fprintf(stderr, "%s: %s\n", what, why);
    return EXIT_FAILURE;
}

static int complain_of(qpdf_data pdf, const char *what)
{
    return complain(what, qpdf_has_error(pdf) ? qpdf_get_error_message_detail(pdf, qpdf_get_error(pdf)) : "is damaged");
}

static qpdf_data document_new(void)
{
    qpdf_data pdf = qpdf_init();
    qpdf_silence_errors(pdf);
    qpdf_set_suppress_warnings(pdf, QPDF_TRUE);
    return pdf;
}

/* The numbers of an array, at most count of them. Returns how many there are. */
static int numbers_of(qpdf_data pdf, qpdf_oh array, double *numbers, int count)
{
    int n = qpdf_oh_is_array(pdf, array) ? qpdf_oh_get_array_n_items(pdf, array) : 0;
    for (int i = 0; i < n && i < count; i++)
        numbers[i] = qpdf_oh_get_numeric_value(pdf, qpdf_oh_get_array_item(pdf, array, i));
    return n;
}

/* Left, bottom, right, top of what is seen of a page. */
static int page_box(qpdf_data pdf, qpdf_oh page, double box[4])
{
    double sides[4];
    if (numbers_of(pdf, qpdf_oh_get_key(pdf, page, "/CropBox"), sides, 4) != 4 &&
        numbers_of(pdf, qpdf_oh_get_key(pdf, page, "/MediaBox"), sides, 4) != 4)
        return 0;
    box[0] = fmin(sides[0], sides[2]);
    box[1] = fmin(sides[1], sides[3]);
    box[2] = fmax(sides[0], sides[2]);
    box[3] = fmax(sides[1], sides[3]);
    return box[2] - box[0] >= 1 && box[3] - box[1] >= 1;
}

/* ISO 32000-1 §7.7.3.3: Rotate turns a page clockwise when it is seen. */
static void sheet_measure(sheet *s, const double box[4], int turns)
{
    double width = box[2] - box[0], height = box[3] - box[1];
    const double turned[4][6] = {{1, 0, 0, 1, -box[0], -box[1]},
                                 {0, -1, 1, 0, -box[1], box[2]},
                                 {-1, 0, 0, -1, box[2], box[3]},
                                 {0, 1, -1, 0, box[3], -box[0]}};
    memcpy(s->matrix, turned[turns], sizeof s->matrix);
    s->width = turns % 2 ? height : width;
    s->height = turns % 2 ? width : height;
}

static int turns_of(qpdf_data pdf, qpdf_oh page)
{
    qpdf_oh rotate = qpdf_oh_get_key(pdf, page, "/Rotate");
    int degrees = qpdf_oh_is_integer(pdf, rotate) ? qpdf_oh_get_int_value_as_int(pdf, rotate) : 0;
    return ((degrees / 90) % 4 + 4) % 4;
}

/* A direct object becomes an indirect one, as copying asks for. */
static qpdf_oh copied(qpdf_data ours, qpdf_data theirs, qpdf_oh object)
{
    if (!qpdf_oh_is_indirect(theirs, object))
        object = qpdf_make_indirect_object(theirs, object);
    return qpdf_oh_copy_foreign_object(ours, theirs, object);
}

/* A page as a form in our file. */
static int sheet_make(sheet *s, qpdf_data ours, qpdf_data theirs, size_t number)
{
    qpdf_oh page = qpdf_get_page_n(theirs, number);
    unsigned char *content = NULL;
    size_t length = 0;
    double box[4];
    if (!page_box(theirs, page, box) || qpdf_oh_get_page_content_data(theirs, page, &content, &length) != QPDF_SUCCESS)
        return 0;
    sheet_measure(s, box, turns_of(theirs, page));
    snprintf(s->name, sizeof s->name, "/HpLetterhead%u", (unsigned)number + 1);
    s->form = qpdf_oh_new_stream(ours);
    qpdf_oh_replace_stream_data(ours, s->form, content, length, qpdf_oh_new_null(ours), qpdf_oh_new_null(ours));
    free(content);
    qpdf_oh dict = qpdf_oh_get_dict(ours, s->form), bounds = qpdf_oh_new_array(ours);
    for (int i = 0; i < 4; i++)
        qpdf_oh_append_item(ours, bounds, qpdf_oh_new_real_from_double(ours, box[i], 3));
    qpdf_oh_replace_key(ours, dict, "/Type", qpdf_oh_new_name(ours, "/XObject"));
    qpdf_oh_replace_key(ours, dict, "/Subtype", qpdf_oh_new_name(ours, "/Form"));
    qpdf_oh_replace_key(ours, dict, "/BBox", bounds);
    if (qpdf_oh_has_key(theirs, page, "/Resources"))
        qpdf_oh_replace_key(ours, dict, "/Resources",
                            copied(ours, theirs, qpdf_oh_get_key(theirs, page, "/Resources")));
    if (qpdf_oh_has_key(theirs, page, "/Group"))
        qpdf_oh_replace_key(ours, dict, "/Group", copied(ours, theirs, qpdf_oh_get_key(theirs, page, "/Group")));
    return !qpdf_has_error(theirs) && !qpdf_has_error(ours);
}

/* The dictionary under a key, made when there is none. */
static qpdf_oh dictionary_of(qpdf_data pdf, qpdf_oh parent, const char *key)
{
    qpdf_oh dict = qpdf_oh_get_key(pdf, parent, key);
    if (qpdf_oh_is_dictionary(pdf, dict))
        return dict;
    qpdf_oh_replace_key(pdf, parent, key, qpdf_oh_new_dictionary(pdf));
    return qpdf_oh_get_key(pdf, parent, key);
}

/* Puts a sheet beneath a page, centred, as large as fits. For readers it is
 * decoration. */
static int sheet_place(const sheet *s, qpdf_data ours, qpdf_oh page)
{
    double box[4];
    if (!page_box(ours, page, box))
        return 0;
    double scale = fmin((box[2] - box[0]) / s->width, (box[3] - box[1]) / s->height);
    double x = box[0] + (box[2] - box[0] - s->width * scale) / 2,
           y = box[1] + (box[3] - box[1] - s->height * scale) / 2;
    const double *m = s->matrix;
    char text[256];
    int length = snprintf(
        text, sizeof text, "/Artifact <</Type /Background>> BDC q %.5f %.5f %.5f %.5f %.3f %.3f cm %s Do Q EMC\n",
        m[0] * scale, m[1] * scale, m[2] * scale, m[3] * scale, m[4] * scale + x, m[5] * scale + y, s->name);
    if (length < 0 || (size_t)length >= sizeof text)
        return 0;
    qpdf_oh before = qpdf_oh_new_stream(ours), contents = qpdf_oh_new_array(ours);
    qpdf_oh_replace_stream_data(ours, before, (const unsigned char *)text, (size_t)length, qpdf_oh_new_null(ours),
                                qpdf_oh_new_null(ours));
    qpdf_oh_append_item(ours, contents, before);
    qpdf_oh_append_item(ours, contents, qpdf_oh_get_key(ours, page, "/Contents"));
    qpdf_oh_replace_key(ours, page, "/Contents", contents);
    qpdf_oh resources = dictionary_of(ours, page, "/Resources");
    qpdf_oh_replace_key(ours, dictionary_of(ours, resources, "/XObject"), s->name, s->form);
    return !qpdf_has_error(ours);
}

static int result_write(qpdf_data ours)
{
    if (qpdf_init_write_memory(ours) != QPDF_SUCCESS)
        return complain_of(ours, "the result");
    qpdf_set_deterministic_ID(ours, QPDF_TRUE);
    qpdf_set_object_stream_mode(ours, qpdf_o_disable);
    if (qpdf_write(ours) != QPDF_SUCCESS)
        return complain_of(ours, "the result");
    size_t length = qpdf_get_buffer_length(ours);
    if (fwrite(qpdf_get_buffer(ours), 1, length, stdout) != length || fflush(stdout) != 0)
        return complain("the result", "cannot be written");
    return EXIT_SUCCESS;
}

static int combine(qpdf_data ours, qpdf_data theirs, const char *path, GBytes *document)
{
    gsize length;
    const char *bytes = g_bytes_get_data(document, &length);
    if (qpdf_read_memory(ours, "the document", bytes, length, NULL) != QPDF_SUCCESS)
        return complain_of(ours, "the document");
    if (qpdf_read(theirs, path, NULL) != QPDF_SUCCESS || qpdf_push_inherited_attributes_to_page(theirs) != QPDF_SUCCESS)
        return complain_of(theirs, path);
    int n_pages = qpdf_get_num_pages(ours), n_sheets = qpdf_get_num_pages(theirs);
    if (n_sheets < 1)
        return complain(path, "has no pages");
    for (int i = 0; i < 2 && i < n_sheets && i < n_pages; i++) {
        sheet s;
        if (!sheet_make(&s, ours, theirs, (size_t)i))
            return complain_of(theirs, path);
        for (int k = i; k < (i == 0 ? 1 : n_pages); k++)
            if (!sheet_place(&s, ours, qpdf_get_page_n(ours, (size_t)k)))
                return complain_of(ours, "the document");
    }
    return result_write(ours);
}

int main(int argc, char **argv)
{
    if (argc != 2)
        return complain("handpress-letterhead", "wants the name of one PDF, and another on standard input");
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) document = hp_file_read("-", INPUT_MAX, &error);
    if (!document)
        return complain("the document", error->message);
    qpdf_data ours = document_new(), theirs = document_new();
    int status = combine(ours, theirs, argv[1], document);
    qpdf_cleanup(&ours);
    qpdf_cleanup(&theirs);
    return status;
}
