/*
 * Intrinsic widths (CSS Sizing 3 §5, CSS 2.2 §10.3.5): how narrow a box can be
 * without its content running out, and how wide it would be if nothing had to
 * wrap. Measured once a box; nothing is laid out for it.
 */
#include "layout/layout-internal.h"

#include <math.h>

static void content_widths(hp_layouter *l, const hp_box *box, double *min_content, double *max_content)
{
    *min_content = *max_content = 0;
    if (box->inline_content) {
        hp_inline_intrinsic_widths(l, box, min_content, max_content);
        return;
    }
    for (const hp_box *child = box->first_child; child; child = child->next) {
        double min, max;
        hp_intrinsic_widths(l, child, &min, &max);
        *min_content = MAX(*min_content, min);
        *max_content = MAX(*max_content, max);
    }
}

/* Fixed sizes bound the contribution; percentages have no basis here and count
 * as auto or none (CSS Sizing 3 §5.2.1). */
static double bounded(const hp_style *style, double content, double frame)
{
    return hp_used_width(style, content, HP_INDEFINITE, frame);
}

void hp_intrinsic_widths(hp_layouter *l, const hp_box *box, double *min_content, double *max_content)
{
    hp_box *memo = (hp_box *)box;
    if (!box->measured) {
        const hp_style *style = box->style;
        hp_edges borders = hp_used_borders(style), padding = hp_used_padding(style, 0),
                 margins = hp_used_margins(style, 0);
        double frame = borders.left + borders.right + padding.left + padding.right;
        double outer = margins.left + margins.right;
        double min, max;
        if (box->kind == HP_BOX_TABLE) {
            hp_table_intrinsic_widths(l, memo, &min, &max);
        } else if (box->kind == HP_BOX_REPLACED) {
            hp_replaced_intrinsic_widths(l, box, &min, &max);
        } else {
            content_widths(l, box, &min, &max);
            min = bounded(style, min, frame) + frame;
            max = bounded(style, max, frame) + frame;
        }
        memo->min_content = MAX(min + outer, 0);
        memo->max_content = MAX(max + outer, 0);
        memo->measured = TRUE;
    }
    *min_content = box->min_content;
    *max_content = box->max_content;
}

double hp_shrink_to_fit(hp_layouter *l, const hp_box *box, double available)
{
    double min, max;
    hp_intrinsic_widths(l, box, &min, &max);
    return MIN(MAX(min, available), max);
}
