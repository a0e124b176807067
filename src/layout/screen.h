/*
 * What a screen would do with a slide: boxes scroll there that grow on paper.
 */
#pragma once

#include "layout/layout-internal.h"

/* A box whose reader could scroll down: on paper it is as tall as its content. */
gboolean hp_screen_scrolls(const hp_style *style);

/* px that a column is taller than on a screen, because boxes in it do not scroll
 * and long lines of code go on below. */
double hp_screen_surplus(const hp_laid *root);
