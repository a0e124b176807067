/*
 * Addresses: as a link's href and as its text. Private to markdown/.
 */
#pragma once

#include <glib.h>

/* & < > " as character references. */
void md_append_escaped(GString *out, const char *text, size_t length);

/* Appends an address, percent-encoded where it must be; host names beyond
 * ASCII as IDNA has them. Not escaped for HTML. */
void md_append_href(GString *out, const char *url, size_t length);

/* Appends an address as people read it: percent-encoding and IDNA undone where
 * that cannot change the meaning. Not escaped for HTML. */
void md_append_url_text(GString *out, const char *url, size_t length);
