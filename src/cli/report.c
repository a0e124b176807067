#include "cli/report.h"

#include <json-glib/json-glib.h>
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

/* JSON is UTF-8; names of files need not be. */
static void add_string(JsonBuilder *builder, const char *name, const char *value)
{
    json_builder_set_member_name(builder, name);
    g_autofree char *valid = value ? g_utf8_make_valid(value, -1) : NULL;
    if (valid)
        json_builder_add_string_value(builder, valid);
    else
        json_builder_add_null_value(builder);
}

static void add_number(JsonBuilder *builder, const char *name, gboolean known, size_t value)
{
    json_builder_set_member_name(builder, name);
    if (known)
        json_builder_add_int_value(builder, (gint64)value);
    else
        json_builder_add_null_value(builder);
}

static void add_diagnostic(JsonBuilder *builder, const hp_diag *diag)
{
    json_builder_begin_object(builder);
    add_string(builder, "severity", hp_severity_name(diag->severity));
    add_string(builder, "code", diag->code);
    add_string(builder, "file", diag->file);
    add_number(builder, "line", diag->line > 0, diag->line);
    add_string(builder, "message", diag->message);
    json_builder_end_object(builder);
}

static void add_outputs(JsonBuilder *builder, char *const *outputs)
{
    json_builder_set_member_name(builder, "outputs");
    json_builder_begin_array(builder);
    for (char *const *at = outputs; *at; at++) {
        g_autofree char *valid = g_utf8_make_valid(*at, -1);
        json_builder_add_string_value(builder, valid);
    }
    json_builder_end_array(builder);
}

static void add_file(report *r, const char *input, char *const *outputs, size_t pages, size_t bytes,
                     const hp_diags *diags)
{
    JsonBuilder *builder = r->builder;
    const char *output = outputs[0];
    json_builder_begin_object(builder);
    add_string(builder, "input", input);
    add_string(builder, "output", output);
    if (output && outputs[1])
        add_outputs(builder, outputs);
    add_number(builder, "pages", output != NULL, pages);
    add_number(builder, "bytes", output != NULL, bytes);
    json_builder_set_member_name(builder, "diagnostics");
    json_builder_begin_array(builder);
    for (size_t i = 0; i < hp_diags_count(diags); i++)
        add_diagnostic(builder, hp_diags_get(diags, i));
    json_builder_end_array(builder);
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
