#include "batch/settings.h"

#include "base/error.h"
#include "base/file.h"
#include "batch/names.h"

#include <stdlib.h>
#include <string.h>

#define FILE_MAX_BYTES ((size_t)1 << 20)

/* A file that is being read. */
typedef struct {
    hp_arena *arena;
    const hp_batch_options *options;
    const char *file, *archive, *below;
    hp_scope *scope;
    GError **error;
} reader;

static gboolean refuse(const reader *r, const hp_setting *setting, const char *what)
{
    g_autofree char *shown = g_filename_display_name(r->file);
    g_set_error(r->error, HP_ERROR, HP_ERROR_USAGE, "%s:%u: %s%s", shown, setting->line, setting->key, what);
    return FALSE;
}

static void array_free(void *array)
{
    g_ptr_array_unref(array);
}

static GPtrArray *list_copy(hp_arena *arena, const GPtrArray *from)
{
    GPtrArray *list = hp_arena_own(arena, g_ptr_array_new(), array_free);
    for (guint i = 0; from && i < from->len; i++)
        g_ptr_array_add(list, from->pdata[i]);
    return list;
}

/* ---- Keys of the batch itself ---- */

/* Globs with a slash are relative to their file's folder. */
static const char *glob_make(const reader *r, const char *glob)
{
    if (!strchr(glob, '/') || !*r->below)
        return hp_arena_strdup(r->arena, glob);
    g_autoptr(GString) whole = g_string_new(NULL);
    for (const char *at = r->below; *at; at++) {
        if (strchr("*?[\\", *at))
            g_string_append_c(whole, '\\');
        g_string_append_c(whole, *at);
    }
    return hp_arena_printf(r->arena, "%s/%s", whole->str, glob + (*glob == '/'));
}

static const GPtrArray *globs_read(const reader *r, const hp_setting *setting, const GPtrArray *parents)
{
    GPtrArray *globs = list_copy(r->arena, parents);
    for (const char *const *at = setting->values; *at; at++)
        g_ptr_array_add(globs, (void *)glob_make(r, *at));
    return globs;
}

/* FALSE when the key is an export's. */
static gboolean own_key_read(const reader *r, const hp_setting *setting)
{
    if (strcmp(setting->key, "include") == 0)
        r->scope->include = globs_read(r, setting, r->scope->include);
    else if (strcmp(setting->key, "exclude") == 0)
        r->scope->exclude = globs_read(r, setting, r->scope->exclude);
    else if (strcmp(setting->key, "name") == 0)
        r->scope->name = r->options->name ? r->options->name : setting->values[0];
    else
        return FALSE;
    return TRUE;
}

/* ---- Keys of an export ---- */

static gboolean is_true(const char *value)
{
    return g_ascii_strcasecmp(value, "true") == 0 || g_ascii_strcasecmp(value, "yes") == 0;
}

static gboolean is_false(const char *value)
{
    return g_ascii_strcasecmp(value, "false") == 0 || g_ascii_strcasecmp(value, "no") == 0;
}

/* The real path of a folder that a setting names. */
static char *folder_resolve(const hp_scope *scope, const char *value)
{
    g_autofree char *path = g_canonicalize_filename(value, scope->folder);
    char *real = realpath(path, NULL);
    char *copy = g_strdup(real);
    free(real);
    return copy;
}

/* An archive may come from strangers: their settings open no other folders. */
static gboolean folders_check(const reader *r, const hp_setting *setting)
{
    char *found = realpath(r->archive, NULL);
    g_autofree char *archive = g_strdup(found);
    free(found);
    for (const char *const *at = setting->values; *at; at++) {
        g_autofree char *folder = folder_resolve(r->scope, *at);
        if (!folder)
            return refuse(r, setting, ": there is no such folder");
        size_t length = archive ? strlen(archive) : 0;
        gboolean inside =
            archive && strncmp(folder, archive, length) == 0 && (!folder[length] || folder[length] == '/');
        if (!inside)
            return refuse(r, setting, ": the folder lies outside the archive; only the command line can name it");
    }
    return TRUE;
}

