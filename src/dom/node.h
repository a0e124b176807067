/*
 * Nodes: the document as a tree of elements and texts.
 *
 * The tree lives in the deck's arena. Only dom/ links nodes; css/ writes the
 * style pointers, once; everything after reads. Tag and attribute names are
 * lower case and interned (g_intern_string), so that pointers compare.
 */
#pragma once

#include "base/arena.h"

struct hp_style; /* css/style.h */

typedef enum { HP_NODE_ELEMENT, HP_NODE_TEXT } hp_node_type;

typedef struct {
    const char *name;  /* interned */
    const char *value; /* "" when the source gives none */
} hp_attribute;

typedef struct hp_node hp_node;

struct hp_node {
    hp_node_type type;
    unsigned line;    /* of the source, 1-based; 0 for what nobody wrote */
    const char *tag;  /* interned; NULL for text */
    const char *text; /* text nodes: UTF-8, not collapsed; else NULL */

    const char *id;                 /* NULL when there is none */
    const char *const *classes;     /* NULL-terminated, interned; NULL when there are none */
    const hp_attribute *attributes; /* id and class included */
    size_t n_attributes;

    hp_node *parent, *first_child, *last_child, *previous, *next;

    /* Written by css/: every element has style; before and after only where
     * their `content` makes a box, the other pseudo-elements only where a rule
     * speaks of them. Text nodes have none. */
    const struct hp_style *style, *style_before, *style_after;
    const struct hp_style *style_marker, *style_first_letter;
};

/* The attribute's value, or NULL. name need not be interned. */
const char *hp_node_attribute(const hp_node *node, const char *name);
gboolean hp_node_has_class(const hp_node *node, const char *name);
/* tag is compared by text, so any string will do. */
gboolean hp_node_is(const hp_node *node, const char *tag);

/* The node after this one in document order that stays under root; NULL at the
 * end. hp_node_skip leaves out node's children. */
const hp_node *hp_node_next(const hp_node *node, const hp_node *root);
const hp_node *hp_node_skip(const hp_node *node, const hp_node *root);

/* All text below the node, blanks folded to one and trimmed. Free it. */
char *hp_node_text(const hp_node *node);

/* Building (dom/, sheet/ and tests only). line: of the source. */
hp_node *hp_node_make_element(hp_arena *arena, const char *tag, unsigned line);
hp_node *hp_node_make_text(hp_arena *arena, const char *text, size_t length, unsigned line);
void hp_node_append(hp_node *parent, hp_node *child);
/* Puts a node that is nowhere before one of the parent's children; NULL: at the end. */
void hp_node_insert_before(hp_node *parent, hp_node *child, hp_node *before);
/* Takes a node and what is below it out of the tree. */
void hp_node_remove(hp_node *node);
/* Sets or replaces; keeps id and classes in step. */
void hp_node_set_attribute(hp_arena *arena, hp_node *node, const char *name, const char *value);
/* Adds class names, blank-separated, to those the node has. */
void hp_node_add_classes(hp_arena *arena, hp_node *node, const char *names);
