/*
 * Reads: which files an export looked at, and what it found there.
 *
 * A later run asks whether any of them has changed; make asks which there were;
 * a watcher waits for the next change. A place where nothing was found counts as
 * well: a picture that appears there changes the export.
 *
 * A list belongs to one export. One thread at a time.
 */
#pragma once

#include <glib.h>
#include <sys/stat.h>

/* What stat says of a file. Two equal stamps: the same content, unless the file
 * was changed within the clock's grain of being looked at (then changed_ns is 0,
 * and no other stamp equals it). */
typedef struct {
    gint64 size, inode, changed_ns, modified_ns;
} hp_stamp;

/* A path where nothing is. */
#define HP_STAMP_ABSENT ((hp_stamp){-2, 0, 0, 0})

hp_stamp hp_stamp_of(const struct stat *st);
hp_stamp hp_stamp_lookup(const char *path);                    /* follows links */
gboolean hp_stamp_equal(const hp_stamp *a, const hp_stamp *b); /* FALSE when one is uncertain */

typedef struct {
    char *path; /* absolute */
    hp_stamp stamp;
    char *hash; /* SHA-256 in hex; "absent"; "unread": it is there, but was not read */
} hp_read;

typedef struct hp_reads hp_reads;

hp_reads *hp_reads_new(void);
void hp_reads_free(hp_reads *reads); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hp_reads, hp_reads_free)

/* All of these do nothing when reads is NULL, and keep the first of equal paths. */
void hp_reads_add_absent(hp_reads *reads, const char *path);
void hp_reads_add_unread(hp_reads *reads, const char *path);
/* fd: where the content came from, for its stamp. */
void hp_reads_add_content(hp_reads *reads, const char *path, int fd, GBytes *content);
/* The same for content that somebody else read. */
void hp_reads_add_file(hp_reads *reads, const char *path, size_t max_bytes);

/* Reads a regular file (or whatever path names) and notes it. Errors as
 * hp_file_read. reads may be NULL. */
GBytes *hp_reads_load(hp_reads *reads, const char *path, size_t max_bytes, GError **error);

size_t hp_reads_count(const hp_reads *reads);
const hp_read *hp_reads_get(const hp_reads *reads, size_t index);

/* What hp_read.hash would be now. Only regular files up to max_bytes are read.
 * Free it. */
char *hp_reads_hash_now(const char *path, size_t max_bytes);
