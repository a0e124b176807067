/*
 * A slide on its pages: one that shows all of it, centred by its height, or as
 * many as it takes. Footnotes stand at the foot; those of a slide that leaves no
 * room for them follow it on a page of their own, so that it stays whole.
 */
#include "layout/foot.h"
#include "layout/screen.h"

#include <math.h>

/* px that notes and a slide that was shrunk keep from the page's edges. */
#define SLIDE_PADDING 14.0
/* How far from its edges a page leaves off, and the next goes on (px). Browsers
 * go to the very edge; with more than this, other lines would come to the next
 * page. */
#define CUT_PADDING 5.0

typedef struct {
    hp_page_maker *m;
    double room;   /* the page's height */
    double begin;  /* where a slide begins that is not centred */
    double height; /* of what is in the flow */
    double all;    /* and of what is placed below it */
    hp_foot foot;
    double notes; /* px that all footnotes take at the foot of a page; 0: none */
} slide;

/* A part of the slide on a page of its own, with the notes that the cut tells of. */
static void add_page(slide *s, const hp_page_cut *cut, double scale)
{
    hp_page_maker *m = s->m;
    g_autoptr(GPtrArray) parts = g_ptr_array_new();
    g_ptr_array_add(parts, (gpointer)hp_page_maker_emit(m, cut, m->x, scale));
    hp_foot_add(&s->foot, m->l, parts, cut, m->x, s->room / scale - SLIDE_PADDING);
    hp_page_maker_add(m, hp_emit_group(m->l, parts), scale);
}

/* One page that shows the whole column from `top` on. */
static void add_single_page(slide *s, double top, gboolean with_notes, double scale)
{
    hp_page_cut cut = {-INFINITY, INFINITY, top, INFINITY};
    if (with_notes && s->notes > 0) {
        cut.notes_from = s->foot.notes.from;
        cut.notes_to = s->foot.notes.column->rect.height - s->foot.frame.bottom;
    }
    add_page(s, &cut, scale);
}

static void add_cut_pages(slide *s)
{
    double end = s->room - CUT_PADDING;
    hp_page_room first = {s->begin, MAX(end, s->begin + 1)}, next = {CUT_PADDING, end};
    hp_page_frame frame = {.room = {first, next, next}, .columns = 1, .notes = s->notes > 0 ? &s->foot.notes : NULL};
    g_autoptr(GArray) cuts = hp_paginate_frame(s->m->root, &frame, NULL);
    for (guint i = 0; i < cuts->len; i++)
        add_page(s, &g_array_index(cuts, hp_page_cut, i), 1);
}

/* Notes that follow the slide are content like any other. */
static void add_notes_pages(slide *s)
{
    if (s->notes <= 0)
        return;
    hp_laid *column = s->foot.notes.column;
    g_autoptr(GArray) cuts = hp_paginate(column, SLIDE_PADDING, SLIDE_PADDING, s->room - SLIDE_PADDING);
    for (guint i = 0; i < cuts->len; i++) {
        const hp_page_cut *cut = &g_array_index(cuts, hp_page_cut, i);
        hp_page_maker_add(s->m, hp_emit_page(s->m->l, column, cut, s->m->x + column->rect.x, NULL), 1);
    }
}

/* Where a slide that fits begins. foot: px that notes take of the page. */
static double top_of(const slide *s, double foot)
{
    double top = s->begin;
    if (s->m->context->center) {
        /* In the middle; lower, where it stands on a screen, if there is room. */
        double as_seen = floor(s->room - s->all + hp_screen_surplus(s->m->root)) / 2;
        top = MAX(floor(s->room - s->all) / 2, MIN(as_seen, s->room - s->begin - s->all));
    }
    if (foot > 0)
        top = MIN(top, s->room - foot - s->all); /* as if there were no notes, but above them */
    return MAX(top, 0);
}

/* What is more than a page can show. foot: px that notes take of it. */
static void overflow(slide *s, double foot)
{
    hp_page_maker *m = s->m;
    hp_diags *diags = m->context->diags;
    unsigned line = m->slide->node->line;
    gboolean fits_alone = s->height <= s->room;
    double content = fits_alone ? s->all : s->height, excess = content + foot - s->room;
    switch (m->context->overflow) {
    case HP_OVERFLOW_SHRINK: {
        double scale = s->room / (content + s->notes + 2 * SLIDE_PADDING);
        m->x = (m->context->page_width / scale - m->root->rect.width) / 2 - m->root->rect.x;
        add_single_page(s, SLIDE_PADDING, TRUE, scale);
        hp_diag_note(diags, "slide-shrunk", line, "slide %s is %.0f px taller than its page: shrunk to %.0f %%",
                     m->slide->label, excess, scale * 100);
        break;
    }
    case HP_OVERFLOW_CLIP_PAGE:
        add_single_page(s, fits_alone ? top_of(s, 0) : s->begin, FALSE, 1);
        hp_diag_warning(diags, "slide-clipped", line, "slide %s is %.0f px taller than its page: the rest is cut off",
                        m->slide->label, excess);
        break;
    case HP_OVERFLOW_PAGES:
        if (fits_alone) {
            add_single_page(s, top_of(s, 0), FALSE, 1);
            add_notes_pages(s);
        } else {
            add_cut_pages(s);
        }
        hp_diag_note(diags, "slide-continued", line,
                     "slide %s is %.0f px taller than its page: it goes on over %u pages", m->slide->label, excess,
                     m->pages->len);
        break;
    }
}

static void paginate(slide *s)
{
    double foot = s->notes > 0 ? s->notes + SLIDE_PADDING : 0;
    if (s->height <= s->room && s->all > s->room) {
        /* A box is placed under the page's end: what is in the flow stays whole. */
        add_single_page(s, 0, FALSE, 1);
        add_notes_pages(s);
    } else if (s->all + foot <= s->room) {
        add_single_page(s, top_of(s, foot), TRUE, 1);
    } else {
        overflow(s, foot);
    }
}

void hp_slide_layout(hp_page_maker *m, const hp_box *box)
{
    const hp_layout_context *context = m->context;
    hp_containing containing = {context->slide_width,
                                context->slide_height > 0 ? context->slide_height : HP_INDEFINITE};
    slide s = {.m = m, .room = context->page_height, .begin = SLIDE_PADDING};
    if (context->slide_height > 0) /* reveal.js: in the middle of the page as a box of its height would be */
        s.begin = CLAMP((context->page_height - context->slide_height) / 2, 0, context->page_height / 2);
    m->x = (context->page_width - context->slide_width) / 2;
    m->root = hp_layout_block(m->l, box, containing).laid;
    s.height = s.all = m->root->rect.height;
    if (box->positioned) {
        m->positioned = hp_positioned_place(m->l, m->root);
        s.all = MAX(s.all, m->positioned->bottom);
    }
    if (hp_foot_make(m, context->slide_width, &s.foot))
        s.notes = hp_foot_height(&s.foot);
    paginate(&s);
    hp_foot_clear(&s.foot);
}
