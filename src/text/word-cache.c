#include "text/text-internal.h"

#include <string.h>

#define N_BUCKETS 4096u
/* Past this the cache starts again: simple, and the same for the same input. */
#define MAX_BYTES ((size_t)8 * 1024 * 1024)
/* Longer words hardly come twice. */
#define MAX_WORD 64

typedef struct entry {
    struct entry *next;
    hp_shape_key key;
    uint32_t hash, length;
    size_t n_glyphs;
    hp_glyph glyphs[]; /* the text stands behind them */
} entry;

struct hp_word_cache {
    entry *buckets[N_BUCKETS];
    size_t bytes;
};

hp_word_cache *hp_word_cache_new(void)
{
    return g_new0(hp_word_cache, 1);
}

static void cache_empty(hp_word_cache *cache)
{
    for (size_t i = 0; i < N_BUCKETS; i++) {
        for (entry *e = cache->buckets[i]; e;) {
            entry *next = e->next;
            g_free(e);
            e = next;
        }
        cache->buckets[i] = NULL;
    }
    cache->bytes = 0;
}

void hp_word_cache_free(hp_word_cache *cache)
{
    if (!cache)
        return;
    cache_empty(cache);
    g_free(cache);
}

/* FNV-1a. */
static uint32_t key_hash(const hp_shape_key *key, const char *text, size_t length)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)text[i]) * 16777619u;
    hash = (hash ^ (uint32_t)((uintptr_t)key->typeface >> 4)) * 16777619u;
    hash = (hash ^ (uint32_t)(key->script << 4 | (key->level & 1) << 3 | key->features)) * 16777619u;
    return hash ^ hash >> 15;
}

static gboolean key_equal(const hp_shape_key *a, const hp_shape_key *b)
{
    return a->typeface == b->typeface && a->language == b->language && a->script == b->script &&
           ((a->level ^ b->level) & 1) == 0 && a->features == b->features;
}

const hp_glyph *hp_word_cache_lookup(const hp_word_cache *cache, const hp_shape_key *key, const char *text,
                                     size_t length, size_t *n_glyphs)
{
    if (length > MAX_WORD)
        return NULL;
    uint32_t hash = key_hash(key, text, length);
    for (const entry *e = cache->buckets[hash % N_BUCKETS]; e; e = e->next) {
        if (e->hash == hash && e->length == length && key_equal(&e->key, key) &&
            memcmp(e->glyphs + e->n_glyphs, text, length) == 0) {
            *n_glyphs = e->n_glyphs;
            return e->glyphs;
        }
    }
    return NULL;
}

void hp_word_cache_add(hp_word_cache *cache, const hp_shape_key *key, const char *text, size_t length,
                       const hp_glyph *glyphs, size_t n_glyphs)
{
    if (length > MAX_WORD)
        return;
    size_t size = sizeof(entry) + n_glyphs * sizeof(hp_glyph) + length;
    if (cache->bytes + size > MAX_BYTES)
        cache_empty(cache);
    entry *e = g_malloc(size);
    e->key = *key;
    e->hash = key_hash(key, text, length);
    e->length = (uint32_t)length;
    e->n_glyphs = n_glyphs;
    memcpy(e->glyphs, glyphs, n_glyphs * sizeof(hp_glyph));
    memcpy(e->glyphs + n_glyphs, text, length);
    e->next = cache->buckets[e->hash % N_BUCKETS];
    cache->buckets[e->hash % N_BUCKETS] = e;
    cache->bytes += size;
}
