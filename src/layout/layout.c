/*
 * A slide or a document on its pages.
 */
#include "layout/positioned.h"

#include <math.h>

/* Where a slide that goes on over several pages begins on each, and how far
 * from the edge it ends (px). */
#define SLIDE_PADDING 14.0

typedef struct {
    const hp_layout_context *context;
    hp_arena *arena;
    const hp_layout_slide *slide;
    hp_laid *root;
    double x;                  /* of the root's border box on the page */
    hp_positioned *positioned; /* NULL: everything is in the flow */
    double height;             /* down to where positioned boxes reach */
} slide_layout;

static hp_laid *lay_out(hp_layouter *l, const hp_box *box, double width)
{
    hp_containing containing = {width, l->context->slide_height > 0 ? l->context->slide_height : HP_INDEFINITE};
    hp_block_result result = hp_layout_block(l, box, containing);
    return result.laid;
}

static gboolean is_document(const hp_layout_context *context)
{
    return context->page_margin.top + context->page_margin.bottom > 0;
}

static hp_page *page_make(slide_layout *s, const hp_fragment *root, unsigned continuation, double scale)
{
    hp_page *page = hp_arena_make(s->arena, hp_page);
    page->width = s->context->page_width / scale;
    page->height = s->context->page_height / scale;
    page->points_per_px = 0.75 * scale;
    page->label = s->slide->label;
    page->slide_id = s->slide->node->id;
    page->horizontal = s->slide->horizontal;
    page->vertical = s->slide->vertical;
    page->continuation = continuation;
    page->backgrounds = s->slide->backgrounds;
    page->n_backgrounds = s->slide->n_backgrounds;
    page->root = root;
    return page;
}

/* Boxes with position: fixed: on every page of a document, as print has it, but
 * on the first page of a slide alone, for slides do not share them. */
static gboolean fixed_boxes(slide_layout *s, hp_layouter *l, const GPtrArray *pages, const hp_page_cut *cut,
                            double scale, hp_page_overlay *overlay)
{
    if (!s->positioned || !s->positioned->anchors->len || (pages->len > 0 && !is_document(s->context)))
        return FALSE;
    if (!s->positioned->laid)
        hp_positioned_fix(l, s->positioned, s->context->page_width / scale, s->context->page_height / scale,
                          (hp_point){s->x + s->root->rect.x, cut->shift});
    *overlay = (hp_page_overlay){s->positioned->laid, NULL};
    if (pages->len > 0) {
        hp_meaning *artifact = hp_arena_make(s->arena, hp_meaning);
        artifact->role = HP_ROLE_ARTIFACT;
        artifact->order = (*s->context->next_order)++;
        overlay->artifact = artifact;
    }
    return TRUE;
}

static void add_page(slide_layout *s, hp_layouter *l, GPtrArray *pages, const hp_page_cut *cut, double scale)
{
    hp_page_overlay overlay;
    gboolean has_overlay = fixed_boxes(s, l, pages, cut, scale, &overlay);
    const hp_fragment *root = hp_emit_page(l, s->root, cut, s->x + s->root->rect.x, has_overlay ? &overlay : NULL);
    g_ptr_array_add(pages, page_make(s, root, pages->len, scale));
}

/* One page that shows the whole column from `top` on. */
static void add_single_page(slide_layout *s, hp_layouter *l, GPtrArray *pages, double top, double scale)
{
    hp_page_cut cut = {-INFINITY, INFINITY, top, INFINITY};
    add_page(s, l, pages, &cut, scale);
}

static double centred_top(const slide_layout *s, double page_height)
{
    double spare = page_height - s->height;
    return s->context->center ? MAX(floor(spare) / 2, 0) : SLIDE_PADDING;
}

static void add_cut_pages(slide_layout *s, hp_layouter *l, GPtrArray *pages, double first_top, double next_top,
                          double bottom)
{
    g_autoptr(GArray) cuts = hp_paginate(s->root, first_top, next_top, bottom);
    for (guint i = 0; i < cuts->len; i++)
        add_page(s, l, pages, &g_array_index(cuts, hp_page_cut, i), 1);
}

