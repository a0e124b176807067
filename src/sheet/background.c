#include "sheet/background.h"

#include "css/cascade.h"
#include "source/attributes.h"

#include <string.h>

/* What data-background may mean: a colour, a gradient or a picture. */
typedef enum { LOOKS_EMPTY, LOOKS_COLOR, LOOKS_GRADIENT, LOOKS_PICTURE } look;

/* The attribute without blanks and the quotes that decks put around colours;
 * NULL when there is nothing left. */
static const char *attribute_value(hp_arena *arena, const hp_node *section, const char *name)
{
    const char *value = hp_node_attribute(section, name);
    if (!value)
        return NULL;
    char *copy = g_strstrip(hp_arena_strdup(arena, value));
    size_t length = strlen(copy);
    if (length >= 2 && (copy[0] == '"' || copy[0] == '\'') && copy[length - 1] == copy[0]) {
        copy[length - 1] = '\0';
        copy = g_strstrip(copy + 1);
    }
    return *copy ? copy : NULL;
}

static look look_of(const char *value, hp_color *color)
{
    if (!value)
        return LOOKS_EMPTY;
    if (hp_css_parse_color(value, color))
        return LOOKS_COLOR;
    return strstr(value, "gradient(") ? LOOKS_GRADIENT : LOOKS_PICTURE;
}

gboolean hp_background_slide_color(hp_arena *arena, const hp_node *section, hp_color *color)
{
    const char *own = attribute_value(arena, section, "data-background-color");
    if (own && hp_css_parse_color(own, color))
        return TRUE;
    return look_of(attribute_value(arena, section, "data-background"), color) == LOOKS_COLOR;
}

/* The canvas takes the background of html, body or, as reveal.js fills the page
 * with it, of div.reveal: the innermost that has one (CSS 2.2 §14.2). */
static void add_theme(const hp_tree *tree, GArray *layers)
{
    const hp_node *holders[] = {tree->root, tree->body, tree->reveal};
    for (size_t i = 0; i < G_N_ELEMENTS(holders); i++) {
        const hp_style *style = holders[i] ? holders[i]->style : NULL;
        if (!style || (style->background_color.a <= 0 && !style->background))
            continue;
        hp_page_background layer = {.color = style->background_color, .layers = style->background, .opacity = 1};
        g_array_append_val(layers, layer);
    }
}

static void add_parallax(hp_arena *arena, const hp_slide_options *options, hp_assets *assets, GArray *layers)
{
    if (!options->parallax_image || !*options->parallax_image)
        return;
    hp_page_background layer = {.opacity = 1, .from_parallax = TRUE};
    layer.image = hp_assets_load(assets, options->parallax_image, 0);
    layer.size = options->parallax_size ? hp_arena_strdup(arena, options->parallax_size) : "auto";
    if (layer.image)
        g_array_append_val(layers, layer);
}

/* A number from 0 to 1; 1 when it is none. */
static double opacity_of(const char *value)
{
    char *end;
    double number = value ? g_ascii_strtod(value, &end) : 1;
    if (value && (end == value || !(number >= 0)))
        return 1;
    return MIN(number, 1);
}

const char *hp_background_slide_picture(hp_arena *arena, const hp_node *section)
{
    hp_color ignored;
    const char *any = attribute_value(arena, section, "data-background");
    const char *picture = attribute_value(arena, section, "data-background-image");
    if (!picture && look_of(any, &ignored) == LOOKS_PICTURE)
        picture = any;
    return picture && !strstr(picture, "gradient(") ? hp_unwrap_address(arena, picture) : NULL;
}

/* Whatever the background property takes, a colour below included. */
static void read_gradient(hp_arena *arena, const hp_node *section, const char *value, hp_diags *diags,
                          hp_page_background *layer)
{
    if (!hp_css_parse_background(arena, value, &layer->color, &layer->layers))
        hp_diag_warning(diags, "background-unsupported", section->line, "the background \"%s\" is not drawn", value);
}

static void add_own(hp_arena *arena, const hp_node *section, hp_assets *assets, hp_diags *diags, GArray *layers)
{
    hp_page_background layer = {.opacity = opacity_of(attribute_value(arena, section, "data-background-opacity"))};
    layer.size = attribute_value(arena, section, "data-background-size");
    layer.position = attribute_value(arena, section, "data-background-position");
    layer.repeat = attribute_value(arena, section, "data-background-repeat");

    hp_color ignored;
    const char *any = attribute_value(arena, section, "data-background");
    const char *picture = attribute_value(arena, section, "data-background-image");
    const char *gradient = attribute_value(arena, section, "data-background-gradient");
    if (!gradient && picture && strstr(picture, "gradient("))
        gradient = picture;
    else if (!gradient && look_of(any, &ignored) == LOOKS_GRADIENT)
        gradient = any;
    const char *address = hp_background_slide_picture(arena, section);
    if (address)
        layer.image = hp_assets_load(assets, address, section->line);
    if (gradient)
        read_gradient(arena, section, gradient, diags, &layer);
    hp_color own;
    gboolean has_color = hp_background_slide_color(arena, section, &own);
    if (has_color)
        layer.color = own;

    static const char *const moving[] = {"data-background-video", "data-background-iframe"};
    for (size_t i = 0; i < G_N_ELEMENTS(moving); i++)
        if (attribute_value(arena, section, moving[i]))
            hp_diag_warning(diags, "background-unsupported", section->line, "%s has no form on paper", moving[i]);
    if (has_color || layer.image || layer.layers)
        g_array_append_val(layers, layer);
}

/* What lies below a whole colour is not seen, but makes the file larger, and some
 * viewers let it through at the edges. */
static void drop_covered(GArray *layers)
{
    unsigned top = layers->len;
    while (top > 0 && g_array_index(layers, hp_page_background, top - 1).color.a < 1)
        top--;
    if (top > 1)
        g_array_remove_range(layers, 0, top - 1);
}

const hp_page_background *hp_background_layers(hp_arena *arena, const hp_tree *tree, const hp_tree_slide *slide,
                                               const hp_slide_options *options, hp_assets *assets, hp_diags *diags,
                                               size_t *count)
{
    g_autoptr(GArray) layers = g_array_new(FALSE, FALSE, sizeof(hp_page_background));
    add_theme(tree, layers);
    if (tree->reveal) {
        add_parallax(arena, options, assets, layers);
        if (slide)
            add_own(arena, slide->node, assets, diags, layers);
    }
    drop_covered(layers);
    *count = layers->len;
    return hp_arena_copy(arena, layers->data, layers->len * sizeof(hp_page_background));
}
