#include "batch/report-internal.h"

#include "base/file.h"
#include "batch/json.h"
#include "batch/protocol.h"

#include <string.h>

/* ---- One file's part ---- */

static void add_tags(JsonBuilder *builder, GVariant *result)
{
    g_autofree const char **tags = NULL;
    if (result)
        g_variant_lookup(result, "tags", "^a&s", &tags);
    hp_json_add_texts(builder, "tags", tags, tags ? g_strv_length((char **)tags) : 0);
}

static const char *source_hash(const GArray *reads, const char *source)
{
    for (guint i = 0; reads && i < reads->len; i++) {
        const hp_read *read = &g_array_index(reads, hp_read, i);
        if (strcmp(read->path, source) == 0)
            return strlen(read->hash) == 64 ? read->hash : NULL;
    }
    return NULL;
}

static void add_hashes(JsonBuilder *builder, GVariant *result, const char *source, const hp_ingredients *ingredients)
{
    json_builder_set_member_name(builder, "hashes");
    json_builder_begin_object(builder);
    hp_json_add_text(builder, "source", source);
    hp_json_add_text(builder, "output", result ? hp_result_text(result, "output-hash") : NULL);
    hp_json_add_text(builder, "options", ingredients->options);
    hp_json_add_text(builder, "fonts", ingredients->fonts);
    hp_json_add_text(builder, "program", ingredients->program);
    json_builder_end_object(builder);
}

char *hp_report_entry(GVariant *result, const GArray *reads, const char *source, const hp_ingredients *ingredients,
                      const hp_diags *diags)
{
    g_autoptr(JsonBuilder) builder = json_builder_new();
    static const char *const texts[] = {"kind", "title", "author", "date", "lang"};
    double seconds = 0;
    json_builder_begin_object(builder);
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        hp_json_add_text(builder, texts[i], result ? hp_result_text(result, texts[i]) : NULL);
    add_tags(builder, result);
    gboolean written = FALSE;
    if (result)
        g_variant_lookup(result, "written", "b", &written);
    hp_json_add_number_or_null(builder, "pages", written, result ? hp_result_number(result, "pages") : 0);
    hp_json_add_number_or_null(builder, "bytes", written, result ? hp_result_number(result, "bytes") : 0);
    if (result && g_variant_lookup(result, "seconds", "d", &seconds))
        hp_json_add_seconds(builder, "seconds", seconds);
    else
        hp_json_add_number_or_null(builder, "seconds", FALSE, 0);
    add_hashes(builder, result, source_hash(reads, source), ingredients);
    hp_json_add_diagnostics(builder, diags, FALSE);
    json_builder_end_object(builder);
    return hp_json_print(builder);
}

static unsigned warnings_of(JsonObject *entry)
{
    JsonArray *diagnostics =
        json_object_has_member(entry, "diagnostics") ? json_object_get_array_member(entry, "diagnostics") : NULL;
    unsigned warnings = 0;
    for (guint i = 0; diagnostics && i < json_array_get_length(diagnostics); i++) {
        JsonObject *diag = json_array_get_object_element(diagnostics, i);
        warnings += g_strcmp0(json_object_get_string_member_with_default(diag, "severity", ""), "warning") == 0;
    }
    return warnings;
}

void hp_report_count(JsonObject *entry, hp_batch_totals *totals)
{
    totals->pages += (guint64)json_object_get_int_member_with_default(entry, "pages", 0);
    totals->bytes += (guint64)json_object_get_int_member_with_default(entry, "bytes", 0);
    totals->warnings += warnings_of(entry);
}

void hp_report_count_text(const char *entry, hp_batch_totals *totals)
{
    g_autoptr(JsonNode) root = entry ? json_from_string(entry, NULL) : NULL;
    if (root && JSON_NODE_HOLDS_OBJECT(root))
        hp_report_count(json_node_get_object(root), totals);
}

/* ---- The whole ---- */

static const char *status_name(hp_batch_status status)
{
    static const char *const names[] = {"pending", "unchanged", "written", "failed"};
    return names[status];
}

static void add_summary(JsonBuilder *builder, const hp_batch_totals *totals)
{
    json_builder_set_member_name(builder, "summary");
    json_builder_begin_object(builder);
    hp_json_add_number(builder, "files", totals->files);
    hp_json_add_number(builder, "written", totals->written);
    hp_json_add_number(builder, "unchanged", totals->unchanged);
    hp_json_add_number(builder, "failed", totals->failed);
    hp_json_add_number(builder, "pending", totals->pending);
    hp_json_add_number(builder, "warnings", totals->warnings);
    hp_json_add_number(builder, "pages", (gint64)totals->pages);
    hp_json_add_number(builder, "bytes", (gint64)totals->bytes);
    hp_json_add_number(builder, "pruned", totals->pruned);
    json_builder_end_object(builder);
}

