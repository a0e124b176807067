/*
 * The shortcodes of emoji as GitHub and markdown-it-emoji name them, sorted by
 * name (strcmp). Private to markdown/.
 */
#pragma once

#include <stddef.h>

typedef struct {
    const char *name, *emoji; /* UTF-8 */
} md_emoji_entry;

extern const md_emoji_entry md_emoji_table[];
extern const size_t md_emoji_count;
