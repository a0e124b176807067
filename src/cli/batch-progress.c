#include "cli/batch-progress.h"

#include "batch/json.h"
#include "cli/messages.h"

#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define PLAIN_EVERY_US ((gint64)10 * G_USEC_PER_SEC)
#define WIDTH_DEFAULT 80

struct batch_progress {
    const batch_options *o;
    messages say;
    gboolean line; /* a line at the bottom of a terminal */
    gboolean line_shown;
    gint64 since, last; /* monotonic, µs: the beginning; the last plain line */
    char *in_hand;      /* the file that was begun last */
};

/* ---- The line ---- */

static void line_clear(batch_progress *p)
{
    if (p->line_shown)
        fputs("\r\033[K", stderr);
    p->line_shown = FALSE;
}

static unsigned done_of(const hp_batch_totals *totals)
{
    return totals->written + totals->failed;
}

static char *time_left(const batch_progress *p, const hp_batch_totals *totals)
{
    double seconds = (double)(g_get_monotonic_time() - p->since) / G_USEC_PER_SEC;
    unsigned done = done_of(totals);
    if (!done || seconds < 1)
        return g_strdup("");
    double left = seconds / done * (totals->to_do - done);
    return left < 90 ? g_strdup_printf(", %.1f a second, %.0f s left", done / seconds, left)
                     : g_strdup_printf(", %.1f a second, %.0f min left", done / seconds, left / 60);
}

