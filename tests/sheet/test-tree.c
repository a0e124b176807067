/* The element tree of a deck, and the numbers of its slides. */
#include "sheet/furniture.h"
#include "sheet/tree.h"

#include <string.h>

typedef struct {
    hp_arena *arena;
    hp_diags *diags;
    const hp_tree *tree;
} fixture;

static void build(fixture *fix, const char *markdown)
{
    hp_source_options how = {.repair_encoding = TRUE};
    fix->arena = hp_arena_new();
    fix->diags = hp_diags_new("test");
    fix->tree = hp_tree_build(fix->arena, hp_deck_parse(fix->arena, markdown, strlen(markdown), &how, fix->diags), "en",
                              fix->diags);
}

static void clear(fixture *fix)
{
    hp_arena_free(fix->arena);
    hp_diags_free(fix->diags);
}

/* The labels of all slides, each with a blank behind. */
static char *labels_of(const fixture *fix)
{
    GString *labels = g_string_new(NULL);
    for (size_t i = 0; i < fix->tree->n_slides; i++)
        g_string_append_printf(labels, "%s ", fix->tree->slides[i].label);
    return g_string_free(labels, FALSE);
}

#define FRONT "---\ntype: slide\n---\n\n"
#define HIDDEN "<!-- .slide: data-visibility=\"hidden\" -->\n\n"

/* reveal.js: H for a slide alone, H.V in a stack; hidden slides do not count. */
static void test_labels(void)
{
    static const struct {
        const char *deck, *labels;
    } cases[] = {
        {FRONT "a\n\n---\n\nb\n", "1 2 "},
        {FRONT "a\n\n---\n\nb\n\n----\n\nc\n\n---\n\nd\n", "1 2.1 2.2 3 "},
        {FRONT HIDDEN "a\n\n---\n\nb\n", "1 "},
        {FRONT "a\n\n---\n\n" HIDDEN "b\n\n---\n\nc\n", "1 2 "},
        {FRONT "a\n\n---\n\n" HIDDEN "b\n\n----\n\nc\n\n---\n\nd\n", "1 2.1 3 "},
        /* Empty slides are slides, the last one, too. */
        {FRONT "a\n\n---\n\nb\n\n---\n\n", "1 2 3 "},
        {FRONT "a\n\n---\n\n---\n\nb\n", "1 2 3 "},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        fixture fix;
        build(&fix, cases[i].deck);
        g_autofree char *labels = labels_of(&fix);
        g_assert_cmpstr(labels, ==, cases[i].labels);
        clear(&fix);
    }
}

/* slideNumber: the four formats of reveal.js. */
static void test_numbers(void)
{
    static const struct {
        const char *format, *text;
    } cases[] = {{"h.v", "2.2"}, {"h/v", "2/2"}, {"c", "3"}, {"c/t", "3 / 4"}};
    fixture fix;
    build(&fix, FRONT "a\n\n---\n\nb\n\n----\n\nc\n\n---\n\nd\n");
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = hp_furniture_slide_text(fix.tree, &fix.tree->slides[2], cases[i].format);
        g_assert_cmpstr(text, ==, cases[i].text);
    }
    clear(&fix);
}

/* Selectors of decks count on what HedgeDoc builds: .container > .reveal > .slides >
 * section [> section] > div, and in it a place for each <style>. */
static void test_structure(void)
{
    fixture fix;
    build(&fix, FRONT "<style></style>\n\n# a\n\n---\n\nb\n\n----\n\nc\n");
    const hp_node *slides = fix.tree->reveal->first_child;
    g_assert_true(hp_node_has_class(fix.tree->reveal, "reveal"));
    g_assert_true(hp_node_has_class(fix.tree->reveal->parent, "container"));
    g_assert_true(fix.tree->reveal->parent->parent == fix.tree->body);
    g_assert_true(hp_node_has_class(slides, "slides"));
    const hp_node *first = slides->first_child, *stack = first->next;
    g_assert_true(fix.tree->slides[0].node == first);
    g_assert_true(hp_node_has_class(stack, "stack"));
    g_assert_true(fix.tree->slides[1].node == stack->first_child);
    g_assert_true(fix.tree->slides[2].node == stack->last_child);
    g_assert_null(stack->next);
    g_assert_cmpstr(hp_node_attribute(first, "data-markdown-parsed"), ==, "true");
    g_assert_true(first->first_child == first->last_child && hp_node_is(first->first_child, "div"));
    g_assert_true(fix.tree->slides[0].content == first->first_child);
    g_assert_true(hp_node_is(first->first_child->first_child, "style"));
    g_assert_cmpstr(fix.tree->slides[0].title, ==, "a");
    g_assert_null(fix.tree->slides[1].title);
    clear(&fix);
}

