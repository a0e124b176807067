/*
 * clip-path: basic shapes (CSS Masking 1 §5.1, CSS Shapes 1 §3).
 */
#include "css/properties.h"
#include "css/shape.h"

#define POINTS_MAX 1000

static gboolean read_length(hp_value_parser *parser, hp_length *length)
{
    return hp_value_length(parser, HP_VALUE_PERCENT, length);
}

/* One to four values for four sides or corners. */
static gboolean read_four(hp_value_parser *parser, hp_length four[4])
{
    int count = 0;
    while (count < 4 && read_length(parser, &four[count]))
        count++;
    if (count == 0)
        return FALSE;
    for (int i = count; i < 4; i++)
        four[i] = four[i == 3 ? (count > 1 ? 1 : 0) : 0];
    return TRUE;
}

static gboolean read_inset(hp_value_parser *parser, hp_shape *shape)
{
    shape->kind = HP_SHAPE_INSET;
    return read_four(parser, shape->inset) &&
           (!hp_value_take_ident(parser, "round") || read_four(parser, shape->corner));
}

static gboolean read_radius(hp_value_parser *parser, hp_shape_radius *radius)
{
    radius->extent = HP_SHAPE_CLOSEST_SIDE;
    if (hp_value_take_ident(parser, "closest-side"))
        return TRUE;
    radius->extent = HP_SHAPE_FARTHEST_SIDE;
    if (hp_value_take_ident(parser, "farthest-side"))
        return TRUE;
    radius->extent = HP_SHAPE_LENGTH;
    return hp_value_length(parser, HP_VALUE_PERCENT | HP_VALUE_NOT_NEGATIVE, &radius->length);
}

/* Without radii the shape reaches to its closest sides; without a place it is
 * in the middle. */
static gboolean read_round(hp_value_parser *parser, hp_shape *shape, int radii)
{
    static const hp_length middle = {0, 50, HP_LENGTH_FIXED, NULL};
    shape->kind = radii == 1 ? HP_SHAPE_CIRCLE : HP_SHAPE_ELLIPSE;
    shape->center = (hp_shape_point){middle, middle};
    gboolean any = read_radius(parser, &shape->radius[0]);
    if (!any)
        shape->radius[0].extent = HP_SHAPE_CLOSEST_SIDE;
    shape->radius[1] = shape->radius[0];
    if (any && radii == 2 && !read_radius(parser, &shape->radius[1]))
        return FALSE;
    return !hp_value_take_ident(parser, "at") || hp_value_position(parser, &shape->center.x, &shape->center.y);
}

static gboolean read_polygon(hp_value_parser *parser, hp_shape *shape)
{
    shape->kind = HP_SHAPE_POLYGON;
    shape->even_odd = hp_value_take_ident(parser, "evenodd");
    if ((shape->even_odd || hp_value_take_ident(parser, "nonzero")) && !hp_value_take(parser, HP_TOKEN_COMMA))
        return FALSE;
    g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(hp_shape_point));
    do {
        hp_shape_point point;
        if (points->len == POINTS_MAX || !read_length(parser, &point.x) || !read_length(parser, &point.y))
            return FALSE;
        g_array_append_val(points, point);
    } while (hp_value_take(parser, HP_TOKEN_COMMA));
    shape->n_points = points->len;
    shape->points = hp_arena_copy(parser->compute->arena, points->data, points->len * sizeof(hp_shape_point));
    return TRUE;
}

static gboolean read_shape(hp_value_parser *parser, hp_shape *shape)
{
    static const char *const lacking[] = {"path", "shape", "rect", "xywh"};
    const char *url;
    if (hp_value_take_function(parser, "inset"))
        return read_inset(parser, shape);
    if (hp_value_take_function(parser, "circle"))
        return read_round(parser, shape, 1);
    if (hp_value_take_function(parser, "ellipse"))
        return read_round(parser, shape, 2);
    if (hp_value_take_function(parser, "polygon"))
        return read_polygon(parser, shape);
    parser->unsupported = hp_value_url(parser, &url);
    for (size_t i = 0; i < G_N_ELEMENTS(lacking) && !parser->unsupported; i++)
        parser->unsupported = hp_value_take_function(parser, lacking[i]);
    return FALSE;
}

static gboolean parse_clip_path(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    const hp_shape **shape = field;
    hp_shape read = {0};
    *shape = NULL;
    if (hp_value_take_ident(parser, "none"))
        return TRUE;
    if (!read_shape(parser, &read) || !hp_value_take_close(parser))
        return FALSE;
    hp_value_take_ident(parser, "border-box");
    *shape = hp_arena_copy(parser->compute->arena, &read, sizeof read);
    return TRUE;
}

/* ---- printing ---- */

static void print_four(GString *out, const hp_length four[4])
{
    for (int i = 0; i < 4; i++) {
        if (i > 0)
            g_string_append_c(out, ' ');
        hp_print_length(out, four[i], "");
    }
}

static void print_radius(GString *out, const hp_shape_radius *radius)
{
    if (radius->extent == HP_SHAPE_LENGTH)
        hp_print_length(out, radius->length, "");
    else
        g_string_append(out, radius->extent == HP_SHAPE_CLOSEST_SIDE ? "closest-side" : "farthest-side");
    g_string_append_c(out, ' ');
}

static void print_point(GString *out, const hp_shape_point *point)
{
    hp_print_length(out, point->x, "");
    g_string_append_c(out, ' ');
    hp_print_length(out, point->y, "");
}

static void print_clip_path(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    static const char *const names[] = {"inset(", "circle(", "ellipse(", "polygon("};
    const hp_shape *shape = *(const hp_shape *const *)field;
    if (!shape) {
        g_string_append(out, "none");
        return;
    }
    g_string_append(out, names[shape->kind]);
    switch (shape->kind) {
    case HP_SHAPE_INSET:
        print_four(out, shape->inset);
        g_string_append(out, " round ");
        print_four(out, shape->corner);
        break;
    case HP_SHAPE_CIRCLE:
    case HP_SHAPE_ELLIPSE:
        print_radius(out, &shape->radius[0]);
        if (shape->kind == HP_SHAPE_ELLIPSE)
            print_radius(out, &shape->radius[1]);
        g_string_append(out, "at ");
        print_point(out, &shape->center);
        break;
    case HP_SHAPE_POLYGON:
        for (size_t i = 0; i < shape->n_points; i++) {
            g_string_append(out, i > 0 ? ", " : shape->even_odd ? "evenodd, " : "");
            print_point(out, &shape->points[i]);
        }
        break;
    }
    g_string_append_c(out, ')');
}

const hp_value_type hp_type_clip_path = {parse_clip_path, print_clip_path};
