/*
 * Gradients: reading and printing (CSS Images 3 §3), with the old -webkit-
 * spelling of linear gradients, whose angles turn the other way.
 */
#include "css/gradient.h"

#include "css/properties.h"

#include <math.h>
#include <string.h>

/* More than anybody writes; what follows makes the value invalid. */
#define STOPS_MAX 256

/* ---- the line of a linear gradient ---- */

static gboolean read_side(hp_value_parser *parser, int *x, int *y)
{
    if (!*x && hp_value_take_ident(parser, "left"))
        *x = -1;
    else if (!*x && hp_value_take_ident(parser, "right"))
        *x = 1;
    else if (!*y && hp_value_take_ident(parser, "top"))
        *y = -1;
    else if (!*y && hp_value_take_ident(parser, "bottom"))
        *y = 1;
    else
        return FALSE;
    return TRUE;
}

/* One side is an angle; two are a corner, whose angle depends on the box. */
static gboolean read_sides(hp_value_parser *parser, hp_gradient *gradient)
{
    int x = 0, y = 0;
    if (!read_side(parser, &x, &y))
        return FALSE;
    read_side(parser, &x, &y);
    if (x && y) {
        gradient->corner_x = x;
        gradient->corner_y = y;
    } else {
        gradient->angle = x ? (x < 0 ? 270 : 90) : (y < 0 ? 0 : 180);
    }
    return TRUE;
}

/* "to right,", "45deg," or nothing. old: the prefixed form names the side where
 * the gradient begins, and counts angles from the right, against the clock. */
static gboolean read_line(hp_value_parser *parser, hp_gradient *gradient, gboolean old)
{
    size_t start = parser->reader.at;
    hp_math math;
    gradient->angle = 180;
    if (!old && hp_value_take_ident(parser, "to"))
        return read_sides(parser, gradient) && hp_value_take(parser, HP_TOKEN_COMMA);
    if (old && read_sides(parser, gradient)) {
        gradient->corner_x = -gradient->corner_x;
        gradient->corner_y = -gradient->corner_y;
        gradient->angle = fmod(gradient->angle + 180, 360);
        return hp_value_take(parser, HP_TOKEN_COMMA);
    }
    if (!hp_value_math(parser, &math))
        return TRUE;
    gboolean zero = math.kind == HP_MATH_NUMBER && fabs(math.value) <= 0;
    if (math.kind != HP_MATH_ANGLE && !zero) {
        parser->reader.at = start;
        return FALSE;
    }
    gradient->angle = fmod(old ? 90 - math.value : math.value, 360);
    return hp_value_take(parser, HP_TOKEN_COMMA);
}

/* ---- the shape of a radial gradient ---- */

static const hp_keyword extents[] = {{"farthest-corner", HP_EXTENT_FARTHEST_CORNER},
                                     {"farthest-side", HP_EXTENT_FARTHEST_SIDE},
                                     {"closest-corner", HP_EXTENT_CLOSEST_CORNER},
                                     {"closest-side", HP_EXTENT_CLOSEST_SIDE},
                                     {"cover", HP_EXTENT_FARTHEST_CORNER},
                                     {"contain", HP_EXTENT_CLOSEST_SIDE},
                                     {NULL, 0}};

typedef struct {
    gboolean shape, circle, size, two;
} shape_seen;

static gboolean read_radii(hp_value_parser *parser, hp_gradient *gradient, shape_seen *seen)
{
    const unsigned flags = HP_VALUE_PERCENT | HP_VALUE_NOT_NEGATIVE;
    if (!hp_value_length(parser, flags, &gradient->width))
        return FALSE;
    seen->two = hp_value_length(parser, flags, &gradient->height);
    gradient->extent = HP_EXTENT_LENGTHS;
    return TRUE;
}

