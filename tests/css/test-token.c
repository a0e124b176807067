/*
 * The tokenizer of CSS Syntax 3 §4: text beside its tokens.
 */
#include "css/rules.h"

#include <string.h>

/* ident foo, function foo(, @foo, #foo (id) or ##foo, "string", number with its
 * unit, blanks as _, other tokens as themselves. */
static void token_dump(GString *out, const hp_token *token)
{
    static const char *const marks[] = {[HP_TOKEN_BAD_STRING] = "bad-string",
                                        [HP_TOKEN_BAD_URL] = "bad-url",
                                        [HP_TOKEN_WHITESPACE] = "_",
                                        [HP_TOKEN_CDO] = "<!--",
                                        [HP_TOKEN_CDC] = "-->",
                                        [HP_TOKEN_COLON] = ":",
                                        [HP_TOKEN_SEMICOLON] = ";",
                                        [HP_TOKEN_COMMA] = ",",
                                        [HP_TOKEN_OPEN_SQUARE] = "[",
                                        [HP_TOKEN_CLOSE_SQUARE] = "]",
                                        [HP_TOKEN_OPEN_PAREN] = "(",
                                        [HP_TOKEN_CLOSE_PAREN] = ")",
                                        [HP_TOKEN_OPEN_CURLY] = "{",
                                        [HP_TOKEN_CLOSE_CURLY] = "}",
                                        [HP_TOKEN_EOF] = "eof"};
    const char *kind = token->is_integer ? "" : ".";
    switch (token->type) {
    case HP_TOKEN_IDENT: g_string_append_printf(out, "%s", token->text); break;
    case HP_TOKEN_FUNCTION: g_string_append_printf(out, "%s(", token->text); break;
    case HP_TOKEN_AT_KEYWORD: g_string_append_printf(out, "@%s", token->text); break;
    case HP_TOKEN_HASH: g_string_append_printf(out, "%s%s", token->is_id ? "#" : "##", token->text); break;
    case HP_TOKEN_STRING: g_string_append_printf(out, "\"%s\"", token->text); break;
    case HP_TOKEN_URL: g_string_append_printf(out, "url<%s>", token->text); break;
    case HP_TOKEN_DELIM: g_string_append_printf(out, "'%c'", (char)token->delim); break;
    case HP_TOKEN_NUMBER: g_string_append_printf(out, "%g%s", token->number, kind); break;
    case HP_TOKEN_PERCENTAGE: g_string_append_printf(out, "%g%s%%", token->number, kind); break;
    case HP_TOKEN_DIMENSION: g_string_append_printf(out, "%g%s<%s>", token->number, kind, token->text); break;
    default: g_string_append(out, marks[token->type]); break;
    }
}

static char *tokens_dump(const char *css, size_t length)
{
    g_autoptr(hp_arena) arena = hp_arena_new();
    size_t count;
    const hp_token *tokens = hp_css_tokenize(arena, css, length, 1, &count);
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i + 1 < count; i++) {
        if (i > 0)
            g_string_append_c(out, ' ');
        token_dump(out, &tokens[i]);
    }
    g_assert_cmpint(tokens[count - 1].type, ==, HP_TOKEN_EOF);
    return g_string_free(out, FALSE);
}

typedef struct {
    const char *css, *tokens;
} token_case;

static void check_cases(gconstpointer data)
{
    for (const token_case *c = data; c->css; c++) {
        g_autofree char *dump = tokens_dump(c->css, strlen(c->css));
        g_assert_cmpstr(dump, ==, c->tokens);
    }
}

