/*
 * A slide or a document on its pages.
 */
#include "layout/pages.h"

#include <math.h>

static gboolean is_document(const hp_layout_context *context)
{
    return context->plan || context->page_margin.top + context->page_margin.bottom > 0;
}

void hp_page_maker_add(hp_page_maker *m, const hp_fragment *root, double scale)
{
    hp_page *page = hp_arena_make(m->l->arena, hp_page);
    page->width = m->context->page_width / scale;
    page->height = m->context->page_height / scale;
    page->points_per_px = 0.75 * scale;
    page->label = m->slide->label;
    page->slide_id = m->slide->node->id;
    page->horizontal = m->slide->horizontal;
    page->vertical = m->slide->vertical;
    page->continuation = m->pages->len;
    page->backgrounds = m->slide->backgrounds;
    page->n_backgrounds = m->slide->n_backgrounds;
    page->root = root;
    g_ptr_array_add(m->pages, page);
}

/* Boxes with position: fixed: on every page of a document, as print has it, but
 * on the first page of a slide alone, for slides do not share them. */
static gboolean fixed_boxes(hp_page_maker *m, const hp_page_cut *cut, double scale, hp_page_overlay *overlay)
{
    if (!m->positioned || !m->positioned->anchors->len || (m->pages->len > 0 && !is_document(m->context)))
        return FALSE;
    if (!m->positioned->laid)
        hp_positioned_fix(m->l, m->positioned, m->context->page_width / scale, m->context->page_height / scale,
                          (hp_point){m->x + m->root->rect.x, cut->shift});
    *overlay = (hp_page_overlay){m->positioned->laid, NULL};
    if (m->pages->len > 0) {
        hp_meaning *artifact = hp_arena_make(m->l->arena, hp_meaning);
        artifact->role = HP_ROLE_ARTIFACT;
        artifact->order = (*m->context->next_order)++;
        overlay->artifact = artifact;
    }
    return TRUE;
}

const hp_fragment *hp_page_maker_emit(hp_page_maker *m, const hp_page_cut *cut, double x, double scale)
{
    hp_page_overlay overlay;
    gboolean has_overlay = fixed_boxes(m, cut, scale, &overlay);
    return hp_emit_page(m->l, m->root, cut, x + m->root->rect.x, has_overlay ? &overlay : NULL);
}

GPtrArray *hp_layout_pages(const hp_layout_context *context, hp_arena *arena, const hp_layout_slide *slide)
{
    GPtrArray *pages = g_ptr_array_new();
    hp_layouter l = {context, arena, context->page_height - 1};
    hp_page_maker m = {.context = context, .l = &l, .slide = slide, .pages = pages};
    const hp_box *box = hp_box_build_slide(context, arena, slide);
    if (!box) {
        hp_page_maker_add(&m, NULL, 1);
    } else if (is_document(context)) {
        hp_document_layout(&m, box);
    } else {
        hp_slide_layout(&m, box);
    }
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

double hp_layout_furniture_width(const hp_layout_context *context, hp_arena *arena, hp_node *node)
{
    hp_layouter l = {context, arena, context->page_height};
    const hp_box *box = hp_box_build(context, arena, node, NULL, HP_ROLE_ARTIFACT);
    double min = 0, max = 0;
    if (box)
        hp_intrinsic_widths(&l, box, &min, &max);
    return max;
}

/* The margins above and below, less what the content needs of them where the
 * page's own margin is narrow. */
static hp_edges margins_with_room(hp_edges margins, double height, double needed)
{
    double both = MAX(margins.top, 0) + MAX(margins.bottom, 0), room = MAX(height - needed, 0);
    if (both > room) {
        margins.top = MAX(margins.top, 0) * room / both;
        margins.bottom = MAX(margins.bottom, 0) * room / both;
    }
    return margins;
}

const hp_fragment *hp_layout_margin_box(const hp_layout_context *context, hp_arena *arena, hp_node *node, hp_rect rect)
{
    hp_layouter l = {context, arena, context->page_height};
    hp_box *box = hp_box_build(context, arena, node, NULL, HP_ROLE_ARTIFACT);
    if (!box)
        return NULL;
    hp_edges margins = hp_used_margins(box->style, rect.width);
    double width = MAX(rect.width - margins.left - margins.right, 0);
    hp_containing inner = {width, HP_INDEFINITE};
    double needed = hp_layout_block_sized(&l, box, width, inner).laid->rect.height;
    rect = hp_rect_inset(rect, margins_with_room(margins, rect.height, needed));
    double spare = rect.height - needed;
    hp_laid *laid = hp_layout_block_stretched(&l, box, rect.width, rect.height, inner).laid;
    hp_vertical_align align = box->style->vertical_align;
    double shift = align == HP_VERTICAL_ALIGN_TOP ? 0 : align == HP_VERTICAL_ALIGN_BOTTOM ? spare : spare / 2;
    for (hp_laid *child = laid->first_child; child; child = child->next)
        child->rect.y += shift;
    if (box->positioned)
        hp_positioned_place(&l, laid);
    hp_page_cut cut = {-INFINITY, INFINITY, rect.y, INFINITY};
    return hp_emit_page(&l, laid, &cut, rect.x, NULL);
}

const hp_fragment *hp_layout_furniture_join(const hp_layout_context *context, hp_arena *arena, GPtrArray *pieces)
{
    hp_layouter l = {context, arena, context->page_height};
    return hp_emit_group(&l, pieces);
}
