/*
 * The parser of CSS Syntax 3 §5, with rules nested in rules as its current
 * draft has them: what is no declaration is tried as a rule, and what is
 * neither is lost up to its ";" or its block.
 *
 * Brackets are paired once for the whole sheet, so that skipping a block is one
 * step wherever the recovery begins again.
 */
#include "css/rules.h"

#include <string.h>

#define RULES_DEPTH_MAX 24 /* blocks in blocks: the parser recurses */
#define EXCERPT_MAX 60     /* bytes of source in a message */

typedef struct {
    hp_arena *arena;
    const char *css;
    const hp_token *tokens;
    size_t end;    /* index of EOF */
    guint32 *pair; /* opening token: the token after its block; others: the next token */
    const hp_sheet *sheet;
    hp_sheet_reading *reading; /* NULL for attributes */
    hp_diags *diags;           /* NULL: messages are not wanted */
    const hp_layer *layer;     /* of the rules being read */
    gboolean imports_over;     /* something stood before that ends them */
    GArray *pending;           /* hp_declaration: of the rules being read, innermost last */
} parser;

static void parse_contents(parser *p, size_t at, size_t end, const hp_selector *parent, int depth);

/* ---- messages ---- */

/* The source of some tokens, blanks folded, cut to a length that can be read. */
static char *excerpt(const parser *p, size_t from, size_t to)
{
    while (from < to && p->tokens[from].type == HP_TOKEN_WHITESPACE)
        from++;
    while (to > from && p->tokens[to - 1].type == HP_TOKEN_WHITESPACE)
        to--;
    if (from >= to)
        return g_strdup("");
    GString *text = g_string_new(NULL);
    const char *s = p->css + p->tokens[from].start, *end = p->css + p->tokens[to - 1].end;
    for (; s < end && text->len < EXCERPT_MAX; s = g_utf8_next_char(s)) {
        if (!g_ascii_isspace(*s))
            g_string_append_len(text, s, g_utf8_next_char(s) - s);
        else if (text->len > 0 && text->str[text->len - 1] != ' ')
            g_string_append_c(text, ' ');
    }
    if (s < end)
        g_string_append(text, "…");
    return g_string_free(text, FALSE);
}

static void complain(const parser *p, size_t from, size_t to, const char *what)
{
    if (!p->diags)
        return;
    while (from < to && p->tokens[from].type == HP_TOKEN_WHITESPACE)
        from++;
    g_autofree char *text = excerpt(p, from, to);
    hp_diag_warning(p->diags, "css-syntax", p->tokens[from].line, "\"%s\" %s", text, what);
}

/* ---- tokens and blocks ---- */

/* §5.4.8: a block ends at its own closer or at the end; other closers in it
 * are ordinary. */
static guint32 *pair_brackets(const hp_token *tokens, size_t count)
{
    guint32 *pair = g_new(guint32, count);
    g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(guint32));
    for (guint32 i = 0; i < count; i++) {
        pair[i] = i + 1;
        guint32 top = open->len > 0 ? g_array_index(open, guint32, open->len - 1) : 0;
        if (hp_token_closer(tokens[i].type) != HP_TOKEN_EOF) {
            g_array_append_val(open, i);
        } else if (open->len > 0 && tokens[i].type == hp_token_closer(tokens[top].type)) {
            pair[top] = i + 1;
            g_array_set_size(open, open->len - 1);
        }
    }
    for (size_t i = 0; i < open->len; i++)
        pair[g_array_index(open, guint32, i)] = (guint32)count - 1;
    return pair;
}

static size_t skip_blanks(const parser *p, size_t at, size_t end)
{
    while (at < end && p->tokens[at].type == HP_TOKEN_WHITESPACE)
        at++;
    return at;
}

/* The first token of one of two types at or after `at`, over blocks. */
static size_t find(const parser *p, size_t at, size_t end, hp_token_type a, hp_token_type b)
{
    while (at < end && p->tokens[at].type != a && p->tokens[at].type != b)
        at = p->pair[at];
    return MIN(at, end);
}

/* Where the content of the block that opens at `open` ends: at its closer, or
 * at the end of the sheet. */
static size_t content_end(const parser *p, size_t open)
{
    size_t after = p->pair[open];
    return after > open + 1 && p->tokens[after - 1].type == HP_TOKEN_CLOSE_CURLY ? after - 1 : after;
}

/* ---- declarations ---- */

/* What no value may hold (§8.1 <declaration-value>), and brackets too deep.
 * Brackets that the end of the sheet leaves open stay in open[]. */
