/*
 * Helpers: the programs that write mail drafts and protect PDFs.
 */
#pragma once

#include <glib.h>

/* A draft of a mail with the PDF attached. to: addresses, or NULL; subject and text: UTF-8.
 * HP_ERROR_INPUT when the addresses are none, HP_ERROR_INTERNAL without the program. */
GBytes *hp_helper_mail(const char *to, const char *subject, const char *name, const char *text, GBytes *pdf,
                       GError **error);

/* The PDF, to be opened with this password alone. */
GBytes *hp_helper_protect(GBytes *pdf, const char *password, GError **error);
