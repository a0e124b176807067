/*
 * Gradients to cairo patterns (CSS Images 3 §3), so that they stay vector in
 * the PDF.
 *
 *     computed stops ─► places along the line, in parts of it (§3.4.3)
 *     ─► cairo's stops: hints and translucent mixes become straight pieces
 *     ─► a pattern whose own 0 and 1 are the outermost stops
 *
 * CSS mixes colours premultiplied, cairo and PDF do not: what differs is cut
 * into pieces short enough to look the same.
 */
#include "css/gradient.h"

#include "base/cairo-util.h"
#include "paint/paint-internal.h"

#include <math.h>
#include <string.h>

/* Straight pieces for one mix that is not straight. */
enum { PIECES = 12 };

/* Repeats finer than this over a box are one grey to the eye. */
#define REPEATS_MAX 2000.0

typedef hp_color_stop stop;

/* Where the line runs. RADIAL: from the centre; ry beside rx. */
typedef struct {
    double x0, y0, x1, y1;
    double rx, ry;
    double length; /* px from 0 to 1 */
} line;

/* ---- the line ---- */

/* §3.1.1: the line runs through the centre, so long that its ends' normals
 * meet the corners. */
static line linear_line(const hp_gradient *gradient, hp_rect box)
{
    double dx, dy;
    if (gradient->corner_x) {
        /* The colour of the middle runs through the two other corners. */
        double length = MAX(hypot(box.width, box.height), 1e-9);
        dx = gradient->corner_x * box.height / length;
        dy = gradient->corner_y * box.width / length;
    } else {
        double angle = gradient->angle * G_PI / 180;
        dx = sin(angle);
        dy = -cos(angle);
    }
    double length = fabs(box.width * dx) + fabs(box.height * dy);
    double x = box.x + box.width / 2, y = box.y + box.height / 2;
    return (line){.x0 = x - dx * length / 2,
                  .y0 = y - dy * length / 2,
                  .x1 = x + dx * length / 2,
                  .y1 = y + dy * length / 2,
                  .length = length};
}

/* §3.2.1 */
static line radial_line(const hp_gradient *gradient, hp_rect box)
{
    double x = hp_length_resolve(gradient->x, box.width), y = hp_length_resolve(gradient->y, box.height);
    double left = fabs(x), right = fabs(box.width - x), top = fabs(y), bottom = fabs(box.height - y);
    gboolean far = gradient->extent == HP_EXTENT_FARTHEST_CORNER || gradient->extent == HP_EXTENT_FARTHEST_SIDE;
    double rx = far ? MAX(left, right) : MIN(left, right), ry = far ? MAX(top, bottom) : MIN(top, bottom);
    gboolean corner = gradient->extent == HP_EXTENT_FARTHEST_CORNER || gradient->extent == HP_EXTENT_CLOSEST_CORNER;
    if (gradient->extent == HP_EXTENT_LENGTHS) {
        rx = hp_length_resolve(gradient->width, box.width);
        ry = gradient->circle ? rx : hp_length_resolve(gradient->height, box.height);
    } else if (gradient->circle) {
        rx = ry = corner ? hypot(rx, ry) : far ? MAX(rx, ry) : MIN(rx, ry);
    } else if (corner) {
        /* The ellipse of the sides' proportions that meets the corner. */
        rx *= G_SQRT2;
        ry *= G_SQRT2;
    }
    return (line){.x0 = box.x + x, .y0 = box.y + y, .rx = rx, .ry = ry, .length = rx};
}

/* ---- stops ---- */

static GArray *stops_place(const hp_gradient *gradient, double length)
{
    GArray *stops = g_array_sized_new(FALSE, FALSE, sizeof(stop), (guint)gradient->n_stops);
    for (size_t i = 0; i < gradient->n_stops; i++) {
        const hp_gradient_stop *from = &gradient->stops[i];
        gboolean end = i == 0 || i + 1 == gradient->n_stops;
        double at = from->is_auto ? (end ? (i ? 1 : 0) : NAN) : hp_length_resolve(from->at, length) / length;
        stop placed = {at,
                       from->is_hint,
                       (double)from->color.r,
                       (double)from->color.g,
                       (double)from->color.b,
                       (double)from->color.a};
        g_array_append_val(stops, placed);
    }
    /* §3.4.3: no stop before the one before it; those without a place share
     * the room between their neighbours. */
    stop *s = (stop *)(void *)stops->data;
    double highest = s[0].at;
    for (guint i = 1; i < stops->len; i++)
        if (!isnan(s[i].at))
            s[i].at = highest = MAX(highest, s[i].at);
    for (guint i = 1; i < stops->len; i++) {
        guint next = i;
        while (isnan(s[next].at))
            next++;
        for (guint j = i; j < next; j++)
            s[j].at = s[i - 1].at + (s[next].at - s[i - 1].at) * (j - i + 1) / (next - i + 1);
        i = next;
    }
    return stops;
}

