/*
 * Scripts (TeXbook rule 18), limits (rule 13a) and what is stacked like them.
 */
#include "math/set-internal.h"

/* What the MATH table has no figure for, or one for both cases: Computer
 * Modern's, in em. */
#define LIMIT_PADDING 0.1         /* over an upper limit, under a lower one (rule 13a) */
#define SUPERSCRIPT_DISPLAY 0.413 /* sup1: in display style, not cramped */
#define SUBSCRIPT_ALONE 0.15      /* sub1: without a superscript */
#define SUBSCRIPT_DROP 0.05       /* under what is no character; em of the script */

typedef struct {
    hp_mbox *base, *sub, *sup;
} parts;

static hp_mbox *set_script(hp_setter *s, hp_set_context context, const hp_math_node *node)
{
    return node ? hp_set_node(s, context, node) : NULL;
}

/* ---- limits ---- */

static hp_mbox *join_limits(hp_setter *s, hp_set_context context, const parts *p, double lean)
{
    hp_mbox *box = hp_mbox_make(s, HP_MBOX_GROUP);
    double width = p->base->width, around = LIMIT_PADDING * hp_set_em(s, context);
    if (p->sup)
        width = MAX(width, p->sup->width);
    if (p->sub)
        width = MAX(width, p->sub->width);
    box->width = width;
    box->accent = width / 2;
    hp_mbox_enclose(box, p->base, (width - p->base->width) / 2, 0);
    if (p->sup) {
        double gap =
            MAX(hp_set_constant(s, context, HB_OT_MATH_CONSTANT_UPPER_LIMIT_GAP_MIN),
                hp_set_constant(s, context, HB_OT_MATH_CONSTANT_UPPER_LIMIT_BASELINE_RISE_MIN) - p->sup->depth);
        hp_mbox_enclose(box, p->sup, (width - p->sup->width) / 2 + lean / 2, -(p->base->height + gap + p->sup->depth));
        box->height += around;
    }
    if (p->sub) {
        double gap =
            MAX(hp_set_constant(s, context, HB_OT_MATH_CONSTANT_LOWER_LIMIT_GAP_MIN),
                hp_set_constant(s, context, HB_OT_MATH_CONSTANT_LOWER_LIMIT_BASELINE_DROP_MIN) - p->sub->height);
        hp_mbox_enclose(box, p->sub, (width - p->sub->width) / 2 - lean / 2, p->base->depth + gap + p->sub->height);
        box->depth += around;
    }
    return box;
}

hp_mbox *hp_set_stack(hp_setter *s, hp_set_context context, const hp_math_node *node)
{
    hp_set_context script = hp_set_script(context);
    parts p = {.base = hp_set_node(s, context, node->stack.body)};
    p.sup = set_script(s, script, node->stack.over);
    p.sub = set_script(s, hp_set_cramped(script), node->stack.under);
    return join_limits(s, context, &p, 0);
}

/* An arrow as long as its labels and somewhat more. */
hp_mbox *hp_set_arrow(hp_setter *s, hp_set_context context, const hp_math_node *node)
{
    hp_set_context script = hp_set_script(context);
    parts p = {.sup = set_script(s, script, node->arrow.over)};
    p.sub = set_script(s, hp_set_cramped(script), node->arrow.under);
    double width = MAX(p.sup ? p.sup->width : 0, p.sub ? p.sub->width : 0), em = hp_set_em(s, context);
    p.base = hp_set_grown(s, context, node->arrow.character, MAX(width + 0.7 * em, 1.4 * em), FALSE);
    return join_limits(s, context, &p, 0);
}

/* ---- scripts ---- */

static double constant(const hp_setter *s, hp_set_context context, hb_ot_math_constant_t which)
{
    return hp_set_constant(s, context, which);
}

