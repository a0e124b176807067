/*
 * Link list: on paper a link is dead unless its address is printed. Links that
 * lead out of the deck get numbers, and sheets list the addresses by number.
 */
#pragma once

#include "dom/node.h"

typedef struct {
    GPtrArray *addresses; /* char *, the first is number 1 */
    GHashTable *numbers;  /* address → number */
} hp_link_list;

hp_link_list *hp_link_list_new(void);
void hp_link_list_free(hp_link_list *list); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hp_link_list, hp_link_list_free)

/* Gives every link below root that leads out its number, as a raised figure
 * behind its text. The same address has the same number. Before css/ sees the
 * tree. */
void hp_link_list_number(hp_link_list *list, hp_arena *arena, hp_node *root);

/* Adds the numbers of the links below node to numbers (unsigned). */
void hp_link_list_collect(const hp_node *node, GArray *numbers);

/* ol.link-list with the addresses of these numbers, as text or also as codes to
 * photograph, each once and in order; in the arena. Sorts numbers. NULL when there
 * are none. */
hp_node *hp_link_list_build(const hp_link_list *list, hp_arena *arena, GArray *numbers, gboolean codes);
