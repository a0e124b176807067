/*
 * Lists: atoms side by side, the spaces between them by their classes, and the
 * delimiters that grow with what they fence (TeXbook appendix G, rules 5, 6,
 * 17, 19, 20; chapter 18).
 */
#include "math/set-internal.h"

typedef struct {
    const hp_math_node *node;
    hp_set_context context;
    const hp_color *color;
    hp_atom atom;
    hp_mbox *box;
} item;

hp_set_context hp_set_script(hp_set_context context)
{
    context.style = context.style <= HP_STYLE_TEXT ? HP_STYLE_SCRIPT : HP_STYLE_SCRIPT_SCRIPT;
    return context;
}

hp_set_context hp_set_cramped(hp_set_context context)
{
    context.cramped = TRUE;
    return context;
}

const hp_math_node *hp_set_sole(const hp_math_node *node)
{
    while (node && node->kind == HP_MATH_LIST && node->list && !node->list->next && node->atom == HP_ATOM_ORD &&
           (node->list->kind == HP_MATH_LIST || node->list->kind == HP_MATH_SYMBOL) && node->list->atom != HP_ATOM_OP)
        node = node->list;
    return node;
}

/* Switches of style and colour do not part what they stand between. */
static void collect(const hp_setter *s, GArray *items, hp_set_context context, const hp_color *color,
                    const hp_math_node *first)
{
    for (const hp_math_node *node = first; node; node = node->next) {
        if (node->kind == HP_MATH_STYLED) {
            collect(s, items, (hp_set_context){node->styled.style, context.cramped}, color,
                    node->styled.list->kind == HP_MATH_LIST ? node->styled.list->list : node->styled.list);
        } else if (node->kind == HP_MATH_COLORED) {
            collect(s, items, context, node->colored.color ? node->colored.color : color, node->colored.list->list);
        } else {
            item one = {node, context, color, node->atom, NULL};
            g_array_append_val(items, one);
        }
    }
}

/* Rules 5 and 6: a binary operator without something on both sides is an
 * ordinary symbol. */
static void settle_operators(GArray *items)
{
    item *previous = NULL;
    for (guint i = 0; i < items->len; i++) {
        item *one = &g_array_index(items, item, i);
        if (one->node->kind == HP_MATH_SPACE)
            continue;
        if (one->atom == HP_ATOM_BIN) {
            gboolean alone = !previous || previous->atom == HP_ATOM_BIN || previous->atom == HP_ATOM_OP ||
                             previous->atom == HP_ATOM_REL || previous->atom == HP_ATOM_OPEN ||
                             previous->atom == HP_ATOM_PUNCT;
            if (alone)
                one->atom = HP_ATOM_ORD;
        } else if (previous && previous->atom == HP_ATOM_BIN &&
                   (one->atom == HP_ATOM_REL || one->atom == HP_ATOM_CLOSE || one->atom == HP_ATOM_PUNCT)) {
            previous->atom = HP_ATOM_ORD;
        }
        previous = one;
    }
    if (previous && previous->atom == HP_ATOM_BIN)
        previous->atom = HP_ATOM_ORD;
}

/* The table of chapter 18: 0 to 3; negative ones not in scripts. */
static double space_between(const hp_setter *s, hp_set_context context, hp_atom left, hp_atom right)
{
    static const signed char table[8][8] = {
        /*           Ord Op  Bin Rel Open Close Punct Inner */
        /* Ord */ {0, 1, -2, -3, 0, 0, 0, -1},
        /* Op */ {1, 1, 0, -3, 0, 0, 0, -1},
        /* Bin */ {-2, -2, 0, 0, -2, 0, 0, -2},
        /* Rel */ {-3, -3, 0, 0, -3, 0, 0, -3},
        /* Open */ {0, 0, 0, 0, 0, 0, 0, 0},
        /* Close */ {0, 1, -2, -3, 0, 0, 0, -1},
        /* Punct */ {-1, -1, 0, -1, -1, -1, -1, -1},
        /* Inner */ {-1, 1, -2, -3, -1, 0, -1, -1},
    };
    static const double mu[] = {0, 3, 4, 5};
    int kind = table[left][right];
    if (kind < 0 && context.style >= HP_STYLE_SCRIPT)
        return 0;
    return mu[ABS(kind)] / 18 * hp_set_em(s, context);
}

static hp_mbox *set_space(hp_setter *s, hp_set_context context, double em)
{
    hp_mbox *box = hp_mbox_make(s, HP_MBOX_GROUP);
    box->width = em * hp_set_em(s, context);
    return box;
}

