/*
 * Backgrounds: colour and layers of pictures, of boxes and of pages
 * (CSS Backgrounds 3 §3).
 */
#include "css/gradient.h"
#include "paint/paint-internal.h"
#include <math.h>
#include <string.h>

/* More tiles than this become a pattern of one bitmap. */
enum { TILES_MAX = 400 };

/* What a layer shows: a picture, or a gradient that fills its tile. */
typedef struct {
    const hp_image *image;
    const hp_gradient *gradient;
    double alpha; /* of gradients */
} content;

/* A picture's place: the first tile, and the distance between tiles. */
typedef struct {
    content what;
    hp_rect tile;
    double step_x, step_y; /* 0: not repeated */
} tiling;

typedef struct {
    hp_background_size size;
    hp_length width, height, x, y;
    hp_repeat repeat_x, repeat_y;
} placement;

/* CSS Backgrounds 3 §3.9. FALSE when there is nothing to draw. */
static gboolean tile_size(const placement *place, const content *what, hp_rect area, double *width, double *height)
{
    /* A gradient has no size of its own and takes the area's. */
    double own_width = what->image ? hp_image_width(what->image) : area.width;
    double own_height = what->image ? hp_image_height(what->image) : area.height;

    if (!(own_width > 0 && own_height > 0))
        return FALSE;
    if (place->size != HP_BACKGROUND_SIZE_LENGTHS) {
        double x = area.width / own_width, y = area.height / own_height;
        double factor = place->size == HP_BACKGROUND_SIZE_COVER ? MAX(x, y) : MIN(x, y);

        *width = own_width * factor;
        *height = own_height * factor;
    } else {
        gboolean auto_width = place->width.kind != HP_LENGTH_FIXED, auto_height = place->height.kind != HP_LENGTH_FIXED;

        *width = auto_width ? own_width : hp_length_resolve(place->width, area.width);
        *height = auto_height ? own_height : hp_length_resolve(place->height, area.height);
        if (auto_width && !auto_height && what->image)
            *width = *height * own_width / own_height;
        else if (auto_height && !auto_width && what->image)
            *height = *width * own_height / own_width;
    }
    /* §3.4: rounding keeps whole tiles. */
    if (place->repeat_x == HP_REPEAT_ROUND && *width > 0)
        *width = area.width / MAX(round(area.width / *width), 1);
    if (place->repeat_y == HP_REPEAT_ROUND && *height > 0)
        *height = area.height / MAX(round(area.height / *height), 1);
    return *width > 0 && *height > 0 && isfinite(*width) && isfinite(*height);
}

/* One axis: where the first tile begins and how far the next is. */
static void place_axis(hp_repeat repeat, hp_length position, double start, double length, double tile, double *first,
                       double *step)
{
    double free_space = length - tile;

    *first = start + hp_length_resolve(position, free_space);
    *step = repeat == HP_REPEAT_NO ? 0 : tile;
    if (repeat == HP_REPEAT_SPACE) {
        double count = floor(length / tile);

        if (count < 2) {
            *step = 0;
        } else {
            *first = start;
            *step = tile + (length - count * tile) / (count - 1);
        }
    }
}

static gboolean tiling_make(tiling *result, const content *what, const placement *place, hp_rect area)
{
    result->what = *what;
    if (!tile_size(place, what, area, &result->tile.width, &result->tile.height))
        return FALSE;
    place_axis(place->repeat_x, place->x, area.x, area.width, result->tile.width, &result->tile.x, &result->step_x);
    place_axis(place->repeat_y, place->y, area.y, area.height, result->tile.height, &result->tile.y, &result->step_y);
    return TRUE;
}

/* The range of tile numbers of one axis that touch the painted part. */
static void visible_range(double first, double tile, double step, double start, double end, double *from, double *to)
{
    *from = *to = 0;
    if (step > 0) {
        *from = floor((start - first - tile) / step) + 1;
        *to = ceil((end - first) / step) - 1;
    }
}

static gboolean draw_tile(cairo_t *cr, const content *what, hp_rect tile)
{
    if (what->image)
        return hp_image_draw(what->image, cr, tile.x, tile.y, tile.width, tile.height);
    hp_paint_gradient(cr, what->gradient, tile, tile, what->alpha);
    return TRUE;
}

/* A gradient straight up or across is the same in all tiles of a row or column
 * that touch: one long tile. */