static gboolean value_is_sound(const parser *p, size_t from, size_t to, hp_token_type *open, size_t *depth)
{
    *depth = 0;
    for (size_t i = from; i < to; i++) {
        const hp_token *token = &p->tokens[i];
        hp_token_type closer = hp_token_closer(token->type);
        if (closer != HP_TOKEN_EOF) {
            if (*depth == HP_CSS_NESTING_MAX)
                return FALSE;
            open[(*depth)++] = closer;
            continue;
        }
        switch (token->type) {
        case HP_TOKEN_BAD_STRING:
        case HP_TOKEN_BAD_URL: return FALSE;
        case HP_TOKEN_CLOSE_PAREN:
        case HP_TOKEN_CLOSE_SQUARE:
        case HP_TOKEN_CLOSE_CURLY:
            if (*depth == 0 || token->type != open[--*depth])
                return FALSE;
            break;
        case HP_TOKEN_DELIM:
            if (*depth == 0 && token->delim == '!')
                return FALSE;
            break;
        default: break;
        }
    }
    return TRUE;
}

/* Sets the value, with the brackets closed that the end of the sheet closes,
 * so that its readers always find the closer. */
static gboolean set_value(const parser *p, hp_declaration *declaration, size_t from, size_t to)
{
    hp_token_type open[HP_CSS_NESTING_MAX];
    size_t depth, count = to - from;
    if (!value_is_sound(p, from, to, open, &depth))
        return FALSE;
    declaration->tokens = p->tokens + from;
    declaration->n_tokens = count + depth;
    if (depth > 0) {
        hp_token *closed = hp_arena_make_array(p->arena, hp_token, count + depth);
        memcpy(closed, declaration->tokens, sizeof *closed * count);
        for (size_t i = 0; i < depth; i++)
            closed[count + i] = (hp_token){.type = open[depth - 1 - i], .start = p->tokens[to].start};
        declaration->tokens = closed;
    }
    return TRUE;
}

/* §5.4.6: "!important" at the end. Returns where the value before it ends. */
static size_t strip_important(const parser *p, size_t from, size_t to, gboolean *important)
{
    while (to > from && p->tokens[to - 1].type == HP_TOKEN_WHITESPACE)
        to--;
    size_t end = to;
    if (to == from || !hp_token_is_named(&p->tokens[--to], HP_TOKEN_IDENT, "important"))
        return end;
    while (to > from && p->tokens[to - 1].type == HP_TOKEN_WHITESPACE)
        to--;
    if (to == from || p->tokens[to - 1].type != HP_TOKEN_DELIM || p->tokens[to - 1].delim != '!')
        return end;
    *important = TRUE;
    for (to--; to > from && p->tokens[to - 1].type == HP_TOKEN_WHITESPACE;)
        to--;
    return to;
}

static gboolean has_var(const parser *p, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (hp_token_is_named(&p->tokens[i], HP_TOKEN_FUNCTION, "var"))
            return TRUE;
    return FALSE;
}

/* A {} beside something else is a rule's block, not a value: `a:hover {}`. */
static gboolean looks_like_rule(const parser *p, size_t from, size_t to)
{
    gboolean block = FALSE, other = FALSE;
    for (size_t i = from; i < to; i = p->pair[i]) {
        gboolean curly = p->tokens[i].type == HP_TOKEN_OPEN_CURLY;
        block |= curly;
        other |= !curly && p->tokens[i].type != HP_TOKEN_WHITESPACE;
    }
    return block && other;
}

static const char *property_name(const parser *p, const char *text)
{
    if (text[0] == '-' && text[1] == '-')
        return text;
    for (const char *c = text; *c; c++) {
        if (!g_ascii_isupper(*c))
            continue;
        g_autofree char *lower = g_ascii_strdown(text, -1);
        return hp_arena_strdup(p->arena, lower);
    }
    return text;
}

typedef enum { DECLARATION_TAKEN, DECLARATION_BAD, DECLARATION_NONE } declaration_result;

/* §5.4.6, at an identifier. *next: where to go on when it was a declaration,
 * good or bad. */
