/*
 * Backgrounds (CSS Backgrounds 3 §3): seven lists that together make layers.
 *
 * The lists come one by one and in any order, and a shorter list repeats for
 * the images of a longer one, so layers can only be made at the end. Until
 * then style->background points to a background_draft, told from finished
 * layers by the kind of its first member; hp_background_finish makes layers of
 * it. Lists live in the arena and are never changed once read.
 */
#include "css/properties.h"
#include <string.h>

#define KIND_DRAFT ((hp_image_kind)(HP_IMAGE_GRADIENT + 1))

/* More layers than anybody paints; what follows is an error in the value. */
#define LAYER_LIMIT 32

/* One list holds whole layers of which only its own fields count. */
typedef enum {
    LIST_IMAGE,
    LIST_X,
    LIST_Y,
    LIST_SIZE,
    LIST_REPEAT,
    LIST_ORIGIN,
    LIST_CLIP,
    LIST_ATTACHMENT,
    N_LISTS
} list_kind;

typedef struct {
    hp_background_layer head; /* kind: KIND_DRAFT */
    hp_arena *arena;
    struct {
        const hp_background_layer *layers;
        size_t count; /* 0: the initial value */
    } lists[N_LISTS];
} background_draft;

static const hp_background_layer initial_layer = {
    .width = {0, 0, HP_LENGTH_AUTO},
    .height = {0, 0, HP_LENGTH_AUTO},
    .origin = HP_BOX_PADDING,
    .clip = HP_BOX_BORDER,
};

static void layer_copy(hp_background_layer *to, const hp_background_layer *from, list_kind list)
{
    switch (list) {
    case LIST_IMAGE:
        to->kind = from->kind;
        to->url = from->url;
        to->gradient = from->gradient;
        break;
    case LIST_X: to->x = from->x; break;
    case LIST_Y: to->y = from->y; break;
    case LIST_SIZE:
        to->size = from->size;
        to->width = from->width;
        to->height = from->height;
        break;
    case LIST_REPEAT:
        to->repeat_x = from->repeat_x;
        to->repeat_y = from->repeat_y;
        break;
    case LIST_ORIGIN: to->origin = from->origin; break;
    case LIST_CLIP: to->clip = from->clip; break;
    case LIST_ATTACHMENT: to->fixed = from->fixed; break;
    case N_LISTS: break;
    }
}

/* The draft of a style, for one more list. A draft may have been copied with
 * its style, so it is never changed in place. */
static background_draft *draft_begin(const hp_compute *compute, const hp_background_layer *background)
{
    background_draft *draft = hp_arena_make(compute->arena, background_draft);
    if (background && background->kind == KIND_DRAFT) {
        *draft = *(const background_draft *)background;
    } else if (background) { /* inherited */
        size_t count = 0;
        for (const hp_background_layer *layer = background; layer; layer = layer->next)
            count++;
        hp_background_layer *layers = hp_arena_make_array(compute->arena, hp_background_layer, count);
        for (size_t i = 0; i < count; i++, background = background->next)
            layers[i] = *background;
        for (int list = 0; list < N_LISTS; list++) {
            draft->lists[list].layers = layers;
            draft->lists[list].count = count;
        }
    }
    draft->head = (hp_background_layer){.kind = KIND_DRAFT};
    draft->arena = compute->arena;
    return draft;
}

void hp_background_finish(hp_style *style)
{
    if (!style->background || style->background->kind != KIND_DRAFT)
        return;
    const background_draft *draft = (const background_draft *)style->background;
    /* Without an image there is still one layer: its clip is the colour's. */
    size_t count = MAX(draft->lists[LIST_IMAGE].count, 1);
    gboolean plain = TRUE;
    hp_background_layer *layers = hp_arena_make_array(draft->arena, hp_background_layer, count);
    for (size_t i = 0; i < count; i++) {
        layers[i] = initial_layer;
        for (int list = 0; list < N_LISTS; list++)
            if (draft->lists[list].count > 0)
                layer_copy(&layers[i], &draft->lists[list].layers[i % draft->lists[list].count], (list_kind)list);
        layers[i].next = i + 1 < count ? &layers[i + 1] : NULL;
        if (layers[i].kind != HP_IMAGE_NONE || layers[i].clip != HP_BOX_BORDER)
            plain = FALSE;
    }
    style->background = plain ? NULL : layers;
}

