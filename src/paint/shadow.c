/*
 * Box shadows (CSS Backgrounds 3 §7.1): sharp ones are paths, blurred ones masks.
 */
#include "paint/paint-internal.h"
#include <math.h>

/* Shadows stacked deeper than this cannot be told apart. */
enum { SHADOWS_MAX = 32 };

static hp_edges edges_all(double value)
{
    return (hp_edges){value, value, value, value};
}

/* hp_rect_inset, but growing by negative edges as well. */
static hp_rect rect_grown(hp_rect rect, double by)
{
    return hp_rect_inset(rect, edges_all(-by));
}

typedef struct {
    hp_rect rect; /* border box, or padding box for inner shadows */
    const hp_radii *radii;
    hp_rect shape; /* the shadow's */
    hp_radii shape_radii;
} shadow_shape;

static void outer_path(cairo_t *cr, const shadow_shape *shape)
{
    hp_outline_path(cr, shape->shape, shape->radii ? &shape->shape_radii : NULL);
}

/* Everything around the shape, as far as a blur can reach. */
static void inner_path(cairo_t *cr, const shadow_shape *shape, double blur)
{
    hp_rect around = rect_grown(shape->rect, 2 * blur + 10 + fabs(shape->shape.x - shape->rect.x) +
                                                 fabs(shape->shape.y - shape->rect.y));

    cairo_set_fill_rule(cr, CAIRO_FILL_RULE_EVEN_ODD);
    hp_outline_path(cr, around, NULL);
    outer_path(cr, shape);
}

/* The part of the shape that can be seen here or blurs into what can be seen: a
 * box of many pages is not blurred as a whole for each of them. Corners come out
 * round where the shape is cut, too, but that is out of sight. */
static hp_rect shape_near(cairo_t *cr, hp_rect shape, double blur)
{
    double left, top, right, bottom, reach = 2 * blur + 100;

    cairo_clip_extents(cr, &left, &top, &right, &bottom);
    left = MAX(shape.x, left - reach);
    top = MAX(shape.y, top - reach);
    right = MIN(shape.x + shape.width, right + reach);
    bottom = MIN(shape.y + shape.height, bottom + reach);
    return (hp_rect){left, top, MAX(right - left, 0), MAX(bottom - top, 0)};
}

/* The blurred shape, as much of it as lies in rect or close by. */
static void paint_outer_mask(cairo_t *cr, const shadow_shape *shape, hp_rect rect, double blur, hp_blur_axes axes)
{
    hp_blur_mask mask;

    if (!hp_blur_mask_begin(&mask, cr, rect, blur, axes))
        return;
    outer_path(mask.cr, shape);
    cairo_fill(mask.cr);
    hp_blur_mask_paint(&mask);
}

static double shape_radius(const shadow_shape *shape)
{
    double radius = 0;

    for (int i = 0; shape->radii && i < 4; i++)
        radius = MAX(radius, MAX(shape->shape_radii.x[i], shape->shape_radii.y[i]));
    return radius;
}

static gboolean is_within(hp_rect inner, hp_rect outer)
{
    return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width &&
           inner.y + inner.height <= outer.y + outer.height;
}

static gboolean in_sight(cairo_t *cr, hp_rect rect)
{
    double left, top, right, bottom;

    cairo_clip_extents(cr, &left, &top, &right, &bottom);
    return rect.x < right && rect.y < bottom && rect.x + rect.width > left && rect.y + rect.height > top;
}

/* One tile. Its mask is larger: the clip alone makes its edges. */
static void paint_tile(cairo_t *cr, const shadow_shape *shape, hp_rect tile, double blur, hp_blur_axes axes)
{
    if (!in_sight(cr, tile))
        return;
    cairo_save(cr);
    cairo_rectangle(cr, tile.x, tile.y, tile.width, tile.height);
    cairo_clip(cr);
    paint_outer_mask(cr, shape, rect_grown(tile, blur / 2), blur, axes);
    cairo_restore(cr);
}

/* A large shape's shadow is four corners and four sides, which are the same all
 * along, around a middle of one colour: a mask of all of it would be a picture as
 * large as the page. */
