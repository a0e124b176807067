/*
 * Commands with arguments: one table, one function per way of reading them.
 *
 * a, b and c are what a row says of its command: characters, styles, classes,
 * as its function takes them.
 */
#include "math/math-internal.h"

#include <stdlib.h>
#include <string.h>

typedef struct command command;

struct command {
    const char *name;
    hp_math_node *(*parse)(hp_math_parser *p, const command *row);
    int a, b, c;
};

/* ---- fractions and roots ---- */

static hp_math_node *styled(hp_math_parser *p, hp_math_node *node, int style)
{
    if (style == HP_STYLE_AS_IS)
        return node;
    hp_math_node *outer = hp_math_node_make(p, HP_MATH_STYLED, node->atom);
    outer->styled.style = (hp_math_style)style;
    outer->styled.list = node;
    return outer;
}

/* a: style of the whole; b: style of the parts. */
static hp_math_node *parse_fraction(hp_math_parser *p, const command *row)
{
    if (strcmp(row->name, "cfrac") == 0)
        hp_math_raw_option(p);
    hp_math_node *node = hp_math_node_make(p, HP_MATH_FRACTION, HP_ATOM_INNER);
    node->fraction.numerator = hp_math_parse_argument(p);
    node->fraction.denominator = hp_math_parse_argument(p);
    node->fraction.thickness = -1;
    node->fraction.part_style = row->b;
    return styled(p, node, row->a);
}

/* a: style; b, c: delimiters. */
static hp_math_node *parse_binomial(hp_math_parser *p, const command *row)
{
    hp_math_node *node = hp_math_node_make(p, HP_MATH_FRACTION, HP_ATOM_INNER);
    node->fraction.numerator = hp_math_parse_argument(p);
    node->fraction.denominator = hp_math_parse_argument(p);
    node->fraction.left = (gunichar)row->b;
    node->fraction.right = (gunichar)row->c;
    node->fraction.fenced = TRUE;
    node->fraction.part_style = HP_STYLE_AS_IS;
    return styled(p, node, row->a);
}

static gunichar delimiter_of(hp_math_parser *p, const char *text)
{
    hp_math_parser inner = *p;
    g_autoptr(GString) input = g_string_new(text);
    inner.input = input;
    inner.at = 0;
    return *text ? hp_math_parse_delimiter(&inner) : 0;
}

static hp_math_node *parse_genfrac(hp_math_parser *p, const command *row)
{
    (void)row;
    hp_math_node *node = hp_math_node_make(p, HP_MATH_FRACTION, HP_ATOM_INNER);
    node->fraction.left = delimiter_of(p, g_strstrip(hp_math_raw_argument(p)));
    node->fraction.right = delimiter_of(p, g_strstrip(hp_math_raw_argument(p)));
    node->fraction.fenced = node->fraction.left || node->fraction.right;
    const char *thickness = g_strstrip(hp_math_raw_argument(p)), *style = g_strstrip(hp_math_raw_argument(p));
    node->fraction.thickness = *thickness ? MAX(hp_math_length(thickness), 0) : -1;
    node->fraction.part_style = HP_STYLE_AS_IS;
    node->fraction.numerator = hp_math_parse_argument(p);
    node->fraction.denominator = hp_math_parse_argument(p);
    return styled(p, node, *style >= '0' && *style <= '3' ? *style - '0' : HP_STYLE_AS_IS);
}

static hp_math_node *parse_radical(hp_math_parser *p, const command *row)
{
    (void)row;
    hp_math_node *node = hp_math_node_make(p, HP_MATH_RADICAL, HP_ATOM_ORD);
    node->radical.degree = hp_math_parse_option(p);
    node->radical.radicand = hp_math_parse_argument(p);
    return node;
}

/* ---- above, below, around ---- */

/* a: combining character; b: as wide as the body. */
static hp_math_node *parse_accent(hp_math_parser *p, const command *row)
{
    hp_math_node *node = hp_math_node_make(p, HP_MATH_ACCENT, HP_ATOM_ORD);
    node->accent.mark = (gunichar)row->a;
    node->accent.wide = row->b;
    node->accent.body = hp_math_parse_argument(p);
    return node;
}

