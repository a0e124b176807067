#include "code-internal.h"

#include <string.h>

/* A pattern that has not decided looks at no more bytes than this: failing at
 * every place of a text costs a fixed sum per byte. */
#define WINDOW 256
#define MAX_DEPTH 8

typedef enum {
    NODE_SET,
    NODE_GROUP,
    NODE_REMEMBER, /* (=…) */
    NODE_AHEAD,
    NODE_NOT_AHEAD,
    NODE_REMEMBERED, /* \= */
    NODE_LINE_START,
    NODE_LINE_END,
    NODE_WORD_EDGE,
    NODE_FIRST_ON_LINE,
    NODE_DEDENT,
    NODE_AFTER,     /* \l */
    NODE_NOT_AFTER, /* \L */
    NODE_AFTER_ANY  /* \p */
} node_kind;

typedef struct node node;

typedef struct alternative {
    node *first;
    struct alternative *next;
} alternative;

struct node {
    node_kind kind;
    gboolean optional, many;
    guint32 set[8];
    alternative *alternatives;
    node *next;
};

struct hp_code_pattern {
    alternative *alternatives;
    guint32 first[8]; /* bytes with which a match can begin */
};

/* ---- sets ---- */

static void set_add(guint32 *set, unsigned char byte)
{
    set[byte / 32] |= 1u << (byte % 32);
}

static gboolean set_has(const guint32 *set, unsigned char byte)
{
    return set[byte / 32] >> (byte % 32) & 1;
}

static void set_add_range(guint32 *set, unsigned from, unsigned to)
{
    for (unsigned byte = from; byte <= to; byte++)
        set_add(set, (unsigned char)byte);
}

static void set_union(guint32 *set, const guint32 *other)
{
    for (size_t i = 0; i < 8; i++)
        set[i] |= other[i];
}

/* \w and its kin; FALSE when the letter names no set. */
static gboolean set_add_named(guint32 *set, char letter)
{
    switch (letter) {
    case 'd': set_add_range(set, '0', '9'); return TRUE;
    case 'h':
        set_add_range(set, '0', '9');
        set_add_range(set, 'A', 'F');
        set_add_range(set, 'a', 'f');
        return TRUE;
    case 'w': set_add_range(set, '0', '9'); G_GNUC_FALLTHROUGH;
    case 'a':
        set_add_range(set, 'A', 'Z');
        set_add_range(set, 'a', 'z');
        set_add(set, '_');
        set_add_range(set, 0x80, 0xFF);
        return TRUE;
    case 's':
        set_add(set, ' ');
        set_add(set, '\t');
        set_add(set, '\r');
        return TRUE;
    case 'n': set_add(set, '\n'); return TRUE;
    case 'r': set_add(set, '\r'); return TRUE;
    case 't': set_add(set, '\t'); return TRUE;
    default: return FALSE;
    }
}

static void set_fold(guint32 *set)
{
    for (unsigned char lower = 'a'; lower <= 'z'; lower++) {
        unsigned char upper = (unsigned char)g_ascii_toupper((char)lower);
        if (set_has(set, lower) || set_has(set, upper)) {
            set_add(set, lower);
            set_add(set, upper);
        }
    }
}

/* ---- reading ---- */

typedef struct {
    const char *at;
    gboolean fold;
    unsigned depth;
    const char *fault;
} reader;

static alternative *read_alternatives(reader *r);

static void alternatives_free(alternative *a)
{
    while (a) {
        for (node *n = a->first, *next; n; n = next) {
            next = n->next;
            alternatives_free(n->alternatives);
            g_free(n);
        }
        alternative *following = a->next;
        g_free(a);
        a = following;
    }
}

/* After the "[". */
static void read_set(reader *r, guint32 *set)
{
    gboolean negated = *r->at == '^';
    r->at += negated;
    while (*r->at && *r->at != ']') {
        unsigned char from = (unsigned char)*r->at++;
        if (from == '\\' && *r->at) {
            from = (unsigned char)*r->at++;
            if (set_add_named(set, (char)from))
                continue;
        }
        if (r->at[0] == '-' && r->at[1] && r->at[1] != ']') {
            set_add_range(set, from, (unsigned char)r->at[1]);
            r->at += 2;
        } else {
            set_add(set, from);
        }
    }
    if (*r->at == ']')
        r->at++;
    else
        r->fault = "a set is not closed";
    if (r->fold)
        set_fold(set);
    for (size_t i = 0; negated && i < 8; i++)
        set[i] = ~set[i];
}

static void read_after(reader *r, node *n, node_kind kind)
{
    n->kind = kind;
    if (*r->at == '[') {
        r->at++;
        read_set(r, n->set);
    } else {
        r->fault = "a set is missing";
    }
}

