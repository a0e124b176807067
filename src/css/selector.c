/*
 * Selectors from their tokens: Selectors 3, with :is(), :where(), :not() lists
 * and the nesting selector of Selectors 4 and CSS Nesting 1. Compounds are
 * linked from right to left, as matching goes.
 */
#include "css/rules.h"

#include <string.h>

#define COMPOUNDS_MAX 64 /* in one selector: matching recurses over them */
#define LISTS_MAX 12     /* :is() in :is() */

typedef struct {
    hp_arena *arena;
    const char *css;
    const hp_token *tokens;
    size_t count, at;
    const hp_selector *parent;
    const char *reason;
    int depth;
    gboolean nests; /* has &, maybe in a list within */
} reader;

/* What one complex selector has gathered. */
typedef struct {
    int ids, classes, types;
    hp_pseudo_element pseudo;
    gboolean never;
} tally;

static const hp_selector *parse_list(reader *outer, size_t start, size_t end, gboolean forgiving);

static const hp_token *peek(const reader *r)
{
    static const hp_token end = {.type = HP_TOKEN_EOF};
    return r->at < r->count ? &r->tokens[r->at] : &end;
}

static gboolean skip_blanks(reader *r)
{
    size_t start = r->at;
    while (peek(r)->type == HP_TOKEN_WHITESPACE)
        r->at++;
    return r->at > start;
}

static gboolean fail(reader *r, const char *reason)
{
    if (!r->reason)
        r->reason = reason;
    return FALSE;
}

static const char *intern_lower(const char *text)
{
    g_autofree char *lower = g_ascii_strdown(text, -1);
    return g_intern_string(lower);
}

static hp_simple *add_simple(reader *r, hp_compound *compound, hp_simple_kind kind)
{
    hp_simple *simple = hp_arena_make(r->arena, hp_simple);
    simple->kind = kind;
    simple->next = compound->simples;
    compound->simples = simple;
    return simple;
}

/* ---- An+B (CSS Syntax 3 §6) ---- */

static const char *skip_spaces(const char *s)
{
    while (g_ascii_isspace(*s))
        s++;
    return s;
}

/* Digits to at most a million: no page has more siblings. */
static gboolean take_digits(const char **s, int *value)
{
    const char *start = *s;
    for (*value = 0; g_ascii_isdigit(**s); (*s)++)
        *value = MIN(*value * 10 + (**s - '0'), 1000000);
    return *s > start;
}

static gboolean parse_nth_text(const char *s, int *a, int *b)
{
    s = skip_spaces(s);
    size_t word = g_ascii_strncasecmp(s, "odd", 3) == 0 ? 3 : g_ascii_strncasecmp(s, "even", 4) == 0 ? 4 : 0;
    if (word > 0) {
        *a = 2;
        *b = word == 3;
        return *skip_spaces(s + word) == 0;
    }
    int sign = *s == '-' ? -1 : 1, number;
    if (*s == '-' || *s == '+')
        s++;
    gboolean digits = take_digits(&s, &number);
    if (*s != 'n' && *s != 'N') {
        *a = 0;
        *b = sign * number;
        return digits && *skip_spaces(s) == 0;
    }
    *a = sign * (digits ? number : 1);
    *b = 0;
    s = skip_spaces(s + 1);
    if (*s == 0)
        return TRUE;
    if (*s != '+' && *s != '-')
        return FALSE;
    sign = *s == '-' ? -1 : 1;
    s = skip_spaces(s + 1);
    if (!take_digits(&s, &number))
        return FALSE;
    *b = sign * number;
    return *skip_spaces(s) == 0;
}

static gboolean parse_nth(reader *r, size_t start, size_t end, hp_simple *simple)
{
    if (start >= end)
        return fail(r, "an+b is missing");
    size_t from = r->tokens[start].start, to = r->tokens[end - 1].end;
    g_autofree char *text = g_strndup(r->css + from, to - from);
    return parse_nth_text(text, &simple->a, &simple->b) || fail(r, "an+b is not valid");
}

/* ---- pseudo-classes and pseudo-elements ---- */

