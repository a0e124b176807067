#include "cli/messages.h"

#include "base/error.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

gboolean messages_want_color(void)
{
    const char *no_color = g_getenv("NO_COLOR"), *term = g_getenv("TERM");
    return isatty(STDERR_FILENO) && !(no_color && *no_color) && !(term && strcmp(term, "dumb") == 0);
}

messages messages_make(gboolean quiet, gboolean verbose, gboolean json)
{
    hp_severity least = quiet ? HP_DIAG_ERROR : verbose ? HP_DIAG_NOTE : HP_DIAG_WARNING;
    return (messages){least, !quiet && !json, messages_want_color()};
}

void messages_text(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    for (const char *at = valid; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        gboolean steers = g_unichar_iscntrl(c) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
        if (steers)
            fputc(c == '\n' || c == '\t' ? ' ' : '?', stderr);
        else
            fwrite(at, 1, (size_t)(g_utf8_next_char(at) - at), stderr);
    }
}

static void show_one(const messages *m, const hp_diag *diag)
{
    static const char *const colors[] = {"\033[1;36m", "\033[1;35m", "\033[1;31m"};
    messages_text(diag->file);
    if (diag->line)
        fprintf(stderr, ":%u", diag->line);
    fprintf(stderr, ": %s%s:%s ", m->color ? colors[diag->severity] : "", hp_severity_name(diag->severity),
            m->color ? "\033[0m" : "");
    messages_text(diag->message);
    fprintf(stderr, " [%s]\n", diag->code);
}

void messages_show(const messages *m, hp_diags *diags)
{
    hp_diags_sort(diags);
    for (size_t i = 0; i < hp_diags_count(diags); i++)
        if (hp_diags_get(diags, i)->severity >= m->least)
            show_one(m, hp_diags_get(diags, i));
    if (hp_diags_dropped(diags) && m->least < HP_DIAG_ERROR)
        fprintf(stderr, "… and %zu more\n", hp_diags_dropped(diags));
}

void messages_result(const messages *m, const char *output, size_t pages, size_t bytes)
{
    if (!m->results)
        return;
    g_autofree char *size = g_format_size(bytes);
    messages_text(output);
    fprintf(stderr, ": %zu page%s, ", pages, pages == 1 ? "" : "s");
    messages_text(size);
    fputc('\n', stderr);
}

void messages_detail(const messages *m, const char *text)
{
    if (!m->results)
        return;
    fputs("    ", stderr);
    messages_text(text);
    fputc('\n', stderr);
}

const char *messages_error_code(const GError *error)
{
    if (g_error_matches(error, HP_ERROR, HP_ERROR_OUTPUT))
        return "output-failed";
    if (g_error_matches(error, HP_ERROR, HP_ERROR_LIMIT))
        return "limit-passed";
    if (g_error_matches(error, HP_ERROR, HP_ERROR_INTERNAL))
        return "internal-error";
    return "input-failed";
}

void messages_fatal(const GError *error)
{
    fputs("handpress: ", stderr);
    messages_text(error->message);
    fputc('\n', stderr);
    if (g_error_matches(error, HP_ERROR, HP_ERROR_USAGE))
        fputs("handpress --help tells how it is used.\n", stderr);
}
