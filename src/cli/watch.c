/*
 * handpress watch FILE|DIR…: exports again what a change concerns.
 *
 * Every export tells which files it looked at, those that were not there
 * included; their folders are watched. Fonts stay loaded, so that a change costs
 * the export alone.
 */
#include "batch/watch.h"
#include "base/error.h"
#include "cli/command.h"
#include "cli/deck-file.h"
#include "cli/messages.h"
#include "cli/outputs.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define DEPTH_MAX 64

/* Pictures have no more bytes (asset/). */
#define READ_MAX_BYTES ((size_t)256 << 20)

typedef struct {
    export_options export;
    char **inputs;
    char *output;
    gboolean help;
} request;

static void request_clear(request *r)
{
    export_options_clear(&r->export);
    g_strfreev(r->inputs);
    g_free(r->output);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(request, request_clear)

/* A deck that is kept up to date. */
typedef struct {
    char *input, *output;
    GHashTable *needs; /* char *, absolute paths: what the last export looked at */
} watched;

/* A folder whose decks are watched, also those to come. */
typedef struct {
    char *path;   /* absolute */
    char *output; /* the folder that mirrors it; NULL: beside the decks */
} tree;

typedef struct {
    const request *r;
    hp_fonts *fonts;
    hp_watch *watch;
    messages say;
    GPtrArray *decks;    /* watched */
    GHashTable *by_path; /* absolute path of the source ─► watched; owns the paths alone */
    GPtrArray *trees;    /* tree */
} session;

static void watched_free(void *data)
{
    watched *deck = data;
    g_free(deck->input);
    g_free(deck->output);
    g_hash_table_unref(deck->needs);
    g_free(deck);
}

static void tree_free(void *data)
{
    tree *t = data;
    g_free(t->path);
    g_free(t->output);
    g_free(t);
}

static void say(const char *line)
{
    messages_text(line);
    fputc('\n', stderr);
}

/* ---- options ---- */

static GOptionContext *context_new(request *r)
{
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &r->output, "Write to PATH: a file or a folder", "PATH"},
        {"help", 'h', 0, G_OPTION_ARG_NONE, &r->help, "Say this", NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &r->inputs, NULL, NULL},
        {0}};
    GOptionContext *context =
        option_context_new("FILE|DIR…",
                           "Exports decks, and again whenever they, their pictures or their styles change.\n"
                           "Of a folder all Markdown files are watched, also new ones. Ends with Ctrl-C.",
                           NULL, entries);
    export_options_add(&r->export, context, 0);
    return context;
}

static const char *request_fault(const request *r)
{
    if (!r->inputs)
        return "watch: no file or folder";
    if (r->export.json)
        return "watch: --json tells of an export that ends";
    for (char **input = r->inputs; *input; input++)
        if (!g_file_test(*input, G_FILE_TEST_EXISTS) || g_str_equal(*input, "-"))
            return "watch: an input is no file or folder that is there";
    return NULL;
}

static gboolean request_parse(request *r, int argc, char **argv, GError **error)
{
    g_autoptr(GOptionContext) context = context_new(r);
    if (!option_parse(context, argc, argv, error))
        return FALSE;
    const char *fault = r->help ? NULL : request_fault(r);
    if (fault)
        g_set_error_literal(error, HP_ERROR, HP_ERROR_USAGE, fault);
    return !fault && (r->help || export_options_check(&r->export, error));
}

/* ---- what is watched ---- */

/* The folder itself or, while there is none, the one above it. TRUE when it was
 * not watched before. */
static gboolean watch_folder_of(session *s, const char *path)
{
    g_autofree char *folder = g_path_get_dirname(path);
    while (strcmp(folder, "/") != 0 && !g_file_test(folder, G_FILE_TEST_IS_DIR)) {
        char *above = g_path_get_dirname(folder);
        g_free(folder);
        folder = above;
    }
    g_autoptr(GError) error = NULL;
    gboolean is_new = !hp_watch_has(s->watch, folder);
    if (!hp_watch_add(s->watch, folder, &error))
        say(error->message);
    return is_new;
}

