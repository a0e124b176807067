#include "layout/items.h"
#include "layout/positioned.h"

#include <math.h>

double hp_layout_items(hp_layouter *l, const hp_box *box, hp_laid *laid, hp_point origin, hp_containing inner,
                       hp_height_bounds bounds)
{
    gboolean grid = box->style->display == HP_DISPLAY_GRID || box->style->display == HP_DISPLAY_INLINE_GRID;
    /* An absolute box hangs on the container's content box (§4.1). */
    for (const hp_box *child = box->first_child; child; child = child->next)
        if (child->absolute)
            hp_laid_append(laid, hp_positioned_anchor(l, child, origin));
    double height = (grid ? hp_layout_grid : hp_layout_flex)(l, box, laid, origin, inner, bounds);
    for (hp_laid *anchor = laid->first_child; anchor; anchor = anchor->next)
        if (anchor->kind == HP_LAID_ANCHOR) {
            anchor->rect.width = inner.width;
            anchor->rect.height = height;
        }
    /* Seen from a line, the first baseline is the container's (§8.5). */
    laid->baseline = laid->first_baseline;
    return height;
}

void hp_items_intrinsic_widths(hp_layouter *l, const hp_box *box, double *min_content, double *max_content)
{
    gboolean grid = box->style->display == HP_DISPLAY_GRID || box->style->display == HP_DISPLAY_INLINE_GRID;
    (grid ? hp_grid_intrinsic_widths : hp_flex_intrinsic_widths)(l, box, min_content, max_content);
}

static int compare_order(const void *a, const void *b)
{
    int x = (*(const hp_box *const *)a)->style->order, y = (*(const hp_box *const *)b)->style->order;
    return (x > y) - (x < y);
}

GPtrArray *hp_items_collect(const hp_box *container)
{
    GPtrArray *items = g_ptr_array_new();
    gboolean ordered = FALSE;
    for (const hp_box *child = container->first_child; child; child = child->next) {
        if (child->absolute)
            continue;
        ordered |= child->style->order != 0;
        g_ptr_array_add(items, (gpointer)child);
    }
    if (ordered) /* g_ptr_array_sort is stable */
        g_ptr_array_sort(items, compare_order);
    return items;
}

/* ---- laying out ---- */

typedef struct {
    double width, height;
    hp_containing containing;
    hp_laid *laid;
} remembered;

/* A box that is laid out more often than any sane nesting asks for keeps its
 * last result: each level could double the work else. */
#define LAYOUTS_MAX 32

/* The last result with the height left open, and the last with it forced. */
struct hp_item_memo {
    remembered open, forced;
    unsigned layouts;
};

static gboolean is_same(const remembered *r, double width, double height, hp_containing containing)
{
    return r->laid && r->width == width && r->height == height && r->containing.width == containing.width &&
           r->containing.height == containing.height;
}

/* The result may stand in one tree only: what goes out is a copy of its root,
 * and the boxes under it never change. */
static hp_laid *laid_copy(hp_layouter *l, const hp_laid *laid)
{
    hp_laid *copy = hp_arena_copy(l->arena, laid, sizeof *laid);
    copy->next = NULL;
    copy->rect.x = copy->rect.y = 0;
    return copy;
}

static const hp_box *box_with_style(hp_layouter *l, const hp_box *box, hp_style **style)
{
    hp_box *copy = hp_arena_copy(l->arena, box, sizeof *box);
    *style = hp_arena_copy(l->arena, box->style, sizeof **style);
    copy->style = *style;
    copy->item_memo = NULL;
    copy->measured = FALSE;
    return copy;
}

const hp_box *hp_item_natural(hp_layouter *l, const hp_box *box)
{
    const hp_style *style = box->style;
    if (box->kind != HP_BOX_BLOCK || (hp_length_is_auto(style->height) && hp_length_is_auto(style->min_height) &&
                                      style->max_height.kind == HP_LENGTH_NONE))
        return box;
    hp_style *natural;
    const hp_box *copy = box_with_style(l, box, &natural);
    natural->height = natural->min_height = HP_AUTO;
    natural->max_height = HP_NONE;
    return copy;
}

