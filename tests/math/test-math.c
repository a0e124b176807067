/*
 * Formulas as data: every line of tests/cases/math/NAME.tex is read and set at
 * 100 px in the math font; the dump must equal NAME.txt beside it. Lines with
 * "%" are remarks. With --record the dumps are written anew.
 *
 * A formula is told by its width, ascent and descent, then one line a glyph
 * (text, size of its face, x, y) and one a line (from, to, thickness).
 */
#include "case-files.h"
#include "math/formula.h"

#include <stdio.h>
#include <string.h>

static hp_fonts *fonts;
static const char *const families[] = {"math", NULL};

static void add_number(GString *out, double value)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(text, sizeof text, "%.1f", value);
    g_string_append_printf(out, " %s", strcmp(text, "-0.0") == 0 ? "0.0" : text);
}

static void add_run(GString *out, const hp_formula_run *run)
{
    cairo_matrix_t matrix;
    cairo_scaled_font_get_font_matrix(hp_face_scaled_font(run->face), &matrix);
    for (size_t i = 0; i < run->n_glyphs; i++) {
        const hp_formula_glyph *glyph = &run->glyphs[i];
        g_string_append_printf(out, "  %s", glyph->text ? glyph->text : "(part)");
        add_number(out, matrix.xx);
        add_number(out, (double)glyph->x);
        add_number(out, (double)glyph->y);
        if (run->color)
            g_string_append_printf(out, " #%02x%02x%02x", (unsigned)(run->color->r * 255),
                                   (unsigned)(run->color->g * 255), (unsigned)(run->color->b * 255));
        g_string_append_c(out, '\n');
    }
}

static void add_line(GString *out, const hp_formula_line *line)
{
    const double values[] = {line->from.x, line->from.y, line->to.x, line->to.y, line->thickness};
    g_string_append(out, "  line");
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
        add_number(out, values[i]);
    g_string_append_c(out, '\n');
}

static void add_formula(GString *out, const char *tex, gboolean display, gboolean brief, hp_math_macros *macros)
{
    g_autoptr(hp_arena) arena = hp_arena_new();
    const char *message;
    const hp_math *math = hp_math_parse(arena, tex, macros, &message);
    g_string_append_printf(out, "%s\n", tex);
    if (!math) {
        g_string_append_printf(out, "  refused: %s\n", message);
        return;
    }
    hp_style style = {.families = families, .font_size = 100, .font_weight = 400};
    hp_math_setting setting = {&style, display, 1, display ? 1000 : 0};
    const hp_formula *formula = hp_math_set(arena, fonts, math, &setting);
    g_assert_nonnull(formula);
    g_string_append(out, " ");
    add_number(out, formula->width);
    add_number(out, formula->ascent);
    add_number(out, formula->descent);
    g_string_append_c(out, '\n');
    for (size_t i = 0; i < formula->n_runs && !brief; i++)
        add_run(out, &formula->runs[i]);
    for (size_t i = 0; i < formula->n_lines && !brief; i++)
        add_line(out, &formula->lines[i]);
}

/* A file whose name begins with "inline" is set in text style, with "list" only
 * sizes are told. Definitions hold for the whole file. */
static char *dump(const char *name, const char *text, size_t length G_GNUC_UNUSED)
{
    gboolean display = !g_str_has_prefix(name, "inline"), brief = g_str_has_prefix(name, "list");
    g_autoptr(hp_math_macros) macros = hp_math_macros_new();
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    GString *out = g_string_new(NULL);
    for (char **line = lines; *line; line++)
        if (**line && **line != '%')
            add_formula(out, *line, display, brief, macros);
    return g_string_free(out, FALSE);
}

/* ---- hostile input ---- */

static char *repeated(const char *before, const char *unit, unsigned times, const char *after)
{
    GString *text = g_string_new(before);
    for (unsigned i = 0; i < times; i++)
        g_string_append(text, unit);
    return g_string_free(g_string_append(text, after), FALSE);
}

static void read_and_set(const char *tex)
{
    g_autoptr(hp_arena) arena = hp_arena_new();
    const char *message;
    const hp_math *math = hp_math_parse(arena, tex, NULL, &message);
    hp_style style = {.families = families, .font_size = 20, .font_weight = 400};
    hp_math_setting setting = {&style, TRUE, 1, 500};
    if (math)
        g_assert_nonnull(hp_math_set(arena, fonts, math, &setting));
    else
        g_assert_true(message && g_utf8_validate(message, -1, NULL));
}