/* The premultiplied mix; of an invisible colour only the other's hue is left. */
static stop mix(const stop *a, const stop *b, double at, double part)
{
    stop result = {.at = at, .a = a->a + (b->a - a->a) * part};
    double of_a = a->a * (1 - part), of_b = b->a * part, sum = of_a + of_b;
    if (!(sum > 0)) {
        of_a = a->a > 0 ? 1 : 0;
        of_b = sum = 1;
        of_b -= of_a;
    }
    result.r = (a->r * of_a + b->r * of_b) / sum;
    result.g = (a->g * of_a + b->g * of_b) / sum;
    result.b = (a->b * of_a + b->b * of_b) / sum;
    return result;
}

/* §3.4.2: how far the mix is at this part of the way; the hint says where half. */
static double eased(double part, double hint)
{
    if (hint <= 0)
        return 1;
    if (hint >= 1)
        return part >= 1 ? 1 : 0;
    return pow(part, log(0.5) / log(hint));
}

static void add_segment(GArray *out, const stop *a, const stop *b, const stop *hint)
{
    double length = b->at - a->at;
    double half = hint && length > 0 ? (hint->at - a->at) / length : 0.5;
    gboolean straight = fabs(half - 0.5) < 1e-6 && (fabs(a->a - b->a) < 1e-6 || !(a->a > 0) || !(b->a > 0));
    int pieces = straight || length <= 0 ? 1 : PIECES;
    for (int i = 0; i <= pieces; i++) {
        double part = (double)i / pieces, mixed = i == 0 ? 0 : i == pieces ? 1 : eased(part, half);
        stop piece = mix(a, b, a->at + length * part, mixed);
        g_array_append_val(out, piece);
    }
}

/* Hints resolved, translucent mixes in straight pieces. */
static GArray *stops_expand(const GArray *stops)
{
    GArray *out = g_array_new(FALSE, FALSE, sizeof(stop));
    const stop *s = (const stop *)(const void *)stops->data;
    for (guint i = 0; i + 1 < stops->len;) {
        gboolean hint = s[i + 1].is_hint;
        guint next = i + (hint ? 2 : 1);
        add_segment(out, &s[i], &s[next], hint ? &s[i + 1] : NULL);
        i = next;
    }
    return out;
}

/* Leaves the part from low on; what stood before is gone, the colour there is
 * kept. At least one stop stays. */
static void stops_cut_below(GArray *stops, double low)
{
    stop *s = (stop *)(void *)stops->data;
    guint first = 0;
    while (first + 1 < stops->len && s[first + 1].at <= low)
        first++;
    if (first + 1 < stops->len && s[first].at < low)
        s[first] = mix(&s[first], &s[first + 1], low, (low - s[first].at) / (s[first + 1].at - s[first].at));
    s[first].at = MAX(s[first].at, low);
    g_array_remove_range(stops, 0, first);
}

/* A repeated radial gradient begins at its centre: the period is turned so that
 * it starts at 0. */
static void stops_turn(GArray *stops, double period)
{
    stop *s = (stop *)(void *)stops->data;
    double shift = s[0].at - floor(s[0].at / period) * period - s[0].at;
    guint count = stops->len;
    g_autoptr(GArray) turned = g_array_sized_new(FALSE, FALSE, sizeof(stop), 2 * count);
    for (int copy = -1; copy <= 0; copy++)
        for (guint i = 0; i < count; i++) {
            stop moved = s[i];
            moved.at += shift + copy * period;
            g_array_append_val(turned, moved);
        }
    stops_cut_below(turned, 0);
    g_array_set_size(stops, 0);
    for (guint i = 0; i < turned->len; i++) {
        stop moved = g_array_index(turned, stop, i);
        if (moved.at > period) {
            const stop *before = &g_array_index(turned, stop, i - 1);
            moved = mix(before, &moved, period, (period - before->at) / (moved.at - before->at));
            g_array_append_val(stops, moved);
            break;
        }
        g_array_append_val(stops, moved);
    }
}

GArray *hp_gradient_color_stops(const hp_gradient *gradient, double length)
{
    g_autoptr(GArray) placed = stops_place(gradient, length);
    return stops_expand(placed);
}

hp_color_stop hp_color_stop_mix(const hp_color_stop *a, const hp_color_stop *b, double at)
{
    return mix(a, b, at, (at - a->at) / (b->at - a->at));
}

