#include "layout/marker.h"

#include "css/counters.h"
#include "layout/layout-internal.h"

#include <math.h>
#include <string.h>

const hp_marker *hp_marker_make(hp_arena *arena, const hp_style *style, const hp_style *own, int ordinal,
                                hp_box *picture, const hp_meaning *meaning)
{
    hp_marker *marker = hp_arena_make(arena, hp_marker);
    marker->inside = style->list_style_inside;
    marker->meaning = meaning;
    marker->picture = picture;
    marker->style = own ? own : style;
    if (own && own->content) {
        marker->text = own->content;
        return marker;
    }
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
    const hp_font *font = hp_fonts_lookup(l->context->fonts, item->marker->style);
    /* Size and place of a bullet as browsers draw it, from the font's ascent. */
    double base = floor(font->ascent * 2 / 3), diameter = floor((base + 1) / 2);
    gboolean rtl = item->style->direction == HP_DIRECTION_RTL;
    hp_laid *shape = hp_laid_make(l, HP_LAID_MARKER, item, item->marker->style, item->marker->meaning);
    shape->rect = (hp_rect){rtl ? laid->rect.width + base + 8 - diameter : -base - 8,
                            baseline - font->ascent + floor(3 * (font->ascent - base) / 2), diameter, diameter};
    hp_laid_prepend(laid, shape);
}

/* On the baseline, as a picture in a line. */
static void place_picture(hp_layouter *l, const hp_box *item, hp_laid *laid, double baseline)
{
    const hp_box *picture = item->marker->picture;
    hp_laid *image = hp_layout_replaced(l, picture, (hp_containing){HP_INDEFINITE, HP_INDEFINITE});
    hp_edges margins = hp_used_margins(picture->style, 0);
    gboolean rtl = item->style->direction == HP_DIRECTION_RTL;
    image->rect.x = rtl ? laid->rect.width + margins.left : -image->rect.width - margins.right;
    image->rect.y = baseline - image->rect.height;
    hp_laid_prepend(laid, image);
}

static void place_text(hp_layouter *l, const hp_box *item, hp_laid *laid, double baseline)
{
    const char *text = item->marker->text;
    const hp_style *style = item->marker->style;
    hp_text_run run = {0, strlen(text), style, NULL};
    const hp_paragraph *paragraph =
        hp_text_shape(l->context->fonts, l->arena, text, run.end, &run, run.end > 0, style->direction);
    double width = 0;
    for (size_t i = 0; i < paragraph->n_words; i++)
        width += paragraph->words[i].width;
    gboolean rtl = style->direction == HP_DIRECTION_RTL;
    double x = rtl ? laid->rect.width + width : 0;
    /* From right to left: of an item that is read from there, in its order. */
    for (size_t i = 0; i < paragraph->n_words; i++) {
        const hp_word *word = &paragraph->words[rtl ? i : paragraph->n_words - 1 - i];
        x -= word->width;
        hp_laid *run_laid = hp_laid_word_make(l, item, style, item->marker->meaning, paragraph, word);
        run_laid->rect.x = x;
        run_laid->rect.y = baseline - run_laid->baseline;
        hp_laid_prepend(laid, run_laid);
    }
}

void hp_layout_marker(hp_layouter *l, const hp_box *item, hp_laid *laid)
{
    double above, below;
    hp_line_extents(l, item->marker->style, &above, &below);
    double top = hp_used_borders(item->style).top + hp_used_padding(item->style, laid->rect.width).top;
    double baseline = isnan(laid->first_baseline) ? top + above : laid->first_baseline;
    if (item->marker->picture)
        place_picture(l, item, laid, baseline);
    else if (item->marker->text)
        place_text(l, item, laid, baseline);
    else
        place_shape(l, item, laid, baseline);
}
