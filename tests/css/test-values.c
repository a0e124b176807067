/* Lengths, calc() and its sisters (CSS Values 4 §5, §6, §10), read as `width`
 * or `margin-top` of an element of 20 px in a viewport of 1000 × 500 px. */
#include "declarations.h"
#include <string.h>

typedef struct {
    const char *value, *expected;
} value_case;

/* The dump of one declaration in an element whose font size is 20 px. */
static char *value_dump(const char *name, const char *value)
{
    g_autofree char *text = g_strdup_printf("font-size: 20px; %s: %s", name, value);
    g_autofree char *dump = declarations_dump(NULL, text, TRUE);
    g_autofree char *prefix = g_strdup_printf("%s: ", name);
    g_auto(GStrv) lines = g_strsplit(dump, "\n", -1);
    for (char **line = lines; *line; line++)
        if (g_str_has_prefix(*line, prefix))
            return g_strndup(*line + strlen(prefix), strlen(*line + strlen(prefix)) - 1);
    return g_strdup(strstr(dump, "! ") ? strrchr(lines[0], ' ') + 1 : "initial");
}

static void check(const char *name, const value_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        g_autofree char *actual = value_dump(name, cases[i].value);
        if (strcmp(actual, cases[i].expected) != 0)
            g_test_message("%s: %s", name, cases[i].value);
        g_assert_cmpstr(actual, ==, cases[i].expected);
    }
}

/* CSS Values 4 §6: units. */
static void test_units(void)
{
    static const value_case cases[] = {
        {"10px", "10px"},       {"7.5pt", "10px"},   {"2pc", "32px"},     {"1in", "96px"},
        {"2.54cm", "96px"},     {"25.4mm", "96px"},  {"101.6Q", "96px"},  {"1.5em", "30px"},
        {"2rem", "32px"},       {"1ex", "10px"},     {"3ch", "30px"},     {"10vw", "100px"},
        {"10vh", "50px"},       {"10vmin", "50px"},  {"10vmax", "100px"}, {"10dvw", "100px"},
        {"10svh", "50px"},      {"50%", "50%"},      {"0", "0"},          {"10PX", "10px"},
        {"10", "invalid"},      {"-1px", "invalid"}, {"1deg", "invalid"}, {"1foo", "invalid"},
        {"1px 2px", "invalid"}, {"auto", "initial"}, {"none", "invalid"}, {"min-content", "min-content"},
        {"+4px", "4px"},        {".5em", "10px"},
    };
    check("width", cases, G_N_ELEMENTS(cases));
}

/* CSS Values 4 §10: math. */
static void test_calc(void)
{
    static const value_case cases[] = {
        {"calc(1px + 2px)", "3px"},
        {"calc(100% - 2em)", "calc(100% - 40px)"},
        {"calc(2 * (1px + 3px))", "8px"},
        {"calc((1px + 3px) / 2 * 3)", "6px"},
        {"calc(1px + calc(2px + (3px)))", "6px"},
        {"calc(10% + 20%)", "30%"},
        {"calc(50% * 2 + 1px)", "calc(100% + 1px)"},
        {"min(10px, 1em, 5px)", "5px"},
        {"max(10px, 1em)", "20px"},
        {"clamp(10px, 1px, 20px)", "10px"},
        {"clamp(10px, 90px, 20px)", "20px"},
        {"clamp(10px, 15px, 20px)", "15px"},
        {"clamp(30px, 15px, 20px)", "30px"},
        {"min(10%, 20%)", "10%"},
        {"calc(1px - 5px)", "0"},      /* §10.12: out of range is clamped */
        {"calc(1px", "1px"},           /* CSS Syntax 3 §5.4.9: open functions end with the value */
        {"calc(1px +2px)", "invalid"}, /* blanks around + */
        {"calc(1px+ 2px)", "invalid"},
        {"calc(1px + 2)", "invalid"}, /* no length plus number */
        {"calc(1px * 2px)", "invalid"},
        {"calc(1px / 0)", "invalid"},
        {"calc(1 / 2px)", "invalid"},
        {"calc()", "invalid"},
        {"calc(3)", "invalid"},
        {"clamp(1px, 2px)", "invalid"},
        {"(1px)", "invalid"},
        {"min(50%, 100px)", "min(50%, 100px)"}, /* needs the basis of the layout */
    };
    check("width", cases, G_N_ELEMENTS(cases));
}

/* Nesting without end must end. */
static void test_calc_depth(void)
{
    g_autoptr(GString) text = g_string_new("calc(");
    for (int i = 0; i < 20000; i++)
        g_string_append(text, "(");
    g_string_append(text, "1px");
    g_autofree char *actual = value_dump("width", text->str);
    g_assert_cmpstr(actual, ==, "invalid");
}

/* CSS 2.2 §8.3: margins may be negative; calc() is not clamped there. */
static void test_negative(void)
{
    static const value_case cases[] = {
        {"-5px", "-5px"}, {"calc(1px - 5px)", "-4px"}, {"-10%", "-10%"}, {"1e9px", "10000000px"}, {"auto", "auto"}};
    check("margin-top", cases, G_N_ELEMENTS(cases));
}

/* CSS Fonts 4 §2.5: em, % and keywords of font-size are of the parent. */
static void test_font_size(void)
{
    static const struct {
        const char *declarations, *expected;
    } cases[] = {
        {"font-size: 2em", "font-size: 80px;\n"},
        {"font-size: 50%", "font-size: 20px;\n"},
        {"font-size: larger", "font-size: 48px;\n"},
        {"font-size: smaller", "font-size: 33.3333px;\n"},
        {"font-size: x-large", "font-size: 24px;\n"},
        {"font-size: 2ch", "font-size: 40px;\n"},
        {"width: 2em; font-size: 10px", "font-size: 10px;\nwidth: 20px;\n"},
        {"line-height: 2em; font-size: 10px", "font-size: 10px;\nline-height: 20px;\n"},
        {"line-height: 150%; font-size: 10px", "font-size: 10px;\nline-height: 15px;\n"},
        {"line-height: 1.5; font-size: 10px", "font-size: 10px;\nline-height: 1.5;\n"},
        {"line-height: 2; font: 10px/3 x", "font-family: x;\nfont-size: 10px;\nline-height: 3;\n"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *actual = declarations_dump("font-size: 40px", cases[i].declarations, TRUE);
        g_assert_cmpstr(actual, ==, cases[i].expected);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/css/values/units", test_units);
    g_test_add_func("/css/values/calc", test_calc);
    g_test_add_func("/css/values/calc-depth", test_calc_depth);
    g_test_add_func("/css/values/negative", test_negative);
    g_test_add_func("/css/values/font-size", test_font_size);
    return g_test_run();
}
