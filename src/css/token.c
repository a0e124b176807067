/*
 * The tokenizer of CSS Syntax 3 §4. Input is read in place: newlines of any
 * kind are understood where they stand instead of being rewritten first, so
 * that offsets in the source stay true.
 */
#include "css/rules.h"

#include <math.h>
#include <string.h>

/* Larger numbers are cut here, so that they fit a float when scaled. */
#define NUMBER_MAX 1e30

typedef struct {
    hp_arena *arena;
    const unsigned char *css;
    size_t length, at;
    size_t counted; /* newlines before this are in `line` */
    unsigned line;
    gboolean numbered; /* first_line was given */
    GString *text;     /* names and strings that need unescaping */
} lexer;

/* 0 stands for the end: hp_css_make_valid() left no NUL in the text. */
static unsigned char peek(const lexer *lx, size_t ahead)
{
    return lx->at + ahead < lx->length ? lx->css[lx->at + ahead] : 0;
}

static gboolean is_newline(unsigned char c)
{
    return c == '\n' || c == '\r' || c == '\f';
}

static gboolean is_blank(unsigned char c)
{
    return c == ' ' || c == '\t' || is_newline(c);
}

static gboolean is_name_start(unsigned char c)
{
    return g_ascii_isalpha(c) || c == '_' || c >= 0x80;
}

static gboolean is_name(unsigned char c)
{
    return is_name_start(c) || g_ascii_isdigit(c) || c == '-';
}

/* §4.3.8; a backslash at the very end is valid and stands for U+FFFD. */
static gboolean is_escape(const lexer *lx, size_t ahead)
{
    return peek(lx, ahead) == '\\' && !is_newline(peek(lx, ahead + 1));
}

/* §4.3.9 */
static gboolean starts_ident(const lexer *lx, size_t ahead)
{
    unsigned char c = peek(lx, ahead);
    if (c == '-') {
        unsigned char d = peek(lx, ahead + 1);
        return is_name_start(d) || d == '-' || is_escape(lx, ahead + 1);
    }
    return is_name_start(c) || is_escape(lx, ahead);
}

/* §4.3.10 */
static gboolean starts_number(const lexer *lx)
{
    unsigned char c = peek(lx, 0);
    size_t ahead = c == '+' || c == '-';
    if (peek(lx, ahead) == '.')
        ahead++;
    return g_ascii_isdigit(peek(lx, ahead));
}

static void skip_newline(lexer *lx)
{
    lx->at += peek(lx, 0) == '\r' && peek(lx, 1) == '\n' ? 2 : 1;
}

static void skip_blanks(lexer *lx)
{
    while (lx->at < lx->length && is_blank(lx->css[lx->at]))
        lx->at++;
}

static unsigned line_of(lexer *lx, size_t offset)
{
    for (; lx->counted < offset; lx->counted++) {
        unsigned char c = lx->css[lx->counted];
        gboolean crlf = c == '\r' && lx->counted + 1 < lx->length && lx->css[lx->counted + 1] == '\n';
        lx->line += c == '\n' || (c == '\r' && !crlf);
    }
    return lx->numbered ? lx->line : 0;
}

/* §4.3.7, after the backslash. */
static void take_escape(lexer *lx)
{
    if (lx->at >= lx->length) {
        g_string_append_unichar(lx->text, 0xFFFD);
        return;
    }
    if (!g_ascii_isxdigit(peek(lx, 0))) {
        g_string_append_c(lx->text, (char)lx->css[lx->at++]);
        while (lx->at < lx->length && (lx->css[lx->at] & 0xC0) == 0x80) /* the rest of one character */
            g_string_append_c(lx->text, (char)lx->css[lx->at++]);
        return;
    }
    gunichar code = 0;
    for (int i = 0; i < 6 && g_ascii_isxdigit(peek(lx, 0)); i++)
        code = code * 16 + (gunichar)g_ascii_xdigit_value((char)lx->css[lx->at++]);
    if (lx->at < lx->length && is_blank(lx->css[lx->at]))
        skip_newline(lx);
    gboolean bad = code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF);
    g_string_append_unichar(lx->text, bad ? 0xFFFD : code);
}

