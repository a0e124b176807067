/* [TOC]: lists of links to headings and slides. */
#include "sheet/toc.h"

#include <string.h>

static const hp_node *place_of(const hp_tree *tree)
{
    const hp_node *node = tree->body;
    while (node && !hp_node_has_class(node, "toc"))
        node = hp_node_next(node, tree->body);
    return node;
}

/* Each link on a line, indented as its list is. */
static char *toc_of(const char *markdown)
{
    g_autoptr(hp_arena) arena = hp_arena_new();
    hp_diags *diags = hp_diags_new("test");
    hp_source_options how = {.repair_encoding = TRUE};
    const hp_tree *tree =
        hp_tree_build(arena, hp_deck_parse(arena, markdown, strlen(markdown), &how, diags), "en", diags);
    const hp_node *place = place_of(tree);
    GString *out = g_string_new(NULL);
    for (const hp_node *node = place; node; node = hp_node_next(node, place)) {
        if (!hp_node_is(node, "a"))
            continue;
        for (const hp_node *up = node->parent->parent->parent; up != place; up = up->parent)
            if (hp_node_is(up, "ul"))
                g_string_append(out, "  ");
        g_autofree char *text = hp_node_text(node);
        g_string_append_printf(out, "%s %s\n", text, hp_node_attribute(node, "href"));
    }
    hp_diags_free(diags);
    return g_string_free(out, FALSE);
}

/* HedgeDoc: headings of three levels; a level left out makes no list. */
static void test_document(void)
{
    g_autofree char *toc = toc_of("# A\n\n[TOC]\n\n### B *b*\n\n## C\n\n### D\n\n#### E\n\n# A\n");
    g_assert_cmpstr(toc, ==, "A #a\n  B b #b-b\n  C #c\n    D #d\nA #a-1\n");
    g_autofree char *rising = toc_of("[TOC]\n\n## A\n\n# B\n\n## C\n");
    g_assert_cmpstr(rising, ==, "A #a\nB #b\n  C #c\n");
    g_autofree char *empty = toc_of("[TOC]\n\ntext\n");
    g_assert_cmpstr(empty, ==, "");
}

/* A deck: the titles of its slides, where they are. */
static void test_deck(void)
{
    g_autofree char *toc =
        toc_of("---\ntype: slide\n---\n\n[TOC]\n\n---\n\n# A\n\n## a\n\n----\n\n## B\n\n---\n\n# C\n");
    g_assert_cmpstr(toc, ==, "A #/1/0\n  B #/1/1\nC #/2/0\n");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/toc/document", test_document);
    g_test_add_func("/toc/deck", test_deck);
    return g_test_run();
}
