/*
 * Colours: every form of CSS Color 4 that ends in sRGB (§4 to §10), clipped
 * to it.
 *
 *     name, hex            ─► sRGB bytes
 *     rgb() hsl() hwb()    ─► sRGB
 *     oklab() oklch()      ─► linear sRGB ─► sRGB
 *     lab() lch() color()  ─► XYZ (D50 adapted to D65) ─► linear sRGB ─► sRGB
 */
#include "css/values.h"
#include <math.h>
#include <string.h>

typedef struct {
    double value;
    gboolean is_percent, is_none, is_angle;
} component;

typedef struct {
    component c[3];
    double alpha;
    gboolean legacy; /* written with commas */
} components;

/* Clips; what overflowed on the way to no number at all is 0. */
static float clipped(double value)
{
    return value > 0 ? (float)MIN(value, 1) : 0;
}

static hp_color color_make(double r, double g, double b, double a)
{
    return (hp_color){clipped(r), clipped(g), clipped(b), clipped(a)};
}

static hp_color color_from_rgb(unsigned rgb)
{
    return color_make((rgb >> 16 & 0xff) / 255.0, (rgb >> 8 & 0xff) / 255.0, (rgb & 0xff) / 255.0, 1);
}

/* ---- reading components ---- */

static gboolean component_read(hp_value_parser *parser, component *out)
{
    hp_math math;
    *out = (component){0};
    if (hp_value_take_ident(parser, "none")) {
        out->is_none = TRUE;
        return TRUE;
    }
    if (!hp_value_math(parser, &math) || math.kind == HP_MATH_LENGTH)
        return FALSE;
    out->is_percent = math.kind == HP_MATH_PERCENT;
    out->is_angle = math.kind == HP_MATH_ANGLE;
    out->value = out->is_percent ? math.percent : math.value;
    return TRUE;
}

static gboolean alpha_read(hp_value_parser *parser, gboolean allow_none, double *alpha)
{
    component c;
    if (!component_read(parser, &c) || c.is_angle || (c.is_none && !allow_none))
        return FALSE;
    *alpha = CLAMP(c.is_percent ? c.value / 100 : c.value, 0, 1);
    return TRUE;
}

/* Three components and alpha, with commas (only where allow_legacy) or blanks,
 * up to the end of the function. */
static gboolean components_read(hp_value_parser *parser, gboolean allow_legacy, components *out)
{
    *out = (components){.alpha = 1};
    if (hp_value_take_ident(parser, "from")) {
        parser->unsupported = TRUE; /* relative colours */
        return FALSE;
    }
    for (int i = 0; i < 3; i++) {
        if (i == 1)
            out->legacy = allow_legacy && hp_value_take(parser, HP_TOKEN_COMMA);
        else if (i == 2 && out->legacy && !hp_value_take(parser, HP_TOKEN_COMMA))
            return FALSE;
        if (!component_read(parser, &out->c[i]))
            return FALSE;
    }
    if (out->legacy ? hp_value_take(parser, HP_TOKEN_COMMA) : hp_value_take_delim(parser, '/')) {
        if (!alpha_read(parser, !out->legacy, &out->alpha))
            return FALSE;
    }
    if (out->legacy && (out->c[0].is_none || out->c[1].is_none || out->c[2].is_none))
        return FALSE;
    return hp_value_take_close(parser);
}

/* The component with 100 % standing for `full`. */
static double scaled(const component *c, double full)
{
    return c->is_percent ? c->value / 100 * full : c->value;
}

static gboolean is_plain(const component *c)
{
    return !c->is_angle;
}

static gboolean is_hue(const component *c)
{
    return !c->is_percent;
}

static double hue_turn(double degrees)
{
    double turned = fmod(degrees, 360);
    return turned < 0 ? turned + 360 : turned;
}

/* ---- conversions ---- */

static double srgb_encode(double linear)
{
    double size = fabs(linear);
    double encoded = size <= 0.0031308 ? 12.92 * size : 1.055 * pow(size, 1 / 2.4) - 0.055;
    return copysign(encoded, linear);
}

