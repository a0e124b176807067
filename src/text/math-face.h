/*
 * The font for mathematics: the one that the configuration names for the
 * generic family `math` (CSS Fonts 4 §2.1.3), if it has a MATH table.
 */
#pragma once

#include "text/text.h"

typedef struct hb_face_t hb_face_t; /* HarfBuzz's */

/* Its face at a size in px; NULL when no such font is installed. */
const hp_face *hp_fonts_math_face(hp_fonts *fonts, double size);

/* The font file behind a face, for its tables. Borrowed, lives as long as
 * fonts. */
hb_face_t *hp_face_hb_face(const hp_face *face);
