/*
 * Where things stand in a line, from top to bottom (CSS 2.2 §10.8): how far
 * inline boxes are raised, how tall the line is, where each baseline lies.
 */
#include "layout/inline-internal.h"

#include <math.h>

void hp_line_extents(hp_layouter *l, const hp_style *style, double *above, double *below)
{
    const hp_font *font = hp_fonts_lookup(l->context->fonts, style);
    double height = font->ascent + font->descent;
    double line_height = height + font->line_gap;
    if (style->line_height.kind == HP_LINE_HEIGHT_NUMBER)
        line_height = (double)style->line_height.value * font->size;
    else if (style->line_height.kind == HP_LINE_HEIGHT_PX)
        line_height = (double)style->line_height.value;
    *above = font->ascent + floor((line_height - height) / 2);
    *below = line_height - *above;
}

typedef enum { ALIGN_BASELINE, ALIGN_TOP, ALIGN_BOTTOM } line_edge;

static void line_height_add(hp_line_reach *h, line_edge edge, double above, double below)
{
    switch (edge) {
    case ALIGN_BASELINE:
        h->above = MAX(h->above, above);
        h->below = MAX(h->below, below);
        break;
    case ALIGN_TOP: h->from_top = MAX(h->from_top, above + below); break;
    case ALIGN_BOTTOM: h->from_bottom = MAX(h->from_bottom, above + below); break;
    }
}

/* How far vertical-align raises a box's baseline over its parent's (§10.8.1).
 * above and below: of the box itself, for the values that look at its edges. */
static double raise_over_parent(hp_layouter *l, const hp_style *style, const hp_style *parent, double above,
                                double below)
{
    const hp_font *font = hp_fonts_lookup(l->context->fonts, parent);
    switch (style->vertical_align) {
    case HP_VERTICAL_ALIGN_SUB: return -(floor(font->size / 5) + 1);
    case HP_VERTICAL_ALIGN_SUPER: return floor(font->size / 3) + 1;
    case HP_VERTICAL_ALIGN_TEXT_TOP: return font->ascent - above;
    case HP_VERTICAL_ALIGN_TEXT_BOTTOM: return below - font->descent;
    case HP_VERTICAL_ALIGN_MIDDLE: return font->x_height / 2 - (above - below) / 2;
    case HP_VERTICAL_ALIGN_LENGTH: {
        double up, down;
        hp_line_extents(l, style, &up, &down);
        return hp_length_resolve(style->vertical_shift, up + down);
    }
    default: return 0;
    }
}

typedef struct {
    double raise; /* over the root's baseline */
    line_edge edge;
    const hp_box *edge_box; /* the box that hangs on the edge */
} place;

static line_edge edge_of(const hp_style *style)
{
    return style->vertical_align == HP_VERTICAL_ALIGN_TOP      ? ALIGN_TOP
           : style->vertical_align == HP_VERTICAL_ALIGN_BOTTOM ? ALIGN_BOTTOM
                                                               : ALIGN_BASELINE;
}

/* Where an inline box stands, through all the boxes around it. */
static place inline_place(hp_layouter *l, const hp_box *box, const hp_box *container)
{
    if (!box || box == container || box->kind != HP_BOX_INLINE)
        return (place){0, ALIGN_BASELINE, NULL};
    place outer = inline_place(l, box->parent, container);
    line_edge edge = edge_of(box->style);
    if (edge != ALIGN_BASELINE)
        return (place){0, edge, box};
    double above, below;
    hp_line_extents(l, box->style, &above, &below);
    outer.raise += raise_over_parent(l, box->style, box->parent->style, above, below);
    return outer;
}

