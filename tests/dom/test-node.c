#include "dom/node.h"

#include <string.h>

/* div.a > (p > "one", br, " two ") , ul > (li > "three", li > "four") */
static hp_node *sample(hp_arena *arena)
{
    hp_node *root = hp_node_make_element(arena, "div", 1);
    hp_node *p = hp_node_make_element(arena, "p", 2);
    hp_node *ul = hp_node_make_element(arena, "ul", 3);
    hp_node_append(root, p);
    hp_node_append(root, ul);
    hp_node_append(p, hp_node_make_text(arena, "one", 3, 2));
    hp_node_append(p, hp_node_make_element(arena, "br", 2));
    hp_node_append(p, hp_node_make_text(arena, " \n two ", 7, 2));
    for (unsigned i = 0; i < 2; i++) {
        hp_node *li = hp_node_make_element(arena, "li", 4 + i);
        const char *text = i ? "four" : "three";
        hp_node_append(ul, li);
        hp_node_append(li, hp_node_make_text(arena, text, strlen(text), 4 + i));
    }
    return root;
}

/* Document order (DOM Living Standard §4.2 "tree order"). */
static void test_order(void)
{
    g_autoptr(hp_arena) arena = hp_arena_new();
    hp_node *root = sample(arena);
    g_autoptr(GString) order = g_string_new(NULL);
    for (const hp_node *n = root; n; n = hp_node_next(n, root))
        g_string_append_printf(order, "%s ", n->tag ? n->tag : "#");
    g_assert_cmpstr(order->str, ==, "div p # br # ul li # li # ");

    const hp_node *p = root->first_child;
    g_assert_true(hp_node_skip(p, root) == p->next);
    g_assert_null(hp_node_skip(p->next, root));
    g_assert_null(hp_node_skip(root, root));
    /* The walk stays under its root although the root has a sibling. */
    g_assert_null(hp_node_skip(p->last_child, p));
}

static void test_text(void)
{
    g_autoptr(hp_arena) arena = hp_arena_new();
    hp_node *root = sample(arena);
    g_autofree char *text = hp_node_text(root);
    g_assert_cmpstr(text, ==, "one two three four");
    g_autofree char *leaf = hp_node_text(root->first_child->first_child);
    g_assert_cmpstr(leaf, ==, "one");
}

/* HTML §3.2.6: class is a set of tokens, id stays in step with its attribute. */
static void test_attributes(void)
{
    g_autoptr(hp_arena) arena = hp_arena_new();
    hp_node *p = hp_node_make_element(arena, "p", 1);
    g_assert_null(hp_node_attribute(p, "id"));
    hp_node_set_attribute(arena, p, "id", "one");
    hp_node_set_attribute(arena, p, "class", " a  b\n");
    hp_node_set_attribute(arena, p, "id", "two");
    g_assert_cmpuint(p->n_attributes, ==, 2);
    g_assert_cmpstr(p->id, ==, "two");
    g_assert_cmpstr(hp_node_attribute(p, "id"), ==, "two");
    g_assert_true(hp_node_has_class(p, "a"));
    g_assert_true(hp_node_has_class(p, "b"));
    g_assert_false(hp_node_has_class(p, "ab"));

    hp_node_add_classes(arena, p, "b  c");
    g_assert_true(p->classes[2] == g_intern_string("c"));
    g_assert_null(p->classes[3]);
    hp_node_set_attribute(arena, p, "class", "");
    g_assert_null(p->classes);
    g_assert_true(hp_node_is(p, "p"));
    g_assert_false(hp_node_is(p, "pre"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/dom/node/order", test_order);
    g_test_add_func("/dom/node/text", test_text);
    g_test_add_func("/dom/node/attributes", test_attributes);
    return g_test_run();
}
