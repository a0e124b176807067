#include "base/error.h"
#include "base/file.h"
#include "cli/command.h"
#include "cli/deck-file.h"
#include "cli/messages.h"
#include "cli/notes.h"
#include "cli/press-options.h"
#include "cli/report.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const press_options *o;
    hp_fonts *fonts;
    messages say;
    report *json;      /* NULL: not asked for */
    GHashTable *taken; /* paths written in this run ─► input */
} run;

static gboolean output_is_folder(const press_options *o)
{
    return o->output &&
           (g_str_has_suffix(o->output, "/") || o->inputs[1] || g_file_test(o->output, G_FILE_TEST_IS_DIR));
}

/* What -o says, when it is a file. */
static char *stem_given(const press_options *o)
{
    if (!o->output || output_is_folder(o))
        return NULL;
    gboolean pdf = g_str_has_suffix(o->output, ".pdf") && strlen(o->output) > 4;
    return g_strndup(o->output, strlen(o->output) - (pdf ? 4 : 0));
}

/* The path of a deck's files without their ending. */
static char *stem_of(const press_options *o, const char *input, const hp_press *press)
{
    g_autofree char *given = stem_given(o);
    if (given)
        return g_steal_pointer(&given);
    if (o->output || hp_file_is_stream(input) || hp_is_web_address(input))
        return g_build_filename(o->output ? o->output : ".", press->name, NULL);
    g_autofree char *dir = g_path_get_dirname(input);
    return strcmp(dir, ".") == 0 ? g_strdup(press->name) : g_build_filename(dir, press->name, NULL);
}

typedef struct {
    const char *ending;
    GBytes *bytes; /* NULL: not wanted */
} piece;

/* What would be lost by writing there: the deck, a picture of it, or what another
 * deck of this run became. */
static gboolean path_check(run *r, const char *input, const hp_job *job, const char *path, GError **error)
{
    g_autofree char *real = realpath(path, NULL), *whole = g_canonicalize_filename(path, NULL);
    const char *other = g_hash_table_lookup(r->taken, whole);
    if (other && strcmp(other, input) != 0) {
        g_set_error(error, HP_ERROR, HP_ERROR_OUTPUT, "%s and %s would both become %s", other, input, path);
        return FALSE;
    }
    gboolean used = real && hp_assets_has_file(hp_job_assets(job), real);
    for (char **at = r->o->inputs; real && *at && !used; at++) {
        g_autofree char *its = realpath(*at, NULL);
        used = its && strcmp(its, real) == 0;
    }
    if (!used)
        return TRUE;
    g_set_error(error, HP_ERROR, HP_ERROR_OUTPUT, "%s would be overwritten; choose a name with -o", path);
    return FALSE;
}

/* The PDF comes last: when it is there, all is there. */
static char **press_write(run *r, const char *input, const hp_job *job, const hp_press *press, GError **error)
{
    g_autofree char *stem = stem_of(r->o, input, press);
    const piece pieces[] = {{".txt", press->text}, {".png", press->cover}, {".eml", press->mail}, {".pdf", press->pdf}};
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
        char *path = g_strconcat(stem, pieces[i].ending, NULL);
        g_ptr_array_add(paths, path);
        if (pieces[i].bytes && !path_check(r, input, job, path, error))
            return NULL;
    }
    g_autoptr(GStrvBuilder) written = g_strv_builder_new();
    g_strv_builder_add(written, g_ptr_array_index(paths, G_N_ELEMENTS(pieces) - 1));
    for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
        const char *path = g_ptr_array_index(paths, i);
        size_t size;
        const void *data = pieces[i].bytes ? g_bytes_get_data(pieces[i].bytes, &size) : NULL;
        if (!data)
            continue;
        if (!hp_file_write_atomic(path, data, size, error))
            return NULL;
        g_hash_table_insert(r->taken, g_canonicalize_filename(path, NULL), (void *)input);
        if (pieces[i].bytes != press->pdf)
            g_strv_builder_add(written, path);
    }
    return g_strv_builder_end(written);
}

/* The PDF's path first. */
static char **press_try(run *r, const char *input, hp_diags *diags, hp_press *press, GError **error)
{
    g_autoptr(deck_file) deck = deck_file_open(input, &r->o->export, r->fonts, NULL, diags, error);
    g_autofree char *given = stem_given(r->o), *name = given ? g_path_get_basename(given) : NULL;
    hp_press_options options = r->o->press;
    options.name = name;
    if (!deck || !hp_press_make(deck->job, &deck->text.source, &options, press, error))
        return NULL;
    if (r->o->export.strict && hp_diags_count_severity(diags, HP_DIAG_WARNING) > 0) {
        g_set_error(error, HP_ERROR, HP_ERROR_INPUT, "there are warnings, and --strict was asked for");
        return NULL;
    }
    return press_write(r, input, deck->job, press, error);
}