static void read_escape(reader *r, node *n)
{
    char letter = *r->at;
    if (!letter) {
        r->fault = "ends with a backslash";
        return;
    }
    r->at++;
    switch (letter) {
    case 'b': n->kind = NODE_WORD_EDGE; return;
    case 'f': n->kind = NODE_FIRST_ON_LINE; return;
    case 'i': n->kind = NODE_DEDENT; return;
    case '=': n->kind = NODE_REMEMBERED; return;
    case 'l': read_after(r, n, NODE_AFTER); return;
    case 'L': read_after(r, n, NODE_NOT_AFTER); return;
    case 'p': read_after(r, n, NODE_AFTER_ANY); return;
    default: break;
    }
    if (set_add_named(n->set, letter))
        return;
    if (g_ascii_isalnum(letter))
        r->fault = "an unknown escape";
    set_add(n->set, (unsigned char)letter);
}

static void read_group(reader *r, node *n)
{
    n->kind = NODE_GROUP;
    if (g_str_has_prefix(r->at, "?=")) {
        n->kind = NODE_AHEAD;
        r->at += 2;
    } else if (g_str_has_prefix(r->at, "?!")) {
        n->kind = NODE_NOT_AHEAD;
        r->at += 2;
    } else if (*r->at == '=') {
        n->kind = NODE_REMEMBER;
        r->at++;
    }
    if (++r->depth > MAX_DEPTH)
        r->fault = "groups are nested too deeply";
    else
        n->alternatives = read_alternatives(r);
    r->depth--;
    if (*r->at == ')')
        r->at++;
    else
        r->fault = "a group is not closed";
}

static node *read_node(reader *r)
{
    node *n = g_new0(node, 1);
    char c = *r->at++;
    switch (c) {
    case '[': read_set(r, n->set); break;
    case '(': read_group(r, n); break;
    case '\\': read_escape(r, n); break;
    case '^': n->kind = NODE_LINE_START; break;
    case '$': n->kind = NODE_LINE_END; break;
    case '.':
        set_add_range(n->set, 0, 0xFF);
        n->set['\n' / 32] &= ~(1u << ('\n' % 32));
        break;
    case '?':
    case '*':
    case '+': r->fault = "a quantifier after nothing"; break;
    default:
        set_add(n->set, (unsigned char)c);
        if (r->fold)
            set_fold(n->set);
    }
    if (*r->at == '?' || *r->at == '*' || *r->at == '+') {
        n->optional = *r->at != '+';
        n->many = *r->at != '?';
        r->at++;
    }
    return n;
}

static alternative *read_alternatives(reader *r)
{
    alternative *first = NULL, **last = &first;
    for (;;) {
        alternative *a = *last = g_new0(alternative, 1);
        last = &a->next;
        node **tail = &a->first;
        while (*r->at && *r->at != '|' && *r->at != ')' && !r->fault) {
            *tail = read_node(r);
            tail = &(*tail)->next;
        }
        if (*r->at != '|' || r->fault)
            return first;
        r->at++;
    }
}

/* ---- with what a match can begin ---- */

static gboolean first_of(const alternative *a, guint32 *set);

/* TRUE when the sequence can match without a byte. */
static gboolean first_of_sequence(const node *n, guint32 *set)
{
    for (; n; n = n->next) {
        gboolean empty = n->optional;
        switch (n->kind) {
        case NODE_SET: set_union(set, n->set); break;
        case NODE_GROUP:
        case NODE_REMEMBER:
        case NODE_AHEAD: empty |= first_of(n->alternatives, set); break;
        case NODE_LINE_END: set_add(set, '\n'); break;
        case NODE_REMEMBERED: set_add_range(set, 0, 0xFF); break;
        default: empty = TRUE;
        }
        if (!empty)
            return FALSE;
    }
    return TRUE;
}

static gboolean first_of(const alternative *a, guint32 *set)
{
    gboolean empty = FALSE;
    for (; a; a = a->next)
        empty |= first_of_sequence(a->first, set);
    return empty;
}

hp_code_pattern *hp_code_pattern_new(const char *source, gboolean fold, const char **fault)
{
    reader r = {.at = source, .fold = fold};
    hp_code_pattern *pattern = g_new0(hp_code_pattern, 1);
    pattern->alternatives = read_alternatives(&r);
    if (!r.fault && *r.at)
        r.fault = "a group is closed that is not open";
    *fault = r.fault;
    if (r.fault) {
        hp_code_pattern_free(pattern);
        return NULL;
    }
    if (first_of(pattern->alternatives, pattern->first))
        set_add_range(pattern->first, 0, 0xFF);
    return pattern;
}

void hp_code_pattern_free(hp_code_pattern *pattern)
{
    if (!pattern)
        return;
    alternatives_free(pattern->alternatives);
    g_free(pattern);
}

