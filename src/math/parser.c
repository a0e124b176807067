/*
 * The grammar of formulas: lists of atoms, with scripts, in groups.
 *
 * Every list is read by one function that knows what may end it; commands with
 * arguments are in commands*.c. A mistake empties the input, so that everything
 * returns by itself.
 */
#include "math/math-internal.h"

#include <string.h>

/* Bounds on what a formula may make of the stack and of memory. */
enum { DEPTH_MAX = 80, NODES_MAX = 20000, SOURCE_MAX = 32 * 1024 };

hp_math_node *hp_math_node_make(hp_math_parser *p, hp_math_kind kind, hp_atom atom)
{
    if (++p->nodes > NODES_MAX)
        hp_math_fail(p, "the formula is too long");
    hp_math_node *node = hp_arena_make(p->arena, hp_math_node);
    node->kind = kind;
    node->atom = atom;
    return node;
}

hp_math_node *hp_math_symbol_make(hp_math_parser *p, gunichar character, hp_atom atom)
{
    hp_math_node *node = hp_math_node_make(p, HP_MATH_SYMBOL, atom);
    node->symbol.character = hp_math_letter(character, p->alphabet, p->bold);
    gboolean plain = p->alphabet <= HP_ALPHABET_ALL_ITALIC || p->alphabet >= HP_ALPHABET_SANS;
    node->symbol.text = plain ? character : node->symbol.character;
    return node;
}

/* ---- characters ---- */

typedef struct {
    char written;
    gunichar character;
    hp_atom atom;
} character_row;

static const character_row characters[] = {
    {'!', '!', HP_ATOM_CLOSE}, {'(', '(', HP_ATOM_OPEN},  {')', ')', HP_ATOM_CLOSE},  {'*', 0x2217, HP_ATOM_BIN},
    {'+', '+', HP_ATOM_BIN},   {',', ',', HP_ATOM_PUNCT}, {'-', 0x2212, HP_ATOM_BIN}, {':', ':', HP_ATOM_REL},
    {';', ';', HP_ATOM_PUNCT}, {'<', '<', HP_ATOM_REL},   {'=', '=', HP_ATOM_REL},    {'>', '>', HP_ATOM_REL},
    {'?', '?', HP_ATOM_CLOSE}, {'[', '[', HP_ATOM_OPEN},  {']', ']', HP_ATOM_CLOSE},  {'`', 0x2018, HP_ATOM_ORD}};

static hp_math_node *parse_character(hp_math_parser *p, gunichar character)
{
    if (character == '~') {
        hp_math_node *node = hp_math_node_make(p, HP_MATH_SPACE, HP_ATOM_ORD);
        node->space = 1.0 / 3;
        return node;
    }
    if (character == '#' || character == '$') {
        hp_math_fail(p, "a bare %c", (char)character);
        return NULL;
    }
    /* The hyphen of a name in letters is no minus. */
    if (character == '-' && p->alphabet != HP_ALPHABET_ITALIC && p->alphabet != HP_ALPHABET_BOLD)
        return hp_math_symbol_make(p, '-', HP_ATOM_ORD);
    for (size_t i = 0; i < G_N_ELEMENTS(characters); i++)
        if ((gunichar)characters[i].written == character)
            return hp_math_symbol_make(p, characters[i].character, characters[i].atom);
    return hp_math_symbol_make(p, character, hp_math_character_atom(character));
}

/* ---- groups and arguments ---- */

/* A list in braces whose opening brace was taken. */
static hp_math_node *parse_group(hp_math_parser *p)
{
    hp_math_node *list = hp_math_parse_list(p, HP_STOP_BRACE);
    if (!hp_math_accept(p, '}'))
        hp_math_fail(p, "a closing brace is missing");
    return list;
}

static hp_math_node *parse_symbol(hp_math_parser *p, const hp_math_symbol *symbol)
{
    hp_math_node *node = hp_math_symbol_make(p, symbol->character, symbol->atom);
    node->limits = symbol->limits;
    return node;
}

/* One atom without scripts. NULL where a command makes none. */
static hp_math_node *parse_atom(hp_math_parser *p)
{
    hp_math_token token = hp_math_next(p);
    if (token.kind == HP_TOKEN_END) {
        hp_math_fail(p, "something is missing at the end");
        return NULL;
    }
    if (token.kind == HP_TOKEN_CHARACTER)
        return token.character == '{' ? parse_group(p) : parse_character(p, token.character);
    const hp_math_symbol *symbol = hp_math_symbol_lookup(token.name);
    return symbol ? parse_symbol(p, symbol) : hp_math_parse_command(p, token.name);
}

static hp_math_node *list_of(hp_math_parser *p, hp_math_node *first)
{
    if (first && first->kind == HP_MATH_LIST)
        return first;
    hp_math_node *list = hp_math_node_make(p, HP_MATH_LIST, HP_ATOM_ORD);
    list->list = first;
    return list;
}

