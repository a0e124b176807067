#include "batch/index-internal.h"

#include "base/error.h"
#include "base/file.h"
#include "index-resource.h"

#include <string.h>

/* ---- Pieces of HTML ---- */

static void put(FILE *stream, const char *text)
{
    g_autofree char *escaped = g_markup_escape_text(text ? text : "", -1);
    fputs(escaped, stream);
}

static void put_attribute(FILE *stream, const char *name, const char *value)
{
    fprintf(stream, " %s=\"", name);
    put(stream, value);
    fputc('"', stream);
}

/* A path as a relative address; "./" keeps a colon in it from being a scheme. */
static void put_address(FILE *stream, const char *name, const char *path)
{
    g_autofree char *escaped = g_uri_escape_string(path, "/", FALSE);
    g_autofree char *address = g_strconcat("./", escaped, NULL);
    put_attribute(stream, name, address);
}

static void put_resource(FILE *stream, const char *name)
{
    g_autofree char *path = g_strconcat("/handpress/index/", name, NULL);
    g_autoptr(GBytes) bytes = g_resource_lookup_data(hp_index_get_resource(), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    gsize size;
    const void *data = g_bytes_get_data(bytes, &size);
    fwrite(data, 1, size, stream);
}

static const char *text_of(JsonObject *file, const char *name)
{
    return json_object_get_string_member_with_default(file, name, NULL);
}

static gint64 number_of(JsonObject *file, const char *name)
{
    return json_object_get_int_member_with_default(file, name, 0);
}

/* NULL when there is none. */
static JsonArray *array_of(JsonObject *file, const char *name)
{
    JsonNode *node = json_object_get_member(file, name);
    return node && JSON_NODE_HOLDS_ARRAY(node) ? json_node_get_array(node) : NULL;
}

/* ---- One entry ---- */

static void put_cover(FILE *stream, const char *folder, const char *output)
{
    g_autofree char *cover = hp_index_cover(output);
    g_autofree char *path = g_build_filename(folder, cover, NULL);
    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
        fputs("<span class=\"cover blank\">PDF</span>", stream);
        return;
    }
    fputs("<img class=\"cover\" alt=\"\" loading=\"lazy\"", stream);
    put_address(stream, "src", cover);
    fputc('>', stream);
}

static void put_facts(FILE *stream, JsonObject *file, const char *folder, gboolean there)
{
    const char *date = text_of(file, "date");
    g_autofree char *day = date ? g_strndup(date, 10) : NULL;
    /* Minutes are often called by their day, which need not be read twice. */
    gboolean tells = day && g_strcmp0(text_of(file, "title"), day) != 0;
    fputs("<p>", stream);
    if (tells) {
        fputs("<time>", stream);
        put(stream, day);
        fputs("</time>", stream);
    }
    if (*folder) {
        fputs(tells ? " · " : "", stream);
        put(stream, folder);
    }
    fputs("</p>\n<p>", stream);
    if (there) {
        gint64 pages = number_of(file, "pages");
        g_autofree char *size = g_format_size((guint64)number_of(file, "bytes"));
        fprintf(stream, "%" G_GINT64_FORMAT " page%s · %s", pages, pages == 1 ? "" : "s", size);
    } else {
        fputs(g_strcmp0(text_of(file, "status"), "failed") == 0 ? "could not be made" : "not yet made", stream);
    }
    fputs("</p>\n", stream);
}

static void put_tags(FILE *stream, JsonArray *tags)
{
    if (!tags || json_array_get_length(tags) == 0)
        return;
    fputs("<p class=\"tags\">", stream);
    for (guint i = 0; i < json_array_get_length(tags); i++) {
        fputs("<span>", stream);
        put(stream, json_node_get_string(json_array_get_element(tags, i)));
        fputs("</span>", stream);
    }
    fputs("</p>\n", stream);
}

static gboolean is_odd(JsonArray *diagnostics, guint index)
{
    JsonNode *node = json_array_get_element(diagnostics, index);
    return JSON_NODE_HOLDS_OBJECT(node) && g_strcmp0(text_of(json_node_get_object(node), "severity"), "note") != 0;
}

