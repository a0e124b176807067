/*
 * Patterns: what each of the signs that code-internal.h lists matches, and
 * what is refused.
 */
#include "code/code-internal.h"

#include <string.h>

/* How many bytes match at this place; -1 when none do. */
static int match_at(const char *source, const char *text, size_t at, gboolean fold)
{
    const char *fault = NULL;
    hp_code_pattern *pattern = hp_code_pattern_new(source, fold, &fault);
    g_assert_cmpstr(fault, ==, NULL);
    hp_code_match match = {.text = text, .end = text + strlen(text), .known = "EOF", .known_length = 3, .indent = 2};
    const char *end = hp_code_pattern_match(pattern, &match, text + at);
    if (end && text[at])
        g_assert_true(hp_code_pattern_begins(pattern, (unsigned char)text[at]));
    hp_code_pattern_free(pattern);
    return end ? (int)(end - text - (gssize)at) : -1;
}

typedef struct {
    const char *pattern, *text;
    size_t at;
    int length;
} row;

static void test_matches(void)
{
    static const row rows[] = {
        {"abc", "abcd", 0, 3},
        {"abc", "abd", 0, -1},
        {"a?b", "b", 0, 1},
        {"a*", "aaab", 0, 3},
        {"a+", "b", 0, -1},
        {"(a|ab)c", "abc", 0, 3}, /* the longest alternative */
        {"(if|ifdef)\\b", "ifdef x", 0, 5},
        {"a*a", "aaa", 0, -1}, /* nothing is given back */
        {"[a-c]+", "abcd", 0, 3},
        {"[^a]", "\xc3\xa4", 0, 2}, /* a character, not a byte */
        {".", "\n", 0, -1},
        {"\\w+", "a1_\xc3\xa4 ", 0, 5},
        {"[\\d-]+", "1-2x", 0, 3},
        {"^b", "a\nb", 2, 1},
        {"^b", "ab", 1, -1},
        {"a$", "a\nb", 0, 1},
        {"a$", "a\r\nb", 0, 1},
        {"\\bif\\b", "if", 0, 2},
        {"\\fa", "  a", 2, 1},
        {"\\fa", "b a", 2, -1},
        {"\\l[(]a", "(a", 1, 1},
        {"\\l[(]a", "a", 0, 1}, /* the start of the text counts */
        {"\\L[.]a", ".a", 1, -1},
        {"\\p[=]/", "= \n /", 4, 1},
        {"\\p[=]/", "x /", 2, -1},
        {"a(?=b)", "ab", 0, 1},
        {"a(?!b)", "ab", 0, -1},
        {"^\\=$", "EOF\n", 0, 3},
        {"\\i", "    deeper", 0, -1},
        {"\\i", "  level", 0, 0},
        {"\\i", "\n", 0, -1},
        {"\\$\\.", "$.", 0, 2},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_test_message("%s on %s", rows[i].pattern, rows[i].text);
        g_assert_cmpint(match_at(rows[i].pattern, rows[i].text, rows[i].at, FALSE), ==, rows[i].length);
    }
    g_assert_cmpint(match_at("select", "SELECT", 0, TRUE), ==, 6);
    g_assert_cmpint(match_at("[a-z]+", "SELECT", 0, TRUE), ==, 6);
}

static void test_faults(void)
{
    static const char *const sources[] = {"(a", "a)", "[a", "*", "\\", "\\q", "\\l", "((((((((((a))))))))))"};
    for (size_t i = 0; i < G_N_ELEMENTS(sources); i++) {
        const char *fault = NULL;
        g_assert_null(hp_code_pattern_new(sources[i], FALSE, &fault));
        g_assert_nonnull(fault);
    }
}

static void test_remember(void)
{
    const char *fault = NULL, *text = "<<'END'";
    hp_code_pattern *pattern = hp_code_pattern_new("<<'?(=\\w+)'?", FALSE, &fault);
    hp_code_match match = {.text = text, .end = text + strlen(text)};
    g_assert_true(hp_code_pattern_match(pattern, &match, text) == match.end);
    g_assert_cmpuint(match.remembered_length, ==, 3);
    g_assert_true(!strncmp(match.remembered, "END", 3));
    hp_code_pattern_free(pattern);
}

/* An undecided pattern gives up after a while; its last part may run on. */
static void test_window(void)
{
    g_autofree char *text = g_strnfill(5000, 'a');
    g_assert_cmpint(match_at("a+", text, 0, FALSE), ==, 5000);
    g_assert_cmpint(match_at("a+b?", text, 0, FALSE), <, 1000);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/code/pattern/matches", test_matches);
    g_test_add_func("/code/pattern/faults", test_faults);
    g_test_add_func("/code/pattern/remember", test_remember);
    g_test_add_func("/code/pattern/window", test_window);
    return g_test_run();
}