static void paint_outer_rim(cairo_t *cr, const shadow_shape *shape, double rim, double blur)
{
    double reach = blur + 1, wide = rim + reach;
    hp_rect all = rect_grown(shape->shape, reach), middle = rect_grown(shape->shape, -rim);
    double right = middle.x + middle.width, bottom = middle.y + middle.height;

    /* Mostly it lies under the box, where nothing of it shows. */
    if (!is_within(middle, rect_grown(shape->rect, -0.3 * shape_radius(shape)))) {
        cairo_rectangle(cr, middle.x, middle.y, middle.width, middle.height);
        cairo_fill(cr);
    }
    paint_tile(cr, shape, (hp_rect){all.x, all.y, wide, wide}, blur, HP_BLUR_BOTH);
    paint_tile(cr, shape, (hp_rect){middle.x, all.y, middle.width, wide}, blur, HP_BLUR_Y);
    paint_tile(cr, shape, (hp_rect){right, all.y, wide, wide}, blur, HP_BLUR_BOTH);
    paint_tile(cr, shape, (hp_rect){all.x, middle.y, wide, middle.height}, blur, HP_BLUR_X);
    paint_tile(cr, shape, (hp_rect){right, middle.y, wide, middle.height}, blur, HP_BLUR_X);
    paint_tile(cr, shape, (hp_rect){all.x, bottom, wide, wide}, blur, HP_BLUR_BOTH);
    paint_tile(cr, shape, (hp_rect){middle.x, bottom, middle.width, wide}, blur, HP_BLUR_Y);
    paint_tile(cr, shape, (hp_rect){right, bottom, wide, wide}, blur, HP_BLUR_BOTH);
}

static void paint_sharp(cairo_t *cr, const shadow_shape *shape, gboolean inset)
{
    cairo_new_path(cr);
    if (inset)
        inner_path(cr, shape, 0);
    else
        outer_path(cr, shape);
    cairo_fill(cr);
}

static void paint_inner(cairo_t *cr, const shadow_shape *shape, double blur)
{
    hp_blur_mask mask;

    if (!hp_blur_mask_begin(&mask, cr, shape->rect, blur, HP_BLUR_BOTH))
        return;
    inner_path(mask.cr, shape, blur);
    cairo_fill(mask.cr);
    hp_blur_mask_paint(&mask);
}

static void paint_outer(cairo_t *cr, shadow_shape *shape, double blur)
{
    /* How far from its edges the blurred shape is not yet of one colour. */
    double rim = 1.5 * blur + 2 + shape_radius(shape);

    shape->shape = shape_near(cr, shape->shape, blur);
    if (shape->shape.width <= 0 || shape->shape.height <= 0)
        return;
    if (MIN(shape->shape.width, shape->shape.height) > 4 * rim)
        paint_outer_rim(cr, shape, rim, blur);
    else
        paint_outer_mask(cr, shape, shape->shape, blur, HP_BLUR_BOTH);
}

static void paint_shadow(hp_painter *painter, const hp_shadow *shadow, shadow_shape *shape)
{
    double blur = MAX((double)shadow->blur, 0);

    if (blur < 0.5)
        paint_sharp(painter->cr, shape, shadow->inset);
    else if (shadow->inset)
        paint_inner(painter->cr, shape, blur);
    else
        paint_outer(painter->cr, shape, blur);
}

/* A shadow is not drawn under its box (§7.1.1), nor an inner one outside it. */
static void clip_shadow(cairo_t *cr, const shadow_shape *shape, gboolean inset)
{
    cairo_new_path(cr);
    if (!inset) {
        hp_rect reach;

        cairo_clip_extents(cr, &reach.x, &reach.y, &reach.width, &reach.height);
        cairo_rectangle(cr, reach.x, reach.y, reach.width - reach.x, reach.height - reach.y);
        cairo_set_fill_rule(cr, CAIRO_FILL_RULE_EVEN_ODD);
    }
    hp_outline_path(cr, shape->rect, shape->radii);
    cairo_clip(cr);
    cairo_set_fill_rule(cr, CAIRO_FILL_RULE_WINDING);
}

void hp_paint_box_shadows(hp_painter *painter, const hp_fragment *fragment, const hp_border borders[4],
                          const hp_radii *radii, gboolean inset)
{
    const hp_shadow *shadows[SHADOWS_MAX];
    size_t n_shadows = 0;
    shadow_shape shape = {.rect = fragment->rect, .radii = radii};
    hp_radii inner_radii;

    for (const hp_shadow *shadow = fragment->style->box_shadow; shadow && n_shadows < SHADOWS_MAX;
         shadow = shadow->next)
        if (shadow->inset == inset)
            shadows[n_shadows++] = shadow;
    if (inset) {
        shape.rect = hp_rect_inset(shape.rect, hp_border_widths(borders));
        if (radii) {
            inner_radii = hp_radii_inset(radii, hp_border_widths(borders));
            shape.radii = &inner_radii;
        }
    }
    while (n_shadows > 0) {
        const hp_shadow *shadow = shadows[--n_shadows];
        double spread = inset ? -(double)shadow->spread : (double)shadow->spread;

        shape.shape = rect_grown(shape.rect, spread);
        shape.shape.x += (double)shadow->dx;
        shape.shape.y += (double)shadow->dy;
        if (shape.radii)
            shape.shape_radii = hp_radii_inset(shape.radii, edges_all(-spread));
        if (!hp_painter_set_color(painter, shadow->color) || shape.shape.width <= 0 || shape.shape.height <= 0)
            continue;
        cairo_save(painter->cr);
        clip_shadow(painter->cr, &shape, inset);
        paint_shadow(painter, shadow, &shape);
        cairo_restore(painter->cr);
    }
}
