/* The language of a text, as its commonest words tell. */
#include "source/language.h"

#include <string.h>

static const char *found(const char *text)
{
    return hp_language_find(text, strlen(text));
}

static void test_clear(void)
{
    g_assert_cmpstr(found("# Minutes\n\n* The board will meet in May and the treasurer is to report on it.\n"
                          "* We have not been told by the council that this is what they will do with the money.\n"),
                    ==, "en");
    g_assert_cmpstr(found("# Protokoll\n\n* Der Vorstand trifft sich im Mai, und die Kasse wird von zwei Mitgliedern "
                          "geprüft.\n* Das Geld für das Fest ist nicht da; wir werden mit dem Amt sprechen und bei der "
                          "Stadt auf eine Antwort warten.\n"),
                    ==, "de");
    g_assert_cmpstr(found("Le conseil est réuni pour les travaux du port. Des élus ne sont pas venus. Une réponse est "
                          "attendue dans les jours qui viennent, et nous avons écrit au maire pour cette affaire.\n"),
                    ==, "fr");
}

/* Names, code, too little text, two languages in one. */
static void test_unclear(void)
{
    g_assert_null(found(""));
    g_assert_null(found("* @ann\n* @bob\n* https://example.org/the/and/of\n"));
    g_assert_null(found("The board will meet in May.\n"));
    g_assert_null(found("The board will meet and the treasurer is to report that we have not been told by it of this. "
                        "Der Vorstand trifft sich und die Kasse wird von zwei Mitgliedern geprüft; das Geld ist nicht "
                        "da und wir werden mit dem Amt auf eine Antwort für das Fest warten.\n"));
    g_autoptr(GString) code = g_string_new(NULL);
    for (int i = 0; i < 400; i++)
        g_string_append(code, i % 40 ? "printer = colour;\n" : "the ");
    g_assert_null(found(code->str));
}

/* A text may end anywhere, in a character, too. */
static void test_bounds(void)
{
    static const char text[] = "für";
    for (size_t length = 0; length <= strlen(text); length++)
        g_assert_null(hp_language_find(text, length));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/source/language/clear", test_clear);
    g_test_add_func("/source/language/unclear", test_unclear);
    g_test_add_func("/source/language/bounds", test_bounds);
    return g_test_run();
}
