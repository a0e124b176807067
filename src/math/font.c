#include "math/set-internal.h"

#include "text/math-face.h"

#include <math.h>

/* ---- boxes ---- */

hp_mbox *hp_mbox_make(hp_setter *s, hp_mbox_kind kind)
{
    hp_mbox *box = hp_arena_make(s->arena, hp_mbox);
    box->kind = kind;
    box->color = s->color;
    return box;
}

void hp_mbox_add(hp_mbox *parent, hp_mbox *child, double x, double y)
{
    child->x = x;
    child->y = y;
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
}

void hp_mbox_enclose(hp_mbox *parent, hp_mbox *child, double x, double y)
{
    gboolean empty = !parent->first;
    parent->height = empty ? child->height - y : MAX(parent->height, child->height - y);
    parent->depth = empty ? child->depth + y : MAX(parent->depth, child->depth + y);
    hp_mbox_add(parent, child, x, y);
}

void hp_mbox_add_line(hp_setter *s, hp_mbox *parent, hp_point from, hp_point to, double thickness)
{
    hp_mbox *line = hp_mbox_make(s, HP_MBOX_LINE);
    line->dx = to.x - from.x;
    line->dy = to.y - from.y;
    line->thickness = thickness;
    hp_mbox_add(parent, line, from.x, from.y);
}

void hp_mbox_add_rule(hp_setter *s, hp_mbox *parent, double x, double bottom, double width, double thickness)
{
    double y = -bottom - thickness / 2;
    if (thickness > 0)
        hp_mbox_add_line(s, parent, (hp_point){x, y}, (hp_point){x + width, y}, thickness);
}

/* ---- the font ---- */

static unsigned level_of(hp_set_context context)
{
    return context.style <= HP_STYLE_TEXT ? 0 : (unsigned)context.style - 1;
}

/* Formulas are as large as the letters around them look: MathJax matches the
 * height of x, within bounds. */
static double matched_size(const hp_setter *s)
{
    const hp_font *font = hp_fonts_lookup(s->fonts, s->setting->style);
    hb_codepoint_t glyph = 0;
    hb_glyph_extents_t extents;
    if (!hb_font_get_nominal_glyph(s->hb_font, 'x', &glyph) ||
        !hb_font_get_glyph_extents(s->hb_font, glyph, &extents) || extents.y_bearing <= 0)
        return font->size;
    double x_height = extents.y_bearing / s->units * font->size;
    return font->size * CLAMP(font->x_height / x_height, 0.85, 1.25);
}

gboolean hp_setter_init(hp_setter *s, hp_arena *arena, hp_fonts *fonts, const hp_math_setting *setting)
{
    *s = (hp_setter){.arena = arena, .fonts = fonts, .setting = setting};
    const hp_face *probe = hp_fonts_math_face(fonts, (double)setting->style->font_size);
    if (!probe)
        return FALSE;
    s->hb_face = hp_face_hb_face(probe);
    s->hb_font = hb_font_create(s->hb_face);
    s->units = MAX(hb_face_get_upem(s->hb_face), 1u);
    hb_font_set_scale(s->hb_font, (int)s->units, (int)s->units);
    static const hb_ot_math_constant_t percents[] = {HB_OT_MATH_CONSTANT_SCRIPT_PERCENT_SCALE_DOWN,
                                                     HB_OT_MATH_CONSTANT_SCRIPT_SCRIPT_PERCENT_SCALE_DOWN};
    s->sizes[0] = matched_size(s) * setting->scale;
    for (int i = 0; i < 2; i++) {
        int percent = hb_ot_math_get_constant(s->hb_font, percents[i]);
        s->sizes[i + 1] = s->sizes[0] * (percent > 0 ? CLAMP(percent, 30, 100) : 70) / 100;
    }
    for (int i = 0; i < 3; i++)
        s->faces[i] = hp_fonts_math_face(fonts, s->sizes[i]);
    static const hb_tag_t features[] = {HB_TAG('s', 's', 't', 'y'), 0};
    s->ssty = hb_set_create();
    hb_ot_layout_collect_lookups(s->hb_face, HB_OT_TAG_GSUB, NULL, NULL, features, s->ssty);
    return TRUE;
}

void hp_setter_clear(hp_setter *s)
{
    hb_font_destroy(s->hb_font);
    hb_set_destroy(s->ssty);
}

double hp_set_em(const hp_setter *s, hp_set_context context)
{
    return s->sizes[level_of(context)];
}

double hp_set_px(const hp_setter *s, hp_set_context context, double units)
{
    return units / s->units * hp_set_em(s, context);
}

double hp_set_constant(const hp_setter *s, hp_set_context context, hb_ot_math_constant_t constant)
{
    return hp_set_px(s, context, hb_ot_math_get_constant(s->hb_font, constant));
}

double hp_set_axis(const hp_setter *s, hp_set_context context)
{
    return hp_set_constant(s, context, HB_OT_MATH_CONSTANT_AXIS_HEIGHT);
}

/* The feature ssty: letters drawn for small sizes, primes that are to be
 * raised (OpenType layout tags). */
static hb_codepoint_t script_form(const hp_setter *s, unsigned level, hb_codepoint_t glyph)
{
    hb_codepoint_t lookup = HB_SET_VALUE_INVALID;
    while (hb_set_next(s->ssty, &lookup)) {
        hb_codepoint_t forms[2];
        unsigned count = 2;
        hb_ot_layout_lookup_get_glyph_alternates(s->hb_face, lookup, glyph, 0, &count, forms);
        if (count)
            return forms[MIN(level, count) - 1];
    }
    return glyph;
}

hb_codepoint_t hp_set_glyph(const hp_setter *s, hp_set_context context, gunichar character)
{
    hb_codepoint_t glyph = 0;
    if (!hb_font_get_nominal_glyph(s->hb_font, character, &glyph))
        return 0;
    unsigned level = level_of(context);
    return level ? script_form(s, level, glyph) : glyph;
}

hp_mbox *hp_set_glyph_box(hp_setter *s, hp_set_context context, hb_codepoint_t glyph, const char *text)
{
    hp_mbox *box = hp_mbox_make(s, HP_MBOX_GLYPH);
    hb_glyph_extents_t extents = {0};
    hb_font_get_glyph_extents(s->hb_font, glyph, &extents);
    box->face = s->faces[level_of(context)];
    box->glyph = glyph;
    box->text = text;
    box->width = hp_set_px(s, context, hb_font_get_glyph_h_advance(s->hb_font, glyph));
    box->height = hp_set_px(s, context, extents.y_bearing);
    box->depth = hp_set_px(s, context, -(extents.y_bearing + extents.height));
    box->italic = hp_set_px(s, context, hb_ot_math_get_glyph_italics_correction(s->hb_font, glyph));
    box->accent = hp_set_px(s, context, hb_ot_math_get_glyph_top_accent_attachment(s->hb_font, glyph));
    return box;
}

const char *hp_set_utf8(hp_setter *s, gunichar character)
{
    char utf8[7] = {0};
    g_unichar_to_utf8(character, utf8);
    return hp_arena_strdup(s->arena, utf8);
}
