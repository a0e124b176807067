/*
 * SQLite, loaded when a batch first opens its state: linked, it would be a
 * twentieth of every start of handpress.
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>

/* What state.c and database.c use of it. */
#define HP_SQLITE_FUNCTIONS(X) \
    X(open_v2)                 \
    X(close)                   \
    X(exec)                    \
    X(errcode)                 \
    X(errmsg)                  \
    X(prepare_v3)              \
    X(finalize)                \
    X(reset)                   \
    X(clear_bindings)          \
    X(step)                    \
    X(bind_int)                \
    X(bind_int64)              \
    X(bind_text)               \
    X(column_int)              \
    X(column_int64)            \
    X(column_text)

/* Its functions by their names without sqlite3_. */
typedef struct {
#define HP_SQLITE_MEMBER(name) __typeof__(&sqlite3_##name) name;
    HP_SQLITE_FUNCTIONS(HP_SQLITE_MEMBER)
#undef HP_SQLITE_MEMBER
} hp_sqlite_library;

/* Empty until hp_sqlite_load has returned TRUE. */
extern hp_sqlite_library hp_sqlite;

/* FALSE and HP_ERROR_INTERNAL when it is not installed. Once is enough. */
gboolean hp_sqlite_load(GError **error);