/* [ circle || size ]? [ at position ]? and the comma behind them. */
static gboolean read_shape(hp_value_parser *parser, hp_gradient *gradient)
{
    shape_seen seen = {FALSE, FALSE, FALSE, FALSE};
    gradient->x = gradient->y = (hp_length){0, 50, HP_LENGTH_FIXED};
    for (;;) {
        int extent;
        if (!seen.shape && hp_value_take_ident(parser, "circle")) {
            seen.shape = seen.circle = TRUE;
        } else if (!seen.shape && hp_value_take_ident(parser, "ellipse")) {
            seen.shape = TRUE;
        } else if (!seen.size && hp_value_keyword(parser, extents, &extent)) {
            seen.size = TRUE;
            gradient->extent = (hp_gradient_extent)extent;
        } else if (!seen.size && read_radii(parser, gradient, &seen)) {
            seen.size = TRUE;
        } else {
            break;
        }
    }
    if (gradient->extent == HP_EXTENT_LENGTHS) {
        /* One radius is a circle's and no percentage, two are an ellipse's. */
        if (seen.two ? seen.circle : (seen.shape && !seen.circle) || hp_length_has_percent(gradient->width))
            return FALSE;
        seen.circle = !seen.two;
    }
    gradient->circle = seen.circle;
    gboolean at = hp_value_take_ident(parser, "at");
    if (at && !hp_value_position(parser, &gradient->x, &gradient->y))
        return FALSE;
    return (!seen.shape && !seen.size && !at) || hp_value_take(parser, HP_TOKEN_COMMA);
}

/* [ from angle ]? [ at position ]? and the comma behind them (CSS Images 4
 * §3.3). */
static gboolean read_turn(hp_value_parser *parser, hp_gradient *gradient)
{
    hp_math math;
    gradient->x = gradient->y = (hp_length){0, 50, HP_LENGTH_FIXED};
    gboolean from = hp_value_take_ident(parser, "from");
    if (from) {
        if (!hp_value_math(parser, &math) ||
            (math.kind != HP_MATH_ANGLE && (math.kind != HP_MATH_NUMBER || fabs(math.value) > 0)))
            return FALSE;
        gradient->angle = fmod(math.value, 360);
    }
    gboolean at = hp_value_take_ident(parser, "at");
    if (at && !hp_value_position(parser, &gradient->x, &gradient->y))
        return FALSE;
    return (!from && !at) || hp_value_take(parser, HP_TOKEN_COMMA);
}

/* ---- colour stops ---- */

/* A place on the turn, as a percentage of it. */
static gboolean read_angular_place(hp_value_parser *parser, hp_length *at)
{
    size_t start = parser->reader.at;
    hp_math math;
    if (hp_value_math(parser, &math)) {
        gboolean zero = math.kind == HP_MATH_NUMBER && fabs(math.value) <= 0;
        if (math.kind == HP_MATH_PERCENT || math.kind == HP_MATH_ANGLE || zero) {
            double percent = math.kind == HP_MATH_PERCENT ? math.percent : math.value / 3.6;
            *at = (hp_length){0, (float)percent, HP_LENGTH_FIXED};
            return TRUE;
        }
    }
    parser->reader.at = start;
    return FALSE;
}

static gboolean read_place(hp_value_parser *parser, const hp_gradient *gradient, hp_length *at)
{
    return gradient->kind == HP_GRADIENT_CONIC ? read_angular_place(parser, at)
                                               : hp_value_length(parser, HP_VALUE_PERCENT, at);
}

static gboolean read_stop(hp_value_parser *parser, const hp_gradient *gradient, GArray *stops)
{
    hp_gradient_stop stop = {.is_auto = TRUE};
    gboolean placed = read_place(parser, gradient, &stop.at);
    if (!hp_value_color(parser, &stop.color)) {
        stop.is_hint = TRUE;
        stop.is_auto = FALSE;
        g_array_append_val(stops, stop);
        return placed;
    }
    stop.is_auto = !placed && !read_place(parser, gradient, &stop.at);
    g_array_append_val(stops, stop);
    /* A second place is a second stop of the same colour. */
    if (!stop.is_auto && read_place(parser, gradient, &stop.at))
        g_array_append_val(stops, stop);
    return TRUE;
}

/* §3.4: hints stand between colours, and two colours there must be. */
static gboolean stops_are_sound(const GArray *stops)
{
    gboolean after_hint = TRUE;
    for (guint i = 0; i < stops->len; i++) {
        gboolean hint = g_array_index(stops, hp_gradient_stop, i).is_hint;
        if (hint && after_hint)
            return FALSE;
        after_hint = hint;
    }
    return stops->len >= 2 && !after_hint;
}

static gboolean read_stops(hp_value_parser *parser, hp_gradient *gradient)
{
    g_autoptr(GArray) stops = g_array_new(FALSE, FALSE, sizeof(hp_gradient_stop));
    do {
        if (stops->len > STOPS_MAX || !read_stop(parser, gradient, stops))
            return FALSE;
    } while (hp_value_take(parser, HP_TOKEN_COMMA));
    if (!stops_are_sound(stops))
        return FALSE;
    gradient->stops = hp_arena_copy(parser->compute->arena, stops->data, stops->len * sizeof(hp_gradient_stop));
    gradient->n_stops = stops->len;
    return hp_value_take_close(parser);
}

