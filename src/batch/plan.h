/*
 * Plan: every source of the archive and what it becomes, settled before any work.
 *
 * Sources are files that end in .md or that --include names, and that --exclude
 * does not. A glob without a slash is held against a file's name, or a folder's;
 * one with a slash against the path below the archive's folder, where * stays
 * within a folder and ** does not. Hidden files and folders, links to folders, and
 * the output folder are left out. Order: by name, folder by folder.
 */
#pragma once

#include "batch/settings.h"

typedef struct {
    const char *input;  /* as it can be opened */
    const char *output; /* below the output folder */
    const hp_scope *scope;
} hp_plan_file;

typedef struct {
    hp_arena *arena;     /* owned; everything here is in it */
    GArray *files;       /* hp_plan_file */
    GPtrArray *troubles; /* char *: folders that cannot be read */
} hp_plan;

/* With shards only the part of the run is kept; names are checked over all.
 * Errors: HP_ERROR_USAGE, HP_ERROR_INPUT: settings that cannot be meant, a folder
 * that is none, two sources with one name. */
hp_plan *hp_plan_new(const hp_batch_options *options, GError **error);
void hp_plan_free(hp_plan *plan); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hp_plan, hp_plan_free)
