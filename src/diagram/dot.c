/*
 * The DOT language (graphviz.org/doc/info/lang.html), as far as attributes go:
 * an ID, "=", an ID. An ID is a word, a quoted string (parts of which may be
 * joined by "+") or a piece of HTML in angle brackets. dot itself is told to
 * open no files; that its version listens is not taken for granted.
 */
#include "diagram/dot.h"

#include <string.h>

typedef enum { TOKEN_END, TOKEN_ID, TOKEN_SIGN } token_type;

typedef struct {
    const char *start, *at;
    GString *id;
    gboolean id_is_html;
} scanner;

/* One attribute as it is met. at_top: it speaks of the whole graph. Returns
 * whether that was all that was looked for. */
typedef gboolean (*attribute_func)(const char *name, const char *value, gboolean is_html, gboolean at_top,
                                   void *user_data);

static const char *skip_to(const char *at, const char *end_mark)
{
    const char *end = strstr(at, end_mark);
    return end ? end + strlen(end_mark) : at + strlen(at);
}

static void skip_blanks(scanner *s)
{
    for (;;) {
        if (g_ascii_isspace(*s->at))
            s->at++;
        else if (s->at[0] == '/' && s->at[1] == '*')
            s->at = skip_to(s->at + 2, "*/");
        else if (s->at[0] == '/' && s->at[1] == '/')
            s->at += strcspn(s->at, "\n");
        else if (*s->at == '#' && (s->at == s->start || s->at[-1] == '\n'))
            s->at += strcspn(s->at, "\n");
        else
            return;
    }
}

/* A backslash hides a quote, and the end of a line; else it is itself. */
static void read_quoted(scanner *s)
{
    s->at++;
    while (*s->at && *s->at != '"') {
        if (s->at[0] == '\\' && s->at[1] == '\n') {
            s->at += 2;
            continue;
        }
        if (s->at[0] == '\\' && s->at[1] == '"')
            s->at++;
        else if (s->at[0] == '\\' && s->at[1] == '\\')
            g_string_append_c(s->id, *s->at++);
        g_string_append_c(s->id, *s->at++);
    }
    s->at += *s->at == '"';
}

static void read_html(scanner *s)
{
    int depth = 0;
    const char *start = s->at + 1;
    do {
        depth += *s->at == '<' ? 1 : *s->at == '>' ? -1 : 0;
        s->at++;
    } while (*s->at && depth > 0);
    g_string_append_len(s->id, start, MAX(s->at - 1 - start, 0));
}

static gboolean is_word(char c)
{
    return g_ascii_isalnum(c) || c == '_' || c == '.' || c == '-' || (c & 0x80);
}

static token_type next_token(scanner *s)
{
    skip_blanks(s);
    if (!*s->at)
        return TOKEN_END;
    gboolean is_edge = s->at[0] == '-' && (s->at[1] == '-' || s->at[1] == '>');
    if (is_edge || !(is_word(*s->at) || *s->at == '"' || *s->at == '<')) {
        s->at += is_edge ? 2 : 1;
        return TOKEN_SIGN;
    }
    g_string_truncate(s->id, 0);
    s->id_is_html = *s->at == '<';
    if (s->id_is_html) {
        read_html(s);
        return TOKEN_ID;
    }
    while (*s->at == '"') {
        read_quoted(s);
        const char *end = s->at;
        skip_blanks(s);
        if (*s->at != '+') {
            s->at = end;
            return TOKEN_ID;
        }
        s->at++;
        skip_blanks(s);
    }
    while (is_word(*s->at))
        g_string_append_c(s->id, *s->at++);
    return TOKEN_ID;
}

/* Where in the graph the scanner stands. */
typedef struct {
    int braces, brackets;
    gboolean of_graph; /* the brackets are those of "graph [" */
} place;

static void place_move(place *p, char sign, const char *word_before)
{
    if (sign == '[') {
        p->brackets++;
        p->of_graph = strcmp(word_before, "graph") == 0;
    }
    p->brackets -= sign == ']';
    p->braces += sign == '{' ? 1 : sign == '}' ? -1 : 0;
}

static void each_attribute(const char *source, attribute_func func, void *user_data)
{
    scanner s = {source, source, g_string_new(NULL), FALSE};
    g_autoptr(GString) name = g_string_new(NULL);
    place where = {0};
    gboolean done = FALSE;
    for (token_type type; !done && (type = next_token(&s)) != TOKEN_END;) {
        if (type == TOKEN_ID) {
            g_string_assign(name, s.id->str);
            done = s.id_is_html && func("", name->str, TRUE, FALSE, user_data);
            continue;
        }
        place_move(&where, s.at[-1], name->str);
        if (s.at[-1] == '=' && next_token(&s) == TOKEN_ID) {
            gboolean at_top = where.braces == 1 && (where.brackets == 0 || where.of_graph);
            done = func(name->str, s.id->str, s.id_is_html, at_top, user_data);
        }
    }
    g_string_free(s.id, TRUE);
}

static gboolean names_file(const char *name, const char *value, gboolean is_html, G_GNUC_UNUSED gboolean at_top,
                           void *user_data)
{
    static const char *const attributes[] = {"image",      "shapefile",   "fontpath", "imagepath",
                                             "stylesheet", "_background", NULL};
    char **found = user_data;
    g_autofree char *lower = is_html ? g_ascii_strdown(value, -1) : NULL;
    if (g_strv_contains(attributes, name))
        *found = g_strdup_printf("the attribute %s", name);
    else if (lower && strstr(lower, "<img"))
        *found = g_strdup("<IMG> in a label");
    return *found != NULL;
}

char *dot_find_file(const char *source)
{
    char *found = NULL;
    each_attribute(source, names_file, &found);
    return found;
}

static gboolean is_graph_label(const char *name, const char *value, gboolean is_html, gboolean at_top, void *user_data)
{
    char **found = user_data;
    if (at_top && !is_html && strcmp(name, "label") == 0 && *value)
        *found = g_strdup(value);
    return *found != NULL;
}

char *dot_graph_label(const char *source)
{
    char *label = NULL;
    each_attribute(source, is_graph_label, &label);
    return label;
}
