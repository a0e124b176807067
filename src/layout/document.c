/*
 * A document on its pages: text in one or more columns, what spans them above,
 * footnotes below.
 */
#include "layout/foot.h"

#include <math.h>

typedef struct {
    hp_page_maker *m;
    hp_page_plan plan;
    double width; /* of the text between the margins */
    double column_width;
    hp_laid *across; /* what spans all columns above them; NULL */
    hp_foot foot;
    hp_page_frame frame;
} document;

/* Pages whose side margins differ have one width of text: the least. */
static void measure(document *d)
{
    const hp_layout_context *context = d->m->context;
    d->plan = context->plan
                  ? *context->plan
                  : (hp_page_plan){.margins = {context->page_margin, context->page_margin, context->page_margin}};
    d->plan.columns = CLAMP(d->plan.columns, 1, 8);
    d->width = INFINITY;
    for (size_t i = 0; i < G_N_ELEMENTS(d->plan.margins); i++) {
        hp_edges margin = d->plan.margins[i];
        d->width = MIN(d->width, context->page_width - margin.left - margin.right);
        d->frame.room[i] = (hp_page_room){margin.top, context->page_height - margin.bottom};
    }
    d->width = MAX(d->width, 1);
    d->column_width = MAX((d->width - (d->plan.columns - 1) * d->plan.column_gap) / d->plan.columns, 1);
    d->frame.columns = d->plan.columns;
    d->frame.first_is_left = d->plan.first_is_left;
}

static double least_height(const document *d)
{
    double height = INFINITY;
    for (size_t i = 0; i < G_N_ELEMENTS(d->frame.room); i++)
        height = MIN(height, d->frame.room[i].bottom - d->frame.room[i].top);
    return MAX(height, 1);
}

/* ---- what spans the columns ---- */

static gboolean spans(const hp_laid *laid)
{
    return laid && laid->kind == HP_LAID_BOX && laid->style->column_span_all && !laid->box->floating;
}

/* The boxes at the beginning that span all columns (CSS Multi-column 1 §6) are
 * laid out anew as wide as the page, and the columns begin under them. */
static void take_across(document *d)
{
    hp_laid *root = d->m->root;
    if (d->plan.columns < 2 || !spans(root->first_child))
        return;
    hp_layouter *l = d->m->l;
    d->across = hp_laid_make(l, HP_LAID_BOX, root->box, hp_style_anonymous(l->arena, root->style, HP_DISPLAY_BLOCK),
                             root->meaning);
    double y = 0;
    while (spans(root->first_child)) {
        hp_containing containing = {d->width, HP_INDEFINITE};
        hp_block_result result = hp_layout_block(l, root->first_child->box, containing);
        y += y > 0 ? hp_margins_sum(result.top) : 0;
        result.laid->rect.y = y;
        y += result.laid->rect.height + hp_margins_sum(result.bottom);
        hp_laid_append(d->across, result.laid);
        root->first_child = root->first_child->next;
    }
    d->across->rect = (hp_rect){0, 0, d->width, y};
    d->frame.first_down = y;
    if (!root->first_child) {
        root->last_child = NULL;
        return;
    }
    double begins = root->first_child->rect.y;
    for (hp_laid *child = root->first_child; child; child = child->next)
        child->rect.y -= begins;
    root->rect.height -= begins;
}

/* ---- pages ---- */

static double column_x(const document *d, unsigned page, unsigned column)
{
    hp_edges margin = d->plan.margins[page == 0 ? 0 : page % 2 ? 2 : 1];
    if (d->m->root->style->direction == HP_DIRECTION_RTL)
        column = d->plan.columns - 1 - column;
    return margin.left + column * (d->column_width + d->plan.column_gap);
}

static void add_page(document *d, const GArray *cuts, guint first)
{
    unsigned page = first / d->plan.columns;
    hp_page_room room = hp_page_room_of(&d->frame, page);
    g_autoptr(GPtrArray) parts = g_ptr_array_new();
    if (page == 0 && d->across) {
        hp_page_cut cut = {-INFINITY, INFINITY, room.top, INFINITY};
        g_ptr_array_add(parts, (gpointer)hp_emit_page(d->m->l, d->across, &cut, d->plan.margins[0].left, NULL));
    }
    for (unsigned i = 0; i < d->plan.columns && first + i < cuts->len; i++) {
        const hp_page_cut *cut = &g_array_index(cuts, hp_page_cut, first + i);
        double x = column_x(d, page, i);
        const hp_fragment *column = i == 0 ? hp_page_maker_emit(d->m, cut, x, 1)
                                           : hp_emit_page(d->m->l, d->m->root, cut, x + d->m->root->rect.x, NULL);
        g_ptr_array_add(parts, (gpointer)column);
        hp_foot_add(&d->foot, d->m->l, parts, cut, x, room.bottom);
    }
    hp_page_maker_add(d->m, hp_emit_group(d->m->l, parts), 1);
}

void hp_document_layout(hp_page_maker *m, const hp_box *box)
{
    document d = {.m = m};
    measure(&d);
    m->l->max_picture_height = least_height(&d);
    m->x = d.plan.margins[0].left;
    m->root = hp_layout_block(m->l, box,
                              (hp_containing){d.column_width,
                                              m->context->slide_height > 0 ? m->context->slide_height : HP_INDEFINITE})
                  .laid;
    take_across(&d);
    if (box->positioned)
        m->positioned = hp_positioned_place(m->l, m->root);
    if (hp_foot_make(m, d.column_width, &d.foot))
        d.frame.notes = &d.foot.notes;
    g_autoptr(GArray) cuts = hp_paginate_frame(m->root, &d.frame);
    for (guint first = 0; first < cuts->len; first += d.plan.columns)
        add_page(&d, cuts, first);
    hp_foot_clear(&d.foot);
}
