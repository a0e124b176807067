/*
 * Addresses: where a long one may be broken on paper.
 */
#pragma once

#include "dom/node.h"

/* Puts <wbr> into the addresses in the text below root: after slashes, before
 * other punctuation, as books do, and nowhere near an end. Code is left alone. */
void hp_addresses_soften(hp_arena *arena, hp_node *root);