static declaration_result parse_declaration(parser *p, size_t at, size_t end, size_t *next)
{
    const hp_token *name = &p->tokens[at];
    size_t from = skip_blanks(p, at + 1, end);
    if (name->type != HP_TOKEN_IDENT || from >= end || p->tokens[from].type != HP_TOKEN_COLON)
        return DECLARATION_NONE;
    size_t to = find(p, from, end, HP_TOKEN_SEMICOLON, HP_TOKEN_SEMICOLON);
    from = skip_blanks(p, from + 1, to);
    hp_declaration declaration = {
        .name = property_name(p, name->text), .line = name->line, .file = p->sheet ? p->sheet->file : NULL};
    gboolean custom = hp_declaration_is_custom(&declaration);
    if (!custom && looks_like_rule(p, from, to))
        return DECLARATION_NONE;
    *next = MIN(to + 1, end);
    size_t value_end = strip_important(p, from, to, &declaration.important);
    declaration.has_var = has_var(p, from, value_end);
    if ((value_end == from && !custom) || !set_value(p, &declaration, from, value_end) ||
        (declaration.has_var && !hp_vars_check(declaration.tokens, declaration.n_tokens))) {
        complain(p, at, to, "is no valid declaration and is skipped");
        return DECLARATION_BAD;
    }
    size_t start = p->tokens[from].start, length = value_end > from ? p->tokens[value_end - 1].end - start : 0;
    declaration.source = hp_arena_strndup(p->arena, p->css + start, length);
    g_array_append_val(p->pending, declaration);
    return DECLARATION_TAKEN;
}

/* ---- rules ---- */

/* Ends a run of declarations: those pending from `first` on become a rule. */
static void flush(parser *p, const hp_selector *selectors, guint first)
{
    guint count = p->pending->len - first;
    if (count == 0)
        return;
    const hp_declaration *declarations = &g_array_index(p->pending, hp_declaration, first);
    hp_style_rule rule = {selectors, hp_arena_copy(p->arena, declarations, sizeof *declarations * count), count,
                          p->layer};
    g_array_append_val(p->reading->rules, rule);
    g_array_set_size(p->pending, first);
}

/* §5.4.3: a prelude and a block. In a block, ";" ends what never was a rule. */
static size_t parse_rule(parser *p, size_t at, size_t end, const hp_selector *parent, int depth)
{
    hp_token_type stop = parent ? HP_TOKEN_SEMICOLON : HP_TOKEN_OPEN_CURLY;
    size_t open = find(p, at, end, HP_TOKEN_OPEN_CURLY, stop);
    if (open >= end || p->tokens[open].type != HP_TOKEN_OPEN_CURLY) {
        complain(p, at, open, parent ? "is no declaration and is skipped" : "is a rule without a block and is skipped");
        return MIN(open + 1, end);
    }
    size_t next = p->pair[open];
    if (depth >= RULES_DEPTH_MAX) {
        complain(p, at, open, "is nested too deep and is skipped");
        return next;
    }
    const char *reason = NULL;
    const hp_selector *selectors = hp_selector_parse(p->arena, p->css, p->tokens + at, open - at, parent, &reason);
    if (selectors) {
        parse_contents(p, open + 1, content_end(p, open), selectors, depth + 1);
    } else if (p->diags) {
        g_autofree char *text = excerpt(p, at, open);
        hp_diag_warning(p->diags, "css-selector", p->tokens[at].line,
                        "the selector \"%s\" is not valid (%s); its rule is skipped", text, reason);
    }
    return next;
}

/* At-rules that say nothing about what we draw, or that may be missed without
 * a word. */
static gboolean is_silent(const char *name)
{
    static const char *const silent[] = {"charset",       "namespace",           "keyframes",       "property",
                                         "counter-style", "font-feature-values", "view-transition", NULL};
    const char *vendor = name[0] == '-' ? strchr(name + 1, '-') : NULL;
    for (const char *const *s = silent; *s; s++)
        if (g_ascii_strcasecmp(vendor ? vendor + 1 : name, *s) == 0)
            return TRUE;
    return vendor != NULL;
}

/* One at-rule: its prelude, and its block when it has one. */
typedef struct {
    const hp_token *keyword, *prelude;
    size_t n_prelude;
    size_t at, open; /* open: its "{", or where it ends */
    gboolean has_block;
    const hp_selector *parent;
    int depth;
} at_rule;

static void parse_block(parser *p, const at_rule *rule)
{
    parse_contents(p, rule->open + 1, content_end(p, rule->open), rule->parent, rule->depth + 1);
}

/* A block with rules in it; FALSE and a message when there is none. */
static gboolean has_rules(const parser *p, const at_rule *rule)
{
    if (rule->has_block && rule->depth < RULES_DEPTH_MAX)
        return TRUE;
    complain(p, rule->at, rule->open,
             rule->has_block ? "is nested too deep and is skipped" : "has no block and is skipped");
    return FALSE;
}

static void parse_media(parser *p, const at_rule *rule)
{
    if (has_rules(p, rule) && hp_media_matches(p->reading->context, rule->prelude, rule->n_prelude))
        parse_block(p, rule);
}

