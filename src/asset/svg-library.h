/*
 * The functions of librsvg, which is loaded when a deck shows its first SVG.
 * They are there for as long as the program.
 */
#pragma once

#include <librsvg/rsvg.h>

typedef struct {
    __typeof__(rsvg_handle_new_from_data) *new_from_data;
    __typeof__(rsvg_handle_set_dpi) *set_dpi;
    __typeof__(rsvg_handle_get_intrinsic_dimensions) *get_intrinsic_dimensions;
    __typeof__(rsvg_handle_render_document) *render_document;
} hp_svg_library;

/* NULL and an error when librsvg is not there. */
const hp_svg_library *hp_svg_library_get(GError **error);