static void add_binder(JsonBuilder *builder, const hp_batch_binder *binder)
{
    json_builder_set_member_name(builder, "binder");
    if (!binder) {
        json_builder_add_null_value(builder);
        return;
    }
    gboolean is_there = binder->status == HP_BATCH_WRITTEN || binder->status == HP_BATCH_UNCHANGED;
    json_builder_begin_object(builder);
    hp_json_add_text(builder, "file", binder->path);
    hp_json_add_text(builder, "status", status_name(binder->status));
    hp_json_add_number(builder, "decks", binder->decks);
    hp_json_add_number(builder, "missing", binder->missing);
    hp_json_add_number_or_null(builder, "pages", binder->pages > 0, binder->pages);
    hp_json_add_number_or_null(builder, "bytes", is_there, binder->bytes);
    json_builder_end_object(builder);
}

void hp_report_begin(FILE *stream, const hp_report_head *head)
{
    g_autoptr(JsonBuilder) builder = json_builder_new();
    json_builder_begin_object(builder);
    hp_json_add_text(builder, "handpress", head->version);
    hp_json_add_number(builder, "format", 1);
    hp_json_add_texts(builder, "folders", head->folders, head->n_folders);
    hp_json_add_text(builder, "shard", head->shard);
    json_builder_set_member_name(builder, "stopped");
    json_builder_add_boolean_value(builder, head->stopped);
    hp_json_add_seconds(builder, "seconds", head->totals->seconds);
    add_summary(builder, head->totals);
    add_binder(builder, head->binder);
    hp_json_add_texts(builder, "troubles", head->troubles, head->n_troubles);
    json_builder_end_object(builder);
    g_autofree char *text = hp_json_print(builder);
    text[strlen(text) - 1] = '\0';
    fprintf(stream, "%s,\"files\":[", text);
}

void hp_report_add(FILE *stream, guint index, const char *file)
{
    fprintf(stream, "%s\n%s", index ? "," : "", file);
}

void hp_report_end(FILE *stream)
{
    fputs("\n]}\n", stream);
}

static char *line_text(const hp_plan_file *file, const hp_report_line *line)
{
    g_autoptr(JsonBuilder) builder = json_builder_new();
    json_builder_begin_object(builder);
    hp_json_add_text(builder, "input", file->input);
    hp_json_add_text(builder, "output", file->output);
    hp_json_add_text(builder, "status", status_name(line->status));
    hp_json_add_text(builder, "reason", line->reason);
    json_builder_end_object(builder);
    g_autofree char *own = hp_json_print(builder);
    if (!line->entry)
        return g_steal_pointer(&own);
    own[strlen(own) - 1] = '\0';
    return g_strdup_printf("%s,%s", own, line->entry + 1);
}

hp_report_head hp_report_describe(const hp_report *report)
{
    return (hp_report_head){.version = report->options->version,
                            .folders = report->options->folders,
                            .n_folders = g_strv_length((char **)report->options->folders),
                            .troubles = (const char *const *)report->troubles->pdata,
                            .n_troubles = report->troubles->len,
                            .stopped = report->stopped,
                            .binder = report->binder,
                            .totals = report->totals};
}

void hp_report_each(const hp_report *report, FILE *stream, hp_report_each_func each, void *user_data)
{
    for (guint i = 0; i < report->plan->files->len && !ferror(stream); i++) {
        hp_report_line line = {0};
        report->look(i, &line, report->user_data);
        g_autofree char *text = line_text(&g_array_index(report->plan->files, hp_plan_file, i), &line);
        each(text, user_data);
    }
}

typedef struct {
    FILE *stream;
    guint count;
} report_lines;

static void add_line(const char *text, void *user_data)
{
    report_lines *lines = user_data;
    hp_report_add(lines->stream, lines->count++, text);
}

static gboolean report_fill(FILE *stream, void *user_data)
{
    const hp_report *report = user_data;
    const hp_batch_options *options = report->options;
    g_autofree char *shard = options->shards ? g_strdup_printf("%u/%u", options->shard, options->shards) : NULL;
    hp_report_head head = hp_report_describe(report);
    head.shard = shard;
    hp_report_begin(stream, &head);
    report_lines lines = {stream, 0};
    hp_report_each(report, stream, add_line, &lines);
    hp_report_end(stream);
    return TRUE;
}

gboolean hp_report_write(const hp_report *report, const char *path, GError **error)
{
    return hp_file_fill_atomic(path, report_fill, (void *)report, error);
}
