/*
 * A page in other colours: its fragments are copied with new styles, each seen
 * against what is behind it.
 */
#include "sheet/ink.h"

#include "css/gradient.h"

#include <string.h>

enum { DEPTH_MAX = 1200 };

/* A picture that is darker costs ink and hides text that has become dark. Under the
 * veil it is no darker than VEILED, whatever it was. */
#define PICTURE_DARK 0.45
#define VEIL 0.82f
static const hp_color veil = {1, 1, 1, VEIL}, veiled = {VEIL, VEIL, VEIL, 1};

/* What is behind a fragment. */
typedef struct {
    gboolean known;    /* a colour, and no picture */
    gboolean inverted; /* it was dark and is light now */
    gboolean faded;    /* it is a picture, now of many pale colours; is: the darkest of them */
    hp_color was, is;  /* opaque */
} backdrop;

/* The copy of a style that was made last for a style. */
typedef struct {
    hp_style *copy;
    backdrop behind;
} remade;

typedef struct {
    hp_arena *arena;
    hp_ink ink;
    GHashTable *styles;      /* hp_style → remade */
    const hp_color *letters; /* of text around which a background was seen through the letters; NULL */
} inker;

static const hp_color white = {1, 1, 1, 1}, black = {0, 0, 0, 1};

static gboolean backdrop_equal(const backdrop *a, const backdrop *b)
{
    return a->known == b->known && a->inverted == b->inverted && a->faded == b->faded && hp_color_equal(a->is, b->is);
}

/* ---- single colours ---- */

static hp_color gray_of(const inker *i, hp_color color)
{
    return i->ink.gray ? hp_ink_gray(color) : color;
}

static hp_color line_color(const inker *i, const backdrop *behind, hp_color color)
{
    return gray_of(i, behind->inverted ? hp_ink_invert(color) : color);
}

static hp_color text_color(const inker *i, const backdrop *behind, hp_color color)
{
    /* What was dark on a picture had light parts of it behind. */
    gboolean stays = behind->faded && hp_ink_is_dark(color);
    if (behind->inverted && color.a > 0)
        color = hp_ink_readable(stays ? color : hp_ink_invert(color), behind->is);
    return gray_of(i, color);
}

/* ---- backgrounds ---- */

/* What a gradient is on the whole. */
static hp_color gradient_mean(const hp_gradient *gradient)
{
    hp_color sum = {0};
    float count = 0;
    for (size_t i = 0; i < gradient->n_stops; i++) {
        const hp_color *color = &gradient->stops[i].color;
        if (gradient->stops[i].is_hint)
            continue;
        sum = (hp_color){sum.r + color->r, sum.g + color->g, sum.b + color->b, sum.a + color->a};
        count++;
    }
    return count > 0 ? (hp_color){sum.r / count, sum.g / count, sum.b / count, sum.a / count} : sum;
}

static hp_color blend(hp_color top, hp_color under)
{
    if (under.a <= 0)
        return top;
    float a = CLAMP(top.a, 0, 1);
    hp_color mixed = hp_ink_over(top, under);
    mixed.a = a + under.a * (1 - a);
    return mixed;
}

/* The colour of a background, its gradients blended in. FALSE: it has a picture. */
static gboolean background_mean(hp_color color, const hp_background_layer *layers, hp_color *mean)
{
    *mean = color;
    for (const hp_background_layer *layer = layers; layer; layer = layer->next) {
        if (layer->kind == HP_IMAGE_URL)
            return FALSE;
        if (layer->kind == HP_IMAGE_GRADIENT && layer->gradient)
            *mean = blend(gradient_mean(layer->gradient), *mean);
    }
    return TRUE;
}

static const hp_gradient *gradient_gray(const inker *i, const hp_gradient *gradient)
{
    hp_gradient *copy = hp_arena_copy(i->arena, gradient, sizeof *gradient);
    hp_gradient_stop *stops = hp_arena_copy(i->arena, gradient->stops, gradient->n_stops * sizeof *stops);
    for (size_t at = 0; at < gradient->n_stops; at++)
        stops[at].color = hp_ink_gray(stops[at].color);
    copy->stops = stops;
    return copy;
}

static const hp_background_layer *layers_gray(const inker *i, const hp_background_layer *layers)
{
    hp_background_layer *first = NULL, *last = NULL;
    for (const hp_background_layer *layer = layers; layer; layer = layer->next) {
        hp_background_layer *copy = hp_arena_copy(i->arena, layer, sizeof *layer);
        copy->next = NULL;
        if (copy->gradient)
            copy->gradient = gradient_gray(i, copy->gradient);
        *(last ? &last->next : (const hp_background_layer **)&first) = copy;
        last = copy;
    }
    return first;
}

/* What is behind the content of a box with this background. style gets the
 * colours that the box has now. */
