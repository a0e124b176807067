#include "text-fixture.h"

#include <string.h>

#define OBJECT "\xEF\xBF\xBC"

/* Words with the blanks behind them; tabs, newlines and objects by themselves. */
static void test_words(void)
{
    static const struct {
        const char *text, *words;
    } cases[] = {
        {"", ""},
        {"one two  three", "[one ][two  ][three]"},
        {"  a", "[  ][a]"},
        {"a\tb\n c", "[a][\t][b][\n][ ][c]"},
        {"no\u00A0break here", "[no\u00A0break ][here]"},
        {"a" OBJECT " b", "[a][" OBJECT "][ ][b]"},
        {"für – “alle”", "[für ][– ][“alle”]"},
    };
    g_autoptr(text_fixture) f = text_fixture_new();
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *words = text_words(text_shape(f, text_style(f, "lato", 16), cases[i].text), FALSE);
        g_assert_cmpstr(words, ==, cases[i].words);
    }
}

/* Lato kerns f with the space: "of " is narrower than "of" and a space. */
static void test_kerning_with_the_space(void)
{
    g_autoptr(text_fixture) f = text_fixture_new();
    const hp_style *style = text_style(f, "lato", 16);
    double apart = text_width(f, style, "of") + text_width(f, style, " ");
    const hp_paragraph *paragraph = text_shape(f, style, "of course");
    g_assert_cmpfloat(paragraph->words[0].width, <, apart - 0.2);
    g_assert_cmpfloat_with_epsilon(paragraph->words[0].space_width, text_width(f, style, " "), 0.001);
}

/* CSS Text 3 §8.2: letter-spacing behind every cluster, as browsers put it.
 * Width of a browser. */
static void test_letter_spacing(void)
{
    g_autoptr(text_fixture) f = text_fixture_new();
    hp_style *style = text_style(f, "lato", 16);
    double plain = text_width(f, style, "implementation");
    style->letter_spacing = 0.35f;
    double spaced = text_width(f, style, "implementation");
    g_assert_cmpfloat_with_epsilon(spaced, 114.69, 0.03);
    g_assert_cmpfloat_with_epsilon(spaced - plain, 14 * 0.35, 0.001);
    /* An accent is no letter of its own. */
    style->letter_spacing = 0;
    plain = text_width(f, style, "e\u0301e");
    style->letter_spacing = 10;
    g_assert_cmpfloat_with_epsilon(text_width(f, style, "e\u0301e") - plain, 20, 0.01);
}

/* CSS Text 3 §8.1: word-spacing at spaces and no-break spaces. */
static void test_word_spacing(void)
{
    g_autoptr(text_fixture) f = text_fixture_new();
    hp_style *style = text_style(f, "lato", 16);
    double plain = text_width(f, style, "a b\u00A0c");
    style->word_spacing = 5;
    g_assert_cmpfloat_with_epsilon(text_width(f, style, "a b\u00A0c") - plain, 10, 0.001);
}

/* CSS Fonts 4 §6.4: optional ligatures only where they are asked for, and not
 * between spaced letters. DejaVu Sans has fi. */
static void test_ligatures(void)
{
    g_autoptr(text_fixture) f = text_fixture_new();
    hp_style *style = text_style(f, "DejaVu Sans", 16);
    g_assert_cmpuint(text_shape(f, style, "fi")->words[0].n_glyphs, ==, 2);
    style->ligatures = TRUE;
    g_assert_cmpuint(text_shape(f, style, "fi")->words[0].n_glyphs, ==, 1);
    style->letter_spacing = 1;
    g_assert_cmpuint(text_shape(f, style, "fi")->words[0].n_glyphs, ==, 2);
}

/* Characters the text's font lacks come from DejaVu Sans, in code from DejaVu
 * Sans Mono; the blanks behind them stay the text's. */
