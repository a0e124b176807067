#include "base/error.h"
#include "base/file.h"
#include "cli/command.h"
#include "cli/deck-file.h"
#include "cli/messages.h"
#include "cli/notes.h"
#include "cli/outputs.h"
#include "cli/report.h"
#include "job-binder.h"

#include <errno.h>
#include <sys/stat.h>

static const char summary[] = "Puts many decks and documents into one PDF, behind a table of contents.\n"
                              "\n"
                              "Each keeps its pages; --title is the heading of the contents.";

static const char description[] = "Examples:\n"
                                  "  handpress binder -o year.pdf --title 'Minutes of 2024' minutes/*.md\n";

typedef struct {
    export_options export;
    char **inputs, *output;
    gboolean help;
} binder_options;

static void binder_options_clear(binder_options *o)
{
    g_strfreev(o->inputs);
    g_free(o->output);
    export_options_clear(&o->export);
}

static GOptionContext *context_new(binder_options *o)
{
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &o->output, "Write to FILE, or - for standard output", "FILE"},
        {"help", 'h', 0, G_OPTION_ARG_NONE, &o->help, "Say this", NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->inputs, NULL, NULL},
        {0}};
    GOptionContext *context = option_context_new("binder -o FILE DECK…", summary, description, entries);
    export_options_add(&o->export, context, 0);
    return context;
}

static const char *combination_fault(const binder_options *o)
{
    if (!o->inputs)
        return "no input file";
    if (!o->output || !*o->output)
        return "a binder needs a name: -o FILE";
    if (o->export.job.letterhead)
        return "--letterhead is not for binders";
    return NULL;
}

static gboolean options_check(binder_options *o, GError **error)
{
    if (!export_options_check(&o->export, error))
        return FALSE;
    const char *fault = combination_fault(o);
    if (fault) {
        g_set_error_literal(error, HP_ERROR, HP_ERROR_USAGE, fault);
        return FALSE;
    }
    return notes_check(o->inputs, o->export.fetch, error) && outputs_check(o->output, o->inputs, o->export.json, error);
}

/* ---- the run ---- */

typedef struct {
    const char *name;
    hp_diags *diags;
    gboolean bound;
} bound_deck;

typedef struct {
    const binder_options *o;
    export_options export; /* of the decks: those of the line without what describes the binder */
    messages say;
    hp_fonts *fonts;
    size_t n_decks;
    bound_deck *decks;
    size_t pages;
    GError *error; /* why there is no file */
} run;

static void run_init(run *r, const binder_options *o)
{
    const export_options *e = &o->export;
    *r = (run){.o = o, .export = *e, .say = messages_make(e->quiet, e->verbose, e->json)};
    hp_job_options *job = &r->export.job;
    job->title = job->author = job->subject = job->keywords = job->contact = NULL;
    notes_prepare(e->job.fetcher, o->inputs);
    r->n_decks = g_strv_length(o->inputs);
    r->decks = g_new0(bound_deck, r->n_decks);
    for (size_t i = 0; i < r->n_decks; i++)
        r->decks[i].name = deck_name(o->inputs[i]);
}

static void run_clear(run *r)
{
    for (size_t i = 0; i < r->n_decks; i++)
        hp_diags_free(r->decks[i].diags);
    g_free(r->decks);
    hp_fonts_free(r->fonts);
    g_clear_error(&r->error);
}

static gboolean all_bound(const run *r)
{
    for (size_t i = 0; i < r->n_decks; i++)
        if (!r->decks[i].bound)
            return FALSE;
    return TRUE;
}

static gboolean any_bound(const run *r)
{
    for (size_t i = 0; i < r->n_decks; i++)
        if (r->decks[i].bound)
            return TRUE;
    return FALSE;
}

static gboolean is_clean(const run *r)
{
    for (size_t i = 0; i < r->n_decks; i++)
        if (hp_diags_count_severity(r->decks[i].diags, HP_DIAG_WARNING) > 0)
            return FALSE;
    return TRUE;
}