static gboolean add_nth(reader *r, hp_compound *compound, const char *name)
{
    static const struct {
        const char *name;
        gboolean from_end, of_type, both;
    } rows[] = {
        {"first-child", FALSE, FALSE, FALSE},  {"last-child", TRUE, FALSE, FALSE},  {"only-child", FALSE, FALSE, TRUE},
        {"first-of-type", FALSE, TRUE, FALSE}, {"last-of-type", TRUE, TRUE, FALSE}, {"only-of-type", FALSE, TRUE, TRUE},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (g_ascii_strcasecmp(name, rows[i].name) != 0)
            continue;
        for (int side = 0; side <= rows[i].both; side++) {
            hp_simple *simple = add_simple(r, compound, HP_SIMPLE_NTH);
            simple->b = 1;
            simple->of_type = rows[i].of_type;
            simple->from_end = rows[i].both ? side : rows[i].from_end;
        }
        return TRUE;
    }
    return FALSE;
}

static gboolean is_one_of(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (g_ascii_strcasecmp(name, *names) == 0)
            return TRUE;
    return FALSE;
}

static gboolean parse_pseudo_class(reader *r, hp_compound *compound, tally *sum, const char *name)
{
    static const char *const never[] = {"visited",       "hover",
                                        "focus",         "active",
                                        "focus-within",  "focus-visible",
                                        "target",        "target-within",
                                        "checked",       "disabled",
                                        "enabled",       "default",
                                        "indeterminate", "valid",
                                        "invalid",       "in-range",
                                        "out-of-range",  "required",
                                        "optional",      "read-only",
                                        "read-write",    "placeholder-shown",
                                        "autofill",      "fullscreen",
                                        "modal",         "open",
                                        "popover-open",  "playing",
                                        "paused",        "host",
                                        "defined",       NULL};
    static const char *const roots[] = {"root", "scope", NULL};
    static const char *const links[] = {"link", "any-link", NULL};
    sum->classes++;
    if (add_nth(r, compound, name))
        return TRUE;
    if (is_one_of(name, roots)) {
        add_simple(r, compound, HP_SIMPLE_ROOT);
    } else if (is_one_of(name, links)) {
        add_simple(r, compound, HP_SIMPLE_LINK);
    } else if (g_ascii_strcasecmp(name, "empty") == 0) {
        add_simple(r, compound, HP_SIMPLE_EMPTY);
    } else if (is_one_of(name, never) || name[0] == '-') {
        add_simple(r, compound, HP_SIMPLE_NEVER);
        sum->never = TRUE;
    } else {
        return fail(r, hp_arena_printf(r->arena, "\":%s\" is unknown", name));
    }
    return TRUE;
}

/* :is() and :not() count as their most specific argument, :where() as nothing
 * (Selectors 4 §17). */
static void add_specificity(tally *sum, const hp_selector *list)
{
    unsigned highest = 0;
    for (; list; list = list->next)
        highest = MAX(highest, list->specificity);
    sum->ids += (int)(highest >> 20);
    sum->classes += (int)(highest >> 10 & 1023);
    sum->types += (int)(highest & 1023);
}

static gboolean parse_lang(reader *r, size_t start, size_t end, hp_compound *compound)
{
    while (start < end && r->tokens[start].type == HP_TOKEN_WHITESPACE)
        start++;
    while (end > start && r->tokens[end - 1].type == HP_TOKEN_WHITESPACE)
        end--;
    const hp_token *token = &r->tokens[start];
    if (end != start + 1 || (token->type != HP_TOKEN_IDENT && token->type != HP_TOKEN_STRING))
        return fail(r, "\":lang()\" wants one language");
    add_simple(r, compound, HP_SIMPLE_LANG)->value = token->text;
    return TRUE;
}

