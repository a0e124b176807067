#include "asset/fetcher.h"

#include "base/error.h"
#include "base/file.h"
#include "base/program.h"

#include <string.h>

#define HELPER "handpress-fetch"
#define CONTENT_MAX ((size_t)32 * 1024 * 1024)
#define ANSWERS_MAX ((size_t)8 * 1024 * 1024)
#define DEFAULT_CACHE_BYTES ((guint64)1000 * 1000 * 1000)
#define DEFAULT_TIME_LIMIT_MS 30000u
#define AT_A_TIME 6 /* as the helper does */
#define RUN_TIME_MAX_MS (15u * 60 * 1000)
#define ADDRESSES_MAX 2000 /* of one run of the helper */
#define ADDRESS_LENGTH_MAX 4000

struct hp_fetcher {
    char *helper; /* NULL: not there */
    char *cache_dir;
    char **allowed; /* NULL: none */
    guint64 cache_bytes;
    unsigned time_limit_ms;
    GHashTable *answers; /* kind and address ─► char **, the fields of the helper's line */
};

hp_fetcher *hp_fetcher_new(const hp_fetch_options *options)
{
    hp_fetcher *fetcher = g_new0(hp_fetcher, 1);
    fetcher->helper = hp_program_helper(HELPER);
    fetcher->cache_dir = g_build_filename(g_get_user_cache_dir(), "handpress", NULL);
    fetcher->allowed = g_strdupv((char **)options->allowed_hosts);
    fetcher->cache_bytes = options->cache_bytes ? options->cache_bytes : DEFAULT_CACHE_BYTES;
    fetcher->time_limit_ms = options->time_limit_ms ? options->time_limit_ms : DEFAULT_TIME_LIMIT_MS;
    fetcher->answers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_strfreev);
    return fetcher;
}

void hp_fetcher_free(hp_fetcher *fetcher)
{
    if (!fetcher)
        return;
    g_free(fetcher->helper);
    g_free(fetcher->cache_dir);
    g_strfreev(fetcher->allowed);
    g_hash_table_unref(fetcher->answers);
    g_free(fetcher);
}

gboolean hp_is_web_address(const char *address)
{
    return g_ascii_strncasecmp(address, "http://", 7) == 0 || g_ascii_strncasecmp(address, "https://", 8) == 0;
}

static char *answer_key(hp_fetch_kind kind, const char *address)
{
    return g_strconcat(kind == HP_FETCH_NOTE ? "note " : "picture ", address, NULL);
}

/* Whether it fits on a line of the helper's input. */
static gboolean is_sendable(const char *address)
{
    for (const char *c = address; *c; c++)
        if (g_ascii_iscntrl(*c) || *c == ' ')
            return FALSE;
    return strlen(address) <= ADDRESS_LENGTH_MAX;
}

/* ---- the helper ---- */

