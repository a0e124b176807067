/*
 * Letter: the text of the mail that a deck is sent with, from a template.
 *
 * {title} {date} {author} {contact} {pages} {size} {file} {text} are replaced; a
 * line that has nothing but a field without a value is left out, and so are the
 * empty lines before it.
 */
#pragma once

#include <glib.h>

typedef struct {
    const char *title, *date, *author, *contact, *pages, *size, *file, *text; /* NULL: none */
} hp_letter_fields;

/* template NULL: one of our own, in German for lang "de…", else in English. Free
 * it. */
char *hp_letter_write(const char *template, const char *lang, const hp_letter_fields *fields);
