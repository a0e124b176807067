#include "code-internal.h"

/* Deeper nesting is read on in the innermost state that has room. */
#define MAX_FRAMES 64

typedef struct {
    const hp_code_state *state;
    const char *known; /* what (=…) remembered */
    size_t known_length;
    size_t indent;
} frame;

typedef struct {
    const char *text, *end;
    frame frames[MAX_FRAMES];
    size_t depth;  /* frames in use, 1 at least */
    size_t guards; /* frames in use whose state embeds a language */
    GArray *runs;
} scanner;

static const char *const class_names[HP_CODE_N_CLASSES] = {
    [HP_CODE_ADDITION] = "hljs-addition",
    [HP_CODE_ATTR] = "hljs-attr",
    [HP_CODE_ATTRIBUTE] = "hljs-attribute",
    [HP_CODE_BUILT_IN] = "hljs-built_in",
    [HP_CODE_BULLET] = "hljs-bullet",
    [HP_CODE_CALL] = "hljs-call",
    [HP_CODE_CODE] = "hljs-code",
    [HP_CODE_COMMENT] = "hljs-comment",
    [HP_CODE_DELETION] = "hljs-deletion",
    [HP_CODE_DOCTAG] = "hljs-doctag",
    [HP_CODE_EMPHASIS] = "hljs-emphasis",
    [HP_CODE_FORMULA] = "hljs-formula",
    [HP_CODE_KEYWORD] = "hljs-keyword",
    [HP_CODE_LINK] = "hljs-link",
    [HP_CODE_LITERAL] = "hljs-literal",
    [HP_CODE_META] = "hljs-meta",
    [HP_CODE_META_STRING] = "hljs-meta-string",
    [HP_CODE_NAME] = "hljs-name",
    [HP_CODE_NUMBER] = "hljs-number",
    [HP_CODE_QUOTE] = "hljs-quote",
    [HP_CODE_REGEXP] = "hljs-regexp",
    [HP_CODE_SECTION] = "hljs-section",
    [HP_CODE_SELECTOR_ATTR] = "hljs-selector-attr",
    [HP_CODE_SELECTOR_CLASS] = "hljs-selector-class",
    [HP_CODE_SELECTOR_ID] = "hljs-selector-id",
    [HP_CODE_SELECTOR_PSEUDO] = "hljs-selector-pseudo",
    [HP_CODE_SELECTOR_TAG] = "hljs-selector-tag",
    [HP_CODE_STRING] = "hljs-string",
    [HP_CODE_STRONG] = "hljs-strong",
    [HP_CODE_SUBST] = "hljs-subst",
    [HP_CODE_SYMBOL] = "hljs-symbol",
    [HP_CODE_TAG] = "hljs-tag",
    [HP_CODE_TAG_ATTR] = "hljs-tag-attr",
    [HP_CODE_TEMPLATE_TAG] = "hljs-template-tag",
    [HP_CODE_TEMPLATE_VARIABLE] = "hljs-template-variable",
    [HP_CODE_TITLE] = "hljs-title",
    [HP_CODE_TYPE] = "hljs-type",
    [HP_CODE_VARIABLE] = "hljs-variable",
};

const char *hp_code_class_name(hp_code_class class)
{
    return class < HP_CODE_N_CLASSES ? class_names[class] : NULL;
}

static void run_add(scanner *s, const char *from, const char *to, hp_code_class class)
{
    if (class == HP_CODE_PLAIN || from == to)
        return;
    size_t start = (size_t)(from - s->text), end = (size_t)(to - s->text);
    if (s->runs->len) {
        hp_code_run *last = &g_array_index(s->runs, hp_code_run, s->runs->len - 1);
        if (last->class == class && last->end == start) {
            last->end = end;
            return;
        }
    }
    hp_code_run run = {start, end, class};
    g_array_append_val(s->runs, run);
}

static hp_code_match match_make(const scanner *s, const frame *top)
{
    return (hp_code_match){
        .text = s->text, .end = s->end, .known = top->known, .known_length = top->known_length, .indent = top->indent};
}

/* The column at which what stands on this line begins. In YAML, the dashes of
 * a list are part of the indentation of the key behind them, but not of a block
 * of text that follows them directly. */
static size_t line_indent(const scanner *s, const char *at)
{
    const char *line = at;
    while (line > s->text && line[-1] != '\n' && at - line < 256)
        line--;
    const char *p = line, *dash = NULL;
    for (; p < at; p++) {
        if (*p == '-' && p + 1 < at && p[1] == ' ')
            dash = p;
        else if (*p != ' ' && *p != '\t')
            break;
    }
    return (size_t)((p == at && dash ? dash : p) - line);
}

/* ---- the stack of states ---- */

