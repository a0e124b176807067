#include "text-fixture.h"

#include <string.h>

#define OBJECT "\xEF\xBF\xBC"

/* The text with a "|" where a line may break and "!" where it must; not at
 * its end. */
static char *breaks_dump(text_fixture *f, const char *text)
{
    const hp_paragraph *paragraph = text_shape(f, text_style(f, "lato", 16), text);
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < paragraph->length; i++) {
        if (paragraph->flags[i] & HP_TEXT_MUST_BREAK)
            g_string_append_c(out, '!');
        else if (paragraph->flags[i] & HP_TEXT_BREAK)
            g_string_append_c(out, '|');
        g_string_append_c(out, text[i]);
    }
    g_assert_true(paragraph->flags[paragraph->length] & HP_TEXT_BREAK);
    return g_string_free(out, FALSE);
}

/* Each case is what should come out; the input is the case without "|" and
 * "!" before newlines' successors. */
static void test_break_places(void)
{
    static const char *const cases[] = {
        /* CSS Text 3 §5.1: behind blanks, all of them. */
        "one |two  |three",
        "a |(b |c) |[d]",
        "( |a",
        /* Newlines are the only forced breaks. */
        "one\n!two\n!\n!three",
        "tab\t|stop",
        /* Hyphens: behind them, also in dates, but a minus stays. */
        "well-|known",
        "2023-|09-|20",
        "kw49-|2024",
        "at |-1 |or |(-1)",
        "a |-- |b",
        "A--|B",
        /* Addresses: not behind slashes, dots and the like. */
        "https://example.org/a/b.html#c",
        "https://example.org/long-|title/?|q=a&b=c",
        "and/or",
        "50%-|off |a+b=c |x_y |f(x)",
        /* UAX #14 beyond ASCII. */
        "1990–|2000 |a |– |b",
        "“quoted” |„wort“ |«mot»",
        "no\u00A0break |20\u00A0km",
        "zero\u200B|width",
        "soft\u00AD|hyphen",
        "漢|字|か|な。|交|じ|り",
        "「漢」|字",
        "🎉|🎉 |👩‍👧",
        /* Objects break from their neighbours, but not from punctuation. */
        "a|" OBJECT "|b",
        OBJECT "|" OBJECT,
        "(" OBJECT "), |“" OBJECT "”.",
        OBJECT "\u00A0" OBJECT,
    };
    g_autoptr(text_fixture) f = text_fixture_new();
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) input = g_string_new(NULL);
        for (const char *p = cases[i]; *p; p++) {
            if (*p != '|' && *p != '!')
                g_string_append_c(input, *p);
        }
        g_autofree char *got = breaks_dump(f, input->str);
        g_assert_cmpstr(got, ==, cases[i]);
    }
}

/* Graphemes (UAX #29) are not cut; blanks are marked. */
static void test_cursor_and_blank(void)
{
    g_autoptr(text_fixture) f = text_fixture_new();
    static const char text[] = "e\u0301 👩‍👧\t.";
    const hp_paragraph *paragraph = text_shape(f, text_style(f, "lato", 16), text);
    g_autoptr(GString) got = g_string_new(NULL);
    for (size_t i = 0; i <= paragraph->length; i++) {
        if (paragraph->flags[i] & HP_TEXT_CURSOR)
            g_string_append_printf(got, "%zu%s ", i, paragraph->flags[i] & HP_TEXT_BLANK ? "_" : "");
    }
    g_assert_cmpstr(got->str, ==, "0 3_ 4 15_ 16 17 ");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/text/breaks/places", test_break_places);
    g_test_add_func("/text/breaks/cursor-and-blank", test_cursor_and_blank);
    return g_test_run();
}
