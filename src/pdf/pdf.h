/*
 * PDF: pages in, one finished file out.
 *
 * cairo draws the pages; every run of content is a flat marked-content leaf,
 * numbered per page in paint order. Finishing, in memory, then builds what
 * cairo 1.16 cannot: the structure tree in document order out of the fragments'
 * meanings, alternative texts, links and their annotations, destinations, the
 * outline, page labels, metadata.
 *
 *     writer_new ─► writer_add_page for each page ─► writer_finish
 */
#pragma once

#include "base/diag.h"
#include "layout/fragment.h"

typedef struct {
    const char *title, *author, *subject, *keywords, *lang; /* NULL: none; lang NULL: "en" */
    const char *date; /* ISO 8601, date or date and time; NULL: SOURCE_DATE_EPOCH, else none */
} hp_pdf_metadata;

typedef struct hp_pdf_writer hp_pdf_writer;

hp_pdf_writer *hp_pdf_writer_new(const hp_pdf_metadata *metadata, hp_diags *diags);
void hp_pdf_writer_free(hp_pdf_writer *writer); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hp_pdf_writer, hp_pdf_writer_free)

/* Where the url() of background layers is looked up; borrowed. Without it such
 * layers are left out. */
void hp_pdf_writer_set_assets(hp_pdf_writer *writer, hp_assets *assets);

/* Draws a page. What the writer needs of it later it copies: the page's arena
 * may go as soon as this returns (images must live until finish). */
void hp_pdf_writer_add_page(hp_pdf_writer *writer, const hp_page *page);

/* The structure type of a role (ISO 32000-1 §14.8.4): "P"; "H" for headings, whose
 * level is their own affair. */
const char *hp_role_tag(hp_role role);

/* Ends the file. NULL and an error when cairo failed or its file is not as expected. Links to slides
 * (#/h/v) and ids (#id) that do not exist: diagnostic link-target-missing. */
GBytes *hp_pdf_writer_finish(hp_pdf_writer *writer, GError **error);
