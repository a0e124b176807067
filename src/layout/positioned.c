#include "layout/positioned.h"

#include "layout/items.h"

#include <math.h>

hp_laid *hp_positioned_anchor(hp_layouter *l, const hp_box *box, hp_point at)
{
    hp_laid *anchor = hp_laid_make(l, HP_LAID_ANCHOR, box, box->style, box->meaning);
    anchor->rect = (hp_rect){at.x, at.y, 0, 0};
    return anchor;
}

/* ---- one absolute box ---- */

/* NAN: auto. */
static double inset(const hp_style *style, hp_side side, double basis)
{
    return hp_length_is_auto(style->inset[side]) ? NAN : hp_length_resolve(style->inset[side], basis);
}

/* One axis: two insets and two margins that may be auto. */
typedef struct {
    double start, end; /* insets; NAN: auto */
    double margin_start, margin_end;
    gboolean auto_start, auto_end;
    double block_start, block_size; /* the containing block */
    double position;                /* the static position */
    double spare, fraction;         /* room there, and how much of what is left comes before the box */
} axis;

/* What is left for the border box when nothing is auto but its size. */
static double axis_room(const axis *a)
{
    double used = a->margin_start + a->margin_end;
    if (isnan(a->start) && isnan(a->end))
        used += a->position - a->block_start;
    used += (isnan(a->start) ? 0 : a->start) + (isnan(a->end) ? 0 : a->end);
    return MAX(a->block_size - used, 0);
}

/* Where a border box of this size begins. */
static double axis_place(const axis *a, double size)
{
    if (isnan(a->start) && isnan(a->end))
        return a->position + a->margin_start + a->fraction * (a->spare - size - a->margin_start - a->margin_end);
    if (isnan(a->start))
        return a->block_start + a->block_size - a->end - a->margin_end - size;
    double place = a->block_start + a->start + a->margin_start;
    if (isnan(a->end))
        return place;
    double spare = a->block_size - a->start - a->end - a->margin_start - a->margin_end - size;
    if (spare > 0 && a->auto_start)
        place += a->auto_end ? spare / 2 : spare;
    return place;
}

static double absolute_width(hp_layouter *l, const hp_box *box, const axis *a, double frame)
{
    const hp_style *style = box->style;
    double room = axis_room(a), margins = a->margin_start + a->margin_end, min, max, natural;
    gboolean stretches = !isnan(a->start) && !isnan(a->end) && hp_length_is_auto(style->width);
    hp_intrinsic_widths(l, box, &min, &max);
    if (style->width.kind == HP_LENGTH_MIN_CONTENT)
        natural = min - margins;
    else if (style->width.kind == HP_LENGTH_MAX_CONTENT)
        natural = max - margins;
    else
        natural = stretches ? room : MIN(MAX(min - margins, room), max - margins);
    return hp_bounded_width(l, box, MAX(natural - frame, 0), a->block_size, frame) + frame;
}

static hp_laid *absolute_laid(hp_layouter *l, const hp_box *box, const axis *across, const axis *down,
                              hp_containing containing)
{
    const hp_style *style = box->style;
    if (box->kind == HP_BOX_REPLACED)
        return hp_layout_replaced(l, box, containing);
    if (box->kind == HP_BOX_TABLE)
        return hp_layout_table(l, box, axis_room(across), containing);
    hp_edges frame = hp_edges_add(hp_used_borders(style), hp_used_padding(style, containing.width));
    double width = absolute_width(l, box, across, frame.left + frame.right);
    gboolean stretches = !isnan(down->start) && !isnan(down->end) && hp_length_is_auto(style->height);
    return stretches ? hp_layout_block_stretched(l, box, width, axis_room(down), containing).laid
                     : hp_layout_block_sized(l, box, width, containing).laid;
}

/* The laid box, its rect in the coordinates of the containing block's rect and
 * of the static position. */