static char *argument_new(const hp_scope *scope, const char *key, hp_key_kind kind, const char *value)
{
    gboolean is_folder = kind == HP_KEY_FOLDER || kind == HP_KEY_FOLDERS;
    g_autofree char *folder = is_folder ? folder_resolve(scope, value) : NULL;
    return kind == HP_KEY_FLAG ? g_strconcat("--", key, NULL)
                               : g_strconcat("--", key, "=", folder ? folder : value, NULL);
}

/* Tries a setting alone, so that what is wrong with it can be told with its line. */
static gboolean value_check(const reader *r, const hp_setting *setting, hp_key_kind kind)
{
    for (const char *const *at = setting->values; *at; at++) {
        g_autofree char *argument = argument_new(r->scope, setting->key, kind, *at);
        const char *const arguments[] = {argument, NULL};
        g_autoptr(GError) inner = NULL;
        if (r->options->export.check(arguments, &inner))
            continue;
        g_autofree char *shown = g_filename_display_name(r->file);
        const char *message = inner->message + (g_str_has_prefix(inner->message, "--") ? 2 : 0);
        g_set_error(r->error, HP_ERROR, HP_ERROR_USAGE, "%s:%u: %s", shown, setting->line, message);
        return FALSE;
    }
    return TRUE;
}

static gboolean setting_check(const reader *r, const hp_setting *setting)
{
    hp_key_kind kind = r->options->export.key(setting->key);
    gboolean many = kind == HP_KEY_TEXTS || kind == HP_KEY_FOLDERS;
    switch (kind) {
    case HP_KEY_UNKNOWN: return refuse(r, setting, ": there is no such option");
    case HP_KEY_REFUSED: return refuse(r, setting, ": only the command line can say this");
    default: break;
    }
    if (setting->is_list && !many)
        return refuse(r, setting, ": one value is expected, not a list");
    if (kind == HP_KEY_FLAG)
        return is_true(setting->values[0]) || is_false(setting->values[0]) ||
               refuse(r, setting, ": true or false is expected");
    if ((kind == HP_KEY_FOLDER || kind == HP_KEY_FOLDERS) && !folders_check(r, setting))
        return FALSE;
    return value_check(r, setting, kind);
}

static gboolean settings_check(const reader *r)
{
    for (size_t i = 0; i < r->scope->n_settings; i++) {
        const hp_setting *setting = &r->scope->settings[i];
        if (!own_key_read(r, setting) && !setting_check(r, setting))
            return FALSE;
        gboolean is_name = strcmp(setting->key, "name") == 0;
        if (is_name && setting->is_list)
            return refuse(r, setting, ": one value is expected, not a list");
        g_autoptr(GError) inner = NULL;
        if (is_name && !hp_names_check(setting->values[0], &inner)) {
            g_autofree char *what = g_strconcat(": ", inner->message, NULL);
            return refuse(r, setting, what);
        }
    }
    return TRUE;
}

/* ---- All together ---- */

static gboolean is_own_key(const char *key)
{
    return strcmp(key, "include") == 0 || strcmp(key, "exclude") == 0 || strcmp(key, "name") == 0;
}

/* One scope's word: single values only where no nearer folder has said them. */
static void arguments_collect(const hp_batch_options *options, const hp_scope *scope, GHashTable *said,
                              GPtrArray *single, GPtrArray *many)
{
    for (size_t i = 0; i < scope->n_settings; i++) {
        const hp_setting *setting = &scope->settings[i];
        if (is_own_key(setting->key))
            continue;
        hp_key_kind kind = options->export.key(setting->key);
        gboolean adds = kind == HP_KEY_TEXTS || kind == HP_KEY_FOLDERS;
        if (!adds && !g_hash_table_add(said, (void *)setting->key))
            continue;
        if (kind == HP_KEY_FLAG && !is_true(setting->values[0]))
            continue;
        for (const char *const *at = setting->values; *at; at++)
            g_ptr_array_add(adds ? many : single, argument_new(scope, setting->key, kind, *at));
    }
}

