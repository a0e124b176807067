/* Hyphenation: where words may be divided, and the hyphen that shows there. */
#include "text-fixture.h"

#include <string.h>

/* The text with a "|" at each place. */
static char *places_dump(text_fixture *f, hp_style *style, const char *text)
{
    size_t places[64];
    size_t count = hp_text_hyphenation(f->fonts, text, 0, strlen(text), style, places, G_N_ELEMENTS(places));
    GString *out = g_string_new(NULL);
    for (size_t i = 0, next = 0; text[i]; i++) {
        if (next < count && places[next] == i) {
            g_string_append_c(out, '|');
            next++;
        }
        g_string_append_c(out, text[i]);
    }
    return g_string_free(out, FALSE);
}

static hp_style *auto_style(text_fixture *f, const char *lang)
{
    hp_style *style = text_style(f, "lato", 16);
    style->hyphens = HP_HYPHENS_AUTO;
    style->lang = lang;
    return style;
}

static void assert_places(const char *lang, const char *expected)
{
    g_autoptr(text_fixture) f = text_fixture_new();
    g_auto(GStrv) parts = g_strsplit(expected, "|", -1);
    g_autofree char *text = g_strjoinv("", parts);
    g_autofree char *dump = places_dump(f, auto_style(f, lang), text);
    g_assert_cmpstr(dump, ==, expected);
}

/* The language's own patterns, in their own encoding. */
static void test_languages(void)
{
    assert_places("de", "Ge|schwin|dig|keit");
    assert_places("de", "prü|fen|der");
    assert_places("de-AT", "Ge|schwin|dig|keit");
    assert_places("de-x-none", "Ge|schwin|dig|keit");
    assert_places("en", "rep|re|sen|ta|tive");
    assert_places("EN-us", "rep|re|sen|ta|tive");
    assert_places("de", "GE|SCHWIN|DIG|KEIT");
    /* Compounds: first their words, then these. */
    assert_places("de", "Adress|da|ten|ver|ar|bei|tung");
    assert_places("de", "ab|ster|ben");
}

/* Words are letters side by side; each of a compound is divided by itself. */
static void test_words(void)
{
    assert_places("de", "„Ge|schwin|dig|keit“, Wör|ter-Samm|lung!");
    assert_places("de", "oder");
    assert_places("en", "https://example.org/representative");
    assert_places("en", "representative@example.org");
    assert_places("en", "representative.txt representative2");
    assert_places("de", "Geschwin\u00ADdigkeit");
    assert_places("en", "rep|re|sen|ta|tive漢字");
}

/* CSS Text 4 §5.4.2 */
static void test_limits(void)
{
    g_autoptr(text_fixture) f = text_fixture_new();
    hp_style *style = auto_style(f, "en");
    style->hyphenate_limits[1] = 4;
    style->hyphenate_limits[2] = 5;
    g_autofree char *sides = places_dump(f, style, "representative");
    g_assert_cmpstr(sides, ==, "repre|sen|tative");
    style->hyphenate_limits[0] = 15;
    g_autofree char *whole = places_dump(f, style, "representative");
    g_assert_cmpstr(whole, ==, "representative");
}

/* Only where the style asks, and told once where it cannot be. */
static void test_not_asked(void)
{
    g_autoptr(text_fixture) f = text_fixture_new();
    hp_style *style = auto_style(f, "en");
    style->hyphens = HP_HYPHENS_MANUAL;
    g_autofree char *manual = places_dump(f, style, "representative");
    g_assert_cmpstr(manual, ==, "representative");
    g_autofree char *unknown = places_dump(f, auto_style(f, NULL), "representative");
    g_assert_cmpstr(unknown, ==, "representative");
    g_assert_cmpuint(hp_diags_count(f->diags), ==, 0);
    for (int i = 0; i < 2; i++) {
        g_autofree char *missing = places_dump(f, auto_style(f, "qq"), "representative");
        g_assert_cmpstr(missing, ==, "representative");
        g_autofree char *path = places_dump(f, auto_style(f, "../de"), "representative");
        g_assert_cmpstr(path, ==, "representative");
    }
    g_autofree char *diags = text_diags(f->diags);
    g_assert_cmpuint(hp_diags_count(f->diags), ==, 2);
    g_assert_true(g_str_has_prefix(diags, "hyphenation-missing: "));
}

static void test_hyphen(void)
{
    g_autoptr(text_fixture) f = text_fixture_new();
    hp_style *style = auto_style(f, "en");
    const hp_paragraph *paragraph = text_shape(f, style, "word");
    size_t n_glyphs;
    double width;
    const hp_glyph *hyphen = hp_text_hyphen(f->fonts, f->arena, &paragraph->words[0], 3, &n_glyphs, &width);
    g_assert_cmpuint(n_glyphs, ==, 1);
    g_assert_cmpuint(hyphen[0].byte, ==, 3);
    g_assert_cmpfloat_with_epsilon(width, text_width(f, style, "-"), 0.001);
    style->hyphenate_character = "==";
    hp_text_hyphen(f->fonts, f->arena, &paragraph->words[0], 3, &n_glyphs, &width);
    g_assert_cmpuint(n_glyphs, ==, 2);
    style->hyphenate_character = "";
    hp_text_hyphen(f->fonts, f->arena, &paragraph->words[0], 3, &n_glyphs, &width);
    g_assert_cmpuint(n_glyphs, ==, 0);
    g_assert_cmpfloat(width, ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/text/hyphenate/languages", test_languages);
    g_test_add_func("/text/hyphenate/words", test_words);
    g_test_add_func("/text/hyphenate/limits", test_limits);
    g_test_add_func("/text/hyphenate/not-asked", test_not_asked);
    g_test_add_func("/text/hyphenate/hyphen", test_hyphen);
    return g_test_run();
}
