#include "job.h"

#include "base/error.h"
#include "job-document.h"
#include "job-metadata.h"
#include "job-selection.h"
#include "layout/box.h"
#include "pdf/letterhead.h"
#include "sheet/background.h"
#include "sheet/code-blocks.h"
#include "sheet/diagrams.h"
#include "sheet/fit.h"
#include "sheet/furniture.h"
#include "sheet/pictures.h"
#include "sheet/speaker-notes.h"
#include "sheet/steps.h"
#include "sheet/theme.h"

#include <math.h>
#include <string.h>

/* A4 at 96 px to the inch: where a document's styles ask for no other paper. */
#define A4_WIDTH_PX (210 / 25.4 * 96)
#define A4_HEIGHT_PX (297 / 25.4 * 96)

/* PDF/A wants sides of 3 to 14,400 points. */
#define PAGE_MIN_PX 4.0
#define PAGE_MAX_PX 19200.0

struct hp_job {
    const hp_job_source *source;
    const hp_job_options *options;
    hp_fonts *caller_fonts;
    hp_fonts *fonts;     /* the caller's, or own_fonts */
    hp_fonts *own_fonts; /* owned: with those that the deck brings; NULL: it brings none */
    hp_diags *diags;
    hp_arena *arena; /* the deck's: text, nodes, styles */
    hp_assets *assets;
    const hp_deck *deck;
    const hp_tree *tree;
    hp_cascade *cascade;
    hp_math_macros *math_macros; /* owned */
    const gboolean *wanted;      /* per slide of the tree */
    hp_node **notes_pages;       /* per slide of the tree, NULL where it has none; NULL: no slide has one */
    hp_node **notes_apart;       /* likewise, below notes_root */
    hp_node *notes_root;         /* NULL: they are not apart */
    gboolean in_steps;           /* fragments come page by page */
    hp_layout_context layout;
    hp_job_document document; /* zero for decks */
    unsigned next_order;
    hp_job_page_func watch; /* NULL: nobody waits for the first page */
    void *watch_data;
};

static gboolean job_is_deck(const hp_job *job)
{
    return job->deck->front.kind == HP_DECK;
}

static void notes_add(hp_job *job)
{
    const hp_slide_options *slide = &job->deck->front.slide;
    hp_notes_place place = job->options->notes;
    if (place == HP_NOTES_AS_DECK_SAYS && slide->show_notes)
        place = slide->notes_separate_page ? HP_NOTES_SEPARATE_PAGE : HP_NOTES_INLINE;
    const char *lang = hp_job_language(job->options, job->deck);
    if (place == HP_NOTES_APART) {
        job->notes_root = hp_node_make_element(job->arena, "div", 0);
        job->notes_apart = hp_speaker_notes_make(job->arena, job->tree, job->deck, lang, job->notes_root, job->diags);
    } else if (place == HP_NOTES_INLINE || place == HP_NOTES_SEPARATE_PAGE) {
        hp_speaker_notes_add(job->arena, job->tree, job->deck, lang,
                             place == HP_NOTES_SEPARATE_PAGE ? &job->notes_pages : NULL, job->diags);
    }
}

/* What reveal.js's script adds to its page. */
static void job_add_script_parts(hp_job *job)
{
    job->in_steps = job->options->fragment_steps && job->deck->front.slide.fragments;
    if (job->in_steps)
        hp_node_add_classes(job->arena, job->tree->reveal, "fragment-steps");
    notes_add(job);
}

static void code_finish(hp_job *job, hp_node *root)
{
    hp_diagrams_draw(job->arena, root, job->options->diagrams, job->assets, job->diags);
    hp_code_blocks_mark(job->arena, root);
}

/* A style sheet that is imported, or slides that a page loads. */
#define TEXT_BYTES_MAX (4u << 20)

static GBytes *text_read(void *assets, const char *address, char **reason)
{
    return hp_assets_read(assets, address, TEXT_BYTES_MAX, reason);
}

static void job_read(hp_job *job)
{
    hp_source_options how = {.repair_encoding = !job->options->keep_encoding,
                             .dialect = job->options->dialect,
                             .read_file = text_read,
                             .file_data = job->assets};
    job->deck = hp_deck_parse(job->arena, job->source->bytes, job->source->length, &how, job->diags);
    job->tree = hp_tree_build(job->arena, job->deck, hp_job_language(job->options, job->deck), job->diags);
    if (job_is_deck(job))
        job_add_script_parts(job);
    code_finish(job, job->tree->root);
    if (job->notes_root)
        code_finish(job, job->notes_root);
    if (!job_is_deck(job))
        hp_job_document_prepare(job->arena, job->tree, job->source, job->options, job->deck);
}

