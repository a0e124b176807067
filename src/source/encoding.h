/*
 * Encoding: the bytes of a file to text that the other files can trust, that is
 * well-formed UTF-8 without NUL, with LF line ends, without a byte order mark.
 */
#pragma once

#include "base/arena.h"
#include "base/diag.h"

/* Broken sequences (maximal subparts, Unicode 3.9) and NULs become U+FFFD:
 * diagnostic encoding-invalid. CRLF and CR become LF, so lines count as in the
 * file. repair: see hp_source_repair. Result in the arena, NUL-terminated. */
const char *hp_source_decode(hp_arena *arena, const char *bytes, size_t length, gboolean repair, size_t *text_length,
                             hp_diags *diags);

/* Length of the well-formed UTF-8 sequence at `at` (at < end), or minus the
 * number of bytes a broken one takes (Unicode 15 §3.9, table 3-7). */
int hp_source_sequence_length(const unsigned char *at, const unsigned char *end);

/* Undoes UTF-8 that was read as windows-1252 and written as UTF-8 once more.
 * NULL when nothing had to be repaired; *count and *first_line then stay. */
GString *hp_source_repair(const char *text, size_t length, unsigned *count, unsigned *first_line);
