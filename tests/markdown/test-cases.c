/*
 * Markdown to HTML: cases in tests/cases/markdown, NAME.md and NAME.html. Each
 * line of the expected HTML begins with the line of the source it comes from;
 * diagnostics follow. --record writes the expected files.
 *
 * A first line "<!-- case: lang=de breaks=false -->" sets options.
 */
#include "markdown/markdown.h"

#include <stdlib.h>
#include <string.h>

static gboolean record;

static void options_read(hp_markdown_text *text, hp_markdown_options *options, char *lang, size_t size)
{
    if (!g_str_has_prefix(text->text, "<!-- case:"))
        return;
    const char *lf = strchr(text->text, '\n'), *found;
    g_assert_nonnull(lf);
    if ((found = strstr(text->text, "lang=")) && found < lf) {
        g_strlcpy(lang, found + 5, MIN(size, strcspn(found + 5, " ") + 1));
        options->lang = lang;
    }
    if ((found = strstr(text->text, "breaks=false")) && found < lf)
        options->breaks = FALSE;
    text->length -= (size_t)(lf + 1 - text->text);
    text->text = lf + 1;
    text->line = 2;
}

static char *convert(const char *source, size_t length)
{
    hp_markdown_text text = {source, length, 1};
    hp_markdown_options options = {TRUE, NULL};
    char lang[16];
    options_read(&text, &options, lang, sizeof lang);
    g_autoptr(hp_diags) diags = hp_diags_new("case");
    g_autoptr(hp_line_map) map = hp_line_map_new();
    g_autoptr(GString) html = g_string_new(NULL);
    hp_markdown_to_html(&text, &options, html, map, diags);

    GString *out = g_string_new(NULL);
    for (const char *p = html->str; *p;) {
        size_t line = strcspn(p, "\n");
        g_string_append_printf(out, "%3u %.*s\n", hp_line_map_lookup(map, (size_t)(p - html->str)), (int)line, p);
        p += line + (p[line] == '\n');
    }
    for (size_t i = 0; i < hp_diags_count(diags); i++) {
        const hp_diag *d = hp_diags_get(diags, i);
        g_string_append_printf(out, "%s %s @%u: %s\n", hp_severity_name(d->severity), d->code, d->line, d->message);
    }
    return g_string_free(out, FALSE);
}

static void test_case(gconstpointer data)
{
    const char *name = data;
    g_autoptr(GError) error = NULL;
    g_autofree char *source = NULL;
    g_autofree char *expected = NULL;
    g_autofree char *input_name = g_strconcat(CASES_DIR "/", name, ".md", NULL);
    g_autofree char *output_name = g_strconcat(CASES_DIR "/", name, ".html", NULL);
    gsize length;
    g_file_get_contents(input_name, &source, &length, &error);
    g_assert_no_error(error);
    g_autofree char *actual = convert(source, length);
    if (record) {
        g_file_set_contents(output_name, actual, -1, &error);
        g_assert_no_error(error);
        return;
    }
    g_file_get_contents(output_name, &expected, NULL, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(actual, ==, expected);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        record = record || !strcmp(argv[i], "--record");
    g_test_init(&argc, &argv, NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(GDir) dir = g_dir_open(CASES_DIR, 0, &error);
    g_assert_no_error(error);
    for (const char *file; (file = g_dir_read_name(dir));) {
        if (!g_str_has_suffix(file, ".md"))
            continue;
        char *name = g_strndup(file, strlen(file) - strlen(".md"));
        g_autofree char *path = g_strconcat("/markdown/case/", name, NULL);
        g_test_add_data_func_full(path, name, test_case, g_free);
    }
    return g_test_run();
}
