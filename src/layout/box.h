/*
 * Boxes: what CSS's display makes of the nodes (CSS 2.2 §9.2).
 *
 * A block container holds either blocks alone or inline content alone; the
 * anonymous boxes that this takes are there. Table parts are complete (§17.2.1).
 * The tree is in the slide's arena and never changes after hp_box_build, but
 * for its memos.
 */
#pragma once

#include "css/cascade.h"
#include "layout/layout.h"

typedef enum {
    HP_BOX_BLOCK, /* block container: blocks, inline blocks, list items, cells, captions */
    HP_BOX_INLINE,
    HP_BOX_TEXT,
    HP_BOX_BREAK,    /* <br> */
    HP_BOX_REPLACED, /* formula, or picture; image NULL: a placeholder */
    HP_BOX_TABLE,
    HP_BOX_ROW_GROUP,
    HP_BOX_ROW,
    HP_BOX_COLUMN,
    HP_BOX_RUBY /* in a line: a block with the base, a block with its annotation */
} hp_box_kind;

typedef struct hp_box hp_box;

/* What stands before a list item (CSS 2.2 §12.5). */
typedef struct {
    hp_box *picture;          /* goes before shape and text; else NULL */
    hp_list_style_type shape; /* disc, circle, square; NONE: text */
    const char *text;         /* "3." and the blank behind it */
    const hp_style *style;    /* of ::marker, or the item's own */
    gboolean inside;
    const hp_meaning *meaning;
} hp_marker;

struct hp_box {
    hp_box_kind kind;
    gboolean inline_level;   /* stands in a line */
    gboolean inline_content; /* block containers: the children are inline-level */
    /* Out of the flow (CSS 2.2 §9.3.1): a float, or a box with position absolute
     * or fixed. It stands among the children where the flow would have it. */
    gboolean floating, absolute;
    gboolean is_run;     /* the anonymous block around inline content beside blocks */
    gboolean positioned; /* the root: positioned boxes in the tree */
    gboolean has_floats; /* floats among its descendants, in its block formatting context */
    const hp_style *style;
    const hp_node *node; /* NULL: anonymous */
    const hp_meaning *meaning;
    hp_box *parent, *first_child, *last_child, *next;

    const char *text;          /* TEXT */
    const hp_image *image;     /* REPLACED */
    const hp_math *math;       /* REPLACED: a formula; NULL: a picture */
    const char *alt;           /* REPLACED: what a placeholder shows */
    const hp_marker *marker;   /* list items */
    gboolean is_first_letter;  /* made by ::first-letter */
    gboolean starts, ends;     /* INLINE: has its own start and end edge (a block inside cuts it) */
    int column_span, row_span; /* cells and columns */
    gboolean is_caption, is_cell;
    const struct hp_table_grid *grid; /* TABLE */

    /* Memos: of hp_intrinsic_widths, and the shaped text of inline content. */
    gboolean measured;
    double min_content, max_content;
    const struct hp_inline *inline_memo;
    struct hp_item_memo *item_memo; /* items.c */
    const hp_formula *formula_memo; /* a formula as it comes out when it has room */
};

/* The box tree of a node; NULL when it has display: none. slide_title: for
 * alternative texts. role: of what has no meaning of its own: HP_ROLE_NONE, or
 * HP_ROLE_ARTIFACT for page furniture. */
hp_box *hp_box_build(const hp_layout_context *context, hp_arena *arena, const hp_node *node, const char *slide_title,
                     hp_role role);
/* That of a slide or document, without the footnotes that stand at the foot. */
hp_box *hp_box_build_slide(const hp_layout_context *context, hp_arena *arena, const hp_layout_slide *slide);

/* A flex or grid container: its children are items (CSS Flexbox 1 §4). */
gboolean hp_box_holds_items(const hp_box *box);

/* A container whose content is set in columns (CSS Multi-column 1 §2). */
gboolean hp_box_has_columns(const hp_box *box);

/* Establishes a new block formatting context (CSS 2.2 §9.4.1): margins of
 * children stay inside. */
gboolean hp_box_is_flow_root(const hp_box *box);

/* Indented text, one box a line: for --dump=boxes and tests. Free it. */
char *hp_box_dump(const hp_box *box);
