/* Slides: reveal.js separators as HedgeDoc sets them, found in the raw text. */
#include "dump.h"

#include <string.h>

#define HEAD "---\ntype: slide\n---\n" /* three lines */

typedef struct {
    const char *body, *expected;
} slide_case;

static void slides_check(const slide_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        g_autofree char *text = g_strconcat(HEAD, cases[i].body, NULL);
        g_autofree char *got = dump_text_slides(text);
        g_assert_cmpstr(got, ==, cases[i].expected);
    }
}

/* ^\n---\n$: an empty line before and after; the one between two is shared. */
static void test_separators(void)
{
    static const slide_case cases[] = {
        {"a\n\n---\n\nb\n", "0/0 @4 \"a\\n\"\n1/0 @7 \"\\nb\\n\"\n"},
        {"a\n\n---\n\n---\n\nb", "0/0 @4 \"a\\n\"\n1/0 @7 \"\"\n2/0 @9 \"\\nb\"\n"},
        {"a\n\n---\n", "0/0 @4 \"a\\n\"\n1/0 @7 \"\"\n"},
        {"a\n---\n\nb", "0/0 @4 \"a\\n---\\n\\nb\"\n"},
        {"a\n\n---\nb", "0/0 @4 \"a\\n\\n---\\nb\"\n"},
        {"a\n\n---", "0/0 @4 \"a\\n\\n---\"\n"},
        {"a\n\n-----\n\nb", "0/0 @4 \"a\\n\\n-----\\n\\nb\"\n"},
        {"a\n\n --- \n\nb", "0/0 @4 \"a\\n\\n --- \\n\\nb\"\n"},
        {"\n---\n\nb", "0/0 @4 \"\"\n1/0 @6 \"\\nb\"\n"},
        {"", "0/0 @4 \"\"\n"},
        {"\n\n\n", "0/0 @4 \"\\n\\n\\n\"\n"},
    };
    slides_check(cases, G_N_ELEMENTS(cases));
}

/* The end of the front matter's last line is the empty line before a separator. */
static void test_separator_after_front_matter(void)
{
    static const slide_case cases[] = {
        {"---\n\nb", "0/0 @4 \"\"\n1/0 @5 \"\\nb\"\n"},
        {"----\n\n---\n\nb", "0/0 stack @4 \"\"\n0/1 stack @5 \"\"\n1/0 @7 \"\\nb\"\n"},
    };
    slides_check(cases, G_N_ELEMENTS(cases));
}

static void test_stacks(void)
{
    static const slide_case cases[] = {
        {"a\n\n----\n\nb\n\n----\n\nc\n\n---\n\nd\n",
         "0/0 stack @4 \"a\\n\"\n0/1 stack @7 \"\\nb\\n\"\n0/2 stack @11 \"\\nc\\n\"\n1/0 @15 \"\\nd\\n\"\n"},
        {"a\n\n---\n\nb\n\n----\n\nc", "0/0 @4 \"a\\n\"\n1/0 stack @7 \"\\nb\\n\"\n1/1 stack @11 \"\\nc\"\n"},
        {"a\n\n---\n\n----\n\n---\n\nb", "0/0 @4 \"a\\n\"\n1/0 stack @7 \"\"\n1/1 stack @9 \"\"\n2/0 @11 \"\\nb\"\n"},
    };
    slides_check(cases, G_N_ELEMENTS(cases));
}

/* An unclosed fence protects nothing: the raw text is cut. */
static void test_fences_protect_nothing(void)
{
    static const slide_case cases[] = {
        {"```\na\n\n---\n\nb\n```\n", "0/0 @4 \"```\\na\\n\"\n1/0 @8 \"\\nb\\n```\\n\"\n"},
    };
    slides_check(cases, G_N_ELEMENTS(cases));
}