gboolean hp_code_pattern_begins(const hp_code_pattern *pattern, unsigned char byte)
{
    return set_has(pattern->first, byte);
}

/* ---- matching ---- */

static const char *match_alternatives(const alternative *a, hp_code_match *m, const char *at, gboolean top);

static gboolean is_white(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* How far back an assertion may look. */
static const char *look_back(const hp_code_match *m, const char *at)
{
    return at - m->text > WINDOW ? at - WINDOW : m->text;
}

static gboolean is_first_on_line(const hp_code_match *m, const char *at)
{
    const char *from = look_back(m, at);
    while (at > from && (at[-1] == ' ' || at[-1] == '\t'))
        at--;
    return at == m->text || at[-1] == '\n';
}

static gboolean is_dedent(const hp_code_match *m, const char *at)
{
    if (at > m->text && at[-1] != '\n')
        return FALSE;
    const char *p = at;
    while (p < m->limit && (*p == ' ' || *p == '\t'))
        p++;
    return p < m->end && *p != '\n' && *p != '\r' && (size_t)(p - at) <= m->indent;
}

static gboolean is_after_any(const node *n, const hp_code_match *m, const char *at)
{
    const char *from = look_back(m, at);
    while (at > from && is_white(at[-1]))
        at--;
    return at == m->text || set_has(n->set, (unsigned char)at[-1]);
}

static gboolean is_word_edge(const hp_code_match *m, const char *at)
{
    gboolean before = at > m->text && hp_code_is_word(at[-1]);
    return before != (at < m->end && hp_code_is_word(*at));
}

static gboolean holds(const node *n, hp_code_match *m, const char *at)
{
    switch (n->kind) {
    case NODE_LINE_START: return at == m->text || at[-1] == '\n';
    case NODE_LINE_END: return at == m->end || *at == '\n' || (*at == '\r' && at + 1 < m->end && at[1] == '\n');
    case NODE_WORD_EDGE: return is_word_edge(m, at);
    case NODE_FIRST_ON_LINE: return is_first_on_line(m, at);
    case NODE_DEDENT: return is_dedent(m, at);
    case NODE_AFTER: return at == m->text || set_has(n->set, (unsigned char)at[-1]);
    case NODE_NOT_AFTER: return at == m->text || !set_has(n->set, (unsigned char)at[-1]);
    case NODE_AFTER_ANY: return is_after_any(n, m, at);
    case NODE_AHEAD: return match_alternatives(n->alternatives, m, at, FALSE) != NULL;
    case NODE_NOT_AHEAD: return !match_alternatives(n->alternatives, m, at, FALSE);
    default: return FALSE;
    }
}

static const char *match_node(const node *n, hp_code_match *m, const char *at, const char *limit)
{
    switch (n->kind) {
    case NODE_SET: return at < limit && set_has(n->set, (unsigned char)*at) ? hp_code_next(at, m->end) : NULL;
    case NODE_GROUP: return match_alternatives(n->alternatives, m, at, FALSE);
    case NODE_REMEMBER: {
        const char *end = match_alternatives(n->alternatives, m, at, FALSE);
        if (end) {
            m->remembered = at;
            m->remembered_length = (size_t)(end - at);
        }
        return end;
    }
    case NODE_REMEMBERED:
        if ((size_t)(m->end - at) < m->known_length)
            return NULL;
        return !m->known_length || !memcmp(at, m->known, m->known_length) ? at + m->known_length : NULL;
    default: return holds(n, m, at) ? at : NULL;
    }
}

/* top: not inside a group. Then the last node has decided the match, and may
 * run on to the end of the text. */
static const char *match_sequence(const node *n, hp_code_match *m, const char *at, gboolean top)
{
    for (; n; n = n->next) {
        const char *limit = top && !n->next ? m->end : m->limit;
        gboolean matched = FALSE;
        for (const char *next; (next = match_node(n, m, at, limit));) {
            matched = TRUE;
            gboolean again = n->many && next > at;
            at = next;
            if (!again)
                break;
        }
        if (!matched && !n->optional)
            return NULL;
    }
    return at;
}

static const char *match_alternatives(const alternative *a, hp_code_match *m, const char *at, gboolean top)
{
    const char *longest = NULL;
    for (; a; a = a->next) {
        const char *end = match_sequence(a->first, m, at, top);
        if (end && (!longest || end > longest))
            longest = end;
    }
    return longest;
}

const char *hp_code_pattern_match(const hp_code_pattern *pattern, hp_code_match *match, const char *at)
{
    match->limit = match->end - at > WINDOW ? at + WINDOW : match->end;
    match->remembered = NULL;
    match->remembered_length = 0;
    return match_alternatives(pattern->alternatives, match, at, TRUE);
}