/* a: below. */
static hp_math_node *parse_bar(hp_math_parser *p, const command *row)
{
    hp_math_node *node = hp_math_node_make(p, HP_MATH_BAR, HP_ATOM_ORD);
    node->bar.below = row->a;
    node->bar.body = hp_math_parse_argument(p);
    return node;
}

/* a: character; b: below; c: takes scripts as limits. */
static hp_math_node *parse_stretched(hp_math_parser *p, const command *row)
{
    hp_math_node *node = hp_math_node_make(p, HP_MATH_STRETCHED, row->c ? HP_ATOM_OP : HP_ATOM_ORD);
    node->limits = row->c ? HP_LIMITS_ALWAYS : HP_LIMITS_NONE;
    node->stretched.mark = (gunichar)row->a;
    node->stretched.below = row->b;
    node->stretched.body = hp_math_parse_argument(p);
    return node;
}

static hp_atom class_of(const hp_math_node *list)
{
    return list->list && !list->list->next ? list->list->atom : HP_ATOM_ORD;
}

/* a: below; b: always a relation. */
static hp_math_node *parse_stack(hp_math_parser *p, const command *row)
{
    hp_math_node *node = hp_math_node_make(p, HP_MATH_STACK, HP_ATOM_ORD);
    hp_math_node *script = hp_math_parse_argument(p);
    if (row->a)
        node->stack.under = script;
    else
        node->stack.over = script;
    node->stack.body = hp_math_parse_argument(p);
    node->atom = row->b ? HP_ATOM_REL : class_of(node->stack.body);
    return node;
}

/* a: the arrow. */
static hp_math_node *parse_arrow(hp_math_parser *p, const command *row)
{
    hp_math_node *node = hp_math_node_make(p, HP_MATH_ARROW, HP_ATOM_REL);
    node->arrow.character = (gunichar)row->a;
    node->arrow.under = hp_math_parse_option(p);
    node->arrow.over = hp_math_parse_argument(p);
    return node;
}

static hp_math_node *parse_substack(hp_math_parser *p, const command *row)
{
    (void)row;
    if (!hp_math_accept(p, '{')) {
        hp_math_fail(p, "\\substack wants braces");
        return NULL;
    }
    hp_math_node *node = hp_math_parse_rows(p, hp_math_substack(p), HP_STOP_BRACE);
    if (!hp_math_accept(p, '}'))
        hp_math_fail(p, "a closing brace is missing");
    return node;
}

/* a: HP_PHANTOM_ bits. */
static hp_math_node *parse_phantom(hp_math_parser *p, const command *row)
{
    hp_math_node *node = hp_math_node_make(p, HP_MATH_PHANTOM, HP_ATOM_ORD);
    const char *part = strcmp(row->name, "smash") == 0 ? hp_math_raw_option(p) : NULL;
    node->phantom.what = (unsigned)row->a;
    if (part && *part == 't')
        node->phantom.what = HP_PHANTOM_NO_HEIGHT;
    else if (part && *part == 'b')
        node->phantom.what = HP_PHANTOM_NO_DEPTH;
    node->phantom.body = hp_math_parse_argument(p);
    node->atom = class_of(node->phantom.body);
    return node;
}

/* \strut: as tall as a parenthesis. */
static hp_math_node *parse_strut(hp_math_parser *p, const command *row)
{
    (void)row;
    hp_math_node *node = hp_math_node_make(p, HP_MATH_PHANTOM, HP_ATOM_ORD);
    node->phantom.what = HP_PHANTOM_HIDDEN | HP_PHANTOM_NO_WIDTH;
    node->phantom.body = hp_math_parse_string(p, "(");
    return node;
}

