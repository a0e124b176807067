/*
 * The order of painting: CSS 2.2 Appendix E.
 *
 * Whole layers are stacking contexts, and boxes that clip, for simplicity: they
 * hold everything below them. Floats, inline blocks and positioned boxes with
 * z-index: auto are layers that leave their positioned descendants to the whole
 * layer around them.
 *
 * In a layer come, in this order: the box's own background and borders, what
 * has a negative z-index, the backgrounds of blocks in tree order, floats, the
 * inline content in tree order, positioned and translucent boxes, what has a
 * positive z-index.
 */
#include "paint/paint-internal.h"
#include <math.h>

/* Deeper than any tree the parser lets through; protects the stack. */
enum { DEPTH_MAX = 1200 };

typedef enum { PART_BLOCK, PART_INLINE, PART_ATOMIC, PART_FLOAT, PART_DEFERRED } part;

static void paint_layer_at(hp_painter *painter, const hp_fragment *fragment, unsigned depth);

static gboolean is_inline_level(const hp_style *style)
{
    switch (style->display) {
    case HP_DISPLAY_INLINE:
    case HP_DISPLAY_INLINE_BLOCK:
    case HP_DISPLAY_INLINE_TABLE:
    case HP_DISPLAY_INLINE_FLEX:
    case HP_DISPLAY_INLINE_GRID: return TRUE;
    default: return FALSE;
    }
}

static gboolean is_clipped(const hp_fragment *fragment)
{
    const hp_style *style = fragment->style;

    return fragment->type == HP_FRAGMENT_BOX && style->display != HP_DISPLAY_INLINE &&
           hp_overflow_clips(style->overflow_x) && hp_overflow_clips(style->overflow_y);
}

/* Clipped to a shape, or mixed with what is behind: a layer of its own. */
static gboolean has_effect(const hp_fragment *fragment)
{
    const hp_style *style = fragment->style;

    if (!style->clip_path && style->blend == HP_BLEND_NORMAL)
        return FALSE;
    return fragment->type != HP_FRAGMENT_TEXT && fragment->type != HP_FRAGMENT_MARKER &&
           (style->display != HP_DISPLAY_INLINE || fragment->type != HP_FRAGMENT_BOX);
}

static part part_of(const hp_fragment *fragment)
{
    const hp_style *style = fragment->style;
    gboolean inline_level;

    /* A text's style is its element's, whose box has been through here. */
    if (fragment->type == HP_FRAGMENT_TEXT || fragment->type == HP_FRAGMENT_MARKER)
        return PART_INLINE;
    inline_level = is_inline_level(style);
    /* What stands in a line stays in reading order where it overlaps nothing. */
    if (style->position != HP_POSITION_STATIC && (!inline_level || !style->z_index_auto))
        return PART_DEFERRED;
    if (style->floating != HP_FLOAT_NONE)
        return PART_FLOAT;
    if (style->opacity < 1 || fragment->transform || has_effect(fragment))
        return inline_level ? PART_ATOMIC : PART_DEFERRED;
    if (is_clipped(fragment))
        return PART_ATOMIC;
    if (!inline_level)
        return PART_BLOCK;
    return style->display == HP_DISPLAY_INLINE || fragment->type != HP_FRAGMENT_BOX ? PART_INLINE : PART_ATOMIC;
}

static int z_of(const hp_fragment *fragment)
{
    const hp_style *style = fragment->style;

    return style->position == HP_POSITION_STATIC || style->z_index_auto ? 0 : style->z_index;
}

/* Holds its positioned descendants: CSS 2.2 §9.9.1, CSS Positioned Layout 3 §2.1. */
static gboolean is_context(const hp_fragment *fragment)
{
    const hp_style *style = fragment->style;

    if (style->opacity < 1 || fragment->transform || has_effect(fragment))
        return TRUE;
    return style->position != HP_POSITION_STATIC &&
           (!style->z_index_auto || style->position == HP_POSITION_FIXED || style->position == HP_POSITION_STICKY);
}

/* A static box that clips does so for simplicity, but for those absolute boxes that
 * it does not clip: their containing block is around it (CSS 2.2 §11.1.1). */
static gboolean is_whole(const hp_fragment *fragment)
{
    return is_context(fragment) || is_clipped(fragment);
}

static gboolean lets_escape(const hp_fragment *fragment)
{
    return is_clipped(fragment) && !is_context(fragment) && fragment->style->position == HP_POSITION_STATIC;
}

/* Floats and deferred boxes of a layer, in tree order. */
typedef struct {
    GPtrArray *floats, *deferred;
} apart;

static void list_add(GPtrArray **list, const hp_fragment *fragment)
{
    if (!*list)
        *list = g_ptr_array_new();
    g_ptr_array_add(*list, (gpointer)fragment);
}

