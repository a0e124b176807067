/*
 * Diagrams: `pre > code` in a language of diagrams becomes div.diagram with the
 * picture that its program draws, and the class of the language, as HedgeDoc has
 * it. What cannot be drawn stays a listing.
 */
#pragma once

#include "asset/asset.h"
#include "diagram/diagram.h"
#include "dom/node.h"

/* Over the finished tree, before code is coloured and css/ sees it. Costs a walk
 * when no diagram is there. programs may be NULL. */
void hp_diagrams_draw(hp_arena *arena, hp_node *root, const hp_diagram_programs *programs, hp_assets *assets,
                      hp_diags *diags);
