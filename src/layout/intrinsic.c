/*
 * Intrinsic widths (CSS Sizing 3 §5, CSS 2.2 §10.3.5): how narrow a box can be
 * without its content running out, and how wide it would be if nothing had to
 * wrap. Measured once a box; nothing is laid out for it.
 */
#include "layout/columns.h"

#include <math.h>

static void flow_widths(hp_layouter *l, const hp_box *box, double *min_content, double *max_content)
{
    *min_content = *max_content = 0;
    if (box->inline_content) {
        hp_inline_intrinsic_widths(l, box, min_content, max_content);
        return;
    }
    /* Floats stand in a row, and text beside them; other blocks go under. */
    double floats = 0;
    for (const hp_box *child = box->first_child; child; child = child->next) {
        double min, max;
        if (child->absolute)
            continue;
        hp_intrinsic_widths(l, child, &min, &max);
        *min_content = MAX(*min_content, min);
        if (child->style->clear != HP_CLEAR_NONE)
            floats = 0;
        *max_content = MAX(*max_content, (child->floating || child->is_run ? floats : 0) + max);
        floats = child->floating ? floats + max : 0;
    }
}

void hp_content_widths(hp_layouter *l, const hp_box *box, double *min_content, double *max_content)
{
    if (hp_box_holds_items(box)) {
        hp_items_intrinsic_widths(l, box, min_content, max_content);
        return;
    }
    flow_widths(l, box, min_content, max_content);
    if (hp_box_has_columns(box))
        hp_columns_intrinsic_widths(box->style, min_content, max_content);
}

/* A length that asks for the content, as px of the content box. */
static hp_length content_length(hp_length length, double min, double max, double room)
{
    switch (length.kind) {
    case HP_LENGTH_MIN_CONTENT: return HP_PX(min);
    case HP_LENGTH_MAX_CONTENT: return HP_PX(max);
    case HP_LENGTH_FIT_CONTENT: return HP_PX(MIN(MAX(min, room), max));
    default: return length;
    }
}

double hp_bounded_width(hp_layouter *l, const hp_box *box, double natural, double basis, double frame)
{
    const hp_style *style = box->style;
    double used = hp_used_width(style, natural, basis, frame);
    if (style->min_width.kind <= HP_LENGTH_NONE && style->max_width.kind <= HP_LENGTH_NONE)
        return used;
    double min, max;
    hp_edges margins = hp_used_margins(style, basis);
    hp_item_content_widths(l, box, &min, &max);
    double room = basis < 0 ? INFINITY : MAX(basis - frame - margins.left - margins.right, 0);
    if (style->max_width.kind > HP_LENGTH_NONE)
        used = MIN(used, hp_length_resolve(content_length(style->max_width, min, max, room), 0));
    double least = style->min_width.kind > HP_LENGTH_NONE
                       ? hp_length_resolve(content_length(style->min_width, min, max, room), 0)
                       : hp_used_content_size(style, style->min_width, basis, frame);
    return isnan(least) ? used : MAX(used, least);
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
        } else if (box->kind == HP_BOX_RUBY) {
            hp_ruby_intrinsic_widths(l, box, &min, &max);
        } else {
            hp_content_widths(l, box, &min, &max);
            double narrow = style->width.kind == HP_LENGTH_MAX_CONTENT ? max : min;
            double wide = style->width.kind == HP_LENGTH_MIN_CONTENT ? min : max;
            /* No width makes a cell narrower than its content (§17.5.2.2). */
            double least = style->display == HP_DISPLAY_TABLE_CELL ? min : 0;
            /* Percentages have no basis here and count as auto or none (CSS
             * Sizing 3 §5.2.1). */
            min = MAX(hp_bounded_width(l, box, narrow, HP_INDEFINITE, frame), least) + frame;
            max = MAX(hp_bounded_width(l, box, wide, HP_INDEFINITE, frame), least) + frame;
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
    /* CSS lets the longest word widen the box even where words may be broken; on
     * paper the list around a long address would run off the page. */
    if (box->style->overflow_wrap == HP_OVERFLOW_WRAP_BREAK_WORD)
        min = MIN(min, available);
    return MIN(MAX(min, available), max);
}

double hp_content_width(hp_layouter *l, const hp_box *box, double available)
{
    double min, max;
    if (box->style->width.kind != HP_LENGTH_MIN_CONTENT && box->style->width.kind != HP_LENGTH_MAX_CONTENT)
        return hp_shrink_to_fit(l, box, available);
    hp_intrinsic_widths(l, box, &min, &max);
    return box->style->width.kind == HP_LENGTH_MIN_CONTENT ? min : max;
}
