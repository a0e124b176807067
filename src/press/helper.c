#include "press/helper.h"

#include "base/error.h"
#include "base/program.h"

#include <string.h>

enum { TIME_LIMIT_MS = 60 * 1000 };

/* A helper needs the program, its input and what it makes of it. */
static GBytes *helper_run(const char *name, GString *input, GError **error)
{
    g_autofree char *path = hp_program_helper(name);
    g_autoptr(GBytes) bytes = g_string_free_to_bytes(input);
    if (!path) {
        g_set_error(error, HP_ERROR, HP_ERROR_INTERNAL, "%s is not installed beside handpress", name);
        return NULL;
    }
    const char *const argv[] = {path, NULL};
    return hp_program_run(&(hp_program){.argv = argv,
                                        .input = bytes,
                                        .output_max = g_bytes_get_size(bytes) * 2 + (1 << 20),
                                        .time_limit_ms = TIME_LIMIT_MS},
                          error);
}

static void append_bytes(GString *to, GBytes *bytes)
{
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);
    g_string_append_len(to, data, (gssize)size);
}

/* A header is one line; what would end it becomes a blank. */
static void append_line(GString *to, const char *key, const char *value)
{
    g_autofree char *line = g_strdelimit(g_strdup(value), "\r\n", ' ');
    g_string_append_printf(to, "%s: %s\n", key, line);
}

GBytes *hp_helper_mail(const char *to, const char *subject, const char *name, const char *text, GBytes *pdf,
                       GError **error)
{
    GString *input = g_string_new(NULL);
    if (to)
        append_line(input, "To", to);
    append_line(input, "Subject", subject);
    append_line(input, "Name", name);
    g_string_append_printf(input, "Text: %zu\nFile: %zu\n\n%s", strlen(text), g_bytes_get_size(pdf), text);
    append_bytes(input, pdf);
    return helper_run("handpress-mail", input, error);
}

GBytes *hp_helper_protect(GBytes *pdf, const char *password, GError **error)
{
    GString *input = g_string_new(password);
    g_string_append_c(input, '\n');
    append_bytes(input, pdf);
    return helper_run("handpress-protect", input, error);
}
