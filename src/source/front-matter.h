/*
 * Front matter: the YAML at the head of a file, and what it means on paper.
 */
#pragma once

#include "source/deck.h"

/* Where the Markdown begins. */
typedef struct {
    size_t offset; /* bytes into the text; 0: there is no front matter */
    unsigned line;
} hp_source_body;

/* The values of a file without front matter. dialect: not AUTO. */
void hp_front_matter_init(hp_front_matter *front, hp_dialect dialect);

/* Fills front, with defaults where nothing is said. Front matter opens with a
 * line ---, closes with --- or ..., and is a mapping; anything else stays part
 * of the Markdown. Diagnostics: front-matter-invalid, front-matter-late,
 * front-matter-value, yaml-limit. dialect: what was asked for. */
void hp_front_matter_read(hp_arena *arena, const char *text, size_t length, hp_dialect dialect, hp_front_matter *front,
                          hp_source_body *body, hp_diags *diags);