/* §4.3.11 */
static const char *take_name(lexer *lx)
{
    size_t start = lx->at;
    while (lx->at < lx->length && is_name(lx->css[lx->at]))
        lx->at++;
    const char *begin = (const char *)lx->css + start;
    if (!is_escape(lx, 0))
        return hp_arena_strndup(lx->arena, begin, lx->at - start);
    g_string_truncate(lx->text, 0);
    g_string_append_len(lx->text, begin, (gssize)(lx->at - start));
    for (;;) {
        if (lx->at < lx->length && is_name(lx->css[lx->at])) {
            g_string_append_c(lx->text, (char)lx->css[lx->at++]);
        } else if (is_escape(lx, 0)) {
            lx->at++;
            take_escape(lx);
        } else {
            break;
        }
    }
    return hp_arena_strndup(lx->arena, lx->text->str, lx->text->len);
}

/* §4.3.5; the quote is the character at `at`. */
static void take_string(lexer *lx, hp_token *token)
{
    unsigned char quote = lx->css[lx->at++];
    token->type = HP_TOKEN_STRING;
    g_string_truncate(lx->text, 0);
    while (lx->at < lx->length) {
        unsigned char c = lx->css[lx->at];
        if (c == quote) {
            lx->at++;
            break;
        }
        if (is_newline(c)) {
            token->type = HP_TOKEN_BAD_STRING;
            break;
        }
        lx->at++;
        if (c != '\\') {
            g_string_append_c(lx->text, (char)c);
        } else if (lx->at < lx->length) {
            if (is_newline(lx->css[lx->at]))
                skip_newline(lx);
            else
                take_escape(lx);
        }
    }
    token->text = hp_arena_strndup(lx->arena, lx->text->str, lx->text->len);
}

/* §4.3.14 */
static void skip_bad_url(lexer *lx)
{
    while (lx->at < lx->length) {
        if (lx->css[lx->at] == ')') {
            lx->at++;
            return;
        }
        lx->at += is_escape(lx, 0) && lx->at + 1 < lx->length ? 2 : 1;
    }
}

/* §4.3.6, after "url(". */
static void take_url(lexer *lx, hp_token *token)
{
    token->type = HP_TOKEN_URL;
    g_string_truncate(lx->text, 0);
    skip_blanks(lx);
    while (lx->at < lx->length) {
        unsigned char c = lx->css[lx->at];
        gboolean bad = c == '"' || c == '\'' || c == '(' || c < 0x20 || c == 0x7F;
        if (c == ')') {
            lx->at++;
            break;
        }
        if (is_blank(c)) {
            skip_blanks(lx);
            bad = lx->at < lx->length && lx->css[lx->at] != ')';
            if (!bad)
                continue;
        } else if (c == '\\') {
            bad = !is_escape(lx, 0);
            if (!bad) {
                lx->at++;
                take_escape(lx);
                continue;
            }
        }
        if (bad) {
            token->type = HP_TOKEN_BAD_URL;
            skip_bad_url(lx);
            break;
        }
        g_string_append_c(lx->text, (char)c);
        lx->at++;
    }
    token->text = hp_arena_strndup(lx->arena, lx->text->str, lx->text->len);
}

/* §4.3.4 */
static void take_ident_like(lexer *lx, hp_token *token)
{
    token->text = take_name(lx);
    token->type = HP_TOKEN_IDENT;
    if (peek(lx, 0) != '(')
        return;
    lx->at++;
    token->type = HP_TOKEN_FUNCTION;
    if (g_ascii_strcasecmp(token->text, "url") != 0)
        return;
    size_t ahead = 0;
    while (is_blank(peek(lx, ahead)))
        ahead++;
    if (peek(lx, ahead) != '"' && peek(lx, ahead) != '\'')
        take_url(lx, token);
}

/* Digits, point and exponent are exact in a double while the digits fit 53
 * bits and the power of ten is one of the exact ones; the rest is strtod's. */
