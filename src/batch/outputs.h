/*
 * Outputs: the output folder and those in it. Outputs never leave it: a link that
 * somebody put there leads nowhere.
 */
#pragma once

#include "batch/plan.h"

/* Makes the output folder and its private one, .handpress. *output: its real path;
 * *private_folder: where the lock lies; *state_folder: where the state lies (of the
 * shard, unless NULL). A dry run makes nothing: both are NULL when they are not
 * there. Free all. HP_ERROR_OUTPUT. */
gboolean hp_outputs_open(const hp_batch_options *options, const char *shard, char **output, char **private_folder,
                         char **state_folder, GError **error);

/* Makes the folders of all outputs. alone: no shard is at work beside this run, and
 * what killed runs have left is removed.
 * HP_ERROR_OUTPUT: one of them is no folder, or a link. */
gboolean hp_outputs_make(const char *output, const hp_plan *plan, gboolean alone, GError **error);

/* Removes the folders that a removed output leaves empty. */
void hp_outputs_remove_empty(const char *output, const char *name);
