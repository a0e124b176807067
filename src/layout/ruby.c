/*
 * A ruby pair: base and annotation centred over one another, the annotation
 * on the letters of the base and not on its line (CSS Ruby 1 §3, §4.1). The
 * line grows by what of the annotation finds no room in the line's leading.
 */
#include "layout/layout-internal.h"

#include <math.h>

static void widest(hp_layouter *l, const hp_box *box, double *min_content, double *max_content)
{
    *min_content = *max_content = 0;
    for (const hp_box *part = box->first_child; part; part = part->next) {
        double min, max;
        hp_intrinsic_widths(l, part, &min, &max);
        *min_content = MAX(*min_content, min);
        *max_content = MAX(*max_content, max);
    }
}

void hp_ruby_intrinsic_widths(hp_layouter *l, const hp_box *box, double *min_content, double *max_content)
{
    /* Only what is wider than its place is broken. */
    widest(l, box, min_content, max_content);
    *min_content = *max_content;
}

static hp_laid *part_layout(hp_layouter *l, const hp_box *part, double width)
{
    return hp_layout_block_sized(l, part, width, (hp_containing){width, HP_INDEFINITE}).laid;
}

hp_laid *hp_layout_ruby(hp_layouter *l, const hp_box *box, double width)
{
    double min, max, above, below;
    widest(l, box, &min, &max);
    double own = MIN(MAX(min, width), max);
    hp_laid *base = part_layout(l, box->first_child, own), *text = part_layout(l, box->last_child, own);
    const hp_font *font = hp_fonts_lookup(l->context->fonts, base->style);
    hp_line_extents(l, base->style, &above, &below);
    if (isnan(base->baseline)) {
        base->baseline = base->first_baseline = above;
        base->rect.height = above + below;
    }
    double bottom = base->rect.height;
    if (box->style->ruby_under) {
        text->rect.y = base->baseline + font->descent;
        bottom = MAX(bottom, text->rect.y + text->rect.height);
    } else {
        double top = base->first_baseline - font->ascent - text->rect.height;
        base->rect.y = MAX(-top, 0);
        text->rect.y = MAX(top, 0);
        bottom += base->rect.y;
    }
    hp_laid *laid = hp_laid_make(l, HP_LAID_BOX, box, box->style, box->meaning);
    laid->rect.width = own;
    laid->rect.height = bottom;
    laid->baseline = laid->first_baseline = base->rect.y + base->baseline;
    hp_laid_append(laid, base);
    hp_laid_append(laid, text);
    return laid;
}
