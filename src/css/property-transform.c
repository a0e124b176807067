/*
 * Transforms (CSS Transforms 1 §11, and of CSS Transforms 2 §12 what a flat page
 * shows of it): a list of functions, each a matrix or a translation whose
 * percentages wait for the box.
 */
#include "css/properties.h"
#include <math.h>
#include <string.h>

/* Longer lists are no transform that anybody wrote. */
#define FUNCTIONS_MAX 64

static double radians(double degrees)
{
    return degrees * G_PI / 180;
}

static gboolean read_angle(hp_value_parser *parser, double *degrees)
{
    hp_math math;
    if (!hp_value_math(parser, &math) ||
        (math.kind != HP_MATH_ANGLE && (math.kind != HP_MATH_NUMBER || math.value != 0)))
        return FALSE;
    *degrees = math.value;
    return TRUE;
}

/* A factor; percentages count as one does (CSS Transforms 2 §12). */
static gboolean read_factor(hp_value_parser *parser, double *factor)
{
    hp_math math;
    if (!hp_value_math(parser, &math) || (math.kind != HP_MATH_NUMBER && math.kind != HP_MATH_PERCENT))
        return FALSE;
    *factor = math.kind == HP_MATH_PERCENT ? math.percent / 100 : math.value;
    return TRUE;
}

static gboolean read_comma(hp_value_parser *parser)
{
    return hp_value_take(parser, HP_TOKEN_COMMA);
}

typedef gboolean (*argument_reader)(hp_value_parser *parser, double *value);

/* Between min and max values, parted by commas; those left out stay. */
static gboolean read_values(hp_value_parser *parser, argument_reader read, int min, int max, double *values, int *count)
{
    *count = 0;
    do {
        if (*count == max || !read(parser, &values[(*count)++]))
            return FALSE;
    } while (read_comma(parser));
    return *count >= min;
}

static gboolean read_translate(hp_value_parser *parser, int max, hp_length *to)
{
    for (int i = 0; i < max; i++) {
        if (i > 0 && !read_comma(parser))
            return max == 2; /* translate3d() wants all three */
        if (!hp_value_length(parser, i < 2 ? HP_VALUE_PERCENT : 0, &to[i]))
            return FALSE;
    }
    return TRUE;
}

static gboolean read_translation(hp_value_parser *parser, hp_transform *function, gboolean *known)
{
    hp_length to[3] = {HP_PX(0), HP_PX(0), HP_PX(0)};
    gboolean right = TRUE;
    *known = TRUE;
    if (hp_value_take_function(parser, "translate"))
        right = read_translate(parser, 2, to);
    else if (hp_value_take_function(parser, "translate3d"))
        right = read_translate(parser, 3, to);
    else if (hp_value_take_function(parser, "translatex"))
        right = read_translate(parser, 1, to);
    else if (hp_value_take_function(parser, "translatey"))
        right = read_translate(parser, 1, &to[1]);
    else if (hp_value_take_function(parser, "translatez"))
        right = read_translate(parser, 1, &to[2]);
    else
        *known = FALSE;
    function->is_translate = TRUE;
    function->x = to[0];
    function->y = to[1];
    return right;
}

static gboolean read_rotation(hp_value_parser *parser, hp_matrix *matrix, gboolean *known)
{
    double degrees = 0;
    gboolean about_x = FALSE, about_y = FALSE;
    *known = hp_value_take_function(parser, "rotate") || hp_value_take_function(parser, "rotatez") ||
             (about_x = hp_value_take_function(parser, "rotatex")) ||
             (about_y = hp_value_take_function(parser, "rotatey"));
    if (*known && !read_angle(parser, &degrees))
        return FALSE;
    double c = cos(radians(degrees)), s = sin(radians(degrees));
    if (about_x)
        matrix->yy = c;
    else if (about_y)
        matrix->xx = c;
    else
        *matrix = (hp_matrix){c, s, -s, c, 0, 0};
    return TRUE;
}

