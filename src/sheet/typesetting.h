/*
 * Typesetting: what a typesetter sees in a document and a style sheet cannot
 * ask for. Elements get classes; document.css says what becomes of them.
 *
 *     lead-in       a paragraph that ends in a colon before a list, table or code
 *     has-caption   a paragraph of pictures before one in italics, its `caption`
 *     short-items   a list of many short items, as of those who were there
 *     short-code    a few lines of code, which stay on one page
 *     short-table   a table of a few rows, which stay on one page, too
 *     wide-table    a table of many columns
 */
#pragma once

#include "dom/node.h"

void hp_typesetting_mark(hp_arena *arena, hp_node *body);
