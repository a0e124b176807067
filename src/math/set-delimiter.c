/*
 * Glyphs that grow: the variants and assemblies of the MATH table (OpenType,
 * MathVariants).
 */
#include "math/set-internal.h"

#include <math.h>

/* More parts than any page could hold, or than a font has. */
enum { PARTS_MAX = 16, REPEATS_MAX = 400, VARIANTS_MAX = 32 };

typedef struct {
    hb_ot_math_glyph_part_t parts[PARTS_MAX];
    unsigned count;
    unsigned repeats; /* of each extender */
    double overlap;   /* font units */
} assembly;

static double parts_length(const assembly *a, unsigned repeats, double overlap)
{
    double length = 0;
    unsigned pieces = 0;
    for (unsigned i = 0; i < a->count; i++) {
        unsigned times = a->parts[i].flags & HB_OT_MATH_GLYPH_PART_FLAG_EXTENDER ? repeats : 1;
        length += times * (double)a->parts[i].full_advance;
        pieces += times;
    }
    return length - overlap * (pieces ? pieces - 1 : 0);
}

static unsigned pieces_of(const assembly *a, unsigned repeats)
{
    unsigned pieces = 0;
    for (unsigned i = 0; i < a->count; i++)
        pieces += a->parts[i].flags & HB_OT_MATH_GLYPH_PART_FLAG_EXTENDER ? repeats : 1;
    return pieces;
}

/* As many extenders as it takes, and then as much overlap as connectors allow. */
static gboolean assemble(const hp_setter *s, hb_codepoint_t glyph, hb_direction_t direction, double length, assembly *a)
{
    a->count = PARTS_MAX;
    hb_ot_math_get_glyph_assembly(s->hb_font, glyph, direction, 0, &a->count, a->parts, NULL);
    if (!a->count)
        return FALSE;
    double least = hb_ot_math_get_min_connector_overlap(s->hb_font, direction), most = INFINITY;
    for (unsigned i = 0; i < a->count; i++) {
        const hb_ot_math_glyph_part_t *part = &a->parts[i];
        if (i > 0 || part->flags & HB_OT_MATH_GLYPH_PART_FLAG_EXTENDER)
            most = MIN(most, (double)part->start_connector_length);
        if (i + 1 < a->count || part->flags & HB_OT_MATH_GLYPH_PART_FLAG_EXTENDER)
            most = MIN(most, (double)part->end_connector_length);
    }
    a->repeats = 0;
    while (a->repeats < REPEATS_MAX && parts_length(a, a->repeats, least) < length)
        a->repeats++;
    unsigned pieces = pieces_of(a, a->repeats);
    a->overlap = least;
    if (pieces > 1) {
        double spare = (parts_length(a, a->repeats, 0) - length) / (pieces - 1);
        a->overlap = CLAMP(spare, least, MAX(most, least));
    }
    return pieces > 0;
}

/* Parts come from bottom to top and from left to right. The first that is no
 * extender stands for the character. */
static hp_mbox *set_assembly(hp_setter *s, hp_set_context context, const assembly *a, gboolean vertical,
                             const char *text)
{
    hp_mbox *box = hp_mbox_make(s, HP_MBOX_GROUP);
    double at = 0, overlap = hp_set_px(s, context, a->overlap);
    for (unsigned i = 0; i < a->count; i++) {
        gboolean extender = (a->parts[i].flags & HB_OT_MATH_GLYPH_PART_FLAG_EXTENDER) != 0;
        for (unsigned n = extender ? a->repeats : 1; n > 0; n--) {
            hp_mbox *part = hp_set_glyph_box(s, context, a->parts[i].glyph, extender ? NULL : text);
            if (!extender)
                text = NULL;
            double advance = hp_set_px(s, context, a->parts[i].full_advance);
            if (vertical) {
                hp_mbox_add(box, part, 0, -at - part->depth);
                box->width = MAX(box->width, part->width);
            } else {
                hp_mbox_enclose(box, part, at, 0);
            }
            at += advance - overlap;
        }
    }
    at += overlap;
    if (vertical)
        box->height = at;
    else
        box->width = at;
    box->accent = box->width / 2;
    return box;
}

/* The sizes, in em, that TeX's fonts have before a delimiter is made of parts.
 * Those of OpenType have more, but formulas are as tall as they are known. Fonts
 * miss the sizes by little. */
static double next_size(double em)
{
    static const double sizes[] = {1, 1.2, 1.8, 2.4, 3};
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++)
        if (em <= sizes[i])
            return 0.99 * sizes[i];
    return em;
}

hp_mbox *hp_set_grown(hp_setter *s, hp_set_context context, gunichar character, double length, gboolean vertical)
{
    hb_direction_t direction = vertical ? HB_DIRECTION_TTB : HB_DIRECTION_LTR;
    hb_codepoint_t glyph = 0;
    const char *text = hp_set_utf8(s, character);
    if (!hb_font_get_nominal_glyph(s->hb_font, character, &glyph))
        return hp_set_text(s, context, text, HP_ALPHABET_ROMAN);
    double em = length / hp_set_em(s, context), wanted = (vertical ? next_size(em) : em) * s->units;
    hb_ot_math_glyph_variant_t variants[VARIANTS_MAX];
    unsigned count = G_N_ELEMENTS(variants);
    hb_ot_math_get_glyph_variants(s->hb_font, glyph, direction, 0, &count, variants);
    for (unsigned i = 0; i < count; i++)
        if (variants[i].advance >= wanted - 1)
            return hp_set_glyph_box(s, context, variants[i].glyph, text);
    assembly a;
    if (assemble(s, glyph, direction, wanted, &a))
        return set_assembly(s, context, &a, vertical, text);
    return hp_set_glyph_box(s, context, count ? variants[count - 1].glyph : glyph, text);
}

hp_mbox *hp_set_fitting(hp_setter *s, hp_set_context context, gunichar character, double width)
{
    hb_codepoint_t glyph = hp_set_glyph(s, context, character);
    if (!glyph)
        return NULL;
    double room = width / hp_set_em(s, context) * s->units;
    hb_ot_math_glyph_variant_t variants[VARIANTS_MAX];
    unsigned count = G_N_ELEMENTS(variants);
    hb_codepoint_t plain = glyph;
    hb_font_get_nominal_glyph(s->hb_font, character, &plain);
    hb_ot_math_get_glyph_variants(s->hb_font, plain, HB_DIRECTION_LTR, 0, &count, variants);
    for (unsigned i = 0; i < count && variants[i].advance <= room; i++)
        if (i > 0)
            glyph = variants[i].glyph;
    return hp_set_glyph_box(s, context, glyph, hp_set_utf8(s, character));
}

hp_mbox *hp_set_delimiter(hp_setter *s, hp_set_context context, gunichar character, double total)
{
    hp_mbox *box = hp_mbox_make(s, HP_MBOX_GROUP);
    if (!character) {
        box->width = 0.12 * hp_set_em(s, context);
        return box;
    }
    hp_mbox *glyph = hp_set_grown(s, context, character, total, TRUE);
    hp_mbox_enclose(box, glyph, 0, (glyph->height - glyph->depth) / 2 - hp_set_axis(s, context));
    box->width = glyph->width;
    box->accent = box->width / 2;
    return box;
}
