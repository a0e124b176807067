/*
 * Fields: what {title}, {page} and their kin stand for in headers and footers.
 */
#pragma once

#include <glib.h>

/* NULL: empty. */
typedef struct {
    const char *title, *subtitle, *author, *date, *file, *section;
    unsigned page, pages;
} hp_handout_fields;

typedef enum { HP_LINE_LEFT, HP_LINE_MIDDLE, HP_LINE_RIGHT, HP_LINE_PARTS } hp_line_part;

/* "LEFT|MIDDLE|RIGHT", "LEFT|RIGHT" or "LEFT" with its fields filled in. A part
 * that has no text is "". Free the strings. */
void hp_handout_fields_fill(const char *line, const hp_handout_fields *fields, char *parts[HP_LINE_PARTS]);
