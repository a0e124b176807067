/*
 * handpress-mail: the draft of a mail with one file attached (RFC 5322, MIME).
 *
 * Standard input is a head of "Key: value" lines, an empty line, then the text
 * and the file, as many bytes of each as the head says:
 *
 *     To: Newsroom <news@example.org>
 *     Subject: What happened
 *     Name: 2024-11-07-news.pdf
 *     Text: 120
 *     File: 48213
 *
 * The draft goes to standard output. It has no sender, date or identifier: mail
 * programs give it those when it is sent. Same input, same bytes.
 */
#include "base/file.h"

#include <gmime/gmime.h>
#include <stdio.h>
#include <string.h>

/* What handpress sends is smaller; this protects against what is not handpress. */
#define INPUT_MAX ((gsize)1024 * 1024 * 1024)

typedef struct {
    char *to, *subject, *name;
    const char *text, *file; /* in the input */
    gsize text_length, file_length;
} draft;

static int fail(const char *message)
{
    fprintf(stderr, "%s\n", message);
    return 1;
}

static void head_line(draft *d, const char *key, const char *value)
{
    if (strcmp(key, "To") == 0)
        d->to = g_strdup(value);
    else if (strcmp(key, "Subject") == 0)
        d->subject = g_strdup(value);
    else if (strcmp(key, "Name") == 0)
        d->name = g_strdup(value);
    else if (strcmp(key, "Text") == 0)
        d->text_length = g_ascii_strtoull(value, NULL, 10);
    else if (strcmp(key, "File") == 0)
        d->file_length = g_ascii_strtoull(value, NULL, 10);
}

static gboolean draft_read(draft *d, GBytes *input)
{
    gsize length;
    const char *at = g_bytes_get_data(input, &length), *end = at + length;
    for (;;) {
        const char *stop = at < end ? memchr(at, '\n', (gsize)(end - at)) : NULL;
        if (!stop)
            return FALSE;
        g_autofree char *line = g_strndup(at, (gsize)(stop - at));
        at = stop + 1;
        if (!*line)
            break;
        char *colon = strstr(line, ": ");
        if (!colon)
            return FALSE;
        *colon = '\0';
        head_line(d, line, colon + 2);
    }
    gsize rest = (gsize)(end - at);
    if (!d->name || !d->subject || d->text_length > rest || d->file_length != rest - d->text_length)
        return FALSE;
    d->text = at;
    d->file = at + d->text_length;
    return g_utf8_validate(d->text, (gssize)d->text_length, NULL);
}

static GMimeObject *text_part(const draft *d)
{
    g_autofree char *text = g_strndup(d->text, d->text_length);
    GMimeTextPart *part = g_mime_text_part_new_with_subtype("plain");
    g_mime_text_part_set_charset(part, "utf-8");
    g_mime_text_part_set_text(part, text);
    g_mime_part_set_content_encoding(GMIME_PART(part), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
    g_mime_object_set_disposition(GMIME_OBJECT(part), "inline");
    return GMIME_OBJECT(part);
}

static GMimeObject *file_part(const draft *d)
{
    GMimePart *part = g_mime_part_new_with_type("application", "pdf");
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(d->file, d->file_length);
    GMimeDataWrapper *content = g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);
    g_mime_part_set_content(part, content);
    g_mime_part_set_content_encoding(part, GMIME_CONTENT_ENCODING_BASE64);
    g_mime_object_set_disposition(GMIME_OBJECT(part), "attachment");
    g_mime_part_set_filename(part, d->name);
    g_object_unref(content);
    g_object_unref(stream);
    return GMIME_OBJECT(part);
}

/* A boundary that depends on the content alone; its underscore after the equals
 * sign occurs neither in base64 nor in quoted-printable. */
static char *boundary_of(const draft *d)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_checksum_update(sum, (const guchar *)d->text, (gssize)d->text_length);
    g_checksum_update(sum, (const guchar *)d->file, (gssize)d->file_length);
    return g_strdup_printf("=_%.32s", g_checksum_get_string(sum));
}

static GMimeMessage *draft_make(const draft *d)
{
    GMimeMessage *message = g_mime_message_new(TRUE);
    GMimeMultipart *parts = g_mime_multipart_new_with_subtype("mixed");
    GMimeObject *text = text_part(d), *file = file_part(d);
    g_autofree char *boundary = boundary_of(d);
    g_mime_object_set_header(GMIME_OBJECT(message), "X-Unsent", "1", "us-ascii");
    InternetAddressList *to = d->to && *d->to ? internet_address_list_parse(NULL, d->to) : NULL;
    if (to) {
        internet_address_list_append(g_mime_message_get_addresses(message, GMIME_ADDRESS_TYPE_TO), to);
        g_object_unref(to);
    }
    g_mime_message_set_subject(message, d->subject, "utf-8");
    g_mime_multipart_set_boundary(parts, boundary);
    g_mime_multipart_add(parts, text);
    g_mime_multipart_add(parts, file);
    g_mime_message_set_mime_part(message, GMIME_OBJECT(parts));
    g_object_unref(text);
    g_object_unref(file);
    g_object_unref(parts);
    return message;
}

/* Lines end in CRLF, as on their way. */
static gboolean draft_write(GMimeMessage *message)
{
    GMimeFormatOptions *format = g_mime_format_options_new();
    g_mime_format_options_set_newline_format(format, GMIME_NEWLINE_FORMAT_DOS);
    GMimeStream *memory = g_mime_stream_mem_new();
    gboolean ok = g_mime_object_write_to_stream(GMIME_OBJECT(message), format, memory) >= 0;
    GByteArray *bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory));
    ok = ok && fwrite(bytes->data, 1, bytes->len, stdout) == bytes->len && fflush(stdout) == 0;
    g_object_unref(memory);
    g_mime_format_options_free(format);
    return ok;
}

static gboolean recipients_are_valid(const draft *d)
{
    if (!d->to || !*d->to)
        return TRUE;
    InternetAddressList *to = internet_address_list_parse(NULL, d->to);
    gboolean valid = to && internet_address_list_length(to) > 0;
    for (int i = 0; valid && i < internet_address_list_length(to); i++) {
        InternetAddress *address = internet_address_list_get_address(to, i);
        valid = INTERNET_ADDRESS_IS_MAILBOX(address) &&
                strchr(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address)), '@');
    }
    g_clear_object(&to);
    return valid;
}

int main(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) input = hp_file_read("-", INPUT_MAX, &error);
    draft d = {0};
    if (!input)
        return fail(error->message);
    if (!draft_read(&d, input))
        return fail("the input is not what handpress sends");
    g_mime_init();
    if (!recipients_are_valid(&d))
        return fail("the recipients are no mail addresses");
    GMimeMessage *message = draft_make(&d);
    gboolean ok = draft_write(message);
    g_object_unref(message);
    g_mime_shutdown();
    g_free(d.to);
    g_free(d.subject);
    g_free(d.name);
    return ok ? 0 : fail("the draft cannot be written");
}
