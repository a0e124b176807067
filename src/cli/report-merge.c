/* handpress report merge FILE… -o OUT: the reports of shards to one. */
#include "batch/report.h"
#include "cli/command.h"
#include "cli/export-options.h"

#include "base/error.h"

#include <string.h>

typedef struct {
    char **files;
    char *output;
    gboolean help;
} merge_options;

static GOptionContext *context_new(merge_options *o)
{
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &o->output, "Write to FILE, or - for standard output", "FILE"},
        {"help", 'h', 0, G_OPTION_ARG_NONE, &o->help, "Say this", NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->files, NULL, NULL},
        {0}};
    return option_context_new("merge REPORT…",
                              "Joins the reports that the shards of a batch have written into one.\n"
                              "\n"
                              "  handpress report merge out/report-*.json -o out/report.json",
                              NULL, entries);
}

static gboolean wrong_use(GError **error, const char *why)
{
    g_set_error_literal(error, HP_ERROR, HP_ERROR_USAGE, why);
    return FALSE;
}

static gboolean options_check(const merge_options *o, GError **error)
{
    if (!o->files || strcmp(o->files[0], "merge") != 0)
        return wrong_use(error, "report: the only thing to do is merge");
    if (!o->files[1])
        return wrong_use(error, "report merge: no report to merge");
    return (o->output && *o->output) || wrong_use(error, "report merge: --output is needed");
}

static int merge_run(merge_options *o, int argc, char **argv, GError **error)
{
    g_autoptr(GOptionContext) context = context_new(o);
    if (!option_parse(context, argc, argv, error))
        return COMMAND_WRONG_USE;
    if (o->help) {
        return command_print(g_option_context_get_help(context, TRUE, NULL));
    }
    if (!options_check(o, error))
        return COMMAND_WRONG_USE;
    return hp_report_merge((const char *const *)o->files + 1, o->output, error) ? COMMAND_DONE : COMMAND_FAILED;
}

int report_command(int argc, char **argv, GError **error)
{
    merge_options o = {0};
    int status = merge_run(&o, argc, argv, error);
    g_strfreev(o.files);
    g_free(o.output);
    return status;
}
