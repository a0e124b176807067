/*
 * Limit: how large a file may be, as people say it.
 *
 * "1.5M" is 1,500,000 bytes of file. "mail-10M" is a mail of 10,000,000 bytes
 * with the file in it, base64 and all; exchange, postfix, outlook, icloud and
 * gmail are mails of what those take.
 */
#pragma once

#include <glib.h>

/* *file_bytes: of the file alone. FALSE when the text is no limit, or too small
 * for any file. */
gboolean hp_limit_parse(const char *text, size_t *file_bytes);