/* Whatever comes, it ends soon: within bounds of depth, length and expansion. */
static void test_hostile(void)
{
    static const struct {
        const char *before, *unit;
        unsigned times;
        const char *after;
    } cases[] = {{"", "{", 30000, ""},
                 {"", "\\frac", 6000, ""},
                 {"", "\\left(", 5000, ""},
                 {"", "\\left(\\middle|", 40, "x"},
                 {"", "x^", 10000, "x"},
                 {"", "\\sqrt", 70, "x"},
                 {"", "\\displaystyle ", 2000, "x"},
                 {"", "a\\over ", 2000, "b"},
                 {"", "\\begin{matrix}", 2000, ""},
                 {"\\begin{matrix}", "a&", 5000, "\\end{matrix}"},
                 {"\\begin{matrix}", "a\\\\", 5000, "\\end{matrix}"},
                 {"\\text{", "$", 20000, "}"},
                 {"", "\\text{$\\text{$", 3000, ""},
                 {"", "'", 20000, ""},
                 {"", "x ", 16000, ""},
                 {"\\newcommand{\\a}{\\a\\a}", "\\a", 1, ""},
                 {"\\newcommand{\\a}{x\\b\\b}\\newcommand{\\b}{\\a\\a}", "\\a", 1, ""},
                 {"\\newcommand{\\a}[1]{#1#1#1#1#1#1#1#1}", "\\a{", 40, "x"},
                 {"\\newcommand{\\a}[9]{#9}", "\\a", 100, ""},
                 {"", "\\newcommand{\\zz}{y}", 1500, ""},
                 {"", "\\def\\x#1#2{#2}", 1000, ""},
                 {"\\left\\{\\rule", "\\begin{array}{", 500, ""},
                 {"", "\\kern9999999em", 500, "x"},
                 {"", "\\\\[1000000em]", 250, "x"},
                 {"", "\\", 9999, ""},
                 {"\\color{", "\xc3\xa4", 5000, "}x"},
                 {"\\", "\xc3\xa4\xe4\xb8\xad\xf0\x9f\x98\x80", 500, ""}};
    gint64 start = g_get_monotonic_time();
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *tex = repeated(cases[i].before, cases[i].unit, cases[i].times, cases[i].after);
        read_and_set(tex);
    }
    g_assert_cmpint(g_get_monotonic_time() - start, <, 20 * G_USEC_PER_SEC);
}

/* Pieces of TeX in any order never do harm. */
static void test_random(void)
{
    static const char *const pieces[] = {"{",
                                         "}",
                                         "^",
                                         "_",
                                         "'",
                                         "&",
                                         "\\\\",
                                         "\\frac",
                                         "\\sqrt[",
                                         "]",
                                         "\\left(",
                                         "\\right)",
                                         "\\middle|",
                                         "\\begin{cases}",
                                         "\\end{cases}",
                                         "\\over",
                                         "x",
                                         "12",
                                         "\\sum",
                                         "\\int",
                                         "\\hat",
                                         "\\overbrace",
                                         "\\text{a $b$}",
                                         "\\color{red}",
                                         "\\limits",
                                         "\\not",
                                         "=",
                                         "\\big(",
                                         "\\tag{1}",
                                         "\\binom",
                                         "\\mathbf",
                                         "\\newcommand{\\q}[1]{#1_}",
                                         "\\q",
                                         "\\hline",
                                         "\\,",
                                         "$",
                                         "#1",
                                         "%\n",
                                         "\\begin{aligned}",
                                         "\\end{aligned}",
                                         "\\substack{",
                                         "\\xrightarrow[",
                                         "\\smash",
                                         "\\operatorname*"};
    g_autoptr(GRand) random = g_rand_new_with_seed(7);
    for (int round = 0; round < 3000; round++) {
        g_autoptr(GString) tex = g_string_new(NULL);
        int count = g_rand_int_range(random, 1, 25);
        for (int i = 0; i < count; i++)
            g_string_append(tex, pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
        read_and_set(tex->str);
    }
}

int main(int argc, char **argv)
{
    static const case_files files = {CASES_DIR, ".tex", ".txt", "/math", dump};
    case_files_init(&argc, &argv);
    fonts = hp_fonts_new(&(hp_font_options){NULL, NULL}, NULL);
    g_assert_nonnull(fonts);
    case_files_add(&files);
    g_test_add_func("/math/hostile", test_hostile);
    g_test_add_func("/math/random", test_random);
    int status = g_test_run();
    hp_fonts_free(fonts);
    return status;
}