/* a: HP_ENCLOSE_ bits; b: the argument is text. */
static hp_math_node *parse_enclosure(hp_math_parser *p, const command *row)
{
    hp_math_node *node = hp_math_node_make(p, HP_MATH_ENCLOSURE, HP_ATOM_ORD);
    node->enclosure.what = (unsigned)row->a;
    node->enclosure.body =
        row->b ? hp_math_parse_text(p, hp_math_raw_argument(p), HP_ALPHABET_ROMAN) : hp_math_parse_argument(p);
    return node;
}

/* ---- letters and text ---- */

/* a: alphabet. */
static hp_math_node *parse_alphabet(hp_math_parser *p, const command *row)
{
    hp_alphabet outer = p->alphabet;
    p->alphabet = (hp_alphabet)row->a;
    hp_math_node *list = hp_math_parse_argument(p);
    p->alphabet = outer;
    list->atom = class_of(list);
    return list;
}

static hp_math_node *parse_bold(hp_math_parser *p, const command *row)
{
    (void)row;
    gboolean outer = p->bold;
    p->bold = TRUE;
    hp_math_node *list = hp_math_parse_argument(p);
    p->bold = outer;
    list->atom = class_of(list);
    return list;
}

/* a: alphabet. */
static hp_math_node *parse_text(hp_math_parser *p, const command *row)
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
static hp_math_node *parse_function(hp_math_parser *p, const command *row)
{
    static const char *const spaced[][2] = {
        {"liminf", "lim\\,inf"}, {"limsup", "lim\\,sup"}, {"injlim", "inj\\,lim"}, {"projlim", "proj\\,lim"}};
    const char *name = row->name;
    for (size_t i = 0; i < G_N_ELEMENTS(spaced); i++)
        if (strcmp(spaced[i][0], name) == 0)
            name = spaced[i][1];
    return name_make(p, name, row->a ? HP_LIMITS_DISPLAY : HP_LIMITS_NONE);
}

static hp_math_node *parse_operator_name(hp_math_parser *p, const command *row)
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
static hp_math_node *parse_class(hp_math_parser *p, const command *row)
{
    hp_math_node *list = hp_math_node_make(p, HP_MATH_LIST, (hp_atom)row->a);
    list->list = hp_math_parse_argument(p);
    list->limits = row->a == HP_ATOM_OP ? HP_LIMITS_DISPLAY : HP_LIMITS_NONE;
    return list;
}

/* \bmod a: 0, \pmod 1, \mod 2, \pod 3 (amsmath §4). */
static hp_math_node *parse_modulo(hp_math_parser *p, const command *row)
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

static hp_math_node *parse_not(hp_math_parser *p, const command *row)
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
    hp_math_node *node = hp_math_node_make(p, HP_MATH_ACCENT, class_of(list));
    node->accent.mark = 0x338;
    node->accent.body = list;
    return node;
}

/* ---- delimiters ---- */

static hp_math_node *delimiter_make(hp_math_parser *p, hp_atom atom)
{
    hp_math_node *node = hp_math_node_make(p, HP_MATH_DELIMITER, atom);
    node->delimiter.character = hp_math_parse_delimiter(p);
    return node;
}

static hp_math_node *parse_left(hp_math_parser *p, const command *row)
{
    (void)row;
    hp_math_node *fenced = hp_math_node_make(p, HP_MATH_FENCED, HP_ATOM_INNER);
    fenced->list = delimiter_make(p, HP_ATOM_OPEN);
    hp_math_node *body = hp_math_parse_list(p, HP_STOP_RIGHT);
    fenced->list->next = body->list;
    hp_math_token token = hp_math_next(p);
    if (!hp_math_token_is(&token, "right"))
        hp_math_fail(p, "\\left without \\right");
    hp_math_node *last = fenced->list;
    while (last->next)
        last = last->next;
    last->next = delimiter_make(p, HP_ATOM_CLOSE);
    return fenced;
}

static hp_math_node *parse_middle(hp_math_parser *p, const command *row)
{
    (void)row;
    return delimiter_make(p, HP_ATOM_ORD);
}

/* a: height in hundredths of an em; b: class. */
static hp_math_node *parse_big(hp_math_parser *p, const command *row)
{
    hp_math_node *node = delimiter_make(p, (hp_atom)row->b);
    node->delimiter.em = row->a / 100.0;
    return node;
}

