#include "base/cairo-util.h"
#include "pdf/pdf-internal.h"

#include <cairo-pdf.h>

/* CSS px to PDF points. */
#define POINTS 0.75

static cairo_status_t take_bytes(void *data, const unsigned char *bytes, unsigned length)
{
    g_byte_array_append(data, bytes, length);
    return CAIRO_STATUS_SUCCESS;
}

static void content_begin(void *user_data, cairo_t *cr, const hp_fragment *fragment)
{
    hp_pdf_writer *writer = user_data;
    unsigned number = writer->pages->len - 1;
    hp_pdf_page *page = &g_array_index(writer->pages, hp_pdf_page, number);
    hp_element *element = hp_writer_element(writer, fragment->meaning);

    writer->leaf_open = FALSE;
    if (!element || element->artifact)
        return;
    writer->leaf_open = TRUE;
    cairo_tag_begin(cr, "Span", NULL);
    hp_element_add_content(writer, element, number, page->leaves->len);
    g_ptr_array_add(page->leaves, element);
    if (fragment->type == HP_FRAGMENT_MARKER)
        element->has_marker = TRUE;
}

static void content_end(void *user_data, cairo_t *cr, const hp_fragment *fragment)
{
    hp_pdf_writer *writer = user_data;

    (void)fragment;
    if (writer->leaf_open)
        cairo_tag_end(cr, "Span");
    writer->leaf_open = FALSE;
}

static void page_clear(gpointer data)
{
    g_ptr_array_unref(((hp_pdf_page *)data)->leaves);
}

hp_pdf_writer *hp_pdf_writer_new(const hp_pdf_metadata *metadata, hp_diags *diags)
{
    hp_pdf_writer *writer = g_new0(hp_pdf_writer, 1);
    const hp_paint_hooks hooks = {content_begin, content_end, writer};

    writer->arena = hp_arena_new();
    writer->diags = diags;
    writer->metadata = (hp_pdf_metadata){.title = hp_arena_strdup(writer->arena, metadata->title),
                                         .author = hp_arena_strdup(writer->arena, metadata->author),
                                         .subject = hp_arena_strdup(writer->arena, metadata->subject),
                                         .keywords = hp_arena_strdup(writer->arena, metadata->keywords),
                                         .contact = hp_arena_strdup(writer->arena, metadata->contact),
                                         .lang = hp_arena_strdup(writer->arena, metadata->lang),
                                         .date = hp_arena_strdup(writer->arena, metadata->date)};
    writer->painter = hp_painter_new(&hooks);
    writer->bytes = g_byte_array_sized_new(1 << 16);
    writer->by_order = g_hash_table_new(NULL, NULL);
    writer->elements = g_ptr_array_new();
    writer->pages = g_array_new(FALSE, TRUE, sizeof(hp_pdf_page));
    g_array_set_clear_func(writer->pages, page_clear);
    writer->annotations = g_array_new(FALSE, TRUE, sizeof(hp_annotation));
    writer->slides = g_array_new(FALSE, TRUE, sizeof(hp_slide_place));
    writer->decks = g_ptr_array_new();
    g_ptr_array_add(writer->decks, diags);
    hp_writer_images_init(writer);
    return writer;
}

void hp_pdf_writer_free(hp_pdf_writer *writer)
{
    if (!writer)
        return;
    g_clear_pointer(&writer->cr, cairo_destroy);
    g_clear_pointer(&writer->surface, cairo_surface_destroy);
    hp_painter_free(writer->painter);
    hp_finishing_free(writer->finishing);
    hp_writer_images_clear(writer);
    g_byte_array_unref(writer->bytes);
    g_hash_table_unref(writer->by_order);
    g_ptr_array_unref(writer->elements);
    g_array_unref(writer->pages);
    g_array_unref(writer->annotations);
    g_array_unref(writer->slides);
    g_ptr_array_unref(writer->decks);
    hp_arena_free(writer->arena);
    g_free(writer);
}

void hp_pdf_writer_set_assets(hp_pdf_writer *writer, hp_assets *assets)
{
    hp_painter_set_assets(writer->painter, assets);
}

void hp_pdf_writer_set_gray(hp_pdf_writer *writer, gboolean gray)
{
    writer->gray = gray;
}

unsigned hp_pdf_writer_add_deck(hp_pdf_writer *writer, hp_diags *diags)
{
    g_ptr_array_add(writer->decks, diags);
    return writer->decks->len - 1;
}

void hp_pdf_writer_set_deck(hp_pdf_writer *writer, unsigned deck)
{
    writer->deck = deck;
    writer->diags = g_ptr_array_index(writer->decks, deck);
}

void hp_pdf_writer_leave_links(hp_pdf_writer *writer)
{
    writer->links_left = TRUE;
}

void hp_pdf_writer_set_images(hp_pdf_writer *writer, const hp_image_plan *plan)
{
    writer->image_plan = *plan;
}

