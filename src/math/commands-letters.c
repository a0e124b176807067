/*
 * Commands about letters, words and symbols: alphabets, text, names of functions.
 */
#include "math/commands.h"

#include <string.h>

/* a: alphabet. */
static hp_math_node *parse_alphabet(hp_math_parser *p, const hp_math_command *row)
{
    hp_alphabet outer = p->alphabet;
    p->alphabet = (hp_alphabet)row->a;
    hp_math_node *list = hp_math_parse_argument(p);
    p->alphabet = outer;
    list->atom = hp_math_list_atom(list);
    return list;
}

static hp_math_node *parse_bold(hp_math_parser *p, const hp_math_command *row)
{
    (void)row;
    gboolean outer = p->bold;
    p->bold = TRUE;
    hp_math_node *list = hp_math_parse_argument(p);
    p->bold = outer;
    list->atom = hp_math_list_atom(list);
    return list;
}

/* a: alphabet. */
static hp_math_node *parse_text(hp_math_parser *p, const hp_math_command *row)
{
    return hp_math_parse_text(p, hp_math_raw_argument(p), (hp_alphabet)row->a);
}

static hp_math_node *name_make(hp_math_parser *p, const char *name, hp_limits limits)
{
    hp_alphabet outer = p->alphabet;
    p->alphabet = HP_ALPHABET_ROMAN;
    hp_math_node *list = hp_math_parse_string(p, name);
    p->alphabet = outer;
    list->atom = HP_ATOM_OP;
    list->limits = limits;
    return list;
}

/* a: limits in display style; the name is the command's own. */
static hp_math_node *parse_function(hp_math_parser *p, const hp_math_command *row)
{
    static const char *const spaced[][2] = {
        {"liminf", "lim\\,inf"}, {"limsup", "lim\\,sup"}, {"injlim", "inj\\,lim"}, {"projlim", "proj\\,lim"}};
    const char *name = row->name;
    for (size_t i = 0; i < G_N_ELEMENTS(spaced); i++)
        if (strcmp(spaced[i][0], name) == 0)
            name = spaced[i][1];
    return name_make(p, name, row->a ? HP_LIMITS_DISPLAY : HP_LIMITS_NONE);
}

static hp_math_node *parse_operator_name(hp_math_parser *p, const hp_math_command *row)
{
    (void)row;
    gboolean limits = hp_math_accept(p, '*');
    hp_alphabet outer = p->alphabet;
    p->alphabet = HP_ALPHABET_ROMAN;
    hp_math_node *list = hp_math_parse_argument(p);
    p->alphabet = outer;
    list->atom = HP_ATOM_OP;
    list->limits = limits ? HP_LIMITS_DISPLAY : HP_LIMITS_NONE;
    return list;
}

/* a: class. */
static hp_math_node *parse_class(hp_math_parser *p, const hp_math_command *row)
{
    hp_math_node *list = hp_math_node_make(p, HP_MATH_LIST, (hp_atom)row->a);
    list->list = hp_math_parse_argument(p);
    list->limits = row->a == HP_ATOM_OP ? HP_LIMITS_DISPLAY : HP_LIMITS_NONE;
    return list;
}

/* \bmod a: 0, \pmod 1, \mod 2, \pod 3 (amsmath §4). */
static hp_math_node *parse_modulo(hp_math_parser *p, const hp_math_command *row)
{
    static const char *const before[] = {"\\;\\mathbin{\\mathrm{mod}}\\;", "\\quad(\\mathrm{mod}\\;",
                                         "\\quad\\mathrm{mod}\\;\\,", "\\quad("};
    hp_math_node *list = hp_math_parse_string(p, before[row->a]);
    if (row->a == 0)
        return list;
    hp_math_node **end = &list->list;
    while (*end)
        end = &(*end)->next;
    *end = hp_math_parse_argument(p);
    if (row->a != 2)
        (*end)->next = hp_math_symbol_make(p, ')', HP_ATOM_CLOSE);
    return list;
}

static hp_math_node *parse_not(hp_math_parser *p, const hp_math_command *row)
{
    (void)row;
    hp_math_node *list = hp_math_parse_argument(p), *symbol = list->list;
    if (!symbol)
        return list;
    gunichar negated = symbol->kind == HP_MATH_SYMBOL && !symbol->next ? hp_math_negated(symbol->symbol.character) : 0;
    if (negated) {
        symbol->symbol.character = symbol->symbol.text = negated;
        return symbol;
    }
    hp_math_node *node = hp_math_node_make(p, HP_MATH_ACCENT, hp_math_list_atom(list));
    node->accent.mark = 0x338;
    node->accent.body = list;
    return node;
}

