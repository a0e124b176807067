/*
 * Finds a command with arguments in the tables of them, and has the one of
 * delimiters, spaces, colours and of what makes no node.
 */
#include "math/commands.h"

#include <stdlib.h>
#include <string.h>

/* ---- delimiters ---- */

static hp_math_node *delimiter_make(hp_math_parser *p, hp_atom atom)
{
    hp_math_node *node = hp_math_node_make(p, HP_MATH_DELIMITER, atom);
    node->delimiter.character = hp_math_parse_delimiter(p);
    return node;
}

static hp_math_node *parse_left(hp_math_parser *p, const hp_math_command *row)
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

static hp_math_node *parse_middle(hp_math_parser *p, const hp_math_command *row)
{
    (void)row;
    return delimiter_make(p, HP_ATOM_ORD);
}

/* a: height in hundredths of an em; b: class. */
static hp_math_node *parse_big(hp_math_parser *p, const hp_math_command *row)
{
    hp_math_node *node = delimiter_make(p, (hp_atom)row->b);
    node->delimiter.em = row->a / 100.0;
    return node;
}

/* ---- spaces and colours ---- */

/* a: in mu, eighteenths of an em. */
static hp_math_node *parse_space(hp_math_parser *p, const hp_math_command *row)
{
    hp_math_node *node = hp_math_node_make(p, HP_MATH_SPACE, HP_ATOM_ORD);
    node->space = row->a / 18.0;
    return node;
}

/* a: the length stands in braces. */
static hp_math_node *parse_skip(hp_math_parser *p, const hp_math_command *row)
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

static hp_math_node *parse_text_color(hp_math_parser *p, const hp_math_command *row)
{
    (void)row;
    hp_math_node *node = hp_math_node_make(p, HP_MATH_COLORED, HP_ATOM_ORD);
    node->colored.color = hp_math_color(p->arena, hp_math_raw_argument(p));
    node->colored.list = hp_math_parse_argument(p);
    return node;
}

/* ---- what makes no node ---- */

static hp_math_node *parse_definition(hp_math_parser *p, const hp_math_command *row)
{
    hp_math_accept(p, '*');
    hp_math_define(p, row->a ? row->name : "newcommand");
    return NULL;
}

static hp_math_node *parse_tag(hp_math_parser *p, const hp_math_command *row)
{
    (void)row;
    p->tag = hp_math_parse_tag(p);
    return NULL;
}

/* a: how many arguments are left out. */
static hp_math_node *parse_nothing(hp_math_parser *p, const hp_math_command *row)
{
    for (int i = 0; i < row->a; i++)
        hp_math_raw_argument(p);
    return NULL;
}

static hp_math_node *parse_begin(hp_math_parser *p, const hp_math_command *row)
{
    (void)row;
    return hp_math_parse_environment(p);
}

/* Sorted by name. */
static const hp_math_command rows[] = {
    {" ", parse_space, 6},
    {"!", parse_space, -3},
    {",", parse_space, 3},
    {"/", parse_space},
    {":", parse_space, 4},
    {";", parse_space, 5},
    {">", parse_space, 4},
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
    {"allowbreak", parse_nothing},
    {"begin", parse_begin},
    {"big", parse_big, 108, HP_ATOM_ORD},
    {"bigg", parse_big, 216, HP_ATOM_ORD},
    {"biggl", parse_big, 216, HP_ATOM_OPEN},
    {"biggm", parse_big, 216, HP_ATOM_REL},
    {"biggr", parse_big, 216, HP_ATOM_CLOSE},
    {"bigl", parse_big, 108, HP_ATOM_OPEN},
    {"bigm", parse_big, 108, HP_ATOM_REL},
    {"bigr", parse_big, 108, HP_ATOM_CLOSE},
    {"def", parse_definition, 1},
    {"displaybreak", parse_nothing},
    {"displaylimits", parse_nothing},
    {"enskip", parse_space, 9},
    {"enspace", parse_space, 9},
    {"hskip", parse_skip},
    {"hspace", parse_skip, 1},
    {"huge", parse_nothing},
    {"kern", parse_skip},
    {"label", parse_nothing, 1},
    {"large", parse_nothing},
    {"left", parse_left},
    {"limits", parse_nothing},
    {"medspace", parse_space, 4},
    {"middle", parse_middle},
    {"mkern", parse_skip},
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
    {"notag", parse_nothing},
    {"null", parse_nothing},
    {"providecommand", parse_definition},
    {"qquad", parse_space, 36},
    {"quad", parse_space, 18},
    {"relax", parse_nothing},
    {"renewcommand", parse_definition},
    {"require", parse_nothing, 1},
    {"scriptsize", parse_nothing},
    {"small", parse_nothing},
    {"space", parse_space, 6},
    {"tag", parse_tag},
    {"textcolor", parse_text_color},
    {"thickspace", parse_space, 5},
    {"thinspace", parse_space, 3},
    {"tiny", parse_nothing},
    {"vspace", parse_nothing, 1},
};

/* ---- all commands ---- */

hp_atom hp_math_list_atom(const hp_math_node *list)
{
    return list->list && !list->list->next ? list->list->atom : HP_ATOM_ORD;
}

static int compare_name(const void *key, const void *row)
{
    return strcmp(key, ((const hp_math_command *)row)->name);
}

hp_math_node *hp_math_parse_command(hp_math_parser *p, const char *name)
{
    const hp_math_commands tables[] = {{rows, G_N_ELEMENTS(rows)}, hp_math_commands_parts, hp_math_commands_letters};
    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
        const hp_math_command *row =
            bsearch(name, tables[i].rows, tables[i].n_rows, sizeof tables[i].rows[0], compare_name);
        if (row)
            return row->parse(p, row);
    }
    hp_math_fail(p, "the command \\%s is unknown", name);
    return NULL;
}
