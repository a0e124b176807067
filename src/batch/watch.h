/*
 * Watch: which files change, as the kernel tells (inotify).
 *
 * Folders are watched, not files: an editor writes a new file and renames it
 * over the old one. What changes in one go comes in one piece: after the first
 * change nothing is told until it has been quiet for a moment.
 */
#pragma once

#include <glib.h>

typedef struct hp_watch hp_watch;

/* NULL, and HP_ERROR_INPUT, when the system has no watch to give. */
hp_watch *hp_watch_new(GError **error);
void hp_watch_free(hp_watch *watch); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hp_watch, hp_watch_free)

/* Looks at what happens in a folder (not below it) from now on. A folder that is
 * watched already stays so. FALSE and HP_ERROR_INPUT when it cannot be. */
gboolean hp_watch_add(hp_watch *watch, const char *folder, GError **error);
gboolean hp_watch_has(const hp_watch *watch, const char *folder);

/* Waits for changes and returns the paths that were written, made, renamed or
 * removed, each below the name its folder was added with: a set of char *.
 * Folders are among them. *lost: so much happened that some is not in the set.
 * NULL and an error when waiting is not possible. */
GHashTable *hp_watch_wait(hp_watch *watch, gboolean *lost, GError **error);
