/*
 * Batch: an archive of decks and minutes to a tree of PDFs.
 *
 *     find ─► plan ─► state (what has to be made?) ─► pool (workers) ─► state ─► report
 *
 * What is found and what each becomes is settled before any work. Workers are
 * processes of the program itself; what goes wrong with a file costs that file.
 * The order of work never changes an output.
 *
 * A GError ends the run before any work; what goes wrong with one file is in its
 * result. One thread; the default main context runs meanwhile.
 */
#pragma once

#include "base/diag.h"

/* What a key of handpress.yaml is to the program. */
typedef enum {
    HP_KEY_UNKNOWN,
    HP_KEY_REFUSED, /* an option that only the command line may give */
    HP_KEY_TEXT,
    HP_KEY_TEXTS, /* may be a list */
    HP_KEY_FOLDER,
    HP_KEY_FOLDERS,
    HP_KEY_FLAG
} hp_key_kind;

/* What the batch cannot know itself: the options of an export. Arguments are
 * those of an export's command line, "--theme=moon", NULL-terminated. */
typedef struct {
    hp_key_kind (*key)(const char *name);
    /* FALSE and HP_ERROR_USAGE when they cannot be meant. */
    gboolean (*check)(const char *const *arguments, GError **error);
    /* A hash of the fonts that they lead to. Free it. */
    char *(*fonts)(const char *const *arguments, void *user_data, GError **error);
    void *user_data;
} hp_batch_export;

typedef struct {
    const char *const *folders; /* NULL-terminated, at least one */
    const char *output;
    const char *const *include, *const *exclude; /* NULL: none */
    const char *name;                            /* pattern of names.h; NULL: as the source is called */
    const char *const *arguments;                /* of the command line */
    const char *version;                         /* of the program, for the report */
    const char *depfile;                         /* NULL: none */
    const char *binder;                          /* a file for all exports together; NULL: none */
    unsigned workers;                            /* at least 1 */
    unsigned timeout_s;                          /* per file; 0: none */
    guint64 memory_bytes;                        /* per worker; 0: no limit */
    unsigned shard, shards;                      /* the part to do, 1 to shards; 0, 0: all */
    gboolean force, dry_run, prune;
    hp_batch_export export;
} hp_batch_options;

typedef enum {
    HP_BATCH_PENDING,   /* the run was stopped before it */
    HP_BATCH_UNCHANGED, /* is there from an earlier run */
    HP_BATCH_WRITTEN,
    HP_BATCH_FAILED
} hp_batch_status;

/* One result, or with dry_run one intention. Borrowed during the call. */
typedef struct {
    const char *input;  /* as it can be opened */
    const char *output; /* below the output folder */
    hp_batch_status status;
    const char *reason; /* why it was made; NULL: it was not */
    guint64 pages, bytes;
    double seconds;
    const hp_diags *diags; /* NULL: unchanged */
} hp_batch_file;

typedef struct {
    unsigned files, to_do; /* of this run or shard; how many of them have to be made */
    unsigned written, failed, unchanged, pending;
    unsigned pruned, orphans; /* outputs without source that were removed; that are still there */
    unsigned warnings;
    guint64 pages, bytes; /* of all outputs, also the unchanged ones */
    double seconds;
    int signal; /* that stopped the run; 0: none */
} hp_batch_totals;

/* All exports in one file. Borrowed during the call. */
typedef struct {
    const char *path;        /* as given */
    hp_batch_status status;  /* PENDING: a dry run would make it */
    guint64 pages, bytes;    /* pages 0: not known, of an unchanged one */
    unsigned decks, missing; /* in it; left out, as there is no export of them */
} hp_batch_binder;

/* All may be NULL. */
typedef struct {
    void (*planned)(const hp_batch_totals *so_far, void *user_data);
    void (*began)(const char *input, const hp_batch_totals *so_far, void *user_data);
    void (*file)(const hp_batch_file *file, const hp_batch_totals *so_far, void *user_data);
    void (*pruned)(const char *output, void *user_data);
    void (*bound)(const hp_batch_binder *binder, void *user_data);
    void (*trouble)(const char *message, void *user_data);        /* with the run itself: it ends as failed */
    void (*tick)(const hp_batch_totals *so_far, void *user_data); /* ten times a second while there is work */
    void *user_data;
} hp_batch_listener;

typedef enum { HP_BATCH_OK, HP_BATCH_SOME_FAILED, HP_BATCH_STOPPED } hp_batch_outcome;

/* FALSE and an error when no work could be begun. *outcome, *totals: how it went.
 * Of SIGINT, SIGTERM and SIGHUP the first ends the run after the files in hand,
 * the second at once (the process goes). */
gboolean hp_batch_run(const hp_batch_options *options, const hp_batch_listener *listener, hp_batch_outcome *outcome,
                      hp_batch_totals *totals, GError **error);