static hp_laid *layout_table(hp_layouter *l, const hp_box *box, double width, double height, hp_containing containing)
{
    if (width >= 0 || height >= 0) {
        hp_style *forced;
        box = box_with_style(l, box, &forced);
        forced->box_sizing = HP_BOX_SIZING_BORDER;
        if (width >= 0) {
            forced->width = forced->min_width = HP_PX(width);
            forced->max_width = HP_NONE;
        }
        if (height >= 0)
            forced->height = HP_PX(height);
    }
    return hp_layout_table(l, box, width >= 0 ? width : containing.width, containing);
}

static hp_laid *layout_fresh(hp_layouter *l, const hp_box *box, double width, double height, hp_containing containing)
{
    if (box->kind == HP_BOX_REPLACED)
        return hp_layout_replaced_sized(l, box, width, height, containing);
    if (box->kind == HP_BOX_TABLE)
        return layout_table(l, box, width, height, containing);
    if (height >= 0)
        return hp_layout_block_stretched(l, hp_item_natural(l, box), width, height, containing).laid;
    return hp_layout_block_sized(l, box, width, containing).laid;
}

hp_laid *hp_layout_item(hp_layouter *l, const hp_box *box, double width, double height, hp_containing containing)
{
    hp_box *memo_box = (hp_box *)box;
    if (!memo_box->item_memo)
        memo_box->item_memo = hp_arena_make(l->arena, struct hp_item_memo);
    remembered *memo = height >= 0 ? &memo_box->item_memo->forced : &memo_box->item_memo->open;
    if (!hp_item_asks_height(box->style))
        containing.height = HP_INDEFINITE;
    gboolean exhausted = memo->laid && memo_box->item_memo->layouts > LAYOUTS_MAX;
    if (!exhausted && !is_same(memo, width, height, containing)) {
        hp_laid *laid = layout_fresh(l, box, width, height, containing);
        *memo = (remembered){width, height, containing, laid};
        memo_box->item_memo->layouts++;
    }
    return laid_copy(l, memo->laid);
}

gboolean hp_item_asks_height(const hp_style *style)
{
    return hp_length_has_percent(style->height) || hp_length_has_percent(style->min_height) ||
           hp_length_has_percent(style->max_height);
}

static gboolean content_asks_height(const hp_box *box)
{
    for (const hp_box *child = box->first_child; child; child = child->next) {
        if (child->absolute) /* placed later, in the finished box */
            continue;
        if (hp_item_asks_height(child->style))
            return TRUE;
        if ((child->kind == HP_BOX_INLINE || child->is_run) && content_asks_height(child))
            return TRUE;
    }
    return FALSE;
}

hp_laid *hp_item_stretch(hp_layouter *l, const hp_box *box, hp_laid *laid, double height, hp_containing containing)
{
    if (fabs(laid->rect.height - height) < 0.001 && !hp_box_holds_items(box) && !content_asks_height(box))
        return laid;
    if (box->kind == HP_BOX_BLOCK && !hp_box_holds_items(box) && !content_asks_height(box)) {
        laid->rect.height = height;
        return laid;
    }
    return hp_layout_item(l, box, laid->rect.width, height, containing);
}

/* ---- sizes ---- */

void hp_item_content_widths(hp_layouter *l, const hp_box *box, double *min_content, double *max_content)
{
    if (box->kind == HP_BOX_BLOCK) {
        hp_content_widths(l, box, min_content, max_content);
        return;
    }
    hp_edges frame = hp_edges_add(hp_used_borders(box->style), hp_used_padding(box->style, 0));
    if (box->kind == HP_BOX_TABLE)
        hp_table_intrinsic_widths(l, (hp_box *)box, min_content, max_content);
    else
        hp_replaced_intrinsic_widths(l, box, min_content, max_content);
    *min_content = MAX(*min_content - frame.left - frame.right, 0);
    *max_content = MAX(*max_content - frame.left - frame.right, 0);
}

static double frame_width(const hp_style *style, double basis)
{
    hp_edges borders = hp_used_borders(style), padding = hp_used_padding(style, basis);
    return borders.left + borders.right + padding.left + padding.right;
}

