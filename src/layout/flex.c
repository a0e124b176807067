/*
 * Flex containers (CSS Flexbox 1 §9): lines of items, as wide or as high as
 * they have to be. flex-internal.h explains the axes.
 */
#include "layout/flex-internal.h"

#include <math.h>

/* A sum of floats may be a hair too wide for a line. */
#define SLACK 0.02

static double outer_main(const hp_flex_item *item)
{
    return item->target + item->extra;
}

static double outer_cross(const hp_flex *f, const hp_flex_item *item)
{
    const hp_rect *rect = &item->laid->rect;
    return f->column ? rect->width + item->margins.left + item->margins.right
                     : rect->height + item->margins.top + item->margins.bottom;
}

/* ---- lines (§9.3) ---- */

static GArray *collect_lines(const hp_flex *f)
{
    GArray *lines = g_array_new(FALSE, TRUE, sizeof(hp_flex_line));
    double room = f->column ? (f->main >= 0 ? f->main : f->bounds.max) : f->main;
    hp_flex_line line = {0};
    double taken = 0;
    for (unsigned i = 0; i < f->n; i++) {
        double size = hp_flex_hypothetical(&f->items[i]) + f->items[i].extra;
        if (f->wraps && line.count > 0 && taken + f->main_gap + size > room + SLACK) {
            g_array_append_val(lines, line);
            line = (hp_flex_line){.first = i};
            taken = 0;
        }
        taken += size + (line.count ? f->main_gap : 0);
        line.count++;
    }
    if (line.count)
        g_array_append_val(lines, line);
    return lines;
}

/* The main size that the content asks for: that of the longest line (§9.9.1). */
static double content_main(const hp_flex *f, const GArray *lines)
{
    double longest = 0;
    for (guint i = 0; i < lines->len; i++) {
        const hp_flex_line *line = &g_array_index(lines, hp_flex_line, i);
        double sum = (line->count - 1) * f->main_gap;
        for (unsigned k = line->first; k < line->first + line->count; k++)
            sum += hp_flex_hypothetical(&f->items[k]) + f->items[k].extra;
        longest = MAX(longest, sum);
    }
    return longest;
}

/* ---- cross sizes (§9.4) ---- */

static void layout_item(const hp_flex *f, hp_flex_item *item)
{
    double main = item->target + item->frame;
    if (f->column)
        item->laid = hp_layout_item(f->l, item->box, item->follows ? HP_INDEFINITE : item->width, main, f->inner);
    else
        item->laid = hp_layout_item(f->l, item->box, main, HP_INDEFINITE, f->inner);
}

/* How far an item's baseline is below its margin box's top. */
static double ascent_of(const hp_flex_item *item)
{
    const hp_laid *laid = item->laid;
    return item->margins.top + (isnan(laid->first_baseline) ? laid->rect.height : laid->first_baseline);
}

static gboolean aligns_baseline(const hp_flex *f, const hp_flex_item *item)
{
    return !f->column && (item->align == HP_ALIGN_BASELINE || item->align == HP_ALIGN_LAST_BASELINE) &&
           !(item->auto_margins & (1u << HP_TOP | 1u << HP_BOTTOM));
}

static void measure_line(const hp_flex *f, hp_flex_line *line)
{
    double descent = 0;
    line->ascent = 0;
    for (unsigned i = line->first; i < line->first + line->count; i++) {
        const hp_flex_item *item = &f->items[i];
        double cross = outer_cross(f, item);
        if (aligns_baseline(f, item)) {
            line->ascent = MAX(line->ascent, ascent_of(item));
            descent = MAX(descent, cross - ascent_of(item));
        } else {
            line->cross = MAX(line->cross, cross);
        }
    }
    line->cross = MAX(line->cross, line->ascent + descent);
}

/* Cross size of the content box: the lines', or what the container has. Lines
 * of a container with one line take all of it (§9.4 steps 8 and 9, §8.4). */
