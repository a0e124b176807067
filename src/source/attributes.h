/*
 * Attributes in comments: <!-- .slide: data-background="…" --> and .element:.
 */
#pragma once

#include "base/arena.h"

typedef enum { HP_COMMENT_OTHER, HP_COMMENT_SLIDE, HP_COMMENT_ELEMENT } hp_comment_kind;

typedef struct {
    const char *name, *value; /* name lower case */
} hp_comment_attribute;

/* Reads the inside of a comment (without <!-- and -->). Only data-*, id, class
 * and style are taken. Values: "…", '…' or unquoted; addresses wrapped as
 * Markdown ("[](https://…", "![](…)") are taken out. Returns the kind, and
 * for the two kinds an array in the arena (*count may be 0). */
hp_comment_kind hp_comment_attributes(hp_arena *arena, const char *text, size_t length,
                                      const hp_comment_attribute **attributes, size_t *count);

/* The same of the attributes of a tag, without its name. */
void hp_tag_attributes(hp_arena *arena, const char *text, const hp_comment_attribute **attributes, size_t *count);

/* "![](https://x/y.png)", "[](https://…", "url('…')" ─► the address itself. */
const char *hp_unwrap_address(hp_arena *arena, const char *text);
