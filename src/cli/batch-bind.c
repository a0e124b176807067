#include "cli/batch-bind.h"

#include "base/error.h"
#include "base/file.h"
#include "job-binder.h"

#include <errno.h>
#include <string.h>

/* No PDF of ours is longer than its pictures, which have limits of their own. */
#define PDF_MAX_BYTES ((size_t)4 << 30)

typedef struct {
    GVariant *decks; /* as in batch/protocol.h */
    const char *title;
    const export_options *options;
    hp_fonts *fonts;
    size_t pages;
    GError *error; /* why there is no file */
} binding;

static gboolean deck_add(hp_binder *binder, const char *path, const char *title, const char *date, GError **error)
{
    g_autoptr(GBytes) pdf = hp_file_read(path, PDF_MAX_BYTES, error);
    if (!pdf)
        return FALSE;
    if (hp_binder_add(binder, pdf, title, *date ? date : NULL, error))
        return TRUE;
    g_autofree char *name = g_filename_display_name(path);
    g_prefix_error(error, "%s: ", name);
    return FALSE;
}

/* The text that begins here; NULL: there is none. */
static const char *text_next(const char **at, const char *end)
{
    const char *text = *at, *nul = text < end ? memchr(text, '\0', (size_t)(end - text)) : NULL;
    *at = nul ? nul + 1 : end;
    return nul ? text : NULL;
}

static gboolean decks_add(binding *b, hp_binder *binder)
{
    const char *at = g_variant_get_data(b->decks), *end = at + g_variant_get_size(b->decks);
    if (at == end) {
        g_set_error(&b->error, HP_ERROR, HP_ERROR_INPUT, "there is nothing to bind");
        return FALSE;
    }
    while (at < end) {
        const char *path = text_next(&at, end), *title = text_next(&at, end), *date = text_next(&at, end);
        if (!date || !deck_add(binder, path, title, date, &b->error))
            return FALSE;
    }
    return TRUE;
}

static gboolean binder_fill(FILE *stream, void *user_data)
{
    binding *b = user_data;
    g_clear_error(&b->error);
    g_autoptr(hp_binder) binder = hp_binder_new(stream);
    if (decks_add(b, binder) && hp_binder_finish(binder, &b->options->job, b->title, b->fonts, &b->pages, &b->error))
        return TRUE;
    errno = ECANCELED; /* it is not the file's fault: another try would not help */
    return FALSE;
}

void batch_bind(GVariant *task, const export_options *options, hp_fonts *fonts, GVariantDict *result)
{
    g_autofree char *path = NULL, *title = NULL;
    g_autoptr(GVariant) decks = g_variant_lookup_value(task, "decks", G_VARIANT_TYPE_BYTESTRING);
    g_autoptr(GError) error = NULL;
    if (!decks || !g_variant_lookup(task, "binder", "^ay", &path) || !g_variant_lookup(task, "title", "s", &title))
        return;
    binding b = {.decks = decks, .title = title, .options = options, .fonts = fonts};
    if (hp_file_fill_atomic(path, binder_fill, &b, &error))
        g_variant_dict_insert(result, "pages", "t", (guint64)b.pages);
    else
        g_variant_dict_insert(result, "error", "s", (b.error ? b.error : error)->message);
    g_clear_error(&b.error);
}
