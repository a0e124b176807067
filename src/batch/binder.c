#include "batch/run.h"

#include "base/error.h"
#include "batch/protocol.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* One binding: what goes into it, and what came of it. */
typedef struct {
    hp_run *run;
    char *path, *title;
    GString *decks;   /* path, title and date of each, with their NULs: there may be many */
    GChecksum *parts; /* of all that it is made of */
    gboolean begun;
    hp_batch_binder *result;
} binding;

/* ---- What is bound ---- */

static char *entry_of(hp_run *run, guint index)
{
    const hp_run_item *item = &run->items[index];
    return item->entry ? g_strdup(item->entry) : hp_state_report(run->state, hp_run_planned(run, index)->output);
}

static void part_hash(binding *b, const char *text)
{
    g_checksum_update(b->parts, (const guchar *)text, (gssize)strlen(text) + 1);
}

static void deck_add(binding *b, const char *output, JsonObject *entry)
{
    g_autofree char *path = hp_run_output_path(b->run, output);
    const char *title = json_object_get_string_member_with_default(entry, "title", output);
    const char *date = json_object_get_string_member_with_default(entry, "date", "");
    JsonNode *hashes = json_object_get_member(entry, "hashes");
    const char *hash = hashes && JSON_NODE_HOLDS_OBJECT(hashes)
                           ? json_object_get_string_member_with_default(json_node_get_object(hashes), "output", "")
                           : "";
    const char *const texts[] = {path, title, date};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        g_string_append_len(b->decks, texts[i], (gssize)strlen(texts[i]) + 1);
    part_hash(b, hash);
    part_hash(b, title);
    part_hash(b, date);
    b->result->decks++;
}

static void decks_collect(binding *b)
{
    hp_run *run = b->run;
    for (guint i = 0; i < run->plan->files->len; i++) {
        const char *output = hp_run_planned(run, i)->output;
        gboolean is_there = run->items[i].status == HP_BATCH_WRITTEN || run->items[i].status == HP_BATCH_UNCHANGED ||
                            run->items[i].cover_only;
        g_autofree char *entry = is_there ? entry_of(run, i) : NULL;
        g_autoptr(JsonNode) root = entry ? json_from_string(entry, NULL) : NULL;
        if (root && JSON_NODE_HOLDS_OBJECT(root))
            deck_add(b, output, json_node_get_object(root));
        else
            b->result->missing++;
    }
}

/* ---- The work, which a worker does: it has fonts, and may fail alone ---- */

static gboolean task_next(guint *task, void *user_data)
{
    binding *b = user_data;
    gboolean first = !b->begun;
    b->begun = TRUE;
    *task = 0;
    return first;
}

static GVariant *task_describe(guint task G_GNUC_UNUSED, void *user_data)
{
    binding *b = user_data;
    GVariantDict dict;
    g_variant_dict_init(&dict, NULL);
    g_variant_dict_insert(&dict, "binder", "^ay", b->path);
    g_variant_dict_insert(&dict, "title", "s", b->title);
    g_autoptr(GBytes) decks = g_bytes_new_static(b->decks->str, b->decks->len);
    g_variant_dict_insert_value(&dict, "decks", g_variant_new_from_bytes(G_VARIANT_TYPE_BYTESTRING, decks, TRUE));
    g_variant_dict_insert(&dict, "arguments", "^aay", b->run->options->arguments);
    return g_variant_dict_end(&dict);
}

static void task_ended(guint task G_GNUC_UNUSED, hp_worker_end end, GVariant *result, const char *last, void *user_data)
{
    binding *b = user_data;
    const char *error = result ? hp_result_text(result, "error") : last;
    if (end == HP_WORKER_RESULT && !error) {
        b->result->status = HP_BATCH_WRITTEN;
        b->result->pages = hp_result_number(result, "pages");
        return;
    }
    b->result->status = HP_BATCH_FAILED;
    g_autofree char *message = g_strdup_printf("no binder was made: %s", error ? error : "its worker gave up");
    hp_run_trouble(b->run, message);
}

static void tick(void *user_data)
{
    const hp_run *run = ((binding *)user_data)->run;
    if (run->listener->tick)
        run->listener->tick(&run->totals, run->listener->user_data);
}

static void decks_bind(binding *b)
{
    hp_pool_options options = {.workers = 1,
                               .memory_bytes = b->run->options->memory_bytes,
                               .next = task_next,
                               .describe = task_describe,
                               .ended = task_ended,
                               .tick = tick,
                               .user_data = b};
    b->result->status = HP_BATCH_FAILED;
    hp_run_pool(b->run, &options);
    if (b->result->status == HP_BATCH_WRITTEN)
        hp_state_store_binder(b->run->state, b->path, g_checksum_get_string(b->parts));
}

/* ---- All together ---- */

/* Its file's name, as people would say it. */
static char *title_make(const char *path)
{
    g_autofree char *base = g_path_get_basename(path);
    char *name = g_filename_display_name(base), *dot = strrchr(name, '.');
    if (dot && dot > name)
        *dot = '\0';
    return name;
}

static void binding_do(binding *b)
{
    hp_run *run = b->run;
    part_hash(b, run->program_hash);
    part_hash(b, b->title);
    for (const char *const *argument = run->options->arguments; *argument; argument++)
        part_hash(b, *argument);
    decks_collect(b);
    if (run->options->dry_run && b->result->missing)
        b->result->status = HP_BATCH_PENDING;
    else if (!run->options->force && hp_state_has_binder(run->state, b->path, g_checksum_get_string(b->parts)))
        b->result->status = HP_BATCH_UNCHANGED;
    else if (run->options->dry_run)
        b->result->status = HP_BATCH_PENDING;
    else
        decks_bind(b);
}

void hp_run_bind(hp_run *run)
{
    hp_batch_binder *result = &run->binder;
    g_autofree char *path = g_canonicalize_filename(run->options->binder, NULL), *title = title_make(path);
    binding b = {
        .run = run, .path = path, .title = title, .parts = g_checksum_new(G_CHECKSUM_SHA256), .result = result};
    b.decks = g_string_new(NULL);
    *result = (hp_batch_binder){.path = run->options->binder};
    binding_do(&b);
    g_string_free(b.decks, TRUE);
    g_checksum_free(b.parts);
    hp_stamp stamp = hp_stamp_lookup(path);
    gboolean is_there = result->status == HP_BATCH_WRITTEN || result->status == HP_BATCH_UNCHANGED;
    result->bytes = is_there ? (guint64)MAX(stamp.size, 0) : 0;
    if (run->listener->bound)
        run->listener->bound(result, run->listener->user_data);
}

gboolean hp_run_binder_check(const hp_run *run, GError **error)
{
    g_autofree char *binder = g_canonicalize_filename(run->options->binder, NULL);
    for (guint i = 0; i < run->plan->files->len; i++) {
        const hp_plan_file *file = hp_run_planned(run, i);
        g_autofree char *below = hp_run_output_path(run, file->output);
        g_autofree char *output = g_canonicalize_filename(below, NULL),
                        *input = g_canonicalize_filename(file->input, NULL);
        if (strcmp(binder, output) != 0 && strcmp(binder, input) != 0)
            continue;
        g_set_error(error, HP_ERROR, HP_ERROR_USAGE, "--binder %s: this is %s of the archive", run->options->binder,
                    strcmp(binder, input) == 0 ? "a source" : "an export");
        return FALSE;
    }
    return TRUE;
}
