/*
 * \begin … \end: matrices, cases, arrays, and the alignments of amsmath.
 *
 * All of them are tables; they differ in their columns' alignment, the spaces
 * between, the style of the cells and the delimiters around.
 */
#include "math/math-internal.h"

#include <string.h>

enum { ROWS_MAX = 300, COLUMNS_MAX = 64 };

typedef enum { ARGUMENT_NONE, ARGUMENT_COLUMNS, ARGUMENT_IGNORED } argument;

typedef struct {
    const char *name;      /* without the star */
    const char *alignment; /* of the columns; the last `repeat` go on */
    size_t repeat;
    gunichar left, right; /* delimiters around; 0: the empty one */
    gboolean fenced;
    double column_gap, inner_gap, row_gap; /* em */
    gboolean row_strut;
    int cell_style;
    gboolean is_alignment;
    argument argument;
} environment;

/* Columns at the distances of LaTeX (\arraycolsep is 5 pt at 10 pt), rows at
 * those of MathJax, so that formulas are as tall as in HedgeDoc. */
#define MATRIX 1, 1, 0.4, TRUE, HP_STYLE_AS_IS, FALSE, ARGUMENT_NONE
#define ALIGNMENT(ARGUMENT) 2, 0, 0.3, TRUE, HP_STYLE_DISPLAY, TRUE, ARGUMENT
#define CENTRED(GAP, STRUT) 0, 0, GAP, STRUT, HP_STYLE_DISPLAY, FALSE, ARGUMENT_NONE

static const environment environments[] = {
    {"matrix", "c", 1, 0, 0, FALSE, MATRIX},
    {"pmatrix", "c", 1, '(', ')', TRUE, MATRIX},
    {"bmatrix", "c", 1, '[', ']', TRUE, MATRIX},
    {"Bmatrix", "c", 1, '{', '}', TRUE, MATRIX},
    {"vmatrix", "c", 1, '|', '|', TRUE, MATRIX},
    {"Vmatrix", "c", 1, 0x2016, 0x2016, TRUE, MATRIX},
    {"smallmatrix", "c", 1, 0, 0, FALSE, 0.4, 0.4, 0.2, FALSE, HP_STYLE_SCRIPT, FALSE, ARGUMENT_NONE},
    {"psmallmatrix", "c", 1, '(', ')', TRUE, 0.4, 0.4, 0.2, FALSE, HP_STYLE_SCRIPT, FALSE, ARGUMENT_NONE},
    {"bsmallmatrix", "c", 1, '[', ']', TRUE, 0.4, 0.4, 0.2, FALSE, HP_STYLE_SCRIPT, FALSE, ARGUMENT_NONE},
    {"array", "c", 1, 0, 0, FALSE, 1, 1, 0.4, TRUE, HP_STYLE_AS_IS, FALSE, ARGUMENT_COLUMNS},
    {"subarray", "c", 1, 0, 0, FALSE, 0, 0, 0.1, FALSE, HP_STYLE_SCRIPT, FALSE, ARGUMENT_COLUMNS},
    {"cases", "l", 1, '{', 0, TRUE, 1, 1, 0.2, TRUE, HP_STYLE_AS_IS, FALSE, ARGUMENT_NONE},
    {"dcases", "l", 1, '{', 0, TRUE, 1, 1, 0.2, TRUE, HP_STYLE_DISPLAY, FALSE, ARGUMENT_NONE},
    {"rcases", "l", 1, 0, '}', TRUE, 1, 1, 0.2, TRUE, HP_STYLE_AS_IS, FALSE, ARGUMENT_NONE},
    {"align", "rl", 2, 0, 0, FALSE, ALIGNMENT(ARGUMENT_NONE)},
    {"aligned", "rl", 2, 0, 0, FALSE, ALIGNMENT(ARGUMENT_NONE)},
    {"alignat", "rl", 2, 0, 0, FALSE, 0, 0, 0.3, TRUE, HP_STYLE_DISPLAY, TRUE, ARGUMENT_IGNORED},
    {"alignedat", "rl", 2, 0, 0, FALSE, 0, 0, 0.3, TRUE, HP_STYLE_DISPLAY, TRUE, ARGUMENT_IGNORED},
    {"flalign", "rl", 2, 0, 0, FALSE, ALIGNMENT(ARGUMENT_NONE)},
    {"split", "rl", 2, 0, 0, FALSE, ALIGNMENT(ARGUMENT_NONE)},
    {"eqnarray", "rcl", 3, 0, 0, FALSE, 0.278, 0.278, 0.3, TRUE, HP_STYLE_DISPLAY, FALSE, ARGUMENT_NONE},
    {"gather", "c", 1, 0, 0, FALSE, CENTRED(0.3, TRUE)},
    {"gathered", "c", 1, 0, 0, FALSE, CENTRED(0.3, TRUE)},
    {"multline", "c", 1, 0, 0, FALSE, CENTRED(0.5, TRUE)},
    {"equation", "c", 1, 0, 0, FALSE, CENTRED(0, FALSE)},
    {"displaymath", "c", 1, 0, 0, FALSE, CENTRED(0, FALSE)},
    {"math", "c", 1, 0, 0, FALSE, CENTRED(0, FALSE)},
};

