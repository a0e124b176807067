/*
 * What the files of asset/ share.
 *
 *     address ─► resolve.c (a file the policy allows) or data-url.c (bytes)
 *     ─► probe.c, jpeg.c, gif.c (format and size from the first bytes, nothing decoded)
 *     ─► asset.c (the hp_image) ─► draw.c ─► raster.c (pixels) or svg.c (vectors)
 *     ─► image-data.c (what a PDF stores) ─► png.c, samples.c, jpeg-write.c
 */
#pragma once

#include "asset/image-data.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <stdint.h>

/* cairo's surfaces have no longer sides. */
#define HP_IMAGE_SIDE_MAX 32767

/* --- resolve.c --- */

/* The folders a deck may take pictures from, with all symbolic links resolved
 * when it is opened. */
typedef struct hp_folders hp_folders;

hp_folders *hp_folders_new(const hp_asset_policy *policy);
void hp_folders_free(hp_folders *folders); /* NULL is fine */
/* Where pictures are looked for, for a message: "beside the deck and in a, b". */
const char *hp_folders_describe(const hp_folders *folders);

typedef enum {
    HP_RESOLVE_OK,
    HP_RESOLVE_MISSING,
    HP_RESOLVE_UNREADABLE,  /* it is there, but errno */
    HP_RESOLVE_NOT_REGULAR, /* a folder, pipe, socket or device */
    HP_RESOLVE_OUTSIDE,     /* leaves the allowed folders */
    HP_RESOLVE_BAD_ADDRESS  /* a scheme or a name that can be no picture */
} hp_resolve_status;

typedef struct {
    hp_resolve_status status;
    int fd;     /* OK: open for reading, the caller's to close; else -1 */
    char *path; /* OK: its real path, the caller's to free; else NULL */
    char *written; /* OK: the path before links were followed; likewise */
    int number; /* UNREADABLE: errno */
} hp_resolved;

/* Not for data: addresses. */
hp_resolved hp_folders_open(const hp_folders *folders, const char *address);

/* The last part of a server's path, as a file name. NULL when it can be none.
 * Free it. */
char *hp_server_file_name(const char *path, size_t size);

/* Percent-decoding (RFC 3986 §2.1); what is no escape stays as it is. Adds a
 * NUL behind; *length may be NULL. Free it. */
char *hp_percent_decode(const char *text, size_t size, size_t *length);

/* --- data-url.c --- */

gboolean hp_is_data_url(const char *address);
/* The bytes of a data: URL (RFC 2397). NULL when it is malformed or, with
 * *too_large set, when it holds more than max_bytes. */
GBytes *hp_data_url_decode(const char *address, size_t max_bytes, gboolean *too_large);

/* --- probe.c, jpeg.c, gif.c --- */

typedef enum {
    HP_FORMAT_UNKNOWN,
    HP_FORMAT_PNG,
    HP_FORMAT_JPEG,
    HP_FORMAT_GIF,
    HP_FORMAT_WEBP,
    HP_FORMAT_BMP,
    HP_FORMAT_SVG
} hp_image_format;

typedef struct {
    hp_image_format format;
    double width, height;  /* as stored, px; SVG: 0 */
    int orientation;       /* EXIF's 1 to 8 */
    gboolean pass_through; /* a JPEG that a PDF may hold as it is */
    int channels;          /* of a JPEG */
} hp_image_info;

/* What a picture's first bytes say; names and extensions count for nothing.
 * FALSE when the format is unknown or, with format set, its header is broken. */
gboolean hp_image_probe(const uint8_t *data, size_t size, hp_image_info *info);
gboolean hp_jpeg_probe(const uint8_t *data, size_t size, hp_image_info *info);
/* Where the first frame ends, in bytes from the file's start; 0 when it has none
 * with pixels or is cut off. */
size_t hp_gif_first_frame(const uint8_t *data, size_t size);
const char *hp_format_name(hp_image_format format);

/* --- the image --- */

/* What drawing finds out and keeps; owned by the image, changed through a const
 * hp_image. */
typedef struct {
    cairo_surface_t *pixels;       /* decoded; NULL: not now */
    int shrink;                    /* sides of pixels are this part of the picture's */
    cairo_surface_t *pass_through; /* JPEG bytes on a dummy; NULL: not yet */
    cairo_surface_t *recording;    /* an SVG drawn once; NULL: not yet */
    double recording_width, recording_height;
    hp_image_data *stored; /* as a PDF stores it without a plan; NULL: not yet */
    signed char photo;     /* 1: a photograph, -1: a drawing, 0: not known */
    gboolean checked;      /* its content is whole */
    gboolean broken;       /* was reported; never tried again */
} hp_image_cache;

struct hp_image {
    hp_assets *assets; /* borrowed */
    char *path;        /* real path; NULL for data: */
    char *name;        /* for messages */
    char *id;          /* for CAIRO_MIME_TYPE_UNIQUE_ID */
    unsigned line;
    GBytes *bytes;
    hp_image_info info;
    double width, height; /* CSS px, orientation applied */
    struct hp_svg *svg;   /* NULL: a raster picture */
    hp_image_cache *cache;
};

/* Counts pixels that were decoded and lets the oldest go when they are many. */
void hp_assets_keep_pixels(hp_assets *assets, const hp_image *image);
void hp_assets_drop_pixels(hp_assets *assets, const hp_image *image);
double hp_assets_max_pixels(const hp_assets *assets);

/* --- raster.c --- */

/* Its pixels, ARGB32 (premultiplied) or RGB24; EXIF orientation not applied. Of a
 * JPEG shrink may be 2, 4 or 8: sides that many times shorter, at a part of the
 * cost. */
cairo_surface_t *hp_raster_decode(const hp_image *image, int shrink, GError **error);
/* The JPEG itself, on a surface of its size whose pixels mean nothing. */
cairo_surface_t *hp_raster_pass_through(const hp_image *image, GError **error);

/* At most about this many px, when the loader can do that cheaply (JPEG), but
 * never less; 0: as it is. EXIF orientation not applied. */
GdkPixbuf *hp_raster_pixbuf(const hp_image *image, int width, int height, GError **error);

/* --- png.c --- */

/* Whether all chunks are there and have their checksums. */
gboolean hp_png_is_whole(GBytes *file);
/* What a PDF stores of it; NULL when it cannot be without decoding, or is broken. */
hp_image_data *hp_png_data(GBytes *file);

/* --- image-data.c --- */

/* Whether the content can be decoded, found out as cheaply as can be. */
gboolean hp_image_data_check(const hp_image *image, GError **error);

/* --- jpeg-write.c --- */

/* quality 1 to 100; alpha is left out. */
GBytes *hp_jpeg_write(const GdkPixbuf *pixbuf, int quality, GError **error);
/* A JPEG file without what it tells beside its pixels (Exif, XMP, comments). */
GBytes *hp_jpeg_without_extras(GBytes *file);

/* --- photo.c --- */

/* Many small differences between neighbours make a photograph. */
gboolean hp_pixbuf_is_photo(const GdkPixbuf *pixbuf);

/* --- svg.c --- */

typedef struct hp_svg hp_svg;

/* NULL and an error when it cannot be read. Size in CSS px (CSS 2.2 §10.3.2). */
hp_svg *hp_svg_new(GBytes *bytes, double *width, double *height, GError **error);
void hp_svg_free(hp_svg *svg); /* NULL is fine */
gboolean hp_svg_has_text(const hp_svg *svg);
gboolean hp_svg_draw(const hp_svg *svg, cairo_t *cr, double x, double y, double width, double height, GError **error);
