#include "base/error.h"
#include "text-fixture.h"

#include <glib/gstdio.h>

/* Browsers round a font's ascent and descent to whole px. Values: what one
 * painted. */
static void test_metrics_are_whole_px(void)
{
    g_autoptr(text_fixture) f = text_fixture_new();
    static const struct {
        const char *family;
        double size, ascent, descent;
    } cases[] = {
        {"Lato", 16, 13, 3},         {"Lato", 18, 14, 4},        {"Lato", 20, 16, 4},        {"Lato", 28, 23, 5},
        {"Lato", 36, 29, 7},         {"Lato", 67.2, 54, 13},     {"Helvetica", 14, 13, 3},   {"Helvetica", 16, 14, 3},
        {"Helvetica", 67.2, 61, 14}, {"Helvetica", 105, 95, 22}, {"Courier New", 16, 13, 5}, {"Courier New", 18, 15, 5},
        {"Courier New", 20, 17, 6},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const hp_font *font = hp_fonts_lookup(f->fonts, text_style(f, cases[i].family, cases[i].size));
        g_assert_cmpfloat_with_epsilon(font->size, cases[i].size, 1e-4);
        g_assert_cmpfloat(font->ascent, ==, cases[i].ascent);
        g_assert_cmpfloat(font->descent, ==, cases[i].descent);
    }
}

/* CSS Values 4 §6.1: ex and ch come from the font. Lato: x 1013, 0 1160 of 2000. */
static void test_ratios(void)
{
    g_autoptr(text_fixture) f = text_fixture_new();
    double ex = 0, ch = 0;
    hp_fonts_css_ratios(f->fonts, text_style(f, "Lato", 20), &ex, &ch);
    g_assert_cmpfloat_with_epsilon(ex, 0.5065, 0.01);
    g_assert_cmpfloat_with_epsilon(ch, 0.58, 0.001);
}

/* Equal families, size, weight and style are one font, whatever their address. */
static void test_lookup_is_by_content(void)
{
    g_autoptr(text_fixture) f = text_fixture_new();
    const hp_font *font = hp_fonts_lookup(f->fonts, text_style(f, "lato", 20));
    g_assert_true(hp_fonts_lookup(f->fonts, text_style(f, "lato", 20)) == font);
    g_assert_true(hp_fonts_lookup(f->fonts, text_style(f, "lato", 21)) != font);
    hp_fonts_set_diags(f->fonts, NULL);
    g_assert_true(hp_fonts_lookup(f->fonts, text_style(f, "lato", 20)) == font);
}

/* CSS Fonts 4 §2.1: the first family of the list that is there, here by name
 * (in any case) or by what stands in for it. */
static void test_families(void)
{
    static const struct {
        const char *families[4];
        const char *face;
        const char *diags;
    } cases[] = {
        {{"lato"}, "Lato", ""},
        {{"Helvetica", "sans-serif"}, "Liberation Sans", ""},
        {{"-apple-system", "BlinkMacSystemFont", "Segoe UI"}, "Liberation Sans", ""},
        {{"Times New Roman"}, "Liberation Serif", ""},
        {{"cursive"}, "Liberation Serif", ""},
        {{"Menlo", "Monaco", "monospace"}, "Liberation Mono", ""},
        {{"monospace"}, "DejaVu Sans Mono", ""},
        {{"DejaVu Sans"}, "DejaVu Sans", ""},
        {{"No Such Font", "lato"},
         "Lato",
         "font-substituted: font family “No Such Font” is not installed, Lato used\n"},
        {{"No Such Font"},
         "Liberation Serif",
         "font-substituted: font family “No Such Font” is not installed, Liberation Serif used\n"},
        {{NULL}, "Liberation Sans", ""},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(text_fixture) f = text_fixture_new();
        hp_style *style = text_style(f, "", 20);
        style->families = cases[i].families;
        const hp_paragraph *paragraph = text_shape(f, style, "x");
        g_assert_cmpstr(hp_face_family(paragraph->words[0].face), ==, cases[i].face);
        text_shape(f, style, "once more");
        g_autofree char *diags = text_diags(f->diags);
        g_assert_cmpstr(diags, ==, cases[i].diags);
    }
}

/* One diagnostic per family and deck. */
static void test_substitution_is_told_per_deck(void)
{
    g_autoptr(text_fixture) f = text_fixture_new();
    hp_style *style = text_style(f, "No Such Font", 20);
    hp_fonts_lookup(f->fonts, style);
    style->font_weight = 700;
    hp_fonts_lookup(f->fonts, style);
    g_assert_cmpuint(hp_diags_count(f->diags), ==, 1);
    g_autoptr(hp_diags) second = hp_diags_new("second.md");
    hp_fonts_set_diags(f->fonts, second);
    hp_fonts_lookup(f->fonts, style);
    g_assert_cmpuint(hp_diags_count(second), ==, 1);
}