static void collect_floats(apart *found, const hp_fragment *fragment, unsigned depth)
{
    if (depth > DEPTH_MAX)
        return;
    for (size_t i = 0; i < fragment->n_children; i++) {
        const hp_fragment *child = fragment->children[i];

        switch (part_of(child)) {
        case PART_FLOAT: list_add(&found->floats, child); break;
        case PART_BLOCK:
        case PART_INLINE: collect_floats(found, child, depth + 1); break;
        case PART_DEFERRED:
        case PART_ATOMIC: break;
        }
    }
}

/* ALL: of a layer. Below a box that clips, as long as no positioned box comes
 * between, absolute boxes are ESCAPING, and the others are STAYING. */
typedef enum { COLLECT_ALL, COLLECT_ESCAPING, COLLECT_STAYING } collecting;

static void collect_deferred(apart *found, const hp_fragment *fragment, collecting what, unsigned depth);

static void collect_below(apart *found, const hp_fragment *child, gboolean escapes, collecting what, unsigned depth)
{
    gboolean positioned = child->style->position != HP_POSITION_STATIC;

    if (!child->n_children || is_context(child))
        return;
    if (what == COLLECT_STAYING && escapes)
        return; /* with all below it it belongs to the layer around */
    if (what == COLLECT_ESCAPING && positioned && !escapes)
        return; /* the containing block of what is in it */
    if (positioned)
        what = COLLECT_ALL;
    if (!is_clipped(child))
        collect_deferred(found, child, what, depth + 1);
    else if (lets_escape(child) && what != COLLECT_STAYING)
        collect_deferred(found, child, COLLECT_ESCAPING, depth + 1);
}

static void collect_deferred(apart *found, const hp_fragment *fragment, collecting what, unsigned depth)
{
    if (depth > DEPTH_MAX)
        return;
    for (size_t i = 0; i < fragment->n_children; i++) {
        const hp_fragment *child = fragment->children[i];
        gboolean deferred = part_of(child) == PART_DEFERRED;
        gboolean absolute =
            child->style->position == HP_POSITION_ABSOLUTE || child->style->position == HP_POSITION_FIXED;
        gboolean escapes = deferred && absolute;

        if (what == COLLECT_ALL ? deferred : what == COLLECT_ESCAPING ? escapes : deferred && !escapes)
            list_add(&found->deferred, child);
        collect_below(found, child, escapes, what, depth);
    }
}

static void paint_block_decorations(hp_painter *painter, const hp_fragment *fragment, unsigned depth)
{
    if (depth > DEPTH_MAX)
        return;
    for (size_t i = 0; i < fragment->n_children; i++) {
        const hp_fragment *child = fragment->children[i];

        if (part_of(child) == PART_BLOCK) {
            hp_paint_decorations(painter, child);
            paint_block_decorations(painter, child, depth + 1);
        }
    }
}

/* Texts side by side are painted together: all shadows and underlines, then all
 * glyphs, then the lines through them, so that one bracket holds the glyphs.
 * Returns how many there are at the front of the list. */
static size_t paint_text_run(hp_painter *painter, const hp_fragment *const *fragments, size_t n_fragments)
{
    size_t count = 0;

    for (; count < n_fragments && fragments[count]->type == HP_FRAGMENT_TEXT; count++) {
        const hp_fragment *text = fragments[count];

        if (text->style->text_shadow && hp_text_is_visible(painter, text))
            hp_paint_text_shadows(painter, text);
        if (text->text.decorations)
            hp_paint_text_lines(painter, text, HP_DECORATION_UNDERLINE | HP_DECORATION_OVERLINE);
    }
    for (size_t i = 0; i < count; i++)
        hp_paint_text(painter, fragments[i]);
    for (size_t i = 0; i < count; i++)
        if (fragments[i]->text.decorations)
            hp_paint_text_lines(painter, fragments[i], HP_DECORATION_LINE_THROUGH);
    return count;
}

static void paint_inlines(hp_painter *painter, const hp_fragment *fragment, unsigned depth);

/* What the fragment itself shows, without decorations. */
static void paint_content(hp_painter *painter, const hp_fragment *fragment, unsigned depth)
{
    if (fragment->type == HP_FRAGMENT_IMAGE)
        hp_paint_image(painter, fragment);
    else if (fragment->type == HP_FRAGMENT_PLACEHOLDER)
        hp_paint_placeholder(painter, fragment);
    else if (fragment->type == HP_FRAGMENT_FORMULA)
        hp_paint_formula(painter, fragment);
    else if (fragment->type == HP_FRAGMENT_MARKER)
        hp_paint_marker(painter, fragment);
    else if (fragment->type == HP_FRAGMENT_TEXT)
        paint_text_run(painter, &fragment, 1);
    paint_inlines(painter, fragment, depth);
}

