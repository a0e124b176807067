#include "cli/batch-options.h"

#include "base/error.h"
#include "batch/names.h"

#include <string.h>
#include <unistd.h>

/* Long enough for any deck, short enough to notice one that hangs. */
#define TIMEOUT_DEFAULT_S 120
#define TIMEOUT_MAX_S 86400
#define MEMORY_DEFAULT_BYTES ((guint64)2 << 30)
#define JOBS_MAX 1024

static const char summary[] = "Exports an archive: every .md below the folders becomes a PDF in the same place\n"
                              "below OUT. Only what has changed since the last run is made again. Several\n"
                              "folders each get one of their name below OUT.";

static const char description[] =
    "Names: {name} is the source's name, {slug} its title in small ASCII letters, {date}\n"
    "its date as 2024-06-20, {kind} deck or document. Names that clash are refused\n"
    "before any work.\n"
    "\n"
    "Globs: *.txt is held against names, drafts/*.md against paths below FOLDER; **\n"
    "stands for any number of folders.\n"
    "\n"
    "handpress.yaml in FOLDER, and in folders below it, holds options for what lies\n"
    "there: theme: moon, asset-dir: [pictures], include, exclude, name, … The command\n"
    "line wins.\n"
    "\n"
    "OUT/report.json tells of every file; OUT/.handpress is the memory of the runs.\n"
    "\n"
    "Exit status: 0 all done; 1 a file failed; 2 wrong use; 128 and the signal's number\n"
    "when stopped. Ctrl-C lets the files in hand end, a second one does not.\n"
    "\n"
    "Examples:\n"
    "  handpress batch minutes -o out\n"
    "  handpress batch minutes -o out --name '{date}-{slug}' --prune\n"
    "  handpress batch minutes -o out --dry-run      what would be done, and why\n"
    "  handpress batch minutes -o out --shard 2/4    the second of four parts\n";

static GOptionContext *context_new(batch_options *o)
{
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &o->output, "The folder for the PDFs; made when absent", "OUT"},
        {"jobs", 'j', 0, G_OPTION_ARG_FILENAME, &o->jobs, "How many files at a time (default: the cores)", "N"},
        {"include", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->include, "Also files like GLOB (may be repeated)", "GLOB"},
        {"exclude", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->exclude, "No files or folders like GLOB (may be repeated)",
         "GLOB"},
        {"name", 0, 0, G_OPTION_ARG_FILENAME, &o->name, "What PDFs are called, such as {date}-{slug}", "PATTERN"},
        {"force", 0, 0, G_OPTION_ARG_NONE, &o->batch.force, "Make everything again", NULL},
        {"dry-run", 'n', 0, G_OPTION_ARG_NONE, &o->batch.dry_run, "Only say what would be done, and why", NULL},
        {"prune", 0, 0, G_OPTION_ARG_NONE, &o->batch.prune, "Remove PDFs of earlier runs whose source is gone", NULL},
        {"timeout", 0, 0, G_OPTION_ARG_FILENAME, &o->timeout, "Seconds for a file (default 120; 0: no limit)",
         "SECONDS"},
        {"memory", 0, 0, G_OPTION_ARG_FILENAME, &o->memory, "Memory for a file, such as 512M (default 2G; 0: no limit)",
         "SIZE"},
        {"shard", 0, 0, G_OPTION_ARG_FILENAME, &o->shard,
         "Only part K of N; auto: as Slurm, Kubernetes or GNU parallel say", "K/N"},
        {"depfile", 0, 0, G_OPTION_ARG_FILENAME, &o->depfile, "Write what was read to FILE, for make and ninja",
         "FILE"},
        {"binder", 0, 0, G_OPTION_ARG_FILENAME, &o->binder, "Also put all exports into one PDF, behind its contents",
         "FILE"},
        {"help", 'h', 0, G_OPTION_ARG_NONE, &o->help, "Say this", NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->folders, NULL, NULL},
        {0}};
    GOptionContext *context = option_context_new("FOLDER…", summary, description, entries);
    export_options_add(&o->export, context, 0);
    return context;
}

char *batch_options_help(void)
{
    g_autoptr(batch_options) o = g_new0(batch_options, 1);
    g_autoptr(GOptionContext) context = context_new(o);
    return g_option_context_get_help(context, TRUE, NULL);
}

gboolean option_size(const char *text, guint64 *bytes)
{
    char *end;
    if (!g_ascii_isdigit(*text))
        return FALSE;
    double number = g_ascii_strtod(text, &end);
    static const char units[] = "KMGT";
    const char *unit = *end ? strchr(units, g_ascii_toupper(*end)) : NULL;
    for (const char *at = units; unit && at <= unit; at++)
        number *= 1024;
    *bytes = (guint64)MIN(number, 1e18);
    return *end == '\0' || (unit && end[1] == '\0');
}

