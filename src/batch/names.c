#include "batch/names.h"

#include "base/error.h"
#include "base/file.h"
#include "base/slug.h"
#include "job-metadata.h"
#include "source/deck.h"

#include <string.h>

#define SOURCE_MAX_BYTES ((size_t)64 << 20)
#define SLUG_MAX 80
#define NAME_MAX_BYTES 240 /* file systems take 255, and ".pdf" and a temporary name want room */

static const char *const fields[] = {"name", "slug", "date", "kind"};

/* The field that begins at an opening brace, and the byte behind it; NULL. */
static const char *field_at(const char *at, const char **end)
{
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
        size_t length = strlen(fields[i]);
        if (strncmp(at + 1, fields[i], length) == 0 && at[length + 1] == '}') {
            *end = at + length + 2;
            return fields[i];
        }
    }
    return NULL;
}

gboolean hp_names_check(const char *pattern, GError **error)
{
    const char *why = NULL, *end;
    gboolean varies = FALSE;
    for (const char *at = pattern; *at && !why; at++) {
        if (*at == '/')
            why = "a name has no folders; each output lies where its source does";
        else if (*at == '}')
            why = "a closing brace without an opening one";
        else if (g_ascii_iscntrl(*at))
            why = "a name has no control characters";
        else if (*at == '{' && !field_at(at, &end))
            why = "the fields are {name}, {slug}, {date} and {kind}";
        else if (*at == '{') {
            varies = varies || strncmp(at, "{kind}", 6) != 0;
            at = end - 1;
        }
    }
    if (!why && (!varies || *pattern == '.'))
        why = *pattern == '.' ? "the name would be hidden" : "all files would have the same name";
    if (why)
        g_set_error_literal(error, HP_ERROR, HP_ERROR_USAGE, why);
    return !why;
}

/* deck.md ─► deck */
static char *stem_of(const char *source)
{
    char *name = g_path_get_basename(source);
    char *dot = strrchr(name, '.');
    if (dot && dot > name)
        *dot = '\0';
    return name;
}

/* The text of the first heading: "# Title" or a title with a line below it. */
static char *heading_find(const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", 400);
    for (char **line = lines; *line; line++) {
        char *at = g_strstrip(*line);
        size_t marks = strspn(at, "#");
        if (marks >= 1 && marks <= 6 && (at[marks] == ' ' || at[marks] == '\t'))
            return g_strdup(at + marks);
        gboolean underlined = *at && line[1] && (line[1][0] == '=' || line[1][0] == '-') &&
                              strspn(line[1], "=-") >= 3 && strspn(line[1], "=- \r") == strlen(line[1]);
        if (underlined && !strchr("-*+>|`<", *at))
            return g_strdup(at);
    }
    return NULL;
}

/* What can be known of a source before it is laid out. */
typedef struct {
    char *name, *slug, *date;
    hp_kind kind;
} facts;

static void facts_clear(facts *f)
{
    g_free(f->name);
    g_free(f->slug);
    g_free(f->date);
}

static void facts_read(facts *f, const char *source)
{
    g_autoptr(hp_arena) arena = hp_arena_new();
    g_autoptr(GBytes) bytes = hp_file_read(source, SOURCE_MAX_BYTES, NULL);
    gsize length = 0;
    const char *text = bytes ? g_bytes_get_data(bytes, &length) : "";
    hp_source_options how = {.repair_encoding = TRUE};
    const hp_deck *deck = hp_deck_parse(arena, text, length, &how, NULL);
    const char *body = deck->n_slides ? deck->slides[0].body.text : "";
    f->kind = deck->front.kind;

    g_autofree char *heading = deck->front.title && *deck->front.title ? NULL : heading_find(body);
    f->slug = hp_slug(heading ? heading : deck->front.title ? deck->front.title : "", SLUG_MAX);

    const char *date = deck->front.date && *deck->front.date ? deck->front.date : hp_date_find(arena, f->name, TRUE);
    f->date = g_strdup(date ? date : hp_date_find(arena, body, FALSE));
}

static facts facts_of(const char *pattern, const char *source)
{
    facts f = {.name = stem_of(source)};
    if (strstr(pattern, "{slug}") || strstr(pattern, "{date}") || strstr(pattern, "{kind}"))
        facts_read(&f, source);
    if (!f.date)
        f.date = g_strdup("undated");
    if (!f.slug || !*f.slug) {
        g_free(f.slug);
        f.slug = hp_slug(f.name, SLUG_MAX);
    }
    return f;
}

char *hp_names_make(const char *pattern, const char *source)
{
    facts f = facts_of(pattern ? pattern : "{name}", source);
    g_autoptr(GString) name = g_string_new(NULL);
    const char *end;
    for (const char *at = pattern ? pattern : "{name}"; *at; at = end) {
        const char *field = *at == '{' ? field_at(at, &end) : NULL;
        if (!field) {
            end = at + 1;
            g_string_append_c(name, *at);
        } else {
            g_string_append(name, *field == 'n'       ? f.name
                                  : *field == 's'     ? f.slug
                                  : *field == 'd'     ? f.date
                                  : f.kind == HP_DECK ? "deck"
                                                      : "document");
        }
    }
    facts_clear(&f);
    if (name->len > NAME_MAX_BYTES)
        g_string_truncate(name, NAME_MAX_BYTES);
    g_string_append(name, ".pdf");
    return g_string_free(g_steal_pointer(&name), FALSE);
}