static gboolean read_is_current(const hp_read *read)
{
    hp_stamp now = hp_stamp_lookup(read->path);
    if (hp_stamp_equal(&now, &read->stamp))
        return TRUE;
    g_autofree char *hash = hp_reads_hash_now(read->path, READ_MAX_BYTES);
    return strcmp(hash, read->hash) == 0;
}

/* The first file that has changed since it was read. Borrowed; NULL: none has. */
static const char *reads_changed(const hp_reads *reads)
{
    for (size_t i = 0; i < hp_reads_count(reads); i++)
        if (!read_is_current(hp_reads_get(reads, i)))
            return hp_reads_get(reads, i)->path;
    return NULL;
}

/* Watches what the export looked at. Of a folder that was not watched till now
 * nobody tells what happened since: then returns the file that has changed
 * meanwhile, or NULL. */
static const char *deck_set_needs(session *s, watched *deck, const hp_reads *reads)
{
    gboolean any_new = FALSE;
    g_hash_table_remove_all(deck->needs);
    g_hash_table_add(deck->needs, g_canonicalize_filename(deck->input, NULL));
    for (size_t i = 0; i < hp_reads_count(reads); i++)
        g_hash_table_add(deck->needs, g_strdup(hp_reads_get(reads, i)->path));
    GHashTableIter iterator;
    gpointer path;
    g_hash_table_iter_init(&iterator, deck->needs);
    while (g_hash_table_iter_next(&iterator, &path, NULL))
        any_new = watch_folder_of(s, path) || any_new;
    return any_new ? reads_changed(reads) : NULL;
}

/* NULL when it is watched already. */
static watched *deck_add(session *s, const char *input, char *output)
{
    g_autofree char *path = g_canonicalize_filename(input, NULL);
    if (g_hash_table_contains(s->by_path, path)) {
        g_free(output);
        return NULL;
    }
    watched *deck = g_new0(watched, 1);
    deck->input = g_strdup(input);
    deck->output = output;
    deck->needs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_ptr_array_add(s->decks, deck);
    g_hash_table_insert(s->by_path, g_steal_pointer(&path), deck);
    return deck;
}

/* ---- exporting ---- */

static void say_result(const session *s, const watched *deck, GBytes *pdf, size_t pages, gint64 us, const char *cause)
{
    if (!s->say.results)
        return;
    g_autoptr(GDateTime) now = g_date_time_new_now_local();
    g_autofree char *clock = g_date_time_format(now, "%H:%M:%S");
    g_autofree char *size = g_format_size(g_bytes_get_size(pdf));
    g_autofree char *line = g_strdup_printf("%s %s: %zu page%s, %s, %d ms (%s)", clock, deck->output, pages,
                                            pages == 1 ? "" : "s", size, (int)(us / 1000), cause);
    say(line);
}

/* Makes the PDF's folder, so that a tree can be mirrored. */
static GBytes *deck_write(session *s, watched *deck, hp_reads *reads, hp_diags *diags, size_t *pages, GError **error)
{
    g_autoptr(deck_file) file = deck_file_open(deck->input, &s->r->export, s->fonts, reads, diags, error);
    g_autofree char *folder = g_path_get_dirname(deck->output);
    if (!file)
        return NULL;
    if (g_mkdir_with_parents(folder, 0777) < 0) {
        g_set_error(error, HP_ERROR, HP_ERROR_OUTPUT, "cannot make the folder %s", folder);
        return NULL;
    }
    return deck_file_write_pdf(file, &s->r->export, deck->output, diags, pages, error);
}

