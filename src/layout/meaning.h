/*
 * Meanings: which role in the logical structure an element has.
 */
#pragma once

#include "layout/layout.h"

typedef struct {
    hp_arena *arena;
    unsigned *next_order;
    const char *slide_title;
    unsigned pictures; /* on this slide so far, for "picture 2 of …" */
} hp_meaning_maker;

/* The meaning of an element below parent (nullable); parent itself when the
 * element has none of its own (div, b, …) and no id. */
const hp_meaning *hp_meaning_of(hp_meaning_maker *maker, const hp_node *node, const hp_meaning *parent);

/* A meaning nobody wrote an element for: labels, list bodies, paragraphs
 * around loose text. */
const hp_meaning *hp_meaning_make(hp_meaning_maker *maker, hp_role role, const hp_meaning *parent, unsigned line);

/* The meaning of a formula, which carries its TeX. */
const hp_meaning *hp_meaning_formula(hp_meaning_maker *maker, const hp_node *node, const hp_meaning *parent);

/* The alternative text of a picture: alt, else title, else "picture N of …". */
const char *hp_meaning_alt(hp_meaning_maker *maker, const hp_node *node);
