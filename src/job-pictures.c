#include "job-pictures.h"

typedef struct {
    hp_painter *painter;
    const hp_tree *tree;
    hp_picture_format format;
    double scale;
    GPtrArray *pictures;
    GError *error; /* the first one; nothing is drawn after it */
} album;

static void picture_free(void *data)
{
    hp_job_picture *picture = data;
    g_clear_pointer(&picture->bytes, g_bytes_unref);
    g_free(picture);
}

static unsigned slide_number(const hp_tree *tree, const hp_page *page)
{
    for (size_t i = 0; i < tree->n_slides; i++)
        if (tree->slides[i].horizontal == page->horizontal && tree->slides[i].vertical == page->vertical)
            return tree->slides[i].number;
    return 1;
}

static void draw_pages(const GPtrArray *pages, void *user_data)
{
    album *to = user_data;
    for (unsigned i = 0; i < pages->len && !to->error; i++) {
        const hp_page *page = g_ptr_array_index(pages, i);
        hp_job_picture *picture = g_new0(hp_job_picture, 1);
        picture->slide = slide_number(to->tree, page);
        picture->page = i + 1;
        picture->pages = pages->len;
        picture->bytes = hp_picture_draw(to->painter, page, to->format, to->scale, &to->error);
        g_ptr_array_add(to->pictures, picture);
    }
}

GPtrArray *hp_job_pictures(hp_job *job, hp_picture_format format, double scale, GError **error)
{
    g_autoptr(hp_painter) painter = hp_painter_new(NULL);
    g_autoptr(GPtrArray) pictures = g_ptr_array_new_with_free_func(picture_free);
    album to = {.painter = painter, .tree = hp_job_tree(job), .format = format, .scale = scale, .pictures = pictures};
    hp_painter_set_assets(painter, hp_job_assets(job));
    hp_job_pages(job, draw_pages, &to);
    if (to.error) {
        g_propagate_error(error, to.error);
        return NULL;
    }
    return g_steal_pointer(&pictures);
}

GBytes *hp_job_page_png(hp_job *job, const hp_page *page, unsigned width_px, GError **error)
{
    g_autoptr(hp_painter) painter = hp_painter_new(NULL);
    hp_painter_set_assets(painter, hp_job_assets(job));
    /* hp_picture_draw gives a page that was shrunk its true size. */
    double true_width = page->width * page->points_per_px / 0.75;
    return hp_picture_draw(painter, page, HP_PICTURE_PNG, width_px / true_width, error);
}

typedef struct {
    hp_job *job;
    unsigned width_px;
    GBytes *bytes;
    GError *error;
} cover;

static void draw_cover(const GPtrArray *pages, void *user_data)
{
    cover *to = user_data;
    if (pages->len)
        to->bytes = hp_job_page_png(to->job, g_ptr_array_index(pages, 0), to->width_px, &to->error);
}

GBytes *hp_job_cover(hp_job *job, unsigned width_px, GError **error)
{
    cover to = {.job = job, .width_px = width_px};
    hp_job_first_pages(job, draw_cover, &to);
    if (to.error)
        g_propagate_error(error, to.error);
    return to.bytes;
}
