/*
 * Protocol: what a run and its workers say to each other.
 *
 * A frame is its length (4 bytes, the machine's order) and a GVariant of the type
 * a{sv}, over a stream socket. The worker answers each task with one result, in
 * order; when the other end closes, it goes.
 *
 *     task    input, output, cover (paths), cover-only (b), arguments (aay)
 *     result  written (b), pages, bytes (t), seconds (d), output-hash, stamp
 *             (xxxx), cover (xxxx), kind, title, author, date, lang, tags (as), reads
 *             (a(ayxxxxs)), diagnostics (a(usus))
 *
 *     task    binder (path), title, decks (ay: path, title and date of each, with
 *             their NULs), arguments
 *     result  pages, or error (s)
 */
#pragma once

#include "base/diag.h"
#include "base/reads.h"

/* The descriptor of a worker's end. */
#define HP_WORKER_FD 3
/* Far more than a task or a result takes. */
#define HP_FRAME_MAX ((guint32)64 << 20)

/* Sends a frame, all of it; takes a floating value. FALSE when the other end is gone. */
gboolean hp_frame_send(int fd, GVariant *value);

/* Waits for a frame. NULL: the other end is gone, or sent no frame. Not floating. */
GVariant *hp_frame_receive(int fd);

/* The same from what has come so far: takes the first frame out of the bytes, NULL
 * when it is not complete. *broken: this will never be one. */
GVariant *hp_frame_take(GByteArray *bytes, gboolean *broken);

GVariant *hp_reads_to_variant(const hp_reads *reads);
/* Free with g_array_unref; hp_read with its strings. */
GArray *hp_reads_from_variant(GVariant *value);

GVariant *hp_diags_to_variant(const hp_diags *diags);
/* file: as in hp_diags_new. */
hp_diags *hp_diags_from_variant(GVariant *value, const char *file);

GVariant *hp_stamp_to_variant(const hp_stamp *stamp);
hp_stamp hp_stamp_from_variant(GVariant *value);

/* A text of the dictionary, or NULL. Borrowed from value. */
const char *hp_result_text(GVariant *value, const char *key);
guint64 hp_result_number(GVariant *value, const char *key);
