/*
 * Borders (CSS Backgrounds 3 §4): solid ones of one colour are one filled ring;
 * the rest goes side by side, each clipped to its mitred part of the ring.
 */
#include "paint/paint-internal.h"
#include <math.h>

typedef struct {
    hp_painter *painter;
    hp_rect rect;
    const hp_radii *radii;
    const hp_border *borders;
    hp_edges widths;
} border_ring;

static hp_edges edges_scaled(hp_edges edges, double factor)
{
    return (hp_edges){edges.top * factor, edges.right * factor, edges.bottom * factor, edges.left * factor};
}

static void ring_edge_path(const border_ring *ring, double fraction)
{
    hp_edges edges = edges_scaled(ring->widths, fraction);
    hp_radii radii;

    if (ring->radii)
        radii = hp_radii_inset(ring->radii, edges);
    hp_outline_path(ring->painter->cr, hp_rect_inset(ring->rect, edges), ring->radii ? &radii : NULL);
}

/* Fills the part of the ring between two fractions of its width, 0 being the
 * outer edge. */
static void ring_fill(const border_ring *ring, double from, double to)
{
    cairo_t *cr = ring->painter->cr;

    cairo_new_path(cr);
    ring_edge_path(ring, from);
    ring_edge_path(ring, to);
    cairo_set_fill_rule(cr, CAIRO_FILL_RULE_EVEN_ODD);
    cairo_fill(cr);
    cairo_set_fill_rule(cr, CAIRO_FILL_RULE_WINDING);
}

/* Clips to one side: a trapezium whose slanted edges run through the corners.
 * Round corners need it longer, up to where two slants meet. */
static void ring_clip_side(const border_ring *ring, hp_side side)
{
    const hp_rect *r = &ring->rect;
    const hp_edges *w = &ring->widths;
    double left = r->x, top = r->y, right = r->x + r->width, bottom = r->y + r->height;
    const hp_point outer[4] = {{left, top}, {right, top}, {right, bottom}, {left, bottom}};
    const hp_point inner[4] = {{left + w->left, top + w->top},
                               {right - w->right, top + w->top},
                               {right - w->right, bottom - w->bottom},
                               {left + w->left, bottom - w->bottom}};
    unsigned a = side, b = (side + 1) % 4;
    cairo_t *cr = ring->painter->cr;
    hp_point ends[2];

    for (unsigned i = 0; i < 2; i++) {
        unsigned corner = i == 0 ? a : b;
        double dx = inner[corner].x - outer[corner].x, dy = inner[corner].y - outer[corner].y, reach = 1;

        if (ring->radii && (dx != 0 || dy != 0)) {
            if (dx != 0)
                reach = MAX(reach, ring->radii->x[corner] / fabs(dx));
            if (dy != 0)
                reach = MAX(reach, ring->radii->y[corner] / fabs(dy));
            if (dx != 0)
                reach = MIN(reach, r->width / 2 / fabs(dx));
            if (dy != 0)
                reach = MIN(reach, r->height / 2 / fabs(dy));
            reach = MAX(reach, 1);
        }
        ends[i] = (hp_point){outer[corner].x + dx * reach, outer[corner].y + dy * reach};
    }
    cairo_new_path(cr);
    cairo_move_to(cr, outer[a].x, outer[a].y);
    cairo_line_to(cr, outer[b].x, outer[b].y);
    cairo_line_to(cr, ends[1].x, ends[1].y);
    cairo_line_to(cr, ends[0].x, ends[0].y);
    cairo_close_path(cr);
    cairo_clip(cr);
}

/* Dashes of a line so long that it begins and ends with one; dots are round
 * from 3 px on, as browsers have them. */
