/*
 * Fractions (TeXbook rule 15), roots (rule 11), bars over and under (rules 9
 * and 10).
 */
#include "math/set-internal.h"

typedef struct {
    hp_mbox *upper, *lower;
    double up, down; /* how far their baselines are shifted */
} halves;

static hp_set_context part_context(hp_set_context context, int part_style)
{
    if (part_style != HP_STYLE_AS_IS)
        context.style = (hp_math_style)part_style;
    else if (context.style < HP_STYLE_SCRIPT_SCRIPT)
        context.style++;
    return context;
}

/* Rule 15c: without a rule the halves keep a distance. */
static void place_stack(const hp_setter *s, hp_set_context context, halves *h)
{
    gboolean display = context.style == HP_STYLE_DISPLAY;
    h->up = hp_set_constant(s, context,
                            display ? HB_OT_MATH_CONSTANT_STACK_TOP_DISPLAY_STYLE_SHIFT_UP
                                    : HB_OT_MATH_CONSTANT_STACK_TOP_SHIFT_UP);
    h->down = hp_set_constant(s, context,
                              display ? HB_OT_MATH_CONSTANT_STACK_BOTTOM_DISPLAY_STYLE_SHIFT_DOWN
                                      : HB_OT_MATH_CONSTANT_STACK_BOTTOM_SHIFT_DOWN);
    double least = hp_set_constant(
        s, context, display ? HB_OT_MATH_CONSTANT_STACK_DISPLAY_STYLE_GAP_MIN : HB_OT_MATH_CONSTANT_STACK_GAP_MIN);
    double gap = h->up - h->upper->depth - (h->lower->height - h->down);
    if (gap < least) {
        h->up += (least - gap) / 2;
        h->down += (least - gap) / 2;
    }
}

/* Rule 15d: both halves keep a distance from the rule. */
static void place_ruled(const hp_setter *s, hp_set_context context, halves *h, double thickness)
{
    gboolean display = context.style == HP_STYLE_DISPLAY;
    double axis = hp_set_axis(s, context);
    h->up = hp_set_constant(s, context,
                            display ? HB_OT_MATH_CONSTANT_FRACTION_NUMERATOR_DISPLAY_STYLE_SHIFT_UP
                                    : HB_OT_MATH_CONSTANT_FRACTION_NUMERATOR_SHIFT_UP);
    h->down = hp_set_constant(s, context,
                              display ? HB_OT_MATH_CONSTANT_FRACTION_DENOMINATOR_DISPLAY_STYLE_SHIFT_DOWN
                                      : HB_OT_MATH_CONSTANT_FRACTION_DENOMINATOR_SHIFT_DOWN);
    double above = hp_set_constant(s, context,
                                   display ? HB_OT_MATH_CONSTANT_FRACTION_NUM_DISPLAY_STYLE_GAP_MIN
                                           : HB_OT_MATH_CONSTANT_FRACTION_NUMERATOR_GAP_MIN);
    double below = hp_set_constant(s, context,
                                   display ? HB_OT_MATH_CONSTANT_FRACTION_DENOM_DISPLAY_STYLE_GAP_MIN
                                           : HB_OT_MATH_CONSTANT_FRACTION_DENOMINATOR_GAP_MIN);
    h->up = MAX(h->up, axis + thickness / 2 + above + h->upper->depth);
    h->down = MAX(h->down, h->lower->height + below - (axis - thickness / 2));
}

/* Rule 15e: delimiters of a fixed size, as in plain TeX and amsmath. */
static hp_mbox *fence(hp_setter *s, hp_set_context context, const hp_math_node *node, hp_mbox *inner)
{
    double size = (context.style == HP_STYLE_DISPLAY ? 2.39 : 1.01) * hp_set_em(s, context);
    hp_mbox *left = hp_set_delimiter(s, context, node->fraction.left, size);
    hp_mbox *right = hp_set_delimiter(s, context, node->fraction.right, size);
    hp_mbox *box = hp_mbox_make(s, HP_MBOX_GROUP);
    hp_mbox_enclose(box, left, 0, 0);
    hp_mbox_enclose(box, inner, left->width, 0);
    hp_mbox_enclose(box, right, left->width + inner->width, 0);
    box->width = left->width + inner->width + right->width;
    box->accent = box->width / 2;
    return box;
}

hp_mbox *hp_set_fraction(hp_setter *s, hp_set_context context, const hp_math_node *node)
{
    hp_set_context part = part_context(context, node->fraction.part_style);
    double thickness = node->fraction.thickness < 0
                           ? hp_set_constant(s, context, HB_OT_MATH_CONSTANT_FRACTION_RULE_THICKNESS)
                           : node->fraction.thickness * hp_set_em(s, context);
    halves h = {hp_set_node(s, part, node->fraction.numerator),
                hp_set_node(s, hp_set_cramped(part), node->fraction.denominator), 0, 0};
    if (thickness > 0)
        place_ruled(s, context, &h, thickness);
    else
        place_stack(s, context, &h);

    /* \nulldelimiterspace stands where there are no delimiters. */
    double side = node->fraction.fenced ? 0 : 0.12 * hp_set_em(s, context);
    double width = MAX(h.upper->width, h.lower->width);
    hp_mbox *box = hp_mbox_make(s, HP_MBOX_GROUP);
    box->width = width + 2 * side;
    box->accent = box->width / 2;
    hp_mbox_enclose(box, h.upper, side + (width - h.upper->width) / 2, -h.up);
    hp_mbox_add_rule(s, box, side, hp_set_axis(s, context) - thickness / 2, width, thickness);
    hp_mbox_enclose(box, h.lower, side + (width - h.lower->width) / 2, h.down);
    return node->fraction.fenced ? fence(s, context, node, box) : box;
}