static double settle_lines(const hp_flex *f, GArray *lines)
{
    double sum = lines->len ? (lines->len - 1) * f->cross_gap : 0;
    for (guint i = 0; i < lines->len; i++)
        sum += g_array_index(lines, hp_flex_line, i).cross;
    double cross = f->column              ? f->inner.width
                   : f->inner.height >= 0 ? f->inner.height
                                          : MAX(MIN(sum, f->bounds.max), f->bounds.min);
    if (!f->wraps) {
        if (lines->len)
            g_array_index(lines, hp_flex_line, 0).cross = cross;
        return cross;
    }
    hp_align align = f->style->align_content;
    double free_space = cross - sum, offset = 0, between = 0, place = 0;
    if (align == HP_ALIGN_NORMAL || align == HP_ALIGN_STRETCH) {
        for (guint i = 0; i < lines->len && free_space > 0; i++)
            g_array_index(lines, hp_flex_line, i).cross += free_space / lines->len;
    } else {
        gboolean turned = f->style->flex_wrap == HP_FLEX_WRAP_REVERSE;
        if (turned && (align == HP_ALIGN_START || align == HP_ALIGN_END))
            align = align == HP_ALIGN_START ? HP_ALIGN_END : HP_ALIGN_START;
        hp_items_distribute(align, free_space, lines->len, &offset, &between);
    }
    place = offset;
    for (guint i = 0; i < lines->len; i++) {
        hp_flex_line *line = &g_array_index(lines, hp_flex_line, i);
        line->place = place;
        place += line->cross + f->cross_gap + between;
    }
    return cross;
}

/* §9.4 step 11: align-self: stretch. */
static void stretch_item(const hp_flex *f, const hp_flex_line *line, hp_flex_item *item)
{
    const hp_style *style = item->box->style;
    hp_length cross = f->column ? style->width : style->height;
    unsigned sides = f->column ? 1u << HP_LEFT | 1u << HP_RIGHT : 1u << HP_TOP | 1u << HP_BOTTOM;
    if (item->align != HP_ALIGN_STRETCH || !hp_length_is_auto(cross) || (item->auto_margins & sides))
        return;
    if (f->column) {
        double width = hp_item_fill_width(f->l, item->box, line->cross);
        if (fabs(width - item->laid->rect.width) > SLACK)
            item->laid = hp_layout_item(f->l, item->box, width, item->target + item->frame, f->inner);
        return;
    }
    hp_edges frame = hp_edges_add(hp_used_borders(style), hp_used_padding(style, f->inner.width));
    double vertical = frame.top + frame.bottom;
    double room = line->cross - item->margins.top - item->margins.bottom - vertical;
    double height = hp_used_height(style, MAX(room, 0), f->inner.height, vertical) + vertical;
    item->laid = hp_item_stretch(f->l, item->box, item->laid, height, f->inner);
}

/* ---- places (§9.5, §9.6) ---- */

/* The alignment as seen from main-start: start and end, left and right depend
 * on where that is. */
static hp_align main_alignment(const hp_flex *f, gboolean mirrored)
{
    hp_align align = f->style->justify_content;
    gboolean rtl = f->style->direction == HP_DIRECTION_RTL;
    gboolean reversed =
        f->style->flex_direction == HP_FLEX_ROW_REVERSE || f->style->flex_direction == HP_FLEX_COLUMN_REVERSE;
    switch (align) {
    case HP_ALIGN_START: return reversed ? HP_ALIGN_END : HP_ALIGN_START;
    case HP_ALIGN_END: return reversed ? HP_ALIGN_START : HP_ALIGN_END;
    case HP_ALIGN_LEFT: return f->column ? HP_ALIGN_START : mirrored ? HP_ALIGN_END : HP_ALIGN_START;
    case HP_ALIGN_RIGHT:
        if (f->column)
            return HP_ALIGN_START;
        return mirrored || (rtl && reversed) ? HP_ALIGN_START : HP_ALIGN_END;
    default: return align;
    }
}

static unsigned take_auto(hp_flex_item *item, hp_side side, double share)
{
    if (!(item->auto_margins & 1u << side))
        return 0;
    double *margins[] = {&item->margins.top, &item->margins.right, &item->margins.bottom, &item->margins.left};
    *margins[side] = share;
    return 1;
}

