/*
 * Ink: the colours of a page as a printer should see them.
 *
 * To save ink, what is dark becomes light and what is light on it becomes dark,
 * hues kept, until text has a contrast of 4.5:1 to what it stands on (WCAG 2.1
 * §1.4.3). A dark picture behind a page is shown so faintly that all that is on it
 * can be read; other pictures stay as they are, and so does what stands on one. In
 * gray, each colour becomes the gray of its luminance; pictures are paint's affair.
 */
#pragma once

#include "layout/fragment.h"

typedef struct {
    gboolean save, gray;
    gboolean fade; /* to save: the picture behind this page is dark */
} hp_ink;

/* The page in other colours, in the arena, which also must hold what it shares
 * with the first: nothing is changed there. */
const hp_page *hp_ink_page(hp_arena *arena, const hp_page *page, hp_ink ink);

/* Whether a picture is behind the page's content, and it is dark on the whole. */
gboolean hp_ink_picture_is_dark(const hp_page *page, hp_assets *assets);

/* Whether what is behind the page's content is light, or a picture that may be. */
gboolean hp_ink_page_is_light(const hp_page *page);

/* ---- ink-picture.c ---- */
/* Of all that is behind the page's content, on the whole; it is painted to see. */
double hp_ink_backdrop_luminance(const hp_page *page, hp_assets *assets);

/* ---- ink-color.c ---- */
double hp_ink_luminance(hp_color color);            /* WCAG 2.1: relative luminance, 0 to 1 */
double hp_ink_contrast(hp_color a, hp_color b);     /* 1 to 21; alpha is not looked at */
hp_color hp_ink_over(hp_color top, hp_color under); /* top painted over an opaque colour */
gboolean hp_ink_is_dark(hp_color color);            /* white is read better on it than black */
/* Something that stands on a dark ground, for a light one; alpha stays. */
hp_color hp_ink_invert(hp_color color);
/* A dark ground as a light one with a touch of its hue; alpha stays. */
hp_color hp_ink_lighten(hp_color color);
/* The color as far darker, or lighter on a dark ground, as the contrast to the
 * ground asks. */
hp_color hp_ink_readable(hp_color color, hp_color ground);
hp_color hp_ink_gray(hp_color color);
