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
    "anchor-name",
    "anchor-scope",
    "animation",
    "animation-composition",
    "animation-delay",
    "animation-direction",
    "animation-duration",
    "animation-fill-mode",
    "animation-iteration-count",
    "animation-name",
    "animation-play-state",
    "animation-range",
    "animation-range-end",
    "animation-range-start",
    "animation-timeline",
    "animation-timing-function",
    "appearance",
    "backface-visibility",
    "caret",
    "caret-animation",
    "caret-color",
    "caret-shape",
    "color-adjust",
    "color-interpolation",
    "color-rendering",
    "color-scheme",
    "contain",
    "contain-intrinsic-block-size",
    "contain-intrinsic-height",
    "contain-intrinsic-inline-size",
    "contain-intrinsic-size",
    "contain-intrinsic-width",
    "container",
    "container-name",
    "container-type",
    "content-visibility",
    "cursor",
    "field-sizing",
    "font-display",
    "font-smooth",
    "image-rendering",
    "image-resolution",
    "interactivity",
    "interpolate-size",
    "nav-down",
    "nav-left",
    "nav-right",
    "nav-up",
    "overflow-anchor",
    "overlay",
    "overscroll-behavior",
    "overscroll-behavior-block",
    "overscroll-behavior-inline",
    "overscroll-behavior-x",
    "overscroll-behavior-y",
    "perspective",
    "perspective-origin",
    "pointer-events",
    "position-visibility",
    "print-color-adjust",
    "reading-flow",
    "reading-order",
    "resize",
    "scroll-behavior",
    "scroll-initial-target",
    "scroll-margin",
    "scroll-margin-block",
    "scroll-margin-block-end",
    "scroll-margin-block-start",
    "scroll-margin-bottom",
    "scroll-margin-inline",
    "scroll-margin-inline-end",
    "scroll-margin-inline-start",
    "scroll-margin-left",
    "scroll-margin-right",
    "scroll-margin-top",
    "scroll-marker-group",
    "scroll-padding",
    "scroll-padding-block",
    "scroll-padding-block-end",
    "scroll-padding-block-start",
    "scroll-padding-bottom",
    "scroll-padding-inline",
    "scroll-padding-inline-end",
    "scroll-padding-inline-start",
    "scroll-padding-left",
    "scroll-padding-right",
    "scroll-padding-top",
    "scroll-snap-align",
    "scroll-snap-stop",
    "scroll-snap-type",
    "scroll-target-group",
    "scroll-timeline",
    "scroll-timeline-axis",
    "scroll-timeline-name",
    "scrollbar-color",
    "scrollbar-gutter",
    "scrollbar-width",
    "shape-rendering",
    "speak",
    "speak-as",
    "text-decoration-skip",
    "text-decoration-skip-ink",
    "text-rendering",
    "text-size-adjust",
    "timeline-scope",
    "touch-action",
    "transition",
    "transition-behavior",
    "transition-delay",
    "transition-duration",
    "transition-property",
    "transition-timing-function",
    "user-select",
    "view-timeline",
    "view-timeline-axis",
    "view-timeline-inset",
    "view-timeline-name",
    "view-transition-class",
    "view-transition-name",
    "will-change",
};

/* With an effect on paper that we lack. */
static const char *const unsupported_names[] = {
    "alignment-baseline",
    "backdrop-filter",
    "background-blend-mode",
    "baseline-shift",
    "baseline-source",
    "block-ellipsis",
    "border-image",
    "border-image-outset",
    "border-image-repeat",
    "border-image-slice",
    "border-image-source",
    "border-image-width",
    "clip",
    "clip-rule",
    "dominant-baseline",
    "fill",
    "fill-opacity",
    "fill-rule",
    "filter",
    "font-feature-settings",
    "font-kerning",
    "font-language-override",
    "font-optical-sizing",
    "font-palette",
    "font-size-adjust",
    "font-stretch",
    "font-synthesis",
    "font-synthesis-position",
    "font-synthesis-small-caps",
    "font-synthesis-style",
    "font-synthesis-weight",
    "font-variant-alternates",
    "font-variant-east-asian",
    "font-variant-emoji",
    "font-variant-numeric",
    "font-variant-position",
    "font-variation-settings",
    "font-width",
    "hanging-punctuation",
    "hyphenate-limit-last",
    "image-orientation",
    "initial-letter",
    "initial-letter-align",
    "initial-letter-wrap",
    "inline-sizing",
    "isolation",
    "line-break",
    "line-fit-edge",
    "margin-trim",
    "mask",
    "mask-border",
    "mask-border-mode",
    "mask-border-outset",
    "mask-border-repeat",
    "mask-border-slice",
    "mask-border-source",
    "mask-border-width",
    "mask-clip",
    "mask-composite",
    "mask-image",
    "mask-mode",
    "mask-origin",
    "mask-position",
    "mask-repeat",
    "mask-size",
    "mask-type",
    "math-depth",
    "math-shift",
    "math-style",
    "max-lines",
    "object-view-box",
    "offset",
    "offset-anchor",
    "offset-distance",
    "offset-path",
    "offset-position",
    "offset-rotate",
    "overflow-clip-margin",
    "paint-order",
    "position-anchor",
    "position-area",
    "position-try",
    "ruby-align",
    "ruby-merge",
    "ruby-overhang",
    "shape-image-threshold",
    "shape-margin",
    "shape-outside",
    "stroke",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-opacity",
    "stroke-width",
    "text-align-all",
    "text-align-last",
    "text-anchor",
    "text-autospace",
    "text-box",
    "text-box-edge",
    "text-box-trim",
    "text-combine-upright",
    "text-decoration-inset",
    "text-emphasis",
    "text-emphasis-color",
    "text-emphasis-position",
    "text-emphasis-skip",
    "text-emphasis-style",
    "text-fit",
    "text-group-align",
    "text-justify",
    "text-orientation",
    "text-spacing",
    "text-spacing-trim",
    "text-underline-position",
    "text-wrap-mode",
    "transform-box",
    "transform-style",
    "vector-effect",
    "white-space-collapse",
    "word-space-transform",
    "wrap-after",
    "wrap-before",
    "wrap-inside",
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

const char **hp_property_names(guint *count)
{
    return (const char **)g_hash_table_get_keys_as_array(names_index(), count);
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
