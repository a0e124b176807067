/*
 * Pictures and folders for the tests of asset/.
 *
 * The sample picture has one colour in each quarter: red, green / blue, white.
 */
#pragma once

#include "asset/asset.h"

/* width and height even. Opaque, or half transparent all over. */
GBytes *sample_png(int width, int height, gboolean transparent);
/* orientation 0: without EXIF. */
GBytes *sample_jpeg(int width, int height, int orientation, gboolean little_endian);
GBytes *sample_bmp(int width, int height);
/* 2 × 1: red, blue. */
extern const guint8 sample_gif[];
extern const gsize sample_gif_size;
/* 3 × 2, the first pixel red, the next green. */
extern const guint8 sample_webp[];
extern const gsize sample_webp_size;

/* A folder for one test, with "deck", "assets", "allowed" and "secret" in it. */
typedef struct {
    char *root;
    char *deck, *assets, *allowed, *secret;
    hp_diags *diags;
    hp_assets *store; /* deck; assets; allowed */
} hp_test_folders;

void folders_set_up(hp_test_folders *folders, gconstpointer data);
void folders_tear_down(hp_test_folders *folders, gconstpointer data);
/* Replaces the store by one with these limits. */
void folders_limit(hp_test_folders *folders, size_t max_bytes, double max_pixels);

/* name: below root. */
void folders_add(const hp_test_folders *folders, const char *name, const void *data, gsize size);
void folders_add_bytes(const hp_test_folders *folders, const char *name, GBytes *bytes);

/* All diagnostics, "line code message\n" each; and only the codes. Free them. */
char *diags_text(const hp_diags *diags);
char *diags_codes(const hp_diags *diags);

/* The colour of a pixel as a letter: R, G, B, W, K, or "." for anything else. */
char pixel_letter(cairo_surface_t *surface, int x, int y);
/* The four quarters' letters: left top, right top, left bottom, right bottom. */
char *quarters(cairo_surface_t *surface);
