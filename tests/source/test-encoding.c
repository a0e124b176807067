/* Bytes to text: Unicode 15 §3.9 (broken sequences), WHATWG Encoding §9 (windows-1252). */
#include "dump.h"

#include <string.h>

typedef struct {
    const char *bytes, *expected;
} text_case;

static char *decode(const char *bytes, size_t length, gboolean repair, char **diagnostics)
{
    g_autoptr(hp_arena) arena = hp_arena_new();
    g_autoptr(hp_diags) diags = hp_diags_new("deck.md");
    const hp_source_options options = {.repair_encoding = repair};
    const hp_deck *deck = hp_deck_parse(arena, bytes, length, &options, diags);
    g_assert_cmpuint(strlen(deck->text), ==, deck->length);
    g_assert_true(g_utf8_validate(deck->text, -1, NULL));
    if (diagnostics)
        *diagnostics = dump_diags(diags);
    return g_strdup(deck->text);
}

static void texts_check(const text_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        g_autofree char *got = decode(cases[i].bytes, strlen(cases[i].bytes), TRUE, NULL);
        g_assert_cmpstr(got, ==, cases[i].expected);
    }
}

static void test_line_ends(void)
{
    static const text_case cases[] = {
        {"a\r\nb\rc\nd", "a\nb\nc\nd"},
        {"\r\r\n\r", "\n\n\n"},
        {"\xEF\xBB\xBFtext", "text"},
        {"", ""},
    };
    texts_check(cases, G_N_ELEMENTS(cases));
    g_autofree char *none = decode(NULL, 0, TRUE, NULL);
    g_assert_cmpstr(none, ==, "");
}

/* One U+FFFD for each maximal subpart. */
static void test_broken_sequences(void)
{
    static const text_case cases[] = {
        {"a\xFFz", "a\uFFFDz"},
        {"\x80\x80", "\uFFFD\uFFFD"},
        {"\xE2\x82z", "\uFFFDz"},
        {"\xF0\x9F\x8E", "\uFFFD"},
        {"\xC0\xAF", "\uFFFD\uFFFD"},
        {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},
        {"\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"},
        {"gr\xFC\xDF", "gr\uFFFD\uFFFD"},
        {"gr\u00FC\u00DF \U0001F389", "gr\u00FC\u00DF \U0001F389"},
    };
    texts_check(cases, G_N_ELEMENTS(cases));

    g_autofree char *diagnostics = NULL;
    g_autofree char *text = decode("a\r\nb\0c\r\xFF", 8, TRUE, &diagnostics);
    g_assert_cmpstr(text, ==, "a\nb\uFFFDc\n\uFFFD");
    g_assert_cmpstr(diagnostics, ==,
                    "warning encoding-invalid @2: 2 places are not valid UTF-8 and show as replacement characters\n");
}

/* What was encoded twice comes back whole. */
static void test_repair(void)
{
    static const text_case cases[] = {
        {"platform â€“ built", "platform – built"},
        {"Release ðŸŽ‰", "Release 🎉"},
        {"GrÃ¼ÃŸe aus MÃœNCHEN", "Grüße aus MÜNCHEN"},
        {"itâ€™s â€œquotedâ€\xC2\x9D", "it’s “quoted”"},
        {"voilÃ\u00A0 tout", "voilà tout"},
        {"CÃ”TE", "CÔTE"},
        {"Ã‰tÃ©", "Été"},
        {"Ã\xC2\x81", "Á"},
        {"Å“uvre", "œuvre"},
        {"WaÅ‚Ä™sa", "Wałęsa"},
        {"Ð”Ð°", "Да"},
        {"æ—¥æœ¬èªž", "日本語"},
        {"100Â\u00A0â‚¬", "100\u00A0€"},
        {"âœ… done", "✅ done"},
        {"\u00E2\xC2\x80\xC2\x93", "–"}, /* by way of ISO 8859-1 */
        {"ï»¿text", "text"},
    };
    texts_check(cases, G_N_ELEMENTS(cases));
}

/* Right text that could be read as damage stays as it is. */
static void test_repair_leaves_right_text(void)
{
    static const char *const texts[] = {
        "Ã",
        "“Ã”",
        "«Â»",
        "Ã et Â",
        "a Ã b",
        "São Tomé — “IRMÔ",
        "“CAFÉ”",
        "„MENÜ“",
        "„Spaß“",
        "il est tombé…\u00A0»",
        "LIBERTÉ\u00A0!",
        "CAFÉ–BAR",
        "3×½",
        "Ä… also",
        "â€",
        "ðŸ",
        "Grüße – 🎉",
        "pasó…\u00A0»",
        "€€€",
        "——————",
        "été",
        "Đà Nẵng",
        "Â",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autofree char *diagnostics = NULL;
        g_autofree char *got = decode(texts[i], strlen(texts[i]), TRUE, &diagnostics);
        g_assert_cmpstr(got, ==, texts[i]);
        g_assert_cmpstr(diagnostics, ==, "");
    }
}

/* One diagnostic with the count, at the first place; none and no change when not asked for. */
static void test_repair_is_told(void)
{
    const char *text = "one\r\n\r\nâ€“ two â€“\nÃ¼";
    g_autofree char *diagnostics = NULL, *untouched = NULL;
    g_autofree char *repaired = decode(text, strlen(text), TRUE, &diagnostics);
    g_assert_cmpstr(repaired, ==, "one\n\n– two –\nü");
    g_assert_cmpstr(diagnostics, ==,
                    "warning encoding-repaired @3: 3 characters were encoded twice and have been repaired\n");
    g_autofree char *kept = decode(text, strlen(text), FALSE, &untouched);
    g_assert_cmpstr(kept, ==, "one\n\nâ€“ two â€“\nÃ¼");
    g_assert_cmpstr(untouched, ==, "");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/source/encoding/line-ends", test_line_ends);
    g_test_add_func("/source/encoding/broken-sequences", test_broken_sequences);
    g_test_add_func("/source/encoding/repair", test_repair);
    g_test_add_func("/source/encoding/right-text", test_repair_leaves_right_text);
    g_test_add_func("/source/encoding/told", test_repair_is_told);
    return g_test_run();
}
