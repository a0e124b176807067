/*
 * Commands that build a figure around their arguments: fractions, roots,
 * accents, what stands above, below and around.
 */
#include "math/commands.h"

#include <string.h>

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
static hp_math_node *parse_fraction(hp_math_parser *p, const hp_math_command *row)
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
static hp_math_node *parse_binomial(hp_math_parser *p, const hp_math_command *row)
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

static hp_math_node *parse_genfrac(hp_math_parser *p, const hp_math_command *row)
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

static hp_math_node *parse_radical(hp_math_parser *p, const hp_math_command *row)
{
    (void)row;
    hp_math_node *node = hp_math_node_make(p, HP_MATH_RADICAL, HP_ATOM_ORD);
    node->radical.degree = hp_math_parse_option(p);
    node->radical.radicand = hp_math_parse_argument(p);
    return node;
}

/* ---- above, below, around ---- */

/* a: combining character; b: as wide as the body. */
static hp_math_node *parse_accent(hp_math_parser *p, const hp_math_command *row)
{
    hp_math_node *node = hp_math_node_make(p, HP_MATH_ACCENT, HP_ATOM_ORD);
    node->accent.mark = (gunichar)row->a;
    node->accent.wide = row->b;
    node->accent.body = hp_math_parse_argument(p);
    return node;
}

/* a: below. */
static hp_math_node *parse_bar(hp_math_parser *p, const hp_math_command *row)
{
    hp_math_node *node = hp_math_node_make(p, HP_MATH_BAR, HP_ATOM_ORD);
    node->bar.below = row->a;
    node->bar.body = hp_math_parse_argument(p);
    return node;
}

/* a: character; b: below; c: takes scripts as limits. */
static hp_math_node *parse_stretched(hp_math_parser *p, const hp_math_command *row)
{
    hp_math_node *node = hp_math_node_make(p, HP_MATH_STRETCHED, row->c ? HP_ATOM_OP : HP_ATOM_ORD);
    node->limits = row->c ? HP_LIMITS_ALWAYS : HP_LIMITS_NONE;
    node->stretched.mark = (gunichar)row->a;
    node->stretched.below = row->b;
    node->stretched.body = hp_math_parse_argument(p);
    return node;
}

/* a: below; b: always a relation. */
static hp_math_node *parse_stack(hp_math_parser *p, const hp_math_command *row)
{
    hp_math_node *node = hp_math_node_make(p, HP_MATH_STACK, HP_ATOM_ORD);
    hp_math_node *script = hp_math_parse_argument(p);
    if (row->a)
        node->stack.under = script;
    else
        node->stack.over = script;
    node->stack.body = hp_math_parse_argument(p);
    node->atom = row->b ? HP_ATOM_REL : hp_math_list_atom(node->stack.body);
    return node;
}

/* a: the arrow. */
static hp_math_node *parse_arrow(hp_math_parser *p, const hp_math_command *row)
{
    hp_math_node *node = hp_math_node_make(p, HP_MATH_ARROW, HP_ATOM_REL);
    node->arrow.character = (gunichar)row->a;
    node->arrow.under = hp_math_parse_option(p);
    node->arrow.over = hp_math_parse_argument(p);
    return node;
}

static hp_math_node *parse_substack(hp_math_parser *p, const hp_math_command *row)
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
static hp_math_node *parse_phantom(hp_math_parser *p, const hp_math_command *row)
{
    hp_math_node *node = hp_math_node_make(p, HP_MATH_PHANTOM, HP_ATOM_ORD);
    const char *part = strcmp(row->name, "smash") == 0 ? hp_math_raw_option(p) : NULL;
    node->phantom.what = (unsigned)row->a;
    if (part && *part == 't')
        node->phantom.what = HP_PHANTOM_NO_HEIGHT;
    else if (part && *part == 'b')
        node->phantom.what = HP_PHANTOM_NO_DEPTH;
    node->phantom.body = hp_math_parse_argument(p);
    node->atom = hp_math_list_atom(node->phantom.body);
    return node;
}

/* \strut: as tall as a parenthesis. */
static hp_math_node *parse_strut(hp_math_parser *p, const hp_math_command *row)
{
    (void)row;
    hp_math_node *node = hp_math_node_make(p, HP_MATH_PHANTOM, HP_ATOM_ORD);
    node->phantom.what = HP_PHANTOM_HIDDEN | HP_PHANTOM_NO_WIDTH;
    node->phantom.body = hp_math_parse_string(p, "(");
    return node;
}

