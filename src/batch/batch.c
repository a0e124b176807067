#include "batch/batch.h"

#include "base/depfile.h"
#include "base/error.h"
#include "base/file.h"
#include "batch/index.h"
#include "batch/lock.h"
#include "batch/outputs.h"
#include "batch/run.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PROGRAM "/proc/self/exe"

/* ---- What has to be made ---- */

static gboolean has_cover(const hp_run *run, const char *output)
{
    g_autofree char *cover = hp_index_cover(output), *path = hp_run_output_path(run, cover);
    return hp_state_has_cover(run->state, output, path);
}

static void item_look(hp_run *run, guint index)
{
    const hp_plan_file *file = hp_run_planned(run, index);
    hp_run_item *item = &run->items[index];
    g_autofree char *path = hp_run_output_path(run, file->output);
    g_autofree char *source = g_canonicalize_filename(file->input, NULL);
    hp_ingredients ingredients = {run->program_hash, file->scope->options_hash, file->scope->fonts_hash};
    item->reason = hp_state_reason(run->state, file->output, path, source, &ingredients);
    if (!item->reason && run->options->force)
        item->reason = g_strdup("--force");
    if (!item->reason && !has_cover(run, file->output)) {
        item->reason = g_strdup("its cover is missing");
        item->cover_only = TRUE;
    }
    if (item->reason) {
        run->totals.to_do++;
        run->totals.pending++;
    } else {
        item->status = HP_BATCH_UNCHANGED;
        run->totals.unchanged++;
    }
    if (item->reason && !item->cover_only)
        return;
    g_autofree char *entry = hp_state_report(run->state, file->output);
    hp_report_count_text(entry, &run->totals);
}

static void items_look(hp_run *run)
{
    char *program = g_file_read_link(PROGRAM, NULL);
    run->program_hash = hp_state_hash(run->state, program ? program : PROGRAM);
    g_free(program);
    run->totals.files = run->plan->files->len;
    hp_state_look_begin(run->state);
    for (guint i = 0; i < run->plan->files->len; i++)
        item_look(run, i);
    hp_state_look_end(run->state);
    if (run->listener->planned)
        run->listener->planned(&run->totals, run->listener->user_data);
}

/* ---- Outputs whose source is gone ---- */

typedef struct {
    hp_run *run;
    GHashTable *planned; /* outputs of the plan */
} orphan_search;

/* Only what lay in the folders of this run: another archive that shares the
 * output folder may just not be mounted. */
static gboolean is_in_run(const hp_run *run, const char *source)
{
    for (const char *const *at = run->options->folders; *at; at++) {
        g_autofree char *folder = g_canonicalize_filename(*at, NULL);
        size_t length = strlen(folder);
        if (strncmp(source, folder, length) == 0 && (source[length] == '/' || length == 1))
            return TRUE;
    }
    return FALSE;
}

static void orphan_remove(hp_run *run, const char *name, const hp_stamp *then)
{
    g_autofree char *path = hp_run_output_path(run, name);
    hp_stamp now = hp_stamp_lookup(path);
    gboolean ours = hp_state_is_as_written(&now, then);
    if (now.size != HP_STAMP_ABSENT.size && !ours) {
        g_autofree char *message = g_strdup_printf("%s is kept: its source is gone, but it has been changed", name);
        hp_run_trouble(run, message);
        return;
    }
    if (unlink(path) < 0 && errno != ENOENT) {
        g_autofree char *message = g_strdup_printf("cannot remove %s: %s", name, g_strerror(errno));
        hp_run_trouble(run, message);
        return;
    }
    g_autofree char *cover = hp_index_cover(name), *cover_path = hp_run_output_path(run, cover);
    unlink(cover_path);
    g_autoptr(GError) error = NULL;
    if (!hp_state_forget(run->state, name, &error))
        hp_run_trouble(run, error->message);
    run->totals.pruned++;
    hp_outputs_remove_empty(run->output, name);
}

static gboolean orphan_visit(const char *name, const char *source, const hp_stamp *stamp, void *user_data)
{
    orphan_search *search = user_data;
    hp_run *run = search->run;
    if (g_hash_table_contains(search->planned, name) || !is_in_run(run, source) ||
        hp_stamp_lookup(source).size != HP_STAMP_ABSENT.size)
        return TRUE;
    if (!run->options->prune) {
        run->totals.orphans++;
        return TRUE;
    }
    if (run->options->dry_run)
        run->totals.pruned++;
    else
        orphan_remove(run, name, stamp);
    if (run->listener->pruned)
        run->listener->pruned(name, run->listener->user_data);
    return TRUE;
}

static void orphans_look(hp_run *run)
{
    g_autoptr(GHashTable) planned = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < run->plan->files->len; i++)
        g_hash_table_add(planned, (void *)hp_run_planned(run, i)->output);
    orphan_search search = {run, planned};
    hp_state_each(run->state, orphan_visit, &search);
}

/* ---- The end of a run ---- */

static void report_look(guint index, hp_report_line *line, void *user_data)
{
    hp_run *run = user_data;
    const hp_run_item *item = &run->items[index];
    line->status = item->status;
    if (item->status == HP_BATCH_PENDING)
        return;
    line->reason = item->reason;
    line->entry = item->entry;
    if (item->entry)
        return;
    g_free(run->shown);
    line->entry = run->shown = hp_state_report(run->state, hp_run_planned(run, index)->output);
}

