/*
 * JSON: members of an object that is being built. JSON is UTF-8, while names of
 * files need not be: what is not is replaced.
 */
#pragma once

#include "base/diag.h"

#include <json-glib/json-glib.h>

void hp_json_add_text(JsonBuilder *builder, const char *name, const char *value); /* NULL: null */
void hp_json_add_texts(JsonBuilder *builder, const char *name, const char *const *texts, size_t count);
void hp_json_add_number(JsonBuilder *builder, const char *name, guint64 value);
void hp_json_add_number_or_null(JsonBuilder *builder, const char *name, gboolean known, guint64 value);
void hp_json_add_seconds(JsonBuilder *builder, const char *name, double value); /* whole microseconds */

/* "diagnostics": [{"severity", "code", "file" if wanted, "line" or null, "message"}] */
void hp_json_add_diagnostics(JsonBuilder *builder, const hp_diags *diags, gboolean with_file);

/* What has been built, on one line. Free it. */
char *hp_json_print(JsonBuilder *builder);
