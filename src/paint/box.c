/*
 * A box's decorations, from the back: outer shadows, background, inner shadows,
 * borders (CSS Backgrounds 3 §7.1).
 */
#include "paint/paint-internal.h"

static gboolean has_background(const hp_fragment *fragment)
{
    return !fragment->no_background && (fragment->style->background_color.a > 0 || fragment->style->background);
}

gboolean hp_fragment_is_decorated(const hp_fragment *fragment)
{
    const hp_border *borders = fragment->borders ? fragment->borders : fragment->style->border;

    if (fragment->style->box_shadow || has_background(fragment))
        return TRUE;
    for (int side = 0; side < 4; side++)
        if (borders[side].style > HP_BORDER_HIDDEN && borders[side].width > 0)
            return TRUE;
    return FALSE;
}

void hp_paint_decorations(hp_painter *painter, const hp_fragment *fragment)
{
    hp_border borders[4];
    hp_radii radii;
    gboolean round;

    /* A text's or marker's style is its element's, whose box is decorated. */
    if (fragment->type == HP_FRAGMENT_TEXT || fragment->type == HP_FRAGMENT_MARKER ||
        fragment->style->visibility != HP_VISIBILITY_VISIBLE || !hp_fragment_is_decorated(fragment))
        return;
    hp_painter_artifact(painter);
    hp_fragment_borders(fragment, borders);
    round = hp_fragment_radii(fragment, &radii);
    if (fragment->style->box_shadow)
        hp_paint_box_shadows(painter, fragment, borders, round ? &radii : NULL, FALSE);
    if (has_background(fragment))
        hp_paint_background(painter, fragment, borders, round ? &radii : NULL);
    if (fragment->style->box_shadow)
        hp_paint_box_shadows(painter, fragment, borders, round ? &radii : NULL, TRUE);
    hp_paint_borders(painter, fragment->rect, round ? &radii : NULL, borders);
}
