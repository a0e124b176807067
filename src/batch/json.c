#include "batch/json.h"

#include <math.h>

void hp_json_add_text(JsonBuilder *builder, const char *name, const char *value)
{
    json_builder_set_member_name(builder, name);
    g_autofree char *valid = value ? g_utf8_make_valid(value, -1) : NULL;
    if (valid)
        json_builder_add_string_value(builder, valid);
    else
        json_builder_add_null_value(builder);
}

void hp_json_add_texts(JsonBuilder *builder, const char *name, const char *const *texts, size_t count)
{
    json_builder_set_member_name(builder, name);
    json_builder_begin_array(builder);
    for (size_t i = 0; i < count; i++) {
        g_autofree char *valid = g_utf8_make_valid(texts[i], -1);
        json_builder_add_string_value(builder, valid);
    }
    json_builder_end_array(builder);
}

void hp_json_add_number(JsonBuilder *builder, const char *name, guint64 value)
{
    json_builder_set_member_name(builder, name);
    json_builder_add_int_value(builder, (gint64)value);
}

void hp_json_add_number_or_null(JsonBuilder *builder, const char *name, gboolean known, guint64 value)
{
    if (known) {
        hp_json_add_number(builder, name, value);
        return;
    }
    json_builder_set_member_name(builder, name);
    json_builder_add_null_value(builder);
}

void hp_json_add_seconds(JsonBuilder *builder, const char *name, double value)
{
    json_builder_set_member_name(builder, name);
    json_builder_add_double_value(builder, round(value * 1e6) / 1e6);
}

static void diagnostic_add(JsonBuilder *builder, const hp_diag *diag, gboolean with_file)
{
    json_builder_begin_object(builder);
    hp_json_add_text(builder, "severity", hp_severity_name(diag->severity));
    hp_json_add_text(builder, "code", diag->code);
    if (with_file)
        hp_json_add_text(builder, "file", diag->file);
    hp_json_add_number_or_null(builder, "line", diag->line > 0, diag->line);
    hp_json_add_text(builder, "message", diag->message);
    json_builder_end_object(builder);
}

void hp_json_add_diagnostics(JsonBuilder *builder, const hp_diags *diags, gboolean with_file)
{
    json_builder_set_member_name(builder, "diagnostics");
    json_builder_begin_array(builder);
    for (size_t i = 0; i < hp_diags_count(diags); i++)
        diagnostic_add(builder, hp_diags_get(diags, i), with_file);
    json_builder_end_array(builder);
}

char *hp_json_print(JsonBuilder *builder)
{
    g_autoptr(JsonNode) root = json_builder_get_root(builder);
    return json_to_string(root, FALSE);
}
