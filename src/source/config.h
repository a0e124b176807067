/*
 * Configuration: what an archive's handpress.yaml says.
 *
 *     theme: moon
 *     asset-dir: [pictures, logos]
 *
 * A mapping of keys to texts, numbers, truth values, or lists of them. What a key
 * means is the caller's business. Everything lives in the arena.
 */
#pragma once

#include "base/arena.h"

typedef struct {
    const char *key;
    const char *const *values; /* NULL-terminated, never empty */
    gboolean is_list;          /* else there is one value */
    unsigned line;             /* of the key, 1-based */
} hp_setting;

/* name: of the file, for messages. *count settings in the file's order (0 for an
 * empty file). NULL and HP_ERROR_USAGE, "NAME:LINE: what is wrong". */
const hp_setting *hp_config_parse(hp_arena *arena, const char *name, const char *text, size_t length, size_t *count,
                                  GError **error);
