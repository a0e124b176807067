#include "press/press.h"

#include "job-pictures.h"
#include "press/name.h"
#include "press/twin.h"

#include <string.h>

/* Wide enough for the web page of a newspaper. */
enum { COVER_WIDTH_PX = 1200 };

static char *name_of(const hp_job *job, const hp_job_source *source)
{
    hp_pdf_metadata metadata = hp_job_describe(job);
    g_autofree char *file = g_path_get_basename(source->name);
    char *dot = strrchr(file, '.');
    if (dot && dot > file)
        *dot = '\0';
    return hp_press_name(metadata.title, metadata.date, metadata.lang, file);
}

gboolean hp_press_make(hp_job *job, const hp_job_source *source, const hp_press_options *options, hp_press *press,
                       GError **error)
{
    *press = (hp_press){.name = name_of(job, source)};
    g_autoptr(hp_pdf_writer) writer = hp_job_draw(job, &press->n_pages);
    press->pdf = hp_budget_finish(writer, options->max_bytes, &press->budget, error);
    if (!press->pdf)
        return FALSE;
    if (options->text) {
        char *text = hp_twin_make(job);
        press->text = g_bytes_new_take(text, strlen(text));
    }
    if (options->cover)
        press->cover = hp_job_cover(job, COVER_WIDTH_PX, error);
    return !options->cover || press->cover;
}

void hp_press_clear(hp_press *press)
{
    g_clear_pointer(&press->name, g_free);
    g_clear_pointer(&press->pdf, g_bytes_unref);
    g_clear_pointer(&press->text, g_bytes_unref);
    g_clear_pointer(&press->cover, g_bytes_unref);
}