static void parse_supports(parser *p, const at_rule *rule)
{
    if (has_rules(p, rule) && hp_supports_matches(p->reading->compute, p->css, rule->prelude, rule->n_prelude))
        parse_block(p, rule);
}

/* CSS Cascade 5 §6.4.4: "@layer a, b;" only says the order. */
static void name_layers(parser *p, const at_rule *rule)
{
    for (size_t from = 0; from < rule->n_prelude;) {
        size_t to = from;
        while (to < rule->n_prelude && rule->prelude[to].type != HP_TOKEN_COMMA)
            to++;
        if (!hp_layer_get(p->reading->layers, p->layer, rule->prelude + from, to - from))
            complain(p, rule->at, rule->open, "names no layer and is skipped");
        from = to + 1;
    }
}

static void parse_layer(parser *p, const at_rule *rule)
{
    const hp_layer *outer = p->layer;
    if (!rule->has_block) {
        name_layers(p, rule);
        return;
    }
    if (!has_rules(p, rule))
        return;
    gboolean named = FALSE;
    for (size_t i = 0; i < rule->n_prelude; i++)
        named |= rule->prelude[i].type != HP_TOKEN_WHITESPACE;
    p->layer = named ? hp_layer_get(p->reading->layers, outer, rule->prelude, rule->n_prelude)
                     : hp_layer_add(p->reading->layers, outer);
    if (p->layer)
        parse_block(p, rule);
    else
        complain(p, rule->at, rule->open, "names no layer and is skipped");
    p->layer = outer;
}

/* Declarations only; what else there is, is skipped up to its semicolon. */
static void parse_declarations(parser *p, size_t at, size_t end)
{
    while (at < end) {
        hp_token_type type = p->tokens[at].type;
        size_t next = at + 1;
        if (type != HP_TOKEN_WHITESPACE && type != HP_TOKEN_SEMICOLON &&
            parse_declaration(p, at, end, &next) == DECLARATION_NONE) {
            size_t to = find(p, at, end, HP_TOKEN_SEMICOLON, HP_TOKEN_SEMICOLON);
            complain(p, at, to, "is no declaration and is skipped");
            next = to + 1;
        }
        at = next;
    }
}

/* CSS Fonts 4 §4 */
static void parse_font_face(parser *p, const at_rule *rule)
{
    if (!has_rules(p, rule))
        return;
    guint first = p->pending->len;
    parse_declarations(p, rule->open + 1, content_end(p, rule->open));
    const struct hp_font_face *face = hp_font_face_make(p->arena, &g_array_index(p->pending, hp_declaration, first),
                                                        p->pending->len - first, rule->keyword->line, p->diags);
    g_array_set_size(p->pending, first);
    if (face && p->reading->faces)
        g_array_append_val(p->reading->faces, face);
}

/* CSS Cascade 4 §2: imports come before everything but @charset and the order
 * of layers. */
static void parse_import(parser *p, const at_rule *rule)
{
    if (rule->has_block || rule->depth > 0 || p->imports_over)
        complain(p, rule->at, rule->open, "has to stand before all rules and is skipped");
    else
        hp_css_import(p->arena, p->sheet, p->reading, p->css, rule->prelude, rule->n_prelude, rule->keyword->line);
}

/* @page and what stands in it: declarations for the page and its margin boxes
 * (CSS Paged Media 3 §4, §5), whose selectors match the elements of paper.h. */
static void parse_page(parser *p, const at_rule *rule)
{
    at_rule page = *rule;
    if (rule->parent && hp_selector_is_page(rule->parent))
        page.parent = hp_selector_margin_box(p->arena, rule->parent, rule->keyword->text);
    else
        page.parent = hp_selector_page(p->arena, rule->prelude, rule->n_prelude);
    if (!has_rules(p, rule))
        return;
    if (page.parent)
        parse_block(p, &page);
    else
        complain(p, rule->at, rule->open, "names what no page has and is skipped");
}