static hp_laid *absolute_place(hp_layouter *l, const hp_laid *anchor, const hp_rect *block, hp_point position)
{
    const hp_box *box = anchor->box;
    const hp_style *style = box->style;
    hp_point fraction = hp_item_static_fraction(box);
    hp_edges margins = hp_used_margins(style, block->width);
    axis across = {inset(style, HP_LEFT, block->width),
                   inset(style, HP_RIGHT, block->width),
                   margins.left,
                   margins.right,
                   hp_length_is_auto(style->margin[HP_LEFT]),
                   hp_length_is_auto(style->margin[HP_RIGHT]),
                   block->x,
                   block->width,
                   position.x,
                   anchor->rect.width,
                   fraction.x};
    axis down = {inset(style, HP_TOP, block->height),
                 inset(style, HP_BOTTOM, block->height),
                 margins.top,
                 margins.bottom,
                 hp_length_is_auto(style->margin[HP_TOP]),
                 hp_length_is_auto(style->margin[HP_BOTTOM]),
                 block->y,
                 block->height,
                 position.y,
                 anchor->rect.height,
                 fraction.y};
    hp_laid *laid = absolute_laid(l, box, &across, &down, (hp_containing){block->width, block->height});
    laid->rect.x = axis_place(&across, laid->rect.width);
    laid->rect.y = axis_place(&down, laid->rect.height);
    laid->is_object = TRUE;
    return laid;
}

/* ---- the walk ---- */

typedef struct {
    hp_layouter *l;
    hp_positioned *positioned;
} walker;

/* What is around a laid box, in the column's coordinates. */
typedef struct {
    hp_rect absolute; /* padding box of the nearest positioned box */
    hp_rect fixed;    /* of the nearest transformed box; width < 0: the page */
    hp_containing content;
    gboolean clipped;          /* what sticks out is not seen */
    gboolean absolute_clipped; /* … of absolute boxes: only their containing blocks clip them */
} surroundings;

static gboolean visit(walker *w, hp_laid *laid, hp_point at, surroundings around);

/* §9.4.3; percentages of an auto height count as auto. */
static hp_point relative_offset(const hp_style *style, hp_containing content)
{
    double left = inset(style, HP_LEFT, content.width), right = inset(style, HP_RIGHT, content.width);
    double top = inset(style, HP_TOP, content.height), bottom = inset(style, HP_BOTTOM, content.height);
    if (content.height < 0 && hp_length_has_percent(style->inset[HP_TOP]))
        top = NAN;
    if (content.height < 0 && hp_length_has_percent(style->inset[HP_BOTTOM]))
        bottom = NAN;
    gboolean from_right = isnan(left) || (!isnan(right) && style->direction == HP_DIRECTION_RTL);
    return (hp_point){from_right ? (isnan(right) ? 0 : -right) : left,
                      isnan(top) ? (isnan(bottom) ? 0 : -bottom) : top};
}

static void note_bottom(walker *w, const hp_laid *laid, hp_point at, const surroundings *around)
{
    if (!around->clipped)
        w->positioned->bottom = MAX(w->positioned->bottom, at.y + laid->rect.height);
}

static void visit_anchor(walker *w, hp_laid *anchor, hp_point at, surroundings *around)
{
    gboolean fixed = anchor->style->position == HP_POSITION_FIXED;
    if (fixed && around->fixed.width < 0) {
        anchor->rect.x = at.x;
        anchor->rect.y = at.y;
        g_ptr_array_add(w->positioned->anchors, anchor);
        return;
    }
    hp_laid *laid = absolute_place(w->l, anchor, fixed ? &around->fixed : &around->absolute, at);
    hp_point place = {laid->rect.x, laid->rect.y};
    laid->rect.x -= at.x;
    laid->rect.y -= at.y;
    hp_laid_append(anchor, laid);
    around->clipped = around->absolute_clipped;
    note_bottom(w, laid, place, around);
    visit(w, laid, place, *around);
}

static gboolean is_clip(const hp_style *style)
{
    return style->overflow_x != HP_OVERFLOW_VISIBLE && style->overflow_y != HP_OVERFLOW_VISIBLE;
}