/* Exports once. Returns why it has to be done again at once, or NULL; free it. */
static char *deck_export_once(session *s, watched *deck, const char *cause)
{
    gint64 start = g_get_monotonic_time();
    g_autoptr(hp_diags) diags = hp_diags_new(deck->input);
    g_autoptr(hp_reads) reads = hp_reads_new();
    g_autoptr(GError) error = NULL;
    size_t pages = 0;
    g_autoptr(GBytes) pdf = deck_write(s, deck, reads, diags, &pages, &error);
    gint64 took = g_get_monotonic_time() - start;
    if (error)
        hp_diag_add(diags, HP_DIAG_ERROR, messages_error_code(error), 0, "%s", error->message);
    /* Before it is told: whoever waits for the line may change a file at once. */
    const char *changed = deck_set_needs(s, deck, reads);
    messages_show(&s->say, diags);
    if (pdf)
        say_result(s, deck, pdf, pages, took, cause);
    g_autofree char *name = changed ? g_path_get_basename(changed) : NULL;
    return name ? g_strdup_printf("%s changed", name) : NULL;
}

static void deck_export(session *s, watched *deck, const char *cause)
{
    g_autofree char *again = deck_export_once(s, deck, cause);
    while (again) {
        char *next = deck_export_once(s, deck, again);
        g_free(again);
        again = next;
    }
}

/* ---- folders ---- */

static gboolean is_markdown(const char *name)
{
    return *name != '.' && (g_str_has_suffix(name, ".md") || g_str_has_suffix(name, ".markdown"));
}

