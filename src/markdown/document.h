/*
 * Document: what the texts of one Markdown text share. A footnote's content or
 * a summary is a text inside of it, converted by itself. Private to markdown/.
 */
#pragma once

#include "markdown/markdown.h"

#define MD_MAX_DEPTH 3 /* of texts inside of texts */

typedef struct md_notes md_notes;                 /* footnote.h */
typedef struct md_abbreviations md_abbreviations; /* abbreviation.c */

typedef struct {
    const hp_markdown_options *options;
    hp_diags *diags;
    unsigned line;                   /* of the whole text: makes ids of a deck's slides differ */
    unsigned depth;                  /* 0: the whole text */
    GHashTable *slugs;               /* ids of headings given so far ─► count */
    md_notes *notes;                 /* NULL: none so far */
    md_abbreviations *abbreviations; /* NULL: none */
} md_document;

void md_abbreviations_free(md_abbreviations *abbreviations); /* NULL is fine */

/* Appends the HTML of a text inside of the document's; without the <p> when it
 * is one paragraph. */
void md_document_convert_inner(md_document *document, const hp_markdown_text *text, GString *html, hp_line_map *map);
