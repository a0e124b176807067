/*
 * PDF's characters and the strings made of them (ISO 32000-1 §7.2, §7.3.4). In
 * a header, since every byte of a page's content passes here.
 */
#pragma once

#include <glib.h>

static inline gboolean hp_pdf_is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static inline gboolean hp_pdf_is_delimiter(char c)
{
    return hp_pdf_is_space(c) || c == '(' || c == ')' || c == '<' || c == '>' || c == '[' || c == ']' || c == '{' ||
           c == '}' || c == '/' || c == '%';
}

/* What follows the literal string that begins at `at`; end when it never ends. */
static inline const char *hp_pdf_skip_string(const char *at, const char *end)
{
    unsigned depth = 0;

    for (; at < end; at++) {
        if (*at == '\\')
            at++;
        else if (*at == '(')
            depth++;
        else if (*at == ')' && --depth == 0)
            return at + 1;
    }
    return end;
}
