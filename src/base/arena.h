/*
 * Arena: memory that dies together.
 *
 * A stage's nodes, boxes and strings come from here and are never freed one by
 * one. Memory is zeroed; running out aborts. One thread at a time.
 */
#pragma once

#include <glib.h>
#include <stdarg.h>

typedef struct hp_arena hp_arena;

hp_arena *hp_arena_new(void);
void hp_arena_free(hp_arena *arena); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hp_arena, hp_arena_free)

/* Returns size bytes, zeroed, aligned for any type. */
void *hp_arena_alloc(hp_arena *arena, size_t size);
#define hp_arena_make(arena, type) ((type *)hp_arena_alloc((arena), sizeof(type)))
#define hp_arena_make_array(arena, type, count) ((type *)hp_arena_alloc((arena), sizeof(type) * (size_t)(count)))

/* Copies of text; length in bytes, a terminating NUL is added. */
char *hp_arena_strdup(hp_arena *arena, const char *text); /* NULL gives NULL */
char *hp_arena_strndup(hp_arena *arena, const char *text, size_t length);
char *hp_arena_printf(hp_arena *arena, const char *format, ...) G_GNUC_PRINTF(2, 3);
void *hp_arena_copy(hp_arena *arena, const void *data, size_t size);

/* Adopts a foreign object: destroy(object) runs with the arena, newest first.
 * Returns object. */
void *hp_arena_own(hp_arena *arena, void *object, GDestroyNotify destroy);