static void place_main(const hp_flex *f, const hp_flex_line *line, gboolean mirrored)
{
    hp_side start = f->column ? HP_TOP : HP_LEFT, end = f->column ? HP_BOTTOM : HP_RIGHT;
    double free_space = f->main - (line->count - 1) * f->main_gap, offset = 0, between = 0;
    unsigned autos = 0;
    for (unsigned i = line->first; i < line->first + line->count; i++) {
        free_space -= outer_main(&f->items[i]);
        autos += (f->items[i].auto_margins >> start & 1) + (f->items[i].auto_margins >> end & 1);
    }
    if (autos == 0)
        hp_items_distribute(main_alignment(f, mirrored), free_space, line->count, &offset, &between);
    double place = offset;
    for (unsigned i = line->first; i < line->first + line->count; i++) {
        hp_flex_item *item = &f->items[i];
        item->place = place;
        if (autos && free_space > 0) {
            double share = free_space / autos;
            item->extra += (take_auto(item, start, share) + take_auto(item, end, share)) * share;
        }
        place += outer_main(item) + f->main_gap + between;
    }
}

static double cross_offset(const hp_flex *f, const hp_flex_line *line, const hp_flex_item *item, double spare)
{
    gboolean turned = f->style->flex_wrap == HP_FLEX_WRAP_REVERSE;
    gboolean rtl = f->column && f->style->direction == HP_DIRECTION_RTL;
    switch (item->align) {
    case HP_ALIGN_CENTER: return spare / 2;
    case HP_ALIGN_FLEX_END: return spare;
    case HP_ALIGN_END:
    case HP_ALIGN_SELF_END: return turned ? 0 : spare;
    case HP_ALIGN_START:
    case HP_ALIGN_SELF_START: return turned ? spare : 0;
    case HP_ALIGN_LEFT: return turned != rtl ? spare : 0;
    case HP_ALIGN_RIGHT: return turned != rtl ? 0 : spare;
    case HP_ALIGN_BASELINE:
    case HP_ALIGN_LAST_BASELINE:
        if (!aligns_baseline(f, item))
            return 0;
        return turned ? spare - (line->ascent - ascent_of(item)) : line->ascent - ascent_of(item);
    default: return 0;
    }
}

static void place_cross(const hp_flex *f, const hp_flex_line *line)
{
    hp_side start = f->column ? HP_LEFT : HP_TOP, end = f->column ? HP_RIGHT : HP_BOTTOM;
    for (unsigned i = line->first; i < line->first + line->count; i++) {
        hp_flex_item *item = &f->items[i];
        double spare = line->cross - outer_cross(f, item);
        unsigned autos = (item->auto_margins >> start & 1) + (item->auto_margins >> end & 1);
        if (autos && spare > 0) {
            take_auto(item, start, spare / autos);
            take_auto(item, end, spare / autos);
        } else if (!autos) {
            item->cross_place = cross_offset(f, line, item, spare);
        }
    }
}

/* From places along the axes to places on the page. */
static void place_boxes(const hp_flex *f, const GArray *lines, hp_laid *laid, hp_point origin, double cross,
                        gboolean mirrored)
{
    gboolean turned = f->style->flex_wrap == HP_FLEX_WRAP_REVERSE;
    if (f->column && f->style->direction == HP_DIRECTION_RTL)
        turned = !turned;
    for (guint i = 0; i < lines->len; i++) {
        const hp_flex_line *line = &g_array_index(lines, hp_flex_line, i);
        for (unsigned k = line->first; k < line->first + line->count; k++) {
            const hp_flex_item *item = &f->items[k];
            double along = mirrored ? f->main - item->place - outer_main(item) : item->place;
            double across = line->place + item->cross_place;
            if (turned)
                across = cross - across - outer_cross(f, item);
            item->laid->rect.x = origin.x + (f->column ? across : along) + item->margins.left;
            item->laid->rect.y = origin.y + (f->column ? along : across) + item->margins.top;
            hp_laid_append(laid, item->laid);
        }
    }
}

/* §8.5: the baseline of the first line's first item, one that aligns by it
 * before the others. */
static void note_baseline(const hp_flex *f, const hp_flex_line *line, hp_laid *laid)
{
    const hp_flex_item *first = &f->items[line->first];
    for (unsigned i = line->first; i < line->first + line->count; i++) {
        if (aligns_baseline(f, &f->items[i])) {
            first = &f->items[i];
            break;
        }
    }
    laid->first_baseline = first->laid->rect.y + ascent_of(first) - first->margins.top;
}

