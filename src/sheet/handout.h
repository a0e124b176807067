/*
 * Handout: finished slides on sheets of paper, with what people expect around
 * them: header and footer, frames, lines to write on, notes, addresses.
 *
 *     handout_new ─► for each deck: add_deck ─► add_slide … ─► handout_draw
 *
 * Slides come as they were laid out for their own pages and are only drawn
 * smaller. All texts of a sheet are HTML of our own under styles/handout.css.
 * Lengths are px of the paper, 96 to the inch. Everything added must live until
 * handout_draw has returned, pictures until the writer is done.
 */
#pragma once

#include "pdf/pdf.h"
#include "sheet/link-list.h"
#include "sheet/tree.h"

#include "layout/layout.h"

typedef enum { HP_HANDOUT_SLIDES, HP_HANDOUT_NOTES, HP_HANDOUT_OUTLINE, HP_HANDOUT_BOOKLET } hp_handout_layout;
typedef enum { HP_HANDOUT_LINKS_PLAIN, HP_HANDOUT_LINKS_NOTES, HP_HANDOUT_LINKS_QR } hp_handout_links;
typedef enum { HP_PAPER_FITTING, HP_PAPER_PORTRAIT, HP_PAPER_LANDSCAPE } hp_paper_orientation;

/* Borrowed by the handout. */
typedef struct {
    hp_handout_layout layout;
    unsigned per_page;                /* slides on a sheet, of a booklet on a page of it */
    double paper_width, paper_height; /* upright */
    hp_paper_orientation orientation;
    double margin, gutter;
    gboolean down;               /* the next slide stands below, not beside */
    const char *header, *footer; /* "LEFT|MIDDLE|RIGHT" with fields; "": none */
    hp_handout_links links;
    gboolean save_ink, gray;
    gboolean run_on;        /* the next deck begins on the sheet where the last one ended */
    const char *styles_dir; /* --styles, or NULL */
} hp_handout_options;

#define HP_HANDOUT_HEADER "{title}||{date}"
#define HP_HANDOUT_FOOTER "{author}||{page} / {pages}"

/* FALSE, and what is wrong as a sentence to free, when a header or footer has
 * more than three parts or a field that there is not. */
gboolean hp_handout_line_check(const char *line, char **why);

/* A deck, and what its texts are laid out with. */
typedef struct {
    const hp_deck *deck;
    const hp_tree *tree;
    const hp_layout_context *layout;
    const hp_pdf_metadata *metadata;
    const char *file; /* its name without folders */
} hp_handout_deck;

typedef struct hp_handout hp_handout;

/* numbers: of the links of all decks; NULL: they have none. Borrowed. */
hp_handout *hp_handout_new(const hp_handout_options *options, hp_link_list *numbers);
void hp_handout_free(hp_handout *handout); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hp_handout, hp_handout_free)

/* The slides that follow are this deck's. */
void hp_handout_add_deck(hp_handout *handout, const hp_handout_deck *deck);

/* notes: those of its speaker, NULL when it has none; only for HP_HANDOUT_NOTES, laid
 * out at once, so that what they say comes after their slide. pages: const hp_page *,
 * at least one; NULL for HP_HANDOUT_OUTLINE, which takes the slide's own nodes. */
void hp_handout_add_slide(hp_handout *handout, const hp_tree_slide *slide, hp_node *notes, const GPtrArray *pages);

/* Draws all sheets. Decks become decks of the writer. Returns the number of the
 * file's pages; 0 when no slide was added. */
size_t hp_handout_draw(hp_handout *handout, hp_pdf_writer *writer);