static void paginate_slide(slide_layout *s, hp_layouter *l, GPtrArray *pages)
{
    const hp_layout_context *context = s->context;
    double height = s->root->rect.height, room = context->page_height;
    if (height <= room && s->height > room) {
        /* A box is placed under the page's end: what is in the flow stays whole. */
        add_single_page(s, l, pages, 0, 1);
        return;
    }
    if (height <= room) {
        add_single_page(s, l, pages, centred_top(s, room), 1);
        return;
    }
    hp_diags *diags = context->diags;
    unsigned line = s->slide->node->line;
    switch (context->overflow) {
    case HP_OVERFLOW_SHRINK: {
        double scale = room / (height + 2 * SLIDE_PADDING);
        s->x = (context->page_width / scale - s->root->rect.width) / 2 - s->root->rect.x;
        add_single_page(s, l, pages, SLIDE_PADDING, scale);
        hp_diag_note(diags, "slide-shrunk", line, "slide %s is %.0f px taller than its page: shrunk to %.0f %%",
                     s->slide->label, height - room, scale * 100);
        break;
    }
    case HP_OVERFLOW_CLIP_PAGE:
        add_single_page(s, l, pages, SLIDE_PADDING, 1);
        hp_diag_warning(diags, "slide-clipped", line, "slide %s is %.0f px taller than its page: the rest is cut off",
                        s->slide->label, height - room);
        break;
    case HP_OVERFLOW_PAGES:
        add_cut_pages(s, l, pages, SLIDE_PADDING, SLIDE_PADDING, room - SLIDE_PADDING);
        hp_diag_note(diags, "slide-continued", line,
                     "slide %s is %.0f px taller than its page: it goes on over %u pages", s->slide->label,
                     height - room, pages->len);
        break;
    }
}

GPtrArray *hp_layout_pages(const hp_layout_context *context, hp_arena *arena, const hp_layout_slide *slide)
{
    GPtrArray *pages = g_ptr_array_new();
    gboolean document = is_document(context);
    hp_edges margin = context->page_margin;
    double room = context->page_height - margin.top - margin.bottom;
    hp_layouter l = {context, arena, document ? room : room - 1};
    const hp_box *box = hp_box_build(context, arena, slide->node, slide->title, HP_ROLE_NONE);
    double width = document ? context->page_width - margin.left - margin.right : context->slide_width;
    slide_layout s = {.context = context, .arena = arena, .slide = slide};
    s.x = document ? margin.left : (context->page_width - width) / 2;
    if (!box) {
        g_ptr_array_add(pages, page_make(&s, NULL, 0, 1));
        return pages;
    }
    s.root = lay_out(&l, box, width);
    s.height = s.root->rect.height;
    if (box->positioned) {
        s.positioned = hp_positioned_place(&l, s.root);
        s.height = MAX(s.height, s.positioned->bottom);
    }
    if (document)
        add_cut_pages(&s, &l, pages, margin.top, margin.top, context->page_height - margin.bottom);
    else
        paginate_slide(&s, &l, pages);
    return pages;
}

const hp_fragment *hp_layout_furniture(const hp_layout_context *context, hp_arena *arena, hp_node *node, double right,
                                       double bottom)
{
    hp_layouter l = {context, arena, context->page_height};
    hp_box *box = hp_box_build(context, arena, node, NULL, HP_ROLE_ARTIFACT);
    if (!box)
        return NULL;
    double width = hp_shrink_to_fit(&l, box, context->page_width);
    hp_laid *laid = hp_layout_block_sized(&l, box, width, (hp_containing){context->page_width, HP_INDEFINITE}).laid;
    double x = context->page_width - right - laid->rect.width, y = context->page_height - bottom - laid->rect.height;
    hp_page_cut cut = {-INFINITY, INFINITY, y, INFINITY};
    if (box->positioned)
        hp_positioned_place(&l, laid);
    return hp_emit_page(&l, laid, &cut, x, NULL);
}
