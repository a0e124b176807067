#include "cli/command.h"

#include <stdio.h>

int command_print(char *text)
{
    gboolean printed = fputs(text, stdout) >= 0 && fflush(stdout) == 0;
    g_free(text);
    return printed ? COMMAND_DONE : COMMAND_FAILED;
}