/* Warnings and errors; notes are for who asks for them. */
static guint count_odd(JsonArray *diagnostics)
{
    guint odd = 0;
    for (guint i = 0; diagnostics && i < json_array_get_length(diagnostics); i++)
        odd += is_odd(diagnostics, i);
    return odd;
}

static void put_diagnostics(FILE *stream, JsonArray *diagnostics, guint odd)
{
    if (odd == 0)
        return;
    fprintf(stream, "<details><summary>%u warning%s</summary><ul>", odd, odd == 1 ? "" : "s");
    for (guint i = 0; i < json_array_get_length(diagnostics); i++) {
        if (!is_odd(diagnostics, i))
            continue;
        JsonObject *diag = json_array_get_object_element(diagnostics, i);
        fputs("<li>", stream);
        if (number_of(diag, "line") > 0)
            fprintf(stream, "line %" G_GINT64_FORMAT ": ", number_of(diag, "line"));
        put(stream, text_of(diag, "message"));
        fputs("</li>", stream);
    }
    fputs("</ul></details>\n", stream);
}

/* What the script sorts and chooses by. */
static void put_data(FILE *stream, JsonObject *file, const char *title, const char *folder, guint odd)
{
    const char *date = text_of(file, "date"), *kind = text_of(file, "kind");
    put_attribute(stream, "data-title", title);
    put_attribute(stream, "data-file", text_of(file, "output"));
    put_attribute(stream, "data-date", date);
    put_attribute(stream, "data-folder", folder);
    put_attribute(stream, "data-kind", kind);
    fprintf(stream, " data-pages=\"%" G_GINT64_FORMAT "\" data-size=\"%" G_GINT64_FORMAT "\" data-odd=\"%u\"",
            number_of(file, "pages"), number_of(file, "bytes"), odd);
}

void hp_index_add(FILE *stream, const char *folder, JsonObject *file)
{
    const char *output = text_of(file, "output"), *status = text_of(file, "status"), *kind = text_of(file, "kind");
    g_autofree char *base = g_path_get_basename(output), *below = g_path_get_dirname(output);
    const char *place = strcmp(below, ".") == 0 ? "" : below;
    const char *title = text_of(file, "title") ? text_of(file, "title") : base;
    JsonArray *diagnostics = array_of(file, "diagnostics");
    guint odd = count_odd(diagnostics);
    gboolean there = g_strcmp0(status, "written") == 0 || g_strcmp0(status, "unchanged") == 0;
    fprintf(stream, "<li class=\"entry%s%s\"", g_strcmp0(kind, "document") == 0 ? " document" : "",
            there ? "" : " failed");
    put_data(stream, file, title, place, odd);
    fputs(">\n", stream);
    if (there) {
        fputs("<a", stream);
        put_address(stream, "href", output);
        fputc('>', stream);
        put_cover(stream, folder, output);
    } else {
        fputs("<div class=\"title\"><span class=\"cover blank\">no PDF</span>", stream);
    }
    fputs("<b>", stream);
    put(stream, title);
    fputs(there ? "</b></a>\n" : "</b></div>\n", stream);
    put_facts(stream, file, place, there);
    put_tags(stream, array_of(file, "tags"));
    put_diagnostics(stream, diagnostics, odd);
    fputs("</li>\n", stream);
}

/* ---- The page ---- */

static void put_summary(FILE *stream, const hp_report_head *head)
{
    const hp_batch_totals *totals = head->totals;
    g_autofree char *size = g_format_size(totals->bytes);
    fprintf(stream, "<p>%u files, %" G_GUINT64_FORMAT " pages, %s", totals->files, totals->pages, size);
    if (totals->failed)
        fprintf(stream, "; %u could not be made", totals->failed);
    if (totals->pending)
        fprintf(stream, "; %u not yet made", totals->pending);
    fputs("</p>\n", stream);
    if (!head->n_troubles)
        return;
    fputs("<ul class=\"troubles\">", stream);
    for (guint i = 0; i < head->n_troubles; i++) {
        g_autofree char *valid = g_utf8_make_valid(head->troubles[i], -1);
        fputs("<li>", stream);
        put(stream, valid);
        fputs("</li>", stream);
    }
    fputs("</ul>\n", stream);
}