static void open_surface(hp_pdf_writer *writer, double width, double height)
{
    writer->surface = cairo_pdf_surface_create_for_stream(take_bytes, writer->bytes, width, height);
    /* Later cairos write cross-reference streams unless told not to, and
     * source.c reads tables. */
    if (cairo_version() >= CAIRO_VERSION_ENCODE(1, 17, 4))
        cairo_pdf_surface_restrict_to_version(writer->surface, CAIRO_PDF_VERSION_1_4);
    hp_image_sink_attach(writer->surface, &writer->sink);
    writer->cr = cairo_create(writer->surface);
}

/* Under a clip cairo never thinks that a paint replaces all before it, which
 * would drop the tags already there. A clip that is the page alone would be
 * thrown away as needless, hence the speck beside it. */
static void clip_to_page(cairo_t *cr, double width, double height)
{
    cairo_rectangle(cr, 0, 0, width, height);
    cairo_rectangle(cr, -10, -10, 1, 1);
    cairo_clip(cr);
}

static unsigned current_page(const hp_pdf_writer *writer)
{
    return writer->pages->len - 1;
}

static void slide_remember(hp_pdf_writer *writer, const hp_page *page, hp_matrix map)
{
    hp_slide_place place = {.deck = writer->deck,
                            .horizontal = page->horizontal,
                            .vertical = page->vertical,
                            .id = hp_arena_strdup(writer->arena, page->slide_id),
                            .page = current_page(writer),
                            .x = map.x0,
                            .top = map.y0};

    if (page->continuation == 0)
        g_array_append_val(writer->slides, place);
}

/* Everything of a page under the transform that is set. The arena of what was
 * drawn before may be gone, and another have come to the same address. */
static void page_draw(hp_pdf_writer *writer, const hp_page *page, hp_matrix map)
{
    writer->last_meaning = NULL;
    hp_writer_collect(writer, page, map, current_page(writer));
    hp_paint_page(writer->painter, writer->cr, page);
    writer->last_meaning = NULL;
}

void hp_pdf_writer_begin_sheet(hp_pdf_writer *writer, double width, double height, const char *label)
{
    hp_pdf_page record = {
        .width = width, .height = height, .label = hp_arena_strdup(writer->arena, label), .leaves = g_ptr_array_new()};

    if (!writer->surface)
        open_surface(writer, width * POINTS, height * POINTS);
    else
        cairo_pdf_surface_set_size(writer->surface, width * POINTS, height * POINTS);
    g_array_append_val(writer->pages, record);
    cairo_save(writer->cr);
    cairo_scale(writer->cr, POINTS, POINTS);
    clip_to_page(writer->cr, width, height);
}

static void draw_under(hp_pdf_writer *writer, const hp_page *page, hp_matrix map, gboolean clipped)
{
    const cairo_matrix_t matrix = {map.xx, map.yx, map.xy, map.yy, map.x0, map.y0};

    cairo_save(writer->cr);
    cairo_transform(writer->cr, &matrix);
    if (clipped) {
        cairo_rectangle(writer->cr, 0, 0, page->width, page->height);
        cairo_clip(writer->cr);
    }
    page_draw(writer, page, map);
    cairo_restore(writer->cr);
}

void hp_pdf_writer_place(hp_pdf_writer *writer, const hp_page *page, hp_matrix map)
{
    slide_remember(writer, page, map);
    draw_under(writer, page, map, TRUE);
}

void hp_pdf_writer_furnish(hp_pdf_writer *writer, const hp_page *page, hp_matrix map)
{
    draw_under(writer, page, map, FALSE);
}

void hp_pdf_writer_end_sheet(hp_pdf_writer *writer)
{
    const hp_pdf_page *page = &g_array_index(writer->pages, hp_pdf_page, current_page(writer));

    if (writer->gray)
        hp_paint_gray(writer->painter, writer->cr, page->width, page->height);
    cairo_restore(writer->cr);
    cairo_show_page(writer->cr);
}

void hp_pdf_writer_add_page(hp_pdf_writer *writer, const hp_page *page)
{
    hp_pdf_writer_begin_sheet(writer, page->width, page->height, page->label);
    slide_remember(writer, page, HP_MATRIX_IDENTITY);
    page_draw(writer, page, HP_MATRIX_IDENTITY);
    hp_pdf_writer_end_sheet(writer);
}

GBytes *hp_pdf_writer_finish(hp_pdf_writer *writer, GError **error)
{
    if (!writer->surface) {
        g_set_error(error, HP_ERROR, HP_ERROR_INTERNAL, "a PDF needs at least one page");
        return NULL;
    }
    cairo_surface_finish(writer->surface);
    /* cairo keeps the first failure, so one check covers all the drawing. */
    if (!hp_cairo_ok(writer->cr, error) || !hp_cairo_surface_ok(writer->surface, error))
        return NULL;
    return hp_writer_finish_file(writer, error);
}