static gboolean parse_pseudo_function(reader *r, hp_compound *compound, tally *sum, const hp_token *function)
{
    static const struct {
        const char *name;
        gboolean from_end, of_type;
    } nths[] = {{"nth-child", FALSE, FALSE},
                {"nth-last-child", TRUE, FALSE},
                {"nth-of-type", FALSE, TRUE},
                {"nth-last-of-type", TRUE, TRUE}};
    const char *name = function->text;
    size_t start = r->at, end = hp_tokens_block_end(r->tokens, r->count, r->at - 1);
    if (end >= r->count)
        return fail(r, "a \")\" is missing");
    r->at = end + 1;
    for (size_t i = 0; i < G_N_ELEMENTS(nths); i++) {
        if (g_ascii_strcasecmp(name, nths[i].name) != 0)
            continue;
        hp_simple *simple = add_simple(r, compound, HP_SIMPLE_NTH);
        simple->from_end = nths[i].from_end;
        simple->of_type = nths[i].of_type;
        sum->classes++;
        return parse_nth(r, start, end, simple);
    }
    if (g_ascii_strcasecmp(name, "lang") == 0) {
        sum->classes++;
        return parse_lang(r, start, end, compound);
    }
    gboolean not = g_ascii_strcasecmp(name, "not") == 0, where = g_ascii_strcasecmp(name, "where") == 0;
    if (!not &&!where && g_ascii_strcasecmp(name, "is") != 0 && g_ascii_strcasecmp(name, "matches") != 0)
        return fail(r, hp_arena_printf(r->arena, "\":%s()\" is unknown", name));
    const hp_selector *list = parse_list(r, start, end, !not );
    if (!list && not )
        return fail(r, "\":not()\" is empty");
    hp_simple *simple = add_simple(r, compound, not ? HP_SIMPLE_NOT : HP_SIMPLE_IS);
    simple->list = list;
    if (!where)
        add_specificity(sum, list);
    return TRUE;
}

static hp_pseudo_element pseudo_element(const char *name)
{
    static const char *const drawn[] = {[HP_PSEUDO_BEFORE] = "before",
                                        [HP_PSEUDO_AFTER] = "after",
                                        [HP_PSEUDO_MARKER] = "marker",
                                        [HP_PSEUDO_FIRST_LETTER] = "first-letter"};
    static const char *const others[] = {
        "first-line",  "selection",       "placeholder",   "backdrop",       "cue", "file-selector-button",
        "target-text", "details-content", "grammar-error", "spelling-error", NULL};
    for (size_t i = HP_PSEUDO_BEFORE; i < G_N_ELEMENTS(drawn); i++)
        if (g_ascii_strcasecmp(name, drawn[i]) == 0)
            return (hp_pseudo_element)i;
    return name[0] == '-' || is_one_of(name, others) ? HP_PSEUDO_OTHER : HP_PSEUDO_NONE;
}

/* With one colon only the four of CSS 2 (Selectors 3 §7). */
static gboolean is_old_pseudo_element(const char *name)
{
    static const char *const old[] = {"before", "after", "first-line", "first-letter", NULL};
    return is_one_of(name, old);
}

static gboolean parse_pseudo(reader *r, hp_compound *compound, tally *sum)
{
    r->at++; /* the colon */
    gboolean twice = peek(r)->type == HP_TOKEN_COLON;
    r->at += twice;
    const hp_token *token = peek(r);
    if (token->type != HP_TOKEN_IDENT && (twice || token->type != HP_TOKEN_FUNCTION))
        return fail(r, "a name is missing after \":\"");
    r->at++;
    if (sum->pseudo != HP_PSEUDO_NONE) {
        /* ::after:hover and ::-webkit-scrollbar:horizontal never show on paper */
        sum->never = TRUE;
        return !twice || fail(r, "a pseudo-element follows a pseudo-element");
    }
    if (token->type == HP_TOKEN_FUNCTION)
        return parse_pseudo_function(r, compound, sum, token);
    if (!twice && !is_old_pseudo_element(token->text))
        return parse_pseudo_class(r, compound, sum, token->text);
    sum->pseudo = pseudo_element(token->text);
    sum->types++;
    return sum->pseudo != HP_PSEUDO_NONE || fail(r, hp_arena_printf(r->arena, "\"::%s\" is unknown", token->text));
}

/* ---- attributes (Selectors 3 §6.3) ---- */

static gboolean parse_attribute_test(reader *r, hp_simple *simple)
{
    const hp_token *token = peek(r);
    if (token->type != HP_TOKEN_DELIM)
        return FALSE;
    static const char marks[] = "~|^$*";
    const char *mark = strchr(marks, (int)token->delim);
    r->at++;
    simple->test = HP_ATTRIBUTE_EQUALS;
    if (mark) {
        simple->test = (hp_attribute_test)(HP_ATTRIBUTE_INCLUDES + (mark - marks));
        token = peek(r);
        r->at++;
    }
    return token->type == HP_TOKEN_DELIM && token->delim == '=';
}

static gboolean take_delim(reader *r, gunichar delim)
{
    if (peek(r)->type != HP_TOKEN_DELIM || peek(r)->delim != delim)
        return FALSE;
    r->at++;
    return TRUE;
}

