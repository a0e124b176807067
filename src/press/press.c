#include "press/press.h"

#include "base/error.h"
#include "job-pictures.h"
#include "press/helper.h"
#include "press/letter.h"
#include "press/name.h"
#include "press/twin.h"
#include "source/dialect.h"

#include <string.h>

/* Wide enough for the web page of a newspaper. */
enum { COVER_WIDTH_PX = 1200 };

static gboolean is_safe(const char *name)
{
    return *name && *name != '.' && strspn(name, "-._" G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS) == strlen(name);
}

static char *name_of(const hp_job *job, const hp_job_source *source, const char *given)
{
    hp_pdf_metadata metadata = hp_job_describe(job);
    if (given && is_safe(given))
        return g_strdup(given);
    g_autofree char *file = g_path_get_basename(source->name);
    char *dot = strrchr(file, '.');
    if (dot && dot > file)
        *dot = '\0';
    return given ? hp_press_name(given, NULL, metadata.lang, file)
                 : hp_press_name(metadata.title, metadata.date, metadata.lang, file);
}

/* Named by date and title: the name that the file has here is nobody's business. */
static void source_attach(hp_pdf_writer *writer, const hp_job *job, const hp_job_source *source)
{
    const hp_deck *deck = hp_job_deck(job);
    gboolean page = hp_dialect_is_page(deck->text, deck->length);
    g_autofree char *stem = name_of(job, source, NULL);
    g_autofree char *name = g_strconcat(stem, page ? ".html" : ".md", NULL);
    hp_pdf_writer_attach(writer, &(hp_pdf_attachment){.name = name,
                                                      .type = page ? "text/html" : "text/markdown",
                                                      .data = source->bytes,
                                                      .length = source->length});
}

/* Protection adds some bytes: when they are too many, pictures make room. */
static GBytes *finish(hp_pdf_writer *writer, const hp_press_options *options, hp_press *press, GError **error)
{
    size_t allowed = options->max_bytes;
    g_autoptr(GBytes) plain = hp_budget_finish(writer, allowed, &press->budget, error);
    if (!plain || !options->password)
        return g_steal_pointer(&plain);
    g_autoptr(GBytes) pdf = hp_helper_protect(plain, options->password, error);
    if (!pdf || allowed == 0 || g_bytes_get_size(pdf) <= allowed)
        return g_steal_pointer(&pdf);
    size_t added = g_bytes_get_size(pdf) - MIN(g_bytes_get_size(plain), g_bytes_get_size(pdf)) + 1000;
    g_clear_pointer(&plain, g_bytes_unref);
    plain = hp_budget_finish(writer, allowed > added ? allowed - added : 1, &press->budget, error);
    return plain ? hp_helper_protect(plain, options->password, error) : NULL;
}

static GBytes *mail_make(const hp_job *job, const hp_press_options *options, const hp_press *press, GError **error)
{
    hp_pdf_metadata metadata = hp_job_describe(job);
    g_autofree char *size = g_format_size(g_bytes_get_size(press->pdf));
    g_autofree char *pages = g_strdup_printf("%zu", press->n_pages);
    g_autofree char *file = g_strconcat(press->name, ".pdf", NULL);
    /* What is under a password does not stand openly beside it. */
    g_autofree char *text = options->password ? NULL : hp_twin_make(job);
    hp_letter_fields fields = {metadata.title, metadata.date, metadata.author, metadata.contact, pages, size,
                               file,           text};
    g_autofree char *letter = hp_letter_write(options->mail_template, metadata.lang, &fields);
    return hp_helper_mail(options->to, options->mail_subject ? options->mail_subject : metadata.title, file, letter,
                          press->pdf, error);
}

gboolean hp_press_make(hp_job *job, const hp_job_source *source, const hp_press_options *options, hp_press *press,
                       GError **error)
{
    *press = (hp_press){.name = name_of(job, source, options->name)};
    g_autoptr(hp_pdf_writer) writer = hp_job_draw(job, &press->n_pages);
    if (options->attach_source)
        source_attach(writer, job, source);
    press->pdf = finish(writer, options, press, error);
    if (!press->pdf) {
        if (options->attach_source && error && g_error_matches(*error, HP_ERROR, HP_ERROR_LIMIT))
            g_prefix_error(error, "with the source attached: ");
        return FALSE;
    }
    if (options->text) {
        char *text = hp_twin_make(job);
        press->text = g_bytes_new_take(text, strlen(text));
    }
    if (options->cover && !(press->cover = hp_job_cover(job, COVER_WIDTH_PX, error)))
        return FALSE;
    return !options->mail || (press->mail = mail_make(job, options, press, error));
}

void hp_press_clear(hp_press *press)
{
    g_clear_pointer(&press->name, g_free);
    g_clear_pointer(&press->pdf, g_bytes_unref);
    g_clear_pointer(&press->text, g_bytes_unref);
    g_clear_pointer(&press->cover, g_bytes_unref);
    g_clear_pointer(&press->mail, g_bytes_unref);
}
