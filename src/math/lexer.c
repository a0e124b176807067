/*
 * Characters and commands of a formula.
 *
 * A macro is replaced in the input by what it stands for, so everything behind
 * the lexer sees plain TeX. Arguments that must stay as written (text, names,
 * lengths) are taken raw.
 */
#include "math/math-internal.h"

#include <stdlib.h>
#include <string.h>

/* Generous for people, small enough that hostile input costs little. */
enum { EXPANSIONS_MAX = 1000, INPUT_MAX = 64 * 1024 };

void hp_math_fail(hp_math_parser *p, const char *format, ...)
{
    if (!p->message) {
        va_list arguments;
        va_start(arguments, format);
        g_autofree char *message = g_strdup_vprintf(format, arguments);
        va_end(arguments);
        /* Names cut to length may end inside a character. */
        g_autofree char *valid = g_utf8_make_valid(message, -1);
        p->message = hp_arena_strdup(p->arena, valid);
    }
    g_string_truncate(p->input, 0);
    p->at = 0;
}

static void skip_blanks(hp_math_parser *p)
{
    while (p->at < p->input->len) {
        char c = p->input->str[p->at];
        if (c == '%') {
            const char *end = strchr(p->input->str + p->at, '\n');
            p->at = end ? (size_t)(end - p->input->str) : p->input->len;
        } else if (g_ascii_isspace(c)) {
            p->at++;
        } else if (strncmp(p->input->str + p->at, "\xc2\xa0", 2) == 0) {
            p->at += 2;
        } else {
            return;
        }
    }
}

/* The token at p->at, as it is. */
static hp_math_token read_token(hp_math_parser *p)
{
    skip_blanks(p);
    hp_math_token token = {.kind = HP_TOKEN_END, .start = p->at, .end = p->at};
    if (p->at >= p->input->len)
        return token;
    const char *start = p->input->str + p->at, *end = p->input->str + p->input->len;
    if (*start != '\\') {
        token.kind = HP_TOKEN_CHARACTER;
        token.character = g_utf8_get_char(start);
        token.end = p->at + (size_t)(g_utf8_next_char(start) - start);
        return token;
    }
    const char *name = start + 1, *behind = name;
    while (behind < end && g_ascii_isalpha(*behind))
        behind++;
    if (behind == name && behind < end)
        behind = g_utf8_next_char(behind);
    token.kind = HP_TOKEN_COMMAND;
    g_strlcpy(token.name, name, MIN(sizeof token.name, (size_t)(behind - name) + 1));
    token.end = p->at + (size_t)(behind - start);
    return token;
}

/* ---- raw arguments ---- */

/* The byte behind the brace that closes the one at `at`. */
static size_t matching_brace(hp_math_parser *p, size_t at)
{
    unsigned depth = 0;
    const char *text = p->input->str;
    for (; at < p->input->len; at++) {
        if (text[at] == '\\' && at + 1 < p->input->len)
            at++;
        else if (text[at] == '{')
            depth++;
        else if (text[at] == '}' && --depth == 0)
            return at + 1;
    }
    hp_math_fail(p, "a closing brace is missing");
    return 0;
}

char *hp_math_raw_argument(hp_math_parser *p)
{
    hp_math_token token = read_token(p);
    size_t from = token.start, to = token.end;
    if (token.kind == HP_TOKEN_END || (token.kind == HP_TOKEN_CHARACTER && token.character == '}')) {
        hp_math_fail(p, "an argument is missing");
        return hp_arena_strdup(p->arena, "");
    }
    if (token.kind == HP_TOKEN_CHARACTER && token.character == '{') {
        to = matching_brace(p, from);
        if (!to)
            return hp_arena_strdup(p->arena, "");
        p->at = to;
        return hp_arena_strndup(p->arena, p->input->str + from + 1, to - from - 2);
    }
    p->at = to;
    return hp_arena_strndup(p->arena, p->input->str + from, to - from);
}