static void test_fallback(void)
{
    g_autoptr(text_fixture) f = text_fixture_new();
    g_autofree char *text = text_faces(text_shape(f, text_style(f, "lato", 16), "✓ done"));
    g_assert_cmpstr(text, ==, "DejaVu Sans:[✓] Lato:[ ] Lato:[done]");
    g_autofree char *code = text_faces(text_shape(f, text_style(f, "Courier", 16), "✓ ok"));
    g_assert_cmpstr(code, ==, "DejaVu Sans Mono:[✓] Liberation Mono:[ ] Liberation Mono:[ok]");
    g_assert_cmpuint(hp_diags_count(f->diags), ==, 0);
}

/* UTS #51: emoji by default or by U+FE0F are pictures, one cluster each; the
 * others, digits above all, are text. */
static void test_emoji(void)
{
    g_autoptr(text_fixture) f = text_fixture_new();
    const hp_style *style = text_style(f, "lato", 20);
    static const char *const pictures[] = {"🎉", "❤\uFE0F", "1\uFE0F\u20E3", "🇩🇪", "👩\u200D👩\u200D👧", "👍🏽"};
    for (size_t i = 0; i < G_N_ELEMENTS(pictures); i++) {
        const hp_paragraph *paragraph = text_shape(f, style, pictures[i]);
        g_assert_cmpuint(paragraph->n_words, ==, 1);
        g_assert_true(hp_face_is_color(paragraph->words[0].face));
        g_assert_cmpuint(paragraph->words[0].n_glyphs, ==, 1);
        /* 2550 of 2048 units. */
        g_assert_cmpfloat_with_epsilon(paragraph->words[0].width, 20 * 2550 / 2048.0, 0.1);
    }
    g_autofree char *faces = text_faces(text_shape(f, style, "1 # © ❤ 🎉"));
    g_assert_cmpstr(faces, ==, "Lato:[1 ] Lato:[# ] Lato:[© ] DejaVu Sans:[❤] Lato:[ ] Noto Color Emoji:[🎉]");
}

/* UAX #9: levels, with the paragraph's direction as base. */
static void test_bidi(void)
{
    g_autoptr(text_fixture) f = text_fixture_new();
    hp_style *style = text_style(f, "DejaVu Sans", 16);
    g_autofree char *ltr = text_words(text_shape(f, style, "abc שלום 12 x"), TRUE);
    g_assert_cmpstr(ltr, ==, "0[abc ]1[שלום ]2[12]0[ ]0[x]");
    style->direction = HP_DIRECTION_RTL;
    g_autofree char *rtl = text_words(text_shape(f, style, "abc שלום"), TRUE);
    g_assert_cmpstr(rtl, ==, "2[abc]1[ ]1[שלום]");
    style->direction = HP_DIRECTION_LTR;
    style->unicode_bidi = HP_UNICODE_BIDI_PLAINTEXT;
    g_assert_cmpint(text_shape(f, style, "… שלום abc")->direction, ==, HP_DIRECTION_RTL);
    g_assert_cmpint(text_shape(f, style, "… abc שלום")->direction, ==, HP_DIRECTION_LTR);
}

/* Right to left, glyphs run from the last letter to the first. */
static void test_visual_order(void)
{
    g_autoptr(text_fixture) f = text_fixture_new();
    const hp_word *word = &text_shape(f, text_style(f, "DejaVu Sans", 16), "אבג")->words[0];
    g_assert_cmpuint(word->n_glyphs, ==, 3);
    for (size_t i = 0; i < 3; i++)
        g_assert_cmpuint(word->glyphs[i].byte, ==, 4 - 2 * i);
}

/* Arabic letters join; lam and alef are one cluster; a change of style in
 * mid-word does not undo the joining. */