/* A name with an optional namespace prefix, which HTML has no use for:
 * "*|name" and "|name". Prefixes proper are undeclared and so invalid. */
static void skip_namespace(reader *r)
{
    const hp_token *next = r->at + 1 < r->count ? &r->tokens[r->at + 1] : NULL;
    if (peek(r)->type != HP_TOKEN_DELIM)
        return;
    if (peek(r)->delim == '*' && next && next->type == HP_TOKEN_DELIM && next->delim == '|')
        r->at += 2;
    else
        take_delim(r, '|');
}

static gboolean parse_attribute(reader *r, hp_compound *compound, tally *sum)
{
    r->at++; /* the bracket */
    skip_blanks(r);
    skip_namespace(r);
    if (peek(r)->type != HP_TOKEN_IDENT)
        return fail(r, "an attribute's name is missing");
    hp_simple *simple = add_simple(r, compound, HP_SIMPLE_ATTRIBUTE);
    simple->name = intern_lower(peek(r)->text);
    sum->classes++;
    r->at++;
    skip_blanks(r);
    if (peek(r)->type == HP_TOKEN_CLOSE_SQUARE) {
        r->at++;
        return TRUE;
    }
    if (!parse_attribute_test(r, simple))
        return fail(r, "an attribute's operator is unknown");
    skip_blanks(r);
    if (peek(r)->type != HP_TOKEN_IDENT && peek(r)->type != HP_TOKEN_STRING)
        return fail(r, "an attribute's value must be a name or stand in quotes");
    simple->value = peek(r)->text;
    r->at++;
    skip_blanks(r);
    simple->ignore_case = hp_token_is_named(peek(r), HP_TOKEN_IDENT, "i");
    if (simple->ignore_case || hp_token_is_named(peek(r), HP_TOKEN_IDENT, "s"))
        r->at++;
    skip_blanks(r);
    if (peek(r)->type != HP_TOKEN_CLOSE_SQUARE)
        return fail(r, "a \"]\" is missing");
    r->at++;
    return TRUE;
}

/* ---- compounds, complex selectors, lists ---- */

static void add_nesting(reader *r, hp_compound *compound, tally *sum)
{
    r->nests = TRUE;
    if (r->parent) {
        add_simple(r, compound, HP_SIMPLE_IS)->list = r->parent;
        add_specificity(sum, r->parent);
    } else {
        add_simple(r, compound, HP_SIMPLE_ROOT); /* & outside of a rule is :scope */
    }
}

static gboolean parse_type(reader *r, hp_compound *compound, tally *sum)
{
    size_t start = r->at;
    skip_namespace(r);
    if (peek(r)->type == HP_TOKEN_IDENT) {
        compound->tag = intern_lower(peek(r)->text);
        sum->types++;
        r->at++;
    } else if (!take_delim(r, '*')) {
        return r->at == start || fail(r, "a name is missing after \"|\"");
    }
    return TRUE;
}

static gboolean parse_compound(reader *r, hp_compound *compound, tally *sum)
{
    size_t start = r->at;
    if (!parse_type(r, compound, sum))
        return FALSE;
    for (;;) {
        const hp_token *token = peek(r);
        if (token->type == HP_TOKEN_COLON) {
            if (!parse_pseudo(r, compound, sum))
                return FALSE;
        } else if (sum->pseudo != HP_PSEUDO_NONE) {
            break;
        } else if (token->type == HP_TOKEN_HASH && token->is_id) {
            add_simple(r, compound, HP_SIMPLE_ID)->name = token->text;
            sum->ids++;
            r->at++;
        } else if (token->type == HP_TOKEN_OPEN_SQUARE) {
            if (!parse_attribute(r, compound, sum))
                return FALSE;
        } else if (take_delim(r, '&')) {
            add_nesting(r, compound, sum);
        } else if (take_delim(r, '.')) {
            if (peek(r)->type != HP_TOKEN_IDENT)
                return fail(r, "a class name is missing after \".\"");
            add_simple(r, compound, HP_SIMPLE_CLASS)->name = g_intern_string(peek(r)->text);
            sum->classes++;
            r->at++;
        } else {
            break;
        }
    }
    return r->at > start || fail(r, r->at >= r->count ? "it ends too early" : "a name is expected");
}

