/*
 * Slugs: a title as a part of a file name that every system and mail program
 * can take: a to z, 0 to 9, single dashes.
 */
#pragma once

#include <glib.h>

/* "Über uns: 3 Fragen" ─► "ueber-uns-3-fragen", cut at a word before max bytes.
 * Letters that have no ASCII form are left out; the result may be empty. Free it. */
char *hp_slug(const char *text, size_t max);