static hp_flex flex_make(hp_layouter *l, const hp_box *box, hp_containing inner, hp_height_bounds bounds)
{
    const hp_style *style = box->style;
    hp_flex f = {.l = l, .style = style, .inner = inner, .bounds = bounds};
    f.column = style->flex_direction == HP_FLEX_COLUMN || style->flex_direction == HP_FLEX_COLUMN_REVERSE;
    f.wraps = style->flex_wrap != HP_FLEX_NOWRAP;
    f.main = f.column ? inner.height : inner.width;
    double row_gap = hp_item_gap(style->row_gap, inner.height);
    double column_gap = hp_item_gap(style->column_gap, inner.width);
    f.main_gap = f.column ? row_gap : column_gap;
    f.cross_gap = f.column ? column_gap : row_gap;
    return f;
}

double hp_layout_flex(hp_layouter *l, const hp_box *box, hp_laid *laid, hp_point origin, hp_containing inner,
                      hp_height_bounds bounds)
{
    g_autoptr(GPtrArray) boxes = hp_items_collect(box);
    hp_flex f = flex_make(l, box, inner, bounds);
    g_autofree hp_flex_item *items = g_new0(hp_flex_item, boxes->len + 1);
    f.items = items;
    f.n = boxes->len;
    for (guint i = 0; i < boxes->len; i++)
        hp_flex_measure(&f, &items[i], g_ptr_array_index(boxes, i));

    g_autoptr(GArray) lines = collect_lines(&f);
    if (f.main < 0)
        f.main = MAX(MIN(content_main(&f, lines), bounds.max), bounds.min);
    for (guint i = 0; i < lines->len; i++) {
        hp_flex_line *line = &g_array_index(lines, hp_flex_line, i);
        hp_flex_resolve(&f, line);
        for (unsigned k = line->first; k < line->first + line->count; k++)
            layout_item(&f, &items[k]);
        measure_line(&f, line);
    }
    double cross = settle_lines(&f, lines);
    gboolean mirrored =
        f.style->flex_direction == HP_FLEX_ROW_REVERSE || f.style->flex_direction == HP_FLEX_COLUMN_REVERSE;
    if (!f.column && f.style->direction == HP_DIRECTION_RTL)
        mirrored = !mirrored;
    for (guint i = 0; i < lines->len; i++) {
        hp_flex_line *line = &g_array_index(lines, hp_flex_line, i);
        for (unsigned k = line->first; k < line->first + line->count; k++)
            stretch_item(&f, line, &items[k]);
        place_main(&f, line, mirrored);
        place_cross(&f, line);
    }
    place_boxes(&f, lines, laid, origin, cross, mirrored);
    if (lines->len)
        note_baseline(&f, &g_array_index(lines, hp_flex_line, 0), laid);
    return f.column ? f.main : cross;
}

/* §9.9.2: an item that does not grow is no wider than its flex base size, one that
 * does not shrink no narrower; content keeps its room. */
static void bound_by_basis(const hp_style *style, double *min, double *max)
{
    hp_edges frame = hp_edges_add(hp_used_borders(style), hp_used_padding(style, 0)),
             margins = hp_used_margins(style, 0);
    double horizontal = frame.left + frame.right;
    double base = hp_used_content_size(style, style->flex_basis, HP_INDEFINITE, horizontal);
    if (isnan(base))
        return;
    base += horizontal + margins.left + margins.right;
    if (style->flex_grow <= 0)
        *max = MIN(*max, MAX(base, *min));
    if (style->flex_shrink <= 0) {
        *min = MAX(*min, base);
        *max = MAX(*max, base);
    }
}

/* §9.9.1, simply: a row is as wide as all its items, one that wraps at least as
 * wide as the widest; so is a column. */
void hp_flex_intrinsic_widths(hp_layouter *l, const hp_box *box, double *min_content, double *max_content)
{
    hp_flex f = flex_make(l, box, (hp_containing){0, HP_INDEFINITE}, (hp_height_bounds){0, INFINITY});
    unsigned n = 0;
    *min_content = *max_content = 0;
    for (const hp_box *child = box->first_child; child; child = child->next) {
        double min, max;
        if (child->absolute)
            continue;
        hp_intrinsic_widths(l, child, &min, &max);
        if (!f.column)
            bound_by_basis(child->style, &min, &max);
        *min_content = f.column || f.wraps ? MAX(*min_content, min) : *min_content + min;
        *max_content = f.column ? MAX(*max_content, max) : *max_content + max;
        n++;
    }
    if (f.column || n == 0)
        return;
    *max_content += (n - 1) * f.main_gap;
    if (!f.wraps)
        *min_content += (n - 1) * f.main_gap;
}