hp_math_node *hp_math_parse_argument(hp_math_parser *p)
{
    hp_math_token token = hp_math_peek(p);
    if (token.kind == HP_TOKEN_CHARACTER && (token.character == '}' || token.character == '&')) {
        hp_math_fail(p, "an argument is missing");
        return list_of(p, NULL);
    }
    if (++p->depth > DEPTH_MAX)
        hp_math_fail(p, "the formula is nested too deeply");
    hp_math_node *atom = parse_atom(p);
    p->depth--;
    return list_of(p, atom);
}

hp_math_node *hp_math_parse_option(hp_math_parser *p)
{
    if (!hp_math_accept(p, '['))
        return NULL;
    hp_math_node *list = hp_math_parse_list(p, HP_STOP_BRACKET);
    if (!hp_math_accept(p, ']'))
        hp_math_fail(p, "a closing bracket is missing");
    return list;
}

hp_math_node *hp_math_parse_string(hp_math_parser *p, const char *tex)
{
    GString *outer = p->input;
    size_t at = p->at;
    g_autoptr(GString) inner = g_string_new(tex);
    p->input = inner;
    p->at = 0;
    hp_math_node *list = hp_math_parse_list(p, 0);
    p->input = outer;
    p->at = at;
    if (p->message)
        hp_math_fail(p, "%s", p->message);
    return list;
}

/* ---- delimiters ---- */

gunichar hp_math_parse_delimiter(hp_math_parser *p)
{
    static const gunichar plain[] = {'(', ')', '[', ']', '|', '/', 0x2016, '\\'};
    hp_math_token token = hp_math_next(p);
    if (token.kind == HP_TOKEN_COMMAND) {
        const hp_math_symbol *symbol = hp_math_symbol_lookup(token.name);
        gunichar c = symbol ? symbol->character : 0;
        gboolean arrow = (c >= 0x2191 && c <= 0x2195 && c != 0x2192 && c != 0x2194) ||
                         (c >= 0x21d1 && c <= 0x21d5 && c != 0x21d2 && c != 0x21d4);
        if (symbol && (symbol->atom == HP_ATOM_OPEN || symbol->atom == HP_ATOM_CLOSE || arrow))
            return c;
        if (c == 0x2223 || c == 0x2225)
            return c == 0x2223 ? '|' : 0x2016;
        for (size_t i = 0; i < G_N_ELEMENTS(plain); i++)
            if (c && plain[i] == c)
                return c;
        hp_math_fail(p, "\\%s is no delimiter", token.name);
        return 0;
    }
    switch (token.character) {
    case '.': return 0;
    case '<': return 0x27e8;
    case '>': return 0x27e9;
    default:
        for (size_t i = 0; i < G_N_ELEMENTS(plain); i++)
            if (plain[i] == token.character)
                return token.character;
        return g_unichar_ispunct(token.character) && token.character > 0x7f
                   ? token.character
                   : (hp_math_fail(p, "a delimiter is missing"), 0);
    }
}

/* ---- scripts ---- */

static hp_math_node *list_append(hp_math_node *list, hp_math_node *node)
{
    hp_math_node **end = &list->list;
    while (*end)
        end = &(*end)->next;
    *end = node;
    return list;
}

/* "''": primes stand in the superscript, before what else is there. */
static hp_math_node *parse_primes(hp_math_parser *p)
{
    hp_math_node *list = hp_math_node_make(p, HP_MATH_LIST, HP_ATOM_ORD);
    while (hp_math_accept(p, '\'') || hp_math_accept(p, 0x2019) || hp_math_accept(p, 0x2032))
        list_append(list, hp_math_symbol_make(p, 0x2032, HP_ATOM_ORD));
    if (hp_math_accept(p, '^'))
        list_append(list, hp_math_parse_argument(p));
    return list;
}

static gboolean parse_limits(hp_math_parser *p, const hp_math_token *token, hp_math_node *nucleus)
{
    hp_limits limits;
    if (hp_math_token_is(token, "limits"))
        limits = HP_LIMITS_ALWAYS;
    else if (hp_math_token_is(token, "nolimits"))
        limits = HP_LIMITS_NONE;
    else if (hp_math_token_is(token, "displaylimits"))
        limits = HP_LIMITS_DISPLAY;
    else
        return FALSE;
    hp_math_next(p);
    if (nucleus)
        nucleus->limits = limits;
    return TRUE;
}

