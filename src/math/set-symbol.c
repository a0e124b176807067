/*
 * Symbols, large operators (TeXbook rule 13) and text.
 *
 * What the math font does not have comes from the font of the text around.
 */
#include "math/set-internal.h"

#include <string.h>

/* The variant for display style: the first that is as tall as the font asks. */
static hb_codepoint_t display_operator(const hp_setter *s, hb_codepoint_t glyph)
{
    hb_position_t least = hb_ot_math_get_constant(s->hb_font, HB_OT_MATH_CONSTANT_DISPLAY_OPERATOR_MIN_HEIGHT);
    hb_ot_math_glyph_variant_t variants[16];
    unsigned count = G_N_ELEMENTS(variants);
    hb_ot_math_get_glyph_variants(s->hb_font, glyph, HB_DIRECTION_TTB, 0, &count, variants);
    for (unsigned i = 0; i < count; i++)
        if (variants[i].advance >= least)
            return variants[i].glyph;
    return count ? variants[count - 1].glyph : glyph;
}

static hp_mbox *set_operator(hp_setter *s, hp_set_context context, hb_codepoint_t glyph, const char *text)
{
    if (context.style == HP_STYLE_DISPLAY)
        glyph = display_operator(s, glyph);
    hp_mbox *inner = hp_set_glyph_box(s, context, glyph, text), *box = hp_mbox_make(s, HP_MBOX_GROUP);
    hp_mbox_enclose(box, inner, 0, (inner->height - inner->depth) / 2 - hp_set_axis(s, context));
    box->width = inner->width;
    box->italic = inner->italic;
    box->accent = inner->accent;
    box->leans = TRUE;
    return box;
}

/* TeX's dots are three with a thin space between; a font's one glyph for them is
 * narrower. NULL: the font has no such dot. */
static hp_mbox *set_dots(hp_setter *s, hp_set_context context, gunichar dot, const char *text)
{
    hb_codepoint_t glyph = hp_set_glyph(s, context, dot);
    if (!glyph)
        return NULL;
    hp_mbox *box = hp_mbox_make(s, HP_MBOX_GROUP);
    for (int i = 0; i < 3; i++) {
        hp_mbox *child = hp_set_glyph_box(s, context, glyph, i == 0 ? text : NULL);
        hp_mbox_enclose(box, child, box->width, 0);
        box->width += child->width + (i < 2 ? hp_set_em(s, context) / 6 : 0);
    }
    box->accent = box->width / 2;
    return box;
}

hp_mbox *hp_set_symbol(hp_setter *s, hp_set_context context, const hp_math_node *node)
{
    gunichar text = node->symbol.text ? node->symbol.text : node->symbol.character;
    hb_codepoint_t glyph = hp_set_glyph(s, context, node->symbol.character);
    /* A font without that alphabet still has the plain letter. */
    if (!glyph)
        glyph = hp_set_glyph(s, context, text);
    const char *utf8 = hp_set_utf8(s, text);
    if (node->atom == HP_ATOM_INNER && (text == 0x2026 || text == 0x22ef)) {
        hp_mbox *dots = set_dots(s, context, text == 0x2026 ? '.' : 0x22c5, utf8);
        if (dots)
            return dots;
    }
    if (!glyph)
        return hp_set_text(s, context, utf8, HP_ALPHABET_ROMAN);
    if (node->atom == HP_ATOM_OP)
        return set_operator(s, context, glyph, utf8);
    hp_mbox *box = hp_set_glyph_box(s, context, glyph, utf8);
    box->is_character = TRUE;
    return box;
}

/* ---- text ---- */

static gboolean is_blank(gunichar character)
{
    return character == ' ' || character == 0xa0;
}

