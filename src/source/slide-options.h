/*
 * Slide options: what HedgeDoc calls slideOptions, reveal-md revealOptions, and
 * a page gives to Reveal.initialize.
 */
#pragma once

#include "source/deck.h"
#include "source/front-values.h"

/* Takes what the mapping says; what it does not say stays as it is in slide.
 * Diagnostic: front-matter-value. */
void hp_slide_options_read(hp_values *values, const hp_yaml_node *options, hp_slide_options *slide);

/* The theme alone. */
void hp_slide_options_read_theme(hp_values *values, const hp_yaml_node *options, hp_slide_options *slide);