static void paint_inlines(hp_painter *painter, const hp_fragment *fragment, unsigned depth)
{
    const hp_fragment *outer = painter->seen_through;

    if (depth > DEPTH_MAX)
        return;
    if (hp_style_clips_to_text(fragment->style))
        painter->seen_through = fragment;
    for (size_t i = 0; i < fragment->n_children;) {
        const hp_fragment *child = fragment->children[i];

        if (child->type == HP_FRAGMENT_TEXT) {
            i += paint_text_run(painter, fragment->children + i, fragment->n_children - i);
            continue;
        }
        switch (part_of(child)) {
        case PART_INLINE:
            hp_paint_decorations(painter, child);
            paint_content(painter, child, depth + 1);
            break;
        case PART_BLOCK: paint_content(painter, child, depth + 1); break;
        case PART_ATOMIC: paint_layer_at(painter, child, depth + 1); break;
        case PART_FLOAT:
        case PART_DEFERRED: break;
        }
        i++;
    }
    painter->seen_through = outer;
}

static gint compare_z(gconstpointer a, gconstpointer b)
{
    int left = z_of(*(const hp_fragment *const *)a), right = z_of(*(const hp_fragment *const *)b);

    return (left > right) - (left < right);
}

/* Clips to the path. FALSE when nothing is left to see. cairo then drops the
 * tags, too, so none may begin; and none may begin on one side of the clip and end
 * on the other. */
static gboolean clip_to_path(hp_painter *painter)
{
    double left, top, right, bottom;

    hp_painter_artifact(painter);
    cairo_clip(painter->cr);
    cairo_clip_extents(painter->cr, &left, &top, &right, &bottom);
    return right > left && bottom > top;
}

static gboolean clip_to_padding_box(hp_painter *painter, const hp_fragment *fragment)
{
    hp_border borders[4];
    hp_radii radii, inner;
    hp_edges widths;
    gboolean round;

    hp_fragment_borders(fragment, borders);
    widths = hp_border_widths(borders);
    round = hp_fragment_radii(fragment, &radii);
    if (round)
        inner = hp_radii_inset(&radii, widths);
    cairo_new_path(painter->cr);
    hp_outline_path(painter->cr, hp_rect_inset(fragment->rect, widths), round ? &inner : NULL);
    return clip_to_path(painter);
}

static gboolean clip_to_shape(hp_painter *painter, const hp_fragment *fragment)
{
    hp_clip_shape_path(painter->cr, fragment->style->clip_path, fragment->rect);
    return clip_to_path(painter);
}

static void paint_layer_parts(hp_painter *painter, const hp_fragment *fragment, unsigned depth)
{
    apart found = {0};
    guint next = 0;

    hp_paint_decorations(painter, fragment);
    if (is_clipped(fragment) && !clip_to_padding_box(painter, fragment))
        return;
    collect_floats(&found, fragment, depth);
    if (depth == 0 || is_whole(fragment))
        collect_deferred(&found, fragment, depth > 0 && lets_escape(fragment) ? COLLECT_STAYING : COLLECT_ALL, depth);
    if (found.deferred) {
        /* g_ptr_array_sort is stable: equal z keeps the order of the tree. */
        g_ptr_array_sort(found.deferred, compare_z);
        for (; next < found.deferred->len && z_of(found.deferred->pdata[next]) < 0; next++)
            paint_layer_at(painter, found.deferred->pdata[next], depth + 1);
    }
    paint_block_decorations(painter, fragment, depth);
    for (guint i = 0; found.floats && i < found.floats->len; i++)
        paint_layer_at(painter, found.floats->pdata[i], depth + 1);
    paint_content(painter, fragment, depth);
    for (; found.deferred && next < found.deferred->len; next++)
        paint_layer_at(painter, found.deferred->pdata[next], depth + 1);

    if (is_clipped(fragment))
        hp_painter_artifact(painter);
    g_clear_pointer(&found.floats, g_ptr_array_unref);
    g_clear_pointer(&found.deferred, g_ptr_array_unref);
}

/* TRUE when nothing below overlaps, so that opacity can go into the colours and
 * the texts keep their own tags. */
static gboolean is_plain_text(const hp_fragment *fragment, unsigned depth)
{
    if (depth > DEPTH_MAX)
        return FALSE;
    switch (fragment->type) {
    case HP_FRAGMENT_MARKER: return TRUE;
    case HP_FRAGMENT_TEXT: return !fragment->style->text_shadow && !fragment->text.decorations;
    case HP_FRAGMENT_IMAGE:
    case HP_FRAGMENT_FORMULA:
    case HP_FRAGMENT_PLACEHOLDER: return FALSE;
    case HP_FRAGMENT_BOX: break;
    }
    if (hp_fragment_is_decorated(fragment))
        return FALSE;
    for (size_t i = 0; i < fragment->n_children; i++)
        if (!is_plain_text(fragment->children[i], depth + 1))
            return FALSE;
    return TRUE;
}

