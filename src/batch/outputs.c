#include "batch/outputs.h"

#include "base/error.h"
#include "batch/index.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PRIVATE ".handpress"
/* What base/file.c calls a file that has not yet its place. */
#define LEFTOVERS ".handpress-????????.tmp"

static gboolean fail(GError **error, const char *path, int number)
{
    g_autofree char *name = g_filename_display_name(path);
    g_set_error(error, HP_ERROR, HP_ERROR_OUTPUT, "cannot make the folder %s: %s", name, g_strerror(number));
    return FALSE;
}

static char *real_path(const char *path)
{
    char *real = realpath(path, NULL);
    char *copy = g_strdup(real ? real : path);
    free(real);
    return copy;
}

gboolean hp_outputs_open(const hp_batch_options *options, const char *shard, char **output, char **private_folder,
                         char **state_folder, GError **error)
{
    if (!options->dry_run && g_mkdir_with_parents(options->output, 0777) < 0)
        return fail(error, options->output, errno);
    *output = real_path(options->output);
    g_autofree char *private = g_build_filename(*output, PRIVATE, NULL);
    g_autofree char *state = g_build_filename(private, shard, NULL);
    if (!options->dry_run && g_mkdir_with_parents(state, 0777) < 0)
        return fail(error, state, errno);
    if (!g_file_test(state, G_FILE_TEST_IS_DIR))
        return TRUE;
    *private_folder = g_steal_pointer(&private);
    *state_folder = g_steal_pointer(&state);
    return TRUE;
}

/* A run that is killed between naming a finished file and giving it its place
 * leaves it under a hidden name. */
static void leftovers_remove(int dir)
{
    int copy = openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *listing = copy >= 0 ? fdopendir(copy) : NULL;
    if (!listing) {
        if (copy >= 0)
            close(copy);
        return;
    }
    struct stat st;
    for (const struct dirent *entry; (entry = readdir(listing));)
        if (fnmatch(LEFTOVERS, entry->d_name, 0) == 0 && fstatat(dir, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
            S_ISREG(st.st_mode))
            unlinkat(dir, entry->d_name, 0);
    closedir(listing);
}

/* Opens the folder of a name below dir, making it step by step without following
 * links. -1 with errno. */
static int folder_open(int dir, const char *below)
{
    g_auto(GStrv) steps = g_strsplit(below, "/", -1);
    int at = fcntl(dir, F_DUPFD_CLOEXEC, 3);
    for (char **step = steps; *step && at >= 0; step++) {
        if (!**step)
            continue;
        if (mkdirat(at, *step, 0777) < 0 && errno != EEXIST) {
            int number = errno;
            close(at);
            errno = number;
            return -1;
        }
        int next = openat(at, *step, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        int number = errno;
        close(at);
        errno = number;
        at = next;
    }
    return at;
}

/* An output that is a link would be written where that leads. */
static gboolean output_check(int dir, const char *name, GError **error)
{
    g_autofree char *base = g_path_get_basename(name);
    struct stat st;
    if (fstatat(dir, base, &st, AT_SYMLINK_NOFOLLOW) < 0 || S_ISREG(st.st_mode))
        return TRUE;
    g_set_error(error, HP_ERROR, HP_ERROR_OUTPUT, "cannot write %s in the output folder: it is no regular file", name);
    return FALSE;
}

gboolean hp_outputs_make(const char *output, const hp_plan *plan, gboolean alone, GError **error)
{
    int root = open(output, O_RDONLY | O_DIRECTORY | O_CLOEXEC), dir = -1;
    if (root < 0)
        return fail(error, output, errno);
    int covers = folder_open(root, HP_INDEX_FOLDER);
    gboolean ok = covers >= 0 || fail(error, HP_INDEX_FOLDER, errno);
    if (covers >= 0) {
        leftovers_remove(covers);
        close(covers);
    }
    g_autofree char *last = NULL;
    for (guint i = 0; ok && i < plan->files->len; i++) {
        const char *name = g_array_index(plan->files, hp_plan_file, i).output;
        g_autofree char *folder = strchr(name, '/') ? g_path_get_dirname(name) : g_strdup("");
        if (!last || strcmp(last, folder) != 0) {
            if (dir >= 0)
                close(dir);
            dir = folder_open(root, folder);
            g_free(last);
            last = g_steal_pointer(&folder);
            if (dir >= 0 && alone)
                leftovers_remove(dir);
        }
        ok = dir >= 0 ? output_check(dir, name, error) : fail(error, last, errno);
    }
    if (dir >= 0)
        close(dir);
    close(root);
    return ok;
}

void hp_outputs_remove_empty(const char *output, const char *name)
{
    g_autofree char *folder = g_path_get_dirname(name);
    while (strcmp(folder, ".") != 0) {
        g_autofree char *path = g_build_filename(output, folder, NULL);
        if (rmdir(path) < 0)
            return;
        char *up = g_path_get_dirname(folder);
        g_free(folder);
        folder = up;
    }
}