/* How far up the superscript goes (rules 18a, c). */
static double superscript_shift(const hp_setter *s, hp_set_context context, const parts *p)
{
    double shift = constant(s, context,
                            context.cramped ? HB_OT_MATH_CONSTANT_SUPERSCRIPT_SHIFT_UP_CRAMPED
                                            : HB_OT_MATH_CONSTANT_SUPERSCRIPT_SHIFT_UP);
    if (context.style == HP_STYLE_DISPLAY && !context.cramped && !p->sub)
        shift = MAX(shift, SUPERSCRIPT_DISPLAY * hp_set_em(s, context));
    if (!p->base->is_character)
        shift = MAX(shift, p->base->height - constant(s, context, HB_OT_MATH_CONSTANT_SUPERSCRIPT_BASELINE_DROP_MAX));
    return MAX(shift, p->sup->depth + constant(s, context, HB_OT_MATH_CONSTANT_SUPERSCRIPT_BOTTOM_MIN));
}

/* How far down the subscript goes (rules 18a, b). */
static double subscript_shift(const hp_setter *s, hp_set_context context, const parts *p)
{
    double shift = constant(s, context, HB_OT_MATH_CONSTANT_SUBSCRIPT_SHIFT_DOWN);
    if (!p->sup)
        shift = MIN(shift, SUBSCRIPT_ALONE * hp_set_em(s, context));
    if (!p->base->is_character)
        shift = MAX(shift, p->base->depth + SUBSCRIPT_DROP * hp_set_em(s, hp_set_script(context)));
    return MAX(shift, p->sub->height - constant(s, context, HB_OT_MATH_CONSTANT_SUBSCRIPT_TOP_MAX));
}

/* Rules 18d, e, f: both scripts keep their distance. */
static void part_scripts(const hp_setter *s, hp_set_context context, const parts *p, double *up, double *down)
{
    double gap = *up - p->sup->depth - (p->sub->height - *down);
    double least = constant(s, context, HB_OT_MATH_CONSTANT_SUB_SUPERSCRIPT_GAP_MIN);
    if (gap >= least)
        return;
    *down += least - gap;
    double raise =
        constant(s, context, HB_OT_MATH_CONSTANT_SUPERSCRIPT_BOTTOM_MAX_WITH_SUBSCRIPT) - (*up - p->sup->depth);
    if (raise > 0) {
        raise = MIN(raise, least - gap);
        *up += raise;
        *down -= raise;
    }
}

static hp_mbox *join_scripts(hp_setter *s, hp_set_context context, const parts *p)
{
    hp_mbox *box = hp_mbox_make(s, HP_MBOX_GROUP);
    double up = p->sup ? superscript_shift(s, context, p) : 0, down = p->sub ? subscript_shift(s, context, p) : 0;
    if (p->sup && p->sub)
        part_scripts(s, context, p, &up, &down);
    double width = p->base->width, italic = p->base->italic;
    double sup_x = p->base->leans ? width : width + italic, sub_x = p->base->leans ? width - italic : width;
    hp_mbox_enclose(box, p->base, 0, 0);
    box->width = p->base->leans ? width : width + (p->sub ? 0 : italic);
    double space = constant(s, context, HB_OT_MATH_CONSTANT_SPACE_AFTER_SCRIPT);
    if (p->sup) {
        hp_mbox_enclose(box, p->sup, sup_x, -up);
        box->width = MAX(box->width, sup_x + p->sup->width + space);
    }
    if (p->sub) {
        hp_mbox_enclose(box, p->sub, sub_x, down);
        box->width = MAX(box->width, sub_x + p->sub->width + space);
    }
    box->accent = p->base->accent;
    return box;
}

hp_mbox *hp_set_scripts(hp_setter *s, hp_set_context context, const hp_math_node *node)
{
    const hp_math_node *nucleus = hp_set_sole(node->scripts.nucleus);
    hp_limits limits = nucleus ? nucleus->limits : HP_LIMITS_NONE;
    hp_set_context script = hp_set_script(context);
    parts p = {.base = nucleus ? hp_set_node(s, context, nucleus) : hp_mbox_make(s, HP_MBOX_GROUP)};
    p.sup = set_script(s, script, node->scripts.sup);
    p.sub = set_script(s, hp_set_cramped(script), node->scripts.sub);
    if (!nucleus)
        p.base->is_character = TRUE;
    if (limits == HP_LIMITS_ALWAYS || (limits == HP_LIMITS_DISPLAY && context.style == HP_STYLE_DISPLAY))
        return join_limits(s, context, &p, p.base->leans ? p.base->italic : 0);
    return join_scripts(s, context, &p);
}
