#include "cli/pictures.h"

#include "base/error.h"
#include "base/file.h"
#include "job-pictures.h"

#include <stdlib.h>
#include <string.h>

static int digits(size_t count)
{
    int needed = 1;
    for (; count >= 10; count /= 10)
        needed++;
    return needed;
}

/* "talk.png" and a picture to "talk-03_2.png". */
static char *picture_path(const hp_job *job, const hp_job_picture *picture, const char *output)
{
    const hp_tree *tree = hp_job_tree(job);
    const char *ending = strrchr(output, '.');
    int stem = (int)(ending - output);
    gboolean is_deck = tree->reveal != NULL;
    unsigned number = is_deck ? picture->slide : picture->page;
    int width = MAX(2, digits(is_deck ? tree->n_slides : picture->pages));
    if (is_deck && picture->page > 1)
        return g_strdup_printf("%.*s-%0*u_%0*u%s", stem, output, width, number, digits(picture->pages), picture->page,
                               ending);
    return g_strdup_printf("%.*s-%0*u%s", stem, output, width, number, ending);
}

static gboolean is_input(const options *o, const char *real)
{
    for (char **input = o->inputs; *input; input++) {
        g_autofree char *its = realpath(*input, NULL);
        if (its && strcmp(its, real) == 0)
            return TRUE;
    }
    return FALSE;
}

/* A deck may show a picture that is called like one of its slides'. */
static gboolean path_is_free(const hp_job *job, const options *o, const char *path, GError **error)
{
    g_autofree char *real = realpath(path, NULL);
    if (!real || (!hp_assets_has_file(hp_job_assets(job), real) && !is_input(o, real)))
        return TRUE;
    g_set_error(error, HP_ERROR, HP_ERROR_OUTPUT, "%s would be overwritten, which the deck uses; choose a name with -o",
                path);
    return FALSE;
}

static gboolean pictures_write(const hp_job *job, const options *o, const GPtrArray *pictures, char **paths,
                               size_t *bytes, GError **error)
{
    for (unsigned i = 0; i < pictures->len; i++)
        if (!path_is_free(job, o, paths[i], error))
            return FALSE;
    for (unsigned i = 0; i < pictures->len; i++) {
        const hp_job_picture *picture = g_ptr_array_index(pictures, i);
        size_t size;
        const void *data = g_bytes_get_data(picture->bytes, &size);
        if (!hp_file_write_atomic(paths[i], data, size, error))
            return FALSE;
        *bytes += size;
    }
    return TRUE;
}

char **pictures_export(hp_job *job, const options *o, const char *output, const hp_diags *diags, size_t *bytes,
                       GError **error)
{
    hp_picture_format format = o->format == FORMAT_SVG ? HP_PICTURE_SVG : HP_PICTURE_PNG;
    g_autoptr(GPtrArray) pictures = hp_job_pictures(job, format, o->scale, error);
    if (!pictures)
        return NULL;
    if (o->export.strict && hp_diags_count_severity(diags, HP_DIAG_WARNING) > 0) {
        g_set_error(error, HP_ERROR, HP_ERROR_INPUT, "there are warnings, and --strict was asked for");
        return NULL;
    }
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
    for (unsigned i = 0; i < pictures->len; i++) {
        g_autofree char *path = picture_path(job, g_ptr_array_index(pictures, i), output);
        g_strv_builder_add(builder, path);
    }
    g_auto(GStrv) paths = g_strv_builder_end(builder);
    *bytes = 0;
    return pictures_write(job, o, pictures, paths, bytes, error) ? g_steal_pointer(&paths) : NULL;
}
