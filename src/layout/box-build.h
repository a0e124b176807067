/*
 * How the box tree is made; of the files box*.c alone.
 *
 *     box.c           an element becomes a box of its kind
 *     box-flow.c      the places of boxes in their container
 *     box-table.c     parts of tables
 *     box-generated.c ::before, ::after, markers
 *     box-ruby.c      bases and their annotations
 *     first-letter.c  ::first-letter
 */
#pragma once

#include "layout/box.h"
#include "layout/meaning.h"

typedef struct {
    const hp_layout_context *context;
    hp_arena *arena;
    hp_meaning_maker meanings;
    gboolean positioned;  /* positioned boxes have been met */
    const hp_node *apart; /* is left out; NULL */
} hp_box_builder;

/* An inline element whose content is being read. A block inside cuts it into
 * several boxes (CSS 2.2 §9.2.1.1); box is the piece at hand, NULL when the next
 * content has to begin one. */
typedef struct hp_open_inline {
    struct hp_open_inline *outer;
    const hp_node *node;
    const hp_style *style;
    const hp_meaning *meaning;
    hp_box *box;
    gboolean begun;
} hp_open_inline;

/* Where the children of one block container go. */
typedef struct {
    hp_box *container;
    hp_box *run; /* the anonymous block that gathers inline content; NULL: none open */
    hp_open_inline *innermost;
    int ordinal, step; /* of the next list item */
} hp_box_flow;

/* ---- box.c ---- */

hp_box *hp_box_make(hp_box_builder *b, hp_box_kind kind, const hp_style *style, const hp_node *node,
                    const hp_meaning *meaning);
void hp_box_append(hp_box *parent, hp_box *child);
void hp_box_add_node(hp_box_builder *b, hp_box_flow *f, const hp_node *node);
/* The node's children with its ::before and ::after. */
void hp_box_add_children(hp_box_builder *b, hp_box_flow *f, const hp_node *node);
/* A block container with its content. */
hp_box *hp_box_make_block(hp_box_builder *b, const hp_node *node, const hp_meaning *outer);
/* The number in an attribute; otherwise when there is none. */
int hp_box_ordinal(const hp_node *node, const char *name, int otherwise);

gboolean hp_text_is_blank(const char *text);
gboolean hp_display_is_table_part(hp_display display);

/* ---- box-flow.c ---- */

/* The box that takes inline content at this place; made when there is none. */
hp_box *hp_box_flow_inline_parent(hp_box_builder *b, hp_box_flow *f, hp_open_inline *inner);
/* An inline element begins here; its content goes into it until it is closed. */
void hp_box_flow_open(hp_box_flow *f, hp_open_inline *open);
void hp_box_flow_close_inline(hp_box_builder *b, hp_box_flow *f);
/* The style that text has at this place. */
const hp_style *hp_box_flow_inline_style(const hp_box_flow *f);
const hp_meaning *hp_box_flow_inline_meaning(hp_box_builder *b, hp_box_flow *f);
/* The meaning around a block-level child: the container's, for a paragraph
 * cannot hold a block. A link around it goes on there. */
const hp_meaning *hp_box_flow_block_meaning(hp_box_builder *b, const hp_box_flow *f);
void hp_box_flow_add_inline_level(hp_box_builder *b, hp_box_flow *f, hp_box *box);
void hp_box_flow_add_text(hp_box_builder *b, hp_box_flow *f, const char *text);
/* Ends the run and cuts the inline boxes that are open. */
void hp_box_flow_add_block_level(hp_box_builder *b, hp_box_flow *f, hp_box *box);
/* Nothing but blanks that collapse: such a run makes no box between blocks. */
gboolean hp_box_flow_run_is_blank(const hp_box *box);
/* The container has all its children. */
void hp_box_flow_close(hp_box_builder *b, hp_box *container);

/* ---- box-table.c ---- */

hp_box *hp_box_make_table_part(hp_box_builder *b, hp_box_kind kind, const hp_node *node, const hp_meaning *outer);
/* Puts a child of a table, row group or row where it belongs. */
void hp_box_add_table_child(hp_box_builder *b, hp_box *parent, const hp_node *node);
/* A row, a cell and so on that has no table around it. */
void hp_box_add_loose_table_part(hp_box_builder *b, hp_box_flow *f, const hp_node *node);
/* Tables that grew cell by cell are complete when their container is. */
void hp_box_close_loose_tables(hp_box_builder *b, hp_box *container);

/* ---- box-generated.c ---- */

void hp_box_add_pseudo(hp_box_builder *b, hp_box_flow *f, const hp_style *style);
hp_box *hp_box_make_list_item(hp_box_builder *b, hp_box_flow *f, const hp_node *node);

/* ---- box-ruby.c ---- */

void hp_box_add_ruby(hp_box_builder *b, hp_box_flow *f, const hp_node *node);

/* ---- first-letter.c ---- */

/* Sets the first letter of a finished block container apart. */
void hp_first_letter_split(hp_box_builder *b, hp_box *box, const hp_style *style);
