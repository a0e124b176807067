/*
 * The allow-list: which elements and attributes of a deck's HTML become nodes.
 *
 * Private to dom/. What is not named here does not pass; the table follows
 * what HedgeDoc lets through, less everything that acts (scripts, frames,
 * plug-ins, forms).
 */
#pragma once

#include <gumbo.h>

#include <glib.h>

typedef enum {
    HP_TAG_PSEUDO,  /* not HTML: shows as the text it was */
    HP_TAG_KEEP,    /* becomes a node */
    HP_TAG_UNWRAP,  /* its children take its place */
    HP_TAG_DROP,    /* goes with its content */
    HP_TAG_MEDIA,   /* likewise: no paper form */
    HP_TAG_SILENT,  /* likewise, and nothing is missing */
    HP_TAG_STYLE,   /* a style sheet */
    HP_TAG_REMOVE,  /* the tag alone goes, before gumbo sees it */
    HP_TAG_CHECKBOX /* kept when it is a checkbox, dropped otherwise */
} hp_tag_rule;

/* What happens with elements of this tag. */
hp_tag_rule hp_allow_tag(GumboTag tag);

/* The interned name of a kept tag. */
const char *hp_allow_tag_name(GumboTag tag);

/* The tag of a name, with names that gumbo does not know but HTML does taken
 * as close relatives; GUMBO_TAG_UNKNOWN for pseudo tags. */
GumboTag hp_allow_tag_enum(const char *name, size_t length);

/* The interned name of the attribute when the tag may have it with this value,
 * or NULL. name: lower case, as gumbo gives it. */
const char *hp_allow_attribute(GumboTag tag, const char *name, const char *value);

/* An element without content or end tag (HTML §13.1.2 "void elements"). */
gboolean hp_tag_is_void(GumboTag tag);
