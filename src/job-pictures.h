/*
 * Pictures of slides: one image file per page, through the fragments that the
 * PDF is made of.
 */
#pragma once

#include "job.h"
#include "paint/picture.h"

typedef struct {
    unsigned slide;       /* in reading order, as --slides counts; 1 for a document */
    unsigned page, pages; /* of that slide, from 1 */
    GBytes *bytes;        /* owned */
} hp_job_picture;

/* All wanted slides, scale px to the CSS px. hp_job_picture, freed with the
 * array. NULL and an error when one cannot be drawn. */
GPtrArray *hp_job_pictures(hp_job *job, hp_picture_format format, double scale, GError **error);

/* A page of the job, this many px wide, as PNG. */
GBytes *hp_job_page_png(hp_job *job, const hp_page *page, unsigned width_px, GError **error);

/* The first page alone, this many px wide, as PNG. Only the first slide is laid
 * out for it. */
GBytes *hp_job_cover(hp_job *job, unsigned width_px, GError **error);
