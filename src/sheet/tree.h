/*
 * Tree: a deck's Markdown as the element tree that HedgeDoc shows.
 *
 *     deck:      html > body > div.container > div.reveal > div.slides > section [> section] > div
 *     document:  html > body#doc.markdown-body
 *
 * Selectors of decks see HedgeDoc's elements so; reveal.js has neither the
 * container nor the <div> in a slide. What HedgeDoc has around a document is
 * <body> here.
 *
 * Slides that the deck hides are not in it; the others are numbered as
 * reveal.js counts them. Everything lives in the arena of the deck. Styles are
 * not given here, except the classes that a slide's background asks for.
 */
#pragma once

#include "base/diag.h"
#include "dom/node.h"
#include "dom/parse.h"
#include "source/deck.h"

typedef struct {
    const hp_source_slide *source;
    const char *html;              /* as markdown/ wrote it */
    hp_node *node;                 /* its <section>; of a document: <body> */
    hp_node *content;              /* what its text is in: node, or the <div> in it */
    const char *title;             /* the text of its first heading; NULL: it has none */
    const char *label;             /* "3", "12.1"; NULL for documents */
    unsigned number;               /* in reading order, 1-based */
    unsigned horizontal, vertical; /* 0-based, hidden slides left out */
    gboolean uncounted;            /* data-visibility="uncounted": behind what the audience is told of */
    unsigned past;                 /* counted slides before it */
} hp_tree_slide;

typedef struct {
    hp_node *root; /* <html> */
    hp_node *body;
    hp_node *reveal; /* div.reveal; NULL for documents */
    const hp_tree_slide *slides;
    size_t n_slides;
    size_t n_counted; /* slides that are not uncounted */
    gboolean is_flat; /* all slides in one stack: reveal.js counts them plainly */
    GArray *styles;   /* hp_style_block, in the order of the deck */
} hp_tree;

/* lang: of the deck, for lang="" and the typographer's quotes. */
const hp_tree *hp_tree_build(hp_arena *arena, const hp_deck *deck, const char *lang, hp_diags *diags);

/* The first heading below the node, or NULL. */
const hp_node *hp_tree_heading(const hp_node *node);

/* The section of footnotes that markdown/ puts behind the text, as a child of
 * content; NULL: none. */
hp_node *hp_tree_footnotes(const hp_node *content);
