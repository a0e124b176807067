/*
 * Commands with arguments: a row each, in tables sorted by name; one function per
 * way of reading the arguments.
 *
 * a, b and c are what a row says of its command: characters, styles, classes,
 * as its function takes them.
 */
#pragma once

#include "math/math-internal.h"

typedef struct hp_math_command hp_math_command;

struct hp_math_command {
    const char *name;
    hp_math_node *(*parse)(hp_math_parser *p, const hp_math_command *row);
    int a, b, c;
};

typedef struct {
    const hp_math_command *rows;
    size_t n_rows;
} hp_math_commands;

extern const hp_math_commands hp_math_commands_parts;   /* commands-parts.c */
extern const hp_math_commands hp_math_commands_letters; /* commands-letters.c */

/* The class of a list as an atom: that of its only node, or an ordinary one. */
hp_atom hp_math_list_atom(const hp_math_node *list);