static stop average(const GArray *stops)
{
    stop sum = {.a = 0};
    double first = g_array_index(stops, stop, 0).at, length = g_array_index(stops, stop, stops->len - 1).at - first;
    for (guint i = 0; i + 1 < stops->len; i++) {
        const stop *a = &g_array_index(stops, stop, i), *b = a + 1;
        double weight = length > 0 ? (b->at - a->at) / length : 1.0 / (stops->len - 1);
        double alpha = (a->a + b->a) / 2 * weight;
        sum.r += (a->r + b->r) / 2 * alpha;
        sum.g += (a->g + b->g) / 2 * alpha;
        sum.b += (a->b + b->b) / 2 * alpha;
        sum.a += alpha;
    }
    if (sum.a > 0) {
        sum.r /= sum.a;
        sum.g /= sum.a;
        sum.b /= sum.a;
    }
    return sum;
}

/* ---- patterns ---- */

static cairo_pattern_t *pattern_make(const hp_gradient *gradient, const line *l, double low, double high)
{
    if (gradient->kind == HP_GRADIENT_LINEAR) {
        double dx = l->x1 - l->x0, dy = l->y1 - l->y0;
        return cairo_pattern_create_linear(l->x0 + dx * low, l->y0 + dy * low, l->x0 + dx * high, l->y0 + dy * high);
    }
    cairo_pattern_t *pattern = cairo_pattern_create_radial(0, 0, l->rx * low, 0, 0, l->rx * high);
    cairo_matrix_t matrix;
    cairo_matrix_init_scale(&matrix, 1, l->rx / l->ry);
    cairo_matrix_translate(&matrix, -l->x0, -l->y0);
    cairo_pattern_set_matrix(pattern, &matrix);
    return pattern;
}

/* Stops stand at both ends, or cairo would begin the PDF's function at the
 * first of them, where of two colours it keeps only the second. */
static void pattern_add_stops(cairo_pattern_t *pattern, const GArray *stops, double low, double high, double alpha)
{
    const stop *before = NULL;
    double last_at = -1;
    for (guint i = 0; i <= stops->len + 1; i++) {
        const stop *s = &g_array_index(stops, stop, i == 0 ? 0 : MIN(i - 1, stops->len - 1));
        double at = i == 0 ? 0 : i > stops->len ? 1 : (s->at - low) / (high - low);
        gboolean same = before && memcmp(&before->r, &s->r, 4 * sizeof(double)) == 0;
        if (!same || at > last_at)
            cairo_pattern_add_color_stop_rgba(pattern, at, s->r, s->g, s->b, s->a * alpha);
        before = s;
        last_at = at;
    }
}

static void fill(cairo_t *cr, hp_rect area)
{
    cairo_new_path(cr);
    cairo_rectangle(cr, area.x, area.y, area.width, area.height);
    cairo_fill(cr);
}

static void fill_solid(cairo_t *cr, hp_rect area, const stop *color, double alpha)
{
    if (color->a * alpha < 1.0 / 255)
        return;
    cairo_set_source_rgba(cr, color->r, color->g, color->b, color->a * alpha);
    fill(cr, area);
}

void hp_paint_gradient(cairo_t *cr, const hp_gradient *gradient, hp_rect box, hp_rect area, double alpha)
{
    gboolean radial = gradient->kind == HP_GRADIENT_RADIAL;
    if (gradient->kind == HP_GRADIENT_CONIC) {
        hp_paint_conic_gradient(cr, gradient, box, area, alpha);
        return;
    }
    line l = radial ? radial_line(gradient, box) : linear_line(gradient, box);
    /* §3.2.3: an ending shape without extent has everything beyond its end. */
    gboolean degenerate = !(l.length > 1e-3) || (radial && !(l.ry > 1e-3));
    g_autoptr(GArray) stops = hp_gradient_color_stops(gradient, degenerate ? 1 : l.length);
    const stop *first = &g_array_index(stops, stop, 0), *last = &g_array_index(stops, stop, stops->len - 1);
    double low = MIN(first->at, 0), high = MAX(last->at, 1);
    if (gradient->repeating) {
        double period = last->at - first->at, reach = hypot(area.width, area.height);
        if (degenerate || !(period * l.length * REPEATS_MAX > reach)) {
            stop grey = average(stops);
            fill_solid(cr, area, &grey, alpha);
            return;
        }
        low = radial ? 0 : first->at;
        high = low + period;
        if (radial)
            stops_turn(stops, period);
    } else if (degenerate || (radial && last->at <= 0)) {
        fill_solid(cr, area, last, alpha);
        return;
    } else if (radial) {
        low = 0;
        stops_cut_below(stops, 0);
    }
    g_autoptr(cairo_pattern_t) pattern = pattern_make(gradient, &l, low, high);
    pattern_add_stops(pattern, stops, low, high, alpha);
    cairo_pattern_set_extend(pattern, gradient->repeating ? CAIRO_EXTEND_REPEAT : CAIRO_EXTEND_PAD);
    cairo_set_source(cr, pattern);
    fill(cr, area);
}
