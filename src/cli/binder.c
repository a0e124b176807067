#include "base/error.h"
#include "base/file.h"
#include "cli/command.h"
#include "cli/export-options.h"
#include "cli/messages.h"
#include "cli/report.h"
#include "job-binder.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

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

static gboolean is_stream(const char *path)
{
    return strcmp(path, "-") == 0;
}

static const char *combination_fault(const binder_options *o)
{
    if (!o->inputs)
        return "no input file";
    if (!o->output || !*o->output)
        return "a binder needs a name: -o FILE";
    if (is_stream(o->output) && o->export.json)
        return "a PDF does not go to standard output beside --json; name a file with -o";
    if (is_stream(o->output) && isatty(STDOUT_FILENO))
        return "a PDF does not go to a terminal; name a file with -o";
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
    g_autofree char *output = g_canonicalize_filename(o->output, NULL);
    for (char **input = o->inputs; *input; input++) {
        g_autofree char *path = g_canonicalize_filename(*input, NULL);
        if (strcmp(path, output) != 0)
            continue;
        g_set_error(error, HP_ERROR, HP_ERROR_USAGE, "%s would be overwritten by a PDF", *input);
        return FALSE;
    }
    return TRUE;
}

/* ---- the run ---- */

typedef struct {
    const binder_options *o;
    messages say;
    size_t count;
    hp_job_source *sources;
    hp_binder_deck *decks;
    GPtrArray *texts; /* GBytes, and the folders of the decks */
    GPtrArray *dirs;
} run;

static void deck_read(run *r, size_t i)
{
    const char *name = r->o->inputs[i];
    hp_binder_deck *deck = &r->decks[i];
    deck->diags = hp_diags_new(is_stream(name) ? "stdin" : name);
    GBytes *text = hp_file_read(name, INPUT_MAX_BYTES, &deck->error);
    if (!text)
        return;
    char *dir = is_stream(name) ? NULL : g_path_get_dirname(name);
    g_ptr_array_add(r->texts, text);
    g_ptr_array_add(r->dirs, dir);
    r->sources[i] = (hp_job_source){.name = is_stream(name) ? "stdin" : name, .dir = dir};
    r->sources[i].bytes = g_bytes_get_data(text, &r->sources[i].length);
    deck->source = &r->sources[i];
}

static void run_init(run *r, const binder_options *o)
{
    const export_options *e = &o->export;
    hp_severity least = e->quiet ? HP_DIAG_ERROR : e->verbose ? HP_DIAG_NOTE : HP_DIAG_WARNING;
    *r = (run){.o = o, .say = {least, !e->quiet && !e->json, messages_want_color()}};
    r->count = g_strv_length(o->inputs);
    r->sources = g_new0(hp_job_source, r->count);
    r->decks = g_new0(hp_binder_deck, r->count);
    r->texts = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    r->dirs = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; i < r->count; i++)
        deck_read(r, i);
}

static void run_clear(run *r)
{
    for (size_t i = 0; i < r->count; i++) {
        hp_diags_free(r->decks[i].diags);
        g_clear_error(&r->decks[i].error);
    }
    g_ptr_array_unref(r->texts);
    g_ptr_array_unref(r->dirs);
    g_free(r->sources);
    g_free(r->decks);
}

static gboolean all_bound(const run *r)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->decks[i].error)
            return FALSE;
    return TRUE;
}

static gboolean is_clean(const run *r)
{
    for (size_t i = 0; i < r->count; i++)
        if (hp_diags_count_severity(r->decks[i].diags, HP_DIAG_WARNING) > 0)
            return FALSE;
    return all_bound(r);
}

static gboolean binder_make(run *r, size_t *pages, size_t *bytes, GError **error)
{
    const export_options *e = &r->o->export;
    g_autoptr(hp_fonts) fonts = hp_fonts_new(&e->fonts, error);
    g_autoptr(GBytes) pdf = fonts ? hp_job_binder(r->decks, r->count, &e->job, fonts, pages, error) : NULL;
    if (!pdf)
        return FALSE;
    if (e->strict && !is_clean(r)) {
        g_set_error(error, HP_ERROR, HP_ERROR_INPUT, "there are warnings or errors, and --strict was asked for");
        return FALSE;
    }
    const void *data = g_bytes_get_data(pdf, bytes);
    return hp_file_write_atomic(r->o->output, data, *bytes, error);
}

static void decks_tell(run *r, gboolean made, size_t pages, size_t bytes)
{
    g_autoptr(report) json = r->o->export.json ? report_new() : NULL;
    for (size_t i = 0; i < r->count; i++) {
        const hp_binder_deck *deck = &r->decks[i];
        if (deck->error)
            hp_diag_add(deck->diags, HP_DIAG_ERROR, messages_error_code(deck->error), 0, "%s", deck->error->message);
        hp_diags_sort(deck->diags);
        gboolean bound = made && !deck->error;
        if (json)
            report_add(json, r->o->inputs[i], bound ? r->o->output : NULL, bound ? pages : 0, bound ? bytes : 0,
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
    size_t pages = 0, bytes = 0;
    run_init(&r, o);
    gboolean made = binder_make(&r, &pages, &bytes, error);
    gboolean whole = made && all_bound(&r);
    decks_tell(&r, made, pages, bytes);
    if (made && !is_stream(o->output))
        messages_result(&r.say, o->output, pages, bytes);
    run_clear(&r);
    return whole ? COMMAND_DONE : COMMAND_FAILED;
}

int binder_command(int argc, char **argv, GError **error)
{
    binder_options o = {0};
    g_autoptr(GOptionContext) context = context_new(&o);
    int status = COMMAND_WRONG_USE;
    gboolean parsed = option_parse(context, argc, argv, error);
    if (parsed && o.help) {
        g_autofree char *help = g_option_context_get_help(context, TRUE, NULL);
        status = fputs(help, stdout) >= 0 ? COMMAND_DONE : COMMAND_FAILED;
    } else if (parsed && options_check(&o, error)) {
        status = binder_run(&o, error);
    }
    binder_options_clear(&o);
    return status;
}
