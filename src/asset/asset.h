/*
 * Assets: where a picture may come from, and what it is.
 *
 * A store belongs to one deck. It looks a picture up under the names that the
 * policy allows, reads its size without decoding it, and hands out the same
 * hp_image for the same file however often it is asked. Decoding happens when
 * paint first asks for pixels. Only with a fetcher does it go to the network.
 * One thread at a time.
 */
#pragma once

#include "asset/fetcher.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/reads.h"
#include <cairo.h>

typedef struct hp_assets hp_assets;
typedef struct hp_image hp_image;

typedef struct {
    const char *base_dir;          /* the deck's folder; NULL for stdin */
    const char *const *asset_dirs; /* --asset-dir, NULL-terminated; NULL: none */
    const char *const *allow_dirs; /* --allow-dir, likewise */
    size_t max_bytes;              /* of one file; 0: 256 MiB */
    double max_pixels;             /* of one picture; 0: 100 million */
    hp_fetcher *fetcher;           /* for what is not found there; borrowed; NULL: nothing is fetched */
    const char *base_url;          /* of a deck from the web: what its addresses are relative to; NULL: none */
    hp_reads *reads;               /* borrowed: is told of every file that is looked for; NULL: nobody asks */
} hp_asset_policy;

/* Copies the policy; diags is borrowed and may be NULL. */
hp_assets *hp_assets_new(const hp_asset_policy *policy, hp_diags *diags);
void hp_assets_free(hp_assets *assets); /* NULL is fine; frees the images */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hp_assets, hp_assets_free)

/* The picture at an address as the deck wrote it: a relative path
 * (percent-decoded), https://…/NAME (NAME is looked for beside the deck and in
 * the asset directories), or data:. Symlinks are resolved before the policy
 * looks. NULL when there is none, with one diagnostic per address:
 * image-missing, image-refused (outside the allowed folders),
 * image-too-large, image-unreadable, image-fetch-failed. line: where the deck
 * names it. */
const hp_image *hp_assets_load(hp_assets *assets, const char *address, unsigned line);

/* Fetches what of these addresses is not found on the disk, all at once: cheaper
 * than when each is loaded. Without a fetcher nothing happens. */
void hp_assets_prepare(hp_assets *assets, const char *const *addresses);

/* The file that an address names (its real path); NULL when there is none that
 * may be read. Says nothing, and never goes to the network. Free it. */
char *hp_assets_locate(const hp_assets *assets, const char *address);

/* The name by which an address on a server is looked for in folders. NULL when
 * it ends in none. Free it. */
char *hp_asset_file_name(const char *address);

/* Whether the content begins as a picture of a known kind does. */
gboolean hp_asset_is_picture(GBytes *bytes);

/* Whether a picture that was loaded is this file (a real path). */
gboolean hp_assets_has_file(const hp_assets *assets, const char *path);

/* The bytes of another file that a deck brings along (a style sheet, a font), at
 * an address under the same policy. NULL, and why not, a clause to be freed, in
 * *reason. */
GBytes *hp_assets_read(hp_assets *assets, const char *address, size_t max_bytes, char **reason);

/* Intrinsic size in CSS px, EXIF orientation applied. An SVG without a size has
 * its viewBox's, or 300 × 150. */
double hp_image_width(const hp_image *image);
double hp_image_height(const hp_image *image);
const char *hp_image_path(const hp_image *image); /* NULL for data: */
gboolean hp_image_is_svg(const hp_image *image);

/* Draws the whole picture into the rectangle x, y, width, height of the current
 * user space. Vector for SVG; JPEG passed through (CAIRO_MIME_TYPE_JPEG) where
 * cairo can; every raster is one surface with a CAIRO_MIME_TYPE_UNIQUE_ID, so
 * that a file holds each picture once. FALSE (and a diagnostic) when the
 * pixels turn out broken; nothing is drawn then. */
gboolean hp_image_draw(const hp_image *image, cairo_t *cr, double x, double y, double width, double height);
