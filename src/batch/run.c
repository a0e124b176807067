#include "batch/run.h"

#include "base/error.h"
#include "batch/index.h"
#include "batch/protocol.h"

#include <errno.h>
#include <glib-unix.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- Telling ---- */

void hp_run_trouble(hp_run *run, const char *message)
{
    g_ptr_array_add(run->troubles, g_strdup(message));
    if (run->listener->trouble)
        run->listener->trouble(message, run->listener->user_data);
}

static void file_tell(hp_run *run, guint index, const hp_batch_file *what)
{
    hp_batch_file file = *what;
    const hp_plan_file *planned = hp_run_planned(run, index);
    file.input = planned->input;
    file.output = planned->output;
    file.status = run->items[index].status;
    file.reason = run->items[index].reason;
    if (run->listener->file)
        run->listener->file(&file, &run->totals, run->listener->user_data);
}

/* ---- Tasks for the pool ---- */

static gboolean task_next(guint *task, void *user_data)
{
    hp_run *run = user_data;
    while (run->next < run->plan->files->len && !run->items[run->next].reason)
        run->next++;
    if (run->next == run->plan->files->len)
        return FALSE;
    *task = run->next++;
    return TRUE;
}

static GVariant *task_describe(guint task, void *user_data)
{
    hp_run *run = user_data;
    const hp_plan_file *file = hp_run_planned(run, task);
    g_autofree char *output = hp_run_output_path(run, file->output);
    g_autofree char *cover_name = hp_index_cover(file->output), *cover = hp_run_output_path(run, cover_name);
    if (run->listener->began)
        run->listener->began(file->input, &run->totals, run->listener->user_data);
    GVariantDict dict;
    g_variant_dict_init(&dict, NULL);
    g_variant_dict_insert(&dict, "input", "^ay", file->input);
    g_variant_dict_insert(&dict, "output", "^ay", output);
    g_variant_dict_insert(&dict, "cover", "^ay", cover);
    g_variant_dict_insert(&dict, "cover-only", "b", run->items[task].cover_only);
    g_variant_dict_insert(&dict, "arguments", "^aay", file->scope->arguments);
    return g_variant_dict_end(&dict);
}

static hp_ingredients ingredients_of(const hp_run *run, guint index)
{
    const hp_scope *scope = hp_run_planned(run, index)->scope;
    return (hp_ingredients){run->program_hash, scope->options_hash, scope->fonts_hash};
}

static hp_stamp stamp_of(GVariant *result, const char *key)
{
    g_autoptr(GVariant) stamp = result ? g_variant_lookup_value(result, key, NULL) : NULL;
    return hp_stamp_from_variant(stamp);
}

/* Keeps a result: in the database, or with the run when that cannot be written. */
static void result_keep(hp_run *run, guint index, GVariant *result, const GArray *reads, const hp_diags *diags)
{
    const hp_plan_file *file = hp_run_planned(run, index);
    g_autofree char *source = g_canonicalize_filename(file->input, NULL);
    hp_ingredients ingredients = ingredients_of(run, index);
    g_autofree char *entry = hp_report_entry(result, reads, source, &ingredients, diags);
    hp_state_record record = {.name = file->output,
                              .source = source,
                              .ingredients = ingredients,
                              .failed = run->items[index].status == HP_BATCH_FAILED,
                              .stamp = stamp_of(result, "stamp"),
                              .cover = stamp_of(result, "cover"),
                              .report = entry,
                              .reads = (const hp_read *)(void *)reads->data,
                              .n_reads = reads->len};
    g_autoptr(GError) error = NULL;
    if (hp_state_store(run->state, &record, &error))
        return;
    run->items[index].entry = g_steal_pointer(&entry);
    if (!run->state_lost)
        hp_run_trouble(run, error->message);
    run->state_lost = TRUE;
}

static void death_tell(hp_diags *diags, hp_worker_end end, const hp_batch_options *options, const char *last)
{
    switch (end) {
    case HP_WORKER_TIMEOUT:
        hp_diag_add(diags, HP_DIAG_ERROR, "worker-timeout", 0, "the export took more than the %u seconds allowed",
                    options->timeout_s);
        break;
    case HP_WORKER_MEMORY:
        hp_diag_add(diags, HP_DIAG_ERROR, "worker-memory", 0,
                    "the export took more memory than the %" G_GUINT64_FORMAT " MB allowed",
                    options->memory_bytes / 1000000);
        break;
    default: hp_diag_add(diags, HP_DIAG_ERROR, "worker-crashed", 0, "the worker crashed: %s", last); break;
    }
}

