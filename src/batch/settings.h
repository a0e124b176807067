/*
 * Settings: what handpress.yaml says, in the archive's folder and in those below.
 *
 * A scope is a folder with its own word on top of its parent's. Keys are the
 * export's options, and include, exclude and name. Of options with one value the
 * nearest folder's counts, and the command line before all; lists add up, the
 * command line's first. Folders are relative to the file that names them and must
 * lie in the archive: it may be a stranger's.
 */
#pragma once

#include "base/arena.h"
#include "batch/batch.h"
#include "source/config.h"

#define HP_SETTINGS_FILE "handpress.yaml"

typedef struct hp_scope {
    const struct hp_scope *parent; /* NULL: the command line's */
    const hp_setting *settings;    /* its own */
    size_t n_settings;
    const char *folder; /* that its folders are relative to */

    /* What counts here, the parents' word included: */
    const char *name;                   /* pattern of names; NULL */
    const GPtrArray *include, *exclude; /* const char *: globs, see find.h */
    const char *const *arguments;       /* of an export, the command line's among them */
    const char *options_hash, *fonts_hash;
} hp_scope;

/* The scope of the command line alone, the parent of each archive's. In the arena. */
const hp_scope *hp_scope_root(hp_arena *arena, const hp_batch_options *options, GError **error);

/* The scope of a folder: the parent itself when the folder says nothing. archive:
 * the folder that was given; below: the path from there, "" for itself. Errors: HP_ERROR_USAGE with file and
 * line, HP_ERROR_INPUT. */
const hp_scope *hp_scope_enter(hp_arena *arena, const hp_batch_options *options, const hp_scope *parent,
                               const char *archive, const char *below, GError **error);