static void argument_add(GPtrArray *argv, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void argument_add(GPtrArray *argv, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_ptr_array_add(argv, g_strdup_vprintf(format, arguments));
    va_end(arguments);
}

static GPtrArray *helper_arguments(const hp_fetcher *fetcher, hp_fetch_kind kind)
{
    GPtrArray *argv = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(argv, g_strdup(fetcher->helper));
    argument_add(argv, "--cache=%s", fetcher->cache_dir);
    argument_add(argv, "--cache-size=%" G_GUINT64_FORMAT, fetcher->cache_bytes);
    argument_add(argv, "--want=%s", kind == HP_FETCH_NOTE ? "note" : "picture");
    argument_add(argv, "--max-bytes=%zu", CONTENT_MAX);
    argument_add(argv, "--time-limit=%u", fetcher->time_limit_ms);
    for (char *const *host = fetcher->allowed; host && *host; host++)
        argument_add(argv, "--allow-host=%s", *host);
    g_ptr_array_add(argv, NULL);
    return argv;
}

static void answer_keep(hp_fetcher *fetcher, hp_fetch_kind kind, const char *address, char **fields)
{
    g_hash_table_replace(fetcher->answers, answer_key(kind, address), fields);
}

static char **failure(const char *reason)
{
    const char *const fields[] = {"failed", reason, NULL};
    return g_strdupv((char **)fields);
}

/* Asks for all of them in one run. Each has an answer afterwards. */
static void helper_run(hp_fetcher *fetcher, hp_fetch_kind kind, const GPtrArray *addresses)
{
    g_autoptr(GPtrArray) argv = helper_arguments(fetcher, kind);
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < addresses->len; i++)
        g_string_append_printf(text, "%s\n", (const char *)addresses->pdata[i]);
    g_autoptr(GBytes) input = g_bytes_new(text->str, text->len);
    guint64 rounds = addresses->len / AT_A_TIME + 1;
    hp_program program = {.argv = (const char *const *)argv->pdata, .input = input, .output_max = ANSWERS_MAX};
    program.time_limit_ms = (unsigned)MIN(rounds * fetcher->time_limit_ms + 5000, RUN_TIME_MAX_MS);
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) output = hp_program_run(&program, &error);
    size_t size = 0;
    const char *data = output ? g_bytes_get_data(output, &size) : "";
    g_autofree char *copy = g_strndup(data, size);
    g_auto(GStrv) lines = g_strsplit(copy, "\n", -1);
    guint n_lines = g_strv_length(lines);
    for (guint i = 0; i < addresses->len; i++) {
        gboolean told = i < n_lines && *lines[i];
        const char *reason = error ? error->message : HELPER " gives no answer";
        answer_keep(fetcher, kind, addresses->pdata[i], told ? g_strsplit(lines[i], "\t", -1) : failure(reason));
    }
}

void hp_fetcher_prepare(hp_fetcher *fetcher, hp_fetch_kind kind, const char *const *addresses)
{
    g_autoptr(GPtrArray) wanted = g_ptr_array_new();
    for (; *addresses; addresses++) {
        g_autofree char *key = answer_key(kind, *addresses);
        if (g_hash_table_contains(fetcher->answers, key))
            continue;
        if (!fetcher->helper)
            answer_keep(fetcher, kind, *addresses, failure(HELPER " is not installed"));
        else if (!is_sendable(*addresses))
            answer_keep(fetcher, kind, *addresses, failure("the address cannot be read"));
        else if (wanted->len < ADDRESSES_MAX) {
            /* Its place is taken, so that it is sent once. */
            answer_keep(fetcher, kind, *addresses, failure("no answer yet"));
            g_ptr_array_add(wanted, (gpointer)*addresses);
        }
    }
    if (wanted->len)
        helper_run(fetcher, kind, wanted);
}

/* ---- results ---- */

static GBytes *fail(GError **error, const char *reason)
{
    g_set_error_literal(error, HP_ERROR, HP_ERROR_INPUT, reason);
    return NULL;
}

GBytes *hp_fetcher_get(hp_fetcher *fetcher, hp_fetch_kind kind, const char *address, char **path, const char **old,
                       GError **error)
{
    hp_fetcher_prepare(fetcher, kind, (const char *const[]){address, NULL});
    g_autofree char *key = answer_key(kind, address);
    char *const *fields = g_hash_table_lookup(fetcher->answers, key);
    guint count = fields ? g_strv_length((char **)fields) : 0;
    if (count == 2 && strcmp(fields[0], "failed") == 0)
        return fail(error, fields[1]);
    gboolean is_old = count == 4 && strcmp(fields[0], "old") == 0;
    gboolean is_ok = count == 3 && strcmp(fields[0], "ok") == 0;
    if ((!is_ok && !is_old) || strspn(fields[1], "0123456789abcdef") != strlen(fields[1]))
        return fail(error, HELPER " gives an answer that cannot be read");
    g_autofree char *file = g_build_filename(fetcher->cache_dir, "objects", fields[1], NULL);
    GBytes *bytes = hp_file_read(file, CONTENT_MAX, error);
    if (bytes && path)
        *path = g_steal_pointer(&file);
    if (bytes && old)
        *old = is_old ? fields[3] : NULL;
    return bytes;
}
