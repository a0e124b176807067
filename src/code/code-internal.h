/*
 * What the files of code/ share: patterns, and a language as it is read from
 * its data file.
 *
 * A data file has a line per rule. `#` begins a comment; blanks part the words
 * of a line, so patterns write \s for a blank.
 *
 *     fold                     letters match in both cases
 *     like NAME                begins with all of another language
 *     list CLASS word …        words of a class; several lines add up
 *     [state] CLASS            a state; its text has the class where no rule
 *                              says otherwise. The first is [main]. A state
 *                              that is opened again (after `like`) puts its
 *                              rules before those it has.
 *     CLASS pattern [action]   `.` as the class: that of the state
 *     words pattern            classed by the lists; no match if in none
 *     span CLASS from to [skip]   from here to there; skip is read over
 *     nest CLASS from to       the same, but it nests
 *     include state            the rules that the state has so far
 *     else <                   where no rule matches, the state ends
 *     embed NAME until         the state is another language, up to there
 *
 * Actions: `>state` goes into a state, `<` leaves it, `=state` changes it for
 * another. Rules are tried in their order, the first that matches counts.
 * Where none does, one character or one word is passed.
 *
 * Patterns are of characters, [sets], groups (a|b), and the quantifiers ? * +.
 * Of alternatives the longest counts; nothing is given back afterwards.
 *
 *     \d \h \w \a \s \n   digit, hex digit, of a word, begin of a word, blank
 *                         (no newline), newline. Beyond ASCII all is letters.
 *     \r \t               carriage return, tabulator
 *     .                   any but a newline
 *     ^ $ \b              line start, line end, edge of a word
 *     \f                  only blanks before on this line
 *     \i                  a line that is not indented deeper than the line on
 *                         which the state was entered
 *     \l[…] \L[…]         the byte before is one of these (or there is none);
 *                         is none of these
 *     \p[…]               the same as \l for the last that is not white space
 *     (?=…) (?!…)         what follows, what does not
 *     (=…) \=             remembered by the state that the rule enters; what
 *                         the current state remembers
 */
#pragma once

#include "code/code.h"

typedef struct hp_code_pattern hp_code_pattern;

/* Where a pattern is tried, and what it may know. */
typedef struct {
    const char *text, *end; /* the whole text */
    const char *known;      /* what the state remembers */
    size_t known_length;    /* bytes */
    size_t indent;          /* columns, of the line on which the state was entered */
    const char *remembered; /* result of (=…); NULL when the pattern has none */
    size_t remembered_length;
    const char *limit; /* how far an undecided pattern may look */
} hp_code_match;

/* NULL, and a reason in *fault (static), when the pattern is not valid. */
hp_code_pattern *hp_code_pattern_new(const char *source, gboolean fold, const char **fault);
void hp_code_pattern_free(hp_code_pattern *pattern); /* NULL is fine */
/* The end of the match at this place, or NULL. May be empty. */
const char *hp_code_pattern_match(const hp_code_pattern *pattern, hp_code_match *match, const char *at);
/* Whether a match can begin with this byte. */
gboolean hp_code_pattern_begins(const hp_code_pattern *pattern, unsigned char byte);

/* UTF-8: past the character at this place. */
static inline const char *hp_code_next(const char *at, const char *end)
{
    at++;
    while (at < end && ((unsigned char)*at & 0xC0) == 0x80)
        at++;
    return at;
}

static inline gboolean hp_code_is_word(char c)
{
    return g_ascii_isalnum(c) || c == '_' || (unsigned char)c >= 0x80;
}

typedef struct hp_code_state hp_code_state;

typedef enum { HP_CODE_STAY, HP_CODE_ENTER, HP_CODE_LEAVE, HP_CODE_CHANGE } hp_code_action;

typedef struct {
    hp_code_pattern *pattern; /* shared by states that include each other */
    hp_code_class class;
    gboolean state_class; /* that of the state instead */
    gboolean words;       /* the class comes from the lists */
    hp_code_action action;
    const char *target_name; /* interned */
    const hp_code_state *target;
} hp_code_rule;

#define HP_CODE_MAX_RULES 64

struct hp_code_state {
    const char *name; /* interned */
    const hp_code_language *language;
    hp_code_class class;
    GArray *rules;           /* hp_code_rule, HP_CODE_MAX_RULES at most */
    guint64 candidates[256]; /* per byte: which rules can match */
    gboolean leave_else;     /* ends where no rule matches */
    char *embed;             /* name of a language; NULL: none */
    hp_code_pattern *until;  /* of embed */
};

struct hp_code_language {
    char *name;
    hp_code_library *library;
    gboolean fold;
    GHashTable *words;   /* char * → class */
    GPtrArray *states;   /* hp_code_state *; the first is main */
    GPtrArray *patterns; /* owns them */
    char *fault;
};

/* Reads data into a language that has none yet; library gives what it is
 * `like`. */
hp_code_language *hp_code_language_new(hp_code_library *library, const char *name, const char *data, size_t length);
void hp_code_language_free(hp_code_language *language);

/* The text of languages/NAME, or NULL. */
GBytes *hp_code_library_data(const char *name);
