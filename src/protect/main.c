/*
 * handpress-protect: a PDF that opens with a password alone (AES-256, ISO
 * 32000-2 §7.6, revision 6).
 *
 * Standard input is the password, a line end, then the PDF; standard output the
 * protected PDF. The password stands on no command line, where others could read
 * it. Keys are random: the same input gives another file each time.
 */
#include "base/file.h"

#include <qpdf/qpdf-c.h>
#include <stdio.h>
#include <string.h>

#define INPUT_MAX ((gsize)1024 * 1024 * 1024)

static int fail(const char *message)
{
    fprintf(stderr, "%s\n", message);
    return 1;
}

/* Whoever has the password may do everything with the file. */
static gboolean protect(qpdf_data qpdf, const char *password, const char *pdf, gsize length)
{
    qpdf_silence_errors(qpdf);
    qpdf_set_suppress_warnings(qpdf, QPDF_TRUE);
    if (qpdf_read_memory(qpdf, "the PDF", pdf, length, NULL) & QPDF_ERRORS ||
        qpdf_init_write_memory(qpdf) & QPDF_ERRORS)
        return FALSE;
    qpdf_set_object_stream_mode(qpdf, qpdf_o_generate);
    qpdf_set_r6_encryption_parameters2(qpdf, password, password, QPDF_TRUE, QPDF_TRUE, QPDF_TRUE, QPDF_TRUE, QPDF_TRUE,
                                       QPDF_TRUE, qpdf_r3p_full, QPDF_TRUE);
    qpdf_set_minimum_pdf_version(qpdf, "2.0");
    return !(qpdf_write(qpdf) & QPDF_ERRORS);
}

int main(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) input = hp_file_read("-", INPUT_MAX, &error);
    if (!input)
        return fail(error->message);
    gsize size;
    const char *start = g_bytes_get_data(input, &size), *end = size ? memchr(start, '\n', size) : NULL;
    if (!end)
        return fail("the input is not what handpress sends");
    gsize length = (gsize)(end - start);
    g_autofree char *password = g_strndup(start, length);
    qpdf_data qpdf = qpdf_init();
    gboolean ok = protect(qpdf, password, end + 1, size - length - 1);
    if (ok)
        ok = fwrite(qpdf_get_buffer(qpdf), 1, qpdf_get_buffer_length(qpdf), stdout) == qpdf_get_buffer_length(qpdf) &&
             fflush(stdout) == 0;
    qpdf_cleanup(&qpdf);
    return ok ? 0 : fail("the PDF cannot be protected");
}