static backdrop background_remake(const inker *i, backdrop behind, hp_style *style)
{
    hp_color mean;
    gboolean has_picture = !background_mean(style->background_color, style->background, &mean);
    if (i->ink.save && has_picture) {
        behind.known = behind.inverted = behind.faded = FALSE;
    } else if (i->ink.save && mean.a > 0 && (behind.known || mean.a >= 1)) {
        behind.was = hp_ink_over(mean, behind.was);
        behind.known = TRUE;
        behind.inverted = hp_ink_is_dark(behind.was);
        behind.faded = FALSE;
        if (behind.inverted) {
            style->background_color = hp_ink_lighten(mean);
            style->background = NULL;
            mean = style->background_color;
        }
        behind.is = hp_ink_over(mean, behind.is);
    }
    style->background_color = gray_of(i, style->background_color);
    if (i->ink.gray && style->background)
        style->background = layers_gray(i, style->background);
    return behind;
}

/* ---- styles ---- */

static const hp_shadow *shadows_gray(const inker *i, const hp_shadow *shadows)
{
    hp_shadow *first = NULL, *last = NULL;
    for (const hp_shadow *shadow = shadows; shadow && i->ink.gray; shadow = shadow->next) {
        hp_shadow *copy = hp_arena_copy(i->arena, shadow, sizeof *shadow);
        copy->next = NULL;
        copy->color = hp_ink_gray(copy->color);
        *(last ? &last->next : (const hp_shadow **)&first) = copy;
        last = copy;
    }
    return i->ink.gray ? first : shadows;
}

/* Letters with a background in them get one colour. */
static hp_color letters_color(const hp_style *style)
{
    const hp_background_layer *layer = style->background;
    hp_color tone = layer->kind == HP_IMAGE_GRADIENT ? gradient_mean(layer->gradient) : style->background_color;
    if (tone.a <= 0)
        tone = black;
    tone.a = 1;
    return tone;
}

/* The style with the colours for what is behind. Shadows make text on a dark
 * ground stand out; on a light one they are ink. */
static const hp_style *style_remake(inker *i, const hp_style *style, gboolean own_background, backdrop *behind)
{
    remade *last = g_hash_table_lookup(i->styles, style);
    backdrop inside = *behind;
    if (!own_background && last && backdrop_equal(&last->behind, behind))
        return last->copy;
    hp_style *copy = hp_arena_copy(i->arena, style, sizeof *style);
    if (hp_style_clips_to_text(style)) {
        copy->background = NULL;
        copy->background_color.a = 0;
    }
    if (i->letters && hp_style_text_fill(style).a < 1)
        copy->text_fill = *i->letters;
    if (own_background)
        inside = background_remake(i, inside, copy);
    copy->color = text_color(i, &inside, copy->color);
    if (copy->text_fill.a > 0)
        copy->text_fill = text_color(i, &inside, copy->text_fill);
    if (copy->stroke_color.a > 0)
        copy->stroke_color = text_color(i, &inside, copy->stroke_color);
    for (int side = 0; side < 4; side++)
        copy->border[side].color = line_color(i, &inside, style->border[side].color);
    copy->outline.color = line_color(i, &inside, style->outline.color);
    copy->text_shadow = inside.inverted ? NULL : shadows_gray(i, style->text_shadow);
    copy->box_shadow = inside.inverted ? NULL : shadows_gray(i, style->box_shadow);
    if (!own_background) {
        remade *made = last ? last : hp_arena_make(i->arena, remade);
        *made = (remade){copy, *behind};
        g_hash_table_insert(i->styles, (gpointer)style, made);
    }
    *behind = inside;
    return copy;
}

/* ---- fragments ---- */

static const hp_decoration *decorations_remake(const inker *i, const backdrop *behind, const hp_decoration *list)
{
    hp_decoration *first = NULL, *last = NULL;
    for (const hp_decoration *at = list; at; at = at->next) {
        hp_decoration *copy = hp_arena_copy(i->arena, at, sizeof *at);
        copy->next = NULL;
        copy->color = text_color(i, behind, at->color);
        *(last ? &last->next : (const hp_decoration **)&first) = copy;
        last = copy;
    }
    return first;
}

static const hp_color *own_color(const inker *i, const backdrop *behind, const hp_color *color)
{
    hp_color mapped = color ? text_color(i, behind, *color) : white;
    return color ? hp_arena_copy(i->arena, &mapped, sizeof mapped) : NULL;
}

static const hp_formula *formula_remake(const inker *i, const backdrop *behind, const hp_formula *formula)
{
    hp_formula *copy = hp_arena_copy(i->arena, formula, sizeof *formula);
    hp_formula_run *runs = hp_arena_copy(i->arena, formula->runs, formula->n_runs * sizeof *runs);
    hp_formula_line *lines = hp_arena_copy(i->arena, formula->lines, formula->n_lines * sizeof *lines);
    for (size_t at = 0; at < formula->n_runs; at++)
        runs[at].color = own_color(i, behind, runs[at].color);
    for (size_t at = 0; at < formula->n_lines; at++)
        lines[at].color = own_color(i, behind, lines[at].color);
    copy->runs = runs;
    copy->lines = lines;
    return copy;
}

