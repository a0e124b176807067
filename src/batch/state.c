#include "batch/state.h"

#include "base/error.h"
#include "batch/database.h"

#include <string.h>

/* What a picture may have at most (asset/). */
#define HASHED_MAX_BYTES ((size_t)256 << 20)

struct hp_state {
    hp_database *database; /* NULL: nothing is remembered */
    GHashTable *settled;   /* ids of files that this run has looked at */
};

hp_state *hp_state_open(const char *folder, char **trouble, GError **error)
{
    g_autoptr(hp_state) state = g_new0(hp_state, 1);
    state->settled = g_hash_table_new(NULL, NULL);
    if (folder && !(state->database = hp_database_open(folder, trouble, error)))
        return NULL;
    return g_steal_pointer(&state);
}

void hp_state_free(hp_state *state)
{
    if (!state)
        return;
    hp_database_close(state->database);
    g_hash_table_unref(state->settled);
    g_free(state);
}

static hp_stamp column_stamp(sqlite3_stmt *row, int first)
{
    return (hp_stamp){hp_sqlite.column_int64(row, first), hp_sqlite.column_int64(row, first + 1),
                      hp_sqlite.column_int64(row, first + 2), hp_sqlite.column_int64(row, first + 3)};
}

/* Size and age alone. */
static hp_stamp column_short_stamp(sqlite3_stmt *row, int first)
{
    return (hp_stamp){.size = hp_sqlite.column_int64(row, first),
                      .modified_ns = hp_sqlite.column_int64(row, first + 1)};
}

static void bind_stamp(sqlite3_stmt *statement, int first, const hp_stamp *stamp)
{
    hp_sqlite.bind_int64(statement, first, stamp->size);
    hp_sqlite.bind_int64(statement, first + 1, stamp->inode);
    hp_sqlite.bind_int64(statement, first + 2, stamp->changed_ns);
    hp_sqlite.bind_int64(statement, first + 3, stamp->modified_ns);
}

static const char *column_text(sqlite3_stmt *row, int column)
{
    const char *text = (const char *)hp_sqlite.column_text(row, column);
    return text ? text : "";
}

/* ---- Files ---- */

/* Writes down what a file looks like. Returns its id; 0 when that fails. */
static gint64 file_store(hp_state *state, const char *path, const hp_stamp *stamp, const char *hash)
{
    sqlite3_stmt *put = hp_database_query(state->database, HP_QUERY_FILE_PUT);
    hp_sqlite.bind_text(put, 1, path, -1, SQLITE_STATIC);
    bind_stamp(put, 2, stamp);
    hp_sqlite.bind_text(put, 6, hash, -1, SQLITE_STATIC);
    return hp_sqlite.step(put) == SQLITE_ROW ? hp_sqlite.column_int64(put, 0) : 0;
}

/* A file as it is known, and the same after a look at the disk. */
typedef struct {
    gint64 id;
    const char *path, *hash;
    hp_stamp stamp;
} known_file;

/* The hash of what is there now. Free it. */
static char *file_settle(hp_state *state, const known_file *known)
{
    gpointer id = GSIZE_TO_POINTER((gsize)known->id);
    if (g_hash_table_contains(state->settled, id))
        return g_strdup(known->hash);
    hp_stamp now = hp_stamp_lookup(known->path);
    char *hash = NULL;
    if (hp_stamp_equal(&now, &known->stamp)) {
        hash = g_strdup(known->hash);
    } else {
        hash = hp_reads_hash_now(known->path, HASHED_MAX_BYTES);
        file_store(state, known->path, &now, hash);
    }
    g_hash_table_add(state->settled, id);
    return hash;
}

char *hp_state_hash(hp_state *state, const char *path)
{
    if (!state->database)
        return hp_reads_hash_now(path, HASHED_MAX_BYTES);
    sqlite3_stmt *get = hp_database_query(state->database, HP_QUERY_FILE_GET);
    hp_sqlite.bind_text(get, 1, path, -1, SQLITE_STATIC);
    if (hp_sqlite.step(get) == SQLITE_ROW) {
        known_file known = {hp_sqlite.column_int64(get, 0), path, column_text(get, 5), column_stamp(get, 1)};
        return file_settle(state, &known);
    }
    hp_stamp now = hp_stamp_lookup(path);
    char *hash = hp_reads_hash_now(path, HASHED_MAX_BYTES);
    file_store(state, path, &now, hash);
    return hash;
}

