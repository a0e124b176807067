#include "press/budget.h"

#include "base/error.h"

/* Each makes a smaller file than the one before. Photographs of quality 35 show
 * their blocks, but what is on them can still be seen. */
static const struct {
    int dpi, quality;
    gboolean drawings;
} steps[] = {{200, 85, FALSE}, {175, 85, FALSE}, {150, 85, FALSE}, {150, 75, FALSE}, {130, 75, FALSE}, {110, 75, FALSE},
             {110, 60, FALSE}, {96, 60, FALSE},  {96, 45, FALSE},  {96, 35, FALSE},  {96, 50, TRUE},   {96, 35, TRUE}};

static GBytes *finish_step(hp_pdf_writer *writer, size_t step, hp_budget_report *report, GError **error)
{
    const hp_image_plan plan = {.dpi = steps[step].dpi,
                                .quality = steps[step].quality,
                                .drawings = steps[step].drawings,
                                .no_extras = TRUE,
                                .small = TRUE};
    hp_pdf_writer_set_images(writer, &plan);
    GBytes *pdf = hp_pdf_writer_finish(writer, error);
    *report = (hp_budget_report){.dpi = plan.dpi, .quality = plan.quality, .drawings = plan.drawings};
    hp_pdf_writer_pictures(writer, &report->result);
    return pdf;
}

static gboolean fits(GBytes *pdf, size_t max_bytes)
{
    return max_bytes == 0 || g_bytes_get_size(pdf) <= max_bytes;
}

static void set_too_large(GBytes *pdf, size_t max_bytes, const hp_budget_report *report, GError **error)
{
    size_t text = g_bytes_get_size(pdf) - report->result.bytes;
    g_autofree char *limit = g_format_size(max_bytes), *all = g_format_size(g_bytes_get_size(pdf));
    g_autofree char *alone = g_format_size(text);
    if (text > max_bytes)
        g_set_error(error, HP_ERROR, HP_ERROR_LIMIT, "the text and drawings alone take %s, %s are allowed", alone,
                    limit);
    else
        g_set_error(error, HP_ERROR, HP_ERROR_LIMIT,
                    "with its %u pictures at %d dpi it still takes %s (%s without them), %s are allowed",
                    report->result.pictures, report->dpi, all, alone, limit);
}

/* The first step is always taken, and the second mostly does; then strides grow, and
 * what was overstepped is searched by halves: encoding is what takes the time. */
GBytes *hp_budget_finish(hp_pdf_writer *writer, size_t max_bytes, hp_budget_report *report, GError **error)
{
    g_autoptr(GBytes) pdf = finish_step(writer, 0, report, error);
    if (!pdf || fits(pdf, max_bytes))
        return g_steal_pointer(&pdf);
    size_t too_large = 0, fitting = G_N_ELEMENTS(steps), stride = 1;
    g_autoptr(GBytes) best = NULL;
    hp_budget_report last = *report;
    while (fitting - too_large > 1) {
        size_t step = best ? (too_large + fitting) / 2 : MIN(too_large + stride, fitting - 1);
        stride *= 2;
        g_autoptr(GBytes) trial = finish_step(writer, step, &last, error);
        if (!trial)
            return NULL;
        if (!fits(trial, max_bytes)) {
            too_large = step;
            if (step + 1 == G_N_ELEMENTS(steps))
                set_too_large(trial, max_bytes, &last, error);
            continue;
        }
        fitting = step;
        *report = last;
        g_clear_pointer(&best, g_bytes_unref);
        best = g_steal_pointer(&trial);
    }
    return g_steal_pointer(&best);
}