double hp_item_fit_width(hp_layouter *l, const hp_box *box, double available)
{
    const hp_style *style = box->style;
    hp_edges margins = hp_used_margins(style, available);
    double frame = frame_width(style, available), min, max;
    hp_item_content_widths(l, box, &min, &max);
    double room = available - margins.left - margins.right - frame;
    double natural = style->width.kind == HP_LENGTH_MIN_CONTENT   ? min
                     : style->width.kind == HP_LENGTH_MAX_CONTENT ? max
                                                                  : MIN(MAX(min, room), max);
    return hp_bounded_width(l, box, natural, available, frame) + frame;
}

double hp_item_fill_width(hp_layouter *l, const hp_box *box, double available)
{
    const hp_style *style = box->style;
    hp_edges margins = hp_used_margins(style, available);
    double frame = frame_width(style, available);
    double room = available - margins.left - margins.right - frame;
    return hp_bounded_width(l, box, MAX(room, 0), available, frame) + frame;
}

/* ---- alignment ---- */

hp_align hp_item_align(hp_align self, hp_align container)
{
    hp_align align = self == HP_ALIGN_AUTO ? container : self;
    return align == HP_ALIGN_NORMAL ? HP_ALIGN_STRETCH : align;
}

double hp_item_gap(hp_length gap, double basis)
{
    return hp_length_resolve(gap, MAX(basis, 0));
}

void hp_items_distribute(hp_align align, double free_space, unsigned n, double *offset, double *between)
{
    *offset = *between = 0;
    if (free_space <= 0 && align >= HP_ALIGN_SPACE_BETWEEN)
        return;
    switch (align) {
    case HP_ALIGN_END:
    case HP_ALIGN_FLEX_END: *offset = free_space; break;
    case HP_ALIGN_CENTER: *offset = free_space / 2; break;
    case HP_ALIGN_SPACE_BETWEEN: *between = n > 1 ? free_space / (n - 1) : 0; break;
    case HP_ALIGN_SPACE_AROUND:
        *between = n ? free_space / n : 0;
        *offset = *between / 2;
        break;
    case HP_ALIGN_SPACE_EVENLY: *offset = *between = free_space / (n + 1); break;
    default: break;
    }
}

/* ---- static positions ---- */

static double fraction_of(hp_align align, gboolean reversed, gboolean mirrored)
{
    switch (align) {
    case HP_ALIGN_CENTER:
    case HP_ALIGN_SPACE_AROUND:
    case HP_ALIGN_SPACE_EVENLY: return 0.5;
    case HP_ALIGN_END:
    case HP_ALIGN_SELF_END: return mirrored ? 0 : 1;
    case HP_ALIGN_FLEX_END: return reversed != mirrored ? 0 : 1;
    case HP_ALIGN_START:
    case HP_ALIGN_SELF_START: return mirrored ? 1 : 0;
    case HP_ALIGN_LEFT: return 0;
    case HP_ALIGN_RIGHT: return 1;
    default: return reversed != mirrored ? 1 : 0;
    }
}

/* CSS Flexbox 1 §4.1, CSS Grid 1 §9.2: as if it were the only item. */
hp_point hp_item_static_fraction(const hp_box *box)
{
    const hp_box *container = box->parent;
    if (!container || !hp_box_holds_items(container))
        return (hp_point){0, 0};
    const hp_style *style = container->style;
    gboolean rtl = style->direction == HP_DIRECTION_RTL;
    hp_align across = hp_item_align(box->style->align_self, style->align_items);
    if (style->display == HP_DISPLAY_GRID || style->display == HP_DISPLAY_INLINE_GRID) {
        hp_align along = hp_item_align(box->style->justify_self, style->justify_items);
        return (hp_point){fraction_of(along, FALSE, rtl), fraction_of(across, FALSE, FALSE)};
    }
    hp_flex_direction direction = style->flex_direction;
    gboolean reversed = direction == HP_FLEX_ROW_REVERSE || direction == HP_FLEX_COLUMN_REVERSE;
    if (direction == HP_FLEX_ROW || direction == HP_FLEX_ROW_REVERSE)
        return (hp_point){fraction_of(style->justify_content, reversed, rtl), fraction_of(across, FALSE, FALSE)};
    return (hp_point){fraction_of(across, FALSE, rtl), fraction_of(style->justify_content, reversed, FALSE)};
}
