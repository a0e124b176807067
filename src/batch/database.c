#include "batch/database.h"

#include "base/error.h"

#include <stdio.h>
#include <string.h>

/* Raised whenever the tables change; an older database is then made anew. */
#define FORMAT 2

struct hp_database {
    sqlite3 *db;
    char *path;
    sqlite3_stmt *queries[HP_QUERY_COUNT]; /* made when first asked for */
};

/* The folder belongs to one process at a time, which saves SQLite's shared
 * memory (network file systems have none). After a power cut the last results
 * may be missing, never more: their files are simply made again. */
static const char setup[] = "PRAGMA locking_mode = EXCLUSIVE;"
                            "PRAGMA journal_mode = WAL;"
                            "PRAGMA synchronous = NORMAL;"
                            "PRAGMA cache_size = -1024;";

static const char tables[] =
    "BEGIN;"
    "CREATE TABLE file (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, size INT, inode INT, changed INT,"
    " modified INT, hash TEXT NOT NULL);"
    "CREATE TABLE output (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, source TEXT NOT NULL, program TEXT,"
    " options TEXT, fonts TEXT, failed INT, size INT, inode INT, changed INT, modified INT, cover_size INT,"
    " cover_modified INT, report TEXT);"
    "CREATE TABLE need (output INT, place INT, file INT, hash TEXT, PRIMARY KEY (output, place)) WITHOUT ROWID;"
    "CREATE TABLE binder (path TEXT PRIMARY KEY, parts TEXT, size INT, modified INT) WITHOUT ROWID;"
    "PRAGMA user_version = " G_STRINGIFY(FORMAT) ";"
                                                 "COMMIT;";

static const char *const texts[HP_QUERY_COUNT] = {
    [HP_QUERY_FILE_GET] = "SELECT id, size, inode, changed, modified, hash FROM file WHERE path = ?",
    [HP_QUERY_FILE_PUT] = "INSERT INTO file (path, size, inode, changed, modified, hash) VALUES (?, ?, ?, ?, ?, ?)"
                          " ON CONFLICT (path) DO UPDATE SET size = excluded.size, inode = excluded.inode,"
                          " changed = excluded.changed, modified = excluded.modified, hash = excluded.hash"
                          " RETURNING id",
    [HP_QUERY_OUTPUT_GET] = "SELECT id, source, program, options, fonts, failed, size, inode, changed, modified,"
                            " cover_size, cover_modified, report FROM output WHERE name = ?",
    [HP_QUERY_OUTPUT_PUT] =
        "INSERT INTO output (name, source, program, options, fonts, failed, size, inode, changed, modified,"
        " cover_size, cover_modified, report)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET source = excluded.source,"
        " program = excluded.program, options = excluded.options, fonts = excluded.fonts, failed = excluded.failed,"
        " size = excluded.size, inode = excluded.inode, changed = excluded.changed, modified = excluded.modified,"
        " cover_size = excluded.cover_size, cover_modified = excluded.cover_modified, report = excluded.report"
        " RETURNING id",
    [HP_QUERY_COVER_PUT] = "UPDATE output SET cover_size = ?, cover_modified = ? WHERE name = ?",
    [HP_QUERY_NEEDS] = "SELECT file.id, path, size, inode, changed, modified, file.hash, need.hash"
                       " FROM need JOIN file ON file.id = need.file WHERE need.output = ? ORDER BY place",
    [HP_QUERY_NEEDS_CLEAR] = "DELETE FROM need WHERE output = ?",
    [HP_QUERY_NEED_PUT] = "INSERT INTO need (output, place, file, hash) VALUES (?, ?, ?, ?)",
    [HP_QUERY_REPORT] = "SELECT report FROM output WHERE name = ?",
    [HP_QUERY_FILES] = "SELECT path FROM output JOIN need ON need.output = output.id JOIN file ON file.id = need.file"
                       " WHERE name = ? AND need.hash <> 'absent' ORDER BY place",
    [HP_QUERY_NEXT] = "SELECT name, source, size, inode, changed, modified FROM output WHERE name > ? AND NOT failed"
                      " ORDER BY name LIMIT 1",
    [HP_QUERY_FORGET_NEEDS] = "DELETE FROM need WHERE output = (SELECT id FROM output WHERE name = ?)",
    [HP_QUERY_FORGET] = "DELETE FROM output WHERE name = ?",
    [HP_QUERY_BINDER_GET] = "SELECT parts, size, modified FROM binder WHERE path = ?",
    [HP_QUERY_BINDER_PUT] = "INSERT OR REPLACE INTO binder (path, parts, size, modified) VALUES (?, ?, ?, ?)",
};

static gboolean fail(const hp_database *database, GError **error)
{
    g_autofree char *name = g_filename_display_name(database->path);
    g_set_error(error, HP_ERROR, HP_ERROR_OUTPUT, "cannot write %s: %s", name, hp_sqlite.errmsg(database->db));
    return FALSE;
}

static gboolean run(hp_database *database, const char *sql, GError **error)
{
    return hp_sqlite.exec(database->db, sql, NULL, NULL, NULL) == SQLITE_OK || fail(database, error);
}