static void test_arabic(void)
{
    g_autoptr(text_fixture) f = text_fixture_new();
    const hp_style *style = text_style(f, "DejaVu Sans", 16);
    uint32_t alone = text_shape(f, style, "ب")->words[0].glyphs[0].glyph;
    const hp_word *joined = &text_shape(f, style, "بب")->words[0];
    g_assert_cmpuint(joined->n_glyphs, ==, 2);
    g_assert_cmpuint(joined->glyphs[0].glyph, !=, alone);
    g_assert_cmpuint(joined->glyphs[1].glyph, !=, alone);
    g_assert_cmpuint(text_shape(f, style, "لا")->words[0].n_glyphs, ==, 1);

    int owners[2];
    hp_text_run runs[] = {{0, 2, style, &owners[0]}, {2, 4, style, &owners[1]}};
    const hp_paragraph *cut = hp_text_shape(f->fonts, f->arena, "بب", 4, runs, 2, HP_DIRECTION_LTR);
    g_assert_cmpuint(cut->n_words, ==, 2);
    g_assert_true(cut->words[0].owner == &owners[0] && cut->words[1].owner == &owners[1]);
    g_assert_cmpuint(cut->words[0].glyphs[0].glyph, ==, joined->glyphs[1].glyph);
    g_assert_cmpuint(cut->words[1].glyphs[0].glyph, ==, joined->glyphs[0].glyph);
}

/* Text without blanks is cut at break places, addresses are not. */
static void test_unspaced_text_is_cut(void)
{
    g_autoptr(text_fixture) f = text_fixture_new();
    const hp_style *style = text_style(f, "lato", 16);
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = 0; i < 100; i++)
        g_string_append(text, "字");
    const hp_paragraph *paragraph = text_shape(f, style, text->str);
    g_assert_cmpuint(paragraph->n_words, ==, 4);
    g_assert_cmpuint(paragraph->words[0].end, ==, 90);

    g_string_assign(text, "https://example.org/");
    for (int i = 0; i < 100; i++)
        g_string_append(text, "long-title?");
    g_assert_cmpuint(text_shape(f, style, text->str)->n_words, ==, 1);
}

/* A character of no font is told once, and takes room without being drawn. */
static void test_missing_glyph(void)
{
    g_autoptr(text_fixture) f = text_fixture_new();
    const hp_style *style = text_style(f, "lato", 16);
    const hp_word *word = &text_shape(f, style, "a\U000F0000b")->words[0];
    g_assert_cmpuint(word->n_glyphs, ==, 3);
    g_assert_cmpuint(word->glyphs[1].glyph, ==, HP_GLYPH_EMPTY);
    g_assert_cmpfloat_with_epsilon(word->glyphs[1].advance, 8, 0.001);
    text_shape(f, style, "\U000F0000\U000F0000");
    g_autofree char *diags = text_diags(f->diags);
    g_assert_cmpstr(diags, ==, "glyph-missing: no installed font has the character U+F0000\n");
}

/* A script without a font is told once, not letter by letter. */
static void test_missing_script(void)
{
    g_autoptr(text_fixture) f = text_fixture_new();
    text_shape(f, text_style(f, "lato", 16), "\U0001D800\U0001D801\U0001D802");
    g_autofree char *diags = text_diags(f->diags);
    if (!*diags)
        g_test_skip("a font for SignWriting is installed");
    else
        g_assert_cmpstr(
            diags, ==,
            "glyph-missing: no installed font has the letters of this script (Sgnw), such as U+1D800 \U0001D800\n");
}

/* What is invisible has no glyph and no width, not even spacing. */
static void test_invisible(void)
{
    g_autoptr(text_fixture) f = text_fixture_new();
    hp_style *style = text_style(f, "lato", 16);
    style->letter_spacing = 1;
    const hp_word *word = &text_shape(f, style, "a\u00ADb")->words[0];
    g_assert_cmpuint(word->glyphs[1].glyph, ==, HP_GLYPH_EMPTY);
    g_assert_cmpfloat(word->glyphs[1].advance, ==, 0);
}

/* A word from the cache is the word itself, at any size and place. */
static void test_cache(void)
{
    g_autoptr(text_fixture) warm = text_fixture_new();
    static const char text[] = "of AVATAR “für” e\u0301 أهلا of";
    text_shape(warm, text_style(warm, "lato", 40), text);
    g_autoptr(text_fixture) cold = text_fixture_new();
    const hp_paragraph *a = text_shape(warm, text_style(warm, "lato", 16), text);
    const hp_paragraph *b = text_shape(cold, text_style(cold, "lato", 16), text);
    g_assert_cmpuint(a->n_words, ==, b->n_words);
    for (size_t i = 0; i < a->n_words; i++) {
        g_assert_cmpuint(a->words[i].n_glyphs, ==, b->words[i].n_glyphs);
        g_assert_cmpmem(a->words[i].glyphs, a->words[i].n_glyphs * sizeof(hp_glyph), b->words[i].glyphs,
                        b->words[i].n_glyphs * sizeof(hp_glyph));
    }
}