static void join_tiles(tiling *tiles, hp_rect painted)
{
    const hp_gradient *gradient = tiles->what.gradient;
    if (!gradient || gradient->kind != HP_GRADIENT_LINEAR || gradient->corner_x)
        return;
    double turn = fabs(fmod(gradient->angle, 180));
    if (turn < 1e-6 && tiles->step_x > 0 && tiles->step_x <= tiles->tile.width) {
        tiles->tile.x = painted.x;
        tiles->tile.width = painted.width;
        tiles->step_x = 0;
    } else if (fabs(turn - 90) < 1e-6 && tiles->step_y > 0 && tiles->step_y <= tiles->tile.height) {
        tiles->tile.y = painted.y;
        tiles->tile.height = painted.height;
        tiles->step_y = 0;
    }
}

/* Many small tiles: one bitmap, repeated by the device. */
static void draw_pattern(cairo_t *cr, const tiling *tiles, hp_rect painted)
{
    const double scale = 2;
    int width = (int)CLAMP(ceil(tiles->step_x * scale), 1, 4096),
        height = (int)CLAMP(ceil(tiles->step_y * scale), 1, 4096);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height);
    cairo_t *on = cairo_create(surface);
    cairo_pattern_t *pattern = cairo_pattern_create_for_surface(surface);
    cairo_matrix_t matrix;

    cairo_scale(on, width / tiles->step_x, height / tiles->step_y);
    draw_tile(on, &tiles->what, (hp_rect){0, 0, tiles->tile.width, tiles->tile.height});
    cairo_destroy(on);
    cairo_matrix_init_scale(&matrix, width / tiles->step_x, height / tiles->step_y);
    cairo_matrix_translate(&matrix, -tiles->tile.x, -tiles->tile.y);
    cairo_pattern_set_matrix(pattern, &matrix);
    cairo_pattern_set_extend(pattern, CAIRO_EXTEND_REPEAT);
    cairo_set_source(cr, pattern);
    cairo_rectangle(cr, painted.x, painted.y, painted.width, painted.height);
    cairo_fill(cr);
    cairo_pattern_destroy(pattern);
    cairo_surface_destroy(surface);
}

/* The clip to the painted part is the caller's. */
static void draw_tiles(cairo_t *cr, const tiling *tiles, hp_rect painted)
{
    const hp_rect *tile = &tiles->tile;
    double left, right, top, bottom;

    visible_range(tile->x, tile->width, tiles->step_x, painted.x, painted.x + painted.width, &left, &right);
    visible_range(tile->y, tile->height, tiles->step_y, painted.y, painted.y + painted.height, &top, &bottom);
    if (right < left || bottom < top)
        return;
    if ((right - left + 1) * (bottom - top + 1) > TILES_MAX) {
        tiling pattern = *tiles;

        if (pattern.step_x <= 0)
            pattern.step_x = MAX(tile->width, painted.width);
        if (pattern.step_y <= 0)
            pattern.step_y = MAX(tile->height, painted.height);
        draw_pattern(cr, &pattern, painted);
        return;
    }
    for (double row = top; row <= bottom; row++)
        for (double column = left; column <= right; column++)
            if (!draw_tile(cr, &tiles->what,
                           (hp_rect){tile->x + column * tiles->step_x, tile->y + row * tiles->step_y, tile->width,
                                     tile->height}))
                return;
}

static void fill_rect(hp_painter *painter, hp_rect rect)
{
    cairo_new_path(painter->cr);
    cairo_rectangle(painter->cr, rect.x, rect.y, rect.width, rect.height);
    cairo_fill(painter->cr);
}

static hp_rect area_of(const hp_fragment *fragment, const hp_border borders[4], hp_box_area area)
{
    const hp_style *style = fragment->style;
    hp_rect rect = fragment->rect;
    double basis = rect.width;
    hp_edges padding;

    if (area == HP_BOX_BORDER || area == HP_BOX_LETTERS)
        return rect;
    rect = hp_rect_inset(rect, hp_border_widths(borders));
    if (area == HP_BOX_PADDING)
        return rect;
    /* The containing block's width is not known here; the box's own is the
     * nearest to it that is. */
    padding = (hp_edges){
        hp_length_resolve(style->padding[HP_TOP], basis), hp_length_resolve(style->padding[HP_RIGHT], basis),
        hp_length_resolve(style->padding[HP_BOTTOM], basis), hp_length_resolve(style->padding[HP_LEFT], basis)};
    return hp_rect_inset(rect, padding);
}

