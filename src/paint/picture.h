/*
 * Picture: a page as an image file of its own.
 *
 * The fragments are those of the PDF, painted by the same code. Same page, same
 * bytes. One thread at a time.
 */
#pragma once

#include "paint/paint.h"

typedef enum { HP_PICTURE_PNG, HP_PICTURE_SVG } hp_picture_format;

/* scale: px of the picture per CSS px of the page; a slide that was shrunk to
 * fit its page comes out at that page's size. PNG is opaque, on white paper. In
 * SVG text is outlines. NULL and HP_ERROR_LIMIT when a PNG would have a side of
 * more than 32,767 px or more than 100 million pixels. */
GBytes *hp_picture_draw(hp_painter *painter, const hp_page *page, hp_picture_format format, double scale,
                        GError **error);
