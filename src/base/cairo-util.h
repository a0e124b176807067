/*
 * Cairo's types in GLib's ways: g_autoptr for them, and their status as a
 * GError. A header alone, so that base/ does not link cairo.
 */
#pragma once

#include "base/error.h"

#include <cairo.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(cairo_t, cairo_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(cairo_surface_t, cairo_surface_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(cairo_pattern_t, cairo_pattern_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(cairo_path_t, cairo_path_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(cairo_region_t, cairo_region_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(cairo_font_face_t, cairo_font_face_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(cairo_font_options_t, cairo_font_options_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(cairo_scaled_font_t, cairo_scaled_font_destroy)

/* FALSE and HP_ERROR_INTERNAL unless status is success. cairo keeps an object's
 * first failure, so one check at the end covers all the drawing. */
static inline gboolean hp_cairo_status_ok(cairo_status_t status, GError **error)
{
    if (status == CAIRO_STATUS_SUCCESS)
        return TRUE;
    g_set_error(error, HP_ERROR, HP_ERROR_INTERNAL, "cairo: %s", cairo_status_to_string(status));
    return FALSE;
}

static inline gboolean hp_cairo_ok(cairo_t *cr, GError **error)
{
    return hp_cairo_status_ok(cairo_status(cr), error);
}

static inline gboolean hp_cairo_surface_ok(cairo_surface_t *surface, GError **error)
{
    return hp_cairo_status_ok(cairo_surface_status(surface), error);
}
