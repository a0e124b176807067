/*
 * What the files of paint/ share: the painter's state and one function per kind
 * of thing to paint. Nothing here is for other rooms.
 *
 * Everything is drawn in CSS px under whatever transform the caller has set.
 * Two rules keep a PDF small and whole: no operator but OVER (and those that PDF
 * has as a blend mode), and no tag inside a group (cairo 1.16 breaks on both).
 */
#pragma once

#include "css/gradient.h"
#include "paint/paint.h"

struct hp_painter {
    hp_paint_hooks hooks;
    hp_assets *assets; /* borrowed; NULL: url() backgrounds are left out */
    cairo_t *cr;       /* while a page is painted */
    double page_width, page_height;
    gboolean has_picture;            /* there are colours that are not the fragments' */
    const hp_fragment *open;         /* whose bracket is open */
    const hp_fragment *last_text;    /* of this page */
    const hp_fragment *seen_through; /* the box around whose background shows through its letters; or NULL */
    unsigned mute;                   /* > 0: inside a group or furniture, no brackets */
    double alpha;                    /* of flattened opacity, multiplied into colours */
    GArray *glyphs;                  /* cairo_glyph_t, reused for every text */
    GArray *clusters;                /* cairo_text_cluster_t */
    GString *utf8;
    GHashTable *faces;          /* hp_face → hp_paint_face */
    GHashTable *strikes;        /* face and glyph → strike */
    cairo_font_face_t *carrier; /* emoji.c: the glyphs that carry an emoji's text */
    GHashTable *carrier_glyphs; /* text → index in carrier */
};

/* What paint/ remembers of a face. */
typedef struct {
    cairo_scaled_font_t *scaled; /* borrowed from text/ */
    double size;                 /* px per em */
    unsigned long space, hyphen; /* glyph indices; 0: none */
    cairo_font_face_t *shadow;   /* text-shadow.c; NULL until needed */
} hp_paint_face;

hp_paint_face *hp_painter_face(hp_painter *painter, const hp_face *face);

/* Opens the bracket of the fragment's meaning unless it is open already; closes
 * whatever is open, before something that is for the eye only. */
void hp_painter_content(hp_painter *painter, const hp_fragment *fragment);
void hp_painter_artifact(hp_painter *painter);

/* Sets the colour, flattened opacity included. FALSE: invisible, paint nothing. */
gboolean hp_painter_set_color(hp_painter *painter, hp_color color);

/* stacking.c: a fragment and all below it, as one layer. */
void hp_paint_layer(hp_painter *painter, const hp_fragment *fragment);

/* outline.c: rounded rectangles. Radii are per corner, clockwise from top left. */
typedef struct {
    double x[4], y[4];
} hp_radii;

void hp_fragment_borders(const hp_fragment *fragment, hp_border borders[4]); /* open sides are 0 wide */
hp_edges hp_border_widths(const hp_border borders[4]);
gboolean hp_fragment_radii(const hp_fragment *fragment, hp_radii *radii); /* FALSE: all square */
hp_radii hp_radii_inset(const hp_radii *radii, hp_edges edges);           /* negative edges grow round corners */
void hp_outline_path(cairo_t *cr, hp_rect rect, const hp_radii *radii);   /* adds a closed subpath; NULL: square */

/* box.c, border.c, background.c, shadow.c: the decorations of a box. */
void hp_paint_decorations(hp_painter *painter, const hp_fragment *fragment);
gboolean hp_fragment_is_decorated(const hp_fragment *fragment);
void hp_paint_borders(hp_painter *painter, hp_rect rect, const hp_radii *radii, const hp_border borders[4]);
void hp_paint_background(hp_painter *painter, const hp_fragment *fragment, const hp_border borders[4],
                         const hp_radii *radii);
void hp_paint_page_background(hp_painter *painter, const hp_page_background *background);
void hp_paint_box_shadows(hp_painter *painter, const hp_fragment *fragment, const hp_border borders[4],
                          const hp_radii *radii, gboolean inset);

/* gradient.c: fills area with a gradient over box. */
void hp_paint_gradient(cairo_t *cr, const hp_gradient *gradient, hp_rect box, hp_rect area, double alpha);

/* A colour at its place along the gradient line, in parts of it. */
typedef struct {
    double at;
    gboolean is_hint;
    double r, g, b, a;
} hp_color_stop;

/* The stops in ascending order, every mix between two of them straight. length: px
 * of the line; 1 for a turn. At least two; unref it. */
GArray *hp_gradient_color_stops(const hp_gradient *gradient, double length);
/* The colour at a place between two stops. */
hp_color_stop hp_color_stop_mix(const hp_color_stop *a, const hp_color_stop *b, double at);
/* conic.c: the same for conic gradients. */
void hp_paint_conic_gradient(cairo_t *cr, const hp_gradient *gradient, hp_rect box, hp_rect area, double alpha);

/* blur.c: an A8 mask to draw on in px, blurred and painted in the target's source
 * colour. Along an axis that is not blurred it is the same everywhere. */
typedef enum { HP_BLUR_X = 1, HP_BLUR_Y = 2, HP_BLUR_BOTH = 3 } hp_blur_axes;

typedef struct {
    cairo_t *target;
    cairo_surface_t *surface;
    cairo_t *cr;             /* user space is the page's px */
    double scale_x, scale_y; /* pixels per px */
    double sigma;            /* px */
    hp_blur_axes axes;
    hp_rect rect;
} hp_blur_mask;

gboolean hp_blur_mask_begin(hp_blur_mask *mask, cairo_t *cr, hp_rect rect, double blur, hp_blur_axes axes);
void hp_blur_mask_paint(hp_blur_mask *mask); /* also frees it */

/* text.c, text-shadow.c, decoration.c, emoji.c */
void hp_paint_text(hp_painter *painter, const hp_fragment *fragment);
void hp_paint_text_shadows(hp_painter *painter, const hp_fragment *fragment);
void hp_paint_text_lines(hp_painter *painter, const hp_fragment *fragment, unsigned lines);
void hp_paint_emoji(hp_painter *painter, const hp_fragment *fragment);
/* Is there something of it to see? */
gboolean hp_text_is_visible(const hp_painter *painter, const hp_fragment *fragment);

/* text-fill.c: the colour of the glyphs, and what lies over them; painter->glyphs
 * are the text's. */
hp_color hp_text_fill_color(const hp_painter *painter, const hp_fragment *fragment);
void hp_paint_text_dress(hp_painter *painter, const hp_fragment *fragment, const hp_paint_face *face);

/* clip-shape.c: the outline of a clip-path as cairo's path and fill rule. */
struct hp_shape;
void hp_clip_shape_path(cairo_t *cr, const struct hp_shape *shape, hp_rect box);

/* image.c, marker.c, formula.c: content only; decorations are painted before. */
void hp_paint_image(hp_painter *painter, const hp_fragment *fragment);
void hp_paint_placeholder(hp_painter *painter, const hp_fragment *fragment);
void hp_paint_marker(hp_painter *painter, const hp_fragment *fragment);
void hp_paint_formula(hp_painter *painter, const hp_fragment *fragment);
