#include "layout/floats.h"

#include <math.h>

/* Widths are sums of floats: a hair's breadth too much still fits. */
#define SLACK 0.02
/* More floats than this beside one another do not narrow anything: every line
 * looks at all of them. */
#define EXCLUSIONS_MAX 1000

typedef struct {
    hp_rect rect; /* margin box */
    gboolean right;
} exclusion;

struct hp_float_space {
    GArray *exclusions;         /* in the order of placing */
    double top;                 /* of the last float: the next is not above it (§9.5.1 rule 5) */
    double left_end, right_end; /* lowest bottoms of each side */
};

static void array_free(void *array)
{
    g_array_unref(array);
}

void hp_float_enter(hp_layouter *l, const hp_box *box, gboolean is_root, hp_point origin)
{
    if (!is_root) {
        l->flow.x += origin.x;
        l->flow.y += origin.y;
        return;
    }
    l->flow = (hp_flow){NULL, origin.x, origin.y};
    if (!box->has_floats)
        return;
    l->flow.space = hp_arena_make(l->arena, hp_float_space);
    l->flow.space->exclusions = hp_arena_own(l->arena, g_array_new(FALSE, FALSE, sizeof(exclusion)), array_free);
    l->flow.space->top = l->flow.space->left_end = l->flow.space->right_end = -INFINITY;
}

double hp_float_bottom(const hp_float_space *space)
{
    return MAX(MAX(space->left_end, space->right_end), 0);
}

double hp_float_clear(const hp_float_space *space, hp_clear clear)
{
    switch (clear) {
    case HP_CLEAR_LEFT: return space->left_end;
    case HP_CLEAR_RIGHT: return space->right_end;
    case HP_CLEAR_BOTH: return MAX(space->left_end, space->right_end);
    default: return -INFINITY;
    }
}

hp_float_band hp_float_band_at(const hp_float_space *space, double y, double height, double left, double right)
{
    hp_float_band band = {left, right, FALSE};
    for (guint i = 0; i < space->exclusions->len; i++) {
        const exclusion *e = &g_array_index(space->exclusions, exclusion, i);
        if (e->rect.y + e->rect.height <= y + SLACK || e->rect.y >= y + MAX(height, 2 * SLACK) - SLACK)
            continue;
        if (e->right)
            band.right = MIN(band.right, e->rect.x);
        else
            band.left = MAX(band.left, e->rect.x + e->rect.width);
    }
    band.narrowed = band.left > left || band.right < right;
    return band;
}

double hp_float_next(const hp_float_space *space, double y)
{
    double next = INFINITY;
    for (guint i = 0; i < space->exclusions->len; i++) {
        const hp_rect *rect = &g_array_index(space->exclusions, exclusion, i).rect;
        if (rect->y + rect->height > y + SLACK)
            next = MIN(next, rect->y + rect->height);
    }
    return next;
}

/* Floats that end above all that is still to come are forgotten when there are
 * many. */
static void add_exclusion(hp_float_space *space, const exclusion *added)
{
    GArray *all = space->exclusions;
    space->top = MAX(space->top, added->rect.y);
    if (added->right)
        space->right_end = MAX(space->right_end, added->rect.y + added->rect.height);
    else
        space->left_end = MAX(space->left_end, added->rect.y + added->rect.height);
    if (added->rect.height <= 0)
        return;
    if (all->len >= EXCLUSIONS_MAX) {
        guint kept = 0;
        for (guint i = 0; i < all->len; i++) {
            exclusion e = g_array_index(all, exclusion, i);
            if (e.rect.y + e.rect.height > space->top)
                g_array_index(all, exclusion, kept++) = e;
        }
        g_array_set_size(all, kept);
    }
    if (all->len < EXCLUSIONS_MAX)
        g_array_append_val(all, *added);
}

