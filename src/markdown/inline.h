/*
 * The inline content of one block: a list of tokens, which the syntaxes that
 * work on text (linkify, typographer, emoji) read and change before it becomes
 * HTML.
 *
 * Private to markdown/. A token's text lies in the list's buffer; a pass that
 * changes text appends the new text and lets the token mean that.
 */
#pragma once

#include <glib.h>

typedef enum {
    MD_TEXT,  /* text that the passes may change */
    MD_FIXED, /* text that stays: escaped characters, links made of an address */
    MD_CODE,  /* text inside <code> */
    MD_HTML,  /* HTML of the author: written as it is */
    MD_TAG,   /* HTML of ours */
    MD_BREAK  /* the end of a line, with its HTML */
} md_token_kind;

typedef struct {
    md_token_kind kind;
    unsigned line;          /* 0: that of the token before */
    unsigned level;         /* how many elements of ours are open around it */
    unsigned char in_link;  /* inside <a>, ours or the author's */
    unsigned char is_block; /* MD_TAG: ends the paragraph around it */
    size_t start, length;   /* in the buffer */
} md_token;

typedef struct {
    GArray *tokens; /* md_token */
    GString *text;
    GArray *spare; /* for passes that rebuild the list */
} md_inline;

void md_inline_init(md_inline *list);
void md_inline_clear(md_inline *list);
void md_inline_reset(md_inline *list);

static inline md_token *md_inline_token(const md_inline *list, guint index)
{
    return &g_array_index(list->tokens, md_token, index);
}

/* For passes that rebuild the list: appends to the spare list a token like
 * another, and makes the spare list the list. */
void md_inline_push(md_inline *list, const md_token *like, md_token_kind kind, size_t start, size_t length);
void md_inline_swap(md_inline *list);

/* The passes, in the order of markdown-it's core rules. */

/* ==mark== and ++ins++ (mark.c). */
void md_marks(md_inline *list);
/* Addresses in text become links (linkify.c). */
void md_linkify(md_inline *list);
/* Words with a title (abbreviation.c); ends when the text gets longer than
 * max_text. abbreviations NULL: there are none. */
struct md_abbreviations;
void md_abbreviations_mark(md_inline *list, const struct md_abbreviations *abbreviations, size_t max_text);
/* Dashes, dots, signs and quotes; quotes: double open, double close, single
 * open, single close, each UTF-8 (typographer.c). */
typedef struct {
    const char *marks[4];
} md_quotes;
md_quotes md_quotes_of_language(const char *lang); /* NULL: en */
void md_typographer(md_inline *list, const md_quotes *quotes);
/* :shortcode: (emoji.c) */
void md_emoji(md_inline *list);

/* The emoji of a shortcode without its colons, or NULL. */
const char *md_emoji_lookup(const char *name, size_t length);