static const environment *environment_lookup(const char *name)
{
    size_t length = strlen(name);
    if (length && name[length - 1] == '*')
        length--;
    for (size_t i = 0; i < G_N_ELEMENTS(environments); i++)
        if (strlen(environments[i].name) == length && strncmp(environments[i].name, name, length) == 0)
            return &environments[i];
    return NULL;
}

static hp_math_table *table_make(hp_math_parser *p, const environment *e)
{
    hp_math_table *table = hp_arena_make(p->arena, hp_math_table);
    table->alignment = e->alignment;
    table->repeat = e->repeat;
    table->column_gap = e->column_gap;
    table->inner_gap = e->inner_gap;
    table->row_gap = e->row_gap;
    table->row_strut = e->row_strut;
    table->cell_style = e->cell_style;
    table->is_alignment = e->is_alignment;
    return table;
}

hp_math_table *hp_math_gathered(hp_math_parser *p)
{
    return table_make(p, environment_lookup("gathered"));
}

hp_math_table *hp_math_substack(hp_math_parser *p)
{
    hp_math_table *table = table_make(p, environment_lookup("subarray"));
    table->cell_style = HP_STYLE_AS_IS;
    return table;
}

/* "{l|cc@{}r}": letters, rules; the rest is left out. */
static void parse_columns(hp_math_parser *p, hp_math_table *table)
{
    const char *spec = hp_math_raw_argument(p);
    GString *letters = g_string_new(NULL);
    unsigned *rules = hp_arena_make_array(p->arena, unsigned, COLUMNS_MAX + 1);
    unsigned depth = 0;
    gboolean any = FALSE;
    for (const char *c = spec; *c && letters->len < COLUMNS_MAX; c++) {
        depth += *c == '{';
        if (depth == 0 && strchr("lcr", *c))
            g_string_append_c(letters, *c);
        if (depth == 0 && *c == '|' && rules[letters->len] < 2) {
            rules[letters->len]++;
            any = TRUE;
        }
        depth -= *c == '}' && depth > 0;
    }
    if (letters->len) {
        table->alignment = hp_arena_strndup(p->arena, letters->str, letters->len);
        table->repeat = 1;
    }
    if (any)
        table->rules = rules;
    g_string_free(letters, TRUE);
}

/* ---- rows ---- */

static hp_math_row *row_make(hp_math_parser *p, hp_math_row **place)
{
    hp_math_row *row = hp_arena_make(p->arena, hp_math_row);
    row->cells = g_ptr_array_new();
    hp_arena_own(p->arena, row->cells, (GDestroyNotify)g_ptr_array_unref);
    *place = row;
    return row;
}

static unsigned parse_hlines(hp_math_parser *p)
{
    unsigned count = 0;
    for (;;) {
        hp_math_token token = hp_math_peek(p);
        if (!hp_math_token_is(&token, "hline") && !hp_math_token_is(&token, "hdashline"))
            return MIN(count, 2u);
        hp_math_next(p);
        count++;
    }
}

/* A relation that begins the second half of a line keeps its spaces. */
static hp_math_node *parse_cell(hp_math_parser *p, const hp_math_table *table, size_t column, unsigned stops)
{
    hp_math_node *cell = hp_math_parse_list(p, stops | HP_STOP_CELL);
    if (table->is_alignment && column % 2 == 1) {
        hp_math_node *empty = hp_math_node_make(p, HP_MATH_LIST, HP_ATOM_ORD);
        empty->next = cell->list;
        cell->list = empty;
    }
    return cell;
}

