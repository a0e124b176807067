#include "diagram/diagram.h"

#include "base/error.h"
#include "base/program.h"
#include "diagram/dot.h"

#include <string.h>

#define SOURCE_MAX ((size_t)256 * 1024)
#define PICTURE_MAX ((size_t)16 * 1024 * 1024)
#define DOT_TIME_LIMIT_MS 10000
#define DOT_MEMORY_MAX ((size_t)1024 * 1024 * 1024)
#define COMMAND_TIME_LIMIT_MS 30000 /* some begin with starting a browser */
#define TITLE_LINES 20              /* a title stands in the first lines */
#define TITLE_LENGTH 200            /* characters */

struct hp_diagram_programs {
    GHashTable *commands; /* name ─► char **, argv */
};

hp_diagram_programs *hp_diagram_programs_new(const char *const *definitions, GError **error)
{
    g_autoptr(hp_diagram_programs) programs = g_new0(hp_diagram_programs, 1);
    programs->commands = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_strfreev);
    for (const char *const *at = definitions; at && *at; at++) {
        const char *equals = strchr(*at, '=');
        g_auto(GStrv) argv = NULL;
        if (!equals || equals == *at || !g_shell_parse_argv(equals + 1, NULL, &argv, NULL)) {
            g_set_error(error, HP_ERROR, HP_ERROR_USAGE,
                        "--diagram %s: expected NAME='COMMAND ARGUMENTS', such as mermaid='mmdc -i - -o - -e png'",
                        *at);
            return NULL;
        }
        g_hash_table_replace(programs->commands, g_strndup(*at, (gsize)(equals - *at)), g_steal_pointer(&argv));
    }
    return g_steal_pointer(&programs);
}

void hp_diagram_programs_free(hp_diagram_programs *programs)
{
    if (!programs)
        return;
    g_hash_table_unref(programs->commands);
    g_free(programs);
}

static char **command_lookup(const hp_diagram_programs *programs, const char *kind)
{
    return programs ? g_hash_table_lookup(programs->commands, kind) : NULL;
}

gboolean hp_diagram_is_kind(const hp_diagram_programs *programs, const char *kind)
{
    static const char *const kinds[] = {"abc",      "flow", "graphviz",  "mermaid", "plantuml",
                                        "sequence", "vega", "vega-lite", NULL};
    return g_strv_contains(kinds, kind) || command_lookup(programs, kind);
}

/* ---- drawing ---- */

static gboolean is_svg_with_html(GBytes *picture)
{
    size_t size;
    const char *data = g_bytes_get_data(picture, &size);
    static const char mark[] = "<foreignObject";
    return memmem(data, size, mark, strlen(mark)) != NULL;
}

static GBytes *run(const hp_program *program, const char *kind, unsigned line, hp_diags *diags)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) picture = hp_program_run(program, &error);
    if (!picture)
        hp_diag_warning(diags, "diagram-failed", line, "%s: %s; the source is shown", kind, error->message);
    else if (g_bytes_get_size(picture) == 0)
        hp_diag_warning(diags, "diagram-failed", line, "%s: the program drew nothing; the source is shown", kind);
    else if (is_svg_with_html(picture))
        hp_diag_warning(diags, "diagram-failed", line,
                        "%s: the labels are HTML in the SVG, let the program write text or PNG; the source is shown",
                        kind);
    else
        return g_steal_pointer(&picture);
    return NULL;
}

static GBytes *run_dot(GBytes *source, unsigned line, hp_diags *diags)
{
    static const char *const argv[] = {"dot", "-Tsvg", NULL};
    /* With this, dot takes itself for a server and opens no files. */
    static const char *const environment[] = {"SERVER_NAME=handpress", NULL};
    if (!hp_program_exists(argv[0])) {
        hp_diag_warning(diags, "diagram-source", line, "graphviz is not installed; the source is shown");
        return NULL;
    }
    hp_program program = {argv, source, "/", environment, PICTURE_MAX, DOT_TIME_LIMIT_MS, DOT_MEMORY_MAX};
    return run(&program, "graphviz", line, diags);
}

GBytes *hp_diagram_draw(const hp_diagram_programs *programs, const char *kind, const char *source, unsigned line,
                        hp_diags *diags)
{
    char **command = command_lookup(programs, kind);
    gboolean is_dot = !command && strcmp(kind, "graphviz") == 0;
    size_t length = strlen(source);
    g_autofree char *file = strcmp(kind, "graphviz") == 0 ? dot_find_file(source) : NULL;
    if (!command && !is_dot)
        hp_diag_warning(diags, "diagram-source", line,
                        "no program is given that draws %s, the source is shown (--diagram %s='COMMAND' gives one)",
                        kind, kind);
    else if (length > SOURCE_MAX)
        hp_diag_warning(diags, "diagram-refused", line, "%s: the source is too long, and shown as it is", kind);
    else if (file)
        hp_diag_warning(diags, "diagram-refused", line, "%s: %s would read a file; the source is shown", kind, file);
    else {
        g_autoptr(GBytes) input = g_bytes_new(source, length);
        hp_program program = {.argv = (const char *const *)command,
                              .input = input,
                              .output_max = PICTURE_MAX,
                              .time_limit_ms = COMMAND_TIME_LIMIT_MS};
        return is_dot ? run_dot(input, line, diags) : run(&program, kind, line, diags);
    }
    return NULL;
}

/* ---- the title ---- */

/* "title Pets", "title: Pets", "accTitle: Pets", abc's "T:Pets". */
static const char *line_title(const char *line)
{
    static const char *const words[] = {"accTitle", "title", "T"};
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        size_t length = strlen(words[i]);
        if (g_ascii_strncasecmp(line, words[i], length) != 0)
            continue;
        const char *rest = line + length + strspn(line + length, " \t");
        gboolean colon = *rest == ':';
        if (colon || (rest > line + length && length > 1))
            return rest + colon + strspn(rest + colon, " \t");
    }
    return NULL;
}

static char *title_find(const char *source)
{
    g_auto(GStrv) lines = g_strsplit(source, "\n", TITLE_LINES + 1);
    const char *first = NULL;
    for (int i = 0; lines[i] && i < TITLE_LINES; i++) {
        const char *line = g_strstrip(lines[i]);
        /* pie title …, and the fence of mermaid's front matter */
        const char *body = g_str_has_prefix(line, "pie ") ? line + 4 : line;
        const char *title = line_title(body);
        if (title && *title)
            return g_strdup(title);
        if (!first && *line && strcmp(line, "---") != 0)
            first = line;
    }
    return g_strdup(first ? first : "");
}

char *hp_diagram_title(const char *kind, const char *source)
{
    g_autofree char *label = strcmp(kind, "graphviz") == 0 ? dot_graph_label(source) : NULL;
    g_autofree char *title = label ? g_steal_pointer(&label) : title_find(source);
    if (g_utf8_validate(title, -1, NULL) && g_utf8_strlen(title, -1) <= TITLE_LENGTH)
        return g_steal_pointer(&title);
    g_autofree char *valid = g_utf8_make_valid(title, -1);
    return g_utf8_substring(valid, 0, MIN(TITLE_LENGTH, g_utf8_strlen(valid, -1)));
}
