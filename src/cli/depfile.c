#include "cli/depfile.h"

#include "base/depfile.h"
#include "base/file.h"

#include <stdlib.h>
#include <string.h>

struct depfile {
    char *text;
    size_t length;
    FILE *stream;
};

depfile *depfile_new(void)
{
    depfile *d = g_new0(depfile, 1);
    d->stream = open_memstream(&d->text, &d->length);
    return d;
}

void depfile_free(depfile *d)
{
    if (!d)
        return;
    fclose(d->stream);
    free(d->text);
    g_free(d);
}

void depfile_add(depfile *d, char *const *outputs, const hp_reads *reads)
{
    g_autoptr(GPtrArray) files = g_ptr_array_new();
    for (size_t i = 0; i < hp_reads_count(reads); i++) {
        const hp_read *read = hp_reads_get(reads, i);
        if (strcmp(read->hash, "absent") != 0)
            g_ptr_array_add(files, read->path);
    }
    for (; *outputs; outputs++)
        hp_depfile_rule(d->stream, *outputs, (const char *const *)files->pdata, files->len);
}

gboolean depfile_write(const depfile *d, const char *path, GError **error)
{
    fflush(d->stream);
    return hp_file_write_atomic(path, d->text, d->length, error);
}