/* CSS Fonts 4 §2.2: weight 600 is Lato's own semibold. Widths of a browser. */
static void test_weights(void)
{
    g_autoptr(text_fixture) f = text_fixture_new();
    hp_style *style = text_style(f, "lato", 28);
    style->font_weight = 600;
    g_assert_cmpfloat_with_epsilon(text_width(f, style, "standardized,"), 164.33, 0.02);
    double widths[3];
    for (int i = 0; i < 3; i++) {
        style->font_weight = (int[]){400, 600, 700}[i];
        widths[i] = text_width(f, style, "standardized");
    }
    g_assert_cmpfloat(widths[0], <, widths[1]);
    g_assert_cmpfloat(widths[1], <, widths[2]);
}

/* Faces are drawn at the style's size, also those of bitmaps. */
static void test_face_size(void)
{
    g_autoptr(text_fixture) f = text_fixture_new();
    const hp_paragraph *paragraph = text_shape(f, text_style(f, "lato", 20), "a🎉");
    g_assert_cmpuint(paragraph->n_words, ==, 2);
    g_assert_false(hp_face_is_color(paragraph->words[0].face));
    g_assert_true(hp_face_is_color(paragraph->words[1].face));
    cairo_matrix_t matrix;
    cairo_scaled_font_get_font_matrix(hp_face_scaled_font(paragraph->words[0].face), &matrix);
    g_assert_cmpfloat(matrix.xx, ==, 20);
    double ascent, descent;
    hp_face_extents(paragraph->words[1].face, &ascent, &descent);
    g_assert_cmpfloat(ascent, ==, 19);
    g_assert_cmpfloat(descent, ==, 5);
}

static void test_options(void)
{
    g_autoptr(GError) error = NULL;
    const char *const missing[] = {"/no/such/directory", NULL};
    g_assert_null(hp_fonts_new(&(hp_font_options){.font_dirs = missing}, &error));
    g_assert_error(error, HP_ERROR, HP_ERROR_USAGE);
    g_clear_error(&error);
    g_assert_null(hp_fonts_new(&(hp_font_options){.config_dir = "/no/such/directory"}, &error));
    g_assert_error(error, HP_ERROR, HP_ERROR_USAGE);
}

/* --fonts DIR: DIR/fonts.conf takes the place of ours. Its fonts come, as
 * --font-dir's do, from where it says. */
static void test_own_configuration(void)
{
    g_autofree char *dir = g_dir_make_tmp("handpress-fonts-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(dir, "fonts.conf", NULL);
    g_assert_true(g_file_set_contents(path,
                                      "<fontconfig><dir>/usr/share/fonts/truetype/dejavu</dir>"
                                      "<cachedir>/var/cache/fontconfig</cachedir></fontconfig>",
                                      -1, NULL));
    g_autoptr(GError) error = NULL;
    g_autoptr(text_fixture) f = text_fixture_new();
    g_autoptr(hp_fonts) fonts = hp_fonts_new(&(hp_font_options){.config_dir = dir}, &error);
    g_assert_no_error(error);
    hp_fonts *ours = g_steal_pointer(&f->fonts);
    f->fonts = fonts;
    const hp_paragraph *paragraph = text_shape(f, text_style(f, "DejaVu Sans", 20), "x");
    g_assert_cmpstr(hp_face_family(paragraph->words[0].face), ==, "DejaVu Sans");
    f->fonts = ours;
    g_unlink(path);
    g_rmdir(dir);
}

int main(int argc, char **argv)
{
    /* Nothing of this may matter. */
    g_setenv("FONTCONFIG_FILE", "/no/such/fonts.conf", TRUE);
    g_setenv("LANG", "ja_JP.UTF-8", TRUE);
    g_setenv("LANGUAGE", "ja", TRUE);
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/text/fonts/metrics", test_metrics_are_whole_px);
    g_test_add_func("/text/fonts/ratios", test_ratios);
    g_test_add_func("/text/fonts/by-content", test_lookup_is_by_content);
    g_test_add_func("/text/fonts/families", test_families);
    g_test_add_func("/text/fonts/per-deck", test_substitution_is_told_per_deck);
    g_test_add_func("/text/fonts/weights", test_weights);
    g_test_add_func("/text/fonts/face-size", test_face_size);
    g_test_add_func("/text/fonts/options", test_options);
    g_test_add_func("/text/fonts/own-configuration", test_own_configuration);
    return g_test_run();
}
