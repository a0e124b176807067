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
 *
 * A sheet of a handout is one page made of several:
 *
 *     writer_begin_sheet ─► writer_place for each slide, writer_furnish ─► writer_end_sheet
 */
#pragma once

#include "asset/image-data.h"
#include "base/diag.h"
#include "layout/fragment.h"

typedef struct {
    const char *title, *author, *subject, *keywords, *lang; /* NULL: none; lang NULL: "en" */
    const char *contact;                                    /* whom to ask; dc:publisher; NULL: none */
    const char *date; /* ISO 8601, date or date and time; NULL: SOURCE_DATE_EPOCH, else none */
} hp_pdf_metadata;

typedef struct hp_pdf_writer hp_pdf_writer;

hp_pdf_writer *hp_pdf_writer_new(const hp_pdf_metadata *metadata, hp_diags *diags);
void hp_pdf_writer_free(hp_pdf_writer *writer); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hp_pdf_writer, hp_pdf_writer_free)

/* Where the url() of background layers is looked up; borrowed. Without it such
 * layers are left out. */
void hp_pdf_writer_set_assets(hp_pdf_writer *writer, hp_assets *assets);

/* Pictures lose their colours on the sheets that end from here on. */
void hp_pdf_writer_set_gray(hp_pdf_writer *writer, gboolean gray);

/* A file may hold several decks, whose meanings' orders must all differ. What is
 * drawn belongs to the deck set last, at first to deck 0, which is there from the
 * start: links to slides and ids lead to places of the same deck, and what is
 * wrong with them goes to its diags (borrowed; may be NULL). */
unsigned hp_pdf_writer_add_deck(hp_pdf_writer *writer, hp_diags *diags);
void hp_pdf_writer_set_deck(hp_pdf_writer *writer, unsigned deck);

/* Links of deck 0 to places that are not in the file stay, as named destinations:
 * who makes the file a part of a larger one (join.h) has them. */
void hp_pdf_writer_leave_links(hp_pdf_writer *writer);

/* Draws a page. What the writer needs of it later it copies: the page's arena
 * may go as soon as this returns (images must live until finish). */
void hp_pdf_writer_add_page(hp_pdf_writer *writer, const hp_page *page);

/* A page of this size in px. label as in hp_page; NULL: it is counted. */
void hp_pdf_writer_begin_sheet(hp_pdf_writer *writer, double width, double height, const char *label);

/* Draws a slide's page on the sheet: px of the page become px of the sheet by
 * the map, which turns nothing. Links, destinations and tags go with it; what
 * sticks out of the page is cut off. Lifetimes as for add_page. */
void hp_pdf_writer_place(hp_pdf_writer *writer, const hp_page *page, hp_matrix map);

/* What the sheet itself shows: the same without a cut, and no link to a slide
 * leads to it. */
void hp_pdf_writer_furnish(hp_pdf_writer *writer, const hp_page *page, hp_matrix map);
void hp_pdf_writer_end_sheet(hp_pdf_writer *writer);

/* The structure type of a role (ISO 32000-1 §14.8.4): "P"; "H" for headings, whose
 * level is their own affair. */
const char *hp_role_tag(hp_role role);

/* What became of raster pictures in the last finish. */
typedef struct {
    unsigned pictures, changed; /* changed: fewer pixels, or another format */
    size_t bytes;               /* of all their data in the file */
    double least_dpi;           /* the coarsest one's; 0: there is none */
} hp_pdf_pictures;
void hp_pdf_writer_pictures(const hp_pdf_writer *writer, hp_pdf_pictures *pictures);

/* What becomes of raster pictures; without it they stay as they are. */
void hp_pdf_writer_set_images(hp_pdf_writer *writer, const hp_image_plan *plan);

/* A file that goes along inside the PDF, as what the document was made from. name:
 * printable ASCII, without folders. data: borrowed until the last finish. */
typedef struct {
    const char *name, *type; /* type: "text/markdown" */
    const char *data;
    size_t length;
} hp_pdf_attachment;

/* Before the first finish; one file at most. */
void hp_pdf_writer_attach(hp_pdf_writer *writer, const hp_pdf_attachment *attachment);

/* Ends the file; may be called again after hp_pdf_writer_set_images. NULL and an error when cairo failed or its file is
 * not as expected. Links to slides
 * (#/h/v) and ids (#id) that do not exist: diagnostic link-target-missing; pictures that turn out broken:
 * image-unreadable. */
GBytes *hp_pdf_writer_finish(hp_pdf_writer *writer, GError **error);