static double srgb_decode(double encoded)
{
    double size = fabs(encoded);
    double linear = size <= 0.04045 ? size / 12.92 : pow((size + 0.055) / 1.055, 2.4);
    return copysign(linear, encoded);
}

static void matrix_apply(const double m[9], double v[3])
{
    double x = v[0], y = v[1], z = v[2];
    for (int i = 0; i < 3; i++)
        v[i] = m[3 * i] * x + m[3 * i + 1] * y + m[3 * i + 2] * z;
}

static const double xyz_to_srgb[9] = {3.2409699419045226,  -1.5373831775700939, -0.4986107602930034,
                                      -0.9692436362808796, 1.8759675015077202,  0.0415550574071756,
                                      0.0556300796969937,  -0.2039769588889766, 1.0569715142428786};

/* Bradford adaptation of the white point, D50 to D65. */
static const double d50_to_d65[9] = {0.9554734527042182,    -0.023098536874261423, 0.0632593086610217,
                                     -0.028369706963208136, 1.0099954580058226,    0.021041398966943008,
                                     0.012314001688319899,  -0.020507696433477912, 1.3303659366080753};

static hp_color color_from_xyz(double xyz[3], double alpha)
{
    matrix_apply(xyz_to_srgb, xyz);
    return color_make(srgb_encode(xyz[0]), srgb_encode(xyz[1]), srgb_encode(xyz[2]), alpha);
}

/* CSS Color 4 §9.3: CIE Lab under D50. */
static hp_color color_from_lab(double l, double a, double b, double alpha)
{
    const double kappa = 24389.0 / 27, epsilon = 216.0 / 24389;
    double fy = (l + 16) / 116, fx = a / 500 + fy, fz = fy - b / 200;
    double xyz[3] = {
        fx * fx * fx > epsilon ? fx * fx * fx : (116 * fx - 16) / kappa,
        l > kappa * epsilon ? fy * fy * fy : l / kappa,
        fz * fz * fz > epsilon ? fz * fz * fz : (116 * fz - 16) / kappa,
    };
    xyz[0] *= 0.3457 / 0.3585;
    xyz[2] *= (1 - 0.3457 - 0.3585) / 0.3585;
    matrix_apply(d50_to_d65, xyz);
    return color_from_xyz(xyz, alpha);
}

static hp_color color_from_oklab(double l, double a, double b, double alpha)
{
    static const double lms_to_srgb[9] = {4.0767416621,  -3.3077115913, 0.2309699292,  -1.2684380046, 2.6097574011,
                                          -0.3413193965, -0.0041960863, -0.7034186147, 1.7076147010};
    double lms[3] = {l + 0.3963377774 * a + 0.2158037573 * b, l - 0.1055613458 * a - 0.0638541728 * b,
                     l - 0.0894841775 * a - 1.2914855480 * b};
    for (int i = 0; i < 3; i++)
        lms[i] = lms[i] * lms[i] * lms[i];
    matrix_apply(lms_to_srgb, lms);
    return color_make(srgb_encode(lms[0]), srgb_encode(lms[1]), srgb_encode(lms[2]), alpha);
}

/* CSS Color 4 §7.1. saturation and lightness: 0 to 1. */
static void hsl_to_rgb(double hue, double saturation, double lightness, double rgb[3])
{
    static const double offsets[3] = {0, 8, 4};
    for (int i = 0; i < 3; i++) {
        double k = fmod(offsets[i] + hue / 30, 12);
        double reach = saturation * MIN(lightness, 1 - lightness);
        rgb[i] = lightness - reach * MAX(-1, MIN(MIN(k - 3, 9 - k), 1));
    }
}

/* ---- the functions ---- */

static gboolean read_rgb(hp_value_parser *parser, hp_color *color)
{
    components in;
    if (!components_read(parser, TRUE, &in))
        return FALSE;
    double v[3];
    for (int i = 0; i < 3; i++) {
        if (!is_plain(&in.c[i]) || (in.legacy && in.c[i].is_percent != in.c[0].is_percent))
            return FALSE;
        v[i] = scaled(&in.c[i], 255) / 255;
    }
    *color = color_make(v[0], v[1], v[2], in.alpha);
    return TRUE;
}

