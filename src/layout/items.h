/*
 * What flex and grid containers share: their items, and sizes that are forced
 * on them.
 *
 * An item is laid out up to twice: at its width, to learn its height, and once
 * more when it is stretched and something in it looks at that height. Both
 * results are remembered at the box, so that containers nested in one another
 * do not double the work at each level.
 */
#pragma once

#include "layout/layout-internal.h"

/* What min-height and max-height leave open for the content box. */
typedef struct {
    double min, max;
} hp_height_bounds;

/* Lays out the items of a flex or grid container and appends them to laid;
 * origin: of its content box. inner.height: HP_INDEFINITE when the content
 * decides. Returns the height of the content, within bounds. */
double hp_layout_items(hp_layouter *l, const hp_box *box, hp_laid *laid, hp_point origin, hp_containing inner,
                       hp_height_bounds bounds);
/* The content box's. */
void hp_items_intrinsic_widths(hp_layouter *l, const hp_box *box, double *min_content, double *max_content);

/* flex.c, grid.c: one formatting context each. */
double hp_layout_flex(hp_layouter *l, const hp_box *box, hp_laid *laid, hp_point origin, hp_containing inner,
                      hp_height_bounds bounds);
double hp_layout_grid(hp_layouter *l, const hp_box *box, hp_laid *laid, hp_point origin, hp_containing inner,
                      hp_height_bounds bounds);
void hp_flex_intrinsic_widths(hp_layouter *l, const hp_box *box, double *min_content, double *max_content);
void hp_grid_intrinsic_widths(hp_layouter *l, const hp_box *box, double *min_content, double *max_content);

/* The boxes that are items, by `order` (CSS Flexbox 1 §5.4); absolute boxes
 * are not among them. */
GPtrArray *hp_items_collect(const hp_box *container);

/* An item whose border box has this width, and this height unless HP_INDEFINITE.
 * Pictures may leave the width indefinite, too, tables are as wide as asked or
 * as their content needs. */
hp_laid *hp_layout_item(hp_layouter *l, const hp_box *box, double width, double height, hp_containing containing);
/* A laid item with another height: laid out anew when its content would differ. */
hp_laid *hp_item_stretch(hp_layouter *l, const hp_box *box, hp_laid *laid, double height, hp_containing containing);
/* Whether the height of its place decides about its own. */
gboolean hp_item_asks_height(const hp_style *style);
/* A box like this, but without height, min-height and max-height. */
const hp_box *hp_item_natural(hp_layouter *l, const hp_box *box);

/* Pure widths of the content, whatever the box's own properties ask for. */
void hp_item_content_widths(hp_layouter *l, const hp_box *box, double *min_content, double *max_content);
/* Border-box width of an item that is not stretched, in a place this wide. */
double hp_item_fit_width(hp_layouter *l, const hp_box *box, double available);
/* The same for one that fills its place, margins apart. */
double hp_item_fill_width(hp_layouter *l, const hp_box *box, double available);

/* How much of the room that an absolute box leaves in its container comes before
 * it, where its insets do not say; 0 for the children of other boxes. */
hp_point hp_item_static_fraction(const hp_box *box);

/* How an item aligns: its own value, or what the container says. */
hp_align hp_item_align(hp_align self, hp_align container);
/* A gap; percentages without basis are 0 (CSS Box Alignment 3 §8.3). */
double hp_item_gap(hp_length gap, double basis);
/* Shares out free space around n things (§4.3, §4.5): where the first begins,
 * and what comes between them. start and end as the flow sees them. */
void hp_items_distribute(hp_align align, double free_space, unsigned n, double *offset, double *between);
