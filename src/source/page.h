/*
 * Page: a deck that is a page of HTML, as reveal.js shows it.
 *
 *     <div class="reveal"><div class="slides">
 *         <section>…</section>                        a slide in HTML
 *         <section><section>…</section>…</section>    a stack of slides
 *         <section data-markdown><textarea data-template>…
 *                                                     one or more in Markdown
 *
 * Title, language, theme and the options of Reveal.initialize take the place of
 * front matter.
 */
#pragma once

#include "source/deck.h"

/* Fills front, slides and styles of a deck whose text is a page. Slides that it
 * loads from another file are read as the options say, or missing: diagnostic
 * markdown-external. */
void hp_page_read(hp_arena *arena, hp_deck *deck, const hp_source_options *options, hp_diags *diags);
