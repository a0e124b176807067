/* What a run says: messages for people, JSON for programs, --strict. */
#include "program.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define GOOD "---\ntype: slide\n---\n\n# Good\n"
#define BAD "---\ntype: slide\n---\n\n# Bad\n\n![gone](nowhere.png)\n"

/* file:line: warning: text [code] */
static void test_message(void)
{
    g_autoptr(folder) f = folder_new();
    folder_write(f, "bad.md", BAD);
    g_autoptr(outcome) o = run_handpress(f, "bad.md", NULL);
    g_assert_cmpint(o->status, ==, 0);
    g_assert_true(g_str_has_prefix(o->err, "bad.md:7: warning: "));
    g_assert_nonnull(strstr(o->err, " [image-missing]\n"));
    g_assert_nonnull(strstr(o->err, "nowhere.png"));
    g_assert_nonnull(strstr(o->err, "bad.pdf: 1 page, "));
}

/* Not a terminal: no colours, whatever TERM says. --quiet: only errors. */
static void test_plain_and_quiet(void)
{
    g_autoptr(folder) f = folder_new();
    folder_write(f, "bad.md", BAD);
    static const char *const variables[] = {"TERM=xterm-256color", NULL};
    static const char *const arguments[] = {"bad.md", NULL};
    g_autoptr(outcome) plain = run_handpress_with(f, NULL, variables, arguments);
    g_assert_null(strchr(plain->err, '\033'));
    g_autoptr(outcome) quiet = run_handpress(f, "--quiet", "bad.md", NULL);
    g_assert_cmpstr(quiet->err, ==, "");
    g_assert_cmpint(quiet->status, ==, 0);
    g_autoptr(outcome) error = run_handpress(f, "--quiet", "absent.md", NULL);
    g_assert_nonnull(strstr(error->err, "absent.md: error: "));
}

/* On a terminal (script gives one) warnings are coloured, unless NO_COLOR is
 * set to anything. */
static void test_colors(void)
{
    g_autofree char *script = g_find_program_in_path("script");
    if (!script) {
        g_test_skip("there is no script(1) to make a terminal with");
        return;
    }
    int made;
    const char *probe[] = {script, "-qec", "true", "/dev/null", NULL};
    if (!g_spawn_sync(NULL, (char **)probe, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL, &made, NULL) ||
        made != 0) {
        g_test_skip("there are no pseudo-terminals here");
        return;
    }
    g_autoptr(folder) f = folder_new();
    folder_write(f, "bad.md", BAD);
    for (int no_color = 0; no_color < 2; no_color++) {
        g_autofree char *command = g_strdup_printf("cd '%s' && TERM=xterm %s '%s' bad.md", f->path,
                                                   no_color ? "NO_COLOR=1" : "", g_getenv("HANDPRESS"));
        const char *argv[] = {script, "-qec", command, "/dev/null", NULL};
        g_autofree char *out = NULL;
        int status;
        g_assert_true(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL, &status, NULL));
        g_test_message("%s", out);
        g_assert_nonnull(strstr(out, "image-missing"));
        g_assert_true((strstr(out, "\033[") != NULL) == !no_color);
    }
}

/* A deck's text cannot steer the reader's terminal. */
static void test_no_control_characters(void)
{
    g_autoptr(folder) f = folder_new();
    folder_write(f, "bad.md", "---\ntype: slide\n---\n\n![x](<a\033]0;owned\007b\342\200\256.png>)\n");
    g_autoptr(outcome) o = run_handpress(f, "bad.md", NULL);
    g_assert_null(strchr(o->err, '\033'));
    g_assert_null(strchr(o->err, '\007'));
    g_assert_null(strstr(o->err, "\342\200\256"));
}

/* --strict: a warning fails the run; a good deck passes. */
static void test_strict(void)
{
    g_autoptr(folder) f = folder_new();
    folder_write(f, "bad.md", BAD);
    folder_write(f, "good.md", GOOD);
    g_autoptr(outcome) bad = run_handpress(f, "--strict", "bad.md", NULL);
    g_assert_cmpint(bad->status, ==, 1);
    g_assert_false(folder_has(f, "bad.pdf"));
    g_assert_nonnull(strstr(bad->err, "--strict"));
    g_autoptr(outcome) good = run_handpress(f, "--strict", "good.md", NULL);
    g_assert_cmpint(good->status, ==, 0);
    g_assert_true(folder_has(f, "good.pdf"));
}

