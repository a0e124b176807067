/*
 * Formulas: <span class="math" data-tex="…"> in a line, <div …> as a block.
 *
 * A formula is a replaced element whose size follows from its style's font, and
 * which has a baseline. One that cannot be read stays the text it is, marked.
 */
#pragma once

#include "layout/layout-internal.h"

gboolean hp_formula_is(const hp_node *node);

/* Reads what the node says. NULL when it is no formula, with a diagnostic. */
const hp_math *hp_formula_read(const hp_layout_context *context, hp_arena *arena, const hp_node *node);

/* The style of a display formula: centred, whatever is around. */
const hp_style *hp_formula_display_style(hp_arena *arena, const hp_style *style);
/* The style of source that stands for a formula: monospaced in a thin frame. */
const hp_style *hp_formula_source_style(hp_arena *arena, const hp_style *style);

/* width: of the containing block; display formulas shrink to it. */
hp_laid *hp_formula_layout(hp_layouter *l, const hp_box *box, double width);
void hp_formula_intrinsic_widths(hp_layouter *l, const hp_box *box, double *min_content, double *max_content);

/* Whether a formula may be broken in lines of this width: a long one that has
 * breaks and no frame. */
gboolean hp_formula_breaks(hp_layouter *l, const hp_box *box, double line);
/* The part of such a formula that stands in room px of a line of `line` px.
 * part: which one is next, 0 to begin with, and 0 again when it was the last.
 * NULL when not even that fits; must: then it is shrunk. */
hp_laid *hp_formula_take(hp_layouter *l, const hp_box *box, size_t *part, double room, double line, gboolean must);