static gboolean read_hsl(hp_value_parser *parser, hp_color *color)
{
    components in;
    if (!components_read(parser, TRUE, &in) || !is_hue(&in.c[0]) || !is_plain(&in.c[1]) || !is_plain(&in.c[2]))
        return FALSE;
    if (in.legacy && !(in.c[1].is_percent && in.c[2].is_percent))
        return FALSE;
    double rgb[3];
    double saturation = MAX(in.c[1].value / 100, 0), lightness = in.c[2].value / 100;
    hsl_to_rgb(hue_turn(in.c[0].value), MIN(saturation, 1), CLAMP(lightness, 0, 1), rgb);
    *color = color_make(rgb[0], rgb[1], rgb[2], in.alpha);
    return TRUE;
}

static gboolean read_hwb(hp_value_parser *parser, hp_color *color)
{
    components in;
    if (!components_read(parser, FALSE, &in) || !is_hue(&in.c[0]) || !is_plain(&in.c[1]) || !is_plain(&in.c[2]))
        return FALSE;
    double white = CLAMP(in.c[1].value / 100, 0, 1), black = CLAMP(in.c[2].value / 100, 0, 1);
    double rgb[3];
    hsl_to_rgb(hue_turn(in.c[0].value), 1, 0.5, rgb);
    for (int i = 0; i < 3; i++)
        rgb[i] = white + black >= 1 ? white / (white + black) : rgb[i] * (1 - white - black) + white;
    *color = color_make(rgb[0], rgb[1], rgb[2], in.alpha);
    return TRUE;
}

/* lab() and oklab(): full lightness, and what 100 % of a and b stand for. */
static gboolean read_lab(hp_value_parser *parser, gboolean ok, hp_color *color)
{
    components in;
    if (!components_read(parser, FALSE, &in) || !is_plain(&in.c[0]) || !is_plain(&in.c[1]) || !is_plain(&in.c[2]))
        return FALSE;
    double full = ok ? 1 : 100, axis = ok ? 0.4 : 125;
    double l = CLAMP(scaled(&in.c[0], full), 0, full);
    double a = scaled(&in.c[1], axis), b = scaled(&in.c[2], axis);
    *color = ok ? color_from_oklab(l, a, b, in.alpha) : color_from_lab(l, a, b, in.alpha);
    return TRUE;
}

static gboolean read_lch(hp_value_parser *parser, gboolean ok, hp_color *color)
{
    components in;
    if (!components_read(parser, FALSE, &in) || !is_plain(&in.c[0]) || !is_plain(&in.c[1]) || !is_hue(&in.c[2]))
        return FALSE;
    double full = ok ? 1 : 100;
    double l = CLAMP(scaled(&in.c[0], full), 0, full);
    double chroma = MAX(scaled(&in.c[1], ok ? 0.4 : 150), 0);
    double hue = hue_turn(in.c[2].value) * G_PI / 180;
    double a = chroma * cos(hue), b = chroma * sin(hue);
    *color = ok ? color_from_oklab(l, a, b, in.alpha) : color_from_lab(l, a, b, in.alpha);
    return TRUE;
}

static double rec2020_decode(double encoded)
{
    double size = fabs(encoded);
    double linear =
        size < 0.01805396851080781 * 4.5 ? size / 4.5 : pow((size + 0.09929682680944) / 1.09929682680944, 1 / 0.45);
    return copysign(linear, encoded);
}

static double a98_decode(double encoded)
{
    return copysign(pow(fabs(encoded), 563.0 / 256), encoded);
}

static double prophoto_decode(double encoded)
{
    double size = fabs(encoded);
    return copysign(size <= 16.0 / 512 ? size / 16 : pow(size, 1.8), encoded);
}

static double linear_decode(double value)
{
    return value;
}

typedef struct {
    const char *name;
    double (*decode)(double encoded);
    gboolean is_d50;
    double to_xyz[9];
} color_space;

#define SRGB_TO_XYZ                                                                                         \
    {                                                                                                       \
        0.4123907992659595, 0.3575843393838780, 0.1804807884018343, 0.2126390058715104, 0.7151686787677559, \
            0.0721923153607337, 0.0193308187155918, 0.1191947797946259, 0.9505321522496608                  \
    }