/* A slide page is the slide and its margin, in whole px as reveal.js prints it.
 * Another page size scales the slide's box with it, not its type. */
static void measure_deck(hp_job *job)
{
    const hp_slide_options *slide = &job->deck->front.slide;
    const hp_job_options *options = job->options;
    hp_layout_context *layout = &job->layout;
    double width = CLAMP(floor(slide->width_px * (1 + slide->margin)), PAGE_MIN_PX, PAGE_MAX_PX);
    double height = CLAMP(floor(slide->height_px * (1 + slide->margin)), PAGE_MIN_PX, PAGE_MAX_PX);
    layout->page_width = options->page_width_px > 0 ? options->page_width_px : width;
    layout->page_height = options->page_height_px > 0 ? options->page_height_px : height;
    layout->slide_width = slide->width_px * layout->page_width / width;
    layout->slide_height = slide->height_px * layout->page_height / height;
    layout->center = slide->center;
}

static void measure_document(hp_job *job)
{
    const hp_job_options *options = job->options;
    hp_layout_context *layout = &job->layout;
    layout->page_width = options->page_width_px > 0 ? options->page_width_px : A4_WIDTH_PX;
    layout->page_height = options->page_height_px > 0 ? options->page_height_px : A4_HEIGHT_PX;
}

static void job_measure(hp_job *job)
{
    job->layout = (hp_layout_context){.fonts = job->fonts,
                                      .assets = job->assets,
                                      .diags = job->diags,
                                      .overflow = job->options->overflow,
                                      .next_order = &job->next_order,
                                      .math_macros = job->math_macros};
    if (job_is_deck(job))
        measure_deck(job);
    else
        measure_document(job);
}

static void font_ratios(void *job, const hp_style *style, double *ex, double *ch)
{
    hp_fonts_css_ratios(((hp_job *)job)->fonts, style, ex, ch);
}

static void job_take_fonts(hp_job *job)
{
    size_t n_faces;
    const hp_font_face *const *faces = hp_cascade_font_faces(job->cascade, &n_faces);
    if (n_faces > 0)
        job->own_fonts = hp_fonts_new_with_faces(job->fonts, faces, n_faces, job->assets, job->diags);
    if (job->own_fonts)
        job->fonts = job->layout.fonts = job->own_fonts;
}

static void job_style(hp_job *job)
{
    hp_css_context context = {.viewport_width_px = job->layout.page_width,
                              .viewport_height_px = job->layout.page_height,
                              .font_ratios = font_ratios,
                              .user_data = job,
                              .strict = job->options->css_strict,
                              .read_file = text_read,
                              .file_data = job->assets};
    job->cascade = hp_cascade_new(job->arena, &context, job->diags);
    const char *theme = job->options->theme ? job->options->theme : job->deck->front.slide.theme;
    hp_style_folder own = {job->options->styles_dir, job->source->reads};
    hp_theme_add_sheets(job->cascade, &job->deck->front, theme, &own, job->diags);
    for (unsigned i = 0; i < job->tree->styles->len; i++) {
        const hp_style_block *block = &g_array_index(job->tree->styles, hp_style_block, i);
        hp_cascade_add_sheet(job->cascade, HP_ORIGIN_AUTHOR, block->css, block->length, block->line);
    }
    job_take_fonts(job);
    hp_cascade_apply(job->cascade, job->tree->root, NULL);
    if (job_is_deck(job))
        hp_fit_slides(job->arena, &job->layout, job->cascade, job->tree);
}

/* All pictures at once; one by one, each would wait for the one before. */
static void job_fetch(hp_job *job)
{
    if (!job->options->fetcher)
        return;
    g_autoptr(GArray) pictures = hp_pictures_list(job->arena, job->tree, job->deck);
    g_autoptr(GPtrArray) addresses = g_ptr_array_new();
    for (guint i = 0; i < pictures->len; i++)
        g_ptr_array_add(addresses, (gpointer)g_array_index(pictures, hp_picture_name, i).address);
    g_ptr_array_add(addresses, NULL);
    hp_assets_prepare(job->assets, (const char *const *)addresses->pdata);
}

