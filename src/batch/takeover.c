#include "batch/run.h"

#include <fnmatch.h>

#define SHARDS "shard-*-of-*"

typedef struct {
    hp_run *run;
    hp_state *other;
    GHashTable *planned; /* outputs that may be taken; NULL: all */
} takeover;

/* Only what is there as the other one wrote it: an older memory is worth nothing. */
static gboolean output_visit(const char *name, const char *source G_GNUC_UNUSED, const hp_stamp *stamp, void *user_data)
{
    const takeover *take = user_data;
    hp_run *run = take->run;
    if ((take->planned && !g_hash_table_contains(take->planned, name)) || hp_state_knows(run->state, name, stamp))
        return TRUE;
    g_autofree char *path = hp_run_output_path(run, name);
    hp_stamp now = hp_stamp_lookup(path);
    /* What cannot be written down is made again. */
    return !hp_state_is_as_written(&now, stamp) || hp_state_take(run->state, take->other, name, NULL);
}

static void state_take(hp_run *run, const char *folder, GHashTable *planned)
{
    g_autoptr(hp_state) other = hp_state_open_beside(folder);
    takeover take = {run, other, planned};
    if (other)
        hp_state_each(other, output_visit, &take);
}

void hp_run_take_over(hp_run *run, const char *folder)
{
    if (run->options->shards) {
        g_autoptr(GHashTable) planned = g_hash_table_new(g_str_hash, g_str_equal);
        for (guint i = 0; i < run->plan->files->len; i++)
            g_hash_table_add(planned, (void *)hp_run_planned(run, i)->output);
        state_take(run, folder, planned);
        return;
    }
    g_autoptr(GDir) listing = g_dir_open(folder, 0, NULL);
    for (const char *name; listing && (name = g_dir_read_name(listing));) {
        g_autofree char *shard = g_build_filename(folder, name, NULL);
        if (fnmatch(SHARDS, name, 0) == 0)
            state_take(run, shard, NULL);
    }
}
