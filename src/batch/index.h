/*
 * Index: index.html in the output folder, the archive as a page for people.
 *
 * One file, readable without JavaScript, with style and script inside; covers lie
 * beside it in index-files/. It is written entry by entry, as the report is, so
 * that its length costs no memory.
 */
#pragma once

#include "batch/report.h"

#define HP_INDEX_FILE "index.html"
#define HP_INDEX_FOLDER "index-files"
#define HP_INDEX_COVER_PX 320 /* width */

/* Where the cover of an output lies below the output folder; the same for the same
 * name, whatever the run. Free it. */
char *hp_index_cover(const char *output);

/* Writes it for a run, into the output folder. */
gboolean hp_index_write(const hp_report *report, const char *folder, GError **error);
