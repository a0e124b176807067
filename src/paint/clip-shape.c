/*
 * The outlines of clip-path (CSS Shapes 1 §3) on a fragment's border box.
 */
#include "css/shape.h"
#include "paint/paint-internal.h"
#include <math.h>

static void inset_path(cairo_t *cr, const hp_shape *shape, hp_rect box)
{
    hp_edges edges = {
        hp_length_resolve(shape->inset[HP_TOP], box.height), hp_length_resolve(shape->inset[HP_RIGHT], box.width),
        hp_length_resolve(shape->inset[HP_BOTTOM], box.height), hp_length_resolve(shape->inset[HP_LEFT], box.width)};
    hp_rect rect = hp_rect_inset(box, edges);
    hp_radii radii;
    double most = MIN(rect.width, rect.height) / 2;

    for (int i = 0; i < 4; i++) {
        radii.x[i] = CLAMP(hp_length_resolve(shape->corner[i], box.width), 0, MAX(most, 0));
        radii.y[i] = CLAMP(hp_length_resolve(shape->corner[i], box.height), 0, MAX(most, 0));
    }
    if (rect.width > 0 && rect.height > 0)
        hp_outline_path(cr, rect, &radii);
}

/* near, far: how far the sides are on this axis. */
static double radius_of(const hp_shape_radius *radius, double near, double far, double basis)
{
    switch (radius->extent) {
    case HP_SHAPE_CLOSEST_SIDE: return MIN(fabs(near), fabs(far));
    case HP_SHAPE_FARTHEST_SIDE: return MAX(fabs(near), fabs(far));
    default: return hp_length_resolve(radius->length, basis);
    }
}

static void round_path(cairo_t *cr, const hp_shape *shape, hp_rect box)
{
    double x = hp_length_resolve(shape->center.x, box.width), y = hp_length_resolve(shape->center.y, box.height);
    double right = box.width - x, bottom = box.height - y, rx, ry;

    if (shape->kind == HP_SHAPE_CIRCLE) {
        double diagonal = sqrt((box.width * box.width + box.height * box.height) / 2);
        double across = radius_of(&shape->radius[0], x, right, diagonal);
        double down = radius_of(&shape->radius[0], y, bottom, diagonal);

        rx = ry = shape->radius[0].extent == HP_SHAPE_FARTHEST_SIDE ? MAX(across, down) : MIN(across, down);
    } else {
        rx = radius_of(&shape->radius[0], x, right, box.width);
        ry = radius_of(&shape->radius[1], y, bottom, box.height);
    }
    if (rx > 0 && ry > 0) {
        hp_rect rect = {box.x + x - rx, box.y + y - ry, 2 * rx, 2 * ry};
        hp_radii radii = {.x = {rx, rx, rx, rx}, .y = {ry, ry, ry, ry}};

        hp_outline_path(cr, rect, &radii);
    }
}

void hp_clip_shape_path(cairo_t *cr, const hp_shape *shape, hp_rect box)
{
    cairo_new_path(cr);
    cairo_set_fill_rule(cr, CAIRO_FILL_RULE_WINDING);
    switch (shape->kind) {
    case HP_SHAPE_INSET: inset_path(cr, shape, box); break;
    case HP_SHAPE_CIRCLE:
    case HP_SHAPE_ELLIPSE: round_path(cr, shape, box); break;
    case HP_SHAPE_POLYGON:
        for (size_t i = 0; i < shape->n_points; i++)
            cairo_line_to(cr, box.x + hp_length_resolve(shape->points[i].x, box.width),
                          box.y + hp_length_resolve(shape->points[i].y, box.height));
        cairo_close_path(cr);
        cairo_set_fill_rule(cr, shape->even_odd ? CAIRO_FILL_RULE_EVEN_ODD : CAIRO_FILL_RULE_WINDING);
        break;
    }
}
