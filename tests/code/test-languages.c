/*
 * Languages as data: tests/cases/code/NAME.code is scanned as the language
 * NAME, and what comes out must equal NAME.txt beside it: the code again, each
 * coloured piece as ‹class:piece›. With --record the results are written anew.
 * And what holds of every language: its data has no fault, any text comes out
 * whole, and time grows with the length only.
 */
#include "case-files.h"
#include "code/code.h"

#include <stdio.h>
#include <string.h>

static hp_code_library *library;

static char *marked(const hp_code_language *language, const char *text, size_t length)
{
    g_autoptr(GArray) runs = hp_code_scan(language, text, length);
    GString *out = g_string_new(NULL);
    size_t at = 0;
    for (guint i = 0; i < runs->len; i++) {
        const hp_code_run *run = &g_array_index(runs, hp_code_run, i);
        g_assert_cmpuint(run->start, >=, at);
        g_assert_cmpuint(run->end, >, run->start);
        g_assert_cmpuint(run->end, <=, length);
        g_assert_true(run->start == 0 || (text[run->start] & 0xC0) != 0x80);
        g_assert_true(run->end == length || (text[run->end] & 0xC0) != 0x80);
        g_string_append_len(out, text + at, (gssize)(run->start - at));
        g_string_append_printf(out, "‹%s:", hp_code_class_name(run->class) + strlen("hljs-"));
        g_string_append_len(out, text + run->start, (gssize)(run->end - run->start));
        g_string_append(out, "›");
        at = run->end;
    }
    g_string_append_len(out, text + at, (gssize)(length - at));
    return g_string_free(out, FALSE);
}

static char *test_case(const char *name, const char *text, size_t length)
{
    const hp_code_language *language = hp_code_library_lookup(library, name);
    g_assert_nonnull(language);
    return marked(language, text, length);
}

static void test_names(void)
{
    static const char *const pairs[][2] = {{"yml", "yaml"},  {"JS", "javascript"},     {"tsx", "typescript"},
                                           {"c++", "cpp"},   {"golang", "go"},         {"tf", "hcl"},
                                           {"sh", "bash"},   {"docker", "dockerfile"}, {"py", "python"},
                                           {"rs", "rust"},   {"k8s", "yaml"},          {"shell-session", "console"},
                                           {"c#", "csharp"}, {"svg", "html"},          {"text", "plaintext"}};
    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
        const hp_code_language *language = hp_code_library_lookup(library, pairs[i][0]);
        g_assert_nonnull(language);
        g_assert_cmpstr(hp_code_language_name(language), ==, pairs[i][1]);
    }
    g_assert_null(hp_code_library_lookup(library, "klingon"));
    g_assert_null(hp_code_library_lookup(library, ""));
    g_assert_null(hp_code_library_lookup(library, "../yaml"));
}

static void test_data(void)
{
    g_auto(GStrv) names = hp_code_library_names(library);
    g_autoptr(GString) faults = g_string_new(NULL);
    g_assert_cmpuint(g_strv_length(names), >, 60);
    for (char **name = names; *name; name++) {
        const hp_code_language *language = hp_code_library_lookup(library, *name);
        g_assert_nonnull(language);
        g_assert_cmpstr(hp_code_language_name(language), ==, *name);
        if (hp_code_language_fault(language))
            g_string_append_printf(faults, "%s\n", hp_code_language_fault(language));
    }
    g_assert_cmpstr(faults->str, ==, "");
}

/* Without the marks, what comes out is what went in. */
static void assert_whole(const hp_code_language *language, const char *text, size_t length)
{
    g_autofree char *out = marked(language, text, length);
    g_autoptr(GString) bare = g_string_new(NULL);
    for (const char *p = out; *p;) {
        if (g_str_has_prefix(p, "‹"))
            p = strchr(p, ':') + 1;
        else if (g_str_has_prefix(p, "›"))
            p += strlen("›");
        else
            g_string_append_c(bare, *p++);
    }
    g_assert_cmpstr(bare->str, ==, text);
}

static void test_any_text(void)
{
    static const char *const pieces[] = {"{",   "}",     "(",    ")",    "[",      "]",   "<",         ">", "\"", "'",
                                         "`",   "/",     "*",    "#",    "$",      "\\",  "%",         "=", ":",  ";",
                                         "-",   "\n",    " ",    "\t",   "a",      "EOF", "ä",         "€", "0",  "x",
                                         "if ", "<<EOF", "'''",  "/*",   "*/",     "--",  "@",         "|", "~",  "!",
                                         ".",   ",",     "def ", "\r\n", "<?php ", "?>",  "</script>", "😀"};
    g_auto(GStrv) names = hp_code_library_names(library);
    g_autoptr(GRand) random = g_rand_new_with_seed(42);
    for (char **name = names; *name; name++) {
        const hp_code_language *language = hp_code_library_lookup(library, *name);
        for (int round = 0; round < 20; round++) {
            g_autoptr(GString) text = g_string_new(NULL);
            for (int i = 0; i < 120; i++)
                g_string_append(text, pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
            assert_whole(language, text->str, text->len);
        }
    }
}

/* The same piece 40,000 times: a scanner that goes back, or recurses, would
 * not come to the end. */
static void test_repetition(void)
{
    static const char *const pieces[] = {"a",   "\"", "'",  "`",     "{",  "(",   "[",  "<",  "/",
                                         "/*",  " ",  "\n", "$(",    "${", "{{",  "a:", "- ", "#",
                                         "<a ", "\\", "0",  "<<A\n", "=",  "a b", "(*"};
    g_auto(GStrv) names = hp_code_library_names(library);
    for (char **name = names; *name; name++) {
        const hp_code_language *language = hp_code_library_lookup(library, *name);
        for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
            g_autoptr(GString) text = g_string_new(NULL);
            for (int n = 0; n < 400; n++)
                g_string_append(text, pieces[i]);
            assert_whole(language, text->str, text->len);
        }
    }
    const hp_code_language *yaml = hp_code_library_lookup(library, "yaml");
    g_autofree char *long_text = g_strnfill(40000, 'a');
    assert_whole(yaml, long_text, 40000);
}

int main(int argc, char **argv)
{
    static const case_files files = {CASES_DIR, ".code", ".txt", "/code/case", test_case};
    case_files_init(&argc, &argv);
    library = hp_code_library_new();
    g_test_add_func("/code/names", test_names);
    g_test_add_func("/code/data", test_data);
    g_test_add_func("/code/any-text", test_any_text);
    g_test_add_func("/code/repetition", test_repetition);
    case_files_add(&files);
    int status = g_test_run();
    hp_code_library_free(library);
    return status;
}