static void tree_add_deck(session *s, const tree *t, const char *path)
{
    g_autofree char *beside = outputs_name(path, ".pdf");
    char *output = t->output ? g_build_filename(t->output, beside + strlen(t->path), NULL) : g_steal_pointer(&beside);
    watched *deck = deck_add(s, path, output);
    if (deck)
        deck_export(s, deck, "found");
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Watches a folder of a tree and all below it, and exports what is new there.
 * Hidden folders and links to folders are left alone. */
static void tree_scan(session *s, const tree *t, const char *folder, int depth)
{
    g_autoptr(GError) error = NULL;
    if (!hp_watch_add(s->watch, folder, &error))
        say(error->message);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (const char *name; dir && (name = g_dir_read_name(dir));)
        if (*name != '.')
            g_ptr_array_add(names, g_strdup(name));
    g_ptr_array_sort(names, compare_names);
    for (guint i = 0; i < names->len; i++) {
        struct stat st;
        g_autofree char *path = g_build_filename(folder, names->pdata[i], NULL);
        if (lstat(path, &st) < 0)
            continue;
        if (S_ISDIR(st.st_mode) && depth < DEPTH_MAX)
            tree_scan(s, t, path, depth + 1);
        else if (S_ISREG(st.st_mode) && is_markdown(names->pdata[i]))
            tree_add_deck(s, t, path);
    }
}

/* Whether a path is in a tree, and no part of it below the tree is hidden. */
static gboolean tree_has(const tree *t, const char *path)
{
    size_t length = strlen(t->path);
    return strncmp(path, t->path, length) == 0 && path[length] == '/' && !strstr(path + length, "/.");
}

/* A file or folder that is new in a tree. */
static void tree_look(session *s, const char *path)
{
    struct stat st;
    if (lstat(path, &st) < 0)
        return;
    g_autofree char *name = g_path_get_basename(path);
    for (guint i = 0; i < s->trees->len; i++) {
        const tree *t = s->trees->pdata[i];
        if (!tree_has(t, path))
            continue;
        if (S_ISDIR(st.st_mode))
            tree_scan(s, t, path, 0);
        else if (S_ISREG(st.st_mode) && is_markdown(name))
            tree_add_deck(s, t, path);
    }
}

/* ---- changes ---- */

/* The changed path that concerns a deck: a file it looked at, or a folder above
 * one. NULL: none does. */
static const char *deck_cause(const watched *deck, GHashTable *changed)
{
    GHashTableIter iterator;
    gpointer need;
    g_hash_table_iter_init(&iterator, deck->needs);
    while (g_hash_table_iter_next(&iterator, &need, NULL)) {
        g_autofree char *path = g_strdup(need);
        for (char *end = path + strlen(path); end && end > path; end = strrchr(path, '/')) {
            *end = '\0';
            gpointer found;
            if (g_hash_table_lookup_extended(changed, path, &found, NULL))
                return found;
        }
    }
    return NULL;
}

static void take_changes(session *s, GHashTable *changed, gboolean lost)
{
    guint known = s->decks->len;
    for (guint i = 0; i < known; i++) {
        watched *deck = s->decks->pdata[i];
        const char *path = deck_cause(deck, changed);
        if (!path && !lost)
            continue;
        g_autofree char *name = path ? g_path_get_basename(path) : NULL;
        g_autofree char *cause = name ? g_strdup_printf("%s changed", name) : g_strdup("much changed");
        if (g_file_test(deck->input, G_FILE_TEST_EXISTS))
            deck_export(s, deck, cause);
    }
    GHashTableIter iterator;
    gpointer path;
    g_hash_table_iter_init(&iterator, changed);
    while (g_hash_table_iter_next(&iterator, &path, NULL))
        tree_look(s, path);
    for (guint i = 0; lost && i < s->trees->len; i++)
        tree_scan(s, s->trees->pdata[i], ((const tree *)s->trees->pdata[i])->path, 0);
}

static gboolean output_is_folder(const request *r)
{
    return r->output &&
           (g_str_has_suffix(r->output, "/") || r->inputs[1] || g_file_test(r->output, G_FILE_TEST_IS_DIR));
}

static char *file_output(const request *r, const char *input)
{
    g_autofree char *base = g_path_get_basename(input);
    g_autofree char *name = outputs_name(base, ".pdf");
    if (output_is_folder(r))
        return g_build_filename(r->output, name, NULL);
    return r->output ? g_strdup(r->output) : outputs_name(input, ".pdf");
}

static void input_begin(session *s, const char *input)
{
    if (g_file_test(input, G_FILE_TEST_IS_DIR)) {
        tree *t = g_new0(tree, 1);
        t->path = g_canonicalize_filename(input, NULL);
        t->output = g_strdup(s->r->output);
        g_ptr_array_add(s->trees, t);
        tree_scan(s, t, t->path, 0);
        return;
    }
    watched *deck = deck_add(s, input, file_output(s->r, input));
    if (deck)
        deck_export(s, deck, "at the start");
}

static gboolean session_run(session *s, GError **error)
{
    for (char **input = s->r->inputs; *input; input++)
        input_begin(s, *input);
    if (s->say.results) {
        g_autofree char *line = g_strdup_printf("watching %u file%s", s->decks->len, s->decks->len == 1 ? "" : "s");
        say(line);
    }
    for (gboolean lost;;) {
        g_autoptr(GHashTable) changed = hp_watch_wait(s->watch, &lost, error);
        if (!changed)
            return FALSE;
        take_changes(s, changed, lost);
    }
}

int watch_command(int argc, char **argv, GError **error)
{
    g_auto(request) r = {0};
    if (!request_parse(&r, argc, argv, error))
        return COMMAND_WRONG_USE;
    if (r.help) {
        g_autoptr(GOptionContext) context = context_new(&r);
        return command_print(g_option_context_get_help(context, TRUE, NULL));
    }
    g_autoptr(hp_fonts) fonts = hp_fonts_new(&r.export.fonts, error);
    g_autoptr(hp_watch) watch = fonts ? hp_watch_new(error) : NULL;
    if (!watch)
        return COMMAND_FAILED;
    g_autoptr(GPtrArray) decks = g_ptr_array_new_with_free_func(watched_free);
    g_autoptr(GHashTable) by_path = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GPtrArray) trees = g_ptr_array_new_with_free_func(tree_free);
    messages say = messages_make(r.export.quiet, r.export.verbose, FALSE);
    session s = {&r, fonts, watch, say, decks, by_path, trees};
    session_run(&s, error);
    return COMMAND_FAILED;
}
