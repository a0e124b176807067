#include "base/error.h"
#include "base/program.h"
#include "diagram/diagram.h"

#include <string.h>

static const char *const definitions[] = {"echo=cat",
                                          "graph=sh -c 'echo \"<svg/>\"'",
                                          "broken=sh -c 'echo >&2 no good; exit 4'",
                                          "labels=echo '<svg><foreignObject/></svg>'",
                                          "echo2=false",
                                          "echo2=sh -c 'cat; echo \"$HOME_OF_DECK\"'",
                                          NULL};

/* What is drawn, or NULL with the code of the only diagnostic in *code. */
static char *draw(const char *kind, const char *source, const char **code, char **message)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(hp_diagram_programs) programs = hp_diagram_programs_new(definitions, &error);
    g_assert_no_error(error);
    g_autoptr(hp_diags) diags = hp_diags_new("deck.md");
    g_autoptr(GBytes) picture = hp_diagram_draw(programs, kind, source, 7, diags);
    g_assert_cmpuint(hp_diags_count(diags), ==, picture ? 0 : 1);
    if (code)
        *code = picture ? NULL : hp_diags_get(diags, 0)->code;
    if (message)
        *message = picture ? NULL : g_strdup(hp_diags_get(diags, 0)->message);
    return picture ? g_strndup(g_bytes_get_data(picture, NULL), g_bytes_get_size(picture)) : NULL;
}

static void assert_drawn(const char *kind, const char *source, const char *expected)
{
    const char *code;
    g_autofree char *picture = draw(kind, source, &code, NULL);
    g_assert_cmpstr(code, ==, NULL);
    g_assert_cmpstr(picture, ==, expected);
}

static void assert_not_drawn(const char *kind, const char *source, const char *code, const char *message_has)
{
    const char *got;
    g_autofree char *message = NULL;
    g_assert_null(draw(kind, source, &got, &message));
    g_assert_cmpstr(got, ==, code);
    if (!strstr(message, message_has))
        g_error("%s does not say %s", message, message_has);
}

static void test_commands(void)
{
    assert_drawn("echo", "a\nb", "a\nb");
    assert_drawn("graph", "a", "<svg/>\n");
    assert_drawn("echo2", "the last counts ", "the last counts \n");
    assert_not_drawn("broken", "a", "diagram-failed", "sh failed with status 4: no good");
    assert_not_drawn("labels", "a", "diagram-failed", "labels are HTML");
    assert_not_drawn("mermaid", "a", "diagram-source", "--diagram mermaid=");
}

static void test_kinds(void)
{
    g_autoptr(hp_diagram_programs) programs = hp_diagram_programs_new(definitions, NULL);
    g_assert_true(hp_diagram_is_kind(programs, "echo"));
    g_assert_true(hp_diagram_is_kind(programs, "mermaid"));
    g_assert_true(hp_diagram_is_kind(NULL, "graphviz"));
    g_assert_false(hp_diagram_is_kind(NULL, "dot"));
    g_assert_false(hp_diagram_is_kind(NULL, "python"));
}

static void test_definitions(void)
{
    static const char *const wrong[] = {"mermaid", "=cat", "a=", "a=cat 'x"};
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_null(hp_diagram_programs_new((const char *const[]){wrong[i], NULL}, &error));
        g_assert_error(error, HP_ERROR, HP_ERROR_USAGE);
    }
}

/* However the attribute is written, dot would see it; so must we. */
static void test_files(void)
{
    static const char *const sources[] = {
        "digraph { a [image=\"/etc/passwd\"] }",
        "digraph { a [label=x,image=x] }",
        "digraph { a [ image /* c */ = x] }",
        "digraph { a [\"image\"=x] }",
        "digraph { a [\"im\" + \"age\"=x] }",
        "digraph { a [\"im\\\nage\"=x] }",
        "digraph { a [<image>=x] }",
        "digraph { node [shapefile=x] }",
        "digraph { imagepath=\"/\" }",
        "graph { fontpath=\"/\"; a -- b }",
        "graph { stylesheet=\"http://example.org/\" }",
        "graph { _background=\"x\" }",
        "digraph { a [label=<<TABLE><TR><TD><Img SRC=\"/x.png\"/></TD></TR></TABLE>>] }",
        "digraph { a -> b [label=\"\\\\\"]; c [image=x] }",
        "digraph { // image=\n a [image=x] }",
        "# image\ndigraph { \"#\" -> b; c [image=x] }",
        "digraph { a [label=\"\\\"\"]; c [image=x] }",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(sources); i++)
        assert_not_drawn("graphviz", sources[i], "diagram-refused", "read a file");
}

