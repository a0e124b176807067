/*
 * HTML text to nodes, through gumbo and an allow-list. gumbo never leaves this
 * room.
 */
#pragma once

#include "base/diag.h"
#include "base/line-map.h"
#include "dom/node.h"

/* A <style> block found on the way. */
typedef struct {
    const char *css;
    size_t length;
    unsigned line; /* of its first byte */
} hp_style_block;

/* Parses html as the content of parent (HTML5 fragment parsing in <body>) and
 * appends the nodes to it.
 *
 * Elements off the allow-list are dropped with their content (script, iframe,
 * …) or replaced by their children; unknown pseudo tags such as <YOUR NAME>
 * show as the text they were. Event handlers and unknown attributes go.
 * Comments go; .slide: sets attributes on slide (nullable), .element: on the
 * element before it. <style> blocks are appended to styles (hp_style_block); in
 * the tree they are empty elements. Adjacent texts are merged. Limits: depth 200, 200,000 nodes
 * (a diagnostic tells). */
void hp_dom_parse(hp_arena *arena, hp_node *parent, hp_node *slide, const char *html, size_t length,
                  const hp_line_map *map, GArray *styles, hp_diags *diags);

/* The tree as indented text: tag#id.class[attr="…"] @line, texts quoted. Free
 * it. For --dump=dom and tests. */
char *hp_dom_dump(const hp_node *root);