/* CSS Color 4 §10 and its sample code. */
static const color_space color_spaces[] = {
    {"srgb", srgb_decode, FALSE, SRGB_TO_XYZ},
    {"srgb-linear", linear_decode, FALSE, SRGB_TO_XYZ},
    {"display-p3",
     srgb_decode,
     FALSE,
     {0.4865709486482162, 0.2656676931690931, 0.1982172852343625, 0.2289745640697488, 0.6917385218365064,
      0.0792869140937450, 0, 0.0451133818589026, 1.0439443689009757}},
    {"a98-rgb",
     a98_decode,
     FALSE,
     {0.5766690429101305, 0.1855582379065463, 0.1882286462349947, 0.2973449752505360, 0.6273635662554661,
      0.0752914584939978, 0.0270313613864123, 0.0706888525358272, 0.9913375368376388}},
    {"rec2020",
     rec2020_decode,
     FALSE,
     {0.6369580483012914, 0.1446169035862083, 0.1688809751641721, 0.2627002120112671, 0.6779980715188708,
      0.0593017164698620, 0, 0.0280726930490875, 1.0609850577107909}},
    {"prophoto-rgb",
     prophoto_decode,
     TRUE,
     {0.7977604896723027, 0.1351858371757403, 0.0313493495815248, 0.2880711282292934, 0.7118432178101014,
      0.0000856539606052, 0, 0, 0.8251046025104602}},
    {"xyz", linear_decode, FALSE, {1, 0, 0, 0, 1, 0, 0, 0, 1}},
    {"xyz-d65", linear_decode, FALSE, {1, 0, 0, 0, 1, 0, 0, 0, 1}},
    {"xyz-d50", linear_decode, TRUE, {1, 0, 0, 0, 1, 0, 0, 0, 1}},
};

static gboolean read_color_function(hp_value_parser *parser, hp_color *color)
{
    const color_space *space = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(color_spaces) && !space; i++)
        if (hp_value_take_ident(parser, color_spaces[i].name))
            space = &color_spaces[i];
    components in;
    if (!space || !components_read(parser, FALSE, &in))
        return FALSE;
    double v[3];
    for (int i = 0; i < 3; i++) {
        if (!is_plain(&in.c[i]))
            return FALSE;
        v[i] = scaled(&in.c[i], 1);
    }
    if (space == color_spaces) {
        *color = color_make(v[0], v[1], v[2], in.alpha); /* exact, without the way through XYZ */
        return TRUE;
    }
    for (int i = 0; i < 3; i++)
        v[i] = space->decode(v[i]);
    matrix_apply(space->to_xyz, v);
    if (space->is_d50)
        matrix_apply(d50_to_d65, v);
    *color = color_from_xyz(v, in.alpha);
    return TRUE;
}

static gboolean read_function(hp_value_parser *parser, hp_color *color)
{
    if (hp_value_take_function(parser, "rgb") || hp_value_take_function(parser, "rgba"))
        return read_rgb(parser, color);
    if (hp_value_take_function(parser, "hsl") || hp_value_take_function(parser, "hsla"))
        return read_hsl(parser, color);
    if (hp_value_take_function(parser, "hwb"))
        return read_hwb(parser, color);
    if (hp_value_take_function(parser, "lab"))
        return read_lab(parser, FALSE, color);
    if (hp_value_take_function(parser, "oklab"))
        return read_lab(parser, TRUE, color);
    if (hp_value_take_function(parser, "lch"))
        return read_lch(parser, FALSE, color);
    if (hp_value_take_function(parser, "oklch"))
        return read_lch(parser, TRUE, color);
    if (hp_value_take_function(parser, "color"))
        return read_color_function(parser, color);
    if (hp_value_take_function(parser, "color-mix") || hp_value_take_function(parser, "light-dark"))
        parser->unsupported = TRUE;
    return FALSE;
}

/* ---- names and hex ---- */