/* What only looks like it, is drawn; also with a command that is the user's. */
static void test_no_files(void)
{
    static const char *const sources[] = {
        "digraph { image -> stylesheet }",        "digraph { a [label=\"image=x\"] }", "digraph { /* [image=x] */ a }",
        "digraph { // [image=x]\n a }",           "# [image=x]\ndigraph { a }",        "digraph { a [label=\"<img\"] }",
        "digraph { a [label=\"\\\" image=x\"] }",
    };
    g_autoptr(hp_diagram_programs) programs =
        hp_diagram_programs_new((const char *const[]){"graphviz=cat", NULL}, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(sources); i++) {
        g_autoptr(hp_diags) diags = hp_diags_new("deck.md");
        g_autoptr(GBytes) picture = hp_diagram_draw(programs, "graphviz", sources[i], 1, diags);
        g_assert_nonnull(picture);
    }
}

static void test_graphviz(void)
{
    if (!hp_program_exists("dot")) {
        g_test_skip("graphviz is not installed");
        return;
    }
    const char *code;
    g_autofree char *picture = draw("graphviz", "digraph { a -> \xc3\xa4 }", &code, NULL);
    g_assert_cmpstr(code, ==, NULL);
    g_assert_nonnull(strstr(picture, "<svg"));
    g_assert_nonnull(strstr(picture, "\xc3\xa4</text>"));
    assert_not_drawn("graphviz", "digraph { a -> }", "diagram-failed", "syntax error");
    assert_not_drawn("graphviz", "no graph", "diagram-failed", "dot");
}

static void test_length(void)
{
    g_autofree char *source = g_strnfill(300 * 1024, 'a');
    assert_not_drawn("echo", source, "diagram-refused", "too long");
    /* A deep nest of braces and brackets takes no stack. */
    memset(source, '<', 200 * 1024);
    source[200 * 1024] = '\0';
    assert_not_drawn("graphviz", source, "diagram-failed", "graphviz");
}

static void test_titles(void)
{
    static const struct {
        const char *kind, *source, *title;
    } cases[] = {
        {"graphviz", "digraph { label=\"All pets\"; a [label=b] }", "All pets"},
        {"graphviz", "digraph { node [label=n]; graph [label=\"All\"]; subgraph { label=Sub } }", "All"},
        {"graphviz", "digraph {\n subgraph c { label=Sub } a -> b }", "digraph {"},
        {"mermaid", "---\ntitle: Pets\n---\nflowchart TD\n", "Pets"},
        {"mermaid", "pie title Pets adopted\n \"Dogs\" : 386", "Pets adopted"},
        {"mermaid", "flowchart LR\n accTitle: Ways\n a --> b", "Ways"},
        {"sequence", "\n  Title: Here\nA->B: hi", "Here"},
        {"sequence", "A->B: hi\nB->A: ho", "A->B: hi"},
        {"abc", "X:1\nT:A tune\nK:C", "A tune"},
        {"abc", "Tune\ntitles", "Tune"},
        {"flow", "", ""},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *title = hp_diagram_title(cases[i].kind, cases[i].source);
        g_assert_cmpstr(title, ==, cases[i].title);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/diagram/commands", test_commands);
    g_test_add_func("/diagram/kinds", test_kinds);
    g_test_add_func("/diagram/definitions", test_definitions);
    g_test_add_func("/diagram/files", test_files);
    g_test_add_func("/diagram/graphviz", test_graphviz);
    g_test_add_func("/diagram/length", test_length);
    g_test_add_func("/diagram/titles", test_titles);
    g_test_add_func("/diagram/no-files", test_no_files);
    return g_test_run();
}
