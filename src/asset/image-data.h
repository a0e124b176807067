/*
 * Image data: a raster picture as a PDF stores it.
 *
 * What a PDF can hold as it is goes in as it is: JPEG files whole, of PNG files
 * the compressed rows. A plan says what else may become of pictures: fewer
 * pixels, photographs as JPEG. Nothing ever grows by it.
 */
#pragma once

#include "asset/asset.h"
#include "asset/tint.h"

typedef struct {
    int width, height; /* px as stored, EXIF orientation not applied */
    int channels;      /* 1: gray, or an index into palette; 3: RGB */
    int bits;          /* of one sample: 8; gray and palettes also 1, 2, 4 */
    GBytes *palette;   /* RGB triples; NULL: none */
    gboolean is_jpeg;  /* pixels is a JPEG file; else zlib data of rows with PNG's filters */
    GBytes *pixels;
    GBytes *alpha;         /* 8 bits gray, zlib data of rows with PNG's filters; NULL: opaque */
    gboolean has_key;      /* samples that are transparent, per channel */
    unsigned short key[3]; /* those */
    gboolean made_anew;    /* a plan gave it fewer pixels or another format */
} hp_image_data;

/* All zero: pictures stay as they are. */
typedef struct {
    double dpi;         /* no more pixels than this, by the largest use; 0: all */
    int quality;        /* of JPEG, 1 to 100; 0: 85 where a plan makes one, none made anew else */
    gboolean no_extras; /* drop what a JPEG tells beside its pixels: camera, place, comments */
    gboolean small;     /* take time to store drawings well */
    gboolean drawings;  /* drawings may become JPEG, too */
} hp_image_plan;

/* width_in, height_in: the largest size the picture has on paper, inches.
 * Free it. NULL and an error when it cannot be decoded. */
hp_image_data *hp_image_data_new(const hp_image *image, const hp_image_plan *plan, double width_in, double height_in,
                                 GError **error);
void hp_image_data_free(hp_image_data *data); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hp_image_data, hp_image_data_free)

/* A palette of one colour, and the samples as alpha. Free it. */
hp_image_data *hp_image_data_of_tint(const hp_tint *tint);

/* Says once, as image-unreadable, that the picture's content is broken; it is
 * not drawn any more. reason: of a library, or NULL. */
void hp_image_report_broken(const hp_image *image, const char *reason);

/*
 * A sink: a surface with one is told of pictures instead of being given their
 * pixels, and draws a stand-in that its file's maker replaces.
 */
typedef struct {
    /* The printed size is in the surface's units. The surface is borrowed, any
     * size; it is stretched over the picture's place. */
    cairo_surface_t *(*stand_in)(void *user_data, const hp_image *image, double width, double height);
    cairo_surface_t *(*tint_stand_in)(void *user_data, const hp_tint *tint);
    void *user_data;
} hp_image_sink;

/* The sink outlives the drawing. */
void hp_image_sink_attach(cairo_surface_t *surface, const hp_image_sink *sink);
const hp_image_sink *hp_image_sink_of(cairo_t *cr); /* NULL: its surface has none */