/* Runs keep their style and owner, also where pango sees no difference. */
static void test_runs(void)
{
    g_autoptr(text_fixture) f = text_fixture_new();
    hp_style *plain = text_style(f, "lato", 16), *bold = text_style(f, "lato", 16);
    bold->font_weight = 700;
    int owners[3];
    static const char *const texts[] = {"aa bbcc dd", "ää ббcc ✓d"};
    static const size_t lengths[][3] = {{5, 7, 10}, {9, 11, 16}};
    for (size_t t = 0; t < G_N_ELEMENTS(texts); t++) {
        hp_text_run runs[] = {{0, lengths[t][0], plain, &owners[0]},
                              {lengths[t][0], lengths[t][1], bold, &owners[1]},
                              {lengths[t][1], lengths[t][2], bold, &owners[2]}};
        const hp_paragraph *paragraph =
            hp_text_shape(f->fonts, f->arena, texts[t], lengths[t][2], runs, 3, HP_DIRECTION_LTR);
        size_t at = 0;
        for (size_t i = 0; i < paragraph->n_words; i++) {
            const hp_word *word = &paragraph->words[i];
            g_assert_cmpuint(word->start, ==, at);
            at = word->end;
            int run = word->start >= lengths[t][1] ? 2 : word->start >= lengths[t][0] ? 1 : 0;
            g_assert_true(word->owner == &owners[run] && word->style == (run ? bold : plain));
        }
        g_assert_cmpuint(at, ==, lengths[t][2]);
    }
}

/* Broken UTF-8, NULs and controls neither stop nor shift anything. */
static void test_broken_text(void)
{
    g_autoptr(text_fixture) f = text_fixture_new();
    static const char text[] = "a\xFF\0b\xE2\x82 c\x01\xF0\x9F";
    size_t length = sizeof text - 1;
    hp_text_run run = {0, length, text_style(f, "lato", 16), NULL};
    const hp_paragraph *paragraph = hp_text_shape(f->fonts, f->arena, text, length, &run, 1, HP_DIRECTION_LTR);
    g_assert_cmpuint(paragraph->length, ==, length);
    g_assert_cmpuint(paragraph->words[paragraph->n_words - 1].end, ==, length);
    g_autofree char *words = text_words(paragraph, FALSE);
    g_assert_cmpstr(words, ==, "[a?][\x1F][b?? ][c][\x01][??]");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/text/shape/words", test_words);
    g_test_add_func("/text/shape/kerning", test_kerning_with_the_space);
    g_test_add_func("/text/shape/letter-spacing", test_letter_spacing);
    g_test_add_func("/text/shape/word-spacing", test_word_spacing);
    g_test_add_func("/text/shape/ligatures", test_ligatures);
    g_test_add_func("/text/shape/fallback", test_fallback);
    g_test_add_func("/text/shape/emoji", test_emoji);
    g_test_add_func("/text/shape/bidi", test_bidi);
    g_test_add_func("/text/shape/visual-order", test_visual_order);
    g_test_add_func("/text/shape/arabic", test_arabic);
    g_test_add_func("/text/shape/unspaced", test_unspaced_text_is_cut);
    g_test_add_func("/text/shape/missing-glyph", test_missing_glyph);
    g_test_add_func("/text/shape/missing-script", test_missing_script);
    g_test_add_func("/text/shape/invisible", test_invisible);
    g_test_add_func("/text/shape/cache", test_cache);
    g_test_add_func("/text/shape/runs", test_runs);
    g_test_add_func("/text/shape/broken", test_broken_text);
    return g_test_run();
}
