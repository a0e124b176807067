/*
 * Markup: the tags of an HTML page, one after the other, as far as finding its
 * slides needs it. What is shown of it is parsed by dom/.
 */
#pragma once

#include "base/arena.h"

typedef struct {
    const char *at, *end; /* what is left */
} hp_markup;

typedef struct {
    const char *start, *end; /* of the tag, with < and > */
    const char *name;        /* not terminated, any case */
    size_t name_length;
    gboolean closing;
    const char *attributes, *attributes_end; /* between the name and > */
    /* Of script, style, textarea and title, which hold no tags: the content. */
    const char *content, *content_end;
} hp_markup_tag;

/* The next tag, comments passed over. FALSE at the end. Of an element without
 * tags inside the end tag is passed over, too. */
gboolean hp_markup_next(hp_markup *rest, hp_markup_tag *tag);

gboolean hp_markup_is(const hp_markup_tag *tag, const char *name);

/* The value of an attribute, character references in it read; "" when it has
 * none, NULL when it is not there. In the arena. */
const char *hp_markup_attribute(hp_arena *arena, const hp_markup_tag *tag, const char *name);

/* A copy with the usual character references read; it has as many lines. */
char *hp_markup_decode(hp_arena *arena, const char *text, const char *end);
