/*
 * Style links: style sheets that a deck asks for by their address (reveal-md's
 * css, <link> in a page). Each becomes a sheet that imports it, so that css/
 * reads it under the rules of @import, with its messages.
 */
#pragma once

#include "source/deck.h"

/* media: of the link; NULL: all. line: of the link. */
hp_source_style hp_style_link(hp_arena *arena, const char *address, const char *media, unsigned line);

/* What an address of a style sheet is to reveal.js. */
typedef enum {
    HP_LINK_OWN,   /* the deck's own: to be imported */
    HP_LINK_THEME, /* a theme of reveal.js, which we have; see hp_style_link_theme */
    HP_LINK_CODE,  /* colours of highlight.js */
    HP_LINK_KNOWN  /* reveal.js's own rules, icons: what our sheets stand for */
} hp_link_kind;

hp_link_kind hp_style_link_kind(const char *address);
/* The theme that an address means, "white" from dist/theme/white.css?1; NULL: it is
 * not one of reveal.js's. */
const char *hp_style_link_theme(const char *address);