/* ---- spaces and colours ---- */

/* a: in mu, eighteenths of an em. */
static hp_math_node *parse_space(hp_math_parser *p, const command *row)
{
    hp_math_node *node = hp_math_node_make(p, HP_MATH_SPACE, HP_ATOM_ORD);
    node->space = row->a / 18.0;
    return node;
}

/* a: the length stands in braces. */
static hp_math_node *parse_skip(hp_math_parser *p, const command *row)
{
    hp_math_node *node = hp_math_node_make(p, HP_MATH_SPACE, HP_ATOM_ORD);
    if (row->a) {
        hp_math_accept(p, '*');
        node->space = hp_math_length(hp_math_raw_argument(p));
        return node;
    }
    const char *text = p->input->str + p->at;
    node->space = hp_math_length(text);
    size_t number = strspn(text, " +-.0123456789"), unit = strspn(text + number, "abcdefghijklmnopqrstuvwxyz");
    p->at += number + MIN(unit, (size_t)2);
    return node;
}

static hp_math_node *parse_text_color(hp_math_parser *p, const command *row)
{
    (void)row;
    hp_math_node *node = hp_math_node_make(p, HP_MATH_COLORED, HP_ATOM_ORD);
    node->colored.color = hp_math_color(p->arena, hp_math_raw_argument(p));
    node->colored.list = hp_math_parse_argument(p);
    return node;
}

/* ---- what makes no node ---- */

static hp_math_node *parse_definition(hp_math_parser *p, const command *row)
{
    hp_math_accept(p, '*');
    hp_math_define(p, row->a ? row->name : "newcommand");
    return NULL;
}

static hp_math_node *parse_tag(hp_math_parser *p, const command *row)
{
    (void)row;
    p->tag = hp_math_parse_tag(p);
    return NULL;
}

/* a: how many arguments are left out. */
static hp_math_node *parse_nothing(hp_math_parser *p, const command *row)
{
    for (int i = 0; i < row->a; i++)
        hp_math_raw_argument(p);
    return NULL;
}

static hp_math_node *parse_begin(hp_math_parser *p, const command *row)
{
    (void)row;
    return hp_math_parse_environment(p);
}