static void set_dashes(cairo_t *cr, hp_border_style style, double width, double length, gboolean closed)
{
    double dash = style == HP_BORDER_DOTTED ? width : width >= 3 ? 2 * width : 3 * width, gap = dash;
    double rounds = closed ? length / (dash + gap) : (length - dash) / (dash + gap);

    cairo_set_line_width(cr, width);
    rounds = MAX(round(rounds), 1);
    gap = MAX((closed ? length : length - dash) / rounds - dash, 0.01);
    if (style == HP_BORDER_DOTTED && width >= 3) {
        double dots[2] = {0, dash + gap};

        cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
        cairo_set_dash(cr, dots, 2, closed ? 0 : -width / 2);
    } else {
        double dashes[2] = {dash, gap};

        cairo_set_line_cap(cr, CAIRO_LINE_CAP_BUTT);
        cairo_set_dash(cr, dashes, 2, 0);
    }
}

static void stroke_side(const border_ring *ring, hp_side side)
{
    const hp_border *border = &ring->borders[side];
    cairo_t *cr = ring->painter->cr;
    double half = (double)border->width / 2, left = ring->rect.x, top = ring->rect.y;
    double right = left + ring->rect.width, bottom = top + ring->rect.height;
    gboolean horizontal = side == HP_TOP || side == HP_BOTTOM;

    set_dashes(cr, border->style, (double)border->width, horizontal ? ring->rect.width : ring->rect.height, FALSE);
    cairo_new_path(cr);
    if (horizontal) {
        double y = side == HP_TOP ? top + half : bottom - half;

        cairo_move_to(cr, left, y);
        cairo_line_to(cr, right, y);
    } else {
        double x = side == HP_LEFT ? left + half : right - half;

        cairo_move_to(cr, x, top);
        cairo_line_to(cr, x, bottom);
    }
    cairo_stroke(cr);
}

static hp_color shaded(hp_color color, gboolean dark)
{
    float brightest = MAX(color.r, MAX(color.g, color.b));

    /* A black border has no darker side: its light one is grey. */
    if (brightest < 0.2f) {
        float lift = dark ? 0 : 0.33f;

        return (hp_color){color.r + lift, color.g + lift, color.b + lift, color.a};
    }
    return dark ? (hp_color){color.r * 0.6f, color.g * 0.6f, color.b * 0.6f, color.a} : color;
}

static void fill_shaded(const border_ring *ring, hp_color color, gboolean dark, double from, double to)
{
    if (hp_painter_set_color(ring->painter, shaded(color, dark)))
        ring_fill(ring, from, to);
}

static void paint_side(const border_ring *ring, hp_side side)
{
    const hp_border *border = &ring->borders[side];
    gboolean top_left = side == HP_TOP || side == HP_LEFT;

    if (!hp_painter_set_color(ring->painter, border->color))
        return;
    cairo_save(ring->painter->cr);
    ring_clip_side(ring, side);
    switch (border->style) {
    case HP_BORDER_NONE:
    case HP_BORDER_HIDDEN: break;
    case HP_BORDER_DOTTED:
    case HP_BORDER_DASHED: stroke_side(ring, side); break;
    case HP_BORDER_SOLID: ring_fill(ring, 0, 1); break;
    case HP_BORDER_DOUBLE:
        ring_fill(ring, 0, 1.0 / 3);
        ring_fill(ring, 2.0 / 3, 1);
        break;
    case HP_BORDER_GROOVE:
    case HP_BORDER_RIDGE:
        fill_shaded(ring, border->color, top_left == (border->style == HP_BORDER_GROOVE), 0, 0.5);
        fill_shaded(ring, border->color, top_left != (border->style == HP_BORDER_GROOVE), 0.5, 1);
        break;
    case HP_BORDER_INSET:
    case HP_BORDER_OUTSET:
        fill_shaded(ring, border->color, top_left == (border->style == HP_BORDER_INSET), 0, 1);
        break;
    }
    cairo_restore(ring->painter->cr);
}

/* The one border all visible sides share in style and colour, or NULL. */
static const hp_border *common_border(const hp_border borders[4], gboolean *same_width)
{
    const hp_border *first = NULL;

    *same_width = TRUE;
    for (int side = 0; side < 4; side++) {
        if (borders[side].width <= 0) {
            *same_width = FALSE;
            continue;
        }
        if (!first)
            first = &borders[side];
        else if (first->style != borders[side].style || !hp_color_equal(first->color, borders[side].color))
            return NULL;
        if (first->width != borders[side].width)
            *same_width = FALSE;
    }
    return first;
}

