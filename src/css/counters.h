/*
 * Counters (CSS Lists 3 §4) and generated content that needs them.
 *
 * The cascade leaves content that asks for counters as a list of parts. When a
 * tree is styled, hp_counters_resolve walks it once in document order and puts
 * the numbers in; what layout then reads are strings and addresses only.
 */
#pragma once

#include "base/arena.h"
#include "css/style.h"
#include "dom/node.h"

/* counter-reset, -increment and -set: one counter each. Names are interned. */
typedef struct hp_counter_change {
    const struct hp_counter_change *next;
    const char *name;
    int value;
} hp_counter_change;

typedef enum {
    HP_PART_TEXT,
    HP_PART_COUNTER,
    HP_PART_COUNTERS,
    HP_PART_URL,
    HP_PART_STRING, /* string(name): margin boxes (paper.h) */
    HP_PART_ELEMENT /* content(): the element's own text, in string-set */
} hp_content_kind;

/* Which of a page's values string() means (CSS Generated Content for Paged
 * Media §1.1.2). */
typedef enum { HP_STRING_FIRST, HP_STRING_START, HP_STRING_LAST, HP_STRING_FIRST_EXCEPT } hp_string_place;

/* One part of `content`. */
typedef struct hp_content_part {
    const struct hp_content_part *next;
    hp_content_kind kind;
    const char *text; /* TEXT; COUNTERS: what stands between; URL: the address */
    const char *name; /* COUNTER, COUNTERS, STRING: interned */
    hp_list_style_type style;
    hp_string_place place; /* STRING */
} hp_content_part;

/* string-set: one named string each. */
typedef struct hp_string_set {
    const struct hp_string_set *next;
    const char *name; /* interned */
    const hp_content_part *parts; /* TEXT and ELEMENT */
} hp_string_set;

/* Numbers the tree below root: every pseudo-element whose content has counters
 * gets a style of its own with them in its text. */
void hp_counters_resolve(hp_arena *arena, hp_node *root);

/* The counter's text without the full stop: "iv", "c", "12". Styles that cannot
 * write the number write it in decimal (CSS Counter Styles 3 §6); bullets are
 * their character. Free it. */
char *hp_counter_text(int value, hp_list_style_type type);
