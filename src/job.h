/*
 * Job: one deck from its Markdown to its PDF.
 *
 *     hp_job_open ─► hp_job_pages or hp_job_pdf
 *
 * What is odd in the deck goes to the diagnostics; a GError ends the job. The
 * fonts serve one job after the other. One thread at a time.
 */
#pragma once

#include "css/cascade.h"
#include "diagram/diagram.h"
#include "layout/layout.h"
#include "pdf/pdf.h"
#include "sheet/link-list.h"
#include "sheet/tree.h"

/* Where a deck comes from. Borrowed while the job lives. */
typedef struct {
    const char *name; /* shown to people; its end serves as the last resort for title and date */
    const char *url;  /* where it was fetched from; NULL: it is a file */
    const char *dir;  /* the folder that its pictures are relative to; NULL: none (stdin) */
    const char *bytes;
    size_t length;
    hp_reads *reads; /* is told of each file besides that is read, or looked for; NULL: nobody asks */
} hp_job_source;

/* Where speaker notes are printed. APART: on no page of the deck, hp_job_notes has
 * them. */
typedef enum {
    HP_NOTES_AS_DECK_SAYS,
    HP_NOTES_NONE,
    HP_NOTES_INLINE,
    HP_NOTES_SEPARATE_PAGE,
    HP_NOTES_APART
} hp_notes_place;

/* What the run asks for; zero or NULL leaves it to the deck. Borrowed. */
typedef struct {
    const char *theme;
    const char *styles_dir;
    const char *const *asset_dirs, *const *allow_dirs; /* NULL-terminated */
    double page_width_px, page_height_px;
    const hp_diagram_programs *diagrams; /* NULL: only what is drawn without being told how */
    hp_fetcher *fetcher;                 /* for pictures that are not on the disk; NULL: nothing is fetched */
    const char *slides;                  /* "1,3-5,4.2": numbers in reading order, or labels */
    const char *title, *author, *lang, *subject, *keywords, *contact;
    hp_overflow_mode overflow;
    hp_image_plan images;
    gboolean toc;           /* documents: contents even where no [TOC] stands */
    gboolean link_notes;    /* documents: addresses of links as footnotes */
    const char *letterhead; /* documents: a PDF whose pages go beneath theirs; NULL: none */
    unsigned columns;       /* documents: 0 and 1 are the same */
    gboolean css_strict;
    hp_dialect dialect;      /* AUTO: what the file says */
    gboolean fragment_steps; /* a page per step instead of the final state */
    hp_notes_place notes;
    gboolean keep_encoding; /* no repair of text that was encoded twice */
    hp_link_list *links;    /* numbers the links, and gets their addresses; NULL: they stay as they are */
    unsigned first_order;   /* where hp_meaning.order begins: each deck of one file needs its own */
} hp_job_options;

typedef struct hp_job hp_job;

/* Reads the deck and gives every element its style. */
hp_job *hp_job_open(const hp_job_source *source, const hp_job_options *options, hp_fonts *fonts, hp_diags *diags,
                    GError **error);
void hp_job_free(hp_job *job); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hp_job, hp_job_free)

const hp_tree *hp_job_tree(const hp_job *job);
hp_assets *hp_job_assets(const hp_job *job); /* where its pictures are; borrowed */
const hp_deck *hp_job_deck(const hp_job *job);
const hp_layout_context *hp_job_layout(const hp_job *job);
hp_pdf_metadata hp_job_describe(const hp_job *job); /* borrowed from the job */

/* Lays slide after slide out and hands over its pages (const hp_page *). They
 * and all they point to live only during the call. */
typedef void (*hp_job_pages_func)(const GPtrArray *pages, void *user_data);
void hp_job_pages(hp_job *job, hp_job_pages_func each_slide, void *user_data);
/* The same for the first slide alone. */
void hp_job_first_pages(hp_job *job, hp_job_pages_func the_slide, void *user_data);

/* From now on hands the first page that is drawn to func, too, once. */
typedef void (*hp_job_page_func)(const hp_page *page, void *user_data);
void hp_job_watch_first_page(hp_job *job, hp_job_page_func func, void *user_data);

/* The pages of one slide, which stay as long as the job: for those who need
 * several slides at once. Slides are laid out in their order. */
const GPtrArray *hp_job_keep_pages(hp_job *job, const hp_tree_slide *slide);
/* Its speaker notes, whoever takes them styles them; NULL when it has none, or
 * they are not apart. */
hp_node *hp_job_notes(const hp_job *job, const hp_tree_slide *slide);
gboolean hp_job_wants(const hp_job *job, const hp_tree_slide *slide); /* --slides names it */

/* The box trees of the slides that are wanted, as text. Free it. */
char *hp_job_boxes(hp_job *job);

/* All pages drawn, the file not finished; *n_pages as below. Lives no longer than
 * the job. */
hp_pdf_writer *hp_job_draw(hp_job *job, size_t *n_pages);

/* The finished file; *n_pages, when not NULL, says how many pages it has. */
GBytes *hp_job_pdf(hp_job *job, size_t *n_pages, GError **error);
