/*
 * Title block: the head of a document: title, date, author, tags.
 */
#pragma once

#include "sheet/tree.h"

typedef struct {
    const char *title;         /* as --title or the front matter say; NULL: none */
    const char *date, *author; /* NULL: none */
    const char *const *tags;   /* NULL-terminated */
} hp_title_block;

/* Puts header.title-block at the head of a document's tree. The document's
 * first heading is its title when it says the same as the front matter, or when
 * that says nothing and no other heading is as high; it is never repeated. */
void hp_title_block_add(hp_arena *arena, const hp_tree *tree, const hp_title_block *block);
