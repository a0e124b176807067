#include "base/arena.h"

#include <string.h>

#define BLOCK_SIZE ((size_t)64 * 1024)
#define ALIGNMENT ((size_t)16)

typedef struct block {
    struct block *next;
    size_t size, used; /* bytes after this header */
} block;

typedef struct owned {
    struct owned *next;
    void *object;
    GDestroyNotify destroy;
} owned;

struct hp_arena {
    block *blocks; /* the newest, which still has room, first */
    owned *owned;  /* newest first */
};

G_STATIC_ASSERT(sizeof(block) % 8 == 0);

#define HEADER_SIZE ((sizeof(block) + ALIGNMENT - 1) & ~(ALIGNMENT - 1))

hp_arena *hp_arena_new(void)
{
    return g_new0(hp_arena, 1);
}

void hp_arena_free(hp_arena *arena)
{
    if (!arena)
        return;
    for (owned *o = arena->owned; o; o = o->next)
        o->destroy(o->object);
    for (block *b = arena->blocks; b;) {
        block *next = b->next;
        g_free(b);
        b = next;
    }
    g_free(arena);
}

/* A request larger than a block gets one of its own, behind the current one,
 * so that the room left in the current block is not lost. */
static block *block_add(hp_arena *arena, size_t size)
{
    gboolean large = size > BLOCK_SIZE / 4;
    size_t room = large ? size : BLOCK_SIZE;
    block *b = g_malloc0(HEADER_SIZE + room);
    b->size = room;
    if (large && arena->blocks) {
        b->next = arena->blocks->next;
        arena->blocks->next = b;
    } else {
        b->next = arena->blocks;
        arena->blocks = b;
    }
    return b;
}

void *hp_arena_alloc(hp_arena *arena, size_t size)
{
    size = (MAX(size, 1) + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
    block *b = arena->blocks;
    if (!b || b->size - b->used < size)
        b = block_add(arena, size);
    void *memory = (char *)b + HEADER_SIZE + b->used;
    b->used += size;
    return memory;
}

void *hp_arena_copy(hp_arena *arena, const void *data, size_t size)
{
    void *copy = hp_arena_alloc(arena, size);
    if (size)
        memcpy(copy, data, size);
    return copy;
}

char *hp_arena_strndup(hp_arena *arena, const char *text, size_t length)
{
    char *copy = hp_arena_alloc(arena, length + 1);
    if (length)
        memcpy(copy, text, length);
    return copy;
}

char *hp_arena_strdup(hp_arena *arena, const char *text)
{
    return text ? hp_arena_strndup(arena, text, strlen(text)) : NULL;
}

char *hp_arena_printf(hp_arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    return hp_arena_strdup(arena, text);
}

void *hp_arena_own(hp_arena *arena, void *object, GDestroyNotify destroy)
{
    owned *o = hp_arena_make(arena, owned);
    o->object = object;
    o->destroy = destroy;
    o->next = arena->owned;
    arena->owned = o;
    return object;
}
