/*
 * Conic gradients (CSS Images 4 §3.3): slices of the turn. What is of one colour is
 * a path, so that the edges of a pie chart are smooth; what changes is a mesh,
 * which stays vector in the PDF.
 *
 * Opaque slices reach to the end of the turn, under those that follow: edges that
 * only met would let the ground through.
 */
#include "base/cairo-util.h"
#include "paint/paint-internal.h"

#include <math.h>

/* The colours of a piece of mesh run along its chord. */
#define PIECE_TURN (1 / 36.0)
#define COPIES_MAX 1000

typedef struct {
    cairo_t *cr;
    double x, y, radius; /* radius: beyond all of the area */
    double from;         /* radians, where the turn begins */
    double alpha;
} conic;

static void point_at(const conic *c, double turn, double *x, double *y)
{
    double angle = c->from + turn * 2 * G_PI;
    *x = c->x + c->radius * sin(angle);
    *y = c->y - c->radius * cos(angle);
}

static void fill_slice(const conic *c, double start, double end, const hp_color_stop *color)
{
    cairo_new_path(c->cr);
    cairo_move_to(c->cr, c->x, c->y);
    int steps = MAX((int)ceil((end - start) / PIECE_TURN), 1);
    for (int i = 0; i <= steps; i++) {
        double x, y;
        point_at(c, start + (end - start) * i / steps, &x, &y);
        cairo_line_to(c->cr, x, y);
    }
    cairo_close_path(c->cr);
    cairo_set_source_rgba(c->cr, color->r, color->g, color->b, color->a * c->alpha);
    cairo_fill(c->cr);
}

static void set_corner(const conic *c, cairo_pattern_t *mesh, unsigned corner, const hp_color_stop *a,
                       const hp_color_stop *b, double part)
{
    cairo_mesh_pattern_set_corner_color_rgba(mesh, corner, a->r + (b->r - a->r) * part, a->g + (b->g - a->g) * part,
                                             a->b + (b->b - a->b) * part, (a->a + (b->a - a->a) * part) * c->alpha);
}

static void fill_mesh(const conic *c, const hp_color_stop *a, const hp_color_stop *b)
{
    g_autoptr(cairo_pattern_t) mesh = cairo_pattern_create_mesh();
    int pieces = MAX((int)ceil((b->at - a->at) / PIECE_TURN), 1);
    for (int i = 0; i < pieces; i++) {
        double first = (double)i / pieces, last = (double)(i + 1) / pieces, x, y;
        cairo_mesh_pattern_begin_patch(mesh);
        cairo_mesh_pattern_move_to(mesh, c->x, c->y);
        point_at(c, a->at + (b->at - a->at) * first, &x, &y);
        cairo_mesh_pattern_line_to(mesh, x, y);
        point_at(c, a->at + (b->at - a->at) * last, &x, &y);
        cairo_mesh_pattern_line_to(mesh, x, y);
        cairo_mesh_pattern_line_to(mesh, c->x, c->y);
        set_corner(c, mesh, 0, a, b, first);
        set_corner(c, mesh, 1, a, b, first);
        set_corner(c, mesh, 2, a, b, last);
        set_corner(c, mesh, 3, a, b, last);
        cairo_mesh_pattern_end_patch(mesh);
    }
    cairo_set_source(c->cr, mesh);
    cairo_paint(c->cr);
}

static gboolean same_color(const hp_color_stop *a, const hp_color_stop *b)
{
    return fabs(a->r - b->r) + fabs(a->g - b->g) + fabs(a->b - b->b) + fabs(a->a - b->a) < 1e-6;
}

static gboolean all_opaque(const GArray *stops, double alpha)
{
    for (guint i = 0; i < stops->len; i++)
        if (g_array_index(stops, hp_color_stop, i).a * alpha < 1)
            return FALSE;
    return TRUE;
}

/* The part of the slice from a to b that lies in the turn. */
static void fill_between(const conic *c, const hp_color_stop *a, const hp_color_stop *b, gboolean opaque)
{
    if (b->at <= 0 || a->at >= 1 || b->at <= a->at)
        return;
    hp_color_stop start = *a, end = *b;
    if (a->at < 0)
        start = hp_color_stop_mix(a, b, 0);
    if (b->at > 1)
        end = hp_color_stop_mix(a, b, 1);
    gboolean plain = same_color(&start, &end);
    if (plain || opaque)
        fill_slice(c, start.at, opaque ? 1 : end.at, &start);
    if (!plain)
        fill_mesh(c, &start, &end);
}

static void fill_all(const conic *c, const GArray *stops, double shift, gboolean opaque)
{
    for (guint i = 0; i + 1 < stops->len; i++) {
        hp_color_stop a = g_array_index(stops, hp_color_stop, i), b = g_array_index(stops, hp_color_stop, i + 1);
        a.at += shift;
        b.at += shift;
        fill_between(c, &a, &b, opaque);
    }
}

static double farthest(hp_rect area, double x, double y)
{
    return hypot(MAX(fabs(area.x - x), fabs(area.x + area.width - x)),
                 MAX(fabs(area.y - y), fabs(area.y + area.height - y)));
}

void hp_paint_conic_gradient(cairo_t *cr, const hp_gradient *gradient, hp_rect box, hp_rect area, double alpha)
{
    conic c = {.cr = cr,
               .x = box.x + hp_length_resolve(gradient->x, box.width),
               .y = box.y + hp_length_resolve(gradient->y, box.height),
               .from = gradient->angle * G_PI / 180,
               .alpha = alpha};
    /* Chords of pieces stay outside, too. */
    c.radius = farthest(area, c.x, c.y) / cos(PIECE_TURN * G_PI) + 1;
    g_autoptr(GArray) stops = hp_gradient_color_stops(gradient, 1);
    gboolean opaque = all_opaque(stops, alpha);
    hp_color_stop first = g_array_index(stops, hp_color_stop, 0),
                  last = g_array_index(stops, hp_color_stop, stops->len - 1);
    double period = last.at - first.at;
    cairo_save(cr);
    cairo_new_path(cr);
    cairo_rectangle(cr, area.x, area.y, area.width, area.height);
    cairo_clip(cr);
    if (gradient->repeating && period * COPIES_MAX > 1) {
        for (double shift = -ceil(first.at / period) * period; first.at + shift < 1; shift += period)
            fill_all(&c, stops, shift, opaque);
    } else {
        hp_color_stop before = first, after = last;
        before.at = MIN(first.at, 0);
        after.at = MAX(last.at, 1);
        fill_between(&c, &before, &first, opaque);
        fill_all(&c, stops, 0, opaque);
        fill_between(&c, &last, &after, opaque);
    }
    cairo_restore(cr);
}