static hp_math_node *parse_scripts(hp_math_parser *p, hp_math_node *nucleus)
{
    hp_math_node *sub = NULL, *sup = NULL;
    for (;;) {
        hp_math_token token = hp_math_peek(p);
        if (token.kind == HP_TOKEN_COMMAND) {
            if (!parse_limits(p, &token, nucleus))
                break;
            continue;
        }
        gboolean prime = token.character == '\'' || token.character == 0x2019 || token.character == 0x2032;
        if (token.kind != HP_TOKEN_CHARACTER || (token.character != '^' && token.character != '_' && !prime))
            break;
        hp_math_node **place = token.character == '_' ? &sub : &sup;
        if (*place) {
            hp_math_fail(p, "a double %s", place == &sub ? "subscript" : "superscript");
            break;
        }
        if (prime) {
            sup = parse_primes(p);
        } else {
            hp_math_next(p);
            *place = hp_math_parse_argument(p);
        }
    }
    if (!sub && !sup)
        return nucleus;
    hp_math_node *node = hp_math_node_make(p, HP_MATH_SCRIPTS, nucleus ? nucleus->atom : HP_ATOM_ORD);
    node->scripts.nucleus = nucleus;
    node->scripts.sub = sub;
    node->scripts.sup = sup;
    return node;
}

/* ---- lists ---- */

static gboolean stops_list(const hp_math_token *token, unsigned stops)
{
    if (token->kind == HP_TOKEN_CHARACTER)
        return ((stops & HP_STOP_BRACE) && token->character == '}') ||
               ((stops & HP_STOP_BRACKET) && token->character == ']') ||
               ((stops & HP_STOP_CELL) && token->character == '&');
    return ((stops & HP_STOP_CELL) && (hp_math_token_is(token, "\\") || hp_math_token_is(token, "cr"))) ||
           ((stops & HP_STOP_END) && hp_math_token_is(token, "end")) ||
           ((stops & HP_STOP_RIGHT) && hp_math_token_is(token, "right"));
}

/* \over and its kin split the list they stand in. */
typedef struct {
    const char *name;
    double thickness;
    gunichar left, right;
} infix;

static const infix infixes[] = {
    {"over", -1, 0, 0}, {"atop", 0, 0, 0}, {"choose", 0, '(', ')'}, {"brace", 0, '{', '}'}, {"brack", 0, '[', ']'}};

static hp_math_node *parse_infix(hp_math_parser *p, const infix *row, hp_math_node *numerator, unsigned stops)
{
    hp_math_node *node = hp_math_node_make(p, HP_MATH_FRACTION, HP_ATOM_INNER);
    node->fraction.numerator = hp_math_node_make(p, HP_MATH_LIST, HP_ATOM_ORD);
    node->fraction.numerator->list = numerator;
    node->fraction.denominator = hp_math_parse_list(p, stops);
    node->fraction.thickness = row->thickness;
    node->fraction.left = row->left;
    node->fraction.right = row->right;
    node->fraction.fenced = row->left != 0;
    node->fraction.part_style = HP_STYLE_AS_IS;
    return node;
}

/* Commands that hold up to the end of the list. TRUE: it was one; *node then is
 * the rest of the list, or NULL when the list goes on. */
static gboolean parse_switch(hp_math_parser *p, const hp_math_token *token, unsigned stops, hp_math_node **node)
{
    static const char *const styles[] = {"displaystyle", "textstyle", "scriptstyle", "scriptscriptstyle"};
    static const struct {
        const char *name;
        hp_alphabet alphabet;
    } fonts[] = {{"rm", HP_ALPHABET_ROMAN},     {"bf", HP_ALPHABET_BOLD},   {"it", HP_ALPHABET_ALL_ITALIC},
                 {"sf", HP_ALPHABET_SANS},      {"tt", HP_ALPHABET_MONO},   {"cal", HP_ALPHABET_SCRIPT},
                 {"frak", HP_ALPHABET_FRAKTUR}, {"mit", HP_ALPHABET_ITALIC}};
    *node = NULL;
    for (int i = 0; i < 4; i++)
        if (hp_math_token_is(token, styles[i])) {
            hp_math_next(p);
            *node = hp_math_node_make(p, HP_MATH_STYLED, HP_ATOM_ORD);
            (*node)->styled.style = (hp_math_style)i;
            (*node)->styled.list = hp_math_parse_list(p, stops);
            return TRUE;
        }
    for (size_t i = 0; i < G_N_ELEMENTS(fonts); i++)
        if (hp_math_token_is(token, fonts[i].name)) {
            hp_math_next(p);
            p->alphabet = fonts[i].alphabet;
            return TRUE;
        }
    if (!hp_math_token_is(token, "color"))
        return FALSE;
    hp_math_next(p);
    const hp_color *color = hp_math_color(p->arena, hp_math_raw_argument(p));
    hp_math_token next = hp_math_peek(p);
    *node = hp_math_node_make(p, HP_MATH_COLORED, HP_ATOM_ORD);
    (*node)->colored.color = color;
    /* MathJax takes an argument, LaTeX colours the rest of the group. */
    gboolean has_argument = next.kind == HP_TOKEN_CHARACTER && next.character == '{';
    (*node)->colored.list = has_argument ? hp_math_parse_argument(p) : hp_math_parse_list(p, stops);
    return TRUE;
}