hp_mbox *hp_set_node(hp_setter *s, hp_set_context context, const hp_math_node *node)
{
    switch (node->kind) {
    case HP_MATH_LIST: return hp_set_list(s, context, node->list);
    case HP_MATH_SYMBOL: return hp_set_symbol(s, context, node);
    case HP_MATH_TEXT: return hp_set_text(s, context, node->text.text, node->text.alphabet);
    case HP_MATH_SPACE: return set_space(s, context, node->space);
    case HP_MATH_SCRIPTS: return hp_set_scripts(s, context, node);
    case HP_MATH_FRACTION: return hp_set_fraction(s, context, node);
    case HP_MATH_RADICAL: return hp_set_radical(s, context, node);
    case HP_MATH_FENCED: return hp_set_fenced(s, context, node);
    case HP_MATH_DELIMITER:
        return hp_set_delimiter(s, context, node->delimiter.character, node->delimiter.em * hp_set_em(s, context));
    case HP_MATH_ACCENT: return hp_set_accent(s, context, node);
    case HP_MATH_BAR: return hp_set_bar(s, context, node);
    case HP_MATH_STRETCHED: return hp_set_stretched(s, context, node);
    case HP_MATH_STACK: return hp_set_stack(s, context, node);
    case HP_MATH_ARROW: return hp_set_arrow(s, context, node);
    case HP_MATH_TABLE: return hp_set_table(s, context, node->table, 0);
    case HP_MATH_STYLED:
        return hp_set_list(s, (hp_set_context){node->styled.style, context.cramped}, node->styled.list);
    case HP_MATH_COLORED: return hp_set_list(s, context, node);
    case HP_MATH_PHANTOM: return hp_set_phantom(s, context, node);
    case HP_MATH_ENCLOSURE: return hp_set_enclosure(s, context, node);
    }
    return set_space(s, context, 0);
}

static gboolean grows(const item *one, gboolean fenced)
{
    return fenced && one->node->kind == HP_MATH_DELIMITER && one->node->delimiter.em == 0;
}

/* Rule 19: fences cover nine tenths of what they hold, and all but half an em. */
static double fence_height(const hp_setter *s, hp_set_context context, const GArray *items)
{
    double height = 0, depth = 0, axis = hp_set_axis(s, context);
    for (guint i = 0; i < items->len; i++) {
        const hp_mbox *box = g_array_index(items, item, i).box;
        if (box) {
            height = MAX(height, box->height);
            depth = MAX(depth, box->depth);
        }
    }
    double half = MAX(height - axis, depth + axis);
    return MAX(half * 2 * 0.901, half * 2 - 0.5 * hp_set_em(s, context));
}

static void set_items(hp_setter *s, hp_set_context context, GArray *items, gboolean fenced, size_t from, size_t to)
{
    const hp_color *outer = s->color;
    for (size_t i = from; i < to; i++) {
        item *one = &g_array_index(items, item, i);
        s->color = one->color;
        if (!grows(one, fenced))
            one->box = hp_set_node(s, one->context, one->node);
    }
    double height = fenced ? fence_height(s, context, items) : 0;
    for (size_t i = from; i < to; i++) {
        item *one = &g_array_index(items, item, i);
        s->color = one->color;
        if (!one->box)
            one->box = hp_set_delimiter(s, one->context, one->node->delimiter.character, height);
    }
    s->color = outer;
}

/* Two relations beside one another are not parted. */
static gboolean may_part(const item *left, const item *right, gboolean display)
{
    hp_atom sign = display ? right->atom : left->atom, other = display ? left->atom : right->atom;
    return (sign == HP_ATOM_REL || sign == HP_ATOM_BIN) && other != HP_ATOM_REL;
}

static hp_mbox *join_items(hp_setter *s, const GArray *items, size_t from, size_t to, GArray *breaks)
{
    hp_mbox *list = hp_mbox_make(s, HP_MBOX_GROUP);
    const item *previous = NULL;
    double end = 0;
    int fences = 0;
    gboolean display = s->setting->display;
    for (size_t i = from; i < to; i++) {
        const item *one = &g_array_index(items, item, i);
        gboolean is_space = one->node->kind == HP_MATH_SPACE;
        /* Blanks at a break are gone. */
        if (is_space && from > 0 && !previous)
            continue;
        if (!is_space) {
            if (previous)
                list->width += space_between(s, one->context, previous->atom, one->atom);
            if (breaks && previous && may_part(previous, one, display)) {
                gboolean relation = (display ? one : previous)->atom == HP_ATOM_REL;
                hp_formula_break here = {i, end, list->width, relation, fences > 0};
                g_array_append_val(breaks, here);
            }
            fences += (one->atom == HP_ATOM_OPEN) - (one->atom == HP_ATOM_CLOSE);
            previous = one;
        }
        hp_mbox_enclose(list, one->box, list->width, 0);
        list->width += one->box->width + (one->box->leans ? 0 : one->box->italic);
        if (!is_space)
            end = list->width;
    }
    list->accent = list->width / 2;
    return list;
}

static hp_mbox *set_items_of(hp_setter *s, hp_set_context context, const hp_math_node *first, gboolean fenced)
{
    g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(item));
    collect(s, items, context, s->color, first);
    settle_operators(items);
    set_items(s, context, items, fenced, 0, items->len);
    return join_items(s, items, 0, items->len, NULL);
}

hp_mbox *hp_set_outermost(hp_setter *s, hp_set_context context, const hp_math_node *first, size_t from, size_t to,
                          GArray *breaks)
{
    g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(item));
    collect(s, items, context, s->color, first);
    settle_operators(items);
    to = to > 0 ? MIN(to, items->len) : items->len;
    set_items(s, context, items, FALSE, from, to);
    return join_items(s, items, from, to, breaks);
}

hp_mbox *hp_set_list(hp_setter *s, hp_set_context context, const hp_math_node *first)
{
    return set_items_of(s, context, first, FALSE);
}

hp_mbox *hp_set_fenced(hp_setter *s, hp_set_context context, const hp_math_node *node)
{
    return set_items_of(s, context, node->list, TRUE);
}
