/*
 * Steps: a slide as it is shown fragment by fragment (class "fragment").
 *
 * reveal.js gives fragments that are shown the class visible, and the one that
 * came last current-fragment, too; reveal.css says what that looks like under
 * .fragment-steps. Equal values of data-fragment-index come in one step; those
 * without come after them, one by one.
 *
 * What an earlier step has shown gets the class step-repeated, so that layout/
 * leaves it out of the logical structure: it is read once. What holds links, or
 * something new, is read again around these.
 */
#pragma once

#include "css/cascade.h"

typedef struct hp_steps hp_steps;

/* The fragments of a slide; NULL when there are none. Lives in the arena, which
 * is the deck's. More than 200 steps: those behind come with the last one, and a
 * diagnostic fragments-limit tells. */
hp_steps *hp_steps_find(hp_arena *arena, hp_node *section, hp_diags *diags);

/* How many steps there are, the one before the first fragment included. */
unsigned hp_steps_count(const hp_steps *steps);

/* Gives the slide the classes and styles of a step, from 0. Steps are to be
 * shown in order. */
void hp_steps_show(hp_steps *steps, hp_cascade *cascade, unsigned step);
