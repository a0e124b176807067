/*
 * Code: source text to coloured runs, for listings on slides.
 *
 * A language is a data file, languages/NAME.lang, compiled in and read when a
 * deck first asks for it: a few states, each with patterns that are tried where
 * the scanner stands. What a listing needs of a language (words, strings,
 * comments that nest, here documents, interpolation) fits into a page of such
 * rules, and a language more is a file more.
 *
 * Why a scanner of our own: grammars of tree-sitter are not packaged, GNU
 * source-highlight lacks several languages that slides are full of and is slow
 * to start, and patterns of a general regular expression library promise no
 * bound on their time. Here the time is linear in the text: a pattern looks
 * ahead a fixed number of bytes before it has decided, and nothing recurses on
 * the input. Colouring is by eye, not by grammar: what is no code of the
 * language still comes out whole, only plainer.
 *
 * Classes have the names of highlight.js, so that decks that bring rules for
 * .hljs-keyword and its kin find what they expect. What highlight.js leaves out
 * (call) or nests in another class (meta-string, tag-attr) has a name of its own,
 * so that slides can look as with highlight.js 9 and documents have more colours.
 */
#pragma once

#include <glib.h>

typedef enum {
    HP_CODE_PLAIN,
    HP_CODE_ADDITION,
    HP_CODE_ATTR,
    HP_CODE_ATTRIBUTE,
    HP_CODE_BUILT_IN,
    HP_CODE_BULLET,
    HP_CODE_CALL,
    HP_CODE_CODE,
    HP_CODE_COMMENT,
    HP_CODE_DELETION,
    HP_CODE_DOCTAG,
    HP_CODE_EMPHASIS,
    HP_CODE_FORMULA,
    HP_CODE_KEYWORD,
    HP_CODE_LINK,
    HP_CODE_LITERAL,
    HP_CODE_META,
    HP_CODE_META_STRING,
    HP_CODE_NAME,
    HP_CODE_NUMBER,
    HP_CODE_QUOTE,
    HP_CODE_REGEXP,
    HP_CODE_SECTION,
    HP_CODE_SELECTOR_ATTR,
    HP_CODE_SELECTOR_CLASS,
    HP_CODE_SELECTOR_ID,
    HP_CODE_SELECTOR_PSEUDO,
    HP_CODE_SELECTOR_TAG,
    HP_CODE_STRING,
    HP_CODE_STRONG,
    HP_CODE_SUBST,
    HP_CODE_SYMBOL,
    HP_CODE_TAG,
    HP_CODE_TAG_ATTR,
    HP_CODE_TEMPLATE_TAG,
    HP_CODE_TEMPLATE_VARIABLE,
    HP_CODE_TITLE,
    HP_CODE_TYPE,
    HP_CODE_VARIABLE,
    HP_CODE_N_CLASSES
} hp_code_class;

/* "hljs-keyword"; NULL for plain text. Static. */
const char *hp_code_class_name(hp_code_class class);

typedef struct hp_code_library hp_code_library;
typedef struct hp_code_language hp_code_language;

/* The languages that have been asked for so far. One thread at a time. */
hp_code_library *hp_code_library_new(void);
void hp_code_library_free(hp_code_library *library); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hp_code_library, hp_code_library_free)

/* By a name or an alias in any case ("yaml", "YML", "c++"); NULL when there is
 * none. The language belongs to the library. */
const hp_code_language *hp_code_library_lookup(hp_code_library *library, const char *name);

/* Every language's own name, sorted; for tests and lists. NULL-terminated,
 * free with g_strfreev(). */
char **hp_code_library_names(hp_code_library *library);

/* "python" for what was found as "py". */
const char *hp_code_language_name(const hp_code_language *language);
/* What is wrong in the language's data, for tests; NULL when nothing is. */
const char *hp_code_language_fault(const hp_code_language *language);

/* A piece of the text, in bytes; it never parts a character. */
typedef struct {
    size_t start, end;
    hp_code_class class;
} hp_code_run;

/* The pieces of a UTF-8 text that are more than plain, in order, apart from
 * each other and without empty ones: a GArray of hp_code_run. Runs may span
 * lines. */
GArray *hp_code_scan(const hp_code_language *language, const char *text, size_t length);
