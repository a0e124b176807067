/*
 * Pictures: which addresses of pictures a deck names, wherever it names them:
 * elements, backgrounds of slides, front matter, style sheets.
 */
#pragma once

#include "sheet/tree.h"

typedef struct {
    const char *address; /* as written; in the arena */
    unsigned line;       /* 0: the front matter */
} hp_picture_name;

/* A GArray of hp_picture_name, each address once, in the order of the deck; what
 * holds its own content (data:) is left out. */
GArray *hp_pictures_list(hp_arena *arena, const hp_tree *tree, const hp_deck *deck);
