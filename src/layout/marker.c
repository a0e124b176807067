#include "layout/marker.h"

#include "layout/layout-internal.h"

#include <math.h>
#include <string.h>

static char *alphabetic(int value, gunichar first, int letters)
{
    GString *text = g_string_new(NULL);
    for (; value > 0; value = (value - 1) / letters) {
        gunichar letter = first + (gunichar)((value - 1) % letters);
        /* Greek counts without the final sigma. */
        if (first == 0x3b1 && letter >= 0x3c2)
            letter++;
        char utf8[6];
        g_string_prepend_len(text, utf8, g_unichar_to_utf8(letter, utf8));
    }
    return g_string_free(text, FALSE);
}

static char *roman(int value, gboolean upper)
{
    static const struct {
        int value;
        const char *text;
    } signs[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"},
                 {40, "xl"},  {10, "x"},   {9, "ix"},  {5, "v"},    {4, "iv"},  {1, "i"}};
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(signs); i++)
        for (; value >= signs[i].value; value -= signs[i].value)
            g_string_append(text, signs[i].text);
    if (upper)
        g_string_ascii_up(text);
    return g_string_free(text, FALSE);
}

char *hp_counter_text(int value, hp_list_style_type type)
{
    if (value > 0) {
        switch (type) {
        case HP_LIST_LOWER_ALPHA: return alphabetic(value, 'a', 26);
        case HP_LIST_UPPER_ALPHA: return alphabetic(value, 'A', 26);
        case HP_LIST_LOWER_GREEK: return alphabetic(value, 0x3b1, 24);
        case HP_LIST_LOWER_ROMAN:
        case HP_LIST_UPPER_ROMAN:
            if (value < 4000)
                return roman(value, type == HP_LIST_UPPER_ROMAN);
            break;
        default: break;
        }
    }
    if (type == HP_LIST_DECIMAL_LEADING_ZERO && ABS(value) < 10)
        return g_strdup_printf(value < 0 ? "-0%d" : "0%d", ABS(value));
    return g_strdup_printf("%d", value);
}

const hp_marker *hp_marker_make(hp_arena *arena, const hp_style *style, int ordinal, const hp_meaning *meaning)
{
    if (style->list_style_type == HP_LIST_NONE)
        return NULL;
    hp_marker *marker = hp_arena_make(arena, hp_marker);
    marker->inside = style->list_style_inside;
    marker->meaning = meaning;
    switch (style->list_style_type) {
    case HP_LIST_DISC:
    case HP_LIST_CIRCLE:
    case HP_LIST_SQUARE: marker->shape = style->list_style_type; break;
    case HP_LIST_STRING: marker->text = style->list_style_string; break;
    default: {
        g_autofree char *counter = hp_counter_text(ordinal, style->list_style_type);
        marker->text = hp_arena_printf(arena, "%s. ", counter);
        break;
    }
    }
    return marker;
}

static void place_shape(hp_layouter *l, const hp_box *item, hp_laid *laid, double baseline)
{
    const hp_font *font = hp_fonts_lookup(l->context->fonts, item->style);
    /* Size and place of a bullet as browsers draw it, from the font's ascent. */
    double base = floor(font->ascent * 2 / 3), diameter = floor((base + 1) / 2);
    gboolean rtl = item->style->direction == HP_DIRECTION_RTL;
    hp_laid *shape = hp_laid_make(l, HP_LAID_MARKER, item, item->style, item->marker->meaning);
    shape->rect = (hp_rect){rtl ? laid->rect.width + base + 8 - diameter : -base - 8,
                            baseline - font->ascent + floor(3 * (font->ascent - base) / 2), diameter, diameter};
    hp_laid_prepend(laid, shape);
}

static void place_text(hp_layouter *l, const hp_box *item, hp_laid *laid, double baseline)
{
    const char *text = item->marker->text;
    const hp_style *style = item->style;
    const hp_font *font = hp_fonts_lookup(l->context->fonts, style);
    hp_text_run run = {0, strlen(text), style, NULL};
    const hp_paragraph *paragraph =
        hp_text_shape(l->context->fonts, l->arena, text, run.end, &run, run.end > 0, style->direction);
    double width = 0;
    for (size_t i = 0; i < paragraph->n_words; i++)
        width += paragraph->words[i].width;
    double x = style->direction == HP_DIRECTION_RTL ? laid->rect.width + width : 0;
    for (size_t i = paragraph->n_words; i-- > 0;) {
        const hp_word *word = &paragraph->words[i];
        x -= word->width;
        hp_laid *run_laid = hp_laid_make(l, HP_LAID_TEXT, item, style, item->marker->meaning);
        run_laid->rect = (hp_rect){x, baseline - font->ascent, word->width, font->ascent + font->descent};
        run_laid->baseline = font->ascent;
        run_laid->paragraph = paragraph;
        run_laid->face = word->face;
        run_laid->glyphs = word->glyphs;
        run_laid->n_glyphs = word->n_glyphs;
        run_laid->start = word->start;
        run_laid->end = word->end;
        run_laid->rtl = word->level & 1;
        hp_laid_prepend(laid, run_laid);
    }
}

void hp_layout_marker(hp_layouter *l, const hp_box *item, hp_laid *laid)
{
    double above, below;
    hp_line_extents(l, item->style, &above, &below);
    double top = hp_used_borders(item->style).top + hp_used_padding(item->style, laid->rect.width).top;
    double baseline = isnan(laid->first_baseline) ? top + above : laid->first_baseline;
    if (item->marker->text)
        place_text(l, item, laid, baseline);
    else
        place_shape(l, item, laid, baseline);
}
