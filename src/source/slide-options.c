#include "source/slide-options.h"

#include <string.h>

#include "source/attributes.h"

/* A list is joined: ["c", "/", "t"] is what a function in reveal.js would give.
 * NULL when there is nothing to read. */
static const char *number_format(hp_values *values, const hp_yaml_node *node)
{
    if (!node || node->kind != HP_YAML_SEQUENCE)
        return hp_values_text(values, node);
    g_autofree char *joined = g_strjoinv("", (char **)hp_values_list(values, node));
    return hp_arena_strdup(values->arena, joined);
}

/* slideNumber: true shows 3, or 12.1 in a stack. otherwise: what counts when
 * nothing is said. */
static const char *slide_number_read(hp_values *values, const hp_yaml_node *options, const char *otherwise)
{
    static const char *const formats[] = {"h.v", "h/v", "c", "c/t"};
    const hp_yaml_node *node = hp_values_lookup(values, options, "slideNumber");
    const char *text = number_format(values, node);
    gboolean shown = TRUE;
    if (!text)
        return otherwise;
    if (hp_values_parse_bool(text, &shown))
        return shown ? "h.v" : NULL;
    for (unsigned i = 0; i < G_N_ELEMENTS(formats); i++)
        if (strcmp(text, formats[i]) == 0)
            return formats[i];
    hp_values_complain(values, "slideNumber", node, "it may be true, false, h.v, h/v, c or c/t");
    return "h.v";
}

/* The name becomes part of a file's name, so it may not leave its folder. */
void hp_slide_options_read_theme(hp_values *values, const hp_yaml_node *options, hp_slide_options *slide)
{
    const hp_yaml_node *node = hp_values_lookup(values, options, "theme");
    const char *text = hp_values_text(values, node);
    if (!text)
        return;
    char *theme = hp_arena_strdup(values->arena, text);
    for (char *at = theme; *at; at++) {
        *at = g_ascii_tolower(*at);
        if (!g_ascii_isalnum(*at) && *at != '-' && *at != '_') {
            hp_values_complain(values, "theme", node, "a theme's name has only letters, digits and hyphens");
            return;
        }
    }
    slide->theme = theme;
}

static void notes_read(hp_values *values, const hp_yaml_node *options, hp_slide_options *slide)
{
    const hp_yaml_node *node = hp_values_lookup(values, options, "showNotes");
    const char *text = hp_values_text(values, node);
    slide->notes_separate_page = text && strcmp(text, "separate-page") == 0;
    slide->show_notes = slide->notes_separate_page || hp_values_bool(values, options, "showNotes", FALSE);
}

static int max_pages_read(hp_values *values, const hp_yaml_node *options)
{
    static const char *const endless[] = {"Infinity", ".inf", ".Inf", ".INF"};
    const char *key = "pdfMaxPagesPerSlide";
    const char *text = hp_values_text(values, hp_values_lookup(values, options, key));
    for (unsigned i = 0; text && i < G_N_ELEMENTS(endless); i++)
        if (strcmp(text, endless[i]) == 0)
            return 0;
    return (int)hp_values_number(values, options, key, 1, 10000, 0);
}

void hp_slide_options_read(hp_values *values, const hp_yaml_node *options, hp_slide_options *slide)
{
    hp_slide_options_read_theme(values, options, slide);
    slide->width_px = hp_values_number(values, options, "width", 100, 10000, slide->width_px);
    slide->height_px = hp_values_number(values, options, "height", 100, 10000, slide->height_px);
    slide->margin = hp_values_number(values, options, "margin", 0, 1, slide->margin);
    slide->center = hp_values_bool(values, options, "center", slide->center);
    slide->slide_number = slide_number_read(values, options, slide->slide_number);
    slide->rtl = hp_values_bool(values, options, "rtl", slide->rtl);
    slide->fragments = hp_values_bool(values, options, "fragments", slide->fragments);
    notes_read(values, options, slide);
    slide->max_pages_per_slide = max_pages_read(values, options);
    const char *image = hp_values_text(values, hp_values_lookup(values, options, "parallaxBackgroundImage"));
    image = hp_unwrap_address(values->arena, image);
    slide->parallax_image = image && *image ? image : NULL;
    slide->parallax_size = hp_values_text(values, hp_values_lookup(values, options, "parallaxBackgroundSize"));
}