/* System colours (CSS Color 4 §6.2) as on white paper. */
static gboolean system_color(const char *name, unsigned *rgb)
{
    static const hp_keyword colors[] = {
        {"canvas", 0xffffff},
        {"canvastext", 0x000000},
        {"linktext", 0x0000ee},
        {"visitedtext", 0x551a8b},
        {"activetext", 0xff0000},
        {"buttonface", 0xefefef},
        {"buttontext", 0x000000},
        {"buttonborder", 0x767676},
        {"field", 0xffffff},
        {"fieldtext", 0x000000},
        {"highlight", 0xb5d5ff},
        {"highlighttext", 0x000000},
        {"selecteditem", 0xb5d5ff},
        {"selecteditemtext", 0x000000},
        {"mark", 0xffff00},
        {"marktext", 0x000000},
        {"graytext", 0x808080},
        {"accentcolor", 0x0075ff},
        {"accentcolortext", 0xffffff},
        {NULL, 0},
    };
    for (const hp_keyword *color = colors; color->name; color++) {
        if (g_ascii_strcasecmp(name, color->name) == 0) {
            *rgb = (unsigned)color->value;
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean read_name(hp_value_parser *parser, const char *name, hp_color *color)
{
    unsigned rgb;
    if (g_ascii_strcasecmp(name, "transparent") == 0) {
        *color = (hp_color){0, 0, 0, 0};
    } else if (g_ascii_strcasecmp(name, "currentcolor") == 0) {
        if (!parser->style)
            return FALSE;
        *color = parser->style->color;
    } else if (hp_color_named(name, &rgb) || system_color(name, &rgb)) {
        *color = color_from_rgb(rgb);
    } else {
        return FALSE;
    }
    hp_value_skip(parser);
    return TRUE;
}

static gboolean read_hex(hp_value_parser *parser, const char *text, hp_color *color)
{
    size_t length = strlen(text);
    if (length != 3 && length != 4 && length != 6 && length != 8)
        return FALSE;
    gboolean is_short = length < 6;
    double v[4] = {0, 0, 0, 1};
    for (size_t i = 0; i < length; i += is_short ? 1 : 2) {
        int high = g_ascii_xdigit_value(text[i]), low = g_ascii_xdigit_value(text[is_short ? i : i + 1]);
        if (high < 0 || low < 0)
            return FALSE;
        v[is_short ? i : i / 2] = (high * 16 + low) / 255.0;
    }
    *color = color_make(v[0], v[1], v[2], v[3]);
    hp_value_skip(parser);
    return TRUE;
}

/* Longer than any colour: whole paragraphs in quotes are not looked into. */
#define QUOTED_LIMIT 128

/* A colour in quotes: what browsers drop and authors mean. */
static gboolean read_quoted(hp_value_parser *parser, const char *text, hp_color *color)
{
    const hp_css_context *context = parser->compute->context;
    if ((context && context->strict) || strlen(text) > QUOTED_LIMIT || !hp_css_parse_color(text, color))
        return FALSE;
    parser->quoted_color = TRUE;
    hp_value_skip(parser);
    return TRUE;
}

gboolean hp_value_color(hp_value_parser *parser, hp_color *color)
{
    const hp_token *token = hp_value_peek(parser);
    size_t start = parser->reader.at;
    gboolean found = FALSE;
    switch (token->type) {
    case HP_TOKEN_IDENT: return read_name(parser, token->text, color);
    case HP_TOKEN_HASH: return read_hex(parser, token->text, color);
    case HP_TOKEN_STRING: return read_quoted(parser, token->text, color);
    case HP_TOKEN_FUNCTION: found = read_function(parser, color); break;
    default: break;
    }
    if (!found)
        parser->reader.at = start;
    return found;
}

gboolean hp_css_parse_color(const char *text, hp_color *color)
{
    static const hp_css_context strict = {.strict = TRUE}; /* no quotes inside quotes */
    g_autoptr(hp_arena) arena = hp_arena_new();
    hp_compute compute = {.arena = arena, .context = &strict};
    hp_value_parser parser = {.compute = &compute, .font = hp_style_initial()};
    parser.reader.tokens = hp_css_tokenize(arena, text, strlen(text), 0, &parser.reader.count);
    return hp_value_color(&parser, color) && hp_value_at_end(&parser);
}
