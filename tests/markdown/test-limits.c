/*
 * Hostile Markdown: time and output stay in proportion to the input.
 */
#include "markdown/markdown.h"

#include <string.h>

static char *repeat(const char *text, size_t times)
{
    GString *all = g_string_sized_new(strlen(text) * times + 1);
    for (size_t i = 0; i < times; i++)
        g_string_append_printf(all, "%s", text);
    return g_string_free(all, FALSE);
}

static size_t convert(const char *source, size_t length, gboolean *limited)
{
    hp_markdown_text text = {source, length, 1};
    hp_markdown_options options = {TRUE, NULL};
    g_autoptr(hp_diags) diags = hp_diags_new("case");
    g_autoptr(hp_line_map) map = hp_line_map_new();
    g_autoptr(GString) html = g_string_new(NULL);
    hp_markdown_to_html(&text, &options, html, map, diags);
    *limited = FALSE;
    for (size_t i = 0; i < hp_diags_count(diags); i++)
        *limited = *limited || !strcmp(hp_diags_get(diags, i)->code, "markdown-limit");
    return html->len;
}

static void test_repeated(void)
{
    static const struct {
        const char *text;
        size_t times;
        gboolean limited;
    } cases[] = {
        {"[", 1000000, FALSE},
        {">", 200000, TRUE},
        {"- ", 100000, FALSE}, /* a thematic break (CommonMark §4.1) */
        {"1. ", 100000, TRUE},
        {"*a **a ", 50000, FALSE},
        {"a**b", 50000, FALSE},
        {"*_", 100000, FALSE},
        {"`a``b```c", 50000, FALSE},
        {"![[]()", 50000, FALSE},
        {"[a](<b", 50000, FALSE},
        {"<!--", 100000, FALSE},
        {"<?", 100000, FALSE},
        {"<a ", 100000, FALSE},
        {"\"'", 100000, FALSE},
        {"a$a.", 100000, FALSE},
        {"a@a@", 100000, FALSE},
        {"\"a", 100000, FALSE},
        {"http://a(", 50000, FALSE},
        {"x (x \"", 100000, FALSE},
        {":a", 100000, FALSE},
        {" =x)", 100000, FALSE},
        {"![a](b =1x1)", 50000, FALSE},
        {"](b =1x1)", 50000, FALSE},
        {"# a\n", 50000, FALSE},
        {"<div>\n\n", 50000, FALSE},
        {"$a", 100000, FALSE},
        {"$$a", 100000, FALSE},
        {"\\(a", 100000, FALSE},
        {"\\begin{a}", 50000, FALSE},
        {"](", 100000, FALSE},
        {"](a) $", 50000, FALSE},
        {"$x$", 100000, FALSE},
        {"$$\n", 100000, FALSE},
        {"<a b=\"", 50000, FALSE},
        {"[^a", 100000, FALSE},
        {"^[a", 100000, FALSE},
        {"^[a] ", 50000, FALSE},
        {"[^a]: b\n", 20000, FALSE},
        {"[^1]: a[^1]\n", 20000, FALSE},
        {"^a", 100000, FALSE},
        {"~a~~", 100000, FALSE},
        {"==a ++a ", 50000, FALSE},
        {"==a", 100000, FALSE},
        {"{a|", 100000, FALSE},
        {"{%a", 50000, FALSE},
        {":::info\n", 20000, FALSE},
        {":::\n", 100000, FALSE},
        {"a\n: b\n\n", 20000, FALSE},
        {": a\n", 100000, FALSE},
        {"> [color=red] ", 50000, FALSE},
        {"[TOC]\n\n", 50000, FALSE},
        {"*[a]: b\n", 50000, FALSE},
        {"\\[a\n- ", 50000, FALSE},
        {"*[aa]: bbbbbbbbbbbbbbbbbbbbbbbbbbbb\n\naa aa aa\n\n", 10000, FALSE},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *source = repeat(cases[i].text, cases[i].times);
        gboolean limited;
        gint64 start = g_get_monotonic_time();
        convert(source, strlen(source), &limited);
        double ms = (double)(g_get_monotonic_time() - start) / 1e3;
        g_test_message("%s: %.0f ms", cases[i].text, ms);
        g_assert_cmpint(limited, ==, cases[i].limited);
        g_assert_cmpfloat(ms, <, 20000);
    }
}

/* GFM §4.10: rows are filled up to the head's width. */
static void test_tables(void)
{
    gboolean limited;
    g_autofree char *head = repeat("|a", 100000);
    g_autofree char *dashes = repeat("|-", 100000);
    g_autofree char *wide = g_strconcat(head, "\n", dashes, "\n", head, "\n", NULL);
    convert(wide, strlen(wide), &limited);
    g_assert_true(limited);

    g_autofree char *rows = repeat("a\n", 500000);
    g_autofree char *narrow_head = repeat("|a", 100);
    g_autofree char *narrow_dashes = repeat("|-", 100);
    g_autofree char *tall = g_strconcat(narrow_head, "\n", narrow_dashes, "\n", rows, NULL);
    size_t length = convert(tall, strlen(tall), &limited);
    g_assert_true(limited);
    g_assert_cmpuint(length, <, (size_t)4 << 20);
}

/* CommonMark §6.3: a reference of four bytes may stand for a long address. */
static void test_references(void)
{
    gboolean limited;
    g_autofree char *address = repeat("x", 100000);
    g_autofree char *uses = repeat("[a] ", 20000);
    g_autofree char *source = g_strconcat("[a]: ", address, "\n\n", uses, NULL);
    convert(source, strlen(source), &limited);
    g_assert_true(limited);
}

static void test_size(void)
{
    gboolean limited;
    g_autofree char *source = repeat("0123456789abcde\n", (size_t)1 << 20);
    convert(source, strlen(source), &limited);
    g_assert_false(limited);
    g_autofree char *longer = g_strconcat(source, "x", NULL);
    convert(longer, strlen(longer), &limited);
    g_assert_true(limited);
}

/* Any bytes are accepted: seeded, so that a failure repeats. */
static void test_random(void)
{
    static const char *const parts[] = {"*",    "_",     "`",   "[",      "](",       ")",       "!",    "\n",
                                        "\n\n", "- ",    "> ",  "| ",     "|-|\n",    "http://", "a.de", "@",
                                        "\"",   "'",     "--",  "...",    ":tada:",   " =1x2)",  "<a>",  "</a>",
                                        "<b",   ">",     "\\",  "&nbsp;", "\xc3\xa4", "\xff",    "word", " ",
                                        "# ",   "```\n", "1. ", "- [x] ", "[a]: b\n", "~~"};
    g_autoptr(GRand) rand = g_rand_new_with_seed(20240606);
    for (int round = 0; round < 500; round++) {
        g_autoptr(GString) source = g_string_new(NULL);
        for (int i = g_rand_int_range(rand, 1, 150); i; i--)
            g_string_append(source, parts[g_rand_int_range(rand, 0, G_N_ELEMENTS(parts))]);
        gboolean limited;
        convert(source->str, source->len, &limited);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/markdown/limits/repeated", test_repeated);
    g_test_add_func("/markdown/limits/tables", test_tables);
    g_test_add_func("/markdown/limits/references", test_references);
    g_test_add_func("/markdown/limits/size", test_size);
    g_test_add_func("/markdown/limits/random", test_random);
    return g_test_run();
}
