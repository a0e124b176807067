#include "base/error.h"
#include "base/file.h"
#include "cli/command.h"
#include "cli/deck-file.h"
#include "cli/depfile.h"
#include "cli/dump.h"
#include "cli/messages.h"
#include "cli/notes.h"
#include "cli/options.h"
#include "cli/outputs.h"
#include "cli/pictures.h"
#include "cli/report.h"
#include "job.h"

#include <string.h>

typedef struct {
    const options *o;
    hp_fonts *fonts;
    messages say;
    report *json;     /* NULL: not asked for */
    depfile *depfile; /* likewise */
} run;

/* What became of an input. */
typedef struct {
    char **outputs; /* NULL-terminated; NULL: none */
    size_t pages, bytes;
} result;

static gboolean task_export(const task *t, deck_file *deck, const run *r, hp_diags *diags, result *to, GError **error)
{
    if (r->o->format == FORMAT_PDF) {
        g_autoptr(GBytes) pdf = deck_file_write_pdf(deck, &r->o->export, t->output, diags, &to->pages, error);
        to->bytes = pdf ? g_bytes_get_size(pdf) : 0;
        to->outputs = pdf ? g_strdupv((char *[]){t->output, NULL}) : NULL;
    } else {
        to->outputs = pictures_export(deck->job, r->o, t->output, diags, &to->bytes, error);
        to->pages = to->outputs ? g_strv_length(to->outputs) : 0;
    }
    return to->outputs != NULL;
}

static gboolean task_try(const task *t, const run *r, hp_diags *diags, result *to, GError **error)
{
    g_autoptr(hp_reads) reads = r->depfile ? hp_reads_new() : NULL;
    g_autoptr(deck_file) deck = deck_file_open(t->input, &r->o->export, r->fonts, reads, diags, error);
    if (!deck)
        return FALSE;
    if (r->o->dump) {
        dump_job(deck->job, r->o->dump);
        return TRUE;
    }
    if (!task_export(t, deck, r, diags, to, error))
        return FALSE;
    if (reads)
        depfile_add(r->depfile, to->outputs, reads);
    return TRUE;
}

static void say_result(const messages *say, const result *made)
{
    const char *first = made->outputs[0], *last = made->outputs[g_strv_length(made->outputs) - 1];
    g_autofree char *span = g_strdup_printf("%s … %s", first, last);
    messages_result(say, first == last ? first : span, made->pages, made->bytes);
}

/* One input from file to file. What goes wrong with it stays with it. */
static gboolean task_run(const task *t, const run *r)
{
    g_autoptr(hp_diags) diags = hp_diags_new(deck_name(t->input));
    g_autoptr(GError) error = NULL;
    result made = {0};
    gboolean ok = task_try(t, r, diags, &made, &error);
    if (error)
        hp_diag_add(diags, HP_DIAG_ERROR, messages_error_code(error), 0, "%s", error->message);
    if (r->json) {
        hp_diags_sort(diags);
        if (made.outputs)
            report_add_several(r->json, t->input, made.outputs, made.pages, made.bytes, diags);
        else
            report_add(r->json, t->input, NULL, 0, 0, diags);
    } else {
        messages_show(&r->say, diags);
    }
    if (made.outputs && !hp_file_is_stream(made.outputs[0]))
        say_result(&r->say, &made);
    g_strfreev(made.outputs);
    return ok && !(r->o->export.strict && hp_diags_count_severity(diags, HP_DIAG_WARNING) > 0);
}

static int run_tasks(const options *o, const GPtrArray *tasks, GError **error)
{
    g_autoptr(hp_fonts) fonts = outputs_make_folder(o, error) ? hp_fonts_new(&o->export.fonts, error) : NULL;
    if (!fonts)
        return COMMAND_FAILED;
    g_autoptr(report) json = o->export.json ? report_new() : NULL;
    g_autoptr(depfile) dependencies = o->depfile ? depfile_new() : NULL;
    messages say = messages_make(o->export.quiet, o->export.verbose, o->export.json);
    run r = {o, fonts, say, json, dependencies};
    notes_prepare(o->export.job.fetcher, o->inputs);
    int status = COMMAND_DONE;
    for (unsigned i = 0; i < tasks->len; i++)
        if (!task_run(g_ptr_array_index(tasks, i), &r))
            status = COMMAND_FAILED;
    if (json)
        report_print(json);
    return dependencies && !depfile_write(dependencies, o->depfile, error) ? COMMAND_FAILED : status;
}

int export_command(int argc, char **argv, GError **error)
{
    g_autoptr(options) o = options_parse(argc, argv, error);
    if (!o)
        return g_error_matches(*error, HP_ERROR, HP_ERROR_USAGE) ? COMMAND_WRONG_USE : COMMAND_FAILED;
    if (o->version)
        return command_print(g_strdup("handpress " HANDPRESS_VERSION "\n"));
    if (o->help)
        return command_print(options_help());
    g_autoptr(GPtrArray) tasks = outputs_plan(o, error);
    return tasks ? run_tasks(o, tasks, error) : COMMAND_WRONG_USE;
}
