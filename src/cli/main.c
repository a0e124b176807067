#include "cli/command.h"
#include "cli/messages.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

typedef struct {
    const char *name;
    command_func run;
} command;

static const command commands[] = {
    {"assets", assets_command},
    {"binder", binder_command},
    {"handout", handout_command},
    {"batch", batch_command},
    {"batch-worker", batch_worker_command},
    {"report", report_command},
    {"press", press_command},
    {"watch", watch_command},
    {NULL, NULL},
};

/* A deck that is called like a command is still to be had, as ./NAME. */
static command_func command_lookup(int argc, char **argv)
{
    for (const command *at = commands; argc > 1 && at->name; at++)
        if (strcmp(argv[1], at->name) == 0)
            return at->run;
    return NULL;
}

int main(int argc, char **argv)
{
    /* A reader that goes away is an error of the write, not a death. */
    signal(SIGPIPE, SIG_IGN);
    g_set_prgname("handpress");
    g_autoptr(GError) error = NULL;
    command_func run = command_lookup(argc, argv);
    int status = run ? run(argc - 1, argv + 1, &error) : export_command(argc, argv, &error);
    if (error)
        messages_fatal(error);
    if (fflush(stdout) != 0 && status == COMMAND_DONE)
        status = COMMAND_FAILED;
    return status;
}
