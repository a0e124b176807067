/* The worker of a batch: takes tasks from its socket, makes PDFs, answers. It is
 * started by batch/worker.c and is of no use to people. */
#include "batch/index.h"
#include "batch/protocol.h"
#include "cli/batch-bind.h"
#include "cli/command.h"
#include "cli/deck-file.h"
#include "cli/messages.h"

#include "base/error.h"
#include "base/file.h"
#include "job-pictures.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

/* What stays from task to task. */
typedef struct {
    char **arguments; /* of the export that the options are for; NULL: none yet */
    export_options options;
    char *fonts_key; /* what the fonts were made for */
    hp_fonts *fonts;
} worker;

#ifdef HANDPRESS_TEST_HOOKS
#include "cli/test-hooks.h"
#endif

/* ---- Options and fonts ---- */

static gboolean options_use(worker *w, char **arguments, GError **error)
{
    if (w->arguments && g_strv_equal((const char *const *)w->arguments, (const char *const *)arguments))
        return TRUE;
    g_clear_pointer(&w->arguments, g_strfreev);
    export_options_clear(&w->options);
    w->options = (export_options){0};
    if (!export_options_parse(&w->options, (const char *const *)arguments, error))
        return FALSE;
    w->arguments = g_strdupv(arguments);
    return TRUE;
}

static gboolean fonts_use(worker *w, GError **error)
{
    g_autofree char *key = export_options_fonts_key(&w->options);
    if (w->fonts && strcmp(key, w->fonts_key) == 0)
        return TRUE;
    g_clear_pointer(&w->fonts, hp_fonts_free);
    g_free(w->fonts_key);
    w->fonts_key = g_steal_pointer(&key);
    w->fonts = hp_fonts_new(&w->options.fonts, error);
    return w->fonts != NULL;
}

/* ---- A task ---- */

static void result_describe(GVariantDict *result, hp_job *job)
{
    hp_pdf_metadata what = hp_job_describe(job);
    const hp_front_matter *front = &hp_job_deck(job)->front;
    const struct {
        const char *key, *value;
    } texts[] = {{"kind", front->kind == HP_DECK ? "deck" : "document"},
                 {"title", what.title},
                 {"author", what.author},
                 {"date", what.date},
                 {"lang", what.lang}};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        if (texts[i].value)
            g_variant_dict_insert(result, texts[i].key, "s", texts[i].value);
    g_variant_dict_insert(result, "tags", "^as", front->tags);
}

typedef struct {
    hp_job *job;
    GBytes *png; /* NULL: it cannot be drawn; the index does without */
} cover;

