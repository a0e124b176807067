/*
 * A document on its pages (CSS Paged Media 3, CSS Multi-column 1).
 *
 * What the body holds is parted into stretches: one ends where a box spans all
 * columns, where such boxes end, or where pages of another name begin. Each is
 * a column of its own, as wide as its place, and cut by itself; the next begins
 * below it on the same page, or on a new one.
 */
#include "layout/foot.h"

#include <math.h>

/* A stretch does not begin in the last part of a page. */
#define LEAST_PART 0.12

typedef struct {
    const hp_page_kind *kind;
    unsigned columns;
    double column_width;
    hp_laid *root; /* the column */
    double begins; /* where it does in the body's column, when it was laid out there */
    GArray *cuts;  /* hp_page_cut, `columns` of them a page */
    unsigned first_page;
    double first_up; /* px that notes of what is above take of the first page */
} stretch;

typedef struct {
    hp_page_maker *m;
    hp_page_plan plan;
    hp_page_kind own_kind; /* when there is no plan */
    GArray *stretches;
    hp_foot foot;
    hp_notes *notes; /* the foot's; NULL: there are none */
} document;

static void stretch_clear(void *data)
{
    g_clear_pointer(&((stretch *)data)->cuts, g_array_unref);
}

static stretch *stretch_at(const document *d, guint i)
{
    return &g_array_index(d->stretches, stretch, i);
}

/* ---- measures ---- */

static void plan_take(document *d)
{
    const hp_layout_context *context = d->m->context;
    if (context->plan) {
        d->plan = *context->plan;
    } else {
        d->own_kind = (hp_page_kind){.width = context->page_width,
                                     .height = context->page_height,
                                     .margins = {context->page_margin, context->page_margin, context->page_margin}};
        d->plan = (hp_page_plan){.kinds = &d->own_kind, .n_kinds = 1};
    }
    d->plan.columns = CLAMP(d->plan.columns, 1, 8);
}

/* Pages whose side margins differ have one width of text: the least. */
static double text_width(const hp_page_kind *kind)
{
    double width = INFINITY;
    for (size_t i = 0; i < G_N_ELEMENTS(kind->margins); i++)
        width = MIN(width, kind->width - kind->margins[i].left - kind->margins[i].right);
    return MAX(width, 1);
}

static double text_height(const hp_page_kind *kind)
{
    double height = INFINITY;
    for (size_t i = 0; i < G_N_ELEMENTS(kind->margins); i++)
        height = MIN(height, kind->height - kind->margins[i].top - kind->margins[i].bottom);
    return MAX(height, 1);
}

static double column_width(const document *d, const hp_page_kind *kind, unsigned columns)
{
    return MAX((text_width(kind) - (columns - 1) * d->plan.column_gap) / columns, 1);
}

static hp_edges margins_of(const hp_page_kind *kind, unsigned page)
{
    return kind->margins[page == 0 ? 0 : page % 2 ? 2 : 1];
}

static hp_page_frame frame_of(const document *d, const stretch *s)
{
    hp_page_frame frame = {.columns = s->columns,
                           .balanced = !s->root->style->column_fill_auto,
                           .first_is_left = d->plan.first_is_left,
                           .notes = d->notes};
    for (size_t i = 0; i < G_N_ELEMENTS(frame.room); i++)
        frame.room[i] = (hp_page_room){s->kind->margins[i].top, s->kind->height - s->kind->margins[i].bottom};
    return frame;
}

/* ---- stretches ---- */

static gboolean is_across(const document *d, const hp_laid *laid)
{
    return d->plan.columns > 1 && laid->kind == HP_LAID_BOX && laid->style->column_span_all && !laid->box->floating;
}

static const hp_page_kind *kind_of(const document *d, const hp_laid *laid)
{
    return hp_page_kind_of(&d->plan, laid->kind == HP_LAID_BOX ? laid->style->page : NULL);
}

static gboolean is_in_parts(const document *d, const hp_laid *root)
{
    for (const hp_laid *child = root->first_child; child; child = child->next)
        if (is_across(d, child) || kind_of(d, child) != d->plan.kinds)
            return TRUE;
    return FALSE;
}

static stretch *stretch_add(document *d, const hp_page_kind *kind, unsigned columns, hp_laid *root)
{
    stretch made = {.kind = kind, .columns = columns, .column_width = column_width(d, kind, columns), .root = root};
    g_array_append_val(d->stretches, made);
    return stretch_at(d, d->stretches->len - 1);
}

