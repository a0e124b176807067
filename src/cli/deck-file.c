#include "cli/deck-file.h"

#include "base/error.h"
#include "base/file.h"
#include "cli/command.h"
#include "cli/notes.h"

#include <string.h>

/* Reads the text, and settles what its pictures are relative to. */
static GBytes *text_read(deck_file *deck, const char *input, hp_fetcher *fetcher, hp_diags *diags, GError **error)
{
    hp_job_source *source = &deck->source;
    source->name = input;
    if (hp_is_web_address(input)) {
        source->url = input;
        return note_read(fetcher, input, diags, error);
    }
    if (strcmp(input, "-") == 0) {
        source->name = "stdin";
        return hp_file_read(input, INPUT_MAX_BYTES, error);
    }
    source->dir = deck->dir = g_path_get_dirname(input);
    return source->reads ? hp_reads_load(source->reads, input, INPUT_MAX_BYTES, error)
                         : hp_file_read(input, INPUT_MAX_BYTES, error);
}

deck_file *deck_file_open(const char *input, const export_options *o, hp_fonts *fonts, hp_reads *reads, hp_diags *diags,
                          GError **error)
{
    g_autoptr(deck_file) deck = g_new0(deck_file, 1);
    deck->source.reads = reads;
    deck->text = text_read(deck, input, o->job.fetcher, diags, error);
    if (!deck->text)
        return NULL;
    deck->source.bytes = g_bytes_get_data(deck->text, &deck->source.length);
    deck->job = hp_job_open(&deck->source, &o->job, fonts, diags, error);
    return deck->job ? g_steal_pointer(&deck) : NULL;
}

void deck_file_free(deck_file *deck)
{
    if (!deck)
        return;
    hp_job_free(deck->job);
    g_clear_pointer(&deck->text, g_bytes_unref);
    g_free(deck->dir);
    g_free(deck);
}

GBytes *deck_file_write_pdf(deck_file *deck, const export_options *o, const char *output, const hp_diags *diags,
                            size_t *pages, GError **error)
{
    g_autoptr(GBytes) pdf = hp_job_pdf(deck->job, pages, error);
    if (!pdf)
        return NULL;
    if (o->strict && hp_diags_count_severity(diags, HP_DIAG_WARNING) > 0) {
        g_set_error(error, HP_ERROR, HP_ERROR_INPUT, "there are warnings, and --strict was asked for");
        return NULL;
    }
    size_t size;
    const void *data = g_bytes_get_data(pdf, &size);
    return hp_file_write_atomic(output, data, size, error) ? g_steal_pointer(&pdf) : NULL;
}
