#include "sheet/handout-fields.h"

#include "sheet/handout.h"

#include <string.h>

/* Letters of a field: what stands at the edge of a sheet reminds, it does not tell. */
enum { TEXT_MAX = 100 };

typedef enum {
    FIELD_TITLE,
    FIELD_SUBTITLE,
    FIELD_AUTHOR,
    FIELD_DATE,
    FIELD_FILE,
    FIELD_SECTION,
    FIELD_PAGE,
    FIELD_PAGES,
    FIELD_NONE
} field;

static const char *const names[] = {"title", "subtitle", "author", "date", "file", "section", "page", "pages"};

/* text begins behind the brace; *length: of the name. */
static field field_lookup(const char *text, size_t *length)
{
    *length = strcspn(text, "{}");
    for (unsigned i = 0; i < FIELD_NONE; i++)
        if (text[*length] == '}' && strlen(names[i]) == *length && strncmp(names[i], text, *length) == 0)
            return (field)i;
    return FIELD_NONE;
}

gboolean hp_handout_line_check(const char *line, char **why)
{
    unsigned bars = 0;
    size_t length;
    *why = NULL;
    for (const char *at = line; *at && !*why; at++) {
        bars += *at == '|' ? 1 : 0;
        if (*at == '{' && field_lookup(at + 1, &length) == FIELD_NONE)
            *why = g_strdup_printf("there is no field %.*s: {title}, {subtitle}, {author}, {date}, {file}, {section}, "
                                   "{page} and {pages} are known",
                                   (int)MIN(length + 2, 40), at);
    }
    if (!*why && bars > 2)
        *why = g_strdup("more than three parts; LEFT|MIDDLE|RIGHT is what there is room for");
    return !*why;
}

/* Of a text that would fill the line, as many words as there is room for. */
static void text_append(GString *to, const char *text)
{
    if (g_utf8_strlen(text, -1) <= TEXT_MAX) {
        g_string_append(to, text);
        return;
    }
    const char *end = g_utf8_offset_to_pointer(text, TEXT_MAX - 1);
    const char *space = g_strrstr_len(text, end - text, " ");
    size_t length = (size_t)((space && space > text + (end - text) / 2 ? space : end) - text);
    while (length > 0 && strchr(" ,;:.", text[length - 1]))
        length--;
    g_string_append_len(to, text, (gssize)length);
    g_string_append(to, "…");
}

static void field_append(GString *to, field which, const hp_handout_fields *fields)
{
    const char *texts[] = {fields->title, fields->subtitle, fields->author,
                           fields->date,  fields->file,     fields->section};
    if (which == FIELD_PAGE)
        g_string_append_printf(to, "%u", fields->page);
    else if (which == FIELD_PAGES)
        g_string_append_printf(to, "%u", fields->pages);
    else if (which < FIELD_PAGE && texts[which])
        text_append(to, texts[which]);
}

void hp_handout_fields_fill(const char *line, const hp_handout_fields *fields, char *parts[HP_LINE_PARTS])
{
    g_autoptr(GString) text = g_string_new(NULL);
    unsigned count = 0;
    size_t length;
    memset(parts, 0, HP_LINE_PARTS * sizeof *parts);
    for (const char *at = line;; at++) {
        field which = *at == '{' ? field_lookup(at + 1, &length) : FIELD_NONE;
        if (which != FIELD_NONE) {
            field_append(text, which, fields);
            at += length + 1;
        } else if (*at && *at != '|') {
            g_string_append_c(text, *at);
        } else {
            if (count < HP_LINE_PARTS)
                parts[count++] = g_strstrip(g_strdup(text->str));
            g_string_truncate(text, 0);
            if (!*at)
                break;
        }
    }
    /* Of two parts the second is the right one. */
    if (count == 2) {
        parts[HP_LINE_RIGHT] = parts[HP_LINE_MIDDLE];
        parts[HP_LINE_MIDDLE] = NULL;
    }
    for (unsigned i = 0; i < HP_LINE_PARTS; i++)
        if (!parts[i])
            parts[i] = g_strdup("");
}
