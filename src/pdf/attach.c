/*
 * The attached file: an embedded file stream (ISO 32000-1 §7.11.4), which viewers
 * find by its name, and which the whole document is associated with as what it was
 * made from (ISO 32000-2 §14.13, ISO 19005-3 §6.8).
 */
#include "pdf/pdf-internal.h"

void hp_pdf_writer_attach(hp_pdf_writer *writer, const hp_pdf_attachment *attachment)
{
    writer->attachment = (hp_pdf_attachment){.name = hp_arena_strdup(writer->arena, attachment->name),
                                             .type = hp_arena_strdup(writer->arena, attachment->type),
                                             .data = attachment->data,
                                             .length = attachment->length};
}

/* A media type as a name, in which a slash is written by its number (§7.3.5). */
static void append_type(GString *to, const char *type)
{
    g_string_append_c(to, '/');
    for (; *type; type++) {
        if (g_ascii_isalnum(*type))
            g_string_append_c(to, *type);
        else
            g_string_append_printf(to, "#%02X", (guchar)*type);
    }
}

/* No date: that of the file depends on where it was copied to, not on what it says. */
static int data_write(const hp_pdf_attachment *file, hp_update *update)
{
    g_autofree char *sum = g_compute_checksum_for_data(G_CHECKSUM_MD5, (const guchar *)file->data, file->length);
    g_autoptr(GString) dictionary = g_string_new("/Type /EmbeddedFile /Subtype ");
    int object = hp_update_reserve(update);

    append_type(dictionary, file->type);
    g_string_append_printf(dictionary, " /Params << /Size %zu /CheckSum <%s> >>", file->length, sum);
    g_string_append_len(hp_update_begin_stream(update, object, dictionary->str, TRUE), file->data,
                        (gssize)file->length);
    hp_update_end_stream(update);
    return object;
}

int hp_attachment_write(const hp_pdf_writer *writer, hp_update *update)
{
    const hp_pdf_attachment *file = &writer->attachment;
    GString *out = update->bytes;
    int data, object;

    if (!file->name)
        return 0;
    data = data_write(file, update);
    object = hp_update_reserve(update);
    hp_update_begin(update, object);
    g_string_append(out, "<< /Type /Filespec /AFRelationship /Source /F ");
    hp_append_text(out, file->name);
    g_string_append(out, " /UF ");
    hp_append_text(out, file->name);
    g_string_append_printf(out, " /EF << /F %d 0 R /UF %d 0 R >> >>", data, data);
    hp_update_end(update);
    return object;
}

void hp_attachment_append(const hp_pdf_writer *writer, GString *to, int object)
{
    g_string_append(to, " /Names << /EmbeddedFiles << /Names [");
    hp_append_text(to, writer->attachment.name);
    g_string_append_printf(to, " %d 0 R] >> >> /AF [%d 0 R]", object, object);
}
