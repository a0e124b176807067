#include "cli/deck-file.h"

#include "base/error.h"
#include "base/file.h"
#include "cli/command.h"
#include "cli/notes.h"

const char *deck_name(const char *input)
{
    return hp_file_is_stream(input) ? "stdin" : input;
}

/* Also settles what its pictures are relative to. */
static GBytes *bytes_read(deck_text *deck, const char *input, hp_fetcher *fetcher, hp_diags *diags, GError **error)
{
    hp_job_source *source = &deck->source;
    source->name = deck_name(input);
    if (hp_is_web_address(input)) {
        source->url = input;
        return note_read(fetcher, input, diags, error);
    }
    if (hp_file_is_stream(input))
        return hp_file_read(input, INPUT_MAX_BYTES, error);
    source->dir = deck->dir = g_path_get_dirname(input);
    return source->reads ? hp_reads_load(source->reads, input, INPUT_MAX_BYTES, error)
                         : hp_file_read(input, INPUT_MAX_BYTES, error);
}

gboolean deck_text_read(deck_text *deck, const char *input, hp_fetcher *fetcher, hp_diags *diags, GError **error)
{
    deck->text = bytes_read(deck, input, fetcher, diags, error);
    if (deck->text)
        deck->source.bytes = g_bytes_get_data(deck->text, &deck->source.length);
    return deck->text != NULL;
}

void deck_text_clear(deck_text *deck)
{
    g_clear_pointer(&deck->text, g_bytes_unref);
    g_clear_pointer(&deck->dir, g_free);
}

deck_file *deck_file_open(const char *input, const export_options *o, hp_fonts *fonts, hp_reads *reads, hp_diags *diags,
                          GError **error)
{
    g_autoptr(deck_file) deck = g_new0(deck_file, 1);
    deck->text.source.reads = reads;
    if (deck_text_read(&deck->text, input, o->job.fetcher, diags, error))
        deck->job = hp_job_open(&deck->text.source, &o->job, fonts, diags, error);
    return deck->job ? g_steal_pointer(&deck) : NULL;
}

void deck_file_free(deck_file *deck)
{
    if (!deck)
        return;
    hp_job_free(deck->job);
    deck_text_clear(&deck->text);
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