static void cover_clear(cover *c)
{
    g_clear_pointer(&c->png, g_bytes_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(cover, cover_clear)

static void cover_draw(const hp_page *page, void *user_data)
{
    cover *c = user_data;
    c->png = hp_job_page_png(c->job, page, HP_INDEX_COVER_PX, NULL);
}

static gboolean cover_write(const cover *c, const char *path, GError **error)
{
    size_t size;
    const void *data = c->png ? g_bytes_get_data(c->png, &size) : NULL;
    return !data || hp_file_write_atomic(path, data, size, error);
}

static void cover_note(const cover *c, const char *path, GVariantDict *result)
{
    hp_stamp stamp = c->png ? hp_stamp_lookup(path) : HP_STAMP_ABSENT;
    g_variant_dict_insert_value(result, "cover", hp_stamp_to_variant(&stamp));
}

/* A cover that somebody removed, without the PDF that it belongs to. */
static gboolean cover_make(worker *w, const char *input, const char *path, hp_diags *diags, GVariantDict *result,
                           GError **error)
{
    g_autoptr(deck_file) deck = deck_file_open(input, &w->options, w->fonts, NULL, diags, error);
    g_auto(cover) first = {.job = deck ? deck->job : NULL};
    if (!deck)
        return FALSE;
    first.png = hp_job_cover(deck->job, HP_INDEX_COVER_PX, NULL);
    if (!cover_write(&first, path, error))
        return FALSE;
    cover_note(&first, path, result);
    return TRUE;
}

static gboolean pdf_make(worker *w, const char *input, const char *output, const char *cover_path, hp_reads *reads,
                         hp_diags *diags, GVariantDict *result, GError **error)
{
    g_autoptr(deck_file) deck = deck_file_open(input, &w->options, w->fonts, reads, diags, error);
    if (!deck)
        return FALSE;
#ifdef HANDPRESS_TEST_HOOKS
    test_hooks_run(deck->text.source.bytes, deck->text.source.length);
#endif
    result_describe(result, deck->job);
    size_t pages;
    g_auto(cover) first = {.job = deck->job};
    hp_job_watch_first_page(deck->job, cover_draw, &first);
    g_autoptr(GBytes) pdf = deck_file_write_pdf(deck, &w->options, output, diags, &pages, error);
    if (!pdf || !cover_write(&first, cover_path, error))
        return FALSE;
    g_autofree char *hash = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, pdf);
    hp_stamp stamp = hp_stamp_lookup(output);
    cover_note(&first, cover_path, result);
    g_variant_dict_insert(result, "pages", "t", (guint64)pages);
    g_variant_dict_insert(result, "bytes", "t", (guint64)g_bytes_get_size(pdf));
    g_variant_dict_insert(result, "output-hash", "s", hash);
    g_variant_dict_insert_value(result, "stamp", hp_stamp_to_variant(&stamp));
    return TRUE;
}

static GVariant *bind_do(worker *w, GVariant *task)
{
    g_auto(GStrv) arguments = NULL;
    g_autoptr(GError) error = NULL;
    GVariantDict result;
    g_variant_dict_init(&result, NULL);
    if (g_variant_lookup(task, "arguments", "^aay", &arguments) && options_use(w, arguments, &error) &&
        fonts_use(w, &error))
        batch_bind(task, &w->options, w->fonts, &result);
    if (error)
        g_variant_dict_insert(&result, "error", "s", error->message);
    return g_variant_dict_end(&result);
}

static GVariant *task_do(worker *w, GVariant *task)
{
    gint64 since = g_get_monotonic_time();
    g_autofree char *input = NULL, *output = NULL, *cover_path = NULL;
    g_auto(GStrv) arguments = NULL;
    gboolean cover_only = FALSE;
    g_variant_lookup(task, "cover-only", "b", &cover_only);
    if (!g_variant_lookup(task, "input", "^ay", &input) || !g_variant_lookup(task, "output", "^ay", &output) ||
        !g_variant_lookup(task, "cover", "^ay", &cover_path) ||
        !g_variant_lookup(task, "arguments", "^aay", &arguments))
        return NULL;
    g_autoptr(hp_diags) diags = hp_diags_new(input);
    g_autoptr(hp_reads) reads = hp_reads_new();
    g_autoptr(GError) error = NULL;
    GVariantDict result;
    g_variant_dict_init(&result, NULL);
    gboolean written = options_use(w, arguments, &error) && fonts_use(w, &error) &&
                       (cover_only ? cover_make(w, input, cover_path, diags, &result, &error)
                                   : pdf_make(w, input, output, cover_path, reads, diags, &result, &error));
    if (error)
        hp_diag_add(diags, HP_DIAG_ERROR, messages_error_code(error), 0, "%s", error->message);
    hp_diags_sort(diags);
    g_variant_dict_insert(&result, "written", "b", written);
    g_variant_dict_insert(&result, "seconds", "d", (double)(g_get_monotonic_time() - since) / G_USEC_PER_SEC);
    g_variant_dict_insert_value(&result, "reads", hp_reads_to_variant(reads));
    g_variant_dict_insert_value(&result, "diagnostics", hp_diags_to_variant(diags));
    return g_variant_dict_end(&result);
}

int batch_worker_command(int argc, char **argv, GError **error)
{
    struct stat st;
    if (argc != 2 || fstat(HP_WORKER_FD, &st) < 0 || !S_ISSOCK(st.st_mode)) {
        g_set_error(error, HP_ERROR, HP_ERROR_USAGE, "batch-worker is for the batch command itself");
        return COMMAND_WRONG_USE;
    }
    /* A run that is killed takes its workers along. It may have gone already. */
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (g_ascii_strtoll(argv[1], NULL, 10) != (gint64)getppid())
        return COMMAND_FAILED;
    fcntl(HP_WORKER_FD, F_SETFD, FD_CLOEXEC);
    hp_file_sync_later();
    worker w = {0};
    g_autoptr(GVariant) task = NULL;
    while ((task = hp_frame_receive(HP_WORKER_FD))) {
        g_autoptr(GVariant) binder = g_variant_lookup_value(task, "binder", NULL);
        GVariant *result = binder ? bind_do(&w, task) : task_do(&w, task);
        if (!result || !hp_frame_send(HP_WORKER_FD, result))
            break;
#ifdef HANDPRESS_TEST_HOOKS
        if (test_hook_is_last)
            _exit(0);
#endif
        g_clear_pointer(&task, g_variant_unref);
    }
    g_strfreev(w.arguments);
    export_options_clear(&w.options);
    g_free(w.fonts_key);
    hp_fonts_free(w.fonts);
    return COMMAND_DONE;
}