/* §5.4.2 */
static size_t parse_at_rule(parser *p, size_t at, size_t end, const hp_selector *parent, int depth)
{
    static const struct {
        const char *name;
        void (*parse)(parser *p, const at_rule *rule);
    } known[] = {{"media", parse_media},   {"supports", parse_supports},   {"layer", parse_layer},
                 {"import", parse_import}, {"font-face", parse_font_face}, {"page", parse_page}};
    const hp_token *keyword = &p->tokens[at];
    at_rule rule = {.keyword = keyword, .prelude = keyword + 1, .at = at, .parent = parent, .depth = depth};
    rule.open = find(p, at + 1, end, HP_TOKEN_OPEN_CURLY, HP_TOKEN_SEMICOLON);
    rule.n_prelude = rule.open - at - 1;
    rule.has_block = rule.open < end && p->tokens[rule.open].type == HP_TOKEN_OPEN_CURLY;
    size_t i = 0;
    while (i < G_N_ELEMENTS(known) && g_ascii_strcasecmp(keyword->text, known[i].name) != 0)
        i++;
    if (i < G_N_ELEMENTS(known))
        known[i].parse(p, &rule);
    else if (parent && hp_selector_is_page(parent))
        parse_page(p, &rule);
    else if (!is_silent(keyword->text))
        hp_diag_warning(p->diags, "css-at-rule", keyword->line, "@%s is not supported and is skipped", keyword->text);
    if (g_ascii_strcasecmp(keyword->text, "charset") != 0 && g_ascii_strcasecmp(keyword->text, "import") != 0 &&
        (g_ascii_strcasecmp(keyword->text, "layer") != 0 || rule.has_block))
        p->imports_over = TRUE;
    return rule.has_block ? p->pair[rule.open] : MIN(rule.open + 1, end);
}

/* §5.4.1 and §5.4.4: with a parent the contents of its block, else rules. */
static void parse_contents(parser *p, size_t at, size_t end, const hp_selector *parent, int depth)
{
    guint first = p->pending->len;
    while (at < end) {
        hp_token_type type = p->tokens[at].type;
        size_t next = at + 1;
        gboolean separator = type == HP_TOKEN_WHITESPACE || (type == HP_TOKEN_SEMICOLON && parent) ||
                             ((type == HP_TOKEN_CDO || type == HP_TOKEN_CDC) && depth == 0);
        if (!separator && type == HP_TOKEN_AT_KEYWORD) {
            flush(p, parent, first);
            next = parse_at_rule(p, at, end, parent, depth);
        } else if (!separator && (!parent || parse_declaration(p, at, end, &next) == DECLARATION_NONE)) {
            flush(p, parent, first);
            p->imports_over = TRUE;
            next = parse_rule(p, at, end, parent, depth);
        }
        at = next;
    }
    flush(p, parent, first);
}

/* ---- entries ---- */

/* Addresses in a sheet of another folder are relative to that one. */
static void rebase(parser *p, hp_token *tokens, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        hp_token *token = &tokens[i];
        if (hp_token_is_named(token, HP_TOKEN_FUNCTION, "url")) {
            while (i + 1 < count && tokens[i + 1].type == HP_TOKEN_WHITESPACE)
                i++;
            token = &tokens[MIN(i + 1, count - 1)];
        } else if (token->type != HP_TOKEN_URL) {
            continue;
        }
        if (token->type == HP_TOKEN_URL || token->type == HP_TOKEN_STRING)
            token->text = hp_css_rebase(p->arena, p->sheet->folder, token->text);
    }
}

static void parser_init(parser *p, hp_arena *arena, const hp_sheet *sheet, hp_diags *diags)
{
    size_t count, length = sheet->length;
    *p = (parser){.arena = arena, .sheet = sheet, .layer = sheet->layer};
    p->diags = sheet->first_line > 0 ? diags : NULL;
    p->css = hp_css_make_valid(arena, sheet->css, &length);
    hp_token *tokens = hp_css_tokenize(arena, p->css, length, sheet->first_line, &count);
    if (sheet->folder)
        rebase(p, tokens, count);
    p->tokens = tokens;
    p->end = count - 1;
    p->pair = pair_brackets(tokens, count);
}

void hp_css_parse_sheet(hp_arena *arena, const hp_sheet *sheet, hp_sheet_reading *reading)
{
    parser p;
    hp_diags_set_file(reading->diags, sheet->file);
    parser_init(&p, arena, sheet, reading->diags);
    p.reading = reading;
    p.pending = g_array_new(FALSE, FALSE, sizeof(hp_declaration));
    parse_contents(&p, 0, p.end, NULL, 0);
    g_array_unref(p.pending);
    g_free(p.pair);
    hp_diags_set_file(reading->diags, sheet->importer ? sheet->importer->file : NULL);
}

void hp_css_parse_declarations(hp_arena *arena, const char *css, size_t length, unsigned line, hp_diags *diags,
                               GArray *declarations)
{
    parser p;
    hp_sheet attribute = {.css = css, .length = length, .first_line = line};
    parser_init(&p, arena, &attribute, diags);
    p.pending = declarations;
    parse_declarations(&p, 0, p.end);
    g_free(p.pair);
}
