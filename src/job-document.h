/*
 * What a document has and a deck has not: a title block, contents with page
 * numbers, notes at the foot of pages, running heads.
 */
#pragma once

#include "job.h"
#include "sheet/paper.h"

typedef struct {
    hp_paper *paper;
    hp_page_plan plan;
    const char *title, *date; /* for the running heads; NULL: none */
    const hp_tree *tree;
    hp_arena *arena; /* the tree's */
} hp_job_document;

/* Adds to the tree of a document what it has on paper. Before it is styled. */
void hp_job_document_prepare(hp_arena *arena, const hp_tree *tree, const hp_job_source *source,
                             const hp_job_options *options, const hp_deck *deck);

/* Once the tree is styled: the sizes of pages, which go into layout. */
void hp_job_document_measure(hp_job_document *document, hp_arena *arena, hp_cascade *cascade,
                             const hp_job_options *options, hp_layout_context *layout);

/* All pages of the document (hp_page), with what stands in their margins, in the
 * arena. Laid out twice when contents ask for page numbers. */
GPtrArray *hp_job_document_pages(const hp_job_document *document, const hp_layout_context *layout, hp_arena *arena,
                                 const hp_layout_slide *what);