/* The command line stands behind single values, where the last one counts, and
 * before those that add up, where the first does. */
static void arguments_make(hp_arena *arena, const hp_batch_options *options, hp_scope *scope)
{
    g_autoptr(GHashTable) said = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GPtrArray) single = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) many = g_ptr_array_new_with_free_func(g_free);
    for (const hp_scope *at = scope; at; at = at->parent)
        arguments_collect(options, at, said, single, many);
    size_t own = 0, used = 0;
    while (options->arguments[own])
        own++;
    const char **arguments = hp_arena_make_array(arena, const char *, single->len + own + many->len + 1);
    for (guint i = 0; i < single->len; i++)
        arguments[used++] = hp_arena_strdup(arena, single->pdata[i]);
    for (size_t i = 0; i < own; i++)
        arguments[used++] = options->arguments[i];
    for (guint i = 0; i < many->len; i++)
        arguments[used++] = hp_arena_strdup(arena, many->pdata[i]);
    scope->arguments = arguments;
}

static gboolean scope_finish(hp_arena *arena, const hp_batch_options *options, hp_scope *scope, GError **error)
{
    arguments_make(arena, options, scope);
    if (!options->export.check(scope->arguments, error))
        return FALSE;
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    for (const char *const *at = scope->arguments; *at; at++)
        g_checksum_update(sum, (const guchar *)*at, (gssize)strlen(*at) + 1);
    scope->options_hash = hp_arena_strdup(arena, g_checksum_get_string(sum));
    g_autofree char *fonts = options->export.fonts(scope->arguments, options->export.user_data, error);
    scope->fonts_hash = hp_arena_strdup(arena, fonts);
    return fonts != NULL;
}

static const GPtrArray *list_of(hp_arena *arena, const char *const *texts)
{
    GPtrArray *list = list_copy(arena, NULL);
    for (; texts && *texts; texts++)
        g_ptr_array_add(list, (void *)*texts);
    return list;
}

const hp_scope *hp_scope_root(hp_arena *arena, const hp_batch_options *options, GError **error)
{
    hp_scope *scope = hp_arena_make(arena, hp_scope);
    scope->name = options->name;
    scope->include = list_of(arena, options->include);
    scope->exclude = list_of(arena, options->exclude);
    return scope_finish(arena, options, scope, error) ? scope : NULL;
}

const hp_scope *hp_scope_enter(hp_arena *arena, const hp_batch_options *options, const hp_scope *parent,
                               const char *archive, const char *below, GError **error)
{
    g_autofree char *file = g_build_filename(archive, below, HP_SETTINGS_FILE, NULL);
    if (!g_file_test(file, G_FILE_TEST_EXISTS))
        return parent;
    if (!g_file_test(file, G_FILE_TEST_IS_REGULAR)) {
        g_set_error(error, HP_ERROR, HP_ERROR_INPUT, "%s is not a regular file", file);
        return NULL;
    }
    g_autoptr(GBytes) bytes = hp_file_read(file, FILE_MAX_BYTES, error);
    if (!bytes)
        return NULL;
    hp_scope *scope = hp_arena_copy(arena, parent, sizeof *parent);
    scope->parent = parent;
    g_autofree char *folder = g_build_filename(archive, below, NULL);
    g_autofree char *whole = g_canonicalize_filename(folder, NULL);
    scope->folder = hp_arena_strdup(arena, whole);
    gsize length;
    const char *text = g_bytes_get_data(bytes, &length);
    scope->settings = hp_config_parse(arena, file, text, length, &scope->n_settings, error);
    reader r = {arena, options, file, archive, below, scope, error};
    if (!scope->settings || !settings_check(&r) || !scope_finish(arena, options, scope, error))
        return NULL;
    return scope;
}