static gboolean count_read(const char *option, const char *text, guint64 least, guint64 most, unsigned *number,
                           GError **error)
{
    guint64 value;
    if (!text)
        return TRUE;
    if (!g_ascii_string_to_unsigned(text, 10, least, most, &value, NULL)) {
        g_autofree char *expected =
            g_strdup_printf("a number from %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT, least, most);
        return option_error(error, option, text, expected);
    }
    *number = (unsigned)value;
    return TRUE;
}

static gboolean limits_read(batch_options *o, GError **error)
{
    o->batch.workers = CLAMP(g_get_num_processors(), 1, JOBS_MAX);
    o->batch.timeout_s = TIMEOUT_DEFAULT_S;
    o->batch.memory_bytes = MEMORY_DEFAULT_BYTES;
    if (o->memory && !option_size(o->memory, &o->batch.memory_bytes))
        return option_error(error, "memory", o->memory, "a size such as 512M or 2G");
    if (o->shard && !option_shard(o->shard, &o->batch.shard, &o->batch.shards, error))
        return FALSE;
    return count_read("jobs", o->jobs, 1, JOBS_MAX, &o->batch.workers, error) &&
           count_read("timeout", o->timeout, 0, TIMEOUT_MAX_S, &o->batch.timeout_s, error);
}

static gboolean name_read(const batch_options *o, GError **error)
{
    g_autoptr(GError) inner = NULL;
    if (!o->name || hp_names_check(o->name, &inner))
        return TRUE;
    g_set_error(error, HP_ERROR, HP_ERROR_USAGE, "--name %s: %s", o->name, inner->message);
    return FALSE;
}

static gboolean combination_check(const batch_options *o, GError **error)
{
    const char *why = NULL;
    if (!o->folders)
        why = "no folder to export";
    else if (!o->output || !*o->output)
        why = "--output is needed: the folder for the PDFs";
    else if (o->batch.dry_run && o->depfile)
        why = "--dry-run writes nothing, also no --depfile";
    else if (o->binder && o->shard)
        why =
            "--binder takes the whole archive: run the shards, then once without --shard, which makes only the binder";
    else if (o->binder && !*o->binder)
        why = "--binder: the path is empty";
    if (why)
        g_set_error_literal(error, HP_ERROR, HP_ERROR_USAGE, why);
    return !why;
}

/* What describes a run, not an archive. */
static gboolean is_of_the_run(const char *name)
{
    static const char *const names[] = {"output", "jobs",    "force", "dry-run", "prune", "timeout",
                                        "memory", "depfile", "shard", "binder",  NULL};
    return g_strv_contains(names, name);
}

static hp_key_kind key_kind(const char *name)
{
    const export_option *option = export_option_lookup(name);
    if (!option)
        return is_of_the_run(name) ? HP_KEY_REFUSED : HP_KEY_UNKNOWN;
    if (!(option->traits & OPTION_IN_FILES))
        return HP_KEY_REFUSED;
    static const hp_key_kind kinds[] = {[OPTION_TEXT] = HP_KEY_TEXT,
                                        [OPTION_TEXTS] = HP_KEY_TEXTS,
                                        [OPTION_FOLDER] = HP_KEY_FOLDER,
                                        [OPTION_FOLDERS] = HP_KEY_FOLDERS,
                                        [OPTION_FLAG] = HP_KEY_FLAG};
    return kinds[option->kind];
}

static gboolean arguments_check(const char *const *arguments, GError **error)
{
    export_options o = {0};
    gboolean ok = export_options_parse(&o, arguments, error);
    export_options_clear(&o);
    return ok;
}

/* A fingerprint takes some milliseconds, and folders with settings of their own
 * mostly share their fonts. */
static char *arguments_fonts(const char *const *arguments, void *user_data, GError **error)
{
    batch_options *o = user_data;
    export_options own = {0};
    char *hash = NULL;
    if (export_options_parse(&own, arguments, error)) {
        g_autofree char *key = export_options_fonts_key(&own);
        hash = g_strdup(g_hash_table_lookup(o->fonts, key));
        if (!hash && (hash = hp_fonts_fingerprint(&own.fonts, error)))
            g_hash_table_insert(o->fonts, g_steal_pointer(&key), g_strdup(hash));
    }
    export_options_clear(&own);
    return hash;
}

static void batch_fill(batch_options *o)
{
    o->arguments = export_options_arguments(&o->export);
    o->batch.folders = (const char *const *)o->folders;
    o->batch.output = o->output;
    o->batch.include = (const char *const *)o->include;
    o->batch.exclude = (const char *const *)o->exclude;
    o->batch.name = o->name;
    o->batch.arguments = (const char *const *)o->arguments;
    o->batch.version = HANDPRESS_VERSION;
    o->batch.depfile = o->depfile;
    o->batch.binder = o->binder;
    o->batch.export = (hp_batch_export){key_kind, arguments_check, arguments_fonts, o};
    o->fonts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
}

batch_options *batch_options_parse(int argc, char **argv, GError **error)
{
    g_autoptr(batch_options) o = g_new0(batch_options, 1);
    g_autoptr(GOptionContext) context = context_new(o);
    if (!option_parse(context, argc, argv, error))
        return NULL;
    if (o->help)
        return g_steal_pointer(&o);
    if (!combination_check(o, error) || !limits_read(o, error) || !name_read(o, error) ||
        !export_options_check(&o->export, error))
        return NULL;
    batch_fill(o);
    return g_steal_pointer(&o);
}

void batch_options_free(batch_options *o)
{
    if (!o)
        return;
    char *texts[] = {o->output, o->name, o->jobs, o->timeout, o->memory, o->shard, o->depfile, o->binder};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    char **lists[] = {o->folders, o->include, o->exclude, o->arguments};
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
        g_strfreev(lists[i]);
    export_options_clear(&o->export);
    g_clear_pointer(&o->fonts, g_hash_table_unref);
    g_free(o);
}
