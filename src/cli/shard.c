/* Which part of an archive is this process's? Clusters tell it by variables. */
#include "cli/batch-options.h"

#include "base/error.h"

#include <string.h>

#define SHARDS_MAX 100000

static gboolean number_of(const char *text, guint64 least, guint64 *number)
{
    return text && g_ascii_string_to_unsigned(text, 10, least, G_MAXUINT32, number, NULL);
}

/* Slurm counts an array from any number in any step. */
static gboolean slurm_array(guint64 *shard, guint64 *shards)
{
    guint64 id, least, step, count;
    if (!number_of(g_getenv("SLURM_ARRAY_TASK_ID"), 0, &id) ||
        !number_of(g_getenv("SLURM_ARRAY_TASK_MIN"), 0, &least) ||
        !number_of(g_getenv("SLURM_ARRAY_TASK_COUNT"), 1, &count))
        return FALSE;
    if (!number_of(g_getenv("SLURM_ARRAY_TASK_STEP"), 1, &step))
        step = 1;
    *shard = id >= least ? (id - least) / step + 1 : 0;
    *shards = count;
    return TRUE;
}

/* from: what the first process is called, 0 or 1. */
static gboolean pair(const char *which, const char *total, guint64 from, guint64 *shard, guint64 *shards)
{
    guint64 number, count;
    if (!number_of(g_getenv(which), from, &number) || !number_of(g_getenv(total), 1, &count))
        return FALSE;
    *shard = number - from + 1;
    *shards = count;
    return TRUE;
}

static gboolean shard_auto(guint64 *shard, guint64 *shards)
{
    return slurm_array(shard, shards) || pair("SLURM_PROCID", "SLURM_NTASKS", 0, shard, shards) ||
           pair("JOB_COMPLETION_INDEX", "HANDPRESS_SHARDS", 0, shard, shards) ||
           pair("PARALLEL_SEQ", "HANDPRESS_SHARDS", 1, shard, shards);
}

static gboolean auto_refuse(GError **error)
{
    const char *which = g_getenv("JOB_COMPLETION_INDEX") ? "JOB_COMPLETION_INDEX"
                        : g_getenv("PARALLEL_SEQ")       ? "PARALLEL_SEQ"
                                                         : NULL;
    if (which)
        g_set_error(error, HP_ERROR, HP_ERROR_USAGE,
                    "--shard auto: %s tells which part this is, but HANDPRESS_SHARDS has to tell how many there are",
                    which);
    else
        g_set_error(error, HP_ERROR, HP_ERROR_USAGE,
                    "--shard auto: there are no variables of Slurm, Kubernetes (JOB_COMPLETION_INDEX) or GNU parallel "
                    "(PARALLEL_SEQ) to tell which part this is");
    return FALSE;
}

gboolean option_shard(const char *text, unsigned *shard, unsigned *shards, GError **error)
{
    guint64 k = 0, n = 0;
    if (strcmp(text, "auto") == 0) {
        if (!shard_auto(&k, &n))
            return auto_refuse(error);
    } else {
        g_auto(GStrv) parts = g_strsplit(text, "/", 2);
        if (g_strv_length(parts) != 2 || !number_of(parts[0], 1, &k) || !number_of(parts[1], 1, &n))
            k = n = 0;
    }
    if (k < 1 || k > n || n > SHARDS_MAX)
        return option_error(error, "shard", text, "K/N with K from 1 to N, or auto");
    *shard = (unsigned)k;
    *shards = (unsigned)n;
    return TRUE;
}