void hp_float_place(hp_layouter *l, const hp_atomic *atomic, hp_laid *parent, hp_point origin, double width, double y)
{
    hp_float_space *space = l->flow.space;
    hp_laid *laid = atomic->laid;
    const hp_edges *margins = &atomic->margins;
    exclusion placed = {.right = laid->box->style->floating == HP_FLOAT_RIGHT};
    placed.rect.width = laid->rect.width + margins->left + margins->right;
    placed.rect.height = laid->rect.height + margins->top + margins->bottom;

    double left = l->flow.x, right = left + width;
    double top = MAX(MAX(l->flow.y + y, space->top), hp_float_clear(space, laid->box->style->clear));
    hp_float_band band = hp_float_band_at(space, top, placed.rect.height, left, right);
    while (band.narrowed && placed.rect.width > band.right - band.left + SLACK) {
        double next = hp_float_next(space, top);
        if (next >= INFINITY)
            break;
        top = next;
        band = hp_float_band_at(space, top, placed.rect.height, left, right);
    }
    placed.rect.x = placed.right ? band.right - placed.rect.width : band.left;
    placed.rect.y = top;
    add_exclusion(space, &placed);
    laid->rect.x = origin.x + placed.rect.x - l->flow.x + margins->left;
    laid->rect.y = origin.y + placed.rect.y - l->flow.y + margins->top;
    laid->next = NULL;
    hp_laid_append(parent, laid);
}

/* ---- looking ahead (CSS 2.2 §8.3.1) ---- */

static double vertical_frame(const hp_style *style, double width)
{
    hp_edges frame = hp_edges_add(hp_used_borders(style), hp_used_padding(style, width));
    return frame.top + frame.bottom;
}

/* Whether margins collapse through a block: there is nothing in it. */
static gboolean is_empty(const hp_box *box, double width)
{
    if (box->kind != HP_BOX_BLOCK || hp_box_is_flow_root(box) || box->marker || vertical_frame(box->style, width) > 0 ||
        hp_used_height(box->style, 0, HP_INDEFINITE, 0) > 0)
        return FALSE;
    for (const hp_box *child = box->first_child; child; child = child->next)
        if (!child->floating && !child->absolute && (box->inline_content || !is_empty(child, width)))
            return FALSE;
    return TRUE;
}

static gboolean will_clear(const hp_layouter *l, const hp_box *box, gboolean after_float)
{
    return box->style->clear != HP_CLEAR_NONE && (after_float || l->flow.space->exclusions->len > 0);
}

hp_margins hp_float_margins_ahead(hp_layouter *l, const hp_box *box, double width)
{
    hp_margins margins = hp_margins_of(hp_used_margins(box->style, width).top);
    hp_edges frame = hp_edges_add(hp_used_borders(box->style), hp_used_padding(box->style, width));
    if (box->kind != HP_BOX_BLOCK || box->inline_content || frame.top > 0 || hp_box_is_flow_root(box))
        return margins;
    gboolean after_float = FALSE;
    for (const hp_box *child = box->first_child; child; child = child->next) {
        after_float |= child->floating;
        if (child->floating || child->absolute)
            continue;
        if (will_clear(l, child, after_float))
            break;
        margins = hp_margins_join(margins, hp_float_margins_ahead(l, child, width));
        if (!is_empty(child, width))
            break;
        margins = hp_margins_join(margins, hp_margins_of(hp_used_margins(child->style, width).bottom));
    }
    return margins;
}

/* ---- markers ---- */

double hp_float_marker_shift(const hp_laid *item, hp_point origin)
{
    for (const hp_laid *child = item->first_child; child; child = child->next) {
        if (child->kind == HP_LAID_LINE)
            return item->style->direction == HP_DIRECTION_RTL ? 0 : child->rect.x - origin.x;
        if (child->kind == HP_LAID_BOX && !child->box->floating) {
            hp_edges frame =
                hp_edges_add(hp_used_borders(child->style), hp_used_padding(child->style, child->rect.width));
            return hp_float_marker_shift(child, (hp_point){frame.left, frame.top});
        }
    }
    return 0;
}
