#include "cli/report.h"

#include "batch/json.h"

#include <stdio.h>

struct report {
    JsonBuilder *builder;
};

report *report_new(void)
{
    report *r = g_new0(report, 1);
    r->builder = json_builder_new();
    json_builder_begin_object(r->builder);
    json_builder_set_member_name(r->builder, "files");
    json_builder_begin_array(r->builder);
    return r;
}

void report_free(report *r)
{
    if (!r)
        return;
    g_object_unref(r->builder);
    g_free(r);
}

static void add_file(report *r, const char *input, char *const *outputs, size_t pages, size_t bytes,
                     const hp_diags *diags)
{
    JsonBuilder *builder = r->builder;
    const char *output = outputs[0];
    json_builder_begin_object(builder);
    hp_json_add_text(builder, "input", input);
    hp_json_add_text(builder, "output", output);
    if (output && outputs[1])
        hp_json_add_texts(builder, "outputs", (const char *const *)outputs, g_strv_length((char **)outputs));
    hp_json_add_number_or_null(builder, "pages", output != NULL, pages);
    hp_json_add_number_or_null(builder, "bytes", output != NULL, bytes);
    hp_json_add_diagnostics(builder, diags, TRUE);
    json_builder_end_object(builder);
}

void report_add(report *r, const char *input, const char *output, size_t pages, size_t bytes, const hp_diags *diags)
{
    char *const outputs[] = {(char *)output, NULL};
    add_file(r, input, outputs, pages, bytes, diags);
}

void report_add_several(report *r, const char *input, char *const *outputs, size_t pages, size_t bytes,
                        const hp_diags *diags)
{
    add_file(r, input, outputs, pages, bytes, diags);
}

void report_print(report *r)
{
    json_builder_end_array(r->builder);
    json_builder_end_object(r->builder);
    g_autoptr(JsonNode) root = json_builder_get_root(r->builder);
    g_autofree char *text = json_to_string(root, TRUE);
    puts(text);
}
