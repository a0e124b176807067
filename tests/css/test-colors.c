/* Colours (CSS Color 4): the text and the sRGB bytes with alpha it means. */
#include "css/cascade.h"
#include <math.h>
#include <string.h>

typedef struct {
    const char *text, *expected; /* "r g b a"; NULL: no colour */
} color_case;

static char *color_bytes(const char *text)
{
    hp_color c;
    if (!hp_css_parse_color(text, &c))
        return NULL;
    return g_strdup_printf("%ld %ld %ld %.2f", lround((double)c.r * 255), lround((double)c.g * 255),
                           lround((double)c.b * 255), (double)c.a);
}

static void check(const color_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        g_autofree char *actual = color_bytes(cases[i].text);
        if (g_strcmp0(actual, cases[i].expected) != 0)
            g_test_message("%s", cases[i].text);
        g_assert_cmpstr(actual, ==, cases[i].expected);
    }
}

/* §6: keywords. */
static void test_names(void)
{
    static const color_case cases[] = {
        {"red", "255 0 0 1.00"},
        {"RebeccaPurple", "102 51 153 1.00"},
        {" aqua ", "0 255 255 1.00"},
        {"grey", "128 128 128 1.00"},
        {"transparent", "0 0 0 0.00"},
        {"aliceblue", "240 248 255 1.00"},
        {"yellowgreen", "154 205 50 1.00"},
        {"CanvasText", "0 0 0 1.00"},
        {"LinkText", "0 0 238 1.00"},
        {"", NULL},
        {"nocolor", NULL},
        {"red red", NULL},
        {"currentColor", NULL}, /* of what? */
    };
    check(cases, G_N_ELEMENTS(cases));
}

/* §5.2: hexadecimal. */
static void test_hex(void)
{
    static const color_case cases[] = {
        {"#fff", "255 255 255 1.00"},
        {"#50c3a5", "80 195 165 1.00"},
        {"#f008", "255 0 0 0.53"},
        {"#11223380", "17 34 51 0.50"},
        {"#ABC", "170 187 204 1.00"},
        {"#12", NULL},
        {"#12345", NULL},
        {"#1234567", NULL},
        {"#ggg", NULL},
        {"50c3a5", NULL},
        {"# fff", NULL},
    };
    check(cases, G_N_ELEMENTS(cases));
}

/* §5.1: rgb(), with commas and without. */
static void test_rgb(void)
{
    static const color_case cases[] = {
        {"rgb(1, 2, 3)", "1 2 3 1.00"},
        {"rgba(1,2,3,.5)", "1 2 3 0.50"},
        {"rgb(100%, 50%, 0%)", "255 128 0 1.00"},
        {"rgb(1 2 3 / 25%)", "1 2 3 0.25"},
        {"rgb(50% 128 none)", "128 128 0 1.00"},
        {"RGB(300 -5 0)", "255 0 0 1.00"},
        {"rgb(1, 2, 3, 50%)", "1 2 3 0.50"},
        {"rgb(calc(1 + 1) 2 3)", "2 2 3 1.00"},
        {"rgb(1 2 3", "1 2 3 1.00"},
        {"rgb(1, 2 3)", NULL},
        {"rgb(1 2 3, .5)", NULL},
        {"rgb(1, 2, 3 / .5)", NULL},
        {"rgb(1, 50%, 3)", NULL},
        {"rgb(none, 2, 3)", NULL},
        {"rgb(1 2)", NULL},
        {"rgb(1 2 3 4)", NULL},
        {"rgb(1px 2 3)", NULL},
    };
    check(cases, G_N_ELEMENTS(cases));
}

/* §7 and §8: hsl() and hwb(). */
static void test_hsl_hwb(void)
{
    static const color_case cases[] = {
        {"hsl(120, 100%, 50%)", "0 255 0 1.00"},
        {"hsl(120deg 100% 25% / .5)", "0 128 0 0.50"},
        {"hsla(-120, 100%, 50%, .1)", "0 0 255 0.10"},
        {"hsl(0.5turn 100% 50%)", "0 255 255 1.00"},
        {"hsl(60 100 50)", "255 255 0 1.00"},
        {"hsl(none 0% 50%)", "128 128 128 1.00"},
        {"hsl(120, 100, 50)", NULL},
        {"hsl(50% 100% 50%)", NULL},
        {"hwb(120 0% 0%)", "0 255 0 1.00"},
        {"hwb(120 50% 0%)", "128 255 128 1.00"},
        {"hwb(0 60% 60%)", "128 128 128 1.00"},
        {"hwb(120, 0%, 0%)", NULL},
    };
    check(cases, G_N_ELEMENTS(cases));
}

/* §9: lab(), lch(), oklab(), oklch(). The first of each is sRGB red or green. */
static void test_lab(void)
{
    static const color_case cases[] = {
        {"lab(54.29 80.81 69.89)", "255 0 0 1.00"},
        {"lab(100% 0 0)", "255 255 255 1.00"},
        {"lab(46.277% -47.552 48.586)", "0 128 0 1.00"},
        {"lab(0 0 0 / 50%)", "0 0 0 0.50"},
        {"lch(54.29 106.84 40.86)", "255 0 0 1.00"},
        {"lch(50% 0 none)", "119 119 119 1.00"},
        {"oklab(0.62796 0.22486 0.12585)", "255 0 0 1.00"},
        {"oklab(100% 0 0)", "255 255 255 1.00"},
        {"oklch(0.62796 0.25768 29.234)", "255 0 0 1.00"},
        {"oklch(51.975% 0.17686 142.495)", "0 128 0 1.00"},
        {"oklch(0.5, 0.1, 20)", NULL},
        {"oklab(1 1e200 -1e200)", "255 0 255 1.00"}, /* overflows and is clipped */
    };
    check(cases, G_N_ELEMENTS(cases));
}

/* §10: color(). What lies outside of sRGB is clipped. */
static void test_color_function(void)
{
    static const color_case cases[] = {
        {"color(srgb 1 0.5 0)", "255 128 0 1.00"},
        {"color(srgb 100% 50% none / 0.5)", "255 128 0 0.50"},
        {"color(srgb-linear 0.5 0 1)", "188 0 255 1.00"},
        {"color(display-p3 1 1 1)", "255 255 255 1.00"},
        {"color(display-p3 0.5 0.5 0.5)", "128 128 128 1.00"},
        {"color(display-p3 1 0 0)", "255 0 0 1.00"},
        {"color(display-p3 0 0.5 0)", "0 130 0 1.00"},
        {"color(a98-rgb 1 1 1)", "255 255 255 1.00"},
        {"color(prophoto-rgb 1 1 1)", "255 255 255 1.00"},
        {"color(rec2020 1 1 1)", "255 255 255 1.00"},
        {"color(xyz 0.9505 1 1.089)", "255 255 255 1.00"},
        {"color(xyz-d50 0.9643 1 0.8251)", "255 255 255 1.00"},
        {"color(nope 1 1 1)", NULL},
        {"color(srgb 1 1)", NULL},
    };
    check(cases, G_N_ELEMENTS(cases));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/css/colors/names", test_names);
    g_test_add_func("/css/colors/hex", test_hex);
    g_test_add_func("/css/colors/rgb", test_rgb);
    g_test_add_func("/css/colors/hsl-hwb", test_hsl_hwb);
    g_test_add_func("/css/colors/lab", test_lab);
    g_test_add_func("/css/colors/color", test_color_function);
    return g_test_run();
}
