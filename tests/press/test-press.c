/* Sizes as people say them, and names that every newsroom takes. */
#include "press/letter.h"
#include "press/limit.h"
#include "press/name.h"

static void test_limits(void)
{
    static const struct {
        const char *text;
        size_t bytes; /* 0: refused */
    } cases[] = {{"1.5M", 1500000},
                 {"1500000", 1500000},
                 {"1500kB", 1500000},
                 {"2MB", 2000000},
                 {"800k", 800000},
                 {"1m", 1000000},
                 {"0.5G", 500000000},
                 {"", 0},
                 {"M", 0},
                 {"-1M", 0},
                 {"1.5 M", 0},
                 {"1,5M", 0},
                 {"9G", 0},
                 {"500", 0},
                 {"nan", 0},
                 {"mail-", 0},
                 {"mail-50k", 0},
                 {"hotmail", 0},
                 {"0x10000", 0},
                 {"1MiB", 0},
                 {"mail-1.5M", 1023036}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        size_t bytes = 0;
        g_test_message("%s", cases[i].text);
        g_assert_cmpint(hp_limit_parse(cases[i].text, &bytes), ==, cases[i].bytes > 0);
        if (cases[i].bytes)
            g_assert_cmpuint(bytes, ==, cases[i].bytes);
    }
}

/* Base64 in lines, and what else is in the mail, stay below what the server takes. */
static void test_mail_limits(void)
{
    static const struct {
        const char *name;
        size_t mail;
    } cases[] = {{"exchange", 10485760}, {"postfix", 10240000},  {"outlook", 20000000}, {"icloud", 20000000},
                 {"gmail", 25000000},    {"mail-10M", 10000000}, {"mail-200k", 200000}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        size_t bytes = 0;
        g_assert_true(hp_limit_parse(cases[i].name, &bytes));
        size_t encoded = (bytes + 56) / 57 * 78;
        g_assert_cmpuint(encoded, <=, cases[i].mail - 99000);
        g_assert_cmpuint(encoded, >, cases[i].mail - 102000);
    }
}

static void test_names(void)
{
    static const struct {
        const char *title, *date, *lang, *name;
    } cases[] = {{"SCS Community Call", "2024-11-07", "en", "2024-11-07-scs-community-call"},
                 {"SCS Community Call, 2024-11-07", "2024-11-07", "en", "2024-11-07-scs-community-call"},
                 {"Protokoll vom 07.11.2024", "2024-11-07", "de", "2024-11-07-protokoll-vom"},
                 {"20241107 Call", "2024-11-07T10:00:00Z", "en", "2024-11-07-call"},
                 {"Übergrößenträger", "2024", "de-AT", "2024-uebergroessentraeger"},
                 {"Übergrößenträger", NULL, "sv", "ubergrossentrager"},
                 {"L'été à Łódź — “Çà et là”", NULL, "fr", "lete-a-lodz-ca-et-la"},
                 {"../../etc/passwd\n\t<b>", NULL, "en", "etc-passwd-b"},
                 {"日本語", "2024-11", "ja", "2024-11-deck-7"},
                 {"🎉", "soon", "en", "deck-7"},
                 {"a", NULL, NULL, "a"},
                 {"one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen", NULL,
                  "en", "one-two-three-four-five-six-seven-eight-nine-ten-eleven-twelve-thirteen"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *name = hp_press_name(cases[i].title, cases[i].date, cases[i].lang, "Deck 7");
        g_assert_cmpstr(name, ==, cases[i].name);
    }
    g_autofree char *none = hp_press_name("日", NULL, "ja", "本");
    g_assert_cmpstr(none, ==, "document");
}

/* A line whose only field is empty goes, with what would part it from nothing. */
static void test_letters(void)
{
    static const struct {
        const char *template, *letter;
    } cases[] = {{"{title}, {date}", "News, 2024\n"},
                 {"a\n\n{author}\n\nb", "a\n\nb\n"},
                 {"a\r\n{title} {author}\r\n", "a\nNews\n"},
                 {"{unknown} {title", "{unknown} {title\n"},
                 {"a\n\n----\n\n{text}", "a\n"},
                 {"", "\n"}};
    const hp_letter_fields fields = {.title = "News", .date = "2024", .author = ""};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *letter = hp_letter_write(cases[i].template, "en", &fields);
        g_assert_cmpstr(letter, ==, cases[i].letter);
    }
    g_autofree char *german = hp_letter_write(NULL, "de-AT", &fields), *english = hp_letter_write(NULL, NULL, &fields);
    g_assert_true(g_str_has_prefix(german, "Guten Tag,\n\nanbei finden Sie »News«"));
    g_assert_true(g_str_has_prefix(english, "Dear colleagues,\n\nplease find \"News\""));
    g_assert_false(g_str_has_suffix(english, "----\n"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/press/limits", test_limits);
    g_test_add_func("/press/mail-limits", test_mail_limits);
    g_test_add_func("/press/names", test_names);
    g_test_add_func("/press/letters", test_letters);
    return g_test_run();
}