static double number_value(const char *text, size_t length)
{
    static const double powers[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    guint64 digits = 0;
    size_t i = text[0] == '+' || text[0] == '-', places = 0, seen = 0;
    gboolean point = FALSE, simple = TRUE;
    for (; i < length && simple; i++) {
        if (text[i] == '.') {
            point = TRUE;
        } else if (g_ascii_isdigit(text[i]) && ++seen <= 15) {
            digits = digits * 10 + (guint64)(text[i] - '0');
            places += point;
        } else {
            simple = FALSE;
        }
    }
    double value = (double)digits / powers[MIN(places, 15)];
    if (simple)
        return text[0] == '-' ? -value : value;
    g_autofree char *copy = g_strndup(text, length);
    value = g_ascii_strtod(copy, NULL);
    return CLAMP(value, -NUMBER_MAX, NUMBER_MAX);
}

/* §4.3.3 and §4.3.12 */
static void take_numeric(lexer *lx, hp_token *token)
{
    size_t start = lx->at;
    token->is_integer = TRUE;
    if (peek(lx, 0) == '+' || peek(lx, 0) == '-')
        lx->at++;
    while (g_ascii_isdigit(peek(lx, 0)))
        lx->at++;
    if (peek(lx, 0) == '.' && g_ascii_isdigit(peek(lx, 1))) {
        token->is_integer = FALSE;
        for (lx->at++; g_ascii_isdigit(peek(lx, 0));)
            lx->at++;
    }
    size_t sign = peek(lx, 1) == '+' || peek(lx, 1) == '-';
    if ((peek(lx, 0) == 'e' || peek(lx, 0) == 'E') && g_ascii_isdigit(peek(lx, 1 + sign))) {
        token->is_integer = FALSE;
        for (lx->at += 1 + sign; g_ascii_isdigit(peek(lx, 0));)
            lx->at++;
    }
    token->number = number_value((const char *)lx->css + start, lx->at - start);
    token->type = HP_TOKEN_NUMBER;
    if (starts_ident(lx, 0)) {
        token->type = HP_TOKEN_DIMENSION;
        token->text = take_name(lx);
    } else if (peek(lx, 0) == '%') {
        token->type = HP_TOKEN_PERCENTAGE;
        lx->at++;
    }
}

static hp_token_type punctuation(unsigned char c)
{
    switch (c) {
    case ':': return HP_TOKEN_COLON;
    case ';': return HP_TOKEN_SEMICOLON;
    case ',': return HP_TOKEN_COMMA;
    case '[': return HP_TOKEN_OPEN_SQUARE;
    case ']': return HP_TOKEN_CLOSE_SQUARE;
    case '(': return HP_TOKEN_OPEN_PAREN;
    case ')': return HP_TOKEN_CLOSE_PAREN;
    case '{': return HP_TOKEN_OPEN_CURLY;
    case '}': return HP_TOKEN_CLOSE_CURLY;
    default: return HP_TOKEN_DELIM;
    }
}

static void take_punctuation(lexer *lx, hp_token *token)
{
    const char *rest = (const char *)lx->css + lx->at;
    size_t left = lx->length - lx->at;
    if (left >= 4 && memcmp(rest, "<!--", 4) == 0) {
        token->type = HP_TOKEN_CDO;
        lx->at += 4;
    } else if (left >= 3 && memcmp(rest, "-->", 3) == 0) {
        token->type = HP_TOKEN_CDC;
        lx->at += 3;
    } else {
        token->type = punctuation(lx->css[lx->at]);
        token->delim = token->type == HP_TOKEN_DELIM ? lx->css[lx->at] : 0;
        lx->at++;
    }
}

/* §4.3.1, at a character that begins no comment. */
static void take_token(lexer *lx, hp_token *token)
{
    unsigned char c = lx->css[lx->at];
    if (is_blank(c)) {
        token->type = HP_TOKEN_WHITESPACE;
        skip_blanks(lx);
    } else if (c == '"' || c == '\'') {
        take_string(lx, token);
    } else if (c == '#' && (is_name(peek(lx, 1)) || is_escape(lx, 1))) {
        token->type = HP_TOKEN_HASH;
        token->is_id = starts_ident(lx, 1);
        lx->at++;
        token->text = take_name(lx);
    } else if (c == '@' && starts_ident(lx, 1)) {
        token->type = HP_TOKEN_AT_KEYWORD;
        lx->at++;
        token->text = take_name(lx);
    } else if (starts_number(lx)) {
        take_numeric(lx, token);
    } else if (starts_ident(lx, 0) && !(c == '-' && peek(lx, 1) == '-' && peek(lx, 2) == '>')) {
        take_ident_like(lx, token);
    } else {
        take_punctuation(lx, token);
    }
}

/* §4.3.2 */
static void skip_comments(lexer *lx)
{
    while (peek(lx, 0) == '/' && peek(lx, 1) == '*') {
        for (lx->at += 2; lx->at < lx->length && !(peek(lx, 0) == '*' && peek(lx, 1) == '/');)
            lx->at++;
        lx->at = MIN(lx->at + 2, lx->length);
    }
}

const char *hp_css_make_valid(hp_arena *arena, const char *css, size_t *length)
{
    if (g_utf8_validate_len(css, *length, NULL))
        return css;
    char *valid = g_utf8_make_valid(css, (gssize)*length);
    *length = strlen(valid);
    return hp_arena_own(arena, valid, g_free);
}

hp_token *hp_css_tokenize(hp_arena *arena, const char *css, size_t length, unsigned first_line, size_t *count)
{
    css = hp_css_make_valid(arena, css, &length);
    lexer lx = {arena, (const unsigned char *)css, length, 0, 0, first_line, first_line > 0, g_string_new(NULL)};
    if (length >= 3 && memcmp(css, "\xEF\xBB\xBF", 3) == 0)
        lx.at = 3;
    g_autoptr(GArray) tokens = g_array_sized_new(FALSE, FALSE, sizeof(hp_token), (guint)MIN(length / 3 + 4, 1 << 16));
    hp_token token;
    do {
        skip_comments(&lx);
        token = (hp_token){.type = HP_TOKEN_EOF, .start = lx.at, .line = line_of(&lx, lx.at)};
        if (lx.at < lx.length)
            take_token(&lx, &token);
        token.end = lx.at;
        g_array_append_val(tokens, token);
    } while (token.type != HP_TOKEN_EOF);
    g_string_free(lx.text, TRUE);
    *count = tokens->len;
    return hp_arena_copy(arena, tokens->data, sizeof(hp_token) * tokens->len);
}

hp_token_type hp_token_closer(hp_token_type type)
{
    switch (type) {
    case HP_TOKEN_FUNCTION:
    case HP_TOKEN_OPEN_PAREN: return HP_TOKEN_CLOSE_PAREN;
    case HP_TOKEN_OPEN_SQUARE: return HP_TOKEN_CLOSE_SQUARE;
    case HP_TOKEN_OPEN_CURLY: return HP_TOKEN_CLOSE_CURLY;
    default: return HP_TOKEN_EOF;
    }
}

/* A closer that does not fit the innermost bracket is an ordinary token
 * (§5.4.8). Values come here with at most HP_CSS_NESTING_MAX levels; deeper
 * ones count as unclosed. */
size_t hp_tokens_block_end(const hp_token *tokens, size_t count, size_t at)
{
    hp_token_type open[HP_CSS_NESTING_MAX];
    size_t depth = 0;
    for (size_t i = at; i < count; i++) {
        hp_token_type closer = hp_token_closer(tokens[i].type);
        if (closer != HP_TOKEN_EOF) {
            if (depth == G_N_ELEMENTS(open))
                return count;
            open[depth++] = closer;
        } else if (depth > 0 && tokens[i].type == open[depth - 1]) {
            depth--;
        }
        if (depth == 0)
            return i;
    }
    return count;
}
