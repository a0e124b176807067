/* Cascade layers (CSS Cascade 5 §6.4): a tree in the order of first mention. A
 * layer comes after the layers inside it, and what is in no layer comes last. */
#include "css/rules.h"

#include <string.h>

/* Their rank has eight bits in the precedence of a rule, 0 and 255 not for layers. */
#define LAYERS_MAX 250
#define DEPTH_MAX 16

struct hp_layer {
    const char *name; /* NULL: anonymous */
    hp_layer *parent, *first, *last, *next;
    unsigned rank, depth;
};

struct hp_layers {
    hp_arena *arena;
    hp_layer top;
    unsigned count;
};

hp_layers *hp_layers_make(hp_arena *arena)
{
    hp_layers *layers = hp_arena_make(arena, hp_layers);
    layers->arena = arena;
    return layers;
}

gboolean hp_layers_any(const hp_layers *layers)
{
    return layers->count > 0;
}

static hp_layer *child_add(hp_layers *layers, hp_layer *parent, const char *name)
{
    if (layers->count >= LAYERS_MAX || parent->depth >= DEPTH_MAX)
        return NULL;
    layers->count++;
    hp_layer *layer = hp_arena_make(layers->arena, hp_layer);
    layer->name = name;
    layer->parent = parent;
    layer->depth = parent->depth + 1;
    if (parent->last)
        parent->last->next = layer;
    else
        parent->first = layer;
    parent->last = layer;
    return layer;
}

static hp_layer *child_get(hp_layers *layers, hp_layer *parent, const char *name)
{
    for (hp_layer *layer = parent->first; layer; layer = layer->next)
        if (layer->name && strcmp(layer->name, name) == 0)
            return layer;
    return child_add(layers, parent, name);
}

const hp_layer *hp_layer_add(hp_layers *layers, const hp_layer *parent)
{
    return child_add(layers, parent ? (hp_layer *)parent : &layers->top, NULL);
}

/* Identifiers with points between them, and no blanks around these (§6.4.1). */
static gboolean name_is_valid(const hp_token *tokens, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (i % 2 == 0 ? tokens[i].type != HP_TOKEN_IDENT : tokens[i].type != HP_TOKEN_DELIM || tokens[i].delim != '.')
            return FALSE;
    return count % 2 == 1;
}

const hp_layer *hp_layer_get(hp_layers *layers, const hp_layer *parent, const hp_token *tokens, size_t count)
{
    while (count > 0 && tokens[0].type == HP_TOKEN_WHITESPACE) {
        tokens++;
        count--;
    }
    while (count > 0 && tokens[count - 1].type == HP_TOKEN_WHITESPACE)
        count--;
    if (!name_is_valid(tokens, count))
        return NULL;
    hp_layer *layer = parent ? (hp_layer *)parent : &layers->top;
    for (size_t i = 0; i < count && layer; i += 2)
        layer = child_get(layers, layer, tokens[i].text);
    return layer;
}

static void rank_children(const hp_layer *layer, unsigned *rank)
{
    for (hp_layer *child = layer->first; child; child = child->next) {
        rank_children(child, rank);
        child->rank = ++*rank;
    }
}

void hp_layers_rank(hp_layers *layers)
{
    unsigned rank = 0;
    rank_children(&layers->top, &rank);
}

unsigned hp_layer_rank(const hp_layer *layer)
{
    return layer ? layer->rank : HP_LAYER_NONE;
}
