/*
 * Code on slides scrolls: down after some 400 px, and sideways. Paper shows all
 * of it. A slide that was centred with the box that scrolls would then stand
 * higher than its author ever saw it; hence the surplus.
 */
#include "layout/screen.h"

#include <math.h>

gboolean hp_screen_scrolls(const hp_style *style)
{
    return style->overflow_y == HP_OVERFLOW_AUTO || style->overflow_y == HP_OVERFLOW_SCROLL;
}

/* What a box that scrolls is taller than its max-height or height lets it be. */
static double cut_off(const hp_laid *laid, double surplus)
{
    const hp_style *style = laid->style;
    hp_edges frame = hp_edges_add(hp_used_borders(style), hp_used_padding(style, laid->rect.width));
    double around = frame.top + frame.bottom, height = laid->rect.height - surplus;
    return MAX(height - hp_used_height(style, height - around, HP_INDEFINITE, around) - around, 0);
}

/* Boxes one below the other add up; of those side by side the most counts. code:
 * in a box that scrolls. */
static double surplus_of(const hp_laid *laid, gboolean code)
{
    if (laid->kind == HP_LAID_LINE && laid->wrapped && code && laid->box->style->white_space == HP_WHITE_SPACE_PRE_WRAP)
        return laid->rect.height;
    gboolean scrolls = laid->kind == HP_LAID_BOX && hp_screen_scrolls(laid->style);
    double sum = 0, most = 0, bottom = -INFINITY;
    for (const hp_laid *child = laid->first_child; child; child = child->next) {
        if (child->rect.y >= bottom - 0.5) {
            sum += most;
            most = 0;
        }
        bottom = MAX(bottom, child->rect.y + child->rect.height);
        most = MAX(most, surplus_of(child, code || scrolls));
    }
    sum += most;
    return scrolls ? sum + cut_off(laid, sum) : sum;
}

double hp_screen_surplus(const hp_laid *root)
{
    return surplus_of(root, FALSE);
}
