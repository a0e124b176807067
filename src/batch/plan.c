#include "batch/plan.h"

#include "base/error.h"
#include "batch/names.h"

#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define DEPTH_MAX 100

/* A walk through one archive. */
typedef struct {
    hp_plan *plan;
    const hp_batch_options *options;
    const char *archive;
    const char *prefix; /* of outputs: "", or the archive's name where there are several */
    dev_t output_device;
    ino_t output_inode; /* 0: it is not there yet */
    GError **error;
} walk;

/* ---- Globs ---- */

static gboolean glob_matches(const char *glob, const char *path, const char *name)
{
    if (!strchr(glob, '/'))
        return fnmatch(glob, name, 0) == 0;
    return fnmatch(glob + (*glob == '/'), path, strstr(glob, "**") ? 0 : FNM_PATHNAME) == 0;
}

static gboolean any_matches(const GPtrArray *globs, const char *path, const char *name)
{
    for (guint i = 0; i < globs->len; i++)
        if (glob_matches(globs->pdata[i], path, name))
            return TRUE;
    return FALSE;
}

/* ---- Finding ---- */

static int compare_names(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static gboolean is_output(const walk *w, const struct stat *st)
{
    return w->output_inode && st->st_dev == w->output_device && st->st_ino == w->output_inode;
}

/* The path of the output's folder below the output folder, with its slash. */
static void file_add(walk *w, const hp_scope *scope, const char *input, const char *below)
{
    hp_arena *arena = w->plan->arena;
    g_autofree char *name = hp_names_make(scope->name, input);
    g_autofree char *folder = g_path_get_dirname(below);
    g_autofree char *output = strcmp(folder, ".") == 0 ? g_build_filename(w->prefix, name, NULL)
                                                       : g_build_filename(w->prefix, folder, name, NULL);
    const char *relative = output + strspn(output, "/");
    hp_plan_file file = {hp_arena_strdup(arena, input), hp_arena_strdup(arena, relative), scope};
    g_array_append_val(w->plan->files, file);
}

static gboolean folder_walk(walk *w, const hp_scope *parent, const char *below, unsigned depth);

static gboolean entry_visit(walk *w, const hp_scope *scope, const char *below, const struct dirent *entry,
                            unsigned depth)
{
    g_autofree char *path = *below ? g_build_filename(below, entry->d_name, NULL) : g_strdup(entry->d_name);
    if (any_matches(scope->exclude, path, entry->d_name))
        return TRUE;
    g_autofree char *whole = g_build_filename(w->archive, path, NULL);
    struct stat st;
    /* Links to folders could lead in circles. */
    if (entry->d_type == DT_DIR || entry->d_type == DT_UNKNOWN) {
        if (lstat(whole, &st) < 0)
            return TRUE;
        if (S_ISDIR(st.st_mode))
            return is_output(w, &st) || folder_walk(w, scope, path, depth + 1);
    }
    gboolean wanted = g_str_has_suffix(entry->d_name, ".md") || any_matches(scope->include, path, entry->d_name);
    if (wanted && (entry->d_type == DT_REG || (stat(whole, &st) == 0 && S_ISREG(st.st_mode))))
        file_add(w, scope, whole, path);
    return TRUE;
}

static gboolean folder_walk(walk *w, const hp_scope *parent, const char *below, unsigned depth)
{
    g_autofree char *folder = *below ? g_build_filename(w->archive, below, NULL) : g_strdup(w->archive);
    struct dirent **entries = NULL;
    int count = depth > DEPTH_MAX ? -1 : scandir(folder, &entries, is_visible, compare_names);
    if (count < 0) {
        const char *why = depth > DEPTH_MAX ? "it lies too deep" : g_strerror(errno);
        g_ptr_array_add(w->plan->troubles, g_strdup_printf("cannot read the folder %s: %s", folder, why));
        return TRUE;
    }
    const hp_scope *scope = hp_scope_enter(w->plan->arena, w->options, parent, w->archive, below, w->error);
    gboolean ok = scope != NULL;
    for (int i = 0; i < count; i++) {
        ok = ok && entry_visit(w, scope, below, entries[i], depth);
        free(entries[i]);
    }
    free(entries);
    return ok;
}

/* ---- Checking ---- */

static gboolean outputs_check(const hp_plan *plan, GError **error)
{
    g_autoptr(GHashTable) taken = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < plan->files->len; i++) {
        const hp_plan_file *file = &g_array_index(plan->files, hp_plan_file, i);
        const hp_plan_file *other = g_hash_table_lookup(taken, file->output);
        if (other) {
            g_set_error(error, HP_ERROR, HP_ERROR_USAGE, "%s and %s would both become %s", other->input, file->input,
                        file->output);
            return FALSE;
        }
        g_hash_table_insert(taken, (void *)file->output, (void *)file);
    }
    return TRUE;
}