static char *file_reason(const char *path, const char *source, const char *before, const char *now)
{
    if (strcmp(path, source) == 0)
        return g_strdup("the source has changed");
    g_autofree char *base = g_path_get_basename(path), *name = g_filename_display_name(base);
    const char *what = strcmp(now, "absent") == 0      ? "has gone"
                       : strcmp(before, "absent") == 0 ? "is there now"
                                                       : "has changed";
    return g_strdup_printf("%s %s", name, what);
}

/* The first of its files that is not as it was. */
static char *files_reason(hp_state *state, gint64 output, const char *source)
{
    sqlite3_stmt *needs = hp_database_query(state->database, HP_QUERY_NEEDS);
    hp_sqlite.bind_int64(needs, 1, output);
    while (hp_sqlite.step(needs) == SQLITE_ROW) {
        known_file known = {hp_sqlite.column_int64(needs, 0), column_text(needs, 1), column_text(needs, 6),
                            column_stamp(needs, 2)};
        const char *before = column_text(needs, 7);
        g_autofree char *now = file_settle(state, &known);
        if (strcmp(now, before) != 0)
            return file_reason(known.path, source, before, now);
    }
    return NULL;
}

/* ---- Outputs ---- */

/* What is not written down is learned again the next time. */
void hp_state_look_begin(hp_state *state)
{
    if (state->database)
        hp_database_begin(state->database, NULL);
}

void hp_state_look_end(hp_state *state)
{
    if (state->database)
        hp_database_end(state->database, TRUE, NULL);
}

static char *ingredients_reason(sqlite3_stmt *row, const hp_ingredients *now)
{
    if (strcmp(column_text(row, 2), now->program) != 0)
        return g_strdup("handpress has changed");
    if (strcmp(column_text(row, 3), now->options) != 0)
        return g_strdup("the options have changed");
    if (strcmp(column_text(row, 4), now->fonts) != 0)
        return g_strdup("the fonts have changed");
    return NULL;
}

static char *output_reason(sqlite3_stmt *row, const char *path)
{
    if (hp_sqlite.column_int(row, 5))
        return g_strdup("it failed the last time");
    hp_stamp now = hp_stamp_lookup(path), then = column_stamp(row, 6);
    if (now.size == HP_STAMP_ABSENT.size)
        return g_strdup("the PDF is missing");
    if (!hp_state_is_as_written(&now, &then))
        return g_strdup("the PDF has been changed");
    return NULL;
}

char *hp_state_reason(hp_state *state, const char *name, const char *path, const char *source,
                      const hp_ingredients *ingredients)
{
    if (!state->database)
        return g_strdup("new");
    sqlite3_stmt *get = hp_database_query(state->database, HP_QUERY_OUTPUT_GET);
    hp_sqlite.bind_text(get, 1, name, -1, SQLITE_STATIC);
    if (hp_sqlite.step(get) != SQLITE_ROW)
        return g_strdup("new");
    if (strcmp(column_text(get, 1), source) != 0)
        return g_strdup("another source has its name");
    char *reason = ingredients_reason(get, ingredients);
    if (!reason)
        reason = output_reason(get, path);
    return reason ? reason : files_reason(state, hp_sqlite.column_int64(get, 0), source);
}

gboolean hp_state_has_cover(hp_state *state, const char *name, const char *path)
{
    if (!state->database)
        return TRUE;
    sqlite3_stmt *get = hp_database_query(state->database, HP_QUERY_OUTPUT_GET);
    hp_sqlite.bind_text(get, 1, name, -1, SQLITE_STATIC);
    if (hp_sqlite.step(get) != SQLITE_ROW || hp_sqlite.column_int64(get, 10) == HP_STAMP_ABSENT.size)
        return TRUE;
    hp_stamp now = hp_stamp_lookup(path), then = column_short_stamp(get, 10);
    return hp_state_is_as_written(&now, &then);
}

static gint64 output_put(hp_state *state, const hp_state_record *record)
{
    sqlite3_stmt *put = hp_database_query(state->database, HP_QUERY_OUTPUT_PUT);
    hp_sqlite.bind_text(put, 1, record->name, -1, SQLITE_STATIC);
    hp_sqlite.bind_text(put, 2, record->source, -1, SQLITE_STATIC);
    hp_sqlite.bind_text(put, 3, record->ingredients.program, -1, SQLITE_STATIC);
    hp_sqlite.bind_text(put, 4, record->ingredients.options, -1, SQLITE_STATIC);
    hp_sqlite.bind_text(put, 5, record->ingredients.fonts, -1, SQLITE_STATIC);
    hp_sqlite.bind_int(put, 6, record->failed);
    bind_stamp(put, 7, &record->stamp);
    hp_sqlite.bind_int64(put, 11, record->cover.size);
    hp_sqlite.bind_int64(put, 12, record->cover.modified_ns);
    hp_sqlite.bind_text(put, 13, record->report, -1, SQLITE_STATIC);
    return hp_sqlite.step(put) == SQLITE_ROW ? hp_sqlite.column_int64(put, 0) : 0;
}

