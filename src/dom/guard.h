/*
 * The guard before gumbo: a copy of the HTML in which nothing is left that
 * gumbo would get wrong or choke on.
 *
 * Private to dom/. Pseudo tags (<YOUR NAME>) become text; tags that make no
 * sense in a piece of a page go; nesting, the number of tags and of attributes
 * are bounded, since gumbo takes time by their square. Offsets in the copy lead
 * back to those in the HTML.
 */
#pragma once

#include "base/diag.h"
#include "base/line-map.h"

typedef struct {
    const char *html; /* what gumbo shall read: the input itself, or copy */
    size_t length;
    GString *copy;  /* NULL when nothing had to change */
    GArray *shifts; /* private */
} hp_html_guard;

/* html must outlive the guard. */
void hp_html_guard_init(hp_html_guard *guard, const char *html, size_t length, const hp_line_map *map, hp_diags *diags);
void hp_html_guard_clear(hp_html_guard *guard);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(hp_html_guard, hp_html_guard_clear)

/* The offset in the original HTML of an offset in guard->html. */
size_t hp_html_guard_offset(const hp_html_guard *guard, size_t offset);