static void run_report(hp_run *run)
{
    g_autofree char *file = run->options->shards
                                ? g_strdup_printf("report-%u-of-%u.json", run->options->shard, run->options->shards)
                                : g_strdup(HP_REPORT_FILE);
    g_autofree char *path = hp_run_output_path(run, file);
    hp_report report = {run->options, run->plan,   &run->totals, run->troubles,
                        run->stopped, report_look, run,          run->binder.path ? &run->binder : NULL};
    g_autoptr(GError) error = NULL;
    if (!hp_report_write(&report, path, &error))
        hp_run_trouble(run, error->message);
    g_clear_error(&error);
    /* Of shards the merged report makes the index. */
    if (!run->options->shards && !hp_index_write(&report, run->output, &error))
        hp_run_trouble(run, error->message);
}

static gboolean depfile_fill(FILE *stream, void *user_data)
{
    hp_run *run = user_data;
    for (guint i = 0; i < run->plan->files->len && !ferror(stream); i++) {
        hp_batch_status status = run->items[i].status;
        if (status != HP_BATCH_WRITTEN && status != HP_BATCH_UNCHANGED)
            continue;
        const char *name = hp_run_planned(run, i)->output;
        g_autoptr(GPtrArray) files = hp_state_files(run->state, name);
        g_autofree char *path = hp_run_output_path(run, name);
        hp_depfile_rule(stream, path, (const char *const *)files->pdata, files->len);
    }
    return TRUE;
}

static void run_depfile(hp_run *run)
{
    g_autoptr(GError) error = NULL;
    if (run->options->depfile && !hp_file_fill_atomic(run->options->depfile, depfile_fill, run, &error))
        hp_run_trouble(run, error->message);
}

static void dry_run_tell(hp_run *run)
{
    for (guint i = 0; i < run->plan->files->len; i++) {
        const hp_plan_file *planned = hp_run_planned(run, i);
        hp_batch_file file = {
            planned->input, planned->output, run->items[i].status, run->items[i].reason, 0, 0, 0, NULL};
        if (run->listener->file && file.reason)
            run->listener->file(&file, &run->totals, run->listener->user_data);
    }
}

static void run_finish(hp_run *run, gint64 since)
{
    if (!run->stopped)
        orphans_look(run);
    run->totals.seconds = (double)(g_get_monotonic_time() - since) / G_USEC_PER_SEC;
    if (run->options->binder && !run->stopped)
        hp_run_bind(run);
    if (run->options->dry_run)
        return;
    /* What a power cut leaves empty is made again: its size is not what was noted. */
    if (run->totals.written)
        hp_file_sync_all(run->output);
    run_report(run);
    run_depfile(run);
}

static gboolean state_open(hp_run *run, const char *folder, GError **error)
{
    g_autofree char *trouble = NULL;
    run->state = hp_state_open(folder, &trouble, error);
    if (trouble)
        hp_run_trouble(run, trouble);
    return run->state != NULL;
}

static void run_clear(hp_run *run)
{
    for (guint i = 0; run->items && i < run->plan->files->len; i++) {
        g_free(run->items[i].reason);
        g_free(run->items[i].entry);
    }
    g_free(run->items);
    g_free(run->output);
    g_free(run->program_hash);
    g_free(run->shown);
    g_ptr_array_unref(run->troubles);
    hp_state_free(run->state);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(hp_run, run_clear)

static void run_troubles(hp_run *run)
{
    for (guint i = 0; i < run->plan->troubles->len; i++)
        hp_run_trouble(run, run->plan->troubles->pdata[i]);
}

/* With the folder locked, or with a dry run into a folder that is not there. */
static gboolean run_through(hp_run *run, const char *state_folder, GError **error)
{
    gint64 since = g_get_monotonic_time();
    if (!state_open(run, state_folder, error))
        return FALSE;
    run_troubles(run);
    if (state_folder) {
        g_autofree char *above = g_path_get_dirname(state_folder);
        hp_run_take_over(run, run->options->shards ? above : state_folder);
    }
    run->items = g_new0(hp_run_item, MAX(run->plan->files->len, 1));
    items_look(run);
    gboolean dry = run->options->dry_run;
    if (dry)
        dry_run_tell(run);
    else if (!hp_outputs_make(run->output, run->plan, !run->options->shards, error))
        return FALSE;
    else
        hp_run_work(run);
    run_finish(run, since);
    return TRUE;
}

static hp_batch_outcome outcome_of(const hp_run *run)
{
    if (run->stopped)
        return HP_BATCH_STOPPED;
    return run->totals.failed || run->troubles->len || (run->totals.pending && !run->options->dry_run)
               ? HP_BATCH_SOME_FAILED
               : HP_BATCH_OK;
}

gboolean hp_batch_run(const hp_batch_options *options, const hp_batch_listener *listener, hp_batch_outcome *outcome,
                      hp_batch_totals *totals, GError **error)
{
    g_autoptr(hp_plan) plan = hp_plan_new(options, error);
    if (!plan)
        return FALSE;
    g_auto(hp_run) run = {.options = options, .listener = listener, .plan = plan};
    run.troubles = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *shard =
        options->shards ? g_strdup_printf("shard-%u-of-%u", options->shard, options->shards) : NULL;
    g_autofree char *private = NULL, *state_folder = NULL;
    if (!hp_outputs_open(options, shard, &run.output, &private, &state_folder, error))
        return FALSE;
    g_autoptr(hp_lock) lock = private ? hp_lock_take(private, shard, error) : NULL;
    if (private && !lock)
        return FALSE;
    if ((options->binder && !hp_run_binder_check(&run, error)) || !run_through(&run, state_folder, error))
        return FALSE;
    *outcome = outcome_of(&run);
    *totals = run.totals;
    return TRUE;
}
