/*
 * Layout: styled nodes to pages of fragments.
 *
 *     nodes ─► box tree (box*.c) ─► laid boxes, in one endless column
 *     (block.c, inline.c, list.c, table.c, replaced.c) ─► page breaks
 *     (paginate.c) ─► fragments (emit.c)
 */
#pragma once

#include "dom/node.h"
#include "layout/fragment.h"

typedef enum { HP_OVERFLOW_PAGES, HP_OVERFLOW_SHRINK, HP_OVERFLOW_CLIP_PAGE } hp_overflow_mode;

/* Pages of one name (CSS Paged Media 3 §8). */
typedef struct {
    const char *name;     /* interned; NULL: pages of what has no `page` */
    double width, height; /* px */
    hp_edges margins[3];  /* px: of the first page, then of odd and even ones, counted from 1 */
} hp_page_kind;

/* The pages of a document (CSS Paged Media 3). */
typedef struct {
    const hp_page_kind *kinds; /* the one without a name first, which is always there */
    size_t n_kinds;
    gboolean first_is_left; /* in a document that is read from right to left */
    unsigned columns;       /* side by side; 1 for most */
    double column_gap;      /* px */
} hp_page_plan;

static inline const hp_page_kind *hp_page_kind_of(const hp_page_plan *plan, const char *name)
{
    for (size_t i = 1; i < plan->n_kinds; i++)
        if (plan->kinds[i].name == name)
            return &plan->kinds[i];
    return &plan->kinds[0];
}

/* What stays the same for all slides of a deck. Borrowed. */
typedef struct {
    hp_fonts *fonts;
    hp_assets *assets;
    hp_diags *diags;
    double page_width, page_height; /* px */
    hp_edges page_margin;           /* documents; decks: 0 */
    double slide_width;             /* px: the width of a slide's box, centred on the page */
    double slide_height;            /* px: 100 % of a slide's height */
    gboolean center;                /* one-page slides are centred by their height */
    hp_overflow_mode overflow;
    unsigned *next_order;        /* hp_meaning.order, counted on over the deck */
    hp_math_macros *math_macros; /* of the formulas so far; NULL: each formula has its own */
    const hp_page_plan *plan;    /* NULL: a deck, or pages that are alike but for page_margin */
} hp_layout_context;

typedef struct {
    hp_node *node;     /* styled <section> or <body> */
    const char *title; /* for alternative texts: the slide's heading */
    const char *label; /* "3", "12.1"; NULL: pages are counted */
    unsigned horizontal, vertical;
    const hp_page_background *backgrounds;
    size_t n_backgrounds;
    /* Below node, and not shown where it is: its elements with an id stand at the
     * foot of the page where a link to that id is. NULL: none. */
    const hp_node *notes;
} hp_layout_slide;

/* Lays one slide, or a whole document, out on pages. Everything is in the
 * arena. Never empty: a slide without content is one empty page. */
GPtrArray *hp_layout_pages(const hp_layout_context *context, hp_arena *arena, const hp_layout_slide *slide);

/* The size of the border box of part, which is slide or below it, as the slide
 * would be laid out. FALSE when it has no box. Says nothing, keeps nothing. */
gboolean hp_layout_measure(const hp_layout_context *context, hp_node *slide, const hp_node *part, double *width,
                           double *height);

/* What a table that has as much room as the slide (available, px) may take of the
 * page beside it, as it does in browsers, before its words are broken. */
double hp_layout_table_margin(const hp_layout_context *context, double available);

/* A tree of page furniture in a margin box (CSS Paged Media 3 §5.3) that takes
 * this place on the page (px); vertical-align says where its content stands in
 * it. NULL when it has no box. */
const hp_fragment *hp_layout_margin_box(const hp_layout_context *context, hp_arena *arena, hp_node *node, hp_rect rect);
/* The width of the margin box that such a tree takes when no line is broken. */
double hp_layout_furniture_width(const hp_layout_context *context, hp_arena *arena, hp_node *node);

/* Several pieces of furniture (const hp_fragment *, at least one) as one. */
const hp_fragment *hp_layout_furniture_join(const hp_layout_context *context, hp_arena *arena, GPtrArray *pieces);

/* Lays a small tree (page furniture) out in a box of this width, shrink to fit,
 * at the page's corner: right and bottom are distances from the page's edges.
 * NULL when it has no box. */
const hp_fragment *hp_layout_furniture(const hp_layout_context *context, hp_arena *arena, hp_node *node, double right,
                                       double bottom);
