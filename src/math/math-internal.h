/*
 * What the files of math/ share: the nodes of a formula and the parser.
 *
 * parser.c       lists, scripts, groups: the grammar
 * lexer.c        characters and commands, macros expanded, raw arguments
 * macros.c       what \newcommand defines
 * commands.h     commands with arguments, tables of them: commands-parts.c,
 *                commands-letters.c and commands.c for the rest
 * environments.c \begin … \end: matrices, cases, alignments
 * text.c         \text and its kin
 * symbols.c      commands that stand for one character
 * alphabets.c    \mathbf and its kin: from letters to Unicode's mathematical alphabets
 */
#pragma once

#include "math/formula.h"

/* TeX's classes of atoms (The TeXbook, chapter 17), in the order of the table
 * of spaces between them. */
typedef enum {
    HP_ATOM_ORD,
    HP_ATOM_OP,
    HP_ATOM_BIN,
    HP_ATOM_REL,
    HP_ATOM_OPEN,
    HP_ATOM_CLOSE,
    HP_ATOM_PUNCT,
    HP_ATOM_INNER
} hp_atom;

/* Where the scripts of an operator go: above and below never, in display
 * style, always. */
typedef enum { HP_LIMITS_NONE, HP_LIMITS_DISPLAY, HP_LIMITS_ALWAYS } hp_limits;

typedef enum { HP_STYLE_DISPLAY, HP_STYLE_TEXT, HP_STYLE_SCRIPT, HP_STYLE_SCRIPT_SCRIPT } hp_math_style;
#define HP_STYLE_AS_IS (-1)

typedef enum {
    HP_ALPHABET_ITALIC, /* letters of formulas: italic but for capital Greek and digits */
    HP_ALPHABET_ROMAN,
    HP_ALPHABET_BOLD,
    HP_ALPHABET_BOLD_ITALIC,
    HP_ALPHABET_ALL_ITALIC,
    HP_ALPHABET_SCRIPT,
    HP_ALPHABET_FRAKTUR,
    HP_ALPHABET_DOUBLE_STRUCK,
    HP_ALPHABET_SANS,
    HP_ALPHABET_MONO
} hp_alphabet;

typedef enum {
    HP_MATH_LIST,
    HP_MATH_SYMBOL,
    HP_MATH_TEXT,
    HP_MATH_SPACE,
    HP_MATH_SCRIPTS,
    HP_MATH_FRACTION,
    HP_MATH_RADICAL,
    HP_MATH_FENCED,
    HP_MATH_DELIMITER,
    HP_MATH_ACCENT,
    HP_MATH_BAR,
    HP_MATH_STRETCHED,
    HP_MATH_STACK,
    HP_MATH_ARROW,
    HP_MATH_TABLE,
    HP_MATH_STYLED,
    HP_MATH_COLORED,
    HP_MATH_PHANTOM,
    HP_MATH_ENCLOSURE
} hp_math_kind;

typedef struct hp_math_node hp_math_node;
typedef struct hp_math_table hp_math_table;

/* What \phantom, \smash, \llap and their kin do to a box. */
enum {
    HP_PHANTOM_HIDDEN = 1,
    HP_PHANTOM_NO_WIDTH = 2,
    HP_PHANTOM_NO_HEIGHT = 4,
    HP_PHANTOM_NO_DEPTH = 8,
    HP_PHANTOM_LEFT = 16,  /* with NO_WIDTH: sticks out to the left */
    HP_PHANTOM_CENTER = 32 /* … to both sides */
};

enum { HP_ENCLOSE_BOX = 1, HP_ENCLOSE_UP = 2, HP_ENCLOSE_DOWN = 4, HP_ENCLOSE_ACROSS = 8 };

/* A node of a list. Which member counts is told by kind. Characters of
 * delimiters: 0 for the empty one. */
struct hp_math_node {
    hp_math_kind kind;
    hp_atom atom;
    hp_limits limits;
    hp_math_node *next;
    union {
        hp_math_node *list; /* LIST: a group; FENCED: its content with its DELIMITERs */
        struct {
            gunichar character; /* as drawn */
            gunichar text;      /* as copied: letters of the usual alphabets are plain */
        } symbol;
        struct {
            const char *text;
            hp_alphabet alphabet;
        } text;
        double space; /* em */
        struct {
            hp_math_node *nucleus, *sub, *sup; /* each may be NULL */
        } scripts;
        struct {
            hp_math_node *numerator, *denominator;
            double thickness; /* em; negative: the font's */
            gunichar left, right;
            gboolean fenced; /* left and right count */
            int part_style;  /* of both parts; HP_STYLE_AS_IS: one smaller */
        } fraction;
        struct {
            hp_math_node *radicand, *degree; /* degree may be NULL */
        } radical;
        struct {
            gunichar character;
            double em; /* \big and its kin: total height; 0: as tall as the list asks */
        } delimiter;
        struct {
            hp_math_node *body;
            gunichar mark;
            gboolean wide;
        } accent;
        struct {
            hp_math_node *body;
            gboolean below;
        } bar;
        struct {
            hp_math_node *body;
            gunichar mark; /* brace or arrow, as wide as the body */
            gboolean below;
        } stretched;
        struct {
            hp_math_node *body, *over, *under; /* over, under: may be NULL */
        } stack;
        struct {
            gunichar character;
            hp_math_node *over, *under; /* may be NULL */
        } arrow;
        hp_math_table *table;
        struct {
            hp_math_node *list;
            hp_math_style style;
        } styled;
        struct {
            hp_math_node *list;
            const hp_color *color;
        } colored;
        struct {
            hp_math_node *body;
            unsigned what; /* HP_PHANTOM_ */
        } phantom;
        struct {
            hp_math_node *body;
            unsigned what; /* HP_ENCLOSE_ */
        } enclosure;
    };
};

