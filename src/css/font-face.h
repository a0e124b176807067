/*
 * Font faces: what @font-face says (CSS Fonts 4 §4). Made with the sheets, in
 * the deck's arena, and read by text/, which opens the files.
 */
#pragma once

#include "css/style.h"

typedef struct {
    const char *address; /* as seen from the deck, or data: */
    const char *local;   /* the name of an installed font instead */
} hp_font_source;

typedef struct {
    gunichar first, last;
} hp_char_range;

typedef struct hp_font_face {
    const char *family;
    int weight_min, weight_max;
    hp_font_style style;
    const hp_font_source *sources; /* in the order of preference, those of a kind that we read */
    size_t n_sources;
    const hp_char_range *ranges;
    size_t n_ranges;  /* 0: all characters */
    const char *file; /* of the sheet, for messages; NULL: the deck */
    unsigned line;    /* 0: messages are not wanted */
} hp_font_face;
