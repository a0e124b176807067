/*
 * Conditions: what @media and @supports ask, in three-valued logic, where what
 * is unknown stays unknown under "not" (Media Queries 4 §3.1).
 */
#pragma once

#include "css/rules.h"

typedef enum { HP_NO, HP_YES, HP_UNKNOWN } hp_truth;

hp_truth hp_truth_not(hp_truth value);
hp_truth hp_truth_and(hp_truth a, hp_truth b);

typedef struct hp_condition hp_condition;

/* A condition being read. */
struct hp_condition {
    const hp_token *tokens;
    size_t at, end;
    int depth;
    /* What stands in parentheses, and the inside of a function (NULL: none is
     * known); they move on over what they understand. */
    hp_truth (*feature)(hp_condition *inside);
    hp_truth (*function)(hp_condition *inside, const char *name);
    const void *data; /* for these two */
};

/* Reads conditions joined by "and" or, with_or, by "or". */
hp_truth hp_condition_read(hp_condition *condition, gboolean with_or);

const hp_token *hp_condition_peek(const hp_condition *condition); /* type EOF at the end */
void hp_condition_skip_blanks(hp_condition *condition);
gboolean hp_condition_take_word(hp_condition *condition, const char *word);