/* Glyph by glyph from the math font; NULL where it lacks one. */
static hp_mbox *set_own_text(hp_setter *s, hp_set_context context, const char *text, hp_alphabet alphabet)
{
    hp_mbox *box = hp_mbox_make(s, HP_MBOX_GROUP);
    for (const char *c = text; *c; c = g_utf8_next_char(c)) {
        gunichar character = g_utf8_get_char(c);
        gboolean blank = is_blank(character);
        hb_codepoint_t glyph = 0;
        hb_font_get_nominal_glyph(s->hb_font, blank ? ' ' : hp_math_letter(character, alphabet, FALSE), &glyph);
        if (!glyph)
            hb_font_get_nominal_glyph(s->hb_font, character, &glyph);
        if (!glyph)
            return NULL;
        hp_mbox *child = hp_set_glyph_box(s, context, glyph, hp_set_utf8(s, blank ? ' ' : character));
        hp_mbox_enclose(box, child, box->width, 0);
        box->width += child->width + (*g_utf8_next_char(c) ? 0 : child->italic);
    }
    return box;
}

static const char *cluster_text(hp_setter *s, const hp_paragraph *paragraph, const hp_word *word, size_t i)
{
    size_t start = word->glyphs[i].byte, end = word->end;
    for (size_t j = 0; j < word->n_glyphs; j++)
        if (word->glyphs[j].byte > start)
            end = MIN(end, (size_t)word->glyphs[j].byte);
    return hp_arena_strndup(s->arena, paragraph->text + start, end - start);
}

static void add_word(hp_setter *s, hp_mbox *box, const hp_paragraph *paragraph, const hp_word *word)
{
    double ascent, descent;
    hp_face_extents(word->face, &ascent, &descent);
    for (size_t i = 0; i < word->n_glyphs; i++) {
        const hp_glyph *glyph = &word->glyphs[i];
        if (glyph->glyph != HP_GLYPH_EMPTY) {
            hp_mbox *child = hp_mbox_make(s, HP_MBOX_GLYPH);
            child->face = word->face;
            child->glyph = glyph->glyph;
            child->text = glyph->cluster ? cluster_text(s, paragraph, word, i) : NULL;
            child->height = ascent * 0.75;
            child->depth = descent * 0.5;
            hp_mbox_enclose(box, child, box->width + (double)glyph->dx, (double)glyph->dy);
        }
        box->width += (double)glyph->advance;
    }
}

static int style_weight(hp_alphabet alphabet, int weight)
{
    return alphabet == HP_ALPHABET_BOLD || alphabet == HP_ALPHABET_BOLD_ITALIC ? 700 : weight;
}

static hp_mbox *set_foreign_text(hp_setter *s, hp_set_context context, const char *text, hp_alphabet alphabet)
{
    const hp_style *around = s->setting->style;
    hp_style *style = hp_arena_copy(s->arena, around, sizeof *around);
    hp_set_context whole = {HP_STYLE_TEXT, FALSE};
    double shrink = hp_set_em(s, context) / hp_set_em(s, whole);
    style->font_size = (float)((double)around->font_size * s->setting->scale * shrink);
    style->letter_spacing = style->word_spacing = 0;
    style->font_weight = style_weight(alphabet, around->font_weight);
    style->font_style = alphabet == HP_ALPHABET_ALL_ITALIC ? HP_FONT_STYLE_ITALIC : HP_FONT_STYLE_NORMAL;
    hp_mbox *box = hp_mbox_make(s, HP_MBOX_GROUP);
    size_t length = strlen(text);
    hp_text_run run = {0, length, style, NULL};
    const char *own = hp_arena_strndup(s->arena, text, length);
    const hp_paragraph *paragraph = hp_text_shape(s->fonts, s->arena, own, length, &run, 1, HP_DIRECTION_LTR);
    for (size_t i = 0; i < paragraph->n_words; i++)
        if (paragraph->words[i].face)
            add_word(s, box, paragraph, &paragraph->words[i]);
    return box;
}

hp_mbox *hp_set_text(hp_setter *s, hp_set_context context, const char *text, hp_alphabet alphabet)
{
    hp_mbox *box = set_own_text(s, context, text, alphabet);
    if (!box)
        box = set_foreign_text(s, context, text, alphabet);
    box->accent = box->width / 2;
    return box;
}
