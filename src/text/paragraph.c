/*
 * A paragraph's way: text with runs of style ─► segments (one face, script and
 * bidi level each) ─► words with glyphs.
 *
 * Most paragraphs are Latin letters running left to right, in a font that has
 * all of them. Those need no itemizing: each run is one segment. Others go
 * through pango_itemize, which knows bidi, scripts, emoji and fallback fonts.
 */
#include "text/text-internal.h"

#include <string.h>

/* Scripts without blanks are cut at a break place once a word is this long, in
 * characters, so that words stay cacheable and lines cheap to fill. */
#define MAX_UNSPACED 30

typedef struct {
    hp_fonts *fonts;
    hp_arena *arena;
    hp_shape_context text;
    const uint8_t *flags;
    GArray *words;
} builder;

static gboolean is_object(const builder *b, size_t at)
{
    return at + 3 <= b->text.length && memcmp(b->text.text + at, "\xEF\xBF\xBC", 3) == 0;
}

/* Tabs, newlines and other controls are words of their own, without width:
 * what they mean is the layout's business. */
static gboolean is_control(char c)
{
    return (unsigned char)c < 0x20 || c == 0x7F;
}

static hp_word *word_append(builder *b, const hp_segment *segment, size_t start, size_t space_start, size_t end)
{
    hp_word word = {.start = start,
                    .end = end,
                    .space_start = space_start,
                    .face = segment->face,
                    .style = segment->run->style,
                    .owner = segment->run->owner,
                    .level = segment->level};
    g_array_append_val(b->words, word);
    return &g_array_index(b->words, hp_word, b->words->len - 1);
}

static void control_append(builder *b, const hp_segment *segment, size_t at)
{
    gboolean blank = b->flags[at] & HP_TEXT_BLANK;
    hp_word *word = word_append(b, segment, at, blank ? at : at + 1, at + 1);
    hp_glyph *glyph = hp_arena_make(b->arena, hp_glyph);
    glyph->glyph = HP_GLYPH_EMPTY;
    glyph->byte = (uint32_t)at;
    glyph->cluster = TRUE;
    word->face = segment->primary->face;
    word->glyphs = glyph;
    word->n_glyphs = 1;
}

/* A word and the blanks behind it, shaped together because fonts kern with the
 * space. Blanks behind a fallback face are still the primary font's. */
static void text_append(builder *b, const hp_segment *segment, size_t start, size_t space_start, size_t end)
{
    if (end > space_start && segment->face != segment->primary->face) {
        hp_segment blanks = *segment;
        blanks.face = segment->primary->face;
        if (space_start > start)
            hp_word_shape(b->fonts, b->arena, segment, b->text,
                          word_append(b, segment, start, space_start, space_start));
        hp_word_shape(b->fonts, b->arena, &blanks, b->text, word_append(b, &blanks, space_start, space_start, end));
        return;
    }
    hp_word_shape(b->fonts, b->arena, segment, b->text, word_append(b, segment, start, space_start, end));
}

/* Where the word that begins at start ends: at a blank, control or object, or
 * at a break place of a script without blanks. */
static size_t word_end(const builder *b, size_t start, size_t end)
{
    const char *text = b->text.text;
    size_t n_characters = 0;
    gboolean wide = FALSE; /* whether the character before is not ASCII */
    for (size_t i = start; i < end; n_characters++) {
        char c = text[i];
        if (c == ' ' || is_control(c) || is_object(b, i))
            return i;
        if (n_characters >= MAX_UNSPACED && wide && (b->flags[i] & HP_TEXT_BREAK))
            return i;
        wide = (unsigned char)c >= 0x80;
        i = MIN(i + (size_t)g_utf8_skip[(unsigned char)c], end);
    }
    return end;
}

