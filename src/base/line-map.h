/*
 * Line map: from offsets in the HTML that markdown/ writes to lines of the
 * source. Offsets are bytes, lines 1-based. Ownership: the caller's.
 */
#pragma once

#include <glib.h>

typedef struct hp_line_map hp_line_map;

hp_line_map *hp_line_map_new(void);
void hp_line_map_free(hp_line_map *map); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hp_line_map, hp_line_map_free)

/* What stands at offset and after it comes from this line. Offsets must not
 * fall from call to call. */
void hp_line_map_add(hp_line_map *map, size_t offset, unsigned line);

/* The line of what stands at offset; 0 when the map is empty or NULL. */
unsigned hp_line_map_lookup(const hp_line_map *map, size_t offset);