static gboolean read_scale(hp_value_parser *parser, hp_matrix *matrix, gboolean *known)
{
    double factors[3] = {1, 1, 1};
    int count;
    gboolean right = TRUE;
    *known = TRUE;
    if (hp_value_take_function(parser, "scale")) {
        right = read_values(parser, read_factor, 1, 2, factors, &count);
        factors[1] = count == 1 ? factors[0] : factors[1];
    } else if (hp_value_take_function(parser, "scale3d")) {
        right = read_values(parser, read_factor, 3, 3, factors, &count);
    } else if (hp_value_take_function(parser, "scalex")) {
        right = read_factor(parser, &factors[0]);
    } else if (hp_value_take_function(parser, "scaley")) {
        right = read_factor(parser, &factors[1]);
    } else if (hp_value_take_function(parser, "scalez")) {
        right = read_factor(parser, &factors[2]);
    } else {
        *known = FALSE;
    }
    matrix->xx = factors[0];
    matrix->yy = factors[1];
    return right;
}

static gboolean read_skew(hp_value_parser *parser, hp_matrix *matrix, gboolean *known)
{
    double angles[2] = {0, 0};
    int count;
    gboolean right = TRUE;
    *known = TRUE;
    if (hp_value_take_function(parser, "skew"))
        right = read_values(parser, read_angle, 1, 2, angles, &count);
    else if (hp_value_take_function(parser, "skewx"))
        right = read_angle(parser, &angles[0]);
    else if (hp_value_take_function(parser, "skewy"))
        right = read_angle(parser, &angles[1]);
    else
        *known = FALSE;
    matrix->xy = tan(radians(angles[0]));
    matrix->yx = tan(radians(angles[1]));
    return right;
}

static gboolean read_matrix(hp_value_parser *parser, hp_matrix *matrix)
{
    double m[16];
    int count;
    if (hp_value_take_function(parser, "matrix")) {
        if (!read_values(parser, read_factor, 6, 6, m, &count))
            return FALSE;
        *matrix = (hp_matrix){m[0], m[1], m[2], m[3], m[4], m[5]};
        return TRUE;
    }
    if (!hp_value_take_function(parser, "matrix3d") || !read_values(parser, read_factor, 16, 16, m, &count))
        return FALSE;
    *matrix = (hp_matrix){m[0], m[1], m[4], m[5], m[12], m[13]};
    return TRUE;
}

static gboolean read_function(hp_value_parser *parser, hp_transform *function)
{
    gboolean known;
    gboolean right = read_translation(parser, function, &known);
    if (known)
        return right && hp_value_take_close(parser);
    *function = (hp_transform){.matrix = HP_MATRIX_IDENTITY};
    right = read_rotation(parser, &function->matrix, &known);
    if (!known)
        right = read_scale(parser, &function->matrix, &known);
    if (!known)
        right = read_skew(parser, &function->matrix, &known);
    if (!known)
        right = read_matrix(parser, &function->matrix);
    return right && hp_value_take_close(parser);
}

static gboolean parse_transform(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    const hp_transform **list = field;
    *list = NULL;
    if (hp_value_take_ident(parser, "none"))
        return TRUE;
    hp_transform functions[FUNCTIONS_MAX];
    int count = 0;
    while (!hp_value_at_end(parser))
        if (count == FUNCTIONS_MAX || !read_function(parser, &functions[count++]))
            return FALSE;
    for (int i = count; i-- > 0;) {
        functions[i].next = *list;
        *list = hp_arena_copy(parser->compute->arena, &functions[i], sizeof functions[i]);
    }
    return count > 0;
}

static void print_transform(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    const hp_transform *list = *(const hp_transform *const *)field;
    if (!list)
        g_string_append(out, "none");
    for (const hp_transform *function = list; function; function = function->next) {
        if (function != list)
            g_string_append_c(out, ' ');
        if (function->is_translate) {
            g_string_append(out, "translate(");
            hp_print_length(out, function->x, "");
            g_string_append(out, ", ");
            hp_print_length(out, function->y, "");
        } else {
            const hp_matrix *m = &function->matrix;
            const double values[6] = {m->xx, m->yx, m->xy, m->yy, m->x0, m->y0};
            g_string_append(out, "matrix(");
            for (int i = 0; i < 6; i++) {
                g_string_append(out, i ? ", " : "");
                hp_print_number(out, values[i]);
            }
        }
        g_string_append_c(out, ')');
    }
}

const hp_value_type hp_type_transform = {parse_transform, print_transform};

/* ---- the single properties (CSS Transforms 2 §5) ---- */

