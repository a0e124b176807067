/*
 * Depfile: for --depfile, what the exports of a run have read (base/depfile.h).
 */
#pragma once

#include "base/reads.h"

typedef struct depfile depfile;

depfile *depfile_new(void);
void depfile_free(depfile *d); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(depfile, depfile_free)

/* Each of the outputs was made of these files. */
void depfile_add(depfile *d, char *const *outputs, const hp_reads *reads);
gboolean depfile_write(const depfile *d, const char *path, GError **error);