/* ---- roots ---- */

/* The degree of a root, moved under its sign. Returns what it takes at the
 * left. */
static double add_degree(hp_setter *s, hp_set_context context, hp_mbox *box, const hp_math_node *degree,
                         const hp_mbox *sign, double top)
{
    hp_set_context small = {HP_STYLE_SCRIPT_SCRIPT, context.cramped};
    hp_mbox *index = hp_set_node(s, small, degree);
    double before = hp_set_constant(s, context, HB_OT_MATH_CONSTANT_RADICAL_KERN_BEFORE_DEGREE);
    double after = hp_set_constant(s, context, HB_OT_MATH_CONSTANT_RADICAL_KERN_AFTER_DEGREE);
    int raise = hb_ot_math_get_constant(s->hb_font, HB_OT_MATH_CONSTANT_RADICAL_DEGREE_BOTTOM_RAISE_PERCENT);
    double total = sign->height + sign->depth, bottom = total - top;
    double x = MAX(before, 0), sign_x = MAX(x + index->width + after, 0);
    hp_mbox_enclose(box, index, MAX(sign_x - after - index->width, 0), bottom - total * raise / 100 - index->depth);
    return sign_x;
}

hp_mbox *hp_set_radical(hp_setter *s, hp_set_context context, const hp_math_node *node)
{
    gboolean display = context.style == HP_STYLE_DISPLAY;
    hp_mbox *body = hp_set_node(s, hp_set_cramped(context), node->radical.radicand);
    double rule = hp_set_constant(s, context, HB_OT_MATH_CONSTANT_RADICAL_RULE_THICKNESS);
    double gap = hp_set_constant(s, context,
                                 display ? HB_OT_MATH_CONSTANT_RADICAL_DISPLAY_STYLE_VERTICAL_GAP
                                         : HB_OT_MATH_CONSTANT_RADICAL_VERTICAL_GAP);
    double em = hp_set_em(s, context);
    /* Roots of small letters side by side are equally tall. */
    double height = MAX(body->height, 0.43 * em), depth = MAX(body->depth, 0);
    hp_mbox *sign = hp_set_grown(s, context, 0x221a, height + depth + gap + rule, TRUE);
    double excess = sign->height + sign->depth - (height + depth + gap + rule);
    if (excess > 0)
        gap += excess / 2;

    hp_mbox *box = hp_mbox_make(s, HP_MBOX_GROUP);
    double top = height + gap + rule;
    double x = node->radical.degree ? add_degree(s, context, box, node->radical.degree, sign, top) : 0;
    hp_mbox_enclose(box, sign, x, sign->height - top);
    hp_mbox_add_rule(s, box, x + sign->width, top - rule, body->width, rule);
    hp_mbox_enclose(box, body, x + sign->width, 0);
    box->width = x + sign->width + body->width;
    box->accent = box->width / 2;
    box->height = MAX(box->height, top) + hp_set_constant(s, context, HB_OT_MATH_CONSTANT_RADICAL_EXTRA_ASCENDER);
    return box;
}

/* ---- bars ---- */

hp_mbox *hp_set_bar(hp_setter *s, hp_set_context context, const hp_math_node *node)
{
    gboolean below = node->bar.below;
    hp_mbox *body = hp_set_node(s, below ? context : hp_set_cramped(context), node->bar.body);
    double rule = hp_set_constant(
        s, context, below ? HB_OT_MATH_CONSTANT_UNDERBAR_RULE_THICKNESS : HB_OT_MATH_CONSTANT_OVERBAR_RULE_THICKNESS);
    double gap = hp_set_constant(
        s, context, below ? HB_OT_MATH_CONSTANT_UNDERBAR_VERTICAL_GAP : HB_OT_MATH_CONSTANT_OVERBAR_VERTICAL_GAP);
    double extra = hp_set_constant(
        s, context, below ? HB_OT_MATH_CONSTANT_UNDERBAR_EXTRA_DESCENDER : HB_OT_MATH_CONSTANT_OVERBAR_EXTRA_ASCENDER);
    hp_mbox *box = hp_mbox_make(s, HP_MBOX_GROUP);
    hp_mbox_enclose(box, body, 0, 0);
    box->width = body->width;
    box->accent = box->width / 2;
    if (below) {
        hp_mbox_add_rule(s, box, 0, -(body->depth + gap + rule), body->width, rule);
        box->depth = body->depth + gap + rule + extra;
    } else {
        hp_mbox_add_rule(s, box, 0, body->height + gap, body->width, rule);
        box->height = body->height + gap + rule + extra;
    }
    return box;
}
