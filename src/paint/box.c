/*
 * A box's decorations, from the back: outer shadows, background, inner shadows,
 * borders (CSS Backgrounds 3 §7.1), and its outline.
 */
#include "paint/paint-internal.h"

static gboolean has_background(const hp_fragment *fragment)
{
    return !fragment->no_background && !hp_style_clips_to_text(fragment->style) &&
           (fragment->style->background_color.a > 0 || fragment->style->background);
}

gboolean hp_fragment_is_decorated(const hp_fragment *fragment)
{
    const hp_border *borders = fragment->borders ? fragment->borders : fragment->style->border;

    if (fragment->style->box_shadow || fragment->style->outline.width > 0 || has_background(fragment))
        return TRUE;
    for (int side = 0; side < 4; side++)
        if (borders[side].style > HP_BORDER_HIDDEN && borders[side].width > 0)
            return TRUE;
    return FALSE;
}

/* CSS UI 4 §2: a border around the border box that takes no room. It stays
 * closed where a box was cut. */
static void paint_outline(hp_painter *painter, const hp_fragment *fragment, const hp_radii *radii)
{
    const hp_border *outline = &fragment->style->outline;
    const hp_border sides[4] = {*outline, *outline, *outline, *outline};
    /* An offset inwards stops where nothing would be left inside. */
    double most = MIN(fragment->rect.width, fragment->rect.height) / 2;
    double grow = MAX((double)fragment->style->outline_offset, -most) + (double)outline->width;
    hp_edges edges = {-grow, -grow, -grow, -grow};
    hp_radii grown;

    if (radii)
        grown = hp_radii_inset(radii, edges);
    hp_paint_borders(painter, hp_rect_inset(fragment->rect, edges), radii ? &grown : NULL, sides);
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
    if (fragment->style->outline.width > 0)
        paint_outline(painter, fragment, round ? &radii : NULL);
}