/* The format of the tables; 0: there are none; -1: it is no database. */
static int format_of(hp_database *database)
{
    sqlite3_stmt *ask = NULL;
    int format = -1;
    if (hp_sqlite.prepare_v3(database->db, "PRAGMA user_version", -1, 0, &ask, NULL) == SQLITE_OK &&
        hp_sqlite.step(ask) == SQLITE_ROW)
        format = hp_sqlite.column_int(ask, 0);
    hp_sqlite.finalize(ask);
    return format;
}

static gboolean is_sound(hp_database *database)
{
    sqlite3_stmt *ask = NULL;
    gboolean sound = hp_sqlite.prepare_v3(database->db, "PRAGMA quick_check(1)", -1, 0, &ask, NULL) == SQLITE_OK &&
                     hp_sqlite.step(ask) == SQLITE_ROW &&
                     g_strcmp0((const char *)hp_sqlite.column_text(ask, 0), "ok") == 0;
    hp_sqlite.finalize(ask);
    for (int i = 0; sound && i < HP_QUERY_COUNT; i++)
        sound = hp_database_query(database, (hp_query)i) != NULL;
    return sound;
}

static void statements_drop(hp_database *database)
{
    for (int i = 0; i < HP_QUERY_COUNT; i++)
        g_clear_pointer(&database->queries[i], hp_sqlite.finalize);
}

static gboolean file_open(hp_database *database, GError **error)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    return hp_sqlite.open_v2(database->path, &database->db, flags, NULL) == SQLITE_OK || fail(database, error);
}

static void file_close(hp_database *database)
{
    statements_drop(database);
    hp_sqlite.close(database->db);
    database->db = NULL;
}

/* What the file knew is lost, the outputs are not. */
static void file_leave(hp_database *database, gboolean keep)
{
    file_close(database);
    static const char *const endings[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
        g_autofree char *from = g_strconcat(database->path, endings[i], NULL);
        g_autofree char *to = g_strconcat(database->path, ".broken", endings[i], NULL);
        if (keep)
            rename(from, to);
        else
            remove(from);
    }
}

hp_database *hp_database_open(const char *folder, char **trouble, GError **error)
{
    if (!hp_sqlite_load(error))
        return NULL;
    g_autoptr(hp_database) database = g_new0(hp_database, 1);
    database->path = g_build_filename(folder, "state.sqlite", NULL);
    if (!file_open(database, error))
        return NULL;
    int format = hp_sqlite.exec(database->db, setup, NULL, NULL, NULL) == SQLITE_OK ? format_of(database) : -1;
    int code = hp_sqlite.errcode(database->db);
    if (format == -1 && code != SQLITE_NOTADB && code != SQLITE_CORRUPT) {
        fail(database, error);
        return NULL;
    }
    if (format == FORMAT && is_sound(database))
        return g_steal_pointer(&database);
    if (format != 0) {
        /* An older handpress left it: with this one all is made again anyway. */
        gboolean older = format > 0 && format < FORMAT;
        if (!older)
            *trouble = g_strdup("what earlier runs left cannot be read (it is kept as state.sqlite.broken); all is made"
                                " again");
        file_leave(database, !older);
        if (!file_open(database, error) || !run(database, setup, error))
            return NULL;
    }
    return run(database, tables, error) ? g_steal_pointer(&database) : NULL;
}

hp_database *hp_database_open_beside(const char *folder)
{
    if (!hp_sqlite_load(NULL))
        return NULL;
    g_autoptr(hp_database) database = g_new0(hp_database, 1);
    database->path = g_build_filename(folder, "state.sqlite", NULL);
    g_autofree char *escaped = g_uri_escape_string(database->path, "/", TRUE);
    /* Nobody writes: no lock is needed, and none is made in the folder. What a killed
     * run had not yet moved from its journal is not seen. */
    g_autofree char *uri = g_strconcat("file:", escaped, "?immutable=1", NULL);
    int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
    if (hp_sqlite.open_v2(uri, &database->db, flags, NULL) != SQLITE_OK || format_of(database) != FORMAT ||
        !is_sound(database))
        return NULL;
    return g_steal_pointer(&database);
}

void hp_database_close(hp_database *database)
{
    if (!database)
        return;
    file_close(database);
    g_free(database->path);
    g_free(database);
}

sqlite3_stmt *hp_database_query(hp_database *database, hp_query query)
{
    sqlite3_stmt **slot = &database->queries[query];
    if (!*slot)
        hp_sqlite.prepare_v3(database->db, texts[query], -1, SQLITE_PREPARE_PERSISTENT, slot, NULL);
    if (*slot) {
        hp_sqlite.reset(*slot);
        hp_sqlite.clear_bindings(*slot);
    }
    return *slot;
}

gboolean hp_database_begin(hp_database *database, GError **error)
{
    return run(database, "BEGIN IMMEDIATE", error);
}

gboolean hp_database_end(hp_database *database, gboolean ok, GError **error)
{
    for (int i = 0; i < HP_QUERY_COUNT; i++)
        if (database->queries[i])
            hp_sqlite.reset(database->queries[i]);
    if (ok && hp_sqlite.exec(database->db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK)
        return TRUE;
    fail(database, error);
    hp_sqlite.exec(database->db, "ROLLBACK", NULL, NULL, NULL);
    return FALSE;
}