/* ---- one item of each list ---- */

static const hp_keyword box_areas[] = {
    {"border-box", HP_BOX_BORDER}, {"padding-box", HP_BOX_PADDING}, {"content-box", HP_BOX_CONTENT}, {NULL, 0}};
static const hp_keyword clip_areas[] = {{"border-box", HP_BOX_BORDER},
                                        {"padding-box", HP_BOX_PADDING},
                                        {"content-box", HP_BOX_CONTENT},
                                        {"text", HP_BOX_LETTERS},
                                        {NULL, 0}};

/* Whether an image that we lack comes next; it is left out. */
static gboolean skip_unsupported_image(hp_value_parser *parser)
{
    static const char *const functions[] = {"image-set(", "cross-fade(", "element(", "paint(", "image("};
    const hp_token *token = hp_value_peek(parser);
    if (token->type != HP_TOKEN_FUNCTION)
        return FALSE;
    g_autofree char *lower = g_ascii_strdown(token->text, -1);
    g_autofree char *name = g_strconcat(lower, "(", NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(functions); i++) {
        /* With prefixes: repeating-, -webkit- … */
        if (g_str_has_suffix(name, functions[i])) {
            hp_value_skip_component(parser);
            parser->unsupported = TRUE;
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean read_image(hp_value_parser *parser, hp_background_layer *layer)
{
    if (hp_value_take_ident(parser, "none"))
        return TRUE;
    if (hp_value_url(parser, &layer->url)) {
        layer->kind = HP_IMAGE_URL;
        return TRUE;
    }
    if (hp_value_gradient(parser, &layer->gradient)) {
        layer->kind = HP_IMAGE_GRADIENT;
        return TRUE;
    }
    return skip_unsupported_image(parser);
}

typedef struct {
    gboolean is_keyword;
    int axis; /* keywords: 0 x, 1 y, −1 center */
    hp_length at;
} position_part;

static gboolean read_position_part(hp_value_parser *parser, position_part *part)
{
    static const struct {
        const char *name;
        int axis;
        float percent;
    } keywords[] = {{"left", 0, 0}, {"right", 0, 100}, {"top", 1, 0}, {"bottom", 1, 100}, {"center", -1, 50}};
    for (size_t i = 0; i < G_N_ELEMENTS(keywords); i++) {
        if (hp_value_take_ident(parser, keywords[i].name)) {
            *part = (position_part){TRUE, keywords[i].axis, {0, keywords[i].percent, HP_LENGTH_FIXED}};
            return TRUE;
        }
    }
    *part = (position_part){FALSE, -1, {0, 0, HP_LENGTH_FIXED}};
    return hp_value_length(parser, HP_VALUE_PERCENT, &part->at);
}

/* A side is at 0 or 100 %; from there it goes inwards. */
static gboolean offset_from_side(hp_value_parser *parser, hp_length side, hp_length offset, hp_length *at)
{
    float sign = side.percent > 0 ? -1 : 1;
    *at = (hp_length){sign * offset.px, side.percent + sign * offset.percent, HP_LENGTH_FIXED, NULL};
    return hp_length_terms_add(parser->compute->arena, NULL, offset.terms, (double)sign, &at->terms);
}

/* Three or four values: an offset follows the side it is counted from. */
static gboolean position_from_sides(hp_value_parser *parser, const position_part *parts, int count, hp_length at[2])
{
    gboolean known[2] = {FALSE, FALSE};
    int center = 0;
    for (int i = 0; i < count; i++) {
        const position_part *side = &parts[i];
        if (!side->is_keyword)
            return FALSE;
        if (side->axis < 0) {
            center++;
            continue;
        }
        if (known[side->axis])
            return FALSE;
        known[side->axis] = TRUE;
        at[side->axis] = side->at;
        if (i + 1 < count && !parts[i + 1].is_keyword) {
            hp_length offset = parts[++i].at;
            if (!offset_from_side(parser, side->at, offset, &at[side->axis]))
                return FALSE;
        }
    }
    return center + known[0] + known[1] == 2;
}

gboolean hp_value_position(hp_value_parser *parser, hp_length *x, hp_length *y)
{
    position_part parts[4];
    int count = 0;
    while (count < 4 && read_position_part(parser, &parts[count]))
        count++;
    hp_length at[2] = {{0, 50, HP_LENGTH_FIXED}, {0, 50, HP_LENGTH_FIXED}};
    if (count == 0)
        return FALSE;
    if (count == 1) {
        at[parts[0].axis == 1 ? 1 : 0] = parts[0].at;
    } else if (count == 2) {
        /* Keywords may stand in either order, lengths are x then y. */
        gboolean swapped = parts[0].axis == 1 || parts[1].axis == 0;
        if (swapped && (!parts[0].is_keyword || !parts[1].is_keyword || parts[0].axis == parts[1].axis))
            return FALSE;
        at[0] = parts[swapped ? 1 : 0].at;
        at[1] = parts[swapped ? 0 : 1].at;
    } else if (!position_from_sides(parser, parts, count, at)) {
        return FALSE;
    }
    *x = at[0];
    *y = at[1];
    return TRUE;
}

static gboolean read_position(hp_value_parser *parser, hp_background_layer *layer)
{
    return hp_value_position(parser, &layer->x, &layer->y);
}

/* One axis: a place, or a side and perhaps how far from it. */
static gboolean read_axis(hp_value_parser *parser, int axis, hp_length *at)
{
    position_part part, offset;
    if (!read_position_part(parser, &part) || (part.axis >= 0 && part.axis != axis))
        return FALSE;
    *at = part.at;
    if (part.axis < 0 || !hp_value_length(parser, HP_VALUE_PERCENT, &offset.at))
        return TRUE;
    return offset_from_side(parser, part.at, offset.at, at);
}

static gboolean read_x(hp_value_parser *parser, hp_background_layer *layer)
{
    return read_axis(parser, 0, &layer->x);
}

static gboolean read_y(hp_value_parser *parser, hp_background_layer *layer)
{
    return read_axis(parser, 1, &layer->y);
}

static gboolean read_size(hp_value_parser *parser, hp_background_layer *layer)
{
    const unsigned flags = HP_VALUE_PERCENT | HP_VALUE_AUTO | HP_VALUE_NOT_NEGATIVE;
    layer->width = layer->height = HP_AUTO;
    layer->size = HP_BACKGROUND_SIZE_LENGTHS;
    if (hp_value_take_ident(parser, "cover")) {
        layer->size = HP_BACKGROUND_SIZE_COVER;
    } else if (hp_value_take_ident(parser, "contain")) {
        layer->size = HP_BACKGROUND_SIZE_CONTAIN;
    } else {
        if (!hp_value_length(parser, flags, &layer->width))
            return FALSE;
        hp_value_length(parser, flags, &layer->height);
    }
    return TRUE;
}

static gboolean read_repeat(hp_value_parser *parser, hp_background_layer *layer)
{
    static const hp_keyword repeats[] = {{"repeat", HP_REPEAT},
                                         {"no-repeat", HP_REPEAT_NO},
                                         {"space", HP_REPEAT_SPACE},
                                         {"round", HP_REPEAT_ROUND},
                                         {NULL, 0}};
    int x, y;
    if (hp_value_take_ident(parser, "repeat-x")) {
        x = HP_REPEAT;
        y = HP_REPEAT_NO;
    } else if (hp_value_take_ident(parser, "repeat-y")) {
        x = HP_REPEAT_NO;
        y = HP_REPEAT;
    } else {
        if (!hp_value_keyword(parser, repeats, &x))
            return FALSE;
        if (!hp_value_keyword(parser, repeats, &y))
            y = x;
    }
    layer->repeat_x = (hp_repeat)x;
    layer->repeat_y = (hp_repeat)y;
    return TRUE;
}

static gboolean read_box(hp_value_parser *parser, const hp_keyword *areas, hp_box_area *area)
{
    int value;
    if (!hp_value_keyword(parser, areas, &value))
        return FALSE;
    *area = (hp_box_area)value;
    return TRUE;
}

static gboolean read_origin(hp_value_parser *parser, hp_background_layer *layer)
{
    return read_box(parser, box_areas, &layer->origin);
}

static gboolean read_clip(hp_value_parser *parser, hp_background_layer *layer)
{
    return read_box(parser, clip_areas, &layer->clip);
}

static gboolean read_attachment(hp_value_parser *parser, hp_background_layer *layer)
{
    layer->fixed = hp_value_take_ident(parser, "fixed");
    return layer->fixed || hp_value_take_ident(parser, "scroll") || hp_value_take_ident(parser, "local");
}

typedef gboolean (*item_reader)(hp_value_parser *parser, hp_background_layer *layer);

static const item_reader item_readers[N_LISTS] = {
    [LIST_IMAGE] = read_image,   [LIST_X] = read_x,
    [LIST_Y] = read_y,           [LIST_SIZE] = read_size,
    [LIST_REPEAT] = read_repeat, [LIST_ORIGIN] = read_origin,
    [LIST_CLIP] = read_clip,     [LIST_ATTACHMENT] = read_attachment,
};

/* ---- the longhands ---- */

/* other: a second list that the same items fill, or the list again. */
static gboolean parse_items(hp_value_parser *parser, item_reader reader, list_kind list, list_kind other)
{
    hp_background_layer layers[LAYER_LIMIT];
    size_t count = 0;
    gboolean drawn = FALSE;
    do {
        if (count == LAYER_LIMIT)
            return FALSE;
        layers[count] = initial_layer;
        if (!reader(parser, &layers[count++]))
            return FALSE;
        drawn |= layers[count - 1].kind != HP_IMAGE_NONE;
    } while (hp_value_take(parser, HP_TOKEN_COMMA));
    /* Nothing left but images that we lack: an earlier declaration is the
     * better fallback. */
    if (parser->unsupported && !drawn)
        return FALSE;
    background_draft *draft = draft_begin(parser->compute, parser->style->background);
    draft->lists[list].layers = hp_arena_copy(parser->compute->arena, layers, count * sizeof *layers);
    draft->lists[list].count = count;
    draft->lists[other] = draft->lists[list];
    parser->style->background = &draft->head;
    return TRUE;
}

static gboolean parse_list(hp_value_parser *parser, list_kind list)
{
    return parse_items(parser, item_readers[list], list, list);
}

static const hp_background_layer *background_of(const hp_property *property, const void *field)
{
    return ((const hp_style *)((const char *)field - property->offset))->background;
}

static const char *const repeat_names[] = {"repeat", "no-repeat", "space", "round"};

static void print_item(GString *out, list_kind list, const hp_background_layer *layer)
{
    switch (list) {
    case LIST_IMAGE:
        if (layer->kind == HP_IMAGE_URL) {
            g_string_append(out, "url(");
            hp_print_string(out, layer->url);
            g_string_append_c(out, ')');
        } else if (layer->kind == HP_IMAGE_GRADIENT) {
            hp_print_gradient(out, layer->gradient);
        } else {
            g_string_append(out, "none");
        }
        break;
    case LIST_X: hp_print_length(out, layer->x, ""); break;
    case LIST_Y: hp_print_length(out, layer->y, ""); break;
    case LIST_SIZE:
        if (layer->size != HP_BACKGROUND_SIZE_LENGTHS) {
            g_string_append(out, layer->size == HP_BACKGROUND_SIZE_COVER ? "cover" : "contain");
            break;
        }
        hp_print_length(out, layer->width, "auto");
        g_string_append_c(out, ' ');
        hp_print_length(out, layer->height, "auto");
        break;
    case LIST_REPEAT:
        g_string_append_printf(out, "%s %s", repeat_names[layer->repeat_x], repeat_names[layer->repeat_y]);
        break;
    case LIST_ORIGIN: g_string_append(out, hp_keyword_name(box_areas, (int)layer->origin)); break;
    case LIST_CLIP: g_string_append(out, hp_keyword_name(clip_areas, (int)layer->clip)); break;
    case LIST_ATTACHMENT: g_string_append(out, layer->fixed ? "fixed" : "scroll"); break;
    case N_LISTS: break;
    }
}

/* Prints nothing when every layer has the initial value. */
static void print_list(GString *out, const hp_property *property, const void *field, list_kind list)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GString) initial = g_string_new(NULL);
    for (const hp_background_layer *layer = background_of(property, field); layer; layer = layer->next) {
        print_item(text, list, layer);
        print_item(initial, list, &initial_layer);
        if (layer->next) {
            g_string_append(text, ", ");
            g_string_append(initial, ", ");
        }
    }
    if (!g_string_equal(text, initial))
        g_string_append_len(out, text->str, (gssize)text->len);
}

#define BACKGROUND_TYPE(name, list)                                                                 \
    static gboolean parse_##name(hp_value_parser *parser, const hp_property *property, void *field) \
    {                                                                                               \
        (void)property;                                                                             \
        (void)field;                                                                                \
        return parse_list(parser, list);                                                            \
    }                                                                                               \
    static void print_##name(GString *out, const hp_property *property, const void *field)          \
    {                                                                                               \
        print_list(out, property, field, list);                                                     \
    }                                                                                               \
    const hp_value_type hp_type_background_##name = {parse_##name, print_##name}

BACKGROUND_TYPE(image, LIST_IMAGE);
BACKGROUND_TYPE(position_x, LIST_X);
BACKGROUND_TYPE(position_y, LIST_Y);
BACKGROUND_TYPE(size, LIST_SIZE);
BACKGROUND_TYPE(repeat, LIST_REPEAT);
BACKGROUND_TYPE(origin, LIST_ORIGIN);
BACKGROUND_TYPE(clip, LIST_CLIP);
BACKGROUND_TYPE(attachment, LIST_ATTACHMENT);

/* ---- the shorthands ---- */

static gboolean parse_position(hp_value_parser *parser, const hp_property *property, void *style)
{
    (void)property;
    (void)style;
    return parse_items(parser, read_position, LIST_X, LIST_Y);
}

const hp_value_type hp_type_background_position = {parse_position, NULL};

/* One layer: its parts in any order, a colour only in the last. */
static gboolean parse_layer(hp_value_parser *parser, hp_background_layer *layer, hp_color *color, gboolean *has_color)
{
    gboolean seen[N_LISTS] = {FALSE};
    gboolean any = FALSE;
    while (hp_value_peek(parser)->type != HP_TOKEN_COMMA && !hp_value_at_end(parser)) {
        gboolean found = FALSE;
        for (int list = LIST_IMAGE; list < N_LISTS && !found; list++) {
            if (seen[list] || list == LIST_Y || list == LIST_SIZE)
                continue;
            size_t start = parser->reader.at;
            found = list == LIST_X ? read_position(parser, layer) : item_readers[list](parser, layer);
            if (!found)
                parser->reader.at = start;
            seen[list] |= found;
            if (found && list == LIST_X && hp_value_take_delim(parser, '/') && !read_size(parser, layer))
                return FALSE;
            if (found && list == LIST_ORIGIN)
                layer->clip = layer->origin; /* one box is both */
        }
        if (!found && !*has_color)
            found = *has_color = hp_value_color(parser, color);
        if (!found)
            return FALSE;
        any = TRUE;
    }
    return any;
}

gboolean hp_background_parse(hp_value_parser *parser)
{
    hp_background_layer layers[LAYER_LIMIT];
    size_t count = 0;
    hp_color color = {0, 0, 0, 0};
    gboolean has_color = FALSE, drawn = FALSE;
    do {
        if (count == LAYER_LIMIT || has_color)
            return FALSE;
        layers[count] = initial_layer;
        if (!parse_layer(parser, &layers[count], &color, &has_color))
            return FALSE;
        drawn |= layers[count++].kind != HP_IMAGE_NONE;
    } while (hp_value_take(parser, HP_TOKEN_COMMA));
    if (parser->unsupported && !drawn && !has_color)
        return FALSE; /* as above */
    parser->style->background_color = color;
    if (count == 1 && memcmp(layers, &initial_layer, sizeof *layers) == 0) {
        parser->style->background = NULL; /* a colour and nothing else */
        return TRUE;
    }
    background_draft *draft = draft_begin(parser->compute, NULL);
    const hp_background_layer *copy = hp_arena_copy(parser->compute->arena, layers, count * sizeof *layers);
    for (int list = 0; list < N_LISTS; list++) {
        draft->lists[list].layers = copy;
        draft->lists[list].count = count;
    }
    parser->style->background = &draft->head;
    return TRUE;
}

gboolean hp_css_parse_background(hp_arena *arena, const char *text, hp_color *color, const hp_background_layer **layers)
{
    static const hp_css_context context = {.strict = TRUE};
    hp_compute compute = {.arena = arena, .context = &context, .parent = hp_style_initial()};
    hp_style style = *hp_style_unfinished_initial();
    size_t count;
    const hp_token *tokens = hp_css_tokenize(arena, text, strlen(text), 0, &count);
    if (hp_property_apply(&compute, &style, "background", tokens, count - 1) != HP_APPLY_OK)
        return FALSE;
    hp_style_finish(&style, FALSE);
    *color = style.background_color;
    *layers = style.background;
    return TRUE;
}
