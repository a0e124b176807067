/*
 * Letterhead: a page of another PDF beneath the pages of a finished one, through
 * the helper program handpress-letterhead.
 */
#pragma once

#include <glib.h>

/* path: the other PDF. Its first page goes beneath the first, its second, when
 * there is one, beneath all others. */
GBytes *hp_letterhead_apply(GBytes *pdf, const char *path, GError **error);