static void frames_cut(scanner *s, size_t depth)
{
    while (s->depth > MAX(depth, 1))
        s->guards -= s->frames[--s->depth].state->embed != NULL;
}

static void frame_push(scanner *s, const hp_code_state *state, const hp_code_match *match, const char *at)
{
    if (s->depth + 2 > MAX_FRAMES)
        return;
    s->frames[s->depth++] = (frame){state, match->remembered, match->remembered_length, line_indent(s, at)};
    if (!state->embed)
        return;
    s->guards++;
    const hp_code_language *inner = hp_code_library_lookup(state->language->library, state->embed);
    if (inner && inner->states->len)
        s->frames[s->depth++] = (frame){g_ptr_array_index(inner->states, 0), NULL, 0, 0};
}

static void rule_act(scanner *s, const hp_code_rule *rule, const hp_code_match *match, const char *at)
{
    switch (rule->action) {
    case HP_CODE_STAY: break;
    case HP_CODE_LEAVE: frames_cut(s, s->depth - 1); break;
    case HP_CODE_ENTER: frame_push(s, rule->target, match, at); break;
    case HP_CODE_CHANGE: {
        /* The new state knows what the old one did, unless it is told anew. */
        frame old = s->frames[s->depth - 1];
        hp_code_match known = *match;
        if (!known.remembered) {
            known.remembered = old.known;
            known.remembered_length = old.known_length;
        }
        if (s->depth > 1) {
            frames_cut(s, s->depth - 1);
            frame_push(s, rule->target, &known, at);
        }
        break;
    }
    }
}

/* An embedded language ends where its host says, whatever state it is in. */
static gboolean guard_ends(scanner *s, const char *at)
{
    size_t i = s->depth;
    while (i > 0 && !s->frames[i - 1].state->embed)
        i--;
    if (!i)
        return FALSE;
    const hp_code_pattern *until = s->frames[i - 1].state->until;
    hp_code_match match = match_make(s, &s->frames[i - 1]);
    if (!hp_code_pattern_begins(until, (unsigned char)*at) || !hp_code_pattern_match(until, &match, at))
        return FALSE;
    frames_cut(s, i - 1);
    return TRUE;
}

/* ---- one step ---- */

static hp_code_class word_class(const hp_code_language *language, const char *from, const char *to)
{
    char word[64];
    size_t length = (size_t)(to - from);
    if (length >= sizeof word)
        return HP_CODE_PLAIN;
    for (size_t i = 0; i < length; i++)
        word[i] = language->fold ? g_ascii_tolower(from[i]) : from[i];
    word[length] = '\0';
    return (hp_code_class)GPOINTER_TO_INT(g_hash_table_lookup(language->words, word));
}

/* Tries one rule. Returns the end of its match, or NULL. An empty match counts
 * only when it leaves the state: each one has been entered over a byte, so the
 * scan ends. */
static const char *rule_try(scanner *s, const hp_code_rule *rule, const char *at)
{
    const frame *top = &s->frames[s->depth - 1];
    hp_code_match match = match_make(s, top);
    const char *end = hp_code_pattern_match(rule->pattern, &match, at);
    if (!end || (end == at && (rule->action != HP_CODE_LEAVE || s->depth == 1)))
        return NULL;
    hp_code_class class = rule->state_class ? top->state->class : rule->class;
    if (rule->words && !(class = word_class(top->state->language, at, end)))
        return NULL;
    run_add(s, at, end, class);
    rule_act(s, rule, &match, at);
    return end;
}

static const char *step(scanner *s, const char *at)
{
    const hp_code_state *state = s->frames[s->depth - 1].state;
    if (s->guards && guard_ends(s, at))
        return at;
    guint64 candidates = state->candidates[(unsigned char)*at];
    for (guint i = 0; candidates; i++, candidates >>= 1) {
        if (!(candidates & 1))
            continue;
        const char *end = rule_try(s, &g_array_index(state->rules, hp_code_rule, i), at);
        if (end)
            return end;
    }
    if (state->leave_else && s->depth > 1) {
        frames_cut(s, s->depth - 1);
        return at;
    }
    const char *end = hp_code_next(at, s->end);
    while (hp_code_is_word(*at) && end < s->end && hp_code_is_word(*end))
        end++;
    run_add(s, at, end, state->class);
    return end;
}

GArray *hp_code_scan(const hp_code_language *language, const char *text, size_t length)
{
    scanner s = {.text = text, .end = text + length, .runs = g_array_new(FALSE, FALSE, sizeof(hp_code_run))};
    if (!language->states->len)
        return s.runs;
    s.frames[0] = (frame){g_ptr_array_index(language->states, 0), NULL, 0, 0};
    s.depth = 1;
    s.guards = s.frames[0].state->embed != NULL;
    for (const char *at = text; at < s.end;)
        at = step(&s, at);
    return s.runs;
}
