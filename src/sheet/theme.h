/*
 * Theme: which style sheets a deck has, lowest first: the defaults of HTML,
 * reveal.css, the theme, HedgeDoc's own rules where it is HedgeDoc's, what
 * Markdown makes beyond reveal.js, code; or the document's. They are
 * compiled in; a folder of the user's may replace any of them.
 */
#pragma once

#include "base/reads.h"
#include "css/cascade.h"
#include "source/deck.h"

/* Style sheets of the user's own. Borrowed. */
typedef struct {
    const char *dir; /* --styles DIR, or NULL */
    hp_reads *reads; /* is told of them; NULL: nobody asks */
} hp_style_folder;

/* theme: what takes the place of the front matter's, or that; one that is unknown
 * gives a diagnostic and black. */
void hp_theme_add_sheets(hp_cascade *cascade, const hp_front_matter *front, const char *theme,
                         const hp_style_folder *own, hp_diags *diags);

/* The sheets for what stands around slides on paper: document.css and
 * handout.css over the defaults of HTML. */
void hp_theme_add_handout_sheets(hp_cascade *cascade, const hp_style_folder *own);
