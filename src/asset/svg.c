/*
 * SVG through librsvg, as vectors. A document read from memory without a base
 * address refers to no other file; librsvg's own limits (elements, references)
 * stay on.
 */
#include "asset/asset-internal.h"

#include "asset/svg-library.h"
#include <math.h>
#include <string.h>

/* CSS 2.2 §10.3.2: what a picture without any size gets. */
#define DEFAULT_WIDTH 300.0
#define DEFAULT_HEIGHT 150.0
#define SIDE_MAX 1e6

struct hp_svg {
    const hp_svg_library *library;
    RsvgHandle *handle;
    gboolean has_text;
};

/* A length in px; 0 when it is a percentage or no size at all. */
static double length_px(gboolean given, const RsvgLength *length)
{
    static const double factor[] = {[RSVG_UNIT_PERCENT] = 0,    [RSVG_UNIT_PX] = 1,         [RSVG_UNIT_EM] = 16,
                                    [RSVG_UNIT_EX] = 8,         [RSVG_UNIT_IN] = 96,        [RSVG_UNIT_CM] = 96 / 2.54,
                                    [RSVG_UNIT_MM] = 96 / 25.4, [RSVG_UNIT_PT] = 96 / 72.0, [RSVG_UNIT_PC] = 16};
    if (!given || (unsigned)length->unit >= G_N_ELEMENTS(factor))
        return 0;
    double px = length->length * factor[length->unit];
    return isfinite(px) && px > 0 ? MIN(px, SIDE_MAX) : 0;
}

static void read_size(const hp_svg_library *library, RsvgHandle *handle, double *width, double *height)
{
    gboolean has_width, has_height, has_box;
    RsvgLength w, h;
    RsvgRectangle box;
    library->get_intrinsic_dimensions(handle, &has_width, &w, &has_height, &h, &has_box, &box);
    has_box = has_box && isfinite(box.width) && isfinite(box.height) && box.width > 0 && box.height > 0;
    *width = length_px(has_width, &w);
    *height = length_px(has_height, &h);
    if (!*width && !*height && has_box) {
        *width = MIN(box.width, SIDE_MAX);
        *height = MIN(box.height, SIDE_MAX);
    }
    if (!*width)
        *width = *height && has_box ? MIN(*height * box.width / box.height, SIDE_MAX) : DEFAULT_WIDTH;
    if (!*height)
        *height = has_box ? MIN(*width * box.height / box.width, SIDE_MAX) : DEFAULT_HEIGHT;
}

hp_svg *hp_svg_new(GBytes *bytes, double *width, double *height, GError **error)
{
    const hp_svg_library *library = hp_svg_library_get(error);
    if (!library)
        return NULL;
    size_t size;
    const guint8 *data = g_bytes_get_data(bytes, &size);
    RsvgHandle *handle = library->new_from_data(data, size, error);
    if (!handle)
        return NULL;
    library->set_dpi(handle, 96);
    read_size(library, handle, width, height);
    hp_svg *svg = g_new0(hp_svg, 1);
    svg->library = library;
    svg->handle = handle;
    svg->has_text = memmem(data, size, "<text", 5) || memmem(data, size, ":text", 5);
    return svg;
}

void hp_svg_free(hp_svg *svg)
{
    if (!svg)
        return;
    g_object_unref(svg->handle);
    g_free(svg);
}

gboolean hp_svg_has_text(const hp_svg *svg)
{
    return svg->has_text;
}

gboolean hp_svg_draw(const hp_svg *svg, cairo_t *cr, double x, double y, double width, double height, GError **error)
{
    RsvgRectangle viewport = {x, y, width, height};
    return svg->library->render_document(svg->handle, cr, &viewport, error);
}