/* Reads what stands between two compounds; FALSE when nothing does. */
static gboolean parse_combinator(reader *r, hp_combinator *combinator)
{
    gboolean blank = skip_blanks(r);
    *combinator = HP_COMBINATOR_DESCENDANT;
    if (take_delim(r, '>'))
        *combinator = HP_COMBINATOR_CHILD;
    else if (take_delim(r, '+'))
        *combinator = HP_COMBINATOR_NEXT;
    else if (take_delim(r, '~'))
        *combinator = HP_COMBINATOR_LATER;
    else
        return blank && r->at < r->count;
    skip_blanks(r);
    return TRUE;
}

/* A nested rule's selector without & means "& selector" (CSS Nesting 1 §3.1). */
static void nest(reader *r, hp_compound *first, hp_combinator combinator, tally *sum)
{
    hp_compound *outer = hp_arena_make(r->arena, hp_compound);
    add_nesting(r, outer, sum);
    first->left = outer;
    first->combinator = combinator;
}

static hp_selector *parse_complex(reader *r)
{
    tally sum = {0};
    hp_combinator combinator = HP_COMBINATOR_DESCENDANT;
    const hp_compound *left = NULL;
    hp_compound *first = NULL, *compound = NULL;
    skip_blanks(r);
    gboolean relative = r->parent && r->depth == 0 && parse_combinator(r, &combinator);
    hp_combinator outer = combinator;
    int length = 0;
    do {
        if (++length > COMPOUNDS_MAX) {
            fail(r, "it is too long");
            return NULL;
        }
        compound = hp_arena_make(r->arena, hp_compound);
        compound->left = left;
        compound->combinator = combinator;
        first = first ? first : compound;
        if (!parse_compound(r, compound, &sum))
            return NULL;
        left = compound;
    } while (sum.pseudo == HP_PSEUDO_NONE && parse_combinator(r, &combinator));
    skip_blanks(r);
    if (r->at < r->count) {
        fail(r, "it goes on where it should end");
        return NULL;
    }
    if (r->parent && r->depth == 0 && (relative || !r->nests))
        nest(r, first, outer, &sum);
    hp_selector *selector = hp_arena_make(r->arena, hp_selector);
    selector->last = compound;
    selector->pseudo = sum.pseudo;
    selector->never = sum.never || sum.pseudo == HP_PSEUDO_OTHER;
    selector->specificity = HP_SPECIFICITY(sum.ids, sum.classes, sum.types);
    return selector;
}

/* The comma or end after `at`, over brackets. */
static size_t find_comma(const hp_token *tokens, size_t end, size_t at)
{
    while (at < end && tokens[at].type != HP_TOKEN_COMMA)
        at = MIN(hp_tokens_block_end(tokens, end, at), end - 1) + 1;
    return at;
}

/* forgiving: invalid members are left out (Selectors 4 §18.1), and an empty
 * list is no failure. Pseudo-elements have no place in lists within. */
static const hp_selector *parse_list(reader *outer, size_t start, size_t end, gboolean forgiving)
{
    const hp_selector *head = NULL;
    hp_selector *tail = NULL;
    gboolean inner = forgiving || start > 0;
    int depth = inner ? outer->depth + 1 : 0;
    if (depth > LISTS_MAX) {
        fail(outer, "it nests too deep");
        return NULL;
    }
    for (size_t at = start; at <= end;) {
        size_t comma = find_comma(outer->tokens, end, at);
        reader r = {outer->arena, outer->css, outer->tokens, comma, at, outer->parent, NULL, depth, FALSE};
        hp_selector *selector = parse_complex(&r);
        outer->nests |= r.nests;
        if (selector && inner && selector->pseudo != HP_PSEUDO_NONE)
            selector = NULL;
        if (!selector && !forgiving) {
            fail(outer, r.reason ? r.reason : "a pseudo-element stands in a list");
            return NULL;
        }
        if (selector && tail)
            tail->next = selector;
        else if (selector)
            head = selector;
        tail = selector ? selector : tail;
        at = comma + 1;
    }
    return head;
}

const hp_selector *hp_selector_parse(hp_arena *arena, const char *css, const hp_token *tokens, size_t count,
                                     const hp_selector *parent, const char **reason)
{
    reader r = {arena, css, tokens, count, 0, parent, NULL, 0, FALSE};
    const hp_selector *list = parse_list(&r, 0, count, FALSE);
    *reason = r.reason;
    return list;
}
