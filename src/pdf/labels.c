/*
 * Page labels: the numbers the slides count by (ISO 32000-1 §12.4.2).
 */
#include "pdf/pdf-internal.h"

#include <string.h>

static gboolean is_plain_count(const hp_pdf_writer *writer)
{
    for (guint i = 0; i < writer->pages->len; i++) {
        const char *label = g_array_index(writer->pages, hp_pdf_page, i).label;
        char number[16];

        g_snprintf(number, sizeof number, "%u", i + 1);
        if (label && strcmp(label, number) != 0)
            return FALSE;
    }
    return TRUE;
}

void hp_labels_append(const hp_pdf_writer *writer, GString *to)
{
    const char *previous = NULL;

    if (is_plain_count(writer)) {
        g_string_append(to, " /PageLabels << /Nums [0 << /S /D >>] >>");
        return;
    }
    g_string_append(to, " /PageLabels << /Nums [");
    for (guint i = 0; i < writer->pages->len; i++) {
        const char *label = g_array_index(writer->pages, hp_pdf_page, i).label;

        /* A range without a numbering style repeats its label, which is what
         * the further pages of a slide want. */
        if (i > 0 && g_strcmp0(label, previous) == 0)
            continue;
        g_string_append_printf(to, "%s%u << /P ", i > 0 ? " " : "", i);
        hp_append_text(to, label ? label : "");
        g_string_append(to, " >>");
        previous = label;
    }
    g_string_append(to, "] >>");
}
