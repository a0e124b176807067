/*
 * State: what an output folder remembers of earlier runs (SQLite).
 *
 * For every output: from which source it was made, what went into it (options,
 * program, fonts, and the hash of every file that was read), how the file looked
 * when it was written, and what the report says of it. Files are looked at with
 * stat and hashed only when that differs.
 *
 * The database lies in OUT/.handpress/. Each result is a transaction of its own,
 * after the output has its place: a run that is killed loses nothing that is in
 * the folder, at most it makes one file again. One process and thread at a time
 * (lock.h).
 *
 * Errors are HP_ERROR_OUTPUT: the database cannot be written.
 */
#pragma once

#include "base/reads.h"

typedef struct hp_state hp_state;

/* folder: where it lies, already there; NULL: nothing is remembered, as with a
 * dry run into a folder that is not there. A database that cannot be read is put
 * aside (*trouble then tells of it) and everything is made again. */
hp_state *hp_state_open(const char *folder, char **trouble, GError **error);
void hp_state_free(hp_state *state); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hp_state, hp_state_free)

/* What goes into an output besides files. Borrowed. */
typedef struct {
    const char *program, *options, *fonts; /* hashes */
} hp_ingredients;

/* Whether a file is still the one that was written. Its folder may have been
 * copied: its age is what tells of a stranger's hand. */
static inline gboolean hp_state_is_as_written(const hp_stamp *now, const hp_stamp *then)
{
    return now->size == then->size && now->modified_ns == then->modified_ns;
}

/* Around looking at many outputs: what is learned of files is written at once. */
void hp_state_look_begin(hp_state *state);
void hp_state_look_end(hp_state *state);

/* Why an output has to be made (again), for a person: "new", "the source has
 * changed", "logo.png has changed", … NULL when it needs not be. Free it.
 * name: of the output in the folder; path: of it as a file. */
char *hp_state_reason(hp_state *state, const char *name, const char *path, const char *source,
                      const hp_ingredients *ingredients);

/* Whether the cover of an output lies there as it was written; also when it never
 * had one. */
gboolean hp_state_has_cover(hp_state *state, const char *name, const char *path);

/* One export as it is kept. Borrowed. */
typedef struct {
    const char *name, *source;
    hp_ingredients ingredients;
    gboolean failed;
    hp_stamp stamp;     /* of the output; with failed: none */
    hp_stamp cover;     /* of its picture in the index; none: it cannot be drawn */
    const char *report; /* see report.h */
    const hp_read *reads;
    size_t n_reads;
} hp_state_record;

gboolean hp_state_store(hp_state *state, const hp_state_record *record, GError **error);
gboolean hp_state_store_cover(hp_state *state, const char *name, const hp_stamp *cover, GError **error);

/* The report of an output; NULL when there is none. Free it. */
char *hp_state_report(hp_state *state, const char *name);

/* The files that went into an output and are there, in the order of their
 * reading; free with g_ptr_array_unref. */
GPtrArray *hp_state_files(hp_state *state, const char *name);

/* The hash of a file, by its stamp where that is known. Free it. */
char *hp_state_hash(hp_state *state, const char *path);

/* Every output that was written and is remembered, by name, until visit returns
 * FALSE. visit may forget the one it is given. */
typedef gboolean (*hp_state_visit)(const char *name, const char *source, const hp_stamp *stamp, void *user_data);
void hp_state_each(hp_state *state, hp_state_visit visit, void *user_data);
gboolean hp_state_forget(hp_state *state, const char *name, GError **error);

/* ---- Other states of the same output folder ---- */

/* What a shard, or a run of the whole archive, remembers of outputs; nobody may be
 * writing it. NULL when there is nothing to be read. */
hp_state *hp_state_open_beside(const char *folder);

/* Whether it remembers that an output was written as the stamp says. */
gboolean hp_state_knows(hp_state *state, const char *name, const hp_stamp *stamp);

/* Takes what the other one remembers of an output in place of what this one does. */
gboolean hp_state_take(hp_state *state, hp_state *other, const char *name, GError **error);

/* ---- Binders ---- */

/* Whether a file is there that was bound of these parts (a hash), and is as it was
 * written. */
gboolean hp_state_has_binder(hp_state *state, const char *path, const char *parts);
void hp_state_store_binder(hp_state *state, const char *path, const char *parts);
