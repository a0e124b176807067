#include "base/depfile.h"

#include <string.h>

/* As GNU make reads names: blanks and signs of comments behind a backslash, the
 * dollar twice. */
static void put_name(FILE *stream, const char *path)
{
    g_autofree char *here = g_get_current_dir();
    size_t length = strlen(here);
    gboolean below = length > 1 && strncmp(path, here, length) == 0 && path[length] == '/';
    for (const char *at = below ? path + length + 1 : path; *at; at++) {
        if (*at == ' ' || *at == '#' || *at == ':')
            fputc('\\', stream);
        else if (*at == '$')
            fputc('$', stream);
        fputc(*at, stream);
    }
}

void hp_depfile_rule(FILE *stream, const char *output, const char *const *files, size_t n_files)
{
    put_name(stream, output);
    fputc(':', stream);
    for (size_t i = 0; i < n_files; i++) {
        fputs(" \\\n ", stream);
        put_name(stream, files[i]);
    }
    fputs("\n\n", stream);
    for (size_t i = 0; i < n_files; i++) {
        put_name(stream, files[i]);
        fputs(":\n", stream);
    }
}
