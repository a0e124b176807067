/*
 * What the files of layout/ share: laid boxes and the ways to make them.
 *
 * A laid box is a box with its used size, placed relative to its parent's
 * border box. Laying out never looks at pages: a slide is one endless column,
 * paginate.c finds the cuts and emit.c makes the absolute fragments. Where a
 * percentage has no basis, the basis is given as HP_INDEFINITE.
 *
 * Margins collapse (CSS 2.2 §8.3.1) on the way out: a laid block hands its
 * adjoining margins up and the parent decides where it stands.
 */
#pragma once

#include "layout/box.h"

#define HP_INDEFINITE (-1.0)

/* Adjoining margins: the largest positive and the most negative of them. */
typedef struct {
    double positive, negative;
} hp_margins;

static inline hp_margins hp_margins_of(double margin)
{
    return margin >= 0 ? (hp_margins){margin, 0} : (hp_margins){0, margin};
}

static inline hp_margins hp_margins_join(hp_margins a, hp_margins b)
{
    return (hp_margins){MAX(a.positive, b.positive), MIN(a.negative, b.negative)};
}

static inline double hp_margins_sum(hp_margins margins)
{
    return margins.positive + margins.negative;
}

typedef enum {
    HP_LAID_BOX,  /* a block, table part or replaced box; an inline box on one line */
    HP_LAID_LINE, /* a line box */
    HP_LAID_TEXT,
    HP_LAID_MARKER, /* a marker that is a shape */
    HP_LAID_ANCHOR  /* the static position of an absolute box, which becomes its child */
} hp_laid_kind;

typedef struct hp_laid hp_laid;

struct hp_laid {
    hp_laid_kind kind;
    const hp_box *box; /* LINE: its block container */
    const hp_style *style;
    const hp_meaning *meaning;
    hp_rect rect; /* border box; x and y from the parent's border box */
    hp_laid *first_child, *last_child, *next;
    double baseline;       /* TEXT: below rect.y. BOX: of the last line (inline blocks), NAN when none */
    double first_baseline; /* BOX: of the first line, NAN when none */
    unsigned open_sides;
    const hp_border *borders;  /* collapsed borders of cells; else NULL */
    const hp_formula *formula; /* BOX: what a formula came to */
    gboolean is_object;        /* a box laid as an atomic inline or float: children may break over pages */
    gboolean has_anchors;      /* absolute boxes below, which may be on other pages than it */
    double reach;              /* paginated: from rect.y down to where its content ends, which may stick out */

    /* TEXT */
    const hp_paragraph *paragraph;
    const hp_face *face;
    const hp_glyph *glyphs;
    size_t n_glyphs, start, end;
    gboolean rtl;
    const hp_decoration *decorations;

    /* LINE: its place among the lines of its block, for widows and orphans. */
    unsigned line_index, line_count;
    gboolean wrapped; /* begins with what the line above had no room for */
};

/* A laid block and the margins that adjoin its border box. When everything in
 * it collapses, through is TRUE and top holds all of its margins. */
typedef struct {
    hp_laid *laid;
    hp_margins top, bottom;
    gboolean through;
    double down; /* px under where its margins put it, for lack of room beside floats */
} hp_block_result;

/* The place of what is being laid out in its block formatting context: the
 * border box's corner on entry, then the content box's (floats.h). */
typedef struct {
    struct hp_float_space *space; /* NULL: there are no floats to look at */
    double x, y;
} hp_flow;

/* line-clamp of the block formatting context: how many lines it may still have. */
typedef struct {
    gboolean on;
    unsigned lines;
} hp_clamp;

typedef struct {
    const hp_layout_context *context;
    hp_arena *arena;
    double max_picture_height; /* px: a page's height, for pictures */
    unsigned columns_deep;     /* multi-column containers around what is laid out */
    hp_flow flow;
    hp_clamp clamp;
} hp_layouter;

/* The containing block. height HP_INDEFINITE: auto. */
typedef struct {
    double width, height;
} hp_containing;

hp_laid *hp_laid_make(hp_layouter *l, hp_laid_kind kind, const hp_box *box, const hp_style *style,
                      const hp_meaning *meaning);