/* §4.3.4, §4.3.11, §4.3.7 */
static const token_case idents[] = {
    {"a -b --c _d é", "a _ -b _ --c _ _d _ é"},
    {"- -1 -a", "'-' _ -1 _ -a"},
    {"--> <!-- <!-", "--> _ <!-- _ '<' '!' '-'"},
    {"\\66oo \\000066oo \\66 oo", "foo _ foo _ foo"},
    {"a\\.b", "a.b"},
    {"\\0 \\d800 \\110000 ", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
    {"a\\\nb", "a '\\' _ b"},
    {"a\\", "a\xEF\xBF\xBD"},
    {"@media @-x @ @1", "@media _ @-x _ '@' _ '@' 1"},
    {"#id #1d #-a #", "#id _ ##1d _ #-a _ '#'"},
    {"rgb(1)", "rgb( 1 )"},
    {"a/**/b/* x", "a b"},
    {"/**/", ""},
    {"\\é", "é"},
    {NULL},
};

/* §4.3.3, §4.3.12, §4.3.13 */
static const token_case numbers[] = {
    {"1 +1 -1 1.5 .5 -.5", "1 _ 1 _ -1 _ 1.5. _ 0.5. _ -0.5."},
    {"1e3 1E+3 1e-3 1.0e2", "1000. _ 1000. _ 0.001. _ 100."},
    {"1e 1em 1e+ 1e3px", "1<e> _ 1<em> _ 1<e> '+' _ 1000.<px>"},
    {"10% 1.5% 5px", "10% _ 1.5.% _ 5<px>"},
    {"1. 1.a 1..5", "1 '.' _ 1 '.' a _ 1 '.' 0.5."},
    {"1-x 1--x 1-2", "1<-x> _ 1<--x> _ 1 -2"},
    {"+.a -.1", "'+' '.' a _ -0.1."},
    {"0x10", "0<x10>"},
    {"1e999 -1e999", "1e+30. _ -1e+30."},
    {"123456789012345678 0.1", "1.23457e+17 _ 0.1."},
    {"3\\70x", "3<px>"},
    {NULL},
};

/* §4.3.5 */
static const token_case strings[] = {
    {"\"a\" 'b'", "\"a\" _ \"b\""},
    {"\"a'b\\\"c\"", "\"a'b\"c\""},
    {"\"a\\\nb\\\r\nc\"", "\"abc\""},
    {"\"\\41 b\"", "\"Ab\""},
    {"\"a", "\"a\""},
    {"\"a\\", "\"a\""},
    {"\"a\nb\"", "bad-string _ b \"\""},
    {NULL},
};

/* §4.3.6, §4.3.14 */
static const token_case urls[] = {
    {"url(a.png)", "url<a.png>"},
    {"URL(  a.png \n )", "url<a.png>"},
    {"url(\"a.png\")", "url( \"a.png\" )"},
    {"url( 'a.png')", "url( _ \"a.png\" )"},
    {"url(a\\)b)", "url<a)b>"},
    {"url(a b) c", "bad-url _ c"},
    {"url(a\"b) c", "bad-url _ c"},
    {"url(a(b) c", "bad-url _ c"},
    {"url(a", "url<a>"},
    {"url(", "url<>"},
    {"url(a(\\)b", "bad-url"},
    {NULL},
};

/* §3.3: newlines of every kind; a NUL and bad UTF-8 become U+FFFD. */
static void test_input(void)
{
    g_autofree char *newlines = tokens_dump("a\r\nb\fc\rd", 8);
    g_assert_cmpstr(newlines, ==, "a _ b _ c _ d");
    g_autofree char *nul = tokens_dump("a\0b", 3);
    g_assert_cmpstr(nul, ==,
                    "a\xEF\xBF\xBD"
                    "b");
    g_autofree char *bad = tokens_dump("a\xFF", 2);
    g_assert_cmpstr(bad, ==, "a\xEF\xBF\xBD");
    g_autofree char *mark = tokens_dump("\xEF\xBB\xBF"
                                        "a",
                                        4);
    g_assert_cmpstr(mark, ==, "a");
}

/* Lines go on through comments, strings and every kind of newline. */
static void test_lines(void)
{
    g_autoptr(hp_arena) arena = hp_arena_new();
    static const char css[] = "a\nb/*\n\n*/c\r\nd\r'x\\\ny' e";
    static const struct {
        const char *text;
        unsigned line;
    } expected[] = {{"a", 10}, {"b", 11}, {"c", 13}, {"d", 14}, {"xy", 15}, {"e", 16}};
    size_t count, seen = 0;
    const hp_token *tokens = hp_css_tokenize(arena, css, strlen(css), 10, &count);
    for (size_t i = 0; i < count; i++) {
        if (!tokens[i].text)
            continue;
        g_assert_cmpstr(tokens[i].text, ==, expected[seen].text);
        g_assert_cmpuint(tokens[i].line, ==, expected[seen].line);
        seen++;
    }
    g_assert_cmpuint(seen, ==, G_N_ELEMENTS(expected));
}

/* Offsets are those of the source, so that messages can quote it. */
static void test_offsets(void)
{
    g_autoptr(hp_arena) arena = hp_arena_new();
    static const char css[] = "a  url( x ) /* */ 1.50px";
    size_t count;
    const hp_token *tokens = hp_css_tokenize(arena, css, strlen(css), 1, &count);
    const hp_token *last = &tokens[count - 2];
    g_autofree char *url = g_strndup(css + tokens[2].start, tokens[2].end - tokens[2].start);
    g_autofree char *length = g_strndup(css + last->start, last->end - last->start);
    g_assert_cmpstr(url, ==, "url( x )");
    g_assert_cmpstr(length, ==, "1.50px");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_data_func("/css/token/idents", idents, check_cases);
    g_test_add_data_func("/css/token/numbers", numbers, check_cases);
    g_test_add_data_func("/css/token/strings", strings, check_cases);
    g_test_add_data_func("/css/token/urls", urls, check_cases);
    g_test_add_func("/css/token/input", test_input);
    g_test_add_func("/css/token/lines", test_lines);
    g_test_add_func("/css/token/offsets", test_offsets);
    return g_test_run();
}
