#include "text/text-internal.h"

#include <string.h>

uint8_t hp_style_features(const hp_style *style)
{
    uint8_t features = 0;
    /* CSS Text 3 §8.2: spaced letters do not ligate. */
    if (style->ligatures && style->letter_spacing == 0)
        features |= HP_FEATURE_LIGATURES;
    if (style->small_caps)
        features |= HP_FEATURE_SMALL_CAPS;
    return features;
}

/* Room for a character that no font has: about its width. */
static float missing_advance(gunichar character)
{
    return (float)(HP_SHAPING_SIZE * (g_unichar_iszerowidth(character) ? 0 : g_unichar_iswide(character) ? 1 : 0.5));
}

static gboolean is_space_at(const char *text, size_t length, size_t at)
{
    return text[at] == ' ' ||
           (at + 1 < length && (unsigned char)text[at] == 0xC2 && (unsigned char)text[at + 1] == 0xA0);
}

/* pango's glyphs as ours, offsets relative to the word. FALSE when a character
 * is in no font. */
static gboolean glyphs_take(hp_fonts *fonts, const hp_typeface *typeface, const char *text, size_t length, GArray *out)
{
    const PangoGlyphString *shaped = fonts->scratch;
    gboolean complete = TRUE;
    g_array_set_size(out, (guint)shaped->num_glyphs);
    for (int i = 0; i < shaped->num_glyphs; i++) {
        const PangoGlyphInfo *info = &shaped->glyphs[i];
        hp_glyph *glyph = &g_array_index(out, hp_glyph, i);
        glyph->glyph = info->glyph;
        glyph->byte = (uint32_t)CLAMP(shaped->log_clusters[i], 0, (int)length - 1);
        glyph->advance = (float)info->geometry.width / PANGO_SCALE;
        glyph->dx = (float)info->geometry.x_offset / PANGO_SCALE;
        glyph->dy = (float)info->geometry.y_offset / PANGO_SCALE;
        glyph->cluster = info->attr.is_cluster_start;
        if (info->glyph == PANGO_GLYPH_EMPTY) {
            /* A blank that is drawn keeps words apart for who reads the PDF. */
            gboolean space = typeface->space_glyph && is_space_at(text, length, glyph->byte);
            glyph->glyph = space ? typeface->space_glyph : HP_GLYPH_EMPTY;
        } else if (info->glyph & PANGO_GLYPH_UNKNOWN_FLAG) {
            gunichar character = info->glyph & ~(guint32)PANGO_GLYPH_UNKNOWN_FLAG;
            glyph->glyph = HP_GLYPH_EMPTY;
            glyph->advance = missing_advance(character);
            glyph->dx = glyph->dy = 0;
            hp_fonts_report_missing_glyph(fonts, character);
            complete = FALSE;
        }
    }
    return complete;
}

/* Scripts whose letters take their shape from their neighbours keep them in
 * sight where a word is cut by a change of style. */
static gboolean needs_context(const hp_segment *segment, hp_shape_context context, const hp_word *word)
{
    switch (segment->script) {
    case G_UNICODE_SCRIPT_COMMON:
    case G_UNICODE_SCRIPT_LATIN:
    case G_UNICODE_SCRIPT_GREEK:
    case G_UNICODE_SCRIPT_CYRILLIC:
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_HANGUL: return FALSE;
    default: break;
    }
    gboolean joined_before = word->start > 0 && !g_ascii_isspace(context.text[word->start - 1]);
    gboolean joined_after =
        word->end == word->space_start && word->end < context.length && !g_ascii_isspace(context.text[word->end]);
    return joined_before || joined_after;
}

/* A word's glyphs at the shaping size, unspaced; from the cache where it is known. Borrowed until
 * the next call. */
