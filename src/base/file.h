/*
 * Files in and out, whole.
 *
 * A reader gets everything or an error; a writer leaves the target as it was
 * until all of the new content is on the disk. Errors are HP_ERROR_INPUT,
 * HP_ERROR_OUTPUT or HP_ERROR_LIMIT with one line for a person: "cannot write
 * out.pdf: No space left on device". Any thread.
 */
#pragma once

#include <glib.h>
#include <stdio.h>

/* Whether a path means standard input or output: "-". */
gboolean hp_file_is_stream(const char *path);

/* Reads a regular file, a pipe or a device to its end. "-" is standard input.
 * More than max_bytes: HP_ERROR_LIMIT. */
GBytes *hp_file_read(const char *path, size_t max_bytes, GError **error);

/* Reads an open file from where it stands to its end; fd stays open. name: for
 * messages. */
GBytes *hp_file_read_fd(int fd, const char *name, size_t max_bytes, GError **error);

/* Writes a file at once: beside the target, fsync, rename over it. A new file
 * has the mode the umask gives, an old one keeps its permissions. Of a symbolic
 * link the file it names is replaced. "-", /dev/stdout and whatever exists and
 * is no regular file (pipe, device) is written straight into. On failure the
 * target is untouched and nothing lies beside it. */
gboolean hp_file_write_atomic(const char *path, const void *data, size_t size, GError **error);

/* The same for content that is made while it is written. fill may be called
 * twice, from the beginning; it need not look at what the stream says of
 * failures, and returns FALSE to give up. */
typedef gboolean (*hp_file_fill)(FILE *stream, void *user_data);
gboolean hp_file_fill_atomic(const char *path, hp_file_fill fill, void *user_data, GError **error);

/* For the workers of one run: from now on this process does not wait for the disk
 * with each file, which takes longer than making it. Files are whole for whoever
 * looks, and whoever kills; after a power cut the last ones may be empty, until
 * hp_file_sync_all of the folder they are in has returned. */
void hp_file_sync_later(void);
void hp_file_sync_all(const char *folder);
