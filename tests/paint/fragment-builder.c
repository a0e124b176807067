#include "fragment-builder.h"
#include "paint/paint.h"

#include <string.h>

/* As in the program: one font map for the life of the process. */
static hp_fonts *shared_fonts(void)
{
    static hp_fonts *fonts;
    const hp_font_options options = {0};
    g_autoptr(GError) error = NULL;

    if (!fonts)
        fonts = hp_fonts_new(&options, &error);
    g_assert_no_error(error);
    return fonts;
}

hp_builder *hp_builder_new(void)
{
    hp_builder *builder = g_new0(hp_builder, 1);
    const hp_asset_policy policy = {0};

    builder->arena = hp_arena_new();
    builder->diags = hp_diags_new("test.md");
    builder->fonts = shared_fonts();
    builder->assets = hp_assets_new(&policy, builder->diags);
    return builder;
}

void hp_builder_free(hp_builder *builder)
{
    hp_arena_free(builder->arena);
    hp_assets_free(builder->assets);
    hp_diags_free(builder->diags);
    g_free(builder);
}

hp_color hp_rgb(double r, double g, double b)
{
    return (hp_color){(float)r, (float)g, (float)b, 1};
}

hp_style *hp_builder_style(hp_builder *builder, hp_display display)
{
    static const char *const families[] = {"Lato", "sans-serif", NULL};
    hp_style *style = hp_arena_make(builder->arena, hp_style);

    style->families = families;
    style->font_size = 20;
    style->font_weight = 400;
    style->color = hp_rgb(0, 0, 0);
    style->text_fill.a = style->stroke_color.a = -1;
    style->display = display;
    style->opacity = 1;
    style->z_index_auto = TRUE;
    return style;
}

hp_meaning *hp_builder_meaning(hp_builder *builder, hp_role role, const hp_meaning *parent)
{
    hp_meaning *meaning = hp_arena_make(builder->arena, hp_meaning);

    meaning->role = role;
    meaning->parent = parent;
    meaning->order = builder->next_order++;
    meaning->column_span = meaning->row_span = 1;
    meaning->line = meaning->order + 1;
    return meaning;
}

hp_fragment *hp_builder_box(hp_builder *builder, const hp_style *style, const hp_meaning *meaning, hp_rect rect)
{
    hp_fragment *fragment = hp_arena_make(builder->arena, hp_fragment);

    fragment->type = HP_FRAGMENT_BOX;
    fragment->style = style;
    fragment->meaning = meaning;
    fragment->rect = fragment->content = rect;
    return fragment;
}

hp_fragment *hp_builder_text(hp_builder *builder, const hp_style *style, const hp_meaning *meaning, double x,
                             double baseline, const char *text)
{
    const hp_text_run run = {0, strlen(text), style, NULL};
    const hp_paragraph *paragraph =
        hp_text_shape(builder->fonts, builder->arena, text, strlen(text), &run, 1, style->direction);
    hp_fragment *fragment = hp_builder_box(builder, style, meaning, (hp_rect){x, baseline - 16, 0, 20});
    hp_glyph *glyphs;
    size_t n_glyphs = 0;
    gboolean rtl = paragraph->words[0].level & 1;

    for (size_t i = 0; i < paragraph->n_words; i++)
        n_glyphs += paragraph->words[i].n_glyphs;
    glyphs = hp_arena_make_array(builder->arena, hp_glyph, n_glyphs);
    for (size_t i = 0, at = 0; i < paragraph->n_words; i++) {
        const hp_word *word = &paragraph->words[rtl ? paragraph->n_words - 1 - i : i];

        if (word->face != paragraph->words[0].face)
            g_error("“%s” needs %s beside %s", text, hp_face_family(word->face),
                    hp_face_family(paragraph->words[0].face));
        memcpy(glyphs + at, word->glyphs, word->n_glyphs * sizeof *glyphs);
        at += word->n_glyphs;
        fragment->rect.width += word->width;
    }
    fragment->type = HP_FRAGMENT_TEXT;
    fragment->text = (hp_text_fragment){.face = paragraph->words[0].face,
                                        .glyphs = glyphs,
                                        .n_glyphs = n_glyphs,
                                        .text = paragraph->text,
                                        .start = 0,
                                        .end = paragraph->length,
                                        .rtl = rtl,
                                        .baseline = baseline};
    return fragment;
}

void hp_builder_add(hp_builder *builder, hp_fragment *parent, hp_fragment *child)
{
    const hp_fragment **children = hp_arena_make_array(builder->arena, const hp_fragment *, parent->n_children + 1);

    if (parent->n_children > 0)
        memcpy(children, parent->children, parent->n_children * sizeof *children);
    children[parent->n_children] = child;
    parent->children = children;
    parent->n_children++;
}

hp_page *hp_builder_page(hp_builder *builder, const hp_fragment *root, double width, double height)
{
    hp_page *page = hp_arena_make(builder->arena, hp_page);

    page->width = width;
    page->height = height;
    page->root = root;
    return page;
}

cairo_surface_t *hp_builder_render(const hp_page *page, hp_assets *assets)
{
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)page->width, (int)page->height);
    g_autoptr(cairo_t) cr = cairo_create(surface);
    g_autoptr(hp_painter) painter = hp_painter_new(NULL);
    g_autoptr(GError) error = NULL;

    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    hp_painter_set_assets(painter, assets);
    hp_paint_page(painter, cr, page);
    hp_cairo_ok(cr, &error);
    g_assert_no_error(error);
    return surface;
}

unsigned hp_pixel(cairo_surface_t *surface, int x, int y)
{
    const unsigned char *row;
    uint32_t pixel;

    cairo_surface_flush(surface);
    row = cairo_image_surface_get_data(surface) + (ptrdiff_t)y * cairo_image_surface_get_stride(surface);
    memcpy(&pixel, row + 4 * (ptrdiff_t)x, sizeof pixel);
    return pixel & 0xffffff;
}