/* Enters a box: what it is to those below it. */
static void surround(surroundings *around, const hp_laid *laid, hp_point at, gboolean is_root)
{
    const hp_style *style = laid->style;
    hp_rect border = {at.x, at.y, laid->rect.width, laid->rect.height};
    hp_rect padding = hp_rect_inset(border, hp_used_borders(style));
    gboolean holds = is_root || style->position != HP_POSITION_STATIC || hp_style_is_transformed(style);
    if (holds)
        around->absolute = padding;
    if (hp_style_is_transformed(style))
        around->fixed = padding;
    if (laid->box->kind == HP_BOX_INLINE)
        return;
    hp_rect content = hp_rect_inset(padding, hp_used_padding(style, around->content.width));
    gboolean definite = style->height.kind == HP_LENGTH_FIXED && !hp_length_has_percent(style->height);
    around->content = (hp_containing){content.width, definite ? content.height : HP_INDEFINITE};
    around->clipped |= is_clip(style);
    if (holds)
        around->absolute_clipped = around->clipped;
}

static gboolean visit_children(walker *w, hp_laid *laid, hp_point at, const surroundings *around)
{
    gboolean has_anchors = FALSE;
    for (hp_laid *child = laid->first_child; child; child = child->next)
        if (child->kind != HP_LAID_TEXT && child->kind != HP_LAID_MARKER)
            has_anchors |= visit(w, child, (hp_point){at.x + child->rect.x, at.y + child->rect.y}, *around);
    laid->has_anchors = has_anchors;
    return has_anchors;
}

/* TRUE when there are absolute boxes in it. */
static gboolean visit(walker *w, hp_laid *laid, hp_point at, surroundings around)
{
    if (laid->kind == HP_LAID_ANCHOR) {
        visit_anchor(w, laid, at, &around);
        return TRUE;
    }
    if (laid->kind == HP_LAID_BOX) {
        if (laid->style->position == HP_POSITION_RELATIVE) {
            hp_point offset = relative_offset(laid->style, around.content);
            laid->rect.x += offset.x;
            laid->rect.y += offset.y;
            at = (hp_point){at.x + offset.x, at.y + offset.y};
            note_bottom(w, laid, at, &around);
        }
        surround(&around, laid, at, FALSE);
    }
    return visit_children(w, laid, at, &around);
}

static void array_free(void *array)
{
    g_ptr_array_unref(array);
}

hp_positioned *hp_positioned_place(hp_layouter *l, hp_laid *root)
{
    hp_positioned *positioned = hp_arena_make(l->arena, hp_positioned);
    positioned->anchors = hp_arena_own(l->arena, g_ptr_array_new(), array_free);
    walker w = {l, positioned};
    surroundings around = {.fixed.width = -1, .content = {root->rect.width, HP_INDEFINITE}};
    hp_point at = {0, 0};
    surround(&around, root, at, TRUE);
    visit_children(&w, root, at, &around);
    return positioned;
}

void hp_positioned_fix(hp_layouter *l, hp_positioned *positioned, double width, double height, hp_point shift)
{
    walker w = {l, positioned};
    hp_rect page = {0, 0, width, height};
    positioned->laid = hp_arena_own(l->arena, g_ptr_array_new(), array_free);
    guint of_column = positioned->anchors->len;
    /* Fixed boxes in fixed boxes join the list while it is walked; their static
     * position is on the page already. */
    for (guint i = 0; i < positioned->anchors->len; i++) {
        hp_laid *anchor = g_ptr_array_index(positioned->anchors, i);
        hp_point position = {anchor->rect.x, anchor->rect.y};
        if (i < of_column)
            position = (hp_point){position.x + shift.x, position.y + shift.y};
        hp_laid *laid = absolute_place(l, anchor, &page, position);
        surroundings around = {
            .absolute = page, .fixed.width = -1, .content = {width, height}, .clipped = TRUE, .absolute_clipped = TRUE};
        hp_point at = {laid->rect.x, laid->rect.y};
        visit(&w, laid, at, around);
        g_ptr_array_add(positioned->laid, laid);
    }
}
