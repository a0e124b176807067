#include "cli/batch-progress.h"
#include "cli/command.h"

#include "base/error.h"

static int status_of(hp_batch_outcome outcome, int number)
{
    if (outcome == HP_BATCH_STOPPED)
        return 128 + number;
    return outcome == HP_BATCH_OK ? COMMAND_DONE : COMMAND_FAILED;
}

int batch_command(int argc, char **argv, GError **error)
{
    g_autoptr(batch_options) o = batch_options_parse(argc, argv, error);
    if (!o)
        return COMMAND_WRONG_USE;
    if (o->help)
        return command_print(batch_options_help());
    g_autoptr(batch_progress) progress = batch_progress_new(o);
    hp_batch_listener listener = batch_progress_listener(progress);
    hp_batch_outcome outcome;
    hp_batch_totals totals;
    if (!hp_batch_run(&o->batch, &listener, &outcome, &totals, error))
        return g_error_matches(*error, HP_ERROR, HP_ERROR_USAGE) ? COMMAND_WRONG_USE : COMMAND_FAILED;
    batch_progress_end(progress, outcome, &totals);
    return status_of(outcome, totals.signal);
}