static const hp_border *borders_remake(const inker *i, const backdrop *behind, const hp_border *borders)
{
    hp_border *copy = hp_arena_copy(i->arena, borders, 4 * sizeof *borders);
    for (int side = 0; side < 4; side++)
        copy[side].color = line_color(i, behind, copy[side].color);
    return copy;
}

static gboolean has_background(const hp_fragment *fragment)
{
    return fragment->type != HP_FRAGMENT_TEXT && fragment->type != HP_FRAGMENT_MARKER && !fragment->no_background &&
           (fragment->style->background_color.a > 0 || fragment->style->background);
}

static const hp_fragment *fragment_remake(inker *i, const hp_fragment *fragment, backdrop behind, unsigned depth)
{
    if (depth > DEPTH_MAX)
        return fragment;
    hp_fragment *copy = hp_arena_copy(i->arena, fragment, sizeof *fragment);
    const hp_color *outer = i->letters;
    hp_color own;
    if (hp_style_clips_to_text(fragment->style)) {
        own = letters_color(fragment->style);
        i->letters = &own;
    }
    copy->style = style_remake(i, fragment->style, has_background(fragment), &behind);
    if (fragment->borders)
        copy->borders = borders_remake(i, &behind, fragment->borders);
    if (fragment->text.decorations)
        copy->text.decorations = decorations_remake(i, &behind, fragment->text.decorations);
    if (fragment->formula)
        copy->formula = formula_remake(i, &behind, fragment->formula);
    if (fragment->n_children) {
        const hp_fragment **children = hp_arena_make_array(i->arena, const hp_fragment *, fragment->n_children);
        for (size_t at = 0; at < fragment->n_children; at++)
            children[at] = fragment_remake(i, fragment->children[at], behind, depth + 1);
        copy->children = children;
    }
    i->letters = outer;
    return copy;
}

/* ---- pages ---- */

static backdrop page_backdrop(const hp_page *page)
{
    backdrop behind = {.known = TRUE, .was = white, .is = white};
    for (size_t i = 0; i < page->n_backgrounds; i++) {
        const hp_page_background *layer = &page->backgrounds[i];
        hp_color mean;
        gboolean has_picture = !background_mean(layer->color, layer->layers, &mean) || layer->image;
        if (has_picture)
            behind.known = FALSE;
        else if (mean.a >= 1)
            behind.known = TRUE;
        behind.was = hp_ink_over(mean, behind.was);
    }
    behind.is = behind.was;
    return behind;
}

gboolean hp_ink_picture_is_dark(const hp_page *page, hp_assets *assets)
{
    return !page_backdrop(page).known && hp_ink_backdrop_luminance(page, assets) < PICTURE_DARK;
}

gboolean hp_ink_page_is_light(const hp_page *page)
{
    backdrop behind = page_backdrop(page);
    return !behind.known || hp_ink_luminance(behind.was) > 0.6;
}

static const hp_page_background *backgrounds_gray(const inker *i, const hp_page *page)
{
    hp_page_background *copies = hp_arena_copy(i->arena, page->backgrounds, page->n_backgrounds * sizeof *copies);
    for (size_t at = 0; at < page->n_backgrounds; at++) {
        copies[at].color = hp_ink_gray(copies[at].color);
        if (copies[at].layers)
            copies[at].layers = layers_gray(i, copies[at].layers);
    }
    return copies;
}

static void veil_add(const inker *i, hp_page *page)
{
    hp_page_background *layers = hp_arena_make_array(i->arena, hp_page_background, page->n_backgrounds + 1);
    memcpy(layers, page->backgrounds, page->n_backgrounds * sizeof *layers);
    layers[page->n_backgrounds++].color = veil;
    page->backgrounds = layers;
}

const hp_page *hp_ink_page(hp_arena *arena, const hp_page *page, hp_ink ink)
{
    inker i = {arena, ink, NULL};
    backdrop behind = page_backdrop(page);
    if (!ink.save && !ink.gray)
        return page;
    hp_page *copy = hp_arena_copy(arena, page, sizeof *page);
    if (ink.gray)
        copy->backgrounds = backgrounds_gray(&i, page);
    if (ink.save && ink.fade) {
        behind = (backdrop){.known = TRUE, .inverted = TRUE, .faded = TRUE, .was = black, .is = veiled};
        veil_add(&i, copy);
    } else if (ink.save && behind.known && hp_ink_is_dark(behind.was)) {
        behind.inverted = TRUE;
        behind.is = white;
        copy->backgrounds = NULL;
        copy->n_backgrounds = 0;
    }
    i.styles = g_hash_table_new(NULL, NULL);
    if (page->root)
        copy->root = fragment_remake(&i, page->root, behind, 0);
    if (page->furniture)
        copy->furniture = fragment_remake(&i, page->furniture, behind, 0);
    g_hash_table_unref(i.styles);
    return copy;
}
