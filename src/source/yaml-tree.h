/*
 * YAML to a small tree, within limits.
 *
 * Built from libyaml's events, so that an alias only points at the node of its
 * anchor and never multiplies it. Everything lives in the arena.
 */
#pragma once

#include "base/arena.h"

typedef enum { HP_YAML_SCALAR, HP_YAML_SEQUENCE, HP_YAML_MAPPING } hp_yaml_kind;

typedef struct hp_yaml_node hp_yaml_node;
typedef struct hp_yaml_item hp_yaml_item;

struct hp_yaml_item {
    const hp_yaml_node *key; /* NULL in a sequence */
    const hp_yaml_node *value;
    hp_yaml_item *next;
};

struct hp_yaml_node {
    hp_yaml_kind kind;
    unsigned line;       /* in the file */
    const char *text;    /* of a scalar; else "" */
    gboolean plain;      /* a scalar without quotes: null and true mean something */
    hp_yaml_item *items; /* of the others, in their order */
};

typedef struct {
    gboolean limit; /* it may be right, but it is too large */
    unsigned line;
    const char *message;
} hp_yaml_problem;

/* first_line: of the text, in the file. *root is NULL for a text without
 * content. FALSE and *problem when it is no YAML or passes a limit. */
gboolean hp_yaml_parse(hp_arena *arena, const char *text, size_t length, unsigned first_line, const hp_yaml_node **root,
                       hp_yaml_problem *problem);
