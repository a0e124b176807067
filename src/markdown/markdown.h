/*
 * Markdown to HTML: md4c, and HedgeDoc's dialect on top of it.
 *
 * The HTML is untrusted text like the Markdown: dom/ applies the allow-list.
 * Syntax that works on text (linkify, typographer, emoji) sees text only, never
 * code, links' addresses or raw HTML. A file per syntax.
 */
#pragma once

#include "base/diag.h"
#include "base/line-map.h"
#include "source/deck.h"

typedef struct {
    gboolean breaks;  /* a newline is a line break */
    const char *lang; /* for the quotes of the typographer; NULL: en */
    gboolean gfm;     /* GitHub's Markdown with footnotes, and formulas: what else HedgeDoc adds is text */
} hp_markdown_options;

/* Appends the HTML of text to html and tells map which line each offset of
 * html->str comes from (offsets count from the start of html). */
void hp_markdown_to_html(const hp_markdown_text *text, const hp_markdown_options *options, GString *html,
                         hp_line_map *map, hp_diags *diags);