/* Fills a row. TRUE: another one follows. */
static gboolean parse_row(hp_math_parser *p, hp_math_table *table, hp_math_row *row, unsigned stops)
{
    for (;;) {
        g_ptr_array_add(row->cells, parse_cell(p, table, row->cells->len, stops));
        if (row->cells->len > COLUMNS_MAX)
            hp_math_fail(p, "a table with too many columns");
        if (hp_math_accept(p, '&'))
            continue;
        row->tag = g_steal_pointer(&p->tag);
        hp_math_token token = hp_math_peek(p);
        if (!hp_math_token_is(&token, "\\") && !hp_math_token_is(&token, "cr"))
            return FALSE;
        hp_math_next(p);
        hp_math_accept(p, '*');
        const char *gap = hp_math_raw_option(p);
        row->gap = gap ? hp_math_length(gap) : 0;
        return TRUE;
    }
}

static gboolean row_is_empty(const hp_math_row *row)
{
    const hp_math_node *cell = row->cells->len == 1 ? row->cells->pdata[0] : NULL;
    return row->cells->len == 0 || (cell && !cell->list && !row->tag);
}

hp_math_node *hp_math_parse_rows(hp_math_parser *p, hp_math_table *table, unsigned stops)
{
    hp_math_row **place = &table->rows;
    unsigned count = 0;
    while (*place)
        place = &(*place)->next;
    for (gboolean more = TRUE; more && !p->message;) {
        unsigned lines = parse_hlines(p);
        hp_math_row *row = row_make(p, place);
        row->lines_above = lines;
        more = parse_row(p, table, row, stops);
        if (++count > ROWS_MAX)
            hp_math_fail(p, "a table with too many rows");
        /* Nothing after the last line break is no row. */
        if (!more && row_is_empty(row) && place != &table->rows) {
            table->lines_below = lines;
            *place = NULL;
            break;
        }
        table->n_columns = MAX(table->n_columns, row->cells->len);
        place = &row->next;
    }
    for (const hp_math_row *row = table->rows; row; row = row->next)
        table->n_columns = MAX(table->n_columns, row->cells->len);
    hp_math_node *node = hp_math_node_make(p, HP_MATH_TABLE, HP_ATOM_ORD);
    node->table = table;
    return node;
}

/* ---- \begin ---- */

static hp_math_node *delimiter_make(hp_math_parser *p, gunichar character, hp_atom atom)
{
    hp_math_node *node = hp_math_node_make(p, HP_MATH_DELIMITER, atom);
    node->delimiter.character = character;
    return node;
}

static hp_math_node *fence(hp_math_parser *p, const environment *e, hp_math_node *table)
{
    hp_math_node *fenced = hp_math_node_make(p, HP_MATH_FENCED, HP_ATOM_INNER);
    fenced->list = delimiter_make(p, e->left, HP_ATOM_OPEN);
    fenced->list->next = table;
    table->next = delimiter_make(p, e->right, HP_ATOM_CLOSE);
    return fenced;
}

/* "[t]": where the table stands beside text, or how its columns are aligned. */
static void skip_position(hp_math_parser *p)
{
    size_t at = p->at;
    const char *option = hp_math_raw_option(p);
    if (option && (strlen(option) != 1 || !strchr("tbclr", option[0])))
        p->at = at;
}

hp_math_node *hp_math_parse_environment(hp_math_parser *p)
{
    const char *name = hp_math_raw_argument(p);
    const environment *e = environment_lookup(name);
    if (!e) {
        hp_math_fail(p, "the environment %.40s is unknown", name);
        return NULL;
    }
    hp_math_table *table = table_make(p, e);
    skip_position(p);
    if (e->argument == ARGUMENT_COLUMNS)
        parse_columns(p, table);
    else if (e->argument == ARGUMENT_IGNORED)
        hp_math_raw_argument(p);
    hp_math_node *outer_tag = g_steal_pointer(&p->tag);
    hp_math_node *node = hp_math_parse_rows(p, table, HP_STOP_END);
    p->tag = outer_tag;
    hp_math_token token = hp_math_next(p);
    if (!hp_math_token_is(&token, "end")) {
        hp_math_fail(p, "\\end{%s} is missing", name);
        return NULL;
    }
    const char *end = hp_math_raw_argument(p);
    if (strcmp(end, name) != 0) {
        hp_math_fail(p, "\\begin{%s} is ended by \\end{%.40s}", name, end);
        return NULL;
    }
    return e->fenced ? fence(p, e, node) : node;
}
