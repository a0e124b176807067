#include "sheet/ink.h"

#include <math.h>

#define CONTRAST 4.5

/* White and black have the same contrast to this luminance. */
#define DARK 0.179

static double to_linear(float value)
{
    const double v = (double)value;
    return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

static float from_linear(double value)
{
    double v = CLAMP(value, 0, 1);
    return (float)(v <= 0.0031308 ? v * 12.92 : 1.055 * pow(v, 1 / 2.4) - 0.055);
}

double hp_ink_luminance(hp_color color)
{
    return 0.2126 * to_linear(color.r) + 0.7152 * to_linear(color.g) + 0.0722 * to_linear(color.b);
}

double hp_ink_contrast(hp_color a, hp_color b)
{
    double x = hp_ink_luminance(a), y = hp_ink_luminance(b);
    return (MAX(x, y) + 0.05) / (MIN(x, y) + 0.05);
}

hp_color hp_ink_over(hp_color top, hp_color under)
{
    float a = CLAMP(top.a, 0, 1), rest = 1 - a;
    return (hp_color){top.r * a + under.r * rest, top.g * a + under.g * rest, top.b * a + under.b * rest, 1};
}

gboolean hp_ink_is_dark(hp_color color)
{
    return hp_ink_luminance(color) < DARK;
}

/* Oklab (Ottosson 2020): lightness apart from hue and chroma, as eyes have it. */
typedef struct {
    double lightness, a, b;
} lab;

static lab lab_from(hp_color color)
{
    double r = to_linear(color.r), g = to_linear(color.g), b = to_linear(color.b);
    double l = cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    double m = cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    double s = cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    return (lab){0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
                 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
                 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}

static hp_color lab_to(lab c, float alpha)
{
    double l = pow(c.lightness + 0.3963377774 * c.a + 0.2158037573 * c.b, 3);
    double m = pow(c.lightness - 0.1055613458 * c.a - 0.0638541728 * c.b, 3);
    double s = pow(c.lightness - 0.0894841775 * c.a - 1.2914855480 * c.b, 3);
    return (hp_color){from_linear(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
                      from_linear(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
                      from_linear(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s), alpha};
}

hp_color hp_ink_invert(hp_color color)
{
    lab c = lab_from(color);
    c.lightness = 1 - c.lightness;
    /* So dark that a hue is still seen as one. */
    if (hypot(c.a, c.b) > 0.04)
        c.lightness = MAX(c.lightness, 0.45);
    return lab_to(c, color.a);
}

/* From black to the brightest dark there is, 0 to 0.57 in Oklab, becomes white
 * to a pale tint. */
hp_color hp_ink_lighten(hp_color color)
{
    lab c = lab_from(color);
    c.lightness = 1 - 0.14 * CLAMP(c.lightness, 0, 1);
    c.a *= 0.3;
    c.b *= 0.3;
    return lab_to(c, color.a);
}

hp_color hp_ink_readable(hp_color color, hp_color ground)
{
    double target = hp_ink_is_dark(ground) ? 1 : 0, from = 0, to = 1;
    lab start = lab_from(color);
    if (hp_ink_contrast(hp_ink_over(color, ground), ground) >= CONTRAST)
        return color;
    /* The least step towards black or white that is enough. */
    for (int i = 0; i < 12; i++) {
        double part = (from + to) / 2;
        lab c = {start.lightness + (target - start.lightness) * part, start.a * (1 - part), start.b * (1 - part)};
        if (hp_ink_contrast(lab_to(c, 1), ground) >= CONTRAST)
            to = part;
        else
            from = part;
    }
    lab c = {start.lightness + (target - start.lightness) * to, start.a * (1 - to), start.b * (1 - to)};
    return lab_to(c, 1);
}

hp_color hp_ink_gray(hp_color color)
{
    float gray = from_linear(hp_ink_luminance(color));
    return (hp_color){gray, gray, gray, color.a};
}
