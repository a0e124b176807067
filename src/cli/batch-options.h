/*
 * Batch options: what `handpress batch FOLDER… -o OUT` asks for.
 */
#pragma once

#include "batch/batch.h"
#include "cli/export-options.h"

typedef struct {
    hp_batch_options batch; /* points into the rest */
    export_options export;
    gboolean help; /* then nothing else is looked at */

    GHashTable *fonts; /* fingerprints by export_options_fonts_key */
    char **folders, **include, **exclude, **arguments;
    char *output, *name, *jobs, *timeout, *memory, *shard, *depfile, *binder;
} batch_options;

/* NULL and HP_ERROR_USAGE when the line cannot be meant. */
batch_options *batch_options_parse(int argc, char **argv, GError **error);
void batch_options_free(batch_options *o); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(batch_options, batch_options_free)

/* What --help prints. Free it. */
char *batch_options_help(void);

/* "512M", "2G" or a number of bytes; FALSE: something else. */
gboolean option_size(const char *text, guint64 *bytes);

/* "2/4", or "auto": the part that the cluster's environment gives this process.
 * HP_ERROR_USAGE. */
gboolean option_shard(const char *text, unsigned *shard, unsigned *shards, GError **error);