/* What is wrong with the deck leaves it out. FALSE: the binder itself fails. */
static gboolean deck_bind(run *r, hp_binder *binder, const char *input, bound_deck *deck)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(deck_file) file = deck_file_open(input, &r->export, r->fonts, NULL, deck->diags, &error);
    g_autoptr(GBytes) pdf = file ? hp_job_pdf(file->job, NULL, &error) : NULL;
    if (!pdf) {
        hp_diag_add(deck->diags, HP_DIAG_ERROR, messages_error_code(error), 0, "%s", error->message);
        return TRUE;
    }
    hp_pdf_metadata what = hp_job_describe(file->job);
    return deck->bound = hp_binder_add(binder, pdf, what.title, what.date, &r->error);
}

static gboolean decks_bind(run *r, hp_binder *binder)
{
    for (size_t i = 0; i < r->n_decks; i++) {
        bound_deck *deck = &r->decks[i];
        hp_diags_free(deck->diags);
        *deck = (bound_deck){.name = deck->name, .diags = hp_diags_new(deck->name)};
        if (!deck_bind(r, binder, r->o->inputs[i], deck))
            return FALSE;
    }
    return TRUE;
}

static gboolean binder_write(run *r, FILE *stream)
{
    const export_options *e = &r->o->export;
    g_autoptr(hp_binder) binder = hp_binder_new(stream);
    if (!decks_bind(r, binder))
        return FALSE;
    if (!any_bound(r))
        g_set_error(&r->error, HP_ERROR, HP_ERROR_INPUT, "there is no deck to bind");
    else if (e->strict && !is_clean(r))
        g_set_error(&r->error, HP_ERROR, HP_ERROR_INPUT, "there are warnings or errors, and --strict was asked for");
    return !r->error &&
           hp_binder_finish(binder, &e->job, e->job.title ? e->job.title : "Contents", r->fonts, &r->pages, &r->error);
}

static gboolean binder_fill(FILE *stream, void *user_data)
{
    run *r = user_data;
    g_clear_error(&r->error);
    if (binder_write(r, stream))
        return TRUE;
    errno = ECANCELED; /* it is not the file's fault: another try would not help */
    return FALSE;
}

static gboolean binder_make(run *r, GError **error)
{
    r->fonts = hp_fonts_new(&r->o->export.fonts, error);
    if (!r->fonts)
        return FALSE;
    if (hp_file_fill_atomic(r->o->output, binder_fill, r, error))
        return TRUE;
    if (r->error) {
        g_clear_error(error);
        g_propagate_error(error, g_steal_pointer(&r->error));
    }
    return FALSE;
}

static size_t output_size(const char *path)
{
    struct stat st;
    return !hp_file_is_stream(path) && stat(path, &st) == 0 ? (size_t)st.st_size : 0;
}

static void decks_tell(run *r, gboolean made, size_t bytes)
{
    g_autoptr(report) json = r->o->export.json ? report_new() : NULL;
    for (size_t i = 0; i < r->n_decks; i++) {
        const bound_deck *deck = &r->decks[i];
        gboolean bound = made && deck->bound;
        if (!deck->diags)
            continue;
        hp_diags_sort(deck->diags);
        if (json)
            report_add(json, r->o->inputs[i], bound ? r->o->output : NULL, bound ? r->pages : 0, bound ? bytes : 0,
                       deck->diags);
        else
            messages_show(&r->say, deck->diags);
    }
    if (json)
        report_print(json);
}

static int binder_run(const binder_options *o, GError **error)
{
    run r;
    run_init(&r, o);
    gboolean made = binder_make(&r, error);
    gboolean whole = made && all_bound(&r);
    size_t bytes = made ? output_size(o->output) : 0;
    decks_tell(&r, made, bytes);
    if (made && !hp_file_is_stream(o->output))
        messages_result(&r.say, o->output, r.pages, bytes);
    run_clear(&r);
    return whole ? COMMAND_DONE : COMMAND_FAILED;
}

int binder_command(int argc, char **argv, GError **error)
{
    binder_options o = {0};
    g_autoptr(GOptionContext) context = context_new(&o);
    int status = COMMAND_WRONG_USE;
    gboolean parsed = option_parse(context, argc, argv, error);
    if (parsed && o.help)
        status = command_print(g_option_context_get_help(context, TRUE, NULL));
    else if (parsed && options_check(&o, error))
        status = binder_run(&o, error);
    binder_options_clear(&o);
    return status;
}