static void document_measure(hp_job *job)
{
    hp_pdf_metadata metadata = hp_job_metadata(job->arena, job->source, job->options, job->deck, job->tree);
    const char *date = hp_job_named_date(job->arena, job->source, job->deck);
    gboolean dated = date && metadata.title && strstr(metadata.title, date); /* which is not said twice */
    job->document = (hp_job_document){.tree = job->tree, .title = metadata.title, .date = dated ? NULL : date};
    hp_job_document_measure(&job->document, job->arena, job->cascade, job->options, &job->layout);
}

static gboolean job_select(hp_job *job, GError **error)
{
    const char *slides = job_is_deck(job) ? job->options->slides : NULL;
    if (job->options->slides && !slides)
        hp_diag_warning(job->diags, "slide-missing", 0, "a document has no slides to choose from, all of it is taken");
    size_t count;
    job->wanted = hp_selection_make(job->arena, slides, job->tree, job->diags, &count);
    if (count > 0)
        return TRUE;
    if (slides)
        g_set_error(error, HP_ERROR, HP_ERROR_USAGE, "none of the slides %s is there", slides);
    else
        g_set_error(error, HP_ERROR, HP_ERROR_INPUT, "all slides are hidden, there is nothing to show");
    return FALSE;
}

/* As they are met on paper: a slide's, then those of its notes. */
static void links_number(hp_job *job)
{
    hp_link_list *numbers = job->options->links;
    for (size_t i = 0; numbers && i < job->tree->n_slides; i++) {
        const hp_tree_slide *slide = &job->tree->slides[i];
        hp_node *notes = hp_job_notes(job, slide);
        if (!job->wanted[i])
            continue;
        hp_link_list_number(numbers, job->arena, slide->node);
        if (notes)
            hp_link_list_number(numbers, job->arena, notes);
    }
}

/* The user's own style sheets may name what lies beside them. */
static hp_assets *assets_new(const hp_job_source *source, const hp_job_options *options, hp_diags *diags)
{
    g_autoptr(GPtrArray) allowed = g_ptr_array_new();
    for (const char *const *dir = options->allow_dirs; dir && *dir; dir++)
        g_ptr_array_add(allowed, (char *)*dir);
    if (options->styles_dir)
        g_ptr_array_add(allowed, (char *)options->styles_dir);
    g_ptr_array_add(allowed, NULL);
    return hp_assets_new(&(hp_asset_policy){.base_dir = source->dir,
                                            .asset_dirs = options->asset_dirs,
                                            .allow_dirs = (const char *const *)allowed->pdata,
                                            .fetcher = options->fetcher,
                                            .base_url = source->url,
                                            .reads = source->reads},
                         diags);
}

hp_job *hp_job_open(const hp_job_source *source, const hp_job_options *options, hp_fonts *fonts, hp_diags *diags,
                    GError **error)
{
    g_autoptr(hp_job) job = g_new0(hp_job, 1);
    job->source = source;
    job->options = options;
    job->fonts = job->caller_fonts = fonts;
    job->diags = diags;
    job->arena = hp_arena_new();
    job->math_macros = hp_math_macros_new();
    job->next_order = options->first_order;
    job->assets = assets_new(source, options, diags);
    hp_fonts_set_diags(fonts, diags);
    job_read(job);
    if (!job_select(job, error))
        return NULL;
    links_number(job);
    job_fetch(job);
    job_measure(job);
    job_style(job);
    if (!job_is_deck(job))
        document_measure(job);
    return g_steal_pointer(&job);
}

void hp_job_free(hp_job *job)
{
    if (!job)
        return;
    hp_fonts_free(job->own_fonts);
    hp_fonts_set_diags(job->caller_fonts, NULL);
    hp_assets_free(job->assets);
    hp_math_macros_free(job->math_macros);
    hp_arena_free(job->arena);
    g_free(job);
}

const hp_tree *hp_job_tree(const hp_job *job)
{
    return job->tree;
}

hp_assets *hp_job_assets(const hp_job *job)
{
    return job->assets;
}

const hp_deck *hp_job_deck(const hp_job *job)
{
    return job->deck;
}

const hp_layout_context *hp_job_layout(const hp_job *job)
{
    return &job->layout;
}