/* By a hash of the output's path, so that a new file moves no other to another part. */
static unsigned shard_of(const char *output, unsigned shards)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_checksum_update(sum, (const guchar *)output, -1);
    guint8 digest[32];
    gsize size = sizeof digest;
    g_checksum_get_digest(sum, digest, &size);
    guint32 number = (guint32)digest[0] << 24 | (guint32)digest[1] << 16 | (guint32)digest[2] << 8 | digest[3];
    return number % shards + 1;
}

static void shard_keep(hp_plan *plan, unsigned shard, unsigned shards)
{
    guint kept = 0;
    for (guint i = 0; i < plan->files->len; i++) {
        hp_plan_file *file = &g_array_index(plan->files, hp_plan_file, i);
        if (shard_of(file->output, shards) == shard)
            g_array_index(plan->files, hp_plan_file, kept++) = *file;
    }
    g_array_set_size(plan->files, kept);
}

/* The same folder by any name. */
static gboolean folders_check(const hp_batch_options *options, GError **error)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, free, NULL);
    for (const char *const *archive = options->folders; *archive; archive++) {
        char *real = realpath(*archive, NULL);
        if (!real || g_hash_table_add(seen, real))
            continue;
        g_autofree char *name = g_filename_display_name(*archive);
        g_set_error(error, HP_ERROR, HP_ERROR_USAGE, "the folder %s is given twice", name);
        return FALSE;
    }
    return TRUE;
}

static gboolean archive_walk(hp_plan *plan, const hp_batch_options *options, const hp_scope *root, const char *archive,
                             GError **error)
{
    struct stat st;
    const char *why = stat(archive, &st) < 0 ? g_strerror(errno)
                      : !S_ISDIR(st.st_mode) ? "not a folder; a single deck needs no batch"
                                             : NULL;
    if (why) {
        g_autofree char *name = g_filename_display_name(archive);
        g_set_error(error, HP_ERROR, HP_ERROR_USAGE, "%s: %s", name, why);
        return FALSE;
    }
    g_autofree char *whole = g_canonicalize_filename(archive, NULL);
    g_autofree char *prefix = options->folders[1] ? g_path_get_basename(whole) : g_strdup("");
    walk w = {.plan = plan, .options = options, .archive = archive, .prefix = prefix, .error = error};
    if (stat(options->output, &st) == 0) {
        w.output_device = st.st_dev;
        w.output_inode = st.st_ino;
    }
    return folder_walk(&w, root, "", 0);
}

hp_plan *hp_plan_new(const hp_batch_options *options, GError **error)
{
    g_autoptr(hp_plan) plan = g_new0(hp_plan, 1);
    plan->arena = hp_arena_new();
    plan->files = g_array_new(FALSE, FALSE, sizeof(hp_plan_file));
    plan->troubles = g_ptr_array_new_with_free_func(g_free);
    const hp_scope *root = hp_scope_root(plan->arena, options, error);
    if (!root || !folders_check(options, error))
        return NULL;
    for (const char *const *archive = options->folders; *archive; archive++)
        if (!archive_walk(plan, options, root, *archive, error))
            return NULL;
    if (!outputs_check(plan, error))
        return NULL;
    if (options->shards)
        shard_keep(plan, options->shard, options->shards);
    return g_steal_pointer(&plan);
}

void hp_plan_free(hp_plan *plan)
{
    if (!plan)
        return;
    g_array_unref(plan->files);
    g_ptr_array_unref(plan->troubles);
    hp_arena_free(plan->arena);
    g_free(plan);
}