static void keep(hp_value_parser *parser, void *field, const hp_transform *function)
{
    *(const hp_transform **)field = hp_arena_copy(parser->compute->arena, function, sizeof *function);
}

static gboolean parse_translate(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    hp_length to[3] = {HP_PX(0), HP_PX(0), HP_PX(0)};
    *(const hp_transform **)field = NULL;
    if (hp_value_take_ident(parser, "none"))
        return TRUE;
    for (int i = 0; i < 3 && (i == 0 || !hp_value_at_end(parser)); i++)
        if (!hp_value_length(parser, i < 2 ? HP_VALUE_PERCENT : 0, &to[i]))
            return FALSE;
    keep(parser, field, &(hp_transform){.is_translate = TRUE, .x = to[0], .y = to[1]});
    return TRUE;
}

const hp_value_type hp_type_translate = {parse_translate, print_transform};

/* Unlike rotate(), without a unit not even 0. */
static gboolean take_turn(hp_value_parser *parser, double *degrees)
{
    size_t start = parser->reader.at;
    hp_math math;
    if (hp_value_math(parser, &math) && math.kind == HP_MATH_ANGLE) {
        *degrees = math.value;
        return TRUE;
    }
    parser->reader.at = start;
    return FALSE;
}

/* "45deg", "x 45deg", "0 0 1 45deg", the axis before or behind. Of other axes than
 * these a flat page shows nothing that can be told in a matrix of six. */
static gboolean parse_rotate(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    static const hp_keyword axes[] = {{"x", 0}, {"y", 1}, {"z", 2}, {NULL, 0}};
    double vector[3] = {0, 0, 1}, degrees = 0;
    int axis = -1;
    *(const hp_transform **)field = NULL;
    if (hp_value_take_ident(parser, "none"))
        return TRUE;
    gboolean turned = take_turn(parser, &degrees);
    if (hp_value_keyword(parser, axes, &axis))
        for (int i = 0; i < 3; i++)
            vector[i] = i == axis;
    else if (hp_value_number(parser, &vector[0]) &&
             (!hp_value_number(parser, &vector[1]) || !hp_value_number(parser, &vector[2])))
        return FALSE;
    if (!turned && !take_turn(parser, &degrees))
        return FALSE;
    hp_transform function = {.matrix = HP_MATRIX_IDENTITY};
    double c = cos(radians(degrees)), s = sin(radians(degrees));
    gboolean along_x = vector[0] != 0, along_y = vector[1] != 0, along_z = vector[2] != 0;
    if (along_x + along_y + along_z > 1) {
        parser->unsupported = TRUE;
        return TRUE;
    }
    if (along_x)
        function.matrix.yy = c;
    else if (along_y)
        function.matrix.xx = c;
    else if (along_z)
        function.matrix = vector[2] > 0 ? (hp_matrix){c, s, -s, c, 0, 0} : (hp_matrix){c, -s, s, c, 0, 0};
    keep(parser, field, &function);
    return TRUE;
}

const hp_value_type hp_type_rotate = {parse_rotate, print_transform};

static gboolean parse_scale(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    double factors[3] = {1, 1, 1};
    int count = 0;
    *(const hp_transform **)field = NULL;
    if (hp_value_take_ident(parser, "none"))
        return TRUE;
    while (count < 3 && (count == 0 || !hp_value_at_end(parser)))
        if (!read_factor(parser, &factors[count++]))
            return FALSE;
    hp_transform function = {.matrix = HP_MATRIX_IDENTITY};
    function.matrix.xx = factors[0];
    function.matrix.yy = count == 1 ? factors[0] : factors[1];
    keep(parser, field, &function);
    return TRUE;
}

const hp_value_type hp_type_scale = {parse_scale, print_transform};

static gboolean parse_origin(hp_value_parser *parser, const hp_property *property, void *field)
{
    (void)property;
    hp_length *origin = field, depth;
    if (!hp_value_position(parser, &origin[0], &origin[1]))
        return FALSE;
    hp_value_length(parser, 0, &depth);
    return TRUE;
}

static void print_origin(GString *out, const hp_property *property, const void *field)
{
    (void)property;
    const hp_length *origin = field;
    hp_print_length(out, origin[0], "");
    g_string_append_c(out, ' ');
    hp_print_length(out, origin[1], "");
}

const hp_value_type hp_type_transform_origin = {parse_origin, print_origin};