static void segment_append(builder *b, const hp_segment *segment, size_t start, size_t end)
{
    const char *text = b->text.text;
    while (start < end) {
        if (is_control(text[start])) {
            control_append(b, segment, start++);
            continue;
        }
        if (is_object(b, start)) {
            word_append(b, segment, start, start + 3, start + 3)->is_object = TRUE;
            start += 3;
            continue;
        }
        size_t space_start = word_end(b, start, end), next = space_start;
        while (next < end && text[next] == ' ')
            next++;
        text_append(b, segment, start, space_start, next);
        start = next;
    }
}

/* ---- The short way ---- */

/* Whether the run's own font has every character. */
static gboolean run_is_covered(const builder *b, const hp_text_run *run, const hp_primary_font *font)
{
    for (size_t i = run->start; i < run->end;) {
        unsigned char lead = (unsigned char)b->text.text[i];
        if (is_object(b, i)) {
            i += 3;
            continue;
        }
        gunichar c = lead < 0x80 ? lead : g_utf8_get_char(b->text.text + i);
        i += (size_t)g_utf8_skip[lead];
        if (!is_control((char)lead) && !hp_typeface_covers(font->face->typeface, c))
            return FALSE;
    }
    return TRUE;
}

static gboolean runs_are_covered(const builder *b, const hp_text_run *runs, size_t n_runs)
{
    for (size_t i = 0; i < n_runs; i++) {
        if (!run_is_covered(b, &runs[i], hp_fonts_primary(b->fonts, runs[i].style)))
            return FALSE;
    }
    return TRUE;
}

/* Numbers and punctuation alone have the common script, as in pango. */
static int latin_script(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (g_ascii_isalpha(text[i]) || (unsigned char)text[i] == 0xC3)
            return G_UNICODE_SCRIPT_LATIN;
    }
    return G_UNICODE_SCRIPT_COMMON;
}

static void latin_append(builder *b, const hp_text_run *runs, size_t n_runs)
{
    int script = latin_script(b->text.text, b->text.length);
    for (size_t i = 0; i < n_runs; i++) {
        const hp_primary_font *font = hp_fonts_primary(b->fonts, runs[i].style);
        hp_segment segment = {.face = font->face,
                              .primary = font,
                              .run = &runs[i],
                              .language = hp_fonts_language(b->fonts, runs[i].style),
                              .script = script,
                              .features = hp_style_features(runs[i].style)};
        segment_append(b, &segment, runs[i].start, runs[i].end);
    }
}

/* ---- The long way ---- */

static void attribute_insert(PangoAttrList *list, PangoAttribute *attribute, const hp_text_run *run)
{
    attribute->start_index = (guint)run->start;
    attribute->end_index = (guint)run->end;
    pango_attr_list_insert(list, attribute);
}

static PangoAttrList *attributes_new(const builder *b, const hp_text_run *runs, size_t n_runs)
{
    PangoAttrList *list = pango_attr_list_new();
    for (size_t i = 0; i < n_runs; i++) {
        if (runs[i].start == runs[i].end)
            continue;
        const hp_primary_font *font = hp_fonts_primary(b->fonts, runs[i].style);
        attribute_insert(list, pango_attr_font_desc_new(font->description), &runs[i]);
        attribute_insert(list, pango_attr_language_new(hp_fonts_language(b->fonts, runs[i].style)), &runs[i]);
    }
    return list;
}

/* An item may span runs that differ only in what pango does not see. */
static size_t item_append(builder *b, const PangoItem *item, const hp_text_run *runs, size_t n_runs, size_t run)
{
    size_t start = (size_t)item->offset, end = start + (size_t)item->length;
    while (start < end && run < n_runs) {
        if (runs[run].end <= start) {
            run++;
            continue;
        }
        size_t stop = MIN(end, runs[run].end);
        const hp_primary_font *font = hp_fonts_primary(b->fonts, runs[run].style);
        hp_segment segment = {.face = font->face,
                              .primary = font,
                              .run = &runs[run],
                              .language = hp_fonts_language(b->fonts, runs[run].style),
                              .script = item->analysis.script,
                              .level = item->analysis.level,
                              .features = hp_style_features(runs[run].style)};
        if (item->analysis.font)
            segment.face = hp_fonts_face(b->fonts, item->analysis.font, font->face->size);
        segment_append(b, &segment, start, stop);
        start = stop;
    }
    return run;
}