typedef struct hp_math_row {
    struct hp_math_row *next;
    GPtrArray *cells;     /* hp_math_node *, lists; owned by the arena */
    hp_math_node *tag;    /* NULL: none */
    double gap;           /* em, added below */
    unsigned lines_above; /* \hline */
} hp_math_row;

struct hp_math_table {
    hp_math_row *rows;
    unsigned lines_below;
    size_t n_columns;
    const char *alignment; /* l, c, r; the last ones repeat, see repeat */
    size_t repeat;         /* how many of the last letters of alignment repeat */
    unsigned *rules;       /* lines before column i, n_columns + 1 of them; NULL: none */
    double column_gap;     /* em */
    double inner_gap;      /* em: instead of column_gap, before every second column */
    double row_gap;        /* em: between rows */
    gboolean row_strut;    /* rows are at least as tall as a line */
    int cell_style;        /* HP_STYLE_AS_IS: text style or what is around, if smaller */
    gboolean is_alignment; /* even columns go on with a formula */
};

struct hp_math {
    hp_math_node *root; /* a list */
    hp_math_node *tag;  /* of a formula that is no table; NULL */
};

/* ---- symbols.c, alphabets.c ---- */

typedef struct {
    const char *name;
    gunichar character;
    hp_atom atom;
    hp_limits limits;
} hp_math_symbol;

const hp_math_symbol *hp_math_symbol_lookup(const char *name); /* without the backslash */
hp_atom hp_math_character_atom(gunichar character);
gunichar hp_math_negated(gunichar character); /* 0: no such character */
/* A letter or digit of an alphabet; other characters stay. */
gunichar hp_math_letter(gunichar character, hp_alphabet alphabet, gboolean bold);

/* ---- lexer.c ---- */

typedef enum { HP_TOKEN_END, HP_TOKEN_CHARACTER, HP_TOKEN_COMMAND } hp_token_kind;

typedef struct {
    hp_token_kind kind;
    gunichar character;
    char name[40];     /* commands, without the backslash; longer ones are cut */
    size_t start, end; /* in the input */
} hp_math_token;

typedef struct {
    hp_arena *arena;
    hp_math_macros *macros;
    GString *input; /* macros are expanded in place */
    size_t at;
    unsigned depth, nodes, expansions;
    hp_alphabet alphabet;
    gboolean bold;
    hp_math_node *tag;   /* of the row at hand */
    const char *message; /* what is wrong; the first counts */
} hp_math_parser;

/* Notes what is wrong and drops the rest of the input, so that all unwinds. */
void hp_math_fail(hp_math_parser *p, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* The next token, blanks and comments skipped, macros expanded; not taken. */
hp_math_token hp_math_peek(hp_math_parser *p);
hp_math_token hp_math_next(hp_math_parser *p);
gboolean hp_math_token_is(const hp_math_token *token, const char *name); /* a command */
/* Takes the character if it comes next. */
gboolean hp_math_accept(hp_math_parser *p, gunichar character);
/* An argument as it is written, without its braces; in the arena. */
char *hp_math_raw_argument(hp_math_parser *p);
/* What stands in brackets, as it is written; NULL when none comes. */
char *hp_math_raw_option(hp_math_parser *p);
/* A length such as "-1.5ex", in em. */
double hp_math_length(const char *text);

/* ---- macros.c ---- */

typedef struct {
    unsigned n_arguments;
    char *option; /* the default of an optional first argument; NULL: none */
    char *body;
} hp_math_macro;

const hp_math_macro *hp_math_macro_lookup(const hp_math_macros *macros, const char *name);
/* Reads a definition whose command ("newcommand", "def", …) was taken. */
void hp_math_define(hp_math_parser *p, const char *command);

/* ---- parser.c ---- */

/* What ends a list. The end of the input always does. */
enum {
    HP_STOP_BRACE = 1,
    HP_STOP_BRACKET = 2,
    HP_STOP_CELL = 4,  /* & \\ */
    HP_STOP_END = 8,   /* \end */
    HP_STOP_RIGHT = 16 /* \right */
};

hp_math_node *hp_math_node_make(hp_math_parser *p, hp_math_kind kind, hp_atom atom);
hp_math_node *hp_math_symbol_make(hp_math_parser *p, gunichar character, hp_atom atom);
/* Always a node of kind LIST. */
hp_math_node *hp_math_parse_list(hp_math_parser *p, unsigned stops);
hp_math_node *hp_math_parse_argument(hp_math_parser *p);
hp_math_node *hp_math_parse_option(hp_math_parser *p); /* NULL when none comes */
/* A text of its own, to its end. */
hp_math_node *hp_math_parse_string(hp_math_parser *p, const char *tex);
gunichar hp_math_parse_delimiter(hp_math_parser *p);

/* ---- commands*.c, environments.c, text.c ---- */

/* Reads the arguments of a command that was taken. NULL: it makes no node, or
 * fails. */
hp_math_node *hp_math_parse_command(hp_math_parser *p, const char *name);
hp_math_node *hp_math_parse_environment(hp_math_parser *p);
/* Rows up to what stops them. */
hp_math_node *hp_math_parse_rows(hp_math_parser *p, hp_math_table *table, unsigned stops);
hp_math_table *hp_math_gathered(hp_math_parser *p); /* centred formulas under one another */
hp_math_table *hp_math_substack(hp_math_parser *p);
hp_math_node *hp_math_parse_text(hp_math_parser *p, const char *text, hp_alphabet alphabet);
hp_math_node *hp_math_parse_tag(hp_math_parser *p);
/* A colour of LaTeX or CSS; NULL: unknown. */
const hp_color *hp_math_color(hp_arena *arena, const char *name);