static void stroke_round(const border_ring *ring, const hp_border *border)
{
    hp_edges half = edges_scaled(ring->widths, 0.5);
    hp_radii radii = hp_radii_inset(ring->radii, half);
    hp_rect middle = hp_rect_inset(ring->rect, half);
    double length = 2 * (middle.width + middle.height);

    /* A quarter ellipse instead of two straight lines is shorter by this. */
    for (int i = 0; i < 4; i++)
        length -= (2 - G_PI_2) * (radii.x[i] + radii.y[i]) / 2;
    set_dashes(ring->painter->cr, border->style, (double)border->width, length, TRUE);
    cairo_new_path(ring->painter->cr);
    hp_outline_path(ring->painter->cr, middle, &radii);
    cairo_stroke(ring->painter->cr);
}

/* Straight sides as one path of rectangles. A ring would have its outer and
 * inner edge in one place where a side is missing, and viewers draw that as a
 * hair. */
static void fill_straight(const border_ring *ring)
{
    const hp_rect *r = &ring->rect;
    const hp_edges *w = &ring->widths;
    const hp_rect sides[4] = {{r->x, r->y, r->width, w->top},
                              {r->x + r->width - w->right, r->y, w->right, r->height},
                              {r->x, r->y + r->height - w->bottom, r->width, w->bottom},
                              {r->x, r->y, w->left, r->height}};
    cairo_t *cr = ring->painter->cr;

    cairo_new_path(cr);
    for (int side = 0; side < 4; side++)
        if (sides[side].width > 0 && sides[side].height > 0)
            cairo_rectangle(cr, sides[side].x, sides[side].y, sides[side].width, sides[side].height);
    cairo_fill(cr);
}

/* TRUE when all sides could be painted at once. */
static gboolean paint_common(const border_ring *ring)
{
    gboolean same_width;
    const hp_border *border = common_border(ring->borders, &same_width);

    if (!border)
        return FALSE;
    switch (border->style) {
    case HP_BORDER_SOLID:
        if (!hp_painter_set_color(ring->painter, border->color))
            return TRUE;
        if (!ring->radii && !same_width)
            fill_straight(ring);
        else
            ring_fill(ring, 0, 1);
        return TRUE;
    case HP_BORDER_DOUBLE:
        if (hp_painter_set_color(ring->painter, border->color)) {
            ring_fill(ring, 0, 1.0 / 3);
            ring_fill(ring, 2.0 / 3, 1);
        }
        return TRUE;
    case HP_BORDER_DASHED:
    case HP_BORDER_DOTTED:
        if (!ring->radii || !same_width)
            return FALSE;
        if (hp_painter_set_color(ring->painter, border->color))
            stroke_round(ring, border);
        return TRUE;
    default: return FALSE;
    }
}

void hp_paint_borders(hp_painter *painter, hp_rect rect, const hp_radii *radii, const hp_border borders[4])
{
    border_ring ring = {painter, rect, radii, borders, hp_border_widths(borders)};
    hp_edges *w = &ring.widths;

    if (w->top + w->right + w->bottom + w->left <= 0)
        return;
    /* Thicker than the box: the ring has no hole, and no side leaves it. */
    if (w->top + w->bottom > rect.height) {
        double factor = rect.height / (w->top + w->bottom);

        w->top *= factor;
        w->bottom *= factor;
    }
    if (w->left + w->right > rect.width) {
        double factor = rect.width / (w->left + w->right);

        w->left *= factor;
        w->right *= factor;
    }
    cairo_save(painter->cr);
    if (!paint_common(&ring))
        for (int side = 0; side < 4; side++)
            if (borders[side].width > 0)
                paint_side(&ring, (hp_side)side);
    cairo_restore(painter->cr);
}