void hp_laid_append(hp_laid *parent, hp_laid *child);
void hp_laid_prepend(hp_laid *parent, hp_laid *child);
/* A shaped word as a laid text of this box; its rect begins at 0, 0. */
hp_laid *hp_laid_word_make(hp_layouter *l, const hp_box *box, const hp_style *style, const hp_meaning *meaning,
                           const hp_paragraph *paragraph, const hp_word *word);
/* Whether a line holds inline blocks or tables, whose own content may break. */
gboolean hp_laid_has_objects(const hp_laid *laid);

/* Whether a box has a border or background of its own. */
gboolean hp_laid_paints(const hp_laid *laid);

/* Used values (CSS 2.2 §8, §10). */
hp_edges hp_used_borders(const hp_style *style);
hp_edges hp_used_padding(const hp_style *style, double width);
hp_edges hp_used_margins(const hp_style *style, double width); /* auto is 0 */
/* width or height, min and max applied, as the content box's size; natural is
 * used for auto. frame: borders and padding in that direction. */
double hp_used_width(const hp_style *style, double natural, double basis, double frame);
double hp_used_height(const hp_style *style, double natural, double basis, double frame);
/* A length as the content box's size; NAN when it is a keyword or has no basis. */
double hp_used_content_size(const hp_style *style, hp_length length, double basis, double frame);

/* What aspect-ratio makes of an auto width or height when the other is known
 * (CSS Sizing 4 §5.1), as the content box's; NAN when it says nothing. width:
 * of the containing block. */
double hp_ratio_width(const hp_style *style, double width);
double hp_ratio_height(const hp_style *style, double border_width, double width);

/* block.c: a block-level box in its containing block. Its x is right, its y is
 * the parent's to set. */
hp_block_result hp_layout_block(hp_layouter *l, const hp_box *box, hp_containing containing);
/* The same for a box whose border-box width is known (cells, shrink to fit). */
hp_block_result hp_layout_block_sized(hp_layouter *l, const hp_box *box, double border_width, hp_containing containing);

/* The same with a definite border-box height (absolute boxes between two edges). */
hp_block_result hp_layout_block_stretched(hp_layouter *l, const hp_box *box, double border_width, double border_height,
                                          hp_containing containing);

/* inline.c: the lines of a block container with inline content, appended to
 * parent from origin on. width of the content box. Returns the height. */
double hp_layout_inline(hp_layouter *l, const hp_box *box, hp_laid *parent, hp_point origin, double width,
                        hp_containing containing);

/* An atomic inline: inline block, inline table, picture. The margin box is
 * what the line sees; the laid box's x and y are the margins. */
typedef struct {
    hp_laid *laid;
    hp_edges margins;
} hp_atomic;

hp_atomic hp_layout_atomic(hp_layouter *l, const hp_box *box, hp_containing containing);

/* table.c. border_width HP_INDEFINITE: as wide as its content asks. */
hp_laid *hp_layout_table(hp_layouter *l, const hp_box *box, double available_width, hp_containing containing);
void hp_table_intrinsic_widths(hp_layouter *l, hp_box *box, double *min_content, double *max_content);

/* ruby.c: a base with its annotation over or under it (CSS Ruby 1 §3); as an
 * atomic inline. width: of the containing block. */
hp_laid *hp_layout_ruby(hp_layouter *l, const hp_box *box, double width);
void hp_ruby_intrinsic_widths(hp_layouter *l, const hp_box *box, double *min_content, double *max_content);

/* replaced.c: the content size of a picture (CSS 2.2 §10.3.2, §10.4). */
hp_laid *hp_layout_replaced(hp_layouter *l, const hp_box *box, hp_containing containing);
/* A picture whose border box is forced to a width, a height, or both; the other
 * follows from its proportion. HP_INDEFINITE: not forced. */
hp_laid *hp_layout_replaced_sized(hp_layouter *l, const hp_box *box, double border_width, double border_height,
                                  hp_containing containing);
void hp_replaced_intrinsic_widths(hp_layouter *l, const hp_box *box, double *min_content, double *max_content);

/* intrinsic.c: widths of the margin box that a box asks for (CSS Sizing 3 §5). */
void hp_intrinsic_widths(hp_layouter *l, const hp_box *box, double *min_content, double *max_content);
/* Of a block container's content alone. */
void hp_content_widths(hp_layouter *l, const hp_box *box, double *min_content, double *max_content);
/* inline.c: of inline content, the content box's. */
void hp_inline_intrinsic_widths(hp_layouter *l, const hp_box *box, double *min_content, double *max_content);
/* hp_used_width for a box whose min-width and max-width may ask for its content
 * (CSS Sizing 3 §5.1). */