/* "12 of 448, 35.1 a second, 12 s left, 1 failed, 34 warnings: a/b.md" */
static char *line_text(const batch_progress *p, const hp_batch_totals *totals)
{
    g_autofree char *left = time_left(p, totals);
    g_autoptr(GString) text = g_string_new(NULL);
    g_string_append_printf(text, "%u of %u%s", done_of(totals), totals->to_do, left);
    if (totals->failed)
        g_string_append_printf(text, ", %u failed", totals->failed);
    if (totals->warnings)
        g_string_append_printf(text, ", %u warning%s", totals->warnings, totals->warnings == 1 ? "" : "s");
    if (p->line && p->in_hand)
        g_string_append_printf(text, ": %s", p->in_hand);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static void line_show(batch_progress *p, const hp_batch_totals *totals)
{
    struct winsize window = {0};
    glong width = ioctl(STDERR_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_col ? window.ws_col : WIDTH_DEFAULT;
    g_autofree char *text = line_text(p, totals);
    g_autofree char *fits =
        g_utf8_strlen(text, -1) < width ? g_strdup(text) : g_utf8_substring(text, 0, MAX(width - 1, 1));
    fputs("\r\033[K", stderr);
    messages_text(fits);
    fflush(stderr);
    p->line_shown = TRUE;
}

static void on_tick(const hp_batch_totals *totals, void *user_data)
{
    batch_progress *p = user_data;
    gint64 now = g_get_monotonic_time();
    if (p->line) {
        line_show(p, totals);
    } else if (p->say.results && now - p->last > PLAIN_EVERY_US) {
        p->last = now;
        g_autofree char *text = line_text(p, totals);
        fprintf(stderr, "%s\n", text);
    }
}

static void on_began(const char *input, const hp_batch_totals *totals G_GNUC_UNUSED, void *user_data)
{
    batch_progress *p = user_data;
    if (!p->line)
        return;
    g_free(p->in_hand);
    p->in_hand = g_filename_display_name(input);
}

/* ---- JSON ---- */

static JsonBuilder *event_new(const char *name)
{
    JsonBuilder *builder = json_builder_new();
    json_builder_begin_object(builder);
    hp_json_add_text(builder, "event", name);
    return builder;
}

/* Takes the builder. */
static void event_print(JsonBuilder *builder)
{
    json_builder_end_object(builder);
    g_autofree char *text = hp_json_print(builder);
    g_object_unref(builder);
    puts(text);
    fflush(stdout);
}

static const char *status_name(hp_batch_status status)
{
    static const char *const names[] = {"pending", "unchanged", "written", "failed"};
    return names[status];
}

static void event_file(const hp_batch_file *file)
{
    JsonBuilder *builder = event_new(file->diags ? "file" : "plan");
    hp_json_add_text(builder, "input", file->input);
    hp_json_add_text(builder, "output", file->output);
    if (file->diags)
        hp_json_add_text(builder, "status", status_name(file->status));
    hp_json_add_text(builder, "reason", file->reason);
    if (file->diags) {
        gboolean written = file->status == HP_BATCH_WRITTEN;
        hp_json_add_number_or_null(builder, "pages", written, file->pages);
        hp_json_add_number_or_null(builder, "bytes", written, file->bytes);
        hp_json_add_seconds(builder, "seconds", file->seconds);
        hp_json_add_diagnostics(builder, file->diags, TRUE);
    }
    event_print(builder);
}

static void event_end(const hp_batch_totals *totals)
{
    JsonBuilder *builder = event_new("end");
    const struct {
        const char *name;
        guint64 value;
    } counts[] = {{"files", totals->files},       {"written", totals->written}, {"unchanged", totals->unchanged},
                  {"failed", totals->failed},     {"pending", totals->pending}, {"pruned", totals->pruned},
                  {"warnings", totals->warnings}, {"pages", totals->pages},     {"bytes", totals->bytes}};
    for (size_t i = 0; i < G_N_ELEMENTS(counts); i++)
        hp_json_add_number(builder, counts[i].name, counts[i].value);
    hp_json_add_seconds(builder, "seconds", totals->seconds);
    event_print(builder);
}

/* ---- What happens ---- */

static void on_planned(const hp_batch_totals *totals, void *user_data)
{
    batch_progress *p = user_data;
    p->since = p->last = g_get_monotonic_time();
    if (!p->o->export.json)
        return;
    JsonBuilder *builder = event_new("start");
    hp_json_add_number(builder, "files", totals->files);
    hp_json_add_number(builder, "to_do", totals->to_do);
    event_print(builder);
}

static void on_file(const hp_batch_file *file, const hp_batch_totals *totals G_GNUC_UNUSED, void *user_data)
{
    batch_progress *p = user_data;
    if (p->o->export.json) {
        event_file(file);
        return;
    }
    if (!file->diags) {
        g_autofree char *input = g_filename_display_name(file->input);
        g_autofree char *output = g_filename_display_name(file->output);
        printf("%s → %s (%s)\n", input, output, file->reason);
        return;
    }
    gboolean failed = file->status == HP_BATCH_FAILED;
    if (!failed && !p->o->export.verbose)
        return;
    line_clear(p);
    messages_show(&p->say, (hp_diags *)file->diags);
    if (!failed)
        messages_result(&p->say, file->output, (size_t)file->pages, (size_t)file->bytes);
}

static void on_pruned(const char *output, void *user_data)
{
    batch_progress *p = user_data;
    if (p->o->export.json) {
        JsonBuilder *builder = event_new("remove");
        hp_json_add_text(builder, "output", output);
        event_print(builder);
        return;
    }
    g_autofree char *name = g_filename_display_name(output);
    if (p->o->batch.dry_run)
        printf("%s → removed (its source is gone)\n", name);
}

static void event_binder(const hp_batch_binder *binder)
{
    JsonBuilder *builder = event_new("binder");
    gboolean is_there = binder->status == HP_BATCH_WRITTEN || binder->status == HP_BATCH_UNCHANGED;
    hp_json_add_text(builder, "output", binder->path);
    hp_json_add_text(builder, "status", status_name(binder->status));
    hp_json_add_number(builder, "decks", binder->decks);
    hp_json_add_number(builder, "missing", binder->missing);
    hp_json_add_number_or_null(builder, "pages", binder->pages > 0, binder->pages);
    hp_json_add_number_or_null(builder, "bytes", is_there, binder->bytes);
    event_print(builder);
}

static void on_bound(const hp_batch_binder *binder, void *user_data)
{
    batch_progress *p = user_data;
    line_clear(p);
    if (p->o->export.json) {
        event_binder(binder);
        return;
    }
    g_autofree char *name = g_filename_display_name(binder->path);
    if (binder->status == HP_BATCH_PENDING)
        printf("all exports → %s\n", name);
    if (binder->status != HP_BATCH_WRITTEN)
        return;
    messages_result(&p->say, name, (size_t)binder->pages, (size_t)binder->bytes);
    if (binder->missing && p->say.results)
        fprintf(stderr, "%u of %u files could not be exported and are not in it\n", binder->missing,
                binder->missing + binder->decks);
}

static void on_trouble(const char *message, void *user_data)
{
    batch_progress *p = user_data;
    line_clear(p);
    fputs("handpress: ", stderr);
    messages_text(message);
    fputc('\n', stderr);
    if (!p->o->export.json)
        return;
    JsonBuilder *builder = event_new("trouble");
    hp_json_add_text(builder, "message", message);
    event_print(builder);
}

batch_progress *batch_progress_new(const batch_options *o)
{
    batch_progress *p = g_new0(batch_progress, 1);
    const char *term = g_getenv("TERM");
    gboolean talks = !o->export.quiet && !o->export.json;
    p->o = o;
    p->say = (messages){o->export.verbose ? HP_DIAG_NOTE : HP_DIAG_ERROR, talks, messages_want_color()};
    p->line = talks && !o->batch.dry_run && isatty(STDERR_FILENO) && g_strcmp0(term, "dumb") != 0;
    return p;
}

void batch_progress_free(batch_progress *p)
{
    if (!p)
        return;
    g_free(p->in_hand);
    g_free(p);
}

hp_batch_listener batch_progress_listener(batch_progress *p)
{
    return (hp_batch_listener){.planned = on_planned,
                               .began = on_began,
                               .file = on_file,
                               .pruned = on_pruned,
                               .bound = on_bound,
                               .trouble = on_trouble,
                               .tick = on_tick,
                               .user_data = p};
}

/* ---- The end ---- */

static void add_count(GString *text, unsigned count, const char *what)
{
    if (count)
        g_string_append_printf(text, "%s%u %s", text->len ? ", " : "", count, what);
}

static char *summary_text(const batch_progress *p, const hp_batch_totals *totals)
{
    g_autoptr(GString) counts = g_string_new(NULL);
    add_count(counts, totals->written, "written");
    add_count(counts, totals->unchanged, "unchanged");
    add_count(counts, totals->failed, "failed");
    add_count(counts, totals->pending, p->o->batch.dry_run ? "to be made" : "not done");
    add_count(counts, totals->pruned, p->o->batch.dry_run ? "to be removed" : "removed");
    add_count(counts, totals->warnings, totals->warnings == 1 ? "warning" : "warnings");
    g_autofree char *size = g_format_size(totals->bytes);
    return g_strdup_printf("%u file%s: %s; %" G_GUINT64_FORMAT " page%s, %s, %.1f s", totals->files,
                           totals->files == 1 ? "" : "s", counts->len ? counts->str : "nothing to do", totals->pages,
                           totals->pages == 1 ? "" : "s", size, totals->seconds);
}

void batch_progress_end(batch_progress *p, hp_batch_outcome outcome, const hp_batch_totals *totals)
{
    line_clear(p);
    if (p->o->export.json) {
        event_end(totals);
        return;
    }
    if (!p->say.results)
        return;
    if (outcome == HP_BATCH_STOPPED)
        fputs("stopped; the next run goes on from here\n", stderr);
    g_autofree char *text = summary_text(p, totals);
    fprintf(stderr, "%s\n", text);
    if (totals->orphans)
        fprintf(stderr, "%u PDF%s lost %s source; --prune removes %s\n", totals->orphans,
                totals->orphans == 1 ? " has" : "s have", totals->orphans == 1 ? "its" : "their",
                totals->orphans == 1 ? "it" : "them");
}