/* reveal.js puts the text of a slide straight into it. */
static void test_structure_of_reveal(void)
{
    fixture fix;
    build(&fix, "---\nseparator: ^---$\n---\n# a\n\ntext\n");
    g_assert_true(fix.tree->reveal->parent == fix.tree->body);
    g_assert_true(fix.tree->slides[0].content == fix.tree->slides[0].node);
    g_assert_true(hp_node_is(fix.tree->slides[0].node->first_child, "h1"));
    clear(&fix);
}

/* reveal.js marks the slide by the brightness of its own colour. */
static void test_contrast_classes(void)
{
    static const struct {
        const char *attribute, *has;
    } cases[] = {{"data-background=\"#000\"", "has-dark-background"},
                 {"data-background=\"white\"", "has-light-background"},
                 {"data-background-color=\"#7f7f7f\"", "has-dark-background"},
                 {"data-background-color=\"#808080\"", "has-light-background"},
                 {"data-background=\"picture.png\"", NULL}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        fixture fix;
        g_autofree char *deck = g_strdup_printf(FRONT "<!-- .slide: %s -->\n\ntext\n", cases[i].attribute);
        build(&fix, deck);
        static const char *const both[] = {"has-dark-background", "has-light-background"};
        for (size_t k = 0; k < 2; k++)
            g_assert_cmpint(hp_node_has_class(fix.tree->slides[0].node, both[k]), ==,
                            g_strcmp0(cases[i].has, both[k]) == 0);
        clear(&fix);
    }
}

/* <style> counts for the whole deck, in the order of the source, with its line. */
static void test_style_blocks(void)
{
    fixture fix;
    build(&fix, FRONT "<style>\na{}\n</style>\n\nx\n\n---\n\n<style>\nb{}\n</style>\n\ny\n");
    g_assert_cmpuint(fix.tree->styles->len, ==, 2);
    const hp_style_block *first = &g_array_index(fix.tree->styles, hp_style_block, 0);
    const hp_style_block *second = &g_array_index(fix.tree->styles, hp_style_block, 1);
    g_assert_nonnull(g_strstr_len(first->css, (gssize)first->length, "a{}"));
    g_assert_nonnull(g_strstr_len(second->css, (gssize)second->length, "b{}"));
    g_assert_cmpuint(first->line, <, second->line);
    clear(&fix);
}

/* Text that is no deck: body holds it, there are no slides around it. */
static void test_document(void)
{
    fixture fix;
    build(&fix, "---\nlang: de\ndir: rtl\n---\n\n# Protokoll\n\nText\n");
    g_assert_null(fix.tree->reveal);
    g_assert_cmpuint(fix.tree->n_slides, ==, 1);
    g_assert_true(fix.tree->slides[0].node == fix.tree->body);
    g_assert_null(fix.tree->slides[0].label);
    g_assert_cmpstr(hp_node_attribute(fix.tree->root, "dir"), ==, "rtl");
    g_assert_cmpstr(fix.tree->slides[0].title, ==, "Protokoll");
    clear(&fix);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tree/labels", test_labels);
    g_test_add_func("/tree/numbers", test_numbers);
    g_test_add_func("/tree/structure", test_structure);
    g_test_add_func("/tree/structure-of-reveal", test_structure_of_reveal);
    g_test_add_func("/tree/contrast-classes", test_contrast_classes);
    g_test_add_func("/tree/style-blocks", test_style_blocks);
    g_test_add_func("/tree/document", test_document);
    return g_test_run();
}
