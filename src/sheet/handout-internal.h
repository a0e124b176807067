/*
 * What the files of the handout share.
 *
 *     handout.c          slides ─► sheets as they come (which slides, which text)
 *     handout-text.c     decks' words ─► nodes ─► columns (header, notes, outline)
 *     handout-arrange.c  sheets ─► sheets with a place for everything
 *     handout-draw.c     sheets ─► pages of the file
 *
 * A sheet here is what a reader takes for a page: of a booklet half a sheet of
 * paper.
 */
#pragma once

#include "css/cascade.h"
#include "layout/column.h"
#include "sheet/handout.h"

/* A deck with what its texts need. */
typedef struct {
    hp_handout_deck given;
    hp_cascade *cascade;
    hp_node *body;            /* html > body.handout, styled */
    hp_layout_context layout; /* of texts on the sheet */
    hp_node *outline;         /* section.outline, growing; NULL */
    const char *subtitle, *section;
    const hp_style *frame_style, *line_style;
    const hp_meaning *artifact;
    gboolean mirrored; /* read from right to left */
} sheet_deck;

typedef struct {
    const hp_page *page;
    sheet_deck *deck;
    hp_rect rect, lines; /* arranged; lines are empty where there are none */
} sheet_slide;

typedef struct {
    sheet_deck *deck;      /* whose header and footer it has */
    const char *section;   /* for {section} */
    GArray *slides;        /* sheet_slide */
    const hp_column *text; /* notes, outline or addresses; NULL */
    sheet_deck *text_deck;
    gboolean at_foot;      /* the text is addresses, and stands at the sheet's foot */
    hp_column_piece piece; /* arranged: what of the text is here */
    double text_x, text_y;
} sheet;

struct hp_handout {
    const hp_handout_options *options;
    hp_link_list *numbers; /* NULL: links have none */
    hp_arena *arena;
    double width, height;  /* of a sheet; 0 until the first slide is there */
    GPtrArray *decks;      /* sheet_deck */
    GPtrArray *sheets;     /* sheet; arranged ones in the end */
    sheet *open;           /* takes the next slide; NULL */
    GPtrArray *open_nodes; /* hp_node: the elements of its slides */
    hp_rect area;          /* arranged: between header and footer */
};

/* ---- handout.c ---- */
sheet *hp_handout_new_sheet(hp_handout *handout, sheet_deck *deck);
void hp_handout_close(hp_handout *handout); /* no slides come any more */

/* ---- handout-text.c ---- */
sheet_deck *hp_sheet_deck_make(hp_handout *handout, const hp_handout_deck *given);
/* A header or footer with its fields filled in, as an artifact. NULL: empty. */
const hp_column *hp_sheet_line(hp_handout *handout, const sheet *at, const char *line, const char *class, unsigned page,
                               unsigned pages);
/* Moves what is on a slide to the deck's outline. */
void hp_sheet_outline_add(hp_handout *handout, sheet_deck *deck, const hp_tree_slide *slide);
/* The addresses of the links below these nodes (hp_node); NULL when there are
 * none or they are not asked for. */
hp_node *hp_sheet_addresses(hp_handout *handout, const GPtrArray *nodes);
double hp_sheet_width(const hp_handout *handout);       /* between the margins */
double hp_sheet_notes_width(const hp_handout *handout); /* of lines that are easy to read */
/* Styles a tree of our own and lays it out. */
const hp_column *hp_sheet_column(hp_handout *handout, sheet_deck *deck, hp_node *node, double width);

/* ---- handout-arrange.c ---- */
/* Whether paper lies on its side, given the size of the slides. */
gboolean hp_sheet_is_landscape(const hp_handout_options *options, double slide_width, double slide_height);
void hp_handout_arrange(hp_handout *handout);