/* The stretch that a child of the body belongs to: the last, or a new one. */
static stretch *stretch_for(document *d, const hp_laid *child)
{
    const hp_page_kind *kind = kind_of(d, child);
    unsigned columns = is_across(d, child) ? 1 : d->plan.columns;
    stretch *last = d->stretches->len > 0 ? stretch_at(d, d->stretches->len - 1) : NULL;
    if (last && last->kind == kind && last->columns == columns)
        return last;
    const hp_laid *body = d->m->root;
    hp_layouter *l = d->m->l;
    const hp_style *style = hp_style_anonymous(l->arena, body->style, HP_DISPLAY_BLOCK);
    stretch *made = stretch_add(d, kind, columns, hp_laid_make(l, HP_LAID_BOX, body->box, style, body->meaning));
    made->begins = child->rect.y;
    made->root->rect.width = made->column_width;
    return made;
}

static void child_append(hp_laid *root, hp_laid *child, double y)
{
    child->rect.y = y;
    hp_laid_append(root, child);
    root->rect.height = MAX(root->rect.height, y + child->rect.height);
}

/* A child of the body that is as wide as its stretch stays as it was laid out.
 * Others are laid out anew; the margins between them collapse. */
static void child_take(document *d, stretch *s, hp_laid *child, hp_margins *above)
{
    hp_laid *root = s->root;
    if (fabs(s->column_width - d->m->root->rect.width) < 0.01) {
        child_append(root, child, child->rect.y - s->begins);
    } else if (child->kind != HP_LAID_BOX) {
        child_append(root, child, root->rect.height);
    } else {
        d->m->l->max_picture_height = text_height(s->kind);
        hp_block_result again = hp_layout_block(d->m->l, child->box, (hp_containing){s->column_width, HP_INDEFINITE});
        double margin = root->first_child ? hp_margins_sum(hp_margins_join(*above, again.top)) : 0;
        child_append(root, again.laid, root->rect.height + margin);
        *above = again.bottom;
    }
}

static void stretches_make(document *d)
{
    hp_laid *body = d->m->root;
    hp_margins above = {0, 0};
    if (!is_in_parts(d, body)) {
        stretch_add(d, d->plan.kinds, d->plan.columns, body);
        return;
    }
    for (hp_laid *child = body->first_child, *next; child; child = next) {
        next = child->next;
        child->next = NULL;
        child_take(d, stretch_for(d, child), child, &above);
    }
}

static void boxes_place(document *d)
{
    for (guint i = 0; i < d->stretches->len; i++) {
        hp_positioned *positioned = hp_positioned_place(d->m->l, stretch_at(d, i)->root);
        if (!d->m->positioned)
            d->m->positioned = positioned;
        else
            g_ptr_array_extend(d->m->positioned->anchors, positioned->anchors, NULL, NULL);
    }
}

/* ---- where they stand ---- */

/* How far the page in hand is full. */
typedef struct {
    unsigned page;
    double down, up; /* px from the top and, by notes, from the foot of its room */
} fill;

static hp_break break_between(const stretch *before, const stretch *s)
{
    const hp_laid *last = before->root->last_child, *first = s->root->first_child;
    hp_break after = last ? last->style->break_after : HP_BREAK_AUTO;
    hp_break asked = first ? first->style->break_before : HP_BREAK_AUTO;
    return MAX(after, asked);
}

static double margin_between(const stretch *before, const stretch *s)
{
    const hp_laid *last = before->root->last_child, *first = s->root->first_child;
    double bottom = last ? hp_used_margins(last->style, before->column_width).bottom : 0;
    double top = first ? hp_used_margins(first->style, s->column_width).top : 0;
    return hp_margins_sum(hp_margins_join(hp_margins_of(bottom), hp_margins_of(top)));
}

/* The room that a stretch wants before it begins on a page; what spans columns
 * wants as much for those below it. */
static double room_wanted(const document *d, guint i)
{
    const stretch *s = stretch_at(d, i);
    double height = text_height(s->kind), least = height * LEAST_PART;
    if (s->columns == d->plan.columns)
        return least;
    double below = i + 1 < d->stretches->len ? margin_between(s, stretch_at(d, i + 1)) + least : 0;
    return MIN(s->root->rect.height + below, height);
}

/* Goes on below what is on the page, or turns it: for pages of another name,
 * because a break is asked for, or because too little room is left. */
static void go_on(const document *d, guint i, fill *at)
{
    const stretch *before = stretch_at(d, i - 1), *s = stretch_at(d, i);
    hp_page_frame frame = frame_of(d, s);
    hp_break asked = break_between(before, s);
    at->down += margin_between(before, s);
    double left_over = text_height(s->kind) - at->down - at->up;
    if (before->kind == s->kind && asked <= HP_BREAK_COLUMN && left_over >= room_wanted(d, i) - 0.01)
        return;
    *at = (fill){.page = at->page + 1};
    gboolean left = hp_page_is_left(&frame, at->page);
    at->page += (asked == HP_BREAK_LEFT && !left) || (asked == HP_BREAK_RIGHT && left);
}