/* Sorted by name. */
static const command commands[] = {
    {" ", parse_space, 6},
    {"!", parse_space, -3},
    {",", parse_space, 3},
    {"/", parse_space},
    {":", parse_space, 4},
    {";", parse_space, 5},
    {">", parse_space, 4},
    {"Bbb", parse_alphabet, HP_ALPHABET_DOUBLE_STRUCK},
    {"Big", parse_big, 162, HP_ATOM_ORD},
    {"Bigg", parse_big, 270, HP_ATOM_ORD},
    {"Biggl", parse_big, 270, HP_ATOM_OPEN},
    {"Biggm", parse_big, 270, HP_ATOM_REL},
    {"Biggr", parse_big, 270, HP_ATOM_CLOSE},
    {"Bigl", parse_big, 162, HP_ATOM_OPEN},
    {"Bigm", parse_big, 162, HP_ATOM_REL},
    {"Bigr", parse_big, 162, HP_ATOM_CLOSE},
    {"DeclareMathOperator", parse_definition, 1},
    {"Huge", parse_nothing},
    {"LARGE", parse_nothing},
    {"Large", parse_nothing},
    {"Pr", parse_function, 1},
    {"acute", parse_accent, 0x301},
    {"allowbreak", parse_nothing},
    {"arccos", parse_function},
    {"arcctg", parse_function},
    {"arcsin", parse_function},
    {"arctan", parse_function},
    {"arctg", parse_function},
    {"arg", parse_function},
    {"argmax", parse_function, 1},
    {"argmin", parse_function, 1},
    {"bar", parse_accent, 0x304},
    {"bcancel", parse_enclosure, HP_ENCLOSE_DOWN},
    {"begin", parse_begin},
    {"big", parse_big, 108, HP_ATOM_ORD},
    {"bigg", parse_big, 216, HP_ATOM_ORD},
    {"biggl", parse_big, 216, HP_ATOM_OPEN},
    {"biggm", parse_big, 216, HP_ATOM_REL},
    {"biggr", parse_big, 216, HP_ATOM_CLOSE},
    {"bigl", parse_big, 108, HP_ATOM_OPEN},
    {"bigm", parse_big, 108, HP_ATOM_REL},
    {"bigr", parse_big, 108, HP_ATOM_CLOSE},
    {"binom", parse_binomial, HP_STYLE_AS_IS, '(', ')'},
    {"bm", parse_bold},
    {"bmod", parse_modulo},
    {"boldsymbol", parse_bold},
    {"boxed", parse_enclosure, HP_ENCLOSE_BOX},
    {"breve", parse_accent, 0x306},
    {"cancel", parse_enclosure, HP_ENCLOSE_UP},
    {"cfrac", parse_fraction, HP_STYLE_DISPLAY, HP_STYLE_DISPLAY},
    {"ch", parse_function},
    {"check", parse_accent, 0x30c},
    {"clap", parse_phantom, HP_PHANTOM_NO_WIDTH | HP_PHANTOM_CENTER},
    {"cos", parse_function},
    {"cosec", parse_function},
    {"cosh", parse_function},
    {"cot", parse_function},
    {"coth", parse_function},
    {"csc", parse_function},
    {"ctg", parse_function},
    {"cth", parse_function},
    {"dbinom", parse_binomial, HP_STYLE_DISPLAY, '(', ')'},
    {"ddddot", parse_accent, 0x20dc},
    {"dddot", parse_accent, 0x20db},
    {"ddot", parse_accent, 0x308},
    {"def", parse_definition, 1},
    {"deg", parse_function},
    {"det", parse_function, 1},
    {"dfrac", parse_fraction, HP_STYLE_DISPLAY, HP_STYLE_AS_IS},
    {"dim", parse_function},
    {"displaybreak", parse_nothing},
    {"displaylimits", parse_nothing},
    {"dot", parse_accent, 0x307},
    {"emph", parse_text, HP_ALPHABET_ALL_ITALIC},
    {"enskip", parse_space, 9},
    {"enspace", parse_space, 9},
    {"eqref", parse_text, HP_ALPHABET_ROMAN},
    {"exp", parse_function},
    {"fbox", parse_enclosure, HP_ENCLOSE_BOX, 1},
    {"frac", parse_fraction, HP_STYLE_AS_IS, HP_STYLE_AS_IS},
    {"framebox", parse_enclosure, HP_ENCLOSE_BOX, 1},
    {"gcd", parse_function, 1},
    {"genfrac", parse_genfrac},
    {"grave", parse_accent, 0x300},
    {"hat", parse_accent, 0x302},
    {"hbox", parse_text, HP_ALPHABET_ROMAN},
    {"hom", parse_function},
    {"hphantom", parse_phantom, HP_PHANTOM_HIDDEN | HP_PHANTOM_NO_HEIGHT | HP_PHANTOM_NO_DEPTH},
    {"hskip", parse_skip},
    {"hspace", parse_skip, 1},
    {"huge", parse_nothing},
    {"inf", parse_function, 1},
    {"injlim", parse_function, 1},
    {"intertext", parse_text, HP_ALPHABET_ROMAN},
    {"ker", parse_function},
    {"kern", parse_skip},
    {"label", parse_nothing, 1},
    {"large", parse_nothing},
    {"left", parse_left},
    {"lg", parse_function},
    {"lim", parse_function, 1},
    {"liminf", parse_function, 1},
    {"limits", parse_nothing},
    {"limsup", parse_function, 1},
    {"llap", parse_phantom, HP_PHANTOM_NO_WIDTH | HP_PHANTOM_LEFT},
    {"ln", parse_function},
    {"log", parse_function},
    {"mathbb", parse_alphabet, HP_ALPHABET_DOUBLE_STRUCK},
    {"mathbf", parse_alphabet, HP_ALPHABET_BOLD},
    {"mathbfit", parse_alphabet, HP_ALPHABET_BOLD_ITALIC},
    {"mathbin", parse_class, HP_ATOM_BIN},
    {"mathcal", parse_alphabet, HP_ALPHABET_SCRIPT},
    {"mathclap", parse_phantom, HP_PHANTOM_NO_WIDTH | HP_PHANTOM_CENTER},
    {"mathclose", parse_class, HP_ATOM_CLOSE},
    {"mathfrak", parse_alphabet, HP_ALPHABET_FRAKTUR},
    {"mathinner", parse_class, HP_ATOM_INNER},
    {"mathit", parse_alphabet, HP_ALPHABET_ALL_ITALIC},
    {"mathllap", parse_phantom, HP_PHANTOM_NO_WIDTH | HP_PHANTOM_LEFT},
    {"mathnormal", parse_alphabet, HP_ALPHABET_ITALIC},
    {"mathop", parse_class, HP_ATOM_OP},
    {"mathopen", parse_class, HP_ATOM_OPEN},
    {"mathord", parse_class, HP_ATOM_ORD},
    {"mathpunct", parse_class, HP_ATOM_PUNCT},
    {"mathrel", parse_class, HP_ATOM_REL},
    {"mathring", parse_accent, 0x30a},
    {"mathrlap", parse_phantom, HP_PHANTOM_NO_WIDTH},
    {"mathrm", parse_alphabet, HP_ALPHABET_ROMAN},
    {"mathscr", parse_alphabet, HP_ALPHABET_SCRIPT},
    {"mathsf", parse_alphabet, HP_ALPHABET_SANS},
    {"mathstrut", parse_strut},
    {"mathtt", parse_alphabet, HP_ALPHABET_MONO},
    {"mathup", parse_alphabet, HP_ALPHABET_ROMAN},
    {"max", parse_function, 1},
    {"mbox", parse_text, HP_ALPHABET_ROMAN},
    {"medspace", parse_space, 4},
    {"middle", parse_middle},
    {"min", parse_function, 1},
    {"mkern", parse_skip},
    {"mod", parse_modulo, 2},
    {"mskip", parse_skip},
    {"mspace", parse_skip, 1},
    {"negmedspace", parse_space, -4},
    {"negthickspace", parse_space, -5},
    {"negthinspace", parse_space, -3},
    {"newcommand", parse_definition},
    {"nobreak", parse_nothing},
    {"nobreakspace", parse_space, 6},
    {"nolimits", parse_nothing},
    {"nonumber", parse_nothing},
    {"normalsize", parse_nothing},
    {"not", parse_not},
    {"notag", parse_nothing},
    {"null", parse_nothing},
    {"operatorname", parse_operator_name},
    {"overbrace", parse_stretched, 0x23de, 0, 1},
    {"overbracket", parse_stretched, 0x23b4, 0, 1},
    {"overleftarrow", parse_stretched, 0x2190},
    {"overleftrightarrow", parse_stretched, 0x2194},
    {"overline", parse_bar},
    {"overparen", parse_stretched, 0x23dc, 0, 1},
    {"overrightarrow", parse_stretched, 0x2192},
    {"overset", parse_stack},
    {"phantom", parse_phantom, HP_PHANTOM_HIDDEN},
    {"pmb", parse_bold},
    {"pmod", parse_modulo, 1},
    {"pod", parse_modulo, 3},
    {"projlim", parse_function, 1},
    {"providecommand", parse_definition},
    {"qquad", parse_space, 36},
    {"quad", parse_space, 18},
    {"ref", parse_text, HP_ALPHABET_ROMAN},
    {"relax", parse_nothing},
    {"renewcommand", parse_definition},
    {"require", parse_nothing, 1},
    {"rlap", parse_phantom, HP_PHANTOM_NO_WIDTH},
    {"scriptsize", parse_nothing},
    {"sec", parse_function},
    {"sh", parse_function},
    {"sin", parse_function},
    {"sinh", parse_function},
    {"small", parse_nothing},
    {"smash", parse_phantom, HP_PHANTOM_NO_HEIGHT | HP_PHANTOM_NO_DEPTH},
    {"sout", parse_enclosure, HP_ENCLOSE_ACROSS},
    {"space", parse_space, 6},
    {"sqrt", parse_radical},
    {"stackrel", parse_stack, 0, 1},
    {"strut", parse_strut},
    {"substack", parse_substack},
    {"sup", parse_function, 1},
    {"symbb", parse_alphabet, HP_ALPHABET_DOUBLE_STRUCK},
    {"symbf", parse_alphabet, HP_ALPHABET_BOLD},
    {"symit", parse_alphabet, HP_ALPHABET_ALL_ITALIC},
    {"tag", parse_tag},
    {"tan", parse_function},
    {"tanh", parse_function},
    {"tbinom", parse_binomial, HP_STYLE_TEXT, '(', ')'},
    {"text", parse_text, HP_ALPHABET_ROMAN},
    {"textbf", parse_text, HP_ALPHABET_BOLD},
    {"textcolor", parse_text_color},
    {"textit", parse_text, HP_ALPHABET_ALL_ITALIC},
    {"textnormal", parse_text, HP_ALPHABET_ROMAN},
    {"textrm", parse_text, HP_ALPHABET_ROMAN},
    {"textsf", parse_text, HP_ALPHABET_SANS},
    {"texttt", parse_text, HP_ALPHABET_MONO},
    {"tfrac", parse_fraction, HP_STYLE_TEXT, HP_STYLE_AS_IS},
    {"tg", parse_function},
    {"th", parse_function},
    {"thickspace", parse_space, 5},
    {"thinspace", parse_space, 3},
    {"tilde", parse_accent, 0x303},
    {"tiny", parse_nothing},
    {"underbrace", parse_stretched, 0x23df, 1, 1},
    {"underbracket", parse_stretched, 0x23b5, 1, 1},
    {"underleftarrow", parse_stretched, 0x2190, 1},
    {"underleftrightarrow", parse_stretched, 0x2194, 1},
    {"underline", parse_bar, 1},
    {"underparen", parse_stretched, 0x23dd, 1, 1},
    {"underrightarrow", parse_stretched, 0x2192, 1},
    {"underset", parse_stack, 1},
    {"vec", parse_accent, 0x20d7},
    {"vphantom", parse_phantom, HP_PHANTOM_HIDDEN | HP_PHANTOM_NO_WIDTH},
    {"vspace", parse_nothing, 1},
    {"widecheck", parse_accent, 0x30c, 1},
    {"widehat", parse_accent, 0x302, 1},
    {"widetilde", parse_accent, 0x303, 1},
    {"xLeftarrow", parse_arrow, 0x21d0},
    {"xLeftrightarrow", parse_arrow, 0x21d4},
    {"xRightarrow", parse_arrow, 0x21d2},
    {"xcancel", parse_enclosure, HP_ENCLOSE_UP | HP_ENCLOSE_DOWN},
    {"xhookleftarrow", parse_arrow, 0x21a9},
    {"xhookrightarrow", parse_arrow, 0x21aa},
    {"xleftarrow", parse_arrow, 0x2190},
    {"xleftrightarrow", parse_arrow, 0x2194},
    {"xlongequal", parse_arrow, '='},
    {"xmapsto", parse_arrow, 0x21a6},
    {"xrightarrow", parse_arrow, 0x2192},
    {"xrightharpoonup", parse_arrow, 0x21c0},
    {"xrightleftharpoons", parse_arrow, 0x21cc},
};

static int compare_name(const void *key, const void *row)
{
    return strcmp(key, ((const command *)row)->name);
}

hp_math_node *hp_math_parse_command(hp_math_parser *p, const char *name)
{
    const command *row = bsearch(name, commands, G_N_ELEMENTS(commands), sizeof commands[0], compare_name);
    if (!row) {
        hp_math_fail(p, "the command \\%s is unknown", name);
        return NULL;
    }
    return row->parse(p, row);
}