static gboolean needs_put(hp_state *state, gint64 output, const hp_state_record *record)
{
    sqlite3_stmt *clear = hp_database_query(state->database, HP_QUERY_NEEDS_CLEAR);
    hp_sqlite.bind_int64(clear, 1, output);
    gboolean ok = hp_sqlite.step(clear) == SQLITE_DONE;
    for (size_t i = 0; ok && i < record->n_reads; i++) {
        const hp_read *read = &record->reads[i];
        gint64 file = file_store(state, read->path, &read->stamp, read->hash);
        sqlite3_stmt *put = hp_database_query(state->database, HP_QUERY_NEED_PUT);
        hp_sqlite.bind_int64(put, 1, output);
        hp_sqlite.bind_int64(put, 2, (gint64)i);
        hp_sqlite.bind_int64(put, 3, file);
        hp_sqlite.bind_text(put, 4, read->hash, -1, SQLITE_STATIC);
        ok = file && hp_sqlite.step(put) == SQLITE_DONE;
    }
    return ok;
}

gboolean hp_state_store(hp_state *state, const hp_state_record *record, GError **error)
{
    if (!state->database)
        return TRUE;
    gboolean ok = hp_database_begin(state->database, error);
    if (!ok)
        return FALSE;
    gint64 output = output_put(state, record);
    return hp_database_end(state->database, output && needs_put(state, output, record), error);
}

gboolean hp_state_store_cover(hp_state *state, const char *name, const hp_stamp *cover, GError **error)
{
    if (!state->database || !hp_database_begin(state->database, error))
        return !state->database;
    sqlite3_stmt *put = hp_database_query(state->database, HP_QUERY_COVER_PUT);
    hp_sqlite.bind_int64(put, 1, cover->size);
    hp_sqlite.bind_int64(put, 2, cover->modified_ns);
    hp_sqlite.bind_text(put, 3, name, -1, SQLITE_STATIC);
    return hp_database_end(state->database, hp_sqlite.step(put) == SQLITE_DONE, error);
}

char *hp_state_report(hp_state *state, const char *name)
{
    if (!state->database)
        return NULL;
    sqlite3_stmt *get = hp_database_query(state->database, HP_QUERY_REPORT);
    hp_sqlite.bind_text(get, 1, name, -1, SQLITE_STATIC);
    return hp_sqlite.step(get) == SQLITE_ROW ? g_strdup(column_text(get, 0)) : NULL;
}

GPtrArray *hp_state_files(hp_state *state, const char *name)
{
    GPtrArray *files = g_ptr_array_new_with_free_func(g_free);
    if (!state->database)
        return files;
    sqlite3_stmt *get = hp_database_query(state->database, HP_QUERY_FILES);
    hp_sqlite.bind_text(get, 1, name, -1, SQLITE_STATIC);
    while (hp_sqlite.step(get) == SQLITE_ROW)
        g_ptr_array_add(files, g_strdup(column_text(get, 0)));
    return files;
}

void hp_state_each(hp_state *state, hp_state_visit visit, void *user_data)
{
    if (!state->database)
        return;
    /* Page by page, so that rows may go while they are visited. */
    g_autofree char *last = g_strdup("");
    for (gboolean more = TRUE; more;) {
        sqlite3_stmt *next = hp_database_query(state->database, HP_QUERY_NEXT);
        hp_sqlite.bind_text(next, 1, last, -1, SQLITE_STATIC);
        more = hp_sqlite.step(next) == SQLITE_ROW;
        if (!more)
            break;
        g_autofree char *source = g_strdup(column_text(next, 1));
        hp_stamp stamp = column_stamp(next, 2);
        char *name = g_strdup(column_text(next, 0));
        hp_database_query(state->database, HP_QUERY_NEXT);
        g_free(last);
        last = name;
        more = visit(name, source, &stamp, user_data);
    }
}

gboolean hp_state_forget(hp_state *state, const char *name, GError **error)
{
    if (!state->database || !hp_database_begin(state->database, error))
        return !state->database;
    gboolean ok = TRUE;
    static const hp_query queries[] = {HP_QUERY_FORGET_NEEDS, HP_QUERY_FORGET};
    for (size_t i = 0; i < G_N_ELEMENTS(queries); i++) {
        sqlite3_stmt *forget = hp_database_query(state->database, queries[i]);
        hp_sqlite.bind_text(forget, 1, name, -1, SQLITE_STATIC);
        ok = ok && hp_sqlite.step(forget) == SQLITE_DONE;
    }
    return hp_database_end(state->database, ok, error);
}

