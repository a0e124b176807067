/*
 * Icons: <i class="fa fa-github"></i> gets the character that the icon font has
 * for the name. Private to dom/.
 */
#pragma once

#include "base/diag.h"
#include "dom/node.h"

/* Gives an empty element its icon when one of its classes names it. */
void hp_icon_fill(hp_arena *arena, hp_node *node, hp_diags *diags);
