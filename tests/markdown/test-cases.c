/*
 * Markdown to HTML: cases in tests/cases/markdown, NAME.md and NAME.html. Each
 * line of the expected HTML begins with the line of the source it comes from;
 * diagnostics follow. --record writes the expected files.
 *
 * A first line "<!-- case: lang=de breaks=false gfm -->" sets options.
 */
#include "case-files.h"
#include "markdown/markdown.h"

#include <stdlib.h>
#include <string.h>

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
    if ((found = strstr(text->text, "gfm")) && found < lf)
        options->gfm = TRUE;
    text->length -= (size_t)(lf + 1 - text->text);
    text->text = lf + 1;
    text->line = 2;
}

static char *convert(const char *name G_GNUC_UNUSED, const char *source, size_t length)
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

int main(int argc, char **argv)
{
    static const case_files files = {CASES_DIR, ".md", ".html", "/markdown/case", convert};
    case_files_init(&argc, &argv);
    case_files_add(&files);
    return g_test_run();
}
