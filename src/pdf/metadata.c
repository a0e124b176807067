/*
 * Metadata, twice: the Info dictionary (ISO 32000-1 §14.3.3) and the XMP packet
 * (ISO 16684-1), which say the same. Nothing in them depends on the clock.
 */
#include "pdf/pdf-internal.h"

#include <cairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CREATOR "handpress " HP_VERSION

/* A point in time as precise as it is known. */
typedef struct {
    int year, month, day, hour, minute, second; /* month, day 0: unknown; hour -1 */
    gboolean has_zone;
    int zone; /* minutes east of UTC */
} moment;

/* Exactly `count` digits at *text, which moves on. */
static gboolean parse_digits(const char **text, int count, int *value)
{
    *value = 0;
    for (int i = 0; i < count; i++, (*text)++) {
        if (!g_ascii_isdigit(**text))
            return FALSE;
        *value = *value * 10 + (**text - '0');
    }
    return TRUE;
}

static gboolean parse_zone(const char *text, moment *when)
{
    int hours, minutes = 0, sign = *text == '-' ? -1 : 1;

    when->has_zone = TRUE;
    if ((*text == 'Z' || *text == 'z') && text[1] == '\0')
        return TRUE;
    if (*text != '+' && *text != '-')
        return FALSE;
    text++;
    if (!parse_digits(&text, 2, &hours))
        return FALSE;
    if (*text == ':')
        text++;
    if (*text && !parse_digits(&text, 2, &minutes))
        return FALSE;
    when->zone = sign * (hours * 60 + minutes);
    return *text == '\0' && hours < 24 && minutes < 60;
}

/* ISO 8601: year, year and month, date, or date and time. */
static gboolean parse_date(const char *text, moment *when)
{
    *when = (moment){.hour = -1};
    if (!parse_digits(&text, 4, &when->year))
        return FALSE;
    if (*text == '-') {
        text++;
        if (!parse_digits(&text, 2, &when->month) || when->month < 1 || when->month > 12)
            return FALSE;
        if (*text == '-') {
            text++;
            if (!parse_digits(&text, 2, &when->day) || when->day < 1 || when->day > 31)
                return FALSE;
        }
    }
    if (*text == '\0')
        return TRUE;
    if ((*text != 'T' && *text != 't' && *text != ' ') || !when->day)
        return FALSE;
    text++;
    if (!parse_digits(&text, 2, &when->hour) || *text++ != ':' || !parse_digits(&text, 2, &when->minute))
        return FALSE;
    if (*text == ':') {
        text++;
        if (!parse_digits(&text, 2, &when->second))
            return FALSE;
        if (*text == '.')
            for (text++; g_ascii_isdigit(*text);)
                text++;
    }
    if (when->hour > 23 || when->minute > 59 || when->second > 59)
        return FALSE;
    while (*text == ' ')
        text++;
    return *text == '\0' || parse_zone(text, when);
}

static gboolean parse_epoch(const char *text, moment *when)
{
    char *end;
    gint64 seconds = text ? g_ascii_strtoll(text, &end, 10) : -1;
    g_autoptr(GDateTime) time = NULL;

    if (!text || end == text || *end || seconds < 0 || !(time = g_date_time_new_from_unix_utc(seconds)))
        return FALSE;
    *when = (moment){g_date_time_get_year(time),
                     g_date_time_get_month(time),
                     g_date_time_get_day_of_month(time),
                     g_date_time_get_hour(time),
                     g_date_time_get_minute(time),
                     g_date_time_get_second(time),
                     TRUE,
                     0};
    return when->year <= 9999;
}

/* The deck's own date, else the build's. */
static gboolean creation_date(const hp_pdf_metadata *metadata, moment *when)
{
    return (metadata->date && parse_date(metadata->date, when)) || parse_epoch(g_getenv("SOURCE_DATE_EPOCH"), when);
}

static void append_pdf_date(GString *to, const moment *when)
{
    g_string_append_printf(to, "(D:%04d", when->year);
    if (when->month)
        g_string_append_printf(to, "%02d", when->month);
    if (when->day)
        g_string_append_printf(to, "%02d", when->day);
    if (when->hour >= 0)
        g_string_append_printf(to, "%02d%02d%02d", when->hour, when->minute, when->second);
    if (when->has_zone && when->zone == 0)
        g_string_append_c(to, 'Z');
    else if (when->has_zone)
        g_string_append_printf(to, "%c%02d'%02d'", when->zone < 0 ? '-' : '+', abs(when->zone) / 60,
                               abs(when->zone) % 60);
    g_string_append_c(to, ')');
}

