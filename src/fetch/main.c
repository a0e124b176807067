/*
 * handpress-fetch: the only part of handpress that goes to the network.
 *
 * A filter. Standard input has one address a line; standard output gets one line
 * for each, in that order, with tabs between:
 *
 *     ok      OBJECT  TYPE
 *     old     OBJECT  TYPE    REASON      the server fails; this was there before
 *     failed  REASON
 *
 * OBJECT is a file of the cache, by its name; TYPE may be empty. Exit status 0
 * when every address has its line, 1 when the cache cannot be used, 2 for wrong
 * use.
 */
#include "base/error.h"
#include "base/file.h"
#include "fetch/transfer.h"

#include <curl/curl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>

#define INPUT_MAX ((size_t)8 * 1024 * 1024)

typedef struct {
    char *cache_dir, *want;
    char **allowed;
    gint64 cache_size, max_bytes;
    int time_limit_ms;
} settings;

static void settings_clear(settings *s)
{
    g_free(s->cache_dir);
    g_free(s->want);
    g_strfreev(s->allowed);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(settings, settings_clear)

static gboolean settings_parse(settings *s, int *argc, char ***argv, GError **error)
{
    const GOptionEntry entries[] = {
        {"cache", 0, 0, G_OPTION_ARG_FILENAME, &s->cache_dir, "Where contents are kept", "DIR"},
        {"cache-size", 0, 0, G_OPTION_ARG_INT64, &s->cache_size, "How much is kept when all is done", "BYTES"},
        {"allow-host", 0, 0, G_OPTION_ARG_STRING_ARRAY, &s->allowed, "A host that may have a private address", "HOST"},
        {"want", 0, 0, G_OPTION_ARG_STRING, &s->want, "picture (default) or note", "KIND"},
        {"max-bytes", 0, 0, G_OPTION_ARG_INT64, &s->max_bytes, "Of one content", "BYTES"},
        {"time-limit", 0, 0, G_OPTION_ARG_INT, &s->time_limit_ms, "For one address, in milliseconds", "MS"},
        {0}};
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_option_context_set_summary(context, "Reads addresses, fetches their contents into a cache, says which they are.\n"
                                          "Serves handpress --fetch.");
    g_option_context_add_main_entries(context, entries, NULL);
    if (!g_option_context_parse(context, argc, argv, error))
        return FALSE;
    const char *why = NULL;
    if (!s->cache_dir)
        why = "--cache DIR is needed";
    else if (s->want && strcmp(s->want, "picture") != 0 && strcmp(s->want, "note") != 0)
        why = "--want is picture or note";
    else if (s->max_bytes <= 0 || s->time_limit_ms <= 0 || s->cache_size < 0)
        why = "sizes and times are numbers above 0";
    if (why)
        g_set_error_literal(error, HP_ERROR, HP_ERROR_USAGE, why);
    return !why;
}

static void print_result(const transfer_result *result)
{
    const char *type = result->type ? result->type : "";
    if (!result->object)
        printf("failed\t%s\n", result->failure);
    else if (result->failure)
        printf("old\t%s\t%s\t%s\n", result->object, type, result->failure);
    else
        printf("ok\t%s\t%s\n", result->object, type);
}

static gboolean fetch_lines(const settings *s, char **lines, GError **error)
{
    g_autoptr(cache) c = cache_open(s->cache_dir, error);
    if (!c)
        return FALSE;
    size_t count = g_strv_length(lines);
    g_autofree transfer_result *results = g_new0(transfer_result, count);
    for (size_t i = 0; i < count; i++)
        results[i].url = lines[i];
    gboolean note = s->want && strcmp(s->want, "note") == 0;
    transfer_options options = {c, (const char *const *)s->allowed, note ? WANT_NOTE : WANT_PICTURE,
                                (size_t)s->max_bytes, (unsigned)s->time_limit_ms};
    transfer_all(results, count, &options);
    for (size_t i = 0; i < count; i++) {
        print_result(&results[i]);
        transfer_result_clear(&results[i]);
    }
    cache_trim(c, (guint64)s->cache_size);
    return TRUE;
}

static int complain(const GError *error, int status)
{
    fprintf(stderr, "%s\n", error->message);
    return status;
}

int main(int argc, char **argv)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    g_auto(settings) s = {.cache_size = 1 << 30, .max_bytes = 32 << 20, .time_limit_ms = 30000};
    g_autoptr(GError) error = NULL;
    if (!settings_parse(&s, &argc, &argv, &error))
        return complain(error, 2);
    g_autoptr(GBytes) input = hp_file_read("-", INPUT_MAX, &error);
    if (!input)
        return complain(error, 1);
    g_autofree char *text = g_strndup(g_bytes_get_data(input, NULL), g_bytes_get_size(input));
    g_auto(GStrv) lines = g_strsplit(g_strchomp(text), "\n", -1);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    gboolean ok = fetch_lines(&s, lines, &error);
    curl_global_cleanup();
    if (!ok)
        return complain(error, 1);
    return fflush(stdout) == 0 ? 0 : 1;
}