static void free_item(void *item)
{
    pango_item_free(item);
}

static void itemized_append(builder *b, const hp_text_run *runs, size_t n_runs, hp_direction direction)
{
    PangoAttrList *attributes = attributes_new(b, runs, n_runs);
    GList *items = pango_itemize_with_base_dir(
        b->fonts->context, direction == HP_DIRECTION_RTL ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR, b->text.text, 0,
        (int)b->text.length, attributes, NULL);
    size_t run = 0;
    for (GList *l = items; l; l = l->next)
        run = item_append(b, l->data, runs, n_runs, run);
    g_list_free_full(items, free_item);
    pango_attr_list_unref(attributes);
}

/* ---- The whole ---- */

static gboolean is_right_to_left(GUnicodeScript script)
{
    switch (script) {
    case G_UNICODE_SCRIPT_HEBREW:
    case G_UNICODE_SCRIPT_ARABIC:
    case G_UNICODE_SCRIPT_SYRIAC:
    case G_UNICODE_SCRIPT_THAANA:
    case G_UNICODE_SCRIPT_NKO:
    case G_UNICODE_SCRIPT_SAMARITAN:
    case G_UNICODE_SCRIPT_MANDAIC:
    case G_UNICODE_SCRIPT_ADLAM: return TRUE;
    default: return FALSE;
    }
}

/* CSS Writing Modes 4 §2.4.5.1: `plaintext` asks the first strong character,
 * which is the first letter. */
static hp_direction paragraph_direction(const char *text, size_t length, const hp_text_run *runs, size_t n_runs,
                                        hp_direction direction)
{
    if (n_runs == 0 || runs[0].style->unicode_bidi != HP_UNICODE_BIDI_PLAINTEXT)
        return direction;
    for (const char *p = text; p < text + length; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (g_unichar_isalpha(c))
            return is_right_to_left(g_unichar_get_script(c)) ? HP_DIRECTION_RTL : HP_DIRECTION_LTR;
    }
    return direction;
}

/* pango's functions end at a NUL and trust their UTF-8: text that has the one or
 * lacks the other is copied, byte for byte, with those replaced. */
static const char *text_made_safe(hp_arena *arena, const char *text, size_t length)
{
    const char *end;
    if (g_utf8_validate_len(text, length, &end))
        return text;
    char *copy = hp_arena_strndup(arena, text, length);
    for (size_t at = (size_t)(end - text); at < length;) {
        copy[at] = copy[at] ? '?' : 0x1F;
        g_utf8_validate_len(copy + at, length - at, &end);
        at = (size_t)(end - copy);
    }
    return copy;
}

const hp_paragraph *hp_text_shape(hp_fonts *fonts, hp_arena *arena, const char *text, size_t length,
                                  const hp_text_run *runs, size_t n_runs, hp_direction direction)
{
    text = text_made_safe(arena, text, length);
    hp_content content = hp_text_classify(text, length);
    hp_paragraph *paragraph = hp_arena_make(arena, hp_paragraph);
    paragraph->text = text;
    paragraph->length = length;
    paragraph->direction = paragraph_direction(text, length, runs, n_runs, direction);
    PangoLanguage *language = n_runs ? hp_fonts_language(fonts, runs[0].style) : fonts->default_language;
    paragraph->flags = hp_text_breaks(arena, text, length, content, language);

    builder b = {fonts, arena, {text, length}, paragraph->flags, fonts->word_scratch};
    g_array_set_size(b.words, 0);
    if (content != HP_CONTENT_OTHER && paragraph->direction == HP_DIRECTION_LTR && runs_are_covered(&b, runs, n_runs))
        latin_append(&b, runs, n_runs);
    else if (length > 0)
        itemized_append(&b, runs, n_runs, paragraph->direction);
    paragraph->n_words = b.words->len;
    paragraph->words = hp_arena_copy(arena, b.words->data, b.words->len * sizeof(hp_word));
    return paragraph;
}