char *hp_math_raw_option(hp_math_parser *p)
{
    hp_math_token token = read_token(p);
    if (token.kind != HP_TOKEN_CHARACTER || token.character != '[')
        return NULL;
    int depth = 0;
    for (size_t at = token.end; at < p->input->len; at++) {
        char c = p->input->str[at];
        if (c == '\\' && at + 1 < p->input->len) {
            at++;
        } else if (c == ']' && depth == 0) {
            p->at = at + 1;
            return hp_arena_strndup(p->arena, p->input->str + token.end, at - token.end);
        } else {
            depth += (c == '{') - (c == '}');
        }
    }
    hp_math_fail(p, "a closing bracket is missing");
    return NULL;
}

/* ---- macros ---- */

/* The body with its arguments; a blank keeps a command from running into the
 * letters of an argument or of what follows. */
static void substitute(GString *out, const char *body, char *const *arguments, unsigned n_arguments)
{
    gboolean in_name = FALSE;
    for (const char *c = body; *c && out->len <= INPUT_MAX; c++) {
        if (c[0] == '#' && g_ascii_isdigit(c[1])) {
            unsigned number = (unsigned)(c[1] - '0');
            if (in_name)
                g_string_append_c(out, ' ');
            if (number >= 1 && number <= n_arguments)
                g_string_append(out, arguments[number - 1]);
            in_name = FALSE;
            c++;
            continue;
        }
        g_string_append_c(out, *c);
        if (*c == '\\' && c[1] && !g_ascii_isalpha(c[1]))
            g_string_append_c(out, *++c);
        else
            in_name = *c == '\\' || (in_name && g_ascii_isalpha(*c));
    }
    if (in_name)
        g_string_append_c(out, ' ');
}

static void expand(hp_math_parser *p, const hp_math_token *token, const hp_math_macro *macro)
{
    char *arguments[9] = {NULL};
    unsigned n_arguments = MIN(macro->n_arguments, (unsigned)G_N_ELEMENTS(arguments)), first = 0;
    p->at = token->end;
    if (macro->option && n_arguments) {
        char *option = hp_math_raw_option(p);
        arguments[first++] = option ? option : macro->option;
    }
    for (unsigned i = first; i < n_arguments; i++)
        arguments[i] = hp_math_raw_argument(p);
    if (p->message)
        return;
    g_autoptr(GString) text = g_string_new(NULL);
    substitute(text, macro->body, arguments, n_arguments);
    if (++p->expansions > EXPANSIONS_MAX || p->input->len - p->at + text->len > INPUT_MAX) {
        hp_math_fail(p, "\\%s expands without end", token->name);
        return;
    }
    g_string_erase(p->input, 0, (gssize)p->at);
    g_string_prepend_len(p->input, text->str, (gssize)text->len);
    p->at = 0;
}

hp_math_token hp_math_peek(hp_math_parser *p)
{
    for (;;) {
        hp_math_token token = read_token(p);
        const hp_math_macro *macro =
            token.kind == HP_TOKEN_COMMAND ? hp_math_macro_lookup(p->macros, token.name) : NULL;
        if (!macro)
            return token;
        expand(p, &token, macro);
    }
}

hp_math_token hp_math_next(hp_math_parser *p)
{
    hp_math_token token = hp_math_peek(p);
    p->at = token.end;
    return token;
}

gboolean hp_math_token_is(const hp_math_token *token, const char *name)
{
    return token->kind == HP_TOKEN_COMMAND && strcmp(token->name, name) == 0;
}

gboolean hp_math_accept(hp_math_parser *p, gunichar character)
{
    hp_math_token token = hp_math_peek(p);
    if (token.kind != HP_TOKEN_CHARACTER || token.character != character)
        return FALSE;
    p->at = token.end;
    return TRUE;
}

double hp_math_length(const char *text)
{
    static const struct {
        const char *unit;
        double em;
    } units[] = {{"mu", 1.0 / 18}, {"em", 1},     {"ex", 0.431},  {"pt", 0.1},
                 {"px", 0.0625},   {"cm", 2.845}, {"mm", 0.2845}, {"in", 7.227}};
    char *end;
    double value = g_ascii_strtod(text, &end);
    while (g_ascii_isspace(*end))
        end++;
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++)
        if (g_str_has_prefix(end, units[i].unit))
            return CLAMP(value * units[i].em, -50, 50);
    return 0;
}
