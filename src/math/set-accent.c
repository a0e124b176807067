/*
 * Accents (TeXbook rule 12), braces and arrows as wide as what they span,
 * phantoms, frames and strokes.
 */
#include "math/set-internal.h"

/* A stroke through the middle: what \not makes where Unicode has no sign. */
static void add_overlay(hp_setter *s, hp_set_context context, hp_mbox *box, const hp_mbox *body, gunichar mark)
{
    hp_mbox *stroke = hp_set_fitting(s, context, mark, 0);
    if (!stroke)
        return;
    double middle = (body->height - body->depth) / 2, own = (stroke->height - stroke->depth) / 2;
    hp_mbox_enclose(box, stroke, body->width / 2 - stroke->accent, own - middle);
}

hp_mbox *hp_set_accent(hp_setter *s, hp_set_context context, const hp_math_node *node)
{
    const hp_math_node *sole = hp_set_sole(node->accent.body);
    hp_mbox *body = hp_set_node(s, hp_set_cramped(context), sole), *box = hp_mbox_make(s, HP_MBOX_GROUP);
    hp_mbox_enclose(box, body, 0, 0);
    box->width = body->width;
    box->italic = body->italic;
    box->accent = body->accent;
    box->is_character = body->is_character;
    if (node->accent.mark == 0x338) {
        add_overlay(s, context, box, body, node->accent.mark);
        return box;
    }
    hp_mbox *mark = hp_set_fitting(s, context, node->accent.mark, node->accent.wide ? body->width + body->italic : 0);
    if (!mark)
        return box;
    double base = hp_set_constant(s, context, HB_OT_MATH_CONSTANT_ACCENT_BASE_HEIGHT);
    double centre = sole->kind == HP_MATH_SYMBOL || sole->kind == HP_MATH_ACCENT ? body->accent : body->width / 2;
    hp_mbox_enclose(box, mark, centre - mark->accent, -(body->height - MIN(body->height, base)));
    return box;
}

hp_mbox *hp_set_stretched(hp_setter *s, hp_set_context context, const hp_math_node *node)
{
    hp_mbox *body = hp_set_node(s, context, node->stretched.body), *box = hp_mbox_make(s, HP_MBOX_GROUP);
    hp_mbox *mark = hp_set_grown(s, context, node->stretched.mark, body->width, FALSE);
    double width = MAX(body->width, mark->width), gap = 0.1 * hp_set_em(s, context);
    hp_mbox_enclose(box, body, (width - body->width) / 2, 0);
    double y = node->stretched.below ? body->depth + gap + mark->height : -(body->height + gap) - mark->depth;
    hp_mbox_enclose(box, mark, (width - mark->width) / 2, y);
    box->width = width;
    box->accent = width / 2;
    return box;
}

hp_mbox *hp_set_phantom(hp_setter *s, hp_set_context context, const hp_math_node *node)
{
    unsigned what = node->phantom.what;
    hp_mbox *body = hp_set_node(s, context, node->phantom.body), *box = hp_mbox_make(s, HP_MBOX_GROUP);
    double x = what & HP_PHANTOM_LEFT ? -body->width : what & HP_PHANTOM_CENTER ? -body->width / 2 : 0;
    box->height = body->height;
    box->depth = body->depth;
    box->width = what & HP_PHANTOM_NO_WIDTH ? 0 : body->width;
    if (!(what & HP_PHANTOM_HIDDEN))
        hp_mbox_add(box, body, x, 0);
    if (what & HP_PHANTOM_NO_HEIGHT)
        box->height = 0;
    if (what & HP_PHANTOM_NO_DEPTH)
        box->depth = 0;
    box->accent = box->width / 2;
    return box;
}

static void add_frame(hp_setter *s, hp_mbox *box, double thickness)
{
    double top = -box->height + thickness / 2, bottom = box->depth - thickness / 2;
    double left = thickness / 2, right = box->width - thickness / 2;
    hp_mbox_add_line(s, box, (hp_point){0, top}, (hp_point){box->width, top}, thickness);
    hp_mbox_add_line(s, box, (hp_point){0, bottom}, (hp_point){box->width, bottom}, thickness);
    hp_mbox_add_line(s, box, (hp_point){left, -box->height}, (hp_point){left, box->depth}, thickness);
    hp_mbox_add_line(s, box, (hp_point){right, -box->height}, (hp_point){right, box->depth}, thickness);
}

hp_mbox *hp_set_enclosure(hp_setter *s, hp_set_context context, const hp_math_node *node)
{
    unsigned what = node->enclosure.what;
    double em = hp_set_em(s, context), thickness = 0.04 * em;
    double padding = what & HP_ENCLOSE_BOX ? 0.3 * em + thickness : 0;
    hp_mbox *body = hp_set_node(s, context, node->enclosure.body), *box = hp_mbox_make(s, HP_MBOX_GROUP);
    hp_mbox_enclose(box, body, padding, 0);
    box->width = body->width + 2 * padding;
    box->height += padding;
    box->depth += padding;
    box->accent = box->width / 2;
    hp_point top_left = {0, -box->height}, bottom_right = {box->width, box->depth};
    if (what & HP_ENCLOSE_BOX)
        add_frame(s, box, thickness);
    if (what & HP_ENCLOSE_UP)
        hp_mbox_add_line(s, box, (hp_point){0, bottom_right.y}, (hp_point){box->width, top_left.y}, thickness);
    if (what & HP_ENCLOSE_DOWN)
        hp_mbox_add_line(s, box, top_left, bottom_right, thickness);
    if (what & HP_ENCLOSE_ACROSS)
        hp_mbox_add_rule(s, box, 0, (box->height - box->depth) / 2, box->width, thickness);
    return box;
}