double hp_bounded_width(hp_layouter *l, const hp_box *box, double natural, double basis, double frame);
/* min(max(min-content, available), max-content) (CSS 2.2 §10.3.5); margin box. */
double hp_shrink_to_fit(hp_layouter *l, const hp_box *box, double available);
/* The same for width: min-content and max-content (CSS Sizing 3 §4). */
double hp_content_width(hp_layouter *l, const hp_box *box, double available);

/* The part of a line that a style's own font takes (CSS 2.2 §10.8.1), above and
 * below the baseline, half-leading rounded as browsers do. */
void hp_line_extents(hp_layouter *l, const hp_style *style, double *above, double *below);

/* Where a marker stands outside: before the first line of an item. */
void hp_layout_marker(hp_layouter *l, const hp_box *item, hp_laid *laid);

/* paginate.c: where to cut. Cuts are in the column's coordinates: page i shows
 * what begins in [start, end). */
typedef struct {
    double start, end;
    double shift; /* add to a y of the column for the y on the page */
    double limit; /* where the room ends, in the column's coordinates */
    /* A table goes on: its head stands above what is shown, moved by head_shift.
     * NULL: none. head_at: the head's own place in the column. */
    const hp_laid *head, *table;
    hp_point head_at;
    double head_shift;
    /* px that boxes with box-decoration-break: clone have above what is shown of
     * them, when they began earlier, and below it, when they go on. */
    double clone_above, clone_below;
    double notes_from, notes_to; /* what of the notes' column stands at the foot */
} hp_page_cut;

/* Where content begins and must end on a page, page px. */
typedef struct {
    double top, bottom;
} hp_page_room;

/* The pages to fill. room: of the first page of all, then of odd and even ones,
 * counted from 1. columns: that each page has; they are filled like pages. */
typedef struct {
    hp_page_room room[3];
    unsigned columns;
    gboolean of_box;     /* the pages are a box's columns */
    gboolean balanced;   /* columns of the last page end at one height */
    unsigned first_page; /* where the content begins, counted from 0 */
    double first_down, first_up; /* px that the columns of that page begin lower and end higher */
    gboolean first_is_left;      /* the first page of all */
    struct hp_notes *notes;      /* NULL: none */
    gboolean goes_on;            /* other content follows, and with it notes that found no room */
} hp_page_frame;

static inline hp_page_room hp_page_room_of(const hp_page_frame *frame, unsigned page)
{
    return frame->room[page == 0 ? 0 : page % 2 ? 2 : 1];
}

static inline gboolean hp_page_is_left(const hp_page_frame *frame, unsigned page)
{
    return page % 2 ? !frame->first_is_left : frame->first_is_left;
}

/* One cut per page, or per column of one; a page that stays empty has one that
 * ends where it starts. Never empty itself. end: y on the last page down to
 * which its columns reach, without their notes (page px); NULL: nobody asks. */
GArray *hp_paginate_frame(hp_laid *root, const hp_page_frame *frame, double *end);
/* Pages that are all alike, but that content begins at first_top on the first,
 * at next_top on later ones; bottom: where it must end (page px). */
GArray *hp_paginate(hp_laid *root, double first_top, double next_top, double bottom);
/* The columns of a box. */
GArray *hp_paginate_box(const hp_laid *root, double height);

/* Boxes that are fixed to the page (hp_laid, in page px). artifact: the meaning
 * of all of it where it repeats what an earlier page said; else NULL. */
typedef struct {
    const GPtrArray *laid;
    const hp_meaning *artifact;
} hp_page_overlay;

/* emit.c: several fragments (const hp_fragment *, at least one) of a page as
 * one, with the meaning of the first. */
const hp_fragment *hp_emit_group(hp_layouter *l, GPtrArray *parts);

/* emit.c: the fragments of one page. overlay: NULL when there is none. */
const hp_fragment *hp_emit_page(hp_layouter *l, const hp_laid *root, const hp_page_cut *cut, double x,
                                const hp_page_overlay *overlay);