static void atomic_extents(const hp_item *piece, double *above, double *below)
{
    const hp_laid *laid = piece->atomic.laid;
    double baseline = laid->baseline;
    gboolean bottom = isnan(baseline) || (piece->box->kind == HP_BOX_REPLACED && !piece->box->math) ||
                      hp_overflow_scrolls(piece->box->style->overflow_y);
    if (piece->box->kind == HP_BOX_TABLE && !isnan(laid->first_baseline))
        baseline = laid->first_baseline;
    if (bottom)
        baseline = laid->rect.height + piece->atomic.margins.bottom;
    *above = baseline + piece->atomic.margins.top;
    *below = laid->rect.height + piece->atomic.margins.bottom - baseline;
}

static place atomic_place(hp_layouter *l, const hp_item *piece, const hp_box *container)
{
    line_edge edge = edge_of(piece->box->style);
    if (edge != ALIGN_BASELINE)
        return (place){0, edge, piece->box};
    place outer = inline_place(l, piece->box->parent, container);
    double above, below;
    atomic_extents(piece, &above, &below);
    outer.raise += raise_over_parent(l, piece->box->style, piece->box->parent->style, above, below);
    return outer;
}

static void add_inline_box(hp_layouter *l, hp_line_reach *h, const hp_box *box, const hp_box *container)
{
    place at = inline_place(l, box, container);
    double above, below;
    hp_line_extents(l, box->style, &above, &below);
    line_height_add(h, at.edge, above + at.raise, below - at.raise);
}

hp_line_reach hp_line_measure(hp_layouter *l, const hp_line_state *state, const GArray *pieces)
{
    hp_line_reach h = {-INFINITY, -INFINITY, 0, 0};
    double above, below;
    hp_line_extents(l, state->container->style, &above, &below);
    line_height_add(&h, ALIGN_BASELINE, above, below);
    const hp_marker *marker = state->begun ? NULL : state->container->marker;
    if (marker && !marker->inside) {
        hp_line_extents(l, marker->style, &above, &below);
        line_height_add(&h, ALIGN_BASELINE, above, below);
    }
    for (guint i = 0; i < state->open->len; i++)
        add_inline_box(l, &h, g_ptr_array_index(state->open, i), state->container);
    for (guint i = 0; i < pieces->len; i++) {
        const hp_item *piece = &g_array_index(pieces, hp_item, i);
        if (piece->kind == HP_ITEM_OPEN) {
            add_inline_box(l, &h, piece->box, state->container);
        } else if (piece->kind == HP_ITEM_ATOMIC) {
            place at = atomic_place(l, piece, state->container);
            atomic_extents(piece, &above, &below);
            line_height_add(&h, at.edge, above + at.raise, below - at.raise);
        }
    }
    /* §10.8.1: boxes on the edges make the line taller only where it must be;
     * top ones reach down, bottom ones up. */
    if (h.from_top > h.above + h.below)
        h.below = h.from_top - h.above;
    if (h.from_bottom > h.above + h.below)
        h.above = h.from_bottom - h.below;
    return h;
}

/* The y of a baseline in the line. */
static double baseline_at(const hp_line_reach *h, place at, double above, double below)
{
    switch (at.edge) {
    case ALIGN_TOP: return above - at.raise;
    case ALIGN_BOTTOM: return h->above + h->below - below - at.raise;
    default: return h->above - at.raise;
    }
}

double hp_line_baseline(hp_layouter *l, const hp_line_reach *h, const hp_box *box, const hp_box *container)
{
    place at = inline_place(l, box, container);
    double above = 0, below = 0;
    if (at.edge_box)
        hp_line_extents(l, at.edge_box->style, &above, &below);
    return baseline_at(h, at, above, below);
}

double hp_line_atomic_top(hp_layouter *l, const hp_line_reach *h, const hp_item *piece, const hp_box *container)
{
    place at = atomic_place(l, piece, container);
    double above, below, edge_above = 0, edge_below = 0;
    atomic_extents(piece, &above, &below);
    if (at.edge_box == piece->box) {
        edge_above = above;
        edge_below = below;
    } else if (at.edge_box) {
        hp_line_extents(l, at.edge_box->style, &edge_above, &edge_below);
    }
    return baseline_at(h, at, edge_above, edge_below) - above;
}