/* ^note: in any case, to the end of the slide; two of them are none. */
static void test_notes(void)
{
    static const slide_case cases[] = {
        {"a\nNote: b\nc\n\n---\n\nd", "0/0 @4 \"a\\n\" notes @5 \"b\\nc\"\n1/0 @9 \"\\nd\"\n"},
        {"a\nnote:\n\n  b\n", "0/0 @4 \"a\\n\" notes @7 \"b\"\n"},
        {"NOTE:b", "0/0 @4 \"\" notes @4 \"b\"\n"},
        {"a\nnote:\n", "0/0 @4 \"a\\n\"\n"},
        {"a\n note: b\nnotes: c", "0/0 @4 \"a\\n note: b\\nnotes: c\"\n"},
        {"a\nnote: b\nnote: c\n", "0/0 @4 \"a\\nnote: b\\nnote: c\\n\"\n"},
    };
    slides_check(cases, G_N_ELEMENTS(cases));
}

static void test_line_ends_and_lines(void)
{
    g_autofree char *got = dump_text_slides("---\r\ntype: slide\r\n---\r\na\r\n\r\n---\r\n\r\nb\rnote:\rc");
    g_assert_cmpstr(got, ==, "0/0 @4 \"a\\n\"\n1/0 @7 \"\\nb\\n\" notes @10 \"c\"\n");
}

/* A document is one piece, whatever it holds. */
static void test_document(void)
{
    g_autofree char *plain = dump_text_slides("a\n\n---\n\nnote: b\n");
    g_assert_cmpstr(plain, ==, "0/0 @1 \"a\\n\\n---\\n\\nnote: b\\n\"\n");
    g_autofree char *titled = dump_text_slides("---\ntitle: t\n...\n\na\n");
    g_assert_cmpstr(titled, ==, "0/0 @4 \"\\na\\n\"\n");
    g_autofree char *empty = dump_text_slides("");
    g_assert_cmpstr(empty, ==, "0/0 @1 \"\"\n");
}

/* What looks like a separator and is none, and notes that are shown, are told. */
static void test_diagnostics(void)
{
    g_autofree char *blanks = dump_text_diags(HEAD "a\n\n--- \n\nb\n\n---\n \nc\n");
    g_assert_cmpstr(blanks, ==,
                    "note slide-separator-ignored @6: this line would start a slide if it and the lines around it had "
                    "no blanks\n"
                    "note slide-separator-ignored @10: this line would start a slide if it and the lines around it had "
                    "no blanks\n");
    g_autofree char *twice = dump_text_diags(HEAD "a\nnote: b\nnote: c\n");
    g_assert_cmpstr(twice, ==,
                    "warning notes-repeated @6: a slide with two \"note:\" lines has no speaker notes: all of it is "
                    "shown\n");
    g_autofree char *setext = dump_text_diags(HEAD "a\n---\nb\n\n-----\n\n");
    g_assert_cmpstr(setext, ==, "");
}

static void test_very_many_slides(void)
{
    g_autoptr(GString) text = g_string_new(HEAD);
    for (int i = 0; i < 20000; i++)
        g_string_append(text, "\n---\n");
    g_autoptr(hp_arena) arena = hp_arena_new();
    g_autoptr(hp_diags) diags = hp_diags_new("deck.md");
    const hp_source_options options = {.repair_encoding = TRUE};
    const hp_deck *deck = hp_deck_parse(arena, text->str, text->len, &options, diags);
    g_assert_cmpuint(deck->n_slides, ==, 10000);
    g_assert_cmpuint(hp_diags_count(diags), ==, 1);
    g_assert_cmpstr(hp_diags_get(diags, 0)->code, ==, "slides-limit");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/source/slides/separators", test_separators);
    g_test_add_func("/source/slides/after-front-matter", test_separator_after_front_matter);
    g_test_add_func("/source/slides/stacks", test_stacks);
    g_test_add_func("/source/slides/fences", test_fences_protect_nothing);
    g_test_add_func("/source/slides/notes", test_notes);
    g_test_add_func("/source/slides/lines", test_line_ends_and_lines);
    g_test_add_func("/source/slides/document", test_document);
    g_test_add_func("/source/slides/diagnostics", test_diagnostics);
    g_test_add_func("/source/slides/very-many", test_very_many_slides);
    return g_test_run();
}