/* ---- Other states ---- */

hp_state *hp_state_open_beside(const char *folder)
{
    hp_database *database = hp_database_open_beside(folder);
    if (!database)
        return NULL;
    hp_state *state = g_new0(hp_state, 1);
    state->settled = g_hash_table_new(NULL, NULL);
    state->database = database;
    return state;
}

gboolean hp_state_knows(hp_state *state, const char *name, const hp_stamp *stamp)
{
    sqlite3_stmt *get = hp_database_query(state->database, HP_QUERY_OUTPUT_GET);
    hp_sqlite.bind_text(get, 1, name, -1, SQLITE_STATIC);
    if (hp_sqlite.step(get) != SQLITE_ROW || hp_sqlite.column_int(get, 5))
        return FALSE;
    hp_stamp known = column_stamp(get, 6);
    return hp_state_is_as_written(stamp, &known);
}

/* The files of an output with the hashes that they had for it; free the array. */
static GArray *needs_get(hp_state *state, gint64 output)
{
    GArray *reads = g_array_new(FALSE, TRUE, sizeof(hp_read));
    sqlite3_stmt *needs = hp_database_query(state->database, HP_QUERY_NEEDS);
    hp_sqlite.bind_int64(needs, 1, output);
    while (hp_sqlite.step(needs) == SQLITE_ROW) {
        const char *now = column_text(needs, 6), *then = column_text(needs, 7);
        hp_read read = {.path = g_strdup(column_text(needs, 1)), .hash = g_strdup(then)};
        /* The stamp of another content tells nothing of this one. */
        if (strcmp(now, then) == 0)
            read.stamp = column_stamp(needs, 2);
        g_array_append_val(reads, read);
    }
    return reads;
}

static void needs_free(GArray *reads)
{
    for (guint i = 0; i < reads->len; i++) {
        g_free(g_array_index(reads, hp_read, i).path);
        g_free(g_array_index(reads, hp_read, i).hash);
    }
    g_array_unref(reads);
}

gboolean hp_state_take(hp_state *state, hp_state *other, const char *name, GError **error)
{
    sqlite3_stmt *get = hp_database_query(other->database, HP_QUERY_OUTPUT_GET);
    hp_sqlite.bind_text(get, 1, name, -1, SQLITE_STATIC);
    if (hp_sqlite.step(get) != SQLITE_ROW)
        return TRUE;
    GArray *reads = needs_get(other, hp_sqlite.column_int64(get, 0));
    hp_state_record record = {.name = name,
                              .source = column_text(get, 1),
                              .ingredients = {column_text(get, 2), column_text(get, 3), column_text(get, 4)},
                              .failed = hp_sqlite.column_int(get, 5) != 0,
                              .stamp = column_stamp(get, 6),
                              .cover = column_short_stamp(get, 10),
                              .report = column_text(get, 12),
                              .reads = (const hp_read *)(void *)reads->data,
                              .n_reads = reads->len};
    gboolean ok = hp_state_store(state, &record, error);
    needs_free(reads);
    return ok;
}

/* ---- Binders ---- */

gboolean hp_state_has_binder(hp_state *state, const char *path, const char *parts)
{
    if (!state->database)
        return FALSE;
    sqlite3_stmt *get = hp_database_query(state->database, HP_QUERY_BINDER_GET);
    hp_sqlite.bind_text(get, 1, path, -1, SQLITE_STATIC);
    if (hp_sqlite.step(get) != SQLITE_ROW || strcmp(column_text(get, 0), parts) != 0)
        return FALSE;
    hp_stamp now = hp_stamp_lookup(path), then = column_short_stamp(get, 1);
    return hp_state_is_as_written(&now, &then);
}

void hp_state_store_binder(hp_state *state, const char *path, const char *parts)
{
    if (!state->database)
        return;
    hp_stamp now = hp_stamp_lookup(path);
    sqlite3_stmt *put = hp_database_query(state->database, HP_QUERY_BINDER_PUT);
    hp_sqlite.bind_text(put, 1, path, -1, SQLITE_STATIC);
    hp_sqlite.bind_text(put, 2, parts, -1, SQLITE_STATIC);
    hp_sqlite.bind_int64(put, 3, now.size);
    hp_sqlite.bind_int64(put, 4, now.modified_ns);
    /* What is not written down is bound again the next time. */
    hp_sqlite.step(put);
    hp_database_query(state->database, HP_QUERY_BINDER_PUT);
}
