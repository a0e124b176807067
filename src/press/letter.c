#include "press/letter.h"

#include <string.h>

static const char english[] = "Dear colleagues,\n"
                              "\n"
                              "please find \"{title}\" attached as {file} (pages: {pages}, {size}).\n"
                              "\n"
                              "{contact}\n"
                              "\n"
                              "----\n"
                              "\n"
                              "{text}\n";

static const char german[] = "Guten Tag,\n"
                             "\n"
                             "anbei finden Sie »{title}« als {file} (Seiten: {pages}, {size}).\n"
                             "\n"
                             "{contact}\n"
                             "\n"
                             "----\n"
                             "\n"
                             "{text}\n";

/* The field whose name begins at text, behind the brace; its length with the
 * closing one. NULL: it is no field, or has no value (then *known). */
static const char *field_value(const hp_letter_fields *fields, const char *text, size_t *length, gboolean *known)
{
    const struct {
        const char *name, *value;
    } table[] = {{"title}", fields->title},     {"date}", fields->date},   {"author}", fields->author},
                 {"contact}", fields->contact}, {"pages}", fields->pages}, {"size}", fields->size},
                 {"file}", fields->file},       {"text}", fields->text}};
    *known = FALSE;
    for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
        if (!g_str_has_prefix(text, table[i].name))
            continue;
        *known = TRUE;
        *length = strlen(table[i].name);
        return table[i].value && *table[i].value ? table[i].value : NULL;
    }
    return NULL;
}

/* NULL when the line's only field has no value. */
static char *line_fill(const char *line, const hp_letter_fields *fields)
{
    g_autoptr(GString) out = g_string_new(NULL);
    for (const char *at = line; *at; at++) {
        size_t length = 0;
        gboolean known = FALSE;
        const char *value = *at == '{' ? field_value(fields, at + 1, &length, &known) : NULL;
        if (!known) {
            g_string_append_c(out, *at);
            continue;
        }
        if (!value && at == line && !at[1 + length])
            return NULL;
        g_string_append(out, value ? value : "");
        at += length;
    }
    return g_strdup(out->str);
}

static void end_trim(GString *text)
{
    while (text->len > 0 && g_ascii_isspace(text->str[text->len - 1]))
        g_string_truncate(text, text->len - 1);
}

char *hp_letter_write(const char *template, const char *lang, const hp_letter_fields *fields)
{
    if (!template)
        template = lang &&g_str_has_prefix(lang, "de") ? german : english;
    g_auto(GStrv) lines = g_strsplit(template, "\n", -1);
    g_autoptr(GString) out = g_string_new(NULL);
    for (char **line = lines; *line; line++) {
        g_autofree char *filled = line_fill(g_strchomp(*line), fields);
        if (filled)
            g_string_append_printf(out, "%s\n", filled);
        while (!filled && g_str_has_suffix(out->str, "\n\n"))
            g_string_truncate(out, out->len - 1);
    }
    end_trim(out);
    /* A line to part the letter from a text that is not there. */
    if (g_str_has_suffix(out->str, "\n----"))
        g_string_truncate(out, out->len - strlen("----"));
    end_trim(out);
    g_string_append_c(out, '\n');
    return g_strdup(out->str);
}
