/*
 * Blocks that md4c does not know. They are found line by line before it reads
 * its copy: the line that begins or ends one is replaced by an HTML declaration
 * of four bytes, which interrupts paragraphs and stands alone, as the line
 * would. Where md4c hands it back as an HTML block, the renderer does what the
 * directive behind it says. Content that is indented under such a line (of a
 * footnote, of a definition) becomes an item of a list, with which it shares the
 * rules. Private to markdown/.
 */
#pragma once

#include "markdown/document.h"
#include "markdown/input.h"

typedef enum {
    MD_CONTAINER_OPEN,  /* value: md_container_kind; text: the title */
    MD_CONTAINER_CLOSE, /* value: how many stay open */
    MD_NOTE_DEFINITION, /* value: the note; the next list is its content */
    MD_TERM,            /* the next paragraph is a term, the list after it its definitions */
    MD_NOTHING          /* the line means nothing by itself */
} md_directive_kind;

typedef struct {
    md_directive_kind kind;
    size_t at;        /* in the copy */
    const char *text; /* of the original */
    size_t length;
    unsigned value;
} md_directive;

/* A line of the copy: offsets. */
typedef struct {
    size_t start, content, end; /* content: after quote marks and items' marks */
    unsigned indent;            /* columns before any mark */
    unsigned quotes;            /* quote marks */
    gboolean is_item, is_blank;
    gboolean after_block; /* a paragraph may begin here */
    gboolean is_block;    /* no paragraph goes on after it */
} md_block_line;

typedef struct {
    md_document *document;
    md_input *input;
    GArray *edits; /* md_edit */
    GString *texts;
    md_block_line line, before, before_that;
    gboolean in_item;        /* lines may be indented without being code */
    gboolean in_definitions; /* the lines belong to a definition */
    char bullet;             /* of its list */
    GArray *containers;      /* size_t: the colons of those that are open; NULL: none yet */
} md_blocks;

/* Finds the blocks; fills input->directives and the document's notes and
 * abbreviations. */
void md_blocks_apply(md_document *document, md_input *input);

/* Replaces length bytes at a line's content by a directive. What more says (NULL:
 * nothing) begins a line of its own before the rest. */
void md_blocks_replace(md_blocks *b, const md_block_line *line, size_t length, const md_directive *directive,
                       const char *more);
/* A mark for a list of ours that no list of the author's goes on with. */
char md_blocks_bullet(const md_blocks *b);

/* Each looks whether the current line is of its syntax and replaces it. */
gboolean md_container_match(md_blocks *b);       /* container.c */
gboolean md_note_definition_match(md_blocks *b); /* footnote.c */
gboolean md_abbreviation_match(md_blocks *b);    /* abbreviation.c */
gboolean md_definition_match(md_blocks *b);      /* definition.c */