static void append_xmp_date(GString *to, const moment *when)
{
    g_string_append_printf(to, "%04d", when->year);
    if (when->month)
        g_string_append_printf(to, "-%02d", when->month);
    if (when->day)
        g_string_append_printf(to, "-%02d", when->day);
    if (when->hour >= 0)
        g_string_append_printf(to, "T%02d:%02d:%02d", when->hour, when->minute, when->second);
    if (when->has_zone && when->zone == 0)
        g_string_append_c(to, 'Z');
    else if (when->has_zone)
        g_string_append_printf(to, "%c%02d:%02d", when->zone < 0 ? '-' : '+', abs(when->zone) / 60,
                               abs(when->zone) % 60);
}

static char *producer(void)
{
    return g_strdup_printf("cairo %s", cairo_version_string());
}

static void append_info(GString *to, const char *key, const char *value)
{
    if (!value || !*value)
        return;
    g_string_append_printf(to, " /%s ", key);
    hp_append_text(to, value);
}

int hp_info_write(const hp_pdf_writer *writer, hp_update *update)
{
    const hp_pdf_metadata *metadata = &writer->metadata;
    g_autofree char *made_by = producer();
    int object = hp_update_reserve(update);
    moment when;

    hp_update_begin(update, object);
    g_string_append(update->bytes, "<<");
    append_info(update->bytes, "Title", metadata->title);
    append_info(update->bytes, "Author", metadata->author);
    append_info(update->bytes, "Subject", metadata->subject);
    append_info(update->bytes, "Keywords", metadata->keywords);
    append_info(update->bytes, "Creator", CREATOR);
    append_info(update->bytes, "Producer", made_by);
    if (creation_date(metadata, &when)) {
        g_string_append(update->bytes, " /CreationDate ");
        append_pdf_date(update->bytes, &when);
    }
    g_string_append(update->bytes, " >>");
    hp_update_end(update);
    return object;
}

/* Text for XML: valid UTF-8, no control characters, escaped. */
static void append_escaped(GString *to, const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1), *escaped = NULL;

    for (char *p = valid; *p; p++)
        if ((guchar)*p < 0x20 || *p == 0x7f)
            *p = ' ';
    escaped = g_markup_escape_text(valid, -1);
    g_string_append(to, escaped);
}

static void append_property(GString *to, const char *name, const char *before, const char *value, const char *after)
{
    if (!value || !*value)
        return;
    g_string_append_printf(to, "  <%s>%s", name, before);
    append_escaped(to, value);
    g_string_append_printf(to, "%s</%s>\n", after, name);
}

static void append_subjects(GString *to, const char *keywords)
{
    g_auto(GStrv) words = g_strsplit(keywords ? keywords : "", ",", 200);
    gboolean any = FALSE;

    for (unsigned i = 0; words[i]; i++) {
        g_strstrip(words[i]);
        if (!*words[i])
            continue;
        g_string_append(to, any ? "" : "  <dc:subject><rdf:Bag>");
        g_string_append(to, "<rdf:li>");
        append_escaped(to, words[i]);
        g_string_append(to, "</rdf:li>");
        any = TRUE;
    }
    if (any)
        g_string_append(to, "</rdf:Bag></dc:subject>\n");
}

int hp_xmp_write(const hp_pdf_writer *writer, hp_update *update)
{
    const hp_pdf_metadata *metadata = &writer->metadata;
    const char *alternative = "<rdf:Alt><rdf:li xml:lang=\"x-default\">", *alternative_end = "</rdf:li></rdf:Alt>";
    g_autoptr(GString) xmp = g_string_new(NULL);
    g_autofree char *made_by = producer();
    int object = hp_update_reserve(update);
    moment when;

    g_string_append(xmp, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                         "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                         "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                         " <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                         " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n");
    append_property(xmp, "dc:title", alternative, metadata->title, alternative_end);
    append_property(xmp, "dc:creator", "<rdf:Seq><rdf:li>", metadata->author, "</rdf:li></rdf:Seq>");
    append_property(xmp, "dc:description", alternative, metadata->subject, alternative_end);
    append_property(xmp, "dc:publisher", "<rdf:Bag><rdf:li>", metadata->contact, "</rdf:li></rdf:Bag>");
    append_subjects(xmp, metadata->keywords);
    append_property(xmp, "pdf:Keywords", "", metadata->keywords, "");
    append_property(xmp, "pdf:Producer", "", made_by, "");
    append_property(xmp, "xmp:CreatorTool", "", CREATOR, "");
    if (creation_date(metadata, &when)) {
        g_string_append(xmp, "  <xmp:CreateDate>");
        append_xmp_date(xmp, &when);
        g_string_append(xmp, "</xmp:CreateDate>\n");
    }
    g_string_append(xmp, " </rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n");
    /* Plain, so that programs which know nothing of PDF find it (§14.3.2). */
    g_string_append_len(hp_update_begin_stream(update, object, "/Type /Metadata /Subtype /XML", FALSE), xmp->str,
                        (gssize)xmp->len);
    hp_update_end_stream(update);
    return object;
}
