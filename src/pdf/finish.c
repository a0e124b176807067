/*
 * Finishing: the pages and contents of cairo's file, with our objects around
 * them, become the file we hand out.
 */
#include "base/error.h"
#include "pdf/pdf-internal.h"

/* The page's dictionary without what we write ourselves, its bracket left open. */
static void append_page_dictionary(GString *to, const hp_token *body)
{
    static const char *const ours[] = {"/Contents", "/StructParents", "/Annots", "/Tabs"};
    const char *at = body->start, *end = at + body->length;
    hp_token key, value;

    g_string_append(to, "<<");
    while (hp_dictionary_next(&at, end, &key, &value)) {
        gboolean replaced = FALSE;

        for (unsigned i = 0; i < G_N_ELEMENTS(ours); i++)
            replaced = replaced || hp_token_is(&key, ours[i]);
        if (replaced)
            continue;
        g_string_append_len(to, key.start, (gssize)key.length);
        g_string_append_c(to, ' ');
        g_string_append_len(to, value.start, (gssize)value.length);
        g_string_append_c(to, '\n');
    }
}

static void append_annotations(hp_pdf_writer *writer, GString *to, unsigned page, guint *next)
{
    g_string_append(to, "/Tabs /S /Annots [");
    for (; *next < writer->annotations->len; (*next)++) {
        const hp_annotation *annotation = &g_array_index(writer->annotations, hp_annotation, *next);

        if (annotation->page > page)
            break;
        if (annotation->object) {
            hp_append_reference(to, annotation->object);
            g_string_append_c(to, ' ');
        }
    }
    g_string_append(to, "] ");
}

/* next_annotation: annotations are in the order of their pages. */
static gboolean write_page(hp_pdf_writer *writer, hp_update *update, const hp_source *source, unsigned number,
                           GString *content, guint *next_annotation)
{
    const hp_pdf_page *page = &g_array_index(writer->pages, hp_pdf_page, number);
    int contents = hp_update_reserve(update);
    hp_token body, data, value;

    if (!hp_source_object(source, page->object, &body, &data) || !hp_dictionary_get(&body, "/Contents", &value) ||
        !hp_source_stream(source, hp_token_reference(&value), content))
        return FALSE;
    hp_content_mark(hp_update_begin_stream(update, contents, "", TRUE), content->str, content->len, page->leaves);
    hp_update_end_stream(update);

    hp_update_begin(update, page->object);
    append_page_dictionary(update->bytes, &body);
    g_string_append_printf(update->bytes, "/Contents %d 0 R /StructParents %u ", contents, number);
    if (page->has_annotations)
        append_annotations(writer, update->bytes, number, next_annotation);
    g_string_append(update->bytes, ">>");
    hp_update_end(update);
    return TRUE;
}

static gboolean write_pages(hp_pdf_writer *writer, hp_update *update, const hp_source *source, GError **error)
{
    g_autoptr(GString) content = g_string_new(NULL);
    guint next_annotation = 0;

    for (guint i = 0; i < writer->pages->len; i++) {
        if (!write_page(writer, update, source, i, content, &next_annotation)) {
            g_set_error(error, HP_ERROR, HP_ERROR_INTERNAL, "cairo wrote a page without a readable content");
            return FALSE;
        }
    }
    return TRUE;
}

static gboolean number_pages(hp_pdf_writer *writer, const hp_source *source, int *tree, GError **error)
{
    g_autoptr(GArray) numbers = hp_source_pages(source, tree, error);

    if (numbers->len != writer->pages->len) {
        if (numbers->len > 0)
            g_set_error(error, HP_ERROR, HP_ERROR_INTERNAL, "cairo wrote another number of pages than were drawn");
        return FALSE;
    }
    for (guint i = 0; i < numbers->len; i++)
        g_array_index(writer->pages, hp_pdf_page, i).object = g_array_index(numbers, int, i);
    return TRUE;
}

static int write_catalog(hp_pdf_writer *writer, hp_update *update, int pages)
{
    GString *out = update->bytes;
    int catalog = hp_update_reserve(update), tags = hp_tags_write(writer, update);
    int outline = hp_outline_write(writer, update), xmp = hp_xmp_write(writer, update);
    int attachment = hp_attachment_write(writer, update);

    hp_update_begin(update, catalog);
    g_string_append_printf(out, "<< /Type /Catalog /Pages %d 0 R /StructTreeRoot %d 0 R /Metadata %d 0 R", pages, tags,
                           xmp);
    if (outline)
        g_string_append_printf(out, " /Outlines %d 0 R", outline);
    if (attachment)
        hp_attachment_append(writer, out, attachment);
    hp_labels_append(writer, out);
    g_string_append(out, " /MarkInfo << /Marked true >> /ViewerPreferences << /DisplayDocTitle true >> /Lang ");
    hp_append_text(out, writer->metadata.lang && *writer->metadata.lang ? writer->metadata.lang : "en");
    g_string_append(out, " >>");
    hp_update_end(update);
    return catalog;
}

/* All but the pictures, which may have to be written several times. */
struct hp_finishing {
    hp_source source;
    hp_update update;
    int catalog, info;
};

void hp_finishing_free(hp_finishing *finishing)
{
    if (!finishing)
        return;
    hp_update_clear(&finishing->update);
    hp_source_close(&finishing->source);
    g_free(finishing);
}

static gboolean write_objects(hp_pdf_writer *writer, hp_finishing *to, GError **error)
{
    int pages = 0;

    if (!number_pages(writer, &to->source, &pages, error))
        return FALSE;
    hp_links_number(writer, &to->update);
    hp_elements_number(writer);
    to->catalog = write_catalog(writer, &to->update, pages);
    hp_links_write(writer, &to->update, (int)writer->pages->len);
    if (!write_pages(writer, &to->update, &to->source, error))
        return FALSE;
    to->info = hp_info_write(writer, &to->update);
    hp_images_find(writer, &to->update, &to->source);
    return TRUE;
}

static hp_finishing *finishing_new(hp_pdf_writer *writer, GError **error)
{
    hp_source source;
    hp_finishing *finishing;

    if (!hp_source_open(&source, writer->bytes->data, writer->bytes->len, error)) {
        hp_source_close(&source);
        return NULL;
    }
    finishing = g_new0(hp_finishing, 1);
    finishing->source = source;
    hp_update_init(&finishing->update, &source);
    if (write_objects(writer, finishing, error))
        return finishing;
    hp_finishing_free(finishing);
    return NULL;
}

GBytes *hp_writer_finish_file(hp_pdf_writer *writer, GError **error)
{
    hp_finishing *finishing;

    if (!writer->finishing)
        writer->finishing = finishing_new(writer, error);
    finishing = writer->finishing;
    if (!finishing)
        return NULL;
    hp_images_write(writer, &finishing->update);
    return hp_update_write(&finishing->update, &finishing->source, finishing->catalog, finishing->info);
}