/* Shown by the script, which it is no use without. */
static void put_controls(FILE *stream)
{
    fputs("<form hidden role=\"search\">\n"
          "<input type=\"search\" name=\"query\" placeholder=\"Search titles, tags, folders …\" aria-label=\"Search\""
          " autocomplete=\"off\">\n"
          "<select name=\"folder\" aria-label=\"Folder\"><option value=\"\">All folders</option></select>\n"
          "<select name=\"kind\" aria-label=\"Kind\"><option value=\"\">Decks and documents</option>"
          "<option value=\"deck\">Decks</option><option value=\"document\">Documents</option></select>\n"
          "<select name=\"sort\" aria-label=\"Order\"><option value=\"newest\">Newest first</option>"
          "<option value=\"oldest\">Oldest first</option><option value=\"title\">By title</option>"
          "<option value=\"folder\">By folder</option><option value=\"pages\">Most pages</option>"
          "<option value=\"size\">Largest</option><option value=\"odd\">Most warnings</option></select>\n"
          "<label><input type=\"checkbox\" name=\"odd\"> with warnings</label>\n"
          "<button type=\"button\" name=\"look\">Light / dark</button>\n"
          "<output aria-live=\"polite\"></output>\n"
          "</form>\n",
          stream);
}

void hp_index_begin(FILE *stream, const hp_report_head *head)
{
    g_autoptr(GString) title = g_string_new(NULL);
    for (guint i = 0; i < head->n_folders; i++) {
        g_autofree char *real = g_canonicalize_filename(head->folders[i], NULL);
        g_autofree char *base = g_path_get_basename(real);
        g_autofree char *name = g_filename_display_name(base);
        g_string_append_printf(title, "%s%s", i ? ", " : "", name);
    }
    fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>",
          stream);
    put(stream, title->str);
    fputs("</title>\n<style>\n", stream);
    put_resource(stream, "index.css");
    fputs("</style>\n</head>\n<body>\n<header>\n<h1>", stream);
    put(stream, title->str);
    fputs("</h1>\n", stream);
    put_summary(stream, head);
    fputs("</header>\n", stream);
    put_controls(stream);
    fputs("<main>\n<ul class=\"entries\">\n", stream);
}

void hp_index_end(FILE *stream, const hp_report_head *head)
{
    fputs("</ul>\n</main>\n<footer>Made by handpress ", stream);
    put(stream, head->version);
    fputs(". Keys: <kbd>/</kbd> to search, arrows to move, <kbd>Enter</kbd> to open, <kbd>Esc</kbd> for all."
          "</footer>\n<script>\n",
          stream);
    put_resource(stream, "index.js");
    fputs("</script>\n</body>\n</html>\n", stream);
}

char *hp_index_cover(const char *output)
{
    g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, output, -1);
    return g_strdup_printf(HP_INDEX_FOLDER "/%.24s.png", hash);
}

/* ---- Of a run ---- */

typedef struct {
    const hp_report *report;
    const char *folder;
} run_index;

static void add_line(const char *text, void *user_data)
{
    void **to = user_data;
    g_autoptr(JsonNode) root = json_from_string(text, NULL);
    if (root && JSON_NODE_HOLDS_OBJECT(root))
        hp_index_add(to[0], to[1], json_node_get_object(root));
}

static gboolean run_fill(FILE *stream, void *user_data)
{
    const run_index *index = user_data;
    hp_report_head head = hp_report_describe(index->report);
    void *to[] = {stream, (void *)index->folder};
    hp_index_begin(stream, &head);
    hp_report_each(index->report, stream, add_line, to);
    hp_index_end(stream, &head);
    return TRUE;
}

gboolean hp_index_write(const hp_report *report, const char *folder, GError **error)
{
    run_index index = {report, folder};
    g_autofree char *path = g_build_filename(folder, HP_INDEX_FILE, NULL);
    return hp_file_fill_atomic(path, run_fill, &index, error);
}