hp_pdf_metadata hp_job_describe(const hp_job *job)
{
    return hp_job_metadata(job->arena, job->source, job->options, job->deck, job->tree);
}

/* What stands at the edge of one page. A slide that was shrunk has a page of more
 * px, and its number keeps to that page's corner. */
static const hp_fragment *page_furniture(hp_job *job, hp_arena *arena, const hp_tree_slide *slide, const hp_page *page)
{
    const char *format = job->deck->front.slide.slide_number;
    hp_layout_context layout = job->layout;
    layout.page_width = page->width;
    layout.page_height = page->height;
    return format ? hp_furniture_slide_number(&layout, arena, job->cascade, job->tree, slide, format) : NULL;
}

/* Pages are layout's and stay as they are; what stands on them gets a copy that
 * carries its number. */
static GPtrArray *pages_furnish(hp_job *job, hp_arena *arena, const hp_tree_slide *slide, const GPtrArray *pages)
{
    GPtrArray *furnished = g_ptr_array_sized_new(pages->len);
    for (unsigned i = 0; i < pages->len; i++) {
        hp_page *page = hp_arena_copy(arena, g_ptr_array_index(pages, i), sizeof(hp_page));
        page->furniture = page_furniture(job, arena, slide, page);
        g_ptr_array_add(furnished, page);
    }
    return furnished;
}

/* node: the slide's, or that of its notes. */
static GPtrArray *slide_lay_out(hp_job *job, const hp_tree_slide *slide, hp_node *node, const char *label,
                                hp_arena *arena)
{
    gboolean is_notes = node != slide->node;
    hp_layout_slide what = {.node = node,
                            .title = slide->title,
                            .label = label,
                            .horizontal = slide->horizontal,
                            .vertical = slide->vertical,
                            .notes = is_notes ? NULL : hp_tree_footnotes(slide->content)};
    hp_layout_context layout = job->layout;
    layout.center = layout.center && !is_notes;
    what.backgrounds = hp_background_layers(arena, job->tree, is_notes ? NULL : slide, &job->deck->front.slide,
                                            job->assets, job->diags, &what.n_backgrounds);
    if (!job_is_deck(job))
        return hp_job_document_pages(&job->document, &job->layout, arena, &what);
    g_autoptr(GPtrArray) pages = hp_layout_pages(&layout, arena, &what);
    return pages_furnish(job, arena, slide, pages);
}

/* Links to a slide lead to the first of all its pages. */
static void pages_continue(GPtrArray *pages, unsigned before)
{
    for (unsigned i = 0; i < pages->len; i++)
        ((hp_page *)g_ptr_array_index(pages, i))->continuation += before;
}

/* A slide's pages for each of its steps. Labels tell the step: 3, 3 (2), 3 (3). */
static unsigned steps_pages(hp_job *job, const hp_tree_slide *slide, hp_steps *steps, hp_job_pages_func each_slide,
                            void *user_data)
{
    unsigned count = 0;
    for (unsigned step = 0; step < hp_steps_count(steps); step++) {
        g_autoptr(hp_arena) arena = hp_arena_new();
        hp_steps_show(steps, job->cascade, step);
        const char *label = step ? hp_arena_printf(arena, "%s (%u)", slide->label, step + 1) : slide->label;
        g_autoptr(GPtrArray) pages = slide_lay_out(job, slide, slide->node, label, arena);
        pages_continue(pages, count);
        count += pages->len;
        each_slide(pages, user_data);
    }
    return count;
}

static void notes_pages(hp_job *job, const hp_tree_slide *slide, unsigned before, hp_job_pages_func each_slide,
                        void *user_data)
{
    hp_node *notes = job->notes_pages ? job->notes_pages[slide - job->tree->slides] : NULL;
    if (!notes)
        return;
    g_autoptr(hp_arena) arena = hp_arena_new();
    g_autoptr(GPtrArray) pages = slide_lay_out(job, slide, notes, slide->label, arena);
    pages_continue(pages, before);
    each_slide(pages, user_data);
}

