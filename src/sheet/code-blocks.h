/*
 * Code blocks: `pre > code` with a language becomes coloured, numbered and
 * marked as its author asked.
 *
 *     class="yaml", "language-yaml"     the language
 *     data-line-numbers=""              line numbers from 1
 *     data-line-numbers="101"           … from there; "+": on from the last block
 *     data-line-numbers="3,5-7"         … and all but these lines are dimmed
 *                                       (reveal.js; of steps "1|2-3" the last)
 *     data-ln-start-from="101"          reveal.js: the first number
 *     data-trim                         reveal.js: without empty lines around
 *                                       and without the indentation of all
 *
 * Colours are spans with the classes of highlight.js. Only where lines need it
 * (numbers, marks, diffs) each is a block of its own, span.code-line, with its
 * number in span.line-number (then its text is in span.code-text). A block that has markup of its own is left alone.
 */
#pragma once

#include "dom/node.h"

/* Over the finished tree, before css/ sees it. Costs a walk when no block of
 * code is there. */
void hp_code_blocks_mark(hp_arena *arena, hp_node *root);
