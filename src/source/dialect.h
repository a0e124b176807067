/*
 * Dialect: who wrote this file, told from what stands in it. Whatever HedgeDoc
 * could have written is HedgeDoc's.
 */
#pragma once

#include "source/deck.h"
#include "source/yaml-tree.h"

/* A page of HTML that has slides: it begins as one, and there is a <section>. */
gboolean hp_dialect_is_page(const char *text, size_t length);

/* root: of the front matter, NULL when there is none; text: what follows it.
 * reveal-md's is one with keys of reveal-md and none of HedgeDoc's; for some of
 * them there must be a separator, too. Text without
 * any is reveal.js's when a comment sets attributes of a slide and a separator
 * stands between two. */
hp_dialect hp_dialect_guess(const hp_yaml_node *root, const char *text, size_t length);

/* Whether a colour scheme of highlight.js has a light ground; NULL: the usual
 * one, which has not. */
gboolean hp_dialect_code_is_light(const char *name);
