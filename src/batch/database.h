/*
 * Database: the SQLite file behind state.h, its tables and its statements.
 *
 *     file    a path, how it looked (stamp), the hash of its content then
 *     output  an export: source, ingredients, how the PDF and its cover looked, its
 *             report
 *     need    which files went into which output, and with what hash
 *     binder  what was bound into a file, and how it looked
 *
 * Private to state.c.
 */
#pragma once

#include "batch/sqlite.h"

typedef struct hp_database hp_database;

typedef enum {
    HP_QUERY_FILE_GET,     /* path ─► id, stamp, hash */
    HP_QUERY_FILE_PUT,     /* path, stamp, hash ─► id */
    HP_QUERY_OUTPUT_GET,   /* name ─► id, source, ingredients, failed, stamp, cover's size and age, report */
    HP_QUERY_OUTPUT_PUT,   /* name, source, ingredients, failed, stamp, cover's size and age, report ─► id */
    HP_QUERY_COVER_PUT,    /* size, age, name */
    HP_QUERY_NEEDS,        /* output id ─► file id, path, stamp, hash; the hash then */
    HP_QUERY_NEEDS_CLEAR,  /* output id */
    HP_QUERY_NEED_PUT,     /* output id, place, file id, hash */
    HP_QUERY_REPORT,       /* name ─► report */
    HP_QUERY_FILES,        /* name ─► path */
    HP_QUERY_NEXT,         /* name ─► the next name, source, stamp */
    HP_QUERY_FORGET_NEEDS, /* name */
    HP_QUERY_FORGET,       /* name */
    HP_QUERY_BINDER_GET,   /* path ─► parts, size, age */
    HP_QUERY_BINDER_PUT,   /* path, parts, size, age */
    HP_QUERY_COUNT
} hp_query;

/* Opens or makes state.sqlite in the folder; see hp_state_open. */
hp_database *hp_database_open(const char *folder, char **trouble, GError **error);
/* Opens one that nobody writes at the time, to read what is in it. NULL: there is
 * none, or none of this format. */
hp_database *hp_database_open_beside(const char *folder);
void hp_database_close(hp_database *database); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hp_database, hp_database_close)

/* The statement, reset and without values, to be bound and stepped. Borrowed. */
sqlite3_stmt *hp_database_query(hp_database *database, hp_query query);

/* A transaction. ok FALSE takes everything back and makes the error. */
gboolean hp_database_begin(hp_database *database, GError **error);
gboolean hp_database_end(hp_database *database, gboolean ok, GError **error);
