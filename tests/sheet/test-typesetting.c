/* What a typesetter sees: classes that document.css speaks of. */
#include "sheet/toc.h"
#include "sheet/tree.h"
#include "sheet/typesetting.h"

#include <string.h>

/* The tags and classes of all elements that have got one, in order. */
static char *marks_of(const char *markdown)
{
    g_autoptr(hp_arena) arena = hp_arena_new();
    hp_diags *diags = hp_diags_new("test");
    hp_source_options how = {.repair_encoding = TRUE};
    const hp_tree *tree =
        hp_tree_build(arena, hp_deck_parse(arena, markdown, strlen(markdown), &how, diags), "en", diags);
    hp_toc_fill(arena, tree);
    hp_typesetting_mark(arena, tree->body);
    static const char *const names[] = {"lead-in",    "has-caption", "caption",   "short-items",
                                        "short-code", "short-table", "wide-table"};
    GString *out = g_string_new(NULL);
    for (const hp_node *node = tree->body; node; node = hp_node_next(node, tree->body))
        for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
            if (node->type == HP_NODE_ELEMENT && hp_node_has_class(node, names[i]))
                g_string_append_printf(out, "%s.%s ", node->tag, names[i]);
    hp_diags_free(diags);
    return g_string_free(out, FALSE);
}

static void assert_marks(const char *markdown, const char *expected)
{
    g_autofree char *marks = marks_of(markdown);
    g_assert_cmpstr(g_strchomp(marks), ==, expected);
}

static void test_lead_in(void)
{
    assert_marks("They said:\n\n- a\n", "p.lead-in");
    assert_marks("They **said:**\n\n- a\n", "p.lead-in");
    assert_marks("They said:\n\nmore\n\n- a\n", "");
    assert_marks("They said\n\n- a\n", "");
    assert_marks("They said:\n", "");
}

static void test_caption(void)
{
    assert_marks("![a](a.png)\n\n*What it shows*\n", "p.has-caption p.caption");
    assert_marks("![a](a.png)\n\n*What* it shows\n", "");
    assert_marks("![a](a.png) text\n\n*What it shows*\n", "");
    assert_marks("![a](a.png)\n", "");
}

static void test_short_items(void)
{
    assert_marks("- Ann\n- Bob\n- Carla\n- Dilan (late)\n- **Eve**\n- @fritz\n", "ul.short-items");
    assert_marks("1. Ann\n1. Bob\n1. Carla\n1. Dilan\n1. Eve\n1. Fritz\n", "ol.short-items");
    assert_marks("- Ann\n- Bob\n- Carla\n- Dilan\n- Eve\n", "");
    assert_marks("[TOC]\n\n# A\n# B\n# C\n# D\n# E\n# F\n", "");
    assert_marks("- Ann\n- Bob\n- Carla\n- Dilan\n- Eve\n- Fritz, who had to go to another meeting\n", "");
    assert_marks("- Ann\n- Bob\n- Carla\n- Dilan\n- Eve\n- Fritz\n  - Gerd\n", "");
    assert_marks("- They were there\n  - Ann\n  - Bob\n  - Carla\n  - Dilan\n  - Eve\n  - Fritz\n", "");
}

static void test_code(void)
{
    g_autoptr(GString) lines = g_string_new("```\n");
    for (int i = 0; i < 12; i++)
        g_string_append(lines, "line\n");
    g_autofree char *few = g_strconcat(lines->str, "```\n", NULL);
    g_autofree char *many = g_strconcat(lines->str, "line\n```\n", NULL);
    assert_marks(few, "pre.short-code");
    assert_marks(many, "");
}

static void test_table(void)
{
    assert_marks("|a|b|c|d|e|f|\n|-|-|-|-|-|-|\n|1|2|3|4|5|6|\n", "table.short-table table.wide-table");
    assert_marks("|a|b|c|d|e|\n|-|-|-|-|-|\n|1|2|3|4|5|\n", "table.short-table");
    assert_marks("|a|\n|-|\n|1|\n|2|\n|3|\n|4|\n|5|\n", "table.short-table");
    assert_marks("|a|\n|-|\n|1|\n|2|\n|3|\n|4|\n|5|\n|6|\n", "");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sheet/typesetting/lead-in", test_lead_in);
    g_test_add_func("/sheet/typesetting/caption", test_caption);
    g_test_add_func("/sheet/typesetting/short-items", test_short_items);
    g_test_add_func("/sheet/typesetting/code", test_code);
    g_test_add_func("/sheet/typesetting/table", test_table);
    return g_test_run();
}
