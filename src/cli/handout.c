#include "base/error.h"
#include "base/file.h"
#include "cli/command.h"
#include "cli/deck-file.h"
#include "cli/handout-options.h"
#include "cli/messages.h"
#include "cli/notes.h"
#include "cli/outputs.h"
#include "cli/report.h"
#include "job-handout.h"

typedef struct {
    const handout_options *o;
    messages say;
    char *output;
    size_t count;
    deck_text *texts; /* which live until the handout is written */
    hp_diags **diags;
} run;

/* deck.md gives deck-handout.pdf, so that it does not take the place of deck.pdf. */
static char *output_of(const handout_options *o)
{
    if (o->output && !g_str_has_suffix(o->output, "/") && !g_file_test(o->output, G_FILE_TEST_IS_DIR))
        return g_strdup(o->output);
    if (!o->output && hp_file_is_stream(o->inputs[0]))
        return g_strdup("-");
    g_autofree char *first = outputs_base(o->inputs[0]);
    g_autofree char *name = outputs_name(first, "-handout.pdf");
    g_autofree char *base = g_path_get_basename(name);
    return o->output ? g_build_filename(o->output, base, NULL) : g_steal_pointer(&name);
}

static void run_clear(run *r)
{
    for (size_t i = 0; i < r->count; i++) {
        deck_text_clear(&r->texts[i]);
        hp_diags_free(r->diags[i]);
    }
    g_free(r->texts);
    g_free(r->diags);
    g_free(r->output);
}

static gboolean has_warnings(const run *r)
{
    for (size_t i = 0; i < r->count; i++)
        if (hp_diags_count_severity(r->diags[i], HP_DIAG_WARNING) > 0)
            return TRUE;
    return FALSE;
}

/* Makes and writes the file. *at: the deck that was worked on, for the error. */
static gboolean handout_make(run *r, size_t *at, size_t *pages, size_t *bytes, GError **error)
{
    g_autoptr(hp_fonts) fonts = hp_fonts_new(&r->o->export.fonts, error);
    notes_prepare(r->o->export.job.fetcher, r->o->inputs);
    g_autofree hp_job_source *sources = g_new0(hp_job_source, r->count);
    for (size_t i = 0; i < r->count; i++) {
        *at = i;
        if (!fonts || !deck_text_read(&r->texts[i], r->o->inputs[i], r->o->export.job.fetcher, r->diags[i], error))
            return FALSE;
        sources[i] = r->texts[i].source;
    }
    g_autoptr(GBytes) pdf =
        hp_job_handout(sources, r->diags, r->count, &r->o->export.job, &r->o->handout, fonts, pages, at, error);
    if (!pdf)
        return FALSE;
    if (r->o->export.strict && has_warnings(r)) {
        g_set_error(error, HP_ERROR, HP_ERROR_INPUT, "there are warnings, and --strict was asked for");
        return FALSE;
    }
    const void *data = g_bytes_get_data(pdf, bytes);
    return hp_file_write_atomic(r->output, data, *bytes, error);
}

static void run_init(run *r, const handout_options *o)
{
    const export_options *e = &o->export;
    *r = (run){.o = o, .say = messages_make(e->quiet, e->verbose, e->json)};
    r->count = g_strv_length(o->inputs);
    r->output = output_of(o);
    r->texts = g_new0(deck_text, r->count);
    r->diags = g_new0(hp_diags *, r->count);
    for (size_t i = 0; i < r->count; i++)
        r->diags[i] = hp_diags_new(deck_name(o->inputs[i]));
}

static void report_all(run *r, gboolean ok, size_t pages, size_t bytes)
{
    g_autoptr(report) json = report_new();
    for (size_t i = 0; i < r->count; i++) {
        hp_diags_sort(r->diags[i]);
        report_add(json, r->o->inputs[i], ok ? r->output : NULL, pages, bytes, r->diags[i]);
    }
    report_print(json);
}

static int handout_run(run *r)
{
    g_autoptr(GError) error = NULL;
    size_t at = 0, pages = 0, bytes = 0;
    gboolean ok = handout_make(r, &at, &pages, &bytes, &error);
    if (!ok)
        hp_diag_add(r->diags[at], HP_DIAG_ERROR, messages_error_code(error), 0, "%s", error->message);
    if (r->o->export.json)
        report_all(r, ok, pages, bytes);
    for (size_t i = 0; i < r->count && !r->o->export.json; i++)
        messages_show(&r->say, r->diags[i]);
    if (ok && !hp_file_is_stream(r->output))
        messages_result(&r->say, r->output, pages, bytes);
    return ok ? COMMAND_DONE : COMMAND_FAILED;
}

int handout_command(int argc, char **argv, GError **error)
{
    g_autoptr(handout_options) o = handout_options_parse(argc, argv, error);
    if (!o)
        return COMMAND_WRONG_USE;
    if (o->help)
        return command_print(handout_options_help());
    run r;
    run_init(&r, o);
    int status = outputs_check(r.output, o->inputs, o->export.json, error) ? handout_run(&r) : COMMAND_WRONG_USE;
    run_clear(&r);
    return status;
}