/* "12 of 14 pictures at 150 dpi, photographs at quality 75"; NULL: none touched. */
static char *pictures_text(const hp_budget_report *budget)
{
    const hp_pdf_pictures *made = &budget->result;
    if (made->changed == 0)
        return NULL;
    return g_strdup_printf("%u of %u pictures made smaller, to %d dpi and quality %d%s", made->changed, made->pictures,
                           budget->dpi, budget->quality, budget->drawings ? ", drawings included" : "");
}

/* What else there is to say of a file that is written. */
static void say_details(const run *r, const hp_press *press, const char *pictures, char *const *also)
{
    const press_options *o = r->o;
    if (pictures && r->say.least > HP_DIAG_NOTE)
        messages_detail(&r->say, pictures);
    if (o->press.password)
        messages_detail(&r->say, "opens with the password alone; tell it by another way than this file");
    g_autofree char *mail =
        o->press.to ? g_strconcat("a mail to ", o->press.to, NULL) : g_strdup("a mail without recipients");
    const struct {
        const char *ending, *what;
        GBytes *bytes;
    } kinds[] = {
        {".txt", "the words alone", press->text}, {".png", "the cover", press->cover}, {".eml", mail, press->mail}};
    for (; *also; also++) {
        for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
            if (!kinds[i].bytes || !g_str_has_suffix(*also, kinds[i].ending))
                continue;
            g_autofree char *size = g_format_size(g_bytes_get_size(kinds[i].bytes));
            g_autofree char *line = g_strdup_printf("%s: %s, %s", *also, size, kinds[i].what);
            messages_detail(&r->say, line);
        }
    }
}

static gboolean press_one(run *r, const char *input)
{
    g_autoptr(hp_diags) diags = hp_diags_new(deck_name(input));
    g_autoptr(GError) error = NULL;
    hp_press press = {0};
    g_auto(GStrv) written = press_try(r, input, diags, &press, &error);
    g_autofree char *pictures = written ? pictures_text(&press.budget) : NULL;
    size_t bytes = written ? g_bytes_get_size(press.pdf) : 0;
    if (error)
        hp_diag_add(diags, HP_DIAG_ERROR, messages_error_code(error), 0, "%s", error->message);
    if (pictures)
        hp_diag_note(diags, "pictures-reduced", 0, "%s", pictures);
    if (r->json) {
        hp_diags_sort(diags);
        if (written)
            report_add_several(r->json, input, written, press.n_pages, bytes, diags);
        else
            report_add(r->json, input, NULL, 0, 0, diags);
    } else {
        messages_show(&r->say, diags);
    }
    if (written) {
        messages_result(&r->say, written[0], press.n_pages, bytes);
        say_details(r, &press, pictures, written + 1);
    }
    hp_press_clear(&press);
    return written != NULL;
}

static int press_run(const press_options *o, GError **error)
{
    if (output_is_folder(o) && g_mkdir_with_parents(o->output, 0777) != 0) {
        g_set_error(error, HP_ERROR, HP_ERROR_OUTPUT, "cannot make the folder %s: %s", o->output, g_strerror(errno));
        return COMMAND_FAILED;
    }
    const export_options *e = &o->export;
    g_autoptr(hp_fonts) fonts = hp_fonts_new(&e->fonts, error);
    if (!fonts)
        return COMMAND_FAILED;
    g_autoptr(report) json = e->json ? report_new() : NULL;
    g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    run r = {o, fonts, messages_make(e->quiet, e->verbose, e->json), json, taken};
    notes_prepare(e->job.fetcher, o->inputs);
    int status = COMMAND_DONE;
    for (char **input = o->inputs; *input; input++)
        if (!press_one(&r, *input))
            status = COMMAND_FAILED;
    if (json)
        report_print(json);
    return status;
}

int press_command(int argc, char **argv, GError **error)
{
    g_autoptr(press_options) o = press_options_parse(argc, argv, error);
    if (!o)
        return COMMAND_WRONG_USE;
    return o->help ? command_print(press_options_help()) : press_run(o, error);
}