static const hp_glyph *glyphs_lookup(hp_fonts *fonts, const hp_segment *segment, hp_shape_context context,
                                     const hp_word *word, size_t *n_glyphs)
{
    const char *text = context.text + word->start;
    size_t length = word->end - word->start;
    hp_shape_key key = {segment->face->typeface, segment->language, segment->script, segment->level, segment->features};
    gboolean alone = !needs_context(segment, context, word);
    const hp_glyph *known = alone ? hp_word_cache_lookup(fonts->words, &key, text, length, n_glyphs) : NULL;
    if (known)
        return known;

    PangoAnalysis analysis = {.font = segment->face->typeface->font,
                              .level = segment->level,
                              .gravity = PANGO_GRAVITY_SOUTH,
                              .script = (guint8)segment->script,
                              .language = segment->language,
                              .extra_attrs = fonts->features[segment->features]};
    if (alone)
        context = (hp_shape_context){text, length};
    pango_shape_full(text, (int)length, context.text, (int)context.length, &analysis, fonts->scratch);
    gboolean complete = glyphs_take(fonts, segment->face->typeface, text, length, fonts->glyph_scratch);
    const hp_glyph *glyphs = (const hp_glyph *)(void *)fonts->glyph_scratch->data;
    *n_glyphs = fonts->glyph_scratch->len;
    if (alone && complete)
        hp_word_cache_add(fonts->words, &key, text, length, glyphs, *n_glyphs);
    return glyphs;
}

/* CSS Text 3 §8: letter-spacing behind every cluster, the last included, as
 * browsers do; word-spacing behind word separators. Behind is the left side in
 * right-to-left text. */
static void spacing_add(hp_glyph *glyphs, size_t n_glyphs, const hp_segment *segment, const char *text, size_t length)
{
    float letter = segment->run->style->letter_spacing, word = segment->run->style->word_spacing;
    gboolean rtl = segment->level & 1;
    for (size_t first = 0, next; first < n_glyphs; first = next) {
        float advance = glyphs[first].advance;
        for (next = first + 1; next < n_glyphs && glyphs[next].byte == glyphs[first].byte; next++)
            advance += glyphs[next].advance;
        float extra = is_space_at(text, length, glyphs[first].byte) ? word + letter : letter;
        /* What has no width of its own (joiners, soft hyphens) gets none. */
        if (advance == 0 && glyphs[first].glyph == HP_GLYPH_EMPTY)
            continue;
        if (rtl) {
            glyphs[first].advance += extra;
            glyphs[first].dx += extra;
        } else {
            glyphs[next - 1].advance += extra;
        }
    }
}

void hp_word_shape(hp_fonts *fonts, hp_arena *arena, const hp_segment *segment, hp_shape_context context, hp_word *word)
{
    size_t n_glyphs = 0;
    const hp_glyph *shaped = glyphs_lookup(fonts, segment, context, word, &n_glyphs);
    hp_glyph *glyphs = hp_arena_make_array(arena, hp_glyph, n_glyphs);
    double scale = segment->face->size / HP_SHAPING_SIZE;
    for (size_t i = 0; i < n_glyphs; i++) {
        glyphs[i] = shaped[i];
        glyphs[i].advance = (float)((double)shaped[i].advance * scale);
        glyphs[i].dx = (float)((double)shaped[i].dx * scale);
        glyphs[i].dy = (float)((double)shaped[i].dy * scale);
    }
    const hp_style *style = segment->run->style;
    if (style->letter_spacing != 0 || style->word_spacing != 0)
        spacing_add(glyphs, n_glyphs, segment, context.text + word->start, word->end - word->start);

    for (size_t i = 0; i < n_glyphs; i++) {
        glyphs[i].byte += (uint32_t)word->start;
        word->width += (double)glyphs[i].advance;
        if (glyphs[i].byte >= word->space_start)
            word->space_width += (double)glyphs[i].advance;
    }
    word->face = segment->face;
    word->glyphs = glyphs;
    word->n_glyphs = n_glyphs;
}
