/*
 * Declarations for tests: text to a style, the way the cascade does it, but
 * without selectors.
 */
#pragma once

#include "css/css-internal.h"

/* Applies "name: value; …" to a style that inherits from parent (NULL: initial
 * values) in the two passes of hp_property_apply, and finishes it. What was not
 * simply applied is told in `log` (may be NULL), a line each. */
const hp_style *declarations_apply(const hp_compute *compute, const char *text, GString *log);

/* A context of 1000 × 500 px and a compute with this parent, in the arena. */
hp_compute *declarations_compute(hp_arena *arena, const hp_style *parent, gboolean strict);

/* Applies and dumps. Free it. */
char *declarations_dump(const char *parent, const char *text, gboolean strict);