/* A cover is no output: without it the index shows a blank. The next run tries
 * again when its worker died. */
static void cover_ended(hp_run *run, guint task, GVariant *result)
{
    hp_stamp cover = stamp_of(result, "cover");
    g_autoptr(GError) error = NULL;
    if (result && !hp_state_store_cover(run->state, hp_run_planned(run, task)->output, &cover, &error))
        hp_run_trouble(run, error->message);
    run->items[task].status = HP_BATCH_UNCHANGED;
    g_clear_pointer(&run->items[task].reason, g_free);
    run->totals.pending--;
    run->totals.unchanged++;
}

static void task_ended(guint task, hp_worker_end end, GVariant *result, const char *last, void *user_data)
{
    hp_run *run = user_data;
    if (run->items[task].cover_only) {
        cover_ended(run, task, result);
        return;
    }
    const hp_plan_file *planned = hp_run_planned(run, task);
    g_autoptr(GVariant) listed = result ? g_variant_lookup_value(result, "diagnostics", NULL) : NULL;
    g_autoptr(GVariant) noted = result ? g_variant_lookup_value(result, "reads", NULL) : NULL;
    g_autoptr(hp_diags) diags = hp_diags_from_variant(listed, planned->input);
    g_autoptr(GArray) reads = hp_reads_from_variant(noted);
    gboolean written = FALSE;
    if (result)
        g_variant_lookup(result, "written", "b", &written);
    else
        death_tell(diags, end, run->options, last);

    run->items[task].status = written ? HP_BATCH_WRITTEN : HP_BATCH_FAILED;
    *(written ? &run->totals.written : &run->totals.failed) += 1;
    run->totals.pending--;
    hp_batch_file file = {.diags = diags};
    if (written) {
        file.pages = hp_result_number(result, "pages");
        file.bytes = hp_result_number(result, "bytes");
    }
    if (result)
        g_variant_lookup(result, "seconds", "d", &file.seconds);
    run->totals.pages += file.pages;
    run->totals.bytes += file.bytes;
    run->totals.warnings +=
        (unsigned)(hp_diags_count_severity(diags, HP_DIAG_WARNING) - hp_diags_count_severity(diags, HP_DIAG_ERROR));
    result_keep(run, task, result, reads, diags);
    file_tell(run, task, &file);
}

static void tick(void *user_data)
{
    hp_run *run = user_data;
    if (run->listener->tick)
        run->listener->tick(&run->totals, run->listener->user_data);
}

/* ---- Signals ---- */

static gboolean on_signal(hp_run *run, int number)
{
    if (run->stopped) {
        /* What is on the disk is whole; nothing else is worth waiting for. */
        hp_pool_kill(run->pool);
        _exit(128 + number);
    }
    run->stopped = TRUE;
    run->totals.signal = number;
    hp_pool_stop(run->pool);
    return G_SOURCE_CONTINUE;
}

static gboolean on_interrupt(gpointer data)
{
    return on_signal(data, SIGINT);
}

static gboolean on_terminate(gpointer data)
{
    return on_signal(data, SIGTERM);
}

static gboolean on_hangup(gpointer data)
{
    return on_signal(data, SIGHUP);
}

/* ---- The work ---- */

gboolean hp_run_pool(hp_run *run, const hp_pool_options *options)
{
    g_autoptr(hp_pool) pool = hp_pool_new(options);
    run->pool = pool;
    guint sources[] = {g_unix_signal_add(SIGINT, on_interrupt, run), g_unix_signal_add(SIGTERM, on_terminate, run),
                       g_unix_signal_add(SIGHUP, on_hangup, run)};
    g_autoptr(GError) error = NULL;
    gboolean ok = hp_pool_run(pool, &error);
    for (size_t i = 0; i < G_N_ELEMENTS(sources); i++)
        g_source_remove(sources[i]);
    run->pool = NULL;
    if (!ok)
        hp_run_trouble(run, error->message);
    return ok;
}

gboolean hp_run_work(hp_run *run)
{
    hp_pool_options options = {.workers = MAX(1, MIN(run->options->workers, run->totals.to_do)),
                               .timeout_s = run->options->timeout_s,
                               .memory_bytes = run->options->memory_bytes,
                               .next = task_next,
                               .describe = task_describe,
                               .ended = task_ended,
                               .tick = tick,
                               .user_data = run};
    return !run->totals.to_do || hp_run_pool(run, &options);
}
