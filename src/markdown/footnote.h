/*
 * Footnotes: [^label] with "[^label]: text" somewhere, and ^[text]. Private to
 * markdown/.
 */
#pragma once

#include "markdown/document.h"

typedef struct {
    hp_markdown_text text; /* of ^[…]: what stands in the brackets; text NULL: a definition */
    GString *html;         /* of a definition */
    hp_line_map *map;
    unsigned line;   /* of its first reference, or of the definition before there is one */
    unsigned number; /* 1-based, in the order of first references; 0: none yet */
    unsigned references;
} md_note;

struct md_notes {
    GPtrArray *all; /* md_note */
    GPtrArray *shown;
    GHashTable *by_label; /* char * ─► index in all, plus 1 */
};

void md_notes_free(md_notes *notes); /* NULL is fine */