/* One layer over its positioning area, within the clip that is set. */
static void paint_layer(hp_painter *painter, const hp_background_layer *layer, hp_rect area, hp_rect painted,
                        unsigned line)
{
    const placement place = {layer->size, layer->width,    layer->height,  layer->x,
                             layer->y,    layer->repeat_x, layer->repeat_y};
    content what = {NULL, layer->gradient, painter->alpha};
    tiling tiles;

    if (layer->kind == HP_IMAGE_URL && painter->assets && layer->url)
        what.image = hp_assets_load(painter->assets, layer->url, line);
    painter->has_picture = painter->has_picture || what.image;
    if (!what.image && !what.gradient)
        return;
    if (layer->fixed)
        area = (hp_rect){0, 0, painter->page_width, painter->page_height};
    if (!tiling_make(&tiles, &what, &place, area))
        return;
    join_tiles(&tiles, painted);
    draw_tiles(painter->cr, &tiles, painted);
}

/* The path of a part of a box, its corners those of the border box less what
 * lies between (CSS Backgrounds 3 §5.2). */
static void add_outline(hp_painter *painter, const hp_fragment *fragment, hp_rect painted, const hp_radii *radii)
{
    const hp_rect *box = &fragment->rect;
    hp_radii inner;

    if (radii)
        inner =
            hp_radii_inset(radii, (hp_edges){painted.y - box->y, box->x + box->width - painted.x - painted.width,
                                             box->y + box->height - painted.y - painted.height, painted.x - box->x});
    cairo_new_path(painter->cr);
    hp_outline_path(painter->cr, painted, radii ? &inner : NULL);
}

static void paint_layer_image(hp_painter *painter, const hp_fragment *fragment, const hp_background_layer *layer,
                              const hp_border borders[4], const hp_radii *radii)
{
    hp_rect painted = area_of(fragment, borders, layer->clip), area = area_of(fragment, borders, layer->origin);

    if (layer->kind == HP_IMAGE_NONE)
        return;
    cairo_save(painter->cr);
    add_outline(painter, fragment, painted, radii);
    cairo_clip(painter->cr);
    paint_layer(painter, layer, area, painted, fragment->meaning->line);
    cairo_restore(painter->cr);
}

void hp_paint_background(hp_painter *painter, const hp_fragment *fragment, const hp_border borders[4],
                         const hp_radii *radii)
{
    const hp_background_layer *layers[64];
    size_t n_layers = 0;

    for (const hp_background_layer *layer = fragment->style->background; layer && n_layers < G_N_ELEMENTS(layers);
         layer = layer->next)
        layers[n_layers++] = layer;
    if (hp_painter_set_color(painter, fragment->style->background_color)) {
        /* §3.5: the lowest layer says where the colour ends. */
        hp_rect painted = area_of(fragment, borders, n_layers > 0 ? layers[n_layers - 1]->clip : HP_BOX_BORDER);

        if (radii) {
            add_outline(painter, fragment, painted, radii);
            cairo_fill(painter->cr);
        } else {
            fill_rect(painter, painted);
        }
    }
    while (n_layers > 0)
        paint_layer_image(painter, fragment, layers[--n_layers], borders, radii);
}

/* ---- pages ---- */

/* One length of background-size or -position; FALSE for anything else. */
static gboolean parse_length(const char *text, hp_length *length)
{
    char *end;
    double value = g_ascii_strtod(text, &end);

    if (end == text || !isfinite(value))
        return FALSE;
    *length = HP_PX(0);
    if (strcmp(end, "%") == 0)
        length->percent = (float)value;
    else if (g_ascii_strcasecmp(end, "px") == 0 || *end == '\0')
        length->px = (float)value;
    else
        return FALSE;
    return TRUE;
}

static void parse_size(const char *text, placement *place)
{
    g_auto(GStrv) words = NULL;
    hp_length *const lengths[2] = {&place->width, &place->height};

    place->size = HP_BACKGROUND_SIZE_LENGTHS;
    place->width = place->height = HP_AUTO;
    if (g_ascii_strcasecmp(text, "cover") == 0)
        place->size = HP_BACKGROUND_SIZE_COVER;
    else if (g_ascii_strcasecmp(text, "contain") == 0)
        place->size = HP_BACKGROUND_SIZE_CONTAIN;
    words = g_strsplit_set(text, " \t\n", 8);
    for (unsigned i = 0, n = 0; words[i] && n < 2; i++)
        if (*words[i] && (parse_length(words[i], lengths[n]) || g_ascii_strcasecmp(words[i], "auto") == 0))
            n++;
}

