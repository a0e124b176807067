/* Titles as parts of file names. */
#include "base/slug.h"

static void test_slugs(void)
{
    static const struct {
        const char *text, *slug;
        size_t max;
    } cases[] = {
        {"Über uns: 3 Fragen", "ueber-uns-3-fragen", 80},
        {"  --Straße & Öl--  ", "strasse-oel", 80},
        {"Café “naïve”", "cafe-naive", 80},
        {"Ka\xcc\x88se", "kaese", 80}, /* decomposed */
        {"../../etc/passwd", "etc-passwd", 80},
        {"a'b's", "abs", 80},
        {"漢字", "", 80},
        {"漢字 and more", "and-more", 80},
        {"", "", 80},
        {"one two three", "one-two", 9}, /* cut at a word … */
        {"one two three", "one", 6},
        {"abcdefghij", "abcdef", 6}, /* … where there is one */
        {"bad \xff bytes", "bad-bytes", 80},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *slug = hp_slug(cases[i].text, cases[i].max);
        g_assert_cmpstr(slug, ==, cases[i].slug);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/slug/texts", test_slugs);
    return g_test_run();
}
