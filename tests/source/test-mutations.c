/*
 * Robustness: a deck that uses everything, with random damage. Nothing may
 * crash, the text stays UTF-8, the lines stay true. The seed is fixed.
 */
#include "dump.h"

#include "source/attributes.h"

#include <string.h>

#define ROUNDS 20000

static const char sample[] = "---\n"
                             "title: &t 'A deck – of cards'\n"
                             "description: *t\n"
                             "type: slide\n"
                             "tags: [one, two]\n"
                             "slideOptions:\n"
                             "  theme: white\n"
                             "  parallaxBackgroundImage: '![](https://x.org/a.png)'\n"
                             "---\n"
                             "<!-- .slide: data-background=\"#fff\" class='x y' -->\n"
                             "# GrÃ¼ÃŸe ðŸŽ‰\r\n"
                             "\n---\n\n"
                             "two\n"
                             "note: said – aloud\n"
                             "\n----\n\n"
                             "below\n"
                             "\n---\n";

/* Pieces that mean something, so that damage hits more than plain text. */
static const char *const pieces[] = {"\n---\n", "\n\n----\n\n", "note:", "---", "\r", "\n", "Ã", "â€", "ðŸ", "[", "{",
                                     "&a ",     "*a",           ": ",    "- ",  "'",  "\"", "|", "\t", ">",  "#", "!",
                                     "\xC3"};

static void mutate(GString *text, GRand *random)
{
    for (int n = g_rand_int_range(random, 1, 6); n > 0 && text->len > 0; n--) {
        gint32 length = (gint32)text->len, at = g_rand_int_range(random, 0, length);
        gint32 few = g_rand_int_range(random, 1, 20);
        switch (g_rand_int_range(random, 0, 4)) {
        case 0: text->str[at] = (char)g_rand_int_range(random, 0, 256); break;
        case 1: g_string_erase(text, at, MIN(length - at, few)); break;
        case 2: g_string_insert(text, at, pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]); break;
        default: g_string_truncate(text, (gsize)MAX(at, few)); break;
        }
    }
}

/* Where a text says it stands, it stands. */
static void place_check(const hp_deck *deck, const hp_markdown_text *text)
{
    const char *at = deck->text;
    for (unsigned line = 1; line < text->line; line++) {
        at = strchr(at, '\n');
        g_assert_nonnull(at);
        at++;
    }
    const char *stop = strchr(at, '\n');
    size_t first = strcspn(text->text, "\n");
    g_autofree char *line = g_strndup(at, stop ? (gsize)(stop - at) : strlen(at));
    g_autofree char *start = g_strndup(text->text, first);
    g_assert_nonnull(strstr(line, start));
}

static void parse_check(const GString *text)
{
    g_autoptr(hp_arena) arena = hp_arena_new();
    g_autoptr(hp_diags) diags = hp_diags_new("deck.md");
    const hp_source_options options = {.repair_encoding = TRUE};
    const hp_deck *deck = hp_deck_parse(arena, text->str, text->len, &options, diags);
    g_assert_true(g_utf8_validate_len(deck->text, deck->length, NULL));
    g_assert_cmpuint(deck->n_slides, >=, 1);
    for (size_t i = 0; i < deck->n_slides; i++) {
        g_assert_true(g_utf8_validate_len(deck->slides[i].body.text, deck->slides[i].body.length, NULL));
        place_check(deck, &deck->slides[i].body);
        if (deck->slides[i].notes.text)
            place_check(deck, &deck->slides[i].notes);
    }
    for (size_t i = 0; i < hp_diags_count(diags); i++)
        g_assert_true(g_utf8_validate(hp_diags_get(diags, i)->message, -1, NULL));
    const hp_comment_attribute *attributes;
    size_t count;
    hp_comment_attributes(arena, text->str, text->len, &attributes, &count);
    g_assert_nonnull(hp_unwrap_address(arena, deck->text));
}

static void test_mutations(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(20240229);
    for (int round = 0; round < ROUNDS; round++) {
        g_autoptr(GString) text = g_string_new_len(sample, sizeof sample - 1);
        mutate(text, random);
        parse_check(text);
    }
}

/* A page of HTML, and a deck whose separators are its own. */
static void test_page_mutations(void)
{
    static const char page[] =
        "<!DOCTYPE html><html lang=de><head><title>T &amp; U</title>\n"
        "<link href='dist/theme/white.css'><style>p { color: red }</style></head>\n"
        "<div class='reveal'><div class=\"slides\"><!-- <section> -->\n"
        "<section data-x='>'><h1>One</h1></section>\n"
        "<section><section>up</section><section>down</section></section>\n"
        "<section data-markdown data-separator='^x$'><textarea data-template>\n  # A\n  x\n"
        "  # B\n  note: said\n</textarea></section></div></div>\n"
        "<script>Reveal.initialize({ width: 800, /* c */ a: [1, {b: 'c'}], slideNumber: 'c/t' });"
        "</script>\n";
    static const char deck[] = "---\nseparator: '^(x|ö)+$'\nverticalSeparator: \"^-v-$\"\nrevealOptions:\n"
                               "  slideNumber: [c, /, t]\n---\n# One\nxxö\n# Two\n-v-\nthree\nNotes: said\n";
    g_autoptr(GRand) random = g_rand_new_with_seed(20241121);
    for (int round = 0; round < ROUNDS / 4; round++) {
        g_autoptr(GString) html = g_string_new_len(page, sizeof page - 1);
        mutate(html, random);
        parse_check(html);
        g_autoptr(GString) markdown = g_string_new_len(deck, sizeof deck - 1);
        mutate(markdown, random);
        parse_check(markdown);
    }
}

/* Comments by themselves: the sample has only one. */
static void test_comment_mutations(void)
{
    static const char comment[] = " .slide: data-background=\"![](<a(b)> 'c')\" id=x style='url(\"y\")' .element: ";
    g_autoptr(GRand) random = g_rand_new_with_seed(20240301);
    for (int round = 0; round < ROUNDS; round++) {
        g_autoptr(GString) text = g_string_new_len(comment, sizeof comment - 1);
        mutate(text, random);
        parse_check(text);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/source/mutations/decks", test_mutations);
    g_test_add_func("/source/mutations/comments", test_comment_mutations);
    g_test_add_func("/source/mutations/pages", test_page_mutations);
    return g_test_run();
}