/* What notes take of the last page. */
static double notes_height(const document *d, const stretch *s)
{
    double height = 0;
    for (guint i = (s->cuts->len - 1) / s->columns * s->columns; i < s->cuts->len; i++) {
        const hp_page_cut *cut = &g_array_index(s->cuts, hp_page_cut, i);
        if (cut->notes_to > cut->notes_from)
            height = MAX(height, cut->notes_to - cut->notes_from + d->foot.notes.around);
    }
    return height;
}

static void stretches_cut(document *d)
{
    fill at = {0};
    for (guint i = 0; i < d->stretches->len; i++) {
        stretch *s = stretch_at(d, i);
        hp_page_frame frame = frame_of(d, s);
        double end;
        if (i > 0)
            go_on(d, i, &at);
        frame.first_page = s->first_page = at.page;
        frame.first_down = at.down;
        frame.first_up = s->first_up = at.up;
        frame.goes_on = i + 1 < d->stretches->len;
        s->cuts = hp_paginate_frame(s->root, &frame, &end);
        unsigned last = at.page + (s->cuts->len - 1) / s->columns;
        at.up = notes_height(d, s) + (last == at.page ? at.up : 0);
        at.page = last;
        at.down = end - hp_page_room_of(&frame, last).top;
    }
}

/* ---- pages ---- */

static double column_x(const document *d, const stretch *s, unsigned page, unsigned column)
{
    if (s->root->style->direction == HP_DIRECTION_RTL)
        column = s->columns - 1 - column;
    return margins_of(s->kind, page).left + column * (s->column_width + d->plan.column_gap);
}

/* What of a stretch stands on a page. */
static void stretch_emit(document *d, stretch *s, unsigned page, GPtrArray *parts)
{
    hp_page_maker *m = d->m;
    hp_page_frame frame = frame_of(d, s);
    guint first = (page - s->first_page) * s->columns;
    double bottom = hp_page_room_of(&frame, page).bottom - (page == s->first_page ? s->first_up : 0);
    for (guint i = first; i < first + s->columns && i < s->cuts->len; i++) {
        const hp_page_cut *cut = &g_array_index(s->cuts, hp_page_cut, i);
        double x = column_x(d, s, page, i - first);
        m->root = s->root;
        const hp_fragment *column = parts->len == 0 ? hp_page_maker_emit(m, cut, x, 1)
                                                    : hp_emit_page(m->l, s->root, cut, x + s->root->rect.x, NULL);
        g_ptr_array_add(parts, (gpointer)column);
        hp_foot_add(&d->foot, m->l, parts, cut, x, bottom);
    }
}

static unsigned last_page(const stretch *s)
{
    return s->first_page + (s->cuts->len - 1) / s->columns;
}

static void pages_add(document *d)
{
    guint first = 0, count = d->stretches->len;
    unsigned pages = last_page(stretch_at(d, count - 1)) + 1;
    for (unsigned number = 0; number < pages; number++) {
        g_autoptr(GPtrArray) parts = g_ptr_array_new();
        while (last_page(stretch_at(d, first)) < number)
            first++;
        for (guint i = first; i < count && stretch_at(d, i)->first_page <= number; i++)
            stretch_emit(d, stretch_at(d, i), number, parts);
        hp_page_maker_add(d->m, parts->len ? hp_emit_group(d->m->l, parts) : NULL, 1);
        hp_page *page = g_ptr_array_index(d->m->pages, number);
        const hp_page_kind *kind = stretch_at(d, first)->kind;
        page->name = kind->name;
        page->width = kind->width;
        page->height = kind->height;
    }
}

void hp_document_layout(hp_page_maker *m, const hp_box *box)
{
    document d = {.m = m};
    plan_take(&d);
    const hp_page_kind *kind = d.plan.kinds;
    double width = column_width(&d, kind, d.plan.columns), height = m->context->slide_height;
    m->l->max_picture_height = text_height(kind);
    m->x = kind->margins[0].left;
    m->root = hp_layout_block(m->l, box, (hp_containing){width, height > 0 ? height : HP_INDEFINITE}).laid;
    d.stretches = g_array_new(FALSE, FALSE, sizeof(stretch));
    g_array_set_clear_func(d.stretches, stretch_clear);
    stretches_make(&d);
    if (box->positioned)
        boxes_place(&d);
    if (hp_foot_make(m, width, &d.foot))
        d.notes = &d.foot.notes;
    stretches_cut(&d);
    pages_add(&d);
    hp_foot_clear(&d.foot);
    g_array_unref(d.stretches);
}
