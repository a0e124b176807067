#include "pdf/letterhead.h"

#include "base/error.h"
#include "base/program.h"

#define HELPER "handpress-letterhead"

/* Far more than letterheads are. Memory has no limit of its own: the file is the
 * user's, and no deck can name it. */
#define OUTPUT_MAX ((size_t)1 << 30)
#define TIME_LIMIT_MS 60000

GBytes *hp_letterhead_apply(GBytes *pdf, const char *path, GError **error)
{
    g_autofree char *helper = hp_program_helper(HELPER);
    if (!helper) {
        g_set_error(error, HP_ERROR, HP_ERROR_INPUT, "%s is not installed", HELPER);
        return NULL;
    }
    const char *const argv[] = {helper, path, NULL};
    hp_program program = {.argv = argv, .input = pdf, .output_max = OUTPUT_MAX, .time_limit_ms = TIME_LIMIT_MS};
    return hp_program_run(&program, error);
}