static void parse_position(const char *text, placement *place)
{
    g_auto(GStrv) words = g_strsplit_set(text, " \t\n", 8);
    unsigned n = 0;

    place->x = place->y = (hp_length){0, 50, HP_LENGTH_FIXED};
    for (unsigned i = 0; words[i] && n < 2; i++) {
        hp_length *axis = n == 0 ? &place->x : &place->y;

        if (*words[i] == '\0')
            continue;
        if (g_ascii_strcasecmp(words[i], "left") == 0)
            place->x = HP_PX(0);
        else if (g_ascii_strcasecmp(words[i], "right") == 0)
            place->x = (hp_length){0, 100, HP_LENGTH_FIXED};
        else if (g_ascii_strcasecmp(words[i], "top") == 0)
            place->y = HP_PX(0);
        else if (g_ascii_strcasecmp(words[i], "bottom") == 0)
            place->y = (hp_length){0, 100, HP_LENGTH_FIXED};
        else
            parse_length(words[i], axis);
        n++;
    }
}

static void parse_repeat(const char *text, placement *place)
{
    static const struct {
        const char *name;
        hp_repeat x, y;
    } words[] = {{"repeat", HP_REPEAT, HP_REPEAT},
                 {"no-repeat", HP_REPEAT_NO, HP_REPEAT_NO},
                 {"repeat-x", HP_REPEAT, HP_REPEAT_NO},
                 {"repeat-y", HP_REPEAT_NO, HP_REPEAT},
                 {"space", HP_REPEAT_SPACE, HP_REPEAT_SPACE},
                 {"round", HP_REPEAT_ROUND, HP_REPEAT_ROUND}};
    const char *space = strchr(text, ' ');
    g_autofree char *first = space ? g_strndup(text, (size_t)(space - text)) : g_strdup(text);

    for (unsigned i = 0; i < G_N_ELEMENTS(words); i++) {
        if (g_ascii_strcasecmp(first, words[i].name) == 0) {
            place->repeat_x = words[i].x;
            if (!space)
                place->repeat_y = words[i].y;
        }
        if (space && g_ascii_strcasecmp(space + 1, words[i].name) == 0)
            place->repeat_y = words[i].y;
    }
}

/* Layers of a style, the last at the bottom. */
static void paint_page_layers(hp_painter *painter, const hp_background_layer *layer, hp_rect page)
{
    g_autoptr(GPtrArray) layers = g_ptr_array_new();

    for (; layer; layer = layer->next)
        g_ptr_array_add(layers, (gpointer)layer);
    cairo_save(painter->cr);
    cairo_rectangle(painter->cr, page.x, page.y, page.width, page.height);
    cairo_clip(painter->cr);
    for (guint i = layers->len; i-- > 0;)
        paint_layer(painter, g_ptr_array_index(layers, i), page, page, 0);
    cairo_restore(painter->cr);
}

void hp_paint_page_background(hp_painter *painter, const hp_page_background *background)
{
    hp_rect page = {0, 0, painter->page_width, painter->page_height};
    placement place = {HP_BACKGROUND_SIZE_COVER, HP_AUTO,      HP_AUTO,     {0, 50, HP_LENGTH_FIXED},
                       {0, 50, HP_LENGTH_FIXED}, HP_REPEAT_NO, HP_REPEAT_NO};
    gboolean translucent = background->opacity < 1;
    tiling tiles;

    if (hp_painter_set_color(painter, background->color))
        fill_rect(painter, page);
    if (background->layers)
        paint_page_layers(painter, background->layers, page);
    if (!background->image || background->opacity < 1.0 / 255)
        return;
    if (background->from_parallax) {
        place.size = HP_BACKGROUND_SIZE_LENGTHS;
        place.x = place.y = HP_PX(0);
    }
    if (background->size)
        parse_size(background->size, &place);
    if (background->position && !background->from_parallax)
        parse_position(background->position, &place);
    if (background->repeat)
        parse_repeat(background->repeat, &place);
    if (!tiling_make(&tiles, &(content){.image = background->image}, &place, page))
        return;
    painter->has_picture = TRUE;
    cairo_save(painter->cr);
    cairo_rectangle(painter->cr, page.x, page.y, page.width, page.height);
    cairo_clip(painter->cr);
    if (translucent)
        cairo_push_group(painter->cr);
    draw_tiles(painter->cr, &tiles, page);
    if (translucent) {
        cairo_pop_group_to_source(painter->cr);
        cairo_paint_with_alpha(painter->cr, background->opacity);
    }
    cairo_restore(painter->cr);
}