static const cairo_operator_t operators[] = {[HP_BLEND_NORMAL] = CAIRO_OPERATOR_OVER,
                                             [HP_BLEND_MULTIPLY] = CAIRO_OPERATOR_MULTIPLY,
                                             [HP_BLEND_SCREEN] = CAIRO_OPERATOR_SCREEN,
                                             [HP_BLEND_OVERLAY] = CAIRO_OPERATOR_OVERLAY,
                                             [HP_BLEND_DARKEN] = CAIRO_OPERATOR_DARKEN,
                                             [HP_BLEND_LIGHTEN] = CAIRO_OPERATOR_LIGHTEN,
                                             [HP_BLEND_COLOR_DODGE] = CAIRO_OPERATOR_COLOR_DODGE,
                                             [HP_BLEND_COLOR_BURN] = CAIRO_OPERATOR_COLOR_BURN,
                                             [HP_BLEND_HARD_LIGHT] = CAIRO_OPERATOR_HARD_LIGHT,
                                             [HP_BLEND_SOFT_LIGHT] = CAIRO_OPERATOR_SOFT_LIGHT,
                                             [HP_BLEND_DIFFERENCE] = CAIRO_OPERATOR_DIFFERENCE,
                                             [HP_BLEND_EXCLUSION] = CAIRO_OPERATOR_EXCLUSION,
                                             [HP_BLEND_HUE] = CAIRO_OPERATOR_HSL_HUE,
                                             [HP_BLEND_SATURATION] = CAIRO_OPERATOR_HSL_SATURATION,
                                             [HP_BLEND_COLOR] = CAIRO_OPERATOR_HSL_COLOR,
                                             [HP_BLEND_LUMINOSITY] = CAIRO_OPERATOR_HSL_LUMINOSITY};

static void paint_group(hp_painter *painter, const hp_fragment *fragment, double opacity, unsigned depth)
{
    cairo_t *cr = painter->cr;

    hp_painter_artifact(painter);
    hp_painter_content(painter, fragment);
    painter->mute++;
    cairo_push_group(cr);
    paint_layer_parts(painter, fragment, depth);
    cairo_pop_group_to_source(cr);
    painter->mute--;
    if (has_effect(fragment))
        cairo_set_operator(cr, operators[fragment->style->blend]);
    cairo_paint_with_alpha(cr, opacity);
    cairo_set_operator(cr, CAIRO_OPERATOR_OVER);
    hp_painter_artifact(painter);
}

/* Under its transform: what its shape leaves of it, mixed with what is behind. */
static void paint_layer_within(hp_painter *painter, const hp_fragment *fragment, double opacity, unsigned depth)
{
    double outer = painter->alpha;
    gboolean effect = has_effect(fragment);

    if (effect && fragment->style->clip_path && !clip_to_shape(painter, fragment))
        return;
    if ((opacity < 1 && !is_plain_text(fragment, 0)) || (effect && fragment->style->blend != HP_BLEND_NORMAL)) {
        paint_group(painter, fragment, opacity, depth);
        return;
    }
    painter->alpha *= opacity;
    paint_layer_parts(painter, fragment, depth);
    painter->alpha = outer;
}

static void paint_layer_at(hp_painter *painter, const hp_fragment *fragment, unsigned depth)
{
    gboolean is_box = fragment->type != HP_FRAGMENT_TEXT && fragment->type != HP_FRAGMENT_MARKER;
    double opacity = is_box ? CLAMP((double)fragment->style->opacity, 0, 1) : 1;

    if (depth > DEPTH_MAX || opacity * painter->alpha < 1.0 / 255)
        return;
    cairo_save(painter->cr);
    if (fragment->transform) {
        const hp_matrix *m = fragment->transform;
        cairo_matrix_t matrix = {m->xx, m->yx, m->xy, m->yy, m->x0, m->y0};

        /* A tag may not stay open over a change of the matrix. */
        hp_painter_artifact(painter);
        cairo_transform(painter->cr, &matrix);
    }
    paint_layer_within(painter, fragment, opacity, depth);
    if (fragment->transform || has_effect(fragment))
        hp_painter_artifact(painter);
    cairo_restore(painter->cr);
}

void hp_paint_layer(hp_painter *painter, const hp_fragment *fragment)
{
    paint_layer_at(painter, fragment, 0);
}