/* --json: one object for the run; stderr stays empty. */
static void test_json(void)
{
    g_autoptr(folder) f = folder_new();
    folder_write(f, "good.md", GOOD);
    folder_write(f, "bad.md", BAD);
    g_autoptr(outcome) o = run_handpress(f, "--json", "-o", "out", "good.md", "absent.md", "bad.md", NULL);
    g_assert_cmpint(o->status, ==, 1);
    g_assert_cmpstr(o->err, ==, "");
    g_autoptr(GError) error = NULL;
    g_autoptr(JsonNode) root = json_from_string(o->out, &error);
    g_assert_no_error(error);
    JsonArray *files = json_object_get_array_member(json_node_get_object(root), "files");
    g_assert_cmpuint(json_array_get_length(files), ==, 3);

    JsonObject *good = json_array_get_object_element(files, 0);
    g_assert_cmpstr(json_object_get_string_member(good, "input"), ==, "good.md");
    g_assert_cmpstr(json_object_get_string_member(good, "output"), ==, "out/good.pdf");
    g_assert_cmpint(json_object_get_int_member(good, "pages"), ==, 1);
    size_t length;
    g_autofree char *pdf = folder_read(f, "out/good.pdf", &length);
    g_assert_nonnull(pdf);
    g_assert_cmpint(json_object_get_int_member(good, "bytes"), ==, (gint64)length);
    g_assert_cmpuint(json_array_get_length(json_object_get_array_member(good, "diagnostics")), ==, 0);

    JsonObject *absent = json_array_get_object_element(files, 1);
    g_assert_true(json_object_get_null_member(absent, "output"));
    JsonObject *failure = json_array_get_object_element(json_object_get_array_member(absent, "diagnostics"), 0);
    g_assert_cmpstr(json_object_get_string_member(failure, "severity"), ==, "error");
    g_assert_cmpstr(json_object_get_string_member(failure, "code"), ==, "input-failed");

    JsonObject *bad = json_array_get_object_element(files, 2);
    JsonObject *warning = json_array_get_object_element(json_object_get_array_member(bad, "diagnostics"), 0);
    g_assert_cmpstr(json_object_get_string_member(warning, "severity"), ==, "warning");
    g_assert_cmpstr(json_object_get_string_member(warning, "code"), ==, "image-missing");
    g_assert_cmpstr(json_object_get_string_member(warning, "file"), ==, "bad.md");
    g_assert_cmpint(json_object_get_int_member(warning, "line"), ==, 7);
    g_assert_nonnull(strstr(json_object_get_string_member(warning, "message"), "nowhere.png"));
}

/* What the deck asks for and does not get is said. */
static void test_deck_diagnostics(void)
{
    static const struct {
        const char *deck, *says;
    } cases[] = {
        {"---\ntype: slide\nslideOptions:\n  theme: nosuch\n---\n\n# T\n", "nosuch"},
        {"---\ntype: slide\nslideOptions:\n  theme: ../../etc\n---\n\n# T\n", "[front-matter-value]"},
        {"---\ntype: slide\n---\n\n<!-- .slide: data-background-video=\"a.mp4\" -->\n# T\n",
         "[background-unsupported]"},
        {"---\ntype: slide\n---\n\n<!-- .slide: data-background=\"gone.jpg\" -->\n# T\n", "[image-missing]"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(folder) f = folder_new();
        folder_write(f, "deck.md", cases[i].deck);
        g_autoptr(outcome) o = run_handpress(f, "deck.md", NULL);
        g_test_message("%s", o->err);
        g_assert_cmpint(o->status, ==, 0);
        g_assert_nonnull(strstr(o->err, cases[i].says));
    }
}

/* --styles: the user's sheets go before the built-in ones, by their names. */
static void test_styles_folder(void)
{
    g_autoptr(folder) f = folder_new();
    folder_write(f, "theme-mine.css", "body { background: #123456 } h1::after { content: ' (mine)' }");
    folder_write(f, "deck.md", "---\ntype: slide\nslideOptions:\n  slideNumber: false\n---\n\n# T\n");
    g_autoptr(outcome) o = run_handpress(f, "--styles", ".", "--theme", "mine", "--strict", "deck.md", NULL);
    g_test_message("%s", o->err);
    g_assert_cmpint(o->status, ==, 0);
    g_autoptr(pdf_document) pdf = folder_pdf(f, "deck.pdf");
    g_autofree char *text = pdf_text(pdf, 0);
    g_assert_cmpstr(text, ==, "T (mine)");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/report/message", test_message);
    g_test_add_func("/report/plain-and-quiet", test_plain_and_quiet);
    g_test_add_func("/report/colors", test_colors);
    g_test_add_func("/report/no-control-characters", test_no_control_characters);
    g_test_add_func("/report/strict", test_strict);
    g_test_add_func("/report/json", test_json);
    g_test_add_func("/report/deck-diagnostics", test_deck_diagnostics);
    g_test_add_func("/report/styles-folder", test_styles_folder);
    return g_test_run();
}