/* ---- the functions ---- */

static const struct {
    const char *name;
    hp_gradient_kind kind;
    gboolean repeating, old;
} functions[] = {
    {"linear-gradient", HP_GRADIENT_LINEAR, FALSE, FALSE},
    {"radial-gradient", HP_GRADIENT_RADIAL, FALSE, FALSE},
    {"repeating-linear-gradient", HP_GRADIENT_LINEAR, TRUE, FALSE},
    {"repeating-radial-gradient", HP_GRADIENT_RADIAL, TRUE, FALSE},
    {"conic-gradient", HP_GRADIENT_CONIC, FALSE, FALSE},
    {"repeating-conic-gradient", HP_GRADIENT_CONIC, TRUE, FALSE},
    {"-webkit-linear-gradient", HP_GRADIENT_LINEAR, FALSE, TRUE},
    {"-webkit-repeating-linear-gradient", HP_GRADIENT_LINEAR, TRUE, TRUE},
};

gboolean hp_value_gradient(hp_value_parser *parser, const hp_gradient **result)
{
    size_t start = parser->reader.at;
    for (size_t i = 0; i < G_N_ELEMENTS(functions); i++) {
        if (!hp_value_take_function(parser, functions[i].name))
            continue;
        hp_gradient *gradient = hp_arena_make(parser->compute->arena, hp_gradient);
        gradient->kind = functions[i].kind;
        gradient->repeating = functions[i].repeating;
        gboolean head = gradient->kind == HP_GRADIENT_LINEAR  ? read_line(parser, gradient, functions[i].old)
                        : gradient->kind == HP_GRADIENT_CONIC ? read_turn(parser, gradient)
                                                              : read_shape(parser, gradient);
        *result = gradient;
        if (head && read_stops(parser, gradient))
            return TRUE;
        parser->reader.at = start;
        return FALSE;
    }
    return FALSE;
}

/* ---- printing ---- */

static void print_line(GString *out, const hp_gradient *gradient)
{
    if (gradient->corner_x) {
        g_string_append_printf(out, "to %s %s", gradient->corner_x < 0 ? "left" : "right",
                               gradient->corner_y < 0 ? "top" : "bottom");
    } else {
        hp_print_number(out, gradient->angle);
        g_string_append(out, "deg");
    }
}

static void print_turn(GString *out, const hp_gradient *gradient)
{
    g_string_append(out, "from ");
    hp_print_number(out, gradient->angle);
    g_string_append(out, "deg at ");
    hp_print_length(out, gradient->x, "");
    g_string_append_c(out, ' ');
    hp_print_length(out, gradient->y, "");
}

static void print_shape(GString *out, const hp_gradient *gradient)
{
    g_string_append(out, gradient->circle ? "circle " : "ellipse ");
    if (gradient->extent == HP_EXTENT_LENGTHS) {
        hp_print_length(out, gradient->width, "");
        if (!gradient->circle) {
            g_string_append_c(out, ' ');
            hp_print_length(out, gradient->height, "");
        }
    } else {
        g_string_append(out, hp_keyword_name(extents, (int)gradient->extent));
    }
    g_string_append(out, " at ");
    hp_print_length(out, gradient->x, "");
    g_string_append_c(out, ' ');
    hp_print_length(out, gradient->y, "");
}

void hp_print_gradient(GString *out, const hp_gradient *gradient)
{
    g_string_append_printf(out, "%s%s-gradient(", gradient->repeating ? "repeating-" : "",
                           gradient->kind == HP_GRADIENT_LINEAR  ? "linear"
                           : gradient->kind == HP_GRADIENT_CONIC ? "conic"
                                                                 : "radial");
    if (gradient->kind == HP_GRADIENT_LINEAR)
        print_line(out, gradient);
    else if (gradient->kind == HP_GRADIENT_CONIC)
        print_turn(out, gradient);
    else
        print_shape(out, gradient);
    for (size_t i = 0; i < gradient->n_stops; i++) {
        const hp_gradient_stop *stop = &gradient->stops[i];
        g_string_append(out, ", ");
        if (!stop->is_hint)
            hp_print_color(out, stop->color);
        if (!stop->is_auto) {
            if (!stop->is_hint)
                g_string_append_c(out, ' ');
            hp_print_length(out, stop->at, "");
        }
    }
    g_string_append_c(out, ')');
}
