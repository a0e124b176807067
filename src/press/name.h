/*
 * Names of files that any mail program and any newsroom takes: the date first,
 * then the title in lower case, nothing but a to z, 0 to 9 and hyphens.
 */
#pragma once

#include <glib.h>

/* "2024-11-07-scs-community-call" of "SCS Community Call" and "2024-11-07". date:
 * ISO 8601 or NULL; a date that the title repeats is left out there. lang: how
 * umlauts are spelled out. fallback: for titles without a Latin letter. Free it. */
char *hp_press_name(const char *title, const char *date, const char *lang, const char *fallback);
