#include "job-handout.h"

typedef struct {
    const hp_handout_options *options;
    hp_fonts *fonts;
    hp_job_options job_options; /* of the next deck */
    hp_link_list *numbers;      /* NULL: links stay as they are */
    hp_handout *handout;
    GPtrArray *jobs, *metadata; /* hp_job and hp_pdf_metadata, one per deck */
} press;

static void press_clear(press *p)
{
    g_clear_pointer(&p->handout, hp_handout_free);
    g_clear_pointer(&p->metadata, g_ptr_array_unref);
    g_clear_pointer(&p->jobs, g_ptr_array_unref);
    g_clear_pointer(&p->numbers, hp_link_list_free);
}

/* Reads and lays out a deck, whose slides then wait for their sheets. */
static gboolean deck_add(press *p, const hp_job_source *source, hp_diags *diags, GError **error)
{
    hp_job *job = hp_job_open(source, &p->job_options, p->fonts, diags, error);
    if (!job)
        return FALSE;
    g_ptr_array_add(p->jobs, job);
    hp_pdf_metadata *metadata = g_new(hp_pdf_metadata, 1);
    *metadata = hp_job_describe(job);
    g_ptr_array_add(p->metadata, metadata);

    const hp_tree *tree = hp_job_tree(job);
    g_autofree char *file = g_path_get_basename(source->name);
    hp_handout_deck deck = {
        .deck = hp_job_deck(job), .tree = tree, .layout = hp_job_layout(job), .metadata = metadata, .file = file};
    hp_handout_add_deck(p->handout, &deck);
    gboolean is_outline = p->options->layout == HP_HANDOUT_OUTLINE;
    for (size_t i = 0; i < tree->n_slides; i++) {
        const hp_tree_slide *slide = &tree->slides[i];
        if (hp_job_wants(job, slide))
            hp_handout_add_slide(p->handout, slide, hp_job_notes(job, slide),
                                 is_outline ? NULL : hp_job_keep_pages(job, slide));
    }
    p->job_options.first_order = *hp_job_layout(job)->next_order;
    return TRUE;
}

static GBytes *handout_write(press *p, hp_diags *diags, size_t *n_pages, GError **error)
{
    g_autoptr(hp_pdf_writer) writer = hp_pdf_writer_new(g_ptr_array_index(p->metadata, 0), diags);
    hp_pdf_writer_set_images(writer, &p->job_options.images);
    size_t count = hp_handout_draw(p->handout, writer);
    if (n_pages)
        *n_pages = count;
    return hp_pdf_writer_finish(writer, error);
}

GBytes *hp_job_handout(const hp_job_source *sources, hp_diags *const *diags, size_t n_sources,
                       const hp_job_options *job_options, const hp_handout_options *options, hp_fonts *fonts,
                       size_t *n_pages, size_t *at, GError **error)
{
    press p = {.options = options, .fonts = fonts, .job_options = *job_options};
    GBytes *file = NULL;
    gboolean ok = TRUE;
    p.jobs = g_ptr_array_new_with_free_func((GDestroyNotify)hp_job_free);
    p.metadata = g_ptr_array_new_with_free_func(g_free);
    p.numbers = options->links == HP_HANDOUT_LINKS_PLAIN ? NULL : hp_link_list_new();
    p.handout = hp_handout_new(options, p.numbers);
    p.job_options.links = p.numbers;
    p.job_options.notes = options->layout == HP_HANDOUT_NOTES ? HP_NOTES_APART : HP_NOTES_NONE;
    p.job_options.first_order = 0;
    for (size_t i = 0; i < n_sources && ok; i++) {
        *at = i;
        ok = deck_add(&p, &sources[i], diags[i], error);
    }
    if (ok)
        file = handout_write(&p, diags[0], n_pages, error);
    press_clear(&p);
    return file;
}