/* a: HP_ENCLOSE_ bits; b: the argument is text. */
static hp_math_node *parse_enclosure(hp_math_parser *p, const hp_math_command *row)
{
    hp_math_node *node = hp_math_node_make(p, HP_MATH_ENCLOSURE, HP_ATOM_ORD);
    node->enclosure.what = (unsigned)row->a;
    node->enclosure.body =
        row->b ? hp_math_parse_text(p, hp_math_raw_argument(p), HP_ALPHABET_ROMAN) : hp_math_parse_argument(p);
    return node;
}

/* Sorted by name. */
static const hp_math_command rows[] = {
    {"acute", parse_accent, 0x301},
    {"bar", parse_accent, 0x304},
    {"bcancel", parse_enclosure, HP_ENCLOSE_DOWN},
    {"binom", parse_binomial, HP_STYLE_AS_IS, '(', ')'},
    {"boxed", parse_enclosure, HP_ENCLOSE_BOX},
    {"breve", parse_accent, 0x306},
    {"cancel", parse_enclosure, HP_ENCLOSE_UP},
    {"cfrac", parse_fraction, HP_STYLE_DISPLAY, HP_STYLE_DISPLAY},
    {"check", parse_accent, 0x30c},
    {"clap", parse_phantom, HP_PHANTOM_NO_WIDTH | HP_PHANTOM_CENTER},
    {"dbinom", parse_binomial, HP_STYLE_DISPLAY, '(', ')'},
    {"ddddot", parse_accent, 0x20dc},
    {"dddot", parse_accent, 0x20db},
    {"ddot", parse_accent, 0x308},
    {"dfrac", parse_fraction, HP_STYLE_DISPLAY, HP_STYLE_AS_IS},
    {"dot", parse_accent, 0x307},
    {"fbox", parse_enclosure, HP_ENCLOSE_BOX, 1},
    {"frac", parse_fraction, HP_STYLE_AS_IS, HP_STYLE_AS_IS},
    {"framebox", parse_enclosure, HP_ENCLOSE_BOX, 1},
    {"genfrac", parse_genfrac},
    {"grave", parse_accent, 0x300},
    {"hat", parse_accent, 0x302},
    {"hphantom", parse_phantom, HP_PHANTOM_HIDDEN | HP_PHANTOM_NO_HEIGHT | HP_PHANTOM_NO_DEPTH},
    {"llap", parse_phantom, HP_PHANTOM_NO_WIDTH | HP_PHANTOM_LEFT},
    {"mathclap", parse_phantom, HP_PHANTOM_NO_WIDTH | HP_PHANTOM_CENTER},
    {"mathllap", parse_phantom, HP_PHANTOM_NO_WIDTH | HP_PHANTOM_LEFT},
    {"mathring", parse_accent, 0x30a},
    {"mathrlap", parse_phantom, HP_PHANTOM_NO_WIDTH},
    {"mathstrut", parse_strut},
    {"overbrace", parse_stretched, 0x23de, 0, 1},
    {"overbracket", parse_stretched, 0x23b4, 0, 1},
    {"overleftarrow", parse_stretched, 0x2190},
    {"overleftrightarrow", parse_stretched, 0x2194},
    {"overline", parse_bar},
    {"overparen", parse_stretched, 0x23dc, 0, 1},
    {"overrightarrow", parse_stretched, 0x2192},
    {"overset", parse_stack},
    {"phantom", parse_phantom, HP_PHANTOM_HIDDEN},
    {"rlap", parse_phantom, HP_PHANTOM_NO_WIDTH},
    {"smash", parse_phantom, HP_PHANTOM_NO_HEIGHT | HP_PHANTOM_NO_DEPTH},
    {"sout", parse_enclosure, HP_ENCLOSE_ACROSS},
    {"sqrt", parse_radical},
    {"stackrel", parse_stack, 0, 1},
    {"strut", parse_strut},
    {"substack", parse_substack},
    {"tbinom", parse_binomial, HP_STYLE_TEXT, '(', ')'},
    {"tfrac", parse_fraction, HP_STYLE_TEXT, HP_STYLE_AS_IS},
    {"tilde", parse_accent, 0x303},
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

const hp_math_commands hp_math_commands_parts = {rows, G_N_ELEMENTS(rows)};
