/*
 * Property names: which are known, and those of CSS that have no row because
 * they have no effect on paper, or one that we lack.
 */
#include "css/properties.h"
#include <string.h>

static const hp_property ignored = {.name = "", .kind = HP_PROPERTY_IGNORED};
static const hp_property unsupported = {.name = "", .kind = HP_PROPERTY_UNSUPPORTED};

/* Known, and without effect on paper: they move, react or tune a screen. */
static const char *const ignored_names[] = {
    "accent-color",
    "animation",
    "animation-delay",
    "animation-direction",
    "animation-duration",
    "animation-fill-mode",
    "animation-iteration-count",
    "animation-name",
    "animation-play-state",
    "animation-timing-function",
    "appearance",
    "backface-visibility",
    "caret-color",
    "color-interpolation",
    "color-rendering",
    "color-scheme",
    "contain",
    "content-visibility",
    "cursor",
    "font-display",
    "font-smooth",
    "image-rendering",
    "image-resolution",
    "nav-down",
    "nav-left",
    "nav-right",
    "nav-up",
    "overflow-anchor",
    "overscroll-behavior",
    "overscroll-behavior-x",
    "overscroll-behavior-y",
    "page",
    "perspective",
    "perspective-origin",
    "pointer-events",
    "print-color-adjust",
    "color-adjust",
    "resize",
    "scroll-behavior",
    "scroll-margin",
    "scroll-margin-bottom",
    "scroll-margin-left",
    "scroll-margin-right",
    "scroll-margin-top",
    "scroll-padding",
    "scroll-padding-bottom",
    "scroll-padding-left",
    "scroll-padding-right",
    "scroll-padding-top",
    "scroll-snap-align",
    "scroll-snap-stop",
    "scroll-snap-type",
    "scrollbar-color",
    "scrollbar-gutter",
    "scrollbar-width",
    "shape-rendering",
    "speak",
    "text-decoration-skip",
    "text-decoration-skip-ink",
    "text-rendering",
    "text-size-adjust",
    "touch-action",
    "transition",
    "transition-behavior",
    "transition-delay",
    "transition-duration",
    "transition-property",
    "transition-timing-function",
    "user-select",
    "will-change",
};

/* With an effect on paper that we lack. */
static const char *const unsupported_names[] = {
    "backdrop-filter",
    "background-blend-mode",
    "border-image",
    "border-image-outset",
    "border-image-repeat",
    "border-image-slice",
    "border-image-source",
    "border-image-width",
    "box-decoration-break",
    "clip",
    "clip-path",
    "fill",
    "filter",
    "font-feature-settings",
    "font-kerning",
    "font-language-override",
    "font-optical-sizing",
    "font-palette",
    "font-size-adjust",
    "font-stretch",
    "font-synthesis",
    "font-variant-alternates",
    "font-variant-east-asian",
    "font-variant-emoji",
    "font-variant-numeric",
    "font-variant-position",
    "font-variation-settings",
    "hanging-punctuation",
    "image-orientation",
    "initial-letter",
    "isolation",
    "line-break",
    "line-clamp",
    "mask",
    "mask-border",
    "mask-clip",
    "mask-composite",
    "mask-image",
    "mask-mode",
    "mask-origin",
    "mask-position",
    "mask-repeat",
    "mask-size",
    "mix-blend-mode",
    "offset",
    "rotate",
    "ruby-align",
    "ruby-position",
    "scale",
    "shape-image-threshold",
    "shape-margin",
    "shape-outside",
    "stroke",
    "stroke-width",
    "text-align-last",
    "text-combine-upright",
    "text-emphasis",
    "text-emphasis-color",
    "text-emphasis-position",
    "text-emphasis-style",
    "text-justify",
    "text-orientation",
    "text-overflow",
    "text-underline-position",
    "text-wrap",
    "transform-box",
    "transform-style",
    "translate",
    "white-space-collapse",
    "writing-mode",
    "zoom",
};

static void add_names(GHashTable *table, const char *const *names, size_t count, const hp_property *property)
{
    for (size_t i = 0; i < count; i++)
        g_hash_table_insert(table, (gpointer)names[i], (gpointer)property);
}

static void add_properties(GHashTable *table, const hp_property *properties, size_t count)
{
    for (size_t i = 0; i < count; i++)
        g_hash_table_insert(table, (gpointer)properties[i].name, (gpointer)&properties[i]);
}

/* Made once and then only read. */
static GHashTable *names_index(void)
{
    static GHashTable *index;
    if (g_once_init_enter(&index)) {
        GHashTable *table = g_hash_table_new(g_str_hash, g_str_equal);
        size_t count;
        add_names(table, ignored_names, G_N_ELEMENTS(ignored_names), &ignored);
        add_names(table, unsupported_names, G_N_ELEMENTS(unsupported_names), &unsupported);
        const hp_property *properties = hp_property_longhands(&count);
        add_properties(table, properties, count);
        properties = hp_property_shorthands(&count);
        add_properties(table, properties, count);
        g_once_init_leave(&index, table);
    }
    return index;
}

const hp_property *hp_property_lookup(const char *name)
{
    static const char *const prefixes[] = {"-webkit-", "-moz-", "-ms-", "-o-", "-khtml-", "-epub-", "mso-", "--"};
    const hp_property *found = g_hash_table_lookup(names_index(), name);
    if (found)
        return found;
    for (size_t i = 0; i < G_N_ELEMENTS(prefixes) && (name[0] == '-' || name[0] == 'm'); i++)
        if (g_str_has_prefix(name, prefixes[i]))
            return &ignored;
    return NULL;
}
