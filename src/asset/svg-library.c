/* librsvg brings libxml2, ICU and the C++ library along: a third of what it
 * takes to start handpress. So it is loaded with the first SVG. */
#include "asset/svg-library.h"

#include "base/error.h"
#include <gmodule.h>

/* The name that librsvg has kept for its whole second version. */
#define LIBRARY "librsvg-2.so.2"

static gboolean symbols_find(GModule *module, hp_svg_library *library)
{
    return g_module_symbol(module, "rsvg_handle_new_from_data", (gpointer *)&library->new_from_data) &&
           g_module_symbol(module, "rsvg_handle_set_dpi", (gpointer *)&library->set_dpi) &&
           g_module_symbol(module, "rsvg_handle_get_intrinsic_dimensions",
                           (gpointer *)&library->get_intrinsic_dimensions) &&
           g_module_symbol(module, "rsvg_handle_render_document", (gpointer *)&library->render_document);
}

static gpointer library_load(gpointer unused G_GNUC_UNUSED)
{
    static hp_svg_library library;
    GModule *module = g_module_open(LIBRARY, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL);
    if (!module)
        return NULL;
    /* It registers types, which cannot be taken back. */
    g_module_make_resident(module);
    return symbols_find(module, &library) ? &library : NULL;
}

const hp_svg_library *hp_svg_library_get(GError **error)
{
    static GOnce once = G_ONCE_INIT;
    const hp_svg_library *library = g_once(&once, library_load, NULL);
    if (!library)
        g_set_error_literal(error, HP_ERROR, HP_ERROR_INTERNAL, LIBRARY " is not installed");
    return library;
}