static void slide_pages(hp_job *job, const hp_tree_slide *slide, hp_job_pages_func each_slide, void *user_data)
{
    hp_diags_set_file(job->diags, slide->source->file);
    hp_steps *steps = job->in_steps ? hp_steps_find(job->arena, slide->node, job->diags) : NULL;
    unsigned count;
    if (steps) {
        count = steps_pages(job, slide, steps, each_slide, user_data);
    } else {
        g_autoptr(hp_arena) arena = hp_arena_new();
        g_autoptr(GPtrArray) pages = slide_lay_out(job, slide, slide->node, slide->label, arena);
        count = pages->len;
        each_slide(pages, user_data);
    }
    notes_pages(job, slide, count, each_slide, user_data);
    hp_diags_set_file(job->diags, NULL);
}

void hp_job_pages(hp_job *job, hp_job_pages_func each_slide, void *user_data)
{
    for (size_t i = 0; i < job->tree->n_slides; i++)
        if (job->wanted[i])
            slide_pages(job, &job->tree->slides[i], each_slide, user_data);
}

hp_node *hp_job_notes(const hp_job *job, const hp_tree_slide *slide)
{
    return job->notes_apart ? job->notes_apart[slide - job->tree->slides] : NULL;
}

gboolean hp_job_wants(const hp_job *job, const hp_tree_slide *slide)
{
    return job->wanted[slide - job->tree->slides];
}

const GPtrArray *hp_job_keep_pages(hp_job *job, const hp_tree_slide *slide)
{
    hp_diags_set_file(job->diags, slide->source->file);
    GPtrArray *pages = slide_lay_out(job, slide, slide->node, slide->label, job->arena);
    hp_diags_set_file(job->diags, NULL);
    return hp_arena_own(job->arena, pages, (GDestroyNotify)g_ptr_array_unref);
}

void hp_job_first_pages(hp_job *job, hp_job_pages_func the_slide, void *user_data)
{
    size_t first = 0;
    while (first < job->tree->n_slides && !job->wanted[first])
        first++;
    if (first < job->tree->n_slides)
        slide_pages(job, &job->tree->slides[first], the_slide, user_data);
}

char *hp_job_boxes(hp_job *job)
{
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < job->tree->n_slides; i++) {
        const hp_tree_slide *slide = &job->tree->slides[i];
        if (!job->wanted[i])
            continue;
        g_autoptr(hp_arena) arena = hp_arena_new();
        g_autofree char *boxes =
            hp_box_dump(hp_box_build(&job->layout, arena, slide->node, slide->title, HP_ROLE_NONE));
        g_string_append(out, boxes);
    }
    return g_string_free(out, FALSE);
}

void hp_job_watch_first_page(hp_job *job, hp_job_page_func func, void *user_data)
{
    job->watch = func;
    job->watch_data = user_data;
}

typedef struct {
    hp_job *job;
    hp_pdf_writer *writer;
    size_t n_pages;
} pdf_sink;

static void pages_draw(const GPtrArray *pages, void *user_data)
{
    pdf_sink *sink = user_data;
    hp_job_page_func watch = sink->job->watch;
    sink->job->watch = NULL;
    if (watch && pages->len)
        watch(g_ptr_array_index(pages, 0), sink->job->watch_data);
    for (unsigned i = 0; i < pages->len; i++)
        hp_pdf_writer_add_page(sink->writer, g_ptr_array_index(pages, i));
    sink->n_pages += pages->len;
}

/* Boxes and fragments live only while their slide is drawn, so memory follows
 * the largest slide and not the deck. */
hp_pdf_writer *hp_job_draw(hp_job *job, size_t *n_pages)
{
    hp_pdf_metadata metadata = hp_job_describe(job);
    hp_pdf_writer *writer = hp_pdf_writer_new(&metadata, job->diags);
    hp_pdf_writer_set_assets(writer, job->assets);
    hp_pdf_writer_set_images(writer, &job->options->images);
    pdf_sink sink = {job, writer, 0};
    hp_job_pages(job, pages_draw, &sink);
    if (n_pages)
        *n_pages = sink.n_pages;
    return writer;
}

GBytes *hp_job_pdf(hp_job *job, size_t *n_pages, GError **error)
{
    g_autoptr(hp_pdf_writer) writer = hp_job_draw(job, n_pages);
    GBytes *pdf = hp_pdf_writer_finish(writer, error);
    if (!pdf || !job->options->letterhead || job_is_deck(job))
        return pdf;
    g_autoptr(GBytes) plain = pdf;
    return hp_letterhead_apply(plain, job->options->letterhead, error);
}