static const infix *infix_lookup(const hp_math_token *token)
{
    for (size_t i = 0; i < G_N_ELEMENTS(infixes); i++)
        if (hp_math_token_is(token, infixes[i].name))
            return &infixes[i];
    return NULL;
}

static void refuse(hp_math_parser *p, const hp_math_token *token)
{
    if (token->kind == HP_TOKEN_CHARACTER)
        hp_math_fail(p, token->character == '}' ? "a closing brace too many" : "& outside a table");
    else
        hp_math_fail(p, "\\%s where nothing was begun", token->name);
}

static gboolean is_misplaced(const hp_math_token *token)
{
    if (token->kind == HP_TOKEN_CHARACTER)
        return token->character == '}' || token->character == '&';
    return hp_math_token_is(token, "end") || hp_math_token_is(token, "right");
}

static hp_math_node *parse_item(hp_math_parser *p)
{
    hp_math_token token = hp_math_peek(p);
    gboolean script = token.kind == HP_TOKEN_CHARACTER &&
                      (token.character == '^' || token.character == '_' || token.character == '\'');
    hp_math_node *nucleus = script ? NULL : parse_atom(p);
    /* Definitions and the like make nothing that could have scripts. */
    if (!nucleus && !script)
        return NULL;
    return parse_scripts(p, nucleus);
}

static hp_math_node *parse_items(hp_math_parser *p, unsigned stops)
{
    hp_math_node *first = NULL, **end = &first;
    for (;;) {
        hp_math_token token = hp_math_peek(p);
        if (token.kind == HP_TOKEN_END || stops_list(&token, stops))
            return first;
        const infix *row = infix_lookup(&token);
        if (row) {
            hp_math_next(p);
            return parse_infix(p, row, first, stops);
        }
        hp_math_node *node = NULL;
        if (is_misplaced(&token))
            refuse(p, &token);
        else if (hp_math_token_is(&token, "\\") || hp_math_token_is(&token, "newline"))
            hp_math_next(p);
        else if (!parse_switch(p, &token, stops, &node))
            node = parse_item(p);
        if (node) {
            *end = node;
            end = &node->next;
        }
    }
}

hp_math_node *hp_math_parse_list(hp_math_parser *p, unsigned stops)
{
    hp_alphabet alphabet = p->alphabet;
    gboolean bold = p->bold;
    hp_math_node *list = hp_math_node_make(p, HP_MATH_LIST, HP_ATOM_ORD);
    if (++p->depth > DEPTH_MAX)
        hp_math_fail(p, "the formula is nested too deeply");
    list->list = parse_items(p, stops);
    p->depth--;
    p->alphabet = alphabet;
    p->bold = bold;
    return list;
}

/* ---- the whole ---- */

/* Lines outside an environment are centred under one another. */
static hp_math_node *parse_root(hp_math_parser *p)
{
    hp_math_node *list = hp_math_parse_list(p, HP_STOP_CELL);
    hp_math_token token = hp_math_peek(p);
    if (token.kind == HP_TOKEN_END)
        return list;
    if (token.kind == HP_TOKEN_CHARACTER) {
        refuse(p, &token);
        return list;
    }
    hp_math_node *root = hp_math_node_make(p, HP_MATH_LIST, HP_ATOM_ORD);
    hp_math_table *table = hp_math_gathered(p);
    hp_math_row *first = hp_arena_make(p->arena, hp_math_row);
    first->cells = g_ptr_array_new();
    hp_arena_own(p->arena, first->cells, (GDestroyNotify)g_ptr_array_unref);
    g_ptr_array_add(first->cells, list);
    first->tag = g_steal_pointer(&p->tag);
    table->rows = first;
    hp_math_next(p);
    root->list = hp_math_parse_rows(p, table, 0);
    return root;
}

const hp_math *hp_math_parse(hp_arena *arena, const char *tex, hp_math_macros *macros, const char **message)
{
    *message = "it is too long";
    if (strlen(tex) > SOURCE_MAX)
        return NULL;
    *message = "it is no UTF-8";
    if (!g_utf8_validate(tex, -1, NULL))
        return NULL;
    g_autoptr(hp_math_macros) own = macros ? NULL : hp_math_macros_new();
    g_autoptr(GString) input = g_string_new(tex);
    hp_math_parser p = {.arena = arena, .macros = macros ? macros : own, .input = input};
    hp_math *math = hp_arena_make(arena, hp_math);
    math->root = parse_root(&p);
    math->tag = p.tag;
    *message = p.message;
    return p.message ? NULL : math;
}