/* Sorted by name. */
static const hp_math_command rows[] = {
    {"Bbb", parse_alphabet, HP_ALPHABET_DOUBLE_STRUCK},
    {"Pr", parse_function, 1},
    {"arccos", parse_function},
    {"arcctg", parse_function},
    {"arcsin", parse_function},
    {"arctan", parse_function},
    {"arctg", parse_function},
    {"arg", parse_function},
    {"argmax", parse_function, 1},
    {"argmin", parse_function, 1},
    {"bm", parse_bold},
    {"bmod", parse_modulo},
    {"boldsymbol", parse_bold},
    {"ch", parse_function},
    {"cos", parse_function},
    {"cosec", parse_function},
    {"cosh", parse_function},
    {"cot", parse_function},
    {"coth", parse_function},
    {"csc", parse_function},
    {"ctg", parse_function},
    {"cth", parse_function},
    {"deg", parse_function},
    {"det", parse_function, 1},
    {"dim", parse_function},
    {"emph", parse_text, HP_ALPHABET_ALL_ITALIC},
    {"eqref", parse_text, HP_ALPHABET_ROMAN},
    {"exp", parse_function},
    {"gcd", parse_function, 1},
    {"hbox", parse_text, HP_ALPHABET_ROMAN},
    {"hom", parse_function},
    {"inf", parse_function, 1},
    {"injlim", parse_function, 1},
    {"intertext", parse_text, HP_ALPHABET_ROMAN},
    {"ker", parse_function},
    {"lg", parse_function},
    {"lim", parse_function, 1},
    {"liminf", parse_function, 1},
    {"limsup", parse_function, 1},
    {"ln", parse_function},
    {"log", parse_function},
    {"mathbb", parse_alphabet, HP_ALPHABET_DOUBLE_STRUCK},
    {"mathbf", parse_alphabet, HP_ALPHABET_BOLD},
    {"mathbfit", parse_alphabet, HP_ALPHABET_BOLD_ITALIC},
    {"mathbin", parse_class, HP_ATOM_BIN},
    {"mathcal", parse_alphabet, HP_ALPHABET_SCRIPT},
    {"mathclose", parse_class, HP_ATOM_CLOSE},
    {"mathfrak", parse_alphabet, HP_ALPHABET_FRAKTUR},
    {"mathinner", parse_class, HP_ATOM_INNER},
    {"mathit", parse_alphabet, HP_ALPHABET_ALL_ITALIC},
    {"mathnormal", parse_alphabet, HP_ALPHABET_ITALIC},
    {"mathop", parse_class, HP_ATOM_OP},
    {"mathopen", parse_class, HP_ATOM_OPEN},
    {"mathord", parse_class, HP_ATOM_ORD},
    {"mathpunct", parse_class, HP_ATOM_PUNCT},
    {"mathrel", parse_class, HP_ATOM_REL},
    {"mathrm", parse_alphabet, HP_ALPHABET_ROMAN},
    {"mathscr", parse_alphabet, HP_ALPHABET_SCRIPT},
    {"mathsf", parse_alphabet, HP_ALPHABET_SANS},
    {"mathtt", parse_alphabet, HP_ALPHABET_MONO},
    {"mathup", parse_alphabet, HP_ALPHABET_ROMAN},
    {"max", parse_function, 1},
    {"mbox", parse_text, HP_ALPHABET_ROMAN},
    {"min", parse_function, 1},
    {"mod", parse_modulo, 2},
    {"not", parse_not},
    {"operatorname", parse_operator_name},
    {"pmb", parse_bold},
    {"pmod", parse_modulo, 1},
    {"pod", parse_modulo, 3},
    {"projlim", parse_function, 1},
    {"ref", parse_text, HP_ALPHABET_ROMAN},
    {"sec", parse_function},
    {"sh", parse_function},
    {"sin", parse_function},
    {"sinh", parse_function},
    {"sup", parse_function, 1},
    {"symbb", parse_alphabet, HP_ALPHABET_DOUBLE_STRUCK},
    {"symbf", parse_alphabet, HP_ALPHABET_BOLD},
    {"symit", parse_alphabet, HP_ALPHABET_ALL_ITALIC},
    {"tan", parse_function},
    {"tanh", parse_function},
    {"text", parse_text, HP_ALPHABET_ROMAN},
    {"textbf", parse_text, HP_ALPHABET_BOLD},
    {"textit", parse_text, HP_ALPHABET_ALL_ITALIC},
    {"textnormal", parse_text, HP_ALPHABET_ROMAN},
    {"textrm", parse_text, HP_ALPHABET_ROMAN},
    {"textsf", parse_text, HP_ALPHABET_SANS},
    {"texttt", parse_text, HP_ALPHABET_MONO},
    {"tg", parse_function},
    {"th", parse_function},
};

const hp_math_commands hp_math_commands_letters = {rows, G_N_ELEMENTS(rows)};
