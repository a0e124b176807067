/*
 * Samples: rows of pixels packed and unpacked as PNG and PDF store them (zlib
 * data of rows, each after the number of its filter).
 */
#pragma once

#include "asset/image-data.h"
#include <gdk-pixbuf/gdk-pixbuf.h>

/* Bytes of one row without the filter's number. */
size_t hp_samples_stride(int width, int channels, int bits);

/* Exactly size bytes, or NULL. Free them. */
guchar *hp_samples_inflate(GBytes *zlib, size_t size);
GBytes *hp_samples_deflate(const guchar *bytes, size_t size, gboolean small);

/* Takes the filters of rows × (1 + stride) bytes off, in place (PNG §9.2).
 * pixel: bytes of one pixel, at least 1. FALSE when there is an unknown filter. */
gboolean hp_samples_unfilter(guchar *bytes, size_t rows, size_t stride, size_t pixel);

/* Rows of 8-bit samples, filtered as suits them and deflated. */
GBytes *hp_samples_pack(const guchar *samples, size_t rows, size_t stride, size_t pixel, gboolean small);

/* A decoded picture without loss: gray where it is gray, a palette where it has
 * few colours, no alpha where it is opaque. */
hp_image_data *hp_samples_from_pixbuf(const GdkPixbuf *pixbuf, gboolean small);
/* The alpha of a picture alone; NULL when it is opaque. */
GBytes *hp_samples_alpha(const GdkPixbuf *pixbuf, gboolean small);
