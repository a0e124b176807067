/*
 * Values of the front matter: from YAML scalars to what they mean. A value that
 * cannot be meant gets a diagnostic front-matter-value and the default.
 */
#pragma once

#include "base/diag.h"
#include "source/yaml-tree.h"

typedef struct {
    hp_arena *arena;
    hp_diags *diags;
} hp_values;

/* The value of a key; the last one when it is given twice (diagnostic). NULL
 * when there is none. */
const hp_yaml_node *hp_values_lookup(hp_values *values, const hp_yaml_node *mapping, const char *key);

/* reason: what the value may be, as a clause without a full stop. */
void hp_values_complain(hp_values *values, const char *key, const hp_yaml_node *node, const char *reason);

/* A scalar's text without the white space around it. NULL: no node, no scalar,
 * null, or nothing in it. */
const char *hp_values_text(hp_values *values, const hp_yaml_node *node);

/* true and false as YAML and people write them. FALSE: text is neither. */
gboolean hp_values_parse_bool(const char *text, gboolean *value);
gboolean hp_values_bool(hp_values *values, const hp_yaml_node *mapping, const char *key, gboolean otherwise);
/* A number from least to most, "px" behind it allowed. */
double hp_values_number(hp_values *values, const hp_yaml_node *mapping, const char *key, double least, double most,
                        double otherwise);

/* A list, or a text with commas: the parts, NULL-terminated, never NULL. */
const char *const *hp_values_list(hp_values *values, const hp_yaml_node *node);
/* A text, or a list joined with ", ". NULL when empty. */
const char *hp_values_joined(hp_values *values, const hp_yaml_node *node);

const char *hp_values_language(hp_values *values, const hp_yaml_node *mapping, const char *key); /* BCP 47 */
const char *hp_values_date(hp_values *values, const hp_yaml_node *mapping, const char *key);     /* 2024-02-29 */
